import { memo } from "../core/memo.ts";
import type { Tenancy } from "../core/exposure-words.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import type { Api, Operation } from "../model/api.ts";
import type { Policy } from "../policy/policy.ts";
import type { AssessedScheme } from "./admission.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { affirmsKey, saysOwnApiCredentials } from "./basic-key.ts";
import { isKeyByBasic, namesAccountKey } from "./principal.ts";
import { isCalled } from "./people-words.ts";
import { composedProperties, heldSchemaOf } from "../model/schema-parts.ts";
import { isOwn, type Principals } from "./principals.ts";
import { calledWords, fixedSegments } from "./words.ts";

/**
 * What the credential of an operation is bound to: the caller's account, whose people the data then tells of, or nothing,
 * where these people are such as the caller. `undefined` where nothing decides.
 */
export type TenancyOf = (operation: Operation) => Tenancy | undefined;

/**
 * Tells whose the people are that an operation returns, in this order: what `sallyport.yaml` says of its schemes; what its
 * path and text say of an organization of the caller's; whether callers are the people of organizations; what the schemes
 * and the API say of their accounts; and whether it is plain that callers are such people themselves.
 */
export function tenancyOf(
  api: Api,
  policy: Policy,
  schemes: readonly AssessedScheme[],
  principals: Principals,
): TenancyOf {
  const isOfAccounts = memo((scheme: AssessedScheme): boolean => isOfAccount(api, scheme));
  const byName = new Map(schemes.map((scheme) => [scheme.scheme.name, scheme]));
  const isByAccount = areOfOrganisations(api.operations) || areListedByAccount(api.operations, principals);
  return memo((operation: Operation): Tenancy | undefined => {
    const names = (operation.security?.alternatives ?? []).flatMap((alternative) =>
      alternative.schemes.map(({ name }) => name),
    );
    const configured = configuredTenancy(policy, operation);
    if (configured !== undefined) return configured;
    // Without a credential nobody has an account.
    if (operation.access === "anonymous") return "none";
    if (isWithinOrganisation(operation) || (!principals.isPlain && isBelow(operation, "group"))) return "account";
    if (isByAccount || isOfTenantOfCredential(operation)) return "account";
    const used = names.flatMap((name) => byName.get(name) ?? []);
    if (used.length > 0 && used.every((scheme) => isOfAccounts(scheme))) return "account";
    return principals.isPlain ? "none" : undefined;
  });
}

/** What `sallyport.yaml` says of the credentials of an operation, or of all. */
export function configuredTenancy({ tenancy }: Pick<Policy, "tenancy">, { security }: Operation): Tenancy | undefined {
  const names = (security?.alternatives ?? []).flatMap(({ schemes }) => schemes.map(({ name }) => name));
  return names.map((name) => tenancy.get(name)).find((one) => one !== undefined) ?? tenancy.get("*");
}

/** Whether a text says that what comes back is of the tenant that the credential names: "for the market provided within the credentials". */
function isOfTenantOfCredential({ summary = "", description = "", lexicon }: Operation): boolean {
  const text = `${summary}. ${description}`.slice(0, LIMIT).replace(/\s+/g, " ");
  const noun = OF_CREDENTIAL.exec(text)
    ?.slice(1)
    .find((one) => one !== undefined);
  return noun !== undefined && (MARKET.test(noun) || (lexicon.is(noun, "tenant") && !lexicon.is(noun, "account")));
}

/** For which tenant a call is, as its credential says. */
const OF_CREDENTIAL =
  /\b(?:for|of|within|belonging to) the ([a-z]+) (?:that is )?(?:provided|identified|given|specified|named|determined) (?:within|in|by|with|through) (?:the |your )?(?:[a-z]+ ){0,2}(?:credentials|token|api key)\s*(?:[.,;:)]|$)|\b(?:des|der|für den|für die) ([a-zäöü]+), (?:der|die|das) (?:in|aus|durch) (?:den|die|dem) Zugangsdaten\b/i;
const MARKET = /^(?:market|shop|store|markt|markts|marktes|ladens?|shops)$/i;

/**
 * Whether the callers of an API are the people of organizations, who invite each other: what `/me` gives refers to the
 * organization that it is of, and somebody can be invited. Then the users that an operation gives are those of one.
 */
const areOfOrganisations = memo((operations: Api["operations"]): boolean => {
  const isInviting = operations.some(
    (operation) =>
      operation.method === "POST" && INVITING.some((concept) => operation.lexicon.has(calledWords(operation), concept)),
  );
  return isInviting && operations.some((operation) => isOwn(operation) && refersToTenant(operation));
});

/** Whether a list of the people is said to be of the caller's account: then one of them, read by an identifier, is too. */
function areListedByAccount(operations: Api["operations"], principals: Principals): boolean {
  return operations.some(
    ({ method, path, summary = "", description = "" }) =>
      method === "GET" &&
      !path.endsWith("}") &&
      principals.isSegment(fixedSegments(path).at(-1) ?? "") &&
      OF_YOUR_ACCOUNT.test(`${summary} ${description}`.slice(0, LIMIT)),
  );
}

