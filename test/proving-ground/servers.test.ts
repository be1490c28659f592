import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { BIKE_ON_DISPLAY, IDS as RIDERS, PASSWORD, SCRATCH_LOGIN } from "../../examples/fitness/server/data.mjs";
import * as fitness from "../../examples/fitness/server/fitness.mjs";
import { IDS as INSURERS } from "../../examples/telematics/server/data.mjs";
import * as telematics from "../../examples/telematics/server/telematics.mjs";
import { shareOf } from "../thorough.ts";
import { ask, type Asked, type Reply } from "./ask.ts";

/** When the servers believe that it is. */
const NOW = Date.UTC(2026, 0, 31, 12);
const clock = (): number => NOW;

/** An id of nothing. */
const NOTHING = "0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f";

/** What is asked of a server that was just started, the statuses of its answers, and the flaws that change them. */
interface Case {
  readonly asked: readonly Asked[];
  readonly statuses: readonly number[];
  readonly flaws?: Readonly<Record<string, readonly number[]>>;
}

const one = (asked: Asked, status: number, flaws: Readonly<Record<string, number>> = {}): Case => ({
  asked: [asked],
  statuses: [status],
  flaws: Object.fromEntries(Object.entries(flaws).map(([name, changed]) => [name, [changed]])),
});

/** The same, again and again: so often one status, then the other, which flaws leave out. */
const often = (asked: Asked, [count, status]: readonly [number, number], flaw?: string): Case => ({
  asked: Array.from({ length: count + 2 }, () => asked),
  statuses: [...Array.from({ length: count }, () => status), 429, 429],
  flaws: flaw === undefined ? {} : { [flaw]: Array.from({ length: count + 2 }, () => status) },
});

const account = (more = {}): unknown => ({
  email: "new.rider@example.com",
  password: PASSWORD,
  displayName: "New",
  ...more,
});
const credentials = (email: string, password = PASSWORD): unknown => ({ email, password });
const UNKNOWN = "nobody@example.com";
const WRONG = "not the right passphrase";
const RESET = { resetToken: "guessed", newPassword: "another long passphrase" };
const SETTINGS = { profileVisibility: "private", shareWorkouts: true, units: "imperial", notifications: [] };

