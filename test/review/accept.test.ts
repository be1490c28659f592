import { describe, expect, test } from "vitest";
import type { Finding, FindingPlace, Review } from "../../src/core/review.ts";
import type { Severity } from "../../src/core/severity.ts";
import type { Waiver } from "../../src/policy/waivers.ts";
import { accept, type Acceptable } from "../../src/review/accept.ts";

const AS_OF = "2026-06-30";

function waiver(parts: Partial<Waiver>): Waiver {
  return {
    kind: "waiver",
    rule: "excessive-data-exposure",
    operations: [],
    fields: [],
    places: undefined,
    severity: undefined,
    reason: "Handles are public",
    owner: "rides",
    approver: "Jo",
    until: "2026-12-31",
    source: { file: "sallyport.yaml", line: 3 },
    ...parts,
  };
}

/** A place of an operation and a witness; its fingerprint is both. */
function place(operation: string | null, witness: string | null = null): FindingPlace {
  const fingerprint = [operation, witness].filter((part) => part !== null).join(" ");
  const pointer = `#/${witness?.split(/[ .]/).at(-1) ?? "root"}`;
  return { fingerprint, file: "a.yaml", pointer, line: 9, operation, witness, state: null, excerpt: [] };
}

function finding(places: readonly FindingPlace[], parts: Partial<Finding> = {}): Finding {
  return {
    fingerprint: "f1",
    rule: "excessive-data-exposure",
    severity: "high",
    confidence: "certain",
    title: "T",
    message: "m",
    file: "a.yaml",
    pointer: "#",
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
    operations: [],
    fields: [],
    owasp: [],
    cwe: [],
    rationale: "",
    remediation: "",
    evidence: [],
    status: "open",
    owner: null,
    firstSeen: null,
    due: null,
    ticket: null,
    assumes: [],
    places: [...places],
    ...parts,
  };
}

function field(name: string, owner = "User"): Review["fields"][number] {
  return {
    file: "a.yaml",
    pointer: `#/${name}`,
    line: 1,
    owner,
    name,
    category: "user.name",
    sensitivity: "confidential",
    basis: "inferred",
    declaredAs: null,
    confidence: "certain",
    flows: [],
  };
}

function settled(findings: readonly Finding[], waivers: readonly Waiver[], acceptsRequests = false) {
  const review: Acceptable = {
    findings: [...findings],
    assumptions: [],
    fields: ["email", "name", "ssn"].map((name) => field(name)),
  };
  return accept(review, waivers, { asOf: AS_OF, acceptsRequests });
}

const GET = "GET /users/{id}";
const EMAIL = place(GET, "2xx email");
const NAME = place(GET, "2xx name");
const BARE = place(GET);
const ROOT = place(null);

describe("a place is covered", () => {
  const rows: readonly [string, FindingPlace, Partial<Waiver>, boolean][] = [
    ["by its operation and its witness", EMAIL, { operations: [GET], fields: ["2xx email"] }, true],
    ["by its operation and its way", EMAIL, { operations: [GET], fields: ["email"] }, true],
    ["by its operation and its owner and name", EMAIL, { operations: [GET], fields: ["User.email"] }, true],
    ["by one of several names", EMAIL, { operations: ["GET /x", GET], fields: ["User.name", "User.email"] }, true],
    ["whatever the path parameter is called", EMAIL, { operations: ["GET /users/{userId}"], fields: ["email"] }, true],
    ["by its operation alone where it is about no field", BARE, { operations: [GET] }, true],
    ["by its rule alone where it is of no operation", ROOT, {}, true],
    ["by its fingerprint", EMAIL, { places: new Set([EMAIL.fingerprint]) }, true],
    [
      "by its fingerprint, whatever the patterns",
      EMAIL,
      { places: new Set([EMAIL.fingerprint]), operations: ["GET /**"] },
      true,
    ],
    ["up to the severity that was accepted", EMAIL, { operations: [GET], fields: ["email"], severity: "high" }, true],

    ["not by its operation alone where it is about a field", EMAIL, { operations: [GET] }, false],
    ["not by its field alone", EMAIL, { fields: ["User.email"] }, false],
    ["not by its rule alone", EMAIL, {}, false],
    [
      "not by a field of the same name and another owner",
      EMAIL,
      { operations: [GET], fields: ["Customer.email"] },
      false,
    ],
    ["not by a pattern of operations", EMAIL, { operations: ["GET /users/*"], fields: ["email"] }, false],
    ["not by a pattern of all operations", BARE, { operations: ["**"] }, false],
    ["not by a pattern of fields", EMAIL, { operations: [GET], fields: ["**"] }, false],
    ["not by another operation", EMAIL, { operations: ["GET /users"], fields: ["email"] }, false],
    ["not by another method", EMAIL, { operations: ["PUT /users/{id}"], fields: ["email"] }, false],
    ["not by another rule", EMAIL, { rule: "bulk-exposure", operations: [GET], fields: ["email"] }, false],
    ["not by another fingerprint", EMAIL, { places: new Set([NAME.fingerprint]) }, false],
    [
      "not by its names where places are listed",
      EMAIL,
      { places: new Set([NAME.fingerprint]), operations: [GET], fields: ["email"] },
      false,
    ],
    [
      "not where it is worse than what was accepted",
      EMAIL,
      { operations: [GET], fields: ["email"], severity: "medium" },
      false,
    ],
    ["not by an operation where it is of none", ROOT, { operations: [GET] }, false],
  ];
  test.each(rows)("%s", (_, at, parts, isCovered) => {
    const { findings, waivers } = settled([finding([at])], [waiver(parts)]);
    expect(findings[0]!.status).toBe(isCovered ? "accepted" : "open");
    expect(findings[0]!.severity).toBe("high");
    expect(waivers[0]!.state).toBe(isCovered ? "in-force" : "stale");
  });
});

