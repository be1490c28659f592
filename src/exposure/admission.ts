import { member } from "../core/json-value.ts";
import { memo } from "../core/memo.ts";
import { easier, harder, type Admission, type Principal } from "../core/exposure-words.ts";
import type { Api, Operation } from "../model/api.ts";
import type { DataFlows } from "../data/flows/flow.ts";
import type { Alternative, SecurityRequirement, SecurityScheme } from "../model/security.ts";
import { credentialHeader } from "../model/credential-header.ts";
import { composedProperties } from "../model/schema-parts.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Policy } from "../policy/policy.ts";
import type { HeaderSaidForAll } from "./asked-of-all.ts";
import { admissionOfScheme, enrolledReason, saidOfAdmission, type SchemeAdmission } from "./admission-of-scheme.ts";
import { enrolledSignOfWhole, scopesOfThemselves } from "./enrolled-people.ts";
import { evidentCredentials, statesCredential } from "./evident-credential.ts";
import { intentOf, isOfAppKey } from "./intent.ts";
import { issuingSentenceOf } from "./issuing-sentences.ts";
import { closingSentenceOf, openingSentenceOf } from "./joining-sentences.ts";
import { keySentences } from "./key-sentences.ts";
import { areForMachines } from "./machine-tokens.ts";
import { isBasicKey } from "./basic-key.ts";
import { isStaticKey, principalOf } from "./principal.ts";
import { readerJoins } from "./reader-joins.ts";
import { saidBy } from "./said.ts";
import { showsNoCredential, shownCalls } from "./shown-calls.ts";
import { statedCredential } from "./stated-credential.ts";
import { switchOff } from "./switched-off.ts";
import { fixedSegments } from "./words.ts";

/** A scheme, and who gets its credential. */
export interface AssessedScheme extends SchemeAdmission {
  readonly scheme: SecurityScheme;
  readonly principal: Principal;
}

/** How callers of an operation get in, and why. */
export interface OperationAdmission {
  readonly admission: Admission;
  readonly because: readonly string[];
  /** The schemes of the easiest alternative. */
  readonly schemes: readonly AssessedScheme[];
  /** Where no requirement names a credential: whether one is stated all the same, and only its declaration is missing. */
  readonly isStated?: boolean;
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
export function admissionsOf(
  api: Api & { readonly data: DataFlows },
  policy: Policy,
  supposed: Supposition,
): Admissions {
  const said = memo((scheme: SecurityScheme) => keySentences(scheme, api));
  const isForMachines = areForMachines(api);
  const principals = new Map(
    api.securitySchemes.map(
      (scheme) =>
        [
          scheme,
          principalOf(scheme, policy.principal, said(scheme), { isForMachines, isKey: isBasicKey(scheme, api) }),
        ] as const,
    ),
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
          ...(isSupposed ? { admission: supposed, because: [saidOfAdmission(supposed, scheme, api)] } : found),
        },
      ] as const;
    }),
  );
  const easiest = memo((requirement: SecurityRequirement) =>
    easiestOf(requirement, supposed, (scheme) => schemes.get(scheme)!, scopesOfThemselves(api)),
  );
  const isEvident = evidentCredentials(api);
  const isStated = statesCredential(api);
  const isBareOfAll = showsNoCredential(api) && !api.operations.some((operation) => isEvident(operation));
  const isShownOpen = (operation: Operation): boolean => isBareOfAll && shownCalls(operation).count > 0;
  const stated = statedCredential(api);
  const issued = openingSentenceOf(api.info) === undefined ? issuingSentenceOf(api.info)?.sentence : undefined;
  // Where the description has neither a scheme nor a header, a sentence on who is chosen is no reason to trust that any is.
  const isDeclared = api.securitySchemes.length > 0 || stated.hasOneHeader || stated.isSigned;
  const opened =
    stated.opened ?? (issued === undefined && closingSentenceOf(api.info) === undefined ? readerJoins(api) : undefined);
  const joined = issued === undefined && opened === undefined ? openSignUp(api, isStated) : undefined;
  const given: Given | undefined =
    issued !== undefined && isDeclared
      ? { admission: "partner", because: saidWords(issued) }
      : issued !== undefined
        ? undefined
        : opened !== undefined
          ? { admission: "self-registered", because: saidWords(opened) }
          : joined && { admission: "self-registered", because: `anyone can sign up with ${joined.id}` };
  const enrolled = policy.admission.get("*") === "own" ? enrolledSignOfWhole(api) : undefined;
  return {
    schemes: [...schemes.values()],
    signUps,
    of: (operation) => {
      const found = admissionOf(
        operation,
        policy,
        supposed,
        easiest,
        isEvident,
        isShownOpen,
        given,
        stated.later,
        enrolled,
      );
      if (!isStated(operation)) return found;
      // What a call cannot do without is not called without: that anybody calls means that anybody gets it.
      return found.admission === "anonymous" && switchOff(operation) === undefined
        ? { ...found, admission: "self-registered", because: [...found.because, ANYBODY_GETS_IT], isStated: true }
        : { ...found, isStated: true };
    },
  };
}

