import { addTo } from "../../core/grouped.ts";
import { memoBy } from "../../core/memo.ts";
import { returnsList } from "../../exposure/lists.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Api, Operation } from "../../model/api.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";
import { keyword, targetOf, type Schema } from "../../model/schema.ts";
import type { RequestField } from "../request-fields.ts";
import { listedProperties } from "../returned-properties.ts";
import { actionOf } from "./action.ts";
import { lastWord } from "./nouns.ts";
import { pathIdentifiers } from "./object-identifiers.ts";
import { tailOf } from "./path-steps.ts";
import { resourcesOf, type Resource, type Resources } from "./resources.ts";

/** What the values that name the things of an API's paths are known by, wherever else they stand. */
export interface PathValues {
  /** The kind of thing that a field names one of, as a parameter of some path does: by its schema, pattern or name. */
  readonly thingOf: (field: RequestField) => Resource | undefined;
  /** Whether callers make, change or delete such things: what nobody changes is there for all. */
  readonly isManaged: (noun: string) => boolean;
  /** Whether a field of an operation cannot hold an identifier of such things, by how these look in paths. */
  readonly isOfOtherForm: (noun: string, field: RequestField, operation: Operation) => boolean;
  /** Whether a path names such a thing by a parameter that ends in a word: `number` of `{invoiceNumber}`, or a bare `{number}`. */
  readonly isNamedSo: (noun: string, word: string) => boolean;
  /** The things of which there is a list, and no path that names one, that a name such as `block_id` says one of. */
  readonly listedThing: (words: readonly string[], field: RequestField, operation: Operation) => Resource | undefined;
}

/** How identifiers look. */
type Form = "number" | "uuid" | "other";

/** Looks once through the paths of an API for the values that name its things. */
export const pathValuesOf = memoBy(
  ({ operations }: Api) => operations,
  (api): PathValues => {
    const resources = resourcesOf(api);
    const known = new Map<string, Resource | undefined>();
    const managed = new Set<string>();
    const forms = new Map<string, Set<Form>>();
    const listed = listedThings(api.operations, resources);
    const lastWords = new Map<string, Set<string>>();
    const learn = (key: string, resource: Resource): void => {
      // What names several kinds of things says nothing of the kind.
      known.set(key, known.has(key) && known.get(key)?.bare !== resource.bare ? undefined : resource);
    };
    for (const operation of api.operations) {
      if (operation.operationKind !== "path") continue;
      for (const { name, schema } of pathIdentifiers(operation)) {
        const resource = resources.ofParameter(operation, name);
        for (const key of [...keysOf(schema), ...keysOfName(name, operation)]) learn(key, resource);
      }
      const last = pathIdentifiers(operation).at(-1);
      const made = operation.method === "POST" && tailOf(operation).length > 0 && actionOf(operation).isMaking;
      if (made) managed.add(resources.ofCollection(operation)?.bare ?? "");
      if (last === undefined || !operation.path.includes(`{${last.name}}`)) continue;
      const resource = resources.ofParameter(operation, last.name);
      lastWords.set(resource.bare, (lastWords.get(resource.bare) ?? new Set()).add(wordsOf(last.name).at(-1) ?? ""));
      if (!forms.has(resource.bare)) forms.set(resource.bare, new Set());
      forms.get(resource.bare)!.add(formOf(last.schema));
      if (operation.method !== "GET" && operation.method !== "HEAD") managed.add(resource.bare);
      if (operation.method === "GET" && operation.path.endsWith("}"))
        for (const schema of ownIdentifiers(operation)) for (const key of keysOf(schema)) learn(key, resource);
    }
    return {
      thingOf({ parts, name, in: way, witness }) {
        // What names the parts of a list in a query is called by its property there.
        const own = way === "query" ? name.replace(/^.*\[(?=[^[\]]+\]$)|\]$/g, "") : name;
        const keys = [...parts.flatMap(keysOf), ...namesOf(own, api.lexicon)];
        return witness === "" ? undefined : keys.map((key) => known.get(key)).find((one) => one !== undefined);
      },
      isManaged: (noun) => managed.has(noun),
      isNamedSo: (noun, word) => lastWords.get(noun)?.has(word) === true,
      isOfOtherForm(noun, field, operation) {
        const [form, ...more] = forms.get(noun) ?? [];
        if (form === undefined || more.length > 0) return false;
        const own =
          field.in === "query" ? listedProperties(operation).find(([name]) => name === field.name) : undefined;
        const parts = [...field.parts, ...(own === undefined ? [] : [targetOf(own[1])])].map((part) => targetOf(part));
        const types = new Set(parts.flatMap((part) => part.types));
        const isSaid = api.lexicon.has(wordsInOrder(field.description.slice(0, MOST_TEXT)), "says-identifier");
        if (form === "number") return types.has("string") && !types.has("integer") && !types.has("number") && !isSaid;
        return form === "uuid" && (types.has("integer") || parts.some(isOfOtherLength));
      },
      listedThing(words, field, operation) {
        const things = listed.get(words.at(-1) ?? "") ?? [];
        const name = words.join(" ");
        const about = resources.ofCollection(operation)?.bare ?? "";
        const said = joined(field.description.slice(0, MOST_TEXT));
        return things.find(
          ({ bare }) =>
            bare === name || bare === `${about} ${name}` || (bare.endsWith(` ${name}`) && said.includes(joined(bare))),
        );
      },
    };
  },
);

