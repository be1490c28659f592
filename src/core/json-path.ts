/** The steps of a member of an object as a JSONPath (RFC 9535), quoted where it is no plain name: `.get`, `['/users/{id}']`. */
export function memberPath(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `['${name.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}']`;
}
