import { expect, test } from "vitest";
import { excessiveDataExposure } from "../../src/rules/data/excessive-data-exposure.ts";
import { apiOf, faultsIn, returns, SIGN_UP, takes } from "../rules/faults-in.ts";

const TEXT = { type: "string" };
const USER = { type: "object", properties: { id: TEXT, name: TEXT, email: { type: "string", format: "email" } } };
const OF_ORGANISATION = { ...USER, properties: { ...USER.properties, organization_id: TEXT } };
const INVITE = { "POST /users/invite": { requestBody: takes({ email: TEXT }) } };

/* Whoever signs up makes an organisation and invites others to it: its members see each other, and strangers do not. */
test.each<[string, object, object, string, boolean]>([
  ["users of an organisation, who are invited", OF_ORGANISATION, INVITE, "List users", false],
  ["users of whom nobody is invited", OF_ORGANISATION, {}, "List users", true],
  ["users of no organisation", USER, INVITE, "List users", true],
  ["users of an organisation, by its text", USER, {}, "Get the list of organization users", false],
  ["users of an account, by its text", USER, {}, "Returns list of all users on your acme.com account", false],
  ["users of an account, in German", USER, {}, "Die Benutzer in Ihrem Konto", false],
  ["users of an account, in French", USER, {}, "Les utilisateurs de votre compte", false],
  ["users of an account, in Spanish", USER, {}, "Los usuarios de su cuenta", false],
  ["users of an account, in Portuguese", USER, {}, "Os usuários da sua conta", false],
  ["users who can be added to an account", USER, {}, "List all users of the service", true],
])("%s", async (_name, user, more, summary, isFound) => {
  const faults = await faultsIn(
    excessiveDataExposure,
    {
      ...SIGN_UP,
      ...more,
      "GET /me": { responses: returns({ $ref: "#/components/schemas/User" }) },
      "GET /users": { summary, responses: returns({ type: "array", items: { $ref: "#/components/schemas/User" } }) },
    },
    { components: { schemas: { User: user }, securitySchemes: { token: { type: "http", scheme: "bearer" } } } },
  );
  expect(faults.length > 0).toBe(isFound);
});

test.each([
  ["Get a list of users for your organization", "tenant"],
  ["Liste der Nutzer für Ihr Unternehmen", "tenant"],
  ["Liste des utilisateurs pour votre entreprise", "tenant"],
  ["Lista de usuarios para su empresa", "tenant"],
  ["Lista de utilizadores para a sua empresa", "tenant"],
  ["Get a list of users for your search", "population"],
  ["Get a list of the users who organize events", "population"],
])("beside a list of which is said %j, one of the users is of the %s", async (description, whose) => {
  const api = await apiOf({
    "GET /users/{id}": { responses: returns(USER) },
    "GET /users": { description, responses: returns({ type: "array", items: USER }) },
    "POST /signup": { security: [] },
  });
  expect(api.assessed(api.operations[0]!).flows.find(({ direction }) => direction === "read")?.whose).toBe(whose);
});
