import { allFindings } from "../../core/all-findings.ts";
import { byCodeUnit } from "../../core/compare.ts";
import { grouped } from "../../core/grouped.ts";
import type { ImpactAssessment } from "../../core/impact.ts";
import type { Finding } from "../../core/review.ts";
import { listed } from "../../core/prose.ts";
import { isAtLeast, worse } from "../../core/severity.ts";
import { isAbove } from "../../core/exposure-words.ts";
import { isCredential } from "../../data/taxonomy/is-credential.ts";
import { tailOf } from "../../operations/candidates/path-steps.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { isOwn } from "../../exposure/principals.ts";
import { isStoredSecret } from "../../exposure/stored-secret.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";
import { demandsCredential } from "../../model/credential-header.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { anonymousHarm } from "../../operations/anonymous-harm.ts";
import { actionOf } from "../../operations/candidates/action.ts";
import { candidatesOf, type Candidate } from "../../operations/candidates/candidates.ts";
import { pluralOf } from "../../operations/candidates/nouns.ts";
import { readsOf, returnsWhatIsSent } from "../scope/carried.ts";
import { outboundInputs } from "../scope/outbound.ts";
import type { Scope } from "../scope/scope.ts";
import { actionText } from "../what/actions.ts";
import { containerPartOf } from "./containers.ts";
import type { Found } from "./found.ts";
import { isOneKind, secretNamesOf } from "./kinds-of-secret.ts";

/** What is wrong with what was reported, by rule, with all operations of the API that have it too. */
export function sharedCauses({ source, items, findings }: Scope): ImpactAssessment["causes"] {
  const { review, api } = source;
  const named = new Set(items.flatMap(({ finding }) => finding?.rule ?? []));
  const isOfData = items.every(({ kind }) => kind === "field" || kind === "schema");
  return [...grouped(findings, ({ rule }) => rule)].flatMap(([rule, own]) => {
    const alike = allFindings(review).filter(
      (finding) => finding.rule === rule && finding.confidence !== "possible" && isAtLeast(finding.severity, "low"),
    );
    const found = new Set(alike.flatMap(({ operations }) => operations));
    const [first] = own as [Finding]; // a group has one
    const isWide = found.size > MOST_LISTED && found.size * 2 > api.operations.length;
    // How most of an API answers or is run is no cause of that callers reach what they must not, unless it was reported itself.
    if (isWide && !named.has(rule) && OF_OPERATION.has(first.owasp[0] ?? "")) return [];
    // How a field is declared does not return it.
    if (isOfData && !named.has(rule) && first.owasp.includes(INVENTORY)) return [];
    return [
      {
        rule,
        title: first.title,
        severity: own.map(({ severity }) => severity).reduce(worse),
        findings: alike.map(({ fingerprint }) => fingerprint),
        operations: api.operations.flatMap(({ id }) => (found.has(id) ? [id] : [])),
        isWide,
      },
    ];
  });
}

/** Improper inventory management: what a description leaves out, or says wrongly. */
const INVENTORY = "API9:2023";

/** What the OWASP API Security Top 10 has about load, configuration, inventory and other services. */
const OF_OPERATION: ReadonlySet<string> = new Set(["API4:2023", "API8:2023", "API9:2023", "API10:2023"]);

/** A cause that more operations have is most of an API's, and no list of them helps. */
const MOST_LISTED = 8;

/**
 * Other operations with the weakness of what was reported: a finding of the same rule, or an object that is named by the same
 * kind of identifier, which has to pass the same check.
 */
export function sameWeakness(scope: Scope, causes: ImpactAssessment["causes"]): readonly Found[] {
  const { source, operations } = scope;
  const reported = new Set(operations);
  const byId = new Map(source.api.operations.map((operation) => [operation.id, operation] as const));
  const found = new Map<Operation, Found>();
  const add = (operation: Operation, why: string, isFinding: boolean): void => {
    if (reported.has(operation) || found.has(operation)) return;
    found.set(operation, { relation: "same-weakness", operation, way: "action", why, isFinding, flows: [] });
  };
  for (const { operations: ids, title, isWide } of causes)
    if (!isWide)
      for (const id of ids) {
        const operation = byId.get(id);
        if (operation !== undefined && isOfSameSecret(scope, operation))
          add(operation, `has the same finding: ${title}`, true);
      }
  for (const { operation, why } of [
    ...secretsAlike(scope),
    ...outboundAlike(scope),
    ...openAlike(scope),
    ...inputAlike(scope),
    ...namedAlike(scope),
  ])
    add(operation, why, false);
  return source.api.operations.flatMap((operation) => found.get(operation) ?? []);
}

interface Reason {
  readonly operation: Operation;
  readonly why: string;
}

/**
 * Where nothing that was reported asks for a credential: what else asks for none and matters, by what it changes or gives.
 * What is open by its purpose, such as a log-in or a health check, is as it must be.
 */
