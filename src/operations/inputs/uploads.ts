import { isObject, member } from "../../core/json-value.ts";
import type { Place } from "../../core/place.ts";
import { placeOf, type MediaType, type Operation } from "../../model/api.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { isHeadedBy } from "../../lexicon/phrases.ts";
import { isEncodedFile } from "../../model/encoded-file.ts";
import { keyword, targetOf, type Schema } from "../../model/schema.ts";
import { memo } from "../../core/memo.ts";
import { segmentWords } from "../request-fields.ts";

/** A file that an operation takes. */
export interface Upload {
  /** Of the part; `undefined` where the file is the whole body. */
  readonly name: string | undefined;
  readonly at: Place;
  readonly witness: string;
  /** Whether anything says how large it may be. */
  readonly hasSize: boolean;
  /** Whether anything says of what kind it may be. */
  readonly hasKind: boolean;
  /** Whether the description has it, or only the name of the operation tells. */
  readonly isDescribed: boolean;
}

/** The files that an operation takes, with what limits them. */
export const uploadsOf = memo(readUploads);

function readUploads(operation: Operation): readonly Upload[] {
  const { requestBody } = operation;
  const isWrite = operation.method === "POST" || operation.method === "PUT" || operation.method === "PATCH";
  if (requestBody === undefined) return isWrite ? undescribed(operation) : [];
  const text = [operation.description, operation.summary, requestBody.description].join(" ");
  const statuses = operation.responses.map(({ status }) => status);
  const stated = {
    hasSize: statuses.includes("413") || statesSize(text),
    hasKind: statuses.includes("415") || namesKind(text),
  };
  const found = new Map<string, Upload>();
  for (const media of requestBody.content)
    for (const upload of uploadsIn(media, stated, operation.lexicon))
      if (!found.has(upload.witness)) found.set(upload.witness, upload);
  return [...found.values()];
}

interface Stated {
  readonly hasSize: boolean;
  readonly hasKind: boolean;
}

function* uploadsIn(media: MediaType, stated: Stated, lexicon: Lexicon): Generator<Upload> {
  const { schema, type } = media;
  if (schema === undefined) return;
  const target = targetOf(schema);
  if (DATA.test(type)) {
    for (const part of partsOf(target))
      if (isEncodedFile(...part, lexicon)) yield* partUpload(part, media, stated, lexicon);
    return;
  }
  if (/^multipart\//i.test(type) || target.properties.size > 0) {
    for (const part of partsOf(target)) yield* partUpload(part, media, stated, lexicon);
    return;
  }
  // Of a body that is all file the media type says of what kind it is.
  const isBytes = RAW.test(type) || (isFile(target) && /^(?:\*\/\*|multipart\/)/.test(type));
  if (!isBytes || target.types.includes("object") || target.types.includes("array")) return;
  yield {
    name: undefined,
    at: placeOf(schema),
    witness: "request",
    hasSize: stated.hasSize || hasSize(schema),
    hasKind: stated.hasKind || hasKind(schema) || !/^(?:\*\/\*|application\/octet-stream)/i.test(type),
    isDescribed: true,
  };
}

/** The properties of a form, those of what it is composed of included. */
function partsOf(schema: Schema, seen = new Set<Schema>()): readonly (readonly [string, Schema])[] {
  if (seen.has(schema) || seen.size > MOST_PARTS) return [];
  seen.add(schema);
  const composed = [...schema.allOf, ...schema.oneOf, ...schema.anyOf];
  return [...schema.properties, ...composed.flatMap((part) => partsOf(targetOf(part), seen))];
}

const MOST_PARTS = 100;

function* partUpload(
  [name, property]: readonly [string, Schema],
  media: MediaType,
  stated: Stated,
  lexicon: Lexicon,
): Generator<Upload> {
  // Its bytes are the result of a computation, and as many as that gives.
  if (isHeadedBy(wordsOf(name), lexicon, "computed-digest")) return;
  const target = targetOf(property);
  const item = target.items === undefined ? target : targetOf(target.items);
  const isNamed =
    /^multipart\//i.test(media.type) &&
    item.types.includes("string") &&
    item.format === undefined &&
    isNamedFile(name, lexicon);
  if (!(isFile(item) || isEncodedFile(name, property, lexicon) || isNamed) || item.enum !== undefined || item.readOnly)
    return;
  const encoding = member(member(media.node.value, "encoding"), name);
  const contentType = isObject(encoding) ? member(encoding, "contentType") : undefined;
  const described = [property, target, item];
  const isNamedBeside = media.schema !== undefined && namesKindBeside(targetOf(media.schema), lexicon);
  yield {
    name,
    at: placeOf(property),
    witness: `request ${name}`,
    hasSize: stated.hasSize || described.some(hasSize),
    hasKind:
      stated.hasKind ||
      isNamedBeside ||
      described.some(hasKind) ||
      (typeof contentType === "string" && !/\*\/\*|octet-stream/.test(contentType)),
    isDescribed: true,
  };
}

