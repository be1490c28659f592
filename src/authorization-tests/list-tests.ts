import type { AssessedFlow } from "../exposure/assessed-api.ts";
import { isAbove } from "../core/exposure-words.ts";
import type { Operation } from "../model/api.ts";
import { targetOf } from "../model/schema.ts";
import type { Candidate } from "../operations/candidates/candidates.ts";
import { pathIdentifiers } from "../operations/candidates/object-identifiers.ts";
import { answerOf, idPointerIn, isPlainName, listIn } from "./answers.ts";
import { isTaken, type Expectation, type Value } from "./authorization-test.ts";
import { addCall, bodyOf, isRecord, NotRunnable, type Draft } from "./draft.ts";
import { inputFor, inputOfPerson, namesOfId, pathValues, selfOf, SHOWN_OR_REFUSED, SUCCEEDS } from "./identifiers.ts";
import { addAlive, refusedBy, surePropertyOf } from "./object-tests.ts";

/*
 * Tests of what lists, filters and batches show, and of what people who are private show of themselves.
 */

/** What is in B's list is not in A's. */
export function listTest(draft: Draft, operation: Operation): void {
  const answered = answerOf(operation);
  const list = answered === undefined ? undefined : listIn(answered);
  const noun = draft.setting.resources.ofCollection(operation)?.bare ?? "";
  const id =
    list === undefined ? undefined : idPointerIn(list.item, ["id", `${noun} id`.replaceAll(" ", ""), "uuid", "guid"]);
  if (list === undefined || id === undefined)
    throw new NotRunnable("its schema has no ID that tells one item of the list from another");
  const own = pathValues(draft, operation, "B");
  const output = addCall(draft, {
    role: "control",
    as: "B",
    operation,
    values: own,
    expects: [SUCCEEDS],
    outputs: { id: { pointer: `${list.names.map((name) => `/${name}`).join("")}/0${id}` } },
  });
  const values = pathValues(draft, operation, "A");
  addCall(draft, {
    role: "attack",
    as: "A",
    operation,
    values,
    expects: [SUCCEEDS, { kind: "lacks", value: output("id") }],
  });
}

/** A filter that names B shows A nothing. */
export function filterTest(draft: Draft, candidate: Candidate): void {
  const { operation, identifiers } = candidate;
  const answered = answerOf(operation);
  const list = answered === undefined ? undefined : listIn(answered);
  const property = list === undefined ? undefined : surePropertyOf(list.item);
  const { values, body } = namedOfB(draft, candidate);
  const isOfList = list !== undefined && property !== undefined;
  const [first] = identifiers;
  const isHeader = first?.in === "header" || first?.in === "cookie";
  addCall(draft, {
    role: "control",
    as: "B",
    operation,
    values,
    body,
    expects: [SUCCEEDS, ...(isOfList ? [{ kind: "some-items" as const, list: list.names, property }] : [])],
  });
  addAlive(draft, "A", operation);
  const attack: readonly Expectation[] = isOfList
    ? [isHeader ? SHOWN_OR_REFUSED : NAMED_OR_REFUSED, { kind: "no-items", list: list.names, property }]
    : [refusedBy(draft.setting, operation, isHeader ? ["401", "403", "404"] : ["400", "403", "404"])];
  addCall(draft, { role: "attack", as: "A", operation, values, body, expects: attack });
}

/** A call that names what is B's in a filter or a batch may also be refused as one with a value that A must not send. */
const NAMED_OR_REFUSED: Expectation = { kind: "status", statuses: ["2xx", "400", "401", "403", "404"] };

/** Parameters and a body that name what is B's, each by an input. */
export function namedOfB(
  draft: Draft,
  { operation, identifiers }: Pick<Candidate, "operation" | "identifiers">,
): { readonly values: Map<string, Value>; readonly body: ReturnType<typeof bodyOf> } {
  const { setting } = draft;
  const values = pathValues(draft, operation, "B");
  const inBody: Record<string, Value> = {};
  for (const { name, in: place, isMany, isKey } of identifiers) {
    if (place === "path") continue;
    if (isKey === true || /[.[\]]/.test(name))
      throw new NotRunnable(`what is B's is nested too deep in its body, at ${name}`);
    const input = inputFor(setting, operation, name, "B", `${name} of B's, as ${operation.id} takes it`);
    if (place === "body") inBody[name] = isMany ? [input] : input;
    else values.set(name, input);
  }
  const body = bodyOf(setting, operation, inBody);
  if (Object.keys(inBody).length > 0 && (body === undefined || !isRecord(body.value)))
    throw new NotRunnable("its body is not an object, so nothing of B's can be put into it");
  return { values, body };
}

