import { expect, test } from "vitest";
import { contradictoryRequirement } from "../../src/rules/authentication/contradictory-requirement.ts";
import { bflaInconsistentAuthorization } from "../../src/rules/authorization/bfla-inconsistent-authorization.ts";
import { bolaInconsistentAuthorization } from "../../src/rules/authorization/bola-inconsistent-authorization.ts";
import { publicFileLink } from "../../src/rules/data/public-file-link.ts";
import { businessFlowAbuse } from "../../src/rules/flows/business-flow-abuse.ts";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { intentOf } from "../../src/exposure/intent.ts";
import { apiOf, faultsIn, returns, SIGN_UP, spotsOf, takes, type Operations } from "./faults-in.ts";

/* A way in that is another's, what most operations say and one leaves out, and what lies where anybody gets it. */

const key = (name: string, description: string): object => ({ type: "apiKey", in: "header", name, description });

test.each<[text: string, other: object, own: object, isFound: boolean]>([
  ["Reserved for the laboratory.", key("X-A", "Key of a clinic"), key("X-B", "Key of the laboratory"), true],
  ["Only for carriers. Ends the tour.", key("X-A", "Key of a shop"), key("X-B", "For carriers"), true],
  ["Nur für das Lager.", key("X-A", "Schlüssel eines Kunden"), key("X-B", "Geräte im Lager"), true],
  ["Entscheidung der Sachbearbeitung.", key("X-A", "Antragsteller"), key("X-B", "Sachbearbeitung"), true],
  ["Réservé au dépôt.", key("X-A", "Clé d'un magasin"), key("X-B", "Clé d'un terminal du dépôt"), true],
  ["Reservado al taller.", key("X-A", "Clave de un conductor"), key("X-B", "Clave del taller"), true],
  ["Reservado a transportadoras.", key("X-A", "Chave da loja"), key("X-B", "Chave das transportadoras"), true],
  // Both are of the party, or neither, or the other is let in by another sentence.
  ["Reserved for the laboratory.", key("X-A", "Key of the laboratory"), key("X-B", "Laboratory device"), false],
  ["Reserved for the laboratory.", key("X-A", "Key"), key("X-B", "Token"), false],
  ["Closes the case for the laboratory.", key("X-A", "Key of a clinic"), key("X-B", "Key of the laboratory"), false],
  [
    "Reserved for the laboratory. A clinic may close its own.",
    key("X-A", "Key of a clinic"),
    key("X-B", "Key of the laboratory"),
    false,
  ],
  [
    "Nur für das Lager. Ein Kunde meldet damit Rückgaben an.",
    key("X-A", "Schlüssel eines Kunden"),
    key("X-B", "Geräte im Lager"),
    false,
  ],
  [
    "Réservé au dépôt et aux magasins.",
    key("X-A", "Clé d'un des magasins"),
    key("X-B", "Clé d'un terminal du dépôt"),
    false,
  ],
  ["Solo para los propios pedidos.", key("X-A", "Clave de un conductor"), key("X-B", "Clave de pedidos"), false],
])("%s %j %j", async (description, other, own, isFound) => {
  const faults = await faultsIn(
    contradictoryRequirement,
    { "POST /lots/{id}/close": { description, security: [{ other: [] }, { own: [] }] } },
    { components: { securitySchemes: { other, own } } },
  );
  expect(faults.map(({ cause }) => cause)).toEqual(isFound ? ["party other change"] : []);
});

const PERSON = returns({ properties: { diagnosis: { type: "string" } } });
const kept = (description: string): object => ({ description, responses: PERSON });

test.each([
  ["a role in each but one", "Roles `nurse` and `doctor`.", "Readings of the patient.", "GET /patients/{id}/readings"],
  ["in Portuguese", "Papéis `enfermeiro` e `medico`.", "Leituras do paciente.", "GET /patients/{id}/readings"],
  ["a role in each", "Roles `nurse` and `doctor`.", "Role `nurse`.", ""],
])("%s", async (_what, role, text, spots) => {
  const operations = Object.fromEntries(
    ["visits", "bills", "doses", "scans", "notes", "stays"].map((thing) => [`GET /patients/{id}/${thing}`, kept(role)]),
  );
  const faults = await faultsIn(bflaInconsistentAuthorization, {
    ...operations,
    "GET /patients/{id}/readings": kept(text),
  });
  expect(spotsOf(faults)).toBe(spots);
});

