import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { describe, expect, test } from "vitest";
import { folderWith, run } from "./run.ts";

const SHOP = readFileSync(path.resolve(import.meta.dirname, "../authorization-tests/shop.yaml"), "utf8");
const DAY = ["--as-of", "2026-11-27"];

interface Arazzo {
  readonly sourceDescriptions: readonly { readonly url: string; readonly "x-serverUrl": string }[];
  readonly workflows: readonly {
    readonly workflowId: string;
    readonly steps: readonly {
      readonly stepId: string;
      readonly onFailure?: readonly { readonly stepId?: string; readonly retryLimit?: number }[];
    }[];
  }[];
}

const shop = (): string => folderWith({ "openapi.yaml": SHOP });

async function arazzoOf(...options: readonly string[]): Promise<Arazzo> {
  const { stdout } = await run(["tests", "openapi.yaml", ...options, ...DAY], { cwd: shop() });
  return parse(stdout) as Arazzo;
}

const idsOf = ({ workflows }: Arazzo): readonly string[] => workflows.map(({ workflowId }) => workflowId);

describe("tests", () => {
  test("are an Arazzo description, which tells no address to call by itself", async () => {
    const { code, stdout, stderr } = await run(
      ["tests", "openapi.yaml", "--operation", "getOrder", "--kind", "object", ...DAY],
      { cwd: shop() },
    );
    expect(code).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "arazzo: 1.0.1
      info:
        title: Authorization tests of Shop
        summary: A tries to reach what is B's, and must be refused.
        description: "Written by sallyport tests. Each workflow is a test: the control shows that the call works for a caller who may make it, the attack is the same call by one who may not. Run it against a system that may break, never against production."
        version: "1"
      sourceDescriptions:
        - name: api
          type: openapi
          url: openapi.yaml
          x-serverUrl: "give the address when you run the tests: --server api=https://…"
      workflows:
        - workflowId: object-getOrder
          summary: "user A: read B's order"
          description: "Test 2 of the review. Operation: GET /orders/{orderId}. Pass: 403."
          inputs:
            $ref: "#/components/inputs/given"
          steps:
            - stepId: findOf3
              description: "find, as B: GET /orders; status 2xx"
              operationPath: "{$sourceDescriptions.api.url}#/paths/~1orders/get"
              parameters:
                - name: X-Session
                  in: header
                  value: $inputs.tokenB
              successCriteria:
                - condition: $statusCode >= 200 && $statusCode < 300
              outputs:
                id: $response.body#/0/id
            - stepId: controlB
              description: "control, as B: GET /orders/{orderId}; status 2xx, the response contains the id of step findOf3"
              operationPath: "{$sourceDescriptions.api.url}#/paths/~1orders~1{orderId}/get"
              parameters:
                - name: orderId
                  in: path
                  value: $steps.findOf3.outputs.id
                - name: X-Session
                  in: header
                  value: $inputs.tokenB
              successCriteria:
                - condition: $statusCode >= 200 && $statusCode < 300
                - context: $response.body
                  type: jsonpath
                  condition: $[?count(@..[?@ == {$steps.findOf3.outputs.id}]) > 0]
            - stepId: controlA
              description: "control, as A: GET /me; status 2xx"
              operationPath: "{$sourceDescriptions.api.url}#/paths/~1me/get"
              parameters:
                - name: X-Session
                  in: header
                  value: $inputs.tokenA
              successCriteria:
                - condition: $statusCode >= 200 && $statusCode < 300
            - stepId: attack
              description: "attack, as A: GET /orders/{orderId}; status 403"
              operationPath: "{$sourceDescriptions.api.url}#/paths/~1orders~1{orderId}/get"
              parameters:
                - name: orderId
                  in: path
                  value: $steps.findOf3.outputs.id
                - name: X-Session
                  in: header
                  value: $inputs.tokenA
              successCriteria:
                - condition: $statusCode == 403
      components:
        inputs:
          given:
            type: object
            properties:
              tokenB:
                type: string
                format: password
                description: API key of B, another ordinary caller, who shares nothing with A
              tokenA:
                type: string
                format: password
                description: API key of A, an ordinary caller
      "
    `);
    expect(stderr).toMatchInlineSnapshot(`
      "1 test of 1 operation, 4 requests at most
      Run them: REDOCLY_TELEMETRY=off npx @redocly/cli respect FILE --server api=https://… --severity STATUS_CODE_CHECK=off --json-output results.json
      "
    `);
  });

  test("stay below an address that is given", async () => {
    const { sourceDescriptions } = await arazzoOf("--server", "https://staging.example.com/");
    expect(sourceDescriptions).toEqual([
      { name: "api", type: "openapi", url: "openapi.yaml", "x-serverUrl": "https://staging.example.com" },
    ]);
  });

  test("are chosen by rank, operation and kind", async () => {
    expect(new Set(idsOf(await arazzoOf("--kind", "anonymous")).map((id) => id.split("-")[0]))).toEqual(
      new Set(["anonymous"]),
    );
    expect(idsOf(await arazzoOf("--operation", "GET /orders"))).toEqual(["list-listOrders", "anonymous-listOrders"]);
    const first = idsOf(await arazzoOf("--top", "1"));
    expect(new Set(first.map((id) => id.split("-").at(-1)))).toEqual(new Set(["getInvoice"]));
    expect(idsOf(await arazzoOf("--kind", "token"))).toEqual(["expired-token-getMe", "foreign-token-getMe"]);
  });

  test("take away what they made, also where a step fails", async () => {
    const { workflows } = await arazzoOf("--include-destructive", "--operation", "cancelOrder", "--kind", "object");
    expect(
      workflows[0]!.steps.map(({ stepId, onFailure }) => [stepId.replace(/Of\d+$/, ""), onFailure?.[0]?.stepId]),
    ).toEqual([
      ["create", undefined],
      ["controlB", "cleanUp"],
      ["controlA", "cleanUp"],
      ["attack", "cleanUp"],
      ["after", "cleanUp"],
      ["cleanUp", undefined],
    ]);
  });

  test("are written to files, of which none holds a credential", async () => {
    const cwd = shop();
    const { stdout, stderr } = await run(
      [
        "tests",
        "openapi.yaml",
        "--format",
        "arazzo=out/tests.arazzo.yaml",
        "--format",
        "env=.env.example",
        "--format",
        "markdown=tests.md",
        "--format",
        "hurl=hurl/",
        ...DAY,
      ],
      { cwd },
    );
    expect(stdout).toBe("");
    expect(stderr).toContain("Wrote out/tests.arazzo.yaml\n");
    expect(
      (parse(readFileSync(path.join(cwd, "out/tests.arazzo.yaml"), "utf8")) as Arazzo).sourceDescriptions[0]!.url,
    ).toBe("../openapi.yaml");
    expect(readFileSync(path.join(cwd, ".env.example"), "utf8")).toMatchInlineSnapshot(`
      "# Copy this file to .env, fill it in, and keep .env out of version control: it holds credentials.
      # It is read by: npx @redocly/cli respect
      #
      # The address of a system that may break, never that of production.
      REDOCLY_CLI_RESPECT_SERVER=api=
      #
      # tokenB: API key of B, another ordinary caller, who shares nothing with A
      # invoiceIdB: invoiceId of an invoice of B's
      # tokenA: API key of A, an ordinary caller
      # tokenAdmin: API key of an administrator
      REDOCLY_CLI_RESPECT_INPUT='{
        "tokenB": "",
        "invoiceIdB": 0,
        "tokenA": "",
        "tokenAdmin": ""
      }'
      "
    `);
    expect(readdirSync(path.join(cwd, "hurl"))).toContain("object-getOrder.hurl");
    expect(readFileSync(path.join(cwd, "hurl/object-getOrder.hurl"), "utf8")).toMatchInlineSnapshot(`
      "# object-getOrder
      # user A: read B's order
      # Pass: 403

      # find, as B
      GET {{baseUrl}}/orders
      X-Session: {{tokenB}}
      HTTP *
      [Captures]
      findOf3_id: jsonpath "$[0].id"
      [Asserts]
      status >= 200
      status < 300

      # control, as B
      GET {{baseUrl}}/orders/{{findOf3_id}}
      X-Session: {{tokenB}}
      HTTP *
      [Asserts]
      status >= 200
      status < 300
      body contains "{{findOf3_id}}"

      # control, as A
      GET {{baseUrl}}/me
      X-Session: {{tokenA}}
      HTTP *
      [Asserts]
      status >= 200
      status < 300

      # attack, as A
      GET {{baseUrl}}/orders/{{findOf3_id}}
      X-Session: {{tokenA}}
      HTTP *
      [Asserts]
      status == 403
      "
    `);
    // The address comes from the `.env`.
    expect(stderr.split("\n").filter((line) => line.startsWith("Run them"))).toEqual([
      "Run them: REDOCLY_TELEMETRY=off npx @redocly/cli respect out/tests.arazzo.yaml --severity STATUS_CODE_CHECK=off --json-output results.json",
      "Run them: hurl --test --variables-file vars.env --report-junit junit.xml hurl/*.hurl",
    ]);
    const checklist = readFileSync(path.join(cwd, "tests.md"), "utf8");
    expect(checklist).toContain("3. [ ] Control, as A: `GET /me` → status 2xx");
    expect(checklist).toContain("(orderId = the id of step 1)");
    expect(checklist).toContain("## Left out, because they may change data");
    expect(checklist).toContain(', body {"address": the address of step 2}');
  });

  test("for Hurl have a file of variables of its own", async () => {
    const cwd = shop();
    const written = async (...formats: readonly string[]): Promise<string> =>
      (await run(["tests", "openapi.yaml", ...formats.flatMap((one) => ["--format", one]), ...DAY], { cwd })).stderr;
    const lines = await written("hurl=hurl/", "vars=own.env");
    expect(lines).toContain("Run them: hurl --test --variables-file own.env --report-junit junit.xml hurl/*.hurl\n");
    expect(lines).not.toContain("Hurl needs values");
    const variables = readFileSync(path.join(cwd, "own.env"), "utf8");
    expect(variables).toMatchInlineSnapshot(`
      "# Fill in this file, and keep it out of version control: it holds credentials. Leave texts in quotes.
      # It is read by: hurl --variables-file
      #
      # The address of a system that may break, never that of production.
      baseUrl=""
      #
      # API key of B, another ordinary caller, who shares nothing with A
      tokenB=""
      # invoiceId of an invoice of B's
      invoiceIdB=0
      # API key of A, an ordinary caller
      tokenA=""
      # API key of an administrator
      tokenAdmin=""
      "
    `);
    // Each variable that a test takes is there once, and none for what a step captures.
    const names = [...variables.matchAll(/^(\w+)=/gm)].map(([, name]) => name!);
    const tests = readdirSync(path.join(cwd, "hurl")).map((file) => readFileSync(path.join(cwd, "hurl", file), "utf8"));
    const captured = new Set(
      tests.flatMap((one) => [...one.matchAll(/^(\w+): (?:jsonpath|status)/gm)].map(([, name]) => name!)),
    );
    const taken = new Set(tests.flatMap((one) => [...one.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!)));
    expect(names.toSorted()).toEqual([...taken].filter((name) => !captured.has(name)).toSorted());
    // Hurl alone reads what is asked for as the environment.
    await written("hurl=hurl/", "env=alone.env");
    expect(readFileSync(path.join(cwd, "alone.env"), "utf8")).toBe(variables);
    await written("arazzo=a.yaml", "hurl=hurl/", "env=both.env");
    expect(readFileSync(path.join(cwd, "both.env"), "utf8")).toContain("REDOCLY_CLI_RESPECT_INPUT");
    expect(await written("hurl=hurl/")).toContain("Hurl needs values for the variables: add --format vars=vars.env");
  });

  test("are of one description", async () => {
    const cwd = folderWith({ "a.yaml": SHOP, "b.yaml": SHOP });
    const { code, stderr } = await run(["tests", "*.yaml", ...DAY], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("tests are written for one description, and 2 were given");
  });

  test("say that B's profile must be private, where they look for B", async () => {
    const fitness = path.resolve(import.meta.dirname, "../../examples/fitness/openapi.yaml");
    const sentence = "For the tests of people, set B's profile to private, and do not let A follow B.";
    for (const format of ["env", "markdown"]) {
      const printed = async (kind: string): Promise<string> =>
        (await run(["tests", fitness, "--format", format, "--kind", kind, ...DAY])).stdout;
      expect(await printed("people")).toContain(sentence);
      expect(await printed("list")).not.toContain(sentence);
    }
  });

  test.each([
    [["--kind", "objects"], "--kind objects is not known"],
    [["--operation", "GET /nothing"], "the description has no operation GET /nothing"],
    [["--server", "staging"], "--server staging is not a URL"],
    [["--tries", "1000"], "--tries must be from 2 to 100"],
    [
      ["--given", "nopeB"],
      "--given nopeB is not an identifier of these tests\nhint: There are invoiceIdB, orderIdA and orderIdB.",
    ],
    [["--record", "results.json"], "--record does not say who ran the tests"],
    [["--record", "none.json", "--by", "QA"], "none.json cannot be read as a result of a run\nhint: Make it with"],
  ])("%j is refused", async (options, message) => {
    const { code, stderr } = await run(["tests", "openapi.yaml", ...options, ...DAY], { cwd: shop() });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

interface RunStep {
  readonly stepId: string;
  readonly response: { statusCode: number };
  readonly checks: { passed: boolean }[];
}

/** What respect says of a run in which these tests failed, and all others passed. */
function resultsOf({ workflows }: Arazzo, failed: readonly string[] = []): string {
  const check = (passed: boolean): object => ({
    name: "success criteria check",
    passed,
    severity: "error",
    condition: "$statusCode == 404",
  });
  return JSON.stringify({
    files: {
      "tests.arazzo.yaml": {
        executedWorkflows: workflows.map(({ workflowId, steps }) => ({
          workflowId,
          executedSteps: steps.map(({ stepId }) => ({
            stepId,
            response: { statusCode: 200 },
            checks: [check(!(failed.includes(workflowId) && stepId === "attack"))],
          })),
        })),
      },
    },
  });
}

test("each step names its operation by its place: an operationId can stand at another call, too", async () => {
  const hostile = SHOP.replace(
    "paths:\n",
    "paths:\n  x-elsewhere:\n    delete: { operationId: getOrder }\n  /orders/all:\n    DELETE: { operationId: listOrders, responses: {} }\n",
  );
  expect(hostile).not.toBe(SHOP);
  const { stdout } = await run(["tests", "openapi.yaml", ...DAY], { cwd: folderWith({ "openapi.yaml": hostile }) });
  const steps = (parse(stdout) as Arazzo).workflows.flatMap((one) => one.steps);
  expect(steps.length).toBeGreaterThan(0);
  for (const step of steps) {
    expect(step).not.toHaveProperty("operationId");
    expect(step).toHaveProperty("operationPath");
  }
  expect(stdout).toContain('operationPath: "{$sourceDescriptions.api.url}#/paths/~1orders~1{orderId}/get"');
  expect(stdout).not.toContain("#/paths/x-elsewhere");
});

test("what the runner fetches besides is said", async () => {
  const remote = `${SHOP}\nx-shared: { $ref: "https://schemas.acme.example/all.yaml#/Order" }\n`;
  const { stderr } = await run(["tests", "openapi.yaml", ...DAY], { cwd: folderWith({ "openapi.yaml": remote }) });
  expect(stderr).toContain(
    "The description refers to https://schemas.acme.example/all.yaml#/Order: the runner fetches that first, without a token.",
  );
  expect((await run(["tests", "openapi.yaml", ...DAY], { cwd: shop() })).stderr).not.toContain("fetches");
});

test("more requests than the runner makes by itself need its --max-steps", async () => {
  const many = Array.from(
    { length: 160 },
    (_, at) =>
      `  /orders/{orderId}/part${at}:\n    get: { parameters: [{ name: orderId, in: path, required: true, schema: { type: string } }], responses: { "200": { description: OK, content: { application/json: { schema: { type: object, required: [iban], properties: { iban: { type: string } } } } } }, "403": { description: No } } }\n`,
  ).join("");
  const large = SHOP.replace("paths:\n", `paths:\n${many}`);
  const args = ["tests", "openapi.yaml", "--kind", "all", "--format", "arazzo=t.arazzo.yaml", ...DAY];
  const { stderr } = await run(args, { cwd: folderWith({ "openapi.yaml": large }) });
  const calls = Number(/([\d,]+) requests at most/.exec(stderr)?.[1]?.replace(",", ""));
  expect(stderr.includes(`--max-steps ${calls}`)).toBe(calls > 2000);
  expect((await run(args, { cwd: shop() })).stderr).not.toContain("--max-steps");
});

describe("--record", () => {
  const register = (cwd: string): string => readFileSync(path.join(cwd, ".sallyport/register.yaml"), "utf8");

  test("records what passed and failed, by whom and when, so that the review knows", async () => {
    const all = await arazzoOf("--include-destructive");
    const cwd = folderWith({ "openapi.yaml": SHOP, "results.json": resultsOf(all, ["object-getOrder"]) });
    const { code, stdout, stderr } = await run(
      ["tests", "openapi.yaml", "--record", "results.json", "--by", "QA", "--root", ".", ...DAY],
      { cwd },
    );
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toMatchInlineSnapshot(`
      "GET /orders/{orderId}/invoices/{invoiceId}: passed
      GET /orders/{orderId}: failed
        object-getOrder: attack: $statusCode == 404
      GET /admin/users: passed
      GET /orders: passed
      PATCH /orders/{orderId}: passed
      GET /me: not recorded
        passed, and the review's list does not ask for it: anonymous-getMe
      DELETE /orders/{orderId}: passed
      Written to .sallyport/register.yaml
      "
    `);
    expect(register(cwd)).toMatchInlineSnapshot(`
      "# The register of security issues. "sallyport register" keeps it; comments stay. It is read at the base of a change.

      version: 1
      tests:
        4b7eb9d9166b9030:
          description: openapi.yaml
          operation: PATCH /orders/{orderId}
          outcome: passed
          by: QA
          on: 2026-11-27
          evidence: results.json
          digest: 11954f4c575ffeb1
        77cfb095ffc23ce8:
          description: openapi.yaml
          operation: GET /orders
          outcome: passed
          by: QA
          on: 2026-11-27
          evidence: results.json
          digest: 2865d70f064a81e5
        94ea48de3bff6dba:
          description: openapi.yaml
          operation: GET /admin/users
          outcome: passed
          by: QA
          on: 2026-11-27
          evidence: results.json
          digest: bec394d1a1d43d7b
        a085ed83a29e0106:
          description: openapi.yaml
          operation: GET /orders/{orderId}
          outcome: failed
          by: QA
          on: 2026-11-27
          evidence: results.json
          digest: b9ba97972c1fe2ba
        a7bf1ccfa404e243:
          description: openapi.yaml
          operation: GET /orders/{orderId}/invoices/{invoiceId}
          outcome: passed
          by: QA
          on: 2026-11-27
          evidence: results.json
          digest: 51385fbc4a4793e7
        f98b387188ee6f12:
          description: openapi.yaml
          operation: DELETE /orders/{orderId}
          outcome: passed
          by: QA
          on: 2026-11-27
          evidence: results.json
          digest: 1f44e5cd3dec1e81
      "
    `);
    const { stdout: json } = await run(["review", "openapi.yaml", "--format", "json", "--root", ".", ...DAY], { cwd });
    const { tests } = (JSON.parse(json) as { reviews: { tests: { operation: string; status: string }[] }[] })
      .reviews[0]!;
    const status = Object.fromEntries(tests.map((one) => [one.operation, one.status]));
    expect(status["GET /orders/{orderId}"]).toBe("failed");
    expect(status["GET /admin/users"]).toBe("passed");
  });

  test("a deletion that was refused and took place is a failure", async () => {
    const all = await arazzoOf("--include-destructive");
    const result = JSON.parse(resultsOf(all)) as {
      files: Record<string, { executedWorkflows: { workflowId: string; executedSteps: RunStep[] }[] }>;
    };
    const { executedSteps } = Object.values(result.files)[0]!.executedWorkflows.find(
      ({ workflowId }) => workflowId === "object-cancelOrder",
    )!;
    const after = executedSteps.find(({ stepId }) => stepId === "after")!;
    after.response.statusCode = 404;
    after.checks[0]!.passed = false;
    const cwd = folderWith({ "openapi.yaml": SHOP, "results.json": JSON.stringify(result) });
    const { code, stdout } = await run(
      ["tests", "openapi.yaml", "--record", "results.json", "--by", "QA", "--root", ".", ...DAY],
      { cwd },
    );
    expect(code).toBe(1);
    expect(stdout).toContain("DELETE /orders/{orderId}: failed");
  });

  test.each([
    [["--operation", "getOrder"], "--record takes no --operation"],
    [["--kind", "object", "--top", "3"], "--record takes no --top or --kind"],
    [["--format", "hurl", "--server", "https://example.com"], "--record takes no --format or --server"],
    [["--include-destructive"], "--record takes no --include-destructive"],
  ])("with %j is refused: all of a run is recorded", async (options, message) => {
    const cwd = folderWith({ "openapi.yaml": SHOP, "results.json": "{}" });
    const { code, stderr } = await run(
      ["tests", "openapi.yaml", "--record", "results.json", "--by", "QA", ...options, ...DAY],
      { cwd },
    );
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  test("counts no longer once the operation changes", async () => {
    const all = await arazzoOf("--include-destructive");
    const cwd = folderWith({ "openapi.yaml": SHOP, "results.json": resultsOf(all) });
    await run(["tests", "openapi.yaml", "--record", "results.json", "--by", "QA", "--root", ".", ...DAY], { cwd });
    const changed = SHOP.replace(
      "id: { type: integer }, email:",
      "id: { type: integer }, birthDate: { type: string, format: date }, email:",
    );
    const other = folderWith({ "openapi.yaml": changed, ".sallyport/register.yaml": register(cwd) });
    const { stdout } = await run(["review", "openapi.yaml", "--format", "json", "--root", ".", ...DAY], { cwd: other });
    const { tests } = (JSON.parse(stdout) as { reviews: { tests: { operation: string; status: string }[] }[] })
      .reviews[0]!;
    const status = Object.fromEntries(tests.map((one) => [one.operation, one.status]));
    expect(status["GET /orders/{orderId}/invoices/{invoiceId}"]).toBe("untested");
    expect(status["GET /orders/{orderId}"]).toBe("passed");
  });

  test("records nothing of an operation of which only a part was run", async () => {
    const some = await arazzoOf("--kind", "anonymous");
    const cwd = folderWith({ "openapi.yaml": SHOP, "results.json": resultsOf(some) });
    const { code, stdout } = await run(
      ["tests", "openapi.yaml", "--record", "results.json", "--by", "QA", "--root", ".", ...DAY],
      { cwd },
    );
    expect(code).toBe(0);
    expect(stdout).toContain("GET /orders/{orderId}: not recorded\n  not run: object-getOrder\n");
    expect(existsSync(path.join(cwd, ".sallyport/register.yaml")) ? register(cwd) : "").not.toContain("passed");
  });
});
