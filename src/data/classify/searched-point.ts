import { plainWord, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { isWithin } from "../taxonomy/is-within.ts";
import type { Categories } from "../taxonomy/categories.ts";
import { readName } from "./field-name.ts";
import type { FieldInContext, FieldJudgement } from "./judgement.ts";
import { recordKindsOf } from "./record-kinds.ts";
import { readSiblings } from "./sibling-fields.ts";

/**
 * Where whoever searches is: latitude and longitude in the query of a search near a point, one of each, or one text with both; and
 * from where to where they go, with two of each.
 */
export function bySearchedPoint(field: FieldInContext): FieldJudgement | undefined {
  const { facts, reading, categories } = field;
  if (facts.place !== "query" || facts.object.kind !== "parameters") return undefined;
  if (facts.types.some((type) => type !== "number" && type !== "string")) return undefined;
  if (isSoughtPoint(field)) {
    const category = readName("latitude", categories).hits[0]?.category;
    return category && { category, confidence: "likely", because: [`named "${facts.name}", in a search near a point`] };
  }
  const hit = reading.hits.find(({ category }) => isWithin(category.key, "user.location"));
  if (hit === undefined) return undefined;
  const { fields } = facts.object;
  const points = readSiblings(fields, categories).points;
  const isWay = points === 4 && fields.filter((name) => isEndOfRoute(name, categories)).length === 4;
  return points === 2 || isWay
    ? { category: hit.category, confidence: "likely", because: [`named "${facts.name}", in a search near a point`] }
    : undefined;
}

/** Whether a text is the point around which somebody looks: in a search of what is near, or as its text says it is written. */
export function isSoughtPoint({ facts, categories: { lexicon } }: FieldInContext): boolean {
  const { name, place, object, types, description = "" } = facts;
  if (place !== "query" || object.kind !== "parameters" || !types.includes("string")) return false;
  if (!lexicon.is(wordsInOrder(name).join(" "), "point-sought")) return false;
  if (object.resources.slice(0, 2).some((one) => isNearby(one))) return true;
  return (
    COORDINATES.test(description) &&
    object.fields.some((one) => lexicon.is(wordsInOrder(one).join(" "), "width-of-search"))
  );

  function isNearby(segment: string): boolean {
    const words = wordsInOrder(segment);
    return words.some((word) => lexicon.is(word, "nearby"));
  }
}

/** How a text writes that a point is given: "lat,lng". */
const COORDINATES = /\blat(?:itude)?\b|\blatlng|latitud|\bcoordin|koordinat|coordonn/i;

function isEndOfRoute(name: string, categories: Categories): boolean {
  return (
    categories.lexicon.has(wordsOf(name), "end-of-route") &&
    readName(name, categories).hits.some(({ category }) => category.key === "user.location.precise")
  );
}

/**
 * The coordinates of a point of a way on which somebody is driven, where they get in and where the driver is, or of a place that
 * somebody keeps for themselves.
 */
export function byPointOfRide({ facts, reading, categories }: FieldInContext): FieldJudgement | undefined {
  const hit = reading.hits.find(({ category }) => category.key === "user.location.precise");
  if (hit === undefined || facts.types.some((type) => type !== "number" && type !== "string")) return undefined;
  const kinds = recordKindsOf(facts.object, categories);
  const what = kinds.has("point of ride")
    ? "of a person's ride"
    : kinds.has("own place")
      ? "of a place that a person saved"
      : undefined;
  return what === undefined
    ? undefined
    : { category: hit.category, confidence: "likely", because: [`named "${facts.name}", ${what}`] };
}

/** Where somebody is, about whom an API is asked by the number of their phone or another identifier of theirs. */
export function byAskedPerson({ facts, reading, categories }: FieldInContext): FieldJudgement | undefined {
  if (facts.object.isAskedByPerson !== true) return undefined;
  const hit = reading.hits.find(({ category }) => category.key === "user.location.precise");
  const isPoint = hit !== undefined && facts.types.every((type) => type === "number" || type === "string");
  const like = isPoint ? "latitude" : likeOfAnswer(facts, categories);
  const category = like === undefined ? undefined : readName(like, categories).hits[0]?.category;
  return (
    category && {
      category,
      confidence: "likely",
      because: [`named "${facts.name}"`, "a request with a person's identifier is about that person"],
    }
  );
}

/** What else is told of where somebody is: how near to a point, and when they were seen there. */
function likeOfAnswer(
  { name, types, enum: values = [] }: FieldInContext["facts"],
  { lexicon }: Categories,
): string | undefined {
  if (values.length > 0 || types.length === 0) return undefined;
  const text = wordsInOrder(name).map(plainWord).join(" ");
  if (types.every((type) => type === "number" || type === "integer") && lexicon.is(text, "width-of-whereabouts"))
    return "latitude";
  return types.every((type) => type === "string") && lexicon.is(text, "time-of-whereabouts")
    ? "browsing history"
    : undefined;
}
