import { expect, test } from "vitest";
import { impactDocument } from "../../src/core/impact-schema.ts";
import { testRepository } from "../gate/git-repository.ts";

/*
 * Small histories in which something is written in another way, or becomes something else, in one commit. What happened was
 * written down by hand: `1 began, 3 renamed` by the numbers of versions.
 */

interface Written {
  readonly security?: string;
  readonly schemes?: string;
}

function description(
  paths: string,
  schemas: string,
  { security = "security: [{ token: [] }]", schemes }: Written = {},
) {
  return `openapi: 3.0.3
info: { title: Visits, version: "1.0" }
servers: [{ url: https://api.visits.example }]
${security}
paths:
${paths}
components:
  securitySchemes:
    token: { type: http, scheme: bearer, description: "Anyone can sign up for an account." }
${schemes ?? ""}  schemas:
${schemas}
`;
}

interface Called {
  readonly method?: string;
  readonly status?: string;
  readonly security?: string;
  /** Written in flow style: of parameters that are not in the path, and of the body. */
  readonly query?: string;
  readonly body?: string;
}

function operation(at: string, schema: string, { method = "get", status = "200", security, query, body }: Called = {}) {
  const names = [...at.matchAll(/\{(\w+)\}/g)].map(
    ([, name]) => `{ name: ${name}, in: path, required: true, schema: { type: string } }`,
  );
  const asked = query === undefined ? [] : [`{ name: ${query}, in: query, schema: { type: string } }`];
  return [
    `  ${at}:`,
    `    ${method}:`,
    ...(security === undefined ? [] : [`      security: ${security}`]),
    `      parameters: [${[...names, ...asked].join(", ")}]`,
    ...(body === undefined ? [] : [`      requestBody: { content: { application/json: { schema: ${body} } } }`]),
    "      responses:",
    `        "${status}":`,
    "          description: Done.",
    ...(schema === "" ? [] : [`          content: { application/json: { schema: ${schema} } }`]),
  ].join("\n");
}

const ref = (name: string): string => `{ $ref: "#/components/schemas/${name}" }`;
const object = (name: string, properties: string): string =>
  `    ${name}: { type: object, properties: { ${properties} } }`;
const TEXT = "{ type: string }";
const EMAIL = "{ type: string, format: email }";
const DATE = "{ type: string, format: date }";
const PERSON = `name: ${TEXT}, email: ${EMAIL}, birthDate: ${DATE}`;
const ID = `id: ${TEXT}`;
/** The same in another version, whose text alone differs. */
const reworded = (text: string): string => text.replace("title: Visits", "title: Visits and more");
const lines = (...parts: readonly string[]): string => parts.join("\n");

const ROOMS = operation("/rooms", `{ type: array, items: ${ref("Room")} }`);
const ROOM = object("Room", "number: { type: integer }");
const USER = operation("/users/{id}", ref("User"));
const USERS = description(USER, object("User", `${ID}, ${PERSON}`));
const MADE_OF_PARTS = description(
  USER,
  lines(
    `    User: { allOf: [${ref("Base")}, ${ref("Details")}] }`,
    object("Base", `${ID}, name: ${TEXT}`),
    object("Details", `email: ${EMAIL}, birthDate: ${DATE}`),
  ),
);
const RESERVATION = operation("/reservations/{reservationId}", ref("Reservation"));
const RESERVED_FOR_PERSON = description(
  RESERVATION,
  lines(object("Reservation", `reservationId: ${TEXT}, reservationFor: ${ref("Person")}`), object("Person", PERSON)),
);
const reservedFor = (property: string, ...more: readonly string[]): string =>
  description(RESERVATION, lines(object("Reservation", `reservationId: ${TEXT}, ${property}`), ...more));
const members = (fields: string, path = "/members/{memberId}"): string =>
  description(lines(operation(path, ref("Member")), ROOMS), lines(ROOM, object("Member", `${ID}, ${fields}`)));
const KEYS = "    reportKey: { type: apiKey, in: header, name: X-Report-Key }\n";
const keyed = (...open: readonly string[]): string =>
  description(
    lines(
      ...["/users/{id}", "/visits/{id}", "/rooms/{id}"].map((at) =>
        operation(at, at === "/rooms/{id}" ? ref("Room") : ref("User"), {
          security: open.includes(at) ? "[{ token: [] }, { reportKey: [] }]" : "[{ token: [] }]",
        }),
      ),
    ),
    lines(ROOM, object("User", `${ID}, ${PERSON}`)),
    { schemes: KEYS },
  );
