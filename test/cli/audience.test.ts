import { expect, test } from "vitest";
import { envelopeIn, folderWith, run } from "./run.ts";

/* What an answer in sallyport.yaml changes for one description, and what --audience does. */

/** An API that returns the passport number of a member by its identifier; who has the token is the question. */
const API = `openapi: 3.1.0
info: { title: Bookings, version: "1", contact: { email: stays@hotel.io } }
servers: [{ url: https://api.hotel.io }]
security: [{ token: [] }]
paths:
  /members/{memberId}:
    get:
      parameters: [{ name: memberId, in: path, required: true, schema: { type: string, format: uuid } }]
      responses:
        "200":
          description: d
          content:
            application/json:
              schema: { type: object, properties: { id: { type: string }, passportNumber: { type: string } } }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`;

/** The report up to the first finding's excerpt, and the exit code. */
async function reviewed(args: readonly string[], configuration = "{}"): Promise<string> {
  const cwd = folderWith({ "api.yaml": API, "sallyport.yaml": `${configuration}\n` });
  const { code, stdout, stderr } = await run(["review", "api.yaml", ...args], { cwd });
  expect(stderr).toBe("");
  const [top] = stdout.split(/\n {11}api\.yaml:|\n\nAssumed|\n\nTo ask|\n\nTest first/);
  return `${top!.slice(stdout.indexOf("Verdict"))}\nexit ${code}`;
}

test("granted to the organization's own: private, approved once its staff's rights are tested", async () => {
  expect(await reviewed([], "admission: { token: own }")).toMatchInlineSnapshot(`
    "Verdict: approve with conditions. Release once all are met.
      Why not yet: It is not tested whether staff reach only what their work needs
      (GET /members/{memberId}).
      Do first: Run this test.
      Who can read other people's data? The organization's own staff and systems:
      passport numbers with GET /members/{memberId}.
      What is not known yet? Whether access checks work on 1 operation. Test it
      before the release. 1 question can wait: who is the API meant for?
      Who must act? Release manager: name an owner (contact: stays@hotel.io), who
      must run 1 group of tests.
      Who can change other people's data? No one, because all operations only read.
      1 operation returns sensitive data: 1 other people's.
      Release after 1 condition is met: pass 1 group of authorization tests.
      Conditions:
      - Test that a member of staff cannot read restricted data that their work does
        not need: members (1 operation: GET /members/{memberId})

    Who can call what
      No audience is declared for 1 operation. Only the organization's own staff and
      systems can call it.
          1  private: the organization's own staff and systems
      This rests on these facts: sallyport.yaml says that only the organization's
        own callers are given a bearer token ("token"); api.hotel.io looks like a
        host on the internet (Sallyport did not connect to it).

    Data that callers can read and write
      the organization's own staff and systems, 1 operation
        can read other people's data: passport numbers, with GET /members/{memberId}

    No findings.

    Questions for the team
      What is the intended audience of this API: private, partner or public?
        Nothing declares it. If the API serves only your own apps but anyone can
        sign up, the answer is public. A narrower answer hides no findings: they
        depend on who can actually call the API. Answer it in sallyport.yaml, under
        "audience".

    Authorization tests (1 test, not run yet)
      Groups of authorization tests that are conditions: user-staff (1 operation).
      A and B are two users with separate log-ins and no rights to each other's
      objects. First find objects of both, and note the IDs of B's objects. If A is
      refused, repeat the call as B. If B is refused too, the test shows nothing.
       1  GET /members/{memberId} (group user-staff)
          As a member of staff whose work does not need these records, read a
          member. Pass: 403 or 404, or success without "passportNumber".

    Verdict: approve with conditions (blocking findings: 0, questions to answer: 0,
    conditions: 1; no open findings)

    Next:
      a test that has passed        sallyport register test api.yaml --boundary user-staff --outcome passed --by NAME
      exit code 1 until then        sallyport review api.yaml --fail-on conditions
      the whole review as one page  sallyport review api.yaml --format html=review.html

    exit 0"
  `);
});

