import { expect, test } from "vitest";
import { mayDoMore } from "../../src/authorization-tests/harmless.ts";
import { apiIn, setOf } from "./made.ts";

type Row = readonly [method: "GET" | "PUT" | "POST", path: string, summary: string];

/** An API with one call of these, beside the caller's own record. */
function description([method, path, summary]: Row): string {
  const content = { "application/json": { schema: { type: "array", items: { $ref: "#/components/schemas/Order" } } } };
  const responses = { "200": { description: "OK", content }, "403": { description: "No" } };
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const parameters = names.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } }));
  const one = { content: { "application/json": { schema: { $ref: "#/components/schemas/Order" } } } };
  return JSON.stringify({
    openapi: "3.0.3",
    info: { title: "Shop", version: "1" },
    security: [{ token: [] }],
    paths: {
      "/users/me": { get: { responses: { "200": { description: "OK", ...one } } } },
      [path]: {
        [method.toLowerCase()]: { summary, parameters, responses, ...(method === "PUT" ? { requestBody: one } : {}) },
        ...(method === "PUT" ? { get: { parameters, responses: { "200": { description: "OK", ...one } } } } : {}),
      },
    },
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      schemas: {
        Order: {
          type: "object",
          required: ["id", "iban"],
          properties: { id: { type: "string" }, iban: { type: "string" } },
        },
      },
    },
  });
}

test.each<Row>([
  ["GET", "/admin/cache/clear", "Clears the cache. Administrators only."],
  ["GET", "/admin/backup/start", "Starts a backup. Administrators only."],
  ["GET", "/admin/logs/rotate", "Rotates the logs. Administrators only."],
  ["GET", "/admin/mails/resend", "Resends all mails. Administrators only."],
  ["GET", "/admin/orders/flush", "Flush orders. Administrators only."],
  ["GET", "/admin/orders/import", "Imports orders. Administrators only."],
  ["GET", "/admin/orders/sync", "Sync orders. Administrators only."],
  ["GET", "/orders/clear", "Clears the orders of the user and returns them"],
  ["GET", "/orders/{orderId}/receipt/send", "Sends the receipt by e-mail"],
  ["GET", "/orders/{orderId}/next", "Take the next message of the order from the queue; it is removed"],
  ["GET", "/cart/empty", "Empties the cart"],
  ["GET", "/cart/contents", "Use this endpoint to remove all that is in the cart"],
  ["GET", "/keys/rotate", "Rotates the API keys of the user and returns the new ones"],
  ["GET", "/messages/pop", "Pops the next messages off the queue"],
  ["GET", "/notifications/mark-all-read", "Marks all notifications as read and returns them"],
  ["GET", "/tokens/new", "Issues a new token and revokes the old ones"],
  ["GET", "/tickets/{ticketId}/check-in", ""],
  ["POST", "/users/lookup", "Find users and invite them by e-mail"],
  ["PUT", "/payments/{paymentId}", "Executes the payment"],
  ["PUT", "/payments/{paymentId}", "Update a payment. It is executed at once"],
  ["PUT", "/hooks/{hookId}", "Update a hook. This operation regenerates the key that is shared"],
])("%s %s, %s: is not called unless data may be changed", async (...row) => {
  const api = await apiIn(description(row));
  const called = setOf(api, { includeDestructive: false }).tests.flatMap(({ steps }) =>
    steps.filter(({ operation }) => operation.path === row[1] && operation.method === row[0]),
  );
  expect(called).toHaveLength(0);
  expect(api.operations.filter(({ path, method }) => path === row[1] && method === row[0]).some(mayDoMore)).toBe(true);
});

/** A call with a value for something that is required besides. */
function valued(
  [method, path, summary]: Row,
  place: "query" | "path" | "body",
  [name, schema]: readonly [string, object],
): string {
  const document = JSON.parse(description([method, path, summary])) as {
    paths: Record<string, Record<string, { parameters: object[]; requestBody?: object }>>;
  };
  const operations = Object.values(document.paths[path]!);
  for (const operation of operations)
    if (place !== "body")
      operation.parameters = [
        ...operation.parameters.filter((one) => (one as { name: string }).name !== name),
        { name, in: place, required: true, schema },
      ];
  if (place === "body")
    document.paths[path]![method.toLowerCase()]!.requestBody = {
      required: true,
      content: { "application/json": { schema: { type: "object", required: [name], properties: { [name]: schema } } } },
    };
  return JSON.stringify(document);
}

const text = (...values: readonly string[]): object => ({ type: "string", enum: values });

