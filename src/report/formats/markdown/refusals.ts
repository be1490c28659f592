import { shortened } from "../../../core/prose.ts";
import type { Refusal } from "../../../core/review.ts";
import { code, type Inline } from "./nodes.ts";

/**
 * Files that could not be read, in a line for each mistake. A mistake begins with the file and its line, which is not said
 * again; whatever else a message has on lines of its own is text of one mistake.
 */
export function refusalItems(refused: readonly Refusal[], most: number): readonly Inline[] {
  return refused.flatMap(({ file, message }) =>
    mistakesOf(message, file).map((text): Inline => {
      const said = shortened(text, most);
      return text.startsWith(`${file}:`) ? said : [code(shortened(file, most)), ": ", said];
    }),
  );
}

function mistakesOf(message: string, file: string): readonly string[] {
  return message.split("\n").reduce<readonly string[]>((texts, line) => {
    const last = texts.at(-1);
    return last === undefined || line.startsWith(`${file}:`)
      ? [...texts, line]
      : [...texts.slice(0, -1), `${last}\n${line}`];
  }, []);
}
