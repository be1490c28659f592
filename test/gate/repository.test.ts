import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { yaml } from "../../src/core/prose.ts";
import { repositoryWith, testRepository } from "./git-repository.ts";

/** Orders of shops, behind a token of which nobody has said who gets it. */
const ORDERS = yaml`
  openapi: 3.1.0
  info: { title: Orders, version: "1" }
  servers:
    - url: https://api.acme.io
  security:
    - token: []
  paths:
    /orders:
      get:
        responses:
          "200":
            description: The orders.
            content:
              application/json:
                schema:
                  type: array
                  maxItems: 100
                  items: { $ref: "#/components/schemas/Order" }
  components:
    schemas:
      Order:
        type: object
        properties:
          id: { type: string, format: uuid }
          total: { type: integer, maximum: 1000000 }
    securitySchemes:
      token: { type: http, scheme: bearer }
`;
/** Anybody can read everybody's profile. */
const LEAK = yaml`
    /users/{userId}:
      get:
        security: []
        parameters:
          - { name: userId, in: path, required: true, schema: { type: string, format: uuid } }
        responses:
          "200":
            description: The profile.
            content:
              application/json:
                schema: { $ref: "#/components/schemas/User" }
`.replace(/^(?=.)/gm, "  ");
const USER = yaml`
      User:
        type: object
        properties:
          id: { type: string, format: uuid }
          email: { type: string, format: email }
          birthDate: { type: string, format: date }
`.replace(/^(?=.)/gm, "    ");
const LEAKING = ORDERS.replace("components:\n  schemas:\n", `${LEAK}components:\n  schemas:\n${USER}`);
/** Nothing of what is exposed differs. */
const DESCRIBED = ORDERS.replace("The orders.", "All orders of the shop.");

describe("a branch", () => {
  test("that exposes nothing new passes", async () => {
    const repository = repositoryWith({ "openapi.yaml": ORDERS });
    const head = repository.commit({ "openapi.yaml": DESCRIBED });
    const { code, gate, commit, reviews } = await repository.gate("--base", "main");
    expect([code, gate.decision, gate.because, gate.changes]).toEqual([0, "pass", [], []]);
    expect(commit).toBe(head);
    expect(gate.base).toBe(`main (merge base ${repository.git("rev-parse", "main").slice(0, 12)})`);
    expect(reviews.map(({ document }) => document.file)).toEqual(["openapi.yaml"]);
  });

  test("that exposes something fails, and its new places are told", async () => {
    const repository = repositoryWith({ "openapi.yaml": ORDERS });
    repository.commit({ "openapi.yaml": LEAKING });
    const { code, gate, reviews } = await repository.gate("--base", "main");
    expect([code, gate.decision]).toEqual([1, "fail"]);
    expect(gate.because.join("\n")).toMatch(/New \(high\): .*GET \/users\/\{userId\}/);
    expect(gate.changes.map(({ kind, operation, blocks }) => [kind, operation, blocks])).toEqual([
      ["operation-added", "GET /users/{userId}", true],
    ]);
    const states = new Map(
      reviews[0]!.findings.flatMap(({ places }) => places.map(({ operation, state }) => [operation, state])),
    );
    expect(states.get("GET /users/{userId}")).toBe("new");
  });

  test("whose change is not committed yet is looked at as it stands", async () => {
    const repository = repositoryWith({ "openapi.yaml": ORDERS });
    repository.write({ "openapi.yaml": LEAKING });
    expect((await repository.gate("--base", "main")).code).toBe(1);
    repository.write({ "openapi.yaml": ORDERS, "new.yaml": LEAKING });
    const { code, reviews } = await repository.gate("--base", "main");
    expect([code, reviews.map(({ document }) => document.file)]).toEqual([1, ["new.yaml"]]);
  });

  test("is held against where it left the base, not against what the base has become", async () => {
    const repository = repositoryWith({ "openapi.yaml": LEAKING });
    repository.commit({ "openapi.yaml": LEAKING.replace("The orders.", "All orders.") });
    repository.git("checkout", "-q", "main");
    repository.commit({ "openapi.yaml": ORDERS });
    repository.git("checkout", "-q", "feature");
    expect((await repository.gate("--base", "main")).gate.decision).toBe("pass");
  });

  test("that touches no description passes without one", async () => {
    const repository = repositoryWith({ "openapi.yaml": LEAKING, "src/main.js": "1" });
    repository.commit({ "src/main.js": "2", "package.json": "{}" });
    expect(await repository.gate("--base", "main")).toMatchObject({ code: 0, reviews: [] });
    expect((await repository.sallyport("gate", "--base", "main")).stdout).toBe(
      "Gate: pass. No API description is touched.\n",
    );
  });

  test("does not block for what is old and known", async () => {
    const repository = repositoryWith({ "openapi.yaml": LEAKING });
    repository.commit({ "openapi.yaml": LEAKING.replace("The orders.", "All orders.") });
    const { code, reviews } = await repository.gate("--base", "main");
    expect(code).toBe(0);
    expect(reviews[0]!.findings.some(({ severity, status }) => severity === "high" && status === "open")).toBe(true);
  });
});

