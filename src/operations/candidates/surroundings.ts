import { isAbove } from "../../core/exposure-words.ts";
import { memo, memoBy } from "../../core/memo.ts";
import { textOfName } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { situationOf } from "../../exposure/situation.ts";
import { boundariesOf, type Boundary } from "./boundary.ts";
import { showsTheSame } from "./catalogue.ts";
import { actionOf } from "./action.ts";
import { contentOfCallers, type ContentOfCallers } from "./callers-content.ts";
import { configuredThings } from "./configured-things.ts";
import { isOwn } from "../../exposure/principals.ts";
import { pathIdentifiers } from "./object-identifiers.ts";
import { lastWord } from "./nouns.ts";
import { barePath, collectionPath, pathSteps } from "./path-steps.ts";
import { offeredThings } from "./offered-things.ts";
import { pathValuesOf, type PathValues } from "./path-values.ts";
import { resourcesOf, type Resource, type Resources } from "./resources.ts";
import { sharedThings } from "./shared-things.ts";
import { atRiskOf, type AtRisk } from "./at-risk.ts";

/** What of the rest of an API bears on a candidate. */
export interface Surroundings {
  readonly resources: Resources;
  readonly boundaryOf: (operation: Operation) => Boundary;
  readonly stakesOf: (operation: Operation) => AtRisk;
  readonly isShared: (operation: Operation, resource: Resource) => boolean;
  /** Whether a kind of thing is nobody's, but belongs to how the operator has set the service up. */
  readonly isConfigured: (resource: Resource) => boolean;
  /** Whether a kind of thing is there for all who call, whoever they are. */
  readonly isOffered: (resource: Resource) => boolean;
  /** Whether a kind of thing is a published work, or on offer, that anybody finds by a search. */
  readonly isSearched: (resource: Resource) => boolean;
  /** Whether nothing of the API is anybody's, and its callers make nothing. */
  readonly isTheSameForAll: boolean;
  /** The paths that strangers can read. */
  readonly anonymous: ReadonlySet<string>;
  /** The paths of collections of which callers make an object, and name one by an identifier. */
  readonly madeByCallers: ReadonlySet<string>;
  /** The paths of collections of which callers make, change or delete a thing. */
  readonly keptByCallers: ReadonlySet<string>;
  /** Whether the API returns personal or financial data of a kind of thing that its paths name. */
  readonly holdsData: (noun: string) => boolean;
  /** What the values that name the things of its paths are known by. */
  readonly values: PathValues;
  /** What of the API is content of its callers. */
  readonly content: ContentOfCallers;
  /** Whether a noun names what persons are, or sign up as. */
  readonly isPerson: (noun: string) => boolean;
}

/** Looks once through an API for that, in each judgement. */
export const surroundingsOf = memoBy(situationOf, (api): Surroundings => {
  const { lexicon } = api;
  const resources = resourcesOf(api);
  const content = contentOfCallers(api);
  const signUpNouns = new Set(api.signUps.flatMap((operation) => resources.ofCollection(operation)?.bare ?? []));
  const stakesOf = memo(
    atRiskOf(
      api,
      content,
      (operation) => actionOf(operation).isReading,
      (operation) => operation.lexicon.is(actionOf(operation).verb, "shows-secret"),
    ),
  );
  return {
    resources,
    boundaryOf: boundariesOf(api),
    stakesOf,
    content,
    holdsData: dataHolders(api, resources, stakesOf),
    values: pathValuesOf(api),
    isShared: sharedThings(api),
    isConfigured: configuredThings(api, resources, stakesOf),
    isOffered: offeredThings(api, resources, stakesOf),
    isSearched: searchedThings(api, resources),
    isTheSameForAll: showsTheSame(api),
    anonymous: new Set(
      api.operations
        .filter((one) => actionOf(one).isReading && api.assessed(one).admission === "anonymous")
        .map(barePath),
    ),
    madeByCallers: collectionsOfCallers(api),
    keptByCallers: collectionsKept(api),
    isPerson: (noun) => lexicon.is(noun, "person-who-calls") || (signUpNouns.has(noun) && lexicon.is(noun, "person")),
  };
});

function collectionsOfCallers({ operations }: AssessedApi): ReadonlySet<string> {
  const paths = operations.filter(({ operationKind }) => operationKind === "path");
  const named = new Set(paths.filter(({ path }) => /\}\/?$/.test(path)).map(collectionPath));
  const made = paths.filter((operation) => operation.method === "POST" && !actionOf(operation).isReading).map(barePath);
  return new Set(made.filter((path) => named.has(path)));
}

/** Gives whether works or things on offer of a kind are searched by all: `POST /podcasts/search`, and not the caller's own. */
function searchedThings({ operations }: AssessedApi, resources: Resources): (resource: Resource) => boolean {
  let searched: Set<string> | undefined;
  return ({ bare }) => {
    searched ??= new Set(
      operations.flatMap((operation) => {
        const { verb, isReading } = actionOf(operation);
        const isSearch = isReading && operation.lexicon.is(verb, "search") && pathIdentifiers(operation).length === 0;
        const noun = isSearch && !isOwn(operation) ? resources.ofCollection(operation)?.bare : undefined;
        return noun !== undefined && SHOWN.some((one) => operation.lexicon.is(textOfName(lastWord(noun)), one))
          ? noun
          : [];
      }),
    );
    return searched.has(bare);
  };
}

const SHOWN = ["published-work", "catalogue-thing"] as const;

function collectionsKept({ operations }: AssessedApi): ReadonlySet<string> {
  const paths = operations.filter(({ operationKind }) => operationKind === "path");
  const changing = paths.filter((operation) => operation.method !== "GET" && !actionOf(operation).isReading);
  return new Set(changing.filter(({ path }) => /\}\/?$/.test(path)).map(collectionPath));
}

/** Gives whether what a path names is something that the API returns personal or financial data of. */
function dataHolders(
  { operations }: AssessedApi,
  resources: Resources,
  stakesOf: (operation: Operation) => AtRisk,
): (noun: string) => boolean {
  let nouns: Set<string> | undefined;
  return (noun) => {
    nouns ??= new Set(
      operations.flatMap((operation) => {
        const last = pathSteps(operation).at(-1)?.parameter;
        if (operation.operationKind !== "path" || last === undefined || !actionOf(operation).isReading) return [];
        return isAbove(stakesOf(operation).sensitivity, "internal") ? resources.ofParameter(operation, last).bare : [];
      }),
    );
    return nouns.has(noun);
  };
}

/** Whether a read shows persons among whom there are callers. */
export function showsPersons(api: AssessedApi, operation: Operation, around: Surroundings): boolean {
  if (!isPersonal(around, operation)) return false;
  return api
    .assessed(operation)
    .exposed.some(
      ({ principal, subject, field, isEmbedded }) =>
        principal &&
        (!isEmbedded || !operation.path.includes("{")) &&
        subject !== "caller" &&
        field.confidence !== "possible" &&
        isAbove(field.sensitivity, "internal"),
    );
}

/** Whether an operation keeps users apart from each other. */
export function isPersonal({ boundaryOf }: Surroundings, operation: Operation): boolean {
  return boundaryOf(operation) === "user";
}

/** Whether a kind of thing is that of the persons who call. */
export function isPersonIn(around: Surroundings, operation: Operation, { bare }: Resource): boolean {
  return isPersonal(around, operation) && around.isPerson(bare);
}

/** Whether a kind of thing is what somebody offers to all who call. */
export function isOfCatalogue({ bare }: Resource, { lexicon }: Operation): boolean {
  return lexicon.is(textOfName(lastWord(bare)), "catalogue-thing");
}
