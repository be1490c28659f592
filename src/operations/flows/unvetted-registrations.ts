import { statedWithSuccesses } from "../../exposure/said.ts";
import type { Api, Operation } from "../../model/api.ts";
import { isAnySecured } from "../../model/secured-operations.ts";
import { requestFields, type RequestField } from "../request-fields.ts";

/** A call by which a stranger gets access at once, and by what claim. */
export interface UnvettedRegistration {
  readonly operation: Operation;
  readonly sentence: string;
  /** What is stated of a membership, a role or an organization. */
  readonly claims: readonly RequestField[];
}

/** Open calls of which the texts say that they give access at once, and which take a claim that somebody could compare. */
export function unvettedRegistrationsIn({ operations }: Pick<Api, "operations">): readonly UnvettedRegistration[] {
  if (!isAnySecured(operations)) return [];
  return operations.flatMap((operation) => {
    if (operation.operationKind !== "path" || operation.method !== "POST" || operation.access !== "anonymous")
      return [];
    const claims = requestFields(operation).filter((field) => field.in === "body" && isClaim(field, operation));
    if (claims.length === 0) return [];
    const sentence = saidAtOnce(operation);
    return sentence === undefined ? [] : [{ operation, sentence, claims }];
  });
}

/** A sentence at an operation by which access is given at once, where none tells of somebody who looks first. */
function saidAtOnce(operation: Operation): string | undefined {
  const all = statedWithSuccesses(operation);
  if (all.some((stated) => stated.has("vetted"))) return undefined;
  return all.map((stated) => stated.get("admitted-at-once")).find((sentence) => sentence !== undefined);
}

/** Whether a value says what somebody belongs to: a number of a register, an organization, a role, a code of a group. */
function isClaim({ words, text, types }: RequestField, { lexicon }: Operation): boolean {
  if (types.includes("boolean") || lexicon.has(words, "contact-address") || lexicon.has(words, "password"))
    return false;
  // In which language, currency or country an account is kept is a choice.
  if (lexicon.has(words, "chosen-display")) return false;
  return (
    lexicon.has(words, "number") ||
    lexicon.is(text, "code") ||
    lexicon.is(words.at(-1) ?? "", "code") ||
    lexicon.has(words, "names-role") ||
    lexicon.has(words, "tenant")
  );
}