test.each<readonly [Row, "query" | "path" | "body", readonly [string, object]]>([
  [["GET", "/orders/{orderId}", "An order"], "query", ["action", text("delete")]],
  [["GET", "/orders/{orderId}", "An order"], "query", ["op", { type: "string", example: "cancel" }]],
  [["GET", "/orders/{orderId}", "An order"], "query", ["purge", { type: "boolean", enum: [true] }]],
  [["GET", "/orders/{orderId}", "An order"], "query", ["deleteAfterReading", { type: "boolean", enum: [true] }]],
  [["GET", "/orders/{orderId}", "An order"], "query", ["delete", text("yes")]],
  [["GET", "/orders/{orderId}", "An order"], "query", ["purge", { type: "integer", enum: [1] }]],
  [["GET", "/orders/{orderId}", "An order"], "query", ["doDelete", text("true")]],
  [["GET", "/orders/{orderId}", "An order"], "query", ["mode", text("hard_delete")]],
  [["GET", "/orders/{orderId}", "An order"], "query", ["event", text("order.cancel")]],
  [["GET", "/orders/{orderId}", "An order"], "query", ["markAsRead", { type: "boolean", enum: [true] }]],
  [["GET", "/orders/{orderId}", "An order"], "query", ["set_default", text("true")]],
  [["GET", "/orders/{orderId}?markAsRead=true", "An order"], "query", ["language", text("en")]],
  [["GET", "/orders/{orderId}?action=delete", "An order"], "query", ["language", text("en")]],
  [["GET", "/orders/{orderId}/{action}", "An order"], "path", ["action", text("delete")]],
  [["PUT", "/orders/{orderId}", "Update an order"], "query", ["mode", text("delete")]],
  [["PUT", "/orders/{orderId}/{state}", "Update an order"], "path", ["state", text("cancelled", "open")]],
  [["POST", "/orders/search", "Search orders. Administrators only."], "body", ["action", text("delete")]],
  [["POST", "/admin/query", "Query orders. Administrators only."], "body", ["sql", text("DROP TABLE orders")]],
  [["POST", "/admin/query", "Query orders. Administrators only."], "body", ["query", text("mutation deleteAll")]],
])("%j: a value of its %s that says what is done is sent only where data may be changed", async (row, place, one) => {
  const api = await apiIn(valued(row, place, one));
  const made = (includeDestructive: boolean): number =>
    setOf(api, { includeDestructive }).tests.flatMap(({ steps }) =>
      steps.filter(({ operation }) => operation.path === row[1] && operation.method === row[0]),
    ).length;
  expect(made(false)).toBe(0);
});

test.each<readonly [name: string, schema: object, isCalled: boolean]>([
  ["markAsRead", { type: "boolean", default: true }, false],
  ["deleteAfterwards", { type: "string", default: "yes" }, false],
  ["markAsRead", { type: "boolean", default: false }, true],
  ["questionMark", { type: "boolean", default: true }, true],
  ["resolveNames", { type: "boolean", default: true }, true],
])("%s of the query, %j, is on where it is left out: a GET is called %s", async (name, schema, isCalled) => {
  const document = JSON.parse(description(["GET", "/orders/{orderId}", "An order"])) as {
    paths: Record<string, Record<string, { parameters: object[] }>>;
  };
  document.paths["/orders/{orderId}"]!["get"]!.parameters.push({ name, in: "query", schema });
  const { tests } = setOf(await apiIn(JSON.stringify(document)), { includeDestructive: false });
  expect(tests.some(({ steps }) => steps.some(({ operation }) => operation.path === "/orders/{orderId}"))).toBe(
    isCalled,
  );
});

test("what reads is taken before what is done", async () => {
  const row = ["GET", "/orders/{orderId}", "An order"] as const;
  const { tests } = setOf(await apiIn(valued(row, "query", ["action", text("delete", "show")])), {
    includeDestructive: false,
  });
  const sent = tests.flatMap(({ steps }) => steps.flatMap(({ parameters }) => parameters));
  expect(new Set(sent.filter(({ name }) => name === "action").map(({ value }) => value))).toEqual(new Set(["show"]));
});

test("a name that says what is done counts where no text says more", async () => {
  const named = description(["GET", "/orders/{orderId}", ""]).replace(
    '"get":{"summary":"","parameters":[{"name":"orderId"',
    '"get":{"operationId":"deleteOrderById","parameters":[{"name":"orderId"',
  );
  const api = await apiIn(named);
  expect(named).toContain("deleteOrderById");
  expect(
    setOf(api, { includeDestructive: false })
      .tests.flatMap(({ steps }) => steps)
      .filter(({ operation }) => operation.operationId === "deleteOrderById"),
  ).toEqual([]);
});

test.each<Row>([
  ["GET", "/orders", "List all orders of the user"],
  ["GET", "/orders", "Requires the permission orders:read."],
  ["GET", "/bestellungen", "Erfordert die Berechtigung bestellungen:lesen."],
  ["GET", "/commandes", "Nécessite la permission commandes:lire."],
  ["GET", "/pedidos", "Requiere el permiso pedidos:leer."],
  ["GET", "/pedidos/{id}", "Exige a permissão pedidos:ler."],
  ["GET", "/orders/{orderId}", "An order, by the number that it has"],
  ["GET", "/orders/{orderId}/transfers", "Transfers of the order"],
  ["GET", "/orders/{orderId}/lock", "Returns the lock of an order, and who holds it"],
  ["GET", "/orders/export", "Exports the orders of the user as CSV"],
  ["GET", "/orders/{orderId}/status", "Status of the order"],
  ["GET", "/orders/{orderId}/address", "Use this endpoint to get the address of an order"],
  ["GET", "/pedidos/{id}", "Obtiene el pedido"],
  ["GET", "/bestellungen", "Liefert die Bestellungen des Benutzers"],
  ["POST", "/orders/search", "Search orders and refunds"],
  ["PUT", "/orders/{orderId}", "Update an order"],
  ["PUT", "/orders/{orderId}", "Update an order. The state is set, tags are merged; if there is none, it is created"],
  ["PUT", "/orders/{orderId}", "Changes what is sent and leaves the rest"],
  ["PUT", "/orders/{orderId}", "Aktualisiert die Bestellung"],
])("%s %s, %s: does no more than it says", async (...row) => {
  const { operations } = await apiIn(description(row));
  expect(operations.filter(({ path }) => path === row[1]).some(mayDoMore)).toBe(false);
});

test.each<readonly [...Row, boolean]>([
  ["GET", "/stops", "Stops in the area", false],
  ["GET", "/stops", "Stops the clock", true],
  ["GET", "/engine/stops", "Stops all engines", true],
])("%s %s, %s: things of the path are no act (%s)", async (method, path, summary, isAct) => {
  const api = await apiIn(description([method, path, summary]));
  const operation = api.operations.find((one) => one.path === path)!; // it is described
  expect(mayDoMore(operation)).toBe(isAct);
});
