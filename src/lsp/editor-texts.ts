import type { TextDocument } from "vscode-languageserver-textdocument";
import { realFile } from "../load/files.ts";
import { pathOfUri, uriOfPath } from "./uris.ts";
import type { Buffers } from "./workbench.ts";

/** What an editor has open, by files as they really are: the same by whatever links it came to one. */
export interface EditorTexts {
  /** The absolute path of the file that an address names; `undefined` of what is no file. */
  readonly fileOf: (uri: string) => string | undefined;
  /** The address of a file, as the editor says it where it has it open. */
  readonly uriOf: (file: string) => string;
  readonly textOf: (file: string) => string | undefined;
  readonly versions: () => ReadonlyMap<string, number>;
  readonly buffers: () => Buffers;
  /** The text at an address was opened or changed: of several of one file it is the one that counts. */
  readonly changed: (uri: string) => void;
  readonly closed: (uri: string) => void;
}

/** The texts of an editor's documents. */
export function editorTexts({
  all,
  get,
}: {
  readonly all: () => readonly TextDocument[];
  readonly get: (uri: string) => TextDocument | undefined;
}): EditorTexts {
  const files = new Map<string, string>();
  /** The addresses that were changed, the last one last. */
  const changed = new Set<string>();
  const encoded = new WeakMap<TextDocument, { readonly version: number; readonly bytes: Uint8Array }>();
  const fileOf = (uri: string): string | undefined => {
    const known = files.get(uri);
    if (known !== undefined) return known;
    const named = pathOfUri(uri);
    if (named === undefined) return undefined;
    const file = realFile(named);
    if (get(uri) !== undefined) files.set(uri, file);
    return file;
  };
  let latest:
    | { readonly open: readonly TextDocument[]; readonly byFile: ReadonlyMap<string, TextDocument> }
    | undefined;
  const documents = (): ReadonlyMap<string, TextDocument> => {
    const open = all();
    // One may be asked for that was opened just now, before it is said to be changed.
    const before = latest;
    const isSame = before?.open.length === open.length && open.every((document, at) => document === before.open[at]);
    return (latest = before !== undefined && isSame ? before : { open, byFile: byFileOf(open) }).byFile;
  };
  const byFileOf = (open: readonly TextDocument[]): ReadonlyMap<string, TextDocument> => {
    const byAddress = new Map(open.map((document) => [document.uri, document]));
    const byFile = new Map<string, TextDocument>();
    for (const uri of new Set([...byAddress.keys()].filter((one) => !changed.has(one)).concat([...changed]))) {
      const [file, document] = [fileOf(uri), byAddress.get(uri)];
      if (file !== undefined && document !== undefined) byFile.set(file, document);
    }
    return byFile;
  };
  const bytesOf = (document: TextDocument): Uint8Array => {
    const known = encoded.get(document);
    if (known?.version === document.version) return known.bytes;
    const bytes = Buffer.from(document.getText());
    encoded.set(document, { version: document.version, bytes });
    return bytes;
  };
  return {
    fileOf,
    uriOf: (file) => documents().get(file)?.uri ?? uriOfPath(file),
    textOf: (file) => documents().get(file)?.getText(),
    versions: () => new Map([...documents()].map(([file, { version }]) => [file, version])),
    buffers: () => new Map([...documents()].map(([file, document]) => [file, bytesOf(document)])),
    changed: (uri) => {
      latest = undefined;
      changed.delete(uri);
      changed.add(uri);
    },
    closed: (uri) => {
      latest = undefined;
      changed.delete(uri);
      files.delete(uri);
    },
  };
}
