import { member } from "../../core/json-value.ts";
import { isIban } from "../../data/values/value-evidence.ts";
import type { ClassifiedField } from "../../data/flows/flow.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { returnsList } from "../../exposure/lists.ts";
import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { keyword, targetOf } from "../../model/schema.ts";
import { prose, yaml } from "../../core/prose.ts";
import type { Rule } from "../rule.ts";
import type { Fault } from "../../operations/fault.ts";
import { memo } from "../../core/memo.ts";
import { readingOf } from "../../exposure/reading.ts";
import { isCalled } from "../../exposure/people-words.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { isHeadedBy } from "../../lexicon/phrases.ts";
import { isChoice, isText, requestFields, type RequestField } from "../../operations/request-fields.ts";
import { isCredential } from "../../data/taxonomy/is-credential.ts";
import { categoryWords } from "../../core/category-words.ts";
import { listed, quoted } from "../../core/prose.ts";
import { grouped } from "../../core/grouped.ts";
import { operationsOfFlows, fieldsOfFlows } from "../../operations/readers/readers.ts";

/** Personal data is passed in the URL. */
export const sensitiveDataInUrl: Rule = {
  id: "sensitive-data-in-url",
  title: "Personal data in the URL",
  owasp: ["API8:2023"],
  cwe: [598],
  asvs: ["V14.2.1"],
  confidence: "likely",

  rationale: prose`
    URLs are recorded in many places: access logs, proxies, browser histories, error reports and Referer headers. A
    passport number or an e-mail address in a URL is kept there for months, unnoticed.
  `,
  exploit: prose`
    An attacker gets hold of an access log, a browser history, or the Referer header that a linked site received. The
    paths contain e-mail addresses or identity numbers in plain text. They are combined with other leaks and used for
    phishing or to open accounts in the victim's name.
  `,
  remediation: prose`
    Use an identifier that reveals nothing about the person, and send personal data in the body.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /patients/{ssn}:
            get:
              parameters:
                - name: ssn # ✗
                  in: path
                  required: true
                  schema:
                    type: string
      `,
      yaml`
        paths:
          /herds/{id}:
            patch:
              parameters:
                - name: id
                  in: path
                  required: true
                  schema:
                    type: string
                - name: health_notes # ✗
                  in: query
                  schema:
                    type: string
      `,
    ],
    good: [
      yaml`
        paths:
          /patients/{patientId}:
            get:
              parameters:
                - name: patientId
                  in: path
                  required: true
                  schema:
                    type: string
          /shops:
            get:
              parameters:
                - name: city
                  in: query
                  schema:
                    type: string
      `,
    ],
  },

  *check(api) {
    const flows = api.operations.flatMap((operation) =>
      api.whose
        .flowsOf(operation)
        .filter(
          ({ via, witness, field }) =>
            via === "parameter" &&
            /^(?:query|path) /.test(witness) &&
            field.confidence !== "possible" &&
            !isCredential(field.category) &&
            !isBound(operation, field.name) &&
            !isNumberOfTheService(operation, field) &&
            !isReference(operation, field) &&
            !isLookUp(operation, field.name) &&
            !isChosenFilter(api, operation, field) &&
            (isIdentifying(field.category, field.sensitivity) ||
              operation.lexicon.is(textOfName(field.name), "shows-whole-wallet")),
        ),
    );
    // One decision: whether this kind of data may stand in URLs.
    for (const [cause, group] of grouped(flows, ({ field }) => categoryWords(field))) {
      const { field } = group[0]!;
      const isIdentifier = group.every(({ witness }) => witness.startsWith("path "));
      const names = [...new Set(group.map((flow) => quoted(flow.field.name)))];
      const where = [...new Set(group.map(({ witness }) => (witness.startsWith("path ") ? "path" : "query string")))];
      yield {
        at: { file: field.node.source.file, pointer: field.node.pointer },
        cause,
        places: group.map((flow) => ({
          at: { file: flow.field.node.source.file, pointer: flow.field.node.pointer },
          operation: flow.operation,
          witness: flow.witness,
        })),
        fields: fieldsOfFlows(group),
        ...(isIdentifier ? { title: "Personal data is used as an identifier in the URL" } : {}),
        message: `${listed(names, 3)} in the ${listed(where)} of ${operationsOfFlows(group)} ${names.length === 1 ? "contains" : "contain"} a person's ${categoryWords(field)}`,
        mitigations: group.some((flow) => flow.field.sensitivity === "restricted")
          ? []
          : ["the data is confidential, not restricted"],
      };
    }
    yield* writtenFaults(api);
  },
};

