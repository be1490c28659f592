import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { newBudget } from "../../src/load/limits.ts";
import { headerNameOf } from "../../src/operations/fixes/into-header.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { composeReview } from "../../src/review/compose.ts";
import { judgeDescription } from "../../src/review.ts";
import { fixedDescription, filesOf } from "./fixed.ts";

/* Fixes that change more than a line: a schema is split, a parameter moves. */

const SPLIT = "Give others a narrower copy of the schema";
const MOVE = "Move the parameter to a header";

async function fixed(texts: Readonly<Record<string, string>>, name: string) {
  const { result, units } = await fixedDescription("api.yaml", filesOf(texts), (unit) => unit.name === name);
  return { ...result, units, of: (file = "api.yaml") => result.texts.get(file) ?? texts[file]! };
}

interface People {
  readonly schema: string;
  readonly others: string;
  readonly example: string;
  readonly me: boolean;
}

/** Anyone who signs up can read each user, with what only the user themselves should see. */
function people({ schema = USER, others = WHOLE, example = "", me = true }: Partial<People> = {}): string {
  return `openapi: 3.0.3
info: { title: Users, version: "1" }
servers: [{ url: https://api.acme.io }]
security: [{ token: [] }]
paths:
  /accounts:
    post:
      security: []
      requestBody: { content: { application/json: { schema: { properties: { login: { type: string, maxLength: 9 }, password: { type: string, maxLength: 99 } } } } } }
      responses: { "201": { description: Made. } }
${
  me
    ? `  /me:
    get:
      responses:
        "200": { description: The caller., content: { application/json: { schema: { $ref: "#/components/schemas/User" } } } }
`
    : ""
}  /users/{userId}:
    get:
      parameters: [{ name: userId, in: path, required: true, schema: { type: string, format: uuid } }]
      responses:
        "200":
          description: A user.
          content:
            application/json:
${others}${example}
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
  schemas:
${schema}`;
}
const WHOLE = "              schema: { $ref: '#/components/schemas/User' } # whole";
const USER = `    # Who somebody is.
    User:
      type: object
      required: [id, birthDate]
      properties:
        id: { type: string, format: uuid }
        plan: { type: string, enum: [a, b] } # ours
        birthDate: { type: string, format: date }
`;
const COPY = {
  type: "object",
  required: ["id"],
  properties: { id: { type: "string", format: "uuid" }, plan: { type: "string", enum: ["a", "b"] } },
};

