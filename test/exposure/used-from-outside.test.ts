import { describe, expect, test } from "vitest";
import type { Review } from "../../src/core/review.ts";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { filesOf } from "../policy/policies.ts";
import { reviewAlone } from "../review-alone.ts";

const TEXT = { type: "string" };

interface Said {
  readonly title?: string;
  readonly info?: string;
  readonly tag?: string;
  readonly summary?: string;
  readonly path?: string;
  readonly scheme?: object;
}

async function reviewOf(said: Said, settings: object, url = "https://records.internal"): Promise<Review> {
  const { title = "Records", info = "", tag, summary = "A list", path = "/records", scheme = {} } = said;
  const item = { title: "Record", type: "object", properties: { id: TEXT, name: TEXT, iban: TEXT } };
  const description = {
    openapi: "3.1.0",
    info: { title, version: "1", description: info, contact: { name: "Team", email: "team@acme.io" } },
    servers: [{ url }],
    security: [{ login: [] }],
    ...(tag === undefined ? {} : { tags: [{ name: "records", description: tag }] }),
    paths: {
      [path]: {
        get: {
          summary,
          ...(tag === undefined ? {} : { tags: ["records"] }),
          responses: {
            200: {
              description: "ok",
              content: { "application/json": { schema: { type: "array", maxItems: 9, items: item } } },
            },
          },
        },
      },
    },
    components: { securitySchemes: { login: { type: "http", scheme: "bearer", ...scheme } } },
  };
  const files = filesOf({ "api.json": JSON.stringify(description), "sallyport.yaml": JSON.stringify(settings) });
  return reviewAlone("api.json", files, await loadPolicy("api.json", files), "2026-01-31");
}

const OUTSIDE: readonly Said[] = [
  { title: "Members App" },
  { info: "Backend of the mobile app that our members use to manage their membership." },
  { info: "Used by the app of our customers." },
  { info: "Lets patients see their results." },
  { info: "Our web shop for customers." },
  { summary: "The records of the logged-in member" },
  { scheme: { description: "Issued to customers when they log in" } },
  { tag: "Members view their bookings here." },
  { info: "Mitglieder verwalten ihre Verträge selbst." },
  { info: "Wird von der App für unsere Kunden aufgerufen." },
  { summary: "Die Einträge des angemeldeten Mitglieds" },
  { info: "Application pour nos adhérents." },
  { info: "Permet aux patients de consulter leurs résultats." },
  { summary: "Les dossiers du patient connecté" },
  { info: "Los clientes consultan sus facturas." },
  { info: "Portal para los vecinos." },
  { info: "Os pacientes consultam seus exames." },
  { info: "Usada por nossos clientes." },
];

const SETTINGS = [{}, { audience: "private" }];

describe("An audience or a host that says private, where people outside are said to call", () => {
  test.each(OUTSIDE)("%o", async (said) => {
    for (const settings of SETTINGS) {
      const { verdict, findings, operations } = await reviewOf(said, settings);
      expect(["insufficient-evidence", "approve-with-conditions"]).toContain(verdict.decision);
      const found = findings.find(({ rule }) => rule === "private-but-reachable");
      expect(found?.severity).toBe("medium");
      expect(found?.message).toMatch(/he server is inside \(.internal is not a public domain\), but /);
      expect(operations[0]?.exposure).toBe("partner");
    }
  });

  test("names both, and where each is said", async () => {
    const { findings } = await reviewOf(OUTSIDE[1]!, { audience: "private" });
    expect(findings.find(({ rule }) => rule === "private-but-reachable")).toMatchObject({
      title: "Declared private, but people outside the organization use it",
      message:
        'sallyport.yaml says private, and the server is inside (.internal is not a public domain), but the description says "Backend of the mobile app that our members use to manage their membership"',
    });
  });

  test("is settled by who gets the credential, and by another server", async () => {
    const settled = { audience: "partner", admission: { login: "partner" } };
    const { verdict, findings } = await reviewOf(OUTSIDE[1]!, settled, "https://api.acme.io");
    expect(findings.map(({ rule }) => rule)).not.toContain("private-but-reachable");
    expect(verdict.reasons.map(({ kind }) => kind)).not.toContain("depends");
  });
});

test.each<Said>([
  { info: "Records of our members, for the back office." },
  { info: "Staff manage the members of the club with it." },
  { info: "The app for member administration." },
  { info: "Customers do not use this API." },
  { title: "Members", summary: "List current members", path: "/members" },
  { info: "Sachbearbeiter verwalten damit Kunden." },
  { info: "Used by the billing service for customer records." },
  { info: "Pour les conseillers: les clients de l'agence." },
  {
    info: "Employees log in with single sign-on. Lists customers.",
    scheme: { description: "Single sign-on of employees" },
  },
  { info: "Patients use tablets, which are joined to our network through a managed tunnel." },
])("what only tells of people says nothing of who calls: %o", async (said) => {
  const { findings, operations } = await reviewOf(said, { audience: "private" });
  expect(findings.map(({ rule }) => rule)).not.toContain("private-but-reachable");
  expect(operations[0]?.exposure).toBe("private");
});
