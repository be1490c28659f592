/*
 * What inputs are called. Each is given once for all tests, so that two things must never have one name: an identifier that was
 * called as a token is would be sent as that token.
 */

/** The words of a name as one: `workoutId` of `workout-id`. */
export function camelCase(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "")
    .map((word, index) => (index === 0 ? `${word.charAt(0).toLowerCase()}${word.slice(1)}` : capitalised(word)))
    .join("");
}

export function capitalised(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

/** Gives a name that is none of those: `tokenValueB` where `tokenB` is one. */
export function freeNames(taken: ReadonlySet<string>): (name: string, behind: string) => string {
  return (name, behind) => {
    const start = name === "" ? "id" : name;
    let found = `${start}${behind}`;
    for (let more = "Value"; taken.has(found); more += "Value") found = `${start}${more}${behind}`;
    return found;
  };
}
