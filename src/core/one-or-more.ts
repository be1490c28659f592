/** What may be written as one text alone, as the list that it means. */
export function oneOrMore(written: string | readonly string[]): readonly string[] {
  return typeof written === "string" ? [written] : written;
}
