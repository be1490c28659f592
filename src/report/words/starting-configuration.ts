import type { Review } from "../../core/review.ts";
import { shownText, UNSAFE_CHARACTER } from "./shown-text.ts";

/** A description that a configuration is begun for, with its name relative to the configuration's folder. */
export interface Described {
  readonly review: Review;
  readonly file: string;
  /** The tags of its operations, in their order. */
  readonly tags: readonly string[];
}

/**
 * A `sallyport.yaml` to begin with: commented, and with what descriptions show: their hosts, schemes, tags and open
 * questions. What nobody has answered stands in comments, so that it says nothing until somebody does.
 */
export function startingConfiguration(described: readonly Described[]): string {
  const several = described.length > 1;
  const [first] = described;
  const lines = [
    "# yaml-language-server: $schema=./node_modules/sallyport/schemas/sallyport.schema.json",
    "# What Sallyport judges API descriptions by. Lines behind a # say nothing until the # is taken away; with it, what",
    "# Sallyport takes for granted holds.",
    "",
    "# Who the operations are for: private, partner or public; by path, operation or tag where they differ.",
    ...audienceLines(several ? [] : described),
    "",
    "# Who answers for the API.",
    `# owner: ${quoted(first?.review.document.owner ?? "team-name")}`,
    "",
    "# Hosts for which the name does not show whether they can be reached from outside.",
    "# network:",
    ...hostLines(described),
    ...(several || first === undefined ? [] : ["", ...schemeLines(first.review, "")]),
    "",
    "# What each classification demands, in Spectral's format, over Sallyport's own rulesets.",
    "# rulesets: [./rulesets/acme.yaml, sallyport:hygiene, spectral:oas]",
    "",
    "# Days until a finding is due, by severity.",
    "# sla: { critical: 7, high: 30, medium: 90 }",
    "",
    "# What makes the gate fail in pull requests, and how long a risk may be accepted: docs/gate.md.",
    "# gate: { failOn: high, removed: fail, policyChange: report }",
    "# accept: { days: 365 }",
    "",
    "# What is found and intended: docs/waivers.md.",
    "# waivers: []",
    ...(several ? ["", "# What differs for each description.", "apis:", ...described.flatMap(apiLines)] : []),
  ];
  return `${lines.join("\n")}\n`;
}

function audienceLines(described: readonly Described[]): readonly string[] {
  const tags = [...new Set(described.flatMap((one) => one.tags))];
  const parts = [...new Set(described.flatMap(({ review }) => review.operations.flatMap(firstPart)))];
  return [
    "# audience:",
    "#   default: partner",
    ...(parts.length === 0
      ? []
      : ["#   paths:", ...parts.slice(0, MOST_SHOWN).map((part) => `#     ${quoted(`/**/${part}/**`)}: public`)]),
    ...(tags.length === 0
      ? []
      : ["#   tags:", ...tags.slice(0, MOST_SHOWN).map((tag) => `#     ${quoted(tag)}: public`)]),
  ];
}

/** What begins a file is to be read on one screen. */
const MOST_SHOWN = 10;

/** The first part of a path that names something: `orders` of `/v1/{shop}/orders/{id}`. */
function firstPart({ kind, path }: Review["operations"][number]): readonly string[] {
  if (kind !== "path") return []; // others have no path that a pattern of paths could name
  const part = path.split("/").find((one) => /^[\w.~-]+$/.test(one) && !/^v\d+$/.test(one));
  return part === undefined ? [] : [part];
}

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
  if (hosts.size === 0) return ['#   internal: ["*.corp.example"]'];
  return ["internal", "external"].flatMap((key) => {
    const named = [...hosts]
      .filter(([, reach]) => (reach === "internal") === (key === "internal"))
      .slice(0, MOST_SHOWN);
    if (named.length === 0) return [];
    return [`#   ${key}:`, ...named.map(([host, reach]) => `#     - ${quoted(host)} # taken for ${reach}`)];
  });
}

/** One line for each scheme: how callers get in is the question that most verdicts hang on. */
function schemeLines({ schemes, assumptions }: Review, indent: string): readonly string[] {
  const used = schemes.filter(({ kind }) => kind !== "undefined");
  const asked = assumptions.map(({ question }) => `${indent}# ${shownText(question)}`);
  return [
    `${indent}# How callers get each credential: anonymous, self-registered, partner or own.`,
    ...asked,
    `${indent}# admission:`,
    ...used.map(
      ({ name, admission }) =>
        `${indent}#   ${quoted(name)}: ${admission === "unknown" ? "partner # not known" : `${admission} # as the description shows`}`,
    ),
    ...(assumptions.some(({ id }) => id === "authentication-unstated")
      ? [`${indent}#   "*": partner # not known`]
      : []),
    ...(assumptions.some(({ id }) => id === "subscription") ? [`${indent}#   webhooks: partner # not known`] : []),
    `${indent}# Who stands behind it: user, client or shared.`,
    `${indent}# principal:`,
    ...used.map(
      ({ name, principal }) =>
        `${indent}#   ${quoted(name)}: ${principal === "unknown" ? "client # not known" : principal}`,
    ),
  ];
}

function apiLines({ review, file }: Described): readonly string[] {
  return [
    `  - files: ${quoted(file)} # ${shownText(review.document.title ?? "(no title)")}`,
    "    # audience: partner",
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
