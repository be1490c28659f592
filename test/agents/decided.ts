import type { AgentDecision, AgentReason } from "../../src/core/agent-reasons.ts";
import { decidedOperations, type DecidedOperation } from "../../src/agents/decided.ts";
import type { AssessedApi } from "../../src/exposure/assessed-api.ts";
import { filesBelow, withBuffers } from "../../src/load/files.ts";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { statedApi } from "../stated-api.ts";

/** How the credential of a description is declared. */
export const SCHEMES = {
  user: "{ type: oauth2, flows: { authorizationCode: { authorizationUrl: https://id.acme.io/a, tokenUrl: https://id.acme.io/t, scopes: {} } } }",
  service: "{ type: oauth2, flows: { clientCredentials: { tokenUrl: https://id.acme.io/t, scopes: {} } } }",
  key: "{ type: apiKey, in: header, name: X-Api-Key, description: The API key of your account. }",
  shared:
    "{ type: apiKey, in: header, name: X-App-Key, description: The app key is the same for all users of the app. }",
};

/** A description of these paths. */
export function agentsDescription(paths: string, scheme: keyof typeof SCHEMES = "user", more = ""): string {
  return `openapi: 3.1.0
info: { title: Acme, version: "1" }
servers: [{ url: https://api.acme.io }]
security: [{ credential: [] }]
paths:
${paths}
components:
  securitySchemes:
    credential: ${SCHEMES[scheme]}
  schemas:
    Person: { type: object, properties: { id: { type: string }, name: { type: string }, email: { type: string, format: email }, street: { type: string } } }
    Patient: { type: object, properties: { id: { type: string }, name: { type: string }, diagnosis: { type: string } } }
    Product: { type: object, properties: { id: { type: string }, title: { type: string }, price: { type: number } } }
    Order: { type: object, properties: { id: { type: string }, total: { type: number }, items: { type: array, items: { $ref: "#/components/schemas/Product" } } } }
    Token: { type: object, properties: { access_token: { type: string } } }
${more}`;
}

/** One operation as YAML: its id, then what is sent and what comes back, by the names of schemas; `[X]` is a list. */
export function operationYaml(id: string, summary: string, sent = "", returned = ""): string {
  const [method = "", path = ""] = id.split(" ");
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(
    ([, name]) => `{ name: ${name}, in: path, required: true, schema: { type: string } }`,
  );
  const content = (name: string): string => {
    const reference = `{ $ref: "#/components/schemas/${name.replace(/[[\]]/g, "")}" }`;
    const schema = name.startsWith("{")
      ? name
      : name.startsWith("[")
        ? `{ type: array, items: ${reference} }`
        : reference;
    return `content: { application/json: { schema: ${schema} } }`;
  };
  return `  ${path}:
    ${method.toLowerCase()}:
      summary: ${JSON.stringify(summary)}
      parameters: [${parameters.join(", ")}]
${sent === "" ? "" : `      requestBody: { ${content(sent)} }\n`}      responses: { "200": { description: Done.${returned === "" ? "" : `, ${content(returned)}`} } }`;
}

/** A description as it is judged by a `sallyport.yaml`. */
export async function agentsApi(text: string, configuration?: string): Promise<AssessedApi> {
  const buffers = new Map([["openapi.yaml", Buffer.from(text)]]);
  if (configuration !== undefined) buffers.set("sallyport.yaml", Buffer.from(configuration));
  const files = withBuffers(filesBelow(import.meta.dirname), buffers);
  const policy = await loadPolicy("openapi.yaml", files);
  return statedApi("openapi.yaml", files, policy);
}

/** What is decided on each operation of a description, by its id. */
export async function decidedIn(text: string, configuration?: string): Promise<ReadonlyMap<string, DecidedOperation>> {
  const api = await agentsApi(text, configuration);
  return new Map(decidedOperations(api).map((one) => [one.operation.id, one]));
}

/** One decision in a line: `deny administration`. */
export function decisionOf({ decision, grounds }: DecidedOperation): `${AgentDecision} ${AgentReason}` {
  return `${decision} ${grounds[0]?.reason ?? "plain-data"}`;
}
