import { memo } from "../../core/memo.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import type { Operation } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { requestFields, type RequestField } from "../request-fields.ts";
import type { Asked } from "./asked.ts";

/** What objects are made of. */
export function ofObjects({
  field,
  operation,
  lexicon,
  name,
  words,
  last,
}: Asked): "serialised" | "xml" | "twin" | undefined {
  if (isSerialised(words, lexicon) || (field.depth === 0 && lexicon.has(last, "makes-objects"))) return "serialised";
  if (namesType(field, operation, name)) return "serialised";
  if (isXml(field, operation, name)) return "xml";
  return hasTwin(field, operation) ? "twin" : undefined;
}

function isSerialised(words: readonly string[], lexicon: Lexicon): boolean {
  return words.some((_, at) => {
    const length = lexicon.lengthAt(words, at, "serialised");
    if (length === 0) return false;
    const rest = words.slice(at + length);
    // What another service once answered is kept for people who look for a fault.
    if (words.slice(0, at).some((word) => RECORDED.test(word))) return false;
    return at === 0 || rest.length === 0 || lexicon.is(rest.join(" "), "serialised-thing");
  });
}

const RECORDED = /^(?:debug|log|trace|response|antwort|réponse|respuesta|resposta)$/;

/** Whether a request names the type of the object that it sends: a deserializer that makes what it is told to. */
function namesType(field: RequestField, operation: Operation, name: string): boolean {
  return (
    field.in === "body" &&
    /^(?:(?:full )?(?:type|class) name|clazz|assembly|assembly (?:qualified )?name|java class|object class|class type)$/.test(
      name,
    ) &&
    requestFields(operation).some(
      (other) =>
        other !== field &&
        other.depth === field.depth &&
        other.types.includes("string") &&
        /^(?:payload|data|object|value|content|body|state|blob|json|instance)$/.test(other.text),
    )
  );
}

/** Whether a text is an object as a program wrote it out. */
export function isWrittenObject(text: string): boolean {
  return OBJECTS.test(text);
}

/** How objects look that Java, .NET, PHP, Python and Ruby write out; the first four of them in Base64. */
const OBJECTS =
  /^(?:rO0AB|AAEAAAD\/{5}|gAS[A-Z]|BAh[A-Za-z]|O:\d{1,4}:"[\w\\]{1,80}":\d|a:\d{1,4}:\{[is]:|!!python\/|--- !ruby\/)/;

/**
 * Whether a text is XML: the body of a type that says so, where no schema says what is in it, or a field of that name or example.
 * That the same can be sent in another format keeps nobody from sending XML.
 */
function isXml(field: RequestField, operation: Operation, name: string): boolean {
  if (field.examples.some((example) => typeof example === "string" && MARKUP.test(example))) return !HTML.test(name);
  if (field.name !== "") return XML.test(name) && field.depth === 0;
  return (operation.requestBody?.content ?? []).some(
    ({ type, schema }) => isXmlType(type) && (schema === undefined || isPlain(targetOf(schema))),
  );
}

/** Whether bodies of a media type are XML (RFC 7303). */
export function isXmlType(type: string): boolean {
  return /^(?:text|application)\/(?:[\w.-]+\+)?xml\b/i.test(type);
}

/** Whether a schema says no more of a body than that it is a text. */
function isPlain({ properties, items, allOf, oneOf, anyOf }: Schema): boolean {
  return properties.size === 0 && items === undefined && allOf.length + oneOf.length + anyOf.length === 0;
}

const MARKUP =
  /^\s*<(?:\?xml[\s>]|!DOCTYPE (?!html)|(?!html|p|div|span|a|b|i|br|h\d|ul|ol|li|table|t[rdh]|thead|tbody|img|strong|em)[a-z][\w:-]{0,60}(?:\s+xmlns|>\s*<))/i;
const HTML = /\b(?:html|markup|body|content|message|description|text)\b/;
const XML =
  /^(?:xml|soap|wsdl|saml(?: request| response)?|svg)(?: (?:body|content|data|document|doc|string|payload|text|message|envelope))?$|^(?:body|document|payload|request|message|metadata|feed|order|invoice) xml$/;

/** Whether a text stands beside a list or an object that is called the same, without the word for how it is written. */
function hasTwin(field: RequestField, operation: Operation): boolean {
  if (field.in !== "body" || field.isList || field.types.length === 0) return false;
  const stem = field.text.replace(WRITTEN, "");
  if (stem === field.text || stem === "") return false;
  return structuresOf(operation).has(`${field.depth} ${stem}`);
}

/** The lists and objects of a body, by how deep they stand and their words. */
const structuresOf = memo(
  (operation: Operation) =>
    new Set(
      requestFields(operation)
        .filter(({ in: way, isList, types }) => way === "body" && (isList || types.includes("object")))
        .map(({ depth, text }) => `${depth} ${text}`),
    ),
);

const WRITTEN = / (?:data|raw|json|xml|yaml|csv|serialized|serialised|encoded)$/;
