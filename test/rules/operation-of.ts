import type { AssessedApi } from "../../src/exposure/assessed-api.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { apiOfPart } from "./description-of.ts";

/** What an operation takes and answers, in short. */
export interface Described {
  /** Properties of a JSON body. */
  readonly body?: Record<string, object>;
  /** Media types of the body, by their schemas, in place of `body`. */
  readonly content?: Record<string, object>;
  readonly query?: Record<string, object>;
  readonly responses?: Record<string, object>;
  /** Whatever else stands in the operation. */
  readonly also?: object;
}

/** An API of operations, `POST /log-in` and what it takes; `open` ones ask for nothing, all others for a token that strangers sign up for. */
export async function apiOf(operations: readonly (readonly [string, Described, "open"?])[]): Promise<AssessedApi> {
  const paths: Record<string, Record<string, object>> = {};
  for (const [id, { body, content, query = {}, responses = {}, also }, access] of [SIGN_UP, ...operations]) {
    const [method = "", path = ""] = id.split(" ");
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: "path",
      required: true,
      schema: TEXT,
    }));
    const taken =
      content ??
      (body === undefined ? undefined : { "application/json": { schema: { type: "object", properties: body } } });
    (paths[path] ??= {})[method.toLowerCase()] = {
      parameters: [...named, ...Object.entries(query).map(([name, schema]) => ({ name, in: "query", schema }))],
      ...(taken && { requestBody: { content: taken } }),
      responses: { "200": { description: "Done." }, ...responses },
      ...(access && { security: [] }),
      ...also,
    };
  }
  return apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Example", version: "1" },
      servers: [{ url: "https://api.acme.io" }],
      security: [{ token: [] }],
      paths,
      components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    }),
  );
}

const TEXT = { type: "string" };
const SIGN_UP: readonly [string, Described, "open"] = [
  "POST /sign-up",
  { body: { email: TEXT, password: TEXT }, responses: { "429": { description: "Later." } } },
  "open",
];

/** What a rule finds in one operation, `cause witness` each, `/N` for so many steps milder. */
export async function found(rule: Rule, id: string, described: Described, access?: "open"): Promise<string> {
  const api = await apiOf([access === undefined ? [id, described] : [id, described, access]]);
  return [...rule.check(api)]
    .flatMap((fault) =>
      (fault.places ?? [{ at: fault.at, witness: "" }]).map(({ witness }) => {
        const steps = fault.mitigations?.length ?? 0;
        return `${fault.cause} ${witness ?? ""}`.trim() + (steps === 0 ? "" : `/${steps}`);
      }),
    )
    .join();
}
