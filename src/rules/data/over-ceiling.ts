import { listed, prose, quoted } from "../../core/prose.ts";
import { isCredential } from "../../data/is-credential.ts";
import { textOfName } from "../../data/name-tokens.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { isOnPublicPage } from "../../exposure/public-page.ts";
import type { AssessedApi, AssessedFlow, Assessment } from "../../exposure/assessed-api.ts";
import type { Operation } from "../../model/api.ts";
import { categoriesWords } from "../../core/category-words.ts";
import type { Fault } from "../rule.ts";
import { grouped } from "../../core/grouped.ts";
import { bySameCause } from "./same-cause.ts";
import {
  carriedBy,
  fieldsOfFlows,
  flowsOverCeiling,
  objectOf,
  operationsOfFlows,
  readersOf,
  spotsOfFlows,
} from "./readers.ts";

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
 * matter of a rule of its own; a name, handle or picture alone is what communities show, and a question.
 */
export function* faultsOver(
  api: AssessedApi,
  isTaken: (flow: AssessedFlow) => boolean,
  whose: string,
): Generator<Fault> {
  const isShown = shownAlone(api);
  const flows = flowsFurther(api).filter(
    (flow) => !isCredential(flow.field.category) && isTaken(flow) && !isShown(flow),
  );
  for (const [row, read] of grouped(flows, ({ operation }) => api.assessed(operation).row)) {
    for (const [object, group] of bySameCause(read, objectOf))
      yield { ...faultOf(api, group, whose), cause: `${row} ${object}` };
  }
}

/** Credentials that are read by others than those whom they were made for, one fault for each kind of reader and field. */
export function* credentialFaults(api: AssessedApi): Generator<Fault> {
  const flows = flowsFurther(api).filter(({ field }) => isCredential(field.category));
  for (const [row, all] of grouped(flows, ({ operation }) => api.assessed(operation).row)) {
    for (const [isSigning, read] of grouped(all, isSigningKey)) {
      for (const [name, group] of bySameCause(read, ({ field }) => field.name))
        yield {
          ...faultOf(api, group, "the"),
          cause: `${row} ${name}`,
          mitigations: isSigning
            ? ["it signs what is sent to the subscriber whom it was made for, and opens nothing here"]
            : [],
        };
    }
  }
}

/** Whether a credential is the key with which a webhook signs what it sends. */
function isSigningKey({ field, operation, path }: AssessedFlow): boolean {
  if (!SIGNING.test(textOfName(field.name))) return false;
  const around = [field.owner ?? "", ...path.flatMap(({ schema, property }) => [schema.name ?? "", property ?? ""])];
  return [...around, ...fixedSegments(operation.path)].some((name) => HOOK.test(textOfName(name)));
}

const SIGNING =
  /^(?:(?:signature|signing|shared|webhook|hook|hmac|verification) )?(?:secret|key|token)(?: key)?$|^(?:signing|shared|webhook) secret$|^passcode$/;
const HOOK = /\b(?:web ?hook|hook|event subscription)\b/;

/** The flows over their ceiling that were not so in the judgement that this one goes further than. */
function flowsFurther(api: AssessedApi): readonly AssessedFlow[] {
  const { assessed, before } = api;
  let flows = FURTHER.get(assessed);
  if (flows === undefined) {
    const over = flowsOverCeiling(api);
    flows = before === undefined ? over : over.filter((flow) => !before.assessed(flow.operation).over.has(flow));
    FURTHER.set(assessed, flows);
  }
  return flows;
}

/** By judgement: several rules ask each of them. */
const FURTHER = new WeakMap<AssessedApi["assessed"], readonly AssessedFlow[]>();

function faultOf(api: AssessedApi, flows: readonly AssessedFlow[], whose: string): Omit<Fault, "cause"> {
  const first = flows[0]!;
  const names = [...new Set(flows.map(({ field }) => field.name))];
  const readers = readersOf(api.assessed(first.operation));
  return {
    at: { file: first.field.node.source.file, pointer: first.field.node.pointer },
    message: `${readers} can read ${whose} ${carriedBy(flows)} with ${operationsOfFlows(flows)}`.replace(/,,/g, ","),
    places: spotsOfFlows(flows),
    fields: fieldsOfFlows(flows),
    confidence: flows.some(({ field }) => field.confidence === "certain") ? "certain" : "likely",
    evidence: [
      prose`${names.length === 1 ? "The field is" : "The fields are"} ${names.slice(0, 8).join(", ")}${names.length > 8 ? ` and ${names.length - 8} more` : ""}; the shortest way is ${first.operation.id}, ${first.witness}.`,
      ...[
        ...new Set(
          flows.flatMap(({ field }) => field.because.slice(0, 1).map((reason) => `${field.name}: ${reason}.`)),
        ),
      ].slice(0, 3),
      ...scopeEvidence(flows),
    ],
  };
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
    `Only a token with ${scopes.length === 1 ? "the scope" : "a scope of these"} reads it: ${listed(
      scopes.map((scope) => quoted(scope)),
      5,
    )}.`,
  ];
}

/** What communities show of their members. */
const SHOWN = new Set(["name", "account name", "picture"]);

/** Whether a flow is of a principal of whom its operation hands out no more than what communities show, or they of themselves. */
export function shownAlone(api: AssessedApi): (flow: AssessedFlow) => boolean {
  const known = new Map<Operation, boolean>();
  return (flow) => {
    if (!isOfPrincipal(flow)) return false;
    if (isOnPublicPage(flow)) return true;
    const { operation } = flow;
    let shown = known.get(operation);
    if (shown === undefined) known.set(operation, (shown = showsNoMore(api.assessed(operation))));
    return shown;
  };
}

/** Whose account name or picture it is has an account: `last_poster_username` stands in a thing. */
function isOfPrincipal({ principal, field }: AssessedFlow): boolean {
  return principal || field.category === "user.account.username" || field.category === "user.content.self_image";
}

function showsNoMore({ over }: Assessment): boolean {
  const all = [...over].filter(
    (flow) => isOfPrincipal(flow) && flow.field.confidence !== "possible" && !isOnPublicPage(flow),
  );
  return categoriesWords(all.map(({ field }) => field.category)).every((words) => SHOWN.has(words));
}

/** Whether a flow shows of somebody within something else no more than communities show of who wrote it. */
export function isByline(flow: AssessedFlow): boolean {
  if (flow.via !== "embedded" || !isOfPrincipal(flow)) return false;
  return isOnPublicPage(flow) || categoriesWords([flow.field.category]).every((words) => SHOWN.has(words));
}
