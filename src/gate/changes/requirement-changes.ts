import { definedSchemes } from "../../model/schemes-by-name.ts";
import { grouped } from "../../core/grouped.ts";
import { isObject, member } from "../../core/json-value.ts";
import { memo } from "../../core/memo.ts";
import { ADMISSIONS } from "../../core/exposure-words.ts";
import { listed } from "../../core/prose.ts";
import type { Place } from "../../core/place.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { switchOff } from "../../exposure/switched-off.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { Alternative, SecurityRequirement, SecurityScheme } from "../../model/security.ts";
import { placeAt, type Change, type ChangeKind, type Compared } from "../change.ts";
import type { MatchedOperations, OperationPair } from "../matched-operations.ts";
import { matchedSchemes } from "./matched-schemes.ts";
import { scopeShift } from "./scope-shift.ts";
import { strengthOfAll } from "./scheme-strength.ts";
import { waysOf, type Way } from "./ways-in.ts";
import { carriedSensitivity, operationWords, worseSensitivity } from "./words.ts";

/** Requirements that ask for less, or for more. Operations that share one, such as the root's, are told together. */
export function* requirementChanges(compared: Compared, { pairs, added }: MatchedOperations): Generator<Change> {
  const { base, head } = compared;
  yield* unreadRequirements(pairs, added);
  const schemes = matchedSchemes(definedSchemes(base.securitySchemes), head.securitySchemes);
  const before = new Map<unknown, object>();
  // What two requirements are compared by, whichever operations they are in force for.
  const keyOf = ({ base: from, head: to }: OperationPair): string =>
    `${identity(before, from.security)} ${identity(before, to.security)} ${from.access} ${to.access} ${switchOff(from) ?? ""} ${switchOff(to) ?? ""}`;
  const paths = pairs.filter(({ head: { operationKind } }) => operationKind === "path");
  const all: { readonly group: readonly OperationPair[]; readonly found: Difference }[] = [];
  for (const group of grouped(paths, keyOf).values()) {
    const [first] = group as [OperationPair, ...OperationPair[]]; // a group has one at least
    for (const found of differences(first, compared, schemes)) all.push({ group, found });
  }
  // The same change, written at each of many operations, is one.
  const alike = grouped(all, ({ group, found: { kind, direction, told: text, alternative } }) => {
    const [first] = group as [OperationPair]; // a group has one at least
    const what = alternative === undefined ? [text, told(waysInto(first.base) ?? [])] : [alternative];
    return JSON.stringify([kind, direction, what, isInheritedIn(compared, first)]);
  });
  for (const same of alike.values())
    yield changeOf(
      compared,
      same.flatMap(({ group }) => group),
      same[0]!.found, // a group has one at least
    );
}

/**
 * Requirements that cannot be read, and could before or are new: a review takes what is in force otherwise, and another
 * program may take it that nothing is asked for.
 */
function* unreadRequirements(pairs: readonly OperationPair[], added: readonly Operation[]): Generator<Change> {
  const fresh = pairs.filter((pair) => hasUnreadRequirement(pair.head) && !hasUnreadRequirement(pair.base));
  const found = [
    ...fresh.map((pair) => ({ operation: pair.head, former: pair.base })),
    ...added.filter(hasUnreadRequirement).map((operation) => ({ operation, former: undefined })),
  ];
  for (const { operation, former } of found) {
    const was = former === undefined ? [] : (waysInto(former) ?? []);
    if (operation.operationKind !== "path" || was.some(isOpen)) continue;
    yield {
      kind: "evidence-lost",
      direction: "worse",
      operations: [operation],
      text: `${operation.id}: its "security" cannot be read, and may count as none${was.length === 0 ? "" : `; it was ${told(was)}`}`,
      base: former === undefined ? undefined : at(former),
      head: { file: operation.node.source.file, pointer: `${operation.node.pointer}/security` },
      concern: "authentication",
      fix:
        was.length === 0
          ? `write a list of requirements on ${operation.id}`
          : `restore ${told(was)} on ${operation.id}`,
    };
  }
}

/** Whether an operation has a `security` of its own that is no list of requirements, as a whole or in part. */
function hasUnreadRequirement({ node }: Operation): boolean {
  const own = member(node.value, "security");
  return own !== undefined && !(Array.isArray(own) && own.every(isObject));
}

/** A number for each requirement, so that a key can be made of it. */
function identity(known: Map<unknown, object>, requirement: SecurityRequirement | undefined): string {
  if (requirement === undefined) return "-";
  if (!known.has(requirement)) known.set(requirement, { number: known.size });
  return String((known.get(requirement) as { number: number }).number); // put there above
}

interface Difference {
  readonly kind: ChangeKind;
  readonly direction: "worse" | "better" | "neutral";
  readonly told: string;
  readonly at: Place | undefined;
  /** A way in beside those that there were: one is one change, whatever there was. */
  readonly alternative?: string;
}

