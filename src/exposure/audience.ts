import { AUDIENCES, wider, type Audience } from "../core/exposure-words.ts";
import { memo } from "../core/memo.ts";
import { textOfValue } from "../core/text-of-value.ts";
import type { Node } from "../load/document.ts";
import type { Api, Element, Operation } from "../model/api.ts";
import { globIndex } from "../policy/glob-index.ts";
import type { AudiencePolicy } from "../policy/policy.ts";

/** Who an operation is meant for, as declared, and where that is said. */
export interface DeclaredAudience {
  readonly audience: Audience | undefined;
  /** `sallyport.yaml`, `--audience`, or the extension and what it stands at; `undefined` where nothing is declared. */
  readonly source: string | undefined;
  /**
   * Whether all that says so is a mark of the operation or its path by which tools leave it out of documentation: what is
   * hidden from readers is meant for no smaller circle by that.
   */
  readonly isHint: boolean;
  /** Declarations that say something else than what is judged. */
  readonly conflicts: readonly AudienceStatement[];
}

/** One declaration of an audience. */
export interface AudienceStatement {
  readonly node: Node;
  readonly extension: string;
  /** What it stands at: `the operation`, `the API`. */
  readonly at: string;
  readonly audience: Audience;
}

/** A value of an audience extension that nobody knows. */
export interface UnknownAudience {
  readonly node: Node;
  readonly extension: string;
  readonly value: string;
}

/** The audience of every operation, and the values that were not understood. */
export interface Audiences {
  /** That of the whole API, where `sallyport.yaml` or an extension that is no mere hint for documentation says it. */
  readonly api: Audience | undefined;
  readonly of: (operation: Operation) => DeclaredAudience;
  readonly unknown: readonly UnknownAudience[];
}

/** Reads the audience of every operation: `sallyport.yaml` first, then the extensions, the most particular first. */
export function audiencesOf(api: Api, policy: AudiencePolicy): Audiences {
  return audiencesIn(api)(policy);
}

/** Every judgement asks. */
const audiencesIn = memo((api: Api) => memo((policy: AudiencePolicy) => readAudiences(api, policy)));

function readAudiences(api: Api, policy: AudiencePolicy): Audiences {
  const unknown = new Map<string, UnknownAudience>();
  const read = (element: Element, at: string): readonly AudienceStatement[] => {
    if (element.extensions.size === 0) return NONE;
    return STATING.flatMap(({ extension, audienceOf }) => {
      const node = element.extensions.get(extension);
      if (node === undefined) return [];
      const value = audienceOf(node.value);
      if (value === "unknown")
        unknown.set(`${node.source.file}${node.pointer}`, {
          node,
          extension,
          value: textOfValue(node.value).slice(0, 60),
        });
      return value === undefined || value === "unknown" ? [] : [{ node, extension, at, audience: value }];
    });
  };
  const ofTag = new Map(api.tags.map((tag) => [tag.name, read(tag, `the tag ${tag.name}`)]));
  const ofServers = memo((servers: Operation["servers"]) => servers.flatMap((server) => read(server, "the server")));
  const ofApi = [...read(api.info, "the API"), ...read(api, "the API")];
  const known = new Map(
    api.operations.map((operation) => {
      const levels = [
        read(operation, "the operation"),
        read(operation.pathItem, "the path"),
        operation.tags.flatMap((tag) => ofTag.get(tag) ?? []),
        ofServers(operation.servers),
        ofApi,
      ];
      const configured = fromPolicy(operation, policy);
      if (configured === undefined && levels.every((level) => level.length === 0))
        return [operation, UNDECLARED] as const;
      const declared = declaredBy(levels, configured?.audience);
      return [operation, configured === undefined ? declared : { ...declared, source: configured.source }] as const;
    }),
  );
  const whole = [...read(api.info, "the API"), ...read(api, "the API")].filter(
    ({ extension }) => !HIDING.has(extension),
  );
  return {
    api:
      policy.api ??
      whole
        .map(({ audience }) => audience)
        .reduce<Audience | undefined>((widest, one) => (widest === undefined ? one : wider(widest, one)), undefined),
    of: (operation) => known.get(operation) ?? UNDECLARED,
    unknown: [...unknown.values()],
  };
}

/**
 * What the statements of each level come to. Of one convention the most particular level holds. Where a convention
 * that only hides documentation says something narrower, the widest is judged, and the rest are conflicts.
 */
