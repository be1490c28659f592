/** The candidate that a misspelt word means: at most `most` letters changed, added, lost or swapped, case aside. */
export function nearest(word: string, candidates: Iterable<string>, most = 2): string | undefined {
  let best: string | undefined;
  let least = most + 1;
  for (const candidate of candidates) {
    if (candidate === word || Math.abs(candidate.length - word.length) >= least) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase(), least);
    // A short word that changes in half of its letters is another word.
    if (distance < least && distance * 2 <= Math.max(2, Math.min(word.length, candidate.length) - 1)) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

/**
 * How many letters must be changed, added, removed or swapped with their neighbour (optimal string alignment). Where that is
 * more than `most`, some number above it.
 */
export function editDistance(a: string, b: string, most = Infinity): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let fewest = i;
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let distance = Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        distance = Math.min(distance, beforeLast[j - 2]! + 1);
      row.push(distance);
      if (distance < fewest) fewest = distance;
    }
    // What follows costs no less: a swap goes back by two letters, and costs one.
    if (fewest > most) return fewest;
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
