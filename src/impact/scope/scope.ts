import { allFindings } from "../../core/all-findings.ts";
import { ADMISSIONS, AUDIENCES, isAbove } from "../../core/exposure-words.ts";
import type { Finding } from "../../core/review.ts";
import { isAtLeast } from "../../core/severity.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { actionOf } from "../../operations/candidates/action.ts";
import type { ImpactSource } from "../source.ts";
import { foreignOf } from "./carried.ts";
import type { ReportedItem } from "./select.ts";

/** What was reported, taken together. */
export interface Scope {
  readonly source: ImpactSource;
  readonly items: readonly ReportedItem[];
  /** In the order of the description. */
  readonly operations: readonly Operation[];
  readonly flows: readonly AssessedFlow[];
  /** What of them comes back, and is not the caller's own where anything else does. */
  readonly reads: readonly AssessedFlow[];
  /** The open findings that are about it, the worst first. */
  readonly findings: readonly Finding[];
}

export function scopeOf(source: ImpactSource, items: readonly ReportedItem[]): Scope {
  const meant = new Set(items.flatMap(({ operations }) => operations));
  const flows = [...new Set(items.flatMap((item) => item.flows))];
  return {
    source,
    items,
    operations: source.api.operations.filter((operation) => meant.has(operation)),
    flows,
    reads: foreignOf(
      source.api,
      flows.filter(({ direction }) => direction === "read"),
    ),
    findings: findingsAbout(source, items),
  };
}

/** Whether all that was reported are credentials: whoever has one can call what it opens, and nothing else was said. */
export function isOfCredential({ items }: Pick<Scope, "items">): boolean {
  return items.length > 0 && items.every(({ kind }) => kind === "credential");
}

/**
 * Whether what calls do was reported, and nothing that they give: they change something, and nothing confidential comes back
 * today. What else they answered once is another matter.
 */
export function isOfDeeds({ items, operations, reads }: Pick<Scope, "items" | "operations" | "reads">): boolean {
  return (
    operations.length > 0 &&
    items.every(({ kind }) => kind === "operation") &&
    operations.every((operation) => operation.operationKind === "path" && !actionOf(operation).isReading) &&
    !reads.some(({ field }) => isAbove(field.sensitivity, "internal"))
  );
}

/** The open findings that are about what was reported: at its operations, its fields, or the credential itself. */
function findingsAbout({ review }: ImpactSource, items: readonly ReportedItem[]): readonly Finding[] {
  const open = allFindings(review).filter(
    ({ status, severity, confidence }) =>
      (status === "open" || status === "regressed" || status === "accepted") &&
      isAtLeast(severity, "low") &&
      confidence !== "possible",
  );
  const found = new Set<Finding>();
  for (const item of items) {
    if (item.finding !== undefined) found.add(item.finding);
    else for (const finding of open.filter(aboutItem(item))) found.add(finding);
  }
  return [...found].toSorted(
    (a, b) => Number(isAtLeast(b.severity, a.severity)) - Number(isAtLeast(a.severity, b.severity)),
  );
}

/** Tells of findings whether they are about what was reported; what that is made of is looked up, since both may be much. */
function aboutItem({ kind, name, operations, flows, file }: ReportedItem): (finding: Finding) => boolean {
  // A habit that a scheme lacks is no answer to its credential being out.
  if (kind === "credential")
    return ({ places, severity }) =>
      isAtLeast(severity, "medium") && places.some((place) => place.file === file && isOfScheme(place.pointer, name));
  const ids = new Set(operations.map(({ id }) => id));
  const isThere = (operation: string | null): boolean => operation !== null && ids.has(operation);
  if (kind === "operation")
    return (finding) => finding.operations.some(isThere) || finding.places.some((place) => isThere(place.operation));
  const pointers = new Set(flows.map(({ field }) => `${placeOf(field).file}${placeOf(field).pointer}`));
  return (finding) =>
    finding.fields.some((field) => pointers.has(field)) ||
    finding.places.some((place) => pointers.has(`${place.file}${place.pointer}`) && isThere(place.operation));
}

/** Whether a pointer leads to a scheme of a name, or into it. */
function isOfScheme(pointer: string, name: string): boolean {
  const [, after] = pointer.split(/\/(?:securitySchemes|securityDefinitions)\//);
  return after?.split("/")[0]?.replaceAll("~1", "/").replaceAll("~0", "~") === name;
}

/**
 * Whether an operation can be called by fewer than another set of callers: who signs up is no fewer than everybody, since
 * everybody can.
 */
export function isNarrower({ api }: Pick<ImpactSource, "api">, operation: Operation, scope: Scope): boolean {
  const classOf = (one: AssessedApi, of: Operation): number => {
    const { reach, judgedAs } = one.assessed(of);
    return AUDIENCES.indexOf(judgedAs) - (reach === "internal" ? AUDIENCES.length : 0);
  };
  const widest = Math.max(...scope.operations.map((one) => classOf(scope.source.api, one)));
  const own = classOf(api, operation);
  return own < widest || (own === widest && asksForStaff(operation) && !scope.operations.every(asksForStaff));
}

/** Whether each way in asks for a scope that is called after those who work there: `personnel`, `admin:read`. */
function asksForStaff({ security, lexicon }: Operation): boolean {
  const ways = security?.alternatives ?? [];
  return (
    ways.length > 0 &&
    ways.every(({ schemes }) =>
      schemes.some(({ scopes }) =>
        scopes.some((scope) =>
          wordsOf(scope).some((word) => lexicon.is(word, "staff") || lexicon.is(word, "administration")),
        ),
      ),
    )
  );
}

/** The credentials with which an operation can be called that ask for less than each way into what was reported: one of two. */
export function asksForLess({ security }: Operation, { operations }: Scope): readonly string[] | undefined {
  const ways = (one: Pick<Operation, "security">): readonly (readonly string[])[] =>
    (one.security?.alternatives ?? []).map(({ schemes }) => schemes.map(({ name }) => name));
  const reported = operations.flatMap(ways);
  if (reported.length === 0) return undefined;
  return ways({ security }).find(
    (way) =>
      way.length > 0 && reported.every((one) => way.length < one.length && way.every((name) => one.includes(name))),
  );
}

/** How wide the callers of an operation are: the less, the wider. On an internal network there are fewer. */
export function widthOf({ api }: ImpactSource, operation: Operation): number {
  const { admission, reach } = api.assessed(operation);
  return ADMISSIONS.indexOf(admission) + (reach === "internal" ? ADMISSIONS.length : 0);
}
