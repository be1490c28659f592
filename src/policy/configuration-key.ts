import { shortened } from "../core/prose.ts";

/** The name of what stands in `sallyport.yaml` below some keys and indices: `admission.bearerAuth`, `apis[0].files`. */
export function configurationKey(path: readonly PropertyKey[]): string {
  return path
    .map((part, at) => {
      if (typeof part === "number") return `[${part}]`;
      const key = String(part);
      if (!PLAIN_KEY.test(key)) return `[${shownValue(key)}]`;
      return at === 0 ? key : `.${key}`;
    })
    .join("");
}

const PLAIN_KEY = /^[\w*-]+$/;

/** A value of `sallyport.yaml` as a message shows it: long texts cut, and nothing in it that a terminal would obey. */
export function shownValue(value: unknown): string {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "a mapping";
  const text = typeof value === "string" ? shortened(value, 60) : value;
  return JSON.stringify(text).replace(UNSAFE, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
