import { spawnSync } from "node:child_process";

/** Telemetry, update checks and colours off: what a tool says must hang on nothing but the description. */
const QUIET = {
  REDOCLY_TELEMETRY: "off",
  REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
  SCARF_ANALYTICS: "false",
  DO_NOT_TRACK: "1",
  NO_COLOR: "1",
  FORCE_COLOR: "0",
  CI: "true",
};

/** What a program prints in a folder. Linters end with 1 when they find something: that is no failure. */
export function outputOf(program, args, cwd) {
  const { stdout, stderr, error, signal } = spawnSync(program, args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...QUIET },
    maxBuffer: 1e9,
    timeout: 600_000,
  });
  if (error !== undefined) throw error;
  if (signal !== null) throw new Error(`${program} was ended by ${signal}`);
  return { stdout, stderr };
}
