import { count, prose, yaml } from "../../core/prose.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { AudienceStatement } from "../../exposure/audience.ts";
import type { Rule } from "../rule.ts";

/** Declarations of the audience that contradict each other. */
export const conflictingAudience: Rule = {
  id: "conflicting-audience",
  title: "Two declarations of the audience disagree",
  owasp: ["API9:2023"],
  cwe: [1059],
  asvs: ["V8.1.1"],
  confidence: "certain",

  rationale: prose`
    Teams and tools may read different declarations. An extension that hides an operation from the documentation does
    not make it private: the operation is judged by the widest declaration.
  `,
  exploit: prose`
    An operation is marked internal in one place and public in another. The portal treats it as public and publishes
    it, while the team treats it as internal and never reviews it for public access. An attacker finds it in the public
    documentation and is the first to test who may call it.
  `,
  remediation: prose`
    Declare one audience. Hide from the documentation only what the declared audience does not need.
  `,

  examples: {
    bad: [
      yaml`
        info:
          title: Stock
          version: "1"
          x-audience: external-public
        paths:
          /stock:
            get:
              x-internal: true # ✗
      `,
    ],
    good: [
      yaml`
        info:
          title: Stock
          version: "1"
          x-audience: external-public
        paths:
          /stock:
            get:
              x-audience: company-internal
      `,
    ],
  },

  *check(api) {
    const groups = new Map<string, { statement: AudienceStatement; judged: string; operations: Operation[] }>();
    for (const operation of api.operations) {
      const { audience, source, conflicts } = api.audiences.of(operation);
      for (const statement of conflicts) {
        const key = `${statement.extension} ${statement.audience} ${audience} ${source}`;
        const group = groups.get(key) ?? { statement, judged: `${source} says ${audience}`, operations: [] };
        groups.set(key, group);
        group.operations.push(operation);
      }
    }
    for (const [key, { statement, judged, operations }] of groups) {
      yield {
        at: placeOf(statement),
        cause: key,
        operations,
        message: `${statement.extension} says ${statement.audience} for ${count(operations.length, "operation")}, but ${judged}, which takes precedence`,
      };
    }
  },
};
