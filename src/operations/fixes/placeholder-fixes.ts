import { publishedValues, type PublishedValue } from "../../data/values/published-values.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { FaultPlace } from "../fault.ts";
import { nodeAt, type DescriptionChange, type Fix } from "./fix.ts";

/** A credential in an example or a text makes way for a placeholder that says what it was. */
export const placeholderFix: Fix = {
  name: "Replace the credential with a placeholder",
  certainty: "safe",
  requires: () =>
    "The credential has been revoked: until then, whoever has read it can use it, and the git history keeps it.",
  changes: (api, place) =>
    withStandIns(api, place, {
      isMeant: ({ kind, isMadeUp, isByName }) => kind === "secret" && !isMadeUp && !isByName,
      roles: ["example", "text"],
      standInFor: ({ is }) => `YOUR_${nameOf(is)}`,
    }),
};

/** Somebody's own data in an example makes way for values that were made for tests. */
export const testValueFix: Fix = {
  name: "Replace the data with test values",
  certainty: "safe",
  changes: (api, place) =>
    withStandIns(api, place, {
      isMeant: ({ kind, isMadeUp }) => kind === "personal" && !isMadeUp,
      roles: ["example"],
      standInFor: ({ is }) => TEST_VALUES[is],
    }),
};

/** By kind, what stands for it: RFC 2606, the schemes' test cards, the IBAN registry. */
const TEST_VALUES: Readonly<Record<string, string>> = {
  "an e-mail address": "jane.doe@example.com",
  "a payment card number": "4111111111111111",
  "a bank account number": "GB82WEST12345698765432",
};

interface StandIns {
  readonly isMeant: (value: PublishedValue) => boolean;
  /** Where a value decides nothing of what the API takes. */
  readonly roles: readonly PublishedValue["role"][];
  readonly standInFor: (value: PublishedValue) => string | undefined;
}

/** All that is meant of the text at a place, replaced at once; nothing where something of it has no stand-in. */
function withStandIns(
  api: AssessedApi,
  { at }: FaultPlace,
  { isMeant, roles, standInFor }: StandIns,
): readonly DescriptionChange[] {
  const text = nodeAt(api.document, at)?.value;
  if (typeof text !== "string") return [];
  const values = publishedValues(api).filter(
    (one) => one.at.file === at.file && one.at.pointer === at.pointer && isMeant(one),
  );
  if (values.length === 0) return [];
  let value = "";
  let from = 0;
  for (const one of values.toSorted((a, b) => a.start - b.start)) {
    const standIn = roles.includes(one.role) ? standInFor(one) : undefined;
    if (standIn === undefined) return [];
    value += text.slice(from, one.start) + standIn;
    from = one.end;
  }
  return [{ op: "replace", at, value: value + text.slice(from) }];
}

/** What something is as a name in capitals: `AWS_ACCESS_KEY` of "an AWS access key". */
function nameOf(is: string): string {
  return is
    .replace(/^(?:an?|the) /, "")
    .replace(/ (?:in|of) an? .*$/, "")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .toUpperCase();
}
