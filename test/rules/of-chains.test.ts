import { expect, test } from "vitest";
import { bulkExposure } from "../../src/rules/data/bulk-exposure.ts";
import { sensitiveDataInUrl } from "../../src/rules/data/sensitive-data-in-url.ts";
import { apiOf, faultsIn, returns, takes, type Operations } from "./faults-in.ts";

/* What is of a chain is nobody's address or vehicle, and what shows a whole wallet is of its owner; an echo is no list of others. */

const TEXT = { type: "string" };

async function kindsOf(properties: object): Promise<readonly string[]> {
  const api = await apiOf({ "GET /entries/{id}": { responses: returns({ properties }) } });
  return api
    .assessed(api.operations[0]!)
    .flows.filter(({ direction, field }) => direction === "read" && field.confidence !== "possible")
    .map(({ field }) => `${field.category} ${field.name}`)
    .filter((one) => /address|vehicle/.test(one));
}

const AT = (example: string): object => ({ address: { ...TEXT, example } });

test.each<[string, object, readonly string[]]>([
  ["hexadecimal", AT("0x2df3951b2037bA620C20Ed0B73CCF45Ea473e83B"), []],
  ["hexadecimal without a sign", AT("2df3951b2037ba620c20ed0b73ccf45ea473e83b"), []],
  ["base58", AT("321x69Cb9HZLWwAWGiUBT1U81r1zPLnEjL"), []],
  ["base58 of another chain", AT("D5Z7XrtJNg7hAtznSDMXvfiFmMYphwuWz7"), []],
  ["bech32", AT("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"), []],
  ["said to be of a wallet", { address: { ...TEXT, description: "Wallet address" } }, []],
  ["said so in German", { address: { ...TEXT, description: "Wallet-Adresse des Kunden" } }, []],
  ["said so in French", { address: { ...TEXT, description: "Adresse du portefeuille" } }, []],
  ["said so in Spanish", { address: { ...TEXT, description: "Dirección de la billetera" } }, []],
  ["said so in Portuguese", { address: { ...TEXT, description: "Endereço da carteira digital" } }, []],
  ["inputs beside outputs", { txid: TEXT, vin: { type: "array", items: {} }, vout: { type: "array", items: {} } }, []],
  ["inputs of a transaction", { vin: TEXT, locktime: { type: "integer" } }, []],
  // Near to it, and somebody's.
  ["a house", { homeAddress: { ...TEXT, example: "12 Harbour Street, Cork" } }, ["user.contact.address homeAddress"]],
  ["cars", { vin: TEXT, transactionId: TEXT }, ["user.government_id.vehicle_registration vin"]],
  ["a car", { vin: TEXT, model: TEXT }, ["user.government_id.vehicle_registration vin"]],
])("%s: %j", async (_what, properties, kinds) => {
  expect(await kindsOf(properties)).toEqual(kinds);
});

test.each<[string, number]>([
  ["GET /xpub/{xpub}", 1],
  ["GET /balances/{addressOrXpub}", 1],
  ["GET /wallets/{extendedPublicKey}/balance", 1],
  ["GET /utxo/{zpub}", 1],
  ["GET /address/{address}", 0],
  ["GET /keys/{publicKey}", 0],
])("%s has a wallet in its URL: %i", async (id, count) => {
  expect(await faultsIn(sensitiveDataInUrl, { [id]: { responses: returns({ properties: {} }) } })).toHaveLength(count);
});

const PHONES = { type: "array", items: { properties: { phoneNumber: TEXT, network: TEXT } } };
const WITH_NAMES = { type: "array", items: { properties: { phoneNumber: TEXT, lastName: TEXT, network: TEXT } } };

test.each<[string, Operations, number]>([
  [
    "numbers that were sent",
    { "POST /lookup": { requestBody: takes({ phones: { type: "array", items: TEXT } }), responses: returns(PHONES) } },
    0,
  ],
  [
    "numbers that were sent, and whose they are",
    {
      "POST /lookup": {
        requestBody: takes({ phones: { type: "array", items: TEXT } }),
        responses: returns(WITH_NAMES),
      },
    },
    1,
  ],
  ["numbers that nobody sent", { "GET /phones": { responses: returns(PHONES) } }, 1],
])("bulk-exposure: %s", async (_what, operations, count) => {
  expect(await faultsIn(bulkExposure, operations)).toHaveLength(count);
});
