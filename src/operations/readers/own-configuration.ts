import { isAdministration } from "../../exposure/administration.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { returnsList } from "../../exposure/lists.ts";
import { isOwn } from "../../exposure/principals.ts";
import { isOfKeys, isPrivateKey } from "../../exposure/stored-secret.ts";
import { saidBy } from "../../exposure/said.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { memo } from "../../core/memo.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { endsIn } from "../../lexicon/phrases.ts";
import type { Operation } from "../../model/api.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";
import { operationsOn } from "../../model/operations-on-path.ts";
import { barePath, collectionPath } from "../candidates/path-steps.ts";
import { requirementOf } from "../requirement.ts";

/**
 * Whether a secret is part of what an account has configured for itself, and comes back to that account: the API says that the
 * credential is that of one account, the same credential sets the field where the thing is made or changed, and neither the thing
 * nor what holds the secret is a person. What a text offers of all accounts, what administrators read, keys of the API itself and
 * private keys are as grave as before.
 */
export function isOwnConfiguration(api: AssessedApi, flow: AssessedFlow): boolean {
  const { operation, whose, principal, isUndecided, direction } = flow;
  if (direction !== "read" || operation.operationKind !== "path" || operation.access !== "secured") return false;
  if (api.assessed(operation).row === "anonymous" || whose !== "tenant" || principal || isUndecided) return false;
  if (isPrivateKey(flow) || isOfKeys(operation) || isAdministration(operation) || isOfPerson(flow)) return false;
  // An account's own log-in is no configuration of a thing.
  if (isAccount(wordsOf(fixedSegments(operation.path).at(-1) ?? ""), operation)) return false;
  if (isSaidOfAll(operation)) return false;
  return isAccountKnown(api.operations, flow) && isSetThere(api, flow);
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
        api.whose
          .flowsOf(writer)
          .some((sent) => sent.direction === "write" && sent.via !== "parameter" && sent.field.name === field.name),
    ),
  );
}

const SETS: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);

/** Whether somebody is what the path or the object is about: `/sub-users`, or an object with an e-mail address beside the secret. */
function isOfPerson({ operation, path, field }: AssessedFlow): boolean {
  const { lexicon } = operation;
  const names = [
    ...fixedSegments(operation.path),
    field.owner ?? "",
    ...path.flatMap(({ schema, property }) => [schema.name ?? "", property ?? ""]),
  ].map(wordsOf);
  return (
    names.some((words) => PEOPLE.some((concept) => lexicon.has(words, concept))) ||
    path.some(({ schema }) =>
      [...composedProperties(schema).keys()].some((name) => lexicon.has(wordsOf(name), "contact-address")),
    )
  );
}

const PEOPLE = ["user", "human", "population", "staff", "clientele"] as const;

/** Whether it is known that whoever calls is one account: by what the credential is told to be, or by a text and the object itself. */
function isAccountKnown(operations: readonly Operation[], { operation, path }: AssessedFlow): boolean {
  const { byRead, byText } = knownAccounts(operations);
  const asked = requirementOf(operation);
  if (byRead.has(asked)) return true;
  return (
    byText.has(asked) &&
    path.some(({ schema }) =>
      [...composedProperties(schema).keys()].some((name) => {
        const words = wordsOf(name);
        return words.length > 1 && isAccount(words, operation);
      }),
    )
  );
}

interface KnownAccounts {
  /** Requirements whose holder one read calls a single account: `/me` returns `account` beside the `token`. */
  readonly byRead: ReadonlySet<string>;
  /** Requirements whose list of accounts is said to be of the authorised account and those that it manages. */
  readonly byText: ReadonlySet<string>;
}

const knownAccounts = memo((operations: readonly Operation[]): KnownAccounts => {
  const byRead = new Set<string>();
  const byText = new Set<string>();
  for (const operation of operations) {
    const { operationKind, method, access, path } = operation;
    if (operationKind !== "path" || method !== "GET" || access !== "secured" || path.includes("{")) continue;
    if (isOwn(operation) && tellsAccount(operation)) byRead.add(requirementOf(operation));
    if (isAccount(wordsOf(fixedSegments(path).at(-1) ?? ""), operation) && saysAuthorised(operation))
      byText.add(requirementOf(operation));
  }
  return { byRead, byText };
});

/** Whether what comes back is one object that holds an account by its identifier, and the token or key that was sent. */
function tellsAccount(operation: Operation): boolean {
  if (returnsList(operation)) return false;
  return operation.responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.flatMap(({ schema }) => (schema === undefined ? [] : [heldSchemaOf(schema)])))
    .some((schema) => {
      const properties = [...composedProperties(schema)];
      return (
        properties.some(
          ([name, property]) =>
            isAccount(wordsOf(name), operation) &&
            [...composedProperties(heldSchemaOf(property)).keys()].some((inner) => wordsOf(inner).at(-1) === "id"),
        ) && properties.some(([name]) => endsIn(wordsOf(name), operation.lexicon, "secret-word"))
      );
    });
}

function isAccount(words: readonly string[], { lexicon }: Operation): boolean {
  const last = words.at(-1) ?? "";
  return lexicon.is(last, "account") || lexicon.is(last, "tenant");
}

function saysAuthorised({ summary = "", description = "" }: Operation): boolean {
  return AUTHORISED.test(`${summary}. ${description}`.slice(0, LIMIT));
}

/** "All accounts the currently authorized account is managing and the current account itself." */
const AUTHORISED =
  /\b(?:the )(?:currently )?(?:authori[sz]ed|authenticated) (?:account|tenant|organi[sz]ation)\b(?! (?:can|may|must|or)\b)/i;

/** Whether a text offers what is of others than the caller: "the rules of all accounts". */
function isSaidOfAll(operation: Operation): boolean {
  const { lexicon } = operation;
  return saidBy(operation).some((words) =>
    words.some(
      (word, at) =>
        /^(?:every|any)(?:one|body)s?$/.test(word) ||
        (QUANTIFIER.test(word) &&
          words
            .slice(at + 1, at + 1 + NEAR)
            .flatMap(wordsOf)
            .some((one) => isAccount([one], operation) || PEOPLE.some((concept) => lexicon.is(one, concept)))),
    ),
  );
}

const QUANTIFIER =
  /^(?:all|every|any|other|each|across|alle[rn]?|andere[rn]?|jede[rs]?|tous|toutes|autres|chaque|todos|todas|otros|otras|cada|outros|outras)$/;
/** So many words may stand between it and what it counts: "all of the registered accounts". */
const NEAR = 4;

/** So much of a text is looked at. */
const LIMIT = 600;
