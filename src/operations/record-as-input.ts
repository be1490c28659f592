/*
 * Requests that take a record as reads return it: the schema of the response, or more than the request that makes such a
 * record takes. What of it the service works out, records or decides is then in the hands of callers.
 */
import { memo } from "../core/memo.ts";
import { denies } from "../lexicon/denial.ts";
import { wordsInOrder } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { placeOf, type Api, type Operation } from "../model/api.ts";
import { operationsOn } from "../model/operations-on-path.ts";
import { composedProperties, heldSchemaOf } from "../model/schema-parts.ts";
import type { Schema } from "../model/schema.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { barePath, collectionPath } from "./candidates/path-steps.ts";
import { readingOf } from "../exposure/reading.ts";
import { isNumber, requestFields, type RequestField } from "./request-fields.ts";

/** A request that takes a record as it is read, with what of that is the service's. */
export interface RecordAsInput {
  readonly operation: Operation;
  /** The operation that returns the same. */
  readonly returnedBy: Operation;
  /** The operation that makes such a record and takes none of the fields; `undefined` where the schema is that of the response. */
  readonly narrower: Operation | undefined;
  readonly fields: readonly ServiceField[];
  /** Its other fields, but those that the narrower request takes, too. */
  readonly others: readonly RequestField[];
}

/** A field that is the service's, and what shows it: its name, or the sentence that says so. */
export interface ServiceField {
  readonly field: RequestField;
  readonly sentence: string | undefined;
  /** Whether it matters who sets it; of what is only metadata it does not. */
  readonly isDecisive: boolean;
}

/**
 * Where an operation takes a record with what is the service's; `undefined` where it takes none. `isSecret` says which
 * fields are credentials: those that whoever makes the record cannot set are the service's, too.
 */
export function recordAsInput(
  api: Pick<Api, "operations">,
  operation: Operation,
  isSecret: (field: RequestField) => boolean,
): RecordAsInput | undefined {
  if (operation.operationKind !== "path" || !WRITES.has(operation.method)) return undefined;
  const fields = recordFields(operation);
  if (fields.length < FEWEST || readingOf(operation) !== undefined) return undefined;
  const makes = operation.method === "POST" ? undefined : makingOf(api.operations, operation);
  const taken = new Set((makes === undefined ? [] : recordFields(makes)).map(({ name }) => name));
  const isNarrower = fields.filter(({ name }) => taken.has(name)).length > 1;
  for (const read of [operation, ...readsOf(api.operations, operation)]) {
    const returned = returnedOf(read);
    const isSame = isWholeRecord(fields, returned);
    if (!isSame && !isNarrower) continue;
    const found = fields.flatMap((field): readonly ServiceField[] => {
      const isLeftOut = isNarrower && !taken.has(field.name);
      if (!returned.has(field.name) || !(isSame || isLeftOut) || !isScalar(field)) return [];
      return serviceField(field, isLeftOut && isSecret(field), operation.lexicon);
    });
    if (!found.some(({ isDecisive }) => isDecisive)) continue;
    const isBeyond = isNarrower && found.every(({ field }) => !taken.has(field.name));
    const own = new Set(found.map(({ field }) => field));
    return {
      operation,
      returnedBy: read,
      narrower: isBeyond ? makes : undefined,
      fields: found,
      others: fields.filter(
        (field) => returned.has(field.name) && !own.has(field) && !(isBeyond && taken.has(field.name)),
      ),
    };
  }
  return undefined;
}

const WRITES: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);
/** A record has more than a name and an ID. */
const FEWEST = 4;

/** The fields of the record that a body is; where it is one object beside few other values, those of that. */
const recordFields = memo((operation: Operation): readonly RequestField[] => {
  const sent = requestFields(operation).filter(({ in: way, witness }) => way === "body" && !witness.includes("["));
  const outer = sent.filter(({ witness }) => !witness.includes("."));
  if (outer.length > MOST_BESIDE) return outer;
  const objects = outer.filter((one) => sent.some(({ witness }) => witness.startsWith(`${one.witness}.`)));
  if (objects.length !== 1) return outer;
  const start = `${objects[0]!.witness}.`;
  return sent.filter(({ witness }) => witness.startsWith(start) && !witness.slice(start.length).includes("."));
});