/** Whether a schema is of bytes (`format: binary` in 3.0, `contentMediaType` in 3.1, `type: file` in 2.0). */
function isFile(schema: Schema): boolean {
  return (
    schema.types.includes("file") ||
    schema.format === "binary" ||
    (keyword(schema, "contentMediaType") !== undefined && keyword(schema, "contentEncoding") === undefined)
  );
}

/** What an example alone shows leaves nothing out. */
function hasSize(schema: Schema): boolean {
  return schema.isInferred || keyword(schema, "maxLength") !== undefined || statesSize(schema.description ?? "");
}

function hasKind(schema: Schema): boolean {
  const media = keyword(schema, "contentMediaType");
  return (
    schema.isInferred ||
    (typeof media === "string" && !/octet-stream/.test(media)) ||
    namesKind(schema.description ?? "")
  );
}

/** Whether a field beside a file can only be one of some kinds of files: `mimeType` is "message/rfc822". */
function namesKindBeside(schema: Schema, lexicon: Lexicon): boolean {
  return partsOf(schema).some(([name, property]) => {
    const values = targetOf(property).enum ?? [];
    const isOfFile = values.length > 0 && values.every((value) => typeof value === "string" && MEDIA_TYPE.test(value));
    const said = wordsInOrder((property.description ?? targetOf(property).description ?? "").slice(0, LIMIT));
    return (
      isOfFile ||
      (values.length > 0 && (lexicon.is(wordsOf(name).join(" "), "kind-of-file") || lexicon.has(said, "kind-of-file")))
    );
  });
}

/** So much of what is said of a field is looked at. */
const LIMIT = 300;

/** A media type without `*`: RFC 6838, section 4.2. */
const MEDIA_TYPE = /^(?:application|audio|font|image|message|model|multipart|text|video)\/[\w.+-]{1,100}$/;

/** Whether a part of a form is one of those that generators write down as texts. */
function isNamedFile(name: string, lexicon: Lexicon): boolean {
  return isHeadedBy(wordsOf(name), lexicon, "form-file");
}

/** Whether a text lists types of files and gives a size: it says what is taken, whatever else it says of files. */
export function saysTypesAndSize({ summary = "", description = "" }: Operation): boolean {
  const text = `${summary} ${description}`;
  return DOCUMENTS.test(text) && BYTES.test(text);
}

function statesSize(text: string): boolean {
  return SIZE.test(text) || BYTES.test(text);
}

function namesKind(text: string): boolean {
  return DOCUMENTS.test(text) || OTHER_KIND.test(text);
}

/** A number of bytes, in French "Mo". */
const BYTES = /\b\d{1,5}\s?[kmg](?:i?b|o)\b/i;
const SIZE = /\b\d+(?:\.\d+)? ?(?:[kmg]i?b|(?:kilo|mega|giga)?bytes?)\b|\b(?:max(?:imum)?|largest) (?:file )?size\b/i;
/** What people upload. */
const DOCUMENTS = /\b(?:png|jpe?g|gif|webp|svg|pdf|csv|tsv|xlsx?|docx?|mp3|mp4|wav|epub)\b/i;
/** What else a file may be; the text of an operation has these words for other reasons too. */
const OTHER_KIND =
  /\b(?:zip|json|ya?ml|xml|txt|tar|gz|pem|ics|jsonl|parquet|wasm)\b|\b(?:image|audio|video|text|application)\/\w/i;
/** Bodies that are read as data, not kept as files. */
const DATA = /json|x-www-form-urlencoded|graphql|protobuf|grpc|ndjson/i;
const RAW = /^(?:application\/octet-stream|image\/|audio\/|video\/|application\/(?:pdf|zip|x-tar|gzip))/i;

/** What sends a file by its name, where the description says nothing of what comes in. */
function undescribed(operation: Operation): readonly Upload[] {
  const last = (segmentWords(operation).at(-1) ?? []).join(" ");
  if (!operation.lexicon.is(last, "upload-path") || /\}\/?$/.test(operation.path)) return [];
  return [
    {
      name: undefined,
      at: placeOf(operation),
      witness: "request",
      hasSize: false,
      hasKind: false,
      isDescribed: false,
    },
  ];
}
