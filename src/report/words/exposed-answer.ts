import { grouped, partitioned } from "../../core/grouped.ts";
import { count, listed } from "../../core/prose.ts";
import type { OperationEntry, Review } from "../../core/review.ts";
import { mayChange, owned } from "../../core/data-owners.ts";
import { titleOf } from "../../core/review-title.ts";

const MOST_RESOURCES = 5;
/** Operations that are open without a usual reason, and named. */
const MOST_OPEN = 3;

/** What the API is: how many operations, on what, how many may change something, and which are open as is usual. */
export function exposedAnswer(review: Review): readonly string[] {
  const { operations } = review;
  if (operations.length === 0) return [`${titleOf(review)}, which has no operations.`];
  // Webhooks and callbacks are called by the API itself.
  const called = operations.filter(({ kind }) => kind === "path");
  const sending = operations.filter(({ kind }) => kind !== "path");
  const sent = sendingWords(sending);
  if (called.length === 0) return [`${titleOf(review)}: ${sent} that it sends, and no operations.`];
  const changing = called.filter(mayChange).length;
  const resources = spokenResources(operations);
  const on = resources.length === 0 ? "" : ` on ${listed(resources, MOST_RESOURCES)}`;
  const effect =
    changing === 0
      ? "all of which only read"
      : changing === called.length
        ? "all of which can change data"
        : `${changing} of which can change data`;
  return [
    `${titleOf(review)}: ${count(called.length, "operation")}${on}, ${effect}${sent === "" ? "" : `; and ${sent} that it sends`}.`,
    ...openAnswer(owned(review).operations),
  ];
}

/** What an API sends by itself: "2 webhooks and 1 callback"; empty where it is nothing. */
function sendingWords(sending: readonly OperationEntry[]): string {
  return SENT_KINDS.flatMap((kind) => {
    const alike = sending.filter((one) => one.kind === kind).length;
    return alike === 0 ? [] : [count(alike, kind)];
  }).join(" and ");
}

const SENT_KINDS = ["webhook", "callback"] as const;

/** What operations are about, by the first word of their paths that says so; what most are about first. */
export function spokenResources(operations: readonly OperationEntry[]): readonly string[] {
  const paths = operations.filter(({ kind }) => kind === "path");
  const uses = new Map<string, number>();
  for (const { path } of paths) for (const part of new Set(path.split("/"))) uses.set(part, (uses.get(part) ?? 0) + 1);
  const about = grouped(
    paths.flatMap(({ path, intent }) => {
      const segments = path.split("/").filter((part) => part !== "" && !part.includes("{") && !NEUTRAL.test(part));
      // A prefix that all have says nothing of any.
      const word = segments.find((part) => uses.get(part) !== paths.length);
      return word === undefined || intent !== null ? [] : [word.split(/[:.]/)[0]!.replaceAll(/[_-]+/g, " ")];
    }),
    (word) => word,
  );
  return [...about].toSorted(([, a], [, b]) => b.length - a.length).map(([word]) => word);
}

const NEUTRAL = /^(?:api|apis|rest|public|private|internal|partner|admin|v\d[\w.]*|me|self|\d+)$/i;

/** Operations that need no credential: those that never do, and any others. */
function openAnswer(operations: readonly OperationEntry[]): readonly string[] {
  const open = operations.filter(({ admission }) => admission === "anonymous");
  const [usual, unusual] = partitioned(
    open,
    (operation) => operation.intent !== null && operation.intent !== "catalogue" && !isFoundOfOthers(operation),
  );
  const words = [...new Set(usual.map(({ intent }) => INTENT_WORDS.get(intent ?? "") ?? intent ?? ""))];
  const others = unusual.length;
  const named = listed(
    unusual.map(({ id }) => id),
    MOST_OPEN,
  );
  const needs = (n: number): string => (n === 1 ? "needs" : "need");
  if (usual.length === 0) return others === 0 ? [] : [`${others} ${needs(others)} no credential: ${named}.`];
  return [
    `${usual.length} ${needs(usual.length)} no credential, as is usual: ${listed(words, Infinity)}.${others === 0 ? "" : ` ${named} also ${needs(others)} no credential.`}`,
  ];
}

/** Whether a finding says that strangers get at what is others': then it is not as usual that they can call. */
function isFoundOfOthers({ owners = [] }: OperationEntry): boolean {
  return owners.some(({ because }) => because === "finding");
}

const INTENT_WORDS: ReadonlyMap<string, string> = new Map([
  ["token", "issuing of tokens"],
  ["health", "health check"],
  ["password-reset", "password reset"],
  ["client-registration", "client registration"],
  ["signed-webhook", "signed webhooks"],
  ["outgoing-call", "calls that the API makes to its clients"],
  ["keys", "public keys"],
]);
