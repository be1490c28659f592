import { memoBy } from "../../core/memo.ts";
import { byCodeUnit } from "../../core/compare.ts";
import { isAbove, type Audience } from "../../core/exposure-words.ts";
import type { Operation } from "../../model/api.ts";
import { credentialHeader } from "../../model/credential-header.ts";
import { judgementOf, type AssessedApi } from "../../exposure/assessed-api.ts";
import { situationOf } from "../../exposure/situation.ts";
import type { Boundary } from "./boundary.ts";
import { isHarmlessRead } from "../understood.ts";
import type { Action } from "./action.ts";
import { identifierKey, identifierSources, type IdentifierSources } from "./identifier-sources.ts";
import { isCatalogue } from "./catalogue.ts";
import { isEvidentlyCommon } from "./common-data.ts";
import { isBehindOneSecret } from "./one-secret.ts";
import { ownedThings, type Evidence } from "./owned-things.ts";
import { providersData } from "./providers-data.ts";
import { impactOf, type Impact } from "./impact.ts";
import { lastWord, nounOf } from "./nouns.ts";
import { guessability } from "./object-identifiers.ts";
import { barePath, collectionPath, objectPath, pathSteps } from "./path-steps.ts";
import { isPersonal, surroundingsOf, type Surroundings } from "./surroundings.ts";
import type { AtRisk } from "./at-risk.ts";
import { actionOn } from "./action-on.ts";
import { objectAccessOf, type CallKind, type ObjectAccess } from "./object-access.ts";
import { documentedRefusals, type DocumentedRefusals } from "./documented-refusals.ts";
import { objectName } from "./named-beside.ts";

/** An operation whose object-level authorization must be tested, since no description shows it. */
export interface Candidate extends ObjectAccess {
  readonly action: Action;
  readonly boundary: Boundary;
  readonly atRisk: AtRisk;
  readonly impact: Impact;
  /** How the operation is described to refuse what is not the caller's. */
  readonly refusals: DocumentedRefusals;
  readonly guessable: "number" | "random" | "unknown";
  /** What shows that callers have such things of their own; `undefined` where nothing does. */
  readonly evidence: Evidence | undefined;
  /** An operation that lists such things. */
  readonly listedBy: Operation | undefined;
  /** An operation that tells the identifier to others inside of something else. */
  readonly toldBy: Operation | undefined;
  /** How much is lost, and how likely a fault is: from 1 to 10. */
  readonly gravity: number;
  /** The same, by who can call, and whether the identifier can be guessed or learnt. */
  readonly score: number;
}

/** Every candidate of a judgement, the most urgent first. */
export const candidatesOf = memoBy(judgementOf, (api): readonly Candidate[] =>
  candidatesIn(api)
    .map((one) => scored(one, api))
    .toSorted((a, b) => b.score - a.score || byCodeUnit(a.resource.noun, b.resource.noun)),
);

/** The candidates of a situation, in the order of the operations. */
const candidatesIn = memoBy(situationOf, (api): readonly Unscored[] => {
  if (isOfNobody(api) || isCatalogue(api)) return [];
  const around = surroundingsOf(api);
  const isProviders = providersData(api);
  const accesses = api.operations.flatMap((operation) => {
    api.document.budget.checkTime(operation.node.source.file);
    if (isEvidentlyCommon(api, operation) || isBehindOneSecret(operation)) return [];
    const access = objectAccessOf(api, operation, around);
    return access === undefined || (isProviders(operation) && isOfCaller(access)) ? [] : access;
  });
  const wanted = new Set(
    accesses.flatMap((access) => (isPersonal(around, access.operation) ? (keyOf(access) ?? []) : [])),
  );
  const sources = identifierSources(api, around.resources, wanted);
  return accesses.map((access) => candidateOf(api, access, sources, around));
});

/**
 * The operations by which callers would come by things of others, were they anybody's: they are the provider's, and whoever has a
 * credential may read all of them.
 */
export const keptByCredential = memoBy(situationOf, (api): readonly Operation[] => {
  const isProviders = providersData(api);
  const around = surroundingsOf(api);
  return api.operations.filter((one) => {
    const access = isProviders(one) ? objectAccessOf(api, one, around) : undefined;
    return access !== undefined && isOfCaller(access);
  });
});

/** Whether what an access is to would be one caller's: what is there for all is no condition, and stays a test. */
function isOfCaller({ kind }: ObjectAccess): boolean {
  return kind !== "shared" && kind !== "entry";
}

/** What is the same however wide an operation is exposed. */
type Unscored = Omit<Candidate, "score">;

/** Whether an API only tells what is the same for everybody: nothing asks who calls, is changed, or is about anybody. */
function isOfNobody(api: AssessedApi): boolean {
  return api.operations.every(
    (operation) =>
      operation.operationKind === "path" &&
      operation.access === "unstated" &&
      credentialHeader(operation.parameters) === undefined &&
      isHarmlessRead(api, operation),
  );
}

