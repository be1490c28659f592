import path from "node:path";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { UserError } from "../core/user-error.ts";
import { pathOfUri, uriOfPath } from "./uris.ts";
import type { Buffers, Workbench } from "./workbench.ts";

/** What an editor has open, by files as they really are: the same by whatever links it came to one. */
export interface EditorTexts {
  /** The absolute path of the file that an address names; `undefined` of what is no file. */
  readonly fileOf: (uri: string) => string | undefined;
  /** The address of a file, as the editor says it where it has it open. */
  readonly uriOf: (file: string) => string;
  readonly textOf: (file: string) => string | undefined;
  readonly versionOf: (file: string) => number | undefined;
  readonly buffers: () => Buffers;
}

/** The texts of an editor's documents. */
export function editorTexts(
  {
    all,
    get,
  }: { readonly all: () => readonly TextDocument[]; readonly get: (uri: string) => TextDocument | undefined },
  placed: Workbench["placed"],
  folders: () => readonly string[],
): EditorTexts {
  const files = new Map<string, string>();
  const encoded = new WeakMap<TextDocument, { readonly version: number; readonly bytes: Uint8Array }>();
  const fileOf = (uri: string): string | undefined => {
    const known = files.get(uri);
    if (known !== undefined) return known;
    const named = pathOfUri(uri);
    if (named === undefined) return undefined;
    const file = realFile(named, placed, folders());
    if (get(uri) !== undefined) files.set(uri, file);
    return file;
  };
  const documentOf = (file: string): TextDocument | undefined => all().find(({ uri }) => fileOf(uri) === file);
  const bytesOf = (document: TextDocument): Uint8Array => {
    const known = encoded.get(document);
    if (known?.version === document.version) return known.bytes;
    const bytes = Buffer.from(document.getText());
    encoded.set(document, { version: document.version, bytes });
    return bytes;
  };
  return {
    fileOf,
    uriOf: (file) => documentOf(file)?.uri ?? uriOfPath(file),
    textOf: (file) => documentOf(file)?.getText(),
    versionOf: (file) => documentOf(file)?.version,
    buffers: () =>
      new Map(
        all().flatMap((document) => {
          const file = fileOf(document.uri);
          return file === undefined ? [] : [[file, bytesOf(document)] as const];
        }),
      ),
  };
}

function realFile(named: string, placed: Workbench["placed"], folders: readonly string[]): string {
  try {
    const { root, file } = placed(named, folders);
    return path.join(root, file);
  } catch (error) {
    if (error instanceof UserError) return named; // it is told where it would be reviewed
    throw error;
  }
}
