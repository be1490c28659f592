import { SCHEMA_PACKAGES } from "./structure-sources.mjs";

/**
 * The packages of which something is in what was built, as the lock file calls them: `node_modules/js-yaml`.
 *
 * @param {readonly import("esbuild").Metafile[]} metafiles
 */
export function bundledPackages(metafiles) {
  const packages = new Set(SCHEMA_PACKAGES.map((name) => `node_modules/${name}`));
  for (const { outputs } of metafiles)
    for (const { inputs } of Object.values(outputs))
      for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
        const [, found] = (bytesInOutput > 0 && PACKAGE.exec(file)) || [];
        if (found !== undefined) packages.add(found);
      }
  return [...packages].toSorted();
}

/** The innermost package that a file is in. */
const PACKAGE = /^(?:\.\.\/)*(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//;
