import { expect, test } from "vitest";
import { impactDocument } from "../../src/core/impact-schema.ts";
import { testRepository } from "../gate/git-repository.ts";

/*
 * Histories in which something else than what was reported gave the same: before it, beside it, or until it was closed. What
 * happened was written down by hand, by the numbers of versions.
 */

interface Given {
  readonly at: string;
  readonly schema: string;
  readonly method?: string;
  readonly status?: string;
  readonly security?: string;
}

function operation({ at, schema, method = "get", status = "200", security = "[]" }: Given): string {
  const names = [...at.matchAll(/\{(\w+)\}/g)].map(
    ([, name]) => `{ name: ${name}, in: path, required: true, schema: { type: string } }`,
  );
  return `  ${at}:
    ${method}:
      security: ${security}
      parameters: [${names.join(", ")}]
      responses:
        "${status}": { description: Done., content: { application/json: { schema: { $ref: "#/components/schemas/${schema}" } } } }
`;
}

function description(schemas: string, ...operations: readonly Given[]): string {
  return `openapi: 3.1.0
info: { title: Lending, version: "1" }
servers: [{ url: https://api.lending.example }]
paths:
${operations.map(operation).join("")}components:
  securitySchemes:
    oauth:
      type: oauth2
      flows:
        authorizationCode: { authorizationUrl: https://id.lending.example, tokenUrl: https://id.lending.example/t, scopes: { reader: Readers, staff: Employees } }
  schemas:
    Tool: { type: object, properties: { id: { type: string }, name: { type: string } } }
${schemas}`;
}

const lender = (name: string, more = ", phone: { type: string }"): string =>
  `    ${name}: { type: object, properties: { id: { type: string }, email: { type: string, format: email }, birthDate: { type: string, format: date }${more} } }\n`;

const LENDERS: Given = { at: "/lenders/{id}", schema: "Lender" };
const MEMBERS: Given = { at: "/members/{id}", schema: "Member" };
const SHARED =
  '    Shared: { type: object, properties: { id: { type: string }, owner: { $ref: "#/components/schemas/Member" } } }\n';
const TOOLS: Given = { at: "/tools/{id}", schema: "Tool" };

interface ByHand {
  readonly versions: readonly string[];
  /** Operation, first version, the one that ended it (none today), and whether fewer could call it. */
  readonly alike: readonly (readonly [operation: string, from: number, until: number | null, isNarrower: boolean])[];
  readonly sinceWhen: RegExp;
  readonly whereElse: RegExp;
}

const HISTORIES: readonly (readonly [what: string, history: ByHand])[] = [
  [
    "another operation began it inside of something else, and no longer gives it",
    {
      versions: [
        description(lender("Member"), TOOLS),
        description(lender("Member") + SHARED, { ...TOOLS, schema: "Shared" }),
        description(lender("Member") + SHARED, { ...TOOLS, schema: "Shared" }, { ...LENDERS, schema: "Member" }),
        description(lender("Member"), TOOLS, { ...LENDERS, schema: "Member" }),
      ],
      alike: [["GET /tools/{id}", 2, 4, false]],
      sinceWhen: /Another operation exposed the same data earlier: GET \/tools\/\{id\}, since 2026-01-02/,
      whereElse: /In the past also: GET \/tools\/\{id\} \(2026-01-02 to 2026-01-04\)/,
    },
  ],
  [
    "another operation gave little of it first, and staff alone get it now",
    {
      versions: [
        description(
          `    Member: { type: object, properties: { id: { type: string }, phone: { type: string } } }\n${lender("Lender")}`,
          { ...MEMBERS, security: "[{ oauth: [reader] }]" },
          { ...LENDERS, security: "[{ oauth: [reader] }]" },
        ),
        description(
          lender("Member") + lender("Lender"),
          { ...MEMBERS, security: "[{ oauth: [reader] }]" },
          { ...LENDERS, security: "[{ oauth: [reader] }]" },
        ),
        description(
          lender("Member") + lender("Lender"),
          { ...MEMBERS, security: "[{ oauth: [staff] }]" },
          { ...LENDERS, security: "[{ oauth: [reader] }]" },
        ),
      ],
      alike: [
        ["GET /members/{id}", 2, 3, false],
        ["GET /members/{id}", 3, null, true],
      ],
      sinceWhen: /^Since before the history begins|^Since 2026-01-01/,
      whereElse: /^(?!.*In the past also)/,
    },
  ],
];

const DAY = "2026-01-0";

test.each(HISTORIES)("%s", async (_, { versions, alike, sinceWhen, whereElse }) => {
  const own = testRepository();
  own.git("init", "-q", "-b", "main");
  for (const [index, text] of versions.entries()) own.commit({ "openapi.yaml": text }, `${DAY}${index + 1}`);
  const { stdout } = await own.sallyport(
    "impact",
    "openapi.yaml",
    "--operation",
    "GET /lenders/{id}",
    "--format",
    "json",
    "--as-of",
    "2026-02-01",
  );
  const { since, answers } = impactDocument.parse(JSON.parse(stdout));
  expect(
    (since?.alike ?? []).map(({ operation: id, from, until, isNarrower }) => [
      id,
      Number(from.slice(-1)),
      until === null ? null : Number(until.slice(-1)),
      isNarrower,
    ]),
  ).toEqual(alike);
  const textOf = (question: string): string => answers.find((one) => one.question === question)?.text ?? "";
  expect(textOf("Since when?")).toMatch(sinceWhen);
  expect(textOf("Where else?")).toMatch(whereElse);
});

