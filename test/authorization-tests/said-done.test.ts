import { describe, expect, test } from "vitest";
import { mayDoMore } from "../../src/authorization-tests/harmless.ts";
import type { AssessedApi } from "../../src/exposure/assessed-api.ts";
import { apiIn, setOf } from "./made.ts";

/** What a GET says of itself, and of its success. */
interface Said {
  readonly summary?: string;
  readonly description?: string;
  readonly operationId?: string;
  readonly responses?: Readonly<Record<string, string>>;
}

/** An API with a GET of one order that says this, beside the caller's own record. */
async function apiOf({ responses = { "200": "OK" }, ...said }: Said): Promise<AssessedApi> {
  const order = { type: "object", required: ["id", "iban"], properties: { id: {}, iban: { type: "string" } } };
  const content = { "application/json": { schema: order } };
  const described = Object.fromEntries(
    Object.entries(responses).map(([status, description]) => [
      status,
      { description, ...(status === "200" ? { content } : {}) },
    ]),
  );
  return apiIn(
    JSON.stringify({
      openapi: "3.0.3",
      info: { title: "Shop", version: "1" },
      security: [{ token: [] }],
      paths: {
        "/users/me": { get: { summary: "Own record", responses: { "200": { description: "OK", content } } } },
        "/orders/{orderId}/sales": {
          get: {
            ...said,
            parameters: [{ name: "orderId", in: "path", required: true, schema: { type: "string" } }],
            responses: described,
          },
        },
      },
      components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    }),
  );
}

async function calledHarmlessly(said: Said): Promise<boolean> {
  const { tests } = setOf(await apiOf(said), { includeDestructive: false });
  return tests.some(({ steps }) => steps.some(({ operation }) => operation.path === "/orders/{orderId}/sales"));
}

describe("A GET needs --include-destructive that says what is done", () => {
  test.each<Said>([
    // In the passive alone.
    { summary: "The job is started" },
    { summary: "The queue gets emptied" },
    { summary: "Sales of an order, which is then also automatically deleted. The order is archived" },
    { summary: "Sales", description: "All notifications were marked as read." },
    { summary: "Sales", description: "An e-mail will be sent to the customer." },
    { summary: "Sales", description: "If there is a lock, it is released." },
    { summary: "Die Warteschlange wird geleert" },
    { summary: "La file est vidée" },
    { summary: "La cola es vaciada" },
    { summary: "Se elimina el pedido" },
    { summary: "A fila é esvaziada" },
    // In another sentence than the first.
    { summary: "Get the report", description: "Returns the report. The queue is emptied." },
    { summary: "Get the report", description: "Returns the report. Empties the queue." },
    { summary: "Get the report", description: "Returns the report. It also revokes the token." },
    { summary: "Get the report", description: "Returns the report.\n\nThis endpoint then drains the queue." },
    { summary: "Get the report", description: "This is an endpoint that clears the cache" },
    { summary: "Bericht abrufen", description: "Liefert den Bericht. Löscht die Bestellung." },
    { summary: "Bericht abrufen", description: "Liefert den Bericht. Die Bestellung wird dabei storniert." },
    { summary: "Obtener el informe", description: "Devuelve el informe. El pedido será cancelado." },
    // In what a success means.
    { summary: "Sales", responses: { "204": "Purged" } },
    { summary: "Sales", responses: { "200": "Deleted successfully" } },
    { summary: "Sales", responses: { "200": "Successfully cancelled" } },
    { summary: "Sales", responses: { "200": "Job started." } },
    { summary: "Sales", responses: { "200": "E-mail sent" } },
    { summary: "Sales", responses: { "200": "Cleared the cache" } },
    { summary: "Get the report", responses: { "200": "The order was closed" } },
    { summary: "Umsatz", responses: { "200": "Bestellung gelöscht" } },
    { summary: "Ventas", responses: { "200": "Pedido eliminado correctamente" } },
    // With nothing that could be read.
    { summary: "Sales", responses: { "204": "" } },
    { summary: "Sales", responses: { "202": "Accepted" } },
    // By its name, where no text says that it reads.
    { summary: "Sales", operationId: "deleteOrder" },
  ])("%j", async (said) => {
    expect(await calledHarmlessly(said)).toBe(false);
    const { operations } = await apiOf(said);
    expect(operations.find(({ path }) => path === "/orders/{orderId}/sales")).toSatisfy(mayDoMore);
  });
});

describe("A GET is called that only reads", () => {
  test.each<Said>([
    { summary: "Get the report", description: "Returns the report. Orders that are cancelled are not included." },
    { summary: "Get the report", description: "Items are sorted by date, and are limited to 100." },
    { summary: "Get the report", description: "Nothing is changed. The order is never deleted." },
    { summary: "Get the report", description: "If the order was deleted, 404 is returned. It contains all items." },
    { summary: "Get the report", description: "The order can be cancelled with DELETE." },
    { summary: "Get the report", description: "This endpoint is deprecated. It will be removed in a future version." },
    { summary: "Get the report", description: "This endpoint requires the scope `read`. It includes the address." },
    {
      summary: "Get the report",
      description: "Returns orders that a user closes, and those which the system creates.",
    },
    { summary: "Bericht abrufen", description: "Der Bericht wird zurückgegeben. Enthält die Positionen." },
    { summary: "Récupérer le rapport", description: "Le rapport est retourné. Contient les articles." },
    { summary: "Obtener el informe", description: "Se devuelve el informe. Los pedidos son ordenados." },
    { summary: "Obter o relatório", description: "O relatório é retornado. Contém os itens." },
    { summary: "Check whether the report is there", responses: { "204": "It is there" } },
    { summary: "Get the report", operationId: "deleteOrder" },
    { summary: "Sales", responses: { "200": "Successfully retrieved" } },
    { summary: "Sales", responses: { "200": "Deleted orders" } },
    { summary: "Sales", responses: { "200": "Operation completed" } },
    { summary: "Ventas", responses: { "200": "Lista de pedidos" } },
  ])("%j", async (said) => {
    expect(await calledHarmlessly(said)).toBe(true);
  });
});