test("granted to partners: partner, and approved with conditions", async () => {
  expect(await reviewed([], "admission: { token: partner }")).toMatchInlineSnapshot(`
    "Verdict: reject. Do not release it.
      Why: Any partner can read other people's passport numbers (GET
      /members/{memberId}; api.yaml:14).
      Do first: Return to others only what people agreed to share (GET
      /members/{memberId}).
      Who can read other people's data? Approved partners or approved people:
      passport numbers with GET /members/{memberId}.
      What is not known yet? Whether access checks work on 1 operation. Test it
      before the release. 1 question can wait: who is the API meant for?
      Who must act? Release manager: name an owner (contact: stays@hotel.io), who
      has 2 actions: make 1 fix and run 1 group of tests.
      Who can change other people's data? No one, because all operations only read.
      1 operation returns sensitive data: 1 other people's.
      1 finding forbids the release. In addition, 1 condition must be met: pass 1
      group of authorization tests.
      Blocking findings:
      - Callers can read other people's data (BOLA): GET /members/{memberId}

    What to do, in this order
      1. Return to others only what people agreed to share (GET /members/{memberId}:
         "passportNumber"). Check this on the server for each object.
      2. Test that user A cannot read user B's members through a list (1 operation:
         GET /members/{memberId}).

    Who can call what
      No audience is declared for 1 operation. Partners can call it.
          1  partner: partners or people approved by the organization
      This rests on these facts: sallyport.yaml says that only partners are given a
        bearer token ("token"); api.hotel.io looks like a host on the internet
        (Sallyport did not connect to it).

    Data that callers can read and write
      partners or people approved by the organization, 1 operation
        can read other people's data: passport numbers, with GET /members/{memberId}

    Findings: 1 high
      This finding blocks now. The condition is to pass 1 group of authorization
      tests.

      high     Callers can read other people's data (BOLA)     bola-other-users-data
    exit 1"
  `);
});

test("for whoever signs up: public, and rejected", async () => {
  expect(await reviewed([], "admission: { token: self-registered }")).toMatchInlineSnapshot(`
    "Verdict: reject. Do not release it.
      Why: Anyone who signs up can read other people's passport numbers
      (api.yaml:14).
      Do first: Return to others only what people agreed to share (GET
      /members/{memberId}).
      Who can read other people's data? Anyone who signs up: passport numbers with
      GET /members/{memberId}.
      What is not known yet? Whether access checks work on 1 operation. Test it
      before the release. 1 question can wait: who is the API meant for?
      Who must act? Release manager: name an owner (contact: stays@hotel.io), who
      has 2 actions: make 1 fix and run 1 group of tests.
      Who can change other people's data? No one, because all operations only read.
      1 operation returns sensitive data: 1 other people's.
      1 finding forbids the release. In addition, 1 condition must be met: pass 1
      group of authorization tests.
      Blocking findings:
      - Callers can read other people's data (BOLA): GET /members/{memberId}

    What to do, in this order
      1. Return to others only what people agreed to share (GET /members/{memberId}:
         "passportNumber"). Check this on the server for each object.
      2. Test that user A cannot read user B's members through a list (1 operation:
         GET /members/{memberId}).

    Who can call what
      No audience is declared for 1 operation. The public can call it.
          1  public: anyone who signs up
      This rests on these facts: sallyport.yaml says that anyone can get a bearer
        token ("token"); api.hotel.io looks like a host on the internet (Sallyport
        did not connect to it).

    Data that callers can read and write
      anyone who signs up, 1 operation
        can read other people's data: passport numbers, with GET /members/{memberId}

    Findings: 1 critical
      This finding blocks now. The condition is to pass 1 group of authorization
      tests.

      critical Callers can read other people's data (BOLA)     bola-other-users-data
    exit 1"
  `);
});

