import { AUDIENCES, type Audience, type Openness } from "../../core/exposure-words.ts";
import { count } from "../../core/prose.ts";
import { capitalized } from "../../core/sentence.ts";
import type { OperationEntry, Review } from "../../core/review.ts";
import { grouped } from "../../core/grouped.ts";
import { callerKindsOf } from "../../core/data-owners.ts";

/** Operations that the same callers can call, for the same audience meant and real. */
export interface ExposureGroup {
  readonly exposure: Audience | null;
  readonly declared: Audience | null;
  readonly admission: OperationEntry["admission"];
  readonly reach: OperationEntry["reach"];
  readonly callers: OperationEntry["callers"];
  readonly kind: OperationEntry["kind"];
  readonly security: OperationEntry["security"];
  readonly statesCredential?: OperationEntry["statesCredential"];
  readonly unprotected: OperationEntry["unprotected"];
  /** Whether all of them rest on what nobody said. */
  readonly assumed: boolean;
  readonly operations: readonly OperationEntry[];
  /** Why, the reasons of most operations first. */
  readonly because: readonly string[];
}

/** The operations in groups, the widest exposure first, then the larger group. */
export function exposureGroups({ operations }: Review): readonly ExposureGroup[] {
  const alikeness = (operation: OperationEntry): string => {
    const { exposure, audience, assumed, unprotected } = operation;
    return JSON.stringify([exposure, audience, callerKindsOf(operation), assumed, unprotected ?? null]);
  };
  return [...grouped(operations, alikeness).values()]
    .map((alike) => {
      const [
        { exposure, audience, admission, reach, callers, kind, security, assumed, unprotected, statesCredential },
      ] = alike as [OperationEntry]; // made with one
      return {
        exposure,
        declared: audience,
        admission,
        reach,
        callers,
        kind,
        security,
        ...(statesCredential === undefined ? {} : { statesCredential }),
        assumed,
        unprotected,
        operations: alike,
        because: reasonsOf(alike),
      };
    })
    .toSorted((a, b) => width(b.exposure) - width(a.exposure) || b.operations.length - a.operations.length);
}

/** The reasons of operations, those of most operations first. */
function reasonsOf(operations: readonly OperationEntry[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { because } of operations)
    for (const reason of new Set(because)) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([reason]) => reason);
}

function width(exposure: Audience | null): number {
  return exposure === null ? -1 : AUDIENCES.indexOf(exposure);
}

/** Whether more can call an operation than it is meant for. */
export function isWiderThanMeant({ exposure, audience }: OperationEntry): boolean {
  return exposure !== null && audience !== null && width(exposure) > width(audience);
}

/** What is declared against what is real, sentences for each audience: `22 operations are declared private. The public can call all of them.` */
export function declaredAgainstReal({ operations }: Review): readonly string[] {
  return [...AUDIENCES.toReversed(), null].flatMap((audience) => {
    const alike = operations.filter((operation) => operation.audience === audience);
    if (alike.length === 0) return [];
    // Nothing is told where all are what they are declared to be.
    if (alike.every((operation) => operation.exposure === audience && !operation.assumed && !isOpenInside(operation)))
      return [];
    const declared =
      audience === null
        ? `No audience is declared for ${count(alike.length, "operation")}.`
        : `${count(alike.length, "operation")} ${alike.length === 1 ? "is" : "are"} declared ${audience}.`;
    return [`${declared} ${realSentences(alike).join(" ")}`];
  });
}

function isOpenInside({ unprotected }: OperationEntry): boolean {
  return unprotected !== undefined && unprotected !== null;
}

/** Who an exposure lets in. */
const WHO: Readonly<Record<Audience, string>> = {
  public: "the public",
  partner: "partners",
  private: "only the organization's own staff and systems",
};

/** Who can call some operations, as the rest of a sentence behind them; `them` as they are called there. */
function exposureSentence(operation: OperationEntry, them: string, n = 1): string {
  const { exposure, assumed, unprotected } = operation;
  if (exposure === null) return `Who can call ${them} was not judged.`;
  if (unprotected !== undefined && unprotected !== null)
    return `${capitalized(UNPROTECTED_WORDS[unprotected].replace(/\bit(?= without|$)/, them))}.`;
  if (!assumed) return `${capitalized(WHO[exposure])} can call ${them}.`;
  return `For ${them}, it is not stated ${notStated(operation)}. The review assumes that ${WHO[exposure]} can call ${n === 1 ? "it" : "them"}.`;
}

/** What would say who can call an operation. */
function notStated({ kind, security, statesCredential }: OperationEntry): string {
  if (kind === "webhook") return "who can subscribe";
  return security?.length === 0 && statesCredential !== true
    ? "whether a credential is required"
    : "who can get a credential";
}

/** A network is no protection: how whoever is on it gets in. */
export const UNPROTECTED_WORDS: Readonly<Record<Openness, string>> = {
  anonymous: "anyone on the network can call it without a credential",
  "self-registered": "anyone on the network can sign up",
  unstated: "it is not stated that callers on the network need a credential",
};

/** Who can call operations of one audience, a sentence for each kind, the most open first. */
function realSentences(operations: readonly OperationEntry[]): readonly string[] {
  const sorted = operations.toSorted((a, b) => width(b.exposure) - width(a.exposure));
  const kinds = grouped(sorted, (operation) => exposureSentence(operation, "X"));
  return [...kinds.values()].map((same, index) => {
    const n = same.length;
    const isLast = index > 0 && index === kinds.size - 1;
    const them =
      n === operations.length
        ? n === 1
          ? "it"
          : n === 2
            ? "both"
            : "all of them"
        : isLast
          ? `the other ${n === 1 ? "one" : n}`
          : `${n} of them`;
    return exposureSentence(same[0]!, them, n); // grouped, so there is one
  });
}
