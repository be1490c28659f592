import { expect, test } from "vitest";
import { passwordResetPoisoning } from "../../src/rules/flows/password-reset-poisoning.ts";
import { faultsIn, takes } from "./faults-in.ts";

/* Whoever asks for a link that is sent to somebody chooses where it leads: an address of any name, in any language. */

const TEXT = { type: "string" };
const URL = { type: "string", format: "uri" };
const MAIL = { email: { type: "string", format: "email" } };
const asks = (id: string, fields: object, more: object = {}): [string, object] => [
  id,
  { security: [], requestBody: takes(fields), ...more },
];

test.each<[string, [string, object], boolean]>([
  ["a reset", asks("POST /password/forgot", { ...MAIL, redirectUrl: TEXT }), true],
  ["in German", asks("POST /passwort-zuruecksetzen", { ...MAIL, rueckkehr_url: URL }), true],
  ["in French", asks("POST /mot_de_passe/oubli", { ...MAIL, pageRetour: URL }), true],
  ["in Spanish", asks("POST /contrasena/olvidada", { ...MAIL, paginaDestino: URL }), true],
  ["in Portuguese", asks("POST /senha/esqueci", { ...MAIL, voltarPara: URL }), true],
  ["a log-in by a link", asks("POST /auth/magic-link", { ...MAIL, returnTo: URL }), true],
  ["… by its German name", asks("POST /konto/anmeldelink", { eMail: TEXT, rueckkehrAdresse: URL }), true],
  [
    "in the query",
    asks("POST /password/forgot", MAIL, { parameters: [{ name: "redirect_url", in: "query", schema: TEXT }] }),
    true,
  ],
  [
    "only known pages",
    asks("POST /password/forgot", { ...MAIL, page: { enum: ["https://a.io", "https://b.io"] } }),
    false,
  ],
  [
    "a fixed host",
    asks("POST /password/forgot", { ...MAIL, page: { ...URL, pattern: "^https://app\\.acme\\.io/" } }),
    false,
  ],
  [
    "said to be limited",
    asks("POST /password/forgot", { ...MAIL, page: { ...URL, description: "Only registered URLs are accepted." } }),
    false,
  ],
  ["no address", asks("POST /password/forgot", { ...MAIL, locale: TEXT }), false],
  ["a log-in with a password", asks("POST /login", { ...MAIL, password: TEXT, redirectUrl: URL }), false],
  ["a sign-up with a page of one's own", asks("POST /signup", { ...MAIL, password: TEXT, website: URL }), false],
  ["a contact form", asks("POST /contact", { ...MAIL, website: URL }), false],
])("%s", async (_what, [id, operation], isFound) => {
  const faults = await faultsIn(passwordResetPoisoning, { [id]: operation });
  expect(faults.length > 0).toBe(isFound);
});
