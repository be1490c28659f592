import { roughlyDecoded } from "../../load/decode.ts";
import type { Files } from "../../load/files.ts";
import type { GitTree } from "./git-tree.ts";
import { IS_DATA, isTouchedFile } from "./touched.ts";

/**
 * The OpenAPI Overlays (1.x) that a change makes, alters or takes away. They change a description where it is built, which
 * nobody sees in the description itself.
 */
export function touchedOverlays(headNames: readonly string[], head: Files, tree: GitTree): readonly string[] {
  const names = new Set([...headNames, ...tree.names].filter((name) => IS_DATA.test(name)));
  return [...names]
    .filter((name) => isTouchedFile(name, head, tree))
    .filter((name) => {
      const { bytes } = head.read(name);
      const found = bytes ?? tree.read(name).bytes;
      return found !== undefined && isOverlay(roughlyDecoded(found));
    })
    .toSorted();
}

function isOverlay(text: string): boolean {
  return /^[ \t]*["']?overlay["']?[ \t]*:[ \t]*["']?1\./m.test(text) && /["']?actions["']?[ \t]*:/.test(text);
}
