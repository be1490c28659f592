import { listed } from "../core/prose.ts";
import { memo } from "../core/memo.ts";
import { easier, harder, type Admission, type Principal } from "../core/exposure-words.ts";
import { member } from "../core/json-value.ts";
import { textOfValue } from "../core/text-of-value.ts";
import type { Api, Operation } from "../model/api.ts";
import type { Alternative, SecurityRequirement, SecurityScheme } from "../model/security.ts";
import { credentialHeader } from "../model/credential-header.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Policy } from "../policy/policy.ts";
import { audiencesOf } from "./audience.ts";
import { isAdministration } from "./administration.ts";
import { evidentCredentials } from "./evident-credential.ts";
import { credentialWords } from "./credential-words.ts";
import { intentOf } from "./intent.ts";
import { strangersMeet } from "./open-community.ts";
import { issuingSentenceOf } from "./issuing-sentences.ts";
import { closingSentenceOf, openingSentenceOf } from "./joining-sentences.ts";
import { keySentences, type KeySentences } from "./key-sentences.ts";
import { isPublishableKey, isStaticKey, principalOf } from "./principal.ts";

/** A scheme, and who gets its credential. */
export interface AssessedScheme {
  readonly scheme: SecurityScheme;
  readonly principal: Principal;
  readonly admission: Admission;
  readonly because: readonly string[];
  /** A sign-up by which anyone gets it, where `sallyport.yaml` says that not everyone does. */
  readonly despite?: Operation;
}

/** How callers of an operation get in, and why. */
export interface OperationAdmission {
  readonly admission: Admission;
  readonly because: readonly string[];
  /** The schemes of the easiest alternative. */
  readonly schemes: readonly AssessedScheme[];
}

/** Everything that says how callers get in. */
export interface Admissions {
  readonly schemes: readonly AssessedScheme[];
  /** Operations by which a stranger gets a credential. */
  readonly signUps: readonly Operation[];
  readonly of: (operation: Operation) => OperationAdmission;
}

/** What is taken for true of everything that the description does not say: nothing, or the worst. */
export type Supposition = Admission | undefined;

/** Works out how callers get in, scheme by scheme and operation by operation. `supposed` stands in for `unknown`. */
export function admissionsOf(api: Api, policy: Policy, supposed: Supposition): Admissions {
  const said = memo((scheme: SecurityScheme) => keySentences(scheme, api));
  const principals = new Map(
    api.securitySchemes.map((scheme) => [scheme, principalOf(scheme, policy.principal, said(scheme))] as const),
  );
  const isKey = (scheme: SecurityScheme): boolean => isStaticKey(scheme, principals.get(scheme) ?? "unknown");
  const signUps = api.operations.filter((operation) => isSignUp(operation, isKey));
  const schemes = new Map(
    api.securitySchemes.map((scheme) => {
      const principal = principals.get(scheme) ?? "unknown";
      const found = admissionOfScheme(scheme, principal, { api, policy, signUps, principals, said });
      const isSupposed = found.admission === "unknown" && supposed !== undefined && scheme.schemeKind !== "undefined";
      return [
        scheme,
        {
          scheme,
          principal,
          ...(isSupposed ? { admission: supposed, because: [saidOf(supposed, scheme)] } : found),
        },
      ] as const;
    }),
  );
  const easiest = memo((requirement: SecurityRequirement) =>
    easiestOf(requirement, supposed, (scheme) => schemes.get(scheme)!),
  );
  const isEvident = evidentCredentials(api);
  const issued = openingSentenceOf(api.info) === undefined ? issuingSentenceOf(api.info)?.sentence : undefined;
  return {
    schemes: [...schemes.values()],
    signUps,
    of: (operation) => admissionOf(operation, policy, supposed, easiest, isEvident, issued),
  };
}

/** What an answer to "who gets the credential of this scheme" means. */
function saidOf(admission: Admission, scheme: SecurityScheme): string {
  switch (admission) {
    case "anonymous":
      return `${scheme.name} is not checked`;
    case "self-registered":
      return `anyone can get ${credentialWords(scheme)}`;
    case "partner":
      return `only partners are given ${credentialWords(scheme)}`;
    case "own":
      return `only the organisation's own are given ${credentialWords(scheme)}`;
    case "unknown":
      return `nothing says who can get ${credentialWords(scheme)}`;
  }
}

