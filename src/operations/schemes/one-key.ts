import type { Principal } from "../../core/exposure-words.ts";
import { memo, memoBy, memoOfTextBy } from "../../core/memo.ts";
import { isAdministration } from "../../exposure/administration.ts";
import { judgementOf, type AssessedApi } from "../../exposure/assessed-api.ts";
import { isKeyByBasic, isStaticKey, namesAccountKey } from "../../exposure/principal.ts";
import { readingOf } from "../../exposure/reading.ts";
import { statesNow } from "../../lexicon/denial.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import type { Operation } from "../../model/api.ts";
import type { SecurityScheme } from "../../model/security.ts";
import { harmsOf, type Harm } from "../great-harm.ts";
import { requestFields } from "../request-fields.ts";
import { asksAgain } from "../second-proof.ts";

/** What the key of a program opens, where no more than that is required for what does great harm. */
export interface OneKey {
  /** The operations that do great harm, by what they do. */
  readonly harms: ReadonlyMap<Harm, readonly Operation[]>;
  /** The operations that only read, and ask for the same key. */
  readonly reads: readonly Operation[];
  /**
   * Where all that asks for a credential asks for one key, and nothing says that keys differ in what they may do: that key, and
   * what it opens. Then it is a fact; else a description cannot show what a key is limited to.
   */
  readonly ofAll: { readonly scheme: SecurityScheme; readonly called: readonly Operation[] } | undefined;
  /** Whether there would be such a key, and only a text says that keys differ. */
  readonly isSaidToDiffer: boolean;
}

/** Whether a key that is only there to read can do great harm, since no scope says what its holder needs of it. */
export const oneKeyOf = memoBy(judgementOf, (api: AssessedApi): OneKey | undefined => {
  const principals = new Map(api.schemes.map(({ scheme, principal }) => [scheme, principal]));
  const isKey = (scheme: SecurityScheme): boolean => isKeyOfProgram(scheme, principals.get(scheme));
  const keysOf = memo(({ security }: Operation): readonly SecurityScheme[] =>
    (security?.alternatives ?? []).flatMap(({ schemes: [first, ...more] }) =>
      first === undefined || more.length > 0 || first.scopes.length > 0 || !isKey(first.scheme) ? [] : [first.scheme],
    ),
  );
  const called = api.operations.filter(
    (operation) =>
      operation.operationKind === "path" &&
      operation.access === "secured" &&
      api.assessed(operation).judgedAs !== "private",
  );
  const harms = harmsOf(
    api,
    called.filter(
      (operation) =>
        keysOf(operation).length > 0 &&
        !isAdministration(operation) &&
        !asksAgain(operation) &&
        !isWrittenDown(operation),
    ),
  );
  if (harms.size === 0) return undefined;
  const keys = new Set([...harms.values()].flat().flatMap(keysOf));
  const reads = called.filter(
    (operation) => readingOf(operation) !== undefined && keysOf(operation).some((key) => keys.has(key)),
  );
  const isOfAll = (scheme: SecurityScheme): boolean =>
    isOfProgram(scheme, principals.get(scheme)) &&
    called.every((operation) => operation.security?.alternatives.length === 1 && keysOf(operation).includes(scheme));
  const alone = called.length < SEVERAL || reads.length === 0 ? [] : [...keys].filter(isOfAll);
  const scheme = alone.find((one) => !areKeysSaidToDiffer(api, one, called));
  return {
    harms,
    reads,
    ofAll: scheme && { scheme, called },
    isSaidToDiffer: scheme === undefined && alone.length > 0,
  };
});

/** Whether a scheme takes a key that a program keeps, and no session of a person. */
export function isKeyOfProgram(scheme: SecurityScheme, principal: Principal = "unknown"): boolean {
  if (scheme.schemeKind !== "apiKey" && scheme.schemeKind !== "http") return false;
  return (
    isStaticKey(scheme, principal) ||
    principal === "client" ||
    isKeyByBasic(scheme, principal) ||
    namesAccountKey(`${scheme.name} ${scheme.description ?? ""} ${scheme.bearerFormat ?? ""}`)
  );
}

/** Fewer operations are of one purpose. */
const SEVERAL = 5;

/** Whether a call only writes down what was paid: it says on which day that was. */
function isWrittenDown(operation: Operation): boolean {
  return requestFields(operation).some(({ text }) => operation.lexicon.is(text, "booked-on"));
}

/** Whether a program stands behind a key: behind a person's session a server looks up what that person may do. */
function isOfProgram(scheme: SecurityScheme, principal: Principal | undefined): boolean {
  return (
    principal === "client" ||
    (principal === "unknown" && scheme.schemeKind === "apiKey") ||
    isKeyByBasic(scheme, principal)
  );
}

/** Whether a text speaks of the permissions or kinds of keys: "the key needs the permission to pay out". */
export function areKeysSaidToDiffer(
  api: Pick<AssessedApi, "info">,
  scheme: SecurityScheme,
  operations: readonly Operation[],
): boolean {
  return [scheme, api.info, ...operations].some(({ description = "" }) => saysKeysDiffer(description, scheme.lexicon));
}

/** The texts of an API and its schemes are asked for again with each operation. */
const saysKeysDiffer = memoOfTextBy((text: string, lexicon: Lexicon): boolean =>
  sentencesOf(text, MOST_OF_TEXT).some((sentence) => {
    const words = wordsInOrder(sentence).flatMap(wordsOf);
    return statesNow(words, lexicon, "permissions-of-key") && lexicon.has(words, "key-or-holder");
  }),
);

const MOST_OF_TEXT = 20_000;
