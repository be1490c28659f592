import type { AssessedApi } from "../exposure/assessed-api.ts";
import type { Operation } from "../model/api.ts";
import { actionOf } from "./candidates/action.ts";
import { answersFile } from "./inputs/answers.ts";
import { understandingOf } from "./understood.ts";

/**
 * Whether an operation reads what hurts whose it is: restricted data, where somebody is, what they own or say; or something of
 * which nothing tells what is in it.
 */
export function isGraveRead(api: AssessedApi, operation: Operation): boolean {
  if (!actionOf(operation).isReading && operation.method !== "GET") return false;
  return (
    api.whose
      .exposedBy(operation)
      .some(
        ({ field, subject }) =>
          subject !== "caller" &&
          field.confidence !== "possible" &&
          (field.sensitivity === "restricted" || HURTING.test(field.category)),
      ) ||
    answersFile(operation) ||
    ["file", "opaque"].includes(understandingOf(api, operation) ?? "")
  );
}

const HURTING = /^user\.(?:location|health|financial|biometric|content\.private)/;
