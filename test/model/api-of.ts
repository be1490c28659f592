import { loadDocument } from "../../src/load/document.ts";
import { filesBelow, withBuffers } from "../../src/load/files.ts";
import type { Api } from "../../src/model/api.ts";
import { readApi } from "../../src/model/read-api.ts";
import { CORPUS } from "../corpus.ts";

/** The API that a text describes, `openapi.yaml` by name; `others` are files beside it. */
export async function apiOf(text: string, others: Readonly<Record<string, string>> = {}): Promise<Api> {
  const buffers = new Map(
    Object.entries({ ...others, "openapi.yaml": text }).map(([file, content]) => [file, Buffer.from(content)]),
  );
  return readApi(await loadDocument("openapi.yaml", withBuffers(filesBelow(import.meta.dirname), buffers)));
}

/** The API that a file describes, relative to the corpus or another root. */
export async function apiIn(file: string, root: string = CORPUS): Promise<Api> {
  return readApi(await loadDocument(file, filesBelow(root)));
}
