import { flag, text } from "./command-table.ts";

export const CONFIG = text("use this file instead of all sallyport.yaml files");
export const AS_OF = text("the date to use as today");
export const COLOR = {
  color: flag("colour the text; this is the default on a terminal", { against: "no-color" }),
  noColor: flag("do not colour the text"),
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
