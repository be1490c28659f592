import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import type { Nodes, Root } from "mdast";
import { describe, expect, test } from "vitest";
import type { Review, ReviewEnvelope } from "../../src/core/review.ts";
import { markdownReport } from "../../src/report/markdown.ts";
import { schemaErrorsOf } from "../published-schema.ts";
import { findingOf, operationOf, riderEnvelope, riderReview } from "./fixture.ts";
import { ATTACKS, hostileEnvelope } from "./hostile.ts";

test("the fixture is a review", () => {
  expect(schemaErrorsOf(riderEnvelope())).toEqual([]);
});

test("the document of one review", async () => {
  await expect(markdownReport(riderEnvelope())).toMatchFileSnapshot("review.md");
});

test("it answers the seven questions in their order", () => {
  expect(headingsOf(markdownReport(riderEnvelope()), 2)).toEqual([
    "1. May this be exposed?",
    "2. Who can call what?",
    "3. What data leaves, and what comes in?",
    "4. What is wrong, in order of risk?",
    "5. What can the description not show?",
    "6. How good is the evidence?",
    "7. Who signs?",
  ]);
});

test("the same review gives the same bytes", () => {
  expect(markdownReport(riderEnvelope())).toBe(markdownReport(riderEnvelope()));
});

test.each([
  ["approve", "Yes. Nothing that was found stands against it."],
  ["approve-with-conditions", "Yes, if the conditions below are met."],
  ["reject", "No. It must not be exposed as it is described."],
  ["insufficient-evidence", "Nobody can say yet."],
  [null, "No verdict was reached."],
] as const)("a verdict of %s is said in words", (decision, words) => {
  expect(markdownReport(withReview({ verdict: { decision, reasons: [] } }))).toContain(`**${words}`);
});

test("reasons link to findings, and to the assumption that a finding stands under", () => {
  const text = markdownReport(
    withReview({
      verdict: {
        decision: "insufficient-evidence",
        reasons: [
          { text: "One", findings: ["b2"], assumptions: [] },
          { text: "Two", findings: ["f6"], assumptions: ["admission"] },
          { text: "Three", findings: ["not there"], assumptions: ["not there"] },
        ],
      },
    }),
  );
  expect(text).toContain("- One ([finding 2](#finding-2))\n- Two ([assumption 1](#assumption-1))\n- Three\n");
});

test("a review that says nothing is a whole document", async () => {
  const empty: Partial<Review> = {
    ...{
      assumptions: [],
      servers: [],
      schemes: [],
      operations: [],
      fields: [],
      findings: [],
      tests: [],
      questions: [],
    },
    ...{ skipped: [], verdict: { decision: null, reasons: [] } },
    coverage: { operations: 0, responses: 0, typedResponses: 0, fields: 0, classifiedDeclared: 0, unresolved: 0 },
  };
  await expect(markdownReport(withReview(empty))).toMatchFileSnapshot("empty.md");
});

