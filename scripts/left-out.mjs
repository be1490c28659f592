/**
 * Lets esbuild leave out a module that another asks for: nothing of it is needed. `filter` fits how it is asked for,
 * `importer` who asks.
 *
 * @type {(filter: RegExp, importer: RegExp) => import("esbuild").Plugin}
 */
export const leftOut = (filter, importer) => ({
  name: "left-out",
  setup(esbuild) {
    esbuild.onResolve({ filter }, (asked) =>
      importer.test(asked.importer) ? { path: "left-out", namespace: "left-out" } : undefined,
    );
    esbuild.onLoad({ filter: /.*/, namespace: "left-out" }, () => ({ contents: "module.exports = { default: {} };" }));
  },
});
