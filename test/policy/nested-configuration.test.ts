import { createHash } from "node:crypto";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { filesBelow } from "../../src/load/files.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { folderWith } from "../cli/run.ts";
import { filesOf, refusalOf } from "./policies.ts";

const DESCRIPTION = "services/riders/openapi.yaml";

/** The policy of a description below two folders, from the texts of the root, the folder of all services, and its own. */
function policyOf({ top = "", services = "", own = "" }, more: Readonly<Record<string, string>> = {}) {
  const files = filesOf({
    "sallyport.yaml": top,
    "services/sallyport.yaml": services,
    "services/riders/sallyport.yaml": own,
    ...more,
  });
  return loadPolicy(DESCRIPTION, files);
}

const WAIVER = 'rule: basic-auth, operation: GET /a, reason: a, owner: b, approver: c, until: "2027-01-01"';
const DISMISSED = "fingerprint: 0123456789abcdef, rule: basic-auth, because: a, places: [0123456789abcdef]";

describe("files of the folders above are merged", () => {
  test("key by key: maps merge, and the nearest wins", async () => {
    const policy = await policyOf({
      top: `audience: { default: private, paths: { /a: partner, /b: partner } }
owner: platform
admission: { token: own, key: partner }
ceilings: { partner: { tenant: internal, population: internal } }
gate: { failOn: medium, overdue: all }
sla: { critical: 3, high: 10 }
data: { fields: { a: { category: user.name, sensitivity: internal, reason: one }, b: { sensitivity: public, reason: two } } }
rules: { basic-auth: { public: critical, paths: { /a: low, /b: low } }, state-changing-get: off }`,
      services: "owner: services\nadmission: { key: self-registered }\nsla: { high: 20 }",
      own: `audience: { paths: { /b: public } }
ceilings: { partner: { population: public } }
gate: { failOn: low }
data: { fields: { a: { sensitivity: confidential, reason: three } } }
rules: { basic-auth: { partner: high, paths: { /b: info } } }`,
    });
    expect(policy.audience).toMatchObject({
      api: "private",
      paths: [
        ["/b", "public"],
        ["/a", "partner"],
      ],
    });
    expect(policy.owner).toBe("services");
    expect(Object.fromEntries(policy.admission)).toEqual({ token: "own", key: "self-registered" });
    expect(policy.ceilings.partner).toMatchObject({ tenant: "internal", population: "public" });
    expect(policy.gate).toMatchObject({ failOn: "low", overdue: "all" });
    expect(policy.deadlines).toEqual({ critical: 3, high: 20 });
    // What a field holds is said as a whole.
    expect(policy.data.confirmations.get("a")).toEqual({
      category: undefined,
      sensitivity: "confidential",
      reason: "three",
    });
    expect(policy.data.confirmations.get("b")).toMatchObject({ reason: "two" });
    expect(policy.rules.get("basic-auth")).toMatchObject({
      byExposure: { public: "critical", partner: "high" },
      paths: [
        ["/b", "info"],
        ["/a", "low"],
      ],
      source: { file: "services/riders/sallyport.yaml", line: 5 },
    });
    expect(policy.rules.get("state-changing-get")).toMatchObject({ source: { file: "sallyport.yaml", line: 8 } });
  });

  test("lists and single values are replaced", async () => {
    const { network, tenancy, lexicon } = await policyOf({
      top: "network: { internal: [a.example], external: [b.example] }\ntenancy: { token: none }\nlexicon: { search: [fahnden] }",
      own: "network: { internal: [c.example] }\ntenancy: account\nlexicon: { search: [spähen] }",
    });
    expect(network).toEqual({ internal: ["c.example"], external: ["b.example"] });
    expect([...tenancy]).toEqual([["*", "account"]]);
    expect(Object.keys(lexicon!)).toEqual(["search"]);
    expect((await policyOf({ top: "tenancy: account", own: "tenancy: { token: none }" })).tenancy).toEqual(
      new Map([["token", "none"]]),
    );
  });

  test("a map below something else than a map stands alone, and hides what is above that", async () => {
    const { tenancy } = await policyOf({
      top: "tenancy: { key: none }",
      services: "tenancy: account",
      own: "tenancy: { token: none }",
    });
    expect([...tenancy]).toEqual([["token", "none"]]);
  });

  test("waivers and dismissals of all hold, each with its place", async () => {
    const { waivers } = await policyOf({
      top: `waivers:\n  - { ${WAIVER} }\ndismissed:\n  - { ${DISMISSED} }`,
      own: `waivers: []\ndismissed: [{ ${DISMISSED} }]\napis: [{ files: openapi.yaml, waivers: [{ ${WAIVER} }] }]`,
    });
    expect(waivers.map(({ kind, source }) => `${kind} ${source.file}:${source.line}`)).toEqual([
      "waiver sallyport.yaml:2",
      "waiver services/riders/sallyport.yaml:3",
      "dismissal sallyport.yaml:4",
      "dismissal services/riders/sallyport.yaml:2",
    ]);
  });

  test("an entry of apis counts within its file: a nearer file wins over it", async () => {
    const entries = "owner: all\napis: [{ files: '**/openapi.yaml', owner: entry, audience: partner }]";
    expect(await policyOf({ top: entries, own: "owner: own" })).toMatchObject({
      owner: "own",
      audience: { api: "partner" },
    });
    expect(await policyOf({ top: "owner: all", own: entries })).toMatchObject({ owner: "entry" });
  });

  test("the default is as without any where all are empty", async () => {
    const { files, file, sha256, ...policy } = await policyOf({ top: "# nothing", own: "{}" });
    expect({ ...policy, files: [], file: undefined, sha256: undefined }).toEqual(defaultPolicy());
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect([file, files.map((one) => one.file)]).toEqual([
      "services/riders/sallyport.yaml",
      ["services/riders/sallyport.yaml", "services/sallyport.yaml", "sallyport.yaml"],
    ]);
  });
});

