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
    { summary: "Sales", description: "All sessions of the seller are then terminated." },
    { summary: "Sales", description: "Old entries get purged." },
    { summary: "Umsatz", description: "Die Einträge werden dann gelöscht." },
    // In the future, and beside what is read.
    { summary: "Get the report", description: "This will delete the queue entry." },
    { summary: "Get the report", description: "Returns the report and will then delete the queue entry." },
    { summary: "Get the report", description: "Returns the next entry, removing it from the queue." },
    { summary: "Get the report", description: "Returns the next entry after removing it from the queue." },
    { summary: "Get the report", description: "Returns the session, thereby terminating all others." },
    { summary: "Récupérer le rapport", description: "Renvoie la facture en la supprimant." },
    { summary: "Récupérer le rapport", description: "Cette opération va supprimer la facture." },
    { summary: "Obtener el informe", description: "Devuelve el informe, eliminándolo de la cola." },
    { summary: "Obtener el informe", description: "Esta operación va a eliminar el informe." },
    { summary: "Bericht abrufen", description: "Dieser Aufruf wird die Bestellung löschen." },
    // With a pronoun for what it is done to.
    { summary: "Bericht abrufen", description: "Liefert den Bericht und löscht ihn." },
    { summary: "Bericht abrufen", description: "Liefert das Dokument. Danach löscht es der Server." },
    { summary: "Bericht abrufen", description: "Liefert das Dokument. Löscht es." },
    { summary: "Récupérer le rapport", description: "Renvoie la facture et la supprime." },
    { summary: "Récupérer le rapport", description: "Renvoie la facture, puis l'efface." },
    { summary: "Récupérer le rapport", description: "Renvoie les messages et les supprime." },
    { summary: "Obtener el informe", description: "Devuelve el informe y lo elimina." },
    { summary: "Obter o relatório", description: "Retorna o relatório e o remove." },
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
    { summary: "Get the report", description: "The queue was emptied before." },
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
    { summary: "Sales", responses: { "200": "Order as stored" } },
    { summary: "Sales", responses: { "200": "Orders which are stored" } },
    { summary: "Sales", responses: { "200": "Not modified" } },
    { summary: "Get the report", description: "This will not delete the queue entry. It will return all items." },
    { summary: "Get the report", description: "Returns the next entry without removing it from the queue." },
    { summary: "Get the report", description: "You will get the report. The response will contain the address." },
    { summary: "Get the report", description: "A user may delete the order. Deleting it ends the contract." },
    { summary: "Get the report", description: "Returns the report, sorting it by date, excluding the closed orders." },
    { summary: "Get the report", description: "Returns the form for deleting the order." },
    { summary: "Get the report", description: "Gives what is left. Orders can be closed by deleting them." },
    { summary: "Get the report", description: "Check its state before removing it. You get deleted orders too." },
    { summary: "Bericht abrufen", description: "Liefert die Bestellung. Löscht sie nicht." },
    {
      summary: "Get the report",
      description: "For others use the Get orders assigned call. Any send date is included.",
    },
    { summary: "Get the report", description: "The orders get returned. Users get the address." },
    { summary: "Bericht abrufen", description: "Liefert den Bericht und sortiert ihn. Zeigt, was gelöscht wird." },
    { summary: "Récupérer le rapport", description: "Trouve la facture et la retourne. Ne la supprime pas." },
    { summary: "Obtener el informe", description: "Busca el informe y lo devuelve." },
  ])("%j", async (said) => {
    expect(await calledHarmlessly(said)).toBe(true);
  });
});
