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
