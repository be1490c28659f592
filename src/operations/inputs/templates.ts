import { areAllOf } from "../../lexicon/phrases.ts";
import { requestFields, type RequestField } from "../request-fields.ts";
import type { Asked } from "./asked.ts";

/** Whether a text is a template: by the engine that it is written for, or where templates are tried out. */
export function isTemplate({ field, operation, lexicon, name, words, path, last }: Asked): boolean {
  if (ENGINE.test(name) && !IDENTIFIES.test(name)) return true;
  // What a page is made of loads what it names.
  if (/^(?:html|markup)\b|\b(?:html|markup)$/.test(name) && last.some((word) => lexicon.is(word, "printed")))
    return true;
  if (field.witness.includes("[]") || !areAllOf(words, lexicon, "template-text", "around-template")) return false;
  const isOfTemplates = lexicon.has(path, "template") || lexicon.has(words, "template");
  return (
    (lexicon.has(last, "tries-template") &&
      (isOfTemplates || ENGINES.test(field.description) || field.examples.some(isPlaceholder))) ||
    requestFields(operation).some((other) => other !== field && namesEngine(other))
  );
}

const IDENTIFIES = /\b(?:id|uuid|name|key|version|type|enabled)$/;

/** Whether a field says which engine a template is for. */
function namesEngine(field: RequestField): boolean {
  return (
    /^(?:template )?(?:engine|language|syntax|renderer|dialect)$/.test(field.words.join(" ")) &&
    field.parts.some((part) => (part.enum ?? []).some((value) => typeof value === "string" && ENGINES.test(value)))
  );
}

/** Whether an example has an expression in it that an engine works out: a call, a filter or a condition, and not only a name. */
function isPlaceholder(example: unknown): boolean {
  return (
    typeof example === "string" &&
    /\{%\s*\w|<%=|\$\{[^{}]{0,200}[.(?!][^{}]{0,200}\}|\{\{[^{}]{0,200}[.(|][^{}]{0,200}\}\}|@Model\.|<#(?:if|list|assign)|#(?:if|foreach|set)\s*\(/.test(
      example,
    )
  );
}

const ENGINE =
  /\b(?:free ?marker|razor|cshtml|liquid|jinja|jinja 2|velocity|vtl|mustache|thymeleaf|handlebar|hb|ejs|twig|smarty|pug|jade|erb|mako|nunjuck|blade|scriban|dotliquid|pebble|mjml|jsp|gotemplate|groovy template)\b/;
const ENGINES = new RegExp(ENGINE.source, "i");
