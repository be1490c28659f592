import type { Format } from "@stoplight/spectral-core";
import * as functions from "@stoplight/spectral-functions";
import { isObject, type JsonObject } from "../core/json-value.ts";
import { nearest } from "../core/nearest.ts";
import { textOfValue } from "../core/text-of-value.ts";
import { configurationKey, shownValue } from "../policy/configuration-key.ts";
import type { RulesetFault } from "../policy/rulesets/ruleset-refusal.ts";
import { expectedSeverity, isSeverity, isSeverityNumber } from "../policy/rulesets/severity-table.ts";
import { unsafeExpression } from "./checked-expression.ts";
import { SPECTRAL_FORMATS } from "./formats-by-name.ts";

type Path = RulesetFault["path"];

/** A rule with objects in place of names. What is wrong with it is added to `faults`. */
export function ruleOf(
  at: Path,
  written: JsonObject,
  faults: RulesetFault[],
  own: OwnFunctions = new Map(),
): JsonObject {
  const rule: Record<string, unknown> = { ...written };
  checkKeys(at, written, RULE_KEYS, "a rule", faults);
  for (const [key, what] of [
    ["given", 'a JSONPath such as "$.paths[*]"'],
    ["then", "what is asked, such as { function: truthy },"],
  ] as const)
    if (written[key] === undefined)
      faults.push({ path: at, part: "key", text: `${configurationKey(at)} has no ${key}; ${what} is expected` });
  const { severity, message, formats, given, then } = written;
  if (severity !== undefined && !isSeverity(severity) && !isSeverityNumber(severity))
    faults.push(foundAt([...at, "severity"], severity, expectedSeverity(severity)));
  if (formats !== undefined) rule["formats"] = formatsOf([...at, "formats"], formats, faults);
  checkExpressions([...at, "given"], given, faults);
  if (typeof message === "string" && runsCode(message))
    faults.push({
      path: [...at, "message"],
      text: `${configurationKey([...at, "message"])} is code, which does not run: #{{…}} may only print, as in #{{print("property")}}`,
    });
  if (Array.isArray(then))
    rule["then"] = then.map((one: unknown, index) => thenOf([...at, "then", index], one, faults, own));
  else if (then !== undefined) rule["then"] = thenOf([...at, "then"], then, faults, own);
  return rule;
}

/** The functions that a trusted ruleset brings, by name. */
export type OwnFunctions = ReadonlyMap<string, unknown>;

/** The keys of a rule (meta/rule.schema.json of Spectral's core). */
const RULE_KEYS = [
  "given",
  "then",
  "severity",
  "message",
  "description",
  "documentationUrl",
  "formats",
  "recommended",
  "resolved",
  "tags",
  "type",
  "extensions",
];

const THEN_KEYS = ["field", "function", "functionOptions"];

function thenOf(at: Path, then: unknown, faults: RulesetFault[], own: OwnFunctions): unknown {
  if (!isObject(then)) {
    faults.push(foundAt(at, then, "a mapping with a function is expected"));
    return then;
  }
  checkKeys(at, then, THEN_KEYS, "then", faults);
  const { function: name, field, functionOptions: options } = then;
  if (typeof field === "string" && field.startsWith("$") && /[()]/.test(field))
    faults.push({
      path: [...at, "field"],
      text: `${configurationKey([...at, "field"])} has a filter, which would run as code`,
    });
  const brought = typeof name === "string" ? own.get(name) : undefined;
  if (brought !== undefined) return { ...then, function: brought };
  const found =
    typeof name === "string" && Object.hasOwn(functions, name) ? functions[name as keyof typeof functions] : undefined; // an own name of it
  if (typeof found === "function" && name !== "default") {
    if (name === "pattern" && isObject(options)) checkPatterns([...at, "functionOptions"], options, faults);
    return { ...then, function: found };
  }
  const names = [...own.keys(), ...Object.keys(functions).filter((one) => one !== "default")];
  const meant = typeof name === "string" ? nearest(name, names) : undefined;
  const right = meant === undefined ? `one of ${names.join(", ")} is expected` : `did you mean "${meant}"?`;
  faults.push(
    name === undefined
      ? { path: at, text: `${configurationKey(at)} has no function; ${right}` }
      : {
          path: [...at, "function"],
          text: `${configurationKey([...at, "function"])} is ${shownValue(name)}, which is no core function; ${right}`,
        },
  );
  return then;
}

