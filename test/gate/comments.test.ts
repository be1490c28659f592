import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import type { Json } from "./harmless.ts";
import { emptyRepository, type TestRepository } from "./git-repository.ts";
import { longTest } from "../in-share.ts";

/*
 * What a reviewer would say of a change, written down from reading both descriptions and before our comment on it was
 * seen: the decision, what must be said before anything is folded, and what nobody would mention there.
 */

const BASE = `
openapi: 3.0.3
info: { title: Payments, version: 1.4.0 }
servers: [{ url: https://payments.acme.io }]
security: [{ BearerAuth: [] }]
paths:
  /v1/payments:
    get:
      operationId: listPayments
      parameters: [{ name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 100 } }]
      responses:
        200: { description: OK, content: { application/json: { schema: { type: array, maxItems: 100, items: { $ref: "#/components/schemas/Payment" } } } } }
        429: { description: Too many }
    post:
      operationId: createPayment
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/NewPayment" } } } }
      responses:
        201: { description: Created, content: { application/json: { schema: { $ref: "#/components/schemas/Payment" } } } }
        429: { description: Too many }
  /v1/customers/{customerId}:
    parameters: [{ name: customerId, in: path, required: true, schema: { type: string, format: uuid } }]
    get:
      operationId: getCustomer
      responses:
        200: { description: OK, content: { application/json: { schema: { $ref: "#/components/schemas/Customer" } } } }
    delete:
      operationId: deleteCustomer
      security: [{ OAuth: [customers:admin] }]
      responses: { 204: { description: Gone } }
  /v1/rates:
    get:
      operationId: rates
      security: []
      description: The exchange rates that we publish.
      responses:
        200: { description: OK, content: { application/json: { schema: { type: object, properties: { base: { type: string }, rate: { type: number } } } } } }
components:
  securitySchemes:
    BearerAuth: { type: http, scheme: bearer }
    OAuth:
      type: oauth2
      flows: { clientCredentials: { tokenUrl: https://login.acme.io/token, scopes: { customers:admin: Staff who delete customers, customers:read: Reads customers } } }
  schemas:
    Payment:
      type: object
      properties:
        id: { type: string, format: uuid }
        amount: { type: number }
        status: { type: string, enum: [open, paid] }
        payee: { $ref: "#/components/schemas/Customer" }
    NewPayment:
      type: object
      additionalProperties: false
      properties:
        amount: { type: number, minimum: 0, maximum: 10000 }
        currency: { type: string, enum: [EUR, USD] }
    Customer:
      type: object
      properties:
        id: { type: string, format: uuid }
        name: { type: string }
        email: { type: string, format: email }
`;

interface Expected {
  readonly decision: "fail" | "pass";
  /** How many lines of reasons there are: one a cause. */
  readonly reasons?: number;
  /** Said before anything is folded. */
  readonly says: readonly RegExp[];
  /** Not said before anything is folded. */
  readonly never?: readonly RegExp[];
  /** Not said at all. */
  readonly nowhere?: readonly RegExp[];
}

type Row = readonly [name: string, change: (root: Json) => void, expected: Expected];

const at = (root: Json, ...keys: readonly string[]): Json => keys.reduce<Json>((node, key) => node[key] as Json, root); // every path of the table is in the description

const NOTHING_NEW = /no new exposure was found/i;

