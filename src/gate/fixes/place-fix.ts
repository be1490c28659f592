import { memo } from "../../core/memo.ts";
import { firstByKey, grouped } from "../../core/grouped.ts";
import { SENSITIVITIES } from "../../core/exposure-words.ts";
import { lastName } from "../../core/field-name.ts";
import type { PlaceFixKind } from "../../core/fix-kinds.ts";
import { categoryWords } from "../../core/category-words.ts";
import type { AssessedFlow } from "../../exposure/assessed-api.ts";
import type { Operation } from "../../model/api.ts";
import { movedFields } from "../changes/moved-fields.ts";
import { hiddenWords, keptOtherwise, type KeptField } from "./kept-otherwise.ts";
import { matchedOperations, type OperationPair } from "../matched-operations.ts";
import { isMoved, isWrittenAlike } from "../touched-operations.ts";
import { judgedPlaceAt, type FormerPlaces, type JudgedPlace, type JudgedPlaces } from "../places.ts";
import { isSilencedRequest } from "../untyped-requests.ts";
import {
  callersLeft,
  gatedWords,
  isSilentIn,
  narrowedWords,
  widenedWords,
  shiftOf,
  type ComparedJudgements,
} from "./callers-now.ts";
import { isMarkedInternal } from "./marked-internal.ts";
import { returnedElsewhere } from "./returned-elsewhere.ts";

/** What was done about one place of an issue, and why it is called so. */
export interface PlaceFix {
  readonly kind: PlaceFixKind;
  /** A sentence without its end. */
  readonly why: string;
  /** The operation that it is at now; of one that is no longer described, that which it was at. */
  readonly operation: Operation | undefined;
  readonly isDescribed: boolean;
  /** What a fix leaves open, so that it counts once a test has passed. */
  readonly caution?: string;
}

/** Two descriptions of one API with the places of each. */
export interface ComparedPlaces extends ComparedJudgements {
  readonly before: JudgedPlaces;
  readonly after: JudgedPlaces;
  readonly former: FormerPlaces;
}

/** A place of the base: of a finding, or of what somebody reported, which is there as long as it is described. */
export interface PlaceBefore {
  readonly fingerprint: string;
  readonly operation: Operation | undefined;
  readonly witness: string | undefined;
  readonly rule: string | undefined;
}

/** What the head made of a place of the base. */
export function placeFix(place: PlaceBefore, given: ComparedPlaces): PlaceFix {
  const { operation, witness } = place;
  if (operation === undefined) return ofNoOperation(place, given);
  const compared = { base: given.base.stated.api, head: given.head.stated.api };
  const pair = pairsByBase(matchedOperations(compared.base, compared.head).pairs).get(operation);
  const flow = witness === undefined ? undefined : flowsByWitness(compared.base.assessed(operation).flows).get(witness);
  if (pair === undefined)
    return (
      (flow === undefined ? undefined : movedFix(flow, operation, given)) ?? {
        kind: "hidden",
        why: `${operation.id} is no longer described, and nothing shows that it no longer runs`,
        operation,
        isDescribed: false,
      }
    );
  const now = nowAt(place, given);
  if (now !== undefined) return stillFound(place, pair, now, given);
  return flow === undefined ? withoutField(place, pair, given) : ofField(place, flow, pair, given);
}

const pairsByBase = memo((pairs: readonly OperationPair[]) => firstByKey(pairs, ({ base }) => base));

const flowsByWitness = memo((flows: readonly AssessedFlow[]) => firstByKey(flows, ({ witness }) => witness));

const placesByOperation = memo(({ stated }: JudgedPlaces) => grouped(stated.values(), ({ operation }) => operation));

/** The first place of the head for each of the base that it was. */
const headOfFormer = memo(
  (former: FormerPlaces): ReadonlyMap<string, string> =>
    new Map([...former].toReversed().map(([is, was]) => [was, is] as const)),
);

/** The place of the head that a place of the base is, under its own name or another. */
function nowAt({ fingerprint, rule }: PlaceBefore, { after, former }: ComparedPlaces): JudgedPlace | undefined {
  if (rule === undefined) return undefined;
  const renamed = headOfFormer(former).get(fingerprint);
  return judgedPlaceAt(after, fingerprint) ?? (renamed === undefined ? undefined : judgedPlaceAt(after, renamed));
}

