import { allFindings } from "../core/all-findings.ts";
import { idsToAccept } from "../core/ids-to-accept.ts";
import { count } from "../core/prose.ts";
import type { Finding, Review } from "../core/review.ts";
import { UserError } from "../core/user-error.ts";
import { decisionId } from "../gate/register/decision-id.ts";
import { groundsOf, type GateArguments } from "./gate-grounds.ts";
import { gatedDescription } from "./gated-description.ts";
import { plain, type RegisterArguments } from "./opened-register.ts";
import type { Terminal } from "./terminal.ts";

/** What blocks a change, as the gate finds it once more. */
export interface AcceptedDecision {
  readonly review: Review;
  /** Findings, each with those of its places that block. */
  readonly findings: readonly { readonly finding: Finding; readonly places: readonly string[] }[];
  /** Changes that block for what they are, one an operation: by what the register accepts it, its kind, and the operation. */
  readonly changes: readonly { readonly id: string; readonly kind: string; readonly operation: string }[];
}

/** With what the change is compared, as the gate printed it beside the ID. */
export interface DecisionSearch extends Pick<RegisterArguments, "root" | "config" | "asOf"> {
  readonly spec: string | undefined;
  readonly base: string | undefined;
  readonly baseFile: string | undefined;
}

/**
 * All that an ID of the gate stands for. The change is compared again; throws a `UserError` where something else blocks by
 * now, so that nobody accepts what they have not seen.
 */
export async function acceptedDecision(
  id: string,
  { spec, base, baseFile, root, config, asOf: day }: DecisionSearch,
  asOf: string,
  terminal: Terminal,
): Promise<AcceptedDecision> {
  if (spec === undefined || (base === undefined && baseFile === undefined))
    throw new UserError(`${id} is a decision about a change: it needs --spec and --base`, {
      hint: "The gate prints the whole command.",
    });
  const args: GateArguments = {
    specs: [spec],
    base,
    baseFile,
    root,
    config,
    asOf: day,
    trustHeadPolicy: false,
    format: [],
    timeout: undefined,
    quiet: true,
    color: undefined,
  };
  const grounds = await groundsOf(args, terminal);
  const reviews: Review[] = [];
  for (const touched of grounds.touched) {
    const review = await gatedDescription(touched, grounds, args, asOf, terminal);
    if (review !== undefined) reviews.push(review);
  }
  const now = reviews.map((review) => {
    const ids = idsToAccept(review.gate!); // every compared review has one
    return { review, ids, id: decisionId(review, ids) };
  });
  const found = now.find((one) => one.id === id);
  if (found === undefined || found.ids.length === 0)
    throw new UserError(
      `${id} is not what blocks in ${plain(spec)}: ${now.map((one) => (one.ids.length === 0 ? "nothing does" : `${one.id} is (${count(one.ids.length, "place")})`)).join(", ")}`,
      {
        hint: "The description, its base or the policy has changed. Run sallyport gate again, and read what blocks now.",
      },
    );
  return decisionOf(found.review, new Set(found.ids));
}

function decisionOf(review: Review, ids: ReadonlySet<string>): AcceptedDecision {
  const left = new Set(ids);
  const findings = allFindings(review).flatMap((finding) => {
    const places = finding.places.map(({ fingerprint }) => fingerprint).filter((place) => left.delete(place));
    return places.length === 0 ? [] : [{ finding, places }];
  });
  const changes = review.gate!.changes.flatMap(
    ({ kind, operation, operations = operation === null ? [] : [operation], fingerprints }) =>
      fingerprints.flatMap((id, index) => {
        const of = operations[index];
        return of !== undefined && left.delete(id) ? [{ id, kind, operation: of }] : [];
      }),
  );
  if (left.size > 0)
    throw new UserError(`${count(left.size, "part")} of what blocks cannot be accepted`, {
      hint: "Run sallyport gate again, and accept what it names one by one.",
    });
  return { review, findings, changes };
}
