import { expect, test } from "vitest";
import { bolaTargetNamedTwice } from "../../src/rules/authorization/bola-target-named-twice.ts";
import { faultsIn, takes } from "./faults-in.ts";

/* What path and body both name. */

const TEXT = { type: "string" };
const said = (description: string): object => ({ ...TEXT, description });
const ofVault = (id: object, more: object = {}): object => ({
  vault: { type: "object", properties: { id }, required: ["id"], ...more },
});
const PARENT = {
  description: "Adds a group to another one.",
  requestBody: takes({ groupId: said("ID of the parent group") }, { required: ["groupId"] }),
};
const kinds = (...values: readonly string[]): object => ({
  relatedEntityId: TEXT,
  relatedEntityType: { enum: values },
});

test.each<[string, string, object, readonly string[], number]>([
  ["a parent", "POST /vaults/{vaultUuid}/items", ofVault(TEXT), ["vault"], 1],
  ["a parent that may be left out", "POST /vaults/{vaultUuid}/items", ofVault(TEXT), [], 0],
  [
    "a parent whose ID is readOnly",
    "POST /vaults/{vaultUuid}/items",
    ofVault({ ...TEXT, readOnly: true }),
    ["vault"],
    0,
  ],
  ["a parent that must agree", "POST /vaults/{vaultUuid}/items", ofVault(said("Must match the path")), ["vault"], 0],
  ["ein Mandant", "PUT /mandanten/{mandantId}/konten/{id}", { mandantId: TEXT }, ["mandantId"], 1],
  [
    "ein Mandant wie im Pfad",
    "PUT /mandanten/{mandantId}/konten/{id}",
    { mandantId: said("Wie im Pfad") },
    ["mandantId"],
    0,
  ],
  ["its own ID", "PUT /vaults/{vaultUuid}", { vaultId: TEXT, id: TEXT }, ["vaultId", "id"], 0],
  [
    "what a command is about",
    "POST /specs/{spec}:rollback",
    { name: said("Required. The spec being rolled back.") },
    ["name"],
    1,
  ],
  ["what a command makes", "POST /specs/{spec}:rollback", { name: said("The name of the new revision") }, ["name"], 0],
  ["one of several kinds", "PATCH /events/{id}", kinds("event", "venue"), ["relatedEntityId", "relatedEntityType"], 1],
  ["one of other kinds", "PATCH /events/{id}", kinds("artist", "venue"), ["relatedEntityId", "relatedEntityType"], 0],
  ["a name that holds another", "PUT /orgs/{org}/senders/{sender}", { name: said("Starts with the org") }, ["name"], 1],
  ["a name that holds none", "PUT /orgs/{org}/senders/{sender}", { name: said("Shown beside the org") }, ["name"], 0],
  ["a new address", "PUT /users/{email}/info", { email: TEXT }, ["email"], 0],
])("bola-target-named-twice: %s: %s", async (_what, id, properties, required, count) => {
  expect(await faultsIn(bolaTargetNamedTwice, { [id]: { requestBody: takes(properties, { required }) } })).toHaveLength(
    count,
  );
});

test("bola-target-named-twice: another of the same kind is no second name", async () => {
  expect(await faultsIn(bolaTargetNamedTwice, { "POST /groups/{groupId}/parent": PARENT })).toHaveLength(0);
  expect(await faultsIn(bolaTargetNamedTwice, { "POST /groups/{groupId}/ties": PARENT })).toHaveLength(0);
});

test("bola-target-named-twice: a tenant in a header counts as one in the path", async () => {
  const header = [{ name: "X-Tenant-Id", in: "header", required: true, schema: TEXT }];
  const order = (properties: object): object => ({
    parameters: header,
    requestBody: takes(properties, { required: Object.keys(properties) }),
  });
  expect(await faultsIn(bolaTargetNamedTwice, { "POST /orders": order({ tenantId: TEXT }) })).toHaveLength(1);
  expect(await faultsIn(bolaTargetNamedTwice, { "POST /orders": order({ productId: TEXT }) })).toHaveLength(0);
});
