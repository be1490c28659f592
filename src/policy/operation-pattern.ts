/** How settings name operations: a method and a path, each perhaps with wildcards. */
export const METHOD_AND_PATH = /^(?:[A-Za-z*?]+ \S.*|\*\*)$/;

/** A pattern of operations as their ids have it: `get /users` is `GET /users`. */
export function operationPattern(written: string): string {
  return written.replace(/^[A-Za-z]+(?= )/, (method) => method.toUpperCase());
}
