import { expect, test } from "vitest";
import { contradictoryRequirement } from "../../src/rules/authentication/contradictory-requirement.ts";
import { longLivedToken } from "../../src/rules/authentication/long-lived-token.ts";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { verificationSecretInResponse } from "../../src/rules/flows/verification-secret-in-response.ts";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { storedCredentialReturned } from "../../src/rules/data/stored-credential-returned.ts";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { verboseError } from "../../src/rules/data/verbose-error.ts";
import { faultsIn, returns, takes } from "./faults-in.ts";

const TEXT = { type: "string" };

/** An operation that a text keeps to a few, and the credentials that it accepts. Each pair differs in one fact. */
test.each<[string, readonly object[], number]>([
  ["Nur für die Leitstelle.", [{ session: [] }, { token: [] }], 1],
  ["Réservé aux agents de la direction.", [{ session: [] }, { token: [] }], 1],
  ["Only for administrators.", [{ session: [] }, { token: [] }], 1],
  ["Only for administrators.", [{ session: [] }], 0],
  ["Unlocks the plug.", [{ session: [] }, { token: [] }], 0],
  // Neither of the two is what everybody has.
  ["Only for administrators.", [{ session: [] }, { certificate: [] }], 0],
])("%s %j", async (description, security, count) => {
  const faults = await faultsIn(contradictoryRequirement, {
    "GET /places": {},
    "GET /orders": {},
    "POST /orders": {},
    "POST /plugs/{id}/unlock": { description, security },
  });
  expect(faults.filter(({ cause }) => cause.startsWith("against alternative"))).toHaveLength(count);
});

test.each<[string, number]>([
  ["O token vale 365 dias.", 1],
  ["O token vale 15 minutos.", 0],
  ["El token vale 90 días.", 1],
])("a token lives for long: %s", async (description, count) => {
  const operation = { security: [], description, requestBody: takes({ login: TEXT, senha: TEXT }) };
  const faults = await faultsIn(longLivedToken, {
    "POST /auth/token": { ...operation, responses: returns({ properties: { token: TEXT } }) },
  });
  expect(faults).toHaveLength(count);
});

/** A signature that is looked at only where there is one proves nothing. */
test.each<[string, number]>([
  ["The signature is checked if the request has it; senders can leave it out.", 1],
  ["Die Signatur wird geprüft, falls vorhanden.", 1],
  ["La signature est vérifiée si elle est présente.", 1],
  ["La firma se comprueba si viene.", 1],
  ["A assinatura é verificada se for enviada.", 1],
  ["The signature is checked, and a request without it is refused.", 0],
  ["The signature is checked.", 0],
])("%s", async (description, count) => {
  const faults = await faultsIn(unauthenticatedWrite, {
    "POST /webhooks/payments": {
      security: [],
      description,
      parameters: [{ name: "X-Signature", in: "header", required: true, schema: TEXT }],
      requestBody: takes({ orderId: TEXT, status: TEXT }),
    },
    "GET /me": {},
  });
  expect(faults).toHaveLength(count);
});

/** The address of what is imported is one, whatever its scheme. */
test.each<[string, number]>([
  ["smb://files/list.csv", 1],
  ["file:///data/list.csv", 1],
  ["list.csv", 0],
])("a source such as %s", async (example, count) => {
  const faults = await faultsIn(ssrfClientSuppliedUrl, {
    "POST /imports": { requestBody: takes({ ort: { ...TEXT, example } }) },
  });
  expect(faults).toHaveLength(count);
});

/** A code that is sent to somebody and comes back to whoever names them, behind a log-in too. */
test.each<[string, string, number]>([
  ["The code is sent by SMS, and returned.", "code", 1],
  ["O código vai por SMS e também na resposta.", "codigo", 1],
  ["The code is sent by SMS.", "claimId", 0],
  ["The claim has a code.", "code", 0],
])("%s %s", async (description, name, count) => {
  const faults = await faultsIn(verificationSecretInResponse, {
    "POST /claims": {
      description,
      requestBody: takes({ phone: TEXT }),
      responses: returns({ properties: { [name]: TEXT } }),
    },
    "POST /claims/{id}/confirm": { requestBody: takes({ code: TEXT, codigo: TEXT }) },
  });
  expect(faults).toHaveLength(count);
});

test.each<[string, string, number]>([
  ["faceTemplate", "", 1],
  ["gabaritFacial", "Gabarit biométrique, en base64", 1],
  ["template", "Template of the letter", 0],
  ["facePhoto", "", 0],
])("a biometric template comes back: %s %s", async (name, description, count) => {
  const faults = await faultsIn(storedCredentialReturned, {
    "GET /members/{id}": { responses: returns({ properties: { [name]: { ...TEXT, description }, lastName: TEXT } }) },
  });
  expect(faults).toHaveLength(count);
});

test.each<[string, number]>([
  ["The secret of the subscription", 1],
  ["The last four characters of the secret", 0],
  ["Quatro últimos caracteres", 0],
])("a secret in a list: %s", async (description, count) => {
  const faults = await faultsIn(credentialInResponse, {
    "GET /members": {
      responses: returns({ type: "array", items: { properties: { clientSecret: { ...TEXT, description } } } }),
    },
  });
  expect(faults).toHaveLength(count);
});

test.each<[string, number]>([
  ["1 returns the SQL query and the stack trace in errors", 1],
  ["1 inclui na resposta de erro a consulta SQL e a pilha de chamadas", 1],
  ["1 adds the names of the columns", 0],
])("a header: %s", async (description, count) => {
  const parameters = [{ name: "X-Debug", in: "header", description, schema: TEXT }];
  expect(await faultsIn(verboseError, { "GET /orders": { parameters } })).toHaveLength(count);
});
