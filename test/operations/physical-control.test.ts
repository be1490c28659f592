import { describe, expect, test } from "vitest";
import { anonymousHarm } from "../../src/operations/anonymous-harm.ts";
import { harmsOf } from "../../src/operations/great-harm.ts";
import { testBoundaries } from "../../src/review/boundaries.ts";
import { rankedTests } from "../../src/review/tests.ts";
import { missingScope } from "../../src/rules/authentication/missing-scope.ts";
import { apiOf, faultsIn, takes, type Operations } from "../rules/faults-in.ts";

const TEXT = { type: "string" };
const SWITCH = { type: "boolean" };
const NUMBER = { type: "number" };
const body = (schema: object): object => ({ requestBody: { content: { "application/json": { schema } } } });
const sends = (properties: object): object => ({ requestBody: takes(properties) });

describe("what switches or drives something is harm to the physical world", () => {
  test.each<[string, Operations, boolean]>([
    ["the state of a digital output", { "POST /ios/digitalOutputs/{name}/state": sends({ value: SWITCH }) }, true],
    ["the state of a digital input", { "POST /ios/digitalInputs/{name}/state": sends({ value: SWITCH }) }, false],
    ["an analog output", { "PUT /analog-outputs/{id}": body(NUMBER) }, true],
    ["ein Digitalausgang", { "PUT /digitalausgaenge/{id}": sends({ wert: SWITCH }) }, true],
    ["une sortie analogique", { "PUT /sortie-analogique/{id}": sends({ valeur: NUMBER }) }, true],
    ["una salida digital", { "PUT /salidas-digitales/{id}": sends({ valor: SWITCH }) }, true],
    ["uma saída digital", { "PUT /saida-digital/{id}": sends({ valor: SWITCH }) }, true],
    ["a relay that is switched", { "PUT /relays/{id}": sends({ on: SWITCH }) }, true],
    ["a relay that is named", { "PUT /relays/{id}": sends({ label: TEXT, location: TEXT }) }, false],
    ["a coil of a controller", { "PUT /modbus/coils/{address}": sends({ value: SWITCH }) }, true],
    ["a coil of steel", { "PUT /coils/{id}": sends({ weight: NUMBER, grade: TEXT }) }, false],
    ["a valve by the end of its path", { "PUT /valves/{id}/state": body({ type: "object" }) }, true],
    ["a valve of a catalogue", { "POST /valves": sends({ diameter: NUMBER, price: NUMBER }) }, false],
    ["ein Ventil", { "PUT /ventile/{id}": sends({ stellung: NUMBER }) }, true],
    ["une pompe", { "PUT /pompes/{id}/marche": {} }, true],
    ["una válvula", { "PUT /valvulas/{id}": sends({ posición: NUMBER }) }, true],
    ["uma bomba", { "PUT /bombas/{id}": sends({ velocidade: NUMBER }) }, true],
    ["insurance of motors", { "POST /motor-insurance/quotes": sends({ value: NUMBER }) }, false],
    ["pages of fans", { "PUT /fan-pages/{id}": sends({ state: TEXT }) }, false],
    ["a text that is used again", { "PUT /boiler-plate/{id}": sends({ value: TEXT }) }, false],
    ["servers that pass on", { "PUT /relay-servers/{id}": sends({ state: TEXT }) }, false],
    ["a valve with a number", { "PUT /valve-1/state": sends({ value: SWITCH }) }, true],
    ["a motor of a door", { "PUT /garage-door-motor/{id}": sends({ state: TEXT }) }, true],
    ["the state of a relay in one word", { "PUT /relayState": sends({ on: SWITCH }) }, true],
    ["a control of a motor", { "PUT /motor-control": sends({ speed: NUMBER }) }, true],
    ["a switch of a heater", { "POST /heaters/{id}/switch": {} }, true],
    ["une vanne de gaz", { "PUT /vanne-de-gaz/{id}": sends({ position: NUMBER }) }, true],
    ["a body that is one value", { "PUT /thermostats/{id}": body(NUMBER) }, true],
    ["a set point in the body", { "PATCH /rooms/{id}": sends({ heating_setpoint: NUMBER }) }, true],
    ["the name of a set point", { "PATCH /rooms/{id}": sends({ heating_setpoint: TEXT }) }, false],
    ["the temperature of a room", { "PATCH /rooms/{id}": sends({ temperature: NUMBER }) }, false],
    ["an output that is taken out", { "DELETE /digital-outputs/{id}": {} }, false],
  ])("%s", async (_what, operations, isPhysical) => {
    const api = await apiOf(operations);
    const [operation] = api.operations;
    expect(anonymousHarm(operation!) === "physical").toBe(isPhysical);
    expect(harmsOf(api, [operation!]).has("control physical devices")).toBe(isPhysical);
  });
});

const readsOf = (count: number): Operations =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`GET /readings${at}`, {}]));
const OUTPUT: Operations = { "PUT /digital-outputs/{id}/state": sends({ value: SWITCH }) };
const NOTE: Operations = { "PUT /notes/{id}/state": sends({ value: SWITCH }) };
const KEY = {
  security: [{ key: [] }],
  components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-API-Key" } } },
};
const OPEN_KEY = {
  security: [{ key: [] }],
  components: {
    securitySchemes: {
      key: { type: "apiKey", in: "header", name: "X-API-Key", description: "Anyone can create a key for free." },
    },
  },
};

test.each<[string, Operations, object, number | undefined]>([
  ["an output", OUTPUT, KEY, 0],
  ["an output, with a key that anybody gets", OUTPUT, OPEN_KEY, 1],
  ["a note", NOTE, KEY, undefined],
])("one key that reads and writes %s", async (_what, operations, more, steps) => {
  const [fault] = await faultsIn(missingScope, { ...readsOf(5), ...operations }, more);
  expect(fault?.aggravations?.length).toBe(steps);
});

test.each<[string, Operations, readonly string[]]>([
  ["an output", OUTPUT, ["physical device"]],
  ["a note", NOTE, ["integrity"]],
])("that others cannot write %s is tested before release", async (_what, operations, stakes) => {
  const boundaries = testBoundaries(rankedTests(await apiOf(operations, KEY)));
  expect(boundaries.flatMap((one) => one.stakes)).toEqual(stakes);
});
