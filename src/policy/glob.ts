/** Whether a text fits a pattern in which `*` stands for any part. */
export function matchesGlob(pattern: string, text: string): boolean {
  return globPattern(pattern).test(text);
}

export function globPattern(glob: string): RegExp {
  return new RegExp(
    `^${glob
      .split(/\*+/)
      .map((part) => part.replace(/[.+^${}()|[\]\\?]/g, "\\$&"))
      .join(".*")}$`,
  );
}