/** Whether a stranger can become a user here: nothing is asked for but what an app ships with. */
function isSignUp(operation: Operation, isKey: (scheme: SecurityScheme) => boolean): boolean {
  const intent = intentOf(operation);
  if (intent !== "sign-up" && intent !== "client-registration") return false;
  if (operation.access === "anonymous" || operation.access === "optional" || switchOff(operation) !== undefined)
    return true;
  // A key that is described as an ordinary header is one all the same.
  const header = operation.access === "unstated" ? credentialHeader(operation.parameters) : undefined;
  if (header !== undefined) return /api-?key/i.test(header.name);
  return (
    operation.access === "secured" &&
    (operation.security?.alternatives ?? []).some(({ schemes }) => schemes.every(({ scheme }) => isKey(scheme)))
  );
}

interface Surroundings {
  readonly api: Api;
  readonly policy: Policy;
  readonly signUps: readonly Operation[];
  readonly principals: ReadonlyMap<SecurityScheme, Principal>;
  readonly said: (scheme: SecurityScheme) => KeySentences;
}

type Found = Pick<AssessedScheme, "admission" | "because" | "despite">;

function admissionOfScheme(
  scheme: SecurityScheme,
  principal: Principal,
  { api, policy, signUps, principals, said }: Surroundings,
): Found {
  const isOfStaff = isForAdministratorsAlone(scheme, api);
  const signUp = (isOfStaff ? [] : signUps).find((operation) => handsOut(operation, scheme, principal, principals));
  const configured = policy.admission.get(scheme.name) ?? policy.admission.get("*");
  if (configured !== undefined) {
    const despite = configured === "own" || configured === "partner" ? signUp : undefined;
    const although = despite === undefined ? "" : `, although ${despite.id} lets anyone sign up`;
    return {
      admission: configured,
      because: [`${saidOf(configured, scheme)}, says sallyport.yaml${although}`],
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
      because: [`${scheme.name} ships to everybody who has the app: “${shipped.slice(0, 160)}”`],
    };
  if (signUp !== undefined && !scheme.lexicon.has(wordsOf(scheme.name), "other-realm")) {
    return { admission: "self-registered", because: [`anyone can sign up with ${signUp.id}`] };
  }
  const own = openingSentenceOf(scheme) ?? (principal === "client" ? undefined : openingSentenceOf(api.info));
  const closed = closingSentenceOf(scheme) ?? closingSentenceOf(api.info);
  if (closed !== undefined) {
    const admission =
      scheme.lexicon.has(wordsInOrder(closed).flatMap(wordsOf), "partner") ||
      scheme.schemeKind === "mutualTLS" ||
      principal === "client"
        ? "partner"
        : "own";
    return { admission, because: [`the description says: “${closed}”`] };
  }
  if (own !== undefined) return { admission: "self-registered", because: [`the description says: “${own}”`] };
  const issued = issuedTo(scheme, principal, api);
  if (issued !== undefined) return { admission: "partner", because: [`the description says: “${issued}”`] };
  if (scheme.schemeKind === "mutualTLS")
    return { admission: "partner", because: ["a client certificate is given to clients that somebody chose"] };
  const met = isOfStaff || isOfPrograms(scheme, principal) || isForFew(api, policy) ? [] : strangersMeet(api);
  if (met.length > 0 && !scheme.lexicon.has(wordsOf(scheme.name), "other-realm"))
    return {
      admission: "self-registered",
      because: [
        `strangers meet here (${listed(
          met.map(({ id }) => id),
          3,
        )}), and nothing says that somebody chooses who may join`,
      ],
    };
  return { admission: "unknown", because: [saidOf("unknown", scheme)] };
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
 * Whether a scheme opens nothing but administration, and what others have who sign up is another credential: of a further
 * scheme, or in a header.
 */
function isForAdministratorsAlone(scheme: SecurityScheme, api: Api): boolean {
  if (scheme.usedBy.length === 0 || !scheme.usedBy.every((operation) => isAdministration(operation))) return false;
  return api.operations.some(
    (operation) =>
      !isAdministration(operation) &&
      (credentialHeader(operation.parameters) !== undefined ||
        (operation.security?.alternatives ?? []).some(({ schemes }) => schemes.some((one) => one.scheme !== scheme))),
  );
}

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
  if (principal === "user") return true;
  // A key whose holder is not known comes from the sign-up where nothing else can.
  return ![...principals].some(([other, who]) => other !== scheme && who === "user" && other.usedBy.length > 0);
}

function admissionOf(
  operation: Operation,
  policy: Policy,
  supposed: Supposition,
  easiest: (requirement: SecurityRequirement) => OperationAdmission,
  isEvident: (operation: Operation) => boolean,
  issued: string | undefined,
): OperationAdmission {
  const off = switchOff(operation);
  if (off !== undefined)
    return { admission: "anonymous", because: [`${off} switches authentication off`], schemes: [] };
  if (operation.access === "unstated") {
    const configured = policy.admission.get("*");
    if (configured !== undefined)
      return {
        admission: configured,
        because: ["sallyport.yaml says so of operations that name no scheme"],
        schemes: [],
      };
    // Where a credential is asked for in other words than a requirement's, the worst is that anyone gets it.
    const isAsked = isEvident(operation);
    if (isAsked && issued !== undefined)
      return {
        admission: "partner",
        because: [unstatedReason(operation), `the description says: “${issued}”`],
        schemes: [],
      };
    const isOpen = supposed === "self-registered" && !isAsked;
    return {
      admission: isOpen ? "anonymous" : (supposed ?? "unknown"),
      because: [unstatedReason(operation)],
      schemes: [],
    };
  }
  if (operation.access !== "secured") {
    const why =
      operation.access === "optional"
        ? "one of its alternatives asks for nothing"
        : operation.security === undefined
          ? "it requires nothing, while others do"
          : "the description says that no credential is needed";
    return { admission: "anonymous", because: [why], schemes: [] };
  }
  return operation.security === undefined ? NO_WAY_IN : easiest(operation.security);
}

const NO_WAY_IN: OperationAdmission = { admission: "unknown", because: [], schemes: [] };

/** A requirement is as easy as its easiest alternative. */
function easiestOf(
  { alternatives }: SecurityRequirement,
  supposed: Supposition,
  assessed: (scheme: SecurityScheme) => AssessedScheme,
): OperationAdmission {
  let best: OperationAdmission | undefined;
  for (const alternative of alternatives) {
    const one = admissionOfAlternative(alternative, supposed, assessed);
    if (
      best === undefined ||
      (easier(one.admission, best.admission) === one.admission && one.admission !== best.admission)
    )
      best = one;
  }
  return best ?? NO_WAY_IN;
}

function unstatedReason({ parameters }: Operation): string {
  const header = credentialHeader(parameters);
  return header === undefined
    ? "the description requires no credential anywhere"
    : `it takes ${header.name} as an ordinary header, and requires nothing`;
}

/** An alternative is as hard as its hardest scheme. One that nothing defines protects nothing, and is left out. */
function admissionOfAlternative(
  { schemes }: Alternative,
  supposed: Supposition,
  assessed: (scheme: SecurityScheme) => AssessedScheme,
): OperationAdmission {
  const defined = schemes.filter(({ scheme }) => scheme.schemeKind !== "undefined");
  if (defined.length === 0)
    return {
      admission: supposed ?? "unknown",
      because: schemes.map(({ name }) => `${name} is not defined`),
      schemes: schemes.map(({ scheme }) => assessed(scheme)),
    };
  const all = defined.map(({ scheme }) => assessed(scheme));
  const admission = all.map((one) => one.admission).reduce(harder);
  const hardest = all.filter((one) => one.admission === admission);
  const scopes = defined.flatMap((required) => required.scopes.filter((scope) => isGranted(scope, required.scheme)));
  if (admission === "self-registered" && scopes.length > 0 && supposed === undefined) {
    return {
      admission: "unknown",
      because: [`it asks for the scope ${scopes[0]!}, which a sign-up need not hand out`],
      schemes: all,
    };
  }
  return { admission, because: [...new Set(hardest.flatMap(({ because }) => because))], schemes: all };
}

/** Whether a scope is one that nobody has by having signed up. */
function isGranted(scope: string, { lexicon }: SecurityScheme): boolean {
  return lexicon.has(wordsInOrder(scope), "granted-scope");
}

/** Extensions by which a gateway or framework switches authentication off, with the value that does. */
const SWITCHES: readonly (readonly [extension: string, isOff: (value: unknown) => boolean])[] = [
  ["x-amazon-apigateway-auth", (value) => textOfValue(member(value, "type")).toUpperCase() === "NONE"],
  ["x-google-allow", (value) => value === "all"],
  ["x-wso2-disable-security", (value) => value === true],
  ["x-vault-unauthenticated", (value) => value === true],
  ["x-42c-no-authentication", (value) => value === true],
];

/** The extension that switches authentication off for an operation, at itself or at its path. */
export const switchOff = memo((operation: Operation): string | undefined => {
  for (const element of [operation, operation.pathItem]) {
    if (element.extensions.size === 0) continue;
    for (const [extension, isOff] of SWITCHES) {
      const node = element.extensions.get(extension);
      if (node !== undefined && isOff(node.value)) return extension;
    }
  }
  return undefined;
});
