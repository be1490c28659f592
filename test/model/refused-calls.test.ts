import { expect, test } from "vitest";
import { apiOf } from "./api-of.ts";

/* Silence, or a root that requires nothing, beside refusals at nearly all operations. */

interface Part {
  readonly info?: string;
  readonly root?: object;
  readonly secured: string;
  readonly status?: string;
}

async function accessBeside({ info = "", root = {}, secured, status = "401" }: Part): Promise<string> {
  const responses = { "200": { description: "d" }, [status]: { description: "Unauthorized" } };
  const others = ["a", "b", "c", "d", "e", "f"].map((name) => [`/${name}`, { get: { responses } }]);
  const description = {
    openapi: "3.1.0",
    info: { title: "Plans", version: "1", description: info },
    ...root,
    paths: { ...Object.fromEntries(others), [secured]: { post: { security: [{ login: [] }], responses } } },
    components: { securitySchemes: { login: { type: "http", scheme: "bearer" } } },
  };
  const { operations } = await apiOf(JSON.stringify(description));
  return operations.find(({ path }) => path === "/a")!.access;
}

test.each<[string, Part, string]>([
  ["only what gives a token", { secured: "/oauth/token" }, "unstated"],
  ["only what gives a token, and nothing else refuses", { secured: "/oauth/token", status: "404" }, "anonymous"],
  ["one of the others", { secured: "/plans" }, "anonymous"],
  ["only what gives a token, in a version", { secured: "/v1/token" }, "unstated"],
  ["only what gives a token, where one logs in", { secured: "/auth/tokens" }, "unstated"],
  ["only the groups of a token", { secured: "/oauth/token/groups" }, "unstated"],
  ["a thing that is called a token", { secured: "/tokenised-cards" }, "anonymous"],
  ["tokens of cards", { secured: "/cards/tokens" }, "anonymous"],
  ["tokens of devices", { secured: "/v1/devices/tokens" }, "anonymous"],
])("where a requirement is written at %s, silence is: %s", async (_name, part, access) => {
  expect(await accessBeside(part)).toBe(access);
});

const NOTHING = { root: { security: [] }, secured: "/plans" };

test.each([
  ["Set the backend. The default is to deny all requests.", "401", "unstated"],
  ["Standardmäßig werden alle Anfragen abgelehnt.", "401", "unstated"],
  ["Par défaut, toutes les requêtes sont refusées.", "401", "unstated"],
  ["Por defecto se rechazan todas las peticiones.", "401", "unstated"],
  ["Por padrão, todas as requisições são negadas.", "401", "unstated"],
  ["If no backend is configured, the default is to deny all requests.", "401", "unstated"],
  ["The default is to deny all requests with 401.", "401", "unstated"],
  ["When the quota service cannot be reached, the default is to deny all requests.", "401", "anonymous"],
  ["While it is restarted, all requests are denied by default.", "401", "anonymous"],
  ["The default is to deny all requests with 503.", "401", "anonymous"],
  ["CORS: the default is to deny all requests.", "401", "anonymous"],
  ["The default is to deny all requests.", "404", "anonymous"],
  ["The default is to deny all requests from browsers.", "404", "anonymous"],
  ["Requests without a name are denied.", "401", "anonymous"],
])("below a root that requires nothing, by %j beside %s: %s", async (info, status, access) => {
  expect(await accessBeside({ ...NOTHING, info, status })).toBe(access);
});