function openAlike({ source, operations }: Scope): readonly Reason[] {
  const { api } = source;
  // What is asked for in an ordinary header is asked for, whatever the security requirements leave out.
  const asksNothing = (operation: Operation): boolean =>
    (operation.access === "anonymous" || operation.access === "unstated") && !demandsCredential(operation);
  if (operations.length === 0 || !operations.every(asksNothing)) return [];
  // Where nobody can see what was read, nobody can see that another such read is harmless.
  const isUnseen = operations.every((operation) => actionOf(operation).isReading && isUndescribed(operation));
  const found = api.operations.flatMap((operation): Reason[] => {
    if (operation.operationKind !== "path" || !asksNothing(operation)) return [];
    const { intent } = api.assessed(operation);
    if (intent !== undefined) return [];
    const { isReading } = actionOf(operation);
    const isHarmful = isReading ? tellsMuch(api, operation) : anonymousHarm(operation) !== "bounded";
    if (isHarmful) return [{ operation, why: `asks for no credential either: can ${actionText(api, operation)}` }];
    return isReading && (isUnseen ? isUndescribed(operation) : isUndescribedPart(operation))
      ? [{ operation, why: "requires no credential either, and the response is not described" }]
      : [];
  });
  return found.length > MOST_OPEN ? [] : found;
}

/** Of more operations than these the list is that of the API. */
const MOST_OPEN = 60;

/** Where only secrets were reported: whether an operation gives one of their kind. A password is no client secret. */
function isOfSameSecret({ source, items, reads }: Scope, operation: Operation): boolean {
  if (items.some(({ kind }) => kind !== "field") || !reads.every(isSecret)) return true;
  const wanted = reads.flatMap(secretNamesOf);
  return readsOf(source.api, operation).some(
    (flow) => isSecret(flow) && secretNamesOf(flow).some((name) => wanted.some((other) => isOneKind(name, other))),
  );
}

/** Where the server connects to what callers name: what else lets them. */
function outboundAlike({ source, items, operations }: Scope): readonly Reason[] {
  const isReported = items.some(({ kind }) => kind === "operation" || kind === "finding");
  if (!isReported || !operations.some((operation) => outboundInputs(operation).length > 0)) return [];
  const found = source.api.operations.flatMap((operation): Reason[] => {
    const names = outboundInputs(operation);
    const why = `takes an address to which the server may connect (${listed(names, MOST_INPUTS)})`;
    return names.length === 0 ? [] : [{ operation, why }];
  });
  return found.length > MOST_OPEN ? [] : found;
}

/** Whether a read gives what is confidential, money, or what is somebody's by its path. */
function tellsMuch(api: AssessedApi, operation: Operation): boolean {
  if (isOwn(operation)) return true;
  if (readsOf(api, operation).some(({ field }) => isAbove(field.sensitivity, "internal"))) return true;
  const names = returnedObjects(operation).flatMap((schema) => [...composedProperties(schema).keys()]);
  return names.some((name) => operation.lexicon.is(wordsOf(name).at(-1) ?? "", "money-sum"));
}

/** Whether nothing is said of what comes back, and it is a part of something that the path names. */
function isUndescribedPart(operation: Operation): boolean {
  return operation.path.includes("{") && tailOf(operation).length > 0 && isUndescribed(operation);
}

/** Whether something comes back, and nothing is said of it. */
function isUndescribed(operation: Operation): boolean {
  return returnedObjects(operation).every((schema) => composedProperties(schema).size === 0);
}

/** The objects that come back, and those one step inside of them. */
function returnedObjects(operation: Operation): readonly Schema[] {
  const outer = outerObjects(operation);
  const schemas = new Set(outer);
  for (const schema of outer)
    for (const property of composedProperties(schema).values()) schemas.add(heldSchemaOf(targetOf(property)));
  return [...schemas];
}

/** The objects that come back, one of many where there are many. */
function outerObjects({ responses }: Operation): readonly Schema[] {
  return responses
    .filter(({ statusClass }) => statusClass === "2xx" || statusClass === "default")
    .flatMap(({ content }) =>
      content.flatMap(({ schema }) => (schema === undefined ? [] : [heldSchemaOf(targetOf(schema))])),
    );
}

/** Where credentials were reported that are kept: what else gives such. */
function secretsAlike({ source, reads }: Scope): readonly Reason[] {
  const { api } = source;
  const wanted = reads.filter(isSecret).flatMap(secretNamesOf);
  if (wanted.length === 0) return [];
  return api.operations.flatMap((operation): Reason[] => {
    // What lets somebody in for the first time gives them what is theirs.
    if (api.assessed(operation).intent !== undefined || returnsWhatIsSent(operation)) return [];
    const secret = readsOf(api, operation).find(
      (flow) => isSecret(flow) && secretNamesOf(flow).some((name) => wanted.some((other) => isOneKind(name, other))),
    );
    if (secret !== undefined && isOfAnyContent(secret))
      return [
        { operation, why: `returns ${secret.field.name}, whose content is not described: it may hold such a secret` },
      ];
    if (secret !== undefined) return [{ operation, why: `exposes a secret too: ${secret.field.name}` }];
    const settings = freeSettings(operation);
    return settings === undefined
      ? []
      : [{ operation, why: `returns ${settings}, whose content is not described: settings may hold secrets` }];
  });
}