/** Changes without a body, whose query string holds what is to be kept: texts that people write. */
function* writtenFaults(api: AssessedApi): Generator<Fault> {
  const found = api.operations.flatMap((operation) => textsInQuery(operation).map((field) => ({ operation, field })));
  const [first] = found;
  if (first === undefined) return;
  const operations = [...new Set(found.map(({ operation }) => operation.id))];
  const names = [...new Set(found.map(({ field }) => quoted(field.name)))];
  const isPrivate = found.some(
    ({ operation, field }) =>
      isPrivateText(api, operation, field) &&
      (isSent(operation) || isOfMoney(api, operation, field) || isOfPerson(operation) || isOfTeam(operation, field)),
  );
  yield {
    at: first.field.at,
    cause: "written texts",
    title: "Texts to be stored are sent in the URL",
    rationale: prose`
      URLs are recorded in access logs, at proxies and in monitoring, where more people read them and where they are
      kept longer than the texts themselves. Deleting text from the service does not delete it there.
    `,
    exploit: prose`
      An attacker gets hold of an access log of the service or of a proxy. It contains every text that was written, in full,
      including those that were changed or deleted since.
    `,
    remediation: "Send the texts in a body, as JSON or a form, and keep only identifiers in the URL.",
    places: found.map(({ operation, field }) => ({ at: field.at, operation, witness: field.witness })),
    message: `${listed(names, 3)} of ${listed(operations, 3)} ${names.length === 1 ? "is" : "are"} sent in the query string, and the request has no body`,
    mitigations: isPrivate ? [] : ["nothing indicates that the texts are private or about finances"],
  };
}

/** The texts that a change without a body takes in its query string. */
const textsInQuery = memo((operation: Operation): readonly RequestField[] => {
  const { method, requestBody, lexicon } = operation;
  if (!CHANGES.has(method) || requestBody !== undefined || readingOf(operation) !== undefined) return [];
  return requestFields(operation).filter(
    (field) =>
      field.in === "query" &&
      !isChoice(field) &&
      !field.types.includes("boolean") &&
      (isHeadedBy(field.words, lexicon, "note") || (isText(field) && lexicon.is(field.text, "said-text"))),
  );
});

const CHANGES: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);

/** Whether a text goes to somebody, who is named beside it: a remark in a record tells less than a message. */
function isSent(operation: Operation): boolean {
  return requestFields(operation).some(
    ({ in: way, words }) => way !== "header" && operation.lexicon.has(words, "message-recipient"),
  );
}

/** Whether a path is of people: what is noted of a guest or a patient is private, and what is noted of an article is not. */
function isOfPerson({ path, lexicon }: Operation): boolean {
  return fixedSegments(path).some((segment) => lexicon.has(wordsOf(segment), "natural-person"));
}

/**
 * Whether a text is written among those who work together, about what they do or what it costs: a note on a budget, a comment on a
 * task. It is for them, and for nobody who reads logs.
 */
function isOfTeam({ path, lexicon }: Operation, { words }: RequestField): boolean {
  return (
    words.some((word) => MONEY.some((concept) => lexicon.is(word, concept))) ||
    fixedSegments(path).some((segment) => lexicon.has(wordsOf(segment), "work-of-team"))
  );
}

const MONEY = ["how-much-money", "price", "billed", "planned-money"] as const;

function isOf(api: AssessedApi, operation: Operation, name: string, category: RegExp): boolean {
  return api.whose
    .flowsOf(operation)
    .some(
      ({ via, field }) =>
        via === "parameter" && field.name === name && field.confidence !== "possible" && category.test(field.category),
    );
}

function isOfMoney(api: AssessedApi, operation: Operation, { name }: RequestField): boolean {
  return isOf(api, operation, name, /^user\.financial(?:\.|$)/);
}

/** Whether a text is of money, or private: what is written without a credential is mostly for everybody. */
function isPrivateText(api: AssessedApi, operation: Operation, field: RequestField): boolean {
  const { name, words } = field;
  if (isOfMoney(api, operation, field)) return true;
  if (isOfTeam(operation, field)) return operation.access !== "anonymous";
  // What is written for everybody, or about it, is no secret of a log.
  if (isCalled(fixedSegments(operation.path).at(-1) ?? "", "published-content", operation.lexicon)) return false;
  return (
    operation.access !== "anonymous" &&
    (isHeadedBy(words, operation.lexicon, "note") || isOf(api, operation, name, /^user\.content(?:\.|$)/))
  );
}

