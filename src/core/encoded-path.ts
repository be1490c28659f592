/** A file, its parts parted by slashes, as it stands in an address (RFC 3986); a lone surrogate is no character of one. */
export function encodedPath(file: string): string {
  return file
    .replace(/\p{Cs}/gu, "\ufffd")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
}
