import { describe, expect, test } from "vitest";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import type { Policy } from "../../src/policy/policy.ts";
import type { Json } from "./harmless.ts";
import { gated } from "./judged.ts";

const ENTRY = "openapi.json";
const ID = { name: "bookingId", in: "path", required: true, schema: { type: "string", format: "uuid" } };
const json = (schema: Json) => ({ content: { "application/json": { schema } } });

/** Who gets the credentials, as somebody has said. */
const KNOWN: Policy = {
  ...defaultPolicy(),
  admission: new Map([
    ["session", "self-registered"],
    ["admin", "own"],
  ]),
};

interface Parts {
  readonly get?: string;
  readonly patch?: string;
  readonly idFormat?: Json;
  readonly booking?: Json;
  readonly event?: Json;
  readonly invite?: string;
  readonly method?: "get" | "post" | "delete";
  readonly server?: string;
  readonly below?: string;
  readonly internal?: boolean;
  readonly status?: Json;
}

/** Bookings of customers who signed up, with what administrators may do, and a message to whoever subscribes. */
function bookings(parts: Parts = {}): Json {
  const { server = "https://api.rooms.io", below = "", method = "get", invite = "admin" } = parts;
  const booking = {
    type: "object",
    properties: {
      id: { type: "string", readOnly: true, ...parts.idFormat },
      guest: { type: "string" },
      status: { type: "string", enum: ["open", "paid"], readOnly: true, ...parts.status },
      ...parts.booking,
    },
  };
  return {
    openapi: "3.1.0",
    info: { title: "Rooms", version: "1", description: "Rooms of hotels." },
    servers: [{ url: server }],
    security: [{ session: [] }],
    paths: {
      [`${below}/bookings`]: {
        post: {
          operationId: "book",
          requestBody: json({ $ref: "#/components/schemas/Booking" }),
          responses: { 201: { description: "Booked.", ...json({ $ref: "#/components/schemas/Booking" }) } },
        },
      },
      [`${below}/bookings/{bookingId}`]: {
        get: {
          operationId: "booking",
          description: parts.get ?? "Gives a booking.",
          parameters: [ID],
          responses: { 200: { description: "OK.", ...json({ $ref: "#/components/schemas/Booking" }) } },
        },
        patch: {
          operationId: "change",
          description: parts.patch ?? "Changes a booking.",
          parameters: [ID],
          requestBody: json({ $ref: "#/components/schemas/Booking" }),
          responses: { 204: { description: "Changed." } },
        },
      },
      [`${below}/bookings/{bookingId}/renew`]: {
        [method]: { operationId: "renew", parameters: [ID], responses: { 204: { description: "Renewed." } } },
      },
      [`${below}/invitations`]: {
        post: {
          operationId: "invite",
          security: [{ [invite]: [] }],
          requestBody: json({ type: "object", properties: { email: { type: "string", format: "email" } } }),
          responses: { 204: { description: "Invited." } },
        },
      },
      [`${below}/export`]: {
        get: {
          operationId: "export",
          security: [],
          ...(parts.internal === true ? { "x-internal": true } : {}),
          responses: { 200: { description: "OK.", content: { "text/plain": { schema: { type: "string" } } } } },
        },
      },
    },
    webhooks: {
      booked: {
        post: {
          requestBody: json({ type: "object", properties: { bookingId: { type: "string" }, ...parts.event } }),
          responses: { 204: { description: "Seen." } },
        },
      },
    },
    components: {
      schemas: { Booking: booking },
      securitySchemes: {
        session: { type: "http", scheme: "bearer" },
        admin: { type: "apiKey", in: "header", name: "X-Admin-Key", description: "Given to our own staff only." },
      },
    },
  };
}

async function told(
  before: Parts,
  after: Parts,
  policy?: Policy,
): Promise<{ readonly passes: boolean; readonly lines: readonly string[] }> {
  const texts = (parts: Parts) => new Map([[ENTRY, JSON.stringify(bookings(parts))]]);
  const { gate } = await gated(texts(before), texts(after), ENTRY, policy);
  return {
    passes: gate.decision === "pass",
    lines: gate.changes.map(({ direction, kind, text }) => `${direction} ${kind}: ${text}`),
  };
}