/** A names many at once, and gets nothing of what is B's. */
export function batchTest(draft: Draft, candidate: Candidate): void {
  const { operation, identifiers } = candidate;
  if (!candidate.action.isReading) throw new NotRunnable("a batch that changes objects would change B's");
  const { values, body } = namedOfB(draft, candidate);
  const many = identifiers.find(({ in: place }) => place !== "path");
  const sent =
    many === undefined
      ? undefined
      : (values.get(many.name) ?? (isRecord(body?.value) ? body.value[many.name] : undefined));
  const id = Array.isArray(sent) ? (sent as readonly Value[])[0] : sent;
  if (!isTaken(id)) throw new NotRunnable("nothing in it names one of B's");
  addCall(draft, {
    role: "control",
    as: "B",
    operation,
    values,
    body,
    expects: [SUCCEEDS, { kind: "holds", value: id }],
  });
  addAlive(draft, "A", operation);
  addCall(draft, {
    role: "attack",
    as: "A",
    operation,
    values,
    body,
    expects: [NAMED_OR_REFUSED, { kind: "lacks", value: id }],
  });
}

/** B, who is private, is not shown to A, or with no more than everybody has agreed to show. */
export function peopleTest(draft: Draft, candidate: Candidate): void {
  const { operation, isPerson, resource } = candidate;
  const { setting } = draft;
  const shown = shownOfPerson(draft, operation);
  if (shown === undefined) throw new NotRunnable("nothing in its schema belongs to one person alone");
  const personInput = inputOfPerson(setting, "B");
  const person = (setting.isGiven(personInput.from.name) ? undefined : selfOf(draft, "B")) ?? personInput;
  const values = new Map<string, Value>();
  const named = pathIdentifiers(operation);
  for (const [index, { name }] of named.entries()) {
    const isItself = isPerson && candidate.action.part === undefined && index === named.length - 1;
    const about = `${name} of a ${resource.noun === "" ? "thing" : resource.noun} whose result contains B when B calls it`;
    values.set(name, isItself ? person : inputFor(setting, operation, name, "WithB", about));
  }
  for (const { name, in: place, required } of operation.parameters)
    if (place === "query" && required && !values.has(name))
      values.set(
        name,
        inputFor(
          setting,
          operation,
          name,
          "WithB",
          `a value of ${name} for which the result contains B when B calls it`,
        ),
      );
  // Where nothing chooses what is shown, B need not be in it at all.
  const isChosen = values.size > 0 || person === personInput;
  addCall(draft, {
    role: "control",
    as: "B",
    operation,
    values,
    expects: [SUCCEEDS, ...(isChosen ? [{ kind: "holds" as const, value: person }] : [])],
  });
  addAlive(draft, "A", operation);
  addCall(draft, {
    role: "attack",
    as: "A",
    operation,
    values,
    expects: [SHOWN_OR_REFUSED, { kind: "hides", value: person, ...shown }],
  });
}

/** What an operation shows of a person: where their identifier stands, what may be left out, and what its schema requires. */
function shownOfPerson(
  { setting }: Draft,
  operation: Operation,
): Pick<Extract<Expectation, { kind: "hides" }>, "id" | "properties" | "unchecked"> | undefined {
  const flows = setting.api.assessed(operation).flows.filter(isOfPerson);
  const found = new Map<string, { readonly properties: Set<string>; readonly unchecked: Set<string> }>();
  for (const { path, principalAt, field } of flows) {
    const person = path[principalAt];
    if (person === undefined) continue;
    const target = targetOf(person.schema);
    const pointer = idPointerIn(target, ["id", "userId", "uuid", ...namesOfPerson(setting, operation)]);
    const property = path[principalAt + 1]?.property ?? field.name;
    if (pointer === undefined || !isPlainName(property)) continue;
    const id = pointer.slice(1);
    const shown = found.get(id) ?? { properties: new Set(), unchecked: new Set() };
    found.set(id, shown);
    if (!target.required.has(property)) shown.properties.add(property);
    else if (property !== id) shown.unchecked.add(property);
  }
  const first = [...found].find(([id, { properties }]) => !id.includes("/") && properties.size > 0);
  if (first === undefined) return undefined;
  const [id, { properties, unchecked }] = first;
  return { id, properties: [...properties].slice(0, MOST_PROPERTIES), unchecked: [...unchecked] };
}

const MOST_PROPERTIES = 8;

function isOfPerson({ direction, via, principal, field }: AssessedFlow): boolean {
  return (
    direction === "read" &&
    (via === "body" || via === "embedded") &&
    principal &&
    isAbove(field.sensitivity, "internal")
  );
}

function namesOfPerson(setting: Draft["setting"], operation: Operation): readonly string[] {
  const last = pathIdentifiers(operation).at(-1);
  return last === undefined ? [] : namesOfId(setting, operation, last.name);
}
