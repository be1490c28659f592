import { expect, test } from "vitest";
import { isNamedInRevision } from "../../src/exposure/published-people.ts";
import { apiOf, returns } from "../rules/faults-in.ts";

const TEXT = { type: "string" };
const PERSON = { properties: { name: TEXT, email: TEXT, phone: TEXT } };

test.each<[string, object, readonly string[]]>([
  ["a revision carries with it", { sha: TEXT, message: TEXT, committer: PERSON }, ["email", "name"]],
  ["a booking was made by", { id: TEXT, message: TEXT, committer: PERSON }, []],
  ["a revision was reviewed by", { sha: TEXT, message: TEXT, reviewer: PERSON }, []],
])("what is published of the person whom %s", async (_what, properties, names) => {
  const api = await apiOf({ "GET /entries/{id}": { responses: returns({ properties }) } });
  const flows = api.data.flowsOf(api.operations[0]!).filter(isNamedInRevision);
  expect(flows.map(({ field }) => field.name)).toEqual(names);
});
