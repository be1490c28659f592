import { memo } from "../core/memo.ts";
import { listed, quoted } from "../core/prose.ts";
import type { Admission, Principal } from "../core/exposure-words.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Api, Operation, Response } from "../model/api.ts";
import { composedProperties, heldSchemaOf } from "../model/schema-parts.ts";
import { targetOf } from "../model/schema.ts";
import { credentialHeader } from "../model/credential-header.ts";
import type { SecurityScheme } from "../model/security.ts";
import type { Policy } from "../policy/policy.ts";
import { accountsByHolders } from "./accounts-by-holders.ts";
import { isAdministration } from "./administration.ts";
import { audiencesOf } from "./audience.ts";
import { isTokenKey } from "./basic-key.ts";
import { credentialWords } from "./credential-words.ts";
import { enrolledSignOf } from "./enrolled-people.ts";
import { intentOf } from "./intent.ts";
import { staffSentenceOf } from "./staff-scheme.ts";
import { issuingSentenceOf } from "./issuing-sentences.ts";
import {
  closingSentenceOf,
  isClosedToPartners,
  enrollingSentenceOf,
  namesKey,
  openingSentenceOf,
  registrationPageOf,
} from "./joining-sentences.ts";
import { joiningStepsOf, trialOf } from "./joining-steps.ts";
import type { KeySentences } from "./key-sentences.ts";
import { openApp, strangersMeet } from "./open-community.ts";
import { isPublishableKey, isStaticKey } from "./principal.ts";
import { isOwn } from "./principals.ts";
import { readerJoins, readerOfSchemeJoins } from "./reader-joins.ts";
import { marketOf } from "./api-markets.ts";

/** What is around a scheme. */
interface Surroundings {
  readonly api: Api;
  readonly policy: Policy;
  readonly signUps: readonly Operation[];
  readonly principals: ReadonlyMap<SecurityScheme, Principal>;
  readonly said: (scheme: SecurityScheme) => KeySentences;
}

/** Who gets the credential of a scheme, and why. */
export interface SchemeAdmission {
  readonly admission: Admission;
  readonly because: readonly string[];
  /** A sign-up by which anyone gets it, where `sallyport.yaml` says that not everyone does. */
  readonly despite?: Operation;
  /** What shows that they are people whom the organization serves, where `sallyport.yaml` calls them its own. */
  readonly enrolled?: string;
}

/** The settings file by its name; of several, which are all in force, the usual name. */
function settingsName({ file, files }: Policy): string {
  return (files.length > 1 ? undefined : file?.split("/").at(-1)) ?? "sallyport.yaml";
}