/** A place of a server, a scheme or the whole document. */
function ofNoOperation({ fingerprint }: PlaceBefore, { base, head, before, after }: ComparedPlaces): PlaceFix {
  const shared = { operation: undefined, isDescribed: true };
  if (judgedPlaceAt(after, fingerprint) !== undefined)
    return { ...shared, kind: "unchanged", why: "it is still found" };
  const carriers = new Set(judgedPlaceAt(before, fingerprint)?.carriers);
  const opened = matchedOperations(base.stated.api, head.stated.api).pairs.find(
    (pair) => carriers.has(pair.base) && shiftOf(pair, { base, head }) < 0,
  );
  return opened === undefined
    ? { ...shared, kind: "removed", why: "it is no longer found" }
    : { ...shared, kind: "hidden", why: widenedWords(opened, { base, head }) };
}

function stillFound(place: PlaceBefore, pair: OperationPair, now: JudgedPlace, given: ComparedPlaces): PlaceFix {
  const shared = { operation: pair.head, isDescribed: true };
  const gated = gatedWords(pair, given, place.witness);
  if (now.fingerprint !== place.fingerprint) {
    const where = [now.operation?.id, now.witness].filter((part) => part !== undefined).join(", ");
    const was = [pair.base.id, place.witness].filter((part) => part !== undefined).join(", ");
    return {
      ...shared,
      kind: "renamed",
      why: `${was} is ${where} now, where the same is found${gated === undefined ? "" : `; ${gated}`}`,
    };
  }
  if (gated !== undefined) return { ...shared, kind: "only-gated", why: gated };
  if (isMarkedInternal(pair)) return { ...shared, kind: "hidden", why: internalWords(pair) };
  return { ...shared, kind: "unchanged", why: `it is still found with ${pair.head.id}${callersLeft(pair, given)}` };
}

function internalWords({ head }: OperationPair): string {
  return `${head.id} is declared internal, which does not prevent calls`;
}

/** A place that is of an operation as such, or of what comes in, and that is no longer found. */
function withoutField(place: PlaceBefore, pair: OperationPair, given: ComparedPlaces): PlaceFix {
  const { before, after, head } = given;
  const shared = { operation: pair.head, isDescribed: true };
  const gated = gatedWords(pair, given, undefined);
  if (place.rule === undefined) {
    // That an operation can be called was reported.
    if (shiftOf(pair, given) > 0 && gated === undefined)
      return { ...shared, kind: "narrowed", why: narrowedWords(pair, given) };
    if (gated !== undefined) return { ...shared, kind: "only-gated", why: gated };
    return isMarkedInternal(pair)
      ? { ...shared, kind: "hidden", why: internalWords(pair) }
      : { ...shared, kind: "unchanged", why: `${pair.head.id} is still described, for as many callers` };
  }
  if (isMoved(pair) && isWrittenAlike(pair))
    return { ...shared, kind: "renamed", why: `${pair.base.id} has another name, and is otherwise what it was` };
  const others = (placesByOperation(after).get(pair.head) ?? []).filter(
    (one) => one.severity !== "info" && one.confidence !== "possible" && !before.stated.has(one.fingerprint),
  );
  const same = others.find(({ rule }) => rule === place.rule);
  if (same !== undefined)
    return { ...shared, kind: "unchanged", why: `it is found there in another way: ${same.message}` };
  if (gated !== undefined && (others.length > 0 || head.stated.api.assessed(pair.head).over.size > 0))
    return { ...shared, kind: "only-gated", why: gated };
  const hidden = place.witness === undefined ? undefined : hiddenWords(place.witness, lastName(place.witness), pair);
  if (hidden !== undefined) return { ...shared, kind: "hidden", why: hidden };
  if (place.witness?.startsWith("request ") === true && isSilencedRequest(pair))
    return { ...shared, kind: "hidden", why: `${pair.head.id} no longer says what it takes, and may take it still` };
  if (shiftOf(pair, given) > 0 && gated === undefined)
    return { ...shared, kind: "narrowed", why: narrowedWords(pair, given) };
  if (isSilentIn(pair, given) || (place.witness === undefined && shiftOf(pair, given) < 0))
    return { ...shared, kind: "hidden", why: widenedWords(pair, given) };
  return { ...shared, kind: "removed", why: `it is no longer found with ${pair.head.id}` };
}

