import { wordsOf } from "../../lexicon/name-tokens.ts";
import { isPerson } from "../acting-as-others.ts";
import { nounOf, phraseOf } from "../candidates/nouns.ts";
import { member } from "../../core/json-value.ts";
import { SENSITIVITIES, type Sensitivity } from "../../core/exposure-words.ts";
import { grouped } from "../../core/grouped.ts";
import { listed, quoted } from "../../core/prose.ts";
import { ADMISSION_WORDS } from "../../core/caller-words.ts";
import { capitalized } from "../../core/sentence.ts";
import { categoriesWords, categoryWords, listedCategories, type CategoryWords } from "../../core/category-words.ts";
import { hasIdentifier } from "../../data/classify/entity.ts";
import type { ClassifiedField, PassedObject } from "../../data/flows/flow.ts";
import type { AssessedApi, AssessedFlow, Assessment } from "../../exposure/assessed-api.ts";
import { fixedSegments } from "../../exposure/words.ts";
import type { Operation } from "../../model/api.ts";
import type { CeilingRow } from "../../policy/policy.ts";
import type { FaultPlace } from "../fault.ts";

/** Who reads what an operation returns, as the subject of a sentence. */
export function readersOf({ row, admission, assumed, operation, schemes }: Assessment): string {
  if (row === "anonymous") return "Unauthenticated callers";
  // The same words as wherever else callers are named.
  if (row === "self-registered")
    return admission === "self-registered"
      ? capitalized(ADMISSION_WORDS[admission])
      : "Anyone who obtains the credential";
  // Nobody said that they are partners.
  if (row === "partner" && assumed) return operation.access === "unstated" ? "Any caller" : "Anyone with a credential";
  if (row === "partner" && schemes.some(({ enrolled }) => enrolled !== undefined)) return "Any enrolled person";
  return ROW_WORDS[row];
}

const ROW_WORDS: Readonly<Record<Exclude<CeilingRow, "anonymous" | "self-registered">, string>> = {
  partner: "Any partner",
  private: "Any internal caller",
};

/** What flows carry, in words, the most sensitive first: `passport number, name and location`; of many people in the plural, of alternatives with `or`. */
export function carriedBy(
  flows: readonly AssessedFlow[],
  most = 5,
  number?: keyof CategoryWords,
  last: "and" | "or" = "and",
): string {
  return listedCategories(
    categoriesWords(
      worstFirst(flows).map(({ field }) => field),
      number,
    ),
    most,
    last,
  );
}

/**
 * The same of many people; the worst with the first field that carries it, as the description calls that: `health data
 * ("weightKg"), names and locations`. All of them would push the operation out of every list that shows the beginning.
 */
export function carriedInFields(flows: readonly AssessedFlow[], most = 5): string {
  const byWords = grouped(worstFirst(flows), ({ field }) => categoryWords(field, "plural"));
  const words = [...byWords].map(([one, some], at) => (at === 0 ? `${one} (${quoted(some[0]!.field.name)})` : one)); // grouped, so there is one
  return listedCategories(words, most);
}

/** Flows, the most sensitive first. */
export function worstFirst(flows: readonly AssessedFlow[]): readonly AssessedFlow[] {
  return flows.toSorted(
    (a, b) => SENSITIVITIES.indexOf(b.field.sensitivity) - SENSITIVITIES.indexOf(a.field.sensitivity),
  );
}

/** The place of each flow: at the field itself. A disclosure is worse for what is disclosed. */
export function spotsOfFlows(flows: readonly AssessedFlow[], isDisclosure = true): readonly FaultPlace[] {
  return flows.map((flow) => ({
    at: { file: flow.field.node.source.file, pointer: flow.field.node.pointer },
    operation: flow.operation,
    witness: flow.witness,
    ...(isDisclosure ? { disclosed: disclosedBy(flow) } : {}),
  }));
}

/** Whom a caller who is known deals with is told to that caller, and not to the public: it is grave, and no worse than that. */
function disclosedBy({ field: { sensitivity }, whose, operation }: AssessedFlow): Sensitivity {
  return whose === "counterparty" && operation.access === "secured" && sensitivity === "restricted"
    ? "confidential"
    : sensitivity;
}

