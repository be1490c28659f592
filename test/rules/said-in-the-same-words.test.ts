import { expect, test } from "vitest";
import { bolaInconsistentAuthorization } from "../../src/rules/authorization/bola-inconsistent-authorization.ts";
import { faultsIn, returns, spotsOf, takes } from "./faults-in.ts";

const NUMBER = { type: "integer" };
const PROFILE = returns({ type: "object", properties: { email: { type: "string" }, iban: { type: "string" } } });
const asks = (name: string): object => ({ parameters: [{ name, in: "query", required: true, schema: NUMBER }] });
const CLAUSE = "within the authenticated user's master account";
const saying = (clause: string, times: number): Record<string, object> =>
  Object.fromEntries(
    ["/chores", "/photos", "/payments", "/visits"]
      .slice(0, times)
      .map((path) => [
        `GET ${path}`,
        { ...asks("userId"), responses: PROFILE, description: `Returns the ${path.slice(1)} of a user ${clause}.` },
      ]),
  );
const BODY = { requestBody: takes({ title: { type: "string" } }) };

/** Each row differs in one fact from one above it. */
test.each<[string, Record<string, object>, string]>([
  ["three say it", { ...saying(CLAUSE, 3), "PUT /wishes": { ...asks("kidUserId"), ...BODY } }, "PUT /wishes"],
  [
    "three say it in German",
    { ...saying("im Konto des angemeldeten Nutzers selbst", 3), "PUT /wuensche": { ...asks("userId"), ...BODY } },
    "PUT /wuensche",
  ],
  ["two say it", { ...saying(CLAUSE, 2), "PUT /wishes": { ...asks("userId"), ...BODY } }, ""],
  [
    "all say it",
    { ...saying(CLAUSE, 4), "PUT /wishes": { ...asks("userId"), ...BODY, description: `Of a user ${CLAUSE}.` } },
    "",
  ],
  ["it is told another kind of thing", { ...saying(CLAUSE, 3), "PUT /shelves": { ...asks("shelfId"), ...BODY } }, ""],
  [
    "it says so in other words",
    {
      ...saying(CLAUSE, 3),
      "PUT /wishes": { ...asks("userId"), ...BODY, description: "Changes one of your own wishes." },
    },
    "",
  ],
  [
    "it refuses others",
    { ...saying(CLAUSE, 3), "PUT /wishes": { ...asks("userId"), ...BODY, responses: { 403: { description: "No." } } } },
    "",
  ],
  [
    "it is for administrators",
    { ...saying(CLAUSE, 3), "PUT /wishes": { ...asks("userId"), ...BODY, description: "For administrators only." } },
    "",
  ],
])("bola-inconsistent-authorization: %s", async (_what, operations, spots) => {
  expect(spotsOf(await faultsIn(bolaInconsistentAuthorization, operations))).toBe(spots);
});

test("what is said and what is not stand beside each other", async () => {
  const [fault] = await faultsIn(bolaInconsistentAuthorization, {
    ...saying(CLAUSE, 3),
    "PUT /wishes": { ...asks("kidUserId"), ...BODY, description: "Changes the wish of a user." },
  });
  expect(fault?.evidence).toEqual([
    `GET /chores says: "Returns the chores of a user ${CLAUSE}".`,
    'PUT /wishes says: "Changes the wish of a user.".',
  ]);
});
