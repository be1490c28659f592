import type { Principal } from "../../core/exposure-words.ts";
import { memo, memoBy } from "../../core/memo.ts";
import { denies } from "../../lexicon/denial.ts";
import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import type { Operation } from "../../model/api.ts";
import { credentialHeaders } from "../../model/credential-header.ts";
import type { SecurityScheme } from "../../model/security.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { situationOf } from "../../exposure/situation.ts";
import { inputNames } from "../../exposure/intent.ts";
import { affirmsKey } from "../../exposure/basic-key.ts";
import { isKeyByBasic, namesAccountKey } from "../../exposure/principal.ts";
import { namesOrganisation } from "../../exposure/tenancy.ts";
import { composedProperties } from "../../model/schema-parts.ts";
import { returnedProperties } from "../returned-properties.ts";
import { nounOf, phraseOf } from "./nouns.ts";
import { pathSteps } from "./path-steps.ts";

/**
 * Between whom an operation must keep things apart: two users; two accounts, of which a user is one among many; two
 * clients; or callers of whom nobody knows more.
 */
export type Boundary = "user" | "account" | "client" | "caller";

/** Gives between whom each operation must keep things apart, by whose its credential is. */
export const boundariesOf = memoBy(situationOf, (api): ((operation: Operation) => Boundary) => {
  const ofUsers = haveUsers(api);
  // Those who log in act for one of several tenants where calls say for which.
  const isWithinTenant =
    actsWithinTenants(api) ||
    saysTenantOfToken(api) ||
    isBelowOneParent(api) ||
    isSaidOfTenant(api) ||
    tellsTenantOfCaller(api);
  const ofTenants = ofUsers ? chooseTenants(api) : haveTenants(api);
  const boundaryOf = memo((scheme: SecurityScheme): Boundary | undefined =>
    isKeyOfAccount(scheme) ? "account" : undefined,
  );
  return (operation) => {
    const { principal, schemes } = api.assessed(operation);
    if (principal === "client") return "client";
    if (principal === "shared") return "caller";
    const isPersonal = schemes.some(({ scheme }) => scheme.in === "cookie" || scheme.schemeKind === "openIdConnect");
    // A user name beside an API key is that of a program, too.
    const asked = [
      ...schemes.map(({ scheme }) => scheme),
      ...(operation.security?.alternatives ?? []).flatMap((one) => one.schemes.map(({ scheme }) => scheme)),
    ];
    const isOfAccount =
      asked.some((scheme) => boundaryOf(scheme) !== undefined) ||
      schemes.some((one) => isKeyByBasic(one.scheme, one.principal));
    if (!ofUsers && !isPersonal && isOfAccount) return "account";
    if (!ofUsers && operation.access === "unstated" && mustSendKey(operation)) return "account";
    return isWithinTenant || (ofTenants && !isPersonal) ? "account" : boundaryOfPrincipal(principal, ofUsers);
  };
});

function boundaryOfPrincipal(principal: Principal, ofUsers: boolean): Boundary {
  return principal === "user" || ofUsers ? "user" : "caller";
}

/** Whether persons log in by themselves: a sign-up, a log-in with a name, or what is `me`. */
function haveUsers(api: AssessedApi): boolean {
  if (api.signUps.length > 0) return true;
  return api.operations.some((operation) => {
    if (operation.operationKind !== "path") return false;
    if (pathSteps(operation).some(({ text }) => /^(?:me|myself|whoami|userinfo|current[-_]?user)$/i.test(text)))
      return true;
    const { intent } = api.assessed(operation);
    // What takes a credential makes somebody, or lets them in, for whoever has it already.
    if (operation.access === "secured") return false;
    if (intent === "sign-up" || intent === "password-reset") return true;
    return (
      intent === "log-in" && inputNames(operation).some((name) => /^(?:user[-_]?name|e?-?mail|login|phone)/i.test(name))
    );
  });
}

