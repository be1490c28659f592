import { expect, test } from "vitest";
import { isChangingGet } from "../../src/exposure/changing-get.ts";
import { apiOf, returns } from "../rules/faults-in.ts";

/* In a chain of blocks, a block is a thing that is read, and a transaction is sent to it, by GET as well. */

const STATE = { responses: returns({ properties: { result: { type: "string" } } }) };
const query = (name: string): object => ({ parameters: [{ name, in: "query", schema: { type: "string" } }] });

test.each<[string, object, boolean]>([
  ["/block", { description: "Access detailed block information" }, false],
  ["/block/{id}", { description: "Get information about particular block" }, false],
  ["/block", {}, false],
  ["/block/{height}", {}, false],
  ["/block/{blockHashOrHeight}", {}, false],
  ["/{chain}/v2/block/{blockHash}", {}, false],
  ["/{chain}/v2/block-index/{blockHeight}", {}, false],
  ["/chain/block", query("id"), false],
  ["/chains/{id}/block", {}, false],
  ["/transactions/block/{n}", {}, false],
  ["/block_header/{id}", {}, false],
  ["/bloque/{altura}", {}, false],
  ["/bloco/{altura}", {}, false],
  // What is blocked is named before it, or nothing tells of a chain.
  ["/cards/{id}/block", {}, true],
  ["/transactions/{id}/block", {}, true],
  ["/users/block/{userId}", {}, true],
  ["/block/{userId}", { description: "Blocks a user." }, true],
  ["/block-user/{id}", {}, true],
])("GET %s of %j changes: %s", async (path, more, changes) => {
  const api = await apiOf({ [`GET ${path}`]: { ...STATE, ...more } });
  expect(isChangingGet(api.operations[0]!)).toBe(changes);
});

test.each<[string, object, boolean]>([
  ["/{chain}/v2/sendtx/{hex}", {}, true],
  ["/sendtx/{hex}", { summary: "Send transaction (in URL)" }, true],
  ["/pushtx/{tx}", {}, true],
  ["/sendrawtransaction/{rawtx}", {}, true],
  ["/send-raw-transaction/{rawTransaction}", {}, true],
  ["/broadcast/{tx}", {}, true],
  ["/tx/broadcast", query("signedTx"), true],
  ["/broadcast_tx_commit", query("tx"), true],
  ["/transactions/submit/{signedTransaction}", {}, true],
  ["/transaktion-senden/{transaktion}", {}, false],
  ["/senden/{transaktion}", {}, true],
  ["/diffuser/{transaction}", {}, true],
  ["/enviar/{transaccion}", {}, true],
  ["/transmitir/{transacao}", {}, true],
  // What was sent is read, and so is what a station sends.
  ["/tx/{hash}", {}, false],
  ["/broadcasts/{id}", {}, false],
  ["/broadcast/{programme}", {}, false],
  ["/sent-transactions/{tx}", {}, false],
  ["/transactions/{tx}", {}, false],
])("GET %s of %j sends a transaction: %s", async (path, more, changes) => {
  const api = await apiOf({ [`GET ${path}`]: { ...STATE, ...more } });
  expect(isChangingGet(api.operations[0]!)).toBe(changes);
});
