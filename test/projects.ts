/*
 * Which test files run how. A file that stands in no list is quick: it runs with `npm run test:fast`, and shares a process
 * and its modules with the others. `test/projects.test.ts` holds that each line here is about a file.
 */

/** Whose modules must be their own: they replace some, or ask which were loaded. They run with `npm run test:fast` too. */
export const ISOLATED: Readonly<Record<string, string>> = {
  "test/cli/isolation.test.ts": "replaces the review by one that fails",
  "test/cli/yargs-on-use.test.ts": "asks when yargs is loaded",
  "test/regular-expressions.test.ts": "watches which expressions modules make as they are loaded",
  "test/policy/zod-on-use.test.ts": "asks when zod is loaded",
};

/** What runs Spectral, as it is bundled: the bundles are built only where one of these is to run. */
export const SPECTRAL: Readonly<Record<string, string>> = {
  "test/spectral/*.test.ts": "are about it",
  "test/policy/rulesets.test.ts": "compares tables that are read without it with its own",
  "test/cli/init.test.ts": "asks spectral:oas in the sallyport.yaml that it writes",
  "test/hostile-values.test.ts": "gives hostile values to rulesets too",
};

/** What takes more than some seconds, and of what: the longest first. */
export const SLOW: Readonly<Record<string, string>> = {
  "test/torture.test.ts": "1,600 files of other parsers' suites, and inputs of 20 MB",
  "test/load/positions.test.ts": "places in the corpus, found twice",
  "test/load/swagger-parser.test.ts": "the corpus, read twice and validated by others",
  "test/lint.test.ts": "the linter checks the types of everything, and another tool what nobody uses",
  "test/guards.test.ts": "Stripe and Square are reviewed, with several answers; GitHub, where everything is tried",
  "test/hostile-description.test.ts": "every text of an envelope is attacked, in all formats",
  "test/installed.test.ts": "installs the package, where everything is tried",
  "test/report/formats.test.ts": "JUnit is validated by xmllint, in a worker for each report",
  "test/review/leaks.test.ts": "made-up secrets of many issuers, in every format",
  "test/package.test.ts": "packs it; where everything is tried, builds it elsewhere and looks what that changes",
  "test/review/answers.test.ts": "every answer to what descriptions leave open, written down and reviewed once more",
  "test/gate/silence.test.ts": "real descriptions, changed in each of many ways",
  "test/gate/fingerprints.test.ts": "an eighth of the corpus, changed in many ways",
  "test/gate/real-changes.test.ts": "histories of real descriptions",
  "test/gate/nested-configuration.test.ts": "histories in git, each with many commands",
  "test/report/html-honest.browser.test.ts": "a browser",
  "test/gate/repository.test.ts": "histories in git, each with many commands",
  "test/fuzz/fuzz.test.ts": "some seconds of new cases",
  "test/report/corpus.test.ts": "reports on the whole corpus",
  "test/authorization-tests/real-descriptions.test.ts": "fifty real descriptions, whose tests another validator judges",
  "test/report/executive.browser.test.ts": "a browser, and Stripe",
  "test/report/html.browser.test.ts": "a browser",
  "test/benchmark/page.test.ts": "reads and counts all kept results of the benchmark again",
  "test/gate/register.test.ts": "histories in git, each with many commands",
  "test/proving-ground/servers.test.ts": "asks servers with each flaw everything",
  "test/proving-ground/prove.test.ts": "runs generated tests against servers, where everything is tried",
  "test/model/lossless.test.ts": "a tenth of the corpus, read twice",
  "test/data/fields.test.ts": "ten thousand schemas that refer to each other",
  "test/docs/commands.test.ts": "runs what the README shows in a shell, and all of docs where everything is tried",
  "test/model/counts.test.ts": "descriptions of the corpus, read twice",
  "test/load/structure-schemas.test.ts": "thousands of values, judged by two other validators",
  "test/cli/plain-call.test.ts": "10,000 command lines, read by yargs too",
  "test/model/total.test.ts": "each part of descriptions of every version is replaced by everything",
  "test/gate/versions.test.ts": "histories of real descriptions",
  "test/report/html-findings.browser.test.ts": "a browser",
  "test/report/impact.browser.test.ts": "a browser",
  "test/report/html-picture.browser.test.ts": "a browser",
  "test/gate/renames.test.ts": "histories in git, each with many commands",
  "test/report/tables.browser.test.ts": "a browser",
  "test/report/paper.browser.test.ts": "a browser, which prints Stripe",
  "test/gate/histories.test.ts": "large descriptions, each judged twice",
  "test/gate/edge-decisions.test.ts": "histories in git, each with many commands",
  "test/gate/policy-alone.test.ts": "histories in git, each with many commands",
  "test/gate/vanished.test.ts": "histories in git, each with many commands",
  "test/gate/acceptance.test.ts": "histories in git, each with many commands",
  "test/gate/cheats.test.ts": "histories in git, each with many commands",
  "test/gate/changes.test.ts": "histories in git, each with many commands",
  "test/gate/months.test.ts": "a history in git over three months",
  "test/gate/hostile-changes.test.ts": "histories in git, each with several commands",
  "test/gate/large.test.ts": "Stripe is reviewed and compared, each as a process of its own, where everything is tried",
  "test/gate/comments.test.ts": "histories in git, each with many commands",
  "test/gate/hidden-widenings.test.ts": "histories in git, each with many commands",
  "test/gate/exposure-history.test.ts": "histories in git, each with many reviews",
  "test/gate/one-decision.test.ts": "histories in git, each with many commands",
  "test/gate/fixes.test.ts": "histories in git, each with many commands",
  "test/gate/coverage.test.ts": "histories in git, each with several commands",
  "test/impact/beginnings.test.ts": "histories in git, each with many commits",
  "test/cli/impact.test.ts": "histories in git, one of them long",
  "test/cli/review-many.test.ts": "builds the program once more, and runs it in workers",
  "test/cli/load-program.test.ts": "runs copies of the built program, whose cache is damaged",
  "test/cli/write-files.test.ts": "waits for pipes that nobody reads",
  "test/cli/portfolio.test.ts": "a browser",
  "test/report/first-screen.browser.test.ts": "a browser",
  "test/fix/corpus.test.ts": "real descriptions, fixed in every way",
  "test/lsp/quick-fixes.test.ts": "every fix of the examples, by the editor and by the command",
  "test/lsp/protocol.test.ts": "twenty descriptions at once",
  "test/cli/tests.test.ts": "many commands, each over the whole of an example",
  "test/impact/former.test.ts": "histories in git, each with several commands",
  "test/impact/histories.test.ts": "histories of real descriptions",
  "test/gate/incident.test.ts": "a history in git, with many commands",
  "test/gate/suggestions.test.ts": "histories in git, each with several commands",
  "test/executable/executable.test.ts": "puts an executable of 140 MB together, where everything is tried",
  "test/dockerfile.test.ts": "builds everything once more, where everything is tried",
};

/** What takes longest of the others, and begins first where nothing is known of an earlier run. */
export const LONG: readonly string[] = [
  "test/spectral/spectral-cli.test.ts",
  "test/hostile-values.test.ts",
  "test/project.test.ts",
];
