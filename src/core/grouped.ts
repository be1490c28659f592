/** Things by what they have in common, in the order in which each group begins. */
export function grouped<T, Key>(things: Iterable<T>, keyOf: (thing: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>();
  for (const thing of things) addTo(groups, keyOf(thing), thing);
  return groups;
}

/** Adds a thing to the group under a key, which may be the first of it. */
export function addTo<T, Key>(groups: Map<Key, T[]>, key: Key, thing: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [thing]);
  else group.push(thing);
}

/** Of the things under each key the first. */
export function firstByKey<T, Key>(things: Iterable<T>, keyOf: (thing: T) => Key): ReadonlyMap<Key, T> {
  const first = new Map<Key, T>();
  for (const thing of things) {
    const key = keyOf(thing);
    if (!first.has(key)) first.set(key, thing);
  }
  return first;
}

/** Things that something holds of, and all others, each in their order. */
export function partitioned<T>(
  things: readonly T[],
  holds: (thing: T, index: number) => boolean,
): readonly [holding: readonly T[], others: readonly T[]] {
  const holding: T[] = [];
  const others: T[] = [];
  for (const [index, thing] of things.entries()) (holds(thing, index) ? holding : others).push(thing);
  return [holding, others];
}
