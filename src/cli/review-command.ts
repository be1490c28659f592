import type { Audience } from "../core/exposure-words.ts";
import type { Refusal, Review, ReviewEnvelope } from "../core/review.ts";
import { nearest } from "../core/nearest.ts";
import { isAtLeast, type Severity } from "../core/severity.ts";
import { UserError } from "../core/user-error.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import type { Policy } from "../policy/policy.ts";
import { reviewDescription } from "../review.ts";
import { RULES } from "../rules/index.ts";
import { asOfDate } from "./as-of.ts";
import { wantedReports, writeReports } from "./outputs.ts";
import { entryOf, entryOfInput, type Entry } from "./root.ts";
import { specsOf } from "./specs.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";
import { VERSION } from "./version.ts";

export interface ReviewArguments {
  readonly specs: readonly string[];
  readonly format: readonly string[];
  readonly root: string | undefined;
  readonly config: string | undefined;
  readonly audience: Audience | undefined;
  readonly asOf: string | undefined;
  readonly failOn: Severity | "never" | undefined;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly quiet: boolean;
  readonly color: boolean | undefined;
}

/** `sallyport review`: reviews each description; one that is refused does not stop the others. */
export async function reviewCommand(args: ReviewArguments, terminal: Terminal): Promise<ExitCode> {
  const wanted = wantedReports(args.format);
  const asOf = asOfDate(args.asOf, terminal);
  checkRuleNames([...args.only, ...args.skip]);
  const { specs, passedOver } = await specsOf(args.specs, terminal.cwd);
  if (passedOver > 0) terminal.stderr.write(`${passedOver} other YAML and JSON files are no API descriptions\n`);

  const reviews: Review[] = [];
  const refused: Refusal[] = [];
  for (const spec of specs) {
    try {
      const { file, files } = await entryFor(spec, args, terminal);
      const policy = await loadPolicy(file, files, args.config === undefined ? {} : { configFile: args.config });
      reviews.push(await reviewDescription(file, files, askedOf(policy, args)));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      refused.push({
        file: error.file ?? spec,
        line: error.line ?? null,
        message: error.message,
        hint: error.hint ?? null,
      });
      terminal.stderr.write(`error: ${error.message}\n${error.hint === undefined ? "" : `hint: ${error.hint}\n`}`);
    }
  }
  const envelope: ReviewEnvelope = {
    version: 1,
    tool: { name: "sallyport", version: VERSION },
    asOf,
    commit: null,
    refused,
    reviews,
  };
  await writeReports(envelope, wanted, args, terminal);
  return exitCodeOf(envelope, args.failOn);
}

async function entryFor(spec: string, { root }: ReviewArguments, terminal: Terminal): Promise<Entry> {
  return spec === "-" ? entryOfInput(await terminal.stdin(), terminal.cwd, root) : entryOf(spec, terminal.cwd, root);
}

function checkRuleNames(ids: readonly string[]): void {
  const known = RULES.map(({ id }) => id);
  for (const id of ids) {
    if (known.includes(id)) continue;
    const meant = nearest(id, known, 4);
    throw new UserError(`there is no rule ${id}`, {
      hint: meant === undefined ? "sallyport rules lists them." : `"${meant}" was meant?`,
    });
  }
}

/** The policy with the rules that `--only` and `--skip` leave, and the audience of `--audience`. */
function askedOf(policy: Policy, { only, skip, audience }: ReviewArguments): Policy {
  const isAsked = (id: string): boolean => (only.length === 0 || only.includes(id)) && !skip.includes(id);
  const asked = (exposure: Audience) =>
    new Map([...policy.severities[exposure]].map(([id, severity]) => [id, isAsked(id) ? severity : "off"] as const));
  return {
    ...policy,
    audience: audience === undefined ? policy.audience : { ...policy.audience, api: audience },
    severities: { private: asked("private"), partner: asked("partner"), public: asked("public") },
  };
}

/**
 * The code of the worst: refused before blocked before passed. By default the verdict decides; `--fail-on` looks at
 * severities in its place, and at evidence all the same.
 */
function exitCodeOf({ reviews, refused }: ReviewEnvelope, failOn: ReviewArguments["failOn"]): ExitCode {
  if (refused.length > 0) return EXIT.usage;
  if (failOn === "never") return EXIT.passed;
  const isBlocked = reviews.some(({ verdict, findings }) => {
    if (verdict.decision === "insufficient-evidence") return true;
    if (failOn === undefined) return verdict.decision === "reject";
    return findings.some(
      ({ status, severity }) => (status === "open" || status === "regressed") && isAtLeast(severity, failOn),
    );
  });
  return isBlocked ? EXIT.blocked : EXIT.passed;
}
