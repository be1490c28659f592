import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { filesBelow } from "../../src/load/files.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { envelopeIn, folderWith, run } from "./run.ts";

const API = `openapi: 3.1.0
info: { title: Bookings, version: "1", contact: { name: team-stays } }
servers: [{ url: https://api.hotel.io/v1 }, { url: https://bookings.corp.internal }]
security: [{ guest token: [] }]
tags: [{ name: Stays }]
paths:
  /v1/bookings/{bookingId}:
    get:
      tags: [Stays, front desk]
      parameters: [{ name: bookingId, in: path, required: true, schema: { type: string, format: uuid } }]
      responses:
        "200":
          description: d
          content:
            application/json:
              schema: { type: object, properties: { id: { type: string }, passportNumber: { type: string } } }
components:
  securitySchemes:
    guest token: { type: http, scheme: bearer }
    desk: { type: mutualTLS }
`;

/** The configuration with every setting of it taken out of its comment. */
function answered(text: string): string {
  const setting = /^( *)# ?( *(?:(?:"(?:[^"\\]|\\.)*"|[\w*.-]+):(?: |$)|- ).*)$/;
  return text
    .split("\n")
    .map((line) => line.replace(/^# yaml-language-server.*$/, "").replace(setting, "$1$2"))
    .join("\n");
}

async function reviewIn(cwd: string, file = "api.yaml") {
  const { stdout } = await run(["review", file, "--format", "json"], { cwd });
  return envelopeIn(stdout).reviews[0]!;
}

test("init writes a commented sallyport.yaml with hosts, schemes, tags and open questions", async () => {
  const cwd = folderWith({ "api.yaml": API });
  const { code, stdout, stderr } = await run(["init", "api.yaml"], { cwd });
  expect([code, stdout, stderr]).toEqual([
    0,
    "Wrote sallyport.yaml. All settings in it are comments: remove the # of those that apply, replace each TODO with the right word, and run sallyport review again.\n",
    "",
  ]);
  expect(readFileSync(path.join(cwd, "sallyport.yaml"), "utf8")).toMatchInlineSnapshot(`
    "# Settings of Sallyport for the API descriptions in this folder and below. Each setting is a comment: to use it, remove
    # its #. Where a description does not state the value, there is a TODO: replace it with the right word.

    # Who the operations are for: private, partner or public; by path, operation or tag where they differ.
    # audience:
    #   default: TODO
    #   paths:
    #     "/**/bookings/**": TODO
    #   tags:
    #     Stays: TODO
    #     "front desk": TODO

    # Who is responsible for the API.
    # owner: team-stays

    # Hosts that can be reached only from an internal network, such as a VPN or an office.
    # Other hosts of the description, and from where they seem to be reachable:
    #   api.hotel.io (external, by its name)
    # network:
    #   internal:
    #     - bookings.corp.internal # internal, by its name

    # How callers get each credential: anonymous, self-registered, partner or own.
    # Who can get a bearer token ("guest token")? This concerns 1 operation: it returns passport numbers.
    # admission:
    #   "guest token": TODO
    #   desk: partner # as the description shows
    # Who stands behind it: user, client or shared.
    # principal:
    #   "guest token": user
    #   desk: client

    # Further rulesets, your own or of Spectral, in addition to those of Sallyport: docs/rulesets.md.
    # rulesets: [./rulesets/acme.yaml, sallyport:hygiene, spectral:oas]

    # Days until a finding is due, by severity.
    # sla: { critical: 7, high: 30, medium: 90 }

    # What makes the gate fail in pull requests, and how long a risk may be accepted: docs/gate.md.
    # gate: { failOn: high, removed: fail, policyChange: report }
    # accept: { days: 365 }

    # Findings that are real and accepted, and findings that are wrong: docs/waivers.md. sallyport dismiss writes the latter.
    # waivers: []
    # dismissed: []
    "
  `);
});

test("what it writes says nothing by itself: the review is the same, and names it", async () => {
  const cwd = folderWith({ "api.yaml": API });
  const before = await reviewIn(cwd);
  await run(["init", "api.yaml"], { cwd });
  const after = await reviewIn(cwd);
  expect(after.policy.file).toBe("sallyport.yaml");
  expect({ ...after, policy: before.policy }).toEqual(before);

  const { file: _file, sha256: _sha256, files: _files, ...read } = await loadPolicy("api.yaml", filesBelow(cwd));
  const { file: _none, sha256: _nothing, files: _no, ...defaults } = defaultPolicy();
  expect(read).toEqual(defaults);
});

test("of a description without schemes nothing is proposed that would be empty", async () => {
  const api = API.replace("security: [{ guest token: [] }]\n", "").replace(/components:[^]*$/, "");
  const { stdout } = await run(["init", "api.yaml", "--stdout"], { cwd: folderWith({ "api.yaml": api }) });
  expect(stdout).toContain('# admission:\n#   "*": TODO\n');
  expect(stdout).not.toContain("principal");
});

test("without its #, what the description does not tell is refused", async () => {
  const cwd = folderWith({ "api.yaml": API, "rulesets/acme.yaml": "extends: sallyport:recommended" });
  await run(["init", "api.yaml"], { cwd });
  const file = path.join(cwd, "sallyport.yaml");
  writeFileSync(file, answered(readFileSync(file, "utf8")));
  const { code, stderr } = await run(["review", "api.yaml"], { cwd });
  expect(code).toBe(2);
  for (const key of ["audience.default", "audience.tags.Stays", 'admission["guest token"]'])
    expect(stderr).toContain(`${key} is "TODO"; one of`);
});

test("what the description declares of its audience is proposed, and nothing else", async () => {
  const api = API.replace("info: {", "info: { x-audience: company-internal,").replace(
    "  /v1/bookings",
    "  /rooms: { get: { x-audience: external-public, responses: {} } }\n  /v1/bookings",
  );
  const cwd = folderWith({ "api.yaml": api });
  const { stdout } = await run(["init", "api.yaml", "--stdout"], { cwd });
  expect(stdout).toContain(
    '#   default: TODO\n#   paths:\n#     "/**/rooms/**": public # as the description declares\n#     "/**/bookings/**": private # as the description declares\n',
  );
});

test.each([
  [
    "beside it",
    { "node_modules/sallyport/schemas/sallyport.schema.json": "{}" },
    "./node_modules/sallyport/schemas/sallyport.schema.json",
  ],
  [
    "above it",
    { "../node_modules/sallyport/schemas/sallyport.schema.json": "{}" },
    "../node_modules/sallyport/schemas/sallyport.schema.json",
  ],
])("the schema of the package that is installed %s is named", async (_name, files, schema) => {
  const cwd = path.join(folderWith({ "apis/api.yaml": API }), "apis");
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(cwd, name)), { recursive: true });
    writeFileSync(path.join(cwd, name), text);
  }
  const { stdout } = await run(["init", "api.yaml", "--stdout"], { cwd });
  expect(stdout.split("\n")[0]).toBe(`# yaml-language-server: $schema=${schema}`);
});

