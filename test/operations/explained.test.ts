import { expect, test } from "vitest";
import { credentialInUrl } from "../../src/rules/authentication/credential-in-url.ts";
import { bflaAdminOperation } from "../../src/rules/authorization/bfla-admin-operation.ts";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { bruteForceShortCode } from "../../src/rules/flows/brute-force-short-code.ts";
import { faultsIn, returns, spotsOf, takes } from "../rules/faults-in.ts";

const header = (name: string): object => ({ name, in: "header", required: true, schema: { type: "string" } });

test.each([
  ["The signature (HMAC-SHA256) is verified with the shared secret.", [], true],
  ["Se comprueba la firma HMAC-SHA256 de los parámetros; lo que no cuadra se rechaza.", [], true],
  ["Ohne gültige Signatur wird mit 401 abgelehnt. Die Signatur ist der HMAC der Rohdaten.", [], true],
  ["Exige mTLS com o certificado do banco.", [], true],
  ["La signature du corps est vérifiée.", [], true],
  ["", [header("X-Assinatura")], true],
  ["", [header("X-Signatur")], true],
  ["", [header("X-Request-Id")], false],
  ["Called by the bank.", [], false],
  ["The signature is not verified yet.", [header("X-Signature")], false],
  ["A assinatura ainda não é verificada.", [header("X-Assinatura")], false],
  ["Comes without a signature.", [], false],
])("who sends what says %j proves it: %#", async (description, parameters, isProved) => {
  const receiver = { description, parameters, security: [], requestBody: takes({ amount: { type: "number" } }) };
  const faults = await faultsIn(unauthenticatedWrite, { "GET /orders": {}, "POST /payments/notices": receiver });
  expect(faults.length === 0).toBe(isProved);
});

test.each([
  ["link_token", true],
  ["name", false],
])("a session for %s is traded for a token: %s", async (name, isLogIn) => {
  const faults = await faultsIn(unauthenticatedWrite, {
    "GET /orders": {},
    "POST /signing-sessions": {
      security: [],
      requestBody: takes({ [name]: { type: "string" } }),
      responses: returns({ properties: { session_token: { type: "string" } } }),
    },
  });
  expect(faults.length === 0).toBe(isLogIn);
});

test.each([
  ["After five attempts the account is locked.", true],
  ["You will have 10 attempts to confirm the payout.", true],
  ["Maximal fünf Versuche.", true],
  ["What failed attempts have in common.", false],
  ["Only 2 attempts are logged.", false],
  ["After three attempts the user gets an e-mail.", false],
  ["Sie haben fünf Versuche.", true],
  ["Tras cinco intentos se bloquea.", true],
  ["Al quinto intento fallido queda anulada la transacción.", true],
  ["Nach fünf Fehlversuchen wird das Konto gesperrt.", true],
  ["Au bout de 3 essais le code est annulé.", true],
  ["Após 5 tentativas a conta é bloqueada.", true],
  ["Attempts are written to the log.", false],
  ["After five attempts nothing is locked: no limit is set.", false],
  ["Blocked users cannot log in.", false],
])("%s says that attempts are counted: %s", async (description, isCounted) => {
  const faults = await faultsIn(bruteForceShortCode, {
    "POST /login/verify": {
      description,
      security: [],
      requestBody: takes({ phone: { type: "string" }, otp: { type: "string", pattern: String.raw`^\d{6}$` } }),
    },
  });
  expect(faults.length === 0).toBe(isCounted);
});

test.each([
  ["The token is random (256 bits) and can be revoked: it is revocable at any time.", 2],
  ["El token es aleatorio (256 bits) y revocable.", 2],
  ["The token is random and cannot be revoked.", 1],
  ["For calendars.", 2],
])("the link of a calendar that says %j has %d mitigations", async (description, count) => {
  const [fault] = await faultsIn(credentialInUrl, { "GET /calendars/{token}": { security: [], description } });
  expect(fault!.mitigations).toHaveLength(count);
});

test.each([
  ["The secret is random and can be changed at any time.", 2],
  ["O segredo é aleatório e pode ser trocado a qualquer momento.", 2],
  ["Das Geheimnis ist zufällig und kann jederzeit neu erzeugt werden.", 2],
  ["Le secret est aléatoire et peut être régénéré.", 2],
  ["El secreto es aleatorio y se puede cambiar.", 2],
  ["The secret is random.", 1],
  ["The calendar can be changed at any time.", 1],
])("the secret of a calendar that says %j has %d mitigations", async (description, count) => {
  const [fault] = await faultsIn(credentialInUrl, {
    "GET /calendar.ics": {
      security: [],
      description,
      parameters: [{ name: "secret", in: "query", required: true, schema: { type: "string" } }],
    },
  });
  expect(fault!.mitigations).toHaveLength(count);
});

test.each([
  ["Staff role `event-ops` only.", "403", ""],
  ["Sólo con el rol `operaciones`.", "403", ""],
  ["Staff role `event-ops` only.", "404", "POST /admin/events/{id}/cancel"],
  ["Cancels the event.", "403", "POST /admin/events/{id}/cancel"],
])("administration that says %j and refuses by %s", async (description, status, spots) => {
  const cancel = { description, responses: { [status]: { description: "" } } };
  const faults = await faultsIn(bflaAdminOperation, {
    "GET /events": {},
    "GET /orders": {},
    "POST /admin/events/{id}/cancel": cancel,
  });
  expect(spotsOf(faults)).toBe(spots);
});

test.each([
  ["Report a fault, by the QR code on the pole.", "/chargers/{id}/fault", 2],
  ["Auch ohne Anmeldung.", "/ladepunkte/{id}:stoerung", 2],
  ["Sin cuenta.", "/farolas/{id}/averias", 2],
  ["Puts the charger out of order.", "/chargers/{id}/fault", 0],
  ["Report by the QR code on the pole.", "/chargers/{id}/owner", 0],
])("%j at %s has %d mitigations", async (description, path, count) => {
  const [fault] = await faultsIn(unauthenticatedWrite, {
    "GET /orders": {},
    [`POST ${path}`]: { description, security: [], requestBody: takes({ note: { type: "string" } }) },
  });
  expect(fault!.mitigations).toHaveLength(count);
});
