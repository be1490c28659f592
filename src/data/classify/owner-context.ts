import type { Categories, Category, OwnerKind } from "../taxonomy/categories.ts";
import { plainWord, wordsOf } from "../../lexicon/name-tokens.ts";
import { endsIn, isHeadedBy } from "../../lexicon/phrases.ts";
import { phrasesAt, phrasesEnding } from "../taxonomy/phrases.ts";
import { isDefinition } from "./definition.ts";
import type { ObjectFacts } from "./field-facts.ts";
import { leadPhrase } from "./lead-phrase.ts";
import { readOwner, type OwnerReading } from "./owner-name.ts";
import { rememberedByObject } from "../taxonomy/remembered.ts";
import { readSiblings, type FieldsReading } from "./sibling-fields.ts";

/** What a field belongs to. */
export interface OwnerContext {
  readonly kind: OwnerKind;
  /** The owner that decided, as written. */
  readonly owner: string | undefined;
  /** The owner is nothing but a value of these categories: an Address, a Secret. */
  readonly holders: readonly Category[];
  /** It belongs to a person: the owner's owner, its name or its other fields say so. */
  readonly isPersonal: boolean;
  /** It only names a person: `user_id` stands beside the field. */
  readonly isLinked: boolean;
  /** It names what a person moves about with: `device_id`, `vehicle_id` stand beside the field. */
  readonly isTracked: boolean;
  /** Whoever wrote it is shown with it, by account name and picture. */
  readonly isShownWith: boolean;
  /** The owner's name speaks of machines: the driver of a volume is no person. */
  readonly isTechnical: boolean;
  /** It is a household or a family: what it is called names nobody of it. */
  readonly isHousehold: boolean;
  /** It is a record of an API that is about the health of persons, and no place, organization or machine. */
  readonly isOfHealth: boolean;
  /** The words of the two nearest owners. */
  readonly words: ReadonlySet<string>;
  /** All words of their names: `CodigoVerificarRequest`, `CreateEnvelope`. */
  readonly saying: ReadonlySet<string>;
}

/** Reads what the fields of an object belong to: from its owners, its fields, its referrers and the resource of its path. */
export const ownerContext = rememberedByObject(readContext);

