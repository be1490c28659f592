import { expect, test } from "vitest";
import { knowledgeBasedVerification } from "../../src/rules/flows/knowledge-based-verification.ts";
import { faultsIn, takes } from "./faults-in.ts";

/* The way into an account is sent to an address of whoever asks: pairs that differ in one fact, in every language. */

const TEXT = { type: "string" };
const MAIL = { type: "string", format: "email" };
const said = (description: string): object => ({ ...TEXT, description });
const asks = (id: string, fields: object, more: object = {}): [string, object] => [
  id,
  { security: [], requestBody: takes(fields, { required: Object.keys(fields).slice(0, 1) }), ...more },
];
const WHERE = said("Number to which the code is sent");
const GOES = { description: "If given, the code is sent to this number, otherwise to the one on file." };
const KNOWN = { description: "The user must be registered." };
const NUMBER = { description: "The code is sent to this number, which must be a registered number." };
const MATCH = { description: "The username and e-mail must match." };
const OF_A_FORM = { description: "The code is sent to this number. The number must match the E.164 format." };
const NUMMER = "Nummer, an die der Code gesendet wird.";
const MAIL_ON_FILE = { description: "The email must be on file. The code is sent to the phone number given." };
const WHO_GETS = { description: "Only verified users of the account get a code, which is sent to this number." };
const LATER = { description: "In a future version the number must be registered." };
const REGISTERED = { description: "The code is sent to the number given, which must be on file." };

