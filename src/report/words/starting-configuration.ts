import { grouped, partitioned } from "../../core/grouped.ts";
import type { Review } from "../../core/review.ts";
import { UNSAFE_CHARACTER } from "../../core/unsafe-character.ts";
import { shownText } from "./shown-text.ts";

/** A description that a configuration is begun for, with its name relative to the configuration's folder. */
export interface Described {
  readonly review: Review;
  readonly file: string;
  /** The tags of its operations, in their order. */
  readonly tags: readonly string[];
}

/** What stands where a description does not tell: no such word is known, so that it is refused until somebody writes one. */
const OPEN = "TODO";

/**
 * A `sallyport.yaml` to begin with: commented, and with what descriptions show: their hosts, schemes, tags and open
 * questions. What nobody has answered stands in comments, so that it says nothing until somebody does. `schema` is where
 * its JSON Schema is, relative to it.
 */
export function startingConfiguration(described: readonly Described[], schema?: string): string {
  const several = described.length > 1;
  const [first] = described;
  const lines = [
    ...(schema === undefined ? [] : [`# yaml-language-server: $schema=${schema}`]),
    "# Settings of Sallyport for the API descriptions in this folder and below. Each setting is a comment: to use it, remove",
    `# its #. Where a description does not state the value, there is a ${OPEN}: replace it with the right word.`,
    "",
    "# Who the operations are for: private, partner or public; by path, operation or tag where they differ.",
    ...audienceLines(several ? [] : described),
    "",
    "# Who is responsible for the API.",
    `# owner: ${quoted(first?.review.document.owner ?? "team-name")}`,
    "",
    ...hostLines(described),
    ...(several || first === undefined ? [] : ["", ...schemeLines(first.review, "")]),
    "",
    "# Further rulesets, your own or of Spectral, in addition to those of Sallyport: docs/rulesets.md.",
    "# rulesets: [./rulesets/acme.yaml, sallyport:hygiene, spectral:oas]",
    "",
    "# Days until a finding is due, by severity.",
    "# sla: { critical: 7, high: 30, medium: 90 }",
    "",
    "# What makes the gate fail in pull requests, and how long a risk may be accepted: docs/gate.md.",
    "# gate: { failOn: high, removed: fail, policyChange: report }",
    "# accept: { days: 365 }",
    "",
    "# Findings that are real and accepted, and findings that are wrong: docs/waivers.md. sallyport dismiss writes the latter.",
    "# waivers: []",
    "# dismissed: []",
    ...(several ? ["", "# Settings for single descriptions.", "apis:", ...described.flatMap(apiLines)] : []),
  ];
  return `${lines.join("\n")}\n`;
}

function audienceLines(described: readonly Described[]): readonly string[] {
  const operations = described.flatMap(({ review }) => review.operations.filter(({ kind }) => kind === "path"));
  const tags = [...new Set(described.flatMap((one) => one.tags))];
  const parts = [...grouped(operations, ({ path }) => firstPart(path))];
  return [
    "# audience:",
    `#   default: ${declaredFor(operations)}`,
    ...linesOf(
      "paths",
      parts.flatMap(([part, some]) => (part === undefined ? [] : [[`/**/${part}/**`, declaredFor(some)] as const])),
    ),
    ...linesOf(
      "tags",
      tags.map((tag) => [tag, OPEN] as const),
    ),
  ];
}

function linesOf(key: string, entries: readonly (readonly [name: string, audience: string])[]): readonly string[] {
  const shown = entries.slice(0, MOST_SHOWN).map(([name, audience]) => `#     ${quoted(name)}: ${audience}`);
  return shown.length === 0 ? [] : [`#   ${key}:`, ...shown];
}

/** The audience that the description itself declares for all of these operations. */
function declaredFor(operations: Review["operations"]): string {
  const [first, ...others] = new Set(operations.map(({ audience }) => audience));
  return others.length === 0 && typeof first === "string" ? `${first} # as the description declares` : OPEN;
}

