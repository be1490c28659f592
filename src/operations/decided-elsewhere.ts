/*
 * Fields that callers send though somebody else decides them, for tests: in a change of one's own record what the service
 * grants, checks or charges; in a request what decides about it. A name is enough to try it, and not to report it.
 */
import { memo } from "../core/memo.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { isSaid } from "../exposure/said.ts";
import { namesRole } from "../exposure/said-role.ts";
import { fixedSegments } from "../exposure/words.ts";
import type { Concept } from "../lexicon/concept.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { denies } from "../lexicon/denial.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn, isHeadedBy } from "../lexicon/phrases.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Operation } from "../model/api.ts";
import { nounsOfPath } from "./candidates/catalogue.ts";
import { lastWord } from "./candidates/nouns.ts";
import { beforeAspect, isKeptByService, isLetIn, isOwnPrice } from "./own-record.ts";
import { changesOwnRecord } from "./own-changes.ts";
import { isDecision } from "./decided-states.ts";
import { isOrdinaryChange } from "./ordinary-changes.ts";
import { isPrivileged } from "./privileged-fields.ts";
import { isNumber, requestFields, type RequestField } from "./request-fields.ts";
import { saysOnesOwn } from "./said-of-callers.ts";

/** The fields that an ordinary caller must not decide; empty where none is known. */
export function decidedElsewhere(api: AssessedApi, operation: Operation): readonly RequestField[] {
  // Who decides about a request sends what is decided.
  if (operation.method === "GET" || !isOrdinaryChange(api, operation) || isDecision(operation)) return [];
  if (changesOwnRecord(api, operation)) return decidedInRecord(operation);
  if (changesOwnThing(operation)) return decidedOfThing(operation);
  // Who may decide is named: the value is theirs.
  return namesRole(operation) ? [] : decidedInRequest(operation);
}

/** Each answer to a question asks for all tests again, and what texts and names say is the same. */
const decidedInRecord = memo((operation: Operation) =>
  bodyFields(operation).filter((field) => isDecidedInRecord(field, operation)),
);
const decidedOfThing = memo((operation: Operation) =>
  bodyFields(operation).filter((field) => isDecidedOfThing(field, operation)),
);
const decidedInRequest = memo((operation: Operation) =>
  bodyFields(operation).filter(
    (field) => (field.depth === 0 && isDecidedInRequest(field, operation)) || isSettledElsewhere(field, operation),
  ),
);

function bodyFields(operation: Operation): readonly RequestField[] {
  return requestFields(operation).filter(({ in: way, depth }) => way === "body" && depth < 2);
}

/**
 * What a name alone suggests, whatever the thing is: what a purchase costs, what somebody has achieved or has at the service,
 * whether something was checked or approved, and a status that a decision or a payment leads to.
 */
function isSettledElsewhere(field: RequestField, operation: Operation): boolean {
  const { lexicon } = operation;
  const { words, types, isList } = field;
  if (isList || lexicon.has(words, "preference") || isNamedByPath(field, operation)) return false;
  if (types.includes("boolean"))
    return endsIn(words, lexicon, "checked-flag") || (isLetIn(field, lexicon) && !isOwnSwitch(field, operation));
  if (isStatus(field, lexicon)) return true;
  if (!isNumber(field)) return false;
  const figure = beforeAspect(words, lexicon);
  const isOne = (concept: Concept): boolean => isHeadedBy(figure, lexicon, concept);
  // Who changes a result has it to give, and who makes one may be the one whom it is of.
  return operation.method === "POST"
    ? isOne("own-result") ||
        isOne("kept-balance") ||
        isOne("charged-rate") ||
        (isOfPurchase(operation) && PRICES.some(isOne))
    : isOne("kept-balance") || isOne("quota");
}

/**
 * Whether a flag only says whether a thing is on or off, which whoever has the thing decides: a webhook, a product of a seller. Who may log
 * in, and what is paid for, somebody else decides.
 */
function isOwnSwitch({ words }: RequestField, operation: Operation): boolean {
  const { lexicon } = operation;
  const name = words.length > 1 && /^(?:is|ist|est|es|esta)$/.test(words[0]!) ? words.slice(1) : words;
  const nouns = nounsOfPath(operation).map((noun) => lastWord(noun).toLowerCase());
  // A subscription to reports of events is one that whoever gets them has made, and pays nothing for.
  const isOfReports = nouns.some((noun) => lexicon.is(noun, "hook-word"));
  const isLetInThere = (noun: string): boolean =>
    !(isOfReports && lexicon.is(noun, "calls-back")) && LET_IN.some((concept) => lexicon.is(noun, concept));
  return lexicon.is(name.join(" "), "in-force") && !nouns.some(isLetInThere);
}

const LET_IN: readonly Concept[] = [
  "natural-person",
  "person-record",
  "account",
  "tenant",
  "bought-again",
  "key-of-caller",
];

const PRICES = ["price", "reduction", "asked-price"] as const;

/** Whether what is sent is a purchase or a booking, whose price its seller knows. */
function isOfPurchase({ path, lexicon }: Operation): boolean {
  const last = wordsOf(fixedSegments(path).at(-1) ?? "");
  return (["bought", "takes-scarce"] as const).some((concept) => endsIn(last, lexicon, concept));
}

