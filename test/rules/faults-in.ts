import type { AssessedApi } from "../../src/exposure/assessed-api.ts";
import type { Rule } from "../../src/rules/rule.ts";
import type { Policy } from "../../src/policy/policy.ts";
import type { Fault } from "../../src/operations/fault.ts";
import { apiOfPart } from "./description-of.ts";

/** Operations by `METHOD /path`; every `{x}` of a path is a text, where nothing else is said. */
export type Operations = Readonly<Record<string, object>>;

export const SCHEMES = {
  token: { type: "http", scheme: "bearer" },
  certificate: { type: "mutualTLS" },
  key: { type: "apiKey", in: "header", name: "X-API-Key" },
  queryKey: { type: "apiKey", in: "query", name: "key" },
  password: { type: "http", scheme: "basic" },
  session: { type: "apiKey", in: "cookie", name: "SESSION" },
  login: {
    type: "oauth2",
    flows: {
      authorizationCode: {
        authorizationUrl: "https://login.acme.io/authorize",
        tokenUrl: "https://login.acme.io/token",
        scopes: { read: "Read", write: "Write" },
      },
    },
  },
};

/** The faults that a rule finds in operations behind a token at a public host; `more` stands beside them. */
export async function faultsIn(rule: Rule, operations: Operations, more: object = {}): Promise<readonly Fault[]> {
  return [...rule.check(await apiOf(operations, more))];
}

/** The API of operations behind a token at a public host; `more` stands beside them, and `settings` are those of sallyport.yaml. */
export function apiOf(operations: Operations, more: object = {}, settings: Partial<Policy> = {}): Promise<AssessedApi> {
  const paths: Record<string, Record<string, object>> = {};
  for (const [id, operation] of Object.entries(operations)) {
    const [method = "", path = ""] = id.split(" ");
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: "path",
      required: true,
      schema: { type: "string" },
    }));
    (paths[path] ??= {})[method.toLowerCase()] = { parameters: inPath, ...operation };
  }
  const description = {
    openapi: "3.2.0",
    info: { title: "T", version: "1" },
    servers: [{ url: "https://api.acme.io" }],
    security: [{ token: [] }],
    paths,
    components: { securitySchemes: SCHEMES },
    ...more,
  };
  return apiOfPart(JSON.stringify(description), settings);
}

/** The operations that faults name at their places; what a fault of the whole is about, where it has carriers. */
export function spotsOf(faults: readonly Fault[]): string {
  return faults
    .flatMap(({ places, carriers, cause }) =>
      carriers === undefined ? (places ?? []).map(({ operation }) => operation?.id ?? cause) : [cause],
    )
    .toSorted()
    .join(", ");
}

export const SIGN_UP: Operations = {
  "POST /signup": { security: [], requestBody: takes({ email: { type: "string" }, password: { type: "string" } }) },
};

export function takes(properties: object, more: object = {}): object {
  return { content: { "application/json": { schema: { type: "object", properties, ...more } } } };
}

export function returns(schema: object): object {
  return { 200: { description: "ok", content: { "application/json": { schema } } } };
}