/** Works out who gets the credential of a scheme: what was configured counts first, then what is stated, then what is there. */
export function admissionOfScheme(
  scheme: SecurityScheme,
  principal: Principal,
  { api, policy, signUps, principals, said }: Surroundings,
): SchemeAdmission {
  const isOfStaff = isForAdministratorsAlone(scheme, api);
  const signUp = (isOfStaff ? [] : signUps).find((operation) => handsOut(operation, scheme, principal, principals));
  const configured = policy.admission.get(scheme.name) ?? policy.admission.get("*");
  const people = configured === "own" ? enrolledSignOf(scheme, api) : undefined;
  if (people !== undefined)
    return {
      admission: "partner",
      because: [enrolledReason(credentialWords(scheme, api), people)],
      enrolled: people,
      ...(signUp === undefined ? {} : { despite: signUp }),
    };
  if (configured !== undefined) {
    const despite = configured === "own" || configured === "partner" ? signUp : undefined;
    const although = despite === undefined ? "" : `, although ${despite.id} lets anyone sign up`;
    return {
      admission: configured,
      because: [`${settingsName(policy)} says that ${saidOfAdmission(configured, scheme, api)}${although}`],
      ...(despite === undefined ? {} : { despite }),
    };
  }
  if (scheme.schemeKind === "undefined") return { admission: "unknown", because: [`${scheme.name} is not defined`] };

  if (isPublishableKey(scheme))
    return {
      admission: "self-registered",
      because: [
        `the description says of ${scheme.name}: “${scheme.description!.replace(/\s+/g, " ").trim().slice(0, 160)}”`,
      ],
    };
  const { shipped } = said(scheme);
  if (shipped !== undefined && isStaticKey(scheme, principal))
    return {
      admission: "self-registered",
      because: [`${scheme.name} is in every copy of the app: “${shipped.slice(0, 160)}”`],
    };
  if (signUp !== undefined && !scheme.lexicon.has(wordsOf(scheme.name), "other-realm")) {
    return { admission: "self-registered", because: [`anyone can sign up with ${signUp.id}`] };
  }
  const enrolled = enrollingSentenceOf(scheme) ?? (principal === "client" ? undefined : enrollingSentenceOf(api.info));
  const opening =
    openingSentenceOf(scheme) ?? (isOfOthersThan(scheme, principal, api) ? undefined : openingSentenceOf(api.info));
  const own = isStaticKey(scheme, principal) && isAboutOthersThanKeys(opening, enrolled) ? undefined : opening;
  const closed = closingSentenceOf(scheme) ?? closingSentenceOf(api.info);
  // A sentence that lets anyone in is not taken back by one that lets some in another way.
  if (closed !== undefined && (own === undefined || own === closed)) {
    const admission =
      scheme.lexicon.has(wordsInOrder(closed).flatMap(wordsOf), "partner") ||
      isClosedToPartners(closingSentenceOf(scheme) === undefined ? api.info : scheme) ||
      scheme.schemeKind === "mutualTLS" ||
      principal === "client"
        ? "partner"
        : "own";
    return { admission, because: [`the description says: “${closed}”`] };
  }
  if (own !== undefined) return { admission: "self-registered", because: [`the description says: “${own}”`] };
  const page = isStaticKey(scheme, principal) ? registrationPageOf(api.info) : undefined;
  if (page !== undefined)
    return {
      admission: "self-registered",
      because: [`"x-apiClientRegistration" links to a registration page: ${page}`],
    };
  const sold = principal === "client" ? undefined : upgradeSentence(api.operations);
  if (sold !== undefined)
    return {
      admission: "self-registered",
      because: [`an error response tells callers to upgrade their plan: “${sold}”`],
    };
  const issued =
    issuedTo(scheme, principal, api) ??
    (principal === "user" && !isTokenKey(scheme, api)
      ? undefined
      : (foundByAdministrators(api.info) ?? madeByAdministrators(api.operations)));
  if (issued !== undefined) return { admission: "partner", because: [`the description says: “${issued}”`] };
  const staff = staffSentenceOf(scheme);
  if (staff !== undefined)
    return {
      admission: staff.isOfTenants ? "partner" : "own",
      because: [`the description says of ${scheme.name}: “${staff.sentence}”`],
    };
  if (enrolled !== undefined) return { admission: "partner", because: [`the description says: “${enrolled}”`] };
  const steps = isOfStaff || isForFew(api, policy) ? undefined : joinedBySteps(scheme, principal, api);
  if (steps !== undefined) return { admission: "self-registered", because: [`the description says: “${steps}”`] };
  const market = marketOf(scheme);
  if (market !== undefined)
    return {
      admission: "self-registered",
      because: [`whoever subscribes on the marketplace ${market} is given ${credentialWords(scheme, api)}`],
    };
  const accounts = principal === "user" ? accountsByHolders(api) : undefined;
  if (accounts !== undefined && asksFor(accounts.maker, scheme))
    return {
      admission: "partner",
      because: [
        `${accounts.maker.id} creates the accounts that log in with ${accounts.logIn.id}, and requires a credential itself`,
      ],
    };
  if (scheme.schemeKind === "mutualTLS")
    return { admission: "partner", because: ["a client certificate is given to selected clients"] };
  const isForSome =
    isOfStaff ||
    isOfPrograms(scheme, principal) ||
    isForFew(api, policy) ||
    scheme.lexicon.has(wordsOf(scheme.name), "other-realm");
  const met = isForSome ? [] : strangersMeet(api);
  if (met.length > 0)
    return {
      admission: "self-registered",
      because: [
        `strangers meet here (${listed(
          met.map(({ id }) => id),
          3,
        )}), and no selection of members is described`,
      ],
    };
  const app = isForSome ? undefined : openApp(api);
  if (app !== undefined)
    return {
      admission: "self-registered",
      because: [
        `anyone can install the app (${quoted(app.sentence, 120)}), where people use ${listed(
          app.operations.map(({ id }) => id),
          2,
        )} for themselves, and no selection of members is described`,
      ],
    };
  return { admission: "unknown", because: [saidOfAdmission("unknown", scheme, api)] };
}

