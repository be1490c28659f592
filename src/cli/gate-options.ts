import type { Argv } from "yargs";

/** What `sallyport gate` takes. */
export function gateOptions(command: Argv) {
  return command
    .positional("spec", {
      type: "string",
      array: true,
      describe: "a file, a folder or a glob; without one the descriptions that the change touches",
    })
    .option("base", { type: "string", describe: "the branch, tag or commit that the change goes to" })
    .option("base-file", { type: "string", describe: "another description, in place of --base" })
    .option("trust-head-policy", {
      type: "boolean",
      default: false,
      describe: "judge by the sallyport.yaml and register of the change itself",
    })
    .option("format", {
      type: "string",
      array: true,
      nargs: 1,
      describe: "text, json, markdown or any format of a review, with =FILE to write a file; several at once",
    })
    .option("root", { type: "string", describe: "the folder that references must not leave" })
    .option("config", { type: "string", describe: "a sallyport.yaml in place of the one that is found" })
    .option("as-of", { type: "string", describe: "the date to take for today" })
    .option("quiet", { type: "boolean", default: false, describe: "one line a description" })
    .option("color", { type: "boolean", describe: "colour, or --no-color; by default on a terminal" });
}
