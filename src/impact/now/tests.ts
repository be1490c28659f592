import type { ImpactAssessment } from "../../core/impact.ts";
import type { AssessedFlow } from "../../exposure/assessed-api.ts";
import type { Operation } from "../../model/api.ts";
import { listed } from "../../core/prose.ts";
import { actionOf } from "../../operations/candidates/action.ts";
import { actionText } from "../what/actions.ts";
import type { ImpactSource } from "../source.ts";

/**
 * Tests that prove the fix: those of the review's list for each operation that is affected, and one for each that has none,
 * since a report has shown that the check is missing.
 */
export function testsOf(
  { api, review }: ImpactSource,
  operations: readonly Operation[],
  flows: readonly AssessedFlow[],
  credentials: readonly string[] = [],
): ImpactAssessment["tests"] {
  // Whoever may call it with another credential was not reported.
  if (credentials.length > 0)
    return operations
      .filter(({ operationKind }) => operationKind === "path")
      .map((operation) => ({
        operation: operation.id,
        as: `the reported credential (${listed(credentials, 3)})`,
        ask: actionText(api, operation),
        expect: `401 for every request${actionOf(operation).isReading ? "" : ", and nothing changes"}`,
        status: "untested" as const,
      }));
  return operations.flatMap((operation) => {
    const listedTests = review.tests.filter((test) => test.operation === operation.id);
    if (listedTests.length > 0)
      return listedTests.flatMap(({ as, ask, expect, status, further = [] }) => [
        { operation: operation.id, as, ask, expect, status },
        ...further.map((one) => ({ operation: operation.id, as: one.as, ask: one.ask, expect: one.expect, status })),
      ]);
    if (operation.operationKind !== "path") return [];
    const fields = [
      ...new Set(
        flows
          .filter((flow) => flow.operation === operation && flow.direction === "read")
          .map(({ field }) => field.name),
      ),
    ];
    const { admission } = api.assessed(operation);
    return [
      {
        operation: operation.id,
        as: AS[admission],
        ask: actionText(api, operation),
        expect:
          fields.length === 0
            ? `${admission === "anonymous" ? "401" : "403 or 404"}${actionOf(operation).isReading ? "" : ", and nothing changes"}`
            : `${admission === "anonymous" ? "401" : "403 or 404"}, or a response without ${listed(fields, 5)}`,
        status: "untested" as const,
      },
    ];
  });
}

const AS: Readonly<Record<ReturnType<ImpactSource["api"]["assessed"]>["admission"], string>> = {
  anonymous: "a caller without a credential, and a new account",
  "self-registered": "a new account that anyone could create",
  unknown: "a caller with another person's credential",
  partner: "a partner that has nothing to do with the object",
  own: "a member of staff who has nothing to do with the object",
};
