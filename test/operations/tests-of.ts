import { load } from "js-yaml";
import { rankedTests } from "../../src/review/tests.ts";
import { apiOfPart } from "../rules/description-of.ts";

const TEXT = { type: "string" };

/** Operations as a description has them, by `METHOD /path`, each as YAML: a `{x}` of a path that it does not declare is a text. */
export type Operations = Readonly<Record<string, string>>;

/** How callers are told apart: users who log in, or the accounts of an API key. */
const SCHEMES = {
  users: {
    type: "oauth2",
    flows: { authorizationCode: { authorizationUrl: "https://acme.io/a", tokenUrl: "https://acme.io/t", scopes: {} } },
  },
  accounts: { type: "apiKey", in: "header", name: "X-API-Key" },
};

/** The authorization tests of operations, by operation: what is asked, with what else the same operation is asked. */
export async function testsOf(operations: Operations, callers: keyof typeof SCHEMES = "users"): Promise<Tests> {
  return new Map((await rankedTestsOf(operations, callers)).map(({ test }) => [test.operation, test]));
}

/** The same, the most urgent first, with what else is known of each. */
export async function rankedTestsOf(operations: Operations, callers: keyof typeof SCHEMES = "users"): Promise<Ranked> {
  const paths: Record<string, Record<string, object>> = {};
  for (const [id, yaml] of Object.entries(operations)) {
    const [method = "", path = ""] = id.split(" ");
    const operation = (load(yaml.trim() === "" ? "{}" : yaml) ?? {}) as { parameters?: readonly { name: string }[] };
    const declared = new Set(operation.parameters?.map(({ name }) => name));
    const undeclared = [...path.matchAll(/\{(\w+)\}/g)].filter(([, name = ""]) => !declared.has(name));
    const inPath = undeclared.map(([, name]) => ({
      name,
      in: "path",
      required: true,
      schema: TEXT,
    }));
    (paths[path] ??= {})[method.toLowerCase()] = {
      responses: { 200: { description: "OK" } },
      ...operation,
      parameters: [...inPath, ...(operation.parameters ?? [])],
    };
  }
  const description = {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    servers: [{ url: "https://api.acme.io" }],
    security: [{ token: [] }],
    paths,
    components: { securitySchemes: { token: SCHEMES[callers] } },
  };
  return rankedTests(await apiOfPart(JSON.stringify(description)));
}

type Ranked = ReturnType<typeof rankedTests>;
type Tests = ReadonlyMap<string, Ranked[number]["test"]>;

/** An operation that takes a body with these properties, written in YAML's flow style. */
export function takes(properties: string): string {
  return `requestBody: { content: { application/json: { schema: { type: object, properties: ${properties} } } } }`;
}

/** An operation that returns a list of people's bank details, and takes these parameters. */
export function lists(parameters = "[]"): string {
  return `
parameters: ${parameters}
responses:
  "200":
    description: OK
    content: { application/json: { schema: { type: array, items: { properties: { iban: { type: string }, email: { type: string } } } } } }`;
}

/** An operation that returns one of these. */
export const ONE = `
responses:
  "200":
    description: OK
    content: { application/json: { schema: { properties: { iban: { type: string }, email: { type: string } } } } }`;