const ANYBODY_GETS_IT = "a call must be sent a credential all the same, which anyone then gets";

/** Who is given the credential that only texts ask for, by a text. */
interface Given {
  readonly admission: Admission;
  /** What says so, in words. */
  readonly because: string;
}

function saidWords(sentence: string): string {
  return `the description says: “${sentence}”`;
}

/**
 * The sign-up of an API without requirements whose other operations state a credential, and it none: whoever has nothing yet calls it,
 * and logs in.
 */
function openSignUp(api: Api, isStated: (operation: Operation) => boolean): Operation | undefined {
  const stating = api.operations.filter((operation) => isStated(operation));
  if (stating.length < FEWEST_STATING || !api.operations.some((operation) => intentOf(operation) === "log-in"))
    return undefined;
  return api.operations.find(
    (operation) =>
      operation.access === "unstated" &&
      intentOf(operation) === "sign-up" &&
      !isStated(operation) &&
      credentialHeader(operation.parameters) === undefined &&
      !isOnlyReceived(operation) &&
      !saidBy(operation).some((words) => operation.lexicon.has(words, "only-an-application")),
  );
}

/** Fewer operations than this show no convention. */
const FEWEST_STATING = 3;

/** Whether a stranger can become a user here: nothing is asked for but what an app ships with. */
function isSignUp(operation: Operation, isKey: (scheme: SecurityScheme) => boolean): boolean {
  const intent = intentOf(operation);
  if (intent !== "sign-up" && intent !== "client-registration") return false;
  // Who only asks to be taken has nothing yet: somebody, or something else, decides.
  if (saidBy(operation).some((words) => operation.lexicon.has(words, "only-an-application"))) return false;
  if (isOnlyReceived(operation)) return false;
  if (operation.access === "anonymous" || operation.access === "optional" || switchOff(operation) !== undefined)
    return true;
  // A key that is described as an ordinary header is one all the same.
  const header = operation.access === "unstated" ? credentialHeader(operation.parameters) : undefined;
  if (header !== undefined) return isOfAppKey(header.name);
  return (
    operation.access === "secured" &&
    (operation.security?.alternatives ?? []).some(({ schemes }) => schemes.every(({ scheme }) => isKey(scheme)))
  );
}

/**
 * Whether what is sent is only received, for somebody to look at: by its name or text it asks to be taken, no password is set by
 * it, nothing comes back, and no mail or code is said to follow by which an account begins.
 */
function isOnlyReceived(operation: Operation): boolean {
  const { responses, requestBody, lexicon } = operation;
  const fine = responses.filter(({ statusClass }) => statusClass === "2xx");
  const names = (requestBody?.content ?? []).flatMap(({ schema }) =>
    schema === undefined ? [] : [...composedProperties(schema).keys()],
  );
  return (
    fine.length > 0 &&
    fine.every(({ status, content }) => status === "202" && content.every(({ schema }) => schema === undefined)) &&
    names.length > 0 &&
    !names.some((name) => lexicon.has(wordsOf(name), "log-in-secret")) &&
    [...saidBy(operation), ...fixedSegments(operation.path).map(wordsOf)].some((words) =>
      lexicon.has(words, "asks-to-be-taken"),
    ) &&
    !saidBy(operation).some((words) => lexicon.has(words, "confirmed-by-mail") || lexicon.has(words, "second-factor"))
  );
}