function* differences(
  pair: OperationPair,
  { base: api, head: now }: Compared,
  schemes: ReadonlyMap<SecurityScheme, SecurityScheme>,
): Generator<Difference> {
  const { base, head } = pair;
  const callers = [api.assessed(base), now.assessed(head)].map(({ admission }) => ADMISSIONS.indexOf(admission));
  const areMore = callers[1]! < callers[0]!; // one of each side
  const off = switchOff(head);
  if (off !== undefined) {
    if (switchOff(base) === undefined && base.access !== "anonymous")
      yield {
        kind: "authentication-removed",
        direction: "worse",
        told: `${off} switches authentication off`,
        at: undefined,
      };
    return;
  }
  const [was, is] = [waysInto(base), waysInto(head)];
  if (was === undefined || is === undefined) {
    if (was !== undefined && was.length > 0 && !was.some(isOpen))
      yield { kind: "authentication-removed", direction: "worse", told: "nothing is required any more", at: undefined };
    else if (is !== undefined && is.length > 0 && !is.some(isOpen))
      yield {
        kind: "authentication-strengthened",
        direction: "better",
        told: `${told(is)} is required now`,
        at: at(head),
      };
    return;
  }
  if (was.some(isOpen)) {
    if (!is.some(isOpen))
      yield {
        kind: "authentication-strengthened",
        direction: "better",
        told: `${told(is)} is required now`,
        at: at(head),
      };
    return; // whoever could come in without anything still can, or comes in by what is asked for now
  }
  const inBase = was.map((way) => renamedTo(way, schemes));
  const wider = is.filter((way) => !waysOf(inBase).hasWithin(way));
  const gone = inBase.filter((before) => !waysOf(is).hasEqual(before));
  for (const way of wider)
    yield scopeDifference(way, inBase, gone, api, pair) ?? widerWay(way, inBase, gone, is, areMore);
  if (wider.length === 0 && gone.length > 0)
    yield {
      kind: "authentication-strengthened",
      direction: "better",
      // Of long lists nobody sees what they differ in.
      told:
        was.length > 4
          ? `${told(gone)} lets nobody in any more; ${told(is)} is required`
          : `${told(is)} is required; it was ${told(was)}`,
      at: at(head),
    };
}

/** A way in by the same schemes as one of the base, with other scopes. One that stays as it was beside it has become no other. */
function scopeDifference(
  way: Way,
  before: readonly Way[],
  gone: readonly Way[],
  api: AssessedApi,
  pair: OperationPair,
): Difference | undefined {
  const fuller = waysOf(before).withMoreScopes(way);
  const same = fuller ?? waysOf(gone).ofSameSchemes(way);
  if (same === undefined || way.schemes.size === 0) return undefined;
  const { kind, told: text } = scopeShift(same, way, api, pair);
  return { kind, direction: kind === "scope-replaced" ? "neutral" : "worse", told: text, at: way.at };
}

/** A way in that asks for less than any before. */
function widerWay(
  way: Way,
  before: readonly Way[],
  gone: readonly Way[],
  now: readonly Way[],
  areMore: boolean,
): Difference {
  if (way.schemes.size === 0)
    return now.length === 1
      ? {
          kind: "authentication-removed",
          direction: "worse",
          told: `nothing is required; it was ${told(before)}`,
          at: way.at,
        }
      : {
          kind: "authentication-optional",
          direction: "worse",
          told: `an alternative asks for nothing, so ${told(before)} is optional`,
          at: way.at,
        };
  const names = [...way.schemes.keys()].map(({ name }) => name);
  const fuller = waysOf(before).withAllSchemes(way);
  const missing = [...(fuller?.schemes.keys() ?? [])]
    .filter((scheme) => !way.schemes.has(scheme))
    .map(({ name }) => name);
  if (missing.length > 0)
    return {
      kind: "alternative-weakened",
      direction: "worse",
      told: `${listed(names)} is enough; ${listed(missing)} was asked for too`,
      at: way.at,
    };
  const [replaced] = gone;
  if (replaced === undefined || now.length > before.length)
    return {
      kind: "alternative-added",
      direction: "worse",
      told: `${told([way])} lets a caller in too; it was ${told(before)}`,
      at: way.at,
      alternative: told([way]),
    };
  const difference = strengthOfAll([...way.schemes.keys()]) - strengthOfAll([...replaced.schemes.keys()]);
  // The better proof of more people is no gain: a session that anyone gets, in place of a key of administrators.
  const direction = difference < 0 || areMore ? "worse" : difference > 0 ? "better" : "neutral";
  return {
    kind: direction === "better" ? "authentication-strengthened" : "authentication-replaced",
    direction,
    told: `${listed(names)} is asked for instead of ${told([replaced])}${areMore ? ", and more callers can get it" : ""}`,
    at: way.at,
  };
}

