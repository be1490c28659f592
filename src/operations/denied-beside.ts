/*
 * What one operation says of who is refused, and its neighbours on the same object do not: a sentence or a refusal that keeps a
 * read to those who have access, beside changes of the very thing and reads of its content that say nothing of it.
 */
import { addTo, grouped } from "../core/grouped.ts";
import { memo } from "../core/memo.ts";
import { isObject } from "../core/json-value.ts";
import { isOwn } from "../exposure/principals.ts";
import { intentOf } from "../exposure/intent.ts";
import { namesRole } from "../exposure/said-role.ts";
import { denies } from "../lexicon/denial.ts";
import { wordsInOrder } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Operation } from "../model/api.ts";
import { hintsWhose } from "./said-of-callers.ts";
import { requirementOf } from "./requirement.ts";

/** Operations that say nothing of who is refused, and one beside them that does. */
export interface DeniedBeside {
  readonly by: "clause" | "refusal";
  readonly silent: readonly Operation[];
  readonly saying: Operation;
  /** How many say it. */
  readonly times: number;
  /** What it says: a sentence, or the text of a refusal. */
  readonly text: string;
}

/** Where the read of a path is for those who have access, in words, and its changes are for whoever calls. */
export function changesBesideClause(operations: readonly Operation[]): readonly DeniedBeside[] {
  return [...grouped(operations.filter(isOnObject), pathAndRequirement).values()].flatMap((ofPath): DeniedBeside[] => {
    const saying = ofPath.find((operation) => operation.method === "GET" && accessClause(operation) !== undefined);
    if (saying === undefined) return [];
    const silent = ofPath.filter((operation) => CHANGES.has(operation.method) && isSilent(operation));
    return silent.length === 0 ? [] : [{ by: "clause", silent, saying, times: 1, text: accessClause(saying)! }];
  });
}

/** Where most operations below an object refuse whoever has no access to it, in words, and a few declare no refusal at all. */
export function besideRefusals(operations: readonly Operation[]): readonly DeniedBeside[] {
  const byObject = new Map<string, Operation[]>();
  for (const operation of operations)
    if (isOnObject(operation)) addTo(byObject, `${objectOf(operation)} ${requirementOf(operation)}`, operation);
  return [...byObject.values()].flatMap((group): DeniedBeside[] => {
    const saying = group.filter((operation) => refusalText(operation) !== undefined);
    // A change may be for fewer than a read: reads are compared with reads.
    const reads = saying.filter(({ method }) => method === "GET");
    if (saying.length < LEAST || reads.length === 0) return [];
    const silent = group.filter((operation) => isSilent(operation));
    if (silent.length === 0 || silent.length * 2 > saying.length) return [];
    return [{ by: "refusal", silent, saying: reads[0]!, times: saying.length, text: refusalText(reads[0]!)! }];
  });
}

/** So many refusals in words are a habit of a description. */
const LEAST = 4;
const CHANGES: ReadonlySet<string> = new Set(["PUT", "PATCH", "DELETE"]);

/** Whether an operation asks for a credential and names one thing that is not the caller by itself. */
function isOnObject(operation: Operation): boolean {
  return (
    operation.operationKind === "path" &&
    operation.access === "secured" &&
    operation.path.includes("{") &&
    !isOwn(operation)
  );
}

function pathAndRequirement(operation: Operation): string {
  return `${operation.path} ${requirementOf(operation)}`;
}

/** The path up to the first thing that it names: `/vaults/{id}`. */
function objectOf({ path }: Operation): string {
  return path.slice(0, path.indexOf("}") + 1);
}

/** Whether nothing says who may call an operation or whose things it is for, and nobody is refused for it. */
function isSilent(operation: Operation): boolean {
  return (
    !operation.responses.some(({ status }) => status === "403" || status === "4XX") &&
    accessClause(operation) === undefined &&
    intentOf(operation) === undefined &&
    !hintsWhose(operation) &&
    !namesRole(operation)
  );
}

/** "Returns a group if the user has access": the sentence that keeps an operation to those who have access. */
export const accessClause = memo(({ summary = "", description = "", lexicon }: Operation): string | undefined =>
  sentencesOf(`${summary}.\n\n${description}`, LIMIT).find((sentence) => {
    const words = wordsInOrder(sentence);
    return lexicon.has(words, "if-access") && !denies(words, lexicon);
  }),
);

const LIMIT = 2000;

/** What a 403 says of an object that is not the caller's to reach: "vault is not in scope". */
const refusalText = memo(({ responses, lexicon }: Operation): string | undefined =>
  responses
    .filter(({ status }) => status === "403")
    .flatMap(({ description = "", content }) => [
      description,
      ...content.flatMap(({ examples }) => examples.flatMap(({ value }) => textsIn(value))),
    ])
    .find((text) => REFUSALS.some((concept) => lexicon.has(wordsInOrder(text.slice(0, LIMIT)), concept))),
);

/** The texts of an example: itself, or its members. */
function textsIn(value: unknown): readonly string[] {
  const members = isObject(value) ? Object.values(value) : [value];
  return members.filter((one): one is string => typeof one === "string");
}

const REFUSALS = ["outside-of-access", "not-ones-own", "only-ones-own"] as const;
