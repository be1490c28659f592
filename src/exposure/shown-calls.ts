/*
 * The calls that a description shows: `curl` lines in the text of an operation, and samples of code in its extensions
 * (`x-codeSamples` and the like). What each of them sends is how the operation is called.
 */
import { memo, memoBy } from "../core/memo.ts";
import { isObject } from "../core/json-value.ts";
import { isCredentialHeaderName } from "../model/credential-header.ts";
import type { Api, Operation } from "../model/api.ts";

/** How many calls an operation shows, and how many of these send a credential. */
export interface ShownCalls {
  readonly count: number;
  readonly withCredential: number;
}

/** The calls that an operation shows. A sample in a language of which nothing is known counts where it sends a credential. */
export const shownCalls = memo((operation: Operation): ShownCalls => {
  const samples = [...operation.extensions.values()].flatMap(({ value }) => [...textsIn(value, DEEPEST)]);
  const lines = [operation.description ?? "", ...samples].flatMap(curlCalls);
  const others = samples.filter((text) => !CURL.test(text) && ADDRESS.test(text));
  const withCredential = [...lines, ...others].filter((call) => sendsCredential(call, operation)).length;
  return { count: Math.max(lines.length, withCredential), withCredential };
});

/**
 * Whether several calls are shown, no scheme is defined, and none of the calls sends a credential: how the API is called is then said, and
 * nothing is asked for.
 */
export const showsNoCredential = memoBy(
  ({ operations }: Pick<Api, "operations" | "securitySchemes">) => operations,
  ({ operations, securitySchemes }): boolean => {
    if (securitySchemes.length > 0) return false;
    const shown = operations.map(shownCalls);
    const calls = shown.reduce((sum, { count }) => sum + count, 0);
    return calls >= SEVERAL && shown.every(({ withCredential }) => withCredential === 0);
  },
);

const SEVERAL = 3;

function sendsCredential(call: string, { lexicon }: Operation): boolean {
  if (LOG_IN_OF_CURL.test(call)) return true;
  const names = [...(IN_QUERY.test(call) ? call : call.replaceAll(BODY, " ")).matchAll(SENT_BY_NAME)].map(
    ([, name = ""]) => name,
  );
  return names.some((name) => KEY_IN_QUERY.test(name) || isCredentialHeaderName(name, lexicon));
}

/** The `curl` commands of a text, each with the lines that continue it. */
function curlCalls(text: string): readonly string[] {
  const parts = text.slice(0, LIMIT).replaceAll("\r", "").split(CURL);
  return parts.slice(1).flatMap((part) => {
    const end = part.search(END_OF_COMMAND);
    const command = (end < 0 ? part : part.slice(0, end)).slice(0, LONGEST);
    return ADDRESS.test(command) ? [command] : [];
  });
}

/** The texts in the value of an extension, a few levels deep. */
function* textsIn(value: unknown, depth: number): Generator<string> {
  if (typeof value === "string") yield value.slice(0, LIMIT);
  else if (depth > 0 && (Array.isArray(value) || isObject(value)))
    for (const one of Object.values(value).slice(0, MOST)) yield* textsIn(one, depth - 1);
}

const CURL = /(?<![\w-])curl\s/i;
const ADDRESS = /\bhttps?:\/\//i;

/** The end of a line that nothing continues, or of the code in a line. */
const END_OF_COMMAND = /`|(?<!\\)\n(?![ \t]{0,40}-)/;

/** How `curl` is told who calls. */
const LOG_IN_OF_CURL = /(?:^|\s)(?:-u|--user|--oauth2-bearer|-b|--cookie|--cert|-E)[\s=]/;

/** What is sent as a body, where anything may be called a token. */
const BODY = /(?:^|\s)(?:-d|--data(?:-[a-z]{1,12})?)[\s=]{1,3}(?:'[^']*'|"(?:[^"\\]|\\.)*")/g;

/** With this, `curl` sends the same in the query. */
const IN_QUERY = /(?:^|\s)(?:-G|--get)(?:\s|$)/;

/** A header or a parameter with its value: `-H "Authorization: …"`, `"X-Api-Key": …`, `?api_key=…`. */
const SENT_BY_NAME = /(?<![\w-])([A-Za-z][\w-]{2,40})\\?["']?\s{0,3}[:=]/g;
const KEY_IN_QUERY = /^(?:api[-_]?key|access[-_]?token|auth[-_]?token)$/i;

const DEEPEST = 5;
const MOST = 20;
const LONGEST = 2000;

/** So much of a text is looked at. */
const LIMIT = 10_000;
