import type { SchemeEntry } from "../../core/review.ts";

/** What kind of credential a security scheme asks for: `API key in header`. */
export function schemeWords({ kind, scheme, in: place, flows }: SchemeEntry): string {
  const words: Readonly<Record<SchemeEntry["kind"], string>> = {
    http: `HTTP ${scheme ?? "?"}`,
    apiKey: `API key in ${place ?? "?"}`,
    oauth2: `OAuth 2.0 ${flows.join(", ")}`.trim(),
    openIdConnect: "OpenID Connect",
    mutualTLS: "mutual TLS",
    unknown: "of an unknown type",
    undefined: "not defined",
  };
  return words[kind];
}
