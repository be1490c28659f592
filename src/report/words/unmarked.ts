/**
 * A sentence without the IDs of groups of tests, by which the register records them: `Test that … by ID [user-id-read]`.
 * They stand with the tests, where they are used.
 */
export function unmarked(text: string): string {
  return text.replace(MARK, "");
}

const MARK = / \[(?:user|account|client|caller)-[a-z-]+\]/g;
