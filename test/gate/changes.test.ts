import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { GateChange } from "../../src/report/words/gate-words.ts";
import { gated } from "./judged.ts";

const ENTRY = "openapi.yaml";

/** One change of an example: what is written in place of what, and what the gate must say of it. */
interface Scripted {
  readonly example: "fitness" | "telematics" | "patient-monitoring";
  readonly from: string | RegExp;
  readonly to: string;
  readonly kind: GateChange["kind"];
  readonly direction?: GateChange["direction"];
  readonly decision: "pass" | "fail";
  /** A part of the line of the head, else of the base, that it must point at. */
  readonly line: string;
  readonly text: RegExp;
}

const me = (answer: string): string => `      summary: Get my account\n${answer}      responses:\n`;

const SCRIPTED: Readonly<Record<string, Scripted>> = {
  "an anonymous operation is added": {
    example: "fitness",
    from: "  /v1/me:\n",
    to: '  /v1/banners:\n    get:\n      security: []\n      responses:\n        "200": { description: Banners., content: { application/json: { schema: { type: object, properties: { title: { type: string } } } } } }\n  /v1/me:\n',
    kind: "operation-added",
    // The API is declared private.
    decision: "fail",
    line: "get:",
    text: /GET \/v1\/banners is new: anyone without a credential can call it/,
  },
  "an anonymous operation returns a schema that was returned to riders before": {
    example: "fitness",
    from: "  /v1/me:\n",
    to: '  /v1/community:\n    get:\n      security: []\n      responses:\n        "200": { description: Riders., content: { application/json: { schema: { $ref: "#/components/schemas/ProfilePage" } } } }\n  /v1/me:\n',
    kind: "operation-added",
    decision: "fail",
    line: "get:",
    text: /it returns .*name/,
  },
  "an operation asks for nothing any more": {
    example: "fitness",
    from: me(""),
    to: me("      security: []\n"),
    kind: "authentication-removed",
    decision: "fail",
    line: "security: []",
    text: /GET \/v1\/me: nothing is required; it was bearerAuth/,
  },
  "and so anybody can call it": {
    example: "fitness",
    from: me(""),
    to: me("      security: []\n"),
    kind: "newly-reachable",
    decision: "fail",
    line: "get:",
    text: /GET \/v1\/me: now called by anyone without a credential/,
  },
  "an alternative asks for nothing": {
    example: "fitness",
    from: me(""),
    to: me("      security:\n        - bearerAuth: []\n        - {}\n"),
    kind: "authentication-optional",
    decision: "fail",
    line: "- {}",
    text: /GET \/v1\/me: an alternative asks for nothing/,
  },
  "the root's requirement is removed": {
    example: "fitness",
    from: "security:\n  - bearerAuth: []\n\npaths",
    to: "paths",
    kind: "root-authentication-removed",
    decision: "fail",
    line: "openapi: 3.0.3",
    text: /the root's requirement, in force for GET \/v1\/me, PATCH \/v1\/me/,
  },
  "another scheme is enough": {
    example: "telematics",
    from: "      security:\n        - partnerCertificate: []\n          partnerToken: [consents.read]\n      parameters:\n        - name: status",
    to: "      security:\n        - partnerCertificate: []\n          partnerToken: [consents.read]\n        - apiKey: []\n      parameters:\n        - name: status",
    kind: "alternative-added",
    decision: "fail",
    line: "- apiKey: []",
    text: /GET \/v1\/consents: apiKey lets a caller in too/,
  },
  "one of two schemes is no longer asked for": {
    example: "telematics",
    from: "      security:\n        - partnerCertificate: []\n          partnerToken: [consents.read]\n      parameters:\n        - name: status",
    to: "      security:\n        - partnerToken: [consents.read]\n      parameters:\n        - name: status",
    kind: "alternative-weakened",
    decision: "fail",
    line: "- partnerToken: [consents.read]",
    text: /partnerToken is enough; partnerCertificate was asked for too/,
  },
  "a scope is dropped": {
    example: "telematics",
    from: "          partnerToken: [crashes.read]",
    to: "          partnerToken: []",
    kind: "scope-dropped",
    decision: "fail",
    line: "partnerCertificate: []",
    text: /no longer asks for the scope "crashes\.read"/,
  },
  "a scheme becomes weaker": {
    example: "telematics",
    from: /partnerToken:\n {6}type: oauth2[\s\S]*?\n\n {2}parameters:/,
    to: "partnerToken:\n      type: apiKey\n      in: query\n      name: key\n\n  parameters:",
    kind: "scheme-weakened",
    decision: "fail",
    line: "type: apiKey",
    text: /it is an API key in the query \(key\), it was OAuth 2\.0 \(clientCredentials\)/,
  },
  "the token endpoint moves": {
    example: "telematics",
    from: "https://login.tarnlane.io/oauth2/token",
    to: "https://login.tarnlane.cloud/oauth2/token",
    kind: "token-endpoint-moved",
    decision: "fail",
    line: "tokenUrl: https://login.tarnlane.cloud",
    text: /tokenUrl is https:\/\/login\.tarnlane\.cloud/,
  },
  "a sensitive field is returned": {
    example: "fitness",
    from: "        followedByMe: { type: boolean }\n        followerCount: { type: integer }\n        workoutCount: { type: integer }\n      example",
    to: "        followedByMe: { type: boolean }\n        email: { type: string, format: email }\n        followerCount: { type: integer }\n        workoutCount: { type: integer }\n      example",
    kind: "field-readable",
    decision: "fail",
    line: "email: { type: string, format: email }",
    text: /Profile\.email \(e-mail address, confidential\) can be read with .*GET \/v1\/users\/\{userId\}.*items\[\]\.email|email/,
  },
  "a sensitive field is taken": {
    example: "fitness",
    from: "        weightKg: { type: number, minimum: 25, maximum: 300 }",
    to: "        weightKg: { type: number, minimum: 25, maximum: 300 }\n        phoneNumber: { type: string, maxLength: 20 }",
    kind: "field-writable",
    decision: "pass",
    line: "phoneNumber",
    text: /phoneNumber \(phone number, confidential\) can be sent to PATCH \/v1\/me: request phoneNumber/,
  },
  "readOnly is dropped": {
    example: "fitness",
    from: "        weightKg: { type: number, minimum: 25, maximum: 300 }",
    to: "        weightKg: { type: number, minimum: 25, maximum: 300 }\n        isStaff: { type: boolean }",
    kind: "read-only-dropped",
    decision: "fail",
    line: "isStaff: { type: boolean }",
    text: /PATCH \/v1\/me, request isStaff: readOnly is gone, so callers can write a field that controls rights or money/,
  },
  "writeOnly is dropped": {
    example: "fitness",
    from: "        createdAt: { type: string, format: date-time, readOnly: true }\n\n    MeUpdate",
    to: "        createdAt: { type: string, format: date-time, readOnly: true }\n        pin: { type: string, format: password }\n\n    MeUpdate",
    kind: "write-only-dropped",
    decision: "fail",
    line: "pin: { type: string, format: password }",
    text: /writeOnly is gone, so it may be read back/,
  },
  "a length grows": {
    example: "fitness",
    from: "firstName: { type: string, maxLength: 60 }",
    to: "firstName: { type: string, maxLength: 6000 }",
    kind: "limit-loosened",
    decision: "pass",
    line: "firstName: { type: string, maxLength: 6000 }",
    text: /PATCH \/v1\/me, request firstName: maxLength is 6000, it was 60/,
  },
  "a limit of a parameter is gone": {
    example: "fitness",
    from: "schema: { type: string, minLength: 3, maxLength: 40 }",
    to: "schema: { type: string, maxLength: 40 }",
    kind: "limit-loosened",
    decision: "pass",
    line: "schema: { type: string, maxLength: 40 }",
    text: /GET \/v1\/users, query q: minLength 3 is gone/,
  },
  "a request takes any field": {
    example: "fitness",
    from: "    MeUpdate:\n      type: object\n      additionalProperties: false\n",
    to: "    MeUpdate:\n      type: object\n",
    kind: "request-opened",
    decision: "pass",
    line: "MeUpdate:",
    text: /fields that are not described are accepted too/,
  },
  "a response is opened": {
    example: "fitness",
    from: /(description: The profile\.\n {10}content:\n {12}application\/json:\n {14}schema: )\{[^}]*\}/,
    to: "$1{ type: object }",
    kind: "response-opened",
    decision: "fail",
    line: "schema: { type: object }",
    text: /GET \/v1\/users\/\{userId\} allows any content in its response; it returned .*name/,
  },
  "the schema of a response is removed": {
    example: "fitness",
    from: /(description: The profile\.\n) {10}content:\n {12}application\/json:\n {14}schema: \{[^}]*\}\n/,
    to: "$1",
    kind: "response-schema-removed",
    decision: "fail",
    line: '"200":',
    text: /GET \/v1\/users\/\{userId\} no longer describes its response/,
  },
  "a field is no longer returned": {
    example: "fitness",
    from: '        gender: { $ref: "#/components/schemas/Gender" }\n        ageGroup: { $ref: "#/components/schemas/AgeGroup" }\n        location: { $ref: "#/components/schemas/Location" }\n',
    to: '        ageGroup: { $ref: "#/components/schemas/AgeGroup" }\n        location: { type: object }\n',
    kind: "field-no-longer-readable",
    direction: "better",
    decision: "pass",
    line: "",
    text: /Profile\.gender/,
  },
  "a classification is lowered": {
    example: "telematics",
    from: "                category: health\n                sensitivity: restricted\n                masking: { strategy: full }\n\n    CrashPosition",
    to: "                category: internal\n                sensitivity: internal\n                masking: { strategy: full }\n\n    CrashPosition",
    kind: "classification-lowered",
    decision: "fail",
    line: "injuries",
    text: /injuries/,
  },
  "a server is added": {
    example: "fitness",
    from: "servers:\n",
    to: "servers:\n  - url: https://api.spinhollow.partners.io\n",
    kind: "server-added",
    decision: "pass",
    line: "https://api.spinhollow.partners.io",
    text: /https:\/\/api\.spinhollow\.partners\.io is new \(reach: external/,
  },
  "reach widens": {
    example: "patient-monitoring",
    from: /servers:\n(?: {2}.*\n)+/,
    to: "servers:\n  - url: https://api.clinic-monitoring.health\n",
    kind: "reach-widened",
    decision: "fail",
    line: "https://api.clinic-monitoring.health",
    text: /reach is external, it was internal/,
  },
  "and with it exposure": {
    example: "patient-monitoring",
    from: /servers:\n(?: {2}.*\n)+/,
    to: "servers:\n  - url: https://api.clinic-monitoring.health\n",
    kind: "exposure-widened",
    decision: "fail",
    line: ":",
    text: /exposure is partner, it was private/,
  },
  "the audience widens": {
    example: "telematics",
    from: "x-audience: external-partner",
    to: "x-audience: external-public",
    kind: "audience-widened",
    decision: "fail",
    line: "x-audience: external-public",
    text: /the declared audience is public, it was partner/,
  },
  "a path cannot be read any more": {
    example: "fitness",
    from: /( {2}\/v1\/users\/\{userId\}:\n) {4}get:[\s\S]*?(?=\n {2}\/v1)/,
    to: "$1    $ref: missing.yaml\n",
    kind: "evidence-lost",
    decision: "fail",
    line: "/v1/users/{userId}",
    text: /GET \/v1\/users\/\{userId\} can no longer be read/,
  },
  "an operation is removed": {
    example: "fitness",
    from: /( {2}\/v1\/users\/\{userId\}:\n) {4}get:[\s\S]*?(?=\n {2}\/v1)/,
    to: "",
    kind: "operation-removed",
    direction: "neutral",
    decision: "pass",
    line: "get:",
    text: /GET \/v1\/users\/\{userId\} is no longer described/,
  },
  "a fixed part of a path is renamed": {
    example: "fitness",
    from: "  /v1/users/{userId}:\n",
    to: "  /v1/riders/{userId}:\n",
    kind: "operation-moved",
    direction: "neutral",
    decision: "pass",
    line: "get:",
    text: /GET \/v1\/riders\/\{userId\} was GET \/v1\/users\/\{userId\}/,
  },
};

