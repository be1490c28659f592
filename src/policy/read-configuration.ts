import { isObject } from "../core/json-value.ts";
import { UserError } from "../core/user-error.ts";
import type { Source } from "../load/source.ts";
import type { ConfigurationSearch } from "./configuration-files.ts";
import { configuration, type Configuration } from "./configuration.ts";
import { problemsOf, type ConfigurationProblem } from "./configuration-problems.ts";
import { withReasons } from "./unreasoned-dismissals.ts";

/**
 * What a `sallyport.yaml` says, checked. Throws one `UserError` that names every problem, a line each, with its place,
 * what was found and what would have been right. Dismissals without a reason are a problem too, unless they are passed
 * over: then they are in it with a made-up one.
 */
export function readConfiguration(
  source: Source,
  unreasoned: ConfigurationSearch["unreasoned"] = "refused",
): Configuration {
  if (source.value === undefined || source.value === null) return {};
  const { data, error } = configuration.safeParse(unreasoned === "refused" ? source.value : withReasons(source.value));
  const problems = problemsOf(source, error?.issues ?? []);
  const [first] = problems;
  if (first === undefined && data !== undefined) return data;

  const lines = problems
    .slice(0, MOST_SHOWN)
    .map(({ line, column, text }) => `${source.file}:${line}:${column} ${text}`);
  if (problems.length > MOST_SHOWN) lines.push(`and ${problems.length - MOST_SHOWN} more`);
  throw new UserError(lines.join("\n"), {
    file: source.file,
    ...(first === undefined ? {} : { line: first.line }),
    hint: isObject(source.value)
      ? "schemas/sallyport.schema.json of the package describes every key; editors complete it."
      : "Write keys with their values, such as `audience: partner`.",
  });
}

/** Every problem of a `sallyport.yaml`. */
export function problemsIn(source: Source): readonly ConfigurationProblem[] {
  if (source.value === undefined || source.value === null) return [];
  return problemsOf(source, configuration.safeParse(source.value).error?.issues ?? []);
}

const MOST_SHOWN = 20;
