import type { Audience } from "../core/exposure-words.ts";
import type { Refusal, Review, ReviewEnvelope } from "../core/review.ts";
import { nearest } from "../core/nearest.ts";
import { isAtLeast, type Severity } from "../core/severity.ts";
import { UserError } from "../core/user-error.ts";
import { defaultPolicy } from "../policy/default-policy.ts";
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
  const policy = askedOf(defaultPolicy(), args);
  const { specs, passedOver } = await specsOf(args.specs, terminal.cwd);
  if (passedOver > 0) terminal.stderr.write(`${passedOver} other YAML and JSON files are no API descriptions\n`);

  const reviews: Review[] = [];
  const refused: Refusal[] = [];
  for (const spec of specs) {
    try {
      const { file, files } = await entryFor(spec, args, terminal);
      reviews.push(await reviewDescription(file, files, policy));
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

/** The policy with the rules that `--only` and `--skip` leave. */
function askedOf(policy: Policy, { only, skip }: ReviewArguments): Policy {
  const known = RULES.map(({ id }) => id);
  for (const id of [...only, ...skip]) {
    if (known.includes(id)) continue;
    const meant = nearest(id, known, 4);
    throw new UserError(`there is no rule ${id}`, {
      hint: meant === undefined ? "sallyport rules lists them." : `"${meant}" was meant?`,
    });
  }
  const isAsked = (id: string): boolean => (only.length === 0 || only.includes(id)) && !skip.includes(id);
  const asked = (audience: Audience) =>
    new Map([...policy.severities[audience]].map(([id, severity]) => [id, isAsked(id) ? severity : "off"] as const));
  return { ...policy, severities: { private: asked("private"), partner: asked("partner"), public: asked("public") } };
}

/** The code of the worst: refused before blocked before passed. */
function exitCodeOf({ reviews, refused }: ReviewEnvelope, failOn: ReviewArguments["failOn"]): ExitCode {
  if (refused.length > 0) return EXIT.usage;
  if (failOn === "never") return EXIT.passed;
  const isBlocked = reviews.some(({ findings }) =>
    findings.some(
      ({ status, severity }) => (status === "open" || status === "regressed") && isAtLeast(severity, failOn ?? "high"),
    ),
  );
  return isBlocked ? EXIT.blocked : EXIT.passed;
}
