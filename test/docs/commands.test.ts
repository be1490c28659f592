import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { globSync } from "tinyglobby";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { API as TO_FIX, SETTINGS } from "../fix/apis.ts";
import { someOf } from "../in-share.ts";
import { isThorough } from "../thorough.ts";
import { commandOf, shownBlocks, type ShownBlock } from "./shown-commands.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");

interface Outcome {
  readonly code: number;
  /** What it says, on either output. */
  readonly says: RegExp;
  /** The files, with what is in them where that says more than that it is not empty. */
  readonly writes?: readonly (string | readonly [file: string, holds: RegExp])[];
}

const REJECTS = /^Verdict: reject/m;
const WROTE = /^Wrote review\.html$/m;

/** What each command does that somebody copies from the README or docs. */
const OUTCOMES: Readonly<Record<string, Outcome>> = {
  "sallyport review examples/fitness/openapi.yaml": { code: 1, says: REJECTS },
  "sallyport examples/fitness/openapi.yaml": { code: 1, says: REJECTS },
  "sallyport review openapi.yaml": { code: 1, says: REJECTS },
  "sallyport review examples/fitness/openapi.yaml --summary": { code: 1, says: /^Spinhollow Rider API(?:.*\n){8,10}$/ },
  "sallyport review examples/fitness/openapi.yaml --verbose": { code: 1, says: /^ +id ba67919a7dd14820$/m },
  "sallyport review examples/ --format json=reviews.json": {
    code: 1,
    says: /^examples\/telematics\/openapi\.yaml: /m,
    writes: ["reviews.json"],
  },
  "sallyport review examples/fitness/openapi.yaml --format html=review.html --format sarif=review.sarif": {
    code: 1,
    says: WROTE,
    writes: ["review.html", "review.sarif"],
  },
  "sallyport review openapi.yaml --format json=review.json --fail-on never": {
    code: 0,
    says: /^Wrote review\.json$/m,
    writes: ["review.json"],
  },
  "sallyport review openapi.yaml --format html=review.html --format json=review.json": {
    code: 1,
    says: WROTE,
    writes: ["review.html", "review.json"],
  },
  "sallyport review openapi.yaml --format html=review.html --format sarif=review.sarif --format junit=review.xml": {
    code: 1,
    says: WROTE,
    writes: ["review.html", "review.sarif", "review.xml"],
  },
  "sallyport portfolio reviews/*.json --format html=portfolio.html": {
    code: 0,
    says: /^Wrote portfolio\.html$/m,
    writes: [["portfolio.html", /<title>[^]*Spinhollow[^]*Tarnlane/]],
  },
  'sallyport portfolio "reviews/**/*.json" --format json=portfolio.json': {
    code: 0,
    says: /^Wrote portfolio\.json$/m,
    writes: [
      ["portfolio.json", /"title": "Spinhollow[^]*"title": "Tarnlane|"title": "Tarnlane[^]*"title": "Spinhollow/],
    ],
  },
  'sallyport portfolio "reviews/**/*.json" --format html=portfolio.html': {
    code: 0,
    says: /^Wrote portfolio\.html$/m,
    writes: [["portfolio.html", /<title>[^]*Spinhollow[^]*Tarnlane/]],
  },
  "sallyport portfolio reviews.json --format html=portfolio.html": {
    code: 0,
    says: /^Wrote portfolio\.html$/m,
    writes: [["portfolio.html", /<title>[^]*Spinhollow[^]*Tarnlane/]],
  },
  "sallyport review apis/ --portfolio html=portfolio.html --format json=reviews.json": {
    code: 1,
    says: /^apis\/telematics\.yaml: approve with conditions/m,
    writes: ["portfolio.html", "reviews.json"],
  },
  "npx --no-install sallyport review openapi.yaml --format github --format sarif=review.sarif --format html=review.html":
    {
      code: 1,
      says: /^::error file=openapi\.yaml,/m,
      writes: ["review.sarif", "review.html"],
    },
  "npx --no-install sallyport review openapi.yaml --format gitlab=quality.json --format junit=review.xml --format html=review.html":
    { code: 1, says: WROTE, writes: ["quality.json", "review.xml", "review.html"] },
  'sallyport impact examples/fitness/openapi.yaml --operation "GET /v1/users/{userId}"': {
    code: 0,
    says: /^How bad\? +High\./m,
  },
  "sallyport agents examples/fitness/openapi.yaml": { code: 0, says: /^Deny \(\d+\)/m },
  "sallyport agents openapi.yaml": { code: 0, says: /^Deny \(\d+\)/m },
  "sallyport agents openapi.yaml --reduced agents.yaml": { code: 0, says: /^Deny \(\d+\)/m, writes: ["agents.yaml"] },
  "sallyport agents openapi.yaml --overlay agents-overlay.yaml --fastmcp route_maps.py": {
    code: 0,
    says: /^Deny \(\d+\)/m,
    writes: ["agents-overlay.yaml", "route_maps.py"],
  },
  "sallyport agents openapi.yaml --format markdown=agents.md --format json=agents.json": {
    code: 0,
    says: /^Wrote agents\.md\nWrote agents\.json$/m,
    writes: [
      ["agents.md", /^#+ .*\bDeny\b/m],
      ["agents.json", /"decision": ?"deny"/],
    ],
  },
  'sallyport impact openapi.yaml --operation "GET /v1/users/{userId}"': {
    code: 0,
    says: /^How bad\? +High\./m,
  },
  "sallyport tests examples/fitness/openapi.yaml --format arazzo=tests.arazzo.yaml": {
    code: 0,
    says: /^Wrote tests\.arazzo\.yaml\n\d+ tests of \d+ operations/m,
    writes: ["tests.arazzo.yaml"],
  },
  "sallyport tests openapi.yaml --format arazzo=tests.arazzo.yaml --format env=.env.example": {
    code: 0,
    says: /^Wrote tests\.arazzo\.yaml\nWrote \.env\.example\n\d+ tests of \d+ operations/m,
    writes: ["tests.arazzo.yaml", ".env.example"],
  },
  'sallyport tests openapi.yaml --record results.json --by "QA" --until 2027-06-30': {
    code: 0,
    says: /^GET \/v1\/me\/workouts\/\{workoutId\}\/heart-rate: passed$/m,
  },
  "sallyport fix benchmark/apis/archivportal/openapi.yaml --suggested": {
    code: 1,
    says: /: 1 fix would be made, 1 not$/m,
  },
  "sallyport fix openapi.yaml": { code: 0, says: /^openapi\.yaml: 3 fixes would be made$/m },
  "sallyport fix openapi.yaml --apply": { code: 0, says: /^openapi\.yaml: 3 fixes made$/m },
  "sallyport fix openapi.yaml --apply --suggested": { code: 0, says: /^openapi\.yaml: 4 fixes made$/m },
  "sallyport fix openapi.yaml --suggested --only cleartext-server": {
    code: 0,
    says: /^openapi\.yaml: 1 fix would be made$/m,
  },
  "sallyport fix openapi.yaml --overlay fixes.yaml": {
    code: 0,
    says: /^openapi\.yaml: 3 fixes would be made$/m,
    writes: [["fixes.yaml", /^overlay: /m]],
  },
  'sallyport register attest at-1a2b3c4d5e --by "A. Berg" --because "The load balancer redirects port 80 since 4.2"': {
    code: 2,
    says: /^error: the register has no attestation at-1a2b3c4d5e$/m,
  },
  "sallyport impact openapi.yaml --field Profile.location --format html=impact.html --format json=impact.json": {
    code: 0,
    says: /^Wrote impact\.html\nWrote impact\.json$/m,
    writes: [
      ["impact.html", /How bad/],
      ["impact.json", /"affected"/],
    ],
  },
  "sallyport impact openapi.yaml apis/ --schema Profile --portfolio reviews/*.json": {
    code: 0,
    says: /^Where else\?/m,
  },
  "sallyport register open --from impact.json --ticket SEC-12": { code: 0, says: /^sp-\w+ +open +high/m },
  "sallyport explain bola-other-users-data": { code: 0, says: /^# bola-other-users-data$[^]*^## What to do$/m },
  "sallyport config examples/fitness/openapi.yaml": { code: 0, says: /^acceptRequests: false # default$/m },
  "sallyport rules": { code: 0, says: /^bola-other-users-data +/m },
  'sallyport dismiss ba67919a examples/fitness/openapi.yaml --because "Handles are public" --by "Jo Marsh"': {
    code: 0,
    says: /^Dismissed ba67919a7dd14820/m,
    writes: ["examples/fitness/sallyport.yaml"],
  },
  'sallyport dismiss ba67919a openapi.yaml --because "Handles are public" --by "Jo Marsh"': {
    code: 0,
    says: /^Dismissed ba67919a7dd14820/m,
    writes: ["sallyport.yaml"],
  },
  'sallyport dismiss ba67919a openapi.yaml --because "Handles are chosen to be public; they are no names" --by "Jo Marsh"':
    {
      code: 0,
      says: /^Dismissed ba67919a7dd14820/m,
      writes: ["sallyport.yaml"],
    },
  "sallyport gate --base origin/main": { code: 1, says: /^Gate: fail/m },
  "sallyport gate --base origin/main --format github-review=suggestions.json": {
    code: 1,
    says: /^Wrote suggestions\.json$/m,
    writes: ["suggestions.json"],
  },
  "sallyport gate openapi.yaml --base origin/main": { code: 0, says: /^Gate: pass/m },
  "sallyport gate new.yaml --base-file old.yaml": { code: 1, says: /^Gate: fail/m },
  "sallyport gate --base origin/main --format markdown=gate.md --format json=gate.json": {
    code: 1,
    says: /^apis\/patients\.yaml: fail[^]*^Wrote gate\.md\nWrote gate\.json$/m,
    writes: [
      ["gate.md", /Sallyport: .*not be merged/],
      ["gate.json", /"decision": ?"fail"/],
    ],
  },
  "sallyport register update openapi.yaml": {
    code: 0,
    says: /^Register \S+: \d+ issues added, /,
    writes: [[".sallyport/register.yaml", /^ +sp-26ee844877:$/m]],
  },
  // Found today: nothing is due yet.
  "sallyport register list --overdue": { code: 0, says: /^Nothing is overdue\.$/m },
  "sallyport register list --since 2026-01-26 --format markdown": {
    code: 0,
    says: /^## Security issues from 2026-01-26/,
  },
  "sallyport register assign sp-26ee844877 --owner team-profiles --ticket SEC-12": {
    code: 0,
    says: /^1 issue changed/m,
  },
  'sallyport register accept sp-26ee844877 --reason "A public directory" --approver "A. Berg, CISO" --until 2026-12-31':
    {
      code: 0,
      says: /^1 acceptance until 2026-12-31/m,
    },
  'sallyport register test openapi.yaml --boundary user-id-read --outcome passed --by "QA" --evidence "CI run 812" --until 2027-06-30':
    { code: 0, says: /passed, by QA/ },
  'sallyport register test openapi.yaml "GET /v1/users/{userId}" --outcome failed --by "QA"': {
    code: 0,
    says: /failed, by QA/,
  },
  'sallyport register test openapi.yaml "POST /v1/users/{userId}/follow-requests" --outcome not-applicable --by "Jo Marsh" --because "Anyone may ask to follow anyone"':
    { code: 0, says: /not-applicable|does not apply/ },
  "sallyport register verify sp-26ee844877": { code: 1, says: /^sp-26ee844877: not fixed$/m },
  'sallyport register sign openapi.yaml --by "A. Berg"': { code: 0, says: /^Signed off by A\. Berg/m },
  "sallyport completion bash >> ~/.bashrc": {
    code: 0,
    says: /^$/,
    writes: [["home/.bashrc", /^complete .*\bsallyport$/m]],
  },
  "sallyport completion zsh >> ~/.zshrc": {
    code: 0,
    says: /^$/,
    writes: [["home/.zshrc", /^complete .*\bsallyport$/m]],
  },
  "sallyport completion fish > ~/.config/fish/completions/sallyport.fish": {
    code: 0,
    says: /^$/,
    writes: [["home/.config/fish/completions/sallyport.fish", /^complete -c sallyport /m]],
  },
};

/** What a file that a command writes holds, where a document shows it. */
const WRITTEN: Readonly<Record<string, string>> = { "docs/waivers.md": "sallyport.yaml" };

/** What `redocly respect` says of a run of one test that passed. */
const RUN_OF_RESPECT = {
  files: {
    "tests.arazzo.yaml": {
      executedWorkflows: [
        {
          workflowId: "object-getMyHeartRate",
          executedSteps: ["findOf1", "controlB", "controlA", "attack"].map((stepId) => ({ stepId, checks: [] })),
        },
      ],
    },
  },
};

/** What installs or builds, and where it is tried. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "npm ci && node dist/cli.js review examples/fitness/openapi.yaml": "test/installed.test.ts",
  "npm ci && npm test": ".ci/run",
  "gh api --method POST repos/acme/orders/pulls/12/reviews --input suggestions.json": "test/gate/integrations.test.ts",
  "node examples/incident/make.mjs incident": "test/gate/incident.test.ts",
  "sallyport register verify sp-0990a5b612": "test/gate/incident.test.ts",
  "sallyport register verify sp-0990a5b612 --base HEAD~3 --format json": "test/gate/incident.test.ts",
  "npm ci && npm run build && npm run prove": "test/proving-ground/prove.test.ts",
  "node examples/fitness/server/main.mjs --flaw heart-rate-of-others --port 8080 --inputs inputs.json":
    "test/proving-ground/prove.test.ts",
  "node dist/cli.js tests examples/fitness/openapi.yaml --kind all --include-destructive --format arazzo=tests.arazzo.yaml":
    "test/proving-ground/prove.test.ts",
  "export REDOCLY_TELEMETRY=off": "test/proving-ground/prove.test.ts",
  'npx @redocly/cli respect tests.arazzo.yaml --server api=http://127.0.0.1:8080 --input "$(cat inputs.json)" --severity STATUS_CODE_CHECK=off':
    "test/proving-ground/prove.test.ts",
  'jq -r \'.apis[] | select(.decision == "reject") | .owner // "nobody"\' portfolio.json | sort | uniq -c | sort -rn':
    "test/docs/scale.test.ts",
  "jq -r '.apis[] | select(any(.carries[]; .exposure == \"public\" and .ofOthers)) | [.name, .file] | @tsv' portfolio.json":
    "test/docs/scale.test.ts",
  "git clone REPOSITORY sallyport": "test/installed.test.ts",
  "cd sallyport": "test/installed.test.ts",
  "npm ci": "test/installed.test.ts",
  "npm link": "test/installed.test.ts",
  "npm pack": "test/installed.test.ts",
  "npm install --save-dev ../sallyport/sallyport-0.1.0.tgz": "test/installed.test.ts",
  "npm install --save-dev git+https://REPOSITORY": "test/installed.test.ts",
  "npm ci && npm run build:binary": "test/executable/executable.test.ts",
  // There is no docker where the tests run: what the image holds is run without it.
  "docker build --tag sallyport .": "test/dockerfile.test.ts",
  'docker run --rm --read-only --network none --volume "$PWD:/work:ro" sallyport review openapi.yaml':
    "test/dockerfile.test.ts",
  'docker run --rm --read-only --network none --user "$(id -u):$(id -g)" --volume "$PWD:/work" sallyport review openapi.yaml --format html=review.html':
    "test/dockerfile.test.ts",
};

const BLOCKS = shownBlocks();

test("every command that a document shows is tried, and none that no document shows", () => {
  const shown = new Set(BLOCKS.flatMap(({ commands }) => commands.map(commandOf)));
  expect([...shown].toSorted()).toEqual([...Object.keys(OUTCOMES), ...Object.keys(ELSEWHERE)].toSorted());
  expect(Object.values(ELSEWHERE).filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
});

/** The package is in no registry, where its name may be somebody else's. */
const FROM_REGISTRY =
  /\bnpx (?!--no-install )(?:-\S+ )*sallyport\b|\bnpm (?:i|install|add|exec|x) (?:-\S+ )*sallyport(?![/\w-])|\b(?:yarn|pnpm|bunx?) (?:dlx |add |x )?sallyport\b|SALLYPORT_PACKAGE: sallyport\b/;

test("nothing tells anybody to fetch its name from a registry", () => {
  const files = globSync(
    ["*.md", "*.yml", "docs/**/*.md", "ci/*", "src/**/*.{ts,tsx}", "Dockerfile", ".pre-commit-hooks.yaml"],
    {
      cwd: ROOT,
      dot: true,
    },
  );
  expect(files).toEqual(expect.arrayContaining(["README.md", "action.yml", "ci/gitlab-gate.yml", "src/cli/slips.ts"]));
  expect(files.filter((file) => FROM_REGISTRY.test(readFileSync(`${ROOT}/${file}`, "utf8")))).toEqual([]);
  for (const line of [
    "npx sallyport",
    "npx -y sallyport review",
    "npm install --save-dev sallyport",
    "npm i sallyport@1",
  ])
    expect(line).toMatch(FROM_REGISTRY);
  for (const line of ["npx --no-install sallyport", "npm install ../sallyport/sallyport-0.1.0.tgz"])
    expect(line).not.toMatch(FROM_REGISTRY);
});

test("an outcome says something that may not come", () => {
  const vacuous = Object.entries(OUTCOMES).filter(([, { says, writes = [] }]) => {
    const patterns = [says, ...writes.flatMap((one) => (typeof one === "string" ? [] : [one[1]]))];
    // Where a command says nothing, that is what it does.
    return patterns.some((pattern) => pattern.test("Something else.\n")) || (says.test("") && writes.length === 0);
  });
  expect(vacuous.map(([command]) => command)).toEqual([]);
});

const scratch = mkdtempSync(path.join(tmpdir(), "sallyport-commands-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** What a reader has: a repository with some descriptions, in which one was changed since the main branch. */
const fresh = path.join(scratch, "fresh");
const shims = path.join(scratch, "bin");

beforeAll(() => {
  mkdirSync(shims);
  writeFileSync(`${shims}/sallyport`, `#!/bin/sh\nexec "${process.execPath}" "${ROOT}/dist/cli.js" "$@"\n`);
  chmodSync(`${shims}/sallyport`, 0o755);
  const patients = `${ROOT}/examples/patient-monitoring/openapi.yaml`;
  for (const folder of [
    "apis",
    "reviews",
    "home/.config/fish/completions",
    "node_modules/.bin",
    "examples",
    "benchmark/apis",
  ])
    mkdirSync(`${fresh}/${folder}`, { recursive: true });
  symlinkSync(`${shims}/sallyport`, `${fresh}/node_modules/.bin/sallyport`);
  for (const name of ["fitness", "telematics"])
    cpSync(`${ROOT}/examples/${name}`, `${fresh}/examples/${name}`, { recursive: true });
  cpSync(`${ROOT}/benchmark/apis/archivportal`, `${fresh}/benchmark/apis/archivportal`, { recursive: true });
  cpSync(`${ROOT}/examples/fitness/openapi.yaml`, `${fresh}/openapi.yaml`);
  cpSync(`${ROOT}/examples/telematics/openapi.yaml`, `${fresh}/apis/telematics.yaml`);
  for (const name of ["apis/patients.yaml", "old.yaml"]) cpSync(patients, `${fresh}/${name}`);
  writeFileSync(`${fresh}/results.json`, JSON.stringify(RUN_OF_RESPECT));
  writeFileSync(`${fresh}/.gitignore`, "home/\nnode_modules/\nreviews/\n");
  const made = inShell(
    fresh,
    [
      "sallyport review openapi.yaml --quiet --format json=reviews/fitness.json",
      "sallyport review apis/telematics.yaml --quiet --format json=reviews/telematics.json",
      "git init --quiet --initial-branch main && git add --all && git commit --quiet --message Descriptions",
      "git clone --quiet --bare . ../origin.git && git remote add origin ../origin.git && git fetch --quiet",
    ].join("\n"),
  );
  expect(made).toMatchObject({ code: 0 });
  // Whatever asked for a credential no longer does.
  const opened = readFileSync(patients, "utf8")
    .replace(/^security:\n(?: .*\n)+/m, "")
    .replace(/^ {6}security:\n(?: {8}.*\n)+/gm, "");
  for (const name of ["apis/patients.yaml", "new.yaml"]) writeFileSync(`${fresh}/${name}`, opened);
}, 60_000);

// A shell for each command is more than a developer waits for: the README is tried, and all of docs where everything is.
const tried = BLOCKS.filter(({ document }) => isThorough || document === "README.md").filter(({ commands }) =>
  commands.some((line) => OUTCOMES[commandOf(line)] !== undefined),
);

describe("copied into a fresh folder, it does what the text says", () => {
  test.each(
    someOf(
      tried.map((block, index) => [block.document, block.commands.map(commandOf).join("; "), index, block] as const),
      2,
    ),
  )("%s: %s", (_document, _commands, index, block) => tryBlock(block, path.join(scratch, `block-${index}`)));
});

function tryBlock({ document, commands, prints }: ShownBlock, folder: string): void {
  cpSync(fresh, folder, { recursive: true, verbatimSymlinks: true });
  for (const line of commands) {
    const outcome = OUTCOMES[commandOf(line)];
    if (outcome === undefined) continue;
    if (commandOf(line).startsWith("sallyport fix openapi.yaml")) {
      // Each is one way to go on from the same description, which has something to fix.
      writeFileSync(`${folder}/openapi.yaml`, TO_FIX);
      writeFileSync(`${folder}/sallyport.yaml`, SETTINGS);
    }
    const { code, output, stdout } = inShell(folder, line);
    expect({ code, output }, line).toEqual({ code: outcome.code, output: expect.stringMatching(outcome.says) });
    for (const one of outcome.writes ?? []) {
      const [file, holds] = typeof one === "string" ? [one, /\S/] : one;
      expect(readFileSync(`${folder}/${file}`, "utf8"), file).toMatch(holds);
    }
    for (const part of prints?.split(/^…\n/m) ?? []) expect(stdout).toContain(part);
  }
  const written = WRITTEN[document];
  if (written === undefined) return;
  const page = readFileSync(`${ROOT}/${document}`, "utf8");
  const shown = [...page.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, text = ""]): unknown => parse(text));
  expect(shown).toContainEqual(parse(readFileSync(`${folder}/${written}`, "utf8")));
}

/** Runs a line as a reader does, with the program on the path. */
function inShell(
  folder: string,
  line: string,
): { readonly code: number | null; readonly output: string; readonly stdout: string } {
  const env = {
    PATH: `${shims}:${process.env["PATH"]}`,
    HOME: `${folder}/home`,
    // Of npx, and of git in this folder alone.
    NPM_CONFIG_UPDATE_NOTIFIER: "false",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "Mara",
    GIT_AUTHOR_EMAIL: "mara@example.com",
    GIT_COMMITTER_NAME: "Mara",
    GIT_COMMITTER_EMAIL: "mara@example.com",
    SOURCE_DATE_EPOCH: "1769817600",
  };
  const { status, stdout, stderr } = spawnSync("bash", ["-c", line], { cwd: folder, env, encoding: "utf8" });
  return { code: status, output: stdout + stderr, stdout };
}
