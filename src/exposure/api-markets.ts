import type { SecurityScheme } from "../model/security.ts";

/**
 * The marketplaces that publish the APIs of others under a domain of theirs, by what their headers are called. Whoever subscribes there
 * is given the key that is sent in such a header.
 */
export const MARKETS: ReadonlyMap<string, string> = new Map([
  ["rapidapi", "p.rapidapi.com"],
  ["mashape", "p.mashape.com"],
]);

/** The marketplace whose key or host a scheme is, by the name of its header. */
export function marketOf({ schemeKind, in: place, parameterName = "" }: SecurityScheme): string | undefined {
  if (schemeKind !== "apiKey" || place !== "header") return undefined;
  const maker = /^x-([a-z]{3,20})-(?:key|host)$/i.exec(parameterName)?.[1]?.toLowerCase() ?? "";
  return MARKETS.get(maker)?.replace(/^p\./, "");
}
