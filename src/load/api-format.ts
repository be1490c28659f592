import { isObject, member, type JsonObject } from "../core/json-value.ts";
import { shortened } from "../core/prose.ts";
import { UserError } from "../core/user-error.ts";
import { textOfValue } from "../core/text-of-value.ts";

/** The versions that have a grammar of their own; a patch release has its minor's. */
export type SpecVersion = "2.0" | "3.0" | "3.1" | "3.2";

export interface ApiFormat {
  readonly version: SpecVersion;
  /** As written: `3.0.3`. */
  readonly written: string;
  /** What a reader must know where the version is none of those known. */
  readonly note: string | undefined;
}

/** Which version of OpenAPI a parsed file is. Throws a `UserError` that says what it is instead, where that shows. */
export function apiFormatOf(value: unknown, file: string): ApiFormat {
  const key = member(value, "openapi") === undefined ? "swagger" : "openapi";
  const written = isObject(value) ? member(value, key) : undefined;
  const isPlain = typeof written === "string" || typeof written === "number";
  const format = isPlain ? versionOf(String(written), key) : undefined;
  if (format !== undefined) return format;
  if (written !== undefined) {
    const other = key === "swagger" ? "openapi" : "swagger";
    const isOther = isPlain && versionOf(String(written), other) !== undefined;
    throw new UserError(
      `${file} says that it is version ${shortened(JSON.stringify(written), 40)} of ${key === "swagger" ? "Swagger" : "OpenAPI"}, which is not known`,
      {
        file,
        hint: isOther
          ? `The key of that version is "${other}".`
          : 'Sallyport reads swagger: "2.0" and openapi: 3.0.x, 3.1.x and 3.2.x.',
      },
    );
  }
  const other = otherFormatOf(value);
  throw new UserError(
    other === undefined ? `${file} is no API description` : `${file} is ${other.name}, not an OpenAPI description`,
    {
      file,
      hint: other?.hint ?? 'An OpenAPI description has "openapi" or "swagger" at its root.',
    },
  );
}

