import { expect, test } from "vitest";
import { filesBelow, withBuffers } from "../../src/load/files.ts";
import { exposedAnswer } from "../../src/report/words/exposed-answer.ts";
import { reviewAlone } from "../review-alone.ts";

/* What a callback sends goes to the address that its subscriber gave: no caller reads it, and it is of the subscriber's own account. */

const BODY = {
  content: {
    "application/json": {
      schema: {
        type: "object",
        properties: { event: { type: "string" }, contact: { $ref: "#/components/schemas/Contact" } },
      },
    },
  },
};

const reviewOf = async (expression: string, security: object): Promise<Awaited<ReturnType<typeof reviewAlone>>> =>
  await reviewAlone(
    "api.json",
    withBuffers(
      filesBelow(import.meta.dirname),
      new Map([
        [
          "api.json",
          Buffer.from(
            JSON.stringify({
              openapi: "3.1.0",
              info: { title: "Harbour Messages", version: "1" },
              servers: [{ url: "https://api.harbour-messages.com" }],
              ...security,
              paths: {
                "/subscriptions": {
                  post: {
                    requestBody: {
                      content: {
                        "application/json": { schema: { properties: { hook: { type: "string", format: "uri" } } } },
                      },
                    },
                    responses: { 201: { description: "Subscribed." } },
                    callbacks: {
                      event: {
                        [expression]: { post: { requestBody: BODY, responses: { 200: { description: "Received." } } } },
                      },
                    },
                  },
                },
              },
              components: {
                securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } },
                schemas: {
                  Contact: {
                    type: "object",
                    properties: {
                      id: { type: "string" },
                      firstName: { type: "string" },
                      lastName: { type: "string" },
                      email: { type: "string", format: "email" },
                    },
                  },
                },
              },
            }),
          ),
        ],
      ]),
    ),
  );

const KEY = { security: [{ key: [] }] };

test.each<[string, object, string]>([
  ["{$request.body#/hook}", KEY, "own"],
  ["{$request.query.hook}", KEY, "own"],
  ["{$request.header.X-Hook}/events", KEY, "own"],
  ["{$response.body#/hook}", KEY, "own"],
  ["{$request.body#/hook}?kind=contact", KEY, "own"],
  // What is written down is somebody else's address, and without a credential nobody has an account.
  ["https://events.acme.io/contacts", KEY, "others"],
  ["{$request.body#/hook}", { security: [] }, "others"],
])("%s with %j: %s", async (expression, security, owner) => {
  const { operations } = await reviewOf(expression, security);
  const sent = operations.find(({ kind }) => kind === "callback")!;
  expect(sent.owners?.[0]?.owner).toBe(owner); // the worst comes first
});

test("a callback is no operation that can be called", async () => {
  expect(exposedAnswer(await reviewOf("{$request.body#/hook}", KEY))[0]).toContain(
    "1 operation, all of which can change data; and 1 callback that it sends.",
  );
});
