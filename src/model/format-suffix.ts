/**
 * A path without the format that its end asks for: `/documents/{id}` of `/documents/{id}.{format}`, and of
 * `/documents/{id}{._format}`. In which form a thing comes back says nothing of what it is or whose.
 */
export function withoutFormat(path: string): string {
  return path.replace(FORMAT, "");
}

const FORMAT =
  /(?<=[^/{}.]\}?)(?:\.\{[-_]?(?:format|ext|extension|file_?ext(?:ension)?|content[-_]?type|media[-_]?type|type|output|suffix)\}|\.?\{[._-]{1,2}format\}|\{\.[a-z]{1,20}\})\/?$/i;
