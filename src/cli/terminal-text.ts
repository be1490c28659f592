/** A text of the repository or a description, such as a file's name, as a terminal may show it. */
export function terminalText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, "?");
}
