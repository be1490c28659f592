import { describe, expect, test } from "vitest";
import { massAssignment } from "../../src/rules/authorization/mass-assignment.ts";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { internalsInResponse } from "../../src/rules/data/internals-in-response.ts";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { negativeAmount } from "../../src/rules/inputs/negative-amount.ts";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { placeholderServer } from "../../src/rules/inventory/placeholder-server.ts";
import { faultsIn, returns, SIGN_UP, takes } from "./faults-in.ts";

/* What a finding says is what the description shows, and no more. */

const TEXT = { type: "string" };

describe("one field has one use", () => {
  test.each([
    ["POST /preview", { source: { ...TEXT, description: "Jinja2 source of the template" } }, "template"],
    ["POST /preview", { source: { ...TEXT, description: "Where the page is, a URL" } }, "fetched"],
    ["POST /preview", { url: TEXT }, "fetched"],
  ])("%s %j is %s", async (operation, properties, use) => {
    const operations = { [operation]: { requestBody: takes(properties) } };
    const run = await faultsIn(injectionInterpretedInput, operations);
    const fetched = await faultsIn(ssrfClientSuppliedUrl, operations);
    expect([...run.map(({ cause }) => cause), ...fetched.map(({ cause }) => cause.split(" ")[0])].join()).toBe(use);
  });
});

describe("HTML of which a text says that it loads more", () => {
  test.each([
    ["Raw HTML instead of a template. Remote images and stylesheets are loaded.", 1],
    ["HTML. Entfernte Bilder werden geladen.", 1],
    ["HTML. Les images distantes sont chargées.", 1],
    ["HTML. Remote images and stylesheets are not loaded.", 0],
    ["HTML. Images are loaded by the browser of the reader.", 0],
    ["HTML. Bilder werden vom Browser geladen.", 0],
    ["HTML of the mail.", 0],
  ])("%s", async (description, many) => {
    const operations = { "POST /jobs": { requestBody: takes({ html: { ...TEXT, description } }) } };
    expect(await faultsIn(ssrfClientSuppliedUrl, operations)).toHaveLength(many);
  });
});

describe("a host with int", () => {
  const beside = (url: string, description: string, first: string): object => ({
    servers: [{ url: first }, { url, description }],
  });
  test.each([
    ["https://docs.int.acme.io", "VPN / office", "https://api.acme.io", 0],
    ["https://docs.int.acme.io", "Internes Netz", "https://api.acme.io", 0],
    ["https://docs.int.acme.io", "", "http://docs.shop.svc.cluster.local", 0],
    ["https://docs.int.acme.io", "", "https://api.acme.io", 1],
    ["https://docs.staging.acme.io", "VPN / office", "https://api.acme.io", 1],
  ])("%s, %j, beside %s", async (url, description, first, many) => {
    expect(await faultsIn(placeholderServer, { "GET /orders": {} }, beside(url, description, first))).toHaveLength(
      many,
    );
  });

  test.each([
    ["https://docs.int.acme.example", "Server URL is a placeholder"],
    ["https://docs.staging.acme.io", "Developer or test server is listed"],
    ["http://localhost:8080", "Developer or test server is listed"],
  ])("%s beside the API's own has the title %j", async (url, title) => {
    const servers = { servers: [{ url: "https://api.acme.io" }, { url }] };
    const [fault] = await faultsIn(placeholderServer, { "GET /orders": {} }, servers);
    expect(fault?.title ?? placeholderServer.title).toBe(title);
  });

  test.each([
    ["http://api.acme.example", true],
    ["https://api.acme.example", false],
  ])("a placeholder %s says that its transport is judged later: %s", async (url, isSaid) => {
    const [fault] = await faultsIn(placeholderServer, { "GET /orders": {} }, { servers: [{ url }] });
    expect(fault?.evidence?.some((one) => one.includes("without TLS")) ?? false).toBe(isSaid);
  });
});

describe("a password that callers set for their own system", () => {
  const own = { ...TEXT, description: "Optional, for the log-in at your system" };
  const plain = TEXT;
  const title = async (property: object, more: object = {}): Promise<string | undefined> => {
    const operations = {
      "GET /settings/notification": { responses: returns({ type: "object", properties: { password: plain } }) },
      "PUT /settings/notification": { requestBody: takes({ url: TEXT, password: property }), ...more },
    };
    const [fault] = await faultsIn(credentialInResponse, operations, {
      security: [{ key: [] }],
      info: { title: "Partner API", version: "1", description: "Keys are issued to partners under contract." },
    });
    return fault?.title ?? fault?.message;
  };
  test.each([
    ["is read back by who set it", own, {}, /can be read back/],
    ["may be one for all", plain, {}, /can read passwords/],
    ["is set with another credential", own, { security: [{ token: [] }] }, /can read passwords/],
  ])("%s", async (_what, property, more, expected) => {
    expect(await title(property, more)).toMatch(expected);
  });
});

describe("privileged fields", () => {
  test("of users that a sign-up may accept are not said to be stored", async () => {
    const user = { type: "object", properties: { email: TEXT, isStaff: { type: "boolean" } } };
    const faults = await faultsIn(massAssignment, {
      ...SIGN_UP,
      "GET /users/{id}": { responses: returns(user) },
    });
    const words = faults.map(({ message }) => message).join(" ");
    expect(words).toContain('including "isStaff" of users');
  });

  test("are first to be removed, and then perhaps for administrators", async () => {
    const [fault] = await faultsIn(massAssignment, {
      ...SIGN_UP,
      "PATCH /users/{userId}": { requestBody: takes({ name: TEXT, isStaff: { type: "boolean" } }) },
    });
    expect(fault?.remediation ?? "Remove").toMatch(/^Remove/);
  });
});

describe("what is returned and marked as internal", () => {
  test.each([
    ["intern", 1],
    ["For internal use only.", 1],
    ["Interne", 1],
    ["Nicht intern", 0],
    ["The internal diameter of the pipe, in millimetres", 0],
    ["Purchase price", 0],
  ])("a number with the text %j", async (description, many) => {
    const item = {
      type: "object",
      properties: { price: { type: "number" }, einkaufswert: { type: "number", description } },
    };
    expect(await faultsIn(internalsInResponse, { "GET /articles/{id}": { responses: returns(item) } })).toHaveLength(
      many,
    );
  });
});

describe("an API without prices", () => {
  test.each([
    ["nettopreis", false],
    ["listenpreis", false],
    ["nettogewicht", true],
  ])("that returns %s has none: %s", async (name, isFree) => {
    const [fault] = await faultsIn(negativeAmount, {
      "POST /bestellungen": { requestBody: takes({ menge: { type: "integer" } }) },
      "GET /artikel": { responses: returns({ type: "object", properties: { [name]: { type: "number" } } }) },
    });
    expect(fault?.mitigations?.some((one) => one.includes("no prices"))).toBe(isFree);
  });
});
