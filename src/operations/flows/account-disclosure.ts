import { memo } from "../../core/memo.ts";
import { intentOf, type Intent } from "../../exposure/intent.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";
import type { Operation, Response } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { requestFields, segmentWords } from "../request-fields.ts";

/** How an operation tells whether an account exists. */
export interface AccountDisclosure {
  /** By what it is for, by the text of an error, by a status of its own, or by refusing a second account. */
  readonly how: "asked" | "text" | "status" | "taken";
  /** What it says. */
  readonly text?: string;
}

/** Whether an operation that strangers call tells who has an account, and how. */
export function accountDisclosureOf(
  operation: Operation,
  intent: Intent | undefined,
  all: readonly Operation[],
): AccountDisclosure | undefined {
  if (isExistenceCheck(operation, intent)) return { how: "asked" };
  const isLogIn = intent === "log-in" || (intent === "token" && takesPassword(operation));
  if (!isLogIn && intent !== "password-reset" && intent !== "sign-up") return undefined;
  const common = commonErrors(all);
  const texts = operation.responses
    .filter((response) => isError(response) && !common.has(response.node.value))
    .flatMap((response) => textsOf(response, common));
  if (intent === "sign-up") {
    const taken = texts.find((text) => TAKEN.test(text));
    return taken === undefined ? undefined : { how: "taken", text: taken };
  }
  const text = texts.find((one) => NO_ACCOUNT.test(one) || (isLogIn && WRONG_PASSWORD.test(one) && !EITHER.test(one)));
  if (text !== undefined) return { how: "text", text };
  // Where the path names what is looked for, that may be what is not there.
  return operation.responses.some(({ status }) => status === "404") && !operation.path.includes("{")
    ? { how: "status" }
    : undefined;
}

function takesPassword(operation: Operation): boolean {
  return requestFields(operation).some(({ words }) => words.includes("password"));
}

const ACCOUNT = String.raw`(?:user(?: ?name)?|account|e-?mail(?: address)?|phone(?: number)?|login|member|customer)`;
const NO_ACCOUNT = new RegExp(
  String.raw`\b${ACCOUNT}s?(?: with (?:this|that|the given) [\w-]{1,20}| [\w-]{1,20})? (?:(?:is |was |could )?not (?:be )?(?:found|exist|exists|registered|known)|(?:does ?n[o']t|doesn't|does not) exist|unknown|is unknown)\b|\b(?:no such|unknown) ${ACCOUNT}\b|\bno ${ACCOUNT} (?:was |is |could be )?(?:found|exists?|registered|with)\b|^${ACCOUNT.replace("(?: ?name)", "(?:_?name)")}[_-]?(?:not[_-]?found|unknown|does[_-]?not[_-]?exist)$`,
  "i",
);
const WRONG_PASSWORD =
  /\b(?:wrong|incorrect|invalid|bad) password\b|\bpassword (?:is |was )?(?:not correct|incorrect|wrong|invalid|does not match|mismatch)\b|^(?:wrong|incorrect|invalid)[_-]?password$/i;
/** One text for both. */
const EITHER = /\b(?:or|and|\/)\b|\bcredentials?\b/i;
const TAKEN = new RegExp(
  String.raw`\b${ACCOUNT} (?:is |has (?:been )?)?already (?:exists?|registered|taken|in use|used)\b|\b(?:already registered|already have an account)\b|^${ACCOUNT.replace("(?: ?name)", "(?:_?name)")}[_-]?(?:already[_-]?)?(?:exists?|taken|in[_-]?use)$`,
  "i",
);

function isError({ status }: Response): boolean {
  return /^(?:[45]|default)/.test(status);
}

/**
 * Errors, and their schemas, that operations answer with which have nothing to do with getting in: what such a one lists
 * is all that the service can say, and not what a log-in says.
 */
const commonErrors = memo((operations: readonly Operation[]): ReadonlySet<unknown> => {
  const common = new Set<unknown>();
  for (const operation of operations) {
    if (intentOf(operation) !== undefined) continue;
    for (const response of operation.responses.filter(isError)) {
      common.add(response.node.value);
      for (const { schema } of response.content) if (schema !== undefined) common.add(targetOf(schema).node.value);
    }
  }
  return common;
});

