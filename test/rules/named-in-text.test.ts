import { expect, test } from "vitest";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { faultsIn, takes } from "./faults-in.ts";

/* What the text of an operation says is done with a field that has no text of its own. */

const TEXT = { type: "string" };

test.each([
  ["The expression is compiled as a C# script and executed on the server.", "expression", 1],
  ["The price formula is executed as Python.", "priceFormula", 1],
  ["Die Formel wird als Groovy auf dem Server ausgeführt.", "formel", 1],
  ["Der Ausdruck wird als C#-Skript ausgeführt.", "ausdruck", 1],
  ["La formule est exécutée en Python sur le serveur.", "formule", 1],
  ["L'expression est interprétée en Lua.", "expression", 1],
  ["La expresión se compila como script de C# y se ejecuta en el servidor de cálculo.", "expresion", 1],
  ["La fórmula se ejecuta como JavaScript.", "formula", 1],
  ["A fórmula é executada em Python no servidor.", "formula", 1],
  ["A expressão é avaliada em JavaScript no servidor.", "expressao", 1],
  ["The expression is read by a parser of our own.", "expression", 0],
  ["The expression is not executed as Python.", "expression", 0],
  ["The nightly job is executed in Python.", "remark", 0],
  ["Der Bericht wird nachts mit Python ausgeführt.", "bemerkung", 0],
  ["Le calcul nocturne est exécuté en Python.", "remarque", 0],
  ["El cálculo se ejecuta de noche en Python.", "nota", 0],
  ["O cálculo é executado à noite em Python.", "nota", 0],
])("%s With %s", async (description, name, found) => {
  const faults = await faultsIn(injectionInterpretedInput, {
    "POST /payroll/trial": { description, requestBody: takes({ [name]: TEXT, employee: TEXT }) },
  });
  expect(faults).toHaveLength(found);
});

const WEB = { type: "string", pattern: "^https?://", maxLength: 2000 };

test.each([
  ["The server fetches the notice from the given address.", "urlTaxNotice", TEXT, 1],
  ["The server fetches the notice from the given address.", "uriOfNotice", TEXT, 1],
  ["The server fetches the notice from where it is.", "notice", WEB, 1],
  ["Der Server lädt den Bescheid von der angegebenen Adresse.", "urlBescheid", TEXT, 1],
  ["Der Server lädt den Bescheid von dort.", "bescheid", WEB, 1],
  ["Le serveur récupère l'avis d'imposition à l'adresse indiquée, suit les redirections.", "urlAvisImposition", WEB, 1],
  ["Le serveur télécharge l'avis.", "urlAvis", TEXT, 1],
  ["El servidor descarga el justificante.", "urlJustificante", TEXT, 1],
  ["O servidor baixa o comprovante.", "urlComprovante", TEXT, 1],
  ["The employee reads the notice at the given address.", "urlTaxNotice", TEXT, 0],
  ["Die Sachbearbeitung öffnet den Bescheid.", "urlBescheid", TEXT, 0],
  ["L'agence consulte l'avis.", "urlAvisImposition", WEB, 0],
  ["La oficina consulta el justificante.", "urlJustificante", TEXT, 0],
  ["O atendente consulta o comprovante.", "urlComprovante", TEXT, 0],
])("%s With %s", async (description, name, schema, found) => {
  const faults = await faultsIn(ssrfClientSuppliedUrl, {
    "POST /surveys/{year}": { description, requestBody: takes({ [name]: schema, income: { type: "integer" } }) },
  });
  expect(faults).toHaveLength(found);
});
