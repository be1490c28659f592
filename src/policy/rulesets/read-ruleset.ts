import path from "node:path";
import { isObject, member, type JsonObject } from "../../core/json-value.ts";
import { nearest } from "../../core/nearest.ts";
import { childPointer } from "../../core/place.ts";
import { textOfValue } from "../../core/text-of-value.ts";
import { UserError } from "../../core/user-error.ts";
import { decode } from "../../load/decode.ts";
import type { Files } from "../../load/files.ts";
import type { Budget } from "../../load/limits.ts";
import { readSource, type Source } from "../../load/source.ts";
import { shownValue } from "../configuration-key.ts";
import { MOST_ALTERNATIVES, MOST_GLOB, withoutBraces } from "../glob.ts";
import { repeatedKeys } from "../repeated-keys.ts";
import { OWN_NAMES, ownRuleset } from "./own-rulesets.ts";
import { packagedRuleset } from "./packaged-ruleset.ts";
import { refusal, writerAt, type Writer } from "./writer.ts";
import { expectedSeverity, isSeverity, isSeverityNumber } from "./severity-table.ts";
import {
  EXTENSION_MODES,
  RULESET_LIMITS,
  type Extension,
  type ExtensionMode,
  type Override,
  type OwnFunction,
  type Ruleset,
  type Written,
} from "./ruleset.ts";

/** What reading rulesets may use. */
export interface RulesetReading {
  readonly files: Files;
  /** The absolute path of a module below the root that may run, where the user trusts code; else `undefined`. */
  readonly trusted: ((file: string) => string) | undefined;
  readonly budget?: Budget;
}

/** What is known while one ruleset is read. */
interface Reading extends RulesetReading {
  /** Files that were parsed. */
  readonly sources: Map<string, Source>;
  /** How many rulesets were read, one that is extended twice counted twice: so often it is gone through later, too. */
  read: number;
}

/**
 * Reads the ruleset that `name` means in the file `writer`, with all that it extends: one that comes with Sallyport,
 * `spectral:oas`, a file, or an npm package of YAML or JSON. Nothing is fetched, and nothing of it runs. Throws a
 * `UserError` for what cannot be read, is code, or has a form that would be passed over.
 */
export function readRuleset(name: string, writer: Writer, reading: RulesetReading): Promise<Ruleset> {
  return named(name, writer, { ...reading, sources: new Map(), read: 0 }, []);
}

/** As many rulesets may extend each other. */
const MOST_NESTED = 50;
/** As many may be extended in all. */
const MOST_EXTENDED = 1000;

