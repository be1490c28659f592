/**
 * Whether everything is tried, as `.ci/run` asks with `THOROUGH=true`. Else the tests that try one thing on very many
 * inputs take a share of them, spread evenly, or several in one, and what takes long alone is left out, so that a
 * developer need not wait.
 */
export const isThorough: boolean = process.env["THOROUGH"] === "true";

/** All of some inputs where everything is tried, else one in `oneIn`: the first and each so many behind it. */
export function shareOf<T>(inputs: readonly T[], oneIn: number): readonly T[] {
  return isThorough ? inputs : inputs.filter((_, index) => index % oneIn === 0);
}

/** How often a property is tried. */
export function runsOf(all: number, usually: number): number {
  return isThorough ? all : usually;
}
