import { nearest } from "../core/nearest.ts";
import type { Site } from "../core/place.ts";
import { listed } from "../core/prose.ts";
import type { Review } from "../core/review.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { addressParts } from "../exposure/reach.ts";
import type { Server } from "../model/servers.ts";
import { configurationKey, shownValue } from "../policy/configuration-key.ts";
import { globIndex } from "../policy/glob-index.ts";
import { operationPattern } from "../policy/operation-pattern.ts";
import type { PartKind, PartNamed } from "../policy/parts-named.ts";

/** A part that settings name, and whether the description has it. */
export interface NamedSetting {
  readonly kind: Asked;
  readonly name: string;
  readonly source: Site;
  /** Where it is written, as one line names it: `sallyport.yaml:3 admission.token`. */
  readonly at: string;
  readonly isMatched: boolean;
  readonly isForOthers: boolean;
  /** The same with what is wrong with it, and what was meant. */
  readonly text: string;
}

type Asked = Exclude<PartKind, "category">;

/** What settings name of descriptions, those of the policy or others, each with whether this one has it. */
export function namedSettings(api: AssessedApi, all = api.policy.partsNamed): readonly NamedSetting[] {
  const parts = all.filter((part): part is PartNamed & { readonly kind: Asked } => part.kind !== "category");
  if (parts.length === 0) return [];
  const there = partsOf(api);
  const fitting = matchedPatterns(parts, there);
  let compared = 0;
  return parts.map((part) => {
    const { kind, name, keys, source, isForOthers } = part;
    const isMatched = PATTERNS.has(kind) ? fitting.has(part) : there[kind].has(name);
    const at = `${source.file}:${source.line} ${configurationKey(keys)}`;
    const setting = { kind, name, source, at, isMatched, isForOthers };
    if (isMatched) return { ...setting, text: at };
    compared += 1;
    const meant = compared > MOST_MEANT ? "" : meantWords(part, there[kind], parts);
    return { ...setting, text: `${at} ${WORDS[kind]}${meant}` };
  });
}

/** For so many it is said what was meant: each is compared with all that there is. */
const MOST_MEANT = 20;

/** Asks about settings that match nothing in the description: they have no effect, and nobody would notice. */
export function unmatchedSettingsQuestion(unmatched: readonly NamedSetting[]): Review["questions"] {
  if (unmatched.length === 0) return [];
  const texts = unmatched.map(({ text }) => text);
  return [
    {
      id: UNMATCHED,
      text: `${unmatched.length === 1 ? "Is this setting right, which has" : "Are these settings right, which have"} no effect? ${listed(texts, MOST_SHOWN)}. Correct the name, or move what is for another description under apis, with its files.`,
      operations: [],
      settle: null,
    },
  ];
}

/** The id of that question. */
export const UNMATCHED = "unused-settings";

const MOST_SHOWN = 6;

const PATTERNS: ReadonlySet<Asked> = new Set(["operation", "path", "host"]);

const WORDS: Readonly<Record<Asked, string>> = {
  scheme: "is no security scheme of the description",
  operation: "matches no operation",
  path: "matches no path",
  tag: "is no tag of the description",
  field: "matches no field",
  host: "matches no host of the description's servers",
};

type Parts = Readonly<Record<Asked, ReadonlySet<string>>>;

function partsOf(api: AssessedApi): Parts {
  return {
    scheme: new Set(api.securitySchemes.map(({ name }) => name)),
    operation: new Set(api.operations.map(({ id }) => id)),
    path: new Set(api.operations.map(({ pathItem }) => pathItem.path)),
    tag: new Set([...api.tags.map(({ name }) => name), ...api.operations.flatMap(({ tags }) => tags)]),
    field: api.data.confirmable,
    host: new Set(serversOf(api).flatMap(({ addresses }) => addresses.flatMap(hostOf))),
  };
}

function serversOf(api: AssessedApi): readonly Server[] {
  return [...new Set([...api.servers, ...api.operations.flatMap(({ servers }) => servers)])];
}

/** The host of an address as `network` is compared with it, without its port; none of a relative one. */
function hostOf(address: string): readonly string[] {
  const host = addressParts(address)?.host.replace(/:\d+$/, "").toLowerCase();
  return host === undefined ? [] : [host];
}