const FITNESS: Readonly<Record<string, Case>> = {
  "signs up": one(["nobody", "POST /v1/accounts", account()], 201),
  "signs up with more than is described": one(
    ["nobody", "POST /v1/accounts", account({ emailVerified: true, role: "administrator" })],
    400,
    { "sign-up-takes-any-property": 201 },
  ),
  "signs up with a password that is too short": one(["nobody", "POST /v1/accounts", account({ password: "a" })], 400),
  "signs up twice": {
    asked: [
      ["nobody", "POST /v1/accounts", account()],
      ["nobody", "POST /v1/accounts", account()],
    ],
    statuses: [201, 409],
  },
  "signs up again and again": {
    asked: Array.from({ length: 11 }, (_, index) => [
      "nobody",
      "POST /v1/accounts",
      account({ email: `rider-${index}@example.com` }),
    ]),
    statuses: [...Array.from({ length: 10 }, () => 201), 429],
  },
  "logs in": one(["nobody", "POST /v1/sessions", credentials(SCRATCH_LOGIN)], 201),
  "logs in with a wrong password": one(["nobody", "POST /v1/sessions", credentials(SCRATCH_LOGIN, WRONG)], 401),
  "logs in where there is no account": one(["nobody", "POST /v1/sessions", credentials(UNKNOWN)], 401, {
    "log-in-tells-accounts": 404,
  }),
  "guesses a password": often(
    ["nobody", "POST /v1/sessions", credentials(SCRATCH_LOGIN, WRONG)],
    [5, 401],
    "log-in-without-limit",
  ),
  "guesses a password where there is no account": {
    ...often(["nobody", "POST /v1/sessions", credentials(UNKNOWN)], [5, 401]),
    flaws: {
      "log-in-without-limit": Array.from({ length: 7 }, () => 401),
      "log-in-tells-accounts": [404, 404, 404, 404, 404, 429, 429],
    },
  },
  "renews a session with a wrong token": often(
    ["nobody", "POST /v1/sessions/refresh", { refreshToken: "guessed" }],
    [10, 401],
  ),
  "asks for a new password": one(["nobody", "POST /v1/password-resets", { email: SCRATCH_LOGIN }], 202, {
    // The status is the same, the body is not.
    "reset-token-returned": 202,
  }),
  "asks for a new password where there is no account": one(
    ["nobody", "POST /v1/password-resets", { email: UNKNOWN }],
    202,
    { "reset-tells-accounts": 404 },
  ),
  "asks for a new password of no address": one(["nobody", "POST /v1/password-resets", { email: "-" }], 400),
  "asks for new passwords again and again": {
    ...often(["nobody", "POST /v1/password-resets", { email: SCRATCH_LOGIN }], [5, 202]),
    flaws: {
      "reset-requests-without-limit": Array.from({ length: 7 }, () => 202),
      "reset-token-returned": [202, 202, 202, 202, 202, 429, 429],
    },
  },
  "guesses a reset token": often(
    ["nobody", "POST /v1/password-resets/completion", RESET],
    [10, 400],
    "reset-tokens-without-limit",
  ),
  "reads the account": one(["A", "GET /v1/me"], 200),
  "reads the account without a token": one(["nobody", "GET /v1/me"], 401),
  "reads the account with an expired token": one(["Expired", "GET /v1/me"], 401, { "expired-token-accepted": 200 }),
  "reads the account with a token of another API": one(["Foreign", "GET /v1/me"], 401),
  "changes the account": {
    asked: [
      ["A", "PATCH /v1/me", { displayName: "Mara on Wheels", weightKg: 64.5 }],
      ["A", "GET /v1/me"],
    ],
    statuses: [200, 200],
  },
  "changes what is not to be changed": {
    asked: [
      ["A", "PATCH /v1/me", { displayName: "Mara", emailVerified: false, role: "administrator" }],
      ["A", "GET /v1/me"],
    ],
    statuses: [400, 200],
    flaws: { "account-takes-any-property": [200, 200] },
  },
  "changes nothing": one(["A", "PATCH /v1/me", {}], 400),
  "changes the settings": {
    asked: [
      ["A", "GET /v1/me/settings"],
      ["A", "PUT /v1/me/settings", SETTINGS],
      ["A", "GET /v1/me/settings"],
      ["A", "PUT /v1/me/settings", { ...SETTINGS, more: 1 }],
    ],
    statuses: [200, 200, 200, 400],
  },
  "lists bikes": one(["A", "GET /v1/me/bikes"], 200, { "bikes-of-others": 200 }),
  "pairs a bike": {
    asked: [
      ["A", "POST /v1/me/bikes", BIKE_ON_DISPLAY],
      ["A", "GET /v1/me/bikes"],
    ],
    statuses: [201, 200],
    flaws: { "bikes-of-others": [201, 200] },
  },
  "guesses a pairing code": often(
    ["A", "POST /v1/me/bikes", { ...BIKE_ON_DISPLAY, pairingCode: "AAAA-AAAA" }],
    [5, 400],
    "pairing-codes-without-limit",
  ),
  "lists workouts": one(["A", "GET /v1/me/workouts"], 200, { "workouts-of-others": 200 }),
  "lists workouts of a kind that nobody did": one(["A", "GET /v1/me/workouts?discipline=recovery"], 200),
  "lists too many workouts": one(["A", "GET /v1/me/workouts?limit=51"], 400),
  "reads a heart rate": one(["A", `GET /v1/me/workouts/${RIDERS.workoutA}/heart-rate?resolution=15`], 200),
  "reads the heart rate of another": one(["A", `GET /v1/me/workouts/${RIDERS.workoutB}/heart-rate`], 404, {
    "heart-rate-of-others": 200,
  }),
  "reads the heart rate of no workout": one(["A", `GET /v1/me/workouts/${NOTHING}/heart-rate`], 404),
  "reads the heart rate of what is no id": one(["A", "GET /v1/me/workouts/1/heart-rate"], 404),
  "books a class twice": {
    asked: [
      ["A", "POST /v1/me/bookings", { classId: RIDERS.class }],
      ["A", "POST /v1/me/bookings", { classId: RIDERS.class }],
    ],
    statuses: [201, 409],
  },
  "books no class": one(["A", "POST /v1/me/bookings", { classId: NOTHING }], 404),
  "finds a private rider": one(["A", "GET /v1/users?q=jon"], 200, { "private-profile-in-search": 200 }),
  "finds oneself as a private rider": one(["B", "GET /v1/users?q=jon"], 200),
  "finds with two letters": one(["A", "GET /v1/users?q=jo"], 400),
  "reads a profile": one(["B", `GET /v1/users/${RIDERS.riderA}`], 200),
  "reads a private profile": one(["A", `GET /v1/users/${RIDERS.riderB}`], 200, { "private-profile-shown": 200 }),
  "reads a profile without a token": one(["nobody", `GET /v1/users/${RIDERS.riderA}`], 401, {
    "profile-without-token": 200,
  }),
  "reads a profile with an expired token": one(["Expired", `GET /v1/users/${RIDERS.riderA}`], 401, {
    "expired-token-accepted": 200,
  }),
  "reads no profile": one(["A", `GET /v1/users/${NOTHING}`], 404),
  "lists followers": one(["A", `GET /v1/users/${RIDERS.riderC}/followers`], 200, {
    "private-profile-in-followers": 200,
  }),
  "lists the followers of a private rider": one(["A", `GET /v1/users/${RIDERS.riderB}/followers`], 404),
  "lists followers page by page": {
    asked: [
      ["B", `GET /v1/users/${RIDERS.riderC}/followers?limit=1`],
      ["B", `GET /v1/users/${RIDERS.riderC}/followers?limit=1&cursor=1`],
    ],
    statuses: [200, 200],
  },
  "follows a private rider, who is asked": {
    asked: [
      ["A", `POST /v1/users/${RIDERS.riderB}/follow-requests`],
      ["A", `POST /v1/users/${RIDERS.riderB}/follow-requests`],
      ["A", `GET /v1/users/${RIDERS.riderB}`],
    ],
    statuses: [201, 201, 200],
    flaws: { "private-profile-shown": [201, 201, 200] },
  },
  "follows a rider": one(["B", `POST /v1/users/${RIDERS.riderA}/follow-requests`], 201),
  "follows nobody": one(["B", `POST /v1/users/${NOTHING}/follow-requests`], 404),
  "reads the feed": one(["A", "GET /v1/feed"], 200, { "private-profile-in-feed": 200 }),
  "lists classes": one(["A", "GET /v1/classes"], 200),
  "lists classes from a day that is none": one(["A", "GET /v1/classes?from=today"], 400),
  "reads a leaderboard": one(["A", `GET /v1/classes/${RIDERS.class}/leaderboard`], 200, {
    "private-profile-in-leaderboard": 200,
  }),
  "reads a leaderboard of those whom one follows": one(
    ["A", `GET /v1/classes/${RIDERS.class}/leaderboard?among=following`],
    200,
  ),
  "reads no leaderboard": one(["A", `GET /v1/classes/${NOTHING}/leaderboard`], 404),
  "asks whether it works": one(["nobody", "GET /health"], 200),
};

