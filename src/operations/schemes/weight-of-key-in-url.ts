import { isAdministration } from "../../exposure/administration.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { hasNoUser } from "../../exposure/key-sentences.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { showsTheSame } from "../candidates/catalogue.ts";
import type { Fault } from "../fault.ts";

/** Whoever reads a key in a log has what it opens: who runs the API, everything, or nothing that could be read. */
export function weightOfKeyInUrl(
  api: AssessedApi,
  opened: readonly Operation[],
): Pick<Fault, "aggravations" | "mitigations"> {
  if (opened.length === 0) return { mitigations: ["no operation requires it"] };
  const guarded = api.operations.filter(({ access }) => access === "secured").length;
  const changes = opened.filter((operation) => !isRead(operation));
  const [ruling] = opened.filter((operation) => isAdministration(operation) || managesAccounts(operation));
  if (ruling !== undefined && changes.length > 0) return { aggravations: [`the key gives admin access: ${ruling.id}`] };
  if (
    changes.length >= MANY &&
    opened.length >= guarded * NEARLY_ALL &&
    opened.some(({ method }) => method === "DELETE")
  )
    return { aggravations: ["the key allows nearly everything, including writes and deletions"] };
  if (opened.every((operation) => hasNoUser(operation) && isRead(operation)))
    return { mitigations: ["according to its description, the key belongs to no user and only allows reading"] };
  if (showsTheSame(api) && !isSold(api)) return { mitigations: ["what the key opens is the same for all callers"] };
  return opened.every((operation) => isMessage(operation))
    ? { mitigations: ["the key can only send data, not read it"] }
    : {};
}

/** Whether what an API gives is paid for, so that whoever finds a key has what others pay for. */
function isSold({ info, lexicon }: AssessedApi): boolean {
  const words = wordsInOrder((info.description ?? "").slice(0, LIMIT));
  return lexicon.has(words, "partner") || lexicon.has(words, "paid-period");
}

/** So much of a text is looked at. */
const LIMIT = 2000;

const MANY = 5;
const NEARLY_ALL = 0.9;

function isRead({ method }: Operation): boolean {
  return method === "GET" || method === "HEAD" || method === "QUERY";
}

/** Whether an operation changes or deletes the account of somebody who is named by the path: `DELETE /users/{id}`. */
function managesAccounts(operation: Operation): boolean {
  const { path, method, lexicon } = operation;
  const [parent = "", last = ""] = path.replace(/\/$/, "").split("/").slice(-2);
  return method === "DELETE" && last.startsWith("{") && lexicon.is(textOfName(parent), "user");
}

function isMessage(operation: Operation): boolean {
  return (
    operation.method === "POST" &&
    !operation.path.includes("{") &&
    operation.lexicon.has(wordsOf(lastOf(operation)), "sent-thing")
  );
}

function lastOf({ path }: Operation): string {
  return fixedSegments(path).at(-1) ?? "";
}
