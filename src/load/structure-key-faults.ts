import { member } from "../core/json-value.ts";
import { childPointer } from "../core/place.ts";
import { textOfValue } from "../core/text-of-value.ts";
import { causeOf, type StructureCase } from "./structure-case.ts";
import { either, alternatives, meantBy, quotedVisibly, shown, suggestion } from "./structure-words.ts";
import type { StructureFault } from "./structure.ts";

/** A key that is required and not there; of several, one. */
export function missingKey(it: StructureCase, keys: readonly string[]): StructureFault {
  const isStatus = it.kindName === "responses object";
  return {
    pointer: it.pointer,
    part: "key",
    message: `${it.kind.words} needs ${isStatus ? 'at least one status code or "default"' : either(keys)}`,
    cause: causeOf("missing-key", it, keys.join("|")),
    key: keys.join("|"),
  };
}

/** None or too many of the keys of which there must be one. */
export function wrongChoice(it: StructureCase): StructureFault {
  const { keys: choice, present: count } = it.error.params;
  const keys = Array.isArray(choice) ? choice.map(textOfValue) : [];
  if (count === 0) return missingKey(it, keys);
  const present = keys.filter((key) => member(it.value, key) !== undefined);
  const key = present.at(-1) ?? "";
  return {
    pointer: childPointer(it.pointer, key),
    part: "key",
    message: `${it.kind.words} has ${either(present)}, not both`,
    cause: causeOf("exclusive-keys", it, present.join(" ")),
    key,
  };
}

/** What is said of an unknown key where keys are not listed but have a form. */
const KEY_FORMS: Readonly<Record<string, string>> = {
  "paths object": 'not a path: a path begins with "/"',
  "responses object": 'not a key of a responses object: a status code or "default" is expected',
};

/** A key that the spec does not have for an object, with the one that was meant or the versions that have it. */
export function unknownKey(it: StructureCase): StructureFault {
  const key = textOfValue(it.error.params["additionalProperty"]);
  const others = otherVersionsWith(key, it);
  const meant = others.length > 0 ? undefined : keyMeantBy(key, it);
  const version = others.length > 0 ? ` in OpenAPI ${it.version}, but in ${alternatives(others)}` : "";
  const extension = /^x[^a-z]|^x-/i.test(key) ? '; an extension begins with "x-"' : "";
  return {
    pointer: childPointer(it.pointer, key),
    part: "key",
    message: `${quotedVisibly(key)} is ${KEY_FORMS[it.kindName] ?? `not a key of ${it.kind.words}${version}`}${suggestion(meant) || extension}`,
    cause: causeOf("unknown-key", it, key),
    key,
    ...(meant !== undefined && { meant }),
  };
}

function keyMeantBy(key: string, { kind, kindName, value }: StructureCase): string | undefined {
  if (kindName === "responses object" && /^[1-5]xx$/i.test(key)) return key.toUpperCase();
  const free = kind.keys.filter((known) => member(value, known) === undefined);
  return meantBy(key, free);
}

/** The versions in which such an object has the key, where it has it under no condition in this one. */
function otherVersionsWith(key: string, { kind, kinds, version }: StructureCase): readonly string[] {
  const family = familyOf(kind.words);
  const having = Object.keys(kinds).filter((one) =>
    Object.values(kinds[one] ?? {}).some(({ words, keys }) => familyOf(words) === family && keys.includes(key)),
  );
  return having.includes(version) ? [] : having;
}

/** A query parameter is a parameter: versions differ in which of these are kinds of their own. */
function familyOf(words: string): string {
  return /(?:parameter|security scheme)$/.exec(words)?.[0] ?? words;
}

/** A key that the object may have, but not beside what else it has: `bearerFormat` in a scheme that is not bearer. */
export function misplacedKey(it: StructureCase): StructureFault {
  const key = textOfValue(it.error.params["key"]);
  const [tag = ""] = ["content", "in", "scheme", "type"].filter(
    (one) => one !== key && member(it.value, one) !== undefined,
  );
  const value = shown(member(it.value, tag));
  return {
    pointer: childPointer(it.pointer, key),
    part: "key",
    message: `${quotedVisibly(key)} does not ${tag === "content" ? 'go with "content"' : `apply to ${it.kind.words} with ${quotedVisibly(tag)}: ${value}`}`,
    cause: causeOf("misplaced-key", it, `${key} ${tag === "content" ? tag : value}`),
    key,
  };
}

/** `$ref` where names stand, as in `components.schemas`. */
export function misplacedReference(it: StructureCase): StructureFault {
  return {
    pointer: it.pointer,
    part: "key",
    message: `"$ref" is not allowed among names: it is read as another name`,
    // One mistake wherever it is made: whoever split the description put a reference in place of each list.
    cause: "misplaced-reference components",
    key: "$ref",
  };
}

/** A name that its author chose, with a character that is not allowed in it. */
export function wrongName(it: StructureCase, name: string): StructureFault {
  const { at, keyword } = it.error;
  return {
    pointer: childPointer(it.pointer, name),
    part: "key",
    message:
      keyword === "not"
        ? `${quotedVisibly(name)} has a key of its own, "${name.toLowerCase()}"`
        : `${quotedVisibly(name)} is ${NAME_FORMS[at] ?? COMPONENT_NAME}`,
    cause: causeOf("wrong-name", it, at),
    key: name,
  };
}

const NAME_FORMS: Readonly<Record<string, string>> = {
  headers: "not a header's name: it has a character that is not allowed there",
  additionalOperations: "not a method: it has a character that is not allowed there",
};
const COMPONENT_NAME = 'no name for a component: only letters, digits, ".", "-" and "_" are allowed';