const ROWS: readonly Row[] = [
  [
    "security: [] on one operation is one line, with who can read what, and the requirement to restore",
    (root) => {
      at(root, "paths", "/v1/payments", "get")["security"] = [];
    },
    {
      decision: "fail",
      reasons: 1,
      says: [
        /must not be merged/,
        /GET \/v1\/payments: nothing is required; it was BearerAuth/,
        /Fix: restore BearerAuth on GET \/v1\/payments/,
        /without a credential|Unauthenticated/i,
      ],
      never: [NOTHING_NEW, /POST \/v1\/payments/, /deleteCustomer|DELETE/],
    },
  ],
  [
    "the root's requirement is gone: one line, and the root's requirement to restore",
    (root) => {
      root["security"] = [];
    },
    {
      decision: "fail",
      reasons: 1,
      says: [
        /root's requirement/,
        /it was BearerAuth/,
        /Fix: restore BearerAuth/,
        /GET \/v1\/payments/,
        /GET \/v1\/customers\/\{customerId\}/,
      ],
      never: [NOTHING_NEW, /DELETE \/v1\/customers/, /GET \/v1\/rates/],
    },
  ],
  [
    "an empty alternative is one line, and the alternative to remove",
    (root) => {
      at(root, "paths", "/v1/payments", "get")["security"] = [{ BearerAuth: [] }, {}];
    },
    {
      decision: "fail",
      reasons: 1,
      says: [/GET \/v1\/payments: .*optional/, /Fix: remove the empty alternative/],
      never: [NOTHING_NEW, /POST \/v1\/payments/],
    },
  ],
  [
    "a new anonymous operation that hands out persons is one line, and what the others ask for",
    (root) => {
      at(root, "paths")["/v1/customers"] = {
        get: {
          operationId: "exportCustomers",
          security: [],
          responses: {
            200: {
              description: "OK",
              content: {
                "application/json": { schema: { type: "array", items: { $ref: "#/components/schemas/Customer" } } },
              },
            },
          },
        },
      };
    },
    {
      decision: "fail",
      reasons: 1,
      says: [/GET \/v1\/customers is new/, /e-mail address/, /Fix: require BearerAuth on GET \/v1\/customers/],
      never: [NOTHING_NEW, /GET \/v1\/payments/],
    },
  ],
  [
    "a bank account that one operation returns now is named, and nothing else is said to be gone",
    (root) => {
      at(root, "components", "schemas", "Customer", "properties")["iban"] = { type: "string" };
    },
    {
      // Expected at first: fail. An account's own customers are within what its credential may read.
      decision: "pass",
      reasons: 0,
      says: [/may be merged/, /iban/, /bank account/i, /GET \/v1\/customers\/\{customerId\}/],
      never: [NOTHING_NEW, /no longer/],
      nowhere: [/no longer readable|field-no-longer-readable/],
    },
  ],
  [
    "a dropped scope is one line with the scope, and the scope to restore",
    (root) => {
      at(root, "paths", "/v1/customers/{customerId}", "delete")["security"] = [{ OAuth: [] }];
    },
    {
      decision: "fail",
      reasons: 1,
      says: [
        /DELETE \/v1\/customers\/\{customerId\}: OAuth no longer asks for the scope "customers:admin"/,
        /Fix: restore OAuth \(customers:admin\) on DELETE/,
      ],
      never: [NOTHING_NEW, /GET \/v1/],
    },
  ],
  [
    "an enum value, a version and a sentence are no news",
    (root) => {
      at(root, "components", "schemas", "Payment", "properties", "status")["enum"] = ["open", "paid", "void"];
      at(root, "components", "schemas", "NewPayment", "properties", "currency")["enum"] = ["EUR", "USD", "GBP"];
      at(root, "info")["version"] = "1.5.0";
      at(root, "paths", "/v1/payments", "get")["description"] = "Lists what was paid.";
    },
    { decision: "pass", reasons: 0, says: [NOTHING_NEW], never: [/void|GBP/] },
  ],
  [
    "a harmless field of one schema is no news, and no other field is gone",
    (root) => {
      at(root, "components", "schemas", "Payment", "properties")["dueOn"] = { type: "string", format: "date" };
    },
    { decision: "pass", reasons: 0, says: [NOTHING_NEW], nowhere: [/no longer|dueOn/] },
  ],
  [
    "a request field that becomes a union of its former type and null is no news",
    (root) => {
      at(root, "components", "schemas", "NewPayment", "properties")["currency"] = {
        oneOf: [
          { type: "string", enum: ["EUR", "USD"] },
          { type: "string", enum: ["GBP"] },
        ],
      };
    },
    { decision: "pass", reasons: 0, says: [NOTHING_NEW], never: [/currency/] },
  ],
  [
    "a new operation with a finding that does not block is not called nothing",
    (root) => {
      at(root, "paths")["/v1/statements"] = {
        get: {
          operationId: "listStatements",
          parameters: [{ name: "limit", in: "query", schema: { type: "integer" } }],
          responses: {
            200: {
              description: "OK",
              content: {
                "application/json": {
                  schema: { type: "array", items: { type: "object", properties: { total: { type: "number" } } } },
                },
              },
            },
          },
        },
      };
    },
    {
      decision: "pass",
      reasons: 0,
      says: [/may be merged/, /1 new operation|GET \/v1\/statements/, /\d+ (?:new finding|low)/],
      never: [NOTHING_NEW],
    },
  ],
  [
    "a requirement that is added is better, and nothing new",
    (root) => {
      delete at(root, "paths", "/v1/rates", "get")["security"];
    },
    { decision: "pass", reasons: 0, says: [NOTHING_NEW], never: [/for the worse/] },
  ],
  [
    "a request that no longer says what it takes has fixed nothing",
    (root) => {
      at(root, "components", "schemas")["NewPayment"] = { type: "object" };
    },
    { decision: "pass", says: [], nowhere: [/finding-fixed/] },
  ],
  [
    "two causes are two lines, the one that opens more first",
    (root) => {
      at(root, "paths", "/v1/payments", "get")["security"] = [];
      at(root, "components", "schemas", "Customer", "properties")["nationalId"] = {
        type: "string",
        description: "National identity number.",
      };
    },
    {
      decision: "fail",
      reasons: 2,
      says: [/GET \/v1\/payments: nothing is required/, /nationalId/, /Fix: restore BearerAuth on GET \/v1\/payments/],
      never: [NOTHING_NEW],
    },
  ],
];