interface Parsed {
  readonly paths: Readonly<Record<string, unknown>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

describe("a schema is split for others", () => {
  test("and stays as it is for the caller; nothing else changes", async () => {
    const before = people();
    const { refused, undone, made, of } = await fixed({ "api.yaml": before }, SPLIT);
    expect([refused, undone, made.length]).toEqual([[], [], 1]);
    expect(made[0]).toMatchObject({ certainty: "suggested", finding: { rule: "bola-other-users-data" } });
    expect(made[0]!.requires).toMatch(/^In these operations, the service returns only the fields of the copy/);
    const after = of();
    const own = parse(after) as Parsed;
    expect(own.components.schemas["UserForOthers"]).toEqual(COPY);
    const lines = after.split("\n");
    const added = lines.slice(lines.indexOf("    UserForOthers:"));
    expect(added.length).toBeGreaterThan(5);
    expect(`${lines.slice(0, lines.indexOf("    UserForOthers:")).join("\n")}\n`).toBe(
      before.replace(WHOLE, WHOLE.replace("schemas/User", "schemas/UserForOthers")),
    );
  });

  test("with what it is made of, and where it leads back to itself", async () => {
    const schema = `    Base:
      type: object
      required: [id, birthDate]
      properties:
        id: { type: string, format: uuid }
        birthDate: { type: string, format: date }
    User:
      allOf:
        - $ref: "#/components/schemas/Base"
        - type: object
          example: { birthDate: 2000-01-01 }
          properties:
            plan: { type: string, enum: [a, b] }
            likes: { type: array, maxItems: 9, items: { $ref: "#/components/schemas/User" } }
`;
    const others = `              schema:
                type: object
                properties: { data: { $ref: "#/components/schemas/User" } }`;
    const { undone, of } = await fixed({ "api.yaml": people({ schema, others }) }, SPLIT);
    expect(undone).toEqual([]);
    const { schemas } = (parse(of()) as Parsed).components;
    expect(schemas["BaseForOthers"]).toEqual({
      type: "object",
      required: ["id"],
      properties: { id: { type: "string", format: "uuid" } },
    });
    expect(schemas["UserForOthers"]).toMatchObject({
      allOf: [
        { $ref: "#/components/schemas/BaseForOthers" },
        { properties: { likes: { items: { $ref: "#/components/schemas/UserForOthers" } } } },
      ],
    });
    expect(JSON.stringify(schemas["UserForOthers"])).not.toContain("example");
    expect(Object.keys(schemas).toSorted()).toEqual(["Base", "BaseForOthers", "User", "UserForOthers"]);
  });

  test("in the file that has it, of a description in several", async () => {
    const schemas = `components:\n  schemas:\n${USER}`;
    const whole = people({ schema: "    None: { type: object }\n" }).replaceAll(
      "#/components/schemas/User",
      "parts/users.yaml#/components/schemas/User",
    );
    const texts = { "api.yaml": whole, "parts/users.yaml": schemas };
    const { undone, of } = await fixed(texts, SPLIT);
    expect(undone).toEqual([]);
    expect(of()).toBe(whole.replace(/User(?=' \} # whole)/, "UserForOthers"));
    expect(of("parts/users.yaml").startsWith(schemas)).toBe(true);
    expect(parse(of("parts/users.yaml"))).toMatchObject({ components: { schemas: { UserForOthers: COPY } } });
  });

  test("by the copy that there is already, or beside another schema of its name", async () => {
    const same = `${USER}    UserForOthers: { type: object, required: [id], properties: { id: { type: string, format: uuid }, plan: { type: string, enum: [a, b] } } }\n`;
    const before = people({ schema: same });
    const again = await fixed({ "api.yaml": before }, SPLIT);
    expect([again.undone, again.of()]).toEqual([[], before.replace(/User(?=' \} # whole)/, "UserForOthers")]);
    const other = await fixed(
      { "api.yaml": people({ schema: `${USER}    UserForOthers: { type: string }\n` }) },
      SPLIT,
    );
    expect((parse(other.of()) as Parsed).components.schemas).toMatchObject({
      UserForOthers: { type: "string" },
      UserForOthers2: COPY,
    });
  });

  test.each<readonly [string, Partial<People>]>([
    ["no other operation needs the fields", { me: false }],
    ["the response shows a field in an example", { example: "\n              example: { birthDate: 2000-01-01 }" }],
    [
      "the fields are the operation's own",
      {
        others:
          "              schema: { type: object, properties: { id: { type: string }, birthDate: { type: string } } }",
      },
    ],
    [
      "a discriminator chooses schemas by their names",
      { schema: USER.replace("type: object", "type: object\n      discriminator: { propertyName: plan }") },
    ],
    ["nothing would be left", { schema: USER.replace(/        (?:id|plan): .*\n/g, "").replace("[id, ", "[") }],
  ])("not where %s", async (_why, given) => {
    const { units, texts } = await fixed({ "api.yaml": people(given) }, SPLIT);
    expect([units, texts.size]).toEqual([[], 0]);
  });

  test("not where several operations return one response", async () => {
    const text = people()
      .replace(
        /        "200":\n          description: A user\.[^]*?# whole/,
        '        "200": { $ref: "#/components/responses/Shown" }',
      )
      .replace(
        "  securitySchemes:",
        `  responses:
    Shown: { description: A user., content: { application/json: { schema: { $ref: "#/components/schemas/User" } } } }
  securitySchemes:`,
      );
    const { units, before } = await fixedDescription(
      "api.yaml",
      filesOf({ "api.yaml": text }),
      ({ name }) => name === SPLIT,
    );
    expect(before.findings.map(({ rule }) => rule)).toContain("bola-other-users-data");
    expect(units).toEqual([]);
  });
});

describe("a credential moves from the query string to a header", () => {
  const calls = (parameter: string, more = ""): string => `openapi: 3.0.3
info: { title: Orders, version: "1" }
servers: [{ url: https://api.acme.io }]
security: [{ token: [] }]
paths:
  /orders:
    get:
      parameters:
        - name: from # a day
          in: query
          schema: { type: string, format: date }
${parameter}${more}      responses:
        "200": { description: Orders., content: { application/json: { schema: { type: object, properties: { total: { type: integer } } } } } }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`;
  const PARAMETER = `        - name: access_token # theirs
          in: query # soon
          required: true
          schema: { type: string }
`;

  test("with an adapted name, and nothing else changes", async () => {
    const before = calls(PARAMETER);
    const { refused, undone, made, of } = await fixed({ "api.yaml": before }, MOVE);
    expect([refused, undone]).toEqual([[], []]);
    expect(made[0]).toMatchObject({ certainty: "suggested", finding: { rule: "credential-in-url" } });
    expect(made[0]!.requires).toMatch(/^The service takes the value from the header, no longer from the query string/);
    expect(of()).toBe(
      before.replace("name: access_token", "name: X-Access-Token").replace("in: query # soon", "in: header # soon"),
    );
  });

  test("without what only a query can say, and once where operations share it", async () => {
    const shared = calls('        - $ref: "#/components/parameters/Secret"\n').replace(
      "components:\n",
      `  /users:
    get:
      parameters: [{ $ref: "#/components/parameters/Secret" }]
      responses: { "204": { description: None. } }
components:
  parameters:
    Secret:
      name: clientSecret
      style: form
      in: query
      allowEmptyValue: false
      schema: { type: string }
`,
    );
    const { undone, of } = await fixed({ "api.yaml": shared }, MOVE);
    expect(undone).toEqual([]);
    expect(of()).toBe(
      shared
        .replace("name: clientSecret", "name: X-Client-Secret")
        .replace("      style: form\n      in: query\n      allowEmptyValue: false\n", "      in: header\n"),
    );
  });

  test.each([
    ["a password, which belongs in a body", PARAMETER.replace("access_token", "password"), ""],
    ["a token of a link", PARAMETER.replace("access_token", "token"), ""],
    [
      "where a header of that name is taken",
      PARAMETER,
      "        - { name: x-access-token, in: header, schema: { type: string } }\n",
    ],
    ["a list", PARAMETER.replace("{ type: string }", "{ type: array, items: { type: string } }"), ""],
  ])("not %s", async (_what, parameter, more) => {
    const { units, before } = await fixedDescription(
      "api.yaml",
      filesOf({ "api.yaml": calls(parameter, more) }),
      ({ name }) => name === MOVE,
    );
    expect(before.findings.map(({ rule }) => rule)).toContain("credential-in-url");
    expect(units).toEqual([]);
  });

  test("not where nothing says how callers are known: there it has to be a scheme", async () => {
    const open = calls(PARAMETER)
      .replace("security: [{ token: [] }]\n", "")
      .replace(/components:[^]*$/, "");
    const { units, before } = await fixedDescription(
      "api.yaml",
      filesOf({ "api.yaml": open }),
      ({ name }) => name === MOVE,
    );
    expect(before.findings.map(({ rule }) => rule)).toContain("credential-in-url");
    expect(units).toEqual([]);
  });

  test("of a scheme by the name of its parameter", async () => {
    const before = `openapi: 3.0.3
info: { title: Orders, version: "1" }
servers: [{ url: https://api.acme.io }]
security: [{ key: [], user: [] }]
paths:
  /orders:
    get:
      responses: { "204": { description: None. } }
components:
  securitySchemes:
    key: { type: apiKey, in: query, name: key } # the app's
    user: { type: apiKey, in: query, name: user_token }
`;
    const { undone, of } = await fixed({ "api.yaml": before }, "Move the key to a header");
    expect(undone).toEqual([]);
    expect(of()).toBe(
      before
        .replace("in: query, name: key }", "in: header, name: X-API-Key }")
        .replace("in: query, name: user_token", "in: header, name: X-User-Token"),
    );
  });
});

test.each([
  ["access_token", "X-Access-Token"],
  ["accessToken", "X-Access-Token"],
  ["api_key", "X-API-Key"],
  ["apikey", "X-API-Key"],
  ["key", "X-API-Key"],
  ["APIKey", "X-API-Key"],
  ["X-Api-Key", "X-API-Key"],
  ["appid", "X-Appid"],
  ["api2secret", "X-API-2-Secret"],
  [["AK", "IAIBSR2KFJMK2RREFO"].join(""), "X-API-Key"],
  ["$", undefined],
  ["schlüssel", undefined],
])("the header of %s is %s", (name, header) => {
  expect(headerNameOf(name)).toBe(header);
});

test("the references of a schema that many operations return are followed once, and not for each of them", async () => {
  const parts = Array.from({ length: 60 }, (_, index) => `part${index}`);
  const paths = Array.from(
    { length: 60 },
    (_, index) => `  /users${index}/{id}:
    get:
      security: []
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        "200": { description: A user., content: { application/json: { schema: { $ref: "#/components/schemas/User" } } } }
`,
  );
  const text = `openapi: 3.0.3
info: { title: Users, version: "1" }
servers: [{ url: https://api.acme.io }]
security: [{ token: [] }]
paths:
  /me:
    get:
      responses:
        "200": { description: The caller., content: { application/json: { schema: { $ref: "#/components/schemas/User" } } } }
${paths.join("")}components:
  securitySchemes: { token: { type: http, scheme: bearer } }
  schemas:
    User:
      type: object
      properties:
        iban: { type: string }
${parts.map((part) => `        ${part}: { $ref: "#/components/schemas/${part}" }\n`).join("")}${parts
    .map((part) => `    ${part}: { type: object, properties: { colour: { type: string } } }\n`)
    .join("")}`;
  let followed = 0;
  const budget = newBudget();
  const judgements = await judgeDescription("api.yaml", filesOf({ "api.yaml": text }), defaultPolicy(), {
    ...budget,
    spendReference(file) {
      followed += 1;
      budget.spendReference(file);
    },
  });
  // What a finding can be fixed by is worked out with the review.
  composeReview(judgements, "2026-01-31");
  const written = text.split("$ref").length - 1;
  expect(followed).toBeGreaterThan(written / 2);
  expect(followed).toBeLessThan(4 * written);
});
