/*
 * Calls that their text tells as the work of those who run the service ("the call centre uses this", "the risk team sets the
 * limits here"), where customers have the same credential: nothing keeps those out.
 */
import { partitioned } from "../core/grouped.ts";
import { memo, memoBy } from "../core/memo.ts";
import { listed, prose, quoted, shortened } from "../core/prose.ts";
import { textOfValue } from "../core/text-of-value.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { roleKeptTo } from "../exposure/kept-to-role.ts";
import { isStaticKey } from "../exposure/principal.ts";
import { isOwn } from "../exposure/principals.ts";
import { readingOf } from "../exposure/reading.ts";
import { namesRole } from "../exposure/said-role.ts";
import { fixedSegments } from "../exposure/words.ts";
import { plainWord, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Statement } from "../lexicon/statement.ts";
import { statedIn } from "../lexicon/statements.ts";
import { placeOf, type Api, type Operation } from "../model/api.ts";
import { areCustomers, isOfServed, isSaidByServed } from "./served-callers.ts";
import type { Fault } from "./fault.ts";
import { requestFields, type RequestField } from "./request-fields.ts";
import { requirementOf } from "./requirement.ts";
import { saysOnesOwn } from "./said-of-callers.ts";

/** Calls that a text tells as the work of staff, and for which the credential that customers have is enough. */
export function* staffCallFaults(
  api: AssessedApi,
  secured: readonly Operation[],
  isKnown: (operation: Operation) => boolean,
): Generator<Fault> {
  const [told, rest] = partitioned(secured, (operation) => toldOfStaff(api, operation) !== undefined);
  if (told.length === 0 || told.length * 2 > secured.length) return;
  const others = new Set(rest.filter((operation) => !isKnown(operation)).map(requirementOf));
  const found = told.filter(
    (operation) =>
      others.has(requirementOf(operation)) &&
      !isKnown(operation) &&
      api.assessed(operation).judgedAs !== "private" &&
      !isGuarded(api, operation) &&
      !namesHoldersToo(api, operation) &&
      areCustomers(api, operation, rest),
  );
  const [first] = found;
  if (first === undefined) return;
  yield {
    at: placeOf(first),
    cause: "work of staff",
    title: "Customers can call an operation that is meant for others (BFLA)",
    rationale: WORK_OF_STAFF,
    exploit: "A customer calls the operation with an ordinary credential: nothing in the description keeps them out.",
    remediation: KEPT_TO_STAFF,
    places: found.map((operation) => ({ at: placeOf(operation), operation })),
    message: `${listed(
      found.map(({ id }) => id),
      3,
    )} ${found.length === 1 ? "is" : "are"} meant for others than ordinary callers (“${shortened(toldOfStaff(api, first)!, 100)}”), but the credential of ordinary callers is accepted`,
    mitigations:
      !tellsNoRoles(api) && found.every((operation) => api.assessed(operation).principal === "user")
        ? ["the credential identifies the user, so the server can check that user's rights; test whether it does"]
        : [],
  };
}

/**
 * Whether the sentence names, beside those who work for the service, whoever holds the credential: "Booked by drivers or senders", where
 * the key is the sender's. Then they may.
 */
function namesHoldersToo(api: AssessedApi, operation: Operation): boolean {
  const words = wordsInOrder(toldOfStaff(api, operation) ?? "").map(plainWord);
  const at = words.findIndex((word, index) => index > 0 && EITHER.test(word));
  if (at < 0) return false;
  const named = words.filter((word, index) => index > 0 && word.length >= LONG_NOUN).map(stemOf);
  const { schemes } = api.assessed(operation);
  const issuing = sentencesIn(api.info.description ?? "").filter((sentence) =>
    api.lexicon.has(wordsInOrder(sentence), "names-credential"),
  );
  const holders = new Set(
    [...schemes.flatMap(({ scheme }) => [scheme.name, scheme.description ?? ""]), ...issuing].flatMap((text) =>
      wordsOf(text).map((word) => stemOf(plainWord(word))),
    ),
  );
  return named.some((word) => holders.has(word));
}

/** Joins two who may, in each language. */
const EITHER = /^(?:or|oder|ou|o|u|as|sowie|bzw|either|and|und|et|y|e)$/;
const LONG_NOUN = 5;