/** Whether a request is described by the schema of what comes back, or takes all that this has, under whatever name. */
function isWholeRecord(fields: readonly RequestField[], returned: ReadonlyMap<string, Schema>): boolean {
  if (fields.every(({ name, at }) => isAt(returned.get(name), at))) return true;
  const names = new Set(fields.map(({ name }) => name));
  const missing = [...returned.keys()].filter((name) => !names.has(name)).length;
  return returned.size >= FEWEST_BY_NAME && missing * MOST_MISSING <= returned.size;
}

/** Records of fewer fields look alike by chance. */
const FEWEST_BY_NAME = 8;
/** One in so many may be missing, such as its ID. */
const MOST_MISSING = 8;

/** Whether a field holds one value. */
function isScalar({ types, isList }: RequestField): boolean {
  return !isList && !types.includes("object");
}

/** The reads of what an operation writes: at its path, and of one of what is made. */
function readsOf(operations: readonly Operation[], operation: Operation): readonly Operation[] {
  return operationsOn(operations, operation.path).filter(({ method }) => method === "GET");
}

/** The operation that makes a record that another one changes: `POST /orders` of `PUT /orders/{id}`. */
export function makingOf(operations: readonly Operation[], operation: Operation): Operation | undefined {
  if (!barePath(operation).endsWith("}")) return undefined;
  return operationsOn(operations, collectionPath(operation)).find(({ method }) => method === "POST");
}

/** The properties of what comes back, and of the one object that it wraps. */
const returnedOf = memo(({ responses }: Operation): ReadonlyMap<string, Schema> => {
  const found = new Map<string, Schema>();
  for (const { statusClass, content } of responses) {
    if (statusClass !== "2xx") continue;
    for (const { schema } of content) {
      if (schema === undefined) continue;
      const outer = composedProperties(heldSchemaOf(schema));
      for (const [name, property] of outer) if (!found.has(name)) found.set(name, property);
      if (outer.size > MOST_BESIDE) continue;
      for (const property of outer.values())
        for (const [name, inner] of composedProperties(heldSchemaOf(property)))
          if (!found.has(name)) found.set(name, inner);
    }
  }
  return found;
});

/** An envelope has no more beside what it wraps. */
const MOST_BESIDE = 3;

function isAt(property: Schema | undefined, at: RequestField["at"]): boolean {
  if (property === undefined) return false;
  const place = placeOf(property);
  return place.pointer === at.pointer && place.file === at.file;
}

/** A field as one of the service, where its name or text shows that, or `isSet` does. */
function serviceField(field: RequestField, isSet: boolean, lexicon: Lexicon): readonly ServiceField[] {
  const { words, text } = field;
  const sentence = saidOfService(field, lexicon);
  const isMoment = lexicon.has(words, "moment") || endsIn(words, lexicon, "when-last-used");
  const isRecorded = isMoment ? endsIn(words, lexicon, "when-last-used") : endsIn(words, lexicon, "recorded-of-use");
  // `paidBy` is who paid, whom a number names.
  const isReached =
    words.length > 1 &&
    lexicon.lengthAt(words, 0, "reached") > 0 &&
    !lexicon.is(words.at(-1)!, "by-whom") &&
    isNumber(field);
  const isDecided = isSet || isReached || lexicon.is(text, "decided-status");
  if (sentence === undefined && !isRecorded && !isDecided) return [];
  const isMetadata = isMoment || lexicon.is(words.at(-1) ?? "", "metadata-word");
  const isPlain = !isNumber(field) && !field.types.includes("boolean");
  return [{ field, sentence, isDecisive: isDecided || (!isMetadata && (isRecorded || !isPlain)) }];
}

/** The first sentence of a field, where it says that the service works the value out or sets it. */
function saidOfService({ description }: RequestField, lexicon: Lexicon): string | undefined {
  const [first = ""] = sentencesOf(description.slice(0, LIMIT));
  const said = wordsInOrder(first);
  const isSaid = said.slice(0, EARLY).some((_, at) => lexicon.lengthAt(said, at, "set-by-service") > 0);
  return isSaid && !NOT_SO.some((one) => lexicon.has(said, one)) && !denies(said, lexicon) ? first : undefined;
}

const NOT_SO = ["by-the-caller", "if-left-out"] as const;
/** So much of a text is looked at. */
const LIMIT = 500;
/** Further on a sentence tells of something else. */
const EARLY = 8;
