import { expect, test } from "vitest";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { reviewDescription } from "../../src/review.ts";
import { filesOf } from "../gate/judged.ts";

const TEXT = { type: "string" };

interface Club {
  readonly title?: string;
  readonly description?: string;
  readonly scheme?: string;
  readonly said?: string;
  /** The schema and paths of the people. */
  readonly people?: string;
  /** What a log-in returns beside the token. */
  readonly lets?: string;
  readonly own?: string;
  readonly path?: string;
}

/** The review of an API whose credential the team calls the organization's own. */
async function reviewOf({
  title = "Records",
  description = "",
  scheme = "bearer",
  said,
  people = "Person",
  lets,
  own,
  path = "/people/{id}",
}: Club) {
  const answer = (schema: object) => ({
    responses: { 200: { description: "ok", content: { "application/json": { schema } } } },
  });
  const ref = { $ref: `#/components/schemas/${people}` };
  const api = JSON.stringify({
    openapi: "3.1.0",
    info: { title, version: "1", description },
    servers: [{ url: "https://api.acme.io" }],
    security: [{ [scheme]: [] }],
    paths: {
      "/auth/login": {
        post: {
          security: [],
          requestBody: {
            content: {
              "application/json": { schema: { type: "object", properties: { email: TEXT, password: TEXT } } },
            },
          },
          ...answer({ type: "object", properties: { token: TEXT, ...(lets === undefined ? {} : { [lets]: ref }) } }),
        },
      },
      ...(own === undefined ? {} : { [own]: { get: answer(ref) } }),
      [path]: {
        get: {
          parameters: [{ name: "id", in: "path", required: true, schema: TEXT }],
          ...answer(ref),
        },
      },
    },
    components: {
      securitySchemes: {
        [scheme]: { type: "http", scheme: "bearer", ...(said === undefined ? {} : { description: said }) },
      },
      schemas: { [people]: { type: "object", properties: { id: TEXT, iban: TEXT, medicalNotes: TEXT } } },
    },
  });
  const files = filesOf(
    new Map([
      ["openapi.json", api],
      ["sallyport.yaml", `admission: { ${scheme}: own }\naudience: private\n`],
    ]),
  );
  const policy = await loadPolicy("openapi.json", files);
  return reviewDescription("openapi.json", files, policy, "2026-01-31");
}

const ENROLLED: readonly (readonly [string, Club])[] = [
  ["a title", { title: "Riverside Rowing - Members App" }],
  ["a title in German", { title: "App für Mitglieder" }],
  ["a title in French", { title: "Espace adhérents" }],
  ["a title in Spanish", { title: "Portal del alumno" }],
  ["a title in Portuguese", { title: "Portal do aluno" }],
  ["a sentence", { description: "Patients log in with the code of their letter." }],
  ["a sentence in French", { description: "Les adhérents se connectent avec leur numéro." }],
  ["a sentence in Spanish", { description: "Los alumnos inician sesión con su código." }],
  ["a sentence in Portuguese", { description: "Os alunos acessam com o código do boletim." }],
  ["a sentence in German", { description: "Mitglieder melden sich in der App an." }],
  ["who is let in", { lets: "member", people: "Member" }],
  ["what the caller is", { own: "/me", people: "Patient" }],
  ["what the caller is, in German", { own: "/me", people: "Schüler" }],
  ["a path of the caller", { own: "/pupils/me" }],
  ["the credential's name", { scheme: "residentToken" }],
];

test.each(ENROLLED)("people whom an organization enrols are not its staff: by %s", async (_by, club) => {
  const { operations, questions, verdict } = await reviewOf(club);
  const read = operations.find(({ id }) => id === "GET /people/{id}")!;
  expect([read.admission, read.exposure]).toEqual(["partner", "partner"]);
  expect(questions.find(({ id }) => id === "contradicted-answer")?.text).toContain("no staff");
  expect(verdict.decision).not.toBe("approve");
});

const STAFF: readonly (readonly [string, Club])[] = [
  ["nothing says otherwise", {}],
  ["employees", { title: "Staff app", own: "/me", people: "Employee", lets: "employee" }],
  ["those who look after members", { title: "Back office of the members app" }],
  ["members of a team", { own: "/me", people: "TeamMember" }],
  ["drivers whom the company employs", { own: "/me", people: "Driver" }],
  ["who manages accounts of customers", { description: "Manages the accounts of customers." }],
  ["a credential of staff", { scheme: "staffToken", lets: "member", people: "Member" }],
  ["a text on staff", { said: "Employees who look after patients log in with it." }],
  ["others who log in", { description: "Doctors log in to see patients." }],
  ["an app about them", { title: "App for patient records" }],
  ["a text that denies it", { description: "Members do not log in here." }],
];

test.each(STAFF)("the answer that only the organization's own get in stands: %s", async (_why, club) => {
  const { operations, questions } = await reviewOf(club);
  expect(operations.find(({ id }) => id === "GET /people/{id}")!.admission).toBe("own");
  expect(questions.map(({ id }) => id)).not.toContain("contradicted-answer");
});

test("members read each other's accounts: a finding that stops a release, however the members are called", async () => {
  const club = await reviewOf({ title: "Members App", lets: "member", people: "Member", path: "/members/{id}" });
  const found = club.findings.filter(({ rule }) => rule === "bola-other-users-data");
  expect(found.map(({ severity }) => severity)).toEqual(["high"]);
  expect(found[0]!.message).toContain("Any enrolled person");
  expect(club.verdict.decision).toBe("reject");
  expect(club.findings.map(({ rule }) => rule)).not.toContain("private-but-reachable");
});
