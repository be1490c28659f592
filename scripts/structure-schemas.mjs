/*
 * OpenAPI's own JSON Schemas, with the Schema Object's dialect where a version has one, brought to one shape: JSON
 * Schema 2020-12, every definition that is a *kind* of object (operation, parameter, …) under `$defs`, everything
 * else in place, annotations gone.
 *
 * `format` is left out: in real descriptions what fails it is a template (`https://{host}/`) or a regular expression
 * of another language, not a fault of structure.
 */
import { FRAGMENTS, KIND_WORDS } from "./structure-kinds.mjs";
import { keysOf, rewritten } from "./structure-rewriting.mjs";
import { schemaDocuments } from "./structure-sources.mjs";
import { mapSubschemas } from "./structure-subschemas.mjs";

const ANNOTATIONS = new Set(
  "$anchor $comment $dynamicAnchor $id $schema $vocabulary default deprecated description format id title".split(" "),
);

/**
 * A version's schema: `$defs` by the name of the kind, the kinds with their words and keys, and for each kind that a
 * file may hold (`OpenAPI`, `Operation`, …) the schema of such a file.
 */
export async function structureSchema(version) {
  const defs = collected(await schemaDocuments(version), "openapi:#");
  const kinds = [...defs.keys()].filter(isKind);
  const inlined = Object.fromEntries(kinds.map((name) => [name, inline(defs.get(name), defs)]));
  const $defs = Object.fromEntries(kinds.map((name) => [name, withPointers(rewritten(inlined[name], inlined))]));
  const words = kinds.map((name) => [name, { words: KIND_WORDS.get(name), keys: [...keysOf(inlined[name], inlined)] }]);
  return { $defs, kinds: Object.fromEntries(words), fragments: fragmentsOf(version, inlined) };
}

/** A file may hold an object or, where the grammar has one there, a reference to it. */
function fragmentsOf(version, defs) {
  const column = ["2.0", "3.0"].includes(version) ? ["2.0", "3.0"].indexOf(version) : 2;
  const reference = Object.keys(defs).find((name) => /^(json)?reference$/i.test(name));
  const fragments = { OpenAPI: { allOf: [{ $ref: "#/$defs/openapi" }] } };
  for (const [kind, names] of Object.entries(FRAGMENTS)) {
    const name = names[column];
    if (name === undefined) continue;
    const thing = { $ref: `#/$defs/${name}` };
    const hasOwnReference = kind === "Operation" || keysOf(defs[name], defs).has("$ref");
    const decision = {
      if: { type: "object", required: ["$ref"] },
      then: { $ref: `#/$defs/${reference}` },
      else: thing,
    };
    fragments[kind] = hasOwnReference ? { allOf: [thing] } : decision;
  }
  return fragments;
}

function withPointers(schema) {
  if (typeof schema === "boolean") return schema;
  const { $ref, ...rest } = mapSubschemas(schema, withPointers);
  return $ref === undefined ? rest : { $ref: `#/$defs/${$ref}`, ...rest };
}

/** Every definition that the root reaches, by name, references rewritten to those names. */
function collected(documents, rootUri) {
  const defs = new Map();
  const names = new Map();
  named(rootUri);
  return defs;

  function named(uri) {
    const known = names.get(uri);
    if (known !== undefined) return known;
    const [document, pointer] = uri.split("#");
    const name = pointer === "" && document === "openapi:" ? "openapi" : freeName(uri);
    names.set(uri, name);
    defs.set(name, undefined); // keeps the order of first mention
    defs.set(name, plain(valueAt(documents[document], pointer), document));
    return name;
  }

  function freeName(uri) {
    const last = uri.slice(uri.lastIndexOf("/") + 1);
    return defs.has(last) ? uri : last;
  }

  /** Without annotations and names of its own, in the words of 2020-12. */
  function plain(schema, document) {
    if (typeof schema === "boolean") return schema;
    const kept = Object.fromEntries(Object.entries(schema).filter(([keyword]) => !ANNOTATIONS.has(keyword)));
    delete kept.definitions;
    delete kept.$defs;
    delete kept.additionalItems;
    if (kept.exclusiveMinimum === true) {
      kept.exclusiveMinimum = kept.minimum;
      delete kept.minimum;
    }
    if (kept.$dynamicRef === "#meta") {
      delete kept.$dynamicRef;
      kept.$ref = named("openapi:#/$defs/schema");
    } else if (kept.$ref !== undefined) {
      kept.$ref = named(absolute(kept.$ref, document));
    }
    return mapSubschemas(kept, (sub) => plain(sub, document));
  }
}

function absolute(ref, document) {
  if (ref.startsWith("#")) return document + ref;
  const uri = document.startsWith("http") ? new URL(ref, document).href : ref;
  return uri.includes("#") ? uri : `${uri}#`;
}

function valueAt(document, pointer) {
  const tokens = pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
  return tokens.reduce((value, token) => value[token], document);
}

function isKind(name) {
  return KIND_WORDS.has(name);
}

/** With every reference to what is no kind replaced by its target. */
function inline(schema, defs) {
  if (typeof schema === "boolean") return schema;
  const { $ref, ...rest } = mapSubschemas(schema, (sub) => inline(sub, defs));
  if ($ref === undefined || isKind($ref)) return $ref === undefined ? rest : { $ref, ...rest };
  const target = inline(defs.get($ref), defs);
  return Object.keys(rest).length === 0 ? target : { ...rest, allOf: [target, ...(rest.allOf ?? [])] };
}