/** What begins a file is to be read on one screen. */
const MOST_SHOWN = 10;

/** The first part of a path that names something: `orders` of `/v1/{shop}/orders/{id}`. */
function firstPart(path: string): string | undefined {
  return path.split("/").find((one) => /^[\w.~-]+$/.test(one) && !/^v\d+$/.test(one));
}

/** Hosts that are internal by their names; the others are named in a remark, since that they are external is a guess. */
function hostLines(described: readonly Described[]): readonly string[] {
  const hosts = new Map(
    described.flatMap(({ review }) =>
      review.servers.flatMap(({ url, reach }) => {
        // What is no name of a host is asked elsewhere: a variable, a placeholder, a slip.
        const [, host] =
          /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?([a-z0-9._-]+|\[[0-9a-f:]+\])(?=[:/?#]|$)/i.exec(url) ?? [];
        return host === undefined ? [] : [[host, reach] as const];
      }),
    ),
  );
  const [internal, others] = partitioned([...hosts], ([, reach]) => reach === "internal");
  const named = internal.slice(0, MOST_SHOWN).map(([host]) => `#     - ${quoted(host)} # internal, by its name`);
  const taken = others
    .slice(0, MOST_SHOWN)
    .map(([host, reach]) => `#   ${quoted(host)} (${reach === "unknown" ? "not known" : `${reach}, by its name`})`);
  return [
    "# Hosts that can be reached only from an internal network, such as a VPN or an office.",
    ...(taken.length === 0
      ? []
      : ["# Other hosts of the description, and from where they seem to be reachable:", ...taken]),
    "# network:",
    ...(named.length === 0 ? ['#   internal: ["*.corp.example"]'] : ["#   internal:", ...named]),
  ];
}

/** One line for each scheme: how callers get in is the question that most verdicts hang on. */
function schemeLines({ schemes, assumptions }: Review, indent: string): readonly string[] {
  const used = schemes.filter(({ kind }) => kind !== "undefined");
  const asked = assumptions.map(({ question }) => `${indent}# ${shownText(question)}`);
  const admissions = [
    ...used.map(({ name, admission }) =>
      admission === "unknown" ? `${quoted(name)}: ${OPEN}` : `${quoted(name)}: ${admission} # as the description shows`,
    ),
    ...(assumptions.some(({ id }) => id === "authentication-unstated") ? [`"*": ${OPEN}`] : []),
    ...(assumptions.some(({ id }) => id === "subscription") ? [`webhooks: ${OPEN}`] : []),
  ];
  const principals = used.map(
    ({ name, principal }) => `${quoted(name)}: ${principal === "unknown" ? OPEN : principal}`,
  );
  const section = (key: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : [`${indent}# ${key}:`, ...lines.map((line) => `${indent}#   ${line}`)];
  return [
    `${indent}# How callers get each credential: anonymous, self-registered, partner or own.`,
    ...asked,
    ...section("admission", admissions),
    ...(principals.length === 0 ? [] : [`${indent}# Who stands behind it: user, client or shared.`]),
    ...section("principal", principals),
  ];
}

function apiLines({ review, file }: Described): readonly string[] {
  return [
    `  - files: ${quoted(file)} # ${shownText(review.document.title ?? "(no title)")}`,
    `    # audience: ${declaredFor(review.operations.filter(({ kind }) => kind === "path"))}`,
    `    # owner: ${quoted(review.document.owner ?? "team-name")}`,
    ...schemeLines(review, "    "),
  ];
}

/**
 * A text of the description as a YAML scalar on one line, which can end neither the scalar nor the comment round it, and
 * which is that text when the `#` is taken away (YAML 1.2, section 5.7).
 */
function quoted(text: string): string {
  if (/^[A-Za-z][\w.-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)) return text;
  return JSON.stringify(text).replace(UNSAFE_CHARACTER, (character) => {
    const code = character.codePointAt(0)!.toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
  });
}
