import { expect, test } from "vitest";
import { isOfGuestCart } from "../../src/operations/guest-cart.ts";
import { apiOf, type Operations } from "../rules/faults-in.ts";

async function carts(operations: Operations): Promise<readonly boolean[]> {
  const api = await apiOf(operations);
  return api.operations.map((operation) => isOfGuestCart(api.operations, operation));
}

const key = (schema: object): object => ({ name: "id", in: "path", required: true, schema });

test.each<[string, string]>([
  [
    "orderForm",
    "The [orderForm](https://docs.acme.io/order-form) is the data structure which represents a shopping cart.",
  ],
  ["bag", "A bag is what others call a shopping cart."],
  ["sammlung", "Die Sammlung steht für den Warenkorb des Gastes."],
  ["selection", "La selection représente le panier."],
  ["seleccion", "La seleccion representa el carrito."],
  ["selecao", "A selecao representa o carrinho."],
])("a thing that a text of the API calls a cart: %s", async (name, description) => {
  expect(await carts({ [`POST /${name}/{id}/items`]: { description }, [`PUT /${name}/{id}/notes`]: {} })).toEqual([
    true,
    true,
  ]);
});

test.each<[string, object, boolean]>([
  ["POST /carts/{id}/items", {}, true],
  ["DELETE /warenkorb/{id}/artikel", {}, true],
  ["POST /carts/{id}/checkout", {}, false],
  ["POST /carts/{id}/transaction", { summary: "Place order from an existing cart" }, false],
  ["POST /orders/{id}/items", { description: "Adds what is in the shopping cart to the order." }, false],
  ["POST /forms/{id}", { description: "The form is long. The cart stays." }, false],
  [
    "POST /order/{id}/items",
    { description: "An order holds everything of the shopping cart when it was paid." },
    false,
  ],
  ["DELETE /carts/{id}/orders/{orderId}", {}, false],
  ["DELETE /carts/{id}/items/{itemId}", {}, true],
  ["DELETE /stores/{store}/carts/{id}", {}, true],
  ["DELETE /carts/{id}", { parameters: [key({ type: "integer" })] }, false],
  ["DELETE /carts/{id}", { parameters: [key({ type: "string", pattern: "^[0-9]{6}$" })] }, false],
  ["DELETE /carts/{id}", { parameters: [key({ type: "string", format: "uuid" })] }, true],
])("%s %j", async (id, operation, expected) => {
  expect(await carts({ [id]: operation })).toEqual([expected]);
});
