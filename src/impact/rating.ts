import { moreSensitive, type Audience, type Sensitivity } from "../core/exposure-words.ts";
import type { ImpactAssessment } from "../core/impact.ts";
import { quoted } from "../core/prose.ts";
import { milder, SEVERITIES, worse, type Severity } from "../core/severity.ts";
import { isOwn } from "../exposure/principals.ts";
import type { Operation } from "../model/api.ts";
import { actionOf } from "../operations/candidates/action.ts";
import { understandingOf } from "../operations/understood.ts";
import { isOfCredential, type Scope } from "./scope/scope.ts";
import { givesRights, harmOf, isOfReport } from "./what/actions.ts";

/**
 * How severe what was reported is: as somebody says, else as its worst finding, else by what is carried or done and who can
 * call it.
 */
export function ratingOf(
  scope: Scope,
  causes: ImpactAssessment["causes"],
  stated: Severity | undefined,
): ImpactAssessment["rating"] {
  if (stated !== undefined) return { severity: stated, because: "stated with --severity", stated: true };
  // Of several as severe, what is wrong here says more than what is wrong everywhere.
  const wide = new Set(causes.filter(({ isWide }) => isWide).map(({ rule }) => rule));
  const [worst] = scope.findings.toSorted(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      Number(wide.has(a.rule)) - Number(wide.has(b.rule)),
  );
  const derived = derivedSeverity(scope);
  // Somebody has shown that it is so, which a finding of something beside it does not know.
  if (worst !== undefined && worse(worst.severity, derived.severity) === worst.severity)
    return { severity: worst.severity, because: `the finding ${quoted(worst.title)}`, stated: false };
  return { ...derived, stated: false };
}

/** As severe as a disclosure or a deed is to whoever can call. */
function derivedSeverity(scope: Scope): {
  readonly severity: Severity;
  readonly because: string;
} {
  const { source, operations, reads } = scope;
  const { api } = source;
  // Nobody chose who has a credential that got out.
  const isOut = isOfCredential(scope) && !scope.items.some(({ isNotAskedFor }) => isNotAskedFor);
  const rated = operations.map((operation) => {
    const { judgedAs, unprotected } = api.assessed(operation);
    const audience = isOut ? "public" : judgedAs;
    const own = reads.filter((flow) => flow.operation === operation).map(({ field }) => field.sensitivity);
    const worst = own.reduce<Sensitivity>(moreSensitive, "public");
    const { kind, weight } = harmOf(api, operation);
    // What somebody has shown to be wrong, and nobody can see to be harmless.
    const isUnclear = worst === "public" && (isUnclearRead(scope, operation) || isOfUnknownSchema(scope, operation));
    const read = DISCLOSED[isUnclear ? "confidential" : worst][audience];
    // What callers do to what is theirs takes nothing from others.
    const most = isOwn(operation) ? 0 : givesRights(operation) ? Math.max(weight, RIGHTS) : weight;
    const done =
      kind === "disclosure" || !isOfReport(scope, operation)
        ? read
        : DONE[most >= 9 ? "grave" : most >= 6 ? "lasting" : "other"][audience];
    const isDeed = worse(done, read) === done && done !== read;
    const inside = unprotected === undefined ? (severity: Severity) => severity : milder;
    return {
      severity: inside(worse(read, done)),
      because: `${isDeed ? deedWords(operation, kind as keyof typeof DEEDS) : isUnclear ? `${isOfUnknownSchema(scope, operation) ? "nothing shows what kind of data the reported schema holds, which" : "the response is not described, and"} counts as confidential because it was reported` : `${worst === "public" ? "no known sensitive" : worst} data`}, ${isOut ? "for whoever has the credential" : `exposure ${audience}`}`,
    };
  });
  return rated.reduce((a, b) => (worse(a.severity, b.severity) === a.severity ? a : b), {
    severity: "low",
    because: "it is not known to expose sensitive data",
  });
}

const DISCLOSED: Readonly<Record<Sensitivity, Readonly<Record<Audience, Severity>>>> = {
  restricted: { public: "critical", partner: "high", private: "medium" },
  confidential: { public: "high", partner: "high", private: "medium" },
  internal: { public: "medium", partner: "low", private: "low" },
  public: { public: "low", partner: "low", private: "low" },
};

const DONE: Readonly<Record<"grave" | "lasting" | "other", Readonly<Record<Audience, Severity>>>> = {
  grave: { public: "critical", partner: "high", private: "high" },
  lasting: { public: "high", partner: "high", private: "medium" },
  other: { public: "medium", partner: "medium", private: "low" },
};

/** Who gives rights to whom they like can do all that the rights are for. */
const RIGHTS = 9;

/** Whether a read of others' things says of nothing, or of a part of it, what it holds. */
function isUnclearRead({ source: { api }, items }: Scope, operation: Operation): boolean {
  return (
    items.some(({ kind, operations }) => kind === "operation" && operations.includes(operation)) &&
    actionOf(operation).isReading &&
    !isOwn(operation) &&
    api.assessed(operation).intent === undefined &&
    UNCLEAR.has(understandingOf(api, operation) ?? "")
  );
}

/** Whether an operation carries a schema of which nothing shows what kind of data it holds, and that was reported as data. */
export function isOfUnknownSchema(
  { source: { api }, items }: Pick<Scope, "source" | "items">,
  operation: Operation,
): boolean {
  return (
    UNCLEAR.has(understandingOf(api, operation) ?? "opaque") &&
    items.some(
      ({ kind, flows, operations }) => kind === "schema" && flows.length === 0 && operations.includes(operation),
    )
  );
}

const UNCLEAR: ReadonlySet<string> = new Set(["opaque", "file", "partly"]);

function deedWords(operation: Operation, kind: keyof typeof DEEDS): string {
  return kind === "change" && givesRights(operation) ? "it grants rights" : DEEDS[kind];
}

const DEEDS = {
  money: "it moves money",
  credentials: "it sets or renews a credential",
  bank: "it sets payment details",
  destruction: "it deletes",
  control: "its owner loses control of an object",
  change: "it changes what others own",
} as const;
