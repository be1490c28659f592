/** The sentences of a text, without those that are empty. So much of it is looked at as `most` says. */
export function sentencesOf(text: string, most = 1000): readonly string[] {
  return text
    .slice(0, most)
    .split(/[.;\n]/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}
