import { isAdministration } from "../../exposure/administration.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { returnsList } from "../../exposure/lists.ts";
import { isOwn } from "../../exposure/principals.ts";
import { isOfKeys, isPrivateKey } from "../../exposure/stored-secret.ts";
import { saidBy } from "../../exposure/said.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { memo, memoBy } from "../../core/memo.ts";
import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import type { Operation } from "../../model/api.ts";
import type { Schema } from "../../model/schema.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";
import { operationsOn } from "../../model/operations-on-path.ts";
import { barePath, collectionPath } from "../candidates/path-steps.ts";
import { requirementOf } from "../requirement.ts";

/**
 * Whether an account has configured this secret itself and reads it back. The API must show that the credential belongs to one
 * account, and the same credential must set the field. It does not hold for secrets of people, for what administrators read, for
 * data of several accounts, for keys of the API, for private keys, or for secrets that open a home, a mailbox or a cloud.
 */
export function isOwnConfiguration(api: AssessedApi, flow: AssessedFlow): boolean {
  const { operation, whose, principal, isUndecided, direction } = flow;
  if (direction !== "read" || operation.operationKind !== "path" || operation.access !== "secured") return false;
  if (api.assessed(operation).row === "anonymous" || whose !== "tenant" || principal || isUndecided) return false;
  if (isPrivateKey(flow) || isOfKeys(operation) || isAdministration(operation) || standsInPerson(flow)) return false;
  if (isGraveAccess(flow)) return false;
  // An account's own log-in is no configuration of a thing.
  if (isAccount(wordsOf(fixedSegments(operation.path).at(-1) ?? ""), operation.lexicon)) return false;
  if (readsOf(api.operations, operation).some((read) => isOfSeveralAccounts(read) && !isOfManaged(api, flow, read)))
    return false;
  return isAccountKnown(api.operations, flow) && isSetThere(api, flow);
}

/**
 * Whether the accounts that a list may be asked for are those of the caller: its list of accounts is said to be of the authorized
 * account and those that it manages, and each name in the query is an optional filter on what the object itself tells of its accounts.
 */
function isOfManaged(api: AssessedApi, flow: AssessedFlow, read: Operation): boolean {
  if (!knownAccounts(api.operations).byText.has(requirementOf(read)) || isSaidOfAll(read)) return false;
  const told = new Set(flow.path.flatMap(({ schema }) => [...composedProperties(schema).keys()]));
  return choicesOfAccount(read).every(
    (name) =>
      read.lexicon.is(wordsOf(name).at(-1) ?? "", "account") &&
      told.has(name) &&
      read.parameters.some((one) => one.in === "query" && one.name === name && !one.required),
  );
}

/** A read, and the list in which the thing stands that it reads: what is said of the one holds for the other. */
function readsOf(operations: readonly Operation[], operation: Operation): readonly Operation[] {
  if (!/\}\/?$/.test(operation.path)) return [operation];
  return [operation, ...operationsOn(operations, collectionPath(operation)).filter(({ method }) => method === "GET")];
}

/** Whether what is read may be of several accounts: the caller chooses one, or a text says so. */
const isOfSeveralAccounts = memo((read: Operation): boolean => choicesOfAccount(read).length > 0 || isSaidOfAll(read));

/** The names by which the caller chooses the account: `/accounts/{id}/targets`, `?merchant=`. */
function choicesOfAccount({ path, parameters, lexicon }: Operation): readonly string[] {
  const segments = path.split("/");
  const inPath = segments.filter(
    (segment, at) => segment.startsWith("{") || segments[at + 1]?.startsWith("{") === true,
  );
  const inQuery = parameters.filter(({ in: place }) => place === "query").map(({ name }) => name);
  return [...inPath, ...inQuery].filter((name) => NAMED.some((concept) => lexicon.has(wordsOf(name), concept)));
}

/** Whether the same credential sends the field where a thing of that path is made or changed. */
function isSetThere(api: AssessedApi, { operation, field }: AssessedFlow): boolean {
  const { path } = operation;
  const places = new Set([path, barePath(operation), ...(/\}\/?$/.test(path) ? [collectionPath(operation)] : [])]);
  return [...places].some((place) =>
    operationsOn(api.operations, place).some(
      (writer) =>
        SETS.has(writer.method) &&
        requirementOf(writer) === requirementOf(operation) &&
        namesSent(api)(writer).has(field.name),
    ),
  );
}

