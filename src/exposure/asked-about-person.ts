import type { Flow } from "../data/flows/flow.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import type { Operation } from "../model/api.ts";
import { isByNobody } from "./by-nobody.ts";
import { inputNames, intentOf } from "./intent.ts";
import { returnsList } from "./lists.ts";
import { readingOf } from "./reading.ts";

/** By what a request names a person: a number of theirs, name and birth date, an address or phone number, a card with its PIN. */
export type NamedBy = "number" | "birth" | "contact" | "card";

/**
 * By what an operation is asked about a person who is named in the request, by a caller of whom nothing is known. What it
 * works out, if only yes or no, is about that person, and whoever knows the fact can ask. `undefined` where it is about
 * nobody, or about what the caller sends.
 */
export function personAskedAbout(operation: Operation, flows: readonly Flow[]): NamedBy | undefined {
  const { operationKind } = operation;
  if (operationKind !== "path" || !isByNobody(operation) || returnsList(operation)) return undefined;
  // What is worked out of many figures is worked out for whoever sends them.
  if (inputNames(operation).length > MOST) return undefined;
  const namedBy = namedIn(operation, flows);
  const intent = intentOf(operation);
  // A PIN that goes with a card is no code that was sent.
  if (namedBy === "card" && intent === "verification") return namedBy;
  return intent === undefined && readingOf(operation) !== undefined ? namedBy : undefined;
}

function namedIn(operation: Operation, flows: readonly Flow[]): NamedBy | undefined {
  const sent = flows.filter(
    ({ direction, via }) => direction === "write" && (via === "body" || via === "embedded" || via === "parameter"),
  );
  const has = (category: RegExp): boolean => sent.some(({ field }) => category.test(field.category));
  if (has(NUMBER)) return "number";
  if (has(/^user\.name$/) && has(/date_of_birth$/)) return "birth";
  if (has(/credit_card$/) && inputNames(operation).some((name) => isPin(name, operation))) return "card";
  return has(CONTACT) && !has(/date_of_birth$|^user\.(?:contact\.address|financial|location)/) ? "contact" : undefined;
}

const MOST = 4;

/** Numbers by which authorities and clinics know somebody; a plate is that of a car. */
const NUMBER = /^user\.(?:government_id(?!\.vehicle)|health_and_medical\.record_id)/;
const CONTACT = /^user\.(?:contact\.(?:email|phone_number)|account\.username)$/;

function isPin(name: string, { lexicon }: Operation): boolean {
  return endsIn(wordsOf(name), lexicon, "log-in-secret");
}
