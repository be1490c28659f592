import { memo } from "../../core/memo.ts";
import { statedBy } from "../../exposure/said.ts";
import { intentOf, type Intent } from "../../exposure/intent.ts";
import { anyOf, type Wordings } from "../../lexicon/any-of.ts";
import { denies } from "../../lexicon/denial.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { areAllOf, isMadeOf } from "../../lexicon/phrases.ts";
import { statedIn } from "../../lexicon/statements.ts";
import { calledWords } from "../../exposure/words.ts";
import type { Operation, Response } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { requestFields, segmentWords } from "../request-fields.ts";
import { returnedProperties } from "../returned-properties.ts";
import { isLogInByMessage } from "./log-in-by-message.ts";

/** How an operation tells whether an account exists. */
export interface AccountDisclosure {
  /**
   * By what it is for, by what its text says that it tells, by what is returned for an account alone, by the text of an
   * error, by a status of its own, or by refusing a second account.
   */
  readonly how: "asked" | "said" | "hint" | "text" | "status" | "taken";
  /** What it says. */
  readonly text?: string;
}

/** Whether an operation that strangers call tells who has an account, and how. */
export function accountDisclosureOf(
  operation: Operation,
  intent: Intent | undefined,
  all: readonly Operation[],
): AccountDisclosure | undefined {
  if (isProvisioning(operation)) return undefined;
  if (isExistenceCheck(operation, intent)) return { how: "asked" };
  const stated = statesOfAccount(operation, intent);
  if (stated !== undefined) return { how: "asked", text: stated };
  const said = saidToTell(operation);
  if (said !== undefined)
    return { how: operation.lexicon.has(calledWords(operation), "sign-up") ? "taken" : "said", text: said };
  const asked = unknownOfCodeRequest(operation, intent);
  if (asked !== undefined) return { how: "text", text: asked };
  const isLogIn =
    intent === "log-in" || (intent === "token" && takesPassword(operation)) || isLogInByMessage(operation, intent);
  if (!isLogIn && intent !== "password-reset" && intent !== "sign-up") return undefined;
  const common = commonErrors(all);
  const texts = operation.responses
    .filter((response) => isError(response) && !common.has(response.node.value))
    .flatMap((response) => textsOf(response, common));
  if (intent === "sign-up") {
    const taken = [...texts, ...conflictsOf(operation)].find((text) => TAKEN.test(text) || tellsExistence(text));
    return taken === undefined ? undefined : { how: "taken", text: taken };
  }
  const hint = intent === "password-reset" ? hintIn(operation) : undefined;
  if (hint !== undefined) return { how: "hint", text: hint };
  const text = texts.find((one) => NO_ACCOUNT.test(one) || (isLogIn && WRONG_PASSWORD.test(one) && !EITHER.test(one)));
  if (text !== undefined) return { how: "text", text };
  // Where the path names what is looked for, that may be what is not there.
  return operation.responses.some(({ status }) => status === "404") && !operation.path.includes("{")
    ? { how: "status" }
    : undefined;
}

/**
 * What the 404 of a request for a code says: that nobody here has the number or address that was sent. Who gets a code sends no proof, and
 * names nothing but a person.
 */
function unknownOfCodeRequest(operation: Operation, intent: Intent | undefined): string | undefined {
  const { lexicon, method, path, responses } = operation;
  if (
    method !== "POST" ||
    path.includes("{") ||
    (intent !== undefined && intent !== "log-in" && intent !== "verification")
  )
    return undefined;
  const stated = statedBy(operation);
  if (stated.has("same-answer") || !(stated.has("gets-the-code") || lexicon.has(calledWords(operation), "sends-proof")))
    return undefined;
  const required = requestFields(operation).filter(({ in: way, isRequired }) => way === "body" && isRequired);
  const names = required.filter(
    ({ words }) =>
      isMadeOf(words, lexicon, "identity-of-account", "around-identity") ||
      lexicon.has(words, "number-of-human") ||
      lexicon.has(words, "number-for-tax"),
  );
  if (names.length === 0 || names.length !== required.length) return undefined;
  return responses
    .filter(({ status }) => status === "404")
    .flatMap((response) => [response.description ?? "", ...textsOf(response, new Set())])
    .find((text) => NO_ACCOUNT.test(text) || lexicon.has(wordsInOrder(text), "nobody-of-ours"));
}