const jobKeyed = (...open: readonly string[]): string => keyed(...open).replaceAll("reportKey", "jobKey");
const applicants = (schema: string, field: string, isInVisits: boolean): string =>
  description(
    lines(operation("/people/{id}", ref(schema)), operation("/visits/{id}", ref("Visit"))),
    lines(
      object(schema, `${ID}, name: ${TEXT}, email: ${EMAIL}, phone: ${TEXT}, city: ${TEXT}, ${field}: ${TEXT}`),
      object("Visit", `${ID}${isInVisits ? `, visitor: ${ref(schema)}` : ""}`),
    ),
  );
const shippedTo = (fields: string): string =>
  description(
    operation("/customers/{id}", ref("Customer")),
    lines(object("Customer", `${ID}, ${fields}shipping: ${ref("Shipping")}`), object("Shipping", `phone: ${TEXT}`)),
  );

const HISTORIES: readonly (readonly [
  name: string,
  versions: readonly string[],
  reported: readonly string[],
  string,
])[] = [
  [
    "a property of a general object, renamed and typed",
    [reservedFor("object: { type: object }"), RESERVED_FOR_PERSON],
    ["--operation", "GET /reservations/{reservationId}"],
    "2 began",
  ],
  [
    "a general schema that was exchanged for a person",
    [
      reservedFor(`reservationFor: ${ref("Thing")}`, object("Thing", `name: ${TEXT}, url: ${TEXT}`)),
      RESERVED_FOR_PERSON,
    ],
    ["--schema", "Person"],
    "2 began",
  ],
  [
    "a person under a general schema, both renamed",
    [reservedFor(`about: ${ref("Thing")}`, object("Thing", PERSON)), RESERVED_FOR_PERSON],
    ["--field", "Person.birthDate"],
    "1 began",
  ],
  [
    "a field without a type",
    [reservedFor("reservationFor: { description: Whose it is. }"), RESERVED_FOR_PERSON],
    ["--field", "Person.email"],
    "2 began",
  ],
  [
    "a server that is described no longer",
    [USERS, USERS.replace(/servers: .*\n/, "")],
    ["--operation", "GET /users/{id}"],
    "1 began",
  ],
  [
    "a small object with one property more, and a word that says what is in it",
    ["", "", `, kind: ${TEXT}`].map((more, at) =>
      description(
        operation("/views/{id}", `{ type: array, items: ${ref("View")} }`),
        lines(
          object("View", `${ID}, seenBy: ${ref("Viewer")}`),
          object(
            "Viewer",
            `viewerId: { type: string, description: "The ${at === 2 ? "national identity number" : "identifier"} of the viewer." }, shown: { type: boolean }${more}`,
          ),
        ),
      ),
    ),
    ["--field", "Viewer.viewerId"],
    "1 began",
  ],
  ["what was moved by allOf is still returned", [USERS, MADE_OF_PARTS], ["--operation", "GET /users/{id}"], "1 began"],
  ["what was moved back was returned before", [MADE_OF_PARTS, USERS], ["--schema", "User"], "1 began"],
  [
    "an answer that had no content",
    ["204", "200"].map((status) =>
      description(
        operation("/badges/{badgeId}/scan", status === "204" ? "" : ref("Visitor"), { method: "post", status }),
        object("Visitor", PERSON),
      ),
    ),
    ["--field", "Visitor.birthDate"],
    "2 began",
  ],
  [
    "path, schema and fields renamed",
    [
      description(lines(USER, ROOMS), lines(ROOM, object("User", `${ID}, ${PERSON}`))),
      members(`fullName: ${TEXT}, emailAddress: ${EMAIL}, birthDate: ${DATE}`),
    ],
    ["--operation", "GET /members/{memberId}"],
    "1 began, 2 renamed",
  ],
  [
    "an identifier that moved from the query into the path",
    [description(operation("/users", ref("User"), { query: "id" }), object("User", `${ID}, ${PERSON}`)), USERS],
    ["--operation", "GET /users/{id}"],
    "1 began, 2 renamed",
  ],
  [
    "another record is no other name of a list",
    [
      description(operation("/users", `{ type: array, items: ${ref("User")} }`), object("User", `${ID}, ${PERSON}`)),
      USERS,
    ],
    ["--operation", "GET /users/{id}"],
    "2 began",
  ],
  [
    "security dropped at the root and restored on the operation",
    [
      USERS,
      description(
        operation("/users/{id}", ref("User"), { security: "[{ token: [] }]" }),
        object("User", `${ID}, ${PERSON}`),
        { security: "security: []" },
      ),
    ],
    ["--operation", "GET /users/{id}"],
    "1 began",
  ],
  [
    "an operation that was there before it gave anything, and gives nothing now",
    [ID, `${ID}, ${PERSON}`, ID].map((fields) => description(USER, object("User", fields))),
    ["--operation", "GET /users/{id}"],
    "2 began, 3 ended",
  ],
  [
    "a credential that got another name",
    [
      keyed(),
      keyed("/rooms/{id}"),
      keyed("/rooms/{id}", "/users/{id}"),
      jobKeyed("/rooms/{id}", "/users/{id}"),
      jobKeyed("/users/{id}"),
    ],
    ["--credential", "jobKey"],
    "2 began, 3 widened, 5 narrowed",
  ],
  [
    "a schema and its field renamed after another operation gave it",
    [
      applicants("Applicant", "ssn", false),
      applicants("Applicant", "ssn", true),
      applicants("Candidate", "ssn", true),
      applicants("Candidate", "ssn", false),
      applicants("Candidate", "nationalIdNumber", false),
    ],
    ["--field", "Candidate.nationalIdNumber"],
    "1 began, 2 widened, 4 narrowed, 5 renamed",
  ],
  [
    "a field beside another of its name, which stays",
    [shippedTo(""), shippedTo(`phone: ${TEXT}, `)],
    ["--field", "Customer.phone"],
    "2 began",
  ],
];