test("without its #, and with a word for each TODO, every line is valid, and answers what was asked", async () => {
  const cwd = folderWith({ "api.yaml": API, "rulesets/acme.yaml": "extends: sallyport:recommended" });
  await run(["init", "api.yaml"], { cwd });
  const file = path.join(cwd, "sallyport.yaml");
  const text = answered(readFileSync(file, "utf8"))
    .replaceAll(/(admission:\n {2}.*)TODO/g, "$1partner")
    .replaceAll("TODO", "public");
  expect(Object.keys(parse(text) as object)).toEqual([
    "audience",
    "owner",
    "network",
    "admission",
    "principal",
    "rulesets",
    "sla",
    "gate",
    "accept",
    "waivers",
    "dismissed",
  ]);
  writeFileSync(file, text);
  const policy = await loadPolicy("api.yaml", filesBelow(cwd));
  expect([...policy.admission.keys()].toSorted()).toEqual(["desk", "guest token"]);
  expect([...policy.audience.tags]).toEqual([
    ["Stays", "public"],
    ["front desk", "public"],
  ]);
  expect(policy.network).toEqual({ internal: ["bookings.corp.internal"], external: [] });
  expect((await reviewIn(cwd)).assumptions).toEqual([]);
});

describe("a sallyport.yaml that is there stays", () => {
  test.each(["sallyport.yaml", "sallyport.yml"])("%s", async (name) => {
    const cwd = folderWith({ "api.yaml": API, [name]: "owner: ours\n" });
    const { code, stdout, stderr } = await run(["init", "api.yaml"], { cwd });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toBe(
      `error: ${name} already exists\nhint: Print a new one with --stdout, and take from it what is missing.\n`,
    );
    expect(readFileSync(path.join(cwd, name), "utf8")).toBe("owner: ours\n");
    expect(existsSync(path.join(cwd, name === "sallyport.yaml" ? "sallyport.yml" : "sallyport.yaml"))).toBe(false);
    const printed = await run(["init", "api.yaml", "--stdout"], { cwd });
    expect([printed.code, printed.stderr]).toEqual([0, ""]);
    expect(printed.stdout).toContain("# admission:");
    expect(readFileSync(path.join(cwd, name), "utf8")).toBe("owner: ours\n");
  });
});