/** The fields of flows, each once. */
export function fieldsOfFlows(flows: readonly AssessedFlow[]): readonly ClassifiedField[] {
  return [...new Set(flows.map(({ field }) => field))];
}

/** The flows by operation, those first that tell the most: of people before things, then by how much of them. */
export function gravestFirst(flows: readonly AssessedFlow[]): readonly AssessedFlow[] {
  const weighed = [...grouped(flows, ({ operation }) => operation).values()].map((group) => ({
    group,
    people: group.some(({ principal }) => principal),
    personal: new Set(group.flatMap(({ field }) => (field.isPersonal ? [field.category] : []))).size,
    worst: Math.max(...group.map(({ field }) => SENSITIVITIES.indexOf(field.sensitivity))),
  }));
  return weighed
    .toSorted((a, b) => Number(b.people) - Number(a.people) || b.worst - a.worst || b.personal - a.personal)
    .flatMap(({ group }) => group);
}

/** Whether a path names one of a kind: `/domains/default`; or the one record that a person has of a kind, in an envelope. */
export function isOneOf(operation: Operation): boolean {
  const last = fixedSegments(operation.path).at(-1) ?? "";
  return /^(?:default|current|primary|settings?|config|configuration)$/.test(last) || isRecordOfPerson(operation);
}

/**
 * Whether a path ends in what a person has one of, and which is replaced as a whole: `/employees/{id}/sensitive-data`. That
 * it comes back in an array of one makes it no list.
 */
function isRecordOfPerson({ path, pathItem, lexicon }: Operation): boolean {
  const [last = "", id = "", people = ""] = path.split("/").filter(Boolean).toReversed();
  return (
    !last.includes("{") &&
    id.startsWith("{") &&
    isPerson(wordsOf(people), lexicon) &&
    nounOf(last) === phraseOf(last) &&
    (member(pathItem.node.value, "put") ?? member(pathItem.node.value, "patch")) !== undefined
  );
}

/** The operations of flows in a few words: `GET /users/{id} and GET /users`. */
export function operationsOfFlows(flows: readonly AssessedFlow[], most = 3): string {
  return listed([...new Set(flows.map(({ operation }) => operation.id))], most);
}

/** Every flow over its ceiling. */
export function flowsOverCeiling(api: AssessedApi): readonly AssessedFlow[] {
  const flows: AssessedFlow[] = [];
  for (const operation of api.operations)
    for (const flow of api.assessed(operation).over) if (flow.field.confidence !== "possible") flows.push(flow);
  return flows;
}

/** The object whose data a flow carries, by the name that it keeps: what makes two flows one fault. */
export function objectOf({ path, operation, field, isEmbedded, principal, principalAt }: AssessedFlow): string {
  const innermost = path.at(-1);
  if (isEmbedded) return nameOf(innermost) ?? innermost?.property ?? field.owner ?? "";
  const isNamed = (object: PassedObject): boolean => nameOf(object) !== undefined && object.schema.properties.size > 1;
  if (principal) {
    // The person, and not what it is wrapped in: each operation has an envelope of its own.
    const about = path.slice(principalAt);
    const named = about.find((object) => isNamed(object) && hasIdentifier(object.schema)) ?? about.find(isNamed);
    return nameOf(named ?? path.find(isNamed)) ?? fixedSegments(operation.path).join("/");
  }
  // What has no identifier of its own is a part of the thing that has one.
  const thing = path.findLast((object) => isNamed(object) && hasIdentifier(object.schema)) ?? path.findLast(isNamed);
  return nameOf(thing) ?? field.owner ?? operation.path;
}

/** The outermost object of a flow of a person, by which findings were known before they were grouped by the person. */
export function outermostOf(flow: AssessedFlow): string {
  const { path, operation, isEmbedded, principal } = flow;
  if (isEmbedded || !principal) return objectOf(flow);
  const outer = path.find((object) => nameOf(object) !== undefined && object.schema.properties.size > 1);
  return nameOf(outer) ?? fixedSegments(operation.path).join("/");
}

/** What an object is called; where references were resolved into copies, only their titles tell which are one. */
function nameOf(object: PassedObject | undefined): string | undefined {
  return object?.schema.name ?? object?.schema.title;
}
