import { describe, expect, test } from "vitest";
import { isTaken, type TestStep } from "../../src/authorization-tests/authorization-test.ts";
import type { TestSet, TestWishes } from "../../src/authorization-tests/runnable-tests.ts";
import { apiIn, setOf } from "./made.ts";

/*
 * With --include-destructive, too, what may change data is aimed at an object that the test has made, and never at one that
 * was there before, whatever the method says.
 */

const ORDER = {
  type: "object",
  required: ["id", "iban"],
  properties: { id: { type: "string" }, iban: { type: "string" } },
};
const content = { "application/json": { schema: ORDER } };
const listed = { "application/json": { schema: { type: "array", items: ORDER } } };
const NAMED = { name: "orderId", in: "path", required: true, schema: { type: "string" } };
const responses = { "200": { description: "OK", content }, "403": { description: "No" } };

/** An API of orders that callers make, list and read, with other calls in place of these or beside them. */
async function setWith(
  paths: Readonly<Record<string, object>>,
  wishes: Partial<TestWishes> = {},
  canCreate = true,
): Promise<TestSet> {
  const orders = {
    get: { summary: "List own orders", responses: { "200": { description: "OK", content: listed } } },
    ...(canCreate
      ? {
          post: {
            summary: "Create an order",
            requestBody: { required: true, content },
            responses: { "201": { description: "Made", content } },
          },
        }
      : {}),
  };
  const api = await apiIn(
    JSON.stringify({
      openapi: "3.0.3",
      info: { title: "Shop", version: "1" },
      security: [{ token: [] }],
      paths: {
        "/users/me": { get: { summary: "Get own record", responses: { "200": { description: "OK", content } } } },
        "/orders": orders,
        "/orders/{orderId}": { get: { summary: "Get an order", parameters: [NAMED], responses } },
        ...paths,
      },
      components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    }),
  );
  return setOf(api, wishes);
}

function stepsAt({ tests }: TestSet, path: string, method = "GET"): readonly TestStep[] {
  return tests.flatMap(({ steps }) =>
    steps.filter(({ operation }) => operation.path === path && operation.method === method),
  );
}

/** Where the object of a call comes from: a step by its role and number, or an input by its name. */
function origins(steps: readonly TestStep[]): readonly string[] {
  return [
    ...new Set(
      steps.map(({ parameters }) => {
        const value = parameters.find(({ in: place }) => place === "path")?.value;
        if (!isTaken(value)) return "made up";
        return value.from.kind === "input" ? value.from.name : value.from.step.replace(/Of\d+$/, "");
      }),
    ),
  ];
}

describe("A GET that may change an object is aimed at one that the test makes", () => {
  test.each<readonly [string, object]>([
    ["/orders/{orderId}/next", { summary: "Get the next message of the order", description: "It is removed." }],
    ["/orders/{orderId}/report", { summary: "The report job is started" }],
    ["/orders/{orderId}/clear", { summary: "Clears the order" }],
    ["/orders/{orderId}/cancel", { summary: "Cancel the order" }],
    [
      "/orders/{orderId}/lines",
      {
        summary: "List the lines of an order",
        parameters: [
          NAMED,
          { name: "action", in: "query", required: true, schema: { type: "string", enum: ["delete"] } },
        ],
      },
    ],
  ])("%s %j", async (path, said) => {
    const call = { [path]: { get: { parameters: [NAMED], responses, ...said } } };
    const steps = stepsAt(await setWith(call), path);
    expect(steps.map(({ as }) => as)).toContain("A");
    expect(origins(steps)).toEqual(["create"]);
    expect(origins(stepsAt(await setWith(call, { given: ["orderIdB"] }), path))).toEqual(["orderIdB"]);

    const without = await setWith(call, { includeDestructive: false });
    expect(stepsAt(without, path)).toEqual([]);
    expect(without.held.filter(({ operation }) => operation.path === path)).not.toEqual([]);

    const nothingMade = await setWith(call, {}, false);
    expect(stepsAt(nothingMade, path)).toEqual([]);
    expect(nothingMade.manual.map(({ why }) => why)).toContain(
      "the call may change or delete data, and no operation creates an order for the test. Create one that may be lost, and give its ID with --include-destructive --given orderIdB",
    );
  });
});

describe("A call that may change more than one object of the test's own is tested by hand", () => {
  test.each([true, false])("a list that is emptied; with the flag: %s", async (includeDestructive) => {
    const get = {
      summary: "Get own messages",
      description: "Returns the messages. The mailbox is emptied.",
      responses: { "200": { description: "OK", content: listed } },
    };
    const path = "/users/me/messages";
    const set = await setWith({ [path]: { get } }, { includeDestructive });
    expect(stepsAt(set, path)).toEqual([]);
    expect(set.held.filter(({ operation }) => operation.path === path)).toEqual([]);
    const told = set.manual.filter(({ operation }) => operation.path === path).map(({ why }) => why);
    expect(told).toEqual(["it may also change data that the test did not create"]);
  });

  test("a list that is emptied finds nothing for other tests", async () => {
    const get = {
      summary: "Get own orders",
      description: "The list is emptied.",
      responses: { "200": { description: "OK", content: listed } },
    };
    const set = await setWith({ "/orders": { get } });
    expect(stepsAt(set, "/orders")).toEqual([]);
    const found = origins(stepsAt(set, "/orders/{orderId}"));
    expect(found).toContain("orderIdB");
    expect(found.join()).not.toContain("find");
  });

  test("a read that changes what it reads does not look at an object before and after", async () => {
    const paths = {
      "/orders/{orderId}": {
        get: { summary: "Get an order", description: "The order is archived.", parameters: [NAMED], responses },
        put: { summary: "Update an order", parameters: [NAMED], requestBody: { required: true, content }, responses },
      },
    };
    const set = await setWith(paths);
    expect(stepsAt(set, "/orders/{orderId}", "PUT").length).toBeGreaterThan(0);
    for (const method of ["GET", "PUT"]) expect(origins(stepsAt(set, "/orders/{orderId}", method))).toEqual(["create"]);
    for (const { role } of stepsAt(set, "/orders/{orderId}")) expect(role).toBe("attack");
  });

  test("a PUT that does more than to change is made on an object of the test's own", async () => {
    const paths = {
      "/orders/{orderId}": {
        get: { summary: "Get an order", parameters: [NAMED], responses },
        put: {
          summary: "Update an order",
          description: "The order is executed at once.",
          parameters: [NAMED],
          requestBody: { required: true, content },
          responses,
        },
      },
    };
    expect(origins(stepsAt(await setWith(paths), "/orders/{orderId}", "PUT"))).toEqual(["create"]);
    expect(stepsAt(await setWith(paths, {}, false), "/orders/{orderId}", "PUT")).toEqual([]);
  });

  test("what administrators call, on an object and on all of a service", async () => {
    const reindex = {
      summary: "Get the state of the index",
      description: "For administrators only. The index is rebuilt.",
    };
    const purge = { summary: "Get an order", description: "For administrators only. The order is purged." };
    const set = await setWith({
      "/admin/index": { get: { ...reindex, responses } },
      "/orders/{orderId}": { get: { ...purge, parameters: [NAMED], responses } },
    });
    expect(stepsAt(set, "/admin/index")).toEqual([]);
    expect(origins(stepsAt(set, "/orders/{orderId}"))).toEqual(["create"]);
  });
});