test("--audience public is judged as public", async () => {
  expect(await reviewed(["--audience", "public"])).toMatchInlineSnapshot(`
    "Verdict: insufficient evidence. Do not release it yet.
      Why not yet: Unconfirmed: anyone who obtains the credential can read other
      people's passport numbers (GET /members/{memberId}; api.yaml:14).
      Do first: Confirm this, or fix it.
      Who can read other people's data? Anyone with a credential (assumed: the
      public): passport numbers with GET /members/{memberId}.
      What is not known yet? Who can get a credential. Reject, whatever the answer
      is. Whether access checks work on 1 operation. Test it before the release.
      Who must act? Release manager: name an owner (contact: stays@hotel.io), who
      has 2 actions: confirm 1 finding and run 1 group of tests.
      Who can change other people's data? No one, because all operations only read.
      1 operation returns sensitive data: 1 other people's.
      The verdict depends on 1 open question: confirm or rule out 1 finding. In
      addition, 1 condition must be met: pass 1 group of authorization tests.
      Questions to answer:
      - To be confirmed: Callers can read other people's data (BOLA): Anyone who
        obtains the credential can read other people's passport numbers
        ("passportNumber") with GET /members/{memberId}. Confirm what is only
        inferred: who can call and whose data it is

    What to do, in this order
      1. Return to others only what people agreed to share (GET /members/{memberId}:
         "passportNumber"). Check this on the server for each object.
      2. Test that user A cannot read user B's members through a list (1 operation:
         GET /members/{memberId}).

    Who can call what
      1 operation is declared public. For it, it is not stated who can get a
      credential. The review assumes that the public can call it.
          1  unknown, judged as public: anyone with a credential
      This rests on these facts: nothing says who can get a bearer token ("token");
        api.hotel.io looks like a host on the internet (Sallyport did not connect to
        it); --audience says public.

    Data that callers can read and write
      anyone with a credential (it is not stated who can get one), 1 operation
        can read other people's data: passport numbers, with GET /members/{memberId}

    Findings: 1 critical
      This finding is to be confirmed. The condition is to pass 1 group of
      authorization tests.

      critical Callers can read other people's data (BOLA)     bola-other-users-data
    exit 1"
  `);
});

test("--audience partner answers who it is for, and leaves open who gets in", async () => {
  expect(await reviewed(["--audience", "partner"])).toMatchInlineSnapshot(`
    "Verdict: insufficient evidence. Do not release it yet.
      Why not yet: Unconfirmed: anyone with a credential can read other people's
      passport numbers (GET /members/{memberId}; api.yaml:14).
      Do first: Confirm this, or fix it.
      Who can read other people's data? Anyone with a credential (assumed:
      partners): passport numbers with GET /members/{memberId}.
      What is not known yet? Who can get a credential. Reject, whatever the answer
      is. Whether access checks work on 1 operation. Test it before the release.
      Who must act? Release manager: name an owner (contact: stays@hotel.io), who
      has 2 actions: confirm 1 finding and run 1 group of tests.
      Who can change other people's data? No one, because all operations only read.
      1 operation returns sensitive data: 1 other people's.
      The verdict depends on 1 open question: confirm or rule out 1 finding. In
      addition, 1 condition must be met: pass 1 group of authorization tests.
      Questions to answer:
      - To be confirmed: Callers can read other people's data (BOLA): Anyone with a
        credential can read other people's passport numbers ("passportNumber") with
        GET /members/{memberId}. Confirm what is only inferred: who can call and
        whose data it is

    What to do, in this order
      1. Return to others only what people agreed to share (GET /members/{memberId}:
         "passportNumber"). Check this on the server for each object.
      2. Test that user A cannot read user B's members through a list (1 operation:
         GET /members/{memberId}).

    Who can call what
      1 operation is declared partner. For it, it is not stated who can get a
      credential. The review assumes that partners can call it.
          1  unknown, judged as partner: anyone with a credential
      This rests on these facts: nothing says who can get a bearer token ("token");
        api.hotel.io looks like a host on the internet (Sallyport did not connect to
        it); --audience says partner.

    Data that callers can read and write
      anyone with a credential (it is not stated who can get one), 1 operation
        can read other people's data: passport numbers, with GET /members/{memberId}

    Findings: 1 high
      This finding is to be confirmed. The condition is to pass 1 group of
      authorization tests.

      high     Callers can read other people's data (BOLA)     bola-other-users-data
    exit 1"
  `);
});

