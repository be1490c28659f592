/** Where a text stops being JSON (RFC 8259): the offset, and what is wrong there. */
export interface JsonFault {
  readonly offset: number;
  readonly what: string;
}

/**
 * The first fault of a text that is not JSON; `undefined` where it is. `JSON.parse` names no place for a short text,
 * and parsers that do recurse: this one is a loop, so that no nesting is too deep for it.
 */
export function jsonFaultOf(text: string): JsonFault | undefined {
  const open: ("}" | "]")[] = [];
  let expected: "value" | "key" | "comma" = "value";
  let mayClose = false;
  let at = 0;
  for (;;) {
    const end = spaceEnd(text, at);
    if (end >= text.length) {
      if (expected === "comma" && open.length === 0) return undefined;
      return { offset: at, what: "it ends too early" };
    }
    at = end;
    const char = text[at]!;
    const close = open.at(-1);
    if (char === close && (mayClose || expected === "comma")) {
      open.pop();
      at += 1;
      expected = "comma";
      continue;
    }
    if (expected === "comma") {
      if (close === undefined) return { offset: at, what: "there is more text after its end" };
      if (char !== ",") return { offset: at, what: `"," or "${close}" is expected` };
      at += 1;
      expected = close === "}" ? "key" : "value";
      mayClose = false;
      continue;
    }
    if (expected === "key") {
      const key = keyEnd(text, at);
      if (typeof key !== "number") return key;
      at = key;
      expected = "value";
      mayClose = false;
      continue;
    }
    if (char === "{" || char === "[") {
      open.push(char === "{" ? "}" : "]");
      at += 1;
      expected = char === "{" ? "key" : "value";
      mayClose = true;
      continue;
    }
    const value = scalarEnd(text, at);
    if (typeof value !== "number") return value;
    at = value;
    expected = "comma";
  }
}

/** The end of a key with its colon. */
function keyEnd(text: string, at: number): number | JsonFault {
  if (text[at] !== '"') return { offset: at, what: "a key in double quotes is expected" };
  const end = stringEnd(text, at);
  if (typeof end !== "number") return end;
  const colon = spaceEnd(text, end);
  return text[colon] === ":" ? colon + 1 : { offset: Math.min(colon, text.length), what: '":" is expected' };
}

/** The end of a text, number or literal. */
function scalarEnd(text: string, at: number): number | JsonFault {
  if (text[at] === '"') return stringEnd(text, at);
  SCALAR.lastIndex = at;
  return SCALAR.test(text) ? SCALAR.lastIndex : { offset: at, what: "a value is expected" };
}

const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function stringEnd(text: string, start: number): number | JsonFault {
  SPECIAL.lastIndex = start + 1;
  for (let match = SPECIAL.exec(text); match !== null; match = SPECIAL.exec(text)) {
    const { 0: char, index } = match;
    if (char === '"') return index + 1;
    if (char !== "\\") return { offset: index, what: "a control character must be escaped" };
    ESCAPE.lastIndex = index;
    if (!ESCAPE.test(text)) return { offset: index, what: "there is no such escape" };
    SPECIAL.lastIndex = ESCAPE.lastIndex;
  }
  return { offset: start, what: "the quote is not closed" };
}

// oxlint-disable-next-line no-control-regex -- RFC 8259, section 7
const SPECIAL = /["\\\u0000-\u001f]/g;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

function spaceEnd(text: string, from: number): number {
  let at = from;
  for (
    let code = text.charCodeAt(at);
    code === 32 || code === 10 || code === 13 || code === 9;
    code = text.charCodeAt(at)
  )
    at += 1;
  return at;
}
