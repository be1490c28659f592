import { memo } from "../../core/memo.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import type { FieldFacts, ObjectFacts } from "./field-facts.ts";
import type { ObjectFactsReader } from "./object-facts.ts";

/** Reads facts with their abbreviated names written out, and says reasons by the names as they are written. */
export interface FactsInFull {
  readonly facts: ObjectFactsReader;
  readonly ofField: (facts: FieldFacts) => FieldFacts;
  /** `named "full name"`, where that stands for `FULL_NM`, as `named "FULL_NM" (full name)`. */
  readonly asWritten: (because: readonly string[]) => readonly string[];
}

/** Facts of an API that names things by abbreviated words. */
export function factsInFull(reader: ObjectFactsReader, { inFull }: Lexicon): FactsInFull {
  const written = new Map<string, string>();
  const read = (name: string): string => {
    const full = inFull(name);
    if (full !== name && !written.has(full)) written.set(full, name);
    return full;
  };
  const objectInFull = memo((object: ObjectFacts): ObjectFacts => {
    const { owners, resources, path, fields, referredBy } = object;
    return {
      ...object,
      owners: owners.map(read),
      resources: resources.map(read),
      path: path?.map(read),
      fields: fields.map(read),
      referredBy: referredBy.map(({ property, owner }) => ({ property: read(property), owner: read(owner) })),
      values: Object.fromEntries(Object.entries(object.values).map(([name, values]) => [read(name), values])),
    };
  });
  return {
    facts: {
      ofObject: (context) => objectInFull(reader.ofObject(context)),
      ofParameters: (context) => objectInFull(reader.ofParameters(context)),
    },
    ofField: (facts) => ({
      ...facts,
      name: read(facts.name),
      schemaName: facts.schemaName === undefined ? undefined : read(facts.schemaName),
      children: facts.children.map(read),
    }),
    asWritten: (because) =>
      because.map((reason) =>
        reason.replaceAll(/"([^"]+)"/g, (quoted, name: string) => {
          const before = written.get(name);
          return before === undefined ? quoted : `"${before}" (${name})`;
        }),
      ),
  };
}