/** Whether an identity provider enters users: SCIM has 409 for one who is there (RFC 7644, section 3.3). */
function isProvisioning({ path }: Operation): boolean {
  return /(?:^|\/)scim\/(?:v?\d[\d.]*\/)?(?:Users|Groups)(?:\/|$)/i.test(path);
}

/** What an operation that takes the name of an account says that it tells, where nothing says that answers are alike. */
function saidToTell(operation: Operation): string | undefined {
  const { lexicon } = operation;
  const stated = statedBy(operation);
  const sentence = stated.get("tells-existence");
  // Where the path names somebody, their record is read, and not looked for.
  if (sentence === undefined || stated.has("same-answer") || operation.path.includes("{")) return undefined;
  // What a letter says is read by whoever has the address, and by nobody else.
  if (statedIn(sentence).has("told-by-message")) return undefined;
  // What is changed without being named is one's own, and "the e-mail is taken from the account" says where a value comes from.
  if (operation.method !== "GET" && operation.method !== "POST" && intentOf(operation) === undefined) return undefined;
  if (TAKEN_FROM.test(sentence)) return undefined;
  return requestFields(operation).some(({ words }) =>
    isMadeOf(words, lexicon, "identity-of-account", "around-identity"),
  )
    ? sentence
    : undefined;
}

/** That a value is copied from somewhere, in each language. */
const TAKEN_FROM = anyOf(
  /(?:is|are|was|were|will be|gets?) (?:taken|copied|read|derived) (?:over )?from/,
  /(?:wird|werden|wurde) (?:\S+ ){0,6}(?:übernommen|entnommen|gelesen)/,
  /(?:est|sont) (?:prise?s?|reprise?s?|tirée?s?|lue?s?) (?:de|du|des|dans)/,
  /se (?:toman?|leen?|obtienen?) (?:de|del)/,
  /(?:é|são) (?:obtid|lid|tirad|copiad)[oa]s? (?:de|do|da)/,
);

function tellsExistence(text: string): boolean {
  const stated = statedIn(text);
  return stated.has("tells-existence") && !stated.has("same-answer");
}

/** What is said of the status by which a second account is refused: whoever gets it knows as much as its reader. */
function conflictsOf({ responses }: Operation): readonly string[] {
  return responses.flatMap(({ status, description }) =>
    status === "409" && description !== undefined ? [description] : [],
  );
}

/** What comes back of a known account alone: where a message went to, by its end. The texts promise one answer for all. */
function hintIn(operation: Operation): string | undefined {
  const { lexicon } = operation;
  const asked = new Set(requestFields(operation).map(({ text }) => text));
  return returnedProperties(operation).find(([name, property]) => {
    const target = targetOf(property);
    const words = wordsOf(name);
    if (asked.has(words.join(" ")) || !target.types.includes("string")) return false;
    const told = [words, wordsInOrder(property.description ?? target.description ?? "")];
    return (
      told.some((one) => lexicon.has(one, "text-message") || lexicon.has(one, "contact-address")) &&
      (told.some((one) => lexicon.has(one, "masked") || lexicon.has(one, "hint-of")) ||
        target.types.includes("null") ||
        target.examples.some(isMasked))
    );
  })?.[0];
}

/** `+49 *** 71`, `... 04 71`, `j•••@example.com` */
function isMasked({ value }: { readonly value: unknown }): boolean {
  return typeof value === "string" && /[*•]{2}|\.{3}|…|x{3}/i.test(value);
}

function takesPassword(operation: Operation): boolean {
  return requestFields(operation).some(({ words }) => operation.lexicon.has(words, "password"));
}