/**
 * The steps by which readers get a credential, or the trial that they may have. How a program is registered says nothing of persons who
 * log in through it.
 */
function joinedBySteps(scheme: SecurityScheme, principal: Principal, api: Api): string | undefined {
  const isOfPersons = principal === "user" && (scheme.schemeKind === "oauth2" || scheme.schemeKind === "openIdConnect");
  if (isOfPersons || scheme.lexicon.has(wordsOf(scheme.name), "other-realm")) return undefined;
  return (
    joiningStepsOf(scheme) ??
    joiningStepsOf(api.info) ??
    trialOf(api.operations) ??
    readerOfSchemeJoins(scheme) ??
    readerJoins(api)
  );
}

/** Whether keys come with a contract, and those who join are said to get none: "A key for each company, on contract. Consumers sign up on the site". */
function isAboutOthersThanKeys(opening: string | undefined, enrolled: string | undefined): boolean {
  return opening !== undefined && enrolled !== undefined && namesKey(enrolled) && !namesKey(opening);
}

/**
 * Whether what the whole says of those who join is about others than have the credential of a scheme: programs, and staff, who
 * have one of several credentials.
 */
function isOfOthersThan(scheme: SecurityScheme, principal: Principal, { securitySchemes }: Api): boolean {
  if (principal === "client") return true;
  return (
    securitySchemes.some((other) => other !== scheme && other.usedBy.length > 0) &&
    (staffSentenceOf(scheme) !== undefined || scheme.lexicon.has(wordsOf(scheme.name), "other-realm"))
  );
}

/** Why callers who are called the organization's own are judged like partners: one of them must not reach what is another's. */
export function enrolledReason(credential: string, sign: string): string {
  return `sallyport.yaml says that only the organization's own callers are given ${credential}, but ${sign}: people whom an organization enrols are judged like partners, who must not reach each other's data`;
}

/** What an answer to "who gets the credential of this scheme" means. */
export function saidOfAdmission(admission: Admission, scheme: SecurityScheme, api: Api): string {
  const credential = credentialWords(scheme, api);
  switch (admission) {
    case "anonymous":
      return `${scheme.name} is not checked`;
    case "self-registered":
      return `anyone can get ${credential}`;
    case "partner":
      return `only partners are given ${credential}`;
    case "own":
      return `only the organization's own callers are given ${credential}`;
    case "unknown":
      return `nothing says who can get ${credential}`;
  }
}

/**
 * What is said of who is given the credential of a scheme. How an app gets its own says nothing of the persons who log in
 * through it.
 */
function issuedTo(scheme: SecurityScheme, principal: Principal, api: Api): string | undefined {
  const own = issuingSentenceOf(scheme);
  if (own !== undefined) return own.sentence;
  const said = issuingSentenceOf(api.info);
  const isOfApps = principal === "user" && (scheme.schemeKind === "oauth2" || scheme.schemeKind === "openIdConnect");
  return said === undefined || (isOfApps && !said.isOfWhole) ? undefined : said.sentence;
}

/**
 * What a refusal says to a caller who has an account and no plan: "supported only in our premium plans, please upgrade". Plans
 * are bought by whoever likes; a quota that is used up says less.
 */
const upgradeSentence = memo((operations: readonly Operation[]): string | undefined => {
  for (const { responses, lexicon } of operations)
    for (const response of responses)
      for (const text of response.status === "402" || response.status === "403" ? textsOf(response) : [])
        if (UPGRADE.test(text) && lexicon.has(wordsInOrder(text), "paid-period"))
          return text.replace(/\s+/g, " ").trim().slice(0, 160);
  return undefined;
});

