import { expect, test } from "vitest";
import { isToldOfNobody } from "../../src/operations/told-in-words.ts";
import { apiOf } from "../rules/faults-in.ts";

/* Where no schema says what comes back, a sentence may: of nobody, it settles that no schema decides. */

test.each([
  ["GET /weather/{place}", "Get the weather of a place by day", true],
  ["GET /departures/{station}", "Returns the trains that leave a station next", true],
  ["GET /blueprints/{id}", "Get a blueprint", false],
  ["GET /measurements", "List measurements", false],
  ["GET /weather", "Liefert weather", false],
  ["GET /measurements", "Returns measurements", false],
  ["GET /weather", "", false],
  ["GET /weather", "Success", false],
  ["GET /things", "Gets what was asked for", false],
  ["GET /visits", "Lists the visits of customers in a shop", false],
  ["GET /customers/{id}/weather", "Get the weather by place and day", false],
  ["GET /orders/{id}", "Get the order with all of its lines", false],
  ["GET /cameras/{id}/picture", "Get the picture of a camera now", false],
  ["GET /vault", "Returns the secrets of the vault by namespace", false],
  ["GET /environment", "Returns the environment variables of the service", false],
  ["GET /forecasts", "Returns the internal revenue forecast", false],
  ["GET /codes", "Lists the disarm codes of the alarms", false],
  ["GET /export", "Download all of the weather as one file", false],
  ["GET /hooks/{id}", "Get the hook with its password and address", false],
  ["GET /rates", "Lists the rates of your own projects", false],
])("%s: %s", async (id, summary, isTold) => {
  const api = await apiOf({ [id]: { summary, responses: { "200": { description: "" } } } });
  expect(isToldOfNobody(api.operations[0]!)).toBe(isTold);
});
