import { expect, test } from "vitest";
import { sensitiveDataInUrl } from "../../src/rules/data/sensitive-data-in-url.ts";
import { faultsIn, takes } from "./faults-in.ts";

/* Texts to be stored that stand in the query string of a change without a body. */

const TEXT = { type: "string" };
const query = (...parameters: readonly (readonly [string, object])[]): object => ({
  parameters: parameters.map(([name, schema]) => ({ name, in: "query", schema })),
});

test.each<[string, string, object, string]>([
  ["notes", "PATCH /herds/{id}", query(["health_notes", TEXT], ["weight", { type: "number" }]), "query health_notes"],
  ["a comment", "POST /herds/{id}/comments", query(["comment", TEXT]), "query comment"],
  ["in German", "POST /herden/{id}/vermerke", query(["anmerkung", TEXT]), "query anmerkung"],
  ["in French", "POST /troupeaux/{id}/suivi", query(["remarque", TEXT]), "query remarque"],
  ["in Spanish", "PUT /rebanos/{id}", query(["observaciones", TEXT]), "query observaciones"],
  ["in Portuguese", "PUT /rebanhos/{id}", query(["anotacao", TEXT]), "query anotacao"],
  // No text that is kept, or another place.
  ["in a body", "PATCH /herds/{id}", { requestBody: takes({ health_notes: TEXT }) }, ""],
  ["beside a body", "PATCH /herds/{id}", { ...query(["note", TEXT]), requestBody: takes({ name: TEXT }) }, ""],
  ["a search", "GET /herds", query(["note", TEXT]), ""],
  ["a search by POST", "POST /herds/search", query(["note", TEXT]), ""],
  ["one of some", "POST /herds", query(["note", { enum: ["a", "b"] }]), ""],
  ["a switch", "POST /herds", query(["with_note", { type: "boolean" }]), ""],
  ["a number of one", "POST /herds", query(["note_id", TEXT]), ""],
  ["nothing that is written", "POST /herds", query(["size", TEXT]), ""],
])("%s", async (_what, id, operation, witnesses) => {
  const faults = await faultsIn(sensitiveDataInUrl, { [id]: operation });
  const places = faults.filter(({ cause }) => cause === "written texts").flatMap((fault) => fault.places ?? []);
  expect(places.map(({ witness }) => witness).join()).toBe(witnesses);
});

test.each<[string, object, number]>([
  ["a note behind a credential", query(["note", TEXT]), 0],
  ["a comment that anybody leaves", { ...query(["comment", TEXT]), security: [] }, 1],
  ["a text", query(["body", TEXT]), 1],
])("%s is weighed by who reads it", async (_what, operation, steps) => {
  const faults = await faultsIn(sensitiveDataInUrl, { "POST /guests": operation, "GET /guests": {} });
  const [fault] = faults.filter(({ cause }) => cause === "written texts");
  expect(fault?.mitigations).toHaveLength(steps);
});
