import { expect, test } from "vitest";
import { isCredentialStated } from "../../src/review/assumptions.ts";
import { possibleAnswers } from "../../src/core/possible-answers.ts";
import { usersOf } from "../../src/exposure/users-of-scheme.ts";
import type { Admission } from "../../src/core/exposure-words.ts";
import { apiOfPart } from "../rules/description-of.ts";

/*
 * No requirement names a credential, and what a call must be sent, or a text, states one: nobody calls without it, whatever is
 * answered. Beside each what is not enough.
 */

const TEXT = { type: "string" };

interface Part {
  readonly info?: string;
  readonly title?: string;
  readonly operation?: object;
  readonly others?: Readonly<Record<string, object>>;
  readonly schemes?: object;
  readonly admission?: Admission;
}

async function apiOf({ info, title = "Games", operation = {}, others = {}, schemes, admission }: Part) {
  const paths = Object.fromEntries(Array.from({ length: 5 }, (_, at) => [`/games/${at}`, { post: operation }]));
  return apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title, version: "1", ...(info === undefined ? {} : { description: info }) },
      paths: { ...paths, ...others },
      ...(schemes === undefined ? {} : { components: { securitySchemes: schemes } }),
    }),
    admission === undefined ? {} : { admission: new Map([["*", admission]]) },
  );
}

async function assessedIn(part: Part, path = "/games/0") {
  const api = await apiOf(part);
  return api.assessed(api.operations.find((one) => one.path === path)!);
}

const inHeader = (name: string, required = true): object => ({
  parameters: [{ name, in: "header", required, schema: TEXT }],
});
const inQuery = (name: string, description = ""): object => ({
  parameters: [{ name, in: "query", required: true, schema: TEXT, description }],
});
const inBody = (name: string, description: string, required: readonly string[]): object => ({
  requestBody: {
    content: {
      "application/json": {
        schema: { properties: { [name]: { type: "string", description }, title: TEXT, size: TEXT }, required },
      },
    },
  },
});
const OAUTH = { oauth: { type: "oauth2", description: "", flows: {} } };
const said = (description: string): object => ({ oauth: { ...OAUTH.oauth, description } });

test.each<[string, Part]>([
  ["a header", { operation: inHeader("api_key") }],
  ["a header of a maker", { operation: inHeader("X-Acme-Api-Key") }],
  ["a key in the query", { operation: inQuery("api_key") }],
  ["an access key in the query", { operation: inQuery("accessKey") }],
  ["a field of a session", { operation: inBody("uid", "the authorized UID of the session", []) }],
  ["a field of a session that must be sent", { operation: inBody("uid", "The UID of the logged-in user", ["uid"]) }],
  ["ein Feld einer Sitzung", { operation: inBody("kennung", "Kennung der Sitzung", ["kennung"]) }],
  ["un champ de session", { operation: inBody("jeton", "identifiant de la session", ["jeton"]) }],
  ["un campo de sesión", { operation: inBody("clave", "identificador de la sesión", ["clave"]) }],
  ["um campo de sessão", { operation: inBody("chave", "identificador da sessão", ["chave"]) }],
  ["a sentence of the API", { info: "All requests must be made with an access token.", schemes: OAUTH }],
  ["a sentence of a scheme", { schemes: said("All calls need the access token.") }],
  [
    "a clause that says what with, of an API by the beginning of its title",
    {
      title: "Acmeapp",
      schemes: said("All requests to the Acme API must be made using HTTPS, with the access token in the header."),
    },
  ],
  ["eine Aussage", { info: "Alle Anfragen benötigen ein Token.", schemes: OAUTH }],
  ["une phrase", { info: "Toutes les requêtes nécessitent un jeton.", schemes: OAUTH }],
])("%s states a credential: that anyone calls without one is no answer", async (_, part) => {
  expect(await assessedIn(part)).toMatchObject({ admission: "unknown", statesCredential: true });
  expect(await assessedIn({ ...part, admission: "anonymous" })).toMatchObject({ admission: "self-registered" });
  expect(isCredentialStated(await apiOf(part))).toBe(true);
  expect(possibleAnswers("authentication-unstated", true).map(({ value }) => value)).not.toContain("anonymous");
});

test.each<[string, Part]>([
  ["nothing", {}],
  ["a header that may be left out", { operation: inHeader("api_key", false) }],
  ["a session that may be left out", { operation: inBody("uid", "optional UID of the session", []) }],
  ["a header of another kind", { operation: inHeader("X-Request-Id") }],
  ["a token of a thing", { operation: inQuery("page_token") }],
  ["a sentence on some calls", { info: "All admin requests must be made with an access token.", schemes: OAUTH }],
  ["a sentence on another API", { info: "All requests to the Payment API need an access token.", schemes: OAUTH }],
  ["a sentence that denies it", { info: "No request needs an access token.", schemes: OAUTH }],
])("%s states none", async (_, part) => {
  expect(await assessedIn({ ...part, admission: "anonymous" })).toMatchObject({
    admission: "anonymous",
    statesCredential: false,
  });
});

test("what states none beside what does can still be called by anyone", async () => {
  const part: Part = { operation: inHeader("api_key"), others: { "/prices": { get: {} } }, admission: "anonymous" };
  expect(await assessedIn(part, "/prices")).toMatchObject({ admission: "anonymous" });
  expect(await assessedIn(part)).toMatchObject({ admission: "self-registered" });
  const { admission: _, ...unanswered } = part;
  expect(isCredentialStated(await apiOf(unanswered))).toBe(false);
});

test("a token that the log-in returns is a credential where a call must be sent it", async () => {
  const returned = { properties: { uid: { type: "string", description: "token for future authorized calls" } } };
  const logIn = {
    operationId: "login",
    ...inBody("password", "", ["password"]),
    responses: { "200": { description: "", content: { "application/json": { schema: returned } } } },
  };
  const upload = inBody("uid", "uid of the user", ["uid"]);
  expect(
    await assessedIn({ others: { "/auth/login": { post: logIn }, "/logos": { post: upload } } }, "/logos"),
  ).toMatchObject({ statesCredential: true });
});

test("whoever signs up and logs in has what the other calls must be sent", async () => {
  const signUp = {
    operationId: "register",
    summary: "Register a new account",
    ...inBody("password", "", ["password"]),
  };
  const logIn = { operationId: "login", summary: "Log in", ...inBody("password", "", ["password"]) };
  const others = { "/auth/register": { post: signUp }, "/auth/login": { post: logIn } };
  const operation = inBody("uid", "the authorized UID of the session", ["uid"]);
  expect(await assessedIn({ operation, others })).toMatchObject({ admission: "self-registered" });
  expect(await assessedIn({ operation, others: { "/auth/login": { post: logIn } } })).toMatchObject({
    admission: "unknown",
  });
});

const COOKIE = { Cookie: { type: "apiKey", in: "header", name: "Cookie" } };

test.each<[string, Part, number]>([
  ["the only scheme that is defined is for all", { schemes: COOKIE }, 5],
  ["one of two is for nobody", { schemes: { ...COOKIE, ...OAUTH } }, 0],
  [
    "one of two that a text demands of all is for all",
    { schemes: { ...said("All calls need the access token."), ...COOKIE } },
    5,
  ],
  ["one beside a requirement is for nobody", { schemes: COOKIE, operation: { security: [] } }, 0],
])("%s", async (_, part, count) => {
  const api = await apiOf(part);
  expect(usersOf(api, api.securitySchemes[0]!)).toHaveLength(count);
});
