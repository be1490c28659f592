import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { compileCategories } from "../../../src/data/taxonomy/compile-categories.ts";
import { categoryTablesOf } from "../../../src/data/taxonomy/category-tables.ts";
import { filesBelow, withBuffers } from "../../../src/load/files.ts";
import { callerViews, foreignWords } from "../../../src/report/words/callers.ts";
import { reviewDescription } from "../../../src/review.ts";
import { policyFrom } from "../../policy/policies.ts";

const BUILT_IN: unknown = parse(
  readFileSync(new URL("../../../rulesets/data-categories.yaml", import.meta.url), "utf8"),
);
const { keys, categories } = categoryTablesOf(BUILT_IN);

/** Keys that code names: what standards are of, and what descriptions declare. */
const NAMED_IN_CODE = ["resource-standards.ts", "declared.ts", "classify-field.ts"].flatMap((file) =>
  [
    ...readFileSync(new URL(`../../../src/data/classify/${file}`, import.meta.url), "utf8").matchAll(
      /"((?:user|system)(?:\.[a-z_]+)+)"/g,
    ),
  ].map(([, key]) => key!),
);

test("every key has its words, one and several", () => {
  const all = new Set([...categories.map(({ key }) => key), ...NAMED_IN_CODE, "user"]);
  const wanting = [...all].filter((key) => keys[key]?.singular === undefined || keys[key].plural === undefined);
  expect(wanting, "to be added to `keys` of rulesets/data-categories.yaml").toEqual([]);
  expect(NAMED_IN_CODE.length).toBeGreaterThan(10);
});

test("words that nothing is called by are refused", () => {
  expect(() => categoryTablesOf({ keys: { a: { name: "x" } } })).toThrow("keys.a.name is not said of a key");
  expect(() => categoryTablesOf({ keys: { a: { singular: 1 } } })).toThrow("keys.a.singular must be words");
  expect(() => categoryTablesOf({ keys: { a: { personalData: "no" } } })).toThrow(
    "keys.a.personalData must be true or false",
  );
});

const ofOwn = compileCategories(BUILT_IN, {
  categories: [
    { key: "vehicle.vin", sensitivity: "confidential", singular: "VIN", plural: "VINs", personalData: true },
    { key: "vehicle.colour", sensitivity: "internal" },
    { key: "vehicle.number_plate", says: "a licence plate", sensitivity: "internal" },
    { key: "user.name", says: "a nickname of our own", sensitivity: "internal" },
  ],
});

test.each([
  ["user.contact.email", "e-mail address", "e-mail addresses", true],
  ["user.contact.email.work", "e-mail address", "e-mail addresses", true],
  ["user.shoe_size", "personal data", "personal data", true],
  ["user.authorization.credentials", "credential", "credentials", false],
  ["user.device.ip_address", "IP address", "IP addresses", false],
  ["system.operations", "operations", "operations", false],
  ["vehicle.vin", "VIN", "VINs", true],
  ["vehicle.colour", "colour", "colour", false],
  ["vehicle.number_plate", "licence plate", "licence plate", false],
  ["user.name", "name", "names", true],
])("%s is called %s, several %s", (key, singular, plural, isPersonal) => {
  expect(ofOwn.meaningOf(key)).toEqual({ called: { singular, plural }, isPersonal });
});

const FLEET = `
openapi: 3.1.0
info: { title: Fleet, version: "1" }
servers: [{ url: https://api.fleet.example }]
security: [{ token: [] }]
components: { securitySchemes: { token: { type: http, scheme: bearer } } }
paths:
  /vehicles:
    get:
      responses:
        "200":
          description: OK
          content:
            application/json:
              schema:
                type: array
                items: { type: object, properties: { id: { type: string }, frameMark: { type: string } } }
`;

async function reviewed(meaning: string) {
  const policy = await policyFrom(
    `admission: { token: self-registered }
data: { categories: [{ key: vehicle.vin, sensitivity: restricted, anywhere: frame mark, ${meaning} }] }`,
  );
  return reviewDescription(
    "openapi.yaml",
    withBuffers(filesBelow(import.meta.dirname), new Map([["openapi.yaml", Buffer.from(FLEET)]])),
    policy,
  );
}

test("a category of one's own is told by its words, and a list of it is somebody's data where it says so", async () => {
  const review = await reviewed("singular: VIN, plural: VINs, personalData: true");
  expect(review.fields).toMatchObject([{ called: { singular: "VIN", plural: "VINs" }, personalData: true }]);
  expect(callerViews(review).flatMap(({ reads }) => foreignWords(reads, 3))).toEqual(["VINs (owner not known)"]);
  const severityOf = ({ findings }: typeof review): string | undefined =>
    findings.find(({ rule }) => rule === "unbounded-list")?.severity;
  const nobodys = await reviewed("singular: VIN, plural: VINs");
  expect(severityOf(review)).toBe("low");
  expect(severityOf(nobodys)).toBe("info");
});
