/**
 * A path without the format that its end asks for: `/documents/{id}` of `/documents/{id}.{format}`, of
 * `/documents/{id}{._format}` and of `/documents/{id}{fileExtension}`. In which form a thing comes back says nothing of what it is or whose.
 */
export function withoutFormat(path: string): string {
  return path.replace(FORMAT, "");
}

/** The same for the paths of one description, in which no two come to be the same: `/documents` beside `/documents.{format}`. */
export function withoutFormats(paths: readonly string[]): (path: string) => string {
  const counts = new Map<string, number>();
  for (const path of paths) counts.set(withoutFormat(path), (counts.get(withoutFormat(path)) ?? 0) + 1);
  return (path) => ((counts.get(withoutFormat(path)) ?? 0) > 1 ? path : withoutFormat(path));
}

const FORMAT =
  /(?<=[^/{}.]\}?)(?:\.\{[-_]?(?:ext|file_?ext|content[-_]?type|media[-_]?type|type)\}|\.?\{(?:[-_]?|\w*[a-z\d][-_]?)(?:format|extension)\}|\.?\{[._-]{1,2}(?:format|ext)\})\/?$/i;
