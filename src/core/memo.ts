/**
 * A function of objects that works out what it gives for each of them once: rules are asked in each judgement of an API,
 * and what stands in its description is the same in all of them.
 */
export function memo<Key extends object, Value>(valueOf: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, Value>();
  return (key) => {
    const before = known.get(key);
    // What is known may be that there is nothing.
    if (before !== undefined || known.has(key)) return before as Value;
    const value = valueOf(key);
    known.set(key, value);
    return value;
  };
}

/**
 * As `memo`, of a function that also goes by what the key itself is of and always stands with, such as the lexicon of the API
 * that a field is of: no key is asked for with two of them.
 */
export function memoWith<Key extends object, With, Value>(
  valueOf: (key: Key, beside: With) => Value,
): (key: Key, beside: With) => Value {
  const known = new WeakMap<Key, Value>();
  return (key, beside) => {
    const before = known.get(key);
    if (before !== undefined || known.has(key)) return before as Value; // as in `memo`
    const value = valueOf(key, beside);
    known.set(key, value);
    return value;
  };
}

/** A function that works out what it gives when it is first asked. */
export function once<Value>(valueOf: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => (known ??= { value: valueOf() }).value;
}

/**
 * As `memo`, where what a thing is known by is something that it holds: copies of it give the same. It is asked for
 * with each call, as who watches for it may notice.
 */
export function memoBy<Thing, Value>(
  keyOf: (thing: Thing) => object,
  valueOf: (thing: Thing) => Value,
): (thing: Thing) => Value {
  const known = new WeakMap<object, Value>();
  return (thing) => {
    const key = keyOf(thing);
    const before = known.get(key);
    if (before !== undefined || known.has(key)) return before as Value; // as in `memo`
    const value = valueOf(thing);
    known.set(key, value);
    return value;
  };
}

/**
 * A function of texts that works out what it gives for each of them once: names and paths recur by the thousand. When
 * very many are known no more are kept, so that no description makes memory grow without end. What is known stays: a
 * description is gone through again and again in one order, and whoever forgot a text for each new one would have
 * forgotten each before it is asked for again. All are forgotten only after very many that were not kept, as a
 * process that lives long has other descriptions to read by then. `most` is how many are kept: of long texts fewer.
 */
export function memoOfText<Value>(valueOf: (text: string) => Value, most = MOST_TEXTS): (text: string) => Value {
  const known = new Map<string, Value>();
  let notKept = 0;
  return (text) => {
    const before = known.get(text);
    if (before !== undefined || known.has(text)) return before as Value; // as in `memo`
    const own = ownText(text);
    const value = valueOf(own);
    if (known.size >= most && (notKept += 1) > UNTIL_FORGOTTEN * most) {
      known.clear();
      notKept = 0;
    }
    if (known.size < most) known.set(own, value);
    return value;
  };
}

/**
 * A text that holds no other. V8 makes a part of a text, of 13 characters and more, of the whole that it was cut from: a word
 * that is remembered would keep the whole description.
 */
function ownText(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}

/** As `memoOfText`, of a function that goes by something else too: its answers are kept for each of those. */
export function memoOfTextBy<By extends object, Value>(
  valueOf: (text: string, by: By) => Value,
): (text: string, by: By) => Value {
  const known = new WeakMap<By, (text: string) => Value>();
  let last: By | undefined;
  let lookUp: ((text: string) => Value) | undefined;
  return (text, by) => {
    // Very many texts are asked for by one after another.
    if (by !== last) [last, lookUp] = [by, known.get(by)];
    if (lookUp === undefined) known.set(by, (lookUp = memoOfText((asked) => valueOf(asked, by))));
    return lookUp(text);
  };
}

const MOST_TEXTS = 250_000;
const UNTIL_FORGOTTEN = 10;

/** How many are kept where texts are sentences and paragraphs: those of a description of 80,000 lines. */
export const MOST_LONG_TEXTS = 20_000;
