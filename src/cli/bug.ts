import type { Refusal } from "../core/review.ts";
import { withoutRevealing } from "../data/values/revealing.ts";
import { VERSION } from "./version.ts";

/** What went wrong in a way that is our fault: what we need to be sent of it. */
export interface Bug {
  /** The description that was being reviewed. */
  readonly file: string;
  readonly stack: string;
}

/** How an error of ours is told to a user, with what to send us; `file` where it concerns one description alone. */
export function bugText(error: unknown, file?: string): string {
  return bugTextOf(stackOf(error), file);
}

/** The same of an error that happened in a worker. */
export function bugTextOf(stack: string, file?: string): string {
  const [what, sent] =
    file === undefined
      ? ["this is a bug in", "the following"]
      : [`${file} could not be reviewed; this is a bug in`, "the description, if you may, and the following"];
  return `error: ${what} Sallyport ${VERSION}; please report it with ${sent}\n${stack}\n`;
}

/** A description that a bug kept from being reviewed, as the reports list it. */
export function bugRefusal(bug: Bug): Refusal {
  const file = withoutRevealing(bug.file);
  return {
    file,
    line: null,
    message: `${file} could not be reviewed: a bug in Sallyport ${VERSION}`,
    hint: "Report it with the text on standard error.",
  };
}

/** A stack in bounds and without credentials: an error may quote the description. */
export function stackOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : "Something other than an error was thrown.";
  return withoutRevealing(stack.slice(0, 2 * MOST_STACK)).slice(0, MOST_STACK);
}

const MOST_STACK = 4000;
