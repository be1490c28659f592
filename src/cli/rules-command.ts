import { nearest } from "../core/nearest.ts";
import { UserError } from "../core/user-error.ts";
import { defaultPolicy } from "../policy/default-policy.ts";
import { RULES } from "../rules/index.ts";
import { rulePage } from "../rules/rule-page.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";

/** `sallyport rules`: every rule in a line. */
export function rulesCommand(terminal: Terminal): ExitCode {
  const severities = defaultPolicy().severities.public;
  const width = Math.max(...RULES.map(({ id }) => id.length));
  for (const { id, title } of RULES)
    terminal.stdout.write(`${id.padEnd(width)}  ${(severities.get(id) ?? "off").padEnd(8)}  ${title}\n`);
  return EXIT.passed;
}

/** `sallyport explain`: what must be known of one rule. */
export function explainCommand(id: string, terminal: Terminal): ExitCode {
  const rule = RULES.find((known) => known.id === id);
  if (rule === undefined) {
    const meant = nearest(
      id,
      RULES.map((known) => known.id),
      4,
    );
    throw new UserError(`there is no rule ${id}`, {
      hint: meant === undefined ? "sallyport rules lists them." : `"${meant}" was meant?`,
    });
  }
  terminal.stdout.write(rulePage(rule, defaultPolicy().severities.public.get(id) ?? "off"));
  return EXIT.passed;
}
