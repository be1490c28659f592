/** A string of CSS: what is no plain letter, digit or sign is escaped (CSS Syntax Level 3, 4.3.7). */
export function cssString(text: string): string {
  const escaped = (character: string): string => `\\${character.codePointAt(0)!.toString(16)} `;
  return `"${text.replace(/[^A-Za-z0-9 .,:_-]/gu, escaped)}"`;
}