function matchedPatterns(
  parts: readonly (PartNamed & { readonly kind: Asked })[],
  there: Parts,
): ReadonlySet<PartNamed> {
  const matched = new Set<PartNamed>();
  for (const kind of PATTERNS) {
    const patterns = parts.filter((part) => part.kind === kind);
    if (patterns.length === 0) continue;
    // Hosts are the same in small letters and in capitals (RFC 3986, section 3.2.2).
    const globs = globIndex(
      patterns.map(({ name }) => (kind === "host" ? name.toLowerCase() : operationPattern(name))),
    );
    for (const text of there[kind]) for (const index of globs.all(text)) matched.add(patterns[index]!);
  }
  return matched;
}

/** What was meant: the nearest of what nothing is said of under the same keys; of schemes all that there are. */
function meantWords({ kind, name, keys }: PartNamed, there: ReadonlySet<string>, parts: readonly PartNamed[]): string {
  const holder = keys.slice(0, -1).join("\n");
  const said = new Set(parts.filter((part) => part.keys.slice(0, -1).join("\n") === holder).map((part) => part.name));
  const open = [...there].filter((one) => !said.has(one)).slice(0, MOST_COMPARED);
  const meant = nearest(name, open) ?? alikeIn(kind, name, open);
  if (meant !== undefined) return ` (did you mean ${shownValue(meant)}?)`;
  if (kind === "host") return hostWords(there);
  if (kind !== "scheme") return "";
  return ` (it defines ${there.size === 0 ? "none" : listed([...there].map(shownValue), MOST_SHOWN)})`;
}

/** Which hosts there are; one that is a variable of free choice is any host, whatever its default. */
function hostWords(there: ReadonlySet<string>): string {
  const free = [...there].find((host) => host.includes("{"));
  if (free !== undefined)
    return ` (${shownValue(free)} of the description can be any host: list those that are meant as an enum of the server's variable)`;
  return ` (it has ${there.size === 0 ? "none" : listed([...there].map(shownValue), MOST_SHOWN)})`;
}

/** Each is compared with each. */
const MOST_COMPARED = 2000;

/**
 * The only one that is the same but for what people get wrong of such names: a path's first parts (`/v1`) and the names of
 * its parameters, the owner of a field, the end of a scheme's name.
 */
function alikeIn(kind: PartKind, name: string, open: readonly string[]): string | undefined {
  const alike = ALIKE[kind];
  const own = alike === undefined || /[*?]/.test(name) ? undefined : name;
  if (own === undefined) return undefined;
  const found = open.filter((one) => alike!(own, one));
  return found.length === 1 ? found[0] : undefined;
}

const ALIKE: Readonly<Partial<Record<PartKind, (a: string, b: string) => boolean>>> = {
  operation: (a, b) => {
    const [[methodA, pathA], [methodB, pathB]] = [methodAndPath(a), methodAndPath(b)];
    return methodA === methodB && isSamePath(pathA, pathB);
  },
  path: isSamePath,
  field: (a, b) => b.includes(".") && isNearlyLast(lastPart(a), lastPart(b)),
  scheme: (a, b) => startsAlike(a, b) || startsAlike(b, a),
};

function methodAndPath(operation: string): readonly [string, string] {
  const at = operation.indexOf(" ");
  return [operation.slice(0, at).toUpperCase(), operation.slice(at + 1)];
}

/** Whether one path ends with all of the other, whatever parameters are called. */
function isSamePath(a: string, b: string): boolean {
  const [one, other] = [a, b].map((path) =>
    path
      .replaceAll(/\{[^{}]*\}/g, "{}")
      .replace(/(?<!\/)\/+$/, "")
      .toLowerCase(),
  );
  return one !== "" && other !== "" && (one!.endsWith(other!) || other!.endsWith(one!));
}

function isNearlyLast(a: string, b: string): boolean {
  return a === b || nearest(a, [b]) !== undefined;
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1).toLowerCase();
}

function startsAlike(a: string, b: string): boolean {
  return b.toLowerCase().startsWith(a.toLowerCase());
}