test("several reviews follow a list of them, with links of their own, and what was refused", () => {
  const text = markdownReport({
    ...riderEnvelope(),
    reviews: [riderReview(), { ...riderReview(), verdict: { decision: "approve", reasons: [] }, findings: [] }],
    refused: [{ file: "notes.yaml", line: 3, message: "is no API description", hint: null }],
  });
  expect(text.slice(0, text.indexOf("\n***\n"))).toMatchInlineSnapshot(`
    "# Security reviews

    2 API descriptions reviewed.

    - [Rider API 4.12.0](#review-1) (\`apis/rider/openapi.yaml\`): reject; open findings: 2 high, 1 medium, 1 low
    - [Rider API 4.12.0](#review-2) (\`apis/rider/openapi.yaml\`): approve; open findings: nothing

    ## What could not be reviewed

    | Description | Why | What to do |
    | - | - | - |
    | \`notes.yaml:3\` | is no API description | |

    ---

    # <a id="review-1"></a>Security review: Rider API 4.12.0

    \`apis/rider/openapi.yaml\`, OpenAPI 3.0.3, as of 2026-01-31.

    ## 1. May this be exposed?

    **No. It must not be exposed as it is described.** Verdict: **reject**.

    Open findings: 2 high, 1 medium, 1 low.

    The reasons:

    - A private API is one open sign-up away: 5 operations are declared private, and anyone can sign up with POST /v1/accounts ([finding 1](#review-1-finding-1))
    - Other people's data can be read by asking for it: Anyone who signs up can read other people's name, gender and location with GET /v1/users/{userId} ([finding 2](#review-1-finding-2))

    These lines of \`sallyport.yaml\` settle what is assumed. Keep the answer that is true:

    \`\`\`yaml
    admission:
      "coach.key": # anonymous | self-registered | partner | own
      "*": # anonymous | self-registered | partner | own
    \`\`\`

    ## 2. Who can call what?

    **6 operations are declared private: 5 really public, 1 partner by assumption. 1 operation declares no audience: really public.**

    Who it is meant for is declared by x-audience of the API.

    | Can really call | Exposure | Meant for | Operations | Why |
    | - | - | - | -: | - |
    | anyone who signs up | public | private | 4 | anyone can sign up with POST /v1/accounts; \`api.rider.example\` is a public name |
    | anyone, without a credential | public | private | 1 | it says that it requires nothing; \`api.rider.example\` is a public name |
    | anyone, without a credential | public | not declared | 1 | it says that it requires nothing; \`api.rider.example\` is a public name |
    | holders of a credential (who can get it is not said) | partner, assumed | private | 1 | nothing says who can get the credential of \`coach.key\`; \`api.rider.example\` is a public name |

    Assumed means: the description does not say who can get the credential. Section 5 says what hangs on it.

    ### What each kind of caller can read and write

    **Anyone, without a credential**: 2 operations; 1 of them may change something.

    - Can write: password, for instance \`request password\` of \`POST /v1/accounts\`.
    - Nothing is known to come back that is sensitive.

    **Anyone who signs up**: 4 operations; all only read.

    - Can read of other people, in 2 operations: gender, location and name, for instance \`2xx gender\` of \`GET /v1/users/{userId}\`.
    - Can read in records, in 1 operation: health data, for instance \`2xx samples\` of \`GET /v1/workouts/{workoutId}/heart-rate\`.
    - Can read of their own, in 1 operation: e-mail address, for instance \`2xx email\` of \`GET /v1/me\`.

    **Holders of a credential (who can get it is not said)**: 1 operation; all only read.

    - Can read of other people, in 1 operation: gender, location and name, for instance \`2xx riders[].gender\` of \`GET /v1/coaching/riders\`.

    ### The credentials

    | Credential | Kind | Who can get it | Who stands behind it | Operations | Why |
    | - | - | - | - | -: | - |
    | \`bearerAuth\` | HTTP bearer | anyone who signs up | a person | 4 | anyone can sign up with POST /v1/accounts |
    | \`coach.key\` | API key in header | holders of a credential (who can get it is not said) | many callers who share it | 1 | nothing says who can get the credential of \`coach.key\` |

    ### The operations

    | Operation | Line | Can really call | Exposure | Meant for | Returns | Takes |
    | - | -: | - | - | - | - | - |
    | \`POST /v1/accounts\` (sign-up) | 62 | anyone, without a credential | public | private | | password |
    | \`GET /v1/me\` | 90 | anyone who signs up | public | private | e-mail address | |
    | \`GET /v1/users\` | 120 | anyone who signs up | public | private | gender, location and name | |
    | \`GET /v1/users/{userId}\` | 140 | anyone who signs up | public | private | gender, location and name | |
    | \`GET /v1/workouts/{workoutId}/heart-rate\` | 160 | anyone who signs up | public | private | health data | |
    | \`GET /v1/coaching/riders\` | 180 | holders of a credential (who can get it is not said) | partner, assumed | private | gender, location and name | |
    | \`GET /health\` (health) | 200 | anyone, without a credential | public | not declared | | |

    ## 3. What data leaves, and what comes in?

    **Anyone who signs up can read gender, location and name of other people. Holders of a credential (who can get it is not said) can read gender, location and name of other people.**

    ### What leaves

    In how many operations each kind of caller can read a category, and in how many it is other people's.

    | Category | Sensitivity | Anyone, without a credential | Anyone who signs up | Holders of a credential (who can get it is not said) | Of other people | For instance |
    | - | - | -: | -: | -: | -: | - |
    | health data \`user.health_and_medical\` | restricted | 0 | 1 | 0 | 0 | \`2xx samples\` of \`GET /v1/workouts/{workoutId}/heart-rate\` |
    | gender \`user.demographic.gender\` | confidential | 0 | 2 | 1 | 3 | \`2xx gender\` of \`GET /v1/users/{userId}\` |
    | location \`user.location.precise\` | confidential | 0 | 2 | 1 | 3 | \`2xx location\` of \`GET /v1/users/{userId}\` |
    | name \`user.name\` | confidential | 0 | 2 | 1 | 3 | \`2xx firstName\` of \`GET /v1/users/{userId}\` |
    | e-mail address \`user.contact.email\` | confidential | 0 | 1 | 0 | 0 | \`2xx email\` of \`GET /v1/me\` |

    ### What comes in

    In how many operations each kind of caller hands over a category.

    | Category | Sensitivity | Anyone, without a credential | Anyone who signs up | Holders of a credential (who can get it is not said) | For instance |
    | - | - | -: | -: | -: | - |
    | password \`user.authorization.password\` | restricted | 1 | 0 | 0 | \`request password\` of \`POST /v1/accounts\` |

    ### Only when asked for, or in an error

    This does not count above: a caller has to ask for it, or something has to go wrong.

    - Account name, in 1 operation: \`4xx account\` of \`POST /v1/accounts\`

    1 field only may be sensitive and is not counted. It is a question in section 5.

    Every sensitive field, and how it is known:

    <details>
    <summary>8 sensitive fields</summary>

    | Field | Line | Category | Sensitivity | Known | Ways |
    | - | -: | - | - | - | -: |
    | \`NewAccount.password\` | 230 | password | restricted | inferred, certain | 1 |
    | \`Me.email\` | 240 | e-mail address | confidential | inferred, certain | 1 |
    | \`Profile.firstName\` | 250 | name | confidential | inferred, certain | 3 |
    | \`Profile.gender\` | 251 | gender | confidential | inferred, certain | 3 |
    | \`Profile.location\` | 252 | location | confidential | declared as \`x-pii: location\` | 3 |
    | \`HeartRate.samples\` | 270 | health data | restricted | inferred, certain | 1 |
    | \`Problem.account\` | 280 | account name | confidential | inferred, certain | 1 |
    | \`Workout.note\` | 290 | private content | confidential | inferred, possible | 1 |

    </details>

    ## 4. What is wrong, in order of risk?

    **5 findings: 3 high, 1 medium, 1 low.**

    | No. | Severity | Finding | Operations | Owner | Due | Status |
    | -: | - | - | -: | - | - | - |
    | [1](#review-1-finding-1) | high | A private API is one open sign-up away | 5 | Rider Apps | 2026-01-15 | open |
    | [2](#review-1-finding-2) | high | Other people's data can be read by asking for it | 1 | nobody | not set | open |
    | [3](#review-1-finding-3) | high | A privacy setting is left to the app | 2 | Trust and Safety | 2026-03-31 | accepted |
    | [4](#review-1-finding-4) | medium | Callers of sensitive data cannot be told apart | 1 | nobody | not set | open |
    | [5](#review-1-finding-5) | low | A response does not say what comes back | 1 | nobody | not set | open |

    ### <a id="review-1-finding-1"></a>1. High: A private API is one open sign-up away

    5 operations are declared private, and anyone can sign up with POST /v1/accounts.

    - Declared by x-audience of the API.

    In \`apis/rider/openapi.yaml:90\`, \`GET /v1/me\`:

    \`\`\`text
    > 90 |     get:
    \`\`\`

    **Operations**: \`POST /v1/accounts\`, \`GET /v1/me\`, \`GET /v1/users\`, \`GET /v1/users/{userId}\`, \`GET /v1/workouts/{workoutId}/heart-rate\`

    **Why it matters.** Being logged in says who is asking, and not that the data is theirs.

    One script collects everybody.

    **What to do.** Check on the server, for each object, that the caller may have it.

    - Rule: \`private-but-self-registered\`, confidence: likely, id: \`a1\`
    - Standards: [API2:2023](https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/), [API5:2023](https://owasp.org/API-Security/editions/2023/en/0xa5-broken-function-level-authorization/), [CWE-285](https://cwe.mitre.org/data/definitions/285.html)
    - Status: open, owner: Rider Apps, due: 2026-01-15, first seen: 2025-10-31, ticket: RIDER-1204

    ### <a id="review-1-finding-2"></a>2. High: Other people's data can be read by asking for it

    Anyone who signs up can read other people's name, gender and location with GET /v1/users/{userId}.

    In \`apis/rider/openapi.yaml:250\`, \`GET /v1/users/{userId}\`, \`2xx firstName\`:

    \`\`\`text
    > 250 |         firstName: { type: string }
    \`\`\`

    In \`apis/rider/openapi.yaml:251\`, \`GET /v1/users/{userId}\`, \`2xx gender\`:

    \`\`\`text
    > 251 |         gender: { type: string }
    \`\`\`

    Also at \`line 252\` \`GET /v1/users/{userId}\` \`2xx location\`.

    **Operation**: \`GET /v1/users/{userId}\`

    **Fields**: \`Profile.firstName\` (name, confidential), \`Profile.gender\` (gender, confidential), \`Profile.location\` (location, confidential)

    **Why it matters.** Being logged in says who is asking, and not that the data is theirs.

    One script collects everybody.

    **What to do.** Check on the server, for each object, that the caller may have it.

    - Rule: \`others-data-by-id\`, confidence: certain, id: \`b2\`
    - Standards: [API1:2023](https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/), [API3:2023](https://owasp.org/API-Security/editions/2023/en/0xa3-broken-object-property-level-authorization/), [CWE-639](https://cwe.mitre.org/data/definitions/639.html), [CWE-359](https://cwe.mitre.org/data/definitions/359.html)
    - Status: open, owner: nobody, due: not set

    ### <a id="review-1-finding-3"></a>3. High: A privacy setting is left to the app

    "isPrivate" comes with the name, gender and location that it is about.

    In \`apis/rider/openapi.yaml:255\`, \`GET /v1/users\`, \`2xx items[].isPrivate\`:

    \`\`\`text
    > 255 |         isPrivate: { type: boolean }
    \`\`\`

    **Operations**: \`GET /v1/users\`, \`GET /v1/users/{userId}\`

    **Fields**: \`Profile.firstName\` (name, confidential), \`Profile.gender\` (gender, confidential), \`Profile.location\` (location, confidential)

    **Why it matters.** Being logged in says who is asking, and not that the data is theirs.

    One script collects everybody.

    **What to do.** Check on the server, for each object, that the caller may have it.

    - Rule: \`client-side-privacy\`, confidence: likely, id: \`c3\`
    - Status: accepted, owner: Trust and Safety, due: 2026-03-31, ticket: TRUST-77

    ### <a id="review-1-finding-4"></a>4. Medium: Callers of sensitive data cannot be told apart

    "\`coach.key\`" is a key that many share.

    It stands only on [assumption 1](#review-1-assumption-1).

    In \`apis/rider/openapi.yaml:300\`:

    \`\`\`text
    > 300 |     coach.key:
    \`\`\`

    **Operation**: \`GET /v1/coaching/riders\`

    **Why it matters.** Being logged in says who is asking, and not that the data is theirs.

    One script collects everybody.

    **What to do.** Check on the server, for each object, that the caller may have it.

    - Rule: \`shared-key\`, confidence: likely, id: \`d4\`
    - Status: open, owner: nobody, due: not set

    ### <a id="review-1-finding-5"></a>5. Low: A response does not say what comes back

    GET /health returns an object of unknown fields.

    In \`apis/rider/openapi.yaml:205\`, \`GET /health\`, \`2xx\`:

    \`\`\`text
    > 205 |             schema: { type: object }
    \`\`\`

    **Operation**: \`GET /health\`

    **Why it matters.** Being logged in says who is asking, and not that the data is theirs.

    One script collects everybody.

    **What to do.** Check on the server, for each object, that the caller may have it.

    - Rule: \`response-without-schema\`, confidence: likely, id: \`e5\`
    - Status: open, owner: nobody, due: not set

    ## 5. What can the description not show?

    ### What is assumed

    #### <a id="review-1-assumption-1"></a>Assumption 1: Can anyone get the credential of "\`coach.key\`"? Then 1 operation hands other people's name, gender and location to strangers.

    At stake: 1 operation. If the answer is yes, this is found too: 1 high.

    - high: Everybody's data can be read in bulk. Anyone who gets the credential can read everybody's name, gender and location (\`sensitive-data-over-ceiling\`)

    Operations: \`GET /v1/coaching/riders\`

    These lines of \`sallyport.yaml\` settle what is assumed. Keep the answer that is true:

    \`\`\`yaml
    admission:
      "coach.key": # anonymous | self-registered | partner | own
      "*": # anonymous | self-registered | partner | own
    \`\`\`

    ### What to ask the team

    - Is this personal or secret: \`Workout.note\`? The description does not tell. About \`GET /v1/workouts/{workoutId}/heart-rate\`. The key \`data.fields\` of \`sallyport.yaml\` answers it.

    ### What to test

    No description shows whether an operation checks that the caller may have the very thing that is asked for. So it must be tested: 2 operations, the most urgent first; 1 not yet passed.

    | Rank | Operation | As | Ask | Expect | Why | Status |
    | -: | - | - | - | - | - | - |
    | 1 | \`GET /v1/users/{userId}\` | user A | read user B's profile | 403 or 404 | confidential data is at stake, strangers can call it and GET /v1/users tells the identifiers | untested |
    | 2 | \`GET /v1/workouts/{workoutId}/heart-rate\` | user A | read user B's workout | 403 or 404 | restricted data is at stake and strangers can call it | passed |

    ## 6. How good is the evidence?

    This review rests on the description alone. Nothing was called. What was checked and found fine is not the same as what cannot be checked.

    - 5 of 6 success responses (83 %) say what comes back. What the others carry nobody knows.
    - 1 reference could not be followed. What stands behind it was not reviewed.

    | What is said | Declared | Inferred, certain | Inferred, likely | Only possible | Assumed or unknown |
    | - | -: | -: | -: | -: | -: |
    | Who operations are meant for | 6 | | | | 1 |
    | Who can really call them | | 6 | | | 1 |
    | What sensitive fields hold | 1 | 6 | 0 | 1 | |
    | What is wrong | | 1 | 3 | 0 | 1 |

    1 part of the description could not be read:

    - \`apis/rider/openapi.yaml:212\` \`#/components/schemas/Class\`: \`classes.yaml\` lies outside the root

    ## 7. Who signs?

    | Role | Name | Decision | Date | Signature |
    | - | - | - | - | - |
    | Owner of the API | | | | |
    | Security | | | | |
    | Release | | | | |

    Owner of the API: **Rider Apps**.

    ### Accepted

    | No. | Severity | Finding | Owner | Until | First seen | Ticket |
    | -: | - | - | - | - | - | - |
    | [3](#review-1-finding-3) | high | A privacy setting is left to the app | Trust and Safety | 2026-03-31 | | TRUST-77 |

    ### Overdue

    | No. | Severity | Finding | Owner | Was due | First seen | Ticket |
    | -: | - | - | - | - | - | - |
    | [1](#review-1-finding-1) | high | A private API is one open sign-up away | Rider Apps | 2026-01-15 | 2025-10-31 | RIDER-1204 |

    Open findings without an owner: 3; without a due date: 3.

    ### What was reviewed

    | What | Which |
    | - | - |
    | Description | \`apis/rider/openapi.yaml\` |
    | SHA-256 | \`94de829f1d82aa31cb020e639aec7b2fd27a84d30f8918907c4810ec00df75fe\` |
    | Files read | \`apis/rider/openapi.yaml\` and \`apis/rider/schemas.yaml\` |
    | Policy | \`sallyport.yaml\` \`1b4f0e9851971998e732078544c96b36c3d01cedf7caa332359d6f1d83567014\` |
    | Commit | \`4f0c2a7b1e9d\` |
    | As of | 2026-01-31 |
    | Tool | sallyport 0.1.0 |

    ---

    # <a id="review-2"></a>Security review: Rider API 4.12.0

    \`apis/rider/openapi.yaml\`, OpenAPI 3.0.3, as of 2026-01-31.

    ## 1. May this be exposed?

    **Yes. Nothing that was found stands against it.** Verdict: **approve**.

    Open findings: nothing.

    These lines of \`sallyport.yaml\` settle what is assumed. Keep the answer that is true:

    \`\`\`yaml
    admission:
      "coach.key": # anonymous | self-registered | partner | own
      "*": # anonymous | self-registered | partner | own
    \`\`\`

    ## 2. Who can call what?

    **6 operations are declared private: 5 really public, 1 partner by assumption. 1 operation declares no audience: really public.**

    Who it is meant for is declared by x-audience of the API.

    | Can really call | Exposure | Meant for | Operations | Why |
    | - | - | - | -: | - |
    | anyone who signs up | public | private | 4 | anyone can sign up with POST /v1/accounts; \`api.rider.example\` is a public name |
    | anyone, without a credential | public | private | 1 | it says that it requires nothing; \`api.rider.example\` is a public name |
    | anyone, without a credential | public | not declared | 1 | it says that it requires nothing; \`api.rider.example\` is a public name |
    | holders of a credential (who can get it is not said) | partner, assumed | private | 1 | nothing says who can get the credential of \`coach.key\`; \`api.rider.example\` is a public name |

    Assumed means: the description does not say who can get the credential. Section 5 says what hangs on it.

    ### What each kind of caller can read and write

    **Anyone, without a credential**: 2 operations; 1 of them may change something.

    - Can write: password, for instance \`request password\` of \`POST /v1/accounts\`.
    - Nothing is known to come back that is sensitive.

    **Anyone who signs up**: 4 operations; all only read.

    - Can read of other people, in 2 operations: gender, location and name, for instance \`2xx gender\` of \`GET /v1/users/{userId}\`.
    - Can read in records, in 1 operation: health data, for instance \`2xx samples\` of \`GET /v1/workouts/{workoutId}/heart-rate\`.
    - Can read of their own, in 1 operation: e-mail address, for instance \`2xx email\` of \`GET /v1/me\`.

    **Holders of a credential (who can get it is not said)**: 1 operation; all only read.

    - Can read of other people, in 1 operation: gender, location and name, for instance \`2xx riders[].gender\` of \`GET /v1/coaching/riders\`.

    ### The credentials

    | Credential | Kind | Who can get it | Who stands behind it | Operations | Why |
    | - | - | - | - | -: | - |
    | \`bearerAuth\` | HTTP bearer | anyone who signs up | a person | 4 | anyone can sign up with POST /v1/accounts |
    | \`coach.key\` | API key in header | holders of a credential (who can get it is not said) | many callers who share it | 1 | nothing says who can get the credential of \`coach.key\` |

    ### The operations

    | Operation | Line | Can really call | Exposure | Meant for | Returns | Takes |
    | - | -: | - | - | - | - | - |
    | \`POST /v1/accounts\` (sign-up) | 62 | anyone, without a credential | public | private | | password |
    | \`GET /v1/me\` | 90 | anyone who signs up | public | private | e-mail address | |
    | \`GET /v1/users\` | 120 | anyone who signs up | public | private | gender, location and name | |
    | \`GET /v1/users/{userId}\` | 140 | anyone who signs up | public | private | gender, location and name | |
    | \`GET /v1/workouts/{workoutId}/heart-rate\` | 160 | anyone who signs up | public | private | health data | |
    | \`GET /v1/coaching/riders\` | 180 | holders of a credential (who can get it is not said) | partner, assumed | private | gender, location and name | |
    | \`GET /health\` (health) | 200 | anyone, without a credential | public | not declared | | |

    ## 3. What data leaves, and what comes in?

    **Anyone who signs up can read gender, location and name of other people. Holders of a credential (who can get it is not said) can read gender, location and name of other people.**

    ### What leaves

    In how many operations each kind of caller can read a category, and in how many it is other people's.

    | Category | Sensitivity | Anyone, without a credential | Anyone who signs up | Holders of a credential (who can get it is not said) | Of other people | For instance |
    | - | - | -: | -: | -: | -: | - |
    | health data \`user.health_and_medical\` | restricted | 0 | 1 | 0 | 0 | \`2xx samples\` of \`GET /v1/workouts/{workoutId}/heart-rate\` |
    | gender \`user.demographic.gender\` | confidential | 0 | 2 | 1 | 3 | \`2xx gender\` of \`GET /v1/users/{userId}\` |
    | location \`user.location.precise\` | confidential | 0 | 2 | 1 | 3 | \`2xx location\` of \`GET /v1/users/{userId}\` |
    | name \`user.name\` | confidential | 0 | 2 | 1 | 3 | \`2xx firstName\` of \`GET /v1/users/{userId}\` |
    | e-mail address \`user.contact.email\` | confidential | 0 | 1 | 0 | 0 | \`2xx email\` of \`GET /v1/me\` |

    ### What comes in

    In how many operations each kind of caller hands over a category.

    | Category | Sensitivity | Anyone, without a credential | Anyone who signs up | Holders of a credential (who can get it is not said) | For instance |
    | - | - | -: | -: | -: | - |
    | password \`user.authorization.password\` | restricted | 1 | 0 | 0 | \`request password\` of \`POST /v1/accounts\` |

    ### Only when asked for, or in an error

    This does not count above: a caller has to ask for it, or something has to go wrong.

    - Account name, in 1 operation: \`4xx account\` of \`POST /v1/accounts\`

    1 field only may be sensitive and is not counted. It is a question in section 5.

    Every sensitive field, and how it is known:

    <details>
    <summary>8 sensitive fields</summary>

    | Field | Line | Category | Sensitivity | Known | Ways |
    | - | -: | - | - | - | -: |
    | \`NewAccount.password\` | 230 | password | restricted | inferred, certain | 1 |
    | \`Me.email\` | 240 | e-mail address | confidential | inferred, certain | 1 |
    | \`Profile.firstName\` | 250 | name | confidential | inferred, certain | 3 |
    | \`Profile.gender\` | 251 | gender | confidential | inferred, certain | 3 |
    | \`Profile.location\` | 252 | location | confidential | declared as \`x-pii: location\` | 3 |
    | \`HeartRate.samples\` | 270 | health data | restricted | inferred, certain | 1 |
    | \`Problem.account\` | 280 | account name | confidential | inferred, certain | 1 |
    | \`Workout.note\` | 290 | private content | confidential | inferred, possible | 1 |

    </details>

    ## 4. What is wrong, in order of risk?

    Nothing was found. Section 6 says how much that means.

    ## 5. What can the description not show?

    ### What is assumed

    #### <a id="review-2-assumption-1"></a>Assumption 1: Can anyone get the credential of "\`coach.key\`"? Then 1 operation hands other people's name, gender and location to strangers.

    At stake: 1 operation. If the answer is yes, this is found too: 1 high.

    - high: Everybody's data can be read in bulk. Anyone who gets the credential can read everybody's name, gender and location (\`sensitive-data-over-ceiling\`)

    Operations: \`GET /v1/coaching/riders\`

    These lines of \`sallyport.yaml\` settle what is assumed. Keep the answer that is true:

    \`\`\`yaml
    admission:
      "coach.key": # anonymous | self-registered | partner | own
      "*": # anonymous | self-registered | partner | own
    \`\`\`

    ### What to ask the team

    - Is this personal or secret: \`Workout.note\`? The description does not tell. About \`GET /v1/workouts/{workoutId}/heart-rate\`. The key \`data.fields\` of \`sallyport.yaml\` answers it.

    ### What to test

    No description shows whether an operation checks that the caller may have the very thing that is asked for. So it must be tested: 2 operations, the most urgent first; 1 not yet passed.

    | Rank | Operation | As | Ask | Expect | Why | Status |
    | -: | - | - | - | - | - | - |
    | 1 | \`GET /v1/users/{userId}\` | user A | read user B's profile | 403 or 404 | confidential data is at stake, strangers can call it and GET /v1/users tells the identifiers | untested |
    | 2 | \`GET /v1/workouts/{workoutId}/heart-rate\` | user A | read user B's workout | 403 or 404 | restricted data is at stake and strangers can call it | passed |

    ## 6. How good is the evidence?

    This review rests on the description alone. Nothing was called. What was checked and found fine is not the same as what cannot be checked.

    - 5 of 6 success responses (83 %) say what comes back. What the others carry nobody knows.
    - 1 reference could not be followed. What stands behind it was not reviewed.

    | What is said | Declared | Inferred, certain | Inferred, likely | Only possible | Assumed or unknown |
    | - | -: | -: | -: | -: | -: |
    | Who operations are meant for | 6 | | | | 1 |
    | Who can really call them | | 6 | | | 1 |
    | What sensitive fields hold | 1 | 6 | 0 | 1 | |
    | What is wrong | | 0 | 0 | 0 | 0 |

    1 part of the description could not be read:

    - \`apis/rider/openapi.yaml:212\` \`#/components/schemas/Class\`: \`classes.yaml\` lies outside the root

    ## 7. Who signs?

    | Role | Name | Decision | Date | Signature |
    | - | - | - | - | - |
    | Owner of the API | | | | |
    | Security | | | | |
    | Release | | | | |

    Owner of the API: **Rider Apps**.

    ### Accepted

    Nothing is accepted as intended.

    ### Overdue

    Nothing was due before 2026-01-31.

    ### What was reviewed

    | What | Which |
    | - | - |
    | Description | \`apis/rider/openapi.yaml\` |
    | SHA-256 | \`94de829f1d82aa31cb020e639aec7b2fd27a84d30f8918907c4810ec00df75fe\` |
    | Files read | \`apis/rider/openapi.yaml\` and \`apis/rider/schemas.yaml\` |
    | Policy | \`sallyport.yaml\` \`1b4f0e9851971998e732078544c96b36c3d01cedf7caa332359d6f1d83567014\` |
    | Commit | \`4f0c2a7b1e9d\` |
    | As of | 2026-01-31 |
    | Tool | sallyport 0.1.0 |"
  `);
  expect(headingsOf(text, 1)).toEqual([
    "Security reviews",
    "Security review: Rider API 4.12.0",
    "Security review: Rider API 4.12.0",
  ]);
  expectLinksToLead(text);
});

