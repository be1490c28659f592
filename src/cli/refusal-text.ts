import { shownLines } from "../report/words/shown-text.ts";

/** What a user can put right, as standard error tells it. A message may quote a file's name: it is shown and not obeyed. */
export function refusalText({
  message,
  hint,
}: {
  readonly message: string;
  readonly hint?: string | null | undefined;
}): string {
  return shownLines(`error: ${message}\n${hint === undefined || hint === null ? "" : `hint: ${hint}\n`}`);
}
