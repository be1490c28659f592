import { UserError } from "../../src/core/user-error.ts";
import type { Files } from "../../src/load/files.ts";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import type { Policy } from "../../src/policy/policy.ts";

/** Files in memory, by their names. */
export function filesOf(texts: Readonly<Record<string, string>>): Files {
  return {
    read(file) {
      const text = Object.hasOwn(texts, file) ? texts[file] : undefined;
      return text === undefined
        ? {
            bytes: undefined,
            reason: "missing",
            why: "there is no such file",
            hint: "Correct the name, or add the file.",
          }
        : { bytes: new TextEncoder().encode(text) };
    },
  };
}

/** The policy that a `sallyport.yaml` at the root makes for a description. */
export function policyFrom(text: string, description = "openapi.yaml"): Promise<Policy> {
  return loadPolicy(description, filesOf({ "sallyport.yaml": text }));
}

/** The error by which a promise is refused, as the user is told. */
export async function refusalOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return "nothing";
}
