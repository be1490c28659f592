import { expect, test } from "vitest";
import { guessableCredential } from "../../src/rules/authentication/guessable-credential.ts";
import { faultsIn, type Operations } from "./faults-in.ts";

const OPERATIONS: Operations = { "GET /readings": {} };
const JSON_SAMPLE = '{ "username": "admin", "password": "Pa55word" }';

/** How much milder each fault is. */
const found = async (operations: Operations, more: object = {}): Promise<readonly number[]> =>
  (await faultsIn(guessableCredential, operations, more)).map(({ mitigations }) => mitigations?.length ?? 0);

const info = (description: string): object => ({ info: { title: "T", version: "1", description } });

test.each<[string, readonly number[]]>([
  ["Log in with user: admin, password: 2b4Rx!", [0]],
  ["Log in with user: admin, password: <your password>", []],
  ["**Username:** `service` **Password:** `s3rvice`", [0]],
  ["Username: the name of the user. Password: the password of the user.", []],
  ["The body has username: string, password: string", []],
  [`Send ${JSON_SAMPLE}`, []],
  ["Call it with curl -d username=jo&password=s3cret", []],
  ["The default credentials are admin/admin.", [0]],
  ["User name and password are those of the device, initially `admin` / `admin`.", [0]],
  ["Initially only the administrator has a password.", []],
  ["The default credentials/passwords must be changed.", []],
  ["Each device has its own password on its label.", []],
  ["Log in with demo/demo to try it.", [1]],
  ["Demo credentials: `demo/demo`.", [1]],
  ["Send your account credentials or simply use our demo account - <code>demo:demo</code><br/>", [1]],
  ["The default credentials are `admin:admin`.", [0]],
  ["Try the demo with your credentials at 10:10.", []],
  ["Demo credentials are sent as user:password.", []],
  ["The demo shows credentials of key:value pairs.", []],
  ["Test users: alice/alice123, bob/bob123", [1]],
  ["Zugangsdaten der Demo: demo/demo", [1]],
  ["A demo of read/write access, also with demo/demo2.", []],
  ["Username: demo, password: demo", [1]],
  ["For a trial use user: guest, password: guest", [1]],
  ["Try the demo: login `demo`, password `Demo#2024`", [1]],
  ["This demo shows the production system. User: nurse, password: ward5!", [0]],
  ["Username: 3-20 characters, password: 8-64 characters", []],
  ["The user name is your e-mail, the password is at least 8 characters.", []],
  ["username: letters, password: min.8 characters", []],
  ["Username: api, password: your API key", []],
  ["user: name, password: SHA-256 hash of it", []],
  ["User: admin, password: required", []],
  ["User: admin, password: set at first start", []],
  ["User: admin, password: admin", [0]],
  ["User: admin, password: changeit and then log in", [0]],
  ["Benutzer: admin, Passwort: mindestens 8 Zeichen", []],
  ["In the sandbox use user: jo, password: s3cret", [1]],
  ["Demo account: user name: jo, password: s3cret", [1]],
  ["Benutzername: admin, Passwort: anlage7", [0]],
  ["Nom d'utilisateur : admin, mot de passe : usine7", [0]],
  ["Usuario: admin, contraseña: planta7", [0]],
  ["Usuário: admin, senha: planta7", [0]],
  ["Benutzername: Pflicht, Passwort: Pflicht und mindestens acht Zeichen", []],
])("a log-in in the text of the API: %s", async (text, faults) => {
  expect(await found(OPERATIONS, info(text))).toEqual(faults);
});

const PRINTED = "user: admin, password: 2b4Rx!";
test.each<[string, Operations, object]>([
  ["an operation", { "GET /readings": { description: PRINTED } }, {}],
  ["a tag", OPERATIONS, { tags: [{ name: "readings", description: PRINTED }] }],
  ["a server", OPERATIONS, { servers: [{ url: "https://api.acme.io", description: PRINTED }] }],
  [
    "a scheme",
    OPERATIONS,
    { components: { securitySchemes: { token: { type: "http", scheme: "basic", description: PRINTED } } } },
  ],
])("… and in that of %s", async (_what, operations, more) => {
  expect(await found(operations, more)).toEqual([0]);
});

test("a published log-in is revoked, or its account limited to what is public", async () => {
  const [fault] = await faultsIn(guessableCredential, OPERATIONS, info("Username: demo, password: Demo#2024"));
  expect(fault?.remediation).toContain("limit the account to public data");
});