/** Whether a choice has a value that only a decision or a payment leads to. */
function isStatus({ parts, words }: RequestField, lexicon: Lexicon): boolean {
  return (
    endsIn(words, lexicon, "status") &&
    parts
      .flatMap(({ enum: values }) => values ?? [])
      .some(
        (value) =>
          typeof value === "string" &&
          (["verdict-state", "settled-state"] as const).some((concept) =>
            lexicon.is(textOfName(value.toLowerCase()), concept),
          ),
      )
  );
}

/** Whether a text says that a change is of what is the caller's own, whatever it is. */
function changesOwnThing(operation: Operation): boolean {
  return (operation.method === "PUT" || operation.method === "PATCH") && saysOnesOwn(operation);
}

function isDecidedInRecord(field: RequestField, operation: Operation): boolean {
  const { lexicon } = operation;
  return (
    isPrivileged(field, true, lexicon) ||
    (!field.isList && isLetIn(field, lexicon)) ||
    isDecidedOfThing(field, operation)
  );
}

/** Of a thing that is the caller's: whether it is on or off is theirs, and what the service checks, grants and charges is not. */
function isDecidedOfThing(field: RequestField, operation: Operation): boolean {
  const { lexicon } = operation;
  if (field.isList || isOwnPrice(field.words, operation) || isNamedByPath(field, operation)) return false;
  if (isPrivileged(field, false, lexicon) || isKeptByService(field, lexicon) || isSaidDecided(field, lexicon))
    return true;
  return (
    isDecidable(field) &&
    lexicon.has(field.words, "decided-for-somebody") &&
    !lexicon.has(field.words, "preference") &&
    !isOfProvider(field, operation)
  );
}

/** Whether a call is there to set a field: `PUT /requests/{id}/status`. */
function isNamedByPath({ text }: RequestField, { path }: Operation): boolean {
  return wordsOf(fixedSegments(path).at(-1) ?? "").join(" ") === text;
}

/** Whether a figure is what somebody asks for their own work: `hourly_rate` of a tutor. Whose commission it is they do not say. */
function isOfProvider({ words }: RequestField, { lexicon }: Operation): boolean {
  return lexicon.has(words, "pay-for-work") && !lexicon.has(words, "charged-share");
}

function isDecidedInRequest(field: RequestField, operation: Operation): boolean {
  const { lexicon } = operation;
  const { words, types, isList } = field;
  if (isList || lexicon.has(words, "preference")) return false;
  if (isNumber(field))
    return (
      endsIn(beforeAspect(words, lexicon), lexicon, "charged-rate") ||
      isWeightOfVote(field, operation) ||
      (lexicon.has(words, "precedence") && isSaid(operation, "goes-ahead")) ||
      isSaidDecided(field, lexicon)
    );
  if (types.includes("boolean")) return lexicon.has(words, "decided-in-favour") || isSaidDecided(field, lexicon);
  // `freigabe_am`: when it was given. Who gave it is asked of every call.
  return (
    words.length > 1 && lexicon.is(words.at(-1)!, "moment") && lexicon.has(words.slice(0, -1), "decided-in-favour")
  );
}

/** Whether a figure is how much a vote counts, in the call that casts it. */
function isWeightOfVote({ words }: RequestField, { path, lexicon }: Operation): boolean {
  return (
    isHeadedBy(words, lexicon, "weight-of-say") &&
    endsIn(wordsOf(fixedSegments(path).at(-1) ?? ""), lexicon, "weight-of-say")
  );
}

/** Numbers, switches, choices and days: what people write in their own words is theirs. */
function isDecidable({ types, parts }: RequestField): boolean {
  return (
    types.some((type) => type === "number" || type === "integer" || type === "boolean") ||
    parts.some(({ enum: values, format }) => values !== undefined || format === "date" || format === "date-time")
  );
}

/** Whether a text says of a value that a decision, a check or a contract gives it: "on application", "result of the last typing". */
function isSaidDecided(field: RequestField, lexicon: Lexicon): boolean {
  if (!isDecidable(field)) return false;
  return sentencesOf(field.description.slice(0, LONGEST)).some((sentence) => {
    const words = wordsInOrder(sentence);
    return lexicon.has(words, "said-decided") && !denies(words, lexicon);
  });
}

/** So much of a text is looked at. */
const LONGEST = 1000;

/**
 * Fields by which a change says who has signed, approved or released something: `signedBy`, `freigabe_durch`, `aprobado_por_id`.
 * Only the server knows who calls, whatever role they have; a name that is sent may be that of somebody who knows nothing of it.
 */
export function namedSigners(api: AssessedApi, operation: Operation): readonly RequestField[] {
  if (operation.method === "GET" || operation.method === "DELETE" || !isOrdinaryChange(api, operation)) return [];
  const { lexicon } = operation;
  return requestFields(operation).filter(
    ({ in: way, depth, words, isList, types }) =>
      way === "body" &&
      depth < 2 &&
      !isList &&
      !types.includes("boolean") &&
      words.some((_, at) => {
        const length = lexicon.lengthAt(words, at, "acted-on-authority");
        return length > 0 && lexicon.is(words[at + length] ?? "", "by-whom");
      }),
  );
}
