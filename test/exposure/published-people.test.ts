import { expect, test } from "vitest";
import { isNamedInRevision, isOfPublishedPerson, isPublishedText } from "../../src/exposure/published-people.ts";
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

const YEAR = { type: "integer" };
const GRAVE = { name: { type: "string", description: "Name of the deceased person" }, birthYear: YEAR, plot: TEXT };

test.each<[string, string, object, readonly string[]]>([
  ["whose names are said to be of the dead", "Find a grave", GRAVE, ["birthYear", "name"]],
  ["by a summary, with when they died", "Grab einer verstorbenen Person", { name: TEXT, geburtsjahr: YEAR, sterbejahr: YEAR }, ["geburtsjahr", "name"]], // prettier-ignore
  ["which may have a date of death", "Find a patient", { name: TEXT, birthDate: TEXT, deceasedDate: TEXT }, []],
  ["of the dead, with what is private", "Find a grave", { ...GRAVE, diagnosis: TEXT, phone: TEXT }, ["birthYear", "name"]], // prettier-ignore
  ["with the telephone of an office", "Find a branch", { town: TEXT, workPhone: TEXT }, ["workPhone"]],
  ["without the dead", "Members, without deceased ones", { name: TEXT, birthDate: TEXT, deathDate: TEXT }, []],
  ["of the heirs of the dead", "Estates of deceased persons", { heirName: TEXT, deathDate: TEXT }, []],
  ["with a telephone of nobody's office", "Find a branch", { town: TEXT, phone: TEXT, homePhone: TEXT }, []],
])("what is published of records %s", async (_what, summary, properties, names) => {
  const api = await apiOf({ "GET /entries/{id}": { summary, responses: returns({ properties }) } });
  const flows = api.data.flowsOf(api.operations[0]!).filter(isOfPublishedPerson);
  expect(flows.map(({ field }) => field.name).toSorted()).toEqual(names);
});

test.each([
  ["/branches", ["workPhone"]],
  ["/victims", []],
  ["/leads", []],
  ["/zeugen", []],
])("what is published of %s", async (path, names) => {
  const responses = returns({ properties: { town: TEXT, workPhone: TEXT } });
  const api = await apiOf({ [`GET ${path}`]: { responses } });
  const flows = api.data.flowsOf(api.operations[0]!).filter(isOfPublishedPerson);
  expect(flows.map(({ field }) => field.name)).toEqual(names);
});

test.each<[string, string, object, readonly string[]]>([
  ["that were announced", "Angekündigte Nachrichten", { security: [] }, ["text"]],
  ["that were published", "Published messages", { security: [] }, ["text"]],
  ["from the public", "Mensajes del público", { security: [] }, []],
  ["that are not published yet", "Messages that are not published", { security: [] }, []],
  ["for those who log in", "Published messages", {}, []],
  ["of which nothing is said", "Messages", { security: [] }, []],
])("messages %s", async (_what, summary, more, names) => {
  const api = await apiOf({
    "GET /messages": {
      ...more,
      summary,
      responses: returns({ title: "Message", properties: { text: TEXT, sentAt: TEXT } }),
    },
  });
  const flows = api.data.flowsOf(api.operations[0]!).filter(isPublishedText);
  expect(flows.map(({ field }) => field.name)).toEqual(names);
});
