/**
 * A function of objects that works out what it gives for each of them once: rules are asked in each judgement of an API,
 * and what stands in its description is the same in all of them.
 */
export function memo<Key extends object, Value>(valueOf: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    let found = known.get(key);
    if (found === undefined) known.set(key, (found = { value: valueOf(key) }));
    return found.value;
  };
}

/**
 * A function of texts that works out what it gives for each of them once: names and paths recur by the thousand. When
 * very many are known all are forgotten, so that no description makes memory grow without end.
 */
export function memoOfText<Value>(valueOf: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, { readonly value: Value }>();
  return (text) => {
    let found = known.get(text);
    if (found === undefined) {
      if (known.size >= MOST_TEXTS) known.clear();
      known.set(text, (found = { value: valueOf(text) }));
    }
    return found.value;
  };
}

const MOST_TEXTS = 100_000;
