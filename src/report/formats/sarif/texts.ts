import { encodedPath } from "../../../core/encoded-path.ts";
import { ended } from "../../../core/sentence.ts";

/** A file below the root, as a URI reference. */
export function artifactOf(file: string) {
  return { uri: encodedPath(file), uriBaseId: "%SRCROOT%" };
}

/** A text in which nothing is taken for an embedded link (SARIF, section 3.11.6). */
export function plainMessage(text: string): string {
  return text.includes("](") ? text.replace(/[\\[\]]/g, "\\$&") : text;
}

/** Sentences of a message of which none is taken for a link. */
export function plainSentences(...texts: readonly string[]): string {
  return texts.map((text) => plainMessage(ended(text))).join(" ");
}

/** A link to a related location, which is named by its id (SARIF, section 3.11.6). */
export function locationLink(id: number, text: string): string {
  return `[${text.replace(/[\\[\]]/g, "\\$&")}](${id})`;
}
