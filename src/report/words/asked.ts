/** A question without what follows it. */
export function asked(text: string): string {
  const end = text.indexOf("?");
  return end < 0 ? text : text.slice(0, end + 1);
}
