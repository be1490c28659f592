/*
 * The role of whoever calls, as a header, cookie or field of the call says it: callers write it as they like, whatever their credential
 * says.
 */
import { grouped } from "../core/grouped.ts";
import { count, prose, quoted, shortened } from "../core/prose.ts";
import type { Place } from "../core/place.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { endsIn } from "../lexicon/phrases.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { statedIn } from "../lexicon/statements.ts";
import { placeOf, type Operation, type Parameter } from "../model/api.ts";
import { targetOf } from "../model/schema.ts";
import type { Fault } from "./fault.ts";
import { requestFields } from "./request-fields.ts";

interface SentRole {
  readonly operation: Operation;
  readonly name: string;
  readonly at: Place;
  readonly description: string;
}

/** What says in which role a call is made, where the description says or leaves open that callers write it. */
export function* sentRoleFaults(api: AssessedApi, secured: readonly Operation[]): Generator<Fault> {
  const sent = secured.flatMap((operation) =>
    api.assessed(operation).judgedAs === "private" ? [] : writtenRolesOf(operation),
  );
  for (const [name, spots] of grouped(sent, (one) => one.name)) {
    const { description } = spots[0]!;
    yield {
      at: spots[0]!.at,
      cause: `sent role ${name}`,
      title: "Callers say in the request which role they have (BFLA)",
      rationale: SENT,
      exploit: "An attacker with an ordinary credential sends another role, and gets the rights of that role.",
      remediation: FROM_CREDENTIAL,
      places: spots.map(({ operation, at }) => ({ at, operation })),
      message: `${quoted(name)} says in which role ${count(spots.length, "operation")} ${spots.length === 1 ? "is" : "are"} called, and whoever calls sends it`,
      ...(description === ""
        ? {}
        : { evidence: [`The description says: ${quoted(shortened(description.replaceAll(/\s+/g, " "), 160))}.`] }),
    };
  }
}

const SENT = prose`
  The role under which a call is authorized comes with the request, outside of the credential. Whoever calls can write any
  role.
`;
const FROM_CREDENTIAL = prose`
  Take the role from the verified credential alone, and ignore or refuse what the request says. Where a gateway
  sets a header, let it remove what callers send, and leave the header out of the description.
`;

function writtenRolesOf(operation: Operation): readonly SentRole[] {
  const headers = sentRolesOf(operation).filter((parameter) => isWrittenByCallers(parameter));
  const fields = requestFields(operation).filter(
    ({ in: way, name, description }) =>
      (way === "body" || way === "query") &&
      isSentRole(name, operation.lexicon) &&
      (statedIn(description).has("role-of-caller") || isDecidedBy(name, operation)),
  );
  return [
    ...headers.map((parameter) => ({
      operation,
      name: parameter.name,
      at: placeOf(parameter),
      description: parameter.description ?? "",
    })),
    ...fields.map(({ name, at, description }) => ({ operation, name, at, description })),
  ];
}

/** Whether a text refuses the call unless a value that the request has is the right role: "Rejected if `userRole` is not INSPECTOR". */
function isDecidedBy(name: string, { summary = "", description = "", responses }: Operation): boolean {
  const refusals = responses.flatMap(({ statusClass, description: said = "" }) =>
    statusClass === "4xx" ? [said] : [],
  );
  return [summary, description, ...refusals]
    .flatMap((text) => sentencesOf(text, LIMIT))
    .some((sentence) => sentence.includes(name) && statedIn(sentence).has("role-decides"));
}

/** The parameters of a call that name the role of whoever calls: `X-User-Role`, `X-Portal-Rolle`. */
export function sentRolesOf({ parameters, lexicon }: Operation): readonly Parameter[] {
  return parameters.filter(({ in: way, name }) => (way === "header" || way === "cookie") && isSentRole(name, lexicon));
}

function isSentRole(name: string, lexicon: Lexicon): boolean {
  return endsIn(wordsOf(name), lexicon, "role-in-header");
}

/**
 * Whether callers write a value: a text says so ("Role of the caller, set by the client"), or it is one of a few to choose from,
 * and no text says that something on the way sets it.
 */
function isWrittenByCallers({ description = "", schema, lexicon }: Parameter): boolean {
  const sentences = sentencesOf(description, LIMIT).map(wordsInOrder);
  if (sentences.some((words) => lexicon.has(words, "front-end"))) return true;
  const choices = schema === undefined ? [] : (targetOf(schema).enum ?? []);
  return choices.length > 1 && !sentences.some((words) => lexicon.has(words, "on-the-way"));
}

const LIMIT = 500;
