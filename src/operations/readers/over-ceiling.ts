import { member } from "../../core/json-value.ts";
import { statedIn } from "../../lexicon/statements.ts";
import { premisesOf } from "./premises.ts";
import { count, listed, prose, quoted } from "../../core/prose.ts";
import type { ClassifiedField } from "../../data/flows/flow.ts";
import { isCredential } from "../../data/taxonomy/is-credential.ts";
import { judgementOf, type AssessedApi, type AssessedFlow } from "../../exposure/assessed-api.ts";
import {
  isOfKeys,
  isPrivateKey,
  isStoredPassword,
  isStoredSecret,
  secretsHeldBy,
} from "../../exposure/stored-secret.ts";
import { roleKeptTo } from "../../exposure/kept-to-role.ts";
import { textOfName, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { categoriesWords, listedCategories } from "../../core/category-words.ts";
import type { Fault, FaultPlace } from "../fault.ts";
import { byCodeUnit } from "../../core/compare.ts";
import { grouped } from "../../core/grouped.ts";
import { memo, memoBy } from "../../core/memo.ts";
import { bySameCause } from "./same-cause.ts";
import {
  carriedInFields,
  fieldsOfFlows,
  flowsOverCeiling,
  objectOf,
  outermostOf,
  operationsOfFlows,
  readersOf,
  spotsOfFlows,
} from "./readers.ts";
import { flowsByField } from "./flow-index.ts";
import { doesWithout, scopesAskedIn, scopesOfFields } from "../schemes/scopes.ts";
import { isNoCredential } from "./no-credential.ts";
import { namesReturned } from "./returned-fields.ts";
import { isReadAgain } from "./read-again.ts";
import { isOwnSetting } from "./own-setting.ts";
import { isSetByAccount } from "./set-by-account.ts";
import { isOfOneThing, isOfOwnAccount, OF_OWN_ACCOUNT } from "./own-account-secret.ts";
import { standsInPerson, isOwnConfiguration } from "./own-configuration.ts";
import { returnsList } from "../../exposure/lists.ts";
import { makesUpPeople, onlyGenerates } from "../../exposure/made-up-people.ts";
import { closedByText } from "../../exposure/closed-by-text.ts";
import { isMadeHere, KEPT_TITLES, KEPT_WORDS, keptBy } from "./kept-credential.ts";
import { MILDNESS_WORDS, mildReaders } from "./mild-readers.ts";
import { returnedFactOf, repeatingWrites } from "./repeating-writes.ts";
import { shownAlone } from "./shown-alone.ts";
import { isSecretOfLink, OF_SHARED_LINK } from "./shared-link-secret.ts";
import { reportedFlowOf } from "./reported-with.ts";
import { remedyOfCodes } from "./code-remedy.ts";

/** Whether a flow carries a principal's data as what the operation is about. */
export function isDirectPrincipal(flow: AssessedFlow): boolean {
  return flow.principal && !isEmbeddedPrincipal(flow);
}

/** Whether a flow carries the data of a principal that stands inside something else. */
export function isEmbeddedPrincipal(flow: AssessedFlow): boolean {
  return flow.principal && flow.isEmbedded;
}

/**
 * The flows over their ceiling that a rule takes, one fault for each kind of reader and object. A credential is the
 * matter of a rule of its own; a name, handle or picture alone is what communities show, and a question. What is told
 * with a graver flow is the matter of the rule that takes that one.
 */
export function* faultsOver(
  api: AssessedApi,
  isTaken: (flow: AssessedFlow) => boolean,
  whose?: string,
): Generator<Fault> {
  if (onlyGenerates(api.operations)) return;
  const isShown = shownAlone(api);
  const { leadOf, isTold } = reportedFlowOf(api);
  const flows = flowsFurther(api).filter(
    (flow) => !isCredential(flow.field.category) && !isTold(flow) && isTaken(leadOf(flow)) && !isShown(flow),
  );
  for (const [row, all] of grouped(flows, ({ operation }) => api.assessed(operation).row)) {
    const { read: some, repeatsOf } = withoutRepeats(api, all);
    const mildnessOf = mildReaders(api, some);
    // Without a credential nobody is the caller: whose account it is of makes no difference.
    for (const [isUndecided, alike] of grouped(some, (flow) => flow.isUndecided && row !== "anonymous")) {
      for (const [mildness, read] of grouped(alike, ({ operation }) => mildnessOf(operation))) {
        const causes = [...bySameCause(read, (flow) => objectOf(leadOf(flow)))];
        const kinds = withoutKindred(api, causes);
        const outers = kinds.map(([, group]) => outermostOf(leadOf(group[0]!)));
        for (const [at, [object, group]] of kinds.entries()) {
          // A finding keeps the name that it has had, unless that is of several: none of them is more than the others the one that had it.
          const outer = outers[at]!;
          const name = outers.some((other, index) => index !== at && other === outer) ? object : outer;
          yield {
            ...faultOf(api, group, repeatsOf(group), whose),
            cause: [
              row,
              name,
              ...(isUndecided ? ["undecided"] : []),
              ...(mildness === undefined ? [] : [mildness]),
            ].join(" "),
            mitigations: mildness === undefined ? [] : MILDNESS_WORDS[mildness],
            ...(isUndecided ? { assumes: ["tenancy"] } : {}),
          };
        }
      }
    }
  }
}

/**
 * Causes, of which those that hang on one and the same answer and tell the same of things are one: the serial numbers of a device,
 * of its settings and of its folder are closed by one credential. Data of people stays with the people.
 */
function withoutKindred(
  api: AssessedApi,
  causes: readonly (readonly [string, readonly AssessedFlow[]])[],
): readonly (readonly [string, readonly AssessedFlow[]])[] {
  const stated = api.before ?? api;
  const kinds = new Map<string, [string, AssessedFlow[]]>();
  for (const [object, group] of causes) {
    const isOfThings = group.every(
      ({ operation, principal, field }) =>
        !principal && field.sensitivity !== "restricted" && stated.assessed(operation).assumed,
    );
    const categories = [...new Set(group.map(({ field }) => field.category))].toSorted(byCodeUnit).join(" ");
    const key = isOfThings ? categories : `object ${object}`;
    const known = kinds.get(key);
    if (known === undefined) kinds.set(key, [object, [...group]]);
    else known[1].push(...group);
  }
  return [...kinds.values()];
}

/** Credentials that are read by others than those whom they were made for, one fault for each kind of reader and field. */
export function* credentialFaults(api: AssessedApi): Generator<Fault> {
  const flows = flowsFurther(api).filter((flow) => isToldCredential(api, flow));
  for (const [row, all] of grouped(flows, ({ operation }) => api.assessed(operation).row)) {
    const { read, repeatsOf } = withoutRepeats(api, all);
    // What somebody reads back stands with the gravest of what others read there.
    const byGravity = [...grouped(read, (flow) => keptBy(flow, api))].toSorted(
      ([one], [other]) => Number(one !== undefined) - Number(other !== undefined),
    );
    const told = new Set<AssessedFlow>();
    for (const [kept, some] of byGravity) {
      for (const [name, group] of bySameCause(some, ({ field }) => field.name)) {
        const stated = kept === "role" ? listed([...new Set(group.map((flow) => roleOf(api, flow)))], 2) : undefined;
        const readers = stated === undefined ? undefined : `Callers with the stated role (${stated})`;
        const fault = faultOf(api, group, repeatsOf(group), undefined, readers, readBackBeside(api, group, told));
        const isOfAccount =
          (kept === undefined || kept === "step") &&
          group.every((flow) => isOfOwnAccount(api, flow) || isOwnConfiguration(api, flow));
        const isMadeUp = makesUpPeople(api);
        const isCallers = !isOfAccount && group.every((flow) => isOfWhoCalls(api, flow));
        // A password or private key is nobody's to read, so that it hangs on no answer who calls.
        const isWrongForAll =
          kept === undefined &&
          !isOfAccount &&
          !isMadeUp &&
          group.every((flow) => isStoredPassword(flow) || (isPrivateKey(flow) && !isOfKeys(flow.operation)));
        yield {
          ...fault,
          ...(group.some((flow) => isGravestSecret(row, flow))
            ? {}
            : { places: (fault.places ?? []).map(withoutDisclosure) }),
          ...(isOfAccount
            ? { ...OF_ACCOUNT_WORDS, message: fault.message.replace(" can read ", " can read their own account's ") }
            : {}),
          ...(isCallers
            ? { ...OF_ACCOUNT_WORDS, message: fault.message.replace(" can read ", " can probably read their own ") }
            : {}),
          ...(!isOfAccount && !isCallers && !isMadeUp && group.every(({ principal }) => principal)
            ? { message: fault.message.replace(" can read ", " can read other people's ") }
            : {}),
          ...(group.every((flow) => isOwnSetting(api, flow)) ? readBackWords(fault) : {}),
          ...(group.every(isSecretOfLink) ? OF_SHARED_LINK : {}),
          ...(kept === undefined || KEPT_TITLES[kept] === undefined ? {} : { title: KEPT_TITLES[kept] }),
          cause: [row, name, ...(kept === undefined ? [] : [kept])].join(" "),
          mitigations: [
            ...(kept === undefined ? [] : KEPT_WORDS[kept]),
            ...(isOfAccount ? OF_OWN_ACCOUNT : []),
            ...(isCallers ? ["the call names nobody, so it probably returns the caller's own record"] : []),
            ...(isMadeUp ? MADE_UP : []),
            ...(kept === undefined && !isOfAccount ? mildByWhatItOpens(api, group) : []),
            ...(!isWrongForAll && group.every(({ operation }) => closedByText(operation)?.by === "text")
              ? MILDNESS_WORDS.closed
              : []),
          ],
          ...(isWrongForAll ? { isWrongForAll, premises: { ...fault.premises, caller: "stated" } } : {}),
          // Whoever asks for a key at a collection of keys may well be its owner.
          ...(group.every(({ operation }) => isOfKeys(operation)) && fault.premises?.caller === "possible"
            ? { premises: { ...fault.premises, owner: "possible" } }
            : {}),
        };
      }
    }
  }
}

/** Each is a step. */
const MADE_UP = ["the description says that the people are made up", "what is made up opens nobody's account"];

/**
 * Whether a call gives one record and takes nothing that says whose: where callers are known, it is that of who calls. Where the
 * public may call, nobody is.
 */
function isOfWhoCalls(api: AssessedApi, { operation, principal }: AssessedFlow): boolean {
  const { method, path, parameters, lexicon } = operation;
  return (
    principal &&
    method === "GET" &&
    api.assessed(operation).admission !== "anonymous" &&
    !path.split("/").some((segment) => segment.startsWith("{")) &&
    !returnsList(operation) &&
    !parameters.some(({ in: place, name }) => {
      const words = wordsOf(name);
      return (
        place === "query" &&
        (lexicon.is(words.at(-1) ?? "", "identifier-word") || SELECTS.some((concept) => lexicon.has(words, concept)))
      );
    }) &&
    SELF.some((concept) => lexicon.is(textOfName(lastFixed(path)), concept))
  );
}

const SELECTS = ["natural-person", "login-name", "contact-address", "user"] as const;
const SELF = ["user", "account", "profile", "self-alone", "acted-for"] as const;

/** The last segment of a path, without the format that stands behind it: `/user{format}`, `/user.json`. */
function lastFixed(path: string): string {
  const last = path.split("/").findLast((segment) => segment !== "") ?? "";
  return last.split(/[.{]/, 1)[0] ?? last;
}

/** What makes secrets milder that are neither passwords nor keys of the API, by what they open or by the call that returns them. */
function mildByWhatItOpens(api: AssessedApi, group: readonly AssessedFlow[]): readonly string[] {
  if (group.every((flow) => !isSecretOfLink(flow) && isOfAccountOrThing(api, flow)))
    return [
      "it gives access to one object only, and is neither a password nor an API key; test that another account is refused",
    ];
  const isMade = group.every(
    (flow) =>
      flow.operation.access !== "anonymous" &&
      !isPasswordFlow(flow) &&
      !isStoredSecret(flow) &&
      !standsInPerson(flow) &&
      isMadeHere(flow, api),
  );
  return isMade ? ["it is made by this call, and no read returns it"] : [];
}

function isOfAccountOrThing(api: AssessedApi, flow: AssessedFlow): boolean {
  return (
    isOfOwnAccount(api, flow) || isOwnConfiguration(api, flow) || (!standsInPerson(flow) && isOfOneThing(api, flow))
  );
}

function isPasswordFlow({ field: { category } }: AssessedFlow): boolean {
  return category === "user.authorization.password";
}

/**
 * Whether a secret in the hands of the public is worse than a credential in the wrong hands: what is kept and lets its reader in
 * for good, read by anyone at all or together with the person whose it is.
 */
function isGravestSecret(row: string, flow: AssessedFlow): boolean {
  const isInRecordOfPerson = flow.principal && flow.principalAt === flow.path.length - 1;
  return isStoredSecret(flow) && (row === "anonymous" || isInRecordOfPerson);
}

function withoutDisclosure(place: FaultPlace): FaultPlace {
  return place.disclosed === "restricted" ? { ...place, disclosed: "confidential" } : place;
}

/** What is said where whoever reads a credential reads one of their own account. */
const OF_ACCOUNT_WORDS = {
  title: "Stored credential can be read back",
  rationale: prose`
    A credential that every read returns is stored in readable form. One leaked key of the account, or a caller that needs only
    a part of the data, gives all the credentials, and they go on working after that key is revoked.
  `,
  exploit: prose`
    An attacker has found one key of an account and reads the account's data. The responses hold further credentials. The key
    is replaced, but what it returned still works.
  `,
} satisfies Pick<Fault, "title" | "rationale" | "exploit">;

/** What is said where whoever reads a credential has set it: nobody else's comes back. */
function readBackWords({
  message,
}: Pick<Fault, "message">): Pick<Fault, "title" | "message" | "exploit" | "rationale"> {
  return {
    title: "Stored credential can be read back",
    message: message.replace(" can read ", " can read back their own "),
    rationale: prose`
      A credential that can be returned is stored in readable form. Whoever gets the caller's key for a minute, from
      a log or a stolen configuration, also gets a credential of another system, to which the caller's key itself
      gives no access.
    `,
    exploit: prose`
      An attacker has found the key of one caller and calls the operation. It returns the password that the caller set, in
      plain text. The key is replaced, but the password still opens the caller's own system.
    `,
  };
}

/** Whether a flow is of a credential, and no other finding and no other meaning stands in place of that. */
function isToldCredential(api: AssessedApi, flow: AssessedFlow): boolean {
  return (
    isCredential(flow.field.category) &&
    !isNoCredential(api, flow) &&
    !isBroughtAlong(flow) &&
    !isPartAlone(flow) &&
    !isKeyOfThing(api, flow) &&
    !isToldOfScope(api, flow) &&
    !isSetByAccount(api, flow)
  );
}

/** Whether a text says that only a part of the value is shown, by which people recognise it: "The last four characters". */
function isPartAlone({ field: { node } }: AssessedFlow): boolean {
  const text = member(node.value, "description");
  return typeof text === "string" && statedIn(text).has("minimised");
}

/**
 * Whether a field is named after the key by which paths name a thing: `original_transaction_key` where there is
 * `/transactions/{key}`, which returns a `key`. It says which thing is meant, and opens nothing.
 */
function isKeyOfThing(api: AssessedApi, { field }: AssessedFlow): boolean {
  const words = wordsOf(field.name);
  return words.length > 1 && words.at(-1) === "key" && thingsByKey(api.operations).has(words.at(-2)!);
}

/** The things that paths name by a key, and return with it, to callers with a credential: `transaction`. */
const thingsByKey = memo(
  (operations: readonly Operation[]): ReadonlySet<string> =>
    new Set(
      operations.flatMap((operation) => {
        const { operationKind, access, path } = operation;
        if (operationKind !== "path" || access === "anonymous") return [];
        const [, segment, name] = /\/([^/{}]+)\/\{(key)\}$/i.exec(path) ?? [];
        return segment === undefined || !namesReturned(operation).has(name!) ? [] : wordsOf(segment).slice(-1);
      }),
    ),
);

/**
 * Whether a value comes back without the scope that is for reading it, which other calls ask for: that is a finding of its own
 * (`contradictory-requirement`). A password or private key is nobody's to read, whatever scope there is.
 */
function isToldOfScope(api: AssessedApi, flow: AssessedFlow): boolean {
  const { security, access } = flow.operation;
  if (security === undefined || access !== "secured" || isStoredPassword(flow) || isPrivateKey(flow)) return false;
  const name = textOfName(flow.field.name);
  return security.alternatives.every(({ schemes }) =>
    schemes.some(({ scheme }) => {
      const guard = scopesOfFields(scheme).get(name);
      return guard !== undefined && doesWithout(security, guard) && scopesAsked(api.operations).has(guard.scope);
    }),
  );
}

/** All scopes that some operation asks for. */
const scopesAsked = memo(
  (operations: readonly Operation[]): ReadonlySet<string> =>
    new Set(operations.flatMap(({ security }) => [...scopesAskedIn(security)])),
);

/** Whether somebody's own credential comes back: at the same field it is one cause with what others read there. */
export function isToldWithOthers(api: AssessedApi, { field }: AssessedFlow): boolean {
  return credentialsOver(api).has(field);
}

/** The fields of credentials that are read by others than those whom they were made for. */
const credentialsOver = memoBy(
  judgementOf,
  (api): ReadonlySet<AssessedFlow["field"]> =>
    new Set(flowsOverCeiling(api).flatMap((flow) => (isToldCredential(api, flow) ? [flow.field] : []))),
);

/** The further places of the same fields at which their owners read them back. */
function readBackBeside(
  api: AssessedApi,
  flows: readonly AssessedFlow[],
  told: Set<AssessedFlow>,
): readonly AssessedFlow[] {
  const index = flowsByField(api);
  const beside = fieldsOfFlows(flows)
    .flatMap((field) => index.get(field) ?? [])
    .filter((flow) => !told.has(flow) && isReadAgain(api, flow) && !api.assessed(flow.operation).over.has(flow));
  for (const flow of beside) told.add(flow);
  return beside;
}

function roleOf(api: AssessedApi, { operation }: AssessedFlow): string {
  return roleKeptTo(api, operation) ?? "";
}

/** Whether whoever reads a key has brought it: it is the one in the path. */
function isBroughtAlong({ field, operation }: AssessedFlow): boolean {
  const name = textOfName(field.name);
  return operation.parameters.some((one) => one.in === "path" && textOfName(one.name) === name);
}

/** The flows over their ceiling that were not so in the judgement that this one goes further than. */
const flowsFurther = memoBy(judgementOf, (api): readonly AssessedFlow[] => {
  const { before } = api;
  const over = flowsOverCeiling(api);
  return before === undefined ? over : over.filter((flow) => !before.assessed(flow.operation).over.has(flow));
});

/** Flows without those of writes that repeat what a read shows, which are told with that read. */
function withoutRepeats(
  api: AssessedApi,
  flows: readonly AssessedFlow[],
): {
  readonly read: readonly AssessedFlow[];
  readonly repeatsOf: (group: readonly AssessedFlow[]) => readonly AssessedFlow[];
} {
  const repeats = repeatingWrites(api, flows);
  if (repeats.size === 0) return { read: flows, repeatsOf: () => [] };
  const keyOf = (flow: AssessedFlow, operation: Operation): string => `${operation.id} ${returnedFactOf(flow)}`;
  const repeated = grouped(
    flows.filter(({ operation }) => repeats.has(operation)),
    (flow) => keyOf(flow, repeats.get(flow.operation)!),
  );
  return {
    read: flows.filter(({ operation }) => !repeats.has(operation)),
    repeatsOf: (group) =>
      [...new Set(group.map((flow) => keyOf(flow, flow.operation)))].flatMap((key) => repeated.get(key) ?? []),
  };
}

function faultOf(
  api: AssessedApi,
  flows: readonly AssessedFlow[],
  repeats: readonly AssessedFlow[],
  whose?: string,
  readers = readersOf(api.assessed(flows[0]!.operation)),
  owners: readonly AssessedFlow[] = [],
): Omit<Fault, "cause" | "premises"> & Required<Pick<Fault, "premises">> {
  const first = flows[0]!;
  const besides = flows.flatMap(reportedFlowOf(api).besides);
  return {
    at: { file: first.field.node.source.file, pointer: first.field.node.pointer },
    message: `${readers} can read ${whose === undefined ? "" : `${whose} `}${carriedInFields(flows)} with ${operationsOfFlows(flows)}${repeatsWords(repeats, owners)}`,
    places: [
      ...spotsOfFlows([...flows, ...besides]),
      ...spotsOfFlows(repeats).map((spot) => ({ ...spot, isRepeat: true })),
      ...spotsOfFlows(owners, false).map((spot) => ({ ...spot, isRepeat: true, isLesser: true })),
    ],
    fields: [...new Set([...fieldsOfFlows([...flows, ...besides, ...repeats]), ...heldFields(api, flows)])],
    ...remedyOfCodes(fieldsOfFlows(flows)),
    confidence: flows.some(({ field }) => field.confidence === "certain") ? "certain" : "likely",
    premises: premisesOf(api, flows),
    evidence: [
      returnedWords(flows),
      ...[...new Set(flows.map(({ field }) => decidedBy(field)))].slice(0, 3),
      ...besidesEvidence(besides),
      ...scopeEvidence(flows),
    ],
  };
}

/** Which fields come back with the first operation, and that the others come back with those beside it: `GET /x returns "a" and "b" in its 2xx response.` */
function returnedWords(flows: readonly AssessedFlow[]): string {
  const { operation, witness } = flows[0]!; // a fault has one
  const namesOf = (some: readonly AssessedFlow[]): readonly string[] => [
    ...new Set(some.map(({ field }) => field.name)),
  ];
  const own = namesOf(flows.filter((flow) => flow.operation === operation));
  const others = namesOf(flows).filter((name) => !own.includes(name));
  const words = (names: readonly string[]): string =>
    listed(
      names.map((name) => quoted(name)),
      MOST_NAMES,
    );
  const beside =
    others.length === 0
      ? ""
      : `; ${words(others)} ${others.length === 1 ? "comes" : "come"} back with other operations`;
  return `${operation.id} returns ${words(own)} ${responseWords(witness)}${beside}.`;
}

const MOST_NAMES = 8;

/** Where something comes back, of how it does: of `2xx items[].email`, `in its 2xx response`. */
function responseWords(witness: string): string {
  const [from] = /^(?:[1-5]xx|default)(?= )/.exec(witness) ?? [];
  return from === undefined ? `as ${witness}` : `in its ${from} response`;
}

/** The secrets in what is told of as a whole: `secret` of the keys in a list of API keys. */
function heldFields(api: AssessedApi, flows: readonly AssessedFlow[]): readonly ClassifiedField[] {
  const held = new Set(flows.flatMap(secretsHeldBy).map(({ node }) => node.pointer));
  if (held.size === 0) return [];
  const found = [...held].flatMap((pointer) => fieldsByPointer(api.data.fields).get(pointer) ?? []);
  return found.toSorted((a, b) => a.at - b.at).map(({ field }) => field);
}

/** Fields by where they stand, each with its place among all. */
const fieldsByPointer = memo((fields: readonly ClassifiedField[]) =>
  grouped(
    fields.map((field, at) => ({ field, at })),
    ({ field }) => field.node.pointer,
  ),
);

/** What a field was taken for, and what decided it: its name, and two further reasons at most. */
function decidedBy({ name, called, because }: AssessedFlow["field"]): string {
  const others = because.filter((reason) => reason !== `named "${name}"`);
  const reasons = [...(others.length < because.length || others.length === 0 ? ["by its name"] : []), ...others];
  return `${quoted(name)} is classified as ${called.singular}: ${reasons.slice(0, 3).join(", ")}.`;
}

/** How many writes hand out the same once more, and how many operations give it back to its owner. */
function repeatsWords(repeats: readonly AssessedFlow[], owners: readonly AssessedFlow[]): string {
  const writes = new Set(repeats.map(({ operation }) => operation)).size;
  const back = new Set(owners.map(({ operation }) => operation)).size;
  return [
    writes === 0
      ? ""
      : `, and ${count(writes, "operation")} that ${writes === 1 ? "changes data returns" : "change data return"} them too`,
    back === 0
      ? ""
      : `; ${count(back, "other operation")} that ${back === 1 ? "returns" : "return"} the same data to its owner ${back === 1 ? "is" : "are"} not part of this finding`,
  ].join("");
}

/** What goes along where anyone gets in, in words. */
function besidesEvidence(flows: readonly AssessedFlow[]): readonly string[] {
  if (flows.length === 0) return [];
  const words = categoriesWords(flows.map(({ field }) => field));
  return [`Also exposed if anyone can get access: ${listedCategories(words, 6)}.`];
}

/** The scopes without which nobody reads it, where each way in to each of the operations asks for one. */
function scopeEvidence(flows: readonly AssessedFlow[]): readonly string[] {
  const alternatives = [...new Set(flows.map(({ operation }) => operation))].map(
    ({ security }) => security?.alternatives.map(({ schemes }) => schemes.flatMap(({ scopes }) => scopes)) ?? [],
  );
  const isScoped = alternatives.every((ways) => ways.length > 0 && ways.every((scopes) => scopes.length > 0));
  if (!isScoped) return [];
  const scopes = [...new Set(alternatives.flat(2))];
  return [
    `Requires a token with ${scopes.length === 1 ? "the scope" : "one of the scopes"} ${listed(
      scopes.map((scope) => quoted(scope)),
      5,
    )}.`,
  ];
}