function candidateOf(
  api: AssessedApi,
  access: ObjectAccess,
  sources: IdentifierSources,
  around: Surroundings,
): Unscored {
  const { operation, kind, identifiers, resource } = access;
  const last = identifiers.at(-1);
  const action = actionOn(operation, resource);
  const atRisk = atRiskIn(access, around);
  const impact = impactOf(operation, action, atRisk, resource, access.isPerson);
  const guessable = last === undefined ? "unknown" : guessability(last);
  const asked = kind === "filter" || kind === "reference" ? objectName(identifiers, around) : resource;
  const listedBy = kind === "list" || last === undefined ? undefined : sources.listOf(asked, operation);
  const key = keyOf(access);
  // Who calls for an account is told of that account's things alone.
  const toldBy = key === undefined || !isPersonal(around, operation) ? undefined : sources.toldBy(key, operation);
  const gravity =
    // What somebody thinks of a thing takes nothing from it.
    (kind === "reaction" ? 4 : impact.weight) *
    (kind === "shared" && !action.isReading ? 1 : KINDS[kind]) *
    // What everybody reads anyway is no secret of anybody.
    (action.isReading && atRisk.sensitivity !== "restricted" && isOfAll(api, operation, listedBy, around) ? 0.4 : 1);
  // Field by field: an object that is spread together is made several times over.
  return {
    operation,
    kind,
    identifiers,
    beside: access.beside,
    resource,
    isPerson: access.isPerson,
    action,
    boundary: around.boundaryOf(operation),
    atRisk,
    impact,
    refusals: documentedRefusals(api.operations)(operation),
    guessable,
    evidence: ownedThings(api)(access, around),
    listedBy,
    toldBy: toldBy === listedBy ? undefined : toldBy,
    gravity,
  };
}

function scored(one: Unscored, api: AssessedApi): Candidate {
  const { operation, gravity, toldBy, guessable } = one;
  const score =
    gravity *
    REACHED[api.assessed(operation).judgedAs] *
    (toldBy === undefined ? { number: 1.25, unknown: 1, random: 0.9 }[guessable] : 1.3) *
    (hasOwner(operation) ? 1.2 : 1);
  // Field by field, as above.
  return {
    operation,
    kind: one.kind,
    identifiers: one.identifiers,
    beside: one.beside,
    resource: one.resource,
    isPerson: one.isPerson,
    action: one.action,
    boundary: one.boundary,
    atRisk: one.atRisk,
    impact: one.impact,
    refusals: one.refusals,
    guessable,
    evidence: one.evidence,
    listedBy: one.listedBy,
    toldBy,
    gravity,
    score,
  };
}

/** By how wide an operation is exposed. */
export const REACHED: Readonly<Record<Audience, number>> = { public: 3, partner: 2, private: 1 };

/**
 * What somebody is asked to think of a thing changes nothing that the thing holds; what refers to a file that somebody else
 * has uploaded takes what is in it.
 */
function atRiskIn({ kind, operation, identifiers }: ObjectAccess, around: Surroundings): AtRisk {
  const atRisk = around.stakesOf(operation);
  if (kind === "reaction") return { ...atRisk, sensitivity: atRisk.returned.sensitivity };
  if (kind !== "reference" || isAbove(atRisk.sensitivity, "internal")) return atRisk;
  const content = identifiers
    .map(({ name }) => around.content.namedBy(name, operation.lexicon))
    .find((one) => one !== undefined);
  if (content === undefined) return atRisk;
  const held = { sensitivity: "confidential", categories: [], content, shownBy: content.shownBy } as const;
  return { ...atRisk, sensitivity: "confidential", held };
}

/**
 * How likely a fault is worth something, by how an operation comes by the things of others. What a list shows of
 * everybody by design is a finding already; what hangs on a test is whose things an identifier opens.
 */
const KINDS: Readonly<Record<CallKind, number>> = {
  object: 1,
  batch: 1,
  reference: 0.9,
  people: 0.6,
  filter: 0.8,
  list: 0.6,
  "own-list": 0.3,
  approval: 1,
  entry: 0.5,
  "own-name": 0.6,
  reaction: 0.3,
  shared: 0.3,
};

/** As what the object's identifier is known inside of other things. */
function keyOf({ identifiers, resource, kind }: ObjectAccess): string | undefined {
  const last = identifiers.at(-1);
  if (last === undefined || kind === "entry" || kind === "filter" || kind === "own-name") return undefined;
  return (
    identifierKey(last.name) ??
    (/^_?(?:id|uuid|guid)$/i.test(last.name) ? identifierKey(`${resource.bare} id`) : undefined)
  );
}

/** Whether strangers see the object, or a list says of each whose it is: what it is for is to be seen. */
function isOfAll(api: AssessedApi, operation: Operation, list: Operation | undefined, around: Surroundings): boolean {
  if (around.anonymous.has(objectPath(operation)) || around.anonymous.has(collectionPath(operation))) return true;
  if (list === undefined || barePath(list) !== collectionPath(operation)) return false;
  return api
    .assessed(list)
    .flows.some(
      ({ direction, via, principal, subject, path, principalAt }) =>
        direction === "read" &&
        (via === "body" || via === "embedded") &&
        principal &&
        subject === "collection" &&
        path[principalAt]?.isItem === false,
    );
}

/** Whether an owner stands in a path, and below it what is the owner's. */
function hasOwner(operation: Operation): boolean {
  const steps = pathSteps(operation);
  return steps.some(
    ({ parameter }, index) =>
      parameter !== undefined &&
      index < steps.length - 1 &&
      operation.lexicon.is(lastWord(nounOf(steps[index - 1]?.text ?? "")), "has-things"),
  );
}