/** Whether a parameter sets what values are compared with, and is nobody's own: `>=5.5`, `minAge`. */
function isBound({ parameters }: Operation, name: string): boolean {
  const schema = parameters.find((parameter) => parameter.name === name)?.schema;
  if (schema === undefined) return false;
  const target = targetOf(schema);
  const pattern = keyword(target, "pattern");
  const words = wordsOf(name);
  return (
    (typeof pattern === "string" && /^\^?\(?(?:\?:)?[[(]?[<>]/.test(pattern)) ||
    [...schema.examples, ...target.examples].some(
      ({ value }) => typeof value === "string" && /^[<>]=?\d/.test(value),
    ) ||
    (words.length > 1 && [words[0]!, words.at(-1)!].some((word) => /^(?:min|max|gte?|lte?)$/.test(word)))
  );
}

/**
 * Whether "account" or "account number" is all that is said, by which every service calls what its customers have with it. An
 * account at a bank is called so, or its text or format says it.
 */
function isNumberOfTheService(operation: Operation, { category, name, node }: ClassifiedField): boolean {
  if (category !== "user.financial.bank_account") return false;
  const { lexicon } = operation;
  const said = member(node.value, "description");
  const schema = operation.parameters.find((parameter) => parameter.name === name)?.schema;
  const { format, examples = [] } = schema === undefined ? {} : targetOf(schema);
  return !(
    lexicon.has(wordsOf(name), "of-a-bank") ||
    [typeof said === "string" ? said : "", operation.summary ?? ""].some((text) =>
      lexicon.has(wordsInOrder(text), "of-a-bank"),
    ) ||
    [operation.path, ...operation.parameters.map((one) => one.name)].some((text) =>
      lexicon.has(wordsOf(text), "of-a-bank"),
    ) ||
    format === "iban" ||
    examples.some(({ value }) => typeof value === "string" && isIban(value.replaceAll(" ", "")))
  );
}

/**
 * Whether the end of a name says how values are compared, as one of several of that name: `name__nie` beside `name__ic`. What is
 * compared is told by the name before it.
 */
function isLookUp({ parameters }: Operation, name: string): boolean {
  const [, base] = LOOK_UP.exec(name) ?? [];
  return (
    base !== undefined &&
    parameters.filter((other) => other.name !== name && LOOK_UP.exec(other.name)?.[1] === base).length >= SEVERAL
  );
}

const LOOK_UP = /^(.+)__[a-z]{1,12}$/i;
const SEVERAL = 2;

/**
 * Whether all that a name says is who is meant, `patient` or `filter[patient]`, and its text calls it an identifier: that is the
 * one that the service gives, and no number of a medical record.
 */
function isReference(operation: Operation, { name, category }: ClassifiedField): boolean {
  if (!/(?:^|\.)(?:health|medical)/.test(category)) return false;
  const { description = "" } = operation.parameters.find((one) => one.name === name) ?? {};
  const last = wordsOf(name).at(-1) ?? "";
  return (
    operation.lexicon.is(last, "natural-person") &&
    !/\b(?:MRN|medical|health|record|insur|versicher|santé|salud|saúde)/i.test(description)
  );
}

/** Whether a search is narrowed by one of the values listed, and nothing that it finds has such a value: nobody is described by it. */
function isChosenFilter(api: AssessedApi, operation: Operation, { category, name }: ClassifiedField): boolean {
  const schema = operation.parameters.find((one) => one.in === "query" && one.name === name)?.schema;
  if (schema === undefined || operation.method !== "GET") return false;
  if (isWish(operation, name)) return true;
  if (!isSearchBy(operation, name)) return false;
  const { enum: values, items } = targetOf(schema);
  const isChosen = values !== undefined || (items !== undefined && targetOf(items).enum !== undefined);
  return (
    isChosen &&
    !api.data.flowsOf(operation).some(({ direction, field }) => direction === "read" && field.category === category)
  );
}

/**
 * Whether a switch of a read asks for things of a kind, `wheelchair`, where no parameter names a person. `isPregnant` says of
 * somebody that it is so.
 */
function isWish({ parameters, lexicon }: Operation, name: string): boolean {
  const schema = parameters.find((one) => one.in === "query" && one.name === name)?.schema;
  const { types = [] } = schema === undefined ? {} : targetOf(schema);
  if (types.length === 0 || types.some((type) => type !== "boolean")) return false;
  return (
    wordsOf(name).length === 1 &&
    lexicon.is(wordsOf(name)[0]!, "aid-of-place") &&
    !parameters.some((one) => lexicon.has(wordsOf(one.name), "natural-person"))
  );
}

/** Whether a list comes back, or the text of a parameter says that it is a filter. */
function isSearchBy(operation: Operation, name: string): boolean {
  const { description = "" } = operation.parameters.find((one) => one.in === "query" && one.name === name) ?? {};
  return returnsList(operation) || operation.lexicon.has(wordsInOrder(description.slice(0, 300)), "said-to-filter");
}

/** What identifies or hurts a person by itself; a place or a name in a search does not. */
function isIdentifying(category: string, sensitivity: string): boolean {
  return (
    sensitivity === "restricted" ||
    category === "user.contact.email" ||
    category === "user.contact.phone_number" ||
    category.startsWith("user.contact.email.")
  );
}