/**
 * The things that are listed with an ID of each, and named by no path, by the last word of what they are called, where a text says
 * that they are the caller's: "Returns a list of your document blocks". What is listed for all is nobody's.
 */
function listedThings(
  operations: readonly Operation[],
  resources: Resources,
): ReadonlyMap<string, readonly Resource[]> {
  const listed = new Map<string, Resource[]>();
  for (const operation of operations) {
    const { operationKind, method, path, summary = "", description = "", lexicon } = operation;
    if (operationKind !== "path" || method !== "GET" || path.includes("{")) continue;
    const words = wordsInOrder(`${summary} ${description}`.slice(0, MOST_TEXT));
    const thing = resources.ofCollection(operation);
    if (thing === undefined || resources.isAddressed(thing.bare) || !lexicon.has(words, "yours")) continue;
    if (returnsList(operation) && listedProperties(operation).some(([name]) => IS_ID.test(name)))
      addTo(listed, lastWord(thing.bare), thing);
  }
  return listed;
}

const MOST_TEXT = 300;

function joined(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\d]/gu, "");
}

function formOf(schema: Schema | undefined): Form {
  const { types = [], format } = schema === undefined ? {} : targetOf(schema);
  return types.includes("integer") || types.includes("number") ? "number" : format === "uuid" ? "uuid" : "other";
}

/** Whether a text may be longer or shorter than a UUID, by its own word. */
function isOfOtherLength(schema: Schema): boolean {
  const most = keyword(schema, "maxLength");
  return schema.format !== "uuid" && typeof most === "number" && (most < UUID || most > 2 * UUID);
}

/** Letters of a UUID with its hyphens. */
const UUID = 36;

/** The schemas of what a read of one thing calls its identifier. */
function ownIdentifiers({ responses }: Operation): readonly Schema[] {
  return responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.flatMap(({ schema }) => schema ?? []))
    .flatMap((schema) => [...composedProperties(heldSchemaOf(schema))])
    .flatMap(([name, schema]) => (IS_ID.test(name) ? [schema] : []));
}

const IS_ID = /^_?(?:id|uuid|guid|sid|uid)$/i;

/** By what a schema is known again: its component, or a pattern that few values have. */
function keysOf(schema: Schema | undefined): readonly string[] {
  if (schema === undefined) return [];
  const target = targetOf(schema);
  const { pattern } = target;
  const isScalar = target.properties.size === 0 && target.items === undefined && target.enum === undefined;
  if (!isScalar) return [];
  return [
    ...(target.name === undefined ? [] : [`schema ${target.name}`]),
    ...(pattern !== undefined && isTelling(pattern) ? [`pattern ${pattern}`] : []),
    ...(target.format !== undefined && ID_FORMAT.test(target.format) ? [`format ${target.format}`] : []),
  ];
}

/** Whether a pattern begins with letters of its own, as `^RM[0-9a-f]{32}$` does: that of any UUID or number tells no kind. */
function isTelling(pattern: string): boolean {
  return /^\^?\(?[A-Za-z]{2,}[-_]?[[\\(]/.test(pattern);
}

/** A format that is an identifier's of one kind: `account-id`, `customerId`. */
const ID_FORMAT = /[a-z](?:[-_]id|Id)$/;

/** A name as it is, and without the word before it that says on which side of an act it is: `sourceRoomName`. */
function namesOf(name: string, lexicon: Lexicon): readonly string[] {
  const text = textOfName(name);
  const [side = "", ...rest] = text.split(" ");
  return [`name ${text}`, ...(rest.length > 1 && lexicon.is(side, "side") ? [`name ${rest.join(" ")}`] : [])];
}

/** By its own name, where that says what it names: `roomName`, and `{room}` of `/rooms/{room}`; not `{id}` or `{date}`. */
function keysOfName(name: string, { lexicon }: Operation): readonly string[] {
  const words = wordsOf(name);
  return words.length > 1 && lexicon.is(words.at(-1)!, "naming") ? [`name ${textOfName(name)}`] : [];
}
