import { listed, quoted } from "../core/prose.ts";
import { isAbove } from "../core/exposure-words.ts";
import { isOpen } from "../core/open-findings.ts";
import type { Finding, Review } from "../core/review.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { secretLinkOf } from "../exposure/secret-link.ts";
import type { Operation } from "../model/api.ts";
import { operationsById } from "../model/operations-by-name.ts";
import { powersOfStaff, safeguardOf } from "../operations/powers-of-staff.ts";
import { oneKeyOf } from "../operations/schemes/one-key.ts";
import { asksAgain } from "../operations/second-proof.ts";
import { isolationProofs } from "./isolation.ts";
import { securityServiceProofs } from "./security-services.ts";
import type { TestOutcome } from "./register-record.ts";
import { restingOnText } from "./resting-on-text.ts";

/** What no description can show of operations, and a recorded test of each does. */
export interface OwedProof {
  readonly operations: readonly string[];
  /** What is to be shown of some of them. */
  readonly words: (operations: readonly string[]) => string;
}

/** What is still to be shown: of operations whose test passed, nothing more. */
export function owedProofs(
  api: AssessedApi,
  open: readonly Finding[],
  testOf: (operation: Operation) => TestOutcome | undefined = () => undefined,
): readonly OwedProof[] {
  const closed = new Set(
    api.operations.flatMap((operation) =>
      [undefined, "failed"].includes(testOf(operation)?.outcome) ? [] : [operation.id],
    ),
  );
  return allProofs(api, open).flatMap((one) => {
    const operations = one.operations.filter((id) => !closed.has(id));
    return operations.length === 0 ? [] : [{ ...one, operations }];
  });
}

function allProofs(api: AssessedApi, open: readonly Finding[]): readonly OwedProof[] {
  return [
    ...saidLinks(api),
    ...restingOnText(api, open),
    ...saidSafeguards(api),
    ...saidRightsOfKeys(api),
    ...isolationProofs(api, open),
    ...securityServiceProofs(api),
  ];
}

/** What is to be shown beside the list of tests, with what is on record of it. */
export function proofEntries(
  api: AssessedApi,
  findings: readonly Finding[],
  testOf: (operation: Operation) => TestOutcome | undefined = () => undefined,
): NonNullable<Review["proofs"]> {
  const byId = operationsById(api.operations);
  return allProofs(
    api,
    findings.filter((finding) => isOpen(finding) && finding.confidence !== "possible"),
  ).map(({ operations, words }) => {
    const tested = operations.flatMap((id) => {
      const operation = byId.get(id);
      const outcome = operation === undefined ? undefined : testOf(operation);
      return outcome === undefined ? [] : [{ id, outcome }];
    });
    const closed = new Set(tested.flatMap(({ id, outcome }) => (outcome.outcome === "failed" ? [] : [id])));
    return {
      text: words(operations),
      operations: [...operations],
      open: operations.filter((id) => !closed.has(id)),
      tested: tested.map(({ id, outcome: { outcome, by, on, until, evidence } }) => ({
        operation: id,
        outcome,
        by,
        on,
        until: until ?? null,
        evidence: evidence ?? null,
      })),
    };
  });
}

/** Links of which a text alone says that nobody guesses them, and behind which stands what not everybody may read. */
function saidLinks(api: AssessedApi): readonly OwedProof[] {
  const { ceilings } = api.policy;
  const operations = api.operations.filter((operation) => {
    const { row, exposed, over } = api.assessed(operation);
    return (
      row === "anonymous" &&
      exposed.some(
        (flow) =>
          !over.has(flow) &&
          flow.field.confidence !== "possible" &&
          isAbove(flow.field.sensitivity, ceilings.anonymous[flow.whose]),
      ) &&
      secretLinkOf(api, operation) === "said"
    );
  });
  return operations.length === 0
    ? []
    : [
        {
          operations: operations.map(({ id }) => id),
          words: (ids) =>
            `Show that the key in the path of ${listed(ids, 3)} is random, long and expires, because only the text says that it cannot be guessed`,
        },
      ];
}

/** Powers of staff over the accounts of others, of which only a sentence says what keeps them in bounds. */
function saidSafeguards(api: AssessedApi): readonly OwedProof[] {
  const secured = api.operations.filter(
    ({ operationKind, access }) => operationKind === "path" && access === "secured",
  );
  const sentences = new Map(
    powersOfStaff(api, secured).flatMap((operation) => {
      const sentence = safeguardOf(operation);
      return sentence === undefined || asksAgain(operation) ? [] : [[operation.id, sentence] as const];
    }),
  );
  return sentences.size === 0
    ? []
    : [
        {
          operations: [...sentences.keys()],
          words: (operations) =>
            `Test that ${listed(operations, 3)} ${operations.length === 1 ? "keeps" : "keep"} what the description promises (${quoted(sentences.get(operations[0]!)!.trim(), 160)}): a member of staff is refused without it, and each use is on record`,
        },
      ];
}

/** What one key could do for all, where only a text says that keys differ in their rights. */
function saidRightsOfKeys(api: AssessedApi): readonly OwedProof[] {
  const { isSaidToDiffer = false, harms } = oneKeyOf(api) ?? {};
  if (!isSaidToDiffer || harms === undefined) return [];
  return [
    {
      operations: [...new Set([...harms.values()].flat().map(({ id }) => id))],
      words: (operations) =>
        `Test that ${listed(operations, 3)} ${operations.length === 1 ? "refuses" : "refuse"} a key that may only read with 403: so far only the description promises that keys differ in their rights`,
    },
  ];
}