/** What a refusal says: its text, and the examples of its fields. */
function textsOf({ description = "", content }: Response): readonly string[] {
  const shown = content.flatMap(({ schema, examples }) => [
    ...examples.map(({ value }) => value),
    ...(schema === undefined ? [] : [...composedProperties(heldSchemaOf(schema)).values()]).flatMap((property) =>
      [...property.examples, ...targetOf(property).examples].map(({ value }) => value),
    ),
  ]);
  return [description, ...shown.filter((value) => typeof value === "string")].map((text) => text.slice(0, MOST_SAID));
}

const MOST_SAID = 500;

const UPGRADE =
  /\bupgrade\b|\bupgraden\b|\bmettre à niveau\b|\bactualic?[ez]\w* (?:tu|su) plan\b|\bfaça (?:o )?upgrade\b/i;

/**
 * The sentence by which an administrator of a customer finds the key in what the customer uses: "Log in and go to API in the Admin
 * menu". The customer was let in before.
 */
const foundByAdministrators = memo(({ description = "" }: Api["info"]): string | undefined => {
  const sentences = sentencesOf(description.replace(/[*_]/g, ""), MOST_OF_TEXT);
  const at = sentences.findIndex((sentence) => IN_ADMINISTRATION.test(sentence));
  const isOfKey = sentences
    .slice(Math.max(0, at - 1), at + 1)
    .some((sentence) => /\b(?:api[ -]?)?(?:key|token)s?\b|schlüssel|clé|clave|chave/i.test(sentence));
  // Who opened an account a minute ago is the administrator of it.
  return at < 0 || !isOfKey || sentences.some((sentence) => FOR_ALL.test(sentence))
    ? undefined
    : sentences[at]!.replace(/\s+/g, " ").trim().slice(0, 160);
});

const FOR_ALL =
  /\b(?:free|everybody|everyone|anyone|anybody|sign(?:ing)?[- ]?up|regist\w+|(?:open|create) an account|kostenlos\w*|jede[rm]?|registrier\w+|gratuit\w*|inscri\w+|gratis|cualquiera|qualquer|cadastr\w+)\b/i;

