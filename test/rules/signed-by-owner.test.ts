import { expect, test } from "vitest";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { faultsIn, returns, takes } from "./faults-in.ts";

/* What has no effect until its owner signs it, and what its owner has signed, needs no credential beside. */

const HEX = { type: "string" };

test.each<[string, string, number]>([
  ["builds what is not signed", "Builds an unsigned raw transaction that sends a token.", 0],
  ["… in German", "Baut eine unsignierte Transaktion.", 0],
  ["… in French", "Construit une transaction non signée.", 0],
  ["… in Spanish", "Construye una transacción sin firmar.", 0],
  ["… in Portuguese", "Constrói uma transação não assinada.", 0],
  ["passes on what is signed", "Broadcasts a signed raw transaction to the network.", 0],
  ["… in French", "Diffuse une transaction signée.", 0],
  ["builds and keeps", "Builds a transaction that sends a token.", 1],
  ["builds, and has it signed", "Builds an unsigned transaction and has it signed by the custody service.", 1],
  ["signs it, too", "Signs an unsigned raw transaction with the key of the wallet.", 1],
  ["passes on what it signs", "Broadcasts a transaction from the wallet to the network.", 1],
])("%s", async (_what, description, count) => {
  const operation = { description, security: [], requestBody: takes({ txHex: HEX }), responses: returns(HEX) };
  expect(await faultsIn(unauthenticatedWrite, { "POST /coins/send": operation, "GET /me": {} })).toHaveLength(count);
});

const SIGNED = "Broadcasts a signed transaction.";

test.each<[string, object, number]>([
  ["as it is", { rawTx: HEX }, 0],
  ["as its text says", { value: { ...HEX, description: "The signed transaction" } }, 0],
  ["put together from who sends what", { from: HEX, to: HEX, value: HEX }, 1],
  ["of the wallet that is named", { walletId: HEX, memo: HEX }, 1],
])("a signed transaction that comes in %s", async (_what, properties, count) => {
  const operation = { description: SIGNED, security: [], requestBody: takes(properties), responses: returns(HEX) };
  expect(await faultsIn(unauthenticatedWrite, { "POST /coins/send": operation, "GET /me": {} })).toHaveLength(count);
});