test.each<[string, [string, object], boolean]>([
  ["a log-in code, as the field says", asks("POST /sessions/code", { email: MAIL, smsNumber: WHERE }), true],
  ["… as the operation says", asks("POST /login/code", { email: MAIL, phone: TEXT }, GOES), true],
  ["… by the name of the field", asks("POST /login/code", { username: TEXT, sendTo: TEXT }), true],
  ["a reset", asks("POST /password/forgot", { username: TEXT, phone: WHERE }), true],
  ["a recovery", asks("POST /account/recovery/code", { customerNumber: TEXT, phone: WHERE }), true],
  [
    "in German",
    asks("POST /anmeldung/code", { eMail: TEXT, handy: said("Nummer, an die der Code gesendet wird") }),
    true,
  ],
  [
    "in French",
    asks("POST /sessions/code", { courriel: TEXT, numeroSms: said("Numéro sur lequel recevoir le code") }),
    true,
  ],
  ["in Spanish", asks("POST /sesion/codigo", { correo: TEXT, movil: said("Número al que se envía el código") }), true],
  [
    "in Portuguese",
    asks("POST /sessao/codigo", { email: MAIL, telefone: said("Número para o qual enviar o código") }),
    true,
  ],
  [
    "… although a captcha is solved, and nothing is required",
    ["POST /login/code", { security: [], requestBody: takes({ email: MAIL, captchaToken: TEXT, phone: WHERE }) }],
    true,
  ],
  [
    "… although a text speaks of an account",
    asks("POST /login/code", { email: said("E-mail address of the account"), phone: WHERE }),
    true,
  ],
  ["… although the user must be registered", asks("POST /login/code", { email: MAIL, phone: WHERE }, KNOWN), true],
  [
    "… by a GET",
    [
      "GET /login/code/send",
      {
        security: [],
        parameters: [
          { in: "query", name: "email", required: true, schema: TEXT },
          { in: "query", name: "sendTo", schema: TEXT },
        ],
      },
    ],
    true,
  ],
  [
    "… although its text says what it is",
    asks("POST /login/code", { username: TEXT, sendTo: said("The phone number") }),
    true,
  ],
  [
    "… or of what form",
    asks("POST /login/code", { username: TEXT, recipient: said("The phone number. Must match the E.164 format.") }),
    true,
  ],
  ["… or of what form, by the operation", asks("POST /login/code", { email: MAIL, phone: TEXT }, OF_A_FORM), true],
  [
    "… or of what form, in German",
    asks("POST /login/code", { email: MAIL, handy: said(`${NUMMER} Im bekannten Format E.164.`) }),
    true,
  ],
  [
    "… or that it is stored, in German",
    asks("POST /login/code", { email: MAIL, handy: said(`${NUMMER} Sie wird im Konto gespeichert.`) }),
    true,
  ],
  [
    "… although the account is named by what is unique in an organisation",
    asks("POST /login/code", { email: said("Unique within your organisation"), phone: WHERE }),
    true,
  ],
  [
    "… although the field says that the user must be registered",
    asks("POST /login/code", {
      email: MAIL,
      phone: said("Number to which the code is sent. The user must be registered."),
    }),
    true,
  ],
  [
    "… from a number of the service that is verified",
    asks("POST /login/code", { email: MAIL, phone: said("The code is sent to this number from our verified number.") }),
    true,
  ],
  [
    "… although the e-mail must be on file",
    asks("POST /login/code", { email: MAIL, phone: WHERE }, MAIL_ON_FILE),
    true,
  ],
  ["… although only some users get one", asks("POST /login/code", { email: MAIL, phone: WHERE }, WHO_GETS), true],
  ["… although it will be a registered one", asks("POST /login/code", { email: MAIL, phone: WHERE }, LATER), true],
  [
    "to one's own number",
    asks("POST /login/code", { email: MAIL, phone: said("The code is sent to it. Must be the user's own number.") }),
    false,
  ],
  [
    "to a verified address",
    asks("POST /login/code", { username: TEXT, sendTo: said("Must be a verified e-mail address of the user") }),
    false,
  ],
  [
    "to a number that is registered, in German",
    asks("POST /login/code", { email: MAIL, handy: said(`${NUMMER} Muss eine registrierte Nummer sein.`) }),
    false,
  ],
  [
    "to the number on file, in German",
    asks("POST /login/code", { email: MAIL, handy: said(`${NUMMER} Nur die hinterlegte Nummer ist erlaubt.`) }),
    false,
  ],
  ["to a registered number", asks("POST /login/code", { email: MAIL, phone: TEXT }, NUMBER), false],
  [
    "… of the account",
    asks("POST /password/forgot", { username: TEXT, email: said("Address of the account, which receives the link") }),
    false,
  ],
  [
    "both must match",
    asks("POST /password/forgot", { username: TEXT, email: said("Receives the link") }, MATCH),
    false,
  ],
  [
    "a workspace and who is in it",
    asks("POST /password/forgot", { accountId: said("Your workspace"), email: said("The link is sent to it.") }),
    false,
  ],
  ["a page to go on with", asks("POST /login/link", { email: MAIL, destination: said("Path after log-in") }), false],
  ["only what is on file", asks("POST /login/code", { email: MAIL, phone: TEXT }, REGISTERED), false],
  [
    "… as the field says",
    asks("POST /login/code", { email: MAIL, phone: said("The code is sent to it. Must be a number on file.") }),
    false,
  ],
  ["the only address is the account's", asks("POST /login/code", { email: said("Where the code is sent") }), false],
  [
    "one of two that name the account",
    asks("POST /login/code", { email: said("Send the code here"), phone: said("Or send the code here") }),
    false,
  ],
  ["both name the account", asks("POST /login/code", { email: MAIL, phone: TEXT }), false],
  [
    "a way alone",
    asks("POST /login/code", {
      email: MAIL,
      channel: { enum: ["email", "sms"], description: "Where the code is sent" },
    }),
    false,
  ],
  ["a sign-up", asks("POST /signup/code", { username: TEXT, phone: WHERE }), false],
  ["a contact form", asks("POST /contact", { name: TEXT, email: said("Where we send the answer") }), false],
  ["what proves the right", asks("POST /login/code", { email: MAIL, phone: WHERE, recoveryToken: TEXT }), false],
  [
    "a change of one's own",
    ["POST /login/code", { requestBody: takes({ email: MAIL, phone: WHERE }, { required: ["email"] }) }],
    false,
  ],
])("%s", async (_what, [id, operation], isFound) => {
  const faults = await faultsIn(knowledgeBasedVerification, { [id]: operation });
  expect(faults.some(({ cause }) => cause.startsWith("destination"))).toBe(isFound);
});
