import { memo } from "../../core/memo.ts";
import type { Source } from "../../load/source.ts";

/** How a file is laid out, as far as what is added to it must look the same. */
export interface SourceStyle {
  readonly newLine: "\n" | "\r\n" | "\r";
  /** What a level is indented by; empty where the whole file stands in one line. */
  readonly step: string;
  /** What items of a list are indented by below their key. */
  readonly listStep: string;
  /** Whether spaces stand behind colons and commas of one line. */
  readonly isAiry: boolean;
}

/** The layout of a file, by the first lines of it that show one. */
export const styleOf = memo(({ text, syntax }: Source): SourceStyle => {
  const newLine = text.includes("\r\n") ? "\r\n" : text.includes("\n") || !text.includes("\r") ? "\n" : "\r";
  const lines = syntax === "json" || newLine === "\r" ? text : text.slice(0, MOST_CHARACTERS);
  const isAiry = /[:,] /.test(lines);
  if (syntax === "json")
    return { newLine, step: /[{[][ \t]*[\r\n]+([ \t]+)/.exec(lines)?.[1] ?? "", listStep: "", isAiry };
  const [, step = "  "] = /(?:^|[\r\n])[^\s#-][^\r\n]*:[ \t]*[\r\n]+([ ]+)(?=[^\s#-])/.exec(lines) ?? [];
  const [, key = "", dash = `${key}  `] = /(?:^|[\r\n])( *)[^\s#-][^\r\n]*:[ \t]*[\r\n]+( *)- /.exec(lines) ?? [];
  return { newLine, step, listStep: dash.startsWith(key) ? dash.slice(key.length) : "  ", isAiry };
});

/** Enough of a file to see how it is laid out. */
const MOST_CHARACTERS = 200_000;