function readContext(object: ObjectFacts, categories: Categories): OwnerContext {
  const readings = object.owners
    .map((owner) => ({ owner, ...readOwner(owner, categories) }))
    .filter(({ head }) => head.length > 0);
  const nearest = readings[0];
  const resource = resourceKind(object.resources, categories);
  const names = object.owners.length > 0 ? object.owners : object.resources;
  const beside = readSiblings(object.fields, categories);
  const ofSubject = object.kind === "parameters" ? [] : heldInSubject(object.subject, names.slice(0, 2), categories);
  const isOffered =
    (hasPrice(object, categories) || isOnOffer(object, categories)) && !beside.isLinked && !beside.isPerson;
  const named = [
    ...ofSubject,
    ...(heldBy(nearest, object, categories) ?? (nearest ?? resource.nearest[0])?.holders ?? []),
  ].filter(({ key }) => !(isOffered && HEALTH.test(key)));
  const decisive = named.length > 0 && nearest?.kind === "unknown" ? (readings[1] ?? nearest) : nearest;
  // What has more is an address or a place, whose coordinates are its own.
  const isPoint = beside.points > 1 && object.fields.length <= MOST_OF_POINT;
  const near = readings.length > 0 ? readings.slice(0, 2) : resource.nearest;
  const context = {
    owner: decisive?.owner,
    holders: [...named, ...beside.gathered],
    isLinked: beside.isLinked,
    isTracked: beside.isTracked,
    isShownWith: beside.isShownWith,
    isTechnical: nearest?.hasMachine ?? false,
    isHousehold: decisive !== undefined && endsIn(decisive.head, categories.lexicon, "household"),
    isOfHealth: object.subject === "health" && !NO_RECORD.has(decisive?.kind ?? resource.kind),
    words: new Set(near.flatMap(({ head }) => head)),
    saying: new Set((object.owners.length > 0 ? object.owners : object.resources).slice(0, 2).flatMap(wordsOf)),
  };

  if (!beside.isPerson && isDefinition(object, categories)) return { ...context, kind: "about", isPersonal: false };
  const byName = decisive?.kind ?? resource.kind;
  const own = byFields(byName, nearest?.hasPerson ? { ...beside, isCompany: false } : beside);
  // A log of days is a thing elsewhere.
  const said = ofSubject.length > 0 && own === "thing" ? "unknown" : own;
  const kind = said === "unknown" && beside.isOwned && !beside.isPerson ? "thing" : said;
  const isAnonymous = decisive === undefined;
  const isNearPerson =
    resource.isPersonal || readings.some((reading) => reading.kind === "person" || reading.hasPerson);
  if (kind === "person") return { ...context, kind, isPersonal: true };
  if (kind !== "unknown" && kind !== "perhaps" && !(isAnonymous && (kind === "thing" || kind === "place"))) {
    return { ...context, kind, isPersonal: beside.isNamed || (kind === "carried" && isNearPerson) };
  }

  const referred =
    context.isTechnical || (isAnonymous && !isPoint)
      ? undefined
      : isPoint
        ? pointsOf(object.referredBy, categories)
        : referrersSay(object.referredBy, categories);
  const isPerson =
    beside.isPerson ||
    referred === "person" ||
    isSaidPerson(object, categories) ||
    (kind === "perhaps" && (isNearPerson || beside.isPerhaps));
  if (isPoint && referred === "carried") return { ...context, kind: referred, isPersonal: false, isTracked: true };
  if (isPerson) return { ...context, kind: named.length > 0 ? "unknown" : "person", isPersonal: true };
  if (named.length > 0 && referred !== undefined) return { ...context, kind: referred, isPersonal: isNearPerson };
  return { ...context, kind: isAnonymous && object.kind === "object" ? "unknown" : kind, isPersonal: isNearPerson };
}

/** Whether an object is said to be a person, and nothing of one: "Ordering clinician". */
function isSaidPerson({ kind, said }: ObjectFacts, categories: Categories): boolean {
  const phrase = kind === "object" && said !== undefined ? leadPhrase(said) : undefined;
  if (phrase === undefined) return false;
  const words = phrase.split(" ");
  return (
    words.length <= MOST_OF_PERSON &&
    !words.some((word) => categories.lexicon.is(plainWord(word.toLowerCase()), "joins-nouns")) &&
    (readOwner(words.join("_"), categories).kind === "person" ||
      // "Personne impliquée": the noun comes first in Romance languages.
      isHeadedBy(
        words.map((word) => plainWord(word.toLowerCase())),
        categories.lexicon,
        "person-in-words",
      ))
  );
}

/** A person is named by so many words, with what says which one it is. */
const MOST_OF_PERSON = 3;

/** What an object is that its name leaves open, or calls by a part that companies play too: a sender with a company's number. */
function byFields(
  named: OwnerKind,
  { isStaffed, isOpenToAll, isCompany, isPerson, isPerhaps }: FieldsReading,
): OwnerKind {
  if (named === "unknown") return isStaffed || isCompany ? "organisation" : isOpenToAll ? "place" : named;
  const isPart = (named === "perhaps" || named === "person") && !isPerson && !isPerhaps;
  return isCompany && isPart ? "organisation" : named;
}

/** Whose they are that are done to somebody: with a price and nobody beside it, it is the examination of a price list. */
const HEALTH = /^user\.health/;

function hasPrice({ fields }: ObjectFacts, { lexicon }: Categories): boolean {
  return fields.some((field) => lexicon.has(wordsOf(field), "price"));
}

/** Whether the path that gives an object is that of a list of what somebody offers: `/catalogue/tests`. */
function isOnOffer({ resources, path = [] }: ObjectFacts, { lexicon }: Categories): boolean {
  return [...resources, ...path].some((segment) => endsIn(wordsOf(segment), lexicon, "list-of-offers"));
}