/** The beginning of a noun, whatever its number and case. */
function stemOf(word: string): string {
  return word.slice(0, Math.max(LONG_NOUN, word.length - 2)).slice(0, STEM);
}

/** Values that a text gives to staff, and that customers send as they like: "`support`: our team uses it, without a limit". */
export function* staffValueFaults(api: AssessedApi, secured: readonly Operation[]): Generator<Fault> {
  const found = secured.flatMap((operation) => {
    if (api.assessed(operation).judgedAs === "private") return [];
    const fields = requestFields(operation).filter((field) => valueOfStaff(field) !== undefined);
    return fields.length > 0 && isSaidByServed(api, operation)
      ? fields.map((field) => ({ operation, field, sentence: valueOfStaff(field)! }))
      : [];
  });
  const [first] = found;
  if (first === undefined) return;
  yield {
    at: first.field.at,
    cause: "value of staff",
    title: "Customers can choose what only staff are meant to choose (BFLA)",
    rationale: WORK_OF_STAFF,
    exploit: "A customer sends the value that staff use, and gets what the description reserves for them.",
    remediation: KEPT_TO_STAFF,
    places: found.map(({ operation, field }) => ({ at: field.at, operation, witness: field.witness })),
    message: `Staff alone are meant to choose ${quoted(first.field.name)} of ${listed(
      [...new Set(found.map(({ operation }) => operation.id))],
      3,
    )} (“${shortened(first.sentence, 100)}”), but the credential of customers is accepted`,
  };
}

/** The one word before the colon of a sentence that explains it, as a value: "`support`: our team uses it". */
function wordsBefore(sentence: string): string | undefined {
  const at = sentence.indexOf(":");
  if (at < 0 || at > MOST_OF_VALUE) return undefined;
  const value = sentence
    .slice(0, at)
    .replaceAll(/[^\p{L}\p{N}_-]/gu, " ")
    .trim();
  return value.length > 1 && !value.includes(" ") ? value : undefined;
}

/** A value with the marks around it is no longer. */
const MOST_OF_VALUE = 48;

/** The sentence that gives a field, or one of its values, to staff. */
function valueOfStaff({ description, parts, in: way }: RequestField): string | undefined {
  if (way === "path" || description === "") return undefined;
  const values = new Set(parts.flatMap((part) => (part.enum ?? []).map(textOfValue)));
  if (values.size < 2) return undefined;
  return sentencesIn(description).find((sentence) => {
    const value = wordsBefore(sentence);
    if (value === undefined || !values.has(value)) return false;
    const stated = statedIn(sentence);
    if (SPEAKS_OF_OTHERS.some((statement) => stated.has(statement)) || stated.has("server-checks")) return false;
    // What staff look at before it counts is asked for, and not chosen.
    return !stated.has("waits-for-check") && stated.has("done-by-staff");
  });
}

const WORK_OF_STAFF = prose`
  The description tells the operation as the work of those who run the service. It requires only what customers have, and
  no role, scope or refusal is declared. If the server does not check who calls, customers decide what staff should.
`;
const KEPT_TO_STAFF = prose`
  Require a scheme, scope or role that only staff have. Declare it, and a 403 for all other callers, and test that a
  customer is refused.
`;

/** The sentence by which an operation is the work of others than customers. */
export function toldOfStaff(api: AssessedApi, operation: Operation): string | undefined {
  return (
    toldIn(operation) ??
    (isOfServed(api, operation) || isOfHolders(api, operation) || tellsNoRoles(api) ? reservedIn(operation) : undefined)
  );
}

/** Whether each way in is a key that is called after those who hold it: a reseller's key tells nobody who works for the organization. */
function isOfHolders(api: AssessedApi, operation: Operation): boolean {
  const { schemes } = api.assessed(operation);
  return (
    schemes.length > 0 &&
    schemes.every(
      ({ scheme, principal }) =>
        isStaticKey(scheme, principal) &&
        [scheme.name, scheme.parameterName ?? ""].some((name) => operation.lexicon.has(wordsOf(name), "key-holder")),
    )
  );
}

