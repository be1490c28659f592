import type { FileContent, Files } from "../../src/load/files.ts";

/** Files held in memory, by name; it notes what was asked for. */
export function memoryFiles(
  texts: Readonly<Record<string, string | Uint8Array>>,
): Files & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    read(file): FileContent {
      asked.push(file);
      const text = Object.hasOwn(texts, file) ? texts[file] : undefined;
      if (text !== undefined) return { bytes: typeof text === "string" ? Buffer.from(text) : text };
      return {
        bytes: undefined,
        reason: "missing",
        why: "there is no such file",
        hint: "Correct the name, or add the file.",
      };
    },
  };
}
