import { fixedSegments } from "../../exposure/words.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { endsIn, isHeadedBy, isMadeOf } from "../../lexicon/phrases.ts";
import type { Operation } from "../../model/api.ts";
import { keyword } from "../../model/schema.ts";
import { allowsNoSeparator } from "./allowed-characters.ts";
import { answersFile } from "./answers.ts";
import { isDocumentRoot } from "./document-roots.ts";
import { fieldsBeside } from "../fields-beside.ts";
import type { RequestField } from "../request-fields.ts";
import type { Asked } from "./asked.ts";
import { isPathElsewhere } from "./paths-elsewhere.ts";
import { isSaidFile } from "./said-use.ts";
import { isSaidUrlOfFile } from "./url-uses.ts";

/**
 * Whether a field names a file of the server. Beside what is uploaded a name is a label only, and behind another
 * parameter of the path it is a key in what that names.
 */
export function isFilePath({ field, operation, lexicon, name, words, path }: Asked): boolean {
  if (field.isList || field.depth > 0 || field.parts.some(({ format }) => /^(?:uuid|ur[il]|date)/.test(format ?? "")))
    return false;
  if (allowsNoSeparator(field.description) || isPathElsewhere(field, operation)) return false;
  if (showsFileOfServer(field, words, lexicon)) return true;
  const isRead = operation.method === "GET" || operation.method === "DELETE";
  // What a read finds by "the URI of the file" is a file of the server.
  if (!isRead && field.in === "body" && isSaidUrlOfFile(field.description)) return false;
  const isFile = lexicon.is(name, "file-name");
  if (isRead && field.in === "query" && (isPathOfFile(words, lexicon) || isReadByName(name, operation))) return true;
  if (
    operation.method === "GET" &&
    field.in === "query" &&
    (isHeadedBy(words, lexicon, "named-file") || lexicon.is(name, "file-key")) &&
    !CREDENTIAL.test(field.description) &&
    answersFile(operation)
  )
    return !operation.path.includes("{");
  if (field.in === "path" && isHeadedBy(words, lexicon, "file-path") && answersFile(operation))
    return isFirst(field.name, operation);
  if (field.in === "body" && isOfServer(words, lexicon) && lexicon.has(path, "keeps-files")) return true;
  if (field.in === "body" && isFile && isWrittenTo(field, operation)) return true;
  // In what another parameter names it is a name in there.
  // What is downloaded by its name in the path.
  if (field.in === "path" && operation.method === "GET" && answersFile(operation)) {
    if (isSaidFile(field, operation)) return true;
    if (isFile) return isFirst(field.name, operation);
  }
  if (!lexicon.has(path, "of-files") || (field.in === "query" && operation.path.includes("{"))) return false;
  if (field.in === "path" && !isFirst(field.name, operation)) return false;
  if (isDocumentRoot(field.description, operation)) return false;
  if (lexicon.is(name, "directory") || isMadeOf(words, lexicon, "file-path", "around-path")) return true;
  if (field.in === "body" || operation.method === "POST" || operation.method === "PUT") return false;
  return isFile;
}

/**
 * Whether the default of a template, a theme or the like is a file in a folder: `plantilla: etiquetas/sobre.svg`. What callers
 * leave out the server has, and the caller names another one in its place.
 */
function showsFileOfServer(field: RequestField, words: readonly string[], lexicon: Lexicon): boolean {
  if (field.in === "path" || field.isList) return false;
  const defaults = field.parts.map((part) => keyword(part, "default"));
  if (defaults.some((value) => typeof value === "string" && isFileInFolder(value))) return true;
  return (
    (endsIn(words, lexicon, "kept-on-server") || isHeadedBy(words, lexicon, "kept-on-server")) &&
    field.examples.some((example) => typeof example === "string" && isFileInFolder(example))
  );
}

/** A path with a known kind of file at its end: a media type and the name of a host have none. */
function isFileInFolder(value: string): boolean {
  return IN_FOLDERS.test(value) && KIND_OF_FILE.test(value) && !MEDIA_TYPE.test(value);
}

const KIND_OF_FILE =
  /\.(?:html?|xhtml|svg|xml|xslt?|css|js|php|jspx?|ftl|vm|twig|tpl|tmpl|hbs|mustache|liquid|j2|jinja2?|mjml|odt|ott|docx?|dotx|xlsx?|rtf|tex|pdf|png|jpe?g|ttf|otf|woff2?|txt|csv|ya?ml|json|ini|conf|cfg|properties|jrxml|rptdesign)$/i;
const MEDIA_TYPE = /^(?:application|text|image|audio|video|font|multipart|model)\//;

/** Whether an example of a file's name leads into folders, and beside it stands what is written there: `{ fileName: "lab/25/7.hl7", content }`. */
function isWrittenTo(field: RequestField, operation: Operation): boolean {
  return (
    field.examples.some((example) => typeof example === "string" && IN_FOLDERS.test(example)) &&
    fieldsBeside(field, operation).fields.some(({ parts }) => parts.some(({ format }) => BYTES.test(format ?? "")))
  );
}

const IN_FOLDERS = /^\.{0,2}\/?(?:[\w. -]{1,80}\/){1,8}[\w. -]{1,80}\.\w{1,8}$/;
const BYTES = /^(?:byte|binary|base64)$/;

/** What the text of a `key` calls the caller's credential names no file. */
const CREDENTIAL =
  /^\W{0,3}(?:(?:your|the|ihr|dein|votre|su|tu|sua|a|la) )?(?:unique |personal |own |persönlicher |clé |clave |chave )?(?:api|access|developer)[- ]?(?:key|schlüssel|token)\b(?! (?:of|for|von|der|des))|^\W{0,3}(?:votre clé|su clave|sua chave) (?:d'api|de (?:la )?api|da api)/i;

/** `filePath`, and the like in other languages. */
function isPathOfFile(words: readonly string[], lexicon: Lexicon): boolean {
  const rest = words.filter((word) => !lexicon.is(word, "file-path") && !lexicon.is(word, "linking"));
  const isAll =
    words.length === 1 &&
    rest.length === 0 &&
    words[0] !== "path" &&
    lexicon.inEnglish(words[0]!, "file-path") === words[0];
  return isAll || (rest.length === 1 && rest.length < words.length && lexicon.is(rest[0]!, "named-file"));
}

/** Whether a file is named by `file`, where files are read. */
function isReadByName(name: string, operation: Operation): boolean {
  const { lexicon } = operation;
  return (
    lexicon.is(name, "named-file") &&
    !lexicon.is(name, "file-path") &&
    !lexicon.is(name, "file-name") &&
    lexicon.is(fixedSegments(operation.path).at(-1) ?? "", "reads-file")
  );
}

function isOfServer(words: readonly string[], lexicon: Lexicon): boolean {
  return (
    lexicon.is(words.join(" "), "server-file") ||
    (lexicon.has(words, "of-server") && isMadeOf(words, lexicon, "place-of-file", "of-server"))
  );
}

function isFirst(name: string, { path }: Operation): boolean {
  return path.indexOf("{") === path.indexOf(`{${name}}`);
}
