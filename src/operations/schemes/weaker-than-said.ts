import { count, listed, prose, quoted } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { readingOf } from "../../exposure/reading.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { Fault } from "../fault.ts";
import { quotedSentence } from "../quoted-sentences.ts";
import { isHarmlessRead } from "../understood.ts";
import { keptToFew } from "./kept-to-few.ts";
import { definedThoughOpen, demandedThoughOpen } from "./open-though-demanded.ts";

/** What a description says of who may call, beside requirements that let more callers in; `told` are told of already. */
export function* weakerThanSaid(api: AssessedApi, told: ReadonlySet<Operation>): Generator<Fault> {
  yield* keptFaults(api, told);
  const open = new Set<Operation>();
  for (const fault of demandedFaults(api)) {
    for (const { operation } of fault.places ?? []) if (operation !== undefined) open.add(operation);
    yield fault;
  }
  yield* definedFaults(api, open);
}

/** What a text keeps to a few, and the requirement to nobody. */
function* keptFaults(api: AssessedApi, told: ReadonlySet<Operation>): Generator<Fault> {
  const kept = keptToFew(api).filter(
    ({ operation }) => !told.has(operation) && api.assessed(operation).judgedAs !== "private",
  );
  const [first] = kept;
  if (first === undefined) return;
  const operations = [...new Set(kept.map(({ operation }) => operation))];
  const one = operations.length === 1;
  const alternatives = operations.flatMap(({ security }) => security?.alternatives ?? []);
  const tells = alternatives.every(({ schemes }) =>
    schemes.some(({ scopes, scheme }) => scopes.length > 0 || scheme.flows.some((flow) => flow.scopes.size > 0)),
  );
  yield {
    at: first.at,
    cause: "kept to a few",
    title: "Operation reserved for some callers has the same security requirement as other operations",
    rationale: KEPT,
    exploit: prose`
      An attacker has the credential of an ordinary caller and calls the operation. The gateway compares the credential
      with the requirement, which is the same as for every other operation, and lets the call through.
    `,
    remediation: prose`
      Require a scope or scheme that only those callers have, and declare 403. Test that an ordinary credential is
      refused, also for the caller's own objects.
    `,
    places: kept.map(({ at, operation, witness }) => ({ at, operation, ...(witness !== undefined && { witness }) })),
    message: `The description reserves ${first.witness === undefined ? "" : "a value of "}${ids(operations)} for some callers, but ${one ? "it requires" : "they require"} only what ${first.other.id} requires`,
    evidence: [...new Set(kept.map(({ sentence }) => sentence))]
      .slice(0, MOST_QUOTED)
      .map((sentence) => `The description says: ${quotedSentence(sentence)}.`),
    mitigations: [
      ...(operations.every((operation) => readingOf(operation) !== undefined) ? ["the operation changes nothing"] : []),
      ...(tells ? [] : ["the credential may show who calls, and the server may check that: test it"]),
    ],
  };
}

const KEPT = prose`
  Gateways, generated servers and tests use the requirement, not the text. If the text reserves an operation for some
  callers, but its security requirement is the same as for other operations, only hand-written code can refuse all other
  callers.
`;

/** Reads whose text demands a credential, and that require none. */
function* demandedFaults(api: AssessedApi): Generator<Fault> {
  // What anybody reads above a ceiling is told of with its data.
  const found = demandedThoughOpen(api).filter(
    ({ operation }) => isOpenHere(api, operation) && api.assessed(operation).over.size === 0,
  );
  const [first] = found;
  if (first === undefined) return;
  const operations = found.map(({ operation }) => operation);
  const unused = found.find((one) => one.unused !== undefined)?.unused;
  yield {
    at: placeOf(first.operation.security ?? first.operation),
    cause: "demanded though open",
    title: "The description demands a credential, but the requirement does not",
    rationale: OPEN,
    exploit:
      "An attacker calls the operation without any credential. The server built from the description does not ask for one.",
    remediation: prose`
      Require the credential that the text demands, and test that a call without it is refused with 401. If the operation is
      meant to be open, say so in the text.
    `,
    places: found.map(({ operation }) => ({ at: placeOf(operation.security ?? operation), operation })),
    message: `The text of ${ids(operations)} demands a credential, but ${operations.length === 1 ? "it requires" : "they require"} none`,
    evidence: [
      `${first.operation.id} says: ${quotedSentence(first.sentence)}.`,
      ...(unused === undefined ? [] : [`${quoted(unused.name)} is defined, and no operation requires it.`]),
    ],
    mitigations: operations.every((operation) => isHarmlessRead(api, operation) && isKnown(api, operation))
      ? ["no sensitive data is returned"]
      : [],
  };
}

/** Whether fields that come back are described: of what is not described nobody knows that it is harmless. */
function isKnown(api: AssessedApi, operation: Operation): boolean {
  return api.data.flowsOf(operation).some(({ direction }) => direction === "read");
}

/** A scheme that nothing asks for, and a root that says that nothing is needed. */
function* definedFaults(api: AssessedApi, told: ReadonlySet<Operation>): Generator<Fault> {
  const found = definedThoughOpen(api);
  if (found === undefined || api.security === undefined) return;
  const operations = found.operations.filter(
    (operation) => isOpenHere(api, operation) && !told.has(operation) && api.assessed(operation).over.size === 0,
  );
  if (operations.length === 0) return;
  const names = listed(
    found.schemes.map(({ name }) => quoted(name)),
    3,
  );
  yield {
    at: placeOf(api.security),
    cause: "defined though open",
    carriers: operations,
    title: "A security scheme is defined, but the description requires none",
    rationale: OPEN,
    exploit:
      "An attacker sends requests without any credential. No caller is identified, so no quota, block or contract applies to the attacker.",
    remediation: prose`
      Require the scheme at the root, and state an exception at each operation that is meant to be open. If no credential
      is needed anywhere, remove the scheme.
    `,
    message: `The root requires no credential, although ${names} ${found.schemes.length === 1 ? "is" : "are"} defined: ${count(operations.length, "operation")} ${operations.length === 1 ? "is" : "are"} open`,
    evidence: [
      "The root says that no credential is needed (`security`).",
      ...found.schemes
        .slice(0, MOST_QUOTED)
        .map(({ name, description = "" }) =>
          description.trim() === ""
            ? `${quoted(name)} is defined, and no operation requires it.`
            : `The description says about ${quoted(name)}: ${quotedSentence(description)}.`,
        ),
    ],
  };
}

const OPEN = prose`
  Two statements disagree on whether a credential is needed, and the weaker one is what gateways and generated servers
  enforce. Callers then cannot be told apart, limited or blocked, and whoever relies on the stronger statement does not
  notice.
`;

/** Whether anybody can call an operation, as it is judged here. */
function isOpenHere(api: AssessedApi, operation: Operation): boolean {
  const { admission, judgedAs } = api.assessed(operation);
  return admission === "anonymous" && judgedAs !== "private";
}

const MOST_QUOTED = 3;

function ids(operations: readonly Operation[]): string {
  return listed(
    operations.map(({ id }) => id),
    3,
  );
}
