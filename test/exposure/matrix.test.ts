import { describe, expect, test } from "vitest";
import {
  ADMISSIONS,
  AUDIENCES,
  REACHES,
  SENSITIVITIES,
  type Admission,
  type Audience,
  type Owner,
  type Reach,
  type Sensitivity,
} from "../../src/core/exposure-words.ts";
import { milder, type Severity } from "../../src/core/severity.ts";
import type { ClassifiedField, DataFlows, Flow } from "../../src/data/flows/flow.ts";
import { assess } from "../../src/exposure/assess.ts";
import { whoseData } from "../../src/exposure/whose-data.ts";
import { loadDocument } from "../../src/load/document.ts";
import { filesBelow, withBuffers } from "../../src/load/files.ts";
import type { Api, Operation } from "../../src/model/api.ts";
import { readApi } from "../../src/model/read-api.ts";
import { targetOf } from "../../src/model/schema.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { findingsOf } from "../../src/review/findings.ts";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { bolaOtherUsersData } from "../../src/rules/data/bola-other-users-data.ts";
import { excessiveDataExposure } from "../../src/rules/data/excessive-data-exposure.ts";

/*
 * Every combination of declared audience, reach, admission, whose data, and sensitivity, against the tables of who can
 * really call and what may be read, written down here a second time.
 */

type Column = "caller" | "principals, one" | "principals, a collection" | "thing" | "things";
type Row = "anonymous" | "self-registered" | "partner" | "private";

const OPERATIONS: Readonly<Record<Column, string>> = {
  caller: "/me",
  "principals, one": "/users/{id}",
  "principals, a collection": "/users",
  thing: "/orders/{id}",
  things: "/orders",
};

/**
 * Who owns what each operation returns: people such as the caller, or the account that the caller works for. Without a
 * credential nobody is the caller.
 */
const OWNERS_OF: Readonly<Record<Column, Owner>> = {
  caller: "caller",
  "principals, one": "population",
  "principals, a collection": "population",
  thing: "tenant",
  things: "tenant",
};

function ownerOf(column: Column, row: Row): "caller" | "population" | "tenant" {
  const owner = OWNERS_OF[column] as "caller" | "population" | "tenant";
  return owner === "caller" && row === "anonymous" ? "population" : owner;
}

const CEILINGS: Readonly<Record<Row, Readonly<Record<"caller" | "population" | "tenant", Sensitivity>>>> = {
  anonymous: { caller: "restricted", population: "public", tenant: "public" },
  "self-registered": { caller: "restricted", population: "internal", tenant: "restricted" },
  partner: { caller: "restricted", population: "confidential", tenant: "restricted" },
  private: { caller: "restricted", population: "restricted", tenant: "restricted" },
};

const SERVERS: Readonly<Record<Reach, string>> = {
  external: "https://api.acme.io",
  internal: "https://api.acme.internal",
  unknown: "/v1",
};

function expectedExposure(audience: Audience | undefined, reach: Reach, admission: Admission): Audience {
  const really: Audience =
    reach === "internal"
      ? "private"
      : admission === "anonymous" || admission === "self-registered"
        ? "public"
        : admission === "own"
          ? "private"
          : "partner";
  return AUDIENCES[Math.max(AUDIENCES.indexOf(audience ?? "private"), AUDIENCES.indexOf(really))]!;
}

/** By whom an operation is judged: a network protects nothing from those who are on it. */
function expectedJudgedAs(audience: Audience | undefined, reach: Reach, admission: Admission): Audience {
  const isOpenInside = reach === "internal" && (admission === "anonymous" || admission === "self-registered");
  return isOpenInside ? "public" : expectedExposure(audience, reach, admission);
}

function expectedRow(judgedAs: Audience, admission: Admission): Row {
  return judgedAs !== "public" ? judgedAs : admission === "anonymous" ? "anonymous" : "self-registered";
}

function expectedSeverity(judgedAs: Audience, sensitivity: Sensitivity, isInside: boolean): Severity | undefined {
  if (judgedAs === "private") return undefined;
  const severity =
    sensitivity === "internal" ? "medium" : judgedAs === "public" && sensitivity === "restricted" ? "critical" : "high";
  return isInside ? milder(severity) : severity;
}

const CATEGORIES: Readonly<Record<Sensitivity, string>> = {
  public: "user.preferences",
  internal: "user.unique_id",
  confidential: "user.contact.email",
  restricted: "user.health_and_medical",
};