describe("what a text promises of an operation", () => {
  test.each([
    "Only the guest who booked may see it; others get 403.",
    "Nur der Gast, der das Zimmer gebucht hat, sieht die Buchung.",
    "Seul le client qui a réservé peut la consulter ; sinon 403.",
    "Solo el cliente que hizo la reserva puede verla.",
    "Apenas o cliente que reservou pode ver a reserva.",
    "Returns the booking only if it belongs to the caller; bookings of others are answered with 404.",
  ])("is told when it goes, and when it comes: %s", async (promise) => {
    const gone = await told({ get: promise }, { get: "Gives the details." });
    expect(gone.lines.join("\n")).toMatch(/^worse promise-withdrawn: GET \/bookings\/\{bookingId\} no longer says: “/m);
    expect(gone.passes).toBe(true); // words decide nothing
    const made = await told({ get: "Gives the details." }, { get: promise });
    expect(made.lines.join("\n")).toMatch(/^neutral promise-made: GET \/bookings\/\{bookingId\} now says: “/m);
  });

  test.each([
    ["Gives a booking.", "Gives the details of a booking, with its rooms."],
    ["Only the guest who booked may see it.", "Gives the details. Only the guest who booked may see it."],
    ["Only the guest who booked may see it.", "The booking must belong to the caller, otherwise 404."],
  ])("is none, or stays: %s", async (before, after) => {
    expect((await told({ get: before }, { get: after })).lines.filter((line) => line.includes("promise"))).toEqual([]);
  });
});

test("a session that anyone gets in place of a key of the staff is no stronger", async () => {
  const { lines, passes } = await told({}, { invite: "session" }, KNOWN);
  expect(lines).toContain(
    "worse authentication-replaced: POST /invitations: session is asked for instead of admin, and more callers can get it",
  );
  expect(passes).toBe(false);
});

test("a label keeps nobody out where no credential is asked for", async () => {
  const { lines } = await told({}, { internal: true });
  expect(lines).toContain(
    "neutral audience-narrowed: GET /export: the declared audience is private, it was none; the call still asks for no credential",
  );
});

test("what is only read is no limit of a request", async () => {
  const { lines } = await told({}, { idFormat: { format: "uuid" } });
  expect(lines.filter((line) => line.includes("limit-tightened"))).toEqual([]);
});

test("a status of the server's that callers may set blocks by what it can say, for each operation that takes it", async () => {
  const dropped = await told({}, { status: { readOnly: false } });
  expect(dropped.lines).toContain(
    'worse read-only-dropped: POST /bookings and PATCH /bookings/{bookingId}, request status: readOnly is gone, so callers may set it to "paid"',
  );
  expect(dropped.passes).toBe(false);
  const harmless = await told(
    { status: { enum: ["large", "small"] } },
    { status: { enum: ["large", "small"], readOnly: false } },
  );
  expect(harmless.lines.join("\n")).toMatch(/read-only-dropped: .* so callers may write it/);
  expect(harmless.passes).toBe(true);
});

test("what is only sent does not come back: no token is issued by it", async () => {
  const token = (writeOnly: boolean) => ({ booking: { accessToken: { type: "string", writeOnly } } });
  const kinds = async (writeOnly: boolean) => (await told({}, token(writeOnly))).lines.join("\n");
  expect(await kinds(true)).not.toMatch(/token-for-others/);
});

test("another method of the same operation at the same path is no new operation", async () => {
  const { lines } = await told({ method: "get" }, { method: "post" });
  expect(lines).toContain(
    "neutral operation-moved: POST /bookings/{bookingId}/renew was GET /bookings/{bookingId}/renew",
  );
  expect(lines.filter((line) => /operation-(?:added|removed)/.test(line))).toEqual([]);
  // What deletes is another act.
  const deleted = await told({ method: "post" }, { method: "delete" });
  expect(deleted.lines.join("\n")).toMatch(/operation-added: DELETE \/bookings\/\{bookingId\}\/renew is new/);
});

test("a path that moves into the server is called at the same address", async () => {
  const { lines } = await told({ below: "/v1" }, { server: "https://api.rooms.io/v1" });
  expect(lines.join("\n")).toMatch(/operation-moved: .*; the full URL, with the server, is unchanged/);
  const other = await told({ below: "/v1" }, { server: "https://api.rooms.io/v2" });
  expect(other.lines.join("\n")).not.toMatch(/is unchanged/);
});

test("what a message sends beside what it sent is told", async () => {
  const { lines } = await told({}, { event: { from: { type: "string" }, text: { type: "string" } } });
  expect(lines).toContain('neutral event-extended: WEBHOOK booked POST now also sends "from" and "text"');
});