describe("a finding is accepted", () => {
  test("when each of its places is", () => {
    const email = waiver({ operations: [GET], fields: ["email"] });
    const name = waiver({ places: new Set([NAME.fingerprint]), approver: "Kim", until: "2026-07-31" });
    expect(settled([finding([EMAIL, NAME])], [email]).findings[0]!.status).toBe("open");
    const [both] = settled([finding([EMAIL, NAME])], [email, name]).findings;
    expect(both).toMatchObject({ status: "accepted", due: "2026-07-31", owner: "rides" });
    expect(both!.evidence).toEqual([
      "Accepted until 2026-12-31 by Jo: Handles are public.",
      "Accepted until 2026-07-31 by Kim: Handles are public.",
    ]);
  });

  test("not with a new operation or a new field", () => {
    const all = waiver({ operations: ["GET /**"], fields: ["**"], places: new Set([EMAIL.fingerprint]) });
    expect(settled([finding([EMAIL])], [all]).findings[0]!.status).toBe("accepted");
    for (const added of [place(GET, "2xx ssn"), place("GET /users", "2xx [].email")]) {
      const { findings, waivers } = settled([finding([EMAIL, added])], [all]);
      expect(findings[0]!.status).toBe("open");
      expect(waivers[0]).toMatchObject({
        state: "in-force",
        places: [EMAIL.fingerprint],
        missing: [{ fingerprint: added.fingerprint, operation: added.operation }],
      });
    }
  });

  test("not with a new sensitive field that stands at none of its places", () => {
    const about = { rule: "client-side-privacy", fields: ["a.yaml#/email"] };
    const hidden = place(GET, "2xx isPrivate");
    const named = waiver({
      rule: "client-side-privacy",
      places: new Set([hidden.fingerprint]),
      fields: ["User.email"],
    });
    expect(settled([finding([hidden], about)], [named]).findings[0]!.status).toBe("accepted");
    const { findings, waivers } = settled(
      [finding([hidden], { ...about, fields: ["a.yaml#/email", "a.yaml#/ssn"] })],
      [named],
    );
    expect(findings[0]!.status).toBe("open");
    expect(waivers[0]!.missing.map(({ what }) => what)).toEqual(["the field User.ssn, which the finding is about too"]);
  });

  test("under an assumption too", () => {
    const { assumptions } = accept(
      {
        findings: [],
        assumptions: [{ id: "admission", question: "?", operations: [], ifTrue: [finding([BARE])], settle: [] }],
        fields: [],
      },
      [waiver({ operations: [GET] })],
      { asOf: AS_OF },
    );
    expect(assumptions[0]!.ifTrue[0]!.status).toBe("accepted");
  });

  test("never when it is fixed", () => {
    expect(settled([finding([BARE], { status: "fixed" })], [waiver({ operations: [GET] })]).findings[0]!.status).toBe(
      "fixed",
    );
  });
});

describe("time", () => {
  const rows: readonly [string, string, Severity, Finding["status"], Severity][] = [
    ["the last day", "2026-06-30", "high", "accepted", "high"],
    ["the day after", "2026-06-29", "high", "open", "critical"],
    ["long after", "2025-01-01", "medium", "open", "high"],
    ["long after, of the worst", "2025-01-01", "critical", "open", "critical"],
  ];
  test.each(rows)("%s", (_, until, severity, status, then) => {
    const { findings, waivers } = settled([finding([BARE], { severity })], [waiver({ operations: [GET], until })]);
    expect(findings[0]).toMatchObject({ status, severity: then });
    expect(waivers[0]!.state).toBe(status === "accepted" ? "in-force" : "expired");
  });

  test("what was renewed holds", () => {
    const old = waiver({ operations: [GET], until: "2026-01-01" });
    expect(settled([finding([BARE])], [old, waiver({ operations: [GET] })]).findings[0]).toMatchObject({
      status: "accepted",
      severity: "high",
    });
  });

  test("findings that become more severe stand before the others", () => {
    const { findings } = settled(
      [
        finding([ROOT], { fingerprint: "f2" }),
        finding([BARE], { severity: "medium", rule: "basic-auth" }),
        finding([BARE]),
      ],
      [waiver({ operations: [GET], until: "2026-01-01" })],
    );
    expect(findings.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual([
      "critical excessive-data-exposure",
      "high excessive-data-exposure",
      "medium basic-auth",
    ]);
  });

  test("without a date nothing holds", () => {
    const { findings } = accept({ findings: [finding([BARE])], assumptions: [], fields: [] }, [
      waiver({ operations: [GET] }),
    ]);
    expect(findings[0]).toMatchObject({ status: "open", severity: "critical" });
  });
});

test("a request is shown, and granted only where the policy says so", () => {
  const request = waiver({ kind: "request", operations: [GET], owner: undefined, approver: undefined });
  const shown = settled([finding([BARE])], [request]);
  expect(shown.findings[0]!.status).toBe("open");
  expect(shown.waivers[0]).toMatchObject({ state: "requested", places: [BARE.fingerprint], approver: null });
  const granted = settled([finding([BARE])], [request], true);
  expect(granted.findings[0]!.status).toBe("accepted");
  expect(granted.waivers[0]!.state).toBe("in-force");
});