/** What holds nobody's health in an API that is about it. */
const NO_RECORD: ReadonlySet<OwnerKind> = new Set(["place", "organisation", "infrastructure", "about"]);

/** What the nearest names are in an API about such things: a day, a result or an assessment in one about health. */
export function heldInSubject(
  subject: ObjectFacts["subject"],
  names: readonly string[],
  { subjectHolders, lexicon, words: { wrappers, endings } }: Categories,
): readonly Category[] {
  if (subject === undefined) return [];
  for (const name of names) {
    const words = wordsOf(name.slice(name.lastIndexOf(".") + 1));
    // The `results` of a search are no results of an examination.
    if (IS_PROPERTY.test(name) && words.every((word) => wrappers.has(word))) continue;
    if (lexicon.has(words, "page-of-many")) continue;
    for (let end = words.length; end > 0; end--) {
      const found = phrasesEnding(subjectHolders, words.slice(0, end))[0];
      const held =
        found && holdersOfPhrase(found.words, subjectHolders).filter(({ subjects }) => subjects.has(subject));
      if (held !== undefined && held.length > 0) return held;
      const last = words[end - 1] ?? "";
      if (!wrappers.has(last) && !endings.has(last)) break;
    }
  }
  return [];
}

const MOST_OF_POINT = 5;
const IS_PROPERTY = /^[a-z]/;

function holdersOfPhrase(words: readonly string[], holders: Categories["subjectHolders"]): Category[] {
  return phrasesAt(holders, words, 0)
    .filter((phrase) => phrase.words.length === words.length)
    .map(({ means }) => means);
}

/** What a component is by its name and its path together: a `Transaction` of `/accounts/{id}/transactions` is an account's. */
function heldBy(
  nearest: OwnerReading | undefined,
  { path = [] }: ObjectFacts,
  { holders }: Categories,
): readonly Category[] | undefined {
  if (nearest === undefined || nearest.holders.length > 0 || nearest.kind !== "unknown") return undefined;
  for (const segment of path.slice(0, 2)) {
    // `contas`, which might be one in English, is several.
    const before = wordsOf(segment.replace(/(?<=a)s$/, ""));
    for (const words of [
      [...before, ...nearest.head],
      [...nearest.head, ...before],
    ]) {
      const found = phrasesAt(holders, words, 0).filter((phrase) => phrase.words.length === words.length);
      if (found.length > 0) return found.map(({ means }) => means);
    }
  }
  return undefined;
}

/** The kind of owner that the references to this schema give it, when they agree; of one that moves about some may say nothing. */
function referrersSay(referrers: ObjectFacts["referredBy"], categories: Categories): OwnerKind | undefined {
  const kinds = new Set<OwnerKind>();
  for (const { property, owner } of referrers) {
    const own = readOwner(property, categories);
    kinds.add(own.kind !== "unknown" || own.holders.length === 0 ? own.kind : readOwner(owner, categories).kind);
  }
  if (kinds.has("carried")) kinds.delete("unknown");
  const [only] = kinds;
  return kinds.size === 1 && only !== "unknown" && only !== "thing" ? only : undefined;
}

/** Whose points these are: what several have points of somebody on the way in is shared by them with fixed places. */
function pointsOf(referrers: ObjectFacts["referredBy"], categories: Categories): OwnerKind | undefined {
  const kinds = new Set(
    referrers.map(({ property, owner }) => {
      const { kind } = readOwner(owner, categories);
      return kind === "person" || kind === "carried" ? kind : readOwner(property, categories).kind;
    }),
  );
  for (const kind of ["carried", "person", "place"] as const) if (kinds.has(kind)) return kind;
  return undefined;
}

function resourceKind(
  resources: readonly string[],
  categories: Categories,
): { readonly kind: OwnerKind; readonly isPersonal: boolean; readonly nearest: readonly OwnerReading[] } {
  const readings = resources.map((resource) => readOwner(resource, categories)).filter(({ head }) => head.length > 0);
  return {
    kind: readings[0]?.kind ?? "unknown",
    isPersonal: readings.some(({ kind }) => kind === "person"),
    nearest: readings.slice(0, 2),
  };
}
