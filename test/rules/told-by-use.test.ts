import { expect, test } from "vitest";
import { knowledgeBasedVerification } from "../../src/rules/flows/knowledge-based-verification.ts";
import { verificationSecretInResponse } from "../../src/rules/flows/verification-secret-in-response.ts";
import { bruteForceShortCode } from "../../src/rules/flows/brute-force-short-code.ts";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { changesByChoice } from "../../src/exposure/changing-get.ts";
import { apiOf, faultsIn, returns, spotsOf, takes } from "./faults-in.ts";

const TEXT = { type: "string" };
const TOKEN = returns({ properties: { access_token: TEXT } });

test.each([
  ["/login", { memberNumber: TEXT, birthDate: TEXT }, "Member number and date of birth do not match", true],
  [
    "/anmeldung",
    { kundennummer: TEXT, geburtsdatum: TEXT },
    "Kundennummer und Geburtsdatum passen nicht zusammen",
    true,
  ],
  ["/login", { memberNumber: TEXT, password: TEXT }, "Member number and password do not match", false],
  ["/login", { memberNumber: TEXT, birthDate: TEXT, code: TEXT }, "Do not match", false],
])("a log-in at %s with %j is one by known facts alone: %s", async (path, fields, refusal, isFound) => {
  const id = `POST ${path}`;
  const found = await faultsIn(knowledgeBasedVerification, {
    [id]: { security: [], requestBody: takes(fields), responses: { ...TOKEN, 401: { description: refusal } } },
  });
  expect(found.length > 0).toBe(isFound);
});

test.each([
  ["/auth/social", { provider: TEXT, providerId: TEXT, email: TEXT }, true],
  ["/auth/google", { correo: TEXT, nombre: TEXT }, true],
  ["/auth/social", { provider: TEXT, idToken: TEXT, email: TEXT }, false],
  ["/auth/social", { provider: TEXT, code: TEXT, email: TEXT }, false],
  ["/auth/apple", { credential: TEXT, email: TEXT }, false],
  ["/newsletter", { email: TEXT }, false],
])("a log-in with another provider at %s by %j is a claim: %s", async (path, fields, isFound) => {
  const found = await faultsIn(knowledgeBasedVerification, {
    [`POST ${path}`]: { security: [], requestBody: takes(fields), responses: TOKEN },
  });
  expect(found.length > 0).toBe(isFound);
});

test("a reset token that is returned is one beside the new password that it is to set", async () => {
  const found = await faultsIn(verificationSecretInResponse, {
    "POST /passwords/forgotten": {
      summary: "Forgotten password",
      security: [],
      requestBody: takes({ email: TEXT }),
      responses: returns({ properties: { message: TEXT, resetToken: TEXT } }),
    },
    "POST /passwords/reset": {
      summary: "Set a new password",
      security: [],
      requestBody: takes({ resetToken: TEXT, newPassword: TEXT }),
    },
  });
  expect(spotsOf(found)).toBe("POST /passwords/forgotten");
});

test.each([
  ["doorCode", "Opens the door of the guest house", { pattern: "^[0-9]{4}$" }, true],
  ["codeRetrait", "Ouvre le casier du colis", { pattern: "^\\d{5}$" }, true],
  ["codigoRecogida", "Abre la taquilla", { pattern: "^\\d{4}$" }, true],
  ["doorCode", "Opens the door of the guest house", { minLength: 22 }, false],
  ["postalCode", "Opens the door of the guest house", { pattern: "^[0-9]{5}$" }, false],
])("%s of an open call that says %j is a short code: %s", async (name, summary, form, isFound) => {
  const found = await faultsIn(bruteForceShortCode, {
    "POST /places/{placeId}/entry": {
      summary,
      security: [],
      requestBody: takes({ [name]: { ...TEXT, ...form } }, { required: [name] }),
    },
  });
  expect(found.length > 0).toBe(isFound);
});

test.each([
  ["HTML of the notice. Rendered on the start page unfiltered, so that widgets work.", true],
  ["HTML, wird auf der Profilseite ungefiltert angezeigt, auch mit Skripten", true],
  ["Texte HTML, affiché tel quel sur la page de l'association", true],
  ["HTML. Se muestra tal cual en la web del club", true],
  ["HTML, exibido no site exatamente como foi enviado", true],
  ["Corpo em HTML; exibido como enviado", true],
  ["HTML. Sanitized with an allow-list before it is shown", false],
  ["Plain text, shown as it is, with HTML escaped", false],
  ["Wird auf der Seite angezeigt; HTML wird entfernt", false],
])("a text of which is said %j is markup that others see: %s", async (description, isFound) => {
  const found = await faultsIn(injectionInterpretedInput, {
    "POST /notices": { requestBody: takes({ notice: { ...TEXT, description } }) },
  });
  expect(found.some(({ cause }) => cause === "markup")).toBe(isFound);
});

test.each([
  ["Cells hold exactly what participants typed.", "text/csv", true],
  ["Die Zellen stehen so wie eingegeben in der Datei.", "text/csv", true],
  ["Les cellules sont telles quelles, comme saisies par les membres.", "text/csv", true],
  ["Las celdas van tal cual las escriben los socios.", "text/csv", true],
  ["As células saem exatamente como foram digitadas.", "application/vnd.ms-excel", true],
  ["Cells that begin with a sign of a formula get an apostrophe.", "text/csv", false],
  ["Texts are returned exactly as participants typed them.", "application/json", false],
])("a file of which is said %j, as %s, may hold formulas of users: %s", async (description, type, isFound) => {
  const found = await faultsIn(injectionInterpretedInput, {
    "GET /entries/export": {
      description,
      responses: { 200: { description: "OK", content: { [type]: { schema: TEXT } } } },
    },
  });
  expect(found.some(({ cause }) => cause === "spreadsheet")).toBe(isFound);
});

test.each([
  ["/orders/{id}", "action", ["show", "cancel"], true],
  ["/sendungen/{id}", "aktion", ["anzeigen", "freigeben", "stornieren"], true],
  ["/orders", "action", ["created", "cancelled"], false],
  ["/orders/{id}", "format", ["send", "pdf"], false],
])("GET %s with %s of %j changes something: %s", async (path, name, values, isChange) => {
  const { operations } = await apiOf({
    [`GET ${path}`]: { parameters: [{ name, in: "query", schema: { type: "string", enum: values } }] },
  });
  expect(changesByChoice(operations[0]!)).toBe(isChange);
});
