import { memoBy } from "../../core/memo.ts";
import { textOfName, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Api, Operation } from "../../model/api.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import type { RequestField } from "../request-fields.ts";
import { pathIdentifiers } from "./object-identifiers.ts";
import { resourcesOf, type Resource } from "./resources.ts";

/** What the values that name the things of an API's paths are known by, wherever else they stand. */
export interface PathValues {
  /** The kind of thing that a field names one of, as a parameter of some path does: by its schema, pattern or name. */
  readonly thingOf: (field: RequestField) => Resource | undefined;
  /** Whether callers change or delete such things: what nobody changes is there for all. */
  readonly isManaged: (noun: string) => boolean;
}

/** Looks once through the paths of an API for the values that name its things. */
export const pathValuesOf = memoBy(
  ({ operations }: Api) => operations,
  (api): PathValues => {
    const resources = resourcesOf(api);
    const known = new Map<string, Resource | undefined>();
    const managed = new Set<string>();
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
      if (last === undefined || !operation.path.includes(`{${last.name}}`)) continue;
      const resource = resources.ofParameter(operation, last.name);
      if (operation.method !== "GET" && operation.method !== "HEAD") managed.add(resource.bare);
      if (operation.method === "GET" && operation.path.endsWith("}"))
        for (const schema of ownIdentifiers(operation)) for (const key of keysOf(schema)) learn(key, resource);
    }
    return {
      thingOf({ parts, name, in: way, witness }) {
        // What names the parts of a list in a query is called by its property there.
        const own = way === "query" ? name.replace(/^.*\[(?=[^[\]]+\]$)|\]$/g, "") : name;
        const keys = [...parts.flatMap(keysOf), `name ${textOfName(own)}`];
        return witness === "" ? undefined : keys.map((key) => known.get(key)).find((one) => one !== undefined);
      },
      isManaged: (noun) => managed.has(noun),
    };
  },
);

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

/** By its own name, where that says what it names: `roomName`, and `{room}` of `/rooms/{room}`; not `{id}` or `{date}`. */
function keysOfName(name: string, { lexicon }: Operation): readonly string[] {
  const words = wordsOf(name);
  return words.length > 1 && lexicon.is(words.at(-1)!, "naming") ? [`name ${textOfName(name)}`] : [];
}
