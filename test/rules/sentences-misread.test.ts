import { expect, test } from "vitest";
import { contradictoryRequirement } from "../../src/rules/authentication/contradictory-requirement.ts";
import { bolaInconsistentAuthorization } from "../../src/rules/authorization/bola-inconsistent-authorization.ts";
import { debugOperation } from "../../src/rules/authorization/debug-operation.ts";
import { verificationSecretInResponse } from "../../src/rules/flows/verification-secret-in-response.ts";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { faultsIn, returns, takes } from "./faults-in.ts";

/* Sentences with the words of an admission that say something else: what comes back, who may not yet, where a role counts. */

const TEXT = { type: "string" };
const PERSON = { type: "object", properties: { id: TEXT, name: TEXT, email: TEXT, diagnosis: TEXT } };
const PEOPLE = { responses: returns(PERSON) };

test.each<[string, number]>([
  ["Every member may read it, whatever their role.", 1],
  ["Returns all users who can be asked to review it.", 0],
  ["Gets a list of all members who can view it.", 0],
  ["Liefert alle Mitglieder, die ihn sehen dürfen.", 0],
])("who may, or what comes back: %s", async (description, count) => {
  const own = { "GET /users/me/file": PEOPLE };
  const found = await faultsIn(bolaInconsistentAuthorization, {
    ...own,
    "GET /users/{userId}/file": { description, ...PEOPLE },
  });
  expect(found.filter(({ message }) => message.includes("every member can use it"))).toHaveLength(count);
});

test.each<[string, string, number]>([
  ["GET", "They need not be a client of the firm.", 1],
  ["POST", "This operation can only be performed by a user who is not yet a member.", 0],
  ["POST", "Invitations can only be used by users who are not part of the organization yet.", 0],
  ["GET", "This endpoint can be used by all users, even without a subscription.", 0],
  ["GET", "Der Endpunkt kann von allen genutzt werden, auch ohne Vertrag.", 0],
])("people who have nothing to do with the caller: %s %s", async (method, description, count) => {
  const operations = { [`${method} /members/{memberId}`]: { description, ...PEOPLE } };
  const found = await faultsIn(bolaInconsistentAuthorization, operations);
  expect(found.filter(({ message }) => message.includes("nothing to do with"))).toHaveLength(count);
});

test.each<[string, number]>([
  ["If not provided, returns those of all tenants.", 1],
  ["If not provided, returns those of all business units.", 0],
  ["Wenn nicht angegeben, die aller Abteilungen.", 0],
])("a filter that is left out: %s", async (description, count) => {
  const parameters = [{ name: "tenantGuid", in: "query", description, schema: TEXT }];
  const found = await faultsIn(bolaInconsistentAuthorization, { "GET /people": { parameters, ...PEOPLE } });
  expect(found.filter(({ message }) => message.includes("tenantGuid"))).toHaveLength(count);
});

test.each<[string, object, number]>([
  ["POST /reset", {}, 1],
  ["POST /reset", { summary: "Send reset password email" }, 0],
  ["POST /reset", { requestBody: takes({ email: TEXT }) }, 0],
  ["POST /zurücksetzen", { summary: "Setzt das Passwort zurück" }, 0],
])("debug-operation: %s %j", async (id, operation, count) => {
  expect(await faultsIn(debugOperation, { [id]: operation })).toHaveLength(count);
});

test("a code that the issuer of a card sends back proves nothing of who asked", async () => {
  const description = "Sends a message with the code. Where no code is set, the code is returned in the response.";
  const responses = returns({ type: "object", properties: { auth_code: TEXT } });
  const found = async (body: object): Promise<number> => {
    const operations = { "POST /sessions/{id}/verify": { description, requestBody: takes(body), responses } };
    return (await faultsIn(verificationSecretInResponse, operations)).length;
  };
  expect(await found({ card_number: TEXT, cvv2: TEXT })).toBe(0);
  expect(await found({ phone: TEXT })).toBe(1);
});

test.each<[string, number]>([
  ["For staff only.", 1],
  ["Only administrators may call this.", 1],
  ["The user making this call must be an admin in the workspace.", 0],
  ["Nur Administratoren des Workspace dürfen das.", 0],
])("a role that the service looks up within the thing of the path: %s", async (description, count) => {
  const security = [{ customers: [] }, { office: [] }];
  const operations = { "POST /workspaces/{workspaceId}/remove": { description, security } };
  const securitySchemes = {
    customers: { type: "http", scheme: "bearer", description: "The token that each customer gets after signing up." },
    office: { type: "http", scheme: "basic", description: "For staff of the office." },
  };
  const found = await faultsIn(contradictoryRequirement, operations, { components: { securitySchemes } });
  expect(found.filter(({ message }) => message.includes("staff only"))).toHaveLength(count);
});

test.each<[string, number]>([
  ["JavaScript to be executed on each of them.", 1],
  ["The ID of the customer to whom it is attached.", 0],
  ["Die ID des Kunden, dem sie zugeordnet wird.", 0],
])("what is an identifier is no code: %s", async (description, count) => {
  const body = takes({ customer: { type: "string", description } });
  const said = "The script is executed when the customer is attached.";
  const found = await faultsIn(injectionInterpretedInput, {
    "POST /methods/{methodId}/attach": { description: said, requestBody: body },
  });
  expect(found).toHaveLength(count);
});
