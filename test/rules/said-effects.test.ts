import { expect, test } from "vitest";
import { verboseError } from "../../src/rules/data/verbose-error.ts";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { stateChangingGet } from "../../src/rules/transport/state-changing-get.ts";
import { faultsIn, returns, takes } from "./faults-in.ts";

test.each<[string, string, boolean, string?]>([
  ["GET /calls/{id}/join", "Returns the link; the first call charges the card.", false],
  ["GET /calls/{id}/join", "Returns the link, charges the card and ends the call.", true],
  ["GET /calls/{id}/charges", "Returns the charges of the call.", false],
  ["GET /payouts/recalculate", "Works the week out anew and triggers the payments.", true],
  ["GET /c/{code}/eintritt", "Entriegelt das Tor für acht Sekunden.", true],
  ["GET /c/{code}/eintritt", "Zeigt, ob das Tor offen ist.", false],
  ["GET /consultations/{id}/rejoindre", "Renvoie le lien, débite la carte.", true],
  ["GET /consultations/{id}/rejoindre", "Renvoie le lien et le débit de la carte.", false],
  ["GET /puertas/{id}/entrada", "Al abrirse, acciona la cerradura.", true],
  ["GET /repasses/recalcular", "Recalcula os repasses e dispara as ordens.", true],
  ["GET /repasses/recalcular", "Mostra os repasses recalculados.", false],
  ["GET /Tueren/{id}/Oeffnen", "", true],
  ["GET /puertas/{id}/abrir", "", true],
  ["GET /files/{id}/open", "", false],
  ["GET /swaps/{id}", "", false, "A swap with its messages"],
  ["GET /blocks/{id}/addresses", "", false, "Addresses used in a specific block"],
  ["GET /blocks/{id}/addresses", "", false, "Adressen ändern sich in einem block"],
  ["GET /geraete/{id}/alarm", "", true, "Alarm auslösen"],
])("%s, which says %j, has an effect: %s", async (id, description, hasEffect, summary = "") => {
  const faults = await faultsIn(stateChangingGet, {
    [id]: { summary, description, responses: returns({ type: "string" }) },
  });
  expect(faults.length > 0).toBe(hasEffect);
});

test.each([
  ["decision", true, ["accepte", "decline"], true],
  ["antwort", true, ["ja", "nein"], true],
  ["decision", false, ["accepte", "decline"], false],
  ["status", true, ["accepted", "declined"], false],
])("a GET with %s (required: %s) of %j decides: %s", async (name, required, values, decides) => {
  const parameters = [
    { name: "id", in: "path", required: true, schema: { type: "string" } },
    { name, in: "query", required, schema: { type: "string", enum: values } },
  ];
  const faults = await faultsIn(stateChangingGet, { "GET /interviews/{id}/reply": { parameters } });
  expect(faults.length > 0).toBe(decides);
});

test.each([
  ["Frames of the handler's exception, and the query that failed", true],
  ["Ursprünglicher Fehler der Datenbank", true],
  ["Texte de l'erreur Go d'origine", true],
  ["Error original de la base", true],
  ["Mensagem com o erro original", true],
  ["Exception type", false],
  ["Never the original error", false],
  ["What to do next", false],
])("an error with %j leaks: %s", async (description, leaks) => {
  const cause = { type: "array", items: { type: "string" }, description };
  for (const schema of [
    { properties: { cause } },
    { properties: { a: { properties: { b: { properties: { cause } } } } } },
  ])
    expect(await leaksOf(schema), JSON.stringify(schema)).toBe(leaks);
});

const OBJECT = { type: "object" };
const TEXT = { type: "string" };

test.each<[string, object, boolean]>([
  ["the exception", { error: { properties: { exception: OBJECT } } }, true],
  ["the kind of the exception", { error: { properties: { exception: TEXT } } }, false],
  ["the request as it came in", { context: { properties: { raw_request: TEXT } } }, true],
  ["a request's identifier", { context: { properties: { request_id: TEXT } } }, false],
  ["debug output of the program", { debug: { properties: { query: TEXT, host: TEXT } } }, true],
  ["debug output that is a function", { debug: { properties: { colour: TEXT } } }, false],
])("an error with %s leaks", async (_name, properties, leaks) => {
  expect(await leaksOf({ properties })).toBe(leaks);
});

async function leaksOf(schema: object): Promise<boolean> {
  const responses = { 500: { description: "no", content: { "application/json": { schema } } } };
  return (await faultsIn(verboseError, { "GET /trips": { responses } })).length > 0;
}

test.each([
  ["Bedingung nach dem WHERE", true],
  ["What stands after the WHERE", true],
  ["Lo que va después del WHERE", true],
  ["Where the trip begins", false],
])("a text with %j is SQL: %s", async (description, isSql) => {
  const requestBody = takes({ condition: { type: "string", description } });
  expect((await faultsIn(injectionInterpretedInput, { "POST /reports/run": { requestBody } })).length > 0).toBe(isSql);
});

test.each([
  ["Treasurers only; sends the reminder and returns the dues.", 1],
  ["Trésoriers de la section ; envoie l'e-mail et rend la cotisation.", 1],
  ["Trésoriers de la section ; rend la cotisation.", 0],
  ["The reminder that was sent.", 0],
])("state-changing-get: a read that says %j", async (description, count) => {
  const responses = { 200: { description: "The dues." } };
  expect(await faultsIn(stateChangingGet, { "GET /dues/{id}/notice": { description, responses } })).toHaveLength(count);
});
