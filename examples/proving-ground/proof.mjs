/*
 * Runs generated tests against the servers: without a flaw, with each flaw alone, and with ids of nothing.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { parse, stringify } from "yaml";
import { modulesOf } from "../../benchmark/peers.mjs";
import * as fitness from "../fitness/server/fitness.mjs";
import * as telematics from "../telematics/server/telematics.mjs";
import { listen } from "./service.mjs";

const ROOT = path.resolve(import.meta.dirname, "../..");
const REDOCLY = "2.77.0";
const run = promisify(execFile);

/** The servers, by the folder of their description. */
export const SERVERS = { fitness, telematics };

/** An id of nothing. */
const DEAD_ID = "0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f";

/**
 * What the tests of a description say of its server: without a flaw, with each of the flaws alone, and where an id that
 * they are given is that of nothing.
 */
export async function proofOf(name, flaws = Object.keys(SERVERS[name].FLAWS)) {
  const { inputs, GIVEN, DEAD, FLAWS, DESCRIPTION } = SERVERS[name];
  const folder = mkdtempSync(path.join(tmpdir(), "prove-"));
  try {
    const tests = await generated(name, path.join(folder, "tests.arazzo.yaml"), GIVEN);
    const withDeadId = await generated(name, path.join(folder, "dead.arazzo.yaml"), [...GIVEN, DEAD.input]);
    const outcomes = new Map();
    const runs = [undefined, ...flaws].map((flaw, index) => ({
      flaw,
      file: path.join(folder, `${index}.arazzo.yaml`),
    }));
    // A process runs many files one after another in less time than as many processes do.
    const halves = [0, 1].map((half) => runs.filter((_, index) => index % 2 === half));
    await Promise.all(
      halves.map(async (half, index) => {
        const log = path.join(folder, `half-${index}.json`);
        for (const [key, outcome] of await outcomesOf(name, half, { tests, log, values: inputs() }))
          outcomes.set(key, outcome);
      }),
    );
    const deadRun = { flaw: undefined, file: path.join(folder, "dead-id.arazzo.yaml") };
    const deadOutcomes = await outcomesOf(name, [deadRun], {
      tests: withDeadId,
      log: path.join(folder, "dead.json"),
      values: { ...inputs(), [DEAD.input]: DEAD_ID },
    });
    const right = outcomes.get(undefined);
    return {
      name,
      title: DESCRIPTION.title,
      tests: right.tests.length,
      requests: right.requests,
      failing: right.tests.filter(({ failed }) => failed !== undefined),
      flaws: flaws.map((flaw) => ({ flaw, ...FLAWS[flaw], caughtBy: catching(outcomes.get(flaw), right) })),
      dead: deadOutcome(DEAD, deadOutcomes[0][1].tests),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Whether the tests are worth something: they catch every flaw, pass without one, and notice what is not there. */
export function isProven({ failing, flaws, dead }) {
  return failing.length === 0 && flaws.every(({ caughtBy }) => caughtBy.length > 0) && dead.isNoticed;
}

/** What became of the test that got an id of nothing. It notices if its control fails, and the attack is not sent. */
function deadOutcome({ input, test }, tests) {
  const outcome = tests.find(({ id }) => id === test);
  const isControl = outcome?.failed?.step.startsWith("control") === true;
  return { input, test, outcome, isNoticed: isControl && !outcome.sent.some((step) => step.startsWith("attack")) };
}

/** Writes the tests of a description into a file. `given` are ids that they would look for themselves. */
async function generated(name, file, given) {
  const args = ["tests", `examples/${name}/openapi.yaml`, "--format", `arazzo=${file}`, "--kind", "all"];
  args.push("--include-destructive", ...given.flatMap((input) => ["--given", input]));
  await run(process.execPath, ["dist/cli.js", ...args], { cwd: ROOT });
  return parse(readFileSync(file, "utf8"));
}

/** Starts a server for each of the runs, tests them all, and stops them. Gives the outcomes of each run by its flaw. */
async function outcomesOf(name, runs, { tests, log, values }) {
  const servers = runs.map(({ flaw }) => SERVERS[name].server({ flaws: flaw === undefined ? [] : [flaw] }));
  try {
    for (const [index, { file }] of runs.entries()) {
      const [description] = tests.sourceDescriptions;
      const there = { ...description, "x-serverUrl": await listen(servers[index]) };
      writeFileSync(file, stringify({ ...tests, sourceDescriptions: [there] }));
    }
    await respect([...runs.map(({ file }) => file), "--json-output", log], values);
    const files = Object.entries(JSON.parse(readFileSync(log, "utf8")).files);
    return runs.map(({ flaw, file }) => {
      const [, logged] = files.find(([one]) => path.basename(one) === path.basename(file));
      return [flaw, outcomesIn(logged)];
    });
  } finally {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  }
}

/** Runs the tests in files with these inputs. That some fail is what their log says. */
async function respect(args, inputs) {
  const command = [redocly(), "respect", ...args, "--severity", "STATUS_CODE_CHECK=off"];
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_CLI_RESPECT_INPUT: JSON.stringify(inputs) };
  try {
    await run(process.execPath, command, { env, maxBuffer: 2 ** 28 });
  } catch (error) {
    if (error.code !== 1) throw error;
  }
}

/** The program of Redocly CLI, which npm fetches where it is not there yet. */
export function redocly() {
  return path.join(modulesOf({ id: "redocly-cli", packages: [`@redocly/cli@${REDOCLY}`] }), "@redocly/cli/bin/cli.js");
}

/** The outcome of each test in what respect has logged: where one failed, in which step, and by which criterion. */
function outcomesIn({ totalRequests, executedWorkflows }) {
  const tests = executedWorkflows.map(({ workflowId, status, executedSteps }) => {
    if (status === "success") return { id: workflowId };
    const sent = executedSteps.flatMap((one) => one.executedSteps ?? [one]);
    const failures = sent.flatMap(({ stepId, response, checks }) =>
      checks
        .filter((check) => !check.passed && check.severity !== "off")
        .map(({ name, condition, message }) => ({
          step: stepId,
          check: name,
          why: condition ?? message,
          status: response?.statusCode,
        })),
    );
    return { id: workflowId, failed: failures[0], sent: sent.map(({ stepId }) => stepId) };
  });
  return { requests: totalRequests, tests };
}

/** The tests that fail with a flaw by what they are about, the attack or what is there afterwards, and pass without it. */
function catching({ tests }, right) {
  const passing = new Set(right.tests.filter(({ failed }) => failed === undefined).map(({ id }) => id));
  return tests
    .filter(({ id, failed }) => failed !== undefined && passing.has(id))
    .filter(({ failed: { step, check } }) => /^(?:attack|after)/.test(step) && check === "success criteria check")
    .map(({ id }) => id);
}
