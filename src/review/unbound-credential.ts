import { isCredential } from "../data/taxonomy/is-credential.ts";
import { memo } from "../core/memo.ts";
import { listed } from "../core/prose.ts";
import type { AssessedScheme } from "../exposure/admission.ts";
import type { AssessedApi, AssessedFlow } from "../exposure/assessed-api.ts";
import { credentialWords } from "../exposure/credential-words.ts";
import { configuredTenancy } from "../exposure/tenancy.ts";
import { readingOf } from "../exposure/reading.ts";
import { fixedSegments } from "../exposure/words.ts";
import type { Concept } from "../lexicon/concept.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Statement } from "../lexicon/statement.ts";
import { statedIn } from "../lexicon/statements.ts";
import type { Operation } from "../model/api.ts";
import { candidatesOf } from "../operations/candidates/candidates.ts";
import { harmsOf, type Harm } from "../operations/great-harm.ts";
import { carriedBy } from "../operations/readers/readers.ts";

/** What the credential of a program opens, of which nobody says who gets it and whose things it reaches. */
interface UnboundCredential {
  readonly operations: readonly Operation[];
  readonly words: string;
}

/**
 * Where the boundary between those who call is a question and no test. A test shows whether a rule holds, and needs the rule: that a
 * key is an account's. There is none to test where nothing says who is given the credential of a program, and nothing says that it is
 * bound to an account, a clinic, a customer. What is then at stake decides: restricted data of others, and their money. A log-in names
 * a person, and the key of one account needs no name in the path; so it is asked only where several are said to call, the caller
 * names the account, or the credential is that of a program which calls for everybody.
 */
export const unboundCredential = memo((api: AssessedApi): UnboundCredential | undefined => {
  const candidates = candidatesOf(api).filter(({ operation }) => isUnbound(api, operation));
  if (candidates.length === 0 || isSaidToBind(api, textsOfWhole(api))) return undefined;
  const named = candidates.filter(({ kind }) => kind === "object").map(({ operation }) => operation);
  const harms = harmsOf(api, named);
  const paying = new Set(GRAVE.flatMap((harm) => harms.get(harm) ?? []));
  const isOfSeveral = areSeveral(api);
  const operations = candidates.flatMap(({ operation, guessable, kind }) => {
    const isOpen = isOfSeveral || namesAccount(operation) || isOfProgramOfMany(api, operation);
    const isGuessed = kind === "list" || guessable === "number";
    const isGrave =
      paying.has(operation) ||
      (kind === "object" && changedOf(api, operation).length > 0) ||
      othersOf(api, operation, "restricted").length > 0 ||
      (isOfSeveral && isGuessed && othersOf(api, operation, "confidential").length > 0);
    return isOpen && isGrave ? [operation] : [];
  });
  return operations.length === 0 ? undefined : { operations, words: wordsFor(api, operations, paying) };
});

const GRAVE: readonly Harm[] = ["move money", "decide where money is paid out"];

function wordsFor(api: AssessedApi, operations: readonly Operation[], paying: ReadonlySet<Operation>): string {
  const schemes = new Set(operations.flatMap((operation) => api.assessed(operation).schemes));
  const credentials = listed(
    [...schemes].map(({ scheme }) => credentialWords(scheme, api)),
    3,
    "or",
  );
  const flows = operations.flatMap((operation) => [
    ...othersOf(api, operation, "restricted"),
    ...othersOf(api, operation, "confidential"),
  ]);
  const changed = operations.flatMap((operation) => changedOf(api, operation));
  const done = [
    ...(flows.length === 0 ? [] : [`reads ${carriedBy(flows, 4, "plural")}`]),
    ...(changed.length === 0 ? [] : [`changes ${carriedBy(changed, 4, "plural")}`]),
    ...(operations.some((operation) => paying.has(operation)) ? ["moves money or decides where it goes"] : []),
  ];
  const ids = listed(
    operations.map(({ id }) => id),
    3,
  );
  return `Who is given ${credentials}, and whose records does it reach? Nothing says that it is limited to those of one account, and whoever has it ${listed(done, 3)} with ${ids}.`;
}

/** What an operation returns of others that is this sensitive, and surely so. */
function othersOf(
  api: AssessedApi,
  operation: Operation,
  sensitivity: "confidential" | "restricted",
): readonly AssessedFlow[] {
  return api
    .assessed(operation)
    .exposed.filter(
      ({ field, whose }) =>
        whose !== "caller" &&
        field.confidence !== "possible" &&
        field.sensitivity === sensitivity &&
        (field.isPersonal || isCredential(field.category)),
    );
}

