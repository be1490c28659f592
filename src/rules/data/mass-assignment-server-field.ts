import { memo, memoBy } from "../../core/memo.ts";
import { isAmong } from "../../core/is-among.ts";
import { grouped } from "../../core/grouped.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { isOwn } from "../../exposure/principals.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { endsIn, isHeadedBy, isMadeOf } from "../../lexicon/phrases.ts";
import { textOfName, wordsInOrder } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { statedIn } from "../../lexicon/statements.ts";
import type { Operation } from "../../model/api.ts";
import { isApprovedSum, isOwnReduction, isOwnResult } from "../../operations/decided-by-callers.ts";
import { provesSender } from "../../exposure/proven-sender.ts";
import { isAdministration } from "../../exposure/administration.ts";
import { asksForWhatAllHave, isOrdinaryChange } from "../../operations/ordinary-changes.ts";
import { arePersons, byWordsAlone } from "../../operations/persons.ts";
import { isNumber, requestFields, segmentWords, type RequestField } from "../../operations/request-fields.ts";
import {
  isDescribedAsPrice,
  isSaidToSetPrice,
  isSaidWorkedOut,
  readOnlySentence,
} from "../../operations/said-of-field.ts";
import { quotedSentence, quotedSentences } from "../../operations/quoted-sentences.ts";
import { takenFromCaller } from "../../operations/taken-from-caller.ts";
import { isByServed, isSaidByServed } from "../../operations/served-callers.ts";
import { saysOnesOwn } from "../../operations/said-of-callers.ts";
import { callersOwn } from "../../exposure/callers-own.ts";
import { stemOf } from "../../exposure/words.ts";
import { beforeAspect } from "../../operations/own-record.ts";
import { settledValues } from "../../operations/settled-values.ts";
import { placesOrCarriers } from "../../operations/readers/wide-cause.ts";
import {
  isBindingPrice,
  isGivenByOffice,
  isOwnWeight,
  isPastReview,
  isRemission,
  replacesRate,
} from "../../operations/decided-by-office.ts";
import type { Rule } from "../rule.ts";
import { isCredential } from "../../data/taxonomy/is-credential.ts";
import { makingOf, recordAsInput, type RecordAsInput } from "../../operations/record-as-input.ts";
import type { Fault, FaultPlace } from "../../operations/fault.ts";
import { isForStrangers } from "../../operations/strangers.ts";
import { readOnlyFix } from "../../operations/fixes/known-fixes.ts";

