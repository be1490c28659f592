import { expect, test } from "vitest";
import { knowledgeBasedVerification } from "../../src/rules/flows/knowledge-based-verification.ts";
import { verificationSecretInResponse } from "../../src/rules/flows/verification-secret-in-response.ts";
import { faultsIn, type Operations } from "./faults-in.ts";

/*
 * A forgotten password that is replaced by what others know of somebody, in five languages; and what proves more than that.
 */

interface Case {
  readonly path: string;
  readonly summary: string;
  /** Names of properties of the request. */
  readonly sends: readonly string[];
  readonly returns?: readonly string[];
  readonly security?: readonly object[];
}

function object(names: readonly string[]): object {
  const properties = Object.fromEntries(names.map((name) => [name, { type: "string" }]));
  return { content: { "application/json": { schema: { type: "object", properties } } } };
}

function operations({ path, summary, sends, returns = ["at"], security = [] }: Case): Operations {
  return {
    [`POST ${path}`]: {
      summary,
      security,
      requestBody: object(sends),
      responses: { "200": { description: "Done.", ...object(returns) } },
    },
    "GET /orders": { responses: { "200": { description: "Orders." } } },
  };
}

test.each<[string, Case]>([
  ["en", { path: "/password/forgot", summary: "Set a new password", sends: ["email", "birthDate", "newPassword"] }],
  [
    "en, an answer",
    { path: "/recovery", summary: "Answer and choose", sends: ["email", "securityAnswer", "newPassword"] },
  ],
  [
    "de",
    { path: "/passwort/vergessen", summary: "Passwort neu setzen", sends: ["email", "geburtsdatum", "neuesPasswort"] },
  ],
  [
    "fr",
    {
      path: "/mot-de-passe/oublie",
      summary: "Mot de passe oublié",
      sends: ["courriel", "dateNaissance", "nouveauMotDePasse"],
    },
  ],
  [
    "es, that it comes back",
    {
      path: "/claves/restablecer",
      summary: "Contraseña olvidada",
      sends: ["dni", "fechaNacimiento"],
      returns: ["contrasenaTemporal"],
    },
  ],
  ["pt", { path: "/senhas/redefinir", summary: "Redefinir senha", sends: ["email", "dataNascimento", "novaSenha"] }],
])("is found: %s", async (_, one) => {
  expect(await faultsIn(knowledgeBasedVerification, operations(one))).toHaveLength(1);
});

test.each<[string, Case]>([
  [
    "a code that was sent",
    { path: "/password/forgot", summary: "Set a new password", sends: ["email", "code", "newPassword"] },
  ],
  ["a token", { path: "/password/reset", summary: "Set a new password", sends: ["resetToken", "newPassword"] }],
  [
    "that a link is sent",
    { path: "/password/forgot", summary: "Send a link to set a new password", sends: ["email", "birthDate"] },
  ],
  [
    "the present password",
    { path: "/password", summary: "Change the password", sends: ["email", "password", "newPassword"] },
  ],
  [
    "a log-in",
    {
      path: "/password/change",
      summary: "Set a new password",
      sends: ["birthDate", "newPassword"],
      security: [{ token: [] }],
    },
  ],
  ["a sign-up", { path: "/accounts", summary: "Sign up", sends: ["email", "birthDate", "password"] }],
])("is not found with %s", async (_, one) => {
  expect(await faultsIn(knowledgeBasedVerification, operations(one))).toEqual([]);
});

test.each<[string, Case, boolean]>([
  [
    "fr, a lone number",
    { path: "/mot-de-passe/oubli", summary: "Mot de passe oublié", sends: ["numero"], returns: ["code"] },
    true,
  ],
  [
    "en, a lone number",
    { path: "/password/forgot", summary: "Forgot password", sends: ["number"], returns: ["code"] },
    true,
  ],
  [
    "what only names the request",
    { path: "/password/forgot", summary: "Forgot password", sends: ["number"], returns: ["requestId"] },
    false,
  ],
  [
    "a number of things",
    { path: "/vouchers", summary: "Create vouchers", sends: ["number"], returns: ["code"] },
    false,
  ],
])("a code that comes back to whoever forgot a password: %s", async (_, one, isFound) => {
  const faults = await faultsIn(verificationSecretInResponse, operations(one));
  expect(faults.length > 0).toBe(isFound);
});
