import { owned } from "../../../core/data-owners.ts";
import { ADMISSIONS, AUDIENCES, SENSITIVITIES, wider, type Audience } from "../../../core/exposure-words.ts";
import { categoriesWords, categoryWords } from "../../../core/category-words.ts";
import { isCommonSchemeName } from "../../../core/common-scheme-name.ts";
import { grouped } from "../../../core/grouped.ts";
import { listed } from "../../../core/prose.ts";
import type { Review } from "../../../core/review.ts";
import { obtainerWords } from "../../../core/caller-words.ts";
import { countedFlows, type TalliedField } from "../../words/data-tally.ts";
import { verdictName } from "../../words/decision-words.ts";
import { titleOf } from "../../../core/review-title.ts";

/** Something that no single document shows. */
export interface AcrossEntry {
  readonly kind: "schema-at-two-levels" | "field-in-two-classes" | "shared-scheme" | "two-versions";
  readonly text: string;
  /** The files of the descriptions that it is about. */
  readonly files: readonly string[];
}

/** How many fields two schemas of one name must share to be taken for the same. */
const LEAST_SHARED = 2;
const MOST_ENTRIES = 40;

/** What one review has that others may have too. */
export interface Shareable {
  readonly file: string;
  /** Its title without a version, in lower case; none where title or version is not stated. */
  readonly unversioned: string | null;
  readonly apiVersion: string | null;
  /** Title, version, verdict and file, in words. */
  readonly called: string;
  readonly schemas: readonly Schema[];
  readonly schemes: readonly Scheme[];
}

/** A schema of one document: its sensitive fields, and the widest that can read it. */
interface Schema {
  readonly name: string;
  readonly fields: ReadonlyMap<string, KnownField>;
  readonly exposure: Audience | null;
}

type KnownField = Pick<TalliedField, "category" | "called" | "sensitivity">;

interface Scheme {
  readonly name: string;
  readonly kind: Review["schemes"][number]["kind"];
  readonly admission: Review["schemes"][number]["admission"];
  readonly meant: Audience | null;
}

/** What a review has that others may have too. */
export function shareableOf(review: Review): Shareable {
  const { document, verdict } = review;
  return {
    file: document.file,
    unversioned: document.title === null || document.apiVersion === null ? null : nameWithoutVersion(document.title),
    apiVersion: document.apiVersion,
    called: `${titleOf(review)} (${verdictName(verdict.decision)}, ${document.file})`,
    schemas: schemasOf(review),
    schemes: review.schemes
      .filter(({ name, usedBy, kind }) => usedBy.length > 0 && kind !== "undefined" && !isCommonSchemeName(name))
      .map(({ name, kind, admission, usedBy }) => ({ name, kind, admission, meant: meantFor(review, usedBy) })),
  };
}

function schemasOf(review: Review): readonly Schema[] {
  const read = grouped(
    countedFlows(review).filter(({ flow }) => flow.direction === "read"),
    ({ field }) => field,
  );
  const named = owned(review).fields.filter(({ owner, confidence }) => owner !== null && confidence !== "possible");
  return [...grouped(named, ({ owner }) => owner!)].map(([name, fields]): Schema => {
    const exposures = fields.flatMap((field) =>
      (read.get(field) ?? []).flatMap(({ operation }) => operation.exposure ?? []),
    );
    return {
      name,
      fields: new Map(
        fields.map(({ name: field, category, called, sensitivity }) => [field, { category, called, sensitivity }]),
      ),
      exposure: exposures.length === 0 ? null : exposures.reduce(wider),
    };
  });
}

/** An API with what its document calls it beside others. */
interface Named {
  readonly shareable: Shareable;
  readonly name: string;
}

type NamedSchema = Schema & { readonly api: Named };

/** What shows only across documents: each kind in its order, the gravest kind first. */
export function across(apis: readonly Named[]): readonly AcrossEntry[] {
  if (apis.length < 2) return [];
  const schemas = sharedSchemas(apis);
  return [...schemasAtTwoLevels(schemas), ...sharedSchemes(apis), ...fieldsInTwoClasses(schemas), ...twoVersions(apis)];
}

/** The schemas that several documents have, by name: of each those that share fields with another. */
function sharedSchemas(apis: readonly Named[]): ReadonlyMap<string, readonly NamedSchema[]> {
  const all = apis.flatMap((api) => api.shareable.schemas.map((schema): NamedSchema => ({ ...schema, api })));
  const shared = [...grouped(all, ({ name }) => name)].flatMap(([name, schemas]) => {
    const alike = alikeOf(schemas);
    return alike.length < 2 ? [] : [[name, alike] as const];
  });
  return new Map(shared);
}

/** Those that share fields with one of another document. What has the same fields is compared once, however many it is. */
function alikeOf(schemas: readonly NamedSchema[]): readonly NamedSchema[] {
  const forms = [...grouped(schemas, ({ fields }) => [...fields.keys()].toSorted().join("\n")).values()];
  const shared = forms.filter(
    ([first], _, all) => all.some((other) => (other[0] !== first || other.length > 1) && isAlike(first!, other[0]!)), // a document has one schema of a name
  );
  const kept = new Set(shared.flat());
  return schemas.filter((schema) => kept.has(schema));
}

