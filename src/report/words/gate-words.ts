import { allFindings } from "../../core/all-findings.ts";
import { idsToAccept } from "../../core/ids-to-accept.ts";
import type { Finding, Review } from "../../core/review.ts";
import { capitalized, ended } from "../../core/sentence.ts";
import { specWord } from "./spec-word.ts";

export type ShownGate = NonNullable<Review["gate"]>;
export type GateChange = ShownGate["changes"][number];

/** What a way out is, for a person: in words, and the line to type or to write, where there is one. */
export interface WayOut {
  readonly name: "Fix" | "Waive" | "Dismiss" | "Answer";
  readonly text: string;
  readonly lines: readonly string[];
}

/** The ways out of a gate that fails: those that are open for what it fails for. */
export function waysOut(review: Review): readonly WayOut[] {
  const { gate, assumptions } = review;
  if (gate === null || gate.decision === "pass") return [];
  const fresh = allFindings(review).filter(isFresh);
  const [first] = fresh.filter(({ severity }) => severity === "critical" || severity === "high");
  const causes = gate.causes ?? [];
  const ids = idsToAccept(gate);
  const fixes = [...new Set(causes.flatMap(({ fix }) => fix ?? []))].slice(0, MOST_FIXES);
  const settle = [...new Set(assumptions.filter(({ ifTrue }) => ifTrue.some(isFresh)).flatMap((one) => one.settle))];
  return [
    {
      name: "Fix",
      text:
        fixes.length > 0
          ? fixes.map((fix) => capitalized(ended(fix))).join(" ")
          : "Undo the change that opens the operations, or restrict who can call them.",
      lines: [],
    },
    ...(ids.length === 0
      ? []
      : [
          {
            name: "Waive" as const,
            text:
              "If it is intended, the owner of the risk accepts it in the register, with a reason and a last day. " +
              (ids.length > MOST_IDS
                ? `Read all ${ids.length} places first: the JSON lists them. The command accepts all of them as one issue, and only while exactly these places block.`
                : "One command accepts all that blocks, as one issue.") +
              " The register must be on the base before it counts.",
            lines: [
              `sallyport register accept ${acceptWords(gate, ids)} --spec ${specWord(review.document.file)} --reason "why" --approver "who" --until YYYY-MM-DD`,
            ],
          },
        ]),
    ...(first === undefined
      ? []
      : [
          {
            name: "Dismiss" as const,
            text: "If the finding is wrong, dismiss it as a false positive. The entry in sallyport.yaml must be on the base before it counts.",
            lines: [
              `sallyport dismiss ${first.fingerprint} ${specWord(review.document.file)} --because "why" --by "who"`,
            ],
          },
        ]),
    ...(settle.length === 0
      ? []
      : [
          {
            name: "Answer" as const,
            text: "If the assumption is wrong, say so in sallyport.yaml. The answer must be on the base before it counts.",
            lines: settle,
          },
        ]),
  ];
}

const MOST_FIXES = 4;
/** More are named by one ID, with what they are compared with. */
const MOST_IDS = 20;

function acceptWords({ accept }: ShownGate, ids: readonly string[]): string {
  if (ids.length <= MOST_IDS || accept === undefined) return ids.join(" ");
  return [accept.id, ...accept.against.map((word) => (word.startsWith("--") ? word : specWord(word)))].join(" ");
}

/** Whether a finding is new or worse in a change, and nobody accepted it. */
export function isFresh({ places, status }: Finding): boolean {
  return status !== "accepted" && places.some(({ state }) => state === "new" || state === "worsened");
}

/** Said before the settings without which a change would have more reasons to fail. */
export const RELIES = "It passes only because of new settings of the base";

export function settingAgeWords(since: string | null): string {
  return since === null ? "" : ` (of ${since})`;
}

/** Where a change stands: `openapi.yaml:12`; for one that moved, in the base and in the head. */
export function siteWords({ base, head }: Pick<GateChange, "base" | "head">): string {
  const before = base === null ? undefined : `${base.file}:${base.line}`;
  const after = head === null ? undefined : `${head.file}:${head.line}`;
  if (before === undefined || after === undefined) return after ?? (before === undefined ? "" : `base ${before}`);
  return before === after ? after : `${after} (base ${before})`;
}

/** Changes in the order in which a reader needs them: what blocks first. */
export function worseChanges({ changes }: ShownGate): readonly GateChange[] {
  const worse = changes.filter(({ direction }) => direction === "worse");
  return [...worse.filter(({ blocks }) => blocks), ...worse.filter(({ blocks }) => !blocks)];
}

/** Whether a change is a new operation that blocks nothing: it is told as that, and is not worse than what was there. */
export function isNewOperation({ kind, direction, blocks }: GateChange): boolean {
  return kind === "operation-added" && direction === "worse" && !blocks;
}

/** Changes of one direction. */
export function changesOf({ changes }: ShownGate, direction: GateChange["direction"]): readonly GateChange[] {
  return changes.filter((change) => change.direction === direction);
}
