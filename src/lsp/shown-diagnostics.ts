import type { Diagnostic } from "vscode-languageserver";
import { addTo } from "../core/grouped.ts";

/** What several finders show, each in any number of files: a file that two descriptions share has what both find in it. */
export interface ShownDiagnostics {
  /** What one finder finds now, by address, in place of what it found before. */
  readonly show: (finder: string, found: ReadonlyMap<string, readonly Diagnostic[]>) => void;
}

/**
 * Keeps what is shown, and sends each file of a finder that found something new in it or was asked about it. `addressOf`
 * gives the address that an editor has a file open under: where that is another than before, nothing stays at the old one.
 */
export function shownDiagnostics(
  addressOf: (uri: string) => string,
  send: (uri: string, diagnostics: readonly Diagnostic[]) => void,
): ShownDiagnostics {
  const byFinder = new Map<string, ReadonlyMap<string, readonly Diagnostic[]>>();
  const sent = new Map<string, { readonly address: string; readonly text: string }>();
  return {
    show(finder, found) {
      const before = byFinder.get(finder) ?? new Map<string, readonly Diagnostic[]>();
      if (found.size === 0) byFinder.delete(finder);
      else byFinder.set(finder, found);
      // The first file is the one that is edited: whoever edits it sees that it was looked at.
      const [first] = found.keys();
      for (const uri of new Set([...before.keys(), ...found.keys()])) {
        const all = unionOf([...byFinder.values()].flatMap((one) => one.get(uri) ?? []));
        const text = JSON.stringify(all);
        const last = sent.get(uri);
        const isFirst = uri === first;
        // Of many files nothing is ever found: nobody asks where those are.
        if (!isFirst && last === undefined && all.length === 0) continue;
        const address = addressOf(uri);
        const isMoved = last !== undefined && last.address !== address;
        if (!isFirst && !isMoved && last?.text === text) continue;
        if (isMoved) send(last.address, []);
        if (all.length === 0) sent.delete(uri);
        else sent.set(uri, { address, text });
        if (all.length > 0 || isFirst || !isMoved) send(address, all);
      }
    },
  };
}

/** What two descriptions find alike is shown once. */
function unionOf(all: readonly Diagnostic[]): readonly Diagnostic[] {
  const groups = new Map<string, Diagnostic[]>();
  for (const one of all) addTo(groups, JSON.stringify([one.range, one.code, one.message]), one);
  return [...groups.values()].map(([first]) => first!); // grouped, so there is one
}
