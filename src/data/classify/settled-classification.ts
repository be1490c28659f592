import { isAbove, type Sensitivity } from "../../core/exposure-words.ts";
import type { Confirmation, DataPolicy } from "../../policy/policy.ts";
import type { Classification } from "./classify-field.ts";
import type { Declaration } from "./declared.ts";
import type { ClassifiedField } from "../flows/flow.ts";

/** A classification with what it rests on. */
export type Settled = Pick<
  ClassifiedField,
  "category" | "sensitivity" | "confidence" | "basis" | "isLevelStated" | "declaredAs" | "because"
>;

/**
 * What counts of what was inferred, declared in the description and confirmed in `sallyport.yaml`. A declaration at or above the
 * inference counts; one below it stands beside it and counts only where somebody confirmed it.
 */
export function settledClassification(
  inferred: Classification | undefined,
  declared: Declaration | undefined,
  confirmed: Confirmation | undefined,
): Settled | undefined {
  const declaredAs = declared?.as;
  const category = inferred?.category ?? declared?.category ?? "user";
  if (confirmed !== undefined) {
    if (inferred === undefined && confirmed.sensitivity === "public") return undefined;
    return {
      category: confirmed.category ?? category,
      sensitivity: confirmed.sensitivity,
      confidence: "certain",
      basis: "declared",
      isLevelStated: true,
      declaredAs,
      // A sentence is ended by whoever shows it.
      because: [`confirmed: ${confirmed.reason.trim().replace(/\.$/, "")}`],
    };
  }
  const level = declared?.sensitivity;
  if (level !== undefined && counts(level, inferred)) {
    return {
      category,
      sensitivity: level,
      confidence: "certain",
      basis: "declared",
      isLevelStated: declared?.isLevel === true,
      declaredAs,
      because: [`declared as "${declared?.as}"`, ...(inferred?.because ?? [])],
    };
  }
  return inferred && { ...inferred, basis: "inferred", isLevelStated: false, declaredAs };
}

/** What is declared public, and looks like nothing else, is not sensitive. */
function counts(level: Sensitivity, inferred: Classification | undefined): boolean {
  return inferred === undefined ? level !== "public" : !isAbove(inferred.sensitivity, level);
}

/** The entry of `sallyport.yaml` that confirms what a field is: by its owner and name first. */
export function confirmationOf(
  { confirmations }: DataPolicy,
  owner: string | undefined,
  name: string,
): { readonly key: string; readonly confirmed: Confirmation } | undefined {
  if (confirmations.size === 0) return undefined;
  for (const key of owner === undefined ? [name] : [`${owner}.${name}`, name]) {
    const confirmed = confirmations.get(key);
    if (confirmed !== undefined) return { key, confirmed };
  }
  return undefined;
}