async function named(name: string, writer: Writer, reading: Reading, above: readonly string[]): Promise<Ruleset> {
  reading.read += 1;
  if (reading.read > MOST_EXTENDED)
    throw refusal(
      writer,
      `more than ${MOST_EXTENDED} rulesets are extended, one that is extended twice counted twice`,
      "Extend each ruleset once, or merge some of them.",
    );
  reading.budget?.checkTime(writer.file);
  if (/^sallyport[:/]/.test(name)) {
    const own = await ownRuleset(name);
    if (own !== undefined) return own;
    const meant = nearest(name, OWN_NAMES);
    throw refusal(
      writer,
      `there is no ruleset ${shownValue(name)}`,
      meant === undefined ? `There are ${OWN_NAMES.join(", ")}.` : `Did you mean "${meant}"?`,
    );
  }
  if (name === "spectral:oas") return SPECTRAL_OAS;
  if (name.startsWith("spectral:"))
    throw refusal(writer, `${shownValue(name)} is not for OpenAPI`, 'Extend "spectral:oas", or leave it out.');
  if (/^[a-z][a-z0-9+.-]+:|^\/\//i.test(name))
    throw refusal(
      writer,
      `${shownValue(name)} is remote, and Sallyport does not read from the network`,
      "Copy the ruleset into the repository, or install it as a package.",
    );
  const file = path.posix.join(path.posix.dirname(writer.file), name);
  const isFile =
    /^\.{0,2}\//.test(name) || (/\.(?:ya?ml|json|[cm]?js)$/.test(name) && reading.files.read(file).bytes !== undefined);
  return fromFile(
    isFile ? path.posix.normalize(name.startsWith("/") ? name : file) : packagedRuleset(name, writer, reading.files),
    name,
    writer,
    reading,
    above,
  );
}

const SPECTRAL_OAS: Ruleset = {
  name: "spectral:oas",
  file: undefined,
  written: undefined,
  builtin: "spectral:oas",
  module: undefined,
  definition: {},
  extends: [],
  overrides: [],
};

async function fromFile(
  file: string,
  name: string,
  writer: Writer,
  reading: Reading,
  above: readonly string[],
): Promise<Ruleset> {
  if (above.length >= MOST_NESTED)
    throw refusal(writer, `more than ${MOST_NESTED} rulesets extend each other`, "Merge some of them.");
  if (/\.[cm]?[jt]s$/.test(file)) {
    if (reading.trusted === undefined)
      throw refusal(
        writer,
        `${shownValue(name)} is code (${file}), which does not run`,
        "Name a ruleset in YAML or JSON; or run with --trust-code, where you trust it as you trust a program.",
      );
    return {
      name,
      file,
      written: undefined,
      builtin: undefined,
      module: reading.trusted(file),
      definition: {},
      extends: [],
      overrides: [],
    };
  }
  const source = reading.sources.get(file) ?? sourceOf(file, name, writer, reading);
  reading.sources.set(file, source);
  const at: RulesetFile = { source, text: { file, text: source.text }, reading, above: [...above, file] };
  const repeated = repeatedKeys(source);
  if (repeated.length > 0)
    throw new UserError(repeated.map(({ line, column, text }) => `${file}:${line}:${column} ${text}`).join("\n"), {
      file,
      line: repeated[0]!.line,
      hint: HINT,
    });
  return fromValue(at, source.value, "#", file);
}

function sourceOf(file: string, name: string, writer: Writer, { files }: Reading): Source {
  const content = files.read(file);
  if (content.bytes === undefined)
    throw refusal(writer, `the ruleset ${shownValue(name)} cannot be read: ${content.why}`, content.hint);
  if (decode(content.bytes, file).trim() === "")
    throw refusal({ file, line: 1, column: 1 }, "the ruleset is empty", "Write what it extends, or leave it out.");
  return readSource(file, content.bytes, RULESET_LIMITS);
}

/** One file that is being read. */
interface RulesetFile {
  readonly source: Source;
  /** Of it what a thread can be handed. */
  readonly text: Written["source"];
  readonly reading: Reading;
  /** The files that led here, it included. */
  readonly above: readonly string[];
}

async function fromValue(at: RulesetFile, value: unknown, pointer: string, name: string): Promise<Ruleset> {
  if (!isObject(value)) throw refused(at, pointer, "a ruleset is a mapping with extends, rules, overrides or aliases");
  const isOverride = pointer !== "#";
  const known = isOverride ? [...KEYS.filter((key) => key !== "overrides" && key !== "except"), "files"] : KEYS;
  for (const key of Object.keys(value)) {
    if (key === "functions" || key === "functionsDir") {
      if (isEmpty(value[key]) || (key === "functionsDir" && isEmpty(value["functions"]))) continue;
      if (at.reading.trusted !== undefined) continue;
      throw refused(
        at,
        childPointer(pointer, key),
        "it has functions of its own, which are code and do not run",
        "Use Spectral's core functions; or run with --trust-code, where you trust them as you trust a program.",
        "key",
      );
    }
    if (!known.includes(key) && !key.startsWith("x-")) {
      const meant = nearest(key, known);
      throw refused(
        at,
        childPointer(pointer, key),
        `${shownValue(key)} is not a key of a ruleset; ${meant === undefined ? `one of ${known.join(", ")} is expected` : `did you mean "${meant}"?`}`,
        HINT,
        "key",
      );
    }
  }
  if (!SAYING.some((key) => Object.hasOwn(value, key)))
    throw refused(at, pointer, `it says nothing of rules; ${SAYING.slice(0, 2).join(" or ")} is expected`);
  checkRules(at, member(value, "rules"), childPointer(pointer, "rules"));
  const passedOver = ["extends", "overrides", "except", "files", "functions", "functionsDir"];
  const definition = Object.fromEntries(
    Object.entries(value).filter(([key]) => !passedOver.includes(key) && !key.startsWith("x-")),
  );
  return {
    name,
    file: at.source.file,
    written: { source: at.text, pointer },
    builtin: undefined,
    module: undefined,
    ...functionsOf(at, value, pointer),
    definition,
    extends: await extensionsOf(at, member(value, "extends"), childPointer(pointer, "extends")),
    overrides: [
      ...(await overridesOf(at, member(value, "overrides"), childPointer(pointer, "overrides"), name)),
      ...exceptions(at, member(value, "except"), name),
    ],
  };
}

/** The functions that a ruleset brings: files of their names in a folder beside it, `functions` by default. */
function functionsOf(at: RulesetFile, value: JsonObject, pointer: string): Pick<Ruleset, "functions"> {
  const { trusted } = at.reading;
  const written = value["functions"];
  if (isEmpty(written) || trusted === undefined) return {};
  const folder = value["functionsDir"] ?? "functions";
  const where = childPointer(pointer, "functions");
  if (typeof folder !== "string") throw refused(at, childPointer(pointer, "functionsDir"), "a folder is expected");
  if (!Array.isArray(written)) throw refused(at, where, "functions is a list of names");
  const functions = written.map((one: unknown, index): [string, OwnFunction] => {
    const [name, options] = Array.isArray(one) ? (one as unknown[]) : [one, undefined];
    if (typeof name !== "string" || name === "__proto__")
      throw refused(
        at,
        childPointer(where, index),
        "a name, or a pair of a name and a JSON Schema of its options, is expected",
      );
    return [
      name,
      { module: trusted(path.posix.join(path.posix.dirname(at.source.file), folder, `${name}.js`)), options },
    ];
  });
  return { functions: Object.fromEntries(functions) };
}

/** The keys of a ruleset (https://docs.stoplight.io/docs/spectral, Rulesets). */
const KEYS = [
  "extends",
  "rules",
  "overrides",
  "aliases",
  "formats",
  "functions",
  "functionsDir",
  "parserOptions",
  "documentationUrl",
  "description",
  "except",
];

/** Of these a ruleset needs one. */
const SAYING = ["extends", "rules", "overrides", "except"] as const;

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function checkRules(at: RulesetFile, rules: unknown, pointer: string): void {
  if (rules === undefined) return;
  if (!isObject(rules)) throw refused(at, pointer, "rules is a mapping of names to severities or definitions");
  for (const [rule, written] of Object.entries(rules)) {
    const where = childPointer(pointer, rule);
    if (rule === "__proto__") throw refused(at, where, "a rule cannot be called __proto__", HINT, "key");
    if (typeof written === "boolean" || isObject(written) || isSeverity(written)) continue;
    if (pointer.startsWith("#/overrides/") && isSeverityNumber(written)) continue;
    const expected = expectedSeverity(written, ["true", "false", "a definition"]);
    throw refused(at, where, `the rule ${shownValue(rule)} is ${shownValue(written)}; ${expected}`);
  }
}

async function extensionsOf(at: RulesetFile, written: unknown, pointer: string): Promise<readonly Extension[]> {
  if (written === undefined || written === null) return [];
  const list: readonly unknown[] = Array.isArray(written) ? written : [written];
  const extensions: Extension[] = [];
  for (const [index, one] of list.entries()) {
    const where = Array.isArray(written) ? childPointer(pointer, index) : pointer;
    const [name, mode] = Array.isArray(one) ? (one as unknown[]) : [one, undefined];
    if (typeof name !== "string")
      throw refused(at, where, "the name of a ruleset, or a pair of name and mode is expected");
    if (mode !== undefined && !isMode(mode))
      throw refused(
        at,
        where,
        `the mode of ${shownValue(name)} is ${shownValue(mode)}; one of ${EXTENSION_MODES.join(", ")} is expected`,
      );
    const writer = writerAt(at.source, where);
    // As for Spectral, one that is extended already adds nothing.
    if (at.above.includes(path.posix.join(path.posix.dirname(writer.file), name))) continue;
    const ruleset = await named(name, writer, at.reading, at.above);
    if (ruleset.file !== undefined && at.above.includes(ruleset.file)) continue;
    extensions.push({ ruleset, mode: mode ?? "recommended", isExplicit: mode !== undefined });
  }
  return extensions;
}

function isMode(written: unknown): written is ExtensionMode {
  return EXTENSION_MODES.some((mode) => mode === written);
}

async function overridesOf(
  at: RulesetFile,
  written: unknown,
  pointer: string,
  name: string,
): Promise<readonly Override[]> {
  if (written === undefined) return [];
  if (!Array.isArray(written)) throw refused(at, pointer, "overrides is a list");
  const overrides: Override[] = [];
  for (const [index, value] of (written as unknown[]).entries()) {
    const where = childPointer(pointer, index);
    const files: unknown = member(value, "files");
    if (!Array.isArray(files) || files.length === 0 || !files.every((file) => typeof file === "string"))
      throw refused(
        at,
        files === undefined ? where : childPointer(where, "files"),
        `an override needs files, a list of patterns of file names such as ["legacy/*.yaml"]`,
      );
    for (const pattern of files) checkPattern(at, where, pattern);
    const ruleset = await fromValue(at, value, where, name);
    const hasPointer = files.some((file) => file.includes("#"));
    if (
      hasPointer &&
      Object.values(isObject(ruleset.definition["rules"]) ? ruleset.definition["rules"] : {}).some(
        (rule) => typeof rule === "object" || typeof rule === "boolean",
      )
    )
      throw refused(at, where, "an override below a pointer sets severities, and no more");
    overrides.push({ files, ruleset });
  }
  return overrides;
}

function checkPattern(at: RulesetFile, pointer: string, pattern: string): void {
  if (pattern.length > MOST_GLOB)
    throw refused(at, pointer, `the pattern ${shownValue(pattern)} is longer than ${MOST_GLOB} characters`);
  if (/[[\]]|[!?+*@]\(/.test(pattern.split("#")[0]!))
    throw refused(
      at,
      pointer,
      `the pattern ${shownValue(pattern)} has [] or (), which are not understood`,
      "Write *, **, ? and {a,b}.",
    );
  if (withoutBraces(pattern).length > MOST_ALTERNATIVES)
    throw refused(
      at,
      pointer,
      `the pattern ${shownValue(pattern)} stands for more than ${MOST_ALTERNATIVES} others`,
      "Name several patterns, or write *.",
    );
}

/** `except` of older rulesets: rules that are off at some places. */
function exceptions(at: RulesetFile, written: unknown, name: string): readonly Override[] {
  if (!isObject(written)) return [];
  return Object.entries(written).map(([pattern, rules]) => ({
    files: [pattern.startsWith("#") ? `**${pattern}` : pattern],
    ruleset: {
      name,
      file: at.source.file,
      written: { source: at.text, pointer: "#/except" },
      builtin: undefined,
      module: undefined,
      definition: {
        rules: Object.fromEntries((Array.isArray(rules) ? rules : []).map((rule) => [textOfValue(rule), "off"])),
      } satisfies JsonObject,
      extends: [],
      overrides: [],
    },
  }));
}

function refused(
  at: RulesetFile,
  pointer: string,
  message: string,
  hint = HINT,
  part: "key" | "value" = "value",
): UserError {
  return refusal(writerAt(at.source, pointer, part), message, hint);
}

const HINT = "docs/rulesets.md shows the keys of a ruleset.";