/** The ways into an operation; `undefined` where the description requires nothing anywhere. What is not defined protects nothing. */
function waysInto({ access, security, node }: Operation): readonly Way[] | undefined {
  if (access === "unstated") return undefined;
  const alternatives: readonly Alternative[] = security?.alternatives ?? [];
  if (alternatives.length === 0) return [{ schemes: new Map(), at: placeAt(security?.node ?? node) }];
  const ways = alternatives.map((alternative): Way => ({
    schemes: new Map(alternative.schemes.map(({ scheme, scopes }) => [scheme, new Set(scopes)])),
    at: placeAt(alternative.node),
  }));
  return ways;
}

function isOpen({ schemes }: Way): boolean {
  return schemes.size === 0;
}

/** A way of the base in the schemes of the head. */
function renamedTo({ schemes, at: place }: Way, matched: ReadonlyMap<SecurityScheme, SecurityScheme>): Way {
  return {
    schemes: new Map([...schemes].map(([scheme, scopes]) => [matched.get(scheme) ?? scheme, scopes])),
    at: place,
  };
}

/** In words, worked out once: each way that is new is told beside all that there were. */
const told = memo((ways: readonly Way[]): string => {
  const texts = ways.map(({ schemes }) =>
    schemes.size === 0
      ? "nothing"
      : [...schemes]
          .map(([{ name }, scopes]) => (scopes.size === 0 ? name : `${name} (${[...scopes].join(", ")})`))
          .join(" with "),
  );
  return texts.length > 1 ? `one of ${listed(texts)}` : texts.join("");
});

/** Ways in, of which each is enough: `token or key`. */
function either(ways: readonly Way[]): string {
  return listed(
    ways.map((way) => told([way])),
    4,
    "or",
  );
}

function at({ security, node }: Operation): Place {
  return placeAt(security?.node ?? node);
}

/** Whether both sides of an operation have the requirement of the root, or the head has none. */
function isInheritedIn({ base, head }: Compared, pair: OperationPair): boolean {
  const isRoots = pair.base.security !== undefined && pair.base.security === base.security;
  return isRoots && (pair.head.security === head.security || pair.head.security === undefined);
}

/** What operations that share both requirements have in common. */
function changeOf(
  compared: Compared,
  group: readonly OperationPair[],
  { kind, direction, told: said, at: place, alternative }: Difference,
): Change {
  const { head } = compared;
  const [first] = group as [OperationPair, ...OperationPair[]]; // a group has one at least
  const operations = group.map((pair) => pair.head);
  const isInherited = isInheritedIn(compared, first);
  const isRootRemoved = isInherited && kind === "authentication-removed" && head.security === undefined;
  const carries = operations
    .map((operation) => carriedSensitivity(head.assessed(operation)))
    .reduce(worseSensitivity, undefined);
  const where = isInherited ? "at the root" : `on ${operationWords(operations)}`;
  const before = new Set(group.map((pair) => told(waysInto(pair.base) ?? [])));
  const [was = ""] = before;
  // Where what there was differs, only what came is told.
  const isMixed = alternative !== undefined && before.size > 1;
  const what = isMixed ? `${alternative} lets a caller in too, beside what was asked for` : said;
  const isOwnGone =
    direction === "worse" &&
    first.base.security !== compared.base.security &&
    head.security !== undefined &&
    first.head.security === head.security;
  const text = isOwnGone
    ? `its own "security" was removed, so the requirement of the whole API applies: ${what}`
    : what;
  return {
    kind: isInherited && kind === "authentication-removed" ? "root-authentication-removed" : kind,
    direction,
    operations,
    text: isInherited
      ? `the root's requirement, in force for ${operationWords(operations, 8)}: ${text}`
      : `${operationWords(operations)}: ${text}`,
    base: first.base.security === undefined ? placeOf(first.base) : placeAt(first.base.security.node),
    head: place ?? (isRootRemoved ? rootOf(head) : siteInHead(first.head)),
    ...(direction === "worse"
      ? {
          concern: "authentication" as const,
          fix:
            kind === "authentication-optional"
              ? `remove the empty alternative {} ${where}, so that ${was} is asked for`
              : alternative !== undefined
                ? // What was asked for is there still.
                  `remove the alternative ${alternative} ${where}`
                : `restore ${either(waysInto(first.base) ?? [])} ${where}`,
        }
      : {}),
    ...(carries === undefined ? {} : { carries }),
  };
}

function siteInHead(operation: Operation): Place {
  const { security } = operation;
  return security === undefined ? placeOf(operation) : placeAt(security.node);
}

function rootOf({ document }: AssessedApi): Place {
  return placeAt(document.root);
}