/** Whether a key must be sent in a header that no requirement names: it is that of an account, as a declared one is. */
function mustSendKey({ parameters }: Operation): boolean {
  return credentialHeaders(parameters).some(({ name, required }) => required && /api[-_]?key/i.test(name));
}

/** Whether an API serves organizations: it names one in its paths or headers, or gives keys to whoever integrates it. */
function haveTenants(api: AssessedApi): boolean {
  return api.operations.some(
    (operation) =>
      operation.operationKind === "path" &&
      (pathSteps(operation).some(({ text }) => TENANT.test(text) || /^api[-_]?keys$/i.test(text)) ||
        operation.parameters.some(({ in: place, name }) => place === "header" && TENANT_HEADER.test(name))),
  );
}

/** Whether several calls name the tenant that they are about, beside a log-in: `?merchantId=`. */
function chooseTenants({ operations }: AssessedApi): boolean {
  const choosing = operations.filter(
    ({ operationKind, parameters }) =>
      operationKind === "path" &&
      parameters.some(({ in: place, name }) => (place === "query" || place === "header") && TENANT_ID.test(name)),
  );
  return choosing.length >= SEVERAL;
}

/**
 * Whether nearly all calls are within an organization that their paths name, and some of those who log in have a role by which they
 * act on the others: who monitors a company reads and changes what its people do, and nothing of another company's.
 */
function actsWithinTenants({ operations, lexicon }: AssessedApi): boolean {
  const paths = operations.filter(({ operationKind }) => operationKind === "path");
  const within = paths.filter(namesOrganisation).length;
  const scopes = paths.flatMap(({ security }) =>
    (security?.alternatives ?? []).flatMap(({ schemes }) => schemes.flatMap((one) => one.scopes)),
  );
  return (
    within > 0 &&
    within * 10 >= paths.length * 9 &&
    scopes.some((scope) => lexicon.has(wordsOf(scope), "role-with-rights"))
  );
}

/**
 * Whether nearly all that an API has lies below one thing that it does not make and that is no person: `/subscriptions/{id}/…`,
 * `/projects/{project}/…`. Who works in it is let in elsewhere, and several may be.
 */
function isBelowOneParent({ operations, lexicon }: AssessedApi): boolean {
  const paths = operations.filter(({ operationKind }) => operationKind === "path");
  const parents = paths.flatMap(({ path }) => /^((?:\/[^/{}]+)+)\/\{[^/{}]+\}\/./.exec(path)?.[1] ?? []);
  const [parent] = parents;
  if (parent === undefined || parents.length < FEWEST || parents.length * 10 < paths.length * 9) return false;
  if (parents.some((one) => one !== parent)) return false;
  if (paths.some(({ path, method }) => path === parent && method !== "GET")) return false;
  const nouns = parent.split("/").map((segment) => nounOf(segment).toLowerCase());
  return !nouns.some((noun) => PERSONAL_PARENTS.some((one) => lexicon.is(noun, one)));
}

/**
 * Whether what tells who calls names a tenant beside the user, of whom there are several in one: `{ user, account }` of `GET /me`.
 */
function tellsTenantOfCaller({ operations, lexicon }: AssessedApi): boolean {
  return operations.some((operation) => {
    if (operation.method !== "GET" || !pathSteps(operation).some(({ text }) => ME.test(text))) return false;
    const objects = returnedProperties(operation).flatMap(([name, schema]) =>
      composedProperties(schema).size > 0 ? [textOfName(name)] : [],
    );
    return (
      objects.some((name) => lexicon.is(name, "user")) &&
      objects.some((name) => lexicon.is(name, "tenant") && !lexicon.is(name, "user"))
    );
  });
}

const ME = /^(?:me|myself|whoami|current[-_]?user)$/i;

/** So many operations show what an API is laid out by. */
const FEWEST = 6;
const PERSONAL_PARENTS = ["natural-person", "user", "account", "person-record", "profile", "household"] as const;

/**
 * Whether texts of several operations say that what they give belongs to the organization, the master account or the family of
 * who calls: its people share it, and another's do not see it.
 */
