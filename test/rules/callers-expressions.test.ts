import { expect, test } from "vitest";
import { redosPattern } from "../../src/rules/inputs/redos-pattern.ts";
import { faultsIn, takes } from "./faults-in.ts";

/* Regular expressions that callers write, and that a read runs over what there is. */

const TEXT = { type: "string" };
const query = (name: string, schema: object = TEXT, description = ""): object => ({
  security: [],
  parameters: [{ name, in: "query", schema, ...(description !== "" && { description }) }],
});

test.each<[string, string, object, string]>([
  ["a switch", "GET /birds", query("useRegex", { type: "boolean" }), "query useRegex"],
  ["a name", "GET /birds", query("song_regexp"), "query song_regexp"],
  ["a text", "GET /birds", query("song", TEXT, "A regular expression for the names of songs."), "query song"],
  ["in German", "GET /voegel", query("gesang", TEXT, "Regulärer Ausdruck für den Gesang."), "query gesang"],
  ["in French", "GET /oiseaux", query("chant", TEXT, "Expression régulière pour le chant."), "query chant"],
  ["in Spanish", "GET /aves", query("canto", TEXT, "Expresión regular para el canto."), "query canto"],
  ["in Portuguese", "GET /aves", query("canto", TEXT, "Expressão regular para o canto."), "query canto"],
  ["a search by POST", "POST /birds/search", { security: [], requestBody: takes({ regex: TEXT }) }, "request regex"],
  // No expression of the caller's, or one that is bounded.
  ["what a value must match", "GET /birds", query("song", TEXT, "Must match the regular expression ^[a-z]+$."), ""],
  ["said first", "GET /birds", query("song", TEXT, "Regular expression that the value must match: ^a$."), ""],
  ["none, by the text", "GET /birds", query("song", TEXT, "A regular expression is not allowed."), ""],
  ["a matcher of linear time", "GET /birds", query("regex", TEXT, "In the syntax of RE2."), ""],
  ["a time limit", "GET /birds", query("regex", TEXT, "Searches have a time limit of a second."), ""],
  ["a short one", "GET /birds", query("regex", { ...TEXT, maxLength: 20 }), ""],
  ["one of some", "GET /birds", query("regex", { enum: ["a", "b"] }), ""],
  ["a pattern that is kept", "POST /fields", { security: [], requestBody: takes({ regex: TEXT }) }, ""],
  ["a search for words", "GET /birds", query("song"), ""],
])("%s", async (_what, id, operation, witnesses) => {
  const faults = await faultsIn(redosPattern, { [id]: operation, "GET /nests": {} });
  expect(faults.flatMap(({ places = [] }) => places.map(({ witness }) => witness)).join()).toBe(witnesses);
});

test.each([
  ["nobody is asked", { security: [] }, 0],
  ["a credential is required", {}, 1],
])("how grave it is where %s", async (_what, more, steps) => {
  const { security: _, ...asked } = query("regex") as { security: unknown };
  const [fault] = await faultsIn(redosPattern, { "GET /birds": { ...asked, ...more }, "GET /nests": {} });
  expect(fault?.mitigations).toHaveLength(steps);
});
