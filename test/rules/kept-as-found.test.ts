import { expect, test } from "vitest";
import { authenticationUnstated } from "../../src/rules/authentication/authentication-unstated.ts";
import { massAssignment } from "../../src/rules/authorization/mass-assignment.ts";
import { bolaInconsistentAuthorization } from "../../src/rules/authorization/bola-inconsistent-authorization.ts";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { faultsIn, returns, SIGN_UP, takes } from "./faults-in.ts";

/* What looks like a reason for silence and is none: beside what is found stays what it was. */

const TEXT = { type: "string" };
const PDF = { responses: { 200: { description: "OK", content: { "application/pdf": {} } } } };

test.each([
  ["POST /orders/ship", "Ships the order. Renders the label as a PDF."],
  ["POST /accounts/close", "Closes the account and deletes its data. Converts the balance to a receipt."],
  ["POST /points/redeem", "Converts the points of a member into a voucher."],
  ["POST /invoices/download", "Downloads the invoice and marks it as paid."],
  [
    "POST /certificates",
    "Renders the certificate, signs it with the key of the authority and enters it in the register.",
  ],
])("%s that answers with a file does what its text says: %s", async (operation, description) => {
  const faults = await faultsIn(unauthenticatedWrite, {
    "GET /me": {},
    [operation]: { security: [], description, requestBody: takes({ id: TEXT }), ...PDF },
  });
  expect(faults).toHaveLength(1);
});

test.each([
  "Returns any order, also those of other users. Withdrawal: § 355 BGB.",
  "Returns the orders of all users. Personal data in the sense of Art. 4 GDPR: do not log.",
])("a law beside the sentence that opens others' things opens nothing: %s", async (description) => {
  const faults = await faultsIn(bolaInconsistentAuthorization, {
    ...SIGN_UP,
    "GET /me": {},
    "GET /orders/{orderId}": { description, responses: returns({ id: TEXT, address: TEXT, iban: TEXT }) },
  });
  const said = await faultsIn(bolaInconsistentAuthorization, {
    ...SIGN_UP,
    "GET /me": {},
    "GET /orders/{orderId}": {
      description: description.split(". ")[0]!,
      responses: returns({ id: TEXT, address: TEXT, iban: TEXT }),
    },
  });
  expect(faults.length).toBe(said.length);
});

test("what one call of many says of a name makes it no credential of all", async () => {
  const paths = ["/orders", "/users", "/notes", "/files", "/keys"].map(
    (path) =>
      [
        `POST ${path}/delete`,
        {
          security: undefined,
          requestBody: takes(
            { ref: { ...TEXT, description: path === "/keys" ? "API key to delete" : "What to delete" } },
            ["ref"],
          ),
        },
      ] as const,
  );
  const faults = await faultsIn(authenticationUnstated, Object.fromEntries(paths), { security: undefined });
  expect(JSON.stringify(faults)).not.toContain("take a credential");
});

test.each([
  ["An account can have no more than 100 keys.", 1],
  ["The role of a new key cannot exceed that of the one that makes it.", 0],
])("the limit %j keeps the rights of new keys: %s", async (description, count) => {
  const role = { type: "string", enum: ["READER", "WRITER", "ADMIN"], description: "Role of the key" };
  const faults = await faultsIn(massAssignment, {
    "POST /keys": { description, requestBody: takes({ apiKeyRole: role }), security: [{ key: [] }] },
    "GET /keys": { security: [{ key: [] }] },
  });
  expect(faults).toHaveLength(count);
});
