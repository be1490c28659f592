import { memo } from "../../core/memo.ts";
import type { Concept } from "../../lexicon/concept.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation, Response } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { composedProperties, unwrapped } from "../../model/schema-parts.ts";
import { successResponses } from "../../model/response-coverage.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { lastWord, nounOf } from "./nouns.ts";

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
    return { statuses: sorted(statuses), isInBody: tellsErrorOfEach(operation) };
  });
});

/** What refuses a call because of whose a thing is wherever it is described; a range says no more than that calls are refused. */
const PLAIN: ReadonlySet<string> = new Set(["403", "404", "4XX"]);

/** What may stand for them: a fault of the request, of the credential, of the state or of the values. */
const STANDING_IN: ReadonlySet<string> = new Set(["400", "401", "409", "410", "412", "422"]);

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

/**
 * Whether a refusal is said to be of what is not there, or not the caller's to use. With 401 it is a credential that is missing, unless the
 * text names a thing of the path: "The group does not exist in the organization".
 */
function saysWhy({ status, description = "" }: Response, { lexicon, path }: Operation): boolean {
  const words = wordsInOrder(description.slice(0, LIMIT));
  if (lexicon.has(words, "refused-by-right")) return true;
  if (!lexicon.has(words, "is-missing")) return false;
  if (status !== "401") return true;
  const things = new Set(fixedSegments(path).map((segment) => lastWord(nounOf(segment)).toLowerCase()));
  return (
    words.some((word) => things.has(nounOf(word))) && !OF_CREDENTIAL.some((concept) => lexicon.has(words, concept))
  );
}

const OF_CREDENTIAL: readonly Concept[] = ["said-credential", "token", "api-key", "password", "log-in"];

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

/**
 * Whether a success says of each of many things what came of it, so that one that is refused stands there: a list of errors beside the
 * rest, or a state in which a thing was not found.
 */
function tellsErrorOfEach(operation: Operation): boolean {
  return successResponses({ operations: [operation] }).some(({ response }) =>
    membersOf(response).some((members) =>
      [...members].some(([name, schema]) => {
        const { items } = targetOf(schema);
        if (items === undefined) return false;
        const each = composedProperties(items);
        return (
          (each.size > 0 && wordsOf(name).some((word) => operation.lexicon.is(nounOf(word), "failure-word"))) ||
          [...each.values()].some((one) => targetOf(one).enum?.some(isFailure) === true)
        );
      }),
    ),
  );
}

function isFailure(value: unknown): boolean {
  return typeof value === "string" && /(?:^|_)(?:NOT_?FOUND|FORBIDDEN|UNAUTHORI[SZ]ED|DENIED)$/i.test(value);
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