for (const audience of [undefined, ...AUDIENCES]) {
  describe(`declared ${audience ?? "nothing"}`, () => {
    for (const reach of REACHES) {
      test.each(
        ADMISSIONS.flatMap((admission) =>
          (Object.keys(OPERATIONS) as Column[]).flatMap((column) =>
            SENSITIVITIES.map((sensitivity) => [reach, admission, column, sensitivity] as const),
          ),
        ),
      )("%s, %s: %s, %s", async (_reach, admission, column, sensitivity) => {
        const api = await apiWith(audience, reach, admission);
        const operation = api.operations.find(({ path }) => path === OPERATIONS[column])!;
        const policy = {
          ...defaultPolicy(),
          admission: admission === "unknown" || admission === "anonymous" ? new Map() : new Map([["token", admission]]),
        };
        const assessed = assess(api, whoseData(api, flowOf(operation, sensitivity), policy), policy);
        const { exposure, judgedAs, unprotected, row, over } = assessed.assessed(operation);

        expect(exposure).toBe(expectedExposure(audience, reach, admission));
        expect(judgedAs).toBe(expectedJudgedAs(audience, reach, admission));
        const isOpenInside = reach === "internal" && (admission === "anonymous" || admission === "self-registered");
        expect(unprotected).toBe(isOpenInside ? admission : undefined);
        expect(row).toBe(expectedRow(judgedAs, admission));
        const isOver = SENSITIVITIES.indexOf(sensitivity) > SENSITIVITIES.indexOf(CEILINGS[row][ownerOf(column, row)]);
        expect(over.size > 0).toBe(isOver);
        const [finding] = findingsOf(assessed, [credentialInResponse, bolaOtherUsersData, excessiveDataExposure]);
        expect(finding?.severity).toBe(
          isOver ? expectedSeverity(judgedAs, sensitivity, isOpenInside && audience !== "public") : undefined,
        );
      });
    }
  });
}

const APIS = new Map<string, Promise<Api>>();

/** The five operations, required as the admission says; each description is read once. */
function apiWith(audience: Audience | undefined, reach: Reach, admission: Admission): Promise<Api> {
  const isOpen = admission === "anonymous";
  const key = `${audience} ${reach} ${isOpen}`;
  let api = APIS.get(key);
  if (api === undefined) APIS.set(key, (api = read(audience, reach, isOpen)));
  return api;
}

async function read(audience: Audience | undefined, reach: Reach, isOpen: boolean): Promise<Api> {
  const schemas = {
    "/me": "User",
    "/users/{id}": "User",
    "/users": "User",
    "/orders/{id}": "Order",
    "/orders": "Order",
  } as const;
  const description = {
    openapi: "3.1.0",
    info: { title: "Matrix", version: "1", ...(audience === undefined ? {} : { "x-audience": audience }) },
    servers: [{ url: SERVERS[reach] }],
    security: [{ token: [] }],
    paths: Object.fromEntries(
      Object.entries(schemas).map(([path, name]) => {
        const one = { $ref: `#/components/schemas/${name}` };
        const schema = path.endsWith("s") ? { type: "array", items: one } : one;
        return [
          path,
          {
            get: {
              ...(isOpen ? { security: [] } : {}),
              responses: { "200": { description: "ok", content: { "application/json": { schema } } } },
            },
          },
        ];
      }),
    ),
    components: {
      schemas: {
        User: { properties: { id: { type: "string" }, field: { type: "string" } } },
        Order: { properties: { id: { type: "string" }, field: { type: "string" } } },
      },
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
    },
  };
  const files = withBuffers(
    filesBelow(import.meta.dirname),
    new Map([["matrix.json", Buffer.from(JSON.stringify(description))]]),
  );
  return readApi(await loadDocument("matrix.json", files));
}

/** One flow of one operation: the field of what it returns. */
function flowOf(operation: Operation, sensitivity: Sensitivity): DataFlows {
  const body = targetOf(operation.responses[0]!.content[0]!.schema!);
  const item = body.items === undefined ? body : targetOf(body.items);
  const field: ClassifiedField = {
    node: item.properties.get("field")!.node,
    owner: item.name,
    name: "field",
    category: CATEGORIES[sensitivity],
    called: { singular: "field", plural: "fields" },
    isPersonal: true,
    sensitivity,
    confidence: "certain",
    basis: "inferred",
    isLevelStated: false,
    declaredAs: undefined,
    because: [],
  };
  const isList = body.items !== undefined;
  const flow: Flow = {
    field,
    operation,
    direction: "read",
    via: "body",
    witness: isList ? "2xx [].field" : "2xx field",
    path: [{ schema: item, property: undefined, isItem: isList }],
  };
  return {
    fields: [field],
    flowsOf: (asked) => (asked === operation ? [flow] : []),
    looked: 2,
    declared: 0,
    confirmable: new Set(),
    confirmed: new Map(),
  };
}
