/** What is said before the columns of a table that all its rows say alike: they stand above it, once. */
export function leftOutWords(n: number): string {
  return n === 1
    ? "One column is left out because it is the same in every row:"
    : `${NUMBERS[n] ?? n} columns are left out because they are the same in every row:`;
}

const NUMBERS: Readonly<Record<number, string>> = { 2: "Two", 3: "Three", 4: "Four", 5: "Five", 6: "Six" };
