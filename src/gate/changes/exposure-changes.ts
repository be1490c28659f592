import { ADMISSIONS, AUDIENCES, REACHES, type Audience } from "../../core/exposure-words.ts";
import { grouped } from "../../core/grouped.ts";
import type { Place } from "../../core/place.ts";
import { categoryWords } from "../../core/category-words.ts";
import { count, listed } from "../../core/prose.ts";
import { capitalized } from "../../core/sentence.ts";
import type { AssessedApi, Assessment } from "../../exposure/assessed-api.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { worstFirst } from "../../operations/readers/readers.ts";
import type { Change, ChangeKind, Compared } from "../change.ts";
import type { MatchedOperations, OperationPair } from "../matched-operations.ts";
import { isSilentNow } from "../admission-shift.ts";
import { isOnlyReadOtherwise } from "../known-causes.ts";
import { isAskedUnderOtherNames } from "./matched-schemes.ts";
import { gateCallerWords, carriedSensitivity, handedOutWords, operationWords, worseSensitivity } from "./words.ts";

/** What of an operation became wider or narrower, in one description and in the other. */
interface Shift {
  readonly pair: OperationPair;
  readonly kind: ChangeKind;
  readonly direction: Change["direction"];
  /** What the operations have in common: they are told together. */
  readonly told: string;
}

/** What follows from who gets in. */
const OF_CALLERS: ReadonlySet<ChangeKind> = new Set<ChangeKind>([
  "exposure-narrowed",
  "exposure-not-narrowed",
  "callers-narrowed",
]);

/** Exposure, audience, reach and callers that became wider or narrower: operations with the same change in one. */
export function* exposureChanges({ base, head }: Compared, { pairs }: MatchedOperations): Generator<Change> {
  const shifts = pairs.flatMap((pair) => {
    const found = [...shiftsOf(pair, base.assessed(pair.base), head.assessed(pair.head))];
    if (isOnlyReadOtherwise({ base, head }, pair))
      return found.map((shift): Shift => ({
        ...shift,
        direction: "neutral",
        told: `${shift.told}; it says as little about that as before, but other operations now say more`,
      }));
    // Nothing became better where nothing says any more who can call it: that is told with the requirement that is gone.
    if (isSilentNow(pair, { head }))
      return found.filter(({ kind, direction }) => direction === "worse" || !OF_CALLERS.has(kind));
    if (!found.some(({ direction }) => direction === "better") || !isAskedUnderOtherNames(pair)) return found;
    return found.map((shift): Shift => (shift.direction === "better" ? { ...shift, direction: "neutral" } : shift));
  });
  for (const group of grouped(shifts, ({ kind, told }) => `${kind} ${told}`).values()) {
    const [{ kind, direction, told, pair }] = group as [Shift, ...Shift[]]; // a group has one at least
    const operations = group.map((shift) => shift.pair.head);
    const carries = operations
      .map((operation) => carriedSensitivity(head.assessed(operation)))
      .reduce(worseSensitivity);
    const many = operations.length > 1 ? `${count(operations.length, "operation")}, ` : "";
    yield {
      kind,
      direction,
      operations,
      text: `${many}${operationWords(operations)}: ${told}${gotWords(direction, kind, head, operations)}`,
      base: siteOf(base, pair.base, kind),
      head: siteOf(head, pair.head, kind),
      ...(direction === "worse" && (kind === "exposure-widened" || kind === "newly-reachable")
        ? { concern: "exposure" as const }
        : {}),
      ...(carries === undefined ? {} : { carries }),
    };
  }
}

/** What new callers get, whether or not a finding tells it: `; it returns bank accounts and e-mail addresses`. */
function gotWords(
  direction: Change["direction"],
  kind: ChangeKind,
  head: AssessedApi,
  operations: readonly Operation[],
): string {
  if (direction !== "worse" || kind !== "newly-reachable") return "";
  const flows = operations.flatMap((operation) => head.assessed(operation).exposed);
  const known = flows.filter(({ field }) => field.confidence !== "possible" && field.sensitivity !== "public");
  const kinds = [...new Set(worstFirst(known).map(({ field }) => categoryWords(field, "plural")))];
  return kinds.length === 0 ? "" : `; ${operations.length > 1 ? "they return" : "it returns"} ${listed(kinds, 4)}`;
}

