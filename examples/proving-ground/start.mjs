/*
 * The command line of the servers.
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { listen } from "./service.mjs";

/**
 * Starts a server with the flaws that the command line names, and prints its address and what the tests need, tokens and
 * ids, as JSON; with `--inputs FILE`, these are written into the file alone.
 */
export async function start({ server, inputs, FLAWS }) {
  const values = given();
  if (values === undefined) {
    process.exitCode = 2;
    return;
  }
  if (values.help) {
    process.stdout.write(usage());
    return;
  }
  if (values.flaws) {
    for (const [name, { kind, does }] of Object.entries(FLAWS)) process.stdout.write(`${name}\n  ${kind}. ${does}.\n`);
    return;
  }
  const unknown = values.flaw.filter((name) => FLAWS[name] === undefined);
  if (unknown.length > 0) {
    process.stderr.write(`error: no flaw is called ${unknown.join(", ")}\nhint: --flaws lists them\n`);
    process.exitCode = 2;
    return;
  }
  const url = await listen(server({ flaws: values.flawed ? Object.keys(FLAWS) : values.flaw }), Number(values.port));
  if (values.inputs === undefined) process.stdout.write(`${JSON.stringify({ url, inputs: inputs() }, undefined, 2)}\n`);
  else {
    writeFileSync(values.inputs, `${JSON.stringify(inputs(), undefined, 2)}\n`);
    process.stdout.write(`${url}\n`);
  }
}

/** The options of the command line; `undefined` where it has others, which is said. */
function given() {
  try {
    return parseArgs({ options: OPTIONS }).values;
  } catch (error) {
    if (!error.code?.startsWith("ERR_PARSE_ARGS")) throw error;
    process.stderr.write(`error: ${error.message.split(". ")[0]}\n${usage()}`);
    return undefined;
  }
}

const OPTIONS = {
  flaw: { type: "string", multiple: true, default: [] },
  flawed: { type: "boolean", default: false },
  flaws: { type: "boolean", default: false },
  port: { type: "string", default: "0" },
  inputs: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
};

function usage() {
  const program = path.relative("", process.argv[1]);
  return `usage: node ${program} [--flaw NAME]... [--flawed] [--flaws] [--port PORT] [--inputs FILE]\n`;
}
