import { wordsOf } from "../data/name-tokens.ts";
import { composedProperties } from "../data/schema-parts.ts";
import { placeOf, type Operation } from "../model/api.ts";
import type { Place } from "../core/place.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import { intentOf } from "./intent.ts";
import { isOwn } from "./principals.ts";
import { fixedSegments } from "./words.ts";

/** What a caller names an object by. */
export interface ObjectIdentifier {
  readonly name: string;
  readonly in: "path" | "query" | "body";
  readonly schema: Schema | undefined;
  readonly at: Place;
}

/**
 * The identifiers that an operation takes: whatever stands in its path but a version or a choice, ids in the query,
 * and in the body those of what belongs to somebody. The last one names the object itself.
 */
export function identifiersOf(operation: Operation): readonly ObjectIdentifier[] {
  const parameters = operation.parameters.flatMap((parameter): ObjectIdentifier[] => {
    const { name, in: place, schema } = parameter;
    if (place !== "path" && place !== "query") return [];
    const one = { name, in: place, schema, at: placeOf(parameter) };
    return isIdentifier(one) ? [one] : [];
  });
  const inPath = parameters.filter((one) => one.in === "path");
  // They stand in the order of the path, which need not be that of the list.
  const position = ({ name }: ObjectIdentifier): number => operation.path.indexOf(`{${name}}`);
  return [
    ...bodyIdentifiers(operation),
    ...parameters.filter((one) => one.in === "query"),
    ...inPath.toSorted((a, b) => position(a) - position(b)),
  ];
}

/** The kind of thing that an identifier names, as words: `vehicle` for `vehicleId`, and for the `id` of `/vehicles/{id}`. */
export function resourceOf({ path }: Operation, { name, in: place }: ObjectIdentifier): string {
  const words = wordsOf(name).filter((word) => !NAMING.test(word));
  if (words.length > 0) return words.join(" ");
  if (place === "body") return "user";
  const before = path
    .slice(0, Math.max(0, path.indexOf(`{${name}}`)))
    .split("/")
    .findLast((segment) => segment !== "" && !segment.includes("{") && !/^v\d+$/.test(segment));
  return wordsOf(before ?? "object").join(" ") || "object";
}

/** Whether the next identifier of a kind can be told from one that is known. */
export function guessability({ schema }: ObjectIdentifier): "number" | "random" | "unknown" {
  if (schema === undefined) return "unknown";
  const { types, format, examples } = targetOf(schema);
  if (types.includes("integer") || types.includes("number")) return "number";
  if (format === "uuid" || examples.some(({ value }) => typeof value === "string" && /^[\w-]{20,}$/.test(value)))
    return "random";
  return examples.some(
    ({ value }) => typeof value === "number" || (typeof value === "string" && /^\d{1,9}$/.test(value)),
  )
    ? "number"
    : "unknown";
}

/** Words of a name that say that it names something, and not what. */
const NAMING = /^(?:id|uuid|guid|key|number|no|name|title|slug|username|email|handle|login)$/;

function isIdentifier({ name, in: place, schema }: ObjectIdentifier): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? "";
  if (place === "path") return !CHOICES.test(last) && schema !== undefined && targetOf(schema).enum === undefined;
  return words.length > 1 && /^(?:id|uuid|guid|number)$/.test(last);
}

const CHOICES =
  /^(?:version|format|lang|language|locale|date|year|month|day|from|to|type|kind|status|currency|country|region|extension|api)$/;

/** Where nothing in the URL names the object, what the body of a change names. */
function bodyIdentifiers(operation: Operation): readonly ObjectIdentifier[] {
  const isChange = operation.method === "POST" || operation.method === "PUT" || operation.method === "PATCH";
  if (!isChange || operation.path.includes("{") || intentOf(operation) !== undefined) return [];
  const found = new Map<string, ObjectIdentifier>();
  for (const { schema } of operation.requestBody?.content ?? []) {
    if (schema === undefined) continue;
    for (const [name, property] of composedProperties(schema)) {
      if (property.readOnly || targetOf(property).readOnly) continue;
      const isNamed = isOfSomebody(name) || (isOwnProfile(operation) && /^user[-_ ]?name$/i.test(name));
      if (isNamed) found.set(name, { name, in: "body", schema: property, at: placeOf(property) });
    }
  }
  return [...found.values()];
}

/** Whether a name is the identifier of what belongs to somebody; a product's or a category's is for all. */
function isOfSomebody(name: string): boolean {
  const words = wordsOf(name);
  // A merchant_order_id is the caller's own word for its order.
  if (words.length < 2 || (words.length > 2 && !SIDES.has(words.at(-3)!))) return false;
  const last = words.at(-1)!;
  const noun = words.at(-2)!;
  return /^(?:id|uuid|guid)$/.test(last) ? BELONGINGS.has(noun) : last === "number" && noun === "account";
}

/** A change of the caller's own profile: the name of a user in it names the caller, or somebody else. */
function isOwnProfile(operation: Operation): boolean {
  return (
    (operation.method === "PUT" || operation.method === "PATCH") &&
    (isOwn(operation) || /^(?:profile|account|settings)$/.test(fixedSegments(operation.path).at(-1) ?? ""))
  );
}

/** Words before a belonging that say which side of an act it is on. */
const SIDES = new Set(["from", "source", "sender", "sending", "debtor", "payer", "owner", "user", "customer", "debit"]);

const BELONGINGS = new Set([
  "user",
  "account",
  "customer",
  "owner",
  "member",
  "patient",
  "employee",
  "student",
  "person",
  "profile",
  "tenant",
  "card",
  "wallet",
  "order",
  "address",
  "payment",
  "beneficiary",
  "vehicle",
  "device",
  "invoice",
  "subscription",
  "loan",
  "message",
  "document",
  "cart",
  "basket",
  "booking",
  "reservation",
  "ticket",
  "report",
]);