/** Whether a field is called like a secret and may be anything, such as the object that is called so. */
function isOfAnyContent({ field, path }: AssessedFlow): boolean {
  const property = path.at(-1)?.schema.properties.get(field.name);
  if (property === undefined) return false;
  return heldSchemaOf(targetOf(property)).types.length === 0 && composedProperties(targetOf(property)).size === 0;
}

function isSecret(flow: AssessedFlow): boolean {
  return isStoredSecret(flow) || (isCredential(flow.field.category) && flow.field.sensitivity === "restricted");
}

/**
 * Where a change was reported: what else takes an object of the same properties. What is wrong with how the one is handled is
 * likely wrong with the other: `POST /locations` and `POST /analyze-location` both take a type and a target.
 */
function inputAlike({ source: { api }, items, operations }: Scope): readonly Reason[] {
  const changed = operations.filter(
    (operation) => operation.operationKind === "path" && !actionOf(operation).isReading,
  );
  if (changed.length === 0 || !items.some(({ kind }) => kind === "operation")) return [];
  const inputs = new Map<Operation, ReadonlySet<string>>(
    api.operations.map((operation) => [operation, new Set(inputsOf(operation))]),
  );
  const wanted = new Set(changed.flatMap((operation) => [...inputs.get(operation)!])); // each has an entry
  return [...wanted].flatMap((input): Reason[] => {
    const alike = api.operations.filter((operation) => inputs.get(operation)!.has(input)); // each has an entry
    // What many take, such as a name and a description, says nothing of any.
    if (alike.length > MOST_OF_INPUT) return [];
    return alike.map((operation) => ({
      operation,
      why: `takes the same input (${listed(input.split(" "), MOST_INPUTS)}): test whether it is handled in the same way`,
    }));
  });
}

const MOST_OF_INPUT = 6;
const MOST_INPUTS = 4;

/** The names of the properties of each object that an operation takes, as one text each: the body, and what stands in it. */
function inputsOf({ operationKind, requestBody }: Operation): readonly string[] {
  if (operationKind !== "path") return [];
  const outer = (requestBody?.content ?? []).flatMap(({ schema }) =>
    schema === undefined ? [] : [heldSchemaOf(targetOf(schema))],
  );
  const all = outer.flatMap((schema) => [
    schema,
    ...[...composedProperties(schema).values()].map((property) => heldSchemaOf(targetOf(property))),
  ]);
  return all.flatMap((schema) => {
    const names = [...composedProperties(schema).keys()].toSorted(byCodeUnit);
    return names.length < 2 ? [] : [names.join(" ")];
  });
}

/** A property by which settings of any name come back. */
function freeSettings(operation: Operation): string | undefined {
  for (const schema of outerObjects(operation))
    for (const [name, property] of composedProperties(schema)) {
      const { properties, additionalProperties } = targetOf(property);
      // Environments by their names, of which each is described, are no settings of any name.
      const isDescribed =
        typeof additionalProperties === "object" && composedProperties(heldSchemaOf(additionalProperties)).size > 0;
      const isFree =
        properties.size === 0 && additionalProperties !== undefined && additionalProperties !== false && !isDescribed;
      if (isFree && operation.lexicon.is(wordsOf(name).at(-1) ?? "", "configuration")) return name;
    }
  return undefined;
}

/**
 * Operations that name an object as one does that was reported: whoever checks one must check all. Of few all are listed, of
 * many those that name the same kind of thing.
 */
function namedAlike({ source, items, operations }: Scope): readonly Reason[] {
  if (items.every(({ kind }) => kind === "credential")) return [];
  const reported = new Set(operations);
  const candidates = candidatesOf(source.api).filter(
    ({ kind, identifiers }) => BY_IDENTIFIER.has(kind) && identifiers.length > 0,
  );
  const own = candidates.filter(({ operation }) => reported.has(operation));
  // What was reported as data is not said to be wrong with an identifier.
  const isCall = items.some(({ kind }) => kind === "operation" || kind === "finding");
  // All that is in a container names it: no list of that helps.
  const ofObjects = own.filter(({ operation }) => containerPartOf(source.api, operation) === undefined);
  const nouns = new Set(isCall ? ofObjects.map(({ resource }) => resource.bare) : []);
  const boundaries = new Set(isCall ? own.map(({ boundary }) => boundary) : []);
  const isWhole = candidates.length <= MOST_NAMED;
  return candidates.flatMap(({ operation, resource, action, boundary }: Candidate) => {
    if (!nouns.has(resource.bare) && !(isWhole && boundaries.has(boundary))) return [];
    return [
      {
        operation,
        why: `${action.isReading ? "reads" : "acts on"} ${pluralOf(resource.bare)} by an identifier that the caller chooses: to be tested`,
      },
    ];
  });
}

/** So many that name objects are no longer read one by one. */
const MOST_NAMED = 12;

const BY_IDENTIFIER: ReadonlySet<Candidate["kind"]> = new Set([
  "object",
  "batch",
  "filter",
  "reference",
  "people",
  "approval",
]);