/** What an operation changes of a thing that the caller names, where that is restricted: the bank account of a merchant. */
function changedOf(api: AssessedApi, operation: Operation): readonly AssessedFlow[] {
  if (readingOf(operation) !== undefined || !operation.path.includes("{")) return [];
  return api
    .assessed(operation)
    .flows.filter(
      ({ direction, field }) =>
        direction === "write" &&
        field.confidence !== "possible" &&
        field.sensitivity === "restricted" &&
        field.isPersonal,
    );
}

/** Whether only programs call an operation, nobody says which, and neither `sallyport.yaml` nor its own text binds them to anything. */
function isUnbound(api: AssessedApi, operation: Operation): boolean {
  if (operation.operationKind !== "path" || operation.access !== "secured") return false;
  const { admission, assumed, judgedAs, schemes } = api.assessed(operation);
  if (!assumed || admission !== "unknown" || judgedAs === "private") return false;
  if (configuredTenancy(api.policy, operation) !== undefined) return false;
  return schemes.length > 0 && schemes.every(isOfProgram) && !isSaidToBind(api, textsOfOperation(operation));
}

/** Whether a credential is not what a person has by logging in. */
function isOfProgram({ scheme, principal }: AssessedScheme): boolean {
  if (principal === "client") return true;
  if (scheme.schemeKind !== "apiKey" || scheme.in === "cookie") return false;
  return principal === "unknown" || (principal === "user" && isNamedAfterProgram(scheme));
}

/** `X-Praxis-Token`, `X-Game-Token`: a token that is named after who or what calls with it, and not after a person. */
function isNamedAfterProgram(scheme: AssessedScheme["scheme"]): boolean {
  return (
    (isCalled(scheme, "program-of-many") || isCalled(scheme, "tenant")) &&
    !isCalled(scheme, "user") &&
    !isCalled(scheme, "account")
  );
}

/** Whether a credential is called so, by its name, the parameter in which it is sent, or the beginning of its text. */
function isCalled(
  { name, parameterName = "", description = "", lexicon }: AssessedScheme["scheme"],
  concept: Concept,
): boolean {
  const words = [...wordsOf(name), ...wordsOf(parameterName), ...wordsInOrder(description.slice(0, LIMIT_OF_NAME))];
  return words.some((word) => lexicon.is(word, concept));
}

/** So much of a description may be a name: "Token do jogo". */
const LIMIT_OF_NAME = 60;

/** Whether a credential is that of a program which calls for everybody who uses it, so that it tells nobody apart. */
function isOfProgramOfMany(api: AssessedApi, operation: Operation): boolean {
  return api.assessed(operation).schemes.some(({ scheme }) => isCalled(scheme, "program-of-many"));
}

/** Whether the caller says of which account a call is: `/accounts/{accountId}/invoices`. */
function namesAccount({ path, lexicon }: Operation): boolean {
  return (
    path
      .split("/")
      .some(
        (segment, at, all) =>
          at > 0 && segment.startsWith("{") && lexicon.is(wordsOf(all[at - 1]!).at(-1) ?? "", "tenant"),
      ) && fixedSegments(path).length > 1
  );
}

/** Whether the title, the text of the whole or of a scheme says that several parties call. */
function areSeveral(api: AssessedApi): boolean {
  return textsOfWhole(api).some((text) => api.lexicon.has(wordsInOrder(text).flatMap(wordsOf), "integrating-party"));
}

/** What is said of the whole API and of its credentials. */
export function textsOfWhole({ info, schemes }: AssessedApi): readonly string[] {
  return [
    info.title ?? "",
    (info.description ?? "").slice(0, LIMIT),
    ...schemes.map(({ scheme }) => (scheme.description ?? "").slice(0, LIMIT)),
  ];
}

const LIMIT = 10_000;

/** What is said of an operation and of its answers. */
export function textsOfOperation({ summary = "", description = "", responses }: Operation): readonly string[] {
  return [summary, description, ...responses.map((response) => response.description ?? "")].map((text) =>
    text.slice(0, LIMIT),
  );
}

/** Whether a text says to whom a credential is bound, or that what is another's is refused. */
export function isSaidToBind({ lexicon }: AssessedApi, texts: readonly string[]): boolean {
  return texts.some((text) => {
    const stated = statedIn(text);
    return BINDING.some((one) => stated.has(one)) || lexicon.has(wordsInOrder(text), "others-refused");
  });
}

const BINDING: readonly Statement[] = ["tied-credential", "own-credential", "own-only", "server-checks"];