const OF_YOUR_ACCOUNT =
  /\b(?:on|in|of|for|from|within|under) (?:your|the caller's) (?:[\w.-]+ ){0,2}(?:account|organi[sz]ation|workspace|company|business)\b|\b(?:in|von|aus|unter|für) (?:Ihr|dein|Ihrem|Ihres|deinem|deines) (?:[\w.-]+ )?(?:Konto|Kontos|Unternehmen|Unternehmens|Betriebs?)\b|\b(?:de|dans|pour) votre (?:[\w.-]+ )?(?:compte|entreprise|organisation|soci[ée]t[ée])\b|\b(?:de|en|para) (?:su|tu) (?:[\w.-]+ )?(?:cuenta|empresa|organizaci[óo]n)\b|\b(?:da|na|para) (?:a )?sua (?:[\w.-]+ )?(?:conta|empresa|organiza[çc][ãa]o)\b/i;

const INVITING = ["invite", "invitation"] as const;

/** Whether what a read gives says to which organization it belongs: `organization_id`. */
function refersToTenant({ method, responses, lexicon }: Operation): boolean {
  if (method !== "GET") return false;
  const bodies = responses.flatMap(({ statusClass, content }) => (statusClass === "2xx" ? content : []));
  return bodies.some(
    ({ schema }) =>
      schema !== undefined &&
      [...composedProperties(heldSchemaOf(schema))].some(([name]) => /id$/i.test(name) && isTenantName(name, lexicon)),
  );
}

/** Whether an operation is about an organization of the caller's: by its path, what it must be told, or its text. */
export function isWithinOrganisation(operation: Operation): boolean {
  const { parameters, summary = "", description = "", lexicon } = operation;
  const asked = parameters.filter(({ required }) => required).map(({ name }) => name);
  return (
    isBelow(operation, "tenant") ||
    asked.some((name) => isTenantName(name, lexicon)) ||
    OWN_ORGANISATION.test(`${summary} ${description}`.slice(0, LIMIT))
  );
}

/** Whether a path names an organization, to which all belongs that follows: `/organizations/{org}/products`. An account may be a user's. */
export function namesOrganisation({ path, lexicon }: Operation): boolean {
  const segments = path.split("/");
  return segments.some((segment, at) => {
    const name = /^\{([^{}]+)\}$/.exec(segment)?.[1];
    if (name === undefined || at + 1 >= segments.length) return false;
    const before = segments[at - 1] ?? "";
    return (
      isTenantName(name, lexicon) || (isCalled(before, "tenant", lexicon) && !isCalled(before, "account", lexicon))
    );
  });
}

/** `/organizations/{org}/members` */
function isBelow({ path, lexicon }: Operation, parent: "tenant" | "group"): boolean {
  return fixedSegments(path)
    .slice(0, -1)
    .some((segment) => isCalled(segment, parent, lexicon));
}

/** `org_id`, `X-Tenant-Id`, `workspace` */
function isTenantName(name: string, lexicon: Lexicon): boolean {
  const words = wordsOf(name).filter((word) => !/^(?:id|uuid|guid|x|key|slug|name|number)$/.test(word));
  const last = words.at(-1) ?? "";
  return lexicon.is(last, "tenant") && !lexicon.is(last, "account");
}

const OWN_ORGANISATION =
  /\b(?:your|the|this|an?|same|requesting|current) (?:\w+ )?(?:organi[sz]ation|workspace|team|company|business|shop|store|merchant|tenant)\b|\borgani[sz]ation(?:'s)? (?:users|members)\b|\borgani[sz]ations (?:that )?(?:you|the caller)\b|\b(?:your|on the|on your|in your|under your|the caller's|the authenticated) (?:[\w.-]+ )?account\b|\b(?:Ihr|Ihre|Ihrer|Ihres|des|der|dein|deine) (?:Mandant(?:en)?|Unternehmens?|Firma|Betriebs?)\b|\b(?:votre|de l'|de la) (?:entreprise|soci[ée]t[ée]|organisation|boutique)\b|\b(?:su|tu|de la|de su) (?:empresa|organizaci[óo]n|tienda)\b|\b(?:sua|da|da sua) (?:empresa|organiza[çc][ãa]o|loja)\b/i;
const LIMIT = 300;

/**
 * Whether a credential is one of an account that integrates, whose people are its customers or staff: a machine's, a key
 * (which is given per account unless something shows that many share it), or what its text says is an account's.
 */
function isOfAccount(api: Api, { scheme, principal }: AssessedScheme): boolean {
  if (principal === "shared") return false;
  if (principal === "client") return true;
  if ((scheme.schemeKind === "apiKey" && principal === "unknown") || isKeyByBasic(scheme, principal)) return true;
  const text = `${scheme.description ?? ""} ${(api.info.description ?? "").slice(0, LIMIT_OF_API)}`;
  return (
    ACCOUNT_CREDENTIAL.test(text) ||
    namesAccountKey(`${scheme.name} ${scheme.bearerFormat ?? ""}`) ||
    affirmsKey(scheme.description ?? "", scheme.lexicon, namesAccountKey) ||
    saysOwnApiCredentials((scheme.description ?? "").slice(0, LIMIT_OF_API))
  );
}

const LIMIT_OF_API = 4_000;
/** A token that belongs to an account of a business, or a caller that is one. */
const ACCOUNT_CREDENTIAL =
  /\b(?:tokens?|keys?|credentials?)\b[^.]{0,60}\b(?:belongs? to|issued (?:to|for)|bound to|of|for|per|scoped to)\b[^.]{0,30}\b(?:merchant|tenant|organi[sz]ation|workspace|company|business|shop|employer|clinic|practice|customer account|team)\b|\b(?:merchants?|employers?|companies|businesses|organi[sz]ations|tenants|clinics|practices|arbeitgeber|mandanten|unternehmen|firmen|entreprises|empresas|empregadores|empleadores) (?:open|opens|register|registers|create|creates|get|gets|have|has|legen|eröffnen|registrieren|ouvrent|créent|abren|crean|abrem|criam)\b/i;