describe("a comment says what a reviewer would", () => {
  test.each(ROWS)("%s", async (_name, change, expected) => {
    const repository = emptyRepository();
    repository.commit({ "openapi.yaml": BASE });
    const root = parse(BASE) as Json; // of the text above
    change(root);
    repository.write({ "openapi.yaml": stringify(root, { aliasDuplicateObjects: false }) });
    const { code, stdout } = await repository.sallyport("gate", "--base", "main", "--format", "markdown");
    // As it is read: without the signs of Markdown.
    const [open = ""] = stdout.replaceAll(/\*\*|[`\\]/g, "").split("<details>");
    expect([open, code]).toEqual([open, expected.decision === "fail" ? 1 : 0]);
    if (expected.reasons !== undefined)
      expect([open, open.match(/^- (?!Fix:)/gm)?.length ?? 0]).toEqual([open, expected.reasons]);
    for (const words of expected.says) expect(open).toMatch(words);
    for (const words of expected.never ?? []) expect(open).not.toMatch(words);
    for (const words of expected.nowhere ?? []) expect(stdout).not.toMatch(words);
    expect(open.trim().split("\n").length).toBeLessThanOrEqual(20);
  });
});

describe("what blocks", () => {
  const opened = BASE.replace("operationId: listPayments", "operationId: listPayments\n      security: []");
  const started = () => {
    const repository = emptyRepository();
    repository.commit({ "openapi.yaml": BASE });
    repository.write({ "openapi.yaml": opened });
    return repository;
  };

  test("is accepted by the one command that the comment gives, and is one issue", async () => {
    const repository = started();
    const { stdout } = await repository.sallyport(
      "gate",
      "--base",
      "main",
      "--format",
      "markdown",
      "--as-of",
      "2026-01-31",
    );
    const [command = ""] = /sallyport register accept .*/.exec(stdout) ?? [];
    const words = command
      .replace("YYYY-MM-DD", "2026-03-31")
      .replace('--reason "why"', '--reason "shown to riders alone"')
      .replace('"who"', '"A. Berg"')
      .split(/ (?=(?:[^"]*"[^"]*")*[^"]*$)/)
      .slice(1)
      .map((word) => word.replaceAll('"', ""));
    const accepted = await repository.sallyport(...words, "--as-of", "2026-01-31");
    expect([accepted.code, accepted.stderr]).toEqual([0, ""]);
    const register = parse(readFileSync(path.join(repository.folder, ".sallyport/register.yaml"), "utf8")) as {
      issues: Readonly<Record<string, { places: object; status: string }>>;
    };
    const issues = Object.values(register.issues);
    expect(issues.map(({ status }) => status)).toEqual(["accepted"]);
    expect(issues.reduce((sum, { places }) => sum + Object.keys(places).length, 0)).toBe(
      words.filter((word) => /^[0-9a-f]{16}$/.test(word)).length,
    );
    // It counts once it is on the base.
    const text = readFileSync(path.join(repository.folder, "openapi.yaml"), "utf8");
    repository.commit({ "openapi.yaml": BASE });
    repository.write({ "openapi.yaml": text });
    const { code, gate } = await repository.gate("--base", "main", "--as-of", "2026-01-31");
    expect([code, gate.decision, gate.because]).toEqual([0, "pass", []]);
  });

  longTest("is said to be back where the register had it as fixed", async () => {
    const repository = started();
    const day = ["--as-of", "2026-01-31"];
    await repository.sallyport("register", "update", "openapi.yaml", ...day);
    const text = readFileSync(path.join(repository.folder, ".sallyport/register.yaml"), "utf8");
    const ids = [...new Set(text.match(/sp-[0-9a-f]{10}/g))];
    await repository.sallyport("register", "assign", ...ids.slice(0, 1), "--ticket", "SEC-12", ...day);
    for (const id of ids.slice(1)) await repository.sallyport("register", "assign", id, "--ticket", "SEC-13", ...day);
    repository.write({ "openapi.yaml": BASE });
    await repository.sallyport("register", "update", "openapi.yaml", ...day);
    repository.commit({});
    repository.write({ "openapi.yaml": opened });
    const { gate } = await repository.gate("--base", "main", ...day);
    const issues = [...new Set(gate.back!.map(({ issue }) => issue))];
    expect(issues.length).toBeGreaterThan(0);
    for (const format of ["text", "markdown", "github", "html", "junit", "gitlab", "sarif"]) {
      const { stdout } = await repository.sallyport("gate", "--base", "main", "--format", format, ...day);
      expect(stdout.replaceAll("`", "").replaceAll(/\s+/g, " ")).toContain(
        `(back${format === "github" ? "%3A" : ":"} SEC-1${issues[0] === ids[0] ? 2 : 3}`,
      );
    }
  });

  test("is one line a cause, with its fix, in HTML too", async () => {
    const repository = started();
    repository.write({ "openapi.yaml": opened });
    const { gate } = await repository.gate("--base", "main");
    expect(gate.because.length).toBeGreaterThan(gate.causes!.length);
    const { stdout } = await repository.sallyport("gate", "--base", "main", "--format", "html");
    const [, part = ""] = /What this change does<\/h3>([\s\S]*?)<\/ul>/.exec(stdout) ?? [];
    const lines = part.split("<li>").slice(1);
    expect(lines).toHaveLength(gate.causes!.length);
    expect(lines[0]!.replaceAll(/<[^>]*>/g, "").replaceAll(/\s+/g, " ")).toMatch(
      /nothing is required; it was BearerAuth.* Fix: restore BearerAuth on GET \/v1\/payments/,
    );
  });

  test("and what does not is told in every format that tells of findings, of whatever severity", async () => {
    const repository = emptyRepository();
    repository.commit({ "openapi.yaml": BASE });
    const root = parse(BASE) as Json; // of the text above
    at(root, "paths")["/v1/statements"] = {
      get: {
        deprecated: true,
        parameters: [{ name: "limit", in: "query", schema: { type: "integer" } }],
        responses: { 200: { description: "OK" } },
      },
    };
    repository.write({ "openapi.yaml": stringify(root, { aliasDuplicateObjects: false }) });
    const { code, reviews } = await repository.gate("--base", "main");
    const fresh = reviews[0]!.findings.filter(({ places }) => places.some(({ state }) => state === "new"));
    expect([code, [...new Set(fresh.map(({ severity }) => severity))]]).toEqual([0, ["low", "info"]]);
    for (const format of ["text", "markdown", "html", "sarif", "junit", "github", "gitlab", "csv-findings"]) {
      const { stdout } = await repository.sallyport("gate", "--base", "main", "--format", format);
      const untold = fresh.filter(
        ({ rule, title, message }) =>
          ![rule, title, message.slice(0, 20)].some((words) => stdout.replaceAll(/\s+/g, " ").includes(words)),
      );
      expect([format, ...untold.map(({ severity, rule }) => `${severity} ${rule}`)]).toEqual([format]);
    }
  });

  test("comes first among annotations, of which there are at most ten of a level", async () => {
    const repository = started();
    const root = parse(opened) as Json; // of the text above
    for (let n = 0; n < 30; n += 1)
      at(root, "paths")[`/v1/things${n}`] = {
        get: {
          parameters: [{ name: "limit", in: "query", schema: { type: "integer" } }],
          responses: {
            200: {
              description: "OK",
              content: {
                "application/json": { schema: { type: "array", items: { $ref: "#/components/schemas/Payment" } } },
              },
            },
          },
        },
      };
    repository.write({ "openapi.yaml": stringify(root, { aliasDuplicateObjects: false }) });
    const { stdout } = await repository.sallyport("gate", "--base", "main", "--format", "github");
    const lines = stdout.trim().split("\n");
    expect(lines[0]).toMatch(/^::error .*Sallyport gate%3A fail/);
    expect(lines[0]).toMatch(/\d+ more annotations are left out/);
    expect(lines[1]).toMatch(/^::error .*title=Blocks.*restore BearerAuth on GET \/v1\/payments/);
    for (const level of ["error", "warning", "notice"])
      expect(lines.filter((line) => line.startsWith(`::${level} `)).length).toBeLessThanOrEqual(10);
  });

  test("comes first among those of several descriptions, of which there are at most ten of a level in all", async () => {
    const { stdout } = await severalOpened().sallyport("gate", "--base", "main", "--format", "github");
    const levels = stdout
      .trim()
      .split("\n")
      .map((line) => /^::(\w+) /.exec(line)![1]!);
    expect(levels).toEqual(levels.toSorted((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)));
    for (const level of ORDER) expect(levels.filter((one) => one === level).length).toBeLessThanOrEqual(10);
    expect(levels.filter((level) => level === "error")).toHaveLength(10);
    for (const name of FIVE)
      expect(stdout).toMatch(new RegExp(`::error file=${name}.yaml,title=Sallyport gate%3A fail`));
    expect(stdout.split("\n")[0]).toMatch(/\d+ more annotations are left out/);
  });

  longTest(
    "stands in twenty lines of a comment that are not folded, whatever else it tells and of how many descriptions",
    async () => {
      const several = await severalOpened().sallyport("gate", "--base", "main", "--format", "markdown");
      expect(openLines(several.stdout).length).toBeLessThanOrEqual(20);
      for (const name of FIVE) expect(openLines(several.stdout).join("\n")).toContain(`${name}.yaml`);
      expect(several.stdout).toMatch(/<summary>\d+ further reasons?<\/summary>/);

      const many = severalOpened(Array.from({ length: 12 }, (_, n) => `api-${n}`));
      const manyText = (await many.sallyport("gate", "--base", "main", "--format", "markdown")).stdout;
      expect(openLines(manyText).length).toBeLessThanOrEqual(20);
      expect(manyText).toMatch(/<summary>\d+ further descriptions?<\/summary>/);

      const gone = severalOpened(Array.from({ length: 25 }, (_, n) => `api-${n}`));
      gone.git("checkout", "-q", "-f", "main");
      gone.git("checkout", "-q", "-B", "feature");
      gone.commit(Object.fromEntries(Array.from({ length: 25 }, (_, n) => [`api-${n}.yaml`, undefined])));
      const goneText = (await gone.sallyport("gate", "--base", "main", "--format", "markdown")).stdout;
      expect(openLines(goneText).length).toBeLessThanOrEqual(20);
      expect(goneText).toMatch(/<summary>20 further descriptions<\/summary>/);
    },
  );

  test("is told beside issues of the register, new settings of the base and changes to the policy, of each the first ones", async () => {
    const own = emptyRepository();
    const root = parse(opened) as Json; // of the text above
    for (let n = 0; n < 25; n += 1)
      at(root, "paths")[`/v1/people${n}/{id}`] = {
        get: {
          security: [],
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "string", format: "uuid" } }],
          responses: {
            200: {
              description: "OK",
              content: {
                "application/json": {
                  schema: {
                    type: "object",
                    properties: { [`iban${n}`]: { type: "string" }, iban: { type: "string" } },
                  },
                },
              },
            },
          },
        },
      };
    own.commit({ "openapi.yaml": stringify(root, { aliasDuplicateObjects: false }) });
    const day = ["--as-of", "2026-01-10"];
    await own.sallyport("register", "update", "openapi.yaml", ...day);
    own.commit({}, "2026-01-10");
    for (const [name, item] of Object.entries(at(root, "paths")))
      if (name.startsWith("/v1/people")) at(item as Json, "get")["security"] = [{ BearerAuth: [] }];
    own.commit({
      "openapi.yaml": stringify(root, { aliasDuplicateObjects: false }),
      "sallyport.yaml":
        "owner: payments\ntenancy: none\nsla: { high: 900 }\ngate: { policyAge: 3 }\nnetwork: { internal: [x.io] }\n",
    });
    const { stdout } = await own.sallyport("gate", "--base", "HEAD~1", "--format", "markdown", ...day);
    expect(stdout).toMatch(/Issues of the register that this change affects[\s\S]*Changes to the policy/);
    expect(openLines(stdout).length).toBeLessThanOrEqual(20);
    expect(stdout).toMatch(/<summary>\d+ further changes? to the policy<\/summary>/);
  });

  test("is new where it is new, also of a finding that counts other places", async () => {
    const repository = emptyRepository();
    const root = parse(BASE) as Json; // of the text above
    const withJob = (name: string): string => {
      at(root, "paths")[`/v1/${name}`] = { get: { operationId: name, responses: { 200: { description: "OK" } } } };
      return stringify(root, { aliasDuplicateObjects: false });
    };
    repository.commit({ "openapi.yaml": withJob("zones") });
    repository.write({ "openapi.yaml": withJob("areas") });
    const { stdout } = await repository.sallyport("gate", "--base", "main", "--format", "text");
    expect(stdout.replaceAll(/\s+/g, " ")).toContain("1 of 2 places is new: GET /v1/areas, 2xx.");
    repository.commit({});
    delete at(root, "paths")["/v1/zones"];
    at(root, "paths")["/v1/zones"] = { get: { operationId: "zones", responses: { 204: { description: "None" } } } };
    repository.write({ "openapi.yaml": stringify(root, { aliasDuplicateObjects: false }) });
    const { gate } = await repository.gate("--base", "HEAD");
    expect(gate.changes.filter(({ kind }) => kind === "finding-fixed").map(({ text }) => text)).toEqual([
      expect.stringMatching(/^fixed \(low\): .* \(1 of 2 places: GET \/v1\/zones, 2xx\)$/),
    ]);
  });
});

