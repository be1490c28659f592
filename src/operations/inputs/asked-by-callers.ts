/*
 * What the rules about parameters by which callers choose what they get have in common: one fault for where strangers
 * reach people's data by them, one for the rest.
 */
import { grouped } from "../../core/grouped.ts";
import { isAbove } from "../../core/exposure-words.ts";
import { count, listed, quoted } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { Operation } from "../../model/api.ts";
import type { RequestField } from "../request-fields.ts";
import type { Fault } from "../fault.ts";
import { isForStrangers } from "../strangers.ts";

/** The faults of the fields that `askedIn` gives of each operation; `says` ends the message, for one name and for more. */
export function* askedFaults(
  api: AssessedApi,
  askedIn: (operation: Operation) => readonly RequestField[],
  says: { readonly one: string; readonly more: string },
): Generator<Fault> {
  const asked = api.operations.flatMap((operation) =>
    operation.operationKind === "path" && api.assessed(operation).judgedAs !== "private"
      ? askedIn(operation).map((field) => ({ field, operation }))
      : [],
  );
  for (const [isAtStake, found] of grouped(asked, ({ operation }) => isOfPeople(api, operation))) {
    const names = [...new Set(found.map(({ field }) => quoted(field.name)))];
    const operations = [...new Set(found.map(({ operation }) => operation.id))];
    yield {
      at: found[0]!.field.at,
      cause: isAtStake ? "people" : "other",
      places: found.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness })),
      message: `${listed(names, 3)} of ${operations.length > 3 ? count(operations.length, "operation") : listed(operations)} ${names.length === 1 ? says.one : says.more}`,
      mitigations: isAtStake ? [] : ["nothing indicates that personal data is publicly accessible this way"],
    };
  }
}

/** Whether strangers call it, and what it returns is, or leads to, what is personal. */
function isOfPeople(api: AssessedApi, operation: Operation): boolean {
  return (
    isForStrangers(api, operation) &&
    api
      .assessed(operation)
      .flows.some(({ direction, field }) => direction === "read" && isAbove(field.sensitivity, "internal"))
  );
}
