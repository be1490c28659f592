/**
 * Gives each word as a name, and one that was given before with the first number that makes it another: `read`, `read-2`.
 * Capitals make no difference. Where it goes on from is known for each word, since one may recur without end.
 */
export function numberedNames(): (word: string) => string {
  const taken = new Set<string>();
  const last = new Map<string, number>();
  return (word) => {
    const same = word.toLowerCase();
    let [name, number] = [word, last.get(same) ?? 1];
    if (number > 1) name = `${word}-${number}`;
    while (taken.has(name.toLowerCase())) name = `${word}-${++number}`;
    taken.add(name.toLowerCase());
    last.set(same, number);
    return name;
  };
}
