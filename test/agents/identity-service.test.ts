import { expect, test } from "vitest";
import { agentsDescription, decidedIn, decisionOf, operationYaml } from "./decided.ts";

/** Changes of an identity provider: some say by themselves that they let somebody in, and the others are steps of it. */
const STEPS = [
  operationYaml("POST /api-keys", "Issue a key", "Product", "Token"),
  operationYaml("PUT /roles/{roleId}", "Change a role", "Product"),
  operationYaml("POST /organizations/{orgId}/members", "Add a member", "Product"),
  operationYaml("DELETE /users/{userId}", "Delete a user"),
  operationYaml("PUT /stages/{stageId}", "Change a stage", "Product"),
  operationYaml("POST /stages", "Add a stage", "Product"),
  operationYaml("DELETE /stages/{stageId}/pictures/{pictureId}", "Remove a picture"),
  operationYaml("PUT /mappings/{mappingId}", "Change a mapping", "Product"),
  operationYaml("GET /stages", "List stages", "", "[Product]"),
].join("\n");

const on = async (text: string, id: string): Promise<string> => decisionOf((await decidedIn(text)).get(id)!);

const called = (title: string, description: string): string =>
  agentsDescription(STEPS).replace(
    'info: { title: Acme, version: "1" }',
    `info: { title: ${title}, version: "1", description: "${description}" }`,
  );

test.each([
  ["Acme", "Making authentication simple."],
  ["Acme Identity Platform", ""],
  ["Acme", "API des Identitätsdienstes: der Identitätsdienst von Acme."],
])("%s, %s: whatever such an API changes, it changes how people are let in", async (title, description) => {
  const text = called(title, description);
  expect(await on(text, "PUT /stages/{stageId}")).toBe("deny safeguards");
  expect(await on(text, "DELETE /stages/{stageId}/pictures/{pictureId}")).toBe("deny safeguards");
  expect(await on(text, "GET /stages")).toBe("allow plain-data");
});

test.each([
  ["Acme Stages", "Plan what is played on your stages."],
  ["Acme Stages", "Plan what is played. Authentication is by a token."],
])("%s, %s: users and keys, which most APIs have, make none", async (title, description) => {
  expect(await on(called(title, description), "PUT /stages/{stageId}")).toBe("confirm shared-change");
});
