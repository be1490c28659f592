import { memo } from "../../core/memo.ts";
import type { Source } from "../../load/source.ts";
import type { Stretch } from "./splices.ts";

/** Whether a file is kept as its text is written again: what is no UTF-8 would be changed as a whole. */
export const isUtf8 = memo(({ bytes, text }: Source): boolean => {
  const encoded = Buffer.from(text);
  return encoded.equals(Buffer.from(bytes.subarray(bytes.length - encoded.length)));
});

/** Whether a stretch takes away a comment. */
export function losesComment({ syntax, text }: Source, { start, end, text: put }: Stretch): boolean {
  if (syntax === "json") return false;
  const comments = [...text.slice(start, end).matchAll(/(?:^|\s)#[^\r\n]*/g)];
  return comments.some(([comment]) => !put.includes(comment.trim()));
}