function declaredBy(
  levels: readonly (readonly AudienceStatement[])[],
  configured: Audience | undefined,
): DeclaredAudience {
  const statements =
    levels.map((level) => level.filter(({ extension }) => !HIDING.has(extension))).find((level) => level.length > 0) ??
    [];
  const hiding =
    levels.map((level) => level.filter(({ extension }) => HIDING.has(extension))).find((level) => level.length > 0) ??
    [];
  const all = [...statements, ...hiding];
  const widest = all.reduce<AudienceStatement | undefined>(
    (best, one) => (best === undefined || wider(best.audience, one.audience) !== best.audience ? one : best),
    undefined,
  );
  if (configured !== undefined) {
    const isWider = ({ audience }: AudienceStatement): boolean =>
      audience !== configured && wider(audience, configured) === audience;
    return { audience: configured, source: FILE, isHint: false, conflicts: all.filter(isWider) };
  }
  if (widest === undefined) return UNDECLARED;
  return {
    audience: widest.audience,
    source: `${widest.extension} of ${widest.at}`,
    isHint: MARKS.has(widest.extension) && MARKED.has(widest.at),
    conflicts: all.filter(({ audience }) => audience !== widest.audience),
  };
}

/** What is configured for an operation, and who says it. */
function fromPolicy(
  { id, pathItem, tags }: Operation,
  policy: AudiencePolicy,
): { readonly audience: Audience; readonly source: string } | undefined {
  const byId = audienceFor(policy.operations)(id);
  const byPath = audienceFor(policy.paths)(pathItem.path);
  const byTag = tags
    .flatMap((tag) => policy.tags.get(tag) ?? [])
    .toSorted((a, b) => AUDIENCES.indexOf(b) - AUDIENCES.indexOf(a))[0];
  const particular = byId ?? byPath ?? byTag;
  if (particular !== undefined) return { audience: particular, source: FILE };
  return policy.api === undefined ? undefined : { audience: policy.api, source: policy.apiSource ?? FILE };
}

/** That of the first pattern that fits; made once, asked for each operation. */
const audienceFor = memo((patterns: AudiencePolicy["paths"]) => {
  const globs = globIndex(patterns.map(([pattern]) => pattern));
  return (text: string): Audience | undefined => patterns[globs.first(text) ?? NOWHERE]?.[1];
});
const NOWHERE = -1;

const UNDECLARED: DeclaredAudience = { audience: undefined, source: undefined, isHint: false, conflicts: [] };

const FILE = "sallyport.yaml";
const NONE: readonly never[] = [];

type Reading = Audience | "unknown" | undefined;

interface Convention {
  readonly extension: string;
  readonly audienceOf: (value: unknown) => Reading;
}

/** The conventions in the wild for who an API is for. */
const STATING: readonly Convention[] = [
  { extension: "x-audience", audienceOf: byName },
  { extension: "x-api-audience", audienceOf: byName },
  { extension: "x-fern-audiences", audienceOf: byName },
  { extension: "x-public", audienceOf: (value) => (value === true ? "public" : undefined) },
  { extension: "x-internal", audienceOf: privateIfTrue },
  { extension: "x-private", audienceOf: privateIfTrue },
  { extension: "x-ms-internal", audienceOf: privateIfTrue },
];

/** Those that hide documentation, and protect nothing. */
const HIDING: ReadonlySet<string> = new Set(["x-internal", "x-private", "x-ms-internal", "x-fern-audiences"]);

/** Those of them that say of a part of an API that it is not shown, and what they stand at then. */
const MARKS: ReadonlySet<string> = new Set(["x-internal", "x-private", "x-ms-internal"]);
const MARKED: ReadonlySet<string> = new Set(["the operation", "the path"]);

function privateIfTrue(value: unknown): Reading {
  return value === true || value === "true" ? "private" : undefined;
}

/** The values of Zalando's guideline 219, and what others write in their place; of a list the widest. */
const NAMES: Readonly<Record<string, Audience>> = {
  "component-internal": "private",
  "business-unit-internal": "private",
  "company-internal": "private",
  internal: "private",
  private: "private",
  "external-partner": "partner",
  partner: "partner",
  partners: "partner",
  restricted: "partner",
  "external-public": "public",
  public: "public",
  external: "public",
};

function byName(value: unknown): Reading {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const readings = values.map((one): Reading =>
    typeof one === "string" ? (NAMES[one.trim().toLowerCase()] ?? "unknown") : "unknown",
  );
  const known = readings.filter((reading): reading is Audience => reading !== "unknown" && reading !== undefined);
  return known.length === 0 ? (values.length === 0 ? undefined : "unknown") : known.reduce(wider);
}
