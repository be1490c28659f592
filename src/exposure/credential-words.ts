import type { SecurityScheme } from "../model/security.ts";
import { namesAccountKey } from "./principal.ts";

/** What a security scheme asks for, by its kind and its name, after "get": `the API key "X-Key"`. */
export function credentialWords({
  schemeKind,
  scheme,
  name,
  description = "",
}: Pick<SecurityScheme, "schemeKind" | "scheme" | "name" | "description">): string {
  switch (schemeKind) {
    case "apiKey":
      return `the API key "${name}"`;
    case "oauth2":
      return `an OAuth 2.0 token ("${name}")`;
    case "openIdConnect":
      return `an OpenID Connect token ("${name}")`;
    case "mutualTLS":
      return `a client certificate ("${name}")`;
    case "http":
      return scheme === "bearer"
        ? `a bearer token ("${name}")`
        : scheme === "basic"
          ? namesAccountKey(`${name} ${description}`)
            ? `the API key "${name}"`
            : `a user name and password ("${name}")`
          : `the credential "${name}"`;
    case "unknown":
    case "undefined":
      return `the credential "${name}"`;
  }
}
