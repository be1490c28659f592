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

/** What shows only across documents: each kind in its order, the gravest kind first. */
export function across(
  reviews: readonly Review[],
  nameOf: (review: Review) => string = titleOf,
): readonly AcrossEntry[] {
  if (reviews.length < 2) return [];
  const schemas = schemasOf(reviews);
  return [
    ...schemasAtTwoLevels(schemas, nameOf),
    ...sharedSchemes(reviews, nameOf),
    ...fieldsInTwoClasses(schemas, nameOf),
    ...twoVersions(reviews),
  ];
}

/** A schema of one document: its sensitive fields, and the widest that can read it. */
interface Schema {
  readonly name: string;
  readonly review: Review;
  readonly fields: ReadonlyMap<string, TalliedField>;
  readonly exposure: Audience | null;
}

/** The schemas that several documents have, by name: of each those that share fields with another. */
function schemasOf(reviews: readonly Review[]): ReadonlyMap<string, readonly Schema[]> {
  const all = reviews.flatMap((review) => {
    const read = grouped(
      countedFlows(review).filter(({ flow }) => flow.direction === "read"),
      ({ field }) => field,
    );
    const named = review.fields.filter(({ owner, confidence }) => owner !== null && confidence !== "possible");
    return [...grouped(named, ({ owner }) => owner!)].map(([name, fields]): Schema => {
      const exposures = fields.flatMap((field) =>
        (read.get(field) ?? []).flatMap(({ operation }) => operation.exposure ?? []),
      );
      return {
        name,
        review,
        fields: new Map(fields.map((field) => [field.name, field] as const)),
        exposure: exposures.length === 0 ? null : exposures.reduce(wider),
      };
    });
  });
  const shared = [...grouped(all, ({ name }) => name)].flatMap(([name, schemas]) => {
    const alike = schemas.filter((schema) => schemas.some((other) => other !== schema && isAlike(schema, other)));
    return alike.length < 2 ? [] : [[name, alike] as const];
  });
  return new Map(shared);
}

function isAlike(a: Schema, b: Schema): boolean {
  if (a.review === b.review) return false;
  const shared = [...a.fields.keys()].filter((name) => b.fields.has(name)).length;
  return shared >= LEAST_SHARED && shared * 2 >= Math.min(a.fields.size, b.fields.size);
}

function schemasAtTwoLevels(
  schemas: ReadonlyMap<string, readonly Schema[]>,
  nameOf: (review: Review) => string,
): readonly AcrossEntry[] {
  return [...schemas]
    .flatMap(([name, alike]): AcrossEntry[] => {
      const read = alike.filter(({ exposure }) => exposure !== null);
      const levels = new Set(read.map(({ exposure }) => exposure));
      if (levels.size < 2) return [];
      const words = categoriesWords(read.flatMap(({ fields }) => [...fields.values()]));
      const where = read
        .toSorted((a, b) => AUDIENCES.indexOf(b.exposure!) - AUDIENCES.indexOf(a.exposure!))
        .map(({ review, exposure }) => `${exposure} in ${nameOf(review)}`);
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

function fieldsInTwoClasses(
  schemas: ReadonlyMap<string, readonly Schema[]>,
  nameOf: (review: Review) => string,
): readonly AcrossEntry[] {
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
          .map(([words, same]) => `${words} in ${listed(same.map(({ review }) => nameOf(review)))}`);
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
function sharedSchemes(reviews: readonly Review[], nameOf: (review: Review) => string): readonly AcrossEntry[] {
  const uses = reviews.flatMap((review) =>
    review.schemes
      .filter(({ name, usedBy, kind }) => usedBy.length > 0 && kind !== "undefined" && !isCommonSchemeName(name))
      .map((scheme) => ({ review, scheme, meant: meantFor(review, scheme.usedBy) })),
  );
  return [...grouped(uses, ({ scheme }) => `${scheme.kind} ${scheme.name}`).values()].flatMap((same): AcrossEntry[] => {
    if (new Set(same.map(({ review }) => review)).size < 2) return [];
    const admissions = new Set(same.map(({ scheme }) => scheme.admission));
    const levels = new Set(same.map(({ meant }) => meant).filter((one) => one !== null));
    if (admissions.size < 2 && levels.size < 2) return [];
    const where = same
      .toSorted((a, b) => ADMISSIONS.indexOf(a.scheme.admission) - ADMISSIONS.indexOf(b.scheme.admission))
      .map(
        ({ review, scheme, meant }) =>
          `${nameOf(review)} (${meant === null ? "no audience declared" : `meant as ${meant}`}; who can get it: ${obtainerWords(scheme.admission)})`,
      );
    return [
      {
        kind: "shared-scheme",
        text: `The credential "${same[0]!.scheme.name}" opens ${listed(where)}. If it is the same credential, whoever gets it for one API can call the others.`,
        files: [...new Set(same.map(({ review }) => review.document.file))],
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
function twoVersions(reviews: readonly Review[]): readonly AcrossEntry[] {
  const named = reviews.filter(({ document }) => document.title !== null && document.apiVersion !== null);
  return [...grouped(named, ({ document }) => nameWithoutVersion(document.title!)).values()].flatMap(
    (same): AcrossEntry[] => {
      const versions = new Set(same.map(({ document }) => document.apiVersion));
      if (versions.size < 2) return [];
      const where = same.map(
        (review) => `${titleOf(review)} (${verdictName(review.verdict.decision)}, ${review.document.file})`,
      );
      return [
        {
          kind: "two-versions",
          text: `${listed(where, 6)} are versions of one API. Which of them run, and until when?`,
          files: [...new Set(same.map(({ document }) => document.file))],
        },
      ];
    },
  );
}

function nameWithoutVersion(title: string): string {
  return title
    .toLowerCase()
    .replace(/\bv?\d+(?:\.\d+)*\b|\bversion\b|\b(?:beta|alpha|preview)\b/g, "")
    .replace(/\W+/g, " ")
    .trim();
}

function filesOf(schemas: readonly Schema[]): readonly string[] {
  return [...new Set(schemas.map(({ review }) => review.document.file))];
}
