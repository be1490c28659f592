/*
 * Makes a small git repository with the history of an incident: an API that calls itself private and gives the profiles of
 * its riders to anybody, a quick fix that only asks for a log-in, three months in which nothing happens, an attempt to
 * hide it, and the fix.
 *
 *   npm run build && node examples/incident/make.mjs FOLDER
 *
 * The register is kept as a team would keep it: `sallyport register update` runs after each merge. What Sallyport says of
 * each step stands in the files beside this one. Everything is made of fixed dates and names: it is the same each time.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const SETTINGS = `# Anyone can sign up for the app, and gets a bearer token. Staff get theirs from the company's identity provider.
admission:
  bearerAuth: self-registered
  staffAuth: own
`;

const PERSONAL = [
  "birthDate: { type: string, format: date }",
  "weightKg: { type: number, description: For the calories of a workout. }",
  'homeLocation: { $ref: "#/components/schemas/Location" }',
];

const LEVEL = `  /v1/riders/{userId}/level:
    get:
      operationId: getLevel
      summary: The level that a rider has reached
      parameters:
        - { name: userId, in: path, required: true, schema: { type: string, format: uuid } }
      responses:
        "200":
          description: The level.
          content:
            application/json:
              schema: { type: object, additionalProperties: false, properties: { level: { type: string, enum: [bronze, silver, gold] } } }
        "429": { description: Too many requests. }
`;

const LANGUAGE = `        - { name: language, in: query, schema: { type: string, enum: [en, de] } }
`;

const FIRMWARE = `  /v1/firmware:
    get:
      operationId: listFirmware
      summary: Firmware channels
      responses:
        "200":
          description: The channels.
          content:
            application/json:
              schema: { type: array, maxItems: 10, items: { type: string, enum: [stable, beta] } }
        "429": { description: Too many requests. }
`;

const SIGN_UP = `  /v1/accounts:
    post:
      operationId: createAccount
      summary: Sign up
      security: []
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              additionalProperties: false
              required: [email, password]
              properties:
                email: { type: string, format: email, maxLength: 254 }
                password: { type: string, format: password, writeOnly: true, minLength: 12, maxLength: 128 }
      responses:
        "201": { description: The account was created. }
        "429": { description: Too many requests. }
`;

/**
 * @param {string} version
 * @param {string} security
 * @param {string} schema
 */
function api(version, security, schema, more = "", parameter = "") {
  return `openapi: 3.1.0
info:
  title: Spinhollow Rider API
  version: ${version}
  description: A private API, for our own apps.
  x-owner: Rider Apps
servers:
  - url: https://api.spinhollow.example
security:
  - bearerAuth: []
paths:
${SIGN_UP}  /v1/users/{userId}:
    get:
      operationId: getUser
      summary: A rider
      security: ${security}
      parameters:
        - { name: userId, in: path, required: true, schema: { type: string, format: uuid } }
${parameter}      responses:
        "200":
          description: The rider.
          content:
            application/json:
              schema: ${schema}
        "429": { description: Too many requests. }
${more}components:
  schemas:
    User:
      type: object
      properties:
        id: { type: string, format: uuid }
        displayName: { type: string }
        private: { type: boolean, description: Whether the app shows the profile to others. }
${PERSONAL.map((field) => `        ${field}\n`).join("")}    UserForSupport:
      type: object
      additionalProperties: false
      properties:
        id: { type: string, format: uuid }
        displayName: { type: string }
${PERSONAL.map((field) => `        ${field}\n`).join("")}    Location:
      type: object
      properties:
        latitude: { type: number }
        longitude: { type: number }
  securitySchemes:
    bearerAuth: { type: http, scheme: bearer }
    staffAuth: { type: http, scheme: bearer }
`;
}

const [USER, SUPPORT] = ['{ $ref: "#/components/schemas/User" }', '{ $ref: "#/components/schemas/UserForSupport" }'];
const [ANYBODY, RIDERS, STAFF] = ["[]", "[{ bearerAuth: [] }]", "[{ staffAuth: [] }]"];

/** What happened, in order: the description on a day, and why it was merged; without a reason it was not. */
const STEPS = [
  { name: "1-leak", on: "2026-01-12", merged: "Profiles for the feed", text: api("4.12.0", ANYBODY, USER) },
  { name: "2-authentication-added", on: "2026-01-14", merged: "Add authentication", text: api("4.12.1", RIDERS, USER) },
  { name: "3-elsewhere", on: "2026-02-20", merged: "Firmware", text: api("4.13.0", RIDERS, USER, FIRMWARE) },
  { name: "4-same-operation", on: "2026-03-16", text: api("4.14.0", RIDERS, USER, FIRMWARE, LANGUAGE) },
  { name: "5-hidden", on: "2026-03-30", text: api("4.14.0", RIDERS, "{ type: object }", FIRMWARE) },
  {
    name: "6-fix",
    on: "2026-04-14",
    merged: "Profiles for support",
    text: api("4.15.0", STAFF, SUPPORT, LEVEL + FIRMWARE),
  },
];