const consent = (more = {}): unknown => ({
  policyReference: "PL-2026-0070001",
  purposes: ["driving-score", "trips"],
  validUntil: "2027-03-31",
  returnUrl: "https://customer.example.com/telematics/done",
  ...more,
});
const KEY = { "Idempotency-Key": "4b3f0a52-8f6e-4d0b-9a41-1e7c5b9d2f64" };
const KEY_OF_B = { "Idempotency-Key": "5c4f1b63-907f-4e1c-8b52-2f8d6caf3075" };
const request = (who: string, body: unknown, headers: Readonly<Record<string, string>> = KEY): Asked => [
  who,
  "POST /v1/consent-requests",
  body,
  headers,
];
const OPEN_OF_B = consent({ policyReference: "PL-2026-0059208", purposes: ["crash-report"] });
const [OWN, BS] = [`/v1/consents/${INSURERS.consentA}`, `/v1/consents/${INSURERS.consentB}`];
const CALLBACK = { callbackUrl: "https://hooks.example.com/new/consents", events: ["consent.revoked"] };

const TELEMATICS: Readonly<Record<string, Case>> = {
  "asks for consent": one(request("A", consent()), 201),
  "asks for consent without a key": one(["A", "POST /v1/consent-requests", consent()], 400),
  "asks for consent with a key again": {
    asked: [request("A", consent()), request("A", consent())],
    statuses: [201, 201],
  },
  "asks for consent twice": {
    asked: [request("A", consent()), request("A", consent(), KEY_OF_B)],
    statuses: [201, 409],
  },
  "asks for consent for three years": one(request("A", consent({ validUntil: "2029-01-31" })), 400),
  "asks for consent and returns elsewhere": one(request("A", consent({ returnUrl: "https://elsewhere.test/" })), 400),
  "asks for consent with a token for reading": one(request("ALimited", consent()), 403, {
    "request-consent-without-scope": 201,
  }),
  "asks for consent with a number of another insurer": {
    asked: [request("A", OPEN_OF_B), ["B", `GET /v1/consent-requests/${INSURERS.requestB}`]],
    statuses: [201, 200],
    flaws: { "consent-request-replaced": [201, 404] },
  },
  "reads a consent request": one(["A", `GET /v1/consent-requests/${INSURERS.requestA}`], 200),
  "reads a consent request of another": one(["A", `GET /v1/consent-requests/${INSURERS.requestB}`], 404, {
    "consent-request-of-others": 200,
  }),
  "lists consents": one(["A", "GET /v1/consents"], 200, { "consents-of-others": 200 }),
  "lists consents that changed today": one(["A", "GET /v1/consents?changedSince=2026-01-31T00:00:00Z"], 200),
  "lists consents of no status": one(["A", "GET /v1/consents?status=gone"], 400),
  "lists consents without a token": one(["nobody", "GET /v1/consents"], 401),
  "lists consents with an expired token": one(["Expired", "GET /v1/consents"], 401),
  "lists consents with a token of another API": one(["Foreign", "GET /v1/consents"], 401, {
    "foreign-audience-accepted": 200,
  }),
  "reads a consent": one(["A", `GET ${OWN}`], 200),
  "reads a consent of another": one(["A", `GET ${BS}`], 404, {
    "consent-of-others": 200,
    "consent-existence-told": 403,
  }),
  "reads no consent": one(["A", `GET /v1/consents/${NOTHING}`], 404),
  "ends a consent": {
    asked: [
      ["A", `DELETE ${OWN}`],
      ["A", `GET ${OWN}`],
      ["A", "GET /v1/consents?status=given-back"],
    ],
    statuses: [204, 404, 200],
  },
  "ends a consent of another": {
    asked: [
      ["A", `DELETE ${BS}`],
      ["B", `GET ${BS}`],
    ],
    statuses: [404, 200],
    flaws: { "consent-of-others-ended": [204, 404] },
  },
  "ends a consent with a token for reading": {
    asked: [
      ["ALimited", `DELETE ${OWN}`],
      ["A", `GET ${OWN}`],
    ],
    statuses: [403, 200],
    flaws: { "end-consent-without-scope": [204, 404] },
  },
  "reads a vehicle": one(["A", `GET ${OWN}/vehicle`], 200),
  "reads a vehicle of another": one(["A", `GET ${BS}/vehicle`], 404, { "vehicle-of-others": 200 }),
  "reads a vehicle without a token": one(["nobody", `GET ${OWN}/vehicle`], 401, { "vehicle-without-token": 200 }),
  "reads a vehicle without the scope": one(["ALimited", `GET ${OWN}/vehicle`], 403),
  "lists scores": one(["A", `GET ${OWN}/scores?limit=1`], 200),
  "lists scores of another": one(["A", `GET ${BS}/scores`], 404, { "scores-of-others": 200 }),
  "lists trips": one(["A", `GET ${OWN}/trips`], 200),
  "lists trips of today": one(["A", `GET ${OWN}/trips?endedSince=2026-01-31T00:00:00Z`], 200),
  "lists trips of another": one(["A", `GET ${BS}/trips`], 404, { "trips-of-others": 200 }),
  "lists trips of no day": one(["A", `GET ${OWN}/trips?endedSince=today`], 400),
  "reads a trip": one(["A", `GET ${OWN}/trips/${INSURERS.tripA}`], 200),
  "reads a trip of another": one(["A", `GET ${BS}/trips/${INSURERS.tripB}`], 404, { "trip-of-others": 200 }),
  "reads a trip of another under an own consent": one(["A", `GET ${OWN}/trips/${INSURERS.tripB}`], 404),
  "lists crashes": one(["A", `GET ${OWN}/crashes`], 200),
  "lists crashes of another": one(["A", `GET ${BS}/crashes`], 404, { "crashes-of-others": 200 }),
  "reads a crash": one(["A", `GET ${OWN}/crashes/${INSURERS.crashA}`], 200),
  "reads a crash of another": one(["A", `GET ${BS}/crashes/${INSURERS.crashB}`], 404, { "crash-of-others": 200 }),
  "reads a crash of another under an own consent": one(["A", `GET ${OWN}/crashes/${INSURERS.crashB}`], 404, {
    "crash-below-own-consent": 200,
  }),
  "lists subscriptions": one(["A", "GET /v1/subscriptions"], 200, { "subscriptions-of-others": 200 }),
  "subscribes twice": {
    asked: [
      ["A", "POST /v1/subscriptions", CALLBACK],
      ["A", "POST /v1/subscriptions", CALLBACK],
    ],
    statuses: [201, 409],
  },
  "subscribes elsewhere": one(
    ["A", "POST /v1/subscriptions", { ...CALLBACK, callbackUrl: "https://elsewhere.test/" }],
    400,
  ),
  "ends a subscription": {
    asked: [
      ["A", `DELETE /v1/subscriptions/${INSURERS.subscriptionA}`],
      ["A", `DELETE /v1/subscriptions/${INSURERS.subscriptionA}`],
    ],
    statuses: [204, 404],
  },
  "ends a subscription of another": {
    asked: [
      ["A", `DELETE /v1/subscriptions/${INSURERS.subscriptionB}`],
      ["B", "GET /v1/subscriptions"],
    ],
    statuses: [404, 200],
    flaws: { "subscription-of-others-ended": [204, 200], "subscriptions-of-others": [404, 200] },
  },
  "reads the signing keys": one(["nobody", "GET /v1/signing-keys"], 200),
  "asks whether it works": one(["nobody", "GET /v1/status"], 200),
};

