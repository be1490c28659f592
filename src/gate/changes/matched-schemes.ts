import { byCodeUnit } from "../../core/compare.ts";
import type { Operation } from "../../model/api.ts";
import type { SecurityScheme } from "../../model/security.ts";
import type { OperationPair } from "../matched-operations.ts";

/** For each scheme of the base the one of the head that it is: of the same name, else the only other one that is the same. */
export function matchedSchemes(
  base: readonly SecurityScheme[],
  head: readonly SecurityScheme[],
): ReadonlyMap<SecurityScheme, SecurityScheme> {
  const byName = new Map(head.map((scheme) => [scheme.name, scheme]));
  const matched = new Map<SecurityScheme, SecurityScheme>();
  for (const scheme of base) {
    const same = byName.get(scheme.name);
    if (same !== undefined) matched.set(scheme, same);
  }
  const taken = new Set(matched.values());
  for (const scheme of base) {
    if (matched.has(scheme)) continue;
    const alike = head.filter((other) => !taken.has(other) && definitionOf(other) === definitionOf(scheme));
    if (alike.length !== 1) continue;
    matched.set(scheme, alike[0]!);
    taken.add(alike[0]!);
  }
  return matched;
}

/** Whether an operation asks for the same under other names: what a scheme is called proves nothing of who gets it. */
export function isAskedUnderOtherNames({ base, head }: OperationPair): boolean {
  const [was, is] = [waysInto(base), waysInto(head)];
  return was.named !== is.named && was.defined === is.defined;
}

function waysInto({ security }: Operation): { readonly named: string; readonly defined: string } {
  const written = (nameOf: (scheme: SecurityScheme) => string): string =>
    (security?.alternatives ?? [])
      .map(({ schemes }) =>
        schemes
          .map(({ scheme, scopes }) => `${nameOf(scheme)} ${scopes.toSorted(byCodeUnit).join(" ")}`)
          .toSorted(byCodeUnit)
          .join("\n"),
      )
      .toSorted(byCodeUnit)
      .join("\n\n");
  return { named: written(({ name }) => name), defined: written(definitionOf) };
}

/** All that says how a scheme works, without what it is called. */
function definitionOf({
  schemeKind,
  in: place,
  parameterName,
  scheme,
  flows,
  openIdConnectUrl,
}: SecurityScheme): string {
  const ways = flows.map(({ flow, authorizationUrl, tokenUrl }) => [flow, authorizationUrl, tokenUrl]);
  return JSON.stringify([schemeKind, place, parameterName, scheme, ways, openIdConnectUrl]);
}
