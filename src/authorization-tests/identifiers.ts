import { isObject, member } from "../core/json-value.ts";
import { memo } from "../core/memo.ts";
import { isOwn } from "../exposure/principals.ts";
import { returnsList } from "../exposure/lists.ts";
import { operationsByName } from "../model/operations-by-name.ts";
import { textOfName } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import { targetOf } from "../model/schema.ts";
import { aNoun } from "../operations/candidates/nouns.ts";
import { pathIdentifiers } from "../operations/candidates/object-identifiers.ts";
import { answerOf, idPointerIn, listIn } from "./answers.ts";
import { taken, type Expectation, type Taken, type TestInput, type Value } from "./authorization-test.ts";
import { addCall, NotRunnable, type Draft } from "./draft.ts";
import { mayDoMore } from "./harmless.ts";
import { camelCase } from "./input-names.ts";
import type { Setting } from "./setting.ts";

/** Whose identifiers are looked for. */
type Owner = "A" | "B";

/** How an object is come by: what is there already, one that is made for the test so that nothing else is lost, or not at all. */
export type Coming = "there" | "made" | "left-out";

/**
 * Values for what names objects in the path of an operation, all of one owner; `last` says how the last of them, the object
 * itself, is come by. Steps that find or create them are added to the test.
 */
export function pathValues(
  draft: Draft,
  operation: Operation,
  owner: Owner,
  last: Coming = "there",
): Map<string, Value> {
  const names = pathIdentifiers(operation).map(({ name }) => name);
  const values = new Map<string, Value>();
  for (const [index, name] of names.entries()) {
    const coming = index === names.length - 1 ? last : "there";
    if (coming !== "left-out")
      values.set(name, identifierOf(draft, operation, name, { owner, coming, before: values }));
  }
  return values;
}

export const SUCCEEDS: Expectation = { kind: "status", statuses: ["2xx"] };
/** Whether a call was understood or refused does not matter, as long as the service did not break. */
export const ANSWERED: Expectation = { kind: "status", statuses: ["answered"] };
/** Where what is B's may be left out of an answer: a call that is refused for another reason, such as too many requests, shows nothing. */
export const SHOWN_OR_REFUSED: Expectation = { kind: "status", statuses: ["2xx", "401", "403", "404"] };

interface Asked {
  readonly owner: Owner;
  readonly coming: Exclude<Coming, "left-out">;
  /** Those before it in the path. */
  readonly before: ReadonlyMap<string, Value>;
}

function identifierOf(draft: Draft, operation: Operation, name: string, { owner, coming, before }: Asked): Value {
  const path = pathUpTo(operation, name);
  const key = `${owner} ${path}`;
  const known = draft.known.get(key);
  if (known !== undefined && coming === "there") return known;
  const isGiven = draft.setting.isGiven(inputName(draft.setting, operation, name, owner));
  const value =
    coming === "made"
      ? isGiven
        ? inputFor(
            draft.setting,
            operation,
            name,
            owner,
            `${name} that is not needed, because the test may change or delete its object`,
          )
        : createdBy(draft, operation, name, owner, before)
      : (foundBy(draft, operation, name, owner, before) ?? inputFor(draft.setting, operation, name, owner));
  draft.known.set(key, value);
  if (coming === "made") draft.scratch.add(value);
  return value;
}

/** The identifier of an object that its owner makes first; it is taken away at the end where that can be done. */
function createdBy(
  draft: Draft,
  operation: Operation,
  name: string,
  owner: Owner,
  before: ReadonlyMap<string, Value>,
): Taken {
  const { setting } = draft;
  const path = pathUpTo(operation, name);
  const creator = setting.at("POST", collectionOf(path));
  const pointer = creator === undefined ? undefined : pointerToId(setting, creator, operation, name);
  if (creator === undefined || pointer === undefined)
    throw new NotRunnable(
      `the call may change or delete data, and no operation creates ${aThing(setting, operation, name)} for the test. Create one that may be lost, and give its ID with --include-destructive --given ${inputName(setting, operation, name, owner)}`,
    );
  const output = addCall(draft, {
    role: "create",
    as: owner,
    operation: creator,
    values: before,
    expects: [SUCCEEDS],
    outputs: { id: pointer },
  });
  const id = output("id");
  const remover = setting.at("DELETE", path);
  if (remover !== undefined)
    draft.cleaning.push(() => {
      addCall(draft, {
        role: "cleanUp",
        as: owner,
        operation: remover,
        values: new Map([...before, [name, id]]),
        expects: [ANSWERED],
      });
    });
  return id;
}

