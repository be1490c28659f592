import { withoutEnd } from "../../core/without-end.ts";
import { listed, prose, quoted } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { textOfName, wordsOf } from "../../lexicon/name-tokens.ts";
import { endsIn } from "../../lexicon/phrases.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { composedProperties } from "../../model/schema-parts.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import type { Fault } from "../fault.ts";
import { isSaidToBeToken } from "../schemes/said-to-be-token.ts";

/**
 * Lists of bare values that are the credentials themselves: the call beside it names one of them in its path, and says that it is a
 * token (`GET /keys` beside `/keys/{keyId}`, "Access token"), or nothing but keys or tokens is what a path lists as texts.
 */
export function* listedTokens(api: AssessedApi): Generator<Fault> {
  const tokens = tokenCollections(api.operations);
  const namedByIds = new Set(
    api.operations.flatMap(({ path, parameters }) =>
      parameters.some((one) => one.in === "path" && path.endsWith(`/{${one.name}}`) && one.description !== undefined)
        ? [bare(path.replace(/\/\{[^{}]*\}$/, ""))]
        : [],
    ),
  );
  const found = api.operations.filter(
    (operation) =>
      operation.operationKind === "path" &&
      operation.method === "GET" &&
      !operation.path.endsWith("}") &&
      (tokens.has(bare(operation.path)) || (isCalledTokens(operation) && !namedByIds.has(bare(operation.path)))) &&
      listsTexts(operation),
  );
  if (found.length === 0) return;
  const isOpen = found.some((operation) => api.assessed(operation).admission === "anonymous");
  yield {
    at: placeOf(found[0]!),
    cause: "listed tokens",
    title: "List returns working keys or tokens",
    rationale: LISTED,
    exploit: ONE_CALL,
    remediation: ONLY_IDS,
    places: found.map((operation) => ({ at: placeOf(operation), operation })),
    message: `${listed(
      found.map(({ id }) => id),
      3,
    )} ${found.length === 1 ? "returns" : "return"} the keys or tokens themselves`,
    evidence: found.flatMap((operation) => {
      const named = tokens.get(bare(operation.path));
      return named === undefined
        ? []
        : [`${quoted(named.name)} of ${named.operation} is one of them: ${quoted(named.text)}.`];
    }),
    mitigations: isOpen ? [] : ["a credential is needed to read the list"],
  };
}

const LISTED = prose`
  The entries of the list are what callers log in with, and no names of them. Tokens that can be listed are stored in readable
  form, and whoever may read the list once can act as every one of their owners.
`;
const ONE_CALL = prose`
  An attacker has found one credential that may read the list. One call returns all tokens, and each works until its owner notices.
  The logs show calls of known users.
`;
const ONLY_IDS = prose`
  Store hashes of keys and tokens only. Give each an ID that opens nothing, and list and name it by that.
`;

interface Named {
  readonly name: string;
  readonly text: string;
  readonly operation: string;
}

/** The collections whose entries a path names by a token, as its own text says. */
function tokenCollections(operations: readonly Operation[]): ReadonlyMap<string, Named> {
  const collections = new Map<string, Named>();
  for (const { path, parameters, id } of operations)
    for (const parameter of parameters) {
      const at = path.indexOf(`/{${parameter.name}}`);
      if (parameter.in !== "path" || at < 0 || !isSaidToBeToken(parameter)) continue;
      const collection = bare(path.slice(0, at));
      if (!collections.has(collection))
        collections.set(collection, { name: parameter.name, text: parameter.description ?? "", operation: id });
    }
  return collections;
}

/** Whether keys of the API or tokens of sessions are what a path ends in: `/api-keys`, `/access-tokens`. */
function isCalledTokens({ path, lexicon }: Operation): boolean {
  const words = wordsOf(path.split("/").findLast((segment) => segment !== "") ?? "");
  return endsIn(words, lexicon, "opening-key") || lexicon.is(words.join(" "), "session-token");
}

/** Whether bare texts come back, alone or as the one list of an envelope, and none of them is said to be an ID. */
function listsTexts({ responses, lexicon }: Operation): boolean {
  return responses.some(
    ({ statusClass, content }) =>
      statusClass === "2xx" && content.some(({ schema }) => schema !== undefined && isListOfTexts(schema, lexicon)),
  );
}

function isListOfTexts(schema: Schema, lexicon: Lexicon): boolean {
  const held = targetOf(schema);
  if (isTexts(held)) return true;
  const lists = [...composedProperties(held)].filter(([, one]) => targetOf(one).types.includes("array"));
  const [only] = lists;
  return (
    lists.length === 1 &&
    isTexts(targetOf(only![1])) &&
    !wordsOf(only![0]).some((word) => lexicon.is(textOfName(word), "identifier-word"))
  );
}

function isTexts({ types, items }: Schema): boolean {
  const item = items === undefined ? undefined : targetOf(items);
  return types.includes("array") && item !== undefined && item.types.includes("string") && item.enum === undefined;
}

function bare(path: string): string {
  return withoutEnd(path, "/");
}