describe.each([
  ["fitness", fitness, FITNESS],
  ["telematics", telematics, TELEMATICS],
] as const)("the server of %s", (_name, { server, inputs, DESCRIPTION, FLAWS }, cases) => {
  const tokens: Readonly<Record<string, string>> = { ...inputs() };
  const tried = async ({ asked }: Case, flaws: readonly string[] = []): Promise<readonly Reply[]> =>
    ask(server({ flaws: [...flaws], clock }), tokens, asked);
  /** What the server without a flaw says in each case, once it was asked. */
  let rightReplies: readonly string[] | undefined;
  const operationOf = (what: string): string => {
    const [method, address = ""] = what.split(" ");
    const { pathname } = new URL(address, "http://localhost");
    const found = DESCRIPTION.operations.find((each) => each.method === method && each.pattern.test(pathname));
    return found!.id;
  };

  test.each(Object.entries(cases))("answers as described where somebody %s", async (_what, asked) => {
    const replies = await tried(asked);
    expect(replies.map(({ status }) => status)).toEqual(asked.statuses);
    const faults = replies.flatMap((reply, index) => DESCRIPTION.faultsOf(operationOf(asked.asked[index]![1]), reply));
    expect(faults).toEqual([]);
  });

  test("is asked for each operation, with success and without", () => {
    const seen = new Map<string, Set<boolean>>();
    for (const { asked, statuses } of Object.values(cases))
      for (const [index, [, what]] of asked.entries()) {
        const id = operationOf(what);
        seen.set(id, new Set([...(seen.get(id) ?? []), statuses[index]! < 400]));
      }
    const ids = DESCRIPTION.operations.map(({ id }) => id);
    // Nobody can know the tokens that a reset and a session are made with: below, they are followed.
    const followed = new Set(["completePasswordReset", "refreshSession"]);
    expect(ids.filter((id) => !followed.has(id) && !seen.get(id)?.has(true))).toEqual([]);
  });

  test.each(shareOf(Object.keys(FLAWS), 4))("changes with the flaw %s what it says, and nothing else", async (flaw) => {
    rightReplies ??= await Promise.all(Object.values(cases).map(async (asked) => comparable(await tried(asked))));
    const replies = await Promise.all(Object.values(cases).map(async (asked) => tried(asked, [flaw])));
    const changed = Object.keys(cases).filter((_, index) => rightReplies![index] !== comparable(replies[index]!));
    for (const [index, [what, asked]] of Object.entries(cases).entries())
      if (changed.includes(what))
        expect({ what, statuses: replies[index]!.map(({ status }) => status) }).toEqual({
          what,
          statuses: asked.flaws?.[flaw],
        });
    expect(changed).toEqual(
      Object.entries(cases)
        .filter(([, { flaws }]) => flaws?.[flaw] !== undefined)
        .map(([what]) => what),
    );
    expect(changed.length).toBeGreaterThan(0);
  });

  /** Replies as text, without what is random in them. */
  function comparable(replies: readonly Reply[]): string {
    const known = new Set(Object.values({ ...RIDERS, ...INSURERS }));
    return JSON.stringify(replies.map(({ status, body }) => ({ status, body })))
      .replace(/"(accessToken|refreshToken)":"[^"]+"/g, '"$1":"…"')
      .replace(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, (id) => (known.has(id) ? id : "an id"));
  }
});

