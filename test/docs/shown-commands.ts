import { globSync } from "tinyglobby";
import { readFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** Lines of one block of a document that somebody copies into a shell, in their order. */
export interface ShownBlock {
  readonly document: string;
  readonly commands: readonly string[];
  /** What the document says that the last of them prints; `…` stands for what it leaves out. */
  readonly prints: string | undefined;
}

/** Every block of commands in the README and docs: of shells, of sessions in one, and the jobs of pipelines. */
export function shownBlocks(): readonly ShownBlock[] {
  return ["README.md", "SECURITY.md", ...globSync("docs/*.md", { cwd: ROOT }).toSorted()].flatMap((document) =>
    [...readFileSync(`${ROOT}/${document}`, "utf8").matchAll(/^( *)```(sh|console|yaml)\n([^]*?)^\1```$/gm)].flatMap(
      ([, indentation = "", language, text = ""]): ShownBlock[] => {
        // A block in a list is indented as that is.
        const block = text.replaceAll(new RegExp(`^${indentation}`, "gm"), "");
        const lines = block.split("\n").filter((line) => line.trim() !== "");
        const [commands, prints] =
          language === "sh"
            ? [lines, undefined]
            : language === "console"
              ? [
                  lines.filter((line) => line.startsWith("$ ")).map((line) => line.slice(2)),
                  block.replace(/^\$ .*\n/gm, ""),
                ]
              : [
                  lines.flatMap((line) => /(?:run|-): ?(npx .*)|- (npx .*)/.exec(line)?.slice(1).find(Boolean) ?? []),
                  undefined,
                ];
        return commands.length === 0 ? [] : [{ document, commands, prints }];
      },
    ),
  );
}

/** A command without the comment behind it. */
export function commandOf(line: string): string {
  return line.replace(/\s+#.*$/, "");
}
