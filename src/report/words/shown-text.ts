import { UNSAFE_CHARACTER } from "../../core/unsafe-character.ts";

/**
 * A text of the document as one line that a terminal shows and does not obey: control characters, and those that
 * reorder or hide text (Unicode UTS 55, UTR 36), come out as their code points.
 */
export function shownText(text: string): string {
  return text
    .replaceAll("\t", "  ")
    .replace(UNSAFE_CHARACTER, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

/** A text of several lines in which every character but the ends of lines is shown and not obeyed. */
export function shownLines(text: string): string {
  return text.replace(UNSAFE_IN_LINES, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

/** The same but for the ends of lines, which are ours: in a large report, a call for each of them takes longest. */
export const UNSAFE_IN_LINES = new RegExp(`(?!\\n)${UNSAFE_CHARACTER.source}`, UNSAFE_CHARACTER.flags);

/**
 * A text that the log of a pipeline shows and does not obey: to GitHub a line that begins with `::` and `##[` anywhere
 * is a command (actions/runner, ActionCommand), to Azure DevOps `##vso[` (azure-pipelines-agent, Command), to TeamCity
 * `##teamcity[`, to GitLab `section_start:` and a time.
 */
export function withoutLogCommands(text: string): string {
  return text
    .replace(/^([ \t]*):(?=:)/gm, "$1: ")
    .replace(LOG_COMMAND, "## ")
    .replace(/\b(section_(?:start|end)):(?=\d)/g, "$1 :");
}

/** What begins a command in the logs of Azure DevOps, TeamCity and GitHub, wherever in a line it stands. */
const LOG_COMMAND = /##(?=(?:vso|teamcity)?\[)/gi;

/** A report whose signs of such commands are written as its format has them: `hash` stands for the first of the two. */
export function withHashWritten(report: string, hash: string | undefined): string {
  return hash === undefined ? report : report.replace(LOG_COMMAND, `${hash}#`);
}

/** A text in lines of at most `width` characters, broken at spaces; a longer word is broken where the line ends. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (let word of text.split(" ")) {
    while (word.length > width) {
      const room = line === "" ? width : width - line.length - 1;
      if (room > 0) line = line === "" ? word.slice(0, room) : `${line} ${word.slice(0, room)}`;
      word = word.slice(Math.max(0, room));
      lines.push(line);
      line = "";
    }
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
