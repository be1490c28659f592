import { childPointer, lastToken } from "../../core/place.ts";
import { prose, quoted, yaml } from "../../core/prose.ts";
import { operationsAt } from "../../model/operations-at.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { Api } from "../../model/api.ts";
import { structureWordFix } from "../../operations/fixes/spelling-fixes.ts";
import type { Rule } from "../rule.ts";
import type { Fault, FaultPlace } from "../../operations/fault.ts";
import { misplacedSecurityKeys } from "../../operations/misplaced-security-keys.ts";
import { structureFaultsIn } from "../../operations/structure-faults.ts";

/** What OpenAPI's own JSON Schema rejects, and keys that stand twice. */
export const invalidStructure: Rule = {
  id: "invalid-structure",
  title: "Description is not valid OpenAPI",
  owasp: ["API9:2023"],
  cwe: [1059],
  asvs: [],
  confidence: "certain",

  rationale: prose`
    Each tool handles an invalid part differently: one ignores it, one guesses, one stops. What a gateway enforces may
    then differ from what the reviewer read.
  `,
  exploit: prose`
    A limit or requirement is in a place that OpenAPI does not define. The gateway ignores it, but the reviewer has read
    it and trusts it. An attacker sends exactly what the limit was meant to reject.
  `,
  remediation: prose`
    Correct the part as the message says.
  `,
  fixes: [structureWordFix],

  examples: {
    bad: [
      yaml`
        paths:
          /orders:
            get:
              sumary: All orders # ✗
              responses:
                default:
                  description: The orders.
      `,
      yaml`
        paths:
          /orders:
            get:
              operationId: orders
              responses:
                default:
                  description: The orders.
              operationId: allOrders # ✗
      `,
    ],
    good: [
      yaml`
        paths:
          /orders:
            get:
              summary: All orders
              x-owner: orders
              responses:
                default:
                  description: The orders.
      `,
    ],
  },

  *check(api) {
    yield* invalidParts(api);
    yield* repeatedKeys(api);
  },
};

/** One fault for each kind of mistake, with all places where it is made. */
function* invalidParts(api: AssessedApi): Generator<Fault> {
  const elsewhere = new Set([...misplacedSecurityKeys(api)].map(({ at }) => at.file + at.pointer));
  const byCause = new Map<string, { message: string; spots: FaultPlace[] }>();
  for (const { at, cause, message } of structureFaultsIn(api)) {
    if (elsewhere.has(at.file + at.pointer)) continue;
    const group = byCause.get(cause) ?? { message, spots: [] };
    byCause.set(cause, group);
    for (const spot of spotsAt(api, at)) group.spots.push(spot);
  }
  for (const [cause, { message, spots }] of byCause) {
    const places = new Set(spots.map(({ at }) => at.file + at.pointer)).size;
    yield { at: spots[0]!.at, cause, places: spots, message: places === 1 ? message : `${message} (${places} places)` };
  }
}

function* repeatedKeys(api: Api): Generator<Fault> {
  const byKey = new Map<string, { holders: Set<string>; spots: FaultPlace[] }>();
  for (const source of api.document.sources()) {
    for (const { tokens, key } of source.layout.repeatedKeys) {
      if (key === "security") continue; // reported as misplaced security
      const holder = tokens.reduce(childPointer, "#");
      const group = byKey.get(key) ?? { holders: new Set(), spots: [] };
      byKey.set(key, group);
      group.holders.add(holder);
      for (const spot of spotsAt(api, { file: source.file, pointer: childPointer(holder, key) }))
        group.spots.push(spot);
    }
  }
  for (const [key, { holders, spots }] of byKey) {
    const holder = lastToken([...holders][0]!);
    const where = holders.size > 1 ? ` in ${holders.size} places` : holder === "" ? "" : ` in ${quoted(holder)}`;
    yield {
      at: spots[0]!.at,
      cause: `twice ${key}`,
      places: spots,
      message: `${quoted(key)} is defined twice${where}; parsers differ in which one they keep`,
    };
  }
}

function spotsAt(api: Api, at: FaultPlace["at"]): readonly FaultPlace[] {
  const operations = operationsAt(api, at);
  return operations.length === 0 ? [{ at }] : operations.map((operation) => ({ at, operation }));
}
