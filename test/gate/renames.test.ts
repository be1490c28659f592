import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { yaml } from "../../src/core/prose.ts";
import { repositoryWith, type TestRepository } from "./git-repository.ts";
import { longTest, someOf } from "../in-share.ts";

/** A social network in which anyone who signs up reads everybody. */
const NETWORK = yaml`
  openapi: 3.1.0
  info: { title: Network, version: "1" }
  servers:
    - url: https://api.acme.io/v1
  security:
    - token: []
  paths:
    /register:
      post:
        summary: Sign up
        security: []
        requestBody:
          required: true
          content:
            application/json:
              schema:
                type: object
                required: [email, password]
                properties:
                  email: { type: string, format: email, maxLength: 100 }
                  password: { type: string, format: password, minLength: 12, maxLength: 64 }
        responses:
          "201": { description: Made. }
          "429": { description: Too many. }
    /users/{userId}:
      get:
        parameters:
          - { name: userId, in: path, required: true, schema: { type: string, format: uuid } }
        responses:
          "200":
            description: The profile.
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    id: { type: string, format: uuid }
                    email: { type: string, format: email }
                    birthDate: { type: string, format: date }
  components:
    securitySchemes:
      token: { type: http, scheme: bearer }
`;
const REGISTER = ".sallyport/register.yaml";

const registerOf = ({ folder }: TestRepository): string => readFileSync(path.join(folder, REGISTER), "utf8");

/** A repository whose register knows the network, with the id of the issue about other people's data. */
async function known(): Promise<{ readonly repository: TestRepository; readonly id: string }> {
  const repository = repositoryWith({ "openapi.yaml": NETWORK });
  repository.git("checkout", "-q", "main");
  const { code, stderr } = await repository.sallyport("register", "update", "openapi.yaml", "--as-of", "2026-01-01");
  expect([code, stderr]).toEqual([0, ""]);
  repository.commit({}, "2026-01-01");
  const id = /^ {2}(sp-[0-9a-f]+):\n {4}rule: bola-other-users-data/m.exec(registerOf(repository))?.[1];
  expect(id).toBeDefined();
  return { repository, id: id! };
}

const RENAMES: Readonly<Record<string, (text: string) => string>> = {
  "a path": (text) =>
    text.replace("/users/{userId}", "/network/users/{memberId}").replace("name: userId", "name: memberId"),
  "the part of the address that stands in the paths": (text) =>
    text.replace("acme.io/v1", "acme.io").replace(/^ {2}\/(?=register|users)/gm, "  /v1/"),
  "a field": (text) => text.replace(/email: (?=\{ type: string, format: email \})/, "emailAddress: "),
  "the object around fields": (text) =>
    text.replace(
      /( +)type: object\n +properties:\n( +id: .*\n +email: .*\n +birthDate: .*\n)/,
      (_, indent: string, fields: string) =>
        `${indent}type: object\n${indent}properties:\n${indent}  data:\n${indent}    type: object\n${indent}    properties:\n${fields.replace(/^/gm, "    ").trimEnd()}\n`,
    ),
};

