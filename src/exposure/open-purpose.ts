import { memo } from "../core/memo.ts";
import { credentialHeader } from "../model/credential-header.ts";
import { affirms } from "../lexicon/denial.ts";
import { wordsInOrder } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Api } from "../model/api.ts";
import { readingOf } from "./reading.ts";

/**
 * Whether an API says that its data is there for everybody to use: in its title, text, tags or licence, in the path of its
 * servers where it asks for nothing, or by examples of calls that carry no credential. It says what the data is, and never
 * who is let in: restricted data, the data of people and changes are judged as they are.
 */
export const isOpenOnPurpose = memo((api: Pick<Api, "info" | "tags" | "operations" | "lexicon">): boolean => {
  const { info, tags, operations, lexicon } = api;
  const texts = [
    info.title,
    info.summary,
    info.license,
    ...sentencesOf((info.description ?? "").slice(0, LIMIT)),
    ...tags.map(({ description }) => description),
  ].map((text = "") => wordsInOrder(text.slice(0, LIMIT)));
  if (texts.some((words) => affirms(words, lexicon, "said-open-data"))) return true;
  if (!asksForNothing(operations)) return false;
  return (
    texts.some((words) => affirms(words, lexicon, "said-open")) ||
    lexicon.has(wordsInOrder(info.title ?? ""), "said-public") ||
    operations.every(({ servers }) => servers.length > 0 && servers.every(({ url }) => hasPublicPath(url))) ||
    showsOpenCalls(info.description ?? "")
  );
});

/** Whether no operation requires a credential, takes one, or refuses for the lack of one, and all of them read. */
export const asksForNothing = memo((operations: Api["operations"]): boolean =>
  operations.every(
    (operation) =>
      (operation.access === "unstated" || operation.access === "anonymous") &&
      credentialHeader(operation.parameters) === undefined &&
      !operation.responses.some(({ status }) => /^40[137]$/.test(status)) &&
      readingOf(operation) !== undefined,
  ),
);

/** `https://example.org/api/public`, `/opendata/v1` */
function hasPublicPath(url: string): boolean {
  const path = url.replace(/^(?:https?:)?\/\/[^/]+/i, "");
  return path.split("/").some((segment) => /^(?:public|open-?data)$/i.test(segment));
}

/** Whether examples of calls stand in a text, and none of them carries a credential. */
function showsOpenCalls(text: string): boolean {
  const lines = text.slice(0, LIMIT).replaceAll(CONTINUED, " ").split("\n");
  const calls = lines.filter((line) => CURL.test(line));
  return calls.length > 0 && !calls.some((line) => CARRIES.test(line));
}

const CONTINUED = /\\\r?\n/g;
const CURL = /\bcurl\b.{0,200}https?:\/\//i;
const CARRIES =
  /(?:^|\s)(?:-u|--user|-H|--header|-b|--cookie|-E|--cert)\b|(?:key|token|auth)[\w-]{0,20}=|\/\/[^/\s]{1,80}@/i;

/** So much of a text is looked at. */
const LIMIT = 10_000;
