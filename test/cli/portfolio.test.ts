import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { BROWSER, launched, opened, violationsIn } from "../report/browser.ts";
import { folderWith, run } from "./run.ts";

/** An API whose profile some can read, by a server and a credential of its own. */
const api = (title: string, version: string, audience: string, extra: string, type = "string"): string => `
openapi: 3.1.0
info: { title: ${title}, version: "${version}", x-audience: ${audience}, contact: { name: ${title} team } }
servers: [{ url: https://api.rider.example.org }]
security: [{ riderLogin: [] }]
paths:
${extra}
  /profiles/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200":
          description: A profile.
          content: { application/json: { schema: { $ref: "#/components/schemas/RiderProfile" } } }
components:
  schemas:
    RiderProfile:
      type: object
      properties:
        email: { type: string }
        firstName: { type: string }
        health: { type: ${type}${type === "string" ? ", x-data-classification: health" : ""} }
  securitySchemes:
    riderLogin: { type: http, scheme: bearer }
`;
const SIGN_UP = `
  /accounts:
    post:
      operationId: signUp
      summary: Sign up. Anyone can make an account.
      security: []
      requestBody: { content: { application/json: { schema: { type: object, properties: { password: { type: string } } } } } }
      responses: { "201": { description: Made. } }`;

const folder = folderWith({
  "rider.yaml": api("Rider API", "1.0.0", "public", SIGN_UP),
  "rider-v2.yaml": api("Rider API", "2.0.0", "public", SIGN_UP),
  "back-office.yaml": api("Back Office", "3", "component-internal", ""),
  "none.json": '{"version":1}',
  "broken.json": "{",
});
const here = { cwd: folder };

beforeAll(async () => {
  for (const name of ["rider", "rider-v2", "back-office"])
    await run(["review", `${name}.yaml`, "--format", `json=reviews/${name}.json`], here);
});

test("reviews that were made apart become one programme", async () => {
  const { stdout, code, stderr } = await run(["portfolio", "reviews/*.json"], here);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatchInlineSnapshot(`
    "# API portfolio

    **3 APIs: 2 reject, 1 insufficient evidence. 1 can be called by more callers than it is meant for: Back Office 3. 2 return other people's data to their callers, all of them restricted data.** As of 2026-01-31.

    ## Do first

    | What to do | Settles | APIs | Owner | Effort |
    | - | - | - | - | - |
    | Return to others only what people agreed to share. Check this on the server for each object. | 2 block now; the verdict of 2 APIs rests on it alone | 2: Rider API 1.0.0 and Rider API 2.0.0 | Rider API team | M (days) |
    | Answer: Can callers reach data beyond their own account? | 1 depends on an answer | 1: Back Office 3 | Back Office team | an answer |
    | Answer: Who can get a bearer token ("riderLogin")? | 1 depends on an answer | 1: Back Office 3 | Back Office team | an answer |
    | Test that a caller cannot reach the objects of another, and that callers without permission are refused. Each review lists its tests. | 3 conditions | 3: Rider API 1.0.0, Rider API 2.0.0 and Back Office 3 | Rider API team and Back Office team | S (hours) |
    | Say who calls the API (GET /profiles/{id}). If people outside the organization do, declare the audience partner or public, name the server that they reach, and state in admission who gets the credential. | 1 condition | 1: Back Office 3 | Back Office team | M (days) |

    ## Verdict and exposure

    The number of APIs with each verdict, by who can actually call them: anyone (public), approved partners, or the organization alone (private).

    | Verdict | public | partner |
    | - | -: | -: |
    | reject | 2 | 0 |
    | insufficient evidence | 0 | 1 |

    ## What changed

    No API has two reviews here. To see what changed, give reviews from two dates.

    ## What recurs

    | Cause | Worst | APIs | Open findings |
    | - | - | -: | -: |
    | Callers can read other people's data (BOLA) \`bola-other-users-data\` | critical | 3 | 3 |
    | Server URL is a placeholder \`placeholder-server\` | low | 3 | 3 |
    | No rate limit on an operation that scripts repeat \`missing-rate-limit\` | info | 2 | 2 |

    ## Who must act

    | Owner | APIs | Blocking findings | Questions to answer | Conditions | Open findings | Overdue |
    | - | -: | -: | -: | -: | -: | -: |
    | Rider API team | 2 | 2 | 0 | 2 | 6 | no due date |
    | Back Office team | 1 | 0 | 2 | 2 | 3 | no due date |

    ## The APIs

    | API | Owner | Verdict | Do first | Meant for | Exposure | Open | Exposes | Accepted | Overdue | Trend |
    | - | - | - | - | - | - | - | - | -: | -: | - |
    | Rider API 1.0.0 \`rider.yaml\` | Rider API team | **reject**: Anyone who signs up can read other people's health data ("health"), e-mail addresses and names with GET /profiles/{id}. | Return to others only what people agreed to share (GET /profiles/{id}: "email", "firstName" and "health"). Check this on the server for each object. Owner: Rider API team (contact). | public | public | 1 critical, 1 low, 1 info | health data, e-mail addresses and names of other people | 0 | no due date | |
    | Rider API 2.0.0 \`rider-v2.yaml\` | Rider API team | **reject**: Anyone who signs up can read other people's health data ("health"), e-mail addresses and names with GET /profiles/{id}. | Return to others only what people agreed to share (GET /profiles/{id}: "email", "firstName" and "health"). Check this on the server for each object. Owner: Rider API team (contact). | public | public | 1 critical, 1 low, 1 info | health data, e-mail addresses and names of other people | 0 | no due date | |
    | Back Office 3 \`back-office.yaml\` | Back Office team | **insufficient evidence**: The description does not say who can get a bearer token ("riderLogin"). | Find out who can get a bearer token ("riderLogin"). Owner: Back Office team (contact). | private | unknown, judged as partner | 1 high, 1 medium, 1 low | health data, e-mail address and name | 0 | no due date | |

    ## What is accepted, and until when

    No finding is waived, and no waiver is requested.

    ## What only a comparison shows

    ### The same schema with different exposure

    - RiderProfile (e-mail address, name and health data) is public in Rider API 1.0.0, public in Rider API 2.0.0 and partner in Back Office 3. It is only as protected as where its exposure is widest.

    ### A credential that several APIs share

    - The credential "riderLogin" opens Rider API 1.0.0 (meant as public; who can get it: anyone who signs up), Rider API 2.0.0 (meant as public; who can get it: anyone who signs up) and Back Office 3 (meant as private; who can get it: not stated). If it is the same credential, whoever gets it for one API can call the others.

    ### Versions side by side

    - Rider API 1.0.0 (reject, \`rider.yaml\`) and Rider API 2.0.0 (reject, \`rider-v2.yaml\`) are versions of one API. Which of them run, and until when?
    "
  `);
});

