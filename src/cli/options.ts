import type { Command } from "@commander-js/extra-typings";
import { AUDIENCES } from "../core/exposure-words.ts";
import { SEVERITIES } from "../core/severity.ts";
import { each } from "./command.ts";

/** What `sallyport review` takes. */
export function reviewOptions(command: Command) {
  return command
    .argument("<spec...>", "a file, a folder, a glob, or - for standard input")
    .option(
      "--format <format>",
      "text, json, markdown, html, sarif, junit, github, gitlab or csv, with =FILE to write a file; several at once",
      each,
      [],
    )
    .option(
      "--portfolio <format>",
      "all reviews as one programme: markdown, html or json, with =FILE to write a file",
      each,
      [],
    )
    .option("--root <folder>", "the folder that references must not leave")
    .option("--config <file>", "a sallyport.yaml in place of the one that is found")
    .addOption(
      command
        .createOption("--audience <audience>", "who the API is for, where nothing nearer says it")
        .choices(AUDIENCES),
    )
    .addOption(
      command
        .createOption("--fail-on <severity>", "exit with 1 from this severity on")
        .choices([...SEVERITIES.slice(0, 4), "never"] as const),
    )
    .option("--only <rule>", "ask only this rule; several at once", each, [])
    .option("--skip <rule>", "leave this rule out; several at once", each, [])
    .option("--trust-code", "run rulesets that are JavaScript", false)
    .option("--as-of <date>", "the date to take for today")
    .option("--quiet", "one line a description", false)
    .option("--color", "colour the text; by default on a terminal")
    .option("--no-color", "do not colour it");
}

/** What `sallyport gate` takes. */
export function gateOptions(command: Command) {
  return command
    .argument("[spec...]", "a file, a folder or a glob; without one the descriptions that the change touches")
    .option("--base <commit>", "the branch, tag or commit that the change goes to")
    .option("--base-file <file>", "another description, in place of --base")
    .option("--trust-head-policy", "judge by the sallyport.yaml and register of the change itself", false)
    .option(
      "--format <format>",
      "text, json, markdown or any format of a review, with =FILE to write a file; several at once",
      each,
      [],
    )
    .option("--root <folder>", "the folder that references must not leave")
    .option("--config <file>", "a sallyport.yaml in place of the one that is found")
    .option("--as-of <date>", "the date to take for today")
    .option("--quiet", "one line a description", false)
    .option("--color", "colour the text; by default on a terminal")
    .option("--no-color", "do not colour it");
}

/** What `sallyport portfolio` takes. */
export function portfolioOptions(command: Command) {
  return command
    .argument("<review...>", "reviews as JSON, from sallyport review --format json=FILE")
    .option("--format <format>", "markdown, html or json, with =FILE to write a file; several at once", each, [])
    .option("--as-of <date>", "the date to take for today");
}

/** What `sallyport rules` takes. */
export function rulesOptions(command: Command) {
  return command
    .argument("[spec]", "a description whose policy to show")
    .option("--ceilings", "the table of ceilings in force", false)
    .option("--config <file>", "a sallyport.yaml in place of the one that is found")
    .option("--root <folder>", "the folder that nothing is read outside of")
    .option("--trust-code", "run rulesets that are JavaScript", false);
}

/** What `sallyport init` takes. */
export function initOptions(command: Command) {
  return command
    .argument("[spec]", "a description to write it for")
    .option("--root <folder>", "the folder that references must not leave")
    .option("--stdout", "print it in place of writing sallyport.yaml", false);
}