describe("over several descriptions", () => {
  const many = {
    "apis/shop/api.yaml": API,
    "apis/desk.yaml": API.replaceAll("guest token", "staff"),
    "x.yaml": "a: 1",
  };

  test.each([
    ["of a folder it stands in the folder", "apis", "apis/sallyport.yaml"],
    ["of a glob it stands in the nearest folder that holds them", "apis/**/*.yaml", "apis/sallyport.yaml"],
    ["of nothing that is named it stands here", undefined, "sallyport.yaml"],
  ])("%s, with an entry for each", async (_, spec, written) => {
    const cwd = folderWith(many);
    const { code, stdout } = await run(["init", ...(spec === undefined ? [] : [spec])], { cwd });
    expect([code, stdout.split(".yaml")[0]]).toEqual([0, `Wrote ${written.replace(".yaml", "")}`]);
    const text = readFileSync(path.join(cwd, written), "utf8");
    const prefix = path.dirname(written) === "." ? "apis/" : "";
    expect(parse(text)).toEqual({
      apis: [{ files: `${prefix}desk.yaml` }, { files: `${prefix}shop/api.yaml` }],
    });
    const settled = parse(answered(text)) as { apis: { admission: object; owner: string }[] };
    expect(settled.apis.map(({ admission, owner }) => [Object.keys(admission), owner])).toEqual([
      [["staff", "desk"], "team-stays"],
      [["guest token", "desk"], "team-stays"],
    ]);
    expect((await reviewIn(cwd, "apis/desk.yaml")).policy.file).toBe(written);
  });
});

test("hostile text of a description stays a comment, and is that text when it is none", async () => {
  const NAMES = [
    "key\nowner: mallory",
    "a\rwaivers: [1]",
    "b\u2028network: {}",
    "c\u0085gate: {}",
    'd" # e',
    "f\u202e\u001b[2J",
    "g: [h # i",
    "true",
    "- j",
    "{k",
    "*l",
    "&m !n %o @p",
    "😀",
    "\\u{a}",
    "__proto__",
  ];
  const api = {
    openapi: "3.0.3",
    info: { title: NAMES.join(" "), version: "1", contact: { name: "ops\nwaivers: [1]" } },
    servers: [{ url: "https://x\nadmission: {}\r.io/" }, { url: "https://api.shop.io" }],
    paths: Object.fromEntries(
      NAMES.map((name, index) => [
        `/${name}/{id}`,
        {
          get: {
            tags: [name],
            operationId: `o${index}`,
            security: [{ [name]: [] }],
            responses: { "204": { description: name } },
          },
        },
      ]),
    ),
    components: {
      securitySchemes: Object.fromEntries(
        NAMES.filter((name) => name !== "__proto__").map((name) => [name, { type: "http", scheme: "bearer" }]),
      ),
    },
  };
  const cwd = folderWith({ "api.json": JSON.stringify(api), "more/second.json": JSON.stringify(api) });
  const one = (await run(["init", "api.json", "--stdout"], { cwd })).stdout;
  expect(one.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  expect(one.split("\n").filter((line) => !/^(?:#.*)?$/.test(line))).toEqual([]);
  expect(parse(one)).toBe(null);
  const { admission } = parse(answered(one)) as { admission: object };
  expect(Object.keys(admission)).toEqual(NAMES.filter((name) => name !== "__proto__"));

  const many = (await run(["init", ".", "--stdout"], { cwd })).stdout;
  expect(parse(many)).toEqual({ apis: [{ files: "api.json" }, { files: "more/second.json" }] });
});

test.each([
  ["a file that is not there", ["init", "none.yaml"], "none.yaml"],
  ["a folder without a description", ["init", "."], "holds no API description"],
  ["what is no description", ["init", "x.yaml"], "x.yaml"],
])("%s ends with an error", async (_, args, message) => {
  const cwd = folderWith({ "x.yaml": "a: 1\n" });
  const { code, stdout, stderr } = await run(args, { cwd });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(message);
  expect(existsSync(path.join(cwd, "sallyport.yaml"))).toBe(false);
});