/** What an error says: its examples, those of the fields in it, and the codes that it may have. Descriptions are for readers. */
function textsOf(response: Response, common: ReadonlySet<unknown>): readonly string[] {
  const texts: string[] = [];
  for (const { schema, examples } of response.content) {
    for (const { value } of examples) addTexts(texts, value);
    if (schema !== undefined && !common.has(targetOf(schema).node.value)) addSchemaTexts(texts, schema);
  }
  return texts;
}

/** So many texts are read of one response: no error has more to say. */
const MOST_TEXTS = 300;

function addSchemaTexts(texts: string[], schema: Schema, depth = 0): void {
  const target = targetOf(schema);
  if (depth > 2 || texts.length >= MOST_TEXTS) return;
  for (const { value } of target.examples) addTexts(texts, value);
  addTexts(texts, target.enum);
  for (const part of [...target.properties.values(), ...target.allOf, ...target.oneOf, ...target.anyOf])
    addSchemaTexts(texts, part, depth + 1);
}

/** The short texts in a value, a few levels down. */
function addTexts(texts: string[], value: unknown, depth = 0): void {
  if (texts.length >= MOST_TEXTS) return;
  if (typeof value === "string" && value.length <= 200) texts.push(value);
  if (typeof value !== "object" || value === null || depth > 3) return;
  for (const inner of Object.values(value).slice(0, MOST_TEXTS)) addTexts(texts, inner, depth + 1);
}

const IDENTITY =
  /^(?:(?:(?:user|customer|account|member|patient) )?e?-? ?mail(?: address)?|user ?name|user name|phone(?: number)?|mobile(?: number)?|login|handle|msisdn)$/;
const CHECK =
  /^(?:is |check |validate |lookup )?(?:e ?mail|user ?name|user|phone|mobile|account|login|handle)(?: name| number| address)? (?:exist|exists|available|availability|taken|registered|check|unique)$|^(?:check|exist|exists|is) (?:e ?mail|user ?name|user|phone|mobile|account|login|handle)(?: name| number| address| exist| availability)?$/;
const BARE = /^(?:check|exist|available|availability|taken|registered|check availability|check exist)$/;
const PEOPLE = /^(?:user|account|member|customer|profile|e ?mail|username|user name)$/;

/** Whether an operation is there to say whether an account exists, by what it is called or by what it answers. */
function isExistenceCheck(operation: Operation, intent: Intent | undefined): boolean {
  const segments = segmentWords(operation).map((words) => words.join(" "));
  const last = segments.at(-1) ?? "";
  const names = requestFields(operation).map(({ text }) => text);
  if (!names.some((name) => IDENTITY.test(name))) return false;
  const isOfAccounts = CHECK.test(last) || (BARE.test(last) && segments.slice(0, -1).some((one) => PEOPLE.test(one)));
  return (
    isOfAccounts || (intent === undefined && !names.some((name) => PROVED.test(name)) && answersExistence(operation))
  );
}

/** What only the owner knows: who brings it has logged in. */
const PROVED = /\b(?:password|passwd|pwd|pin|code|otp|token|secret|signature)\b/;

/** Whether a switch comes back that says whether there is an account, or a hint of how its owner logs in. */
function answersExistence({ responses }: Operation): boolean {
  return responses.some(
    ({ statusClass, content }) =>
      statusClass === "2xx" &&
      content.some(
        ({ schema }) =>
          schema !== undefined &&
          [...composedProperties(heldSchemaOf(schema))].some(([name, property]) => {
            const words = wordsOf(name).join(" ");
            const isSwitch = targetOf(property).types.includes("boolean");
            return (isSwitch && EXISTS.test(words)) || (!isSwitch && HINTS.test(words));
          }),
      ),
  );
}

const EXISTS =
  /^(?:is |has |already |user |account |email |mail |phone |username |customer |member )*(?:registered|exist|existing|available|taken|in use|used|known|found|account|user|member|existiert|vorhanden|existe|registriert|registrado)$/;
const HINTS =
  /^(?:(?:phone|mobile|email|mail|password|recovery|account|masked|sign in|login) )+hint$|^masked (?:email|phone|mobile|phone number)$|^(?:sign in|login|log in|auth|authentication) (?:method|option|provider)$/;
