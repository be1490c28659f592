import { listed, quoted } from "../core/prose.ts";
import type { Finding } from "../core/review.ts";
import { isAtLeast } from "../core/severity.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { senderProofOf } from "../exposure/proven-sender.ts";
import type { Operation } from "../model/api.ts";
import { addressLimitOf } from "../operations/inputs/address-limits.ts";
import { boundBySaying } from "../operations/inputs/said-use.ts";
import { urlUseOf } from "../operations/inputs/url-uses.ts";
import { requestFields } from "../operations/request-fields.ts";
import type { OwedProof } from "./owed-proofs.ts";

/**
 * What must be shown where a sentence alone keeps a finding from being a condition: that forged messages are refused, URLs of
 * other hosts, and values that change a query. A text says what is meant, and decides nothing by itself.
 */
export function restingOnText(api: AssessedApi, open: readonly Finding[]): readonly OwedProof[] {
  const told = new Set(
    open.filter(({ severity }) => isAtLeast(severity, "medium")).flatMap(({ operations }) => operations),
  );
  const left = api.operations.filter(({ id, operationKind }) => operationKind === "path" && !told.has(id));
  return [...unsignedMessages(api, left), ...otherHosts(api, open, left), ...boundQueries(left)];
}

/** Receivers of messages of which nothing but a text says that they know the sender. */
function unsignedMessages(api: AssessedApi, operations: readonly Operation[]): readonly OwedProof[] {
  const sentences = new Map<string, string>();
  for (const operation of operations) {
    if (operation.access === "secured" || api.assessed(operation).intent !== "signed-webhook") continue;
    const proof = senderProofOf(operation);
    if (proof !== undefined && proof !== "described") sentences.set(operation.id, proof.sentence);
  }
  return condition(sentences, "a message without a signature, and one that another party has signed");
}

/** Operations that are less of a risk than others, or none, only because a text says that not every URL is accepted. */
function otherHosts(
  api: AssessedApi,
  open: readonly Finding[],
  operations: readonly Operation[],
): readonly OwedProof[] {
  const lowered = new Set(
    open
      .filter(({ rule, severity }) => rule === "ssrf-client-supplied-url" && severity === "low")
      .flatMap((finding) => finding.operations),
  );
  const sentences = new Map<string, string>();
  for (const operation of operations) {
    const isLowered = lowered.has(operation.id);
    // What only the organization's own register is no condition of a release.
    if (!isLowered && api.assessed(operation).exposure === "private") continue;
    const limits = requestFields(operation)
      .filter((field) => {
        const use = urlUseOf(field, operation);
        return isLowered ? use !== undefined : use === "webhook";
      })
      .map((field) => addressLimitOf(field, operation));
    if (limits[0] !== undefined && !limits.includes(undefined)) sentences.set(operation.id, limits[0]);
  }
  return condition(sentences, "a URL whose host is not allowed");
}

/** Operations that take a piece of SQL, of which nothing but a text says that it changes no query. */
function boundQueries(operations: readonly Operation[]): readonly OwedProof[] {
  const sentences = new Map<string, string>();
  for (const operation of operations)
    for (const field of requestFields(operation)) {
      const said = boundBySaying(field, operation);
      if (said !== undefined && !sentences.has(operation.id)) sentences.set(operation.id, said);
    }
  return condition(sentences, "a value that changes the query, such as one with a quotation mark");
}

function condition(sentences: ReadonlyMap<string, string>, refused: string): readonly OwedProof[] {
  return sentences.size === 0
    ? []
    : [
        {
          operations: [...sentences.keys()],
          words: (operations) =>
            `Test that ${listed(operations, 3)} ${operations.length === 1 ? "refuses" : "refuse"} ${refused}: so far only the description promises this (${quoted(sentences.get(operations[0]!)!.trim(), 160)})`,
        },
      ];
}
