/*
 * What asks for no credential although the description says that it does: a text that demands a key, a scheme that is defined
 * and asked for nowhere, beside a requirement that lets everybody in.
 */
import { denies } from "../../lexicon/denial.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { precedes } from "../../lexicon/phrases.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { memo } from "../../core/memo.ts";
import { intentOf } from "../../exposure/intent.ts";
import { readingOf } from "../../exposure/reading.ts";
import { takesCredential } from "../../exposure/evident-credential.ts";
import { isSaidOpen } from "../../exposure/said.ts";
import type { Api, Operation } from "../../model/api.ts";
import type { SecurityScheme } from "../../model/security.ts";
import { requestFields } from "../request-fields.ts";
import { takesToken } from "./demanded-in-text.ts";

/** A read that anybody may call, of which a text says that a credential is needed. */
export interface DemandedThoughOpen {
  readonly operation: Operation;
  readonly sentence: string;
  /** The scheme that is defined for such a credential, and that no operation requires. */
  readonly unused: SecurityScheme | undefined;
}

/** Reads that require nothing and by their texts need a credential; a change that anybody may make is another rule's matter. */
export function demandedThoughOpen(
  api: Pick<Api, "operations" | "securitySchemes" | "servers">,
): readonly DemandedThoughOpen[] {
  const takes = takesCredential(api);
  const unused = api.securitySchemes.filter(({ usedBy }) => usedBy.length === 0);
  return api.operations.flatMap((operation) => {
    if (!isOpenRead(operation) || takes(operation)) return [];
    const sentence = demandOf(operation);
    if (sentence === undefined) return [];
    const words = wordsInOrder(sentence);
    const isOfKey = operation.lexicon.has(words, "api-key");
    return [
      {
        operation,
        sentence,
        unused: unused.find((scheme) => (isOfKey ? scheme.schemeKind === "apiKey" : takesToken(scheme))),
      },
    ];
  });
}

/** Whether an operation reads, and the description states that it requires nothing. */
function isOpenRead(operation: Operation): boolean {
  const { operationKind, method, access } = operation;
  return (
    operationKind === "path" &&
    (method === "GET" || method === "QUERY") &&
    access === "anonymous" &&
    readingOf(operation) !== undefined &&
    intentOf(operation) === undefined
  );
}

/** The sentence that demands a credential of every caller: "An API key is required for throttling". */
const demandOf = memo((operation: Operation): string | undefined => {
  const { summary = "", description = "", lexicon } = operation;
  // A token that is handed over as a value is no credential of the call.
  const isValue = requestFields(operation).some(({ words }) => words.some((word) => lexicon.is(word, "token")));
  if (isValue || isSaidOpen(operation)) return undefined;
  return sentencesOf(`${summary}.\n\n${description}`, LIMIT).find((sentence) => {
    const words = wordsInOrder(sentence);
    return (
      (precedes(words, lexicon, "demands", "said-credential", NEAR) ||
        precedes(words, lexicon, "said-credential", "demands", NEAR)) &&
      !denies(words, lexicon) &&
      !isConditional(words, lexicon)
    );
  });
});

/** "Needed only for private ones", "if you want more": what is said of some calls. In Spanish "se" stands before a demand. */
function isConditional(words: readonly string[], lexicon: Lexicon): boolean {
  const at = words.findIndex((_, index) => lexicon.lengthAt(words, index, "demands") > 0);
  return (
    IF.test(words[0] ?? "") || words.some((word) => PAST.test(word)) || lexicon.has(words.slice(at + 1), "on-condition")
  );
}

const IF = /^(?:if|when|to|um|wenn|falls|quand|si|cuando|quando)$/;

/** "An API key was required until 2023." */
const PAST = /^(?:was|were|until|formerly|previously|früher|bisher)$/;

/** So much of a text is looked at. */
const LIMIT = 2000;
/** So many words may stand between a demand and the credential: "requires a valid, unexpired access token". */
const NEAR = 3;

/** Schemes that are defined, and the root that requires none of them. */
export interface DefinedThoughOpen {
  readonly schemes: readonly SecurityScheme[];
  /** The reads that anybody may call by the root's statement. */
  readonly operations: readonly Operation[];
}

/**
 * An API whose root says that nothing is required, and which defines a scheme that no operation asks for. A scheme whose own
 * text says that it is optional explains itself.
 */
export function definedThoughOpen(
  api: Pick<Api, "operations" | "securitySchemes" | "security">,
): DefinedThoughOpen | undefined {
  const isOpen = api.security !== undefined && api.security.alternatives.every(({ schemes }) => schemes.length === 0);
  if (!isOpen || api.operations.some(({ access }) => access === "secured" || access === "unstated")) return undefined;
  const schemes = api.securitySchemes.filter(
    ({ schemeKind, usedBy, description = "", lexicon }) =>
      schemeKind !== "undefined" && usedBy.length === 0 && !lexicon.has(wordsInOrder(description), "said-optional"),
  );
  if (schemes.length === 0 || schemes.length < api.securitySchemes.length) return undefined;
  const operations = api.operations.filter(isOpenRead);
  return operations.length === 0 ? undefined : { schemes, operations };
}