describe("a description", () => {
  test("in several files is looked at when one of them changes", async () => {
    const parts = ORDERS.replace('{ $ref: "#/components/schemas/Order" }', '{ $ref: "parts/order.yaml#/Order" }');
    const order = "Order:\n  type: object\n  properties:\n    id: { type: string }\n";
    const repository = repositoryWith({
      "api/openapi.yaml": parts,
      "api/parts/order.yaml": order,
      "other.yaml": ORDERS,
    });
    repository.commit({ "api/parts/order.yaml": `${order}    buyerEmail: { type: string, format: email }\n` });
    const { gate, reviews } = await repository.gate("--base", "main");
    expect(reviews.map(({ document }) => document.file)).toEqual(["api/openapi.yaml"]);
    expect(gate.changes[0]).toMatchObject({ kind: "field-readable", head: { file: "api/parts/order.yaml", line: 5 } });
  });

  test("that is new is new in all its places", async () => {
    const repository = repositoryWith({ "README.md": "Shop" });
    repository.commit({ "openapi.yaml": LEAKING });
    const { code, gate, reviews } = await repository.gate("--base", "main");
    expect([code, gate.decision]).toEqual([1, "fail"]);
    expect(new Set(reviews[0]!.findings.flatMap(({ places }) => places.map(({ state }) => state)))).toEqual(
      new Set(["new"]),
    );
  });

  test("that moved and was rewritten in JSON is the same", async () => {
    const repository = repositoryWith({ "openapi.yaml": LEAKING });
    const { parse } = await import("yaml");
    repository.commit({
      "openapi.yaml": undefined,
      "apis/shop/api.json": JSON.stringify(parse(LEAKING), undefined, 2),
    });
    const { code, gate } = await repository.gate("--base", "main");
    expect([code, gate.changes, gate.because]).toEqual([0, [], []]);
    expect((await repository.gate("apis/shop/api.json", "--base", "main")).code).toBe(0);
  });

  test("that cannot be read is refused, and does not stop the others", async () => {
    const repository = repositoryWith({ "a.yaml": ORDERS, "b.yaml": ORDERS });
    repository.commit({ "a.yaml": `${ORDERS}\n  ]broken`, "b.yaml": DESCRIBED });
    const { code, stderr, reviews } = await repository.gate("--base", "main");
    expect([code, reviews.length]).toEqual([2, 1]);
    expect(stderr).toMatch(/a\.yaml/);
  });

  test("whose base cannot be read is new", async () => {
    const repository = repositoryWith({ "openapi.yaml": `${LEAKING}\n  ]broken` });
    repository.commit({ "openapi.yaml": LEAKING });
    const { code, stderr } = await repository.gate("openapi.yaml", "--base", "main");
    expect(code).toBe(1);
    expect(stderr).toContain("the base of openapi.yaml cannot be read");
  });

  test("that is no faultless text is refused, and not taken for gone", async () => {
    const repository = repositoryWith({ "openapi.yaml": ORDERS });
    writeFileSync(path.join(repository.folder, "openapi.yaml"), Buffer.from(`${ORDERS}# caf\xe9\n`, "latin1"));
    const { code, stderr } = await repository.gate("--base", "main");
    expect([code, stderr]).toEqual([2, expect.stringContaining("is not text in UTF-8")]);
  });

  test("that Git LFS keeps is looked at where it was fetched and changed, and refused where it was not fetched", async () => {
    const pointerTo = (text: string): string =>
      `version https://git-lfs.github.com/spec/v1\noid sha256:${createHash("sha256").update(text).digest("hex")}\nsize ${text.length}\n`;
    const repository = repositoryWith({ "openapi.yaml": pointerTo(ORDERS) });
    expect((await repository.gate("--base", "main")).code).toBe(0);
    repository.write({ "openapi.yaml": ORDERS });
    const same = await repository.gate("--base", "main");
    expect([same.code, same.reviews]).toEqual([0, []]);
    repository.write({ "openapi.yaml": LEAKING });
    const changed = await repository.gate("--base", "main");
    expect([changed.code, changed.stderr]).toEqual([
      1,
      expect.stringContaining("everything in it counts as new: openapi.yaml is a Git LFS pointer"),
    ]);
    repository.write({ "openapi.yaml": pointerTo(LEAKING) });
    const unfetched = await repository.gate("--base", "main");
    expect([unfetched.code, unfetched.stderr]).toEqual([
      2,
      expect.stringMatching(/openapi\.yaml is a Git LFS pointer: .*\nhint: Fetch it/),
    ]);
  });
});

