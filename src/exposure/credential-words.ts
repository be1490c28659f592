import type { SecurityScheme } from "../model/security.ts";
import type { Api } from "../model/api.ts";
import { isBasicKey } from "./basic-key.ts";

/** What a security scheme asks for, by its kind and its name, after "get": `the API key "X-Key"`. */
export function credentialWords(asked: SecurityScheme, api: Pick<Api, "info" | "securitySchemes">): string {
  const { schemeKind, scheme, name } = asked;
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
          ? isBasicKey(asked, api)
            ? `the API key "${name}"`
            : `a user name and password ("${name}")`
          : `the credential "${name}"`;
    case "unknown":
    case "undefined":
      return `the credential "${name}"`;
  }
}
