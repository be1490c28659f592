import { demandsCredential } from "../../model/credential-header.ts";
import { schemeNamed } from "../../model/schemes-by-name.ts";
import {
  ADMISSIONS,
  moreSensitive,
  SENSITIVITIES,
  type Admission,
  type Reach,
  type Sensitivity,
} from "../../core/exposure-words.ts";
import { categoryWords } from "../../core/category-words.ts";
import type { AlikeOperation } from "../../core/alike-operation.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import type { Operation } from "../../model/api.ts";
import type { Judgements } from "../../review/assumptions.ts";
import { lastingId, lastingWitness } from "../../review/fingerprint.ts";
import { namesBeside } from "../changes/visibility.ts";
import { judgedPlaces, judgedPlaceAt } from "../places.ts";
import { demandShift, demandsOf, type Demand } from "./scope-demands.ts";

/** What is followed through a history, by all names that it ever had: a field of an operation, or a place of a finding. */
export interface Track {
  readonly names: readonly TrackName[];
  /** Whether it was not reported, and gives the same as what was: no event is told of it, only when anybody could have it. */
  readonly isAlso?: boolean;
  /** Whether today's description has it no more: what of it counts as exposed goes by what else was reported. */
  readonly isFormer?: boolean;
  /** Whether the operation was reported as such: what it gave once and does so no more was exposed with it. */
  readonly isWhole?: boolean;
  /** Whether a whole operation only reads, and today's description says what: it exposes what it gives, and nothing as such. */
  readonly isOfData?: boolean;
  /** Of a field, what it is today. */
  readonly seen?: SeenField;
}

/** A field as the description of today has it. */
export interface SeenField {
  /** The properties of its object. */
  readonly beside: ReadonlySet<string>;
  readonly what: string;
  readonly field: string;
  /** The schema that has it, where that has a name. */
  readonly owner: string | undefined;
  readonly isForeign: boolean;
}

/**
 * Whether an operation returned a field that is known from today, whatever its words said of it then: at the same place, in
 * an object that has nearly the same properties. Of another object it may be another thing.
 */
export function isSeenIn(operation: Operation, witness: string, { beside }: SeenField): boolean {
  const then = namesBeside(operation, witness);
  const shared = [...then].filter((name) => beside.has(name)).length;
  const most = Math.max(then.size, beside.size);
  // Of a small object below the same property, one more or another one beside it tells no other thing.
  const isOneOff = shared >= 2 && shared >= most - 1 && BELOW_PROPERTY.test(witness);
  return shared > 0 && (isOneOff || shared >= NEARLY_ALL * most);
}

const NEARLY_ALL = 0.75;
/** `2xx [].seenBy.actorId`, and not `2xx data[].id`. */
const BELOW_PROPERTY = /[\w$]\.[\w$-]+$/;

/** By what a track is known in some version. */
export interface TrackName {
  /** The lasting id of the operation; `undefined` for a place of none. */
  readonly operation: string | undefined;
  /** The lasting way to a field. */
  readonly witness: string | undefined;
  /** A credential that the operation must accept to count, by the name of its scheme. */
  readonly credential?: string | undefined;
  /** Of a place of a finding; `undefined` for a field, or an operation as such. */
  readonly place: { readonly fingerprint: string; readonly rule: string } | undefined;
}

/** How much of a track there is in one version: nothing, within the limit for its callers, or over it. */
export type Level = 0 | 1 | 2;

/** What one version exposes of a track. */
export interface TrackExposure {
  readonly level: Level;
  readonly operation: string | undefined;
  readonly callers: Callers | undefined;
  /** What it is in words: `date of birth`. */
  readonly what: string | undefined;
  /** What the field is called there. */
  readonly field?: string | undefined;
  /** Whether it comes back without being asked for, and is not known to be the caller's own. */
  readonly isForeign?: boolean;
  /** The credential that it is exposed by, where one was reported. */
  readonly credential?: string | undefined;
  /** Whether a credential that was reported is not asked for, as none is: anyone outside can call it. */
  readonly isOpen?: boolean;
}

