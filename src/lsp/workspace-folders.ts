import path from "node:path";
import { realPath } from "../load/files.ts";
import { pathOfUri } from "./uris.ts";

/** The folders that an editor has open. */
export interface WorkspaceFolders {
  /** Absolute, links resolved; `undefined` where there never was one, which is not the same as none that is left. */
  readonly all: () => readonly string[] | undefined;
  readonly change: (added: readonly string[], removed: readonly string[]) => void;
}

/** Keeps the folders of an editor by their addresses. */
export function workspaceFolders(): WorkspaceFolders {
  const byUri = new Map<string, string>();
  let hadOne = false;
  return {
    all: () => (hadOne ? [...new Set(byUri.values())] : undefined),
    change: (added, removed) => {
      for (const uri of removed) {
        const left = realFolder(uri);
        for (const [known, folder] of byUri) if (known === uri || folder === left) byUri.delete(known);
      }
      for (const uri of added) {
        const folder = realFolder(uri);
        if (folder === undefined) continue;
        byUri.set(uri, folder);
        hadOne = true;
      }
    },
  };
}

function realFolder(uri: string): string | undefined {
  const named = pathOfUri(uri);
  return named === undefined ? undefined : realPath(path.resolve(named));
}