function isAlike(a: Schema, b: Schema): boolean {
  const shared = [...a.fields.keys()].filter((name) => b.fields.has(name)).length;
  return shared >= LEAST_SHARED && shared * 2 >= Math.min(a.fields.size, b.fields.size);
}

function schemasAtTwoLevels(schemas: ReadonlyMap<string, readonly NamedSchema[]>): readonly AcrossEntry[] {
  return [...schemas]
    .flatMap(([name, alike]): AcrossEntry[] => {
      const read = alike.filter(({ exposure }) => exposure !== null);
      const levels = new Set(read.map(({ exposure }) => exposure));
      if (levels.size < 2) return [];
      const words = categoriesWords(read.flatMap(({ fields }) => [...fields.values()]));
      const where = read
        .toSorted((a, b) => AUDIENCES.indexOf(b.exposure!) - AUDIENCES.indexOf(a.exposure!))
        .map(({ api, exposure }) => `${exposure} in ${api.name}`);
      return [
        {
          kind: "schema-at-two-levels",
          text: `${name} (${listed(words)}) is ${listed(where)}. It is only as protected as where its exposure is widest.`,
          files: filesOf(read),
        },
      ];
    })
    .slice(0, MOST_ENTRIES);
}

function fieldsInTwoClasses(schemas: ReadonlyMap<string, readonly NamedSchema[]>): readonly AcrossEntry[] {
  return [...schemas]
    .flatMap(([name, alike]) =>
      [...new Set(alike.flatMap(({ fields }) => [...fields.keys()]))].flatMap((field): AcrossEntry[] => {
        const having = alike.filter(({ fields }) => fields.has(field));
        const classes = grouped(having, ({ fields }) => {
          const here = fields.get(field)!; // those that have it
          return `${here.sensitivity} (${categoryWords(here)})`;
        });
        if (classes.size < 2) return [];
        const where = [...classes]
          .toSorted(([a], [b]) => rankOf(b) - rankOf(a))
          .map(([words, same]) => `${words} in ${listed(same.map(({ api }) => api.name))}`);
        return [
          {
            kind: "field-in-two-classes",
            text: `${name}.${field} is ${listed(where)}. One of them is wrong.`,
            files: filesOf(having),
          },
        ];
      }),
    )
    .slice(0, MOST_ENTRIES);
}

function rankOf(words: string): number {
  return SENSITIVITIES.findIndex((sensitivity) => words.startsWith(sensitivity));
}

/**
 * Credentials of one name that documents judge differently, or that open an API to everyone and another that is meant
 * to be private. Names that every API has (`bearerAuth`) prove nothing.
 */
function sharedSchemes(apis: readonly Named[]): readonly AcrossEntry[] {
  const uses = apis.flatMap((api) => api.shareable.schemes.map((scheme) => ({ api, scheme })));
  return [...grouped(uses, ({ scheme }) => `${scheme.kind} ${scheme.name}`).values()].flatMap((same): AcrossEntry[] => {
    if (new Set(same.map(({ api }) => api)).size < 2) return [];
    const admissions = new Set(same.map(({ scheme }) => scheme.admission));
    const levels = new Set(same.map(({ scheme }) => scheme.meant).filter((one) => one !== null));
    if (admissions.size < 2 && levels.size < 2) return [];
    const where = same
      .toSorted((a, b) => ADMISSIONS.indexOf(a.scheme.admission) - ADMISSIONS.indexOf(b.scheme.admission))
      .map(
        ({ api, scheme: { meant, admission } }) =>
          `${api.name} (${meant === null ? "no audience declared" : `meant as ${meant}`}; who can get it: ${obtainerWords(admission)})`,
      );
    return [
      {
        kind: "shared-scheme",
        text: `The credential "${same[0]!.scheme.name}" opens ${listed(where)}. If it is the same credential, whoever gets it for one API can call the others.`,
        files: [...new Set(same.map(({ api }) => api.shareable.file))],
      },
    ];
  });
}

function meantFor({ operations }: Review, ids: readonly string[]): Audience | null {
  const used = new Set(ids);
  const audiences = operations.flatMap(({ id, audience }) => (used.has(id) && audience !== null ? [audience] : []));
  return audiences.length === 0 ? null : audiences.reduce(wider);
}

/** Two versions of one API side by side: the older often stays reachable, with less protection. */
function twoVersions(apis: readonly Named[]): readonly AcrossEntry[] {
  const named = apis.map(({ shareable }) => shareable).filter(({ unversioned }) => unversioned !== null);
  return [...grouped(named, ({ unversioned }) => unversioned!).values()].flatMap((same): AcrossEntry[] => {
    if (new Set(same.map(({ apiVersion }) => apiVersion)).size < 2) return [];
    const where = same.map(({ called }) => called);
    return [
      {
        kind: "two-versions",
        text: `${listed(where, 6)} are versions of one API. Which of them run, and until when?`,
        files: [...new Set(same.map(({ file }) => file))],
      },
    ];
  });
}

function nameWithoutVersion(title: string): string {
  return title
    .toLowerCase()
    .replace(/\bv?\d+(?:\.\d+)*\b|\bversion\b|\b(?:beta|alpha|preview)\b/g, "")
    .replace(/\W+/g, " ")
    .trim();
}

function filesOf(schemas: readonly NamedSchema[]): readonly string[] {
  return [...new Set(schemas.map(({ api }) => api.shareable.file))];
}
