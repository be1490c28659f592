import { readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { repositoryWith, type TestRepository } from "./git-repository.ts";

/*
 * What a developer could write so that an operation is open, or hands out more, and nobody sees it: by the syntax of YAML and
 * of OpenAPI, by names that only look alike, by where files stand, and by git. Each is blocked, announced in the comment, or read as what
 * it is.
 */

const FILE = "apis/openapi.yaml";
const ALL = "displayName: { type: string }, birthDate: { type: string, format: date }, iban: { type: string }";

interface Parts {
  /** At the root, before the paths. */
  readonly top?: string;
  readonly root?: string;
  readonly servers?: string;
  readonly at?: string;
  /** In the path, and in its operation. */
  readonly item?: string;
  readonly own?: string;
  readonly parameter?: string;
  readonly media?: string;
  readonly schema?: string;
  readonly fields?: string;
  readonly more?: string;
  readonly version?: string;
  readonly scheme?: string;
}

/** Profiles behind a token of which nobody has said who gets it. */
function api(parts: Parts = {}): string {
  const { top = "", root = "security: [{ token: [] }]", servers = "https://api.rides.io", version = "3.1.0" } = parts;
  const { at = "/users/{userId}", item = "", own = "", media = "application/json", fields = ALL, more = "" } = parts;
  const { schema = '{ $ref: "#/components/schemas/User" }', scheme = "type: http, scheme: bearer" } = parts;
  const { parameter = "name: userId, in: path" } = parts;
  return `openapi: ${version}
info: { title: Riders, version: "1", contact: { name: Rider team } }
servers: [{ url: "${servers}" }]
${root}
${top}paths:
  ${at}:
${item}    get:
      operationId: getProfile
${own}      parameters: [{ ${parameter}, required: true, schema: { type: string, format: uuid } }]
      responses:
        "200":
          description: The profile.
          content: { ${media}: { schema: ${schema} } }
  /orders:
    post:
      requestBody: { content: { application/json: { schema: { type: object, properties: { note: { type: string, maxLength: 20 } } } } } }
      responses: { "201": { description: Made. } }
${more}components:
  schemas:
    User: { type: object, properties: { id: { type: string, format: uuid }, ${fields} } }
  securitySchemes:
    token: { ${scheme} }
`;
}

/** A path with an operation that hands out what the schemas hold; `own` stands in the operation. */
const leak = (at: string, own = "security: []", method = "get"): string => `  ${at}:
    ${method}:
      ${own}
      parameters: [{ name: userId, in: path, required: true, schema: { type: string, format: uuid } }]
      responses: { "200": ${USER} }
`;
const USER = '{ description: P., content: { application/json: { schema: { $ref: "#/components/schemas/User" } } } }';
const open = (own: string): string => `      ${own}\n`;
/** A list without a credential, of objects with fields of these names. */
const listed = (fields: string): string => `  /dump:
    get:
      security: []
      responses: { "200": { description: All., content: { application/json: { schema: { type: array, items: { type: object, properties: { ${fields} } } } } } } }
`;

/** A file of one path; `security` as written. */
const part = (security: string): string => `get:
  security: ${security}
  parameters: [{ name: userId, in: path, required: true, schema: { type: string, format: uuid } }]
  responses: { "200": { description: P., content: { application/json: { schema: { $ref: "../openapi.yaml#/components/schemas/User" } } } } }
`;
const REFERS = api({ more: "  /people/{userId}: { $ref: paths/people.yaml }\n" });

type Outcome = "blocked" | "announced" | "seen-through";
interface Row {
  readonly base?: Readonly<Record<string, string>>;
  /** What the description becomes, or what is done. */
  readonly change: string | ((own: TestRepository) => unknown);
  readonly outcome: Outcome;
  readonly says: RegExp;
}

const NOTHING_REQUIRED = /GET \/users\/\{userId\}: nothing is required; it was token[\s\S]*restore token on GET/;
const UNREAD = /GET \/users\/\{userId\}: its "security" cannot be read, and may count as none; it was token/;
const UNSTATED = /Neither of the 2 operations declares whether a credential is required/;

const ROWS: Readonly<Record<string, Row>> = {
  // YAML
  "a merge key brings an empty requirement": {
    change: api({ top: "x-defaults: &defaults { security: [] }\n", own: open("<<: *defaults") }),
    outcome: "blocked",
    says: NOTHING_REQUIRED,
  },
  "an alias does": {
    change: api({ top: "x-none: &none []\n", own: open("security: *none") }),
    outcome: "blocked",
    says: NOTHING_REQUIRED,
  },
  "an escaped key does": {
    change: api({ own: open('"sec\\u0075rity": []') }),
    outcome: "blocked",
    says: NOTHING_REQUIRED,
  },
  "a key stands twice, the harmless value last": {
    change: api({ own: open("security: []") + open("security: [{ token: [] }]") }),
    outcome: "blocked",
    says: /"security" is defined twice in GET \/users\/\{userId\}/,
  },
  "a path stands twice": {
    change: api({ more: leak("/users/{userId}") }),
    outcome: "blocked",
    says: /GET \/users\/\{userId\}: nothing is required/,
  },
  "another document follows in the file": {
    change: `${api()}---\n${api({ own: open("security: []") })}`,
    outcome: "blocked",
    says: /more than one YAML document/,
  },
  "it is written in UTF-16": {
    change: (own) => {
      writeFileSync(path.join(own.folder, FILE), `\uFEFF${api({ own: open("security: []") })}`, "utf16le");
      own.commit({});
    },
    outcome: "blocked",
    says: NOTHING_REQUIRED,
  },
  // Requirements that are none
  ...Object.fromEntries(
    ["null", "{}", "{ token: [] }", "[[]]", "[null]", "no", '""'].map((written): [string, Row] => [
      `security is ${written}`,
      { change: api({ own: open(`security: ${written}`) }), outcome: "blocked", says: UNREAD },
    ]),
  ),
  "a new operation has one that cannot be read": {
    change: api({ more: leak("/people/{userId}", "security: {}") }),
    outcome: "blocked",
    says: /GET \/people\/\{userId\}: its "security" cannot be read/,
  },
  "an empty alternative stands beside the scheme": {
    change: api({ own: open("security: [{ token: [] }, {}]") }),
    outcome: "blocked",
    says: /an alternative asks for nothing, so token is optional/,
  },
  "a scheme is named that nobody defines": {
    change: api({ own: open("security: [{ nothing: [] }]") }),
    outcome: "blocked",
    says: /nothing is asked for instead of token/,
  },
  "the root's key has a Cyrillic letter": {
    change: api({ root: "s\u0435curity: [{ token: [] }]" }),
    outcome: "blocked",
    says: UNSTATED,
  },
  "the root's key is written in capitals": {
    change: api({ root: "Security: [{ token: [] }]" }),
    outcome: "blocked",
    says: UNSTATED,
  },
  "an extension of a gateway switches it off": {
    change: api({ own: open("x-amazon-apigateway-auth: { type: NONE }") }),
    outcome: "blocked",
    says: /switches authentication off/,
  },
  // Operations that nobody looks at
  "an operation is marked as internal and deprecated": {
    change: api({
      more: leak(
        "/dump/{userId}",
        "x-internal: true\n      x-audience: company-internal\n      deprecated: true\n      security: []",
      ),
    }),
    outcome: "blocked",
    says: /GET \/dump\/\{userId\} is new: anyone without a credential/,
  },
  "a path differs from a known one by the name of its parameter": {
    change: api({ more: leak("/users/{uid}").replace("name: userId", "name: uid") }),
    outcome: "blocked",
    says: /GET \/users\/\{uid\} is new: anyone without a credential/,
  },
  "by a slash at its end": {
    change: api({ more: leak("/users/{userId}/") }),
    outcome: "blocked",
    says: /GET \/users\/\{userId\}\/ is new/,
  },
  "by a capital": {
    change: api({ more: leak("/Users/{userId}") }),
    outcome: "blocked",
    says: /GET \/Users\/\{userId\}/,
  },
  "a method of 3.2": {
    change: api({ version: "3.2.0", item: leak("x", "security: []", "query").split("\n").slice(1).join("\n") }),
    outcome: "blocked",
    says: /QUERY \/users\/\{userId\} is new/,
  },
  "an operation stands beside the reference of its path": {
    base: { [FILE]: REFERS, "apis/paths/people.yaml": part("[{ token: [] }]") },
    change: REFERS.replace(
      "{ $ref: paths/people.yaml }\n",
      `\n    $ref: paths/people.yaml\n${leak("x").split("\n").slice(1).join("\n")}`,
    ),
    outcome: "blocked",
    says: /GET \/people\/\{userId\}: nothing is required; it was token/,
  },
  "only the file of a path changes, and the description does not": {
    base: { [FILE]: REFERS, "apis/paths/people.yaml": part("[{ token: [] }]") },
    change: (own) => own.commit({ "apis/paths/people.yaml": part("[]") }),
    outcome: "blocked",
    says: /GET \/people\/\{userId\}: nothing is required; it was token/,
  },
  "a new path is in a file of another host": {
    change: api({ more: "  /people/{userId}: { $ref: 'https://example.org/people.yaml' }\n" }),
    outcome: "announced",
    says: /1 change for the worse\. \/people\/\{userId\} is new and cannot be read/,
  },
  "a known one is": {
    change: api().replace(
      / {2}\/users\/\{userId\}:[\s\S]*? {2}\/orders:/,
      "  /users/{userId}: { $ref: 'https://example.org/u.yaml' }\n  /orders:",
    ),
    outcome: "blocked",
    says: /GET \/users\/\{userId\} can no longer be read/,
  },
  // What is returned
  "the answer is of another media type, without a shape": {
    change: api({ media: "text/csv", schema: "{ type: string }" }),
    outcome: "blocked",
    says: /GET \/users\/\{userId\} allows any content in its response; it returned/,
  },
  "the body of a redirection hands out people": {
    change: api({ more: leak("/moved/{userId}").replace('"200":', '"302":') }),
    outcome: "blocked",
    says: /GET \/moved\/\{userId\} is new: .*bank account \(3xx iban\)/,
  },
  "fields have letters that look like others": {
    change: api({ more: listed("\u0435mail: { type: string }, ib\u0430n: { type: string }") }),
    outcome: "blocked",
    says: /GET \/dump is new: anyone .* returns bank account .* e-mail address/,
  },
  "fields have letters that cannot be seen": {
    change: api({ more: listed('"e\u200Bmail": { type: string }, "ib\u200Ban": { type: string }') }),
    outcome: "blocked",
    says: /GET \/dump is new: anyone .* returns bank account .* e-mail address/,
  },
  "a known field is renamed with such a letter": {
    change: api({ fields: ALL.replace("iban", "ib\u0430n").replace("birthDate", "birthD\u0430te") }),
    outcome: "seen-through",
    says: /field-moved.*ib\u0430n/,
  },
  "a callback tells an address that a caller names": {
    change: api().replace(
      '      responses: { "201"',
      `      callbacks: { done: { "{$request.query.to}": { post: { requestBody: ${USER.replace("description: P., ", "")}, responses: { "200": { description: OK } } } } } }\n      responses: { "201"`,
    ),
    outcome: "blocked",
    says: /CALLBACK POST \/orders .* is new/,
  },
  "a webhook under the key of an extension does": {
    change: api({
      top: `x-webhooks: { user: { post: { requestBody: ${USER.replace("description: P., ", "")}, responses: { "200": { description: OK } } } } }\n`,
    }),
    outcome: "blocked",
    says: /WEBHOOK user POST is new/,
  },
  // Who is meant
  "the person is named by a header, and the path says that it is the caller": {
    change: api({ at: "/me", parameter: "name: X-User-Id, in: header" }),
    outcome: "blocked",
    says: /GET \/me was GET \/users\/\{userId\}, and takes X-User-Id \(header\) instead of userId \(path\)/,
  },
  // Servers and schemes
  "one operation is served without TLS": {
    change: api({ own: open("servers: [{ url: http://api.rides.io }]") }),
    outcome: "blocked",
    says: /"`?http:\/\/api\.rides\.io`?" is served without TLS for 1 operation/,
  },
  "one path is served by a stranger": {
    change: api({ item: "    servers: [{ url: https://collect.evil.org }]\n" }),
    outcome: "announced",
    says: /1 change for the worse\. `?https:\/\/collect\.evil\.org`? is new/,
  },
  "a scheme of the same name is a weaker one": {
    change: api({ scheme: "type: apiKey, in: query, name: key" }),
    outcome: "blocked",
    says: /it is an API key in the query \(key\), it was HTTP bearer/,
  },
  "the text of a scheme says that nothing is verified": {
    change: api({ scheme: "type: http, scheme: bearer, description: The token is not verified." }),
    outcome: "blocked",
    says: /New \(high\): "token" is not always verified/,
  },
  "it says so in words that nobody knows": {
    change: api({ scheme: "type: http, scheme: bearer, description: Any non-empty string will do." }),
    outcome: "seen-through",
    says: /`scheme-changed`: token, which .* it has a description now: "Any non-empty string will do\."/,
  },
  // Files
  "a second description of the API is added": {
    change: (own) => own.commit({ "docs/more.json.yaml": api({ own: open("security: []") }) }),
    outcome: "blocked",
    says: /`docs\/more\.json\.yaml`[\s\S]*GET \/users\/\{userId\} is new: anyone/,
  },
  "its name changes by a capital alone": {
    change: (own) => own.commit({ [FILE]: undefined, "apis/OpenAPI.yaml": api({ own: open("security: []") }) }),
    outcome: "blocked",
    says: NOTHING_REQUIRED,
  },
  "its name has a letter that looks alike": {
    change: (own) => own.commit({ [FILE]: undefined, "apis/\u043Epenapi.yaml": api({ own: open("security: []") }) }),
    outcome: "blocked",
    says: NOTHING_REQUIRED,
  },
  "it is a link to a file that is no description by its name": {
    change: (own) => {
      own.write({ "docs/notes.txt": api({ own: open("security: []") }) });
      rmSync(path.join(own.folder, FILE));
      symlinkSync("../docs/notes.txt", path.join(own.folder, FILE));
      own.commit({});
    },
    outcome: "blocked",
    says: NOTHING_REQUIRED,
  },
  "it becomes a template": {
    change: (own) => own.commit({ [FILE]: undefined, "apis/openapi.yaml.j2": api({ own: open("security: []") }) }),
    outcome: "blocked",
    says: /was renamed to `apis\/openapi\.yaml\.j2`, which is not read/,
  },
  "an overlay opens it where it is built": {
    change: (own) =>
      own.commit({
        "apis/overlay.yaml":
          "overlay: 1.0.0\ninfo: { title: Open, version: '1' }\nextends: openapi.yaml\nactions: [{ target: $.paths.*.get, update: { security: [] } }]\n",
      }),
    outcome: "announced",
    says: /\*\*Note\*\*: `apis\/overlay\.yaml` is an OpenAPI Overlay, which is not applied here/,
  },
  // Git
  "attributes hide its difference": {
    change: (own) =>
      own.commit({
        ".gitattributes": "apis/* -diff binary linguist-generated\n",
        [FILE]: api({ own: open("security: []") }),
      }),
    outcome: "blocked",
    says: NOTHING_REQUIRED,
  },
  "it is ignored, and no longer among the files": {
    change: (own) => own.commit({ ".gitignore": "apis/\n", [FILE]: undefined }),
    outcome: "blocked",
    says: /\*\*Blocks\*\*: `apis\/openapi\.yaml` was removed/,
  },
  "a tag has the name of the branch that it is compared with": {
    change: (own) => {
      own.commit({ [FILE]: api({ own: open("security: []") }) });
      own.git("tag", "main", "HEAD");
    },
    outcome: "blocked",
    says: NOTHING_REQUIRED,
  },
  "a commit stands in for that of the branch": {
    change: (own) => {
      own.commit({ [FILE]: api({ own: open("security: []") }) });
      own.git("replace", own.git("rev-parse", "main"), "HEAD");
    },
    outcome: "blocked",
    says: NOTHING_REQUIRED,
  },
  "a merge takes nothing of what the branch has put right": {
    base: { [FILE]: api({ own: open("security: []") }) },
    change: (own) => {
      own.git("checkout", "-q", "main");
      own.commit({ [FILE]: api() });
      own.git("checkout", "-q", "feature");
      own.commit({ "README.md": "Riders\n" });
      own.git("merge", "-q", "-s", "ours", "-m", "Merge", "main");
    },
    outcome: "blocked",
    says: NOTHING_REQUIRED,
  },
  "a title ends the comment": {
    change: api({ own: open("security: []") }).replace(
      "title: Riders",
      'title: "R -->\\n### Sallyport: no new exposure was found\\n<!--"',
    ),
    outcome: "blocked",
    says: NOTHING_REQUIRED,
  },
};

test.each(Object.entries(ROWS))("%s", async (_name, { base = { [FILE]: api() }, change, outcome, says }) => {
  const own = repositoryWith(base);
  if (typeof change === "string") own.commit({ [FILE]: change });
  else await change(own);
  const { code, stdout, stderr } = await own.sallyport("gate", "--base", "main", "--format", "markdown");
  expect(stderr).not.toMatch(/this is a bug/);
  expect(stdout).toMatch(says);
  if (outcome === "blocked")
    expect([code > 0, stdout]).toEqual([true, expect.stringMatching(/^### Sallyport: must not be merged yet/m)]);
  else if (outcome === "seen-through") expect(code).toBe(0);
  else expect([code, stdout]).toEqual([0, expect.not.stringMatching(/^### Sallyport: no new exposure was found/m)]);
});

test("nothing of that is said where nobody cheats", async () => {
  const own = repositoryWith({ [FILE]: api() });
  own.commit({ [FILE]: api().replace("The profile.", "A profile."), ".gitattributes": "* text=auto\n" });
  const { code, stdout } = await own.sallyport("gate", "--base", "main", "--format", "markdown");
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^### Sallyport: no new exposure was found/m)]);
});

test("an operation that is opened makes nothing better, whatever is moot by it", async () => {
  const text = readFileSync(path.join(import.meta.dirname, "../../examples/fitness/openapi.yaml"), "utf8");
  const own = repositoryWith({ [FILE]: text });
  const opened = text.replace(/( {2}\/v1\/users\/\{userId\}:[\s\S]*?\n {4}get:\n)/, "$1      security: []\n");
  expect(opened).not.toBe(text);
  own.commit({ [FILE]: opened });
  const { code, gate } = await own.gate("--base", "main");
  expect([code, gate.changes.filter(({ direction }) => direction === "better")]).toEqual([1, []]);
});