/**
 * Makes the repository in a folder that is empty. `sallyport` runs the program there and gives its exit code and output.
 * Gives what it said, by the names of the files in which it is kept.
 *
 * @param {string} folder
 * @param {(args: readonly string[]) => Promise<{ readonly code: number, readonly stdout: string }>} sallyport
 * @returns {Promise<ReadonlyMap<string, string>>}
 */
export async function makeIncident(folder, sallyport) {
  const said = new Map();
  const git = (on, ...args) => {
    const date = `${on}T12:00:00Z`;
    const who = { GIT_AUTHOR_NAME: "Rider Apps", GIT_AUTHOR_EMAIL: "rider-apps@spinhollow.example" };
    const by = { GIT_COMMITTER_NAME: who.GIT_AUTHOR_NAME, GIT_COMMITTER_EMAIL: who.GIT_AUTHOR_EMAIL };
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_DATE: date,
      ...who,
      ...by,
    };
    return execFileSync("git", args, { cwd: folder, encoding: "utf8", env });
  };
  const write = (file, text) => writeFileSync(path.join(folder, file), text);
  const commit = (on, message) => {
    git(on, "add", "-A");
    git(on, "commit", "-q", "--allow-empty", "-m", message);
  };
  const keep = async (name, on, ...args) => {
    const { code, stdout } = await sallyport([...args, "--as-of", on]);
    said.set(`${name}.txt`, `$ sallyport ${args.join(" ")} --as-of ${on}\n${stdout.trimEnd()}\n[exit code ${code}]\n`);
    return stdout;
  };
  git("2026-01-05", "init", "-q", "-b", "main");
  write("sallyport.yaml", SETTINGS);
  commit("2026-01-05", "Settings");

  let issue = "";
  for (const { name, on, merged, text } of STEPS) {
    write("openapi.yaml", text);
    await keep(`${name}.gate`, on, "gate", "--base", "main");
    if (issue !== "") await keep(`${name}.verify`, on, "register", "verify", issue);
    if (merged === undefined) {
      git(on, "checkout", "-q", "openapi.yaml"); // it was not merged
      continue;
    }
    commit(on, merged);
    const told = await keep(`${name}.register`, on, "register", "update", "openapi.yaml");
    issue ||= /sp-[0-9a-f]{10}(?= +open +(?:critical|high))/.exec(told)?.[0] ?? "";
    commit(on, "Register");
    if (name === "3-elsewhere") await keep(`${name}.list`, on, "register", "list", "--overdue");
  }

  const [on, later] = ["2026-04-14", "2026-04-16"];
  const test = ["register", "test", "openapi.yaml", "GET /v1/users/{userId}", "--outcome", "passed"];
  await sallyport([...test, "--by", "QA", "--evidence", "CI run 812: a rider's token gets 403", "--as-of", later]);
  await keep("7-tested.verify", later, "register", "verify", issue);
  await keep("7-tested.register", later, "register", "update", "openapi.yaml");
  await keep("7-tested.list", later, "register", "list", "--status", "all");
  commit(later, "Register: the test has passed");
  git(on, "gc", "-q");
  return said;
}

const [, script, folder] = process.argv;
if (script !== undefined && import.meta.url === pathToFileURL(script).href) {
  if (folder === undefined) {
    process.stderr.write("usage: node examples/incident/make.mjs FOLDER\n");
    process.exit(2);
  }
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) {
    process.stderr.write(`${folder} is not empty\n`);
    process.exit(2);
  }
  const program = path.resolve(import.meta.dirname, "../../dist/cli.js");
  const said = await makeIncident(folder, async (args) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
      cwd: folder,
      encoding: "utf8",
    });
    if (status === null || status > 1) throw new Error(stderr);
    return { code: status, stdout };
  });
  const [id = ""] = /sp-[0-9a-f]{10}/.exec(said.get("7-tested.verify.txt") ?? "") ?? [];
  process.stdout.write(`Made ${folder}, a git repository (git log shows the steps), and ran ${said.size} commands in it.
What each of them printed: ${path.relative(process.cwd(), import.meta.dirname)}/*.txt
To ask yourself: cd ${folder}, then node ${program} register verify ${id}
`);
}