/** A field that an operation handed out. */
function ofField(place: PlaceBefore, was: AssessedFlow, pair: OperationPair, given: ComparedPlaces): PlaceFix {
  const { base, head } = given;
  const shared = { operation: pair.head, isDescribed: true };
  const { kept, moved, spread } = movedFields({ base: base.stated.api, head: head.stated.api }, pair);
  const found = [...kept, ...moved, ...spread].find((one) => one.was.witness === was.witness)?.is;
  if (found !== undefined) {
    const fix = keptFix(place, { was, is: found, pair }, given);
    const isElsewhere = found.witness !== was.witness && (fix.kind === "unchanged" || fix.kind === "only-gated");
    return isElsewhere
      ? {
          ...shared,
          kind: "renamed",
          why: `${was.witness} of ${pair.base.id} is ${found.witness} of ${pair.head.id} now${fix.kind === "only-gated" ? `; ${fix.why}` : ""}`,
        }
      : fix;
  }
  const what: KeptField = keptOtherwise(was, pair);
  const gated = gatedWords(pair, given, undefined);
  switch (what.state) {
    case "renamed":
      return { ...shared, kind: "renamed", why: `${what.why}${gated === undefined ? "" : `; ${gated}`}` };
    case "hidden":
      return { ...shared, kind: "hidden", why: what.why };
    case "gone": {
      return (
        movedFix(was, pair.base, given) ?? {
          ...shared,
          kind: "removed",
          why: `${pair.head.id} no longer ${verbOf(was).now} ${was.field.name} (${was.witness})`,
          ...(what.caution === undefined ? {} : { caution: what.caution }),
        }
      );
    }
  }
}

/** What was done about a field that is still handed out, and that no rule finds any more. */
function keptFix(
  place: PlaceBefore,
  { was, is, pair }: { readonly was: AssessedFlow; readonly is: AssessedFlow; readonly pair: OperationPair },
  given: ComparedPlaces,
): PlaceFix {
  const { head } = given;
  const shared = { operation: pair.head, isDescribed: true };
  const isOver = [head.stated.api, head.open.api].some((api) =>
    [...api.assessed(pair.head).over].some((flow) => flow.witness === is.witness),
  );
  const shift = shiftOf(pair, given);
  const gated = gatedWords(pair, given, is.witness);
  const what = `${is.field.name} (${is.witness})`;
  const verb = verbOf(is);
  // What was reported of a request is that callers write it: whoever gets the credential does so still.
  const isReportedWrite = place.rule === undefined && is.direction === "write";
  if (gated !== undefined && (isOver || is.whose !== "caller" || isReportedWrite))
    return { ...shared, kind: "only-gated", why: gated };
  if (!isOver && is.whose === "caller" && was.whose !== "caller")
    return {
      ...shared,
      kind: "filtered",
      why: `${pair.head.id} says that it ${is.direction === "read" ? `returns ${what} to` : `takes ${what} from`} its owner alone`,
    };
  if (SENSITIVITIES.indexOf(is.field.sensitivity) < SENSITIVITIES.indexOf(was.field.sensitivity))
    return {
      ...shared,
      kind: "hidden",
      why: `${what} is still ${verb.done} by ${pair.head.id}, and is only called ${is.field.sensitivity} now`,
    };
  if (!isOver && shift > 0) return { ...shared, kind: "narrowed", why: narrowedWords(pair, given) };
  if (!isOver && isSilentIn(pair, given)) return { ...shared, kind: "hidden", why: widenedWords(pair, given) };
  if (isMarkedInternal(pair)) return { ...shared, kind: "hidden", why: internalWords(pair) };
  if (!isOver && was.whose !== is.whose && is.whose === "tenant")
    return {
      ...shared,
      kind: "filtered",
      why: `${pair.head.id} says that it ${verb.now} ${what} of the caller's own account alone`,
    };
  return place.rule === undefined || isOver
    ? { ...shared, kind: "unchanged", why: `${pair.head.id} still ${verb.now} ${what}${callersLeft(pair, given)}` }
    : {
        ...shared,
        kind: "hidden",
        why: `${pair.head.id} still ${verb.now} ${what} to as many callers, and only text, a server or a declaration says otherwise`,
      };
}

/** What was done about a field that another operation returns now; `undefined` where none does. */
function movedFix(was: AssessedFlow, from: Operation, given: ComparedPlaces): PlaceFix | undefined {
  const is = returnedElsewhere(was, from, given);
  if (is === undefined) return undefined;
  return {
    kind: "renamed",
    why: `${categoryWords(was.field)} of ${from.id} is ${verbOf(is).done} by ${is.operation.id} now (${is.witness})`,
    operation: is.operation,
    isDescribed: true,
  };
}

function verbOf({ direction }: AssessedFlow): { readonly now: string; readonly done: string } {
  return direction === "read" ? { now: "returns", done: "returned" } : { now: "takes", done: "taken" };
}