describe("the search ends", () => {
  test("at root: true, whatever stands above", async () => {
    const policy = await policyOf({
      top: "gate: { failOn: low }\nadmision: {}",
      services: "root: true\nowner: services",
      own: "audience: public",
    });
    expect([policy.owner, policy.audience.api, policy.gate.failOn]).toEqual(["services", "public", "high"]);
    expect(policy.files.map(({ file }) => file)).toEqual(["services/riders/sallyport.yaml", "services/sallyport.yaml"]);
  });

  test("at the root of the repository, and with the one that --config names", async () => {
    const cwd = folderWith({
      "sallyport.yaml": "owner: outside",
      "repository/.git/HEAD": "",
      "repository/sallyport.yaml": "owner: inside",
      "repository/api/sallyport.yaml": "audience: public",
      "repository/strict.yaml": "sla: { high: 1 }",
      "repository/api/a.yaml": "",
    });
    const files = filesBelow(path.join(cwd, "repository"));
    expect(await loadPolicy("api/a.yaml", files)).toMatchObject({ owner: "inside", audience: { api: "public" } });
    const named = await loadPolicy("api/a.yaml", files, { configFile: "strict.yaml" });
    expect([named.owner, named.audience.api, named.deadlines]).toEqual([undefined, undefined, { high: 1 }]);
  });

  test.each([
    ["root: false", "platform"],
    ["root: true", undefined],
    ["", "platform"],
  ])("not at %s", async (own, owner) => {
    expect((await policyOf({ top: "owner: platform", own })).owner).toBe(owner);
  });

  test.each([
    ["root: yes", 'root is "yes"; true or false is expected'],
    ["root: 1", "root is 1; true or false is expected"],
    ["root:", "root is empty; true or false is expected"],
    ["apis: [{ files: a, root: true }]", "apis[0].root is not a key of apis[0]"],
  ])("and not by a guess: %s", async (own, told) => {
    const refusal = await refusalOf(policyOf({ own }));
    expect(refusal).toContain(told);
    expect(refusal).toMatch(/^services\/riders\/sallyport\.yaml:1:\d+ /);
  });
});

describe("paths are relative to the file that says them", () => {
  test("descriptions, the register and dismissals", async () => {
    const top = `register: security/issues.yaml
apis: [{ files: services/riders/*.yaml, owner: by name }]
dismissed: [{ ${DISMISSED}, file: services/riders/openapi.yaml }, { ${DISMISSED}, file: openapi.yaml }]`;
    const policy = await policyOf({ top, own: `dismissed: [{ ${DISMISSED}, file: openapi.yaml }]` });
    expect(policy).toMatchObject({ owner: "by name", register: "security/issues.yaml" });
    expect(policy.waivers.map(({ source }) => source.file)).toEqual([
      "sallyport.yaml",
      "services/riders/sallyport.yaml",
    ]);
    expect((await policyOf({ top, own: "register: ../issues.yaml" })).register).toBe("services/issues.yaml");
  });

  test("rulesets, also where two files name theirs alike", async () => {
    const ruleset = (severity: string): string =>
      `extends: sallyport:recommended\nrules: { basic-auth: ${severity} }\n`;
    const { severities } = await policyOf(
      {
        top: "rulesets: { public: ./rules.yaml, partner: ./rules.yaml }",
        own: "rulesets: { partner: [./rules.yaml] }",
      },
      { "rules.yaml": ruleset("error"), "services/riders/rules.yaml": ruleset("hint") },
    );
    expect([severities.public.get("basic-auth"), severities.partner.get("basic-auth")]).toEqual(["high", "info"]);
  });
});