test("what was worse than today is looked for elsewhere as it was then", async () => {
  const own = testRepository();
  own.git("init", "-q", "-b", "main");
  const contract =
    '    Contract: { type: object, properties: { number: { type: string }, holder: { type: string }, iban: { type: string }, nationalId: { type: string } } }\n    Refusal: { type: object, properties: { code: { type: string }, detail: { $ref: "#/components/schemas/Contract" } } }\n    Quote: { type: object, properties: { price: { type: number } } }\n    Plain: { type: object, properties: { code: { type: string } } }\n';
  const quotes = (refusal: string): string => `  /quotes:
    post:
      security: []
      requestBody: { content: { application/json: { schema: { type: object, properties: { postcode: { type: string } } } } } }
      responses:
        "201": { description: Quoted., content: { application/json: { schema: { $ref: "#/components/schemas/Quote" } } } }
        "409": { description: Insured already., content: { application/json: { schema: { $ref: "#/components/schemas/${refusal}" } } } }
  /accounts:
    post:
      security: []
      summary: Sign up
      requestBody: { content: { application/json: { schema: { type: object, properties: { email: { type: string, format: email }, password: { type: string } } } } } }
      responses:
        "201": { description: Made. }
        "409": { description: Insured already., content: { application/json: { schema: { $ref: "#/components/schemas/Refusal" } } } }
`;
  for (const [index, refusal] of ["Plain", "Refusal", "Plain"].entries())
    own.commit(
      { "openapi.yaml": description(contract, TOOLS).replace("components:\n", `${quotes(refusal)}components:\n`) },
      `${DAY}${index + 1}`,
    );
  const { stdout } = await own.sallyport(
    "impact",
    "openapi.yaml",
    "--operation",
    "POST /quotes",
    "--format",
    "json",
    "--as-of",
    "2026-02-01",
  );
  const { since, worst } = impactDocument.parse(JSON.parse(stdout));
  expect(worst?.severity).toBe("critical");
  // It still gives it, though what was reported does not.
  expect(since?.alike?.map(({ operation: id, until }) => [id, until])).toEqual([["POST /accounts", null]]);
});

/** Versions of a description in which a card names an owner in one way or another, beside lenders who have an e-mail address. */
async function assessed(versions: readonly string[], ...selected: readonly string[]) {
  const own = testRepository();
  own.git("init", "-q", "-b", "main");
  for (const [index, text] of versions.entries()) own.commit({ "openapi.yaml": text }, `${DAY}${index + 1}`);
  const { stdout } = await own.sallyport(
    "impact",
    "openapi.yaml",
    ...selected,
    "--format",
    "json",
    "--as-of",
    "2026-02-01",
  );
  return impactDocument.parse(JSON.parse(stdout));
}

const MEMBER = lender("Member");
const BRANCH =
  "    Branch: { type: object, properties: { id: { type: string }, street: { type: string }, email: { type: string, format: email, description: E-mail address of the manager. } } }\n";
const CARD =
  '    Card: { type: object, properties: { id: { type: string }, owner: { anyOf: [{ type: string }, { $ref: "#/components/schemas/Member" }] } } }\n';
const BRANCHES: Given = { at: "/branches/{id}", schema: "Branch" };
const CARDS: Given = { at: "/cards/{id}", schema: "Card" };

test("a field of another thing that is called alike never gave the same", async () => {
  const { since } = await assessed(
    [description(BRANCH, BRANCHES), description(MEMBER + BRANCH, BRANCHES, MEMBERS)],
    "--field",
    "Member.email",
  );
  expect(since?.alike).toEqual([]);
});

test("what comes back only where a caller asks for it did not begin it, and a fix has to think of it", async () => {
  const { since, answers, fix } = await assessed(
    [description(MEMBER + CARD, CARDS), description(MEMBER + CARD, CARDS, MEMBERS)],
    "--field",
    "Member.birthDate",
  );
  expect(since?.alike?.map(({ operation: id, isOnRequest, what }) => [id, isOnRequest, what])).toEqual([
    ["GET /cards/{id}", true, "date of birth, on request"],
  ]);
  expect(answers.find(({ question }) => question === "Since when?")?.text).not.toContain("earlier");
  expect(fix.map(({ text }) => text)).toContain(
    "Leave it out of what callers can ask for too (such as expand, include or fields): 1 operation returns it on request.",
  );
});

test("a credential that could be read is to be changed first", async () => {
  const keys = "    Member: { type: object, properties: { id: { type: string }, apiKey: { type: string } } }\n";
  const { answers } = await assessed([description(keys, MEMBERS)], "--field", "Member.apiKey");
  expect(answers.find(({ question }) => question === "What now?")?.text).toMatch(
    /Today: .* Rotate: apiKey of Member .*: revoke what could be read, and issue new ones\. Then: /,
  );
});
