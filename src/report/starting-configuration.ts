import type { Review } from "../core/review.ts";
import { shownText } from "./shown-text.ts";

/** A description that a configuration is begun for, with its name relative to the configuration's folder. */
export interface Described {
  readonly review: Review;
  readonly file: string;
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
    "# Hosts whose names don't say from where they are reached.",
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
    "# What is found and intended: docs/waivers.md.",
    "# waivers: []",
    ...(several ? ["", "# What differs for each description.", "apis:", ...described.flatMap(apiLines)] : []),
  ];
  return `${lines.join("\n")}\n`;
}

function audienceLines(described: readonly Described[]): readonly string[] {
  const tags = [
    ...new Set(
      described.flatMap(({ review }) =>
        review.operations.flatMap(
          ({ path }) =>
            path.split("/").find((part) => part !== "" && !part.startsWith("{") && !/^v\d+$/.test(part)) ?? [],
        ),
      ),
    ),
  ];
  return [
    "# audience:",
    "#   default: partner",
    ...(tags.length === 0
      ? []
      : ["#   paths:", ...tags.slice(0, 5).map((part) => `#     ${quoted(`/**/${part}/**`)}: public`)]),
  ];
}

function hostLines(described: readonly Described[]): readonly string[] {
  const hosts = new Map(
    described.flatMap(({ review }) =>
      review.servers.flatMap(({ url, reach }) => {
        const [, host] = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(url) ?? [];
        return host === undefined ? [] : [[host, reach] as const];
      }),
    ),
  );
  if (hosts.size === 0) return ['#   internal: ["*.corp.example"]'];
  return ["internal", "external"].flatMap((key) => {
    const named = [...hosts].filter(([, reach]) => (reach === "internal") === (key === "internal")).slice(0, 10);
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

/** A text of the description as a YAML scalar on one line, which can end neither the scalar nor the comment round it. */
function quoted(text: string): string {
  const shown = shownText(text).replaceAll("\n", " ");
  return /^[A-Za-z][\w.-]*$/.test(shown) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(shown)
    ? shown
    : JSON.stringify(shown);
}
