import { inKeyOrder } from "../../core/canonical-json.ts";
import { issueCauses } from "./issue-causes.ts";
import type { Attestation, Issue, Register, Status } from "./register.ts";
import { worse } from "../../core/severity.ts";

/** Two registers as one: what either knows. Of an issue that both changed the more careful side holds, and of a record the later. */
export function mergedRegisters(ours: Register, theirs: Register): Register {
  return {
    file: ours.file,
    issues: mergedById(ours.issues, theirs.issues, mergedIssues),
    tests: mergedById(ours.tests, theirs.tests, (a, b) => (b.on > a.on ? b : a)),
    suites: mergedById(ours.suites, theirs.suites, (a, b) => (b.on > a.on ? b : a)),
    attestations: mergedById(ours.attestations, theirs.attestations, mergedAttestations),
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

/** One of all places. It is open where one side made the fix again after the other attested it, or for more places. */
function mergedAttestations(a: Attestation, b: Attestation): Attestation {
  const places = inKeyOrder({ ...a.places, ...b.places });
  if (a.status === b.status) return { ...((b.attested ?? b.on) > (a.attested ?? a.on) ? b : a), places };
  const [open, attested] = a.status === "open" ? [a, b] : [b, a];
  const isMore = Object.keys(open.places).some((place) => !Object.hasOwn(attested.places, place));
  return { ...(isMore || open.on > (attested.attested ?? "") ? open : attested), places };
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
    ...partsOf(leading, other),
  };
}

/** What was accepted was accepted of the places that it had, and as what they were. */
function partsOf(leading: Issue, other: Issue): Pick<Issue, "places" | "causes"> {
  if (leading.status === "accepted") return { places: leading.places, causes: leading.causes };
  const places = { ...other.places, ...leading.places };
  if (leading.causes === undefined && other.causes === undefined) return { places };
  return {
    places,
    causes: issueCauses({ ...leading, places, causes: [...issueCauses(leading), ...issueCauses(other)] }),
  };
}
