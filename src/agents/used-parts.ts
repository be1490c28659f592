import { isObject, member, type JsonObject } from "../core/json-value.ts";
import { decodedOr } from "../core/place.ts";

/**
 * A description without the reusable parts that nothing in it refers to, by way of other parts or not. Parts are those of
 * `components`, and in Swagger 2.0 those that stand at the root.
 */
export function withoutUnusedParts(description: JsonObject): JsonObject {
  const sections = sectionsOf(description);
  const isSection = (key: string): boolean =>
    key === "components" || (ROOT_SECTIONS.has(key) && "swagger" in description);
  const names: Names =
    "swagger" in description
      ? { schemas: "#/definitions", schemes: "#/securityDefinitions" }
      : { schemas: "#/components/schemas", schemes: "#/components/securitySchemes" };
  const used = new Set<string>();
  const queue: unknown[] = Object.entries(description).flatMap(([key, value]) =>
    isSection(key) ? [] : [{ [key]: value }],
  );
  const use = (pointer: string): void => {
    const part = pointer
      .split("/")
      .slice(0, pointer.startsWith("#/components/") ? 4 : 3)
      .join("/");
    if (used.has(part)) return;
    used.add(part);
    queue.push(sections.get(part));
  };
  while (queue.length > 0) {
    for (const pointer of pointersIn(queue.pop(), sections, names)) use(pointer);
    if (queue.length === 0) for (const pointer of kindsOf(used, sections)) use(pointer);
  }
  return Object.fromEntries(
    Object.entries(description).flatMap(([key, value]): [string, unknown][] => {
      if (!isSection(key)) return [[key, value]];
      if (key !== "components") return keptOf(key, `#/${key}`, value, used);
      const kept = Object.entries(isObject(value) ? value : {}).flatMap(([name, section]) =>
        name.startsWith("x-")
          ? [[name, section] as [string, unknown]]
          : keptOf(name, `#/components/${name}`, section, used),
      );
      return kept.length === 0 ? [] : [[key, Object.fromEntries(kept)]];
    }),
  );
}

const ROOT_SECTIONS: ReadonlySet<string> = new Set(["definitions", "parameters", "responses", "securityDefinitions"]);

/** Every reusable part by its pointer. */
function sectionsOf(description: JsonObject): ReadonlyMap<string, unknown> {
  const components = member(description, "components");
  const above: [string, unknown][] = isObject(components)
    ? Object.entries(components).map(([name, section]) => [`#/components/${name}`, section])
    : [...ROOT_SECTIONS].map((name) => [`#/${name}`, member(description, name)]);
  return new Map(
    above.flatMap(([pointer, section]) =>
      isObject(section)
        ? Object.entries(section).map(([name, part]) => [`${pointer}/${escaped(name)}`, part] as const)
        : [],
    ),
  );
}

function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** The parts of a section that are used. */
function keptOf(key: string, pointer: string, section: unknown, used: ReadonlySet<string>): [string, unknown][] {
  if (!isObject(section)) return [];
  const kept = Object.entries(section).filter(([name]) => used.has(`${pointer}/${escaped(name)}`));
  return kept.length === 0 ? [] : [[key, Object.fromEntries(kept)]];
}

/** Where schemas and security schemes stand that are referred to by name alone. */
interface Names {
  readonly schemas: string;
  readonly schemes: string;
}

/** What a value refers to: by `$ref`, by the mapping of a discriminator, or as a security scheme by its name. */
function* pointersIn(
  value: unknown,
  sections: ReadonlyMap<string, unknown>,
  { schemas, schemes }: Names,
): Generator<string> {
  const queue: unknown[] = [value];
  while (queue.length > 0) {
    const next = queue.pop();
    if (Array.isArray(next)) queue.push(...next);
    if (!isObject(next)) continue;
    for (const [key, inner] of Object.entries(next)) {
      queue.push(inner);
      if ((key === "$ref" || key === "$dynamicRef") && typeof inner === "string") yield* referred(inner, sections);
      if (key === "security" && Array.isArray(inner))
        for (const requirement of inner)
          if (isObject(requirement)) for (const name of Object.keys(requirement)) yield `${schemes}/${escaped(name)}`;
      if (key === "mapping" && isObject(inner))
        for (const target of Object.values(inner))
          if (typeof target === "string")
            yield target.startsWith("#/") ? decodedOr(target) : `${schemas}/${escaped(target)}`;
    }
  }
}

/** Where a reference leads; one to an anchor may lead into any part. */
function* referred(reference: string, sections: ReadonlyMap<string, unknown>): Generator<string> {
  if (reference.startsWith("#/")) yield decodedOr(reference);
  else if (reference.startsWith("#")) yield* sections.keys();
}

/** The schemas that are kinds of those that are used, where a property says which kind a value is (`discriminator`). */
function* kindsOf(used: ReadonlySet<string>, sections: ReadonlyMap<string, unknown>): Generator<string> {
  const bases = new Set([...used].filter((pointer) => member(sections.get(pointer), "discriminator") !== undefined));
  if (bases.size === 0) return;
  for (const [pointer, part] of sections) {
    const above = member(part, "allOf");
    if (used.has(pointer) || !Array.isArray(above)) continue;
    const isKind = above.some((one) => {
      const reference = member(one, "$ref");
      return typeof reference === "string" && bases.has(decodedOr(reference));
    });
    if (isKind) yield pointer;
  }
}