describe.each(someOf(Object.entries(RENAMES), 2))("where %s gets another name", (_what, rename) => {
  test("an issue keeps its due date, and is not fixed and found again", async () => {
    const { repository, id } = await known();
    const due = /^ {4}due: (.*)$/m.exec(registerOf(repository).slice(registerOf(repository).indexOf(id)))?.[1];
    expect(rename(NETWORK)).not.toBe(NETWORK);
    repository.commit({ "openapi.yaml": rename(NETWORK) }, "2026-01-20");
    const { stdout } = await repository.sallyport("register", "update", "openapi.yaml", "--as-of", "2026-01-20");
    expect(stdout).toMatch(/: 0 issues added, 0 fixed, 0 regressed\n/);
    const text = registerOf(repository);
    const issue = text.slice(text.indexOf(id));
    expect(/^ {4}due: (.*)$/m.exec(issue)?.[1]).toBe(due);
    expect(issue).toContain("status: open");
    expect(issue).toMatch(/ {4}aliases:\n {6}[0-9a-f]{16}: "?[0-9a-f]{16}/);
    // What was recorded once stays known.
    repository.commit({}, "2026-01-21");
    const again = await repository.sallyport("register", "update", "openapi.yaml", "--as-of", "2026-01-21");
    expect(again.stdout).toMatch(/: 0 issues added, 0 fixed, 0 regressed\n/);
    expect(registerOf(repository)).toBe(text);
  });

  test("an overdue issue is announced and blocks who touches it, and an accepted one is accepted", async () => {
    const { repository, id } = await known();
    repository.git("checkout", "-q", "-b", "late");
    repository.commit({ "openapi.yaml": rename(NETWORK) }, "2026-06-01");
    const late = await repository.gate("--base", "main", "--as-of", "2026-06-01");
    expect(late.gate.overdue.map((one) => one.id)).toContain(id);
    expect(late.gate.changes.filter(({ direction }) => direction !== "neutral")).toEqual([]);

    repository.git("checkout", "-q", "main");
    const acceptance = ["--reason", "A public network", "--approver", "A. Berg", "--until", "2026-03-01"];
    await repository.sallyport("register", "accept", id, ...acceptance, "--as-of", "2026-01-02");
    repository.commit({}, "2026-01-02");
    repository.git("checkout", "-q", "-b", "accepted");
    repository.commit({ "openapi.yaml": rename(NETWORK) }, "2026-01-03");
    const { code, reviews, gate } = await repository.gate("--base", "main", "--as-of", "2026-01-03");
    expect([code, gate.because, gate.overdue]).toEqual([0, [], []]);
    expect(reviews[0]!.findings.find(({ rule }) => rule === "bola-other-users-data")?.status).toBe("accepted");
  });
});

longTest("the outcome of a test follows a renamed operation, and no changed one", async () => {
  const { repository } = await known();
  const passed = ["--outcome", "passed", "--by", "QA", "--as-of", "2026-01-02"];
  expect((await repository.sallyport("register", "test", "openapi.yaml", "GET /users/{userId}", ...passed)).code).toBe(
    0,
  );
  repository.commit({}, "2026-01-02");
  const outcome = async (text: string): Promise<unknown> => {
    repository.write({ "openapi.yaml": text });
    const { reviews } = await repository.gate("openapi.yaml", "--base", "main", "--as-of", "2026-01-03");
    return reviews[0]!.tests.find(({ operation }) => /users/.test(operation))?.status;
  };
  expect(await outcome(NETWORK)).toBe("passed");
  expect(await outcome(RENAMES["a path"]!(NETWORK))).toBe("passed");
  expect(await outcome(RENAMES["a field"]!(NETWORK))).toBe("passed");
  expect(
    await outcome(RENAMES["a path"]!(NETWORK).replace(/^( +)birthDate/m, "$1phone: { type: string }\n$1birthDate")),
  ).toBe("untested");

  repository.commit({ "openapi.yaml": RENAMES["a path"]!(NETWORK) }, "2026-01-04");
  await repository.sallyport("register", "update", "openapi.yaml", "--as-of", "2026-01-04");
  expect(registerOf(repository)).toMatch(/operation: GET \/network\/users\/\{memberId\}/);
});

test("an acceptance does not follow to what is of more people", async () => {
  const { repository, id } = await known();
  const acceptance = ["--reason", "A public network", "--approver", "A. Berg", "--until", "2026-03-01"];
  await repository.sallyport("register", "accept", id, ...acceptance, "--as-of", "2026-01-02");
  repository.commit({}, "2026-01-02");
  repository.git("checkout", "-q", "-b", "list");
  repository.commit({
    "openapi.yaml": NETWORK.replace(
      /( +)schema:\n +type: object\n +properties:\n( +id: .*\n +email: .*\n +birthDate: .*\n)/,
      (_, indent: string, fields: string) =>
        `${indent}schema:\n${indent}  type: array\n${indent}  items:\n${indent}    type: object\n${indent}    properties:\n${fields.replace(/^/gm, "    ").trimEnd()}\n`,
    ),
  });
  const { code, gate } = await repository.gate("--base", "main", "--as-of", "2026-01-03");
  expect([code, gate.decision]).toEqual([1, "fail"]);
});
