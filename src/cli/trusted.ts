import path from "node:path";

/** Where a JavaScript ruleset below the root stands, for whoever runs it; `undefined` where code is not trusted. */
export function trusted(root: string, trustCode: boolean): ((file: string) => string) | undefined {
  return trustCode ? (file) => path.resolve(root, file) : undefined;
}
