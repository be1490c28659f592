import { memo } from "../../core/memo.ts";
import { statedBy } from "../../exposure/said.ts";
import { intentOf } from "../../exposure/intent.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import type { Stated } from "../../lexicon/statement.ts";
import { statedIn } from "../../lexicon/statements.ts";
import type { Info, Operation } from "../../model/api.ts";
import type { SecurityScheme } from "../../model/security.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";
import { namesPersonById } from "../candidates/object-identifiers.ts";
import { requestFields } from "../request-fields.ts";

/** The sentence of a scheme by which its value is an identifier, a fact that others know, or short: "the number on the badge". */
export function sentenceOnGuessing({ schemeKind, description = "" }: SecurityScheme): string | undefined {
  if (schemeKind !== "apiKey" && schemeKind !== "http") return undefined;
  const stated = statedIn(description);
  if (stated.has("unguessable") || stated.has("real-proof")) return undefined;
  return stated.get("guessable") ?? stated.get("known-facts");
}

/**
 * Whether all that a scheme asks for is the identifier of a person, by the name of the header, cookie or parameter:
 * `X-Member-Id`. Not where texts speak of a gateway, which sets such a header itself.
 */
export function asksForIdentifier(
  { description: told = "" }: Info,
  { schemeKind, parameterName = "", description = "" }: SecurityScheme,
  lexicon: Lexicon,
): boolean {
  if (schemeKind !== "apiKey" || !namesPersonById(parameterName, lexicon)) return false;
  const stated = statedIn(description);
  return (
    !stated.has("unguessable") &&
    !stated.has("real-proof") &&
    !lexicon.has(wordsInOrder(`${told.slice(0, LONGEST)} ${description}`), "on-the-way")
  );
}

const LONGEST = 4000;

/** The log-in that answers with a value of the name of a scheme: `memberId` for `X-Member-Id`. */
export function logInGiving(
  operations: readonly Operation[],
  { parameterName = "" }: SecurityScheme,
): Operation | undefined {
  const words = wordsOf(parameterName)
    .filter((word) => word !== "x")
    .join(" ");
  return operations.find(
    (operation) =>
      (intentOf(operation) === "log-in" || intentOf(operation) === "sign-up") &&
      operation.responses.some(
        ({ statusClass, content }) =>
          statusClass === "2xx" &&
          content.some(
            ({ schema }) =>
              schema !== undefined &&
              [...composedProperties(heldSchemaOf(schema)).keys()].some((name) => wordsOf(name).join(" ") === words),
          ),
      ),
  );
}

/** The schemes each of which alone is enough for an operation. */
export const onlySchemes = memo(
  ({ security }: Operation): ReadonlySet<SecurityScheme> =>
    new Set(
      (security?.alternatives ?? []).flatMap(({ schemes }) => (schemes.length === 1 ? [schemes[0]!.scheme] : [])),
    ),
);

/** A log-in, and the sentence by which many know a password for it. */
export interface KnownLogIn {
  readonly operation: Operation;
  readonly sentence: string;
}

/** Log-ins with a password that everybody has by what the texts say: "delivered with admin / admin", "the same for all units". */
export function knownLogIns(info: Info, operations: readonly Operation[]): readonly KnownLogIn[] {
  const logIns = operations.filter(
    (operation) => operation.operationKind === "path" && intentOf(operation) === "log-in" && takesPassword(operation),
  );
  if (logIns.length === 0) return [];
  const ofAll = sentenceOnPassword(statedIn(info.description ?? ""), logIns[0]!);
  return logIns.flatMap((operation) => {
    const all = [statedBy(operation), ...requestFields(operation).map(({ description }) => statedIn(description))];
    const sentence =
      all.map((stated) => sentenceOnPassword(stated, operation)).find((found) => found !== undefined) ?? ofAll;
    return sentence === undefined ? [] : [{ operation, sentence }];
  });
}

function takesPassword(operation: Operation): boolean {
  return requestFields(operation).some(({ words }) => operation.lexicon.has(words, "log-in-secret"));
}

function sentenceOnPassword(stated: Stated, { lexicon }: Operation): string | undefined {
  const sentence = stated.get("shared-credential") ?? stated.get("known-facts");
  if (sentence === undefined) return undefined;
  const others = statedIn(sentence);
  if (others.has("own-credential") || others.has("same-answer")) return undefined;
  const words = wordsInOrder(sentence);
  // What is done about a password that somebody forgot says nothing of who knows it.
  return lexicon.has(words, "log-in-secret") && !lexicon.has(words, "forgotten") ? sentence : undefined;
}
