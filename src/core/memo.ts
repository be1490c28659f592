/** A function of objects that works out what it gives for each of them once. */
export function memo<Key extends object, Value>(valueOf: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = valueOf(key)));
    return value;
  };
}
