import { wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { targetOf } from "../../model/schema.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { explicitCredentials } from "../../exposure/explicit-credential.ts";
import { understandingOf } from "../understood.ts";
import { actionOf } from "./action.ts";
import { keyedThings } from "./keyed-things.ts";
import { isChosenValue } from "./chosen-values.ts";
import { namedThings } from "./named-things.ts";
import {
  bodyIdentifiers,
  headLast,
  isOfNoObject,
  isOfPersons,
  queryIdentifiers,
  type ObjectIdentifier,
} from "./object-identifiers.ts";
import { resourceOf, type Resource } from "./resources.ts";
import { returnedReferences } from "./returned-references.ts";
import { isOfCatalogue, isPersonal, type Surroundings } from "./surroundings.ts";

/** What query, body and headers name of the things of somebody, each once. */
export function namedBeside(api: AssessedApi, operation: Operation, around: Surroundings): readonly ObjectIdentifier[] {
  const named = allNamedBeside(api, operation, around).filter(
    (one) =>
      !isCredential(one, operation) &&
      !isReferenceValue(one, operation) &&
      !isHandedBack(one, operation) &&
      (one.isMeant === true || !isShared(operation, thingOf(one, around), around)),
  );
  // Beside the ID of what is changed, a user name or an address is what it is changed to.
  return named.some(({ isMeant }) => isMeant)
    ? named.filter(({ isMeant, name }) => isMeant || !isOfPersons(operation, name))
    : named;
}

/** Whether a name is the identifier of what is the same for everyone: `languageId`, `paisId`, `countries[].code`. */
function isReferenceValue({ name, isMeant }: ObjectIdentifier, { lexicon }: Operation): boolean {
  if (isMeant === true) return false;
  const words = headLast(wordsOf(name.replace(/^.*\./, ""))).filter(
    (word) => !lexicon.is(word.replace(/s$/, ""), "identifier-word"),
  );
  return words.length > 0 && lexicon.is(words.join(" "), "reference-datum");
}

/**
 * Whether a value in the query is what lets the caller in, where nothing else does: by B's key it is B who calls, so it names nothing of
 * somebody else. Beside another credential it is the name of an account.
 */
function isCredential({ in: place, name }: ObjectIdentifier, operation: Operation): boolean {
  return (
    place === "query" &&
    operation.access !== "secured" &&
    explicitCredentials(operation).some((one) => one.in === "query" && one.name === name)
  );
}

/** Whether a text says that a value is the caller's own, and comes back to the caller as it was: "is included in webhook events". */
function isHandedBack({ schema }: ObjectIdentifier, { lexicon }: Operation): boolean {
  const text = schema === undefined ? "" : (schema.description ?? targetOf(schema).description ?? "");
  return lexicon.has(wordsOf(text.slice(0, LIMIT)), "handed-back");
}

/** So much of a text is looked at. */
const LIMIT = 300;

function allNamedBeside(api: AssessedApi, operation: Operation, around: Surroundings): readonly ObjectIdentifier[] {
  const { resources } = around;
  const isOfNobody = understandingOf(api, operation) === "harmless";
  const byName = [
    ...queryIdentifiers(operation, resources),
    ...bodyIdentifiers(operation, resources, isOfNobody, returnedReferences(api)),
  ];
  // What is cut down by somebody and tells nothing of them is no more than a way to look it up.
  if (isOfNobody && actionOf(operation).isReading)
    return byName.length === 0 ? accountAlone(operation, namedThings(operation, around)) : byName;
  const further = [...namedThings(operation, around), ...keyedThings(operation, around)];
  const keyOf = ({ in: place, name, at }: ObjectIdentifier): string => (place === "body" ? at.pointer : name);
  const things = new Map(further.map((one) => [keyOf(one), one]));
  const known = new Set(byName.map(keyOf));
  return [
    ...byName.map((one) => {
      const { thing, isMeant } = things.get(keyOf(one)) ?? {};
      return thing === undefined ? one : { ...one, thing, ...(isMeant === true ? { isMeant } : {}) };
    }),
    ...further.filter((one) => !known.has(keyOf(one))),
  ];
}

/**
 * The account in a query that has no other selector: what comes back is that account's, whatever it tells. So it is where a
 * value that must be sent names a customer: their prices and terms are theirs, whatever else is selected.
 */
function accountAlone(operation: Operation, named: readonly ObjectIdentifier[]): readonly ObjectIdentifier[] {
  const { lexicon, parameters } = operation;
  const selectors = parameters.filter(
    (one) => one.in === "query" && !isChosenValue(one, lexicon) && !isOfNoObject(wordsOf(one.name), lexicon),
  );
  const ofCustomer = named.filter(
    ({ in: place, required, thing }) =>
      place === "query" && required && thing !== undefined && lexicon.is(thing.bare, "clientele"),
  );
  if (ofCustomer.length > 0) return ofCustomer;
  return selectors.length === 1
    ? named.filter(
        ({ in: place, thing }) => place === "query" && thing !== undefined && lexicon.is(thing.bare, "account"),
      )
    : [];
}

/** The kind of thing that an identifier names one of. */
export function thingOf({ name, thing }: ObjectIdentifier, { resources }: Surroundings): Resource | undefined {
  return thing ?? resources.ofIdentifier(name);
}

/** Whether a kind of thing is there for all who call. */
function isShared(operation: Operation, resource: Resource | undefined, around: Surroundings): boolean {
  if (resource === undefined) return false;
  return around.isOffered(resource) || (isPersonal(around, operation) && isOfCatalogue(resource, operation));
}

/** The kind of thing that the last of some identifiers names. */
export function objectName(named: readonly ObjectIdentifier[], around: Surroundings): Resource {
  const last = named.at(-1)!;
  const known = thingOf(last, around);
  if (known !== undefined) return known;
  return resourceOf(wordsOf(last.name).slice(0, -1).join(" ") || "object");
}
