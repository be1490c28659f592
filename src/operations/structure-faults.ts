import { memoBy } from "../core/memo.ts";
import type { Place } from "../core/place.ts";
import type { Node } from "../load/document.ts";
import { hasKind, type StructureFault } from "../load/structure.ts";
import type { Api } from "../model/api.ts";

/** A fault of a description's structure, in whichever of its files. */
export interface PlacedStructureFault {
  readonly at: Place;
  readonly cause: string;
  readonly message: string;
  /** The key or the value that was probably meant in its place. */
  readonly meant: { readonly part: "key" | "value"; readonly word: string } | undefined;
}

/** What OpenAPI's own JSON Schema says against the entry file, and against the parts of other files that it refers to. */
export const structureFaultsIn = memoBy(
  ({ document }: Api) => document,
  ({ document, format, partsElsewhere }): readonly PlacedStructureFault[] => {
    const faults = document.structureFaults.map((fault) => placed(fault, document.root));
    const seen = new Set<string>();
    for (const { kind, node } of partsElsewhere) {
      if (faults.length >= MOST_FAULTS) break;
      if (!hasKind(format.version, kind)) continue;
      document.budget.checkTime(node.source.file);
      for (const fault of document.structureFaultsOf(kind, node)) {
        const one = placed(fault, node);
        const key = `${one.at.file}${one.at.pointer} ${one.message}`;
        if (seen.has(key)) continue; // of a part that is judged with another one too
        seen.add(key);
        faults.push(one);
      }
    }
    return faults;
  },
);

/** A fault of a part, by its place in the file. */
function placed(
  { pointer, cause, message, part: of, meant }: StructureFault,
  { source, pointer: part }: Node,
): PlacedStructureFault {
  return {
    at: { file: source.file, pointer: part + pointer.slice(1) },
    cause,
    message,
    meant: meant === undefined ? undefined : { part: of, word: meant },
  };
}

/** As the validators stop at so many in one file. */
const MOST_FAULTS = 10_000;
