import { memo } from "../core/memo.ts";
import type { Operation } from "../model/api.ts";
import { intentOf, type Intent } from "./intent.ts";
import { returnsList, takesMany } from "./lists.ts";
import { fixedSegments, wordsInOrder } from "./words.ts";

/**
 * What an operation that changes nothing reads: what is `stored`, or what is `computed` from what it takes. `undefined`
 * where it may change something. By its method, or as a POST because of what it takes: `POST /invoices/search`.
 */
export const readingOf = memo((operation: Operation): Reading | undefined => {
  const { operationKind, method } = operation;
  if (operationKind !== "path") return undefined;
  if (READS.has(method)) return "stored";
  const intent = intentOf(operation);
  if (method !== "POST" || (intent !== undefined && CHANGING.has(intent))) return undefined;
  const said = actsOf(operation);
  if (said.has("change") || isHandedOut(operation)) return undefined;
  if (said.has("stored")) return "stored";
  return said.has("computed") ? "computed" : undefined;
});

/** Whether an operation is said to change something: `POST /invoices/bulk-create`. */
export function isSaidToChange(operation: Operation): boolean {
  return actsOf(operation).has("change");
}

type Reading = "stored" | "computed";
type Act = Reading | "change";

const READS = new Set(["GET", "HEAD", "OPTIONS", "QUERY", "TRACE"]);

/** What begins or ends something, or sends a message. */
const CHANGING: ReadonlySet<Intent> = new Set([
  "log-in",
  "sign-up",
  "token",
  "log-out",
  "password-reset",
  "verification",
  "client-registration",
  "signed-webhook",
]);

/** What the last segment of the path, the operationId and the summary each say that is done. */
const actsOf = memo((operation: Operation): ReadonlySet<Act | undefined> => {
  const { path, operationId = "", summary = "" } = operation;
  const last = fixedSegments(path).at(-1) ?? "";
  const listed = returnsList(operation) && !takesMany(operation) ? "stored" : undefined;
  // A search that is itself stored stands behind its collection: `/searches/{id}`.
  const own = path.endsWith("}") ? undefined : LISTING.test(last) ? listed : actOfName(last.split(/[.:]/));
  return new Set([own, actOfName(operationId.split(/[._:/]/)), actOfSummary(summary)]);
});

/** The last segment of a path that lists, and may also be the list that is made. */
const LISTING = /^(?:list|filter|all)$/;

/** What a name says that is done, by the first verb of it: one that is also a noun leads the part that it stands in. */
function actOfName(parts: readonly string[]): Act | undefined {
  const words = parts.flatMap((part) =>
    wordsInOrder(part)
      .filter((word) => !FRAMING.has(word))
      .map((word, index) => ({ word, leads: index === 0 })),
  );
  const acts = words.map(({ word, leads }, index) => {
    const act = actOf(word, words[index + 1]?.word);
    return act === "change" || leads || SEEKING.has(word) ? act : undefined;
  });
  const isBoth = words.some(({ word }, index) => /^(?:or|and)$/.test(word) && acts[index + 1] === "change");
  return isBoth ? "change" : acts.find((act) => act !== undefined);
}

/** What a sentence says that is done, near its beginning: "Searches for invoices", "Returns all orders". */
function actOfSummary(summary: string): Act | undefined {
  if (/^\s*returns? (?:an?|the|all|any|one|information|details)\b/i.test(summary)) return "stored";
  const [first = "", ...rest] = wordsInOrder(summary).filter((word) => !FRAMING.has(word));
  const verb = [first, first.replace(/s$/, ""), first.replace(/es$/, ""), first.replace(/ies$/, "y")].find(
    (form) => actOf(form, rest[0]) !== undefined,
  );
  return actOfName([[verb ?? first, ...rest].slice(0, MOST_WORDS).join(" ")]);
}

/** How far into a summary its verb is looked for. */
const MOST_WORDS = 8;

function actOf(word: string, next: string | undefined): Act | undefined {
  // Who checks in or out has arrived, or left.
  return word === "check" && (next === "in" || next === "out") ? "change" : VERBS.get(word);
}

/** Whether what is got is made in this call, a token or a link: its status, or a list of them, is not. */
function isHandedOut({ path, operationId = "", summary = "" }: Operation): boolean {
  return [fixedSegments(path).at(-1) ?? "", operationId, summary].some((name) => {
    const words = wordsInOrder(name).filter((word) => !FRAMING.has(word));
    if (words.includes("list") || words.includes("search")) return false;
    return (
      MADE.has(words.at(-1) ?? "") ||
      words.some((word, index) => HANDED_OUT.has(word) && !TOLD_OF.has(words[index + 1] ?? ""))
    );
  });
}

const HANDED_OUT = new Set(["token", "credential", "credentials", "jwt", "otp"]);
const TOLD_OF = new Set(["status", "info", "information", "details", "metadata", "usage", "type", "types"]);
const MADE = new Set(["key", "secret", "session", "signature", "code", "url", "link"]);

/** Verbs that say wherever they stand that something is looked for. */
const SEEKING = new Set(["search", "query", "find", "lookup", "retrieve", "fetch", "autocomplete", "suggest"]);

/** Words that say how much at once, by what method, or only lead up to the verb. */
const FRAMING = new Set(
  "post api v1 v2 v3 batch batched bulk multi mass async run perform performs execute executes do submit submits make makes allow allows you to the a an use this endpoint".split(
    " ",
  ),
);

const VERBS: ReadonlyMap<string, Act> = new Map([
  ...entries(
    "stored",
    "search query find lookup look retrieve fetch get list read browse show describe count inspect mget msearch batchget autocomplete suggest introspect aggregate filter ocsp",
  ),
  ...entries(
    "computed",
    "calculate compute estimate preview simulate validate check compare evaluate translate parse render predict analyze analyse detect geocode explain diff",
  ),
  ...entries(
    "change",
    "create add insert import save saved store update set put patch upsert replace edit modify change register delete remove destroy clear purge send publish start stop cancel upload invite subscribe unsubscribe generate issue enable disable activate deactivate approve reject accept assign unassign reset revoke refresh rotate pay refund capture merge attach detach trigger enqueue schedule initiate sync archive restore mark complete dismiss join leave transfer convert clone publish confirm verify authorize authenticate login signup",
  ),
]);

function entries(act: Act, words: string): readonly (readonly [string, Act])[] {
  return words.split(" ").map((word) => [word, act] as const);
}
