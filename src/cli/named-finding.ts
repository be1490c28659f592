import { allFindings } from "../core/all-findings.ts";
import { count, listed } from "../core/prose.ts";
import type { Finding, Review } from "../core/review.ts";
import { UserError } from "../core/user-error.ts";
import type { Register } from "../gate/register/register.ts";
import type { Policy } from "../policy/policy.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import type { ToDismiss } from "./finding-dismissal.ts";
import { plain } from "./opened-register.ts";
import { registeredReview, type RegisteredReview } from "./registered-review.ts";
import { entryOf, type Entry } from "./root.ts";
import { specsOf } from "./specs.ts";
import type { Terminal } from "./terminal.ts";
import { trusted } from "./trusted.ts";

/** Where a finding is looked for. */
export interface FindingSearch {
  /** The description; without it, all below the folder that the user is in. */
  readonly spec: string | undefined;
  readonly root: string | undefined;
  readonly config: string | undefined;
  readonly trustCode?: boolean;
  /** Without it, that of each policy is read. */
  readonly register?: Register;
}

/** A finding of a description, with the places of it that an ID names. */
export type NamedFinding = ToDismiss;

/** Whether a text may be the ID of a finding or a place, or its beginning, as reviews show it. */
export function mayBeFindingId(text: string): boolean {
  return /^[0-9a-f]{4,16}$/.test(text);
}

/**
 * The one finding that the fingerprint, or its beginning, fits; of a place it is that place alone. Throws a `UserError` where
 * it fits several; `undefined` where it fits none.
 */
export async function findingNamed(
  id: string,
  search: FindingSearch,
  asOf: string,
  terminal: Terminal,
): Promise<NamedFinding | undefined> {
  return findingIn(id, await reviewedSpecs(search, asOf, terminal));
}

/** A description in which findings are looked for, as it was reviewed. */
export interface ReviewedSpec extends RegisteredReview {
  readonly entry: Entry;
  readonly policy: Policy;
}

/**
 * The descriptions in which a finding is looked for, each reviewed: once for all IDs of a call. Of several, one that cannot
 * be read has no finding that somebody has seen: it is told on standard error, and the others are searched.
 */
export async function reviewedSpecs(
  search: FindingSearch,
  asOf: string,
  terminal: Terminal,
): Promise<readonly ReviewedSpec[]> {
  const { specs } = await specsOf([search.spec ?? "."], terminal.cwd);
  const found: ReviewedSpec[] = [];
  const refused: UserError[] = [];
  for (const one of specs) {
    try {
      found.push(await reviewedSpec(one, search, asOf, terminal));
    } catch (error) {
      if (!(error instanceof UserError) || specs.length === 1) throw error;
      refused.push(error);
    }
  }
  if (found.length === 0 && refused[0] !== undefined) throw refused[0];
  for (const { message } of refused) terminal.stderr.write(`note: not searched: ${plain(message)}\n`);
  return found;
}

async function reviewedSpec(
  spec: Awaited<ReturnType<typeof specsOf>>["specs"][number],
  { root, config, trustCode, register }: FindingSearch,
  asOf: string,
  terminal: Terminal,
): Promise<ReviewedSpec> {
  const entry = entryOf(spec, terminal.cwd, root);
  const policy = await loadPolicy(entry.file, entry.files, {
    ...(config === undefined ? {} : { configFile: config }),
    ...(trustCode === undefined ? {} : { trusted: trusted(entry.root, trustCode) }),
  });
  const reviewed = await registeredReview(
    entry.file,
    entry.files,
    policy,
    asOf,
    register === undefined ? {} : { register },
  );
  return { ...reviewed, entry, policy };
}

/** As `findingNamed`, in descriptions that were reviewed already. */
export function findingIn(id: string, reviewed: readonly ReviewedSpec[]): NamedFinding | undefined {
  const found = reviewed.flatMap(({ entry, policy, review }) =>
    findingsNamed(id, review).map((each): NamedFinding => ({ ...each, entry, policy, review })),
  );
  const [first, ...others] = found;
  if (others.length === 0) return first;
  const files = new Set(found.map(({ entry }) => entry.file));
  const names = found.map(
    ({ finding, entry }) => `${finding.fingerprint} (${finding.rule}${files.size > 1 ? `, ${entry.file}` : ""})`,
  );
  throw new UserError(`${id} fits ${count(found.length, "finding")}: ${plain(listed(names, 5))}`, {
    hint: files.size > 1 ? "Name the description as well." : "Give more characters of the ID.",
  });
}

/** The error for an ID that fits no finding. */
export function noFinding(id: string, spec: string | undefined, further = ""): UserError {
  return new UserError(`no finding ${id} in ${plain(spec ?? "the descriptions here")}`, {
    hint: `A review shows the ID of each finding, as in (id 1a2b3c4d).${further}`,
  });
}

/** The findings of a review that a fingerprint fits, those under assumptions included, each once. */
function findingsNamed(id: string, review: Review): readonly Pick<NamedFinding, "finding" | "places">[] {
  const all = new Map<string, Finding>();
  for (const finding of [...review.findings, ...(review.dismissed ?? []), ...allFindings(review)])
    if (!all.has(finding.fingerprint)) all.set(finding.fingerprint, finding);
  const whole = [...all.values()].filter(({ fingerprint }) => fingerprint.startsWith(id));
  if (whole.length > 0)
    return whole.map((finding) => ({ finding, places: finding.places.map(({ fingerprint }) => fingerprint) }));
  return [...all.values()].flatMap((finding) =>
    finding.places
      .filter(({ fingerprint }) => fingerprint.startsWith(id))
      .map(({ fingerprint }) => ({ finding, places: [fingerprint] })),
  );
}