const IN_ADMINISTRATION =
  /\b(?:log|sign) in\b[^.]{0,80}\badmin(?:istration|istrator)? (?:menu|panel|area|section|console|settings)\b|\bmelden Sie sich an\b[^.]{0,80}\bAdmin\w*-?(?:menü|bereich)\b|\bconnectez-vous\b[^.]{0,80}\bmenu d['’ ]administration\b|\binici[ae] sesión\b[^.]{0,80}\bmenú de administración\b|\b(?:inicie sessão|faça login)\b[^.]{0,80}\bmenu de administração\b/i;

const MOST_OF_TEXT = 20_000;

/**
 * What a refusal says to a caller whose key nobody has made yet, at the address where the administrator of the server makes one:
 * "Invalid key. You must create a key via the URL /admin/keys". Only the owner of a device or an installation gets there.
 */
const madeByAdministrators = memo((operations: readonly Operation[]): string | undefined => {
  const texts = new Set(
    operations.flatMap(({ responses }) =>
      responses.flatMap((response) =>
        response.status === "401" || response.status === "403" ? [...textsOf(response), ...saidOfFields(response)] : [],
      ),
    ),
  );
  for (const text of texts)
    for (const sentence of /\/admin/i.test(text) ? sentencesOf(text, MOST_SAID) : [])
      if (MADE_IN_ADMINISTRATION.test(sentence) && !FOR_ALL.test(sentence))
        return sentence.replace(/\s+/g, " ").trim().slice(0, 160);
  return undefined;
});

function saidOfFields({ content }: Response): readonly string[] {
  return content.flatMap(({ schema }) =>
    schema === undefined
      ? []
      : [...composedProperties(heldSchemaOf(schema)).values()].flatMap(
          (property) => property.description ?? targetOf(property).description ?? [],
        ),
  );
}

const MADE_IN_ADMINISTRATION =
  /\b(?:create|add|generate|make)\b[^.]{0,40}\bkeys?\b[^.]{0,40}(?<=[\s"'`(])\/admin(?:istration)?\/|(?:schlüssel|\bkeys?)\b[^.]{0,40}(?<=[\s"'`(])\/admin(?:istration)?\/[^.]{0,30}\b(?:anlegen|erstellen|erzeugen)|\b(?:cré\w*|génér\w*)\s[^.]{0,40}\bclés?\s[^.]{0,40}(?<=[\s"'`(])\/admin(?:istration)?\/|\b(?:cre[ae]r?|gener[ae]r?|cri[ae]r?|ger[ae]r?)\b[^.]{0,40}\b(?:clave|chave)s?\b[^.]{0,40}(?<=[\s"'`(])\/admin(?:istration)?\//i;

/**
 * Whether a scheme opens nothing but administration, and what others have who sign up is another credential: of a further
 * scheme, or in a header.
 */
function isForAdministratorsAlone(scheme: SecurityScheme, api: Api): boolean {
  if (scheme.usedBy.length === 0 || !scheme.usedBy.every((operation) => isAdministration(operation))) return false;
  const { byHeader, schemes } = otherCredentials(api.operations);
  return byHeader || schemes.size > (schemes.has(scheme) ? 1 : 0);
}

/** By what callers get to what is no administration. */
const otherCredentials = memo((operations: readonly Operation[]) => {
  const others = operations.filter((operation) => !isAdministration(operation));
  const requirements = new Set(others.flatMap(({ security }) => security ?? []));
  return {
    byHeader: others.some(({ parameters }) => credentialHeader(parameters) !== undefined),
    schemes: new Set(
      [...requirements].flatMap(({ alternatives }) =>
        alternatives.flatMap((alternative) => alternative.schemes.map(({ scheme }) => scheme)),
      ),
    ),
  };
});

/** Whether somebody declares that the API is for some only: how they are chosen is then a question, and no guess. */
function isForFew(api: Api, policy: Policy): boolean {
  const { api: declared } = audiencesOf(api, policy.audience);
  return declared !== undefined && declared !== "public";
}

/** Whether a credential is one that programs are given, and not what a person gets by logging in. */
function isOfPrograms(scheme: SecurityScheme, principal: Principal): boolean {
  return (
    principal === "client" ||
    principal === "shared" ||
    isStaticKey(scheme, principal) ||
    (scheme.schemeKind === "apiKey" && /key/i.test(`${scheme.name} ${scheme.parameterName ?? ""}`))
  );
}

function asksFor({ security }: Operation, scheme: SecurityScheme): boolean {
  return (security?.alternatives ?? []).some(({ schemes }) => schemes.some((one) => one.scheme === scheme));
}

/** Whether a sign-up can be what gives the credential of a scheme. */
function handsOut(
  signUp: Operation,
  scheme: SecurityScheme,
  principal: Principal,
  principals: ReadonlyMap<SecurityScheme, Principal>,
): boolean {
  if (scheme.schemeKind === "mutualTLS") return false;
  const asked = new Set(
    (signUp.security?.alternatives ?? []).flatMap(({ schemes }) => schemes.map((required) => required.scheme)),
  );
  if (asked.has(scheme) && signUp.access === "secured") return false; // what it asks for is not what it gives
  if (intentOf(signUp) === "client-registration")
    return scheme.schemeKind === "oauth2" || scheme.schemeKind === "openIdConnect";
  if (principal === "client") return false;
  if (principal === "user") return !isOfAnotherRealm(scheme, principals);
  // A key whose holder is not known comes from the sign-up where nothing else can.
  return ![...principals].some(([other, who]) => other !== scheme && who === "user" && other.usedBy.length > 0);
}

/**
 * Whether a scheme is of other people than those who sign up: of several of one kind by which people get in, another is asked
 * for by what is under `/me`, and this one is not. A cookie beside a token is another way in for the same people.
 */
function isOfAnotherRealm(scheme: SecurityScheme, principals: ReadonlyMap<SecurityScheme, Principal>): boolean {
  const isOfSelf = (one: SecurityScheme): boolean => one.usedBy.some((operation) => isOwn(operation));
  if (scheme.usedBy.length === 0 || isOfSelf(scheme)) return false;
  return [...principals].some(
    ([other, who]) => other !== scheme && who === "user" && other.schemeKind === scheme.schemeKind && isOfSelf(other),
  );
}