describe("the policy", () => {
  const OWN = "admission:\n  token: own\n";
  const others = (text: string): string => text.replace("security: []\n", "security: [{ token: [] }]\n");

  test("of the change itself does not count", async () => {
    const repository = repositoryWith({ "openapi.yaml": ORDERS });
    repository.commit({ "openapi.yaml": others(LEAKING), "sallyport.yaml": OWN });
    const { code, gate } = await repository.gate("--base", "main");
    expect([code, gate.decision]).toEqual([1, "fail"]);
    expect(gate.policyChanges.map(({ file, key }) => [file, key])).toEqual([["sallyport.yaml", "admission.token"]]);
    expect(gate.policyChanges[0]!.effect).toMatch(/\d+ findings? would disappear/);
    expect(gate.because.at(-1)).toMatch(/would pass only with the policy that it changes itself/);
    expect((await repository.gate("--base", "main", "--trust-head-policy")).code).toBe(0);
  });

  test("of the change itself dismisses nothing, until its entry is on the base", async () => {
    const repository = repositoryWith({ "openapi.yaml": ORDERS });
    repository.commit({ "openapi.yaml": LEAKING });
    const before = await repository.gate("--base", "main");
    expect(before.code).toBe(1);
    const grave = before.reviews[0]!.findings.filter(({ severity }) => severity === "critical" || severity === "high");
    expect(grave.length).toBeGreaterThan(0);
    for (const { fingerprint } of grave) {
      const { code, stdout } = await repository.sallyport(
        "dismiss",
        fingerprint,
        "--because",
        "It is a test",
        "--by",
        "Jo",
      );
      expect([code, stdout]).toEqual([0, expect.stringContaining("once it is on the base branch")]);
    }
    const written = readFileSync(path.join(repository.folder, "sallyport.yaml"), "utf8");
    repository.commit({});
    const own = await repository.gate("--base", "main");
    expect([own.code, own.gate.because]).toEqual([1, expect.arrayContaining([...before.gate.because])]);
    expect(own.reviews[0]!.dismissed).toEqual([]);
    expect(own.gate.policyChanges.map(({ file, key }) => [file, key])).toEqual([["sallyport.yaml", "dismissed"]]);
    expect(own.gate.policyChanges[0]!.effect).toMatch(/\d+ findings? would be dismissed \(the worst is high\)/);

    repository.git("checkout", "-q", "main");
    repository.commit({ "sallyport.yaml": `${written}dismiss: { upTo: medium }\n` });
    repository.git("checkout", "-q", "feature");
    const forbidden = await repository.gate("--base", "main");
    expect([forbidden.code, forbidden.gate.because]).toEqual([1, expect.arrayContaining([...before.gate.because])]);
    expect(new Set(forbidden.reviews[0]!.dismissals!.map(({ state }) => state))).toEqual(new Set(["not-allowed"]));
    // What the base has got since is no change of the branch.
    expect(forbidden.gate.policyChanges).toEqual([]);

    repository.git("checkout", "-q", "main");
    repository.commit({ "sallyport.yaml": written });
    repository.git("checkout", "-q", "feature");
    const counted = await repository.gate("--base", "main");
    expect(counted.reviews[0]!.dismissed!.map(({ fingerprint }) => fingerprint).toSorted()).toEqual(
      grave.map(({ fingerprint }) => fingerprint).toSorted(),
    );
    expect(counted.gate.because.filter((text) => /^(?:New|Worse) /.test(text))).toEqual([]);
  });

  test("counts once it is on the base, also when the branch is older", async () => {
    const repository = repositoryWith({ "openapi.yaml": ORDERS });
    repository.commit({ "openapi.yaml": others(LEAKING) });
    expect((await repository.gate("--base", "main")).code).toBe(1);
    repository.git("checkout", "-q", "main");
    repository.commit({ "sallyport.yaml": OWN });
    repository.git("checkout", "-q", "feature");
    expect((await repository.gate("--base", "main")).code).toBe(0);
  });

  test("of another folder does not count for what moves there", async () => {
    const repository = repositoryWith({
      "open/openapi.yaml": ORDERS,
      "sallyport.yaml": "apis:\n  - files: closed/**\n    admission: { token: own }\n",
    });
    repository.commit({ "open/openapi.yaml": undefined, "closed/openapi.yaml": others(LEAKING) });
    const { code, gate } = await repository.gate("--base", "main");
    expect(code).toBe(1);
    expect(gate.policyChanges.map(({ key }) => key)).toEqual(["admission.token"]);
  });

  test("cannot be milder through what a description asks for itself", async () => {
    const repository = repositoryWith({ "openapi.yaml": ORDERS, "sallyport.yaml": "acceptRequests: true\n" });
    repository.commit({
      "openapi.yaml": LEAKING.replace(
        "    get:\n      security: []\n",
        '    get:\n      security: []\n      x-sallyport-accept:\n        - { rule: bola-other-users-data, reason: It is meant, owner: Mara, until: "2027-01-01" }\n',
      ),
    });
    expect((await repository.gate("--base", "main")).code).toBe(1);
  });

  test("under a wrong name in the base does not stop the change that renames it", async () => {
    const repository = repositoryWith({ "openapi.yaml": ORDERS, ".sallyport.yaml": "owner: team\n" });
    repository.commit({
      "openapi.yaml": `${ORDERS}# Orders\n`,
      ".sallyport.yaml": undefined,
      "sallyport.yaml": "owner: team\n",
    });
    expect(await repository.gate("--base", "main")).toMatchObject({ code: 0, stderr: "" });
    repository.commit({ "sallyport.yaml": undefined, ".sallyport.yaml": "owner: team\n" });
    expect((await repository.gate("--base", "main")).code).toBe(2);
  });

  test("that misspells a scheme is refused in the head alone", async () => {
    const saying = (scheme: string): string => `admission: { ${scheme}: own }\n`;
    const misspelt = repositoryWith({ "openapi.yaml": ORDERS, "sallyport.yaml": saying("tokn") });
    misspelt.commit({ "openapi.yaml": DESCRIBED });
    const { code, stderr } = await misspelt.sallyport("gate", "--base", "main");
    expect([code, stderr]).toEqual([2, expect.stringContaining('did you mean "token"?')]);
    misspelt.commit({ "sallyport.yaml": saying("token") });
    expect(await misspelt.gate("--base", "main")).toMatchObject({ code: 0, stderr: "" });

    const renaming = repositoryWith({ "openapi.yaml": ORDERS, "sallyport.yaml": saying("token") });
    renaming.commit({
      "openapi.yaml": ORDERS.replace("- token:", "- tokens:").replace("    token:", "    tokens:"),
      "sallyport.yaml": saying("tokens"),
    });
    expect((await renaming.sallyport("gate", "--base", "main")).stderr).toBe("");
    renaming.commit({ "sallyport.yaml": saying("token") });
    expect((await renaming.sallyport("gate", "--base", "main", "--trust-head-policy")).code).toBe(2);
  });

  test("of the gate decides what blocks", async () => {
    const repository = repositoryWith({
      "openapi.yaml": ORDERS,
      "sallyport.yaml": "gate: { failOn: never, lostEvidence: report }\n",
    });
    repository.commit({ "openapi.yaml": LEAKING });
    expect((await repository.gate("--base", "main")).code).toBe(0);
  });
});