test("whose things are meant is left out of one way in that others share", async () => {
  const faults = await faultsIn(bolaInconsistentAuthorization, {
    "GET /permits": {
      description: "Only the signed-in user's own permits.",
      responses: PERSON,
      security: [{ login: ["read"] }],
    },
    "POST /permits/{id}/proofs": { description: "For one's own permit only.", security: [{ login: ["write"] }] },
    "DELETE /permits/{id}": { description: "For one's own permit only.", security: [{ login: ["write"] }] },
    "GET /records/{id}": { responses: PERSON, security: [{ login: ["read"] }, { certificate: [] }] },
  });
  expect(spotsOf(faults)).toContain("GET /records/{id}");
});

test.each([
  ["In the public bucket, for the preview", true],
  ["Im öffentlichen Bucket", true],
  ["Sur le CDN public", true],
  ["En el CDN público", true],
  ["No CDN público", true],
  ["No bucket público", true],
  ["Not in a public bucket", false],
  ["In the private bucket", false],
])("%s", async (description, isFound) => {
  const faults = await faultsIn(publicFileLink, {
    "POST /proofs": {
      summary: "Send the identity document",
      responses: returns({ properties: { scanUrl: { type: "string", format: "uri", description } } }),
    },
  });
  expect(faults).toHaveLength(isFound ? 1 : 0);
});

test.each([
  ["Approve a payout", "Any member of the team may do this, including the person who asked for it.", 1],
  ["Approve a payout", "Any member of the team. The requester may not do it.", 0],
  ["Comment on a payout", "Any member of the team may do this, including the person who asked for it.", 0],
])("%s: %s", async (summary, description, times) => {
  const path = summary.startsWith("Approve") ? "approval" : "comments";
  const faults = await faultsIn(businessFlowAbuse, {
    ...SIGN_UP,
    [`POST /payouts/{id}/${path}`]: { summary, description, responses: { 204: { description: "ok" } } },
  });
  expect(faults).toHaveLength(times);
});

test("what is stated is graver where anyone can call and money moves", async () => {
  const graver = async (operations: Operations): Promise<readonly unknown[]> => {
    const faults = await faultsIn(businessFlowAbuse, {
      ...operations,
      "POST /payouts/{id}/approval": {
        summary: "Approve a payout",
        description: "Any member of the team may do this, including the person who asked for it.",
        responses: { 204: { description: "ok" } },
      },
    });
    return faults.map(({ aggravations }) => aggravations);
  };
  expect(await graver(SIGN_UP)).toEqual([[expect.stringContaining("moves money")]]);
  expect(await graver({})).toEqual([[]]);
});

test.each([
  ["The server reads the file at the given address (http, ftp or sftp).", "ftp://files.acme.io/a.csv", true],
  ["Der Server liest die Datei von dort (http, https, ftp).", "https://files.acme.io/a.csv", true],
  ["Kept for the record.", "https://files.acme.io/a.csv", false],
])("%s %s", async (description, example, isFound) => {
  const faults = await faultsIn(ssrfClientSuppliedUrl, {
    "POST /orders/import": { description, requestBody: takes({ origin: { type: "string", example } }) },
  });
  expect(faults).toHaveLength(isFound ? 1 : 0);
});

test.each([
  ["POST /land-registration/callback", { result: { type: "string", enum: ["ENTERED", "REFUSED"] } }, undefined],
  ["POST /integraciones/registro/retorno", { resultado: { type: "string", enum: ["INSCRITA"] } }, undefined],
  ["POST /registro", { correo: { type: "string" }, contrasena: { type: "string" } }, "sign-up"],
  ["POST /registration/result", { email: { type: "string" }, password: { type: "string" } }, "sign-up"],
])("%s %j: %s", async (id, properties, intent) => {
  const api = await apiOf({ [id]: { security: [], requestBody: takes(properties) } });
  expect(intentOf(api.operations[0]!)).toBe(intent);
});