export interface Callers {
  readonly admission: Admission;
  readonly reach: Reach;
  /** The scopes that each way in asks for. */
  readonly demands: readonly Demand[];
  /** Whether the description says that a credential is needed, or that none is. */
  readonly access: Operation["access"];
  /** Whether it asks for a scheme that nothing defines: who gets that is not described there, and may be whoever gets it now. */
  readonly isUndefined?: boolean;
}

/** What one version exposes of what is followed; small enough to be kept of each. */
export interface VersionExposure {
  readonly tracks: readonly TrackExposure[];
  /** What else gives the same, where that is asked. */
  readonly alike?: readonly AlikeOperation[];
  /** What the same operations hand out, that included: by track and category. */
  readonly beside: ReadonlyMap<string, Beside>;
}

/** A kind of data that an operation hands out, whoever gets it. */
export interface Beside {
  readonly operation: string;
  /** The number of the first track of the operation. */
  readonly track: number;
  readonly what: string;
  /** Whether it is given still: today's description has all of it at the same places, and takes it for something else. */
  readonly isStillGiven: boolean;
  /** Whether what is followed is of that kind. */
  readonly isFollowed: boolean;
  /** Whether it is confidential at least, not the caller's own, and surely what it is taken for. */
  readonly isSure: boolean;
  /** Whether such data is of what was reported, and comes back without being asked for. */
  readonly isReported: boolean;
  /** Whether that is over the limit for its callers. */
  readonly isOver: boolean;
  readonly sensitivity: Sensitivity;
}

/** A schema, or a field of one or of any, by their names. */
export interface Carried {
  readonly schema: string | undefined;
  readonly field: string | undefined;
}

/** What a judged version exposes of tracks. `carried`: the schemas and fields that were reported. */
export function exposureAt(
  judgements: Judgements,
  tracks: readonly Track[],
  { carried = [], now }: { readonly carried?: readonly Carried[]; readonly now?: Judgements } = {},
): VersionExposure {
  const { stated, open } = judgements;
  const { api } = stated;
  const byId = new Map(api.operations.map((operation) => [lastingId(operation), operation]));
  const own = new Set<string>();
  /** The first track of each operation: what is beside it is known by that, whatever the operation is called. */
  const seen = new Map<Operation, number>();
  const found = tracks.map(({ names, isAlso = false, seen: known }, index): TrackExposure => {
    let best = NOTHING;
    for (const { operation: id, witness, place, credential } of names) {
      const operation = id === undefined ? undefined : byId.get(id);
      if (operation !== undefined && !isAlso && !seen.has(operation)) seen.set(operation, index);
      if (operation !== undefined && !isAlso && witness !== undefined) own.add(`${id} ${witness}`);
      const isFound = place !== undefined && judgedPlaceAt(judgedPlaces(judgements), place.fingerprint) !== undefined;
      const one = exposureOf({
        api,
        open: open.api,
        operation,
        witness,
        credential,
        known,
        isFound,
        isPlace: place !== undefined,
      });
      if (one.level > best.level || (best === NOTHING && one.operation !== undefined)) best = one;
    }
    return best;
  });
  const beside = new Map<string, Beside>();
  for (const [operation, index] of seen) {
    const { flows, over } = api.assessed(operation);
    const isOut = new Set([...over, ...open.api.assessed(operation).over].map(({ witness }) => witness));
    const { isWhole = false } = tracks[index]!; // it was seen there
    const today = now === undefined ? undefined : todayOf(tracks[index]!, now.stated.api);
    for (const flow of flows) {
      const { field, witness, direction } = flow;
      if (direction !== "read") continue;
      const key = `${index} ${field.category}`;
      const before = beside.get(key);
      const isSure = isSureOfOthers(flow);
      const isReported = isSure && PLAIN.has(flow.via) && (isWhole || isCarried(flow, carried));
      beside.set(key, {
        operation: operation.id,
        track: index,
        what: categoryWords(field),
        isFollowed:
          before?.isFollowed === true || own.has(`${lastingId(operation)} ${lastingWitness(witness, operation)}`),
        isStillGiven: before?.isStillGiven !== false && today?.gives(flow) === true,
        isSure: before?.isSure === true || isSure,
        isReported: before?.isReported === true || isReported,
        isOver: before?.isOver === true || (isReported && isOut.has(witness)),
        sensitivity: moreSensitive(before?.sensitivity ?? "public", field.sensitivity),
      });
    }
  }
  return { tracks: found.map((one, index) => alsoGiven(one, tracks[index]!, { api, byId, beside })), beside };
}