async function assessed(versions: readonly string[], reported: readonly string[]) {
  const own = testRepository();
  own.git("init", "-q", "-b", "main");
  const commits: string[] = [];
  // Between two versions is one that changes nothing.
  for (const [index, text] of versions.entries()) {
    own.commit({ "openapi.yaml": index === 0 ? text : reworded(versions[index - 1]!) }, `2026-01-${10 + 2 * index}`);
    commits.push(own.commit({ "openapi.yaml": text }, `2026-01-${11 + 2 * index}`));
    if (index === 0) commits[0] = own.git("rev-list", "--max-parents=0", "HEAD");
  }
  const { stdout, stderr } = await own.sallyport("impact", "openapi.yaml", ...reported, "--format", "json");
  expect(stderr).toBe("");
  return { impact: impactDocument.parse(JSON.parse(stdout)), commits };
}

test.each(HISTORIES)("%s: the history is as by hand", async (_, versions, reported, expected) => {
  const { impact, commits } = await assessed(versions, reported);
  const events = impact.since?.events.map(({ kind, commit }) => `${commits.indexOf(commit) + 1} ${kind}`);
  expect(events?.join(", ")).toBe(expected);
});

test("what was closed in one operation and is open in another is found by what was given once", async () => {
  const list = operation("/users", `{ type: array, items: ${ref("User")} }`);
  const closed = operation("/users/{id}", `{ type: object, properties: { ${ID} } }`);
  const { impact } = await assessed(
    [
      description(lines(USER, list), object("User", `${ID}, ${PERSON}`)),
      description(lines(closed, list), object("User", `${ID}, ${PERSON}`)),
    ],
    ["--operation", "GET /users/{id}"],
  );
  expect(impact.elsewhere.map(({ relation, operation: id }) => `${relation} ${id}`)).toContain("same-data GET /users");
  expect(impact.scope.places.map(({ operation: id }) => id)).toContain("GET /users");
});

test("a change that names its object in the body gives anybody's", async () => {
  const body = `{ type: object, properties: { uuid: ${TEXT}, from: ${DATE} } }`;
  const change = operation("/reservations", ref("Reservation"), { method: "put", body });
  const { impact } = await assessed(
    [
      description(
        lines(change, operation("/reservations/{user}", `{ type: array, items: ${ref("Reservation")} }`)),
        lines(object("Reservation", `uuid: ${TEXT}, guest: ${ref("Guest")}`), object("Guest", PERSON)),
      ),
    ],
    ["--schema", "Guest"],
  );
  expect(impact.affected.map(({ id }) => id)).toEqual(["PUT /reservations", "GET /reservations/{user}"]);
});