const ORDER = ["error", "warning", "notice"];
const FIVE = ["a", "b", "c", "d", "e"];

/** A repository with several descriptions, of which a change takes the credential from every operation. */
function severalOpened(names: readonly string[] = FIVE): TestRepository {
  const own = emptyRepository();
  own.commit(
    Object.fromEntries(names.map((name) => [`${name}.yaml`, BASE.replace("title: Payments", `title: ${name}`)])),
  );
  own.git("checkout", "-q", "-b", "feature");
  const root = parse(BASE) as Json; // of the text above
  for (const item of Object.values(at(root, "paths")))
    for (const operation of Object.values(item as Json))
      if (!Array.isArray(operation)) (operation as Json)["security"] = [];
  (root["servers"] as Json[]).push({ url: "http://payments.acme.io" });
  const text = stringify(root, { aliasDuplicateObjects: false });
  own.commit(
    Object.fromEntries(names.map((name) => [`${name}.yaml`, text.replace("title: Payments", `title: ${name}`)])),
  );
  return own;
}

/** The lines of a comment that are in no fold and not empty. */
function openLines(text: string): readonly string[] {
  let depth = 0;
  return text.split("\n").filter((line) => {
    const [opening, closing] = [line.includes("<details>"), line.includes("</details>")];
    const isOpen = depth === 0 && !opening && line.trim() !== "";
    depth += (opening ? 1 : 0) - (closing ? 1 : 0);
    return isOpen;
  });
}