/** What the operation of a track gives today, by the places that flows of older versions lead to. */
function todayOf({ names }: Track, api: AssessedApi): { readonly gives: (flow: AssessedFlow) => boolean } | undefined {
  const ids = new Set(names.map((name) => name.operation));
  const operation = api.operations.find((one) => ids.has(lastingId(one)));
  if (operation === undefined) return undefined;
  const categories = new Set(api.assessed(operation).flows.map(({ field }) => field.category));
  // Of kinds that it gives today nothing is asked.
  return {
    gives: ({ field, witness, operation: then }) =>
      !categories.has(field.category) && namesBeside(operation, lastingWitness(witness, then)).has(field.name),
  };
}

/**
 * What gives the same today may have given other fields of it before: kinds of data that the operations which were reported
 * give in the same version.
 */
function alsoGiven(
  exposure: TrackExposure,
  { isAlso = false, names }: Track,
  {
    api,
    byId,
    beside,
  }: {
    readonly api: AssessedApi;
    readonly byId: ReadonlyMap<string, Operation>;
    readonly beside: ReadonlyMap<string, Beside>;
  },
): TrackExposure {
  if (!isAlso || exposure.level > 0 || exposure.operation === undefined) return exposure;
  const operation = names.map((name) => byId.get(name.operation ?? "")).find((one) => one !== undefined);
  if (operation === undefined) return exposure;
  const given = new Set(
    [...beside].flatMap(([key, { isReported }]) => (isReported ? [key.slice(key.indexOf(" ") + 1)] : [])),
  );
  const isGiven = api
    .assessed(operation)
    .flows.some(
      (flow) =>
        flow.direction === "read" && PLAIN.has(flow.via) && isSureOfOthers(flow) && given.has(flow.field.category),
    );
  return isGiven ? { ...exposure, level: 1 } : exposure;
}

/** Whether a flow is confidential at least, not the caller's own, and surely what it is taken for. */
function isSureOfOthers({ field, whose }: AssessedFlow): boolean {
  return field.confidence !== "possible" && whose !== "caller" && isConfidential(field.sensitivity);
}

/** Whether a flow carries one of some schemas or fields. */
export function isCarried({ field }: AssessedFlow, carried: readonly Carried[]): boolean {
  return carried.some(
    (one) =>
      (one.schema === undefined || one.schema === field.owner) && (one.field === undefined || one.field === field.name),
  );
}

function isConfidential(sensitivity: Sensitivity): boolean {
  return SENSITIVITIES.indexOf(sensitivity) >= SENSITIVITIES.indexOf("confidential");
}

const NOTHING: TrackExposure = { level: 0, operation: undefined, callers: undefined, what: undefined };

interface Asked {
  readonly api: AssessedApi;
  /** As if anyone got in of whom nothing is known. */
  readonly open: AssessedApi;
  readonly operation: Operation | undefined;
  readonly witness: string | undefined;
  readonly credential: string | undefined;
  readonly known: SeenField | undefined;
  readonly isFound: boolean;
  readonly isPlace: boolean;
}

