import { memo } from "../../core/memo.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation, Response } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { composedProperties, unwrapped } from "../../model/schema-parts.ts";
import { successResponses } from "../../model/response-coverage.ts";
import { nounOf } from "./nouns.ts";

/** How an operation is described to refuse a call that names what is not the caller's, beside 403 and 404. */
export interface DocumentedRefusals {
  /** Statuses by which it can refuse that, in order. */
  readonly statuses: readonly string[];
  /** Whether errors stand in the body of a successful response, and no status tells of one. */
  readonly isInBody: boolean;
}

/**
 * Gives the refusals of each operation. Where 403 and 404 are not described, another one that is described stands for them: many
 * APIs answer 400, 401 or 422 for an identifier of somebody else. Where they are, another one counts if its text says that the
 * thing is not there or not the caller's to use.
 */
export const documentedRefusals = memo((operations: readonly Operation[]) => {
  const refusing = operations.flatMap(({ responses }) => responses.filter(({ statusClass }) => statusClass === "4xx"));
  const isPlain = refusing.some(({ status }) => PLAIN.has(status));
  const shared = isPlain ? [] : sorted(refusing.filter(({ status }) => STANDING_IN.has(status) && status !== "401"));
  return memo((operation: Operation): DocumentedRefusals => {
    const own = operation.responses.filter(({ statusClass }) => statusClass === "4xx");
    if (own.length === 0) return { statuses: shared, isInBody: refusing.length === 0 && tellsErrorInBody(operation) };
    const isOwnPlain = own.some(({ status }) => PLAIN.has(status));
    const statuses = own.filter(
      (response) =>
        STANDING_IN.has(response.status) &&
        (saysWhy(response, operation) || (!isOwnPlain && !(response.status === "401" && hasToken(operation)))),
    );
    return { statuses: sorted(statuses), isInBody: false };
  });
});

/** What refuses a call because of whose a thing is wherever it is described; a range says no more than that calls are refused. */
const PLAIN: ReadonlySet<string> = new Set(["403", "404", "4XX"]);

/** What may stand for them: a fault of the request, of the credential, of the state or of the values. */
const STANDING_IN: ReadonlySet<string> = new Set(["400", "401", "409", "410", "422"]);

/** Whether calls bring a token that was got by a log-in: it says who calls, and 401 that it is missing or has expired. */
function hasToken({ security }: Operation): boolean {
  const alternatives = security?.alternatives ?? [];
  return alternatives.some(({ schemes }) =>
    schemes.some(({ scheme }) => {
      const kind = scheme?.schemeKind;
      return kind === "oauth2" || kind === "openIdConnect" || (kind === "http" && scheme?.scheme === "bearer");
    }),
  );
}

function sorted(responses: readonly Response[]): readonly string[] {
  return [...new Set(responses.map(({ status }) => status))].toSorted();
}

/** Whether a refusal is said to be of what is not there, or not the caller's to use: with 401 it is a credential that is missing. */
function saysWhy({ status, description = "" }: Response, { lexicon }: Operation): boolean {
  const words = wordsInOrder(description.slice(0, LIMIT));
  return (status !== "401" && lexicon.has(words, "is-missing")) || lexicon.has(words, "refused-by-right");
}

/** So much of a text is looked at. */
const LIMIT = 1000;

/**
 * Whether a success has a member for an error beside what it gives, `{ "result": …, "error": … }`, or the answer to whatever
 * goes wrong has one beside a flag, which is how a body says that it is none: `{ "ok": false, "error": … }`.
 */
function tellsErrorInBody(operation: Operation): boolean {
  const success = successResponses({ operations: [operation] }).map(({ response }) => response);
  const others = operation.responses.filter((one) => one.statusClass === "default" && !success.includes(one));
  return (
    success.some((response) =>
      membersOf(response).some((members) => members.size > 1 && hasError(members, operation)),
    ) ||
    others.some((response) =>
      membersOf(response).some((members) => hasError(members, operation) && [...members.values()].some(isFlag)),
    )
  );
}

function membersOf({ content }: Response): readonly ReadonlyMap<string, Schema>[] {
  return content.flatMap(({ schema }) => (schema === undefined ? [] : [composedProperties(unwrapped(schema))]));
}

function hasError(members: ReadonlyMap<string, Schema>, { lexicon }: Operation): boolean {
  return [...members.keys()].some((name) => wordsOf(name).some((word) => lexicon.is(nounOf(word), "failure-word")));
}

function isFlag(schema: Schema): boolean {
  return targetOf(schema).types.includes("boolean");
}
