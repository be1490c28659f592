import type { Issue, Register, Status } from "./register.ts";
import { worse } from "../../core/severity.ts";

/** Two registers as one: what either knows. Of an issue that both changed the more careful side holds, and of a record the later. */
export function mergedRegisters(ours: Register, theirs: Register): Register {
  return {
    file: ours.file,
    issues: mergedById(ours.issues, theirs.issues, mergedIssues),
    tests: mergedById(ours.tests, theirs.tests, (a, b) => (b.on > a.on ? b : a)),
    suites: mergedById(ours.suites, theirs.suites, (a, b) => (b.on > a.on ? b : a)),
    // Of what one side attested and the other made open again, it is open.
    attestations: mergedById(ours.attestations, theirs.attestations, (a, b) => (b.status === "open" ? b : a)),
    signOffs: mergedById(ours.signOffs, theirs.signOffs, (a, b) => (b.on > a.on ? b : a)),
  };
}

function mergedById<T extends { readonly id: string }>(
  ours: readonly T[],
  theirs: readonly T[],
  merge: (a: T, b: T) => T,
): readonly T[] {
  const byId = new Map(ours.map((one) => [one.id, one]));
  for (const other of theirs) {
    const same = byId.get(other.id);
    byId.set(other.id, same === undefined ? other : merge(same, other));
  }
  return [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** From what is least to what is most work: the one that asks for more is kept. */
const CARE: readonly Status[] = ["fixed", "dismissed", "accepted", "open", "regressed"];

function mergedIssues(a: Issue, b: Issue): Issue {
  // Who changed the status meant it: a mend or an acceptance on one side only is news for an issue that is open on the other.
  const isNews = (one: Issue, other: Issue): boolean =>
    one.status !== "open" && other.status === "open" && one.status !== "regressed";
  const leading = isNews(a, b) ? a : isNews(b, a) ? b : CARE.indexOf(b.status) > CARE.indexOf(a.status) ? b : a;
  const other = leading === a ? b : a;
  return {
    ...other,
    ...leading,
    severity: worse(a.severity, b.severity),
    firstSeen: a.firstSeen < b.firstSeen ? a.firstSeen : b.firstSeen,
    ...(other.aliases === undefined && leading.aliases === undefined
      ? {}
      : { aliases: { ...other.aliases, ...leading.aliases } }),
    // What was accepted was accepted of the places that it had.
    places: leading.status === "accepted" ? leading.places : { ...other.places, ...leading.places },
  };
}