function exposureOf({ api, open, operation, witness, credential, known, isFound, isPlace }: Asked): TrackExposure {
  if (operation === undefined) return { ...NOTHING, level: isFound ? 2 : 0 };
  const { admission, reach, flows, over } = api.assessed(operation);
  const isOver = [...over, ...open.assessed(operation).over];
  const shared = { operation: operation.id, callers: callersOf(api, operation), credential };
  const flow =
    witness === undefined ? undefined : flows.find((one) => lastingWitness(one.witness, operation) === witness);
  const what = flow === undefined ? undefined : categoryWords(flow.field);
  if (credential !== undefined && !isAccepted(credential, operation, api)) {
    const isOpen = admission === "anonymous" && reach !== "internal";
    return { ...NOTHING, operation: operation.id, credential, isOpen, what: isOpen ? what : undefined };
  }
  if (isFound) return { ...shared, level: 2, what };
  if (witness === undefined) return { ...shared, level: isPlace ? 0 : 1, what };
  // Whoever has a reported credential can call what accepts it, whatever that gives.
  if (flow === undefined && credential !== undefined) return { ...shared, level: 1, what };
  if (flow === undefined)
    return known !== undefined && isSeenIn(operation, witness, known)
      ? { ...shared, level: 1, what: known.what, isForeign: known.isForeign, field: known.field }
      : { ...shared, level: 0, what };
  const isOut = isOver.some((one) => lastingWitness(one.witness, operation) === witness);
  return { ...shared, level: isOut ? 2 : 1, what, isForeign: isForeign(flow), field: flow.field.name };
}

function callersOf(api: AssessedApi, operation: Operation): Callers {
  const { admission, reach } = api.assessed(operation);
  const isUndefined = (operation.security?.alternatives ?? []).some(({ schemes }) =>
    schemes.some(({ name }) => (schemeNamed(api.securitySchemes, name)?.schemeKind ?? "undefined") === "undefined"),
  );
  return {
    admission,
    reach,
    demands: demandsOf(operation),
    // A header that must be sent is asked for, whatever the security requirements leave out.
    access: operation.access === "unstated" && demandsCredential(operation) ? "secured" : operation.access,
    ...(isUndefined ? { isUndefined } : {}),
  };
}

const PLAIN: ReadonlySet<string> = new Set(["body", "embedded", "header"]);

/** Whether a flow comes back without being asked for, and is not known to be the caller's own. */
export function isForeign({ whose, via }: AssessedFlow): boolean {
  return whose !== "caller" && PLAIN.has(via);
}

/** Whether a credential opens an operation: by itself, or, where it opens nothing so, together with others. */
export function isAccepted(credential: string, operation: Operation, { securitySchemes }: AssessedApi): boolean {
  const usedBy = schemeNamed(securitySchemes, credential)?.usedBy ?? [];
  const isEnough = ({ security }: Operation): boolean =>
    security?.alternatives.some(
      ({ schemes }) => schemes.length > 0 && schemes.every(({ name }) => name === credential),
    ) === true;
  return usedBy.includes(operation) && (isEnough(operation) || !usedBy.some(isEnough));
}

/** Whether more callers than before get in: more than 0; fewer: less than 0. Among the same those with a scope are fewer. */
export function widening(was: Callers, is: Callers): number {
  return kindsWidened(was, is) || demandShift(was.demands, is.demands);
}

/** As `widening`, whatever scopes are asked for. A server that is described no longer, or for the first time, changes nothing. */
export function kindsWidened(was: Callers, is: Callers): number {
  // A description that lost the definition of a credential, or found it again, shows no change of who gets it.
  if (was.isUndefined !== is.isUndefined && was.admission !== "anonymous" && is.admission !== "anonymous") return 0;
  const admission = ADMISSIONS.indexOf(was.admission) - ADMISSIONS.indexOf(is.admission);
  return admission !== 0 ? admission : Number(was.reach === "internal") - Number(is.reach === "internal");
}
