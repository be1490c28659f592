import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";

/**
 * Whether a text says that a folder is where the thing that is made is served from, within what the path names: "Folder location
 * for the subsite" of `/hostings/{domain}/subsites`.
 */
export function isDocumentRoot(text: string, { method, path }: Operation): boolean {
  const made = /\}\/([^/{}]+)\/?$/.exec(path)?.[1];
  if (method !== "POST" || made === undefined) return false;
  const things = wordsOf(made);
  const [, named = ""] = FOLDER_FOR.exec(text) ?? [];
  return (
    named !== "" &&
    wordsOf(named).join(" ") === things.join(" ") &&
    wordsInOrder(path.slice(0, path.indexOf("{"))).some((word) => HOSTED.test(word))
  );
}

const FOLDER_FOR =
  /^(?:the )?(?:folder|directory|document root|web ?root|ordner|verzeichnis|dossier|carpeta|pasta)(?: location| path)? (?:for|of|für|pour|para|de) (?:the |a |an |die |le |la |el |o )?([\p{L}-]{3,40})/iu;
const HOSTED = /hostings?$|^web ?spaces?$/;