/** The identifier of an object that is there: the caller's own record, or the first of a list of theirs. */
function foundBy(
  draft: Draft,
  operation: Operation,
  name: string,
  owner: Owner,
  before: ReadonlyMap<string, Value>,
): Taken | undefined {
  const { setting } = draft;
  if (setting.isGiven(inputName(setting, operation, name, owner))) return undefined;
  if (isPerson(setting, operation, name)) return selfOf(draft, owner);
  const list = setting.at("GET", collectionOf(pathUpTo(operation, name))) ?? setting.candidateOf(operation)?.listedBy;
  if (list === undefined || !isOfCallers(setting, list) || mayDoMore(list)) return undefined;
  // A directory of employees begins with anybody: nothing says which of them is B's.
  if (operation.lexicon.is(setting.resources.ofParameter(operation, name).bare, "natural-person") && !isOwn(list))
    return undefined;
  const missing = pathIdentifiers(list).some((one) => !before.has(one.name));
  const answered = answerOf(list);
  const found = answered === undefined ? undefined : listIn(answered);
  if (missing || found === undefined) return undefined;
  const id = idPointerIn(found.item, namesOfId(setting, operation, name));
  if (id === undefined) return undefined;
  const output = addCall(draft, {
    role: "find",
    as: owner,
    operation: list,
    values: before,
    expects: [SUCCEEDS],
    outputs: { id: { pointer: `${found.names.map((one) => `/${one}`).join("")}/0${id}` } },
  });
  return output("id");
}

/** The identifier of whoever calls, from their own record; it is asked for once in a test. */
export function selfOf(draft: Draft, owner: Owner): Taken | undefined {
  const { self } = draft.setting;
  if (self === undefined) return undefined;
  const known = draft.known.get(`${owner} self`);
  if (known !== undefined) return known as Taken; // only what stands here is kept by that key
  const output = addCall(draft, {
    role: "find",
    as: owner,
    operation: self.operation,
    expects: [SUCCEEDS],
    outputs: { id: { pointer: self.id } },
  });
  draft.known.set(`${owner} self`, output("id"));
  return output("id");
}

/** Whether a list shows callers what is theirs: not people, what is published, or what administrators see. */
export function isOfCallers({ candidateOf, functionTestsOf, api }: Setting, list: Operation): boolean {
  const kind = candidateOf(list)?.kind;
  return (
    returnsList(list) &&
    kind !== "people" &&
    kind !== "shared" &&
    kind !== "entry" &&
    api.assessed(list).admission !== "anonymous" &&
    !functionTestsOf(list).some(({ isForAdministrators }) => isForAdministrators)
  );
}

/** Where a creator answers with the identifier of what it made: by a link to the operation, or by its name. */
function pointerToId(
  setting: Setting,
  creator: Operation,
  operation: Operation,
  name: string,
): { readonly pointer: string } | undefined {
  const linked = linkedPointer(setting, creator, operation, name);
  const answered = answerOf(creator);
  const pointer =
    linked ?? (answered === undefined ? undefined : idPointerIn(answered, namesOfId(setting, operation, name)));
  return pointer === undefined ? undefined : { pointer };
}

