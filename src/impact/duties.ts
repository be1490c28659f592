import { dayAfter } from "../core/day.ts";
import type { ImpactAssessment } from "../core/impact.ts";
import { categoriesWords, listedCategories } from "../core/category-words.ts";
import { listed } from "../core/prose.ts";
import { isCredential } from "../data/taxonomy/is-credential.ts";
import { isWithin } from "../data/taxonomy/is-within.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import { REPORTED_DATA } from "./scope/reported-fields.ts";
import type { AssessedFlow } from "../exposure/assessed-api.ts";

type Duty = ImpactAssessment["duties"][number];

/** What of a field that was read may bring a duty. */
export interface DutyRead {
  readonly field: Pick<AssessedFlow["field"], "category" | "called" | "isPersonal" | "name">;
  readonly operation: Pick<AssessedFlow["operation"], "id" | "lexicon">;
}

/**
 * Questions for the privacy officer, by kinds of data that may bring a duty to notify. None is a legal claim: whether there
 * is a duty depends on the law, on the numbers and on what happened.
 */
export function dutiesOf(reads: readonly DutyRead[], people: ImpactAssessment["people"], asOf: string): Duty[] {
  const found = KINDS.flatMap(({ kind, isOf, question }): Duty[] => {
    const own = reads.filter((flow) => isOf(flow));
    if (own.length === 0) return [];
    const categories = categoriesWords(own.map(({ field }) => field));
    return [
      {
        kind,
        question: question(listed(categories, 4)),
        categories: [...new Set(own.map(({ field }) => field.category))],
        operations: operationsOf(own),
      },
    ];
  });
  const minors = people.filter(({ kind }) => kind === "minors");
  const patients = found.some(({ kind }) => kind === "health") ? [] : people.filter(({ kind }) => kind === "patients");
  const plain = reads.filter(({ field }) => field.isPersonal);
  return [
    ...(patients.length === 0
      ? []
      : [
          {
            kind: "health" as const,
            question: `The data is about ${listed(patients.map(({ called }) => called))}. Does being in it reveal something about their health, and is there a duty to notify the authority, the people concerned, or both?`,
            categories: [],
            operations: [...new Set(patients.flatMap(({ operations }) => operations))],
          },
        ]),
    ...found,
    ...(minors.length === 0
      ? []
      : [
          {
            kind: "minors" as const,
            question: `The data is about ${listed(minors.map(({ called }) => called))}. Must parents or guardians be told instead of them?`,
            categories: [],
            operations: [...new Set(minors.flatMap(({ operations }) => operations))],
          },
        ]),
    ...(plain.length === 0
      ? []
      : [
          {
            kind: "personal-data" as const,
            question: `Personal data (${listedCategories(categoriesWords(plain.map(({ field }) => field)), 4)}) could be read. Where the GDPR applies (Article 33), a breach is notified to a supervisory authority within ${HOURS_TO_TELL} hours of learning of it: by ${lastDayToTell(asOf)}, if that is today. Is this such a breach?`,
            categories: [...new Set(plain.map(({ field }) => field.category))],
            operations: operationsOf(plain),
          },
        ]),
  ];
}

/** Article 33(1) GDPR: not later than so many hours after having become aware of a breach. */
export const HOURS_TO_TELL = 72;

/** When they end, if the breach became known on a day. */
export function lastDayToTell(day: string): string {
  return dayAfter(day, HOURS_TO_TELL / 24) ?? day;
}

function operationsOf(flows: readonly DutyRead[]): string[] {
  return [...new Set(flows.map(({ operation }) => operation.id))];
}

const KINDS: readonly {
  readonly kind: Duty["kind"];
  readonly isOf: (flow: DutyRead) => boolean;
  readonly question: (words: string) => string;
}[] = [
  {
    kind: "health",
    isOf: within("user.health_and_medical", "user.biometric.health"),
    question: (words) =>
      `Data about health (${words}) could be read. Is there a duty to notify the authority, the people concerned, or both?`,
  },
  {
    kind: "special-category",
    isOf: (flow) => isSpecial(flow) || isFace(flow),
    question: (words) =>
      `Data of a specially protected kind (${words}) could be read. Is there a duty to notify the authority and the people concerned?`,
  },
  {
    kind: "government-id",
    isOf: within("user.government_id"),
    question: (words) =>
      `Official identifiers (${words}) could be read. Must the people concerned be told, so that they can guard against identity theft?`,
  },
  {
    kind: "payment",
    isOf: within("user.payment", "user.financial"),
    question: (words) =>
      `Payment or financial data (${words}) could be read. Must the bank, the acquirer or the people concerned be told?`,
  },
  {
    kind: "credentials",
    isOf: ({ field }) => isCredential(field.category),
    question: (words) =>
      `Credentials (${words}) could be read. Must the holders be told, and are other services affected where they use the same?`,
  },
];

const isSpecial = within(
  "user.biometric",
  "user.authorization.biometric",
  "user.criminal_history",
  "user.demographic.political_opinion",
  "user.demographic.race_ethnicity",
  "user.demographic.religious_belief",
  "user.demographic.sexual_orientation",
  "user.demographic.union_membership",
);

/** A picture by which somebody is identified: biometric data once a machine compares it (GDPR, recital 51). */
function isFace({ field: { category, name }, operation: { lexicon } }: DutyRead): boolean {
  return (
    (isWithin(category, "user.content.self_image") || category === REPORTED_DATA) &&
    lexicon.has(wordsOf(name), "identity-evidence")
  );
}

function within(...keys: readonly string[]): (flow: DutyRead) => boolean {
  return ({ field }) =>
    keys.some(
      (key) =>
        isWithin(field.category, key) &&
        !(key === "user.biometric" && isWithin(field.category, "user.biometric.health")),
    );
}