test("refused descriptions alone make a document too", () => {
  const text = markdownReport({
    ...riderEnvelope(),
    reviews: [],
    refused: [{ file: "broken.yaml", line: null, message: "is not valid YAML", hint: "Correct the text there." }],
  });
  expect(text).toMatchInlineSnapshot(`
    "# Security reviews

    0 API descriptions reviewed.

    ## What could not be reviewed

    | Description | Why | What to do |
    | - | - | - |
    | \`broken.yaml\` | is not valid YAML | Correct the text there. |
    "
  `);
});

describe("an API of 400 operations", () => {
  const operations = Array.from({ length: 400 }, (_, index) => operationOf(`GET /v1/things/${index}`, index + 1));
  const findings = Array.from({ length: 30 }, (_, index) => ({
    ...findingOf(`f${index}`, "bulk-exposure", index < 20 ? ("high" as const) : ("low" as const), "Bulk", index + 1),
    operations: operations.map(({ id }) => id),
  }));
  const text = markdownReport(withReview({ operations, findings }));

  test("has all of them in the appendix, and in no section", () => {
    expect(headingsOf(text, 2).at(-1)).toBe("Appendix: every operation");
    expect(unfolded(text)).not.toContain("/v1/things/399");
    expect(text).toContain("`GET /v1/things/399`");
  });

  test("takes a few screens while nothing is unfolded", () => {
    expect(unfolded(text).split("\n").length).toBeLessThan(450);
  });

  test("folds open and close in pairs", () => {
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });
});