describe("the server of fitness", () => {
  const logIn: Asked = ["nobody", "POST /v1/sessions", credentials(SCRATCH_LOGIN)];
  const sessionIn = ({ body }: Reply) => body as { readonly accessToken: string; readonly refreshToken: string }; // as described

  test("renews a session once, and ends it where the same token comes again", async () => {
    const server = fitness.server({ clock });
    // The server keeps its sessions where it is asked again on another port.
    const [first] = await ask(server, {}, [logIn]);
    const renewal: Asked = ["nobody", "POST /v1/sessions/refresh", { refreshToken: sessionIn(first!).refreshToken }];
    const [second] = await ask(server, {}, [renewal]);
    expect(second).toMatchObject({ status: 200, body: { tokenType: "Bearer", expiresIn: 900 } });
    expect(fitness.DESCRIPTION.faultsOf("refreshSession", second!)).toEqual([]);
    const tokens = { tokenNew: sessionIn(second!).accessToken };
    expect(
      (await ask(server, tokens, [["New", "GET /v1/me"], renewal, ["New", "GET /v1/me"]])).map((reply) => reply.status),
    ).toEqual([200, 401, 401]);
  });

  test("sets a new password with the token of the e-mail, which ends the sessions", async () => {
    const server = fitness.server({ flaws: ["reset-token-returned"], clock });
    const [session, reset] = await ask(server, {}, [
      logIn,
      ["nobody", "POST /v1/password-resets", { email: SCRATCH_LOGIN }],
    ]);
    const { resetToken } = reset!.body as { readonly resetToken: string }; // what the flaw returns
    const tokens = { tokenOld: sessionIn(session!).accessToken };
    const complete: Asked = ["nobody", "POST /v1/password-resets/completion", { ...RESET, resetToken }];
    const replies = await ask(server, tokens, [
      ["Old", "GET /v1/me"],
      complete,
      complete,
      ["Old", "GET /v1/me"],
      logIn,
      ["nobody", "POST /v1/sessions", credentials(SCRATCH_LOGIN, RESET.newPassword)],
    ]);
    expect(replies.map(({ status }) => status)).toEqual([200, 204, 400, 401, 401, 201]);
    expect(fitness.DESCRIPTION.faultsOf("completePasswordReset", replies[1]!)).toEqual([]);
  });

  test("lets somebody in again when the lock is over, and says how long it takes", async () => {
    let now = NOW;
    const server = fitness.server({ clock: () => now });
    const wrong: Asked = ["nobody", "POST /v1/sessions", credentials(SCRATCH_LOGIN, WRONG)];
    const locked = await ask(server, {}, [wrong, wrong, wrong, wrong, wrong, logIn]);
    expect(locked.at(-1)).toMatchObject({ status: 429 });
    expect(locked.at(-1)!.headers.get("retry-after")).toBe("900");
    now += 899_000;
    expect((await ask(server, {}, [logIn]))[0]).toMatchObject({ status: 429 });
    now += 2_000;
    expect((await ask(server, {}, [logIn]))[0]).toMatchObject({ status: 201 });
  });

  test("shows a private rider to those who follow", async () => {
    const [reply] = await ask(fitness.server({ clock }), { ...fitness.inputs() }, [
      ["A", `GET /v1/users/${RIDERS.riderB}`],
    ]);
    expect(reply!.body).toEqual({
      id: RIDERS.riderB,
      displayName: "Jonas on Wheels",
      isPrivate: true,
      followedByMe: false,
      followerCount: 0,
      workoutCount: 0,
    });
  });
});

