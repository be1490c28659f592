import { memo } from "../core/memo.ts";
import { isAbove } from "../core/exposure-words.ts";
import { listed } from "../core/prose.ts";
import { isAdministration } from "../exposure/administration.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { credentialWords } from "../exposure/credential-words.ts";
import { readingOf } from "../exposure/reading.ts";
import { statedBy } from "../exposure/said.ts";
import type { Operation } from "../model/api.ts";
import { quotedSentence } from "../operations/quoted-sentences.ts";
import { carriedBy } from "../operations/readers/readers.ts";
import type { DoubtedRequirement } from "./doubted-requirements.ts";
import { isSaidToBind, textsOfOperation, textsOfWhole } from "./unbound-credential.ts";

/**
 * Operations that are said to read what is of every organization, where a credential is said to be that of one and nobody says who is
 * given one: among vetted members of a network that is the purpose, and where anyone registers as one it is open to anyone.
 */
export const readAcross = memo((api: AssessedApi): DoubtedRequirement | undefined => {
  const operations = api.operations.filter((operation) => isReadAcross(api, operation));
  if (operations.length === 0 || !isBoundElsewhere(api)) return undefined;
  const schemes = new Set(operations.flatMap((operation) => api.assessed(operation).schemes));
  const credentials = listed(
    [...schemes].map(({ scheme }) => credentialWords(scheme, api)),
    3,
    "or",
  );
  const ids = listed(
    operations.map(({ id }) => id),
    3,
  );
  const flows = operations.flatMap((operation) => othersOf(api, operation));
  const said = statedBy(operations[0]!).get(ACROSS)!;
  return {
    operations,
    words: `Who is given ${credentials}? Whoever has it reads ${carriedBy(flows, 4, "plural")} of every organization with ${ids}: ${quotedSentence(said)}. That may be meant among organizations that were checked, and not if anyone can register as one.`,
  };
});

const ACROSS = "across-bodies" as const;

function isReadAcross(api: AssessedApi, operation: Operation): boolean {
  if (operation.operationKind !== "path" || operation.access !== "secured" || isAdministration(operation)) return false;
  const { admission, assumed, judgedAs } = api.assessed(operation);
  return (
    assumed &&
    admission === "unknown" &&
    judgedAs !== "private" &&
    statedBy(operation).has(ACROSS) &&
    readingOf(operation) !== undefined &&
    othersOf(api, operation).length > 0
  );
}

/** What is returned that is somebody's, and more than callers of one organization may know of another's. */
function othersOf(api: AssessedApi, operation: Operation) {
  return api
    .assessed(operation)
    .exposed.filter(
      ({ field, whose }) =>
        whose !== "caller" &&
        field.confidence !== "possible" &&
        field.isPersonal &&
        isAbove(field.sensitivity, "internal"),
    );
}

/** Whether the whole, a credential or several operations say that a credential is that of one organization. */
function isBoundElsewhere(api: AssessedApi): boolean {
  return (
    isSaidToBind(api, textsOfWhole(api)) ||
    api.operations.filter((operation) => isSaidToBind(api, textsOfOperation(operation))).length >= FEWEST
  );
}

const FEWEST = 2;
