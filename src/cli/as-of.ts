import { isDay } from "../core/day.ts";
import { UserError } from "../core/user-error.ts";
import type { Terminal } from "./terminal.ts";

/** The date that a review takes for today, YYYY-MM-DD: as given, else SOURCE_DATE_EPOCH, else the clock's, in UTC. */
export function asOfDate(given: string | undefined, terminal: Terminal): string {
  if (given !== undefined) return dayIn("--as-of", given);
  const epoch = terminal.env["SOURCE_DATE_EPOCH"];
  if (epoch !== undefined && epoch !== "") {
    if (!/^\d{1,11}$/.test(epoch))
      throw new UserError(`SOURCE_DATE_EPOCH is ${epoch}, not a number of seconds`, {
        hint: "Set it to seconds since 1970, or unset it.",
      });
    return dayOf(new Date(Number(epoch) * 1000));
  }
  return dayOf(terminal.now());
}

/** A day that an option names. */
export function dayIn(option: string, text: string): string {
  if (!isDay(text)) throw new UserError(`${option} ${text} is not a date`, { hint: "Write it as 2026-01-31." });
  return text;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