describe("a mistake is told with the file that has it", () => {
  test.each([
    [{ top: "owner: a\naudience: publik" }, /^sallyport\.yaml:2:11 audience is "publik"/],
    [{ services: "gates: {}", own: "owner: a" }, /^services\/sallyport\.yaml:1:1 gates is not a key/],
    [{ services: "rules: { basic-auht: low }" }, /^services\/sallyport\.yaml:1 there is no rule "basic-auht"/],
    [{ top: "rulesets: ./gone.yaml", own: "owner: a" }, /^sallyport\.yaml:1:11 /],
    [{ own: "owner: [" }, /^services\/riders\/sallyport\.yaml:\d+:\d+ is not valid YAML/],
    [{ own: "a: &a [*a]" }, /^services\/riders\/sallyport\.yaml/],
    [{ own: "network: &a { internal: *a }" }, /^services\/riders\/sallyport\.yaml/],
    [{ services: `owner: &a [${"x,".repeat(400)}]\nlexicon: [${"*a,".repeat(400)}]` }, /^services\/sallyport\.yaml/],
  ])("%j", async (texts, told) => {
    expect(await refusalOf(policyOf(texts))).toMatch(told);
  });

  test("one that cannot be read stops the review", async () => {
    const cwd = folderWith({ "api/a.yaml": "", "outside/sallyport.yaml": "owner: a", "root/api/a.yaml": "" });
    const root = path.join(cwd, "root");
    const nested = path.join(root, "api", "sallyport.yaml");
    const refusal = () => refusalOf(loadPolicy("api/a.yaml", filesBelow(root, 1000)));
    const write = (bytes: Uint8Array | string) => writeFileSync(nested, bytes);
    const told: string[] = [];
    write(Buffer.from([0x6f, 0x77, 0xff, 0xfe, 0x0a]));
    told.push(await refusal());
    write(`# ${"x".repeat(2000)}`);
    told.push(await refusal());
    write("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
    told.push(await refusal());
    expect(told.join("\n")).toMatchInlineSnapshot(`
      "api/sallyport.yaml:1:3 is not text in UTF-8
      api/sallyport.yaml cannot be read: it is larger than 0.00,095,367,431,640,625 MiB
      api/sallyport.yaml is a Git LFS pointer: the file itself has not been fetched"
    `);

    const links: string[] = [];
    for (const target of ["../../outside/sallyport.yaml", "../gone.yaml", "sallyport.yaml", "."]) {
      const other = path.join(root, `of-${links.length}`);
      mkdirSync(other);
      symlinkSync(target, path.join(other, "sallyport.yaml"));
      links.push(await refusalOf(loadPolicy(`of-${links.length}/a.yaml`, filesBelow(root))));
    }
    mkdirSync(path.join(root, "folder", "sallyport.yaml"), { recursive: true });
    links.push(await refusalOf(loadPolicy("folder/a.yaml", filesBelow(root))));
    expect(links.join("\n")).toMatchInlineSnapshot(`
      "of-0/sallyport.yaml cannot be read: it is outside the root
      of-1/sallyport.yaml cannot be read: it is a symbolic link that leads nowhere
      of-2/sallyport.yaml cannot be read: it is a symbolic link that leads nowhere
      of-3/sallyport.yaml cannot be read: it is not a file
      folder/sallyport.yaml cannot be read: it is not a file"
    `);
  });

  test("a link within the root is read, and its paths are relative to where it stands", async () => {
    const cwd = folderWith({
      "shared/service.yaml": "owner: shared\nregister: issues.yaml",
      "api/a.yaml": "",
      "sallyport.yaml": "audience: partner",
    });
    symlinkSync("../shared/service.yaml", path.join(cwd, "api", "sallyport.yaml"));
    expect(await loadPolicy("api/a.yaml", filesBelow(cwd))).toMatchObject({
      owner: "shared",
      register: "api/issues.yaml",
      audience: { api: "partner" },
    });
  });
});

test("its digest is of all files, and of one file that of the file alone", async () => {
  const digest = (text: string): string => createHash("sha256").update(text).digest("hex");
  const one = await loadPolicy("a.yaml", filesOf({ "sallyport.yaml": "owner: a" }));
  expect(one.sha256).toBe(digest("owner: a"));
  const both = { "sallyport.yaml": "owner: a", "api/sallyport.yaml": "owner: b" };
  const two = await loadPolicy("api/a.yaml", filesOf(both));
  expect(two.sha256).toBe(digest([digest("owner: b"), digest("owner: a")].join("\n")));
  const changed = await loadPolicy("api/a.yaml", filesOf({ ...both, "sallyport.yaml": "owner: c" }));
  expect(changed.sha256).not.toBe(two.sha256);
});
