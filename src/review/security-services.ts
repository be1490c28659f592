/*
 * Services on whose checks the security of others hangs: an authorization server, and a store of secrets. What a description
 * promises of them only tests show, and no release of one goes out without these.
 */
import { addTo } from "../core/grouped.ts";
import { listed } from "../core/prose.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { fixedSegments } from "../exposure/words.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import type { Operation } from "../model/api.ts";
import { requestFields } from "../operations/request-fields.ts";
import type { OwedProof } from "./owed-proofs.ts";

export function securityServiceProofs(api: AssessedApi): readonly OwedProof[] {
  const operations = api.operations.filter(({ operationKind }) => operationKind === "path");
  return [...authorizationServerProofs(operations), ...secretStoreProofs(operations)];
}

/** Where codes are given out and exchanged for tokens by OAuth 2.0 (RFC 6749, RFC 9126). */
function authorizationServerProofs(operations: readonly Operation[]): readonly OwedProof[] {
  const authorizing = operations.filter((one) => takes(one, ["client_id", "redirect_uri", "response_type"]));
  const exchanging = operations.filter((one) => one.method === "POST" && takes(one, ["grant_type", "code"]));
  if (authorizing.length === 0 || exchanging.length === 0) return [];
  return [
    {
      operations: [...authorizing, ...exchanging].map(({ id }) => id),
      words: (ids) =>
        `Test that ${listed(ids, 3)} ${ids.length === 1 ? "refuses" : "refuse"} a redirect URI that is not registered, a code that was used before or was given to another client, and a wrong code_verifier: every account behind this server depends on it`,
    },
  ];
}

function takes(operation: Operation, names: readonly string[]): boolean {
  const sent = new Set(requestFields(operation).map(({ name }) => name));
  return names.every((name) => sent.has(name));
}

/** Where secrets are written and read back under a name, as the purpose of the service. */
function secretStoreProofs(operations: readonly Operation[]): readonly OwedProof[] {
  const byPath = new Map<string, Operation[]>();
  for (const operation of operations)
    if (operation.access === "secured" && operation.path.endsWith("}")) addTo(byPath, operation.path, operation);
  const kept = [...byPath.values()].filter(
    (group) =>
      group.some((one) => one.method === "GET" && isOfSecret(one)) &&
      group.some(({ method }) => method === "PUT" || method === "POST" || method === "PATCH"),
  );
  if (kept.length === 0) return [];
  return [
    {
      operations: kept.flat().map(({ id }) => id),
      words: (ids) =>
        `Test that ${listed(ids, 3)} ${ids.length === 1 ? "refuses" : "refuse"} a caller who has no right to the secret that the path names: the store returns secrets, and everything that they open depends on this check`,
    },
  ];
}

/** Whether the path or the summary of a read ends in a secret: `/secrets/{path}`, "Read a secret". */
function isOfSecret({ path, summary = "", lexicon }: Operation): boolean {
  return [fixedSegments(path).at(-1) ?? "", summary].some((text) =>
    endsIn(wordsOf(text.slice(0, LIMIT)), lexicon, "secret"),
  );
}

/** So much of a text is looked at. */
const LIMIT = 200;