/** Texts that say that there is no account, in each language. */
const NO_ACCOUNT = anyOfAccount(
  /ACCOUNTs?(?: with (?:this|that|the given) [\w-]{1,20}| [\w-]{1,20})? (?:(?:is |was |could )?not (?:be )?(?:found|exist|exists|registered|known)|(?:does ?n[o']t|doesn't|does not) exist|unknown|is unknown)/,
  /(?:no such|unknown) ACCOUNT/,
  /no ACCOUNT (?:was |is |could be )?(?:found|exists?|registered|with)/,
  /ACCOUNT[_-]?(?:not[_-]?found|unknown|does[_-]?not[_-]?exist)/,
  /ACCOUNT (?:\S+ ){0,3}(?:nicht (?:gefunden|registriert|bekannt|vorhanden)|existiert nicht|(?:ist )?unbekannt)/,
  /(?:unbekannte[rs]? |kein(?:e|en)? )ACCOUNT/,
  /ACCOUNT (?:\S+ ){0,3}(?:introuvable|inconnue?|n['’]existe pas|non trouvée?)|aucune? ACCOUNT/,
  /ACCOUNT (?:\S+ ){0,3}(?:no encontrad[oa]|no existe|no (?:está )?registrad[oa]|desconocid[oa])|ning[uú]na? ACCOUNT/,
  /ACCOUNT (?:\S+ ){0,3}(?:não (?:foi )?encontrad[oa]|não existe|não (?:está )?(?:cadastrad[oa]|registrad[oa])|inexistente|desconhecid[oa])|nenhuma? ACCOUNT/,
);
/** Texts that say that only the password is wrong. */
const WRONG_PASSWORD = anyOf(
  /(?:wrong|incorrect|invalid|bad)[ _-]?password|password (?:is |was )?(?:not correct|incorrect|wrong|invalid|does not match|mismatch)/,
  /(?:falsches|ungültiges) (?:passwort|kennwort)|(?:passwort|kennwort) (?:ist )?(?:falsch|ungültig|nicht korrekt)/,
  /mot de passe (?:est )?(?:incorrect|invalide|erroné)/,
  /contraseña (?:es )?(?:incorrecta|inválida|errónea)/,
  /senha (?:está )?(?:incorreta|inválida|errada)/,
);
/** One text for both. */
const EITHER = anyOf(
  /or|and|credentials?|oder|und|ou|et|zugangsdaten|anmeldedaten|identifiants|credenciales|credenciais/,
  /(?<= )[oyeu](?= )/,
);
/** Texts that refuse a second account. */
const TAKEN = anyOfAccount(
  /ACCOUNT (?:is |has (?:been )?)?already (?:exists?|registered|taken|in use|used)|already registered|already have an account/,
  /ACCOUNT[_-]?(?:already[_-]?)?(?:exists?|taken|in[_-]?use)/,
  /ACCOUNT (?:\S+ ){0,3}(?:bereits|schon) (?:vergeben|registriert|vorhanden|verwendet|belegt)|ACCOUNT existiert bereits/,
  /ACCOUNT (?:\S+ ){0,2}(?:déjà (?:utilisée?|prise?|existante?|enregistrée?|inscrite?)|existe déjà)/,
  /ACCOUNT (?:\S+ ){0,2}ya (?:existe|(?:está )?registrad[oa]|está en uso|(?:ha sido )?utilizad[oa])/,
  /ACCOUNT (?:\S+ ){0,2}já (?:existe|(?:está )?(?:cadastrad[oa]|registrad[oa])|está em uso|(?:foi )?utilizad[oa])/,
);

/** Any of these as words of their own, with `ACCOUNT` for what an account is called. */
function anyOfAccount(...expressions: readonly RegExp[]): Wordings {
  const account =
    /user(?:[ _]?name)?|account|e-?mail(?: address)?|phone(?: number)?|login|member|customer|benutzer(?:name)?|nutzer(?:name)?|konto|e-?mail-?adresse|kunde|mitglied|utilisateur|compte|adresse e-?mail|courriel|client|membre|usuario|cuenta|correo(?: electrónico)?|cliente|socio|usuário|utilizador|conta|sócio/;
  const named = expressions.map(({ source }) => source.replaceAll("ACCOUNT", `(?:${account.source})`));
  return anyOf(new RegExp(named.join("|"), "u"));
}

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

/** Whether an operation is there to say whether an account exists, by what it is called or by what it answers. */
function isExistenceCheck(operation: Operation, intent: Intent | undefined): boolean {
  const { lexicon } = operation;
  const fields = requestFields(operation);
  if (!fields.some(({ words }) => isMadeOf(words, lexicon, "identity-of-account", "around-identity"))) return false;
  // What only the owner knows: who brings it has logged in.
  if (fields.some(({ words }) => lexicon.has(words, "given-proof"))) return false;
  return asksForAccount(operation) || (intent === undefined && answersExistence(operation));
}

/** Whether a path ends in the question: `/check-email`, `/users/exists`. */
function asksForAccount(operation: Operation): boolean {
  const { lexicon } = operation;
  const segments = segmentWords(operation);
  const last = segments.at(-1) ?? [];
  if (lexicon.is(last.join(" "), "asks-existence"))
    return segments
      .slice(0, -1)
      .some((words) => lexicon.is(words.join(" "), "asked-account") || lexicon.is(words.join(" "), "person-record"));
  return lexicon.has(last, "asks-existence") && areAllOf(last, lexicon, "asked-account", "around-existence");
}

/** Whether a switch comes back that says whether there is an account, or a hint of how its owner logs in. */
function answersExistence(operation: Operation): boolean {
  const { lexicon } = operation;
  return returnedProperties(operation).some(([name, property]) => {
    const words = wordsOf(name);
    return targetOf(property).types.includes("boolean")
      ? areAllOf(words, lexicon, "said-to-exist", "around-existence")
      : isHint(words, lexicon);
  });
}

/**
 * What comes back for the name of an account alone, where each of its values says that there is one, or that there is none:
 * `status` of `registered` and `unregistered`. A log-in and a reset say it as a look-up does.
 */
function statesOfAccount(operation: Operation, intent: Intent | undefined): string | undefined {
  const { lexicon } = operation;
  if (intent !== undefined && intent !== "log-in" && intent !== "verification" && intent !== "password-reset")
    return undefined;
  const fields = requestFields(operation);
  if (
    !fields.some(({ words }) => isMadeOf(words, lexicon, "identity-of-account", "around-identity")) ||
    fields.some(({ words }) => lexicon.has(words, "given-proof"))
  )
    return undefined;
  for (const [name, property] of returnedProperties(operation)) {
    const values = (targetOf(property).enum ?? []).filter((value) => typeof value === "string").slice(0, MOST_STATES);
    const kinds = new Set(values.map((value) => stateIn(wordsOf(value), lexicon)));
    if (kinds.has("known") && kinds.has("unknown") && !kinds.has(undefined)) return `${name}: ${values.join(", ")}`;
  }
  return undefined;
}

/** More values than these are no answer of yes or no. */
const MOST_STATES = 8;

function stateIn(words: readonly string[], lexicon: Lexicon): "known" | "unknown" | undefined {
  if (lexicon.has(words, "said-not-to-exist") || (denies(words, lexicon) && lexicon.has(words, "said-to-exist")))
    return "unknown";
  return areAllOf(words, lexicon, "said-to-exist", "around-existence") ? "known" : undefined;
}

/** `phoneHint`, `maskedEmail`, `loginMethod`, and the like in other languages. */
function isHint(words: readonly string[], lexicon: Lexicon): boolean {
  return (
    (lexicon.has(words, "hint-of") && isMadeOf(words, lexicon, "hint", "hint-of")) ||
    (lexicon.has(words, "masked") && isMadeOf(words, lexicon, "contact-address", "masked")) ||
    (lexicon.has(words, "logs-in") && isMadeOf(words, lexicon, "way-to-log-in", "logs-in"))
  );
}