test("the same comes from one run over all of them", async () => {
  const joined = await run(["portfolio", "reviews/*.json"], here);
  await run(
    ["review", "rider.yaml", "rider-v2.yaml", "back-office.yaml", "--quiet", "--portfolio", "markdown=all.md"],
    here,
  );
  expect(readFileSync(path.join(folder, "all.md"), "utf8")).toBe(joined.stdout);
});

test("of two reviews of one API the later counts, and says what changed", async () => {
  const before = JSON.parse(readFileSync(path.join(folder, "reviews/rider.json"), "utf8")) as {
    reviews: { findings: unknown[] }[];
  };
  const [review] = before.reviews;
  writeFileSync(
    path.join(folder, "old.json"),
    JSON.stringify({ ...before, asOf: "2025-12-01", reviews: [{ ...review, findings: review!.findings.slice(1) }] }),
  );
  const { stdout } = await run(["portfolio", "reviews/rider.json", "old.json", "--format", "json"], here);
  const { apis } = JSON.parse(stdout) as { apis: { before: unknown; reviewedAsOf: string }[] };
  expect(apis).toHaveLength(1);
  expect(apis[0]).toMatchObject({
    reviewedAsOf: "2026-01-31",
    before: { asOf: "2025-12-01", open: review!.findings.length - 1 },
  });
});

test.each([
  ["a file that is no review", ["none.json"], "none.json is not a review of version 1"],
  ["a file that is no JSON", ["broken.json"], "broken.json cannot be read as a review"],
  ["a file that is not there", ["missing.json"], "missing.json cannot be read: there is no such file"],
  ["a glob that matches nothing", ["nothing/*.json"], "matches no file"],
  ["a format that is not there", ["reviews/rider.json", "--format", "htm"], "Did you mean --format html?"],
])("%s is refused with what to do", async (_name, args, words) => {
  const { code, stderr } = await run(["portfolio", ...args], here);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
  expect(stderr).toMatch(/\nhint: /);
});

describe.skipIf(BROWSER === undefined)("as a page", () => {
  test("is quiet, narrow enough and accessible", async () => {
    const { stdout } = await run(["portfolio", "reviews/*.json", "--format", "html"], here);
    const browser = await launched();
    for (const width of [1280, 390]) {
      const { page, noise } = await opened(browser, stdout, { viewport: { width, height: 900 } });
      expect(await violationsIn(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.getByRole("searchbox").fill("back office");
      expect(await page.locator("#apis tbody tr:visible").count()).toBe(1);
      expect(noise).toEqual([]);
    }
    await browser.close();
  });
});