test("the server of telematics refuses an insurer that calls too often, and no other", async () => {
  const calls = Array.from({ length: 601 }, (): Asked => ["A", "GET /v1/subscriptions"]);
  const replies = await ask(telematics.server({ clock }), { ...telematics.inputs() }, [
    ...calls,
    ["B", "GET /v1/subscriptions"],
  ]);
  expect(replies.slice(-3).map(({ status }) => status)).toEqual([200, 429, 200]);
  expect(replies.at(-2)!.headers.get("retry-after")).toBe("60");
});

describe("A response that is not as described", () => {
  const [json, problem] = ["application/json", "application/problem+json"].map((type) => ({ "content-type": type }));
  test.each([
    ["getHealth", 200, json, { status: "ok" }, []],
    ["getHealth", 200, json, { status: "down" }, ["/status must be equal to one of the allowed values"]],
    ["getHealth", 200, problem, { status: "ok" }, ["content type application/problem+json, not application/json"]],
    ["getHealth", 418, json, { status: "ok" }, ["status 418 is not described"]],
    [
      "getMe",
      401,
      problem,
      { title: "no" },
      ["must have required property 'type'", "must have required property 'status'"],
    ],
    ["requestPasswordReset", 202, {}, undefined, []],
    ["requestPasswordReset", 202, json, { resetToken: "a" }, ["content type application/json, not undefined"]],
    [
      "requestPasswordReset",
      429,
      { ...problem, "retry-after": "0" },
      undefined,
      ["header Retry-After must be >= 1", "no body"],
    ],
  ] as const)("of %s, %i, is noticed", (id, status, headers, body, faults) => {
    const reply = { status, headers: new Headers(headers), body };
    expect(fitness.DESCRIPTION.faultsOf(id, reply)).toEqual(faults);
  });
});

test.each(["docs/proving-ground.md", "CHANGELOG.md", "CONTRIBUTING.md"])("%s says how many flaws are known", (name) => {
  const count = Object.keys(fitness.FLAWS).length + Object.keys(telematics.FLAWS).length;
  expect(readFileSync(path.join(import.meta.dirname, "../..", name), "utf8")).toContain(`${count} known flaws`);
});
