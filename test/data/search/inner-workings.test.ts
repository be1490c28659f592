import { describe, expect, test } from "vitest";
import { cardData } from "../../../src/data/search/card-data.ts";
import { innerWorkings } from "../../../src/data/search/inner-workings.ts";
import { apiOfPart } from "../../rules/description-of.ts";

/** What is found in what an operation returns: `data[].debug: debug`. */
async function foundIn(
  schema: string,
  search: typeof innerWorkings | typeof cardData = innerWorkings,
): Promise<string[]> {
  const api = await apiOfPart(`
paths:
  /orders:
    get:
      responses:
        "200":
          description: OK
          content:
            application/json:
              schema: ${schema}
components:
  schemas:
    Failure: { properties: { message: {}, status: {}, path: {}, trace: { type: string } } }
    Trip: { properties: { name: {}, message: {}, trace: { type: string } } }
    Loop: { properties: { next: { $ref: "#/components/schemas/Loop" }, debug: {} } }
    AppConfig: { properties: { sql: { type: string }, awsBucket: { type: string } } }
    Query: { properties: { sql: { type: string } } }
    Deep: ${deep(6)}
`);
  const [media] = api.operations[0]!.responses[0]!.content;
  return search(api)(media!, "read").map(({ way, sign }) => `${way}: ${sign}`);
}

/** An object in an object, so many times. */
function deep(levels: number): string {
  return levels === 0 ? "{ properties: { debug: {} } }" : `{ properties: { a: ${deep(levels - 1)} } }`;
}

describe("Of the inside is", () => {
  test.each([
    ["{ properties: { debug: {} } }", ["debug: debug"]],
    ["{ properties: { debug: { type: boolean } } }", []],
    ["{ properties: { debugInfo: { type: object } } }", ["debugInfo: debug"]],
    ["{ properties: { debug: { properties: { took: {} } } } }", []],
    ["{ properties: { debug: { type: string, writeOnly: true } } }", []],
    ["{ properties: { stackTrace: { type: array, items: { type: string } } } }", ["stackTrace: trace"]],
    ["{ properties: { stackTrace: { items: { properties: { file: {}, line: {} } } } } }", ["stackTrace: trace"]],
    ["{ properties: { stacks: { items: { properties: { id: {}, name: {} } } } } }", []],
    ["{ properties: { traceId: {}, trace: {}, exceptions: {} } }", []],
    ["{ $ref: '#/components/schemas/Failure' }", ["trace: trace"]],
    ["{ $ref: '#/components/schemas/Trip' }", []],
    [
      "{ properties: { system_prompt: {}, connectionString: {} } }",
      ["system_prompt: configuration", "connectionString: configuration"],
    ],
    ["{ properties: { promptTokens: {}, dbName: {} } }", []],
    ["{ $ref: '#/components/schemas/AppConfig' }", ["sql: configuration"]],
    [
      "{ properties: { internalNotes: {}, notes: {}, supplier_cost: { type: number }, unit_price: {} } }",
      ["internalNotes: notes", "supplier_cost: cost"],
    ],
    ...[
      ["purchasePrice", "price"],
      ["anschaffungskosten", "verkaufspreis"],
      ["prixAchat", "prix"],
      ["precio_compra", "precio"],
      ["precoDeCompra", "preco"],
    ].map(([cost, price]): [string, readonly string[]] => [
      `{ properties: { ${cost}: { type: number }, ${price}: { type: number } } }`,
      [`${cost}: cost`],
    ]),
    // What somebody paid, or is asked, is no secret of the seller's.
    ["{ properties: { purchasePrice: { type: number }, boughtOn: { type: string } } }", []],
    ["{ properties: { purchasePrice: { type: boolean }, price: { type: number } } }", []],
    [
      "{ type: array, items: { properties: { data: { items: { properties: { debug: {} } } } } } }",
      ["[].data[].debug: debug"],
    ],
    ["{ additionalProperties: { properties: { debug: {} } } }", ["{}.debug: debug"]],
    ["{ allOf: [{ properties: { debug: {} } }] }", ["debug: debug"]],
    ["{ properties: { owner: { anyOf: [{ type: string }, { properties: { debug: {} } }] } } }", []],
    ["{ $ref: '#/components/schemas/Loop' }", ["debug: debug"]],
    ["{ $ref: '#/components/schemas/Deep' }", []],
  ])("%s has %j", async (schema, expected) => {
    expect(await foundIn(schema)).toEqual(expected);
  });
});

describe("Of a card is", () => {
  test.each([
    ["{ properties: { cardNumber: {}, cvv: { type: integer } } }", ["cardNumber: number", "cvv: code"]],
    ["{ properties: { number: {}, exp_month: {} } }", ["number: number"]],
    ["{ properties: { number: {}, expirationDate: {} } }", []],
    ["{ properties: { pan: {} } }", []],
    ["{ properties: { pan: {}, cvc: {} } }", ["pan: number", "cvc: code"]],
    ["{ properties: { cardNumber: { example: '**** 4242' } } }", []],
    ["{ properties: { cardNumber: { description: The last four digits } } }", []],
    ["{ properties: { cardNumber: { maxLength: 4 } } }", []],
    ["{ properties: { giftCardNumber: {}, loyaltyCardNumber: {}, cvcCheck: {}, cvcResult: {} } }", []],
    ["{ properties: { card_details: { type: object } } }", ["card_details: details"]],
    ["{ properties: { card_details: { properties: { last4: {} } } } }", []],
  ])("%s has %j", async (schema, expected) => {
    expect(await foundIn(schema, cardData)).toEqual(expected);
  });
});

describe("In other languages the same is found", () => {
  test.each([
    ["kartenpruefnummer", "code"],
    ["Kreditkartennummer", "number"],
    ["numero_carte", "number"],
    ["codigoSeguridadTarjeta", "code"],
    ["numero_do_cartao", "number"],
    ["numeroTarjetaCredito", "number"],
    ["cartao_fidelidade", undefined],
  ])("of cards: %s is %s", async (name, sign) => {
    expect(await foundIn(`{ properties: { ${name}: { type: string } } }`, cardData)).toEqual(
      sign === undefined ? [] : [`${name}: ${sign}`],
    );
  });

  test.each([
    ["interneNotiz", "notes"],
    ["nota_interna", "notes"],
    ["notiz", undefined],
    ["pilaDeLlamadas", "trace"],
    ["chaine_connexion", "configuration"],
    ["cadenaDeConexion", "configuration"],
    ["datenbankPasswort", "configuration"],
    ["prix_de_revient", "cost"],
    ["precio", undefined],
  ])("of the inside: %s is %s", async (name, sign) => {
    expect(await foundIn(`{ properties: { ${name}: {} } }`)).toEqual(sign === undefined ? [] : [`${name}: ${sign}`]);
  });
});
