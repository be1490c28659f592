/*
 * Sites and pages that a request names and the server goes to, though no word of fetching stands beside the value: "The url of
 * the page to check", `website` of `/scrape_emails`, "filters the words of the provided text or links".
 */
import { inSmallLetters } from "../../lexicon/any-of.ts";
import { denies } from "../../lexicon/denial.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { standsNear } from "../../lexicon/phrases.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { memo } from "../../core/memo.ts";
import type { Operation } from "../../model/api.ts";
import { structuralText } from "../../exposure/words.ts";
import { isChoice, isText, requestFields, type RequestField } from "../request-fields.ts";

/**
 * The one value of a request that is a site or page of any host, where path, tag, summary or texts say that it is crawled, checked
 * or read; `undefined` where there is none, or it may be left out beside others.
 */
export const examinedSite = memo((operation: Operation): RequestField | undefined => {
  const { method, operationKind } = operation;
  if (operationKind !== "path" || (method !== "GET" && method !== "POST")) return undefined;
  const taken = requestFields(operation).filter(
    (field) => (field.in === "query" || field.in === "body") && field.depth === 0 && isText(field) && !isChoice(field),
  );
  const sites = taken.filter((field) => namesSite(field, operation.lexicon));
  const [site] = sites;
  if (site === undefined || sites.length > 1) return undefined;
  if (isAmongTexts(site, operation)) return site;
  const isNeeded = site.isRequired || taken.length === 1;
  return isNeeded && !site.isList && isExamined(site, operation) ? site : undefined;
});

/** Whether a name or an example is that of a site, a page or an address on the web. */
function namesSite({ text, description, examples, isList }: RequestField, lexicon: Lexicon): boolean {
  if (ADDRESS.test(text) || (isList && LINKS.test(text)) || lexicon.is(text, "site-of-web")) return true;
  // A name of a host may be one of the service's own; an example of another shows that any is meant.
  return (
    lexicon.is(text, "host-of-web") &&
    (examples.some((one) => typeof one === "string" && HOST.test(one)) || HOST.test(description.slice(0, LIMIT)))
  );
}

const ADDRESS = /^(?:(?:page|site|website|web ?page|target|full) )?ur[il]s?$|^(?:page|site|website) (?:address|link)$/;
const LINKS = /^(?:link|url|page)s?$/;
/** A host that begins as those of sites do. */
const HOST = /\b(?:https?:\/\/|www\.)[\w-]+\.[a-z]{2,}/i;

/** Whether what an operation is called, or a sentence of it, says that it goes through a site, or looks at a page. */
function isExamined(site: RequestField, operation: Operation): boolean {
  const { lexicon, tags, summary = "", description = "" } = operation;
  const called = [structuralText(operation).replaceAll(/[{}]/g, ""), ...tags];
  if (called.some((text) => lexicon.has(wordsOf(text), "goes-over-site"))) return true;
  return [site.description, summary, description]
    .flatMap((text) => sentencesOf(text, LIMIT))
    .some((sentence) => {
      const words = wordsInOrder(sentence);
      return standsNear(words, lexicon, "examines", "page-of-web", NEAR) && !denies(words, lexicon);
    });
}

/** So many words may stand between: "Discover the hosting provider for a web site". */
const NEAR = 5;

/** Whether a list of links is one of two ways to say what an operation works on, and the other is the text itself. */
function isAmongTexts(
  site: RequestField,
  { lexicon, summary = "", description = "", requestBody }: Operation,
): boolean {
  if (!LINKS.test(site.text)) return false;
  return [summary, description, requestBody?.description ?? ""]
    .flatMap((text) => sentencesOf(text, LIMIT))
    .some((sentence) => TEXT_OR_LINKS.test(sentence) && !denies(wordsInOrder(sentence), lexicon));
}

const TEXT_OR_LINKS = inSmallLetters(
  /\b(?:from|of|in) (?:\p{L}+ ){0,3}(?:data|texts?|contents?|html) or (?:\p{L}+ ){0,2}(?:links|urls|web ?pages)\b|\b(?:aus|von) (?:\p{L}+ ){0,3}(?:daten|text|texten|inhalten) oder (?:\p{L}+ ){0,2}(?:links|urls|webseiten)\b|\b(?:de|des|du) (?:\p{L}+ ){0,3}(?:données|textes?|contenus?) ou (?:\p{L}+ ){0,2}(?:liens|urls|pages)\b|\b(?:de|del|de los) (?:\p{L}+ ){0,3}(?:datos|textos?|contenidos?) o (?:\p{L}+ ){0,2}(?:enlaces|urls|páginas)\b|\b(?:de|do|dos) (?:\p{L}+ ){0,3}(?:dados|textos?|conteúdos?) ou (?:\p{L}+ ){0,2}(?:links|urls|páginas)\b/u,
);

/** So much of a text is looked at. */
const LIMIT = 500;