/** Core finds out only when the rule runs. */
function checkPatterns(at: Path, options: JsonObject, faults: RulesetFault[]): void {
  for (const key of ["match", "notMatch"]) {
    const pattern = options[key];
    if (typeof pattern !== "string") continue;
    const [, body = pattern, flags = ""] = /^\/(.+)\/([a-z]*)$/.exec(pattern) ?? [];
    try {
      void new RegExp(body, flags);
    } catch (error) {
      const why = error instanceof Error ? error.message.replace(/^Invalid regular expression: (?:.*: )?/s, "") : "";
      const path = [...at, key];
      faults.push(foundAt(path, pattern, `a regular expression is expected (${why})`));
    }
  }
}

function checkKeys(
  at: Path,
  written: JsonObject,
  known: readonly string[],
  whose: string,
  faults: RulesetFault[],
): void {
  for (const key of Object.keys(written)) {
    if (known.includes(key) || key.startsWith("x-")) continue;
    const meant = nearest(key, known);
    const right = meant === undefined ? `one of ${known.join(", ")} is expected` : `did you mean "${meant}"?`;
    const path = [...at, key];
    faults.push({ path, part: "key", text: `${configurationKey(path)} is not a key of ${whose}; ${right}` });
  }
}

/** `#{{…}}` is evaluated: more than printing one of the few values of a message is a program. */
export function runsCode(message: string): boolean {
  return message.replaceAll(PRINT, "").includes("#{{");
}

const PRINT = /#\{\{\s*print\(\s*["'][\w ]*["']\s*\)\s*\}\}/g;

function checkExpressions(at: Path, written: unknown, faults: RulesetFault[]): void {
  const check = (path: Path, expression: unknown): void => {
    if (typeof expression !== "string") return;
    // An alias stands before a path, and is checked where it is defined.
    const fault = unsafeExpression(expression.replace(/^#[\w-]+/, "$"));
    if (fault !== undefined)
      faults.push({ path, text: `${configurationKey(path)}: the JSONPath ${JSON.stringify(expression)} ${fault}` });
  };
  if (Array.isArray(written)) for (const [index, one] of written.entries()) check([...at, index], one);
  else check(at, written);
}

/** Aliases with objects in place of the names of formats. */
export function aliasesOf(aliases: JsonObject, faults: RulesetFault[]): JsonObject {
  return Object.fromEntries(
    Object.entries(aliases).map(([name, alias]) => {
      const at = ["aliases", name];
      if (!isObject(alias)) {
        checkExpressions(at, alias, faults);
        return [name, alias];
      }
      const targets: unknown = alias["targets"];
      if (!Array.isArray(targets)) return [name, alias];
      return [
        name,
        {
          ...alias,
          targets: targets.map((target: unknown, index) => {
            if (!isObject(target)) return target;
            const there = [...at, "targets", index];
            checkExpressions([...there, "given"], target["given"], faults);
            return { ...target, formats: formatsOf([...there, "formats"], target["formats"], faults) };
          }),
        },
      ];
    }),
  );
}

/** The formats that names stand for. */
export function formatsOf(at: Path, names: unknown, faults: RulesetFault[]): readonly Format[] {
  if (!Array.isArray(names)) {
    faults.push(foundAt(at, names, "a list of formats, such as [oas3], is expected"));
    return [];
  }
  const found = (names as unknown[]).flatMap((name, index) => {
    const format = typeof name === "string" ? SPECTRAL_FORMATS.get(name) : undefined;
    if (format !== undefined) return [format];
    const meant = nearest(textOfValue(name), SPECTRAL_FORMATS.keys());
    faults.push(
      foundAt(
        [...at, index],
        name,
        meant === undefined ? `one of ${SHOWN_FORMATS} is expected` : `did you mean "${meant}"?`,
      ),
    );
    return [];
  });
  return [...new Set(found)];
}

/** Those that say something of a description of an API. */
const SHOWN_FORMATS = [...SPECTRAL_FORMATS.keys()].filter((name) => /^oas[\d.]+$/.test(name)).join(", ");

function foundAt(path: Path, found: unknown, expected: string): RulesetFault {
  return { path, text: `${configurationKey(path)} is ${shownValue(found)}; ${expected}` };
}