function isSaidOfTenant({ operations, lexicon }: AssessedApi): boolean {
  const saying = operations.filter((operation) =>
    [operation.summary, operation.description].some((text = "") =>
      sentencesOf(text.slice(0, LIMIT)).some((sentence) => {
        const words = wordsInOrder(sentence);
        return lexicon.has(words, "tenant-of-the-caller") && !denies(words, lexicon);
      }),
    ),
  );
  return saying.length >= SEVERAL;
}

/** Whether a text says that a list holds the one organization, school district or shop that the token is of. */
function saysTenantOfToken({ operations, lexicon }: AssessedApi): boolean {
  return operations.some((operation) => {
    const last = pathSteps(operation).at(-1);
    if (operation.method !== "GET" || last === undefined || last.parameter !== undefined) return false;
    const noun = nounOf(last.text).toLowerCase();
    if (noun === phraseOf(last.text) || OF_A_PERSON.some((one) => lexicon.is(noun, one))) return false;
    return [operation.summary, operation.description].some((text = "") =>
      sentencesOf(text.slice(0, LIMIT)).some((sentence) => {
        const words = wordsInOrder(sentence);
        return lexicon.has(words, "of-the-token") && words.some((word) => nounOf(word) === noun);
      }),
    );
  });
}

const OF_A_PERSON = ["natural-person", "user", "account", "belonging"] as const;

const TENANT_ID = /^(?:x[-_])?(?:merchant|tenant|workspace|sub-?account|seller)[-_]?ids?$/i;
const SEVERAL = 2;

const TENANT = /^(?:merchants?|tenants?|workspaces?|subaccounts?|sub-accounts?|subusers?|sellers?)$/i;
const TENANT_HEADER = /(?:^|[-_])(?:tenant|organi[sz]ation|workspace|account|company|merchant|consumer)(?:[-_]?id)?$/i;

/** Whether a credential is a key that an account integrates with: by its kind, or by what is said of it. */
function isKeyOfAccount(scheme: SecurityScheme): boolean {
  const { schemeKind, in: place, name, description = "", bearerFormat, lexicon } = scheme;
  if (schemeKind === "apiKey")
    return place !== "cookie" && !isOfPerson(scheme) && (!/session|user|login/i.test(name) || isMadeForAccount(scheme));
  if (schemeKind !== "http") return false;
  return namesAccountKey(`${name} ${bearerFormat ?? ""}`) || affirmsKey(description, lexicon, namesAccountKey);
}

/**
 * Whether a text says that an API key is made, which whoever runs an account does once: "Generate an API key in the settings".
 * That is surer than what the scheme is called; one that each user makes is that user's.
 */
function isMadeForAccount({ description = "", lexicon }: SecurityScheme): boolean {
  return sentencesOf(description.slice(0, LIMIT)).some((sentence) => {
    const words = wordsInOrder(sentence);
    return (
      lexicon.has(words, "api-key") &&
      (lexicon.has(words, "generate") || lexicon.has(words, "create")) &&
      !PERSONS.some((one) => lexicon.has(words, one)) &&
      !denies(words, lexicon)
    );
  });
}

/** Whether a text says that each of some people has a key of their own: an employee's records are no account's. */
function isOfPerson({ description = "", lexicon }: SecurityScheme): boolean {
  return sentencesOf(description.slice(0, LIMIT)).some((sentence) => {
    const words = wordsInOrder(sentence);
    return (
      (EACH.test(sentence) || lexicon.has(words, "of-callers-own")) &&
      PERSONS.some((one) => lexicon.has(words.flatMap(wordsOf), one)) &&
      !denies(words, lexicon)
    );
  });
}

const EACH = /^\W*(?:each|every|jede[rs]?|chaque|cada)\s/i;

/** Who makes a key of their own: an employee's is no account's. */
const PERSONS = ["user", "staff"] as const;

/** So much of a text is looked at. */
const LIMIT = 2000;
