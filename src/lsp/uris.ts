import { fileURLToPath, pathToFileURL } from "node:url";

/** The path of a file by its address; `undefined` of what is no file, such as a text that was never saved. */
export function pathOfUri(uri: string): string | undefined {
  if (!uri.startsWith("file:")) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined; // of another host
  }
}

export function uriOfPath(path: string): string {
  return pathToFileURL(path).href;
}