/** What must be there before a change can take it away. */
const PREPARED: Readonly<Record<string, readonly [from: string, to: string]>> = {
  "readOnly is dropped": [
    "        weightKg: { type: number, minimum: 25, maximum: 300 }",
    "        weightKg: { type: number, minimum: 25, maximum: 300 }\n        isStaff: { type: boolean, readOnly: true }",
  ],
  "writeOnly is dropped": [
    "        createdAt: { type: string, format: date-time, readOnly: true }\n\n    MeUpdate",
    "        createdAt: { type: string, format: date-time, readOnly: true }\n        pin: { type: string, format: password, writeOnly: true }\n\n    MeUpdate",
  ],
};

describe("a change is told under its own name, on its own line, and decided when", () => {
  test.each(Object.entries(SCRIPTED))(
    "%s",
    async (name, { example, from, to, kind, direction = "worse", decision, line, text }) => {
      const written = readFileSync(path.join(import.meta.dirname, "../../examples", example, "openapi.yaml"), "utf8");
      const changed = written.replace(from, to);
      expect(changed).not.toBe(written);
      const prepared = PREPARED[name];
      const before = prepared === undefined ? written : written.replace(...prepared);
      const { gate } = await gated(new Map([[ENTRY, before]]), new Map([[ENTRY, changed]]), ENTRY);
      const found = gate.changes.filter((change) => change.kind === kind && text.test(change.text));
      expect(
        found.map((change) => change.direction),
        gate.changes.map((c) => `${c.kind}: ${c.text}`).join("\n"),
      ).toContain(direction);
      const site = found[0]!.head ?? found[0]!.base!;
      const lines = (found[0]!.head === null ? before : changed).split("\n");
      expect(lines[site.line - 1]).toContain(line);
      expect([gate.decision, ...gate.because.slice(0, decision === "pass" ? 9 : 0)]).toEqual([decision]);
    },
  );
});

test("a credential in what changed is masked", async () => {
  const written = readFileSync(path.join(import.meta.dirname, "../../examples/telematics/openapi.yaml"), "utf8");
  const key = ["AKIA", "IOSFODNN7EXAMPL3"].join("");
  const changed = written.replace("https://login.tarnlane.io/oauth2/token", `https://login.tarnlane.io/${key}/token`);
  const { gate } = await gated(new Map([[ENTRY, written]]), new Map([[ENTRY, changed]]), ENTRY);
  const moved = gate.changes.find(({ kind }) => kind === "token-endpoint-moved")!;
  expect(moved.text).toContain("AKIA");
  expect(JSON.stringify(gate)).not.toContain(key);
});