describe("the repository", () => {
  test("may be a shallow clone, and it is said", async () => {
    const origin = repositoryWith({ "openapi.yaml": ORDERS });
    origin.commit({ "openapi.yaml": LEAKING });
    origin.git("checkout", "-q", "main");
    origin.commit({ "README.md": "Shop" });
    const clone = testRepository();
    clone.git(
      "clone",
      "-q",
      "--depth",
      "1",
      "--no-single-branch",
      "--branch",
      "feature",
      `file://${origin.folder}`,
      ".",
    );
    const { code, gate } = await clone.gate("--base", "origin/main");
    expect(code).toBe(1);
    expect(gate.base).toMatch(
      /^origin\/main \(its tip [0-9a-f]{12}: the clone is shallow, and the merge base unknown\)$/,
    );
  });

  test("runs nothing of its own", async () => {
    const repository = repositoryWith({
      "openapi.yaml": ORDERS,
      ".gitattributes": "*.yaml filter=run diff=run merge=run\n",
    });
    const mark = path.join(repository.folder, "was-run");
    const script = path.join(repository.folder, ".git", "run.sh");
    writeFileSync(script, `#!/bin/sh\ntouch ${mark}\ncat\n`, { mode: 0o755 });
    mkdirSync(path.join(repository.folder, ".git", "hooks"), { recursive: true });
    for (const name of [
      "post-checkout",
      "pre-commit",
      "post-index-change",
      "reference-transaction",
      "fsmonitor-watchman",
    ])
      writeFileSync(path.join(repository.folder, ".git", "hooks", name), `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
    for (const [key, value] of [
      ["core.fsmonitor", script],
      ["core.pager", script],
      ["core.sshCommand", script],
      ["diff.external", script],
      ["diff.run.textconv", script],
      ["filter.run.clean", script],
      ["filter.run.smudge", script],
      ["filter.run.process", script],
      ["alias.cat-file", `!${script}`],
      ["alias.ls-files", `!${script}`],
    ] as const)
      repository.git("config", key, value);
    repository.write({ "openapi.yaml": LEAKING });
    expect((await repository.gate("--base", "main")).code).toBe(1);
    expect((await repository.sallyport("register", "update", "openapi.yaml")).code).toBe(0);
    expect(existsSync(mark)).toBe(false);
  });

  test.each([
    "--output=x",
    "-h",
    "main; touch x",
    "$(touch x)",
    "main\nmain",
    "no-such-branch",
    "main:openapi.yaml",
    "",
  ])("refuses the base %j", async (revision) => {
    const repository = repositoryWith({ "openapi.yaml": ORDERS });
    const { code, stderr } = await repository.sallyport("gate", `--base=${revision}`);
    expect([code, stderr.split("\n")[0]]).toEqual([2, `error: --base ${JSON.stringify(revision)} names no commit`]);
    expect(existsSync(path.join(repository.folder, "x"))).toBe(false);
  });

  test("may have files with any name", async () => {
    const repository = repositoryWith({ "openapi.yaml": ORDERS });
    const names = [
      "-rf.yaml",
      "a b/ö \u202e.yaml",
      "new\nline.yaml",
      "::warning::x.yaml",
      "$(touch x).yaml",
      '"quoted".yaml',
    ];
    repository.commit(Object.fromEntries(names.map((name) => [name, LEAKING])));
    const { reviews } = await repository.gate("--base", "main");
    expect(reviews.map(({ document }) => document.file).toSorted()).toEqual(names.toSorted());
    const { stdout } = await repository.sallyport("gate", "--base", "main");
    expect(stdout).not.toMatch(/\u202e|^::warning/m);
  });

  test("may be asked for one of its files, whatever it is called", async () => {
    const repository = repositoryWith({ "openapi.yaml": ORDERS });
    repository.commit({ "-rf.yaml": LEAKING, "openapi.yaml": DESCRIBED });
    const named = async (file: string) =>
      (await repository.sallyport("gate", "--base=main", "--quiet", "--", file)).stdout;
    expect([await named("openapi.yaml"), await named("-rf.yaml")]).toEqual([
      "openapi.yaml: pass\n",
      "-rf.yaml: fail\n",
    ]);
  });

  test("may hold links, which lead to what the commit has", async () => {
    const repository = repositoryWith({ "apis/real.yaml": LEAKING });
    const { symlinkSync } = await import("node:fs");
    symlinkSync("apis/real.yaml", path.join(repository.folder, "openapi.yaml"));
    symlinkSync("/etc/hostname", path.join(repository.folder, "outside.yaml"));
    repository.git("checkout", "-q", "main");
    repository.commit({});
    repository.git("checkout", "-q", "-B", "feature");
    repository.commit({ "apis/real.yaml": LEAKING.replace("The orders.", "All orders.") });
    const { code, gate } = await repository.gate("openapi.yaml", "--base", "main");
    expect([code, gate.changes]).toEqual([0, []]);
  });

  test("may be without one: one file is held against another", async () => {
    const repository = testRepository();
    repository.write({ "old.yaml": ORDERS, "new.yaml": LEAKING });
    const { code, gate } = await repository.gate("new.yaml", "--base-file", "old.yaml");
    expect([code, gate.base, gate.head]).toEqual([1, "old.yaml", "new.yaml"]);
    const { code: usage, stderr } = await repository.sallyport("gate", "--base", "main");
    expect(usage).toBe(2);
    expect(stderr).toMatch(/is in no git working tree/);
  });

  test("may be looked at from a folder of it", async () => {
    const repository = repositoryWith({ "shop/openapi.yaml": ORDERS, "openapi.yaml": ORDERS });
    repository.commit({ "shop/openapi.yaml": LEAKING, "openapi.yaml": DESCRIBED });
    const { reviews } = await repository.gate("--base", "main", "--root", "shop");
    expect(reviews.map(({ document }) => document.file)).toEqual(["openapi.yaml"]);
    expect(reviews[0]!.gate!.decision).toBe("fail");
  });
});

describe("the outputs", () => {
  test("annotate what is new or worse, and nothing else", async () => {
    const repository = repositoryWith({
      "openapi.yaml": LEAKING.replace("/users/{userId}", "/guests/of/all/shops/{userId}"),
    });
    repository.commit({ "openapi.yaml": LEAKING });
    const { stdout } = await repository.sallyport("gate", "--base", "main", "--format", "github");
    expect(stdout).toMatch(/^::error file=openapi\.yaml,title=Sallyport gate%3A fail::/);
    expect(stdout).toMatch(
      /^::error file=openapi\.yaml,line=20,title=Blocks%3A operation-added::GET \/users\/\{userId\} is new/m,
    );
    expect(stdout).not.toContain("/guests/");
  });

  test("say why, what became worse, and the ways out", async () => {
    const repository = repositoryWith({ "openapi.yaml": ORDERS });
    repository.commit({ "openapi.yaml": LEAKING });
    const { stdout } = await repository.sallyport(
      "gate",
      "--base",
      "main",
      "--format",
      "text",
      "--format",
      "markdown=gate.md",
    );
    const stable = (text: string): string => text.replaceAll(/\b[0-9a-f]{12}\b/g, "COMMIT");
    await expect(stable(stdout)).toMatchFileSnapshot("gate.txt.snap");
    await expect(stable(readFileSync(path.join(repository.folder, "gate.md"), "utf8"))).toMatchFileSnapshot(
      "gate.md.snap",
    );
  });
});
