import { symlinkSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { repositoryWith, type TestRepository } from "./git-repository.ts";
import { longTest } from "../in-share.ts";

/** An API with its users, which hand out what `fields` are to whoever signs up. */
function api(fields: string): string {
  return `openapi: 3.1.0
info: { title: Riders, version: "1" }
servers: [{ url: https://api.rides.io }]
security: [{ token: [] }]
paths:
  /users/{userId}:
    get:
      parameters: [{ name: userId, in: path, required: true, schema: { type: string, format: uuid } }]
      responses:
        "200":
          description: The profile.
          content: { application/json: { schema: { $ref: "#/components/schemas/User" } } }
components:
  schemas:
    User: { type: object, properties: { id: { type: string, format: uuid }${fields} } }
  securitySchemes:
    token: { type: http, scheme: bearer }
`;
}

const HARMLESS = api("");
const LEAKING = api(", birthDate: { type: string, format: date }, email: { type: string, format: email }");
const TOP = "admission: { token: self-registered }\ntenancy: none\n";
const FILE = "services/riders/openapi.yaml";
const NESTED = "services/riders/sallyport.yaml";

function repository(more: Readonly<Record<string, string>> = {}): TestRepository {
  return repositoryWith({ [FILE]: HARMLESS, "sallyport.yaml": TOP, ...more });
}

describe("a change cannot weaken its own gate by a nested sallyport.yaml", () => {
  test.each([
    ["that never fails", "gate: { failOn: never, widenedExposure: never }\n", "gate"],
    ["that answers otherwise", "admission: { token: own }\n", "admission.token"],
    ["that turns rules off", "rules: { bola-other-users-data: off, excessive-data-exposure: off }\n", "rules"],
    ["that ends the search", "root: true\nadmission: { token: own }\ntenancy: account\n", "admission.token"],
    ["that confirms fields", "data: { fields: { email: { sensitivity: public, reason: a } } }\n", "data.fields.email"],
    ["with another register", "register: mine.yaml\n", "register"],
    ["with another audience", "audience: private\nadmission: { token: own }\n", "audience"],
  ])("%s: it is judged without it, and it is shown", async (_, text, key) => {
    const own = repository();
    own.commit({ [FILE]: LEAKING });
    const without = await own.gate("--base", "main");
    expect(without.gate.decision).toBe("fail");
    own.commit({ [NESTED]: text });
    const { code, gate } = await own.gate("--base", "main");
    expect([code, gate.decision, gate.because.slice(0, without.gate.because.length)]).toEqual([
      1,
      "fail",
      without.gate.because,
    ]);
    const told = gate.policyChanges.find((change) => change.key === key);
    expect(told).toMatchObject({ file: NESTED, effect: expect.stringMatching(/\S/) as unknown });
  });

  test("by taking away one that is stricter, or by a link in its place", async () => {
    const own = repository({
      [NESTED]: "gate: { failOn: low }\nceilings: { self-registered: { population: public } }\n",
    });
    own.commit({ [FILE]: LEAKING });
    const { gate: before } = await own.gate("--base", "main");
    own.commit({ [NESTED]: undefined });
    const gone = await own.gate("--base", "main");
    expect([gone.code, gone.gate.because.slice(0, before.because.length)]).toEqual([1, before.because]);
    expect(gone.gate.policyChanges.map(({ file, key }) => [file, key])).toEqual([
      [NESTED, "ceilings"],
      [NESTED, "gate"],
    ]);

    own.write({ "services/mild.yaml": "gate: { failOn: never }\n" });
    symlinkSync("../mild.yaml", path.join(own.folder, NESTED));
    own.commit({});
    const linked = await own.gate("--base", "main");
    expect([linked.code, linked.gate.because.slice(0, before.because.length)]).toEqual([1, before.because]);
    expect(linked.gate.policyChanges.map(({ key }) => key)).toContain("gate");
  });

  test("nor by a link that leads nowhere, a name that is not read, or one that cannot be read", async () => {
    for (const [name, text] of [
      ["services/riders/.sallyport.yaml", ""],
      [NESTED, "gate: { failOn: nevr }\n"],
    ] as const) {
      const own = repository();
      own.commit({ [FILE]: LEAKING, [name]: text });
      const { code, stderr } = await own.gate("--base", "main");
      expect([code, stderr]).toEqual([2, expect.stringContaining(name)]);
    }
    const own = repository();
    own.write({ [FILE]: LEAKING });
    symlinkSync("nowhere.yaml", path.join(own.folder, NESTED));
    own.commit({});
    const { code, stderr } = await own.gate("--base", "main");
    expect([code, stderr]).toEqual([2, expect.stringContaining("a symbolic link that leads nowhere")]);
  });

  test("and the file that changed is named where several are in force", async () => {
    const own = repository({ [NESTED]: "owner: riders\n" });
    own.commit({ [FILE]: LEAKING, "sallyport.yaml": `${TOP}gate: { failOn: never }\n` });
    const { code, gate } = await own.gate("--base", "main");
    expect(code).toBe(1);
    expect(gate.policyChanges).toEqual([{ file: "sallyport.yaml", key: "gate", effect: "failOn never (was high)" }]);
  });
});

test("one on the base counts, merged with those above it", async () => {
  const own = repository({ [NESTED]: "gate: { failOn: never, widenedExposure: never }\n" });
  own.commit({ [FILE]: LEAKING });
  const { code, gate, reviews } = await own.gate("--base", "main");
  expect([code, gate.policyChanges]).toEqual([0, []]);
  expect(reviews[0]!.policy.files).toEqual([NESTED, "sallyport.yaml"]);
});

test("of a description that moves, those of the folder that it was in count", async () => {
  const own = repository({ "services/mild/sallyport.yaml": "gate: { failOn: never, widenedExposure: never }\n" });
  own.commit({ [FILE]: undefined, "services/mild/openapi.yaml": LEAKING });
  const { code, gate } = await own.gate("--base", "main");
  expect([code, gate.policyChanges.map(({ key }) => key)]).toEqual([1, ["gate"]]);
});

describe("a change of settings alone is shown for the descriptions that it would judge otherwise", () => {
  const OTHER = "services/stock/openapi.yaml";

  test("by a nested file those below it, and no others", async () => {
    const own = repository({ [FILE]: LEAKING, [OTHER]: HARMLESS });
    own.commit({ [NESTED]: "gate: { failOn: never }\nadmission: { token: own }\n" });
    const { code, reviews } = await own.gate("--base", "main");
    expect([code, reviews.map(({ document }) => document.file)]).toEqual([0, [FILE]]);
    expect(reviews[0]!.gate!.policyChanges).toEqual([
      { file: NESTED, key: "admission.token", effect: expect.stringContaining("would disappear") as unknown },
      { file: NESTED, key: "gate", effect: "failOn never (was high)" },
    ]);
  });

  test("none where nothing differs for it, and where the one that differs is hidden by root: true", async () => {
    const own = repository({ [OTHER]: HARMLESS, [NESTED]: "root: true\n" });
    own.commit({ "sallyport.yaml": `${TOP}# said\n`, "services/stock/sallyport.yaml": "{}\n" });
    expect((await own.gate("--base", "main")).reviews).toEqual([]);
    own.commit({ "sallyport.yaml": `${TOP}sla: { high: 90 }\n` });
    expect((await own.gate("--base", "main")).reviews.map(({ document }) => document.file)).toEqual([OTHER]);
  });

  longTest("and some of very many, with a note", async () => {
    const many = Object.fromEntries(Array.from({ length: 22 }, (_, index) => [`apis/a${index}.yaml`, HARMLESS]));
    const own = repository({ ...many, [NESTED]: "root: true\n" });
    own.commit({ "sallyport.yaml": `${TOP}sla: { high: 90 }\n` });
    const { code, reviews, stderr } = await own.gate("--base", "main");
    expect([code, reviews.length]).toEqual([0, 20]);
    expect(stderr).toContain("affects 2 more descriptions, not shown here");
    const { stdout } = await own.sallyport("gate", "--base", "main", "--format", "markdown");
    expect(stdout).toContain(
      "The change of settings affects 2 more descriptions that are not shown here: `sallyport gate FILE` shows each.",
    );
  });

  test("one with a mistake is refused", async () => {
    const own = repository();
    own.commit({ [NESTED]: "gates: {}\n" });
    const { code, stderr } = await own.gate("--base", "main");
    expect([code, stderr]).toEqual([2, expect.stringContaining(`${NESTED}:1:1 gates is not a key`)]);
  });
});
