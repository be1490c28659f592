import { UserError } from "../core/user-error.ts";

/** The seconds that `--timeout` says; `undefined` where it says nothing. */
export function secondsOf(written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  const seconds = Number(written);
  if (written.trim() === "" || !(seconds > 0) || seconds > MOST)
    throw new UserError(`--timeout ${written.slice(0, 40)} is not a number of seconds up to ${MOST}`, {
      hint: "Write a number such as 120.",
    });
  return seconds;
}

/** A day. */
const MOST = 86_400;