/** The names of the fields that an operation takes in its body, once for all secrets that are read beside it. */
const namesSent = memoBy(
  ({ whose }: AssessedApi) => whose,
  ({ whose }) =>
    memo(
      (writer: Operation): ReadonlySet<string> =>
        new Set(
          whose
            .flowsOf(writer)
            .flatMap(({ direction, via, field }) => (direction === "write" && via !== "parameter" ? [field.name] : [])),
        ),
    ),
);

const SETS: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);

/** Whether somebody is what the path or the object is about: `/sub-users`, or an object with an e-mail address beside the secret. */
export function standsInPerson(flow: AssessedFlow): boolean {
  const { lexicon } = flow.operation;
  return (
    namesAround(flow).some((words) => PEOPLE.some((concept) => lexicon.has(words, concept))) ||
    flow.path.some(({ schema }) => insideOf(schema).hasContact)
  );
}

/** What the path and the objects are called in which a field stands. */
function namesAround({ operation, path, field }: AssessedFlow): readonly (readonly string[])[] {
  return [
    ...fixedSegments(operation.path),
    field.owner ?? "",
    ...path.flatMap(({ schema, property }) => [schema.name ?? "", property ?? ""]),
  ].map(wordsOf);
}

/** What the fields of an object are, once for all secrets that stand in it. */
const insideOf = memo((schema: Schema) => {
  const { lexicon } = schema;
  const names = [...composedProperties(schema).keys()].map(wordsOf);
  return {
    hasContact: names.some((words) => lexicon.has(words, "contact-address")),
    hasGraveAccess: names.some((words) => opensMore(words, lexicon)),
    namesAccount: names.some((words) => words.length > 1 && isAccount(words, lexicon)),
  };
});

const PEOPLE = ["user", "human", "population", "staff", "clientele"] as const;
/** Whose something may be. The tenant's words include those of an account. */
const HOLDERS = ["tenant", "whose", ...PEOPLE] as const;
/** Whom a call may name: also for whom one acts, and with whom one works. */
const NAMED = [...HOLDERS, "acted-for", "works-with-owner"] as const;

/**
 * Whether a secret opens more than a connection of the account: a home, an alarm or a mailbox, a machine to its administrator, a
 * cloud, or the sources of programs.
 */
function isGraveAccess(flow: AssessedFlow): boolean {
  const names = [wordsOf(flow.field.name), ...namesAround(flow)];
  return (
    names.some((words) => words.includes("root") || opensMore(words, flow.operation.lexicon)) ||
    flow.path.some(({ schema }) => insideOf(schema).hasGraveAccess)
  );
}

function opensMore(words: readonly string[], lexicon: Lexicon): boolean {
  return lexicon.has(words, "grave-access") || lexicon.has(words, "administrator");
}

/** Whether it is known that whoever calls is one account: by what the credential is told to be, or by a text and the object itself. */
function isAccountKnown(operations: readonly Operation[], { operation, path }: AssessedFlow): boolean {
  const { byRead, byText, ofSeveral } = knownAccounts(operations);
  const asked = requirementOf(operation);
  if (ofSeveral.has(asked)) return false;
  if (byRead.has(asked)) return true;
  return byText.has(asked) && path.some(({ schema }) => insideOf(schema).namesAccount);
}

interface KnownAccounts {
  /** Requirements for which one read shows that the caller is a single account: `/me` returns `account` beside the `token`. */
  readonly byRead: ReadonlySet<string>;
  /** Requirements whose list of accounts is said to be of the authorized account and those that it manages. */
  readonly byText: ReadonlySet<string>;
  /** Requirements whose holder lists accounts of which nothing says that they are the caller's. */
  readonly ofSeveral: ReadonlySet<string>;
}

const knownAccounts = memo((operations: readonly Operation[]): KnownAccounts => {
  const byRead = new Set<string>();
  const byText = new Set<string>();
  const ofSeveral = new Set<string>();
  for (const operation of operations) {
    const { operationKind, method, access, path } = operation;
    if (operationKind !== "path" || method !== "GET" || access !== "secured") continue;
    const isOfAccounts = isAccount(wordsOf(fixedSegments(path).at(-1) ?? ""), operation.lexicon);
    const isSaid = isOfAccounts && saysAuthorised(operation);
    if (isOfAccounts && !isSaid && returnsList(operation)) ofSeveral.add(requirementOf(operation));
    if (path.includes("{")) continue;
    if (isOwn(operation) && tellsAccount(operation)) byRead.add(requirementOf(operation));
    if (isSaid) byText.add(requirementOf(operation));
  }
  return { byRead, byText, ofSeveral };
});

