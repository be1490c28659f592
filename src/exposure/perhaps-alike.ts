import { memo } from "../core/memo.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import type { Api, Operation } from "../model/api.ts";
import type { Admissions } from "./admission.ts";
import { inputNames } from "./intent.ts";
import { isCalled } from "./people-words.ts";
import { statedBy } from "./said.ts";
import { namesRole } from "./said-role.ts";
import type { TenancyOf } from "./tenancy.ts";

/**
 * Whether a person whom an operation gives by an identifier may be one such as the caller, though what they are called says
 * that somebody manages them: `/patients/{id}`, where anybody signs up and no call enters a patient. An account is then a
 * person's or an organization's, and only who runs the service knows which. Once they have said that nothing binds callers to
 * an account, such a person is one like the caller.
 */
export function perhapsAlike(
  api: Api,
  { signUps, of: admissionOf }: Admissions,
  tenancyOf: TenancyOf,
): (operation: Operation) => boolean {
  // Who names a company when they sign up signs up for that.
  const arePersons =
    signUps.length > 0 &&
    !signUps.some((operation) => inputNames(operation).some((name) => namesOrganisation(name, operation)));
  if (!arePersons) return () => false;
  const entered = new Set(
    api.operations.flatMap(({ operationKind, method, path, access }) =>
      operationKind === "path" && CHANGES.has(method) && access === "secured" ? [collectionOf(path)] : [],
    ),
  );
  return memo((operation: Operation): boolean => {
    const { path, method } = operation;
    const { admission, schemes } = admissionOf(operation);
    // Behind a credential that everybody has, nobody is the caller.
    if (admission !== "self-registered" || schemes.some(({ principal }) => principal === "shared")) return false;
    if (method !== "GET" || !/\{[^{}]*\}\/?$/.test(path)) return false;
    const collection = collectionOf(path);
    const noun = collection.split("/").at(-1) ?? "";
    return (
      MANAGED.some((concept) => isCalled(noun, concept, operation.lexicon)) &&
      // A role, or whose file it is, says that not everybody who signs up gets it.
      !namesRole(operation) &&
      !statedBy(operation).has("own-only") &&
      !entered.has(collection) &&
      tenancyOf(operation) === "none"
    );
  });
}

const CHANGES: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** People whom an organization employs or serves. */
const MANAGED = ["staff", "clientele"] as const;

/** The path of what a path is one of: `/patients` of `/patients/{id}` and of itself. */
function collectionOf(path: string): string {
  return path.replace(/\/$/, "").replace(/\/\{[^{}]*\}$/, "");
}

function namesOrganisation(name: string, { lexicon }: Operation): boolean {
  return wordsOf(name).some((word) => lexicon.is(word, "tenant") && !lexicon.is(word, "account"));
}