/** What a link of the answer gives to the parameter of an operation at the same object: `$response.body#/id` (OpenAPI, Link Object). */
function linkedPointer({ api }: Setting, creator: Operation, operation: Operation, name: string): string | undefined {
  const path = pathUpTo(operation, name);
  for (const { statusClass, links } of creator.responses) {
    if (statusClass !== "2xx") continue;
    for (const { operationId, node } of links) {
      const target = operationId === undefined ? undefined : operationsByName(api.operations).get(operationId);
      const given = member(node.value, "parameters");
      if (target === undefined || !target.path.startsWith(path) || !isObject(given)) continue;
      const expression = member(given, name) ?? member(given, `path.${name}`);
      const pointer =
        typeof expression === "string" ? /^\$response\.body#(\/[\w/-]+)$/.exec(expression)?.[1] : undefined;
      if (pointer !== undefined) return pointer;
    }
  }
  return undefined;
}

/** How an answer may call what a parameter names: as the parameter does, `id`, `orderId`. */
export function namesOfId({ resources }: Setting, operation: Operation, name: string): readonly string[] {
  const { bare } = resources.ofParameter(operation, name);
  return [name, "id", `${bare} id`.replaceAll(" ", ""), "uuid", "guid", `${bare} uuid`.replaceAll(" ", "")];
}

/** Whether what a parameter names is a caller such as A and B. */
function isPerson({ resources, candidateOf }: Setting, operation: Operation, name: string): boolean {
  const candidate = candidateOf(operation);
  if (candidate?.isPerson === true && candidate.identifiers.at(-1)?.name === name) return true;
  return operation.lexicon.is(resources.ofParameter(operation, name).bare, "user");
}

/** An identifier that whoever runs the test gives. */
export function inputFor(
  setting: Setting,
  operation: Operation,
  name: string,
  owner: Owner | "WithB",
  about?: string,
): Taken {
  const input: TestInput = {
    kind: "input",
    name: inputName(setting, operation, name, owner),
    about: about ?? aboutOf(setting, operation, name, owner),
    isSecret: false,
    ...(isWhole(operation, name) ? { type: "integer" as const } : {}),
  };
  return taken(input);
}

function aboutOf(setting: Setting, operation: Operation, name: string, owner: string): string {
  return isPerson(setting, operation, name)
    ? `${owner}'s own ${name}`
    : `${name} of ${aThing(setting, operation, name)} of ${owner}'s`;
}

/** The identifier of A or B themselves: one input with what a path that names people takes, if there is one. */
export function inputOfPerson(setting: Setting, owner: Owner): Taken {
  const first = firstOfPeople(setting);
  if (first !== undefined) return inputFor(setting, first.operation, first.name, owner);
  return taken({ kind: "input", name: `userId${owner}`, about: `${owner}'s own user ID`, isSecret: false });
}

/** The first operation whose path ends in who is meant, and what that is called there. */
const firstOfPeople = memo((setting: Setting): { readonly operation: Operation; readonly name: string } | undefined => {
  for (const operation of setting.api.operations) {
    const last = pathIdentifiers(operation).at(-1);
    if (last !== undefined && isPerson(setting, operation, last.name)) return { operation, name: last.name };
  }
  return undefined;
});

/** Whether a parameter is a whole number: an answer has it as one, too. */
function isWhole({ parameters }: Operation, name: string): boolean {
  const schema = parameters.find((one) => one.name === name)?.schema;
  return schema !== undefined && targetOf(schema).types.join() === "integer";
}

/** `workoutIdB`; of `/orders/{id}` it is `orderIdB`. */
function inputName(
  { resources, freeName }: Setting,
  operation: Operation,
  name: string,
  owner: Owner | "WithB",
): string {
  const isBare = /^(?:id|uuid|guid|key|_id)$/i.test(name);
  return freeName(camelCase(isBare ? `${resources.ofParameter(operation, name).bare} ${name}` : name), owner);
}

function aThing({ resources }: Setting, operation: Operation, name: string): string {
  const { bare } = resources.ofParameter(operation, name);
  return aNoun(textOfName(bare) === "" ? "thing" : bare);
}

/** The path of an operation up to a parameter and with it: `/orders/{id}`. */
export function pathUpTo({ path }: Operation, name: string): string {
  const at = path.indexOf(`{${name}}`);
  return at < 0 ? path : path.slice(0, at + name.length + 2);
}

function collectionOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}
