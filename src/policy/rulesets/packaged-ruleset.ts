import path from "node:path";
import { isObject, member } from "../../core/json-value.ts";
import { decode } from "../../load/decode.ts";
import type { Files } from "../../load/files.ts";
import { shownValue } from "../configuration-key.ts";
import { OWN_NAMES } from "./own-rulesets.ts";
import { refusal, type Writer } from "./writer.ts";

/**
 * The file that an npm package's name means in a file, `@acme/ruleset` or `@acme/ruleset/strict.yaml`: looked for in
 * the `node_modules` above it, up to the root. Throws a `UserError` where there is none.
 */
export function packagedRuleset(name: string, writer: Writer, files: Files): string {
  const [, packageName = "", inside = ""] = /^((?:@[\w.-]+\/)?[\w.-]+)(?:\/(.+))?$/.exec(name) ?? [];
  const refuse = (why: string, hint: string): never => {
    throw refusal(writer, `the ruleset ${shownValue(name)} ${why}`, hint);
  };
  if (packageName === "" || /^\.+$/.test(packageName))
    return refuse("is neither a file nor a package", 'Write a file as "./acme.yaml".');
  for (let folder = path.posix.dirname(writer.file); ; folder = path.posix.dirname(folder)) {
    const home = path.posix.join(folder, "node_modules", packageName);
    const content = files.read(`${home}/package.json`);
    if (content.bytes !== undefined) {
      const entry = entryOf(decode(content.bytes, `${home}/package.json`), inside);
      if (entry === undefined)
        return refuse(
          "is a package that does not say where its ruleset is",
          "Its package.json needs main, or exports.",
        );
      return path.posix.join(home, entry);
    }
    if (folder === "." || folder === "/") {
      const meant = [...OWN_NAMES, "spectral:oas"].find((own) => own.endsWith(`:${name}`));
      return refuse(
        `is neither a file nor an installed package${meant === undefined ? "" : `; did you mean "${meant}"?`}`,
        'Write a file as "./acme.yaml", or install the package below the root.',
      );
    }
  }
}

function entryOf(packageJson: string, inside: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(packageJson);
  } catch {
    return undefined;
  }
  const exported = member(value, "exports");
  const wanted = inside === "" ? "." : `./${inside}`;
  const found =
    isObject(exported) && Object.keys(exported).some((key) => key.startsWith("."))
      ? member(exported, wanted)
      : inside === ""
        ? exported
        : undefined;
  const target = targetOf(found);
  if (target !== undefined) return target;
  if (inside !== "") return inside;
  const main = member(value, "main");
  return typeof main === "string" ? main : undefined;
}

/** The file of an export with conditions (Node.js, Conditional exports). */
function targetOf(found: unknown): string | undefined {
  if (typeof found === "string") return found;
  for (const condition of ["spectral", "require", "node", "default", "import"]) {
    const target = isObject(found) ? targetOf(member(found, condition)) : undefined;
    if (target !== undefined) return target;
  }
  return undefined;
}
