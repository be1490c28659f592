/*
 * What comes back into the model, and stands in its transcript: whose data it is, and how much of it.
 */
import { categoryWords } from "../core/category-words.ts";
import { isAbove } from "../core/exposure-words.ts";
import { isCredential } from "../data/taxonomy/is-credential.ts";
import type { AssessedFlow } from "../exposure/assessed-api.ts";
import { returnsList } from "../exposure/lists.ts";
import { isOfPublishedPerson } from "../exposure/published-people.ts";
import { readingOf } from "../exposure/reading.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import { isPaged } from "../operations/paging.ts";
import { understandingOf } from "../operations/understood.ts";
import type { AgentCall } from "./agent-call.ts";
import type { Ground } from "./ground.ts";

/** What a call returns that an agent must not read, or that a person confirms, and what it may read. */
export function* returnedDataOf(call: AgentCall): Generator<Ground> {
  const { api, operation, isChange } = call;
  const known = api.whose.exposedBy(operation).filter(isTelling);
  const ofOthers = known.filter((flow) => !isCallersOwn(call, flow));
  const restricted = ofOthers.filter(({ field }) => field.sensitivity === "restricted");
  if (restricted.length > 0) yield { reason: "restricted-data", shownBy: shown(restricted[0]!) };
  const personal = ofOthers.filter((flow) => isPersonalOfOthers(call, flow));
  // What a change is answered with is what was changed.
  if (isChange) return;
  if (personal.length > 0) yield { reason: "personal-data", shownBy: shown(personal[0]!) };
  if (readingOf(operation) === "computed") return yield { reason: "computation", shownBy: "" };
  const isUnbounded = returnsList(operation) && !isPaged(operation);
  if (isUnbounded && known.some(({ field }) => field.isPersonal))
    yield { reason: "unbounded-data", shownBy: shown(known.find(({ field }) => field.isPersonal)!) };
  if (isUntold(call)) return yield { reason: "unknown-data", shownBy: "" };
  if (known.length > 0 && ofOthers.length === 0) return yield { reason: "own-data", shownBy: shown(known[0]!) };
  if (personal.length === 0 && restricted.length === 0) yield { reason: "plain-data", shownBy: "" };
}

function isTelling({ field }: AssessedFlow): boolean {
  return (
    field.confidence !== "possible" && isAbove(field.sensitivity, "internal") && !isCredential(field.category)
  );
}

/** Whether data is that of whoever the agent acts for: behind a key that many share nobody is that. */
function isCallersOwn({ principal, boundary, api, operation }: AgentCall, flow: AssessedFlow): boolean {
  if (principal === "shared" || api.assessed(operation).admission === "anonymous") return false;
  if (flow.whose === "caller") return true;
  // What a person has with a service is theirs, whoever stands in it apart.
  return flow.whose === "tenant" && boundary === "user" && !flow.isEmbedded && !flow.principal && !isOfPeople(flow);
}

/** Whether what is read is about people whom the caller manages: the customers of a shop, the patients of a clinic. */
function isOfPeople({ operation, path }: AssessedFlow): boolean {
  const { lexicon } = operation;
  const names = [operation.path, ...path.map(({ schema, property }) => schema.name ?? property ?? "")];
  return names.some((name) => wordsOf(name).some((word) => PEOPLE.some((concept) => lexicon.is(word, concept))));
}

const PEOPLE = ["clientele", "staff", "applicant"] as const;

/** Whether data of a person is more than the name under which somebody writes for others to see. */
function isPersonalOfOthers({ api }: AgentCall, flow: AssessedFlow): boolean {
  return flow.field.isPersonal && !api.whose.isWrittenForOthers(flow) && !isOfPublishedPerson(flow);
}

function isUntold({ api, operation }: AgentCall): boolean {
  const { intent } = api.assessed(operation);
  const known = understandingOf(api, operation);
  return intent === undefined && (known === "opaque" || known === "file");
}

function shown({ field, witness }: AssessedFlow): string {
  return `${categoryWords(field)} at ${witness}`;
}