function admissionOf(
  operation: Operation,
  policy: Policy,
  supposed: Supposition,
  easiest: (requirement: SecurityRequirement) => OperationAdmission,
  isEvident: (operation: Operation) => boolean,
  isShownOpen: (operation: Operation) => boolean,
  given: Given | undefined,
  said: HeaderSaidForAll | undefined,
  enrolled: string | undefined,
): OperationAdmission {
  const off = switchOff(operation);
  if (off !== undefined)
    return { admission: "anonymous", because: [`${off} switches authentication off`], schemes: [] };
  if (operation.access === "unstated") {
    const configured = policy.admission.get("*");
    if (enrolled !== undefined)
      return { admission: "partner", because: [enrolledReason("a credential", enrolled)], schemes: [] };
    if (configured !== undefined)
      return {
        admission: configured,
        because: ["sallyport.yaml says so of operations that name no scheme"],
        schemes: [],
      };
    if (isShownOpen(operation))
      return {
        admission: "anonymous",
        because: ["the calls that the description shows send no credential, and nothing asks for one"],
        schemes: [],
      };
    // Where a credential is asked for in other words than a requirement's, the worst is that anyone gets it.
    const isAsked = isEvident(operation);
    // A header that is only not said to be required is that of the text.
    const isSent = operation.parameters.some(
      (one) => one === credentialHeader(operation.parameters) && member(one.node.value, "required") === undefined,
    );
    if ((isAsked || isSent) && given !== undefined)
      return {
        admission: given.admission,
        because: [unstatedReason(operation, isAsked, said), given.because],
        schemes: [],
      };
    const isOpen = supposed === "self-registered" && !isAsked;
    return {
      admission: isOpen ? "anonymous" : (supposed ?? "unknown"),
      because: [unstatedReason(operation, isAsked, said)],
      schemes: [],
    };
  }
  if (operation.access !== "secured") {
    const why =
      operation.access === "optional"
        ? "one of its alternatives requires no credential"
        : operation.security === undefined
          ? "it requires no credential, while other operations do"
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
  ofThemselves: ReadonlySet<string>,
): OperationAdmission {
  let best: OperationAdmission | undefined;
  for (const alternative of alternatives) {
    const one = admissionOfAlternative(alternative, supposed, assessed, ofThemselves);
    if (
      best === undefined ||
      (easier(one.admission, best.admission) === one.admission && one.admission !== best.admission)
    )
      best = one;
  }
  return best ?? NO_WAY_IN;
}

function unstatedReason({ parameters }: Operation, isAsked: boolean, said: HeaderSaidForAll | undefined): string {
  const header = credentialHeader(parameters);
  if (header === undefined && isAsked && said !== undefined)
    return `a text says that all further requests need ${said.header}, and no security requirement names it`;
  return header === undefined
    ? "the description requires no credential anywhere"
    : `it takes ${header.name} as an ordinary header, and no security requirement names it`;
}

/** An alternative is as hard as its hardest scheme. One that nothing defines protects nothing, and is left out. */
function admissionOfAlternative(
  { schemes }: Alternative,
  supposed: Supposition,
  assessed: (scheme: SecurityScheme) => AssessedScheme,
  ofThemselves: ReadonlySet<string>,
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
  // Of one log-in for all, a scope tells those who look after people from these.
  if (admission === "partner" && all.some(({ enrolled }) => enrolled !== undefined)) {
    if (scopes.length > 0 && !scopes.some((scope) => ofThemselves.has(scope)))
      return {
        admission: "own",
        because: [`it asks for the scope ${scopes[0]!}, which no call of one's own does`],
        schemes: all,
      };
  }
  if (admission === "self-registered" && scopes.length > 0 && supposed === undefined) {
    return {
      admission: "unknown",
      because: [`it asks for the scope ${scopes[0]!}, which a sign-up need not grant`],
      schemes: all,
    };
  }
  return { admission, because: [...new Set(hardest.flatMap(({ because }) => because))], schemes: all };
}

/** Whether a scope is one that nobody has by having signed up. */
function isGranted(scope: string, { lexicon }: SecurityScheme): boolean {
  return lexicon.has(wordsInOrder(scope), "granted-scope");
}