/** Callers can set what the service ought to decide. */
export const massAssignmentServerField: Rule = {
  id: "mass-assignment-server-field",
  title: "Callers can set fields that the server should control (mass assignment)",
  alsoKnownAs: ["mass assignment", "overposting"],
  owasp: ["API3:2023", "API6:2023"],
  cwe: [915],
  asvs: ["V15.3.3"],
  confidence: "likely",

  rationale: prose`
    The server itself determines the payment status of an order, the rating of a product and the creation time of a
    record. If a request can set such fields, callers can mark orders as paid or falsify history.
  `,
  exploit: prose`
    An attacker adds the payment status to an ordinary order and sets it to paid. The server stores the value. The goods
    are sent, and no payment was ever made.
  `,
  remediation: prose`
    Mark the fields readOnly, or give requests a schema without them, and set them on the server.
  `,
  fixes: [readOnlyFix],

  examples: {
    bad: [
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /accounts:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        password:
                          type: string
                        createdAt: # ✗
                          type: string
                          format: date-time
          /orders/{id}:
            put:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        quantity:
                          type: integer
                        paymentStatus: # ✗
                          type: string
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
    good: [
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /accounts:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        password:
                          type: string
          /orders/{id}:
            put:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        quantity:
                          type: integer
                        paymentStatus:
                          type: string
                          readOnly: true
          /admin/orders/{id}:
            put:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        paymentStatus:
                          type: string
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    const records = api.operations.flatMap((operation) => recordOf(api, operation));
    yield* recordFaults(api, records);
    const inRecords = new Set(
      records.flatMap(({ operation, fields }) => fields.map(({ field }) => keyOf(operation, field))),
    );
    const spots = api.operations.flatMap((operation) =>
      [...settableIn(api, operation)].filter(({ field }) => !inRecords.has(keyOf(operation, field))),
    );
    const charged = grouped(
      spots.filter((spot) => isChargedAsSent(api, spot)),
      ({ operation }) => operation,
    );
    for (const [operation, group] of charged) yield chargedFault(operation, group);
    const others = spots.filter(({ operation, kind }) => !(charged.has(operation) && OF_CHARGE.has(kind)));
    for (const [cause, group] of grouped(others, ({ kind, field }) =>
      kind === "kept" || kind === "price" || kind === "said" || kind === "read-only"
        ? kind
        : kind === "taken" || kind === "decisive" || kind === "sum" || kind === "mark"
          ? `${kind} ${field.name}`
          : field.name,
    )) {
      const { at, kind } = group[0]!;
      const names = [...new Set(group.map(({ field }) => quoted(field.name)))];
      const operations = [...new Set(group.map(({ operation }) => operation))];
      const limit =
        kind === "decided" ? group.map((spot) => limitOnMaking(api, spot)).find((one) => one !== undefined) : undefined;
      yield {
        at,
        cause,
        ...placesOrCarriers(group.map((spot) => ({ at: spot.at, operation: spot.operation, witness: spot.witness }))),
        message: `${listed(names, 4)} can be set by callers of ${listed(
          operations.map(({ id }) => id),
          3,
        )}${limit === undefined ? "" : `: ${limit.makes.id} limits ${names.length === 1 ? "it" : "them"}, but ${limit.operation.id} does not`}`,
        rationale: WHY[kind],
        exploit: HOW[kind],
        ...quotedSentences([limit?.sentence, ...group.map(({ sentence }) => sentence)]),
        mitigations: [
          ...(kind === "taken" || kind === "decisive" ? byWordsAlone(api, operations) : []),
          ...((kind === "sum" || kind === "mark") && !operations.some((operation) => isByServed(api, operation))
            ? group.some(({ sentence }) => sentence !== undefined)
              ? byWordsAlone(api, operations)
              : ["nothing indicates that buyers or other users make this call"]
            : []),
          ...(kind === "read-only" ? ["the service may ignore it, because the description calls it read-only"] : []),
          ...(kind === "kept" ? ["the field is only metadata", "many services ignore such fields"] : []),
          // What is decided about a sale is paid for by whoever does not decide it; programs of a merchant set it for a living.
          ...(kind === "decided" && !(arePersons(api) && operations.some((operation) => isByBuyers(api, operation)))
            ? ["nothing indicates that buyers or other users make this call"]
            : []),
          ...(kind === "price" && !operations.some((operation) => isByBuyers(api, operation))
            ? ["nothing indicates that buyers make this call"]
            : []),
        ],
      };
    }
  },
};

/** What callers can set of what they pay. */
const OF_CHARGE: ReadonlySet<Settable["kind"]> = new Set(["taken", "decisive", "sum", "price"]);

/**
 * Whether a text says that whoever buys something is charged the sum that the request has: they choose what they pay, and
 * nothing has to go wrong first. What is paid on an account, or given, is the caller's to say.
 */
function isChargedAsSent(api: AssessedApi, { operation, field, kind, sentence }: Settable): boolean {
  const { lexicon } = operation;
  if ((kind !== "taken" && kind !== "decisive") || sentence === undefined) return false;
  if (field.in !== "body" || field.depth > 1) return false;
  if (!isOrdinaryChange(api, operation) || !isBuy(operation) || isPayment(operation)) return false;
  if (!isByPayer(api, operation)) return false;
  const names = [field.words, beforeAspect(field.words, lexicon)];
  if (!namesPrice(field.words, lexicon) && !names.some((one) => isHeadedBy(one, lexicon, "money-sum"))) return false;
  return [sentence, field.description, operation.summary ?? "", operation.description ?? ""].some((text) =>
    statedIn(text).has("moves-money"),
  );
}

/** Whether those who buy call themselves, and pay: who sells names in the request for whom. */
function isByPayer(api: AssessedApi, operation: Operation): boolean {
  const { lexicon } = operation;
  const isBuyers =
    isByBuyers(api, operation) ||
    api.assessed(operation).admission === "self-registered" ||
    ownThings(api).has(stemOf(operation));
  return (
    isBuyers &&
    !requestFields(operation).some(({ in: way, words }) => way === "body" && lexicon.has(words, "clientele"))
  );
}

/** That buyers set what they pay: one fault of each call, with whatever else of the price it takes. */
function chargedFault(operation: Operation, group: readonly Settable[]): Fault {
  const named = new Set(group.map(({ field }) => field));
  const { lexicon } = operation;
  const parts = requestFields(operation).filter(
    (field) => !named.has(field) && field.depth <= 1 && isNumber(field) && isPrice(field, lexicon),
  );
  return {
    at: group[0]!.at,
    cause: `charged ${operation.method} ${operation.pathItem.path}`,
    title: "Buyers set what they are charged (mass assignment)",
    places: [...named, ...parts].map(({ at, witness }) => ({ at, operation, witness })),
    message: `${listed(
      [...named].map(({ name }) => quoted(name)),
      4,
    )} of ${operation.id} ${named.size === 1 ? "is" : "are"} what the caller is charged${
      parts.length === 0
        ? ""
        : `, and ${listed(
            parts.map(({ name }) => quoted(name)),
            4,
          )} ${parts.length === 1 ? "comes" : "come"} from the caller, too`
    }`,
    rationale: CHARGED,
    exploit: CHARGED_LESS,
    remediation: PRICED_BY_SERVER,
    ...quotedSentences(group.map(({ sentence }) => sentence)),
    isWrongForAll: true,
    aggravations: ["the caller pays what the request says"],
  };
}

const CHARGED = prose`
  According to the description, the service charges the sum that the request has. Callers control what they send: the
  buyer chooses the price.
`;
const CHARGED_LESS = prose`
  An attacker buys an item in the app, and changes the sum in the request to one cent. The service charges one cent and
  delivers.
`;
const PRICED_BY_SERVER = prose`
  Compute the sum on the server, from its own prices and discounts. Take only what is bought and how much of it from the
  request. If clients show a sum, compare it with the computed one, and refuse the call where they differ.
`;

/** The parts of an API whose things are the caller's own, by a text: "My orders". */
const ownThings = memoBy(
  ({ operations }: AssessedApi) => operations,
  (api): ReadonlySet<string> => {
    const ownBy = callersOwn(api);
    return new Set(
      api.operations
        .filter((one) => one.operationKind === "path" && (ownBy(one) === "text" || saysOnesOwn(one)))
        .map(stemOf),
    );
  },
);

/** Whether a call pays what is owed: how much of it, whoever pays decides. */
function isPayment(operation: Operation): boolean {
  return operation.lexicon.is(segmentWords(operation).at(-1)?.at(-1) ?? "", "pays-others");
}

/** A field of one operation. */
function keyOf({ id }: Operation, { witness }: RequestField): string {
  return `${id} ${witness}`;
}

/** The record that an ordinary operation takes as it is read, if it takes one. */
function recordOf(api: AssessedApi, operation: Operation): readonly RecordAsInput[] {
  if (isAdministration(operation) || api.assessed(operation).judgedAs === "private") return [];
  const { flows } = api.assessed(operation);
  const record = recordAsInput(api, operation, ({ witness }) => secretsAmong(flows).has(witness));
  if (record === undefined) return [];
  // What is the service's for another reason stands in the same record.
  const known = new Map([...settableIn(api, operation)].map((one) => [one.field, one]));
  const more = record.others.flatMap((field) => {
    const one = known.get(field);
    return one === undefined ? [] : [{ field, sentence: one.sentence, isDecisive: one.kind !== "kept" }];
  });
  // What the path names says which record it is.
  const inPath = new Set(operation.parameters.flatMap(({ in: way, name }) => (way === "path" ? [name] : [])));
  const fields = [...record.fields, ...more].filter(({ field }) => !inPath.has(field.name));
  return fields.length === 0 ? [] : [{ ...record, fields, others: record.others.filter((field) => !known.has(field)) }];
}

/** Where credentials stand among flows, for the few records of which it is asked. */
const secretsAmong = memo(
  (flows: readonly AssessedFlow[]): ReadonlySet<string> =>
    new Set(flows.flatMap(({ witness, field }) => (isCredential(field.category) ? [witness] : []))),
);

/** Requests that take the whole record: one fault for each set of fields that are the service's. */
function* recordFaults(api: AssessedApi, records: readonly RecordAsInput[]): Generator<Fault> {
  const named = ({ fields }: RecordAsInput): string =>
    fields
      .map(({ field }) => field.name)
      .toSorted()
      .join(" ");
  for (const [cause, group] of grouped(records, named)) {
    const { fields, narrower, returnedBy, others } = group[0]!;
    const ordered = fields.toSorted((a, b) => Number(b.isDecisive) - Number(a.isDecisive));
    const operations = group.map(({ operation }) => operation.id);
    const them = ordered.length === 1 ? "it" : "them";
    yield {
      at: ordered[0]!.field.at,
      cause: `record ${cause}`,
      title: "Request accepts the whole record, with fields that the service sets (mass assignment)",
      ...placesOrCarriers(
        group.flatMap(({ operation, fields: own }) =>
          own.map(({ field }) => ({ at: field.at, operation, witness: field.witness })),
        ),
      ),
      message: `${listed(operations, 3)} ${operations.length === 1 ? "accepts" : "accept"} ${listed(
        ordered.map(({ field }) => quoted(field.name)),
        6,
      )}, which ${
        narrower === undefined
          ? `${returnedBy.id} returns`
          : `responses contain, but ${narrower.id}, which creates the record, does not accept ${them}`
      }`,
      rationale: WHOLE_RECORD,
      exploit: WHOLE_RECORD_SENT,
      evidence: [
        ...ordered.flatMap(({ field, sentence }) =>
          sentence === undefined
            ? []
            : [`The description says about ${quoted(field.name)}: ${quotedSentence(sentence)}`],
        ),
        ...(narrower === undefined || others.length === 0
          ? []
          : [
              `${narrower.id} does not accept ${listed(
                others.map(({ name }) => quoted(name)),
                6,
              )} either.`,
            ]),
      ].slice(0, MOST_QUOTED),
      mitigations:
        ordered.some(({ isDecisive }) => isDecisive) &&
        arePersons(api) &&
        group.some(({ operation }) => isByBuyers(api, operation))
          ? []
          : ["the service may ignore these fields, and nothing indicates that users gain by setting them"],
    };
  }
}

const MOST_QUOTED = 3;
const WHOLE_RECORD = prose`
  The request accepts the record as responses return it, including the values that the service computes, records or
  decides, and no field is readOnly. If the server stores what it gets, callers set these values themselves.
`;
const WHOLE_RECORD_SENT = prose`
  An attacker reads a record, changes values that the service had set, and sends the record back. The server stores
  the whole record. Others then rely on values that the attacker chose.
`;

const WHY: Readonly<Record<Settable["kind"], string>> = {
  decided: prose`
    The service decides whether an order is paid or a customer is verified. If a request can set this, callers can mark
    an order as paid or themselves as approved.
  `,
  said: prose`
    The text says that the service computes the value, or that someone else approves it, yet the request has a field for
    this value. If the server accepts the field, callers set the value themselves.
  `,
  "read-only": prose`
    The text says that the value is read-only, yet the request has a field for it that is not marked readOnly. If
    the server accepts it, callers can change a value that others rely on.
  `,
  taken: prose`
    The text says that the service uses the value as the caller sends it. Callers control what they send: anyone who
    gains from a different value sends that value unnoticed.
  `,
  decisive: prose`
    According to the description, the value determines money, deadlines, rights or certificates, and the caller sends
    it. A caller who gains from another value sends that one, unless the service sets or checks it.
  `,
  price: prose`
    Only the service should set prices. If a request can set one, buyers choose what they pay, and the server calculates
    with it.
  `,
  sum: prose`
    The value is a part of what is paid or paid out, which a price list, a contract or an agreement gives. The request
    has a field for it, and nothing says that the service compares it with that: callers decide what they pay or get.
  `,
  mark: prose`
    The value states a check, an approval or a payment, which others must decide. The request has a field for
    it, and nothing says that the service ignores it: callers treat themselves as checked.
  `,
  internal: prose`
    Fields that the service calls internal hold its own view of a record. If a request can set one, callers control data
    that staff rely on.
  `,
  kept: prose`
    The service should record when and by whom a record was created or changed. If a request can set this, callers can
    falsify history, and sorting, retention and evidence are wrong.
  `,
};

const HOW: Readonly<Record<Settable["kind"], string>> = {
  decided: "An attacker adds the state that they want to an ordinary request: paid, approved or verified.",
  said: "An attacker sends the value that the service should compute, and the server stores it.",
  "read-only": "An attacker sends another value for what the description calls read-only, and the server stores it.",
  taken: "An attacker sends the value from which they gain, and the service uses it unchanged.",
  decisive: "An attacker sends the value that decides in their favour, and the server does not determine it itself.",
  price: "An attacker adds a price of their own to an order, and the server calculates with it.",
  sum: "An attacker sends a sum from which they gain, and the service charges or pays out by it.",
  mark: "An attacker sends the mark that another person should give, and gets access to everything that depends on it.",
  internal: "An attacker adds an internal field to an ordinary request, and staff rely on what it says.",
  kept: "An attacker adds an earlier date or another author to a request, and the record contains them from then on.",
};

interface Settable extends FaultPlace {
  readonly operation: Operation;
  readonly witness: string;
  readonly field: RequestField;
  /**
   * What the business decides or is said to, what it asks for a thing, what it calls internal itself, what is only written
   * down, what a text says to be taken as it is sent, or to decide about something, and what a sum or a mark is made of.
   */
  readonly kind:
    | "decided"
    | "price"
    | "internal"
    | "kept"
    | "said"
    | "read-only"
    | "taken"
    | "decisive"
    | "sum"
    | "mark";
  /** That says so. */
  readonly sentence?: string;
}

function* settableIn(api: AssessedApi, operation: Operation): Generator<Settable> {
  if (!["POST", "PUT", "PATCH"].includes(operation.method) || operation.operationKind !== "path") return;
  if (isAdministration(operation) || provesSender(operation)) return;
  const { lexicon } = operation;
  const fields = requestFields(operation);
  const elsewhere = new Set(decidedElsewhere(operation));
  for (const field of elsewhere) {
    if (field.in !== "body" || field.depth > 1) continue;
    const isPriced = isSaidToSetPrice(field, operation);
    if (!isPriced || isOrdinaryChange(api, operation))
      yield { at: field.at, operation, witness: field.witness, field, kind: isPriced ? "price" : "said" };
  }
  if (api.assessed(operation).judgedAs === "private") return;
  for (const field of fields) {
    const sentence = readOnlySentences(operation).get(field);
    if (sentence === undefined || elsewhere.has(field)) continue;
    elsewhere.add(field);
    yield { at: field.at, operation, witness: field.witness, field, kind: "read-only", sentence };
  }
  const taken = new Set<RequestField>();
  for (const { field, kind, sentence } of isOrdinaryChange(api, operation) ? takenFromCaller(operation) : []) {
    if (elsewhere.has(field) || taken.has(field)) continue;
    // A switch that decides is a setting where programs call.
    if (kind === "decisive" && field.types.includes("boolean") && !arePersons(api)) continue;
    taken.add(field);
    yield { at: field.at, operation, witness: field.witness, field, kind, sentence };
  }
  // Where programs of organizations call, they decide these values for their own customers, whatever a name makes of them.
  const isForPeople = isSaidByServed(api, operation) || isOwn(operation);
  for (const { field, kind, sentence } of settledValues(api, operation)) {
    if (!isForPeople && sentence === undefined) continue;
    if (elsewhere.has(field) || taken.has(field)) continue;
    taken.add(field);
    yield {
      at: field.at,
      operation,
      witness: field.witness,
      field,
      kind,
      ...(sentence === undefined ? {} : { sentence }),
    };
  }
  // `inscription` is an enrolment in a course, and how one becomes a user.
  const isOfSales =
    !isAmong(api.signUps, operation) && segmentWords(operation).some((words) => lexicon.is(words.at(-1) ?? "", "sale"));
  const isByPersons = arePersons(api) && isOrdinaryChange(api, operation);
  const isBuying = isByPersons && isBuy(operation);
  for (const field of fields) {
    if ((field.in !== "body" && field.in !== "query") || field.depth > 1 || elsewhere.has(field) || taken.has(field))
      continue;
    const kind =
      kindOf(field, isOfSales, lexicon) ??
      (isOfSales && isByPersons && isVerdict(field, lexicon) ? "decided" : undefined) ??
      (isBuying && (isPrice(field, lexicon) || (isNumber(field) && isDescribedAsPrice(field, lexicon)))
        ? "price"
        : undefined);
    if (kind !== undefined) yield { at: field.at, operation, witness: field.witness, field, kind };
  }
}

/** A sentence by which whoever makes a record may give a field few values, where a later change of it has no such limit. */
interface LimitOnMaking {
  readonly makes: Operation;
  readonly operation: Operation;
  readonly sentence: string;
}

function limitOnMaking(api: AssessedApi, { operation, field }: Settable): LimitOnMaking | undefined {
  const makes = operation.method === "POST" ? undefined : makingOf(api.operations, operation);
  const sentence = makes === undefined ? undefined : sentenceOnLimit(makes, field);
  if (makes === undefined || sentence === undefined || sentenceOnLimit(operation, field) !== undefined)
    return undefined;
  return { makes, operation, sentence };
}

/** The sentence that names a field and says that it can only be one of some values: "The paymentStatus can only be OPEN". */
function sentenceOnLimit(
  { summary = "", description = "", lexicon }: Operation,
  { name }: RequestField,
): string | undefined {
  return sentencesOf(`${summary}.\n\n${description}`, LONGEST).find(
    (sentence) =>
      sentence.split(/[^\p{L}\p{N}_-]+/u).includes(name) && lexicon.has(wordsInOrder(sentence), "can-only-be"),
  );
}

/** So much of a text is looked at. */
const LONGEST = 3000;

/** The fields of an operation that are not for who calls to say: the same in every judgement. */
const decidedElsewhere = memo((operation: Operation): readonly RequestField[] =>
  requestFields(operation).filter((field) => isDecidedElsewhere(field, operation)),
);

/** The sentences that say of fields of a body that they are read-only. */
const readOnlySentences = memo(
  (operation: Operation): ReadonlyMap<RequestField, string> =>
    new Map(
      requestFields(operation).flatMap((field) => {
        const sentence = field.in === "body" && field.depth <= 1 ? readOnlySentence(field, operation) : undefined;
        return sentence === undefined ? [] : [[field, sentence] as const];
      }),
    ),
);

/** Whether it is not for who calls to say: the service works it out, it decides what callers pay, or somebody else approves. */
function isDecidedElsewhere(field: RequestField, operation: Operation): boolean {
  return (
    isSaidWorkedOut(field, operation) ||
    isSaidToSetPrice(field, operation) ||
    isOwnResult(field, operation) ||
    isApprovedSum(field, operation) ||
    isOwnReduction(field, operation) ||
    isOwnWeight(field, operation) ||
    isGivenByOffice(field, operation) ||
    replacesRate(field, operation) ||
    isRemission(field, operation) ||
    isBindingPrice(field, operation) ||
    isPastReview(field, operation) ||
    isMadeOf(field.words, operation.lexicon, "named-approver", "around-approver")
  );
}

function kindOf(field: RequestField, isOfSales: boolean, lexicon: Lexicon): Settable["kind"] | undefined {
  const text = field.text;
  if (INTERNAL.test(text)) return "internal";
  if (field.in === "query") return undefined;
  if (lexicon.is(text, "decided-status")) return "decided";
  // `paid_by` is how, or who.
  if (isOfSales && !/ (?:by|with|via)$/.test(text) && isMadeOf(field.words, lexicon, "reached-switch", "around-switch"))
    return "decided";
  return isKept(field.words, lexicon) ? "kept" : undefined;
}

/** Whether a name is of when or by whom a record was made or changed: `updated_at`, `data_criacao`, `created_by`. */
function isKept(words: readonly string[], lexicon: Lexicon): boolean {
  const isMoment = lexicon.has(words, "moment") && isMadeOf(words, lexicon, "made-or-changed", "moment");
  return isMoment || lexicon.is(words.join(" "), "kept-author");
}

/**
 * Whether it is buyers who call: strangers who signed up, whoever has what most operations ask for, or persons who look
 * after what is their own.
 */
function isByBuyers(api: AssessedApi, operation: Operation): boolean {
  return isForStrangers(api, operation) || asksForWhatAllHave(api, operation) || isOwnAnywhere(api.operations);
}

const isOwnAnywhere = memo((operations: readonly Operation[]): boolean => operations.some(isOwn));

/** Whether a call buys, books, orders or pays for something, by the last of its path that is no parameter, and by what that stands in. */
function isBuy(operation: Operation): boolean {
  const { lexicon } = operation;
  const [before = [], last = []] = [[], ...segmentWords(operation)].slice(-2);
  if (endsIn(last, lexicon, "bought")) return true;
  return lexicon.is(last.join(" "), "part-of-purchase") && endsIn(before, lexicon, "bought");
}

/** Whether a field says what something costs: not what a buyer is ready to pay, nor what a seller asks. */
function isPrice(field: RequestField, lexicon: Lexicon): boolean {
  return (
    field.in === "body" &&
    !field.types.includes("boolean") &&
    !field.types.includes("object") &&
    !field.isList &&
    namesPrice(field.words, lexicon) &&
    !lexicon.has(field.words, "no-asked-price") &&
    !/\b(?:willing|limit|maximum|at most|offer|bid)\b/i.test(field.description)
  );
}

const INTERNAL = /^internal (?:status|state|flag|score|rating|price|level)$/;

/** Whether a name ends in a price, and the unit that it is in: `total_price_in_cents`, `precioTotal`. */
function namesPrice(words: readonly string[], lexicon: Lexicon): boolean {
  const name = words.join(" ");
  if (name === "rate" || /(?:^| )price per \w+$/.test(name)) return true;
  // Romance languages say first what it is: `precio crédito`, `preço kwh`.
  if (isHeadedBy(words, lexicon, "asked-price")) return true;
  let end = words.length;
  while (end > 1 && !endsIn(words.slice(0, end), lexicon, "asked-price")) {
    if (!lexicon.is(words[end - 1]!, "currency-unit")) return false;
    end -= 1;
  }
  return endsIn(words.slice(0, end), lexicon, "asked-price");
}

/** Whether a field is a state that only the service may reach, by the values that it can have. */
function isVerdict(field: RequestField, lexicon: Lexicon): boolean {
  return (
    field.in === "body" &&
    isMadeOf(field.words, lexicon, "outcome", "judged") &&
    field.parts.some(({ enum: values }) =>
      (values ?? []).some((value) => typeof value === "string" && lexicon.is(textOfName(value), "reached-state")),
    )
  );
}
