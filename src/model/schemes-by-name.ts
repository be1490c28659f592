import { memo } from "../core/memo.ts";
import type { SecurityScheme } from "./security.ts";

/** The schemes that a description defines: not those that requirements name, and nothing else. */
export const definedSchemes = memo((schemes: readonly SecurityScheme[]): readonly SecurityScheme[] =>
  schemes.filter(({ schemeKind }) => schemeKind !== "undefined"),
);

/** The names of the schemes that a description defines, in its order. */
export const definedNames = memo((schemes: readonly SecurityScheme[]): readonly string[] =>
  definedSchemes(schemes).map(({ name }) => name),
);

/** A scheme by its name, the first of several: asked for each requirement, of which there may be as many as schemes. */
export function schemeNamed(schemes: readonly SecurityScheme[], name: string): SecurityScheme | undefined {
  return schemesByName(schemes).get(name);
}

const schemesByName = memo(
  (schemes: readonly SecurityScheme[]): ReadonlyMap<string, SecurityScheme> =>
    new Map(schemes.toReversed().map((scheme) => [scheme.name, scheme])),
);