test("--audience private protects nothing, and turns what is reachable into a finding", async () => {
  const summary = async (args: readonly string[], configuration = "{}") => {
    const cwd = folderWith({ "api.yaml": API, "sallyport.yaml": `${configuration}\n` });
    const { stdout } = await run(["review", "api.yaml", "--format", "json", ...args], { cwd });
    const { operations, findings, assumptions, verdict, questions } = envelopeIn(stdout).reviews[0]!;
    const [operation] = operations;
    return {
      declared: `${operation!.audience} (${operation!.audienceSource})`,
      exposure: `${operation!.exposure}${operation!.assumed ? ", assumed" : ""}`,
      findings: findings.map(({ rule, severity }) => `${severity} ${rule}`),
      ifTrue: assumptions.flatMap(({ ifTrue }) => ifTrue.map(({ rule, severity }) => `${severity} ${rule}`)),
      asks: questions.some(({ text }) => text.startsWith("Who is this API for")),
      verdict: verdict.decision,
    };
  };
  expect({
    without: await summary([]),
    private: await summary(["--audience", "private"]),
    partner: await summary(["--audience", "partner"]),
    public: await summary(["--audience", "public"]),
    "private, though anyone signs up": await summary(
      ["--audience", "private"],
      "admission: { token: self-registered }",
    ),
    "private, over another default": await summary(["--audience", "private"], "audience: public"),
    "private, where something nearer says more": await summary(
      ["--audience", "private"],
      "audience: { paths: { /members/**: public } }",
    ),
  }).toMatchInlineSnapshot(`
    {
      "partner": {
        "asks": false,
        "declared": "partner (--audience)",
        "exposure": "partner, assumed",
        "findings": [
          "high bola-other-users-data",
        ],
        "ifTrue": [],
        "verdict": "insufficient-evidence",
      },
      "private": {
        "asks": false,
        "declared": "private (--audience)",
        "exposure": "partner, assumed",
        "findings": [
          "high bola-other-users-data",
        ],
        "ifTrue": [
          "high private-but-self-registered",
        ],
        "verdict": "insufficient-evidence",
      },
      "private, over another default": {
        "asks": false,
        "declared": "private (--audience)",
        "exposure": "partner, assumed",
        "findings": [
          "high bola-other-users-data",
        ],
        "ifTrue": [
          "high private-but-self-registered",
        ],
        "verdict": "insufficient-evidence",
      },
      "private, though anyone signs up": {
        "asks": false,
        "declared": "private (--audience)",
        "exposure": "public",
        "findings": [
          "critical bola-other-users-data",
          "high private-but-self-registered",
        ],
        "ifTrue": [],
        "verdict": "reject",
      },
      "private, where something nearer says more": {
        "asks": false,
        "declared": "public (sallyport.yaml)",
        "exposure": "public, assumed",
        "findings": [
          "critical bola-other-users-data",
          "medium wider-audience",
        ],
        "ifTrue": [],
        "verdict": "insufficient-evidence",
      },
      "public": {
        "asks": false,
        "declared": "public (--audience)",
        "exposure": "public, assumed",
        "findings": [
          "critical bola-other-users-data",
        ],
        "ifTrue": [],
        "verdict": "insufficient-evidence",
      },
      "without": {
        "asks": false,
        "declared": "null (null)",
        "exposure": "partner, assumed",
        "findings": [
          "high bola-other-users-data",
        ],
        "ifTrue": [],
        "verdict": "reject",
      },
    }
  `);
});