/**
 * Whether what comes back is one object that holds the account by its identifier, and the token or key that was sent, each called
 * just that, and neither a user of the account nor a role: such a user would see what other users set up. Where the token lists
 * what it may do, that decides, and a user beside it is only who made it.
 */
function tellsAccount(operation: Operation): boolean {
  if (returnsList(operation)) return false;
  const { lexicon } = operation;
  return operation.responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.flatMap(({ schema }) => (schema === undefined ? [] : [heldSchemaOf(schema)])))
    .some((schema) => {
      const properties = [...composedProperties(schema)].map(([name, property]) => ({
        text: textOfName(name),
        inner: [...composedProperties(heldSchemaOf(property)).keys()].map(wordsOf),
      }));
      const accounts = properties.filter(
        ({ text, inner }) => lexicon.is(text, "tenant") && inner.some((words) => words.at(-1) === "id"),
      );
      const sent = properties.filter(
        ({ text }) => lexicon.is(text, "token") || lexicon.is(text, "api-key") || text === "access token",
      );
      const isLimited = sent.some(({ inner }) => inner.some(isLimit));
      const told = [
        ...properties.flatMap(({ text }) => (isLimited && text === "user" ? [] : [text.split(" ")])),
        ...[...accounts, ...sent].flatMap(({ inner }) =>
          isLimited ? inner.filter((words) => !isLimit(words)) : inner,
        ),
      ];
      return (
        accounts.length > 0 &&
        sent.length > 0 &&
        !told.some((words) => [...PEOPLE, "role-key" as const].some((concept) => lexicon.has(words, concept)))
      );
    });
}

function isLimit(words: readonly string[]): boolean {
  return words.length === 1 && LIMITS.test(words[0]!);
}

/** What a token lists of what it may do. */
const LIMITS = /^(?:capabilit(?:y|ies)|scopes?|permissions?)$/;

function isAccount(words: readonly string[], lexicon: Lexicon): boolean {
  const last = words.at(-1) ?? "";
  return lexicon.is(last, "account") || lexicon.is(last, "tenant");
}

function saysAuthorised({ summary = "", description = "" }: Operation): boolean {
  return AUTHORISED.test(`${summary}. ${description}`.slice(0, LIMIT));
}

/** "All accounts the currently authorized account is managing and the current account itself." */
const AUTHORISED =
  /\b(?:the )(?:currently )?(?:authori[sz]ed|authenticated) (?:account|tenant|organi[sz]ation)\b(?! (?:can|may|must|or)\b)/i;

/** Whether a text offers what is of others than the caller: "the rules of all accounts", "of the merchants", "of the platform". */
function isSaidOfAll(operation: Operation): boolean {
  const { lexicon } = operation;
  const ofSuccesses = operation.responses.flatMap(({ statusClass, description = "" }) =>
    statusClass === "2xx" ? [wordsInOrder(description.slice(0, LIMIT))] : [],
  );
  return [...saidBy(operation), ...ofSuccesses].some(
    (words) =>
      lexicon.has(words, "more-than-one-account") ||
      words.some(
        (word, at) =>
          isSeveral(word, operation) ||
          /^(?:every|any)(?:one|body)s?$/.test(word) ||
          (QUANTIFIER.test(word) &&
            words
              .slice(at + 1, at + 1 + NEAR)
              .flatMap(wordsOf)
              .some((one) => isAccount([one], lexicon) || PEOPLE.some((concept) => lexicon.is(one, concept)))),
      ),
  );
}

/** Whether a word is the plural of whose something may be: "merchants", "Mandanten", "organizações". */
function isSeveral(word: string, { lexicon }: Operation): boolean {
  const singular = textOfName(word);
  // Singulars of which the form is that of a plural: "Ihr Unternehmen", "a citizen".
  if (/^(?:unternehmen|citizen)$/.test(word.toLowerCase())) return false;
  if (!/(?:en|ões|ães)$/.test(word) && (singular === word || !word.endsWith("s"))) return false;
  return HOLDERS.some((concept) => lexicon.is(word, concept) || lexicon.is(singular, concept));
}

const QUANTIFIER =
  /^(?:all|every|any|other|each|across|alle[rn]?|andere[rn]?|jede[rs]?|tous|toutes|autres|chaque|todos|todas|otros|otras|cada|outros|outras)$/;
/** So many words may stand between it and what it counts: "all of the registered accounts". */
const NEAR = 4;

/** So much of a text is looked at. */
const LIMIT = 600;
