import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { envelopeIn } from "../cli/run.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { repositoryWith, emptyRepository, type TestRepository } from "./git-repository.ts";

/** Profiles that anybody reads. */
const API = `openapi: 3.1.0
info: { title: Riders, version: "1" }
servers: [{ url: https://api.rides.io }]
security: [{ token: [] }]
paths:
  /users/{userId}:
    get:
      security: []
      parameters: [{ name: userId, in: path, required: true, schema: { type: string, format: uuid } }]
      responses:
        "200":
          description: The profile.
          content: { application/json: { schema: { $ref: "#/components/schemas/User" } } }
components:
  schemas:
    User: { type: object, properties: { id: { type: string, format: uuid }, birthDate: { type: string, format: date }, email: { type: string, format: email } } }
  securitySchemes:
    token: { type: http, scheme: bearer }
`;
const OTHER = API.replace("title: Riders", "title: Stock").replaceAll("/users/{userId}", "/boxes/{userId}");
const FILE = "apis/openapi.yaml";
const REGISTER = ".sallyport/register.yaml";

async function gated(repository: TestRepository, ...args: string[]) {
  const all = ["gate", "--base", "main", "--as-of", "2026-03-01", ...args];
  const { code, stdout, stderr } = await repository.sallyport(
    ...all,
    "--format",
    "json",
    "--format",
    "markdown=comment.md",
  );
  expect(stderr).not.toContain("this is a bug");
  const comment = readFileSync(path.join(repository.folder, "comment.md"), "utf8");
  repository.write({ "comment.md": undefined });
  const { vanished = [], refused, reviews } = envelopeIn(stdout);
  return { code, vanished, refused, reviews, comment, stderr };
}

/** Each makes the description of the base vanish. */
const WAYS: readonly (readonly [
  name: string,
  change: (repository: TestRepository) => void,
  state: string,
  why: RegExp,
])[] = [
  ["is deleted", (own) => void own.commit({ [FILE]: undefined }), "removed", /^apis\/openapi\.yaml was removed/],
  [
    "is renamed to .txt",
    (own) => void own.commit({ [FILE]: undefined, "apis/openapi.txt": API }),
    "unreadable",
    /was renamed to apis\/openapi\.txt, which is not read as a description by its name/,
  ],
  [
    "is renamed to .txt and changed",
    (own) => void own.commit({ [FILE]: undefined, "apis/openapi.txt": API.replace("Riders", "Users") }),
    "unreadable",
    /was renamed to apis\/openapi\.txt/,
  ],
  [
    "misspells openapi",
    (own) => void own.commit({ [FILE]: API.replace("openapi:", "opnapi:") }),
    "unreadable",
    /it has "opnapi" at its root instead of "openapi"/,
  ],
  [
    "has no version",
    (own) => void own.commit({ [FILE]: API.replace("openapi: 3.1.0", "openapi: next") }),
    "unreadable",
    /it names no version of OpenAPI/,
  ],
  ["is emptied", (own) => void own.commit({ [FILE]: "" }), "unreadable", /is no API description any more: it is empty/],
  [
    "is made invalid",
    (own) => void own.commit({ [FILE]: `x: [\n${API.replace("openapi: 3.1.0\n", "")}` }),
    "unreadable",
    /is no API description any more: apis\/openapi\.yaml:\d+:\d+ /,
  ],
  [
    "becomes a link out of the root",
    (own) => {
      const outside = path.join(temporaryFolder(), "api.yaml");
      writeFileSync(outside, API);
      own.write({ [FILE]: undefined });
      symlinkSync(outside, path.join(own.folder, FILE));
      own.commit({});
    },
    "unreadable",
    /cannot be read any more: it is outside the root/,
  ],
  [
    "becomes a link that leads nowhere",
    (own) => {
      own.write({ [FILE]: undefined });
      symlinkSync("gone.yaml", path.join(own.folder, FILE));
      own.commit({});
    },
    "unreadable",
    /cannot be read any more: it is a symbolic link that leads nowhere/,
  ],
  [
    "becomes a folder",
    (own) => {
      own.write({ [FILE]: undefined });
      own.commit({ [`${FILE}/README.md`]: "Riders" });
    },
    "unreadable",
    /cannot be read any more: it is not a file/,
  ],
];

