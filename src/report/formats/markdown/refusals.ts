import { shortened } from "../../../core/prose.ts";
import type { Refusal } from "../../../core/review.ts";
import { code, type Inline } from "./nodes.ts";

/** Files that could not be read, in a line for each mistake; a mistake that begins with its file names it once. */
export function refusalItems(refused: readonly Refusal[], most: number): readonly Inline[] {
  return refused.flatMap(({ file, message }) =>
    message
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line): Inline => {
        const text = shortened(line.trim(), most);
        return line.startsWith(`${file}:`) ? text : [code(shortened(file, most)), ": ", text];
      }),
  );
}