describe("text of a description stays text", () => {
  const honest = shapeOf(markdownReport({ ...hostileEnvelope("plain"), refused: refusedOf("plain") }));

  test.each(ATTACKS.map((attack) => [JSON.stringify(attack), attack] as const))("%s", (_name, attack) => {
    const text = markdownReport(hostileEnvelope(attack));
    const tree = treeOf(text);
    expect(nodesOf(tree, "html").filter(({ value }) => !OUR_HTML.test(value))).toEqual([]);
    expect(nodesOf(tree, "link").filter(({ url }) => !OUR_LINK.test(url))).toEqual([]);
    for (const type of ["image", "imageReference", "linkReference", "definition", "footnoteReference"] as const)
      expect(nodesOf(tree, type)).toEqual([]);
    // Nothing that GitHub looks for once Markdown is read.
    const plain = nodesOf(tree, "text").map(({ value }) => value);
    expect(plain.filter((value) => /@\w|#\d|GH-\d|:\/\/|www\.|:tada:|\$|[0-9a-f]{40}/.test(value))).toEqual([]);
    expect(text.replaceAll("\n", "")).not.toMatch(UNSAFE);
    expect(shapeOf(text)).toEqual(honest);
    expectLinksToLead(text);
  });

  test("all of them at once", () => {
    const text = markdownReport(hostileEnvelope(ATTACKS.join(" ")));
    expect(nodesOf(treeOf(text), "html").filter(({ value }) => !OUR_HTML.test(value))).toEqual([]);
    expect(nodesOf(treeOf(text), "link").filter(({ url }) => !OUR_LINK.test(url))).toEqual([]);
    expect(shapeOf(text)).toEqual(honest);
  });
});

const OUR_HTML =
  /^(?:<details>\n<summary>\d+ [a-z ]+<\/summary>|<\/details>|<a id="(?:finding|assumption)-\d+">|<\/a>)$/;
const OUR_LINK =
  /^(?:#(?:review-\d+|(?:review-\d+-)?(?:(?:finding|assumption)-\d+|operations))|https:\/\/owasp\.org\/.+|https:\/\/cwe\.mitre\.org\/.+)$/;
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

function refusedOf(attack: string): ReviewEnvelope["refused"] {
  return [{ file: attack, line: 3, message: attack, hint: attack }];
}

function withReview(part: Partial<Review>): ReviewEnvelope {
  return { ...riderEnvelope(), reviews: [{ ...riderReview(), ...part }] };
}

function treeOf(text: string): Root {
  return fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

function nodesOf<Type extends Nodes["type"]>(node: Nodes, type: Type): Extract<Nodes, { type: Type }>[] {
  const below = "children" in node ? node.children.flatMap((child) => nodesOf(child, type)) : [];
  return node.type === type ? [node as Extract<Nodes, { type: Type }>, ...below] : below; // its type was asked
}

function headingsOf(text: string, depth: number): readonly string[] {
  return nodesOf(treeOf(text), "heading")
    .filter((node) => node.depth === depth)
    .map((node) =>
      nodesOf(node, "text")
        .map(({ value }) => value)
        .join(""),
    );
}

/** The document's blocks: what a reader would miss, or see twice, if a text were taken for Markdown. */
function shapeOf(text: string): readonly string[] {
  return treeOf(text).children.map((node) => {
    if (node.type === "table") return `table ${node.children.map(({ children }) => children.length).join(" ")}`;
    if (node.type === "list") return `list ${node.children.length}`;
    return node.type === "heading" ? `heading ${node.depth}` : node.type;
  });
}

/** Every link within the document has somewhere to go, once. */
function expectLinksToLead(text: string): void {
  const anchors = [...text.matchAll(/<a id="([^"]+)"><\/a>/g)].map(([, id]) => `#${id}`);
  expect(new Set(anchors).size).toBe(anchors.length);
  const targets = nodesOf(treeOf(text), "link")
    .map(({ url }) => url)
    .filter((url) => url.startsWith("#"));
  expect(targets.filter((target) => !anchors.includes(target))).toEqual([]);
}

/** The document while nothing is unfolded. */
function unfolded(text: string): string {
  return text.replace(/<details>[\s\S]*?<\/details>/g, "");
}
