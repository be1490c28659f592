import { flag, text } from "./command-table.ts";

export const CONFIG = text("use this sallyport.yaml instead of those that are found");
export const AS_OF = text("the date to use as today");
export const COLOR = {
  color: flag("colour the text; by default on a terminal", { against: "no-color" }),
  noColor: flag("do not colour it"),
};

/** Whether to colour, of `COLOR`; undefined where the terminal decides. */
export function colorOf({
  color,
  noColor,
}: {
  readonly color: boolean;
  readonly noColor: boolean;
}): boolean | undefined {
  return color || noColor ? color : undefined;
}