const toldIn = memo((operation: Operation): string | undefined => {
  const { summary = "", description = "" } = operation;
  if (isOwn(operation)) return undefined;
  const isChange = readingOf(operation) === undefined;
  if (isChange && !asksOnly(operation) && statedIn(summary).has("act-of-staff")) return summary;
  const named = namedBy(operation);
  return sentencesIn(`${summary}.\n${description}`).find((sentence) => {
    const stated = statedIn(sentence);
    if (SPEAKS_OF_OTHERS.some((statement) => stated.has(statement))) return false;
    if (stated.has("done-by-staff") || (isChange && (saysWhoCalls(sentence) || isNamedAct(sentence, operation))))
      return true;
    return (
      isChange &&
      operation.path.includes("{") &&
      !asksOnly(operation) &&
      stated.has("staff-acts") &&
      wordsOf(sentence).some((word) => named.has(word))
    );
  });
});

const reservedIn = memo((operation: Operation): string | undefined =>
  sentencesIn(`${operation.summary ?? ""}.\n${operation.description ?? ""}`).find((sentence) => {
    const stated = statedIn(sentence);
    return (
      KEEPING.some((statement) => stated.has(statement)) &&
      !stated.has("server-checks") &&
      !SPEAKS_OF_OTHERS.some((statement) => stated.has(statement))
    );
  }),
);

const KEEPING: readonly Statement[] = ["reserved", "for-own-staff", "for-team"];

/** Whether a sentence begins by saying who makes the call: "Called by the warehouse when a parcel leaves". */
function saysWhoCalls(sentence: string): boolean {
  return (
    statedIn(sentence).has("called-by") && statedIn(sentence.split(/\s+/).slice(0, EARLY).join(" ")).has("called-by")
  );
}

/** Whether a sentence begins with what the call does, as a noun, and says that staff do it: "Correction after an objection by the registrar". */
function isNamedAct(sentence: string, { summary = "", path, operationId = "" }: Operation): boolean {
  const [first = ""] = wordsOf(sentence);
  if (first.length < STEM || !statedIn(sentence).has("act-by-staff") || sentence === summary) return false;
  const named = [summary, operationId, ...fixedSegments(path)].flatMap((text) => wordsOf(text));
  return named.some((word) => word.startsWith(first.slice(0, STEM)));
}

/** So many letters tell one act from another, in each of its forms. */
const STEM = 6;

/** So many words begin a sentence. */
const EARLY = 8;

const SPEAKS_OF_OTHERS: readonly Statement[] = ["own-only", "open-to-every-member"];

function sentencesIn(text: string): readonly string[] {
  return sentencesOf(text.slice(0, LIMIT), LIMIT);
}

/** So much of a text is looked at. */
const LIMIT = 1500;

/** The nouns of what an operation is about: of its path and its summary. */
function namedBy({ path, summary = "" }: Operation): ReadonlySet<string> {
  const fixed = path.split("/").filter((segment) => !segment.includes("{"));
  return new Set([...fixed.flatMap(wordsOf), ...wordsOf(summary)].filter((word) => word.length >= LONG_ENOUGH));
}

/** A shorter word stands in any sentence. */
const LONG_ENOUGH = 4;

/** Whether a call only asks for what staff then do. */
function asksOnly({ path, summary = "", operationId = "", lexicon }: Operation): boolean {
  const called = [wordsOf(operationId)[0], wordsInOrder(summary)[0], ...wordsOf(fixedSegments(path).at(-1) ?? "")];
  return called.some((word) => lexicon.is(word ?? "", "asks-for-act"));
}

/** Whether a text, a label or a refusal says who may, or that it is about what is the caller's own. */
function isGuarded(api: AssessedApi, operation: Operation): boolean {
  if (operation.responses.some(({ status }) => status === "403") || saysOnesOwn(operation)) return true;
  if (isOfServed(api, operation) || isOfHolders(api, operation) || tellsNoRoles(api)) return false;
  return namesRole(operation) || roleKeptTo(api, operation) !== undefined;
}

/** Whether a text of the whole or of a scheme says that roles are not told apart: "Keys do not carry a role yet". */
const tellsNoRoles = memoBy(
  ({ info }: Pick<Api, "info" | "securitySchemes">) => info,
  ({ info, securitySchemes }): boolean =>
    [info.description, ...securitySchemes.map(({ description }) => description)].some((text) =>
      statedIn(text ?? "").has("no-roles-told"),
    ),
);
