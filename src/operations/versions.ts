import { memo } from "../core/memo.ts";
import { grouped } from "../core/grouped.ts";
import type { Operation } from "../model/api.ts";

/** An operation that is served in a newer version too. */
export interface OldVersion {
  readonly operation: Operation;
  readonly newest: Operation;
}

/** The operations that stand beside a newer version of themselves: same method, same path but for the version in it. */
export function oldVersionsOf(operations: readonly Operation[]): readonly OldVersion[] {
  const versioned = operations
    .filter(({ operationKind }) => operationKind === "path")
    .map((operation) => ({ operation, ...readVersion(operation) }));
  const old: OldVersion[] = [];
  for (const family of grouped(versioned, ({ key }) => key).values()) {
    const newest = family.reduce((best, one) => (isNewer(one, best) ? one : best));
    // Of what has one version and none, the one without is the current one.
    for (const one of family)
      if (one !== newest && isNewer(newest, one) && one.key !== "")
        old.push({ operation: one.operation, newest: newest.operation });
  }
  return old;
}

/** Method and path without a version, alike for all versions of an operation; `undefined` where nothing else is left. */
export function withoutVersion(operation: Operation): string | undefined {
  const { key } = readVersion(operation);
  return key === "" ? undefined : key;
}

interface Version {
  /** Method and path without the version, parameters numbered by where they stand. */
  readonly key: string;
  /** `[2, 1]`, `[20260131]`; `undefined` where none is named. */
  readonly numbers: readonly number[] | undefined;
  readonly isLegacy: boolean;
}

const ROOT: Version = { key: "", numbers: undefined, isLegacy: false };

/** A path may have a trailing part of a thousand slashes: only so many segments are told apart. */
const MOST_SEGMENTS = 40;

const readVersion = memo(({ method, path }: Operation): Version => {
  let numbers: readonly number[] | undefined;
  let isLegacy = false;
  const kept: string[] = [];
  const segments = path.replace(/\/$/, "").split("/", MOST_SEGMENTS);
  for (const [index, segment] of segments.entries()) {
    if (segment.includes("{")) {
      kept.push("{}");
      continue;
    }
    // What ends in a version is the root of it.
    if (kept.length > 0 && index === segments.length - 1 && WHOLE.test(segment)) return ROOT;
    const whole = WHOLE.exec(segment);
    if (whole !== null && numbers === undefined) {
      numbers = whole[0].replace(/^v/i, "").split(/[._-]/).map(Number);
      continue;
    }
    if (LEGACY.test(segment)) {
      isLegacy = true;
      continue;
    }
    const [, name = segment, number] = SUFFIX.exec(segment) ?? [];
    if (number !== undefined && numbers === undefined) numbers = [Number(number)];
    const plain = name.replace(LEGACY_SUFFIX, "");
    if (plain !== name) isLegacy = true;
    if (plain !== "") kept.push(plain.toLowerCase());
  }
  return {
    key: kept.some((one) => one !== "" && one !== "{}") ? `${method} ${kept.join("/")}` : "",
    numbers,
    isLegacy,
  };
});

/** A segment that is a version: `v2`, `v1.1`, `2026-01-31`. */
const WHOLE = /^(?:v\d{1,4}(?:[._]\d{1,4}){0,2}|20\d\d-\d\d-\d\d)$/i;
const LEGACY = /^(?:legacy|old|deprecated)$/i;
/** A version at the end of a name: `search_v2`, `checkOtpV3`. */
const SUFFIX = /^(.{1,100}?)(?:[-_.][vV]|(?<=[a-z])V)(\d{1,3})$/;
const LEGACY_SUFFIX = /(?:[-_.](?:legacy|old|deprecated)|(?<=[a-z])(?:Legacy|Old|Deprecated))$/;

function isNewer(one: Version, other: Version): boolean {
  if (one.isLegacy !== other.isLegacy) return !one.isLegacy;
  if (one.numbers === undefined || other.numbers === undefined)
    // Unversioned beside v1 is what v1 became; beside v2 it is what v2 came from.
    return one.numbers === undefined
      ? other.numbers !== undefined && (other.numbers[0] ?? 0) <= 1
      : other.numbers === undefined && (one.numbers[0] ?? 0) > 1;
  for (let index = 0; index < Math.max(one.numbers.length, other.numbers.length); index += 1) {
    const difference = (one.numbers[index] ?? 0) - (other.numbers[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