describe("a description of the base that", () => {
  test.each(WAYS)("%s fails, also beside others and in the comment", async (_, change, state, why) => {
    for (const args of [[], ["apis"]]) {
      const own = repositoryWith({ [FILE]: API, "apis/stock.yaml": OTHER });
      change(own);
      const { code, vanished, comment } = await gated(own, ...args);
      expect([code, vanished]).toEqual([
        1,
        [expect.objectContaining({ file: FILE, state, blocks: true, text: expect.stringMatching(why) as unknown })],
      ]);
      expect(vanished[0]!.text).toMatch(/nothing shows whether its API still runs$/);
      expect(comment).toMatch(/^### Sallyport: must not be merged yet$/m);
      expect(comment).toMatch(/\*\*Blocks\*\*: .*apis/);
      expect(comment).not.toContain("no new exposure was found");
    }
  });

  test("is there and cannot be parsed is refused, in the comment too", async () => {
    const own = repositoryWith({ [FILE]: API });
    own.commit({ [FILE]: `${API}\n  ]broken` });
    const { code, refused, comment } = await gated(own);
    expect([code, refused.map(({ file }) => file)]).toEqual([2, [FILE]]);
    expect(comment).toMatch(/^### Sallyport: must not be merged yet: not everything could be read$/m);
  });

  test("moved has not vanished, whatever it is written in", async () => {
    const own = repositoryWith({ [FILE]: API });
    own.commit({ [FILE]: undefined, "services/riders.yml": API.replace("The profile.", "A profile.") });
    expect(await gated(own)).toMatchObject({ code: 0, vanished: [] });
  });

  test("its target has lost by now is not missed", async () => {
    const own = repositoryWith({ [FILE]: API });
    own.commit({ [FILE]: undefined });
    own.git("checkout", "-q", "main");
    own.commit({ [FILE]: undefined, "README.md": "Riders" });
    own.git("checkout", "-q", "feature");
    expect(await gated(own)).toMatchObject({ code: 0, vanished: [] });
  });

  test("is named by a word that nothing fits any more fails too", async () => {
    for (const word of [FILE, "apis", "apis/*.yaml"]) {
      const own = repositoryWith({ [FILE]: API });
      own.commit({ [FILE]: undefined });
      expect([word, await gated(own, word)]).toMatchObject([word, { code: 1, vanished: [{ file: FILE }] }]);
    }
  });
});

test("a description without any operation left is as good as gone, until somebody confirms it", async () => {
  const emptied = API.replace(/paths:\n[\s\S]*components:/, "paths: {}\ncomponents:");
  const own = repositoryWith({ [FILE]: API });
  own.commit({ [FILE]: emptied });
  const { code, comment, reviews } = await gated(own);
  expect([code, reviews[0]!.gate!.because]).toEqual([
    1,
    [
      expect.stringMatching(
        /^The only operation is gone, and nothing shows whether the API still runs\. .*accept [0-9a-f]{16} in/,
      ),
    ],
  ]);
  expect(comment).toMatch(/must not be merged yet[\s\S]*The only operation is gone/);
  const [, id = ""] = /accept ([0-9a-f]{16})/.exec(reviews[0]!.gate!.because[0]!) ?? [];
  const accepted = await own.sallyport(
    "register",
    "accept",
    id,
    "--spec",
    FILE,
    "--reason",
    "Off",
    "--approver",
    "Mara",
    "--until",
    "2026-06-30",
    "--as-of",
    "2026-03-01",
  );
  expect([accepted.code, (await gated(own)).code, (await gated(own, "--trust-head-policy")).code]).toEqual([0, 1, 0]);
  const allowing = repositoryWith({ [FILE]: API, "sallyport.yaml": "gate: { removed: allow }\n" });
  allowing.commit({ [FILE]: emptied });
  expect((await gated(allowing)).code).toBe(0);
});

describe("a deletion", () => {
  test("that is allowed hides no change of the policy beside it", async () => {
    const policy = "apis: [{ files: apis/**, gate: { removed: allow } }]\n";
    const own = repositoryWith({ [FILE]: API, "stock/openapi.yaml": OTHER, "sallyport.yaml": policy });
    own.commit({ [FILE]: undefined, "sallyport.yaml": `${policy}sla: { high: 900 }\n` });
    const { code, vanished, comment } = await gated(own);
    expect([code, vanished]).toMatchObject([0, [{ blocks: false }]]);
    expect(comment).toMatch(/Sallyport: may be merged after a check of the policy changes/);
  });

  test("is told, and no more, where gate.removed allows it on the base; never what cannot be read", async () => {
    const policy = { "sallyport.yaml": "apis: [{ files: apis/**, gate: { removed: allow } }]\n" };
    const own = repositoryWith({ [FILE]: API, ...policy });
    own.commit({ [FILE]: undefined });
    const { code, vanished, comment } = await gated(own);
    expect([code, vanished]).toMatchObject([0, [{ blocks: false }]]);
    expect(comment).toMatch(/may be merged[\s\S]*apis\/openapi\.yaml`? was removed; `?gate\.removed`? allows it/);

    own.commit({ [FILE]: API.replace("openapi:", "opnapi:") });
    expect(await gated(own)).toMatchObject({ code: 1, vanished: [{ state: "unreadable" }] });

    const itself = repositoryWith({ [FILE]: API });
    itself.commit({ [FILE]: undefined, ...policy });
    expect(await gated(itself)).toMatchObject({ code: 1, vanished: [{ blocks: true }] });
    expect(await gated(itself, "--trust-head-policy")).toMatchObject({ code: 0, vanished: [{ blocks: false }] });
  });

  test("that is allowed ends what is on record of it, and one that only moved does not", async () => {
    const allowing = { "sallyport.yaml": "gate: { removed: allow }\n" };
    const statuses = async (own: TestRepository): Promise<string[]> => {
      await own.sallyport("register", "update", "--as-of", "2026-01-05");
      const text = readFileSync(path.join(own.folder, REGISTER), "utf8");
      return [...new Set([...text.matchAll(/description: (\S+)|status: (\w+)/g)].map(([all]) => all))];
    };
    const own = repositoryWith({ [FILE]: API, ...allowing });
    await own.sallyport("register", "update", FILE, "--as-of", "2026-01-05");
    own.commit({ [FILE]: undefined });
    expect(await statuses(own)).toEqual([`description: ${FILE}`, "status: fixed"]);

    const moving = repositoryWith({ [FILE]: API, ...allowing });
    await moving.sallyport("register", "update", FILE, "--as-of", "2026-01-05");
    moving.commit({ [FILE]: undefined, "riders.yaml": API });
    await moving.sallyport("register", "update", "riders.yaml", "--as-of", "2026-01-06");
    expect(await statuses(moving)).toEqual(["description: riders.yaml", "status: open"]);
  });

  test("takes its issues along, and passes once somebody confirmed it on the base; then they are over", async () => {
    const own = repositoryWith({ [FILE]: API });
    await own.sallyport("register", "update", FILE, "--as-of", "2026-01-05");
    own.git("checkout", "-q", "-B", "main");
    own.commit({});
    own.git("checkout", "-q", "-B", "feature");
    own.commit({ [FILE]: undefined });
    const before = await gated(own);
    expect([before.code, before.vanished[0]!.text]).toEqual([
      1,
      expect.stringMatching(/was removed; the register has \d+ open issues? of it, \d overdue \(sp-[0-9a-f]{10}/),
    ]);
    expect(before.comment).toContain(
      `sallyport register accept ${before.vanished[0]!.fingerprint} --spec ${FILE} --reason "why"`,
    );
    const accepted = await own.sallyport(
      "register",
      "accept",
      before.vanished[0]!.fingerprint,
      "--spec",
      FILE,
      "--reason",
      "Switched off in January",
      "--approver",
      "Mara",
      "--until",
      "2026-06-30",
      "--as-of",
      "2026-03-01",
    );
    expect([accepted.code, accepted.stderr]).toEqual([0, ""]);
    const itself = await gated(own);
    expect([itself.code, itself.vanished[0]!.blocks]).toEqual([1, true]);

    const register = readFileSync(path.join(own.folder, REGISTER), "utf8");
    own.git("checkout", "-q", "-f", "main");
    own.commit({ [REGISTER]: register });
    own.git("checkout", "-q", "feature");
    const after = await gated(own);
    expect([after.code, after.vanished[0]!.text]).toEqual([
      0,
      expect.stringContaining("Mara confirmed that its API is gone, until 2026-06-30: Switched off in January"),
    ]);

    own.commit({ [REGISTER]: register });
    await own.sallyport("register", "update", "--as-of", "2026-03-02");
    const list = await own.sallyport("register", "list", "--status", "open", "--as-of", "2026-03-02");
    expect(list.stdout).toContain("Nothing is on record");
  });
});

describe("a description that no commit of this repository shows", () => {
  /** Made by a build, and ignored by git. */
  const BUILT = { ".gitignore": "built.yaml\n", "README.md": "Riders" };

  test("is known by sallyport.yaml or by the register, and fails when it is no longer made", async () => {
    const named = repositoryWith({ ...BUILT, "sallyport.yaml": "apis: [{ files: built.yaml, owner: riders }]\n" });
    named.write({ "built.yaml": API });
    expect(await gated(named)).toMatchObject({ code: 0, vanished: [] });
    named.write({ "built.yaml": undefined });
    expect(await gated(named)).toMatchObject({
      code: 1,
      vanished: [
        { file: "built.yaml", state: "removed", text: /^sallyport\.yaml names built\.yaml, and there is no such file/ },
      ].map((one) => ({ ...one, text: expect.stringMatching(one.text) as unknown })),
    });
    // Who no longer names it is told of, and not stopped for ever.
    named.commit({ "sallyport.yaml": "owner: riders\n" });
    expect(await gated(named)).toMatchObject({ code: 0, vanished: [{ file: "built.yaml", blocks: false }] });

    const known = emptyRepository();
    known.write({ ...BUILT, "built.yaml": API });
    await known.sallyport("register", "update", "built.yaml", "--as-of", "2026-01-05");
    known.commit({});
    known.git("checkout", "-q", "-b", "feature");
    expect(await gated(known)).toMatchObject({ code: 0, vanished: [] });
    known.write({ "built.yaml": "" });
    expect(await gated(known)).toMatchObject({ code: 1, vanished: [{ state: "unreadable", blocks: true }] });
    known.write({ "built.yaml": undefined });
    const { vanished } = await gated(known);
    expect(vanished[0]!.text).toMatch(/register\.yaml names built\.yaml, and there is no such file; .*open issue/);
  });

  describe("but a submodule", () => {
    /** A repository with a submodule that holds the description; `moved` is what a later commit of it has. */
    function withSubmodule(moved: Readonly<Record<string, string | undefined>>): TestRepository {
      const shared = emptyRepository();
      const first = shared.commit({ "openapi.yaml": API, "README.md": "Riders" });
      const second = shared.commit(moved);
      const own = emptyRepository();
      own.git("submodule", "add", "-q", `file://${shared.folder}`, "vendor/api");
      const at = (commit: string): string => own.git("-C", "vendor/api", "checkout", "-q", commit);
      at(first);
      own.commit({});
      own.git("checkout", "-q", "-b", "feature");
      at(second);
      own.commit({});
      return own;
    }

    test("is compared with what it was when the submodule moves on", async () => {
      const own = withSubmodule({ "openapi.yaml": API.replace("email: {", "iban: { type: string }, email: {") });
      const { code, reviews } = await gated(own);
      expect([code, reviews.map(({ document }) => document.file)]).toEqual([1, ["vendor/api/openapi.yaml"]]);
      expect(reviews[0]!.gate!.changes).toContainEqual(expect.objectContaining({ kind: "field-readable" }));
    });

    test("is missed when the submodule moves on without it, or is taken away", async () => {
      const own = withSubmodule({ "openapi.yaml": undefined });
      expect(await gated(own)).toMatchObject({
        code: 1,
        vanished: [
          {
            file: "vendor/api/openapi.yaml",
            state: "unreadable",
            text: expect.stringContaining("is no longer in the submodule vendor/api") as unknown,
          },
        ],
      });
    });

    test("is not looked at where the submodule is not checked out: told, and it fails where somebody knows of it", async () => {
      const own = withSubmodule({ "README.md": "Users" });
      own.git("submodule", "deinit", "-q", "-f", "vendor/api");
      expect(await gated(own)).toMatchObject({
        code: 0,
        vanished: [
          { file: "vendor/api", blocks: false, text: expect.stringContaining("is not checked out") as unknown },
        ],
      });
      own.git("checkout", "-q", "main");
      own.commit({ "sallyport.yaml": "apis: [{ files: vendor/api/openapi.yaml, owner: riders }]\n" });
      own.git("checkout", "-q", "feature");
      own.commit({ "sallyport.yaml": "apis: [{ files: vendor/api/openapi.yaml, owner: riders }]\n" });
      const { code, vanished } = await gated(own);
      expect([code, vanished.map(({ file, blocks }) => [file, blocks])]).toEqual([
        1,
        [
          ["vendor/api/openapi.yaml", true],
          ["vendor/api", false],
        ],
      ]);
    });
  });
});

test("every format tells of a description that is gone", async () => {
  const own = repositoryWith({ [FILE]: API });
  own.commit({ [FILE]: undefined });
  for (const format of ["text", "markdown", "html", "json", "sarif", "junit", "github", "gitlab"]) {
    const { code, stdout } = await own.sallyport("gate", "--base", "main", "--format", format);
    expect([format, code, stdout.replaceAll(/\s+/g, " ")]).toEqual([
      format,
      1,
      expect.stringMatching(/openapi\.yaml`? was removed/),
    ]);
  }
});
