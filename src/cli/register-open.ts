import path from "node:path";
import type { ImpactAssessment } from "../core/impact.ts";
import { count } from "../core/prose.ts";
import type { Review } from "../core/review.ts";
import { UserError } from "../core/user-error.ts";
import { REPORTED_DATA } from "../impact/scope/reported-fields.ts";
import { exposedPlaces } from "../review/reported-exposure.ts";
import { reportIssues, withReport } from "../gate/register/report-issue.ts";
import { coveredIssues } from "../gate/register/coverage.ts";
import type { Issue } from "../gate/register/register.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import { coversWords } from "../report/words/issue-words.ts";
import { maskedByShape } from "../review/mask.ts";
import { dayIn } from "./as-of.ts";
import { readBounded } from "./bounded-input.ts";
import {
  checkedOut,
  configOf,
  opened,
  plain,
  save,
  spoken,
  type Opened,
  type RegisterArguments,
} from "./opened-register.ts";
import { registeredReview } from "./registered-review.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";

export interface OpenArguments extends RegisterArguments {
  readonly from: string;
  readonly owner: string | undefined;
  readonly due: string | undefined;
  readonly ticket: string | undefined;
}

/** `register open`: makes one issue of all that an impact assessment says must be fixed. */
export async function openCommand(args: OpenArguments, terminal: Terminal): Promise<ExitCode> {
  const register = await opened(args, terminal);
  const impact = await impactIn(args.from, terminal);
  const issues = reportIssues(impact, {
    owner: args.owner === undefined ? undefined : spoken(args.owner, "--owner"),
    due: args.due === undefined ? undefined : dayIn("--due", args.due),
    ticket: args.ticket === undefined ? undefined : spoken(args.ticket, "--ticket"),
    asOf: register.asOf,
    commit: checkedOut(register.root, terminal),
  });
  const reviews = new Map<string, Review>();
  for (const issue of issues) reviews.set(issue.description, await checkedReview(issue, impact, register, args));
  const after = withReport(register.register, issues, reviews, register.asOf);
  await save(register, after);
  for (const issue of issues) {
    const [place = ""] = Object.keys(issue.places);
    const kept = after.issues.find((one) => one.rule === issue.rule && Object.hasOwn(one.places, place)) ?? issue;
    const covers = coveredIssues(kept, after.issues, register.asOf).map(({ id }) => id);
    const due = kept.due === undefined ? "no due date" : `due ${kept.due}`;
    terminal.stdout.write(
      `${kept.id}  ${kept.status}  ${kept.severity}  ${plain(kept.description)}: ${count(Object.keys(kept.places).length, "place")}, ${due}, ${kept.owner === undefined ? "no owner" : `owner: ${plain(kept.owner)}`}${covers.length === 0 ? "" : `, ${coversWords(covers)}`}\n`,
    );
  }
  return EXIT.passed;
}

/** The review of what is there now: nobody opens what is not, so the places of an issue are those of the description as it stands. */
async function checkedReview(
  issue: Issue,
  impact: ImpactAssessment,
  { files, register, asOf }: Opened,
  args: OpenArguments,
): Promise<Review> {
  if (files.read(issue.description).bytes === undefined)
    throw new UserError(`${issue.description} is not below the root of the register`, {
      hint: "Make the assessment of the description in this repository: sallyport impact.",
    });
  const policy = await loadPolicy(issue.description, files, configOf(args));
  const { review } = await registeredReview(issue.description, files, policy, asOf, { register });
  const there = exposedPlaces(review);
  const gone = Object.keys(issue.places).filter((place) => !there.has(place));
  if (gone.length === 0) return review;
  const [unknown] = impact.data.flatMap(({ category, fields }) => (category === REPORTED_DATA ? fields : []));
  if (unknown !== undefined)
    throw new UserError(
      `Only the report says what ${plain(unknown.name)} holds, so a review could not show that it is fixed`,
      {
        hint: `Declare it in sallyport.yaml, and make the assessment again: data: { fields: { ${plain(unknown.name)}: { sensitivity: confidential, reason: reported } } }`,
      },
    );
  throw new UserError(
    `${issue.description} is not the description that was assessed: ${count(gone.length, "place")} of the assessment ${gone.length === 1 ? "is" : "are"} not there`,
    { hint: "Make the assessment again: sallyport impact." },
  );
}

const MOST_BYTES = 64 * 1024 * 1024;

/** An impact assessment in a file, as JSON of version 1. */
async function impactIn(name: string, { cwd }: Terminal): Promise<ImpactAssessment> {
  const hint = "Make it with sallyport impact openapi.yaml --operation ID --format json=impact.json";
  let value: unknown;
  try {
    value = JSON.parse(readBounded(path.resolve(cwd, name), name, MOST_BYTES).toString("utf8"));
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(`${name} cannot be read as an impact assessment`, { hint, cause });
  }
  const { impactDocument } = await import("../core/impact-schema.ts");
  const { success, data, error } = impactDocument.safeParse(value);
  if (success) return maskedByShape(data);
  const [issue] = error.issues;
  throw new UserError(
    `${name} is not an impact assessment of version 1: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`,
    { hint },
  );
}
