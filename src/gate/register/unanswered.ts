import { isObject, member, type JsonObject } from "../../core/json-value.ts";
import { dayAfter } from "../../core/day.ts";
import { count, listed } from "../../core/prose.ts";
import type { Acceptance, Register } from "./register.ts";

/** What a person says who accepts a risk, and no program knows: by key, what stands for it while the rest is checked. */
const ANSWERS = { reason: "?", approver: "?", until: "9999-12-31" } as const;
type Answer = keyof typeof ANSWERS;
const KEYS = ["reason", "approver", "until"] as const satisfies readonly Answer[];

/** What a person still has to say in an acceptance that an editor began: until then it counts for nothing. */
export function unansweredIn(acceptance: Pick<Acceptance, Answer> | undefined): readonly Answer[] {
  return acceptance === undefined ? [] : KEYS.filter((key) => acceptance[key].trim() === "");
}

/** What a register says, with answers in each acceptance that lacks some, so that all else of it can be checked. */
export function withAnswers(value: unknown): unknown {
  if (!isObject(value)) return value;
  const issues = member(value, "issues");
  if (!isObject(issues)) return value;
  return {
    ...value,
    issues: Object.fromEntries(
      Object.entries(issues).map(([id, issue]) => {
        const acceptance = isObject(issue) ? member(issue, "acceptance") : undefined;
        if (!isObject(issue) || !isObject(acceptance)) return [id, issue];
        const missing = blanksOf(acceptance).map((key) => [key, ANSWERS[key]]);
        return [id, { ...issue, acceptance: { ...acceptance, ...Object.fromEntries(missing) } }];
      }),
    ),
  };
}

/** The register that was read of `withAnswers`, with nothing where the text has nothing: to be written, not to be counted. */
export function withBlanks(register: Register, value: unknown): Register {
  const written = isObject(value) ? member(value, "issues") : undefined;
  return {
    ...register,
    issues: register.issues.map((issue) => {
      const own = isObject(written) ? member(written, issue.id) : undefined;
      const acceptance = isObject(own) ? member(own, "acceptance") : undefined;
      if (issue.acceptance === undefined || !isObject(acceptance)) return issue;
      const blanks = Object.fromEntries(blanksOf(acceptance).map((key) => [key, ""]));
      return { ...issue, acceptance: { ...issue.acceptance, ...blanks } };
    }),
  };
}

/** The register as it counts: what is accepted without a reason, a name or a last day is open. */
export function withoutUnanswered(register: Register): Register {
  return {
    ...register,
    issues: register.issues.map((issue) => {
      if (unansweredIn(issue.acceptance).length === 0) return issue;
      const { acceptance: _unanswered, ...rest } = issue;
      return issue.status === "accepted" ? { ...rest, status: "open" } : rest;
    }),
  };
}

/** What whoever writes an acceptance by hand is told, where it stands. */
interface AcceptanceProblem {
  readonly file: string;
  readonly line: number;
  readonly message: string;
  readonly hint: string;
}

/**
 * What is wrong with the acceptances of a description: what `sallyport register accept` would refuse. `days` is the longest
 * time for which the policy lets a risk be accepted.
 */
export function acceptanceProblems(
  { file, issues }: Register,
  description: string,
  days: number,
): readonly AcceptanceProblem[] {
  return issues.flatMap(({ acceptance, line, status, description: of }) => {
    if (acceptance === undefined || status !== "accepted" || of !== description) return [];
    const { on, until } = acceptance;
    const last = dayAfter(on, days);
    const missing = unansweredIn(acceptance);
    if (missing.length > 0)
      return {
        file,
        line,
        message: `This acceptance lacks ${listed(missing.map((key) => `\`${key}\``))}: the finding stays open, and the command line refuses this file`,
        hint: `Write why the risk is accepted (reason), who is responsible for it (approver), and the last day (until${last === undefined ? "" : `, ${last} at the latest`}).`,
      };
    if (until < on)
      return { file, line, message: `until ${until} was over already when this was accepted`, hint: `It was ${on}.` };
    if (last === undefined || until <= last) return [];
    return {
      file,
      line,
      message: `until ${until} is too late: a risk may be accepted for at most ${count(days, "day")}`,
      hint: `It holds until ${last}. The key accept.days of sallyport.yaml sets the most, ${days} days now.`,
    };
  });
}

function blanksOf(acceptance: JsonObject): readonly Answer[] {
  return KEYS.filter((key) => {
    const answer = member(acceptance, key) ?? "";
    return typeof answer === "string" && answer.trim() === "";
  });
}
