import { expect, test } from "vitest";
import { negativeAmount } from "../../src/rules/inputs/negative-amount.ts";
import { faultsIn, takes } from "./faults-in.ts";

/* Amounts of what moves money, in languages other than English: transfers, top-ups, tips, bids and investments. */

const MOVED: readonly (readonly [string, string])[] = [
  ["/familias/{id}/monedero/traspasos", "importe"],
  ["/billetera/recargas", "importe"],
  ["/pedidos/{id}/propinas", "importe"],
  ["/subastas/{id}/pujas", "importe"],
  ["/carteira/repasses", "valor"],
  ["/corridas/{id}/gorjetas", "valor"],
  ["/konten/{id}/umbuchungen", "betrag"],
  ["/fahrten/{id}/trinkgelder", "betrag"],
  ["/cagnottes/{id}/transferts", "montant"],
  ["/courses/{id}/pourboires", "montant"],
];

test.each(MOVED)("%s takes `%s` without a least value", async (path, name) => {
  const body = takes({ [name]: { type: "number", maximum: 100 } });
  expect(await faultsIn(negativeAmount, { [`POST ${path}`]: { requestBody: body } })).toHaveLength(1);
});

test.each(MOVED)("%s: `%s` has one", async (path, name) => {
  const body = takes({ [name]: { type: "number", exclusiveMinimum: 0, maximum: 100 } });
  expect(await faultsIn(negativeAmount, { [`POST ${path}`]: { requestBody: body } })).toEqual([]);
});