function* shiftsOf(pair: OperationPair, before: Assessment, after: Assessment): Generator<Shift> {
  const because = after.because.length === 0 ? "" : ` (${after.because.join("; ")})`;
  const exposure = AUDIENCES.indexOf(after.exposure) - AUDIENCES.indexOf(before.exposure);
  // Of a credential that may be anyone's nobody knows whether it keeps anybody out.
  const isUnsure = after.assumed && !before.assumed;
  if (exposure < 0 && isUnsure)
    yield {
      pair,
      kind: "exposure-not-narrowed",
      direction: "neutral",
      told: `a credential is required now, but it is not stated who gets it; exposure was ${before.exposure}, and may still be`,
    };
  else if (exposure !== 0)
    yield {
      pair,
      ...(exposure > 0
        ? { kind: "exposure-widened", direction: "worse" }
        : { kind: "exposure-narrowed", direction: "better" }),
      told: `exposure is ${after.exposure}, it was ${before.exposure}${because}`,
    };
  const callers = ADMISSIONS.indexOf(before.admission) - ADMISSIONS.indexOf(after.admission);
  if (callers !== 0)
    yield {
      pair,
      ...(callers > 0
        ? { kind: "newly-reachable", direction: "worse" }
        : { kind: "callers-narrowed", direction: isUnsure ? "neutral" : "better" }),
      told: `now called by ${gateCallerWords(after, pair.head)}; before, by ${gateCallerWords(before, pair.base)}`,
    };
  // More is asked for, and the same people get the same data: the first mend of many a leak.
  if (callers < 0 && exposure === 0 && after.over.size > 0)
    yield {
      pair,
      kind: "exposure-not-narrowed",
      direction: "neutral",
      told: `a credential is required now, but exposure is still ${after.exposure}. ${capitalized(gateCallerWords(after, pair.head))} can read ${handedOutWords([...after.over])}${because}`,
    };
  const reach = REACHES.indexOf(after.reach) - REACHES.indexOf(before.reach);
  if (reach !== 0 && pair.head.operationKind === "path")
    yield {
      pair,
      ...(reach > 0 ? { kind: "reach-widened", direction: "worse" } : { kind: "reach-narrowed", direction: "better" }),
      told: `reach is ${after.reach}, it was ${before.reach}`,
    };
  yield* audienceShift(pair, before, after);
}

function* audienceShift(pair: OperationPair, before: Assessment, after: Assessment): Generator<Shift> {
  const [was, is] = [before.declared.audience, after.declared.audience];
  if (was === is) return;
  // One that nobody declares any more is wider too: it was a promise.
  const isWider = is === undefined ? was !== "public" : was === undefined ? is === "public" : isWiderThan(is, was);
  // A label keeps nobody out where no credential is asked for.
  const isLabel = !isWider && after.admission === "anonymous" && before.admission === "anonymous";
  yield {
    pair,
    ...(isWider
      ? { kind: "audience-widened", direction: "worse" }
      : { kind: "audience-narrowed", direction: isLabel ? "neutral" : "better" }),
    told: `the declared audience is ${is ?? "none"}, it was ${was ?? "none"}${isLabel ? "; the call still asks for no credential" : ""}`,
  };
}

function isWiderThan(is: Audience, was: Audience): boolean {
  return AUDIENCES.indexOf(is) > AUDIENCES.indexOf(was);
}

/** Where a reader looks: of an audience at what declares it, of a reach at the server, else at the operation. */
function siteOf(api: AssessedApi, operation: Operation, kind: ChangeKind): Place {
  if (kind.startsWith("audience")) return audienceSite(api, operation) ?? placeOf(operation);
  const [server] = operation.servers;
  return kind.startsWith("reach") && server !== undefined ? placeOf(server) : placeOf(operation);
}

function audienceSite(api: AssessedApi, operation: Operation): Place | undefined {
  for (const element of [operation, operation.pathItem, ...operation.servers, api.info, api])
    for (const [name, node] of element.extensions)
      if (/audience|internal|visibility|public|private/i.test(name))
        return { file: node.source.file, pointer: node.pointer };
  return undefined;
}
