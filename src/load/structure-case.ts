import type { SpecVersion } from "./api-format.ts";
import type { Kind, StructureError } from "./generated/structure-validators.js";
import { valueAt } from "./structure-words.ts";

/** What the errors are about. */
export interface JudgedValue {
  readonly version: SpecVersion;
  readonly root: unknown;
  readonly kinds: Readonly<Record<string, Readonly<Record<string, Kind>>>>;
}

/** A compiled validator's error with what a message about it is made of. */
export interface StructureCase extends JudgedValue {
  readonly error: StructureError;
  readonly pointer: string;
  /** What stands at the pointer. */
  readonly value: unknown;
  readonly kind: Kind;
  /** The kind without its article. */
  readonly kindName: string;
}

export function structureCaseOf(error: StructureError, judged: JudgedValue): StructureCase {
  const pointer = `#${error.instancePath}`;
  const kind = judged.kinds[judged.version]?.[error.kind] ?? { words: "a file", keys: [] };
  return {
    ...judged,
    error,
    pointer,
    value: valueAt(pointer, judged.root),
    kind,
    kindName: kind.words.replace(/^an? /, ""),
  };
}

/** What groups the faults of a kind: `unknown-key operation sumary`. Of the document's text it has no more than 60 characters. */
export function causeOf(fault: string, { kindName }: StructureCase, what: string): string {
  return `${fault} ${kindName} ${what.slice(0, 60)}`.trim();
}