/** Whether a text is worth loading as a description: it says so in a line of its own. */
export function looksLikeDescription(text: string): boolean {
  return (
    /^[ \t{]*(["']?)(?:openapi|swagger)\1\s*:\s*["']?\d/m.test(text) ||
    /[{,]\s*"(?:openapi|swagger)"\s*:\s*["']?\d/.test(text)
  );
}

function versionOf(written: string, key: "openapi" | "swagger"): ApiFormat | undefined {
  if (key === "swagger")
    return /^2(\.0)?$/.test(written) ? { version: "2.0", written: "2.0", note: undefined } : undefined;
  const minor = /^3\.(\d+)(?:\.|-|$)/.exec(written)?.[1] ?? (written === "3" ? "0" : undefined);
  if (minor === undefined) return undefined;
  if (minor === "0" || minor === "1" || minor === "2") return { version: `3.${minor}`, written, note: undefined };
  return { version: "3.2", written, note: `OpenAPI ${shortened(written, 20)} is not known yet: it was read as 3.2` };
}

/** Keys that a `sallyport.yaml` has and no other document. */
const SETTINGS = ["audience", "admission", "dismissed", "waivers", "rulesets", "ceilings"];

interface OtherFormat {
  readonly name: string;
  readonly hint: string;
  readonly matches: (value: JsonObject) => boolean;
}

const OTHER_FORMATS: readonly OtherFormat[] = [
  {
    name: "a review as JSON",
    hint: "sallyport portfolio shows reviews together; to review again, name the description.",
    matches: (value) =>
      Array.isArray(member(value, "reviews")) && member(member(value, "tool"), "name") === "sallyport",
  },
  {
    name: "a file of settings",
    hint: "Name the description that the settings are for. sallyport config prints the settings in force.",
    matches: (value) => SETTINGS.some((key) => Object.hasOwn(value, key)) && !Object.hasOwn(value, "paths"),
  },
  {
    name: "a Postman collection",
    hint: "Export the API as OpenAPI from Postman, and review that.",
    matches: isPostmanCollection,
  },
  {
    name: "an AsyncAPI document",
    hint: "Sallyport reads OpenAPI descriptions of HTTP APIs.",
    matches: (value) => Object.hasOwn(value, "asyncapi"),
  },
  {
    name: "a GraphQL schema",
    hint: "Sallyport reads OpenAPI descriptions of HTTP APIs.",
    matches: isGraphqlIntrospection,
  },
  {
    name: "a Swagger 1 document",
    hint: "Convert it to OpenAPI 3 first.",
    matches: (value) => Object.hasOwn(value, "swaggerVersion"),
  },
  {
    name: "an Arazzo document",
    hint: "Name the OpenAPI description that it refers to.",
    matches: (value) => Object.hasOwn(value, "arazzo"),
  },
  {
    name: "an OpenAPI Overlay",
    hint: "Apply it to its description, and review the result.",
    matches: (value) => Object.hasOwn(value, "overlay"),
  },
  {
    name: "a HAR recording",
    hint: "Sallyport reads descriptions, not traffic.",
    matches: (value) => isObject(member(value, "log")) && member(member(value, "log"), "entries") !== undefined,
  },
  {
    name: "a Google API discovery document",
    hint: "Convert it to OpenAPI first.",
    matches: (value) => Object.hasOwn(value, "discoveryVersion"),
  },
  {
    name: "a JSON Schema",
    hint: "Name the OpenAPI description that uses it.",
    matches: (value) => /json-schema\.org/.test(textOfValue(member(value, "$schema"))),
  },
];

function otherFormatOf(value: unknown): Pick<OtherFormat, "name" | "hint"> | undefined {
  if (typeof value === "string") return otherText(value);
  return isObject(value) ? OTHER_FORMATS.find(({ matches }) => matches(value)) : undefined;
}

/** Texts that are neither JSON nor YAML, or one long scalar to YAML. */
const OTHER_TEXTS: readonly (Pick<OtherFormat, "name" | "hint"> & { readonly start: RegExp })[] = [
  {
    name: "a GraphQL schema",
    hint: "Sallyport reads OpenAPI descriptions of HTTP APIs.",
    start:
      /^(?:(?:extend )?(?:type|interface|enum|input|union|scalar) +[A-Z]\w*|(?:extend +)?schema *(?:@[^{]*)?\{|directive +@)/,
  },
  {
    name: "a WSDL document",
    hint: "Sallyport reads OpenAPI descriptions of HTTP APIs.",
    start: /^(?:<[?!][^<]*>\s*)*<(?:\w+:)?(?:definitions|description)\b[^>]*wsdl/,
  },
  { name: "an HTML page", hint: "Name the description that the page shows.", start: /^<(?:!doctype html|html)\b/i },
  { name: "an XML document", hint: "Sallyport reads OpenAPI descriptions, in YAML or JSON.", start: /^<[?!\w]/ },
  {
    name: "a protocol buffer definition",
    hint: "Sallyport reads OpenAPI descriptions of HTTP APIs.",
    start: /^(?:syntax|edition) *= *["']/,
  },
];

function otherText(text: string): Pick<OtherFormat, "name" | "hint"> | undefined {
  const start = text.slice(0, 20_000).replace(/^(?:\s|(?:#|\/\/)[^\n]*\n)+/, "");
  const spoken = start.replace(/^"""[^"]*"""\s*/, "");
  return OTHER_TEXTS.find((other) => other.start.test(spoken));
}

/** A clearer error for a text in which a parser found `error`: what it is instead, or that it names no version of OpenAPI. */
export function otherTextError(text: string, file: string, error: UserError): UserError | undefined {
  const other = otherText(text);
  if (other !== undefined)
    return new UserError(`${file} is ${other.name}, not an OpenAPI description`, {
      file,
      hint: other.hint,
      cause: error,
    });
  if (error.line === undefined || looksLikeDescription(text)) return undefined;
  return new UserError(error.message, {
    file,
    line: error.line,
    hint: 'Nothing in it says "openapi" or "swagger": name a file that holds an API description, or correct the text there.',
    cause: error,
  });
}

function isPostmanCollection(value: JsonObject): boolean {
  const collection = isObject(member(value, "collection")) ? member(value, "collection") : value;
  const info = member(collection, "info");
  return (
    member(info, "_postman_id") !== undefined ||
    /getpostman\.com|schema\.postman/.test(textOfValue(member(info, "schema"))) ||
    (member(collection, "item") !== undefined && member(info, "name") !== undefined)
  );
}

function isGraphqlIntrospection(value: JsonObject): boolean {
  return isObject(member(value, "__schema")) || isObject(member(member(value, "data"), "__schema"));
}
