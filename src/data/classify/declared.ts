import { isObject, member } from "../../core/json-value.ts";
import { isAbove, SENSITIVITIES, type Sensitivity } from "../../core/exposure-words.ts";
import type { Element } from "../../model/api.ts";
import type { Schema } from "../../model/schema.ts";

/** What a description itself says that a field holds. */
export interface Declaration {
  /** Extension and value as written: `x-pii: true`. */
  readonly as: string;
  /** `undefined` where the value is none that is known. */
  readonly sensitivity: Sensitivity | undefined;
  /** Whether the value is a level, and not only a kind of data or a flag from which one follows. */
  readonly isLevel?: boolean | undefined;
  /** A fideslang key, where the declaration names a kind of data. */
  readonly category: string | undefined;
}

/**
 * The classification that extensions of these elements (a parameter and its schema, a property and what it refers to) declare. Where
 * several do, the most sensitive counts.
 */
export function declarationOf(...elements: readonly (Element | undefined)[]): Declaration | undefined {
  let found: Declaration | undefined;
  for (const element of elements) {
    if (element === undefined || !mayDeclare(element)) continue;
    for (const [name, read] of READERS) {
      const value = element.extensions.get(name)?.value;
      if (Array.isArray(value) && isHolder(element)) continue;
      const meaning = value === undefined ? undefined : read(value);
      if (meaning === undefined) continue;
      found = stronger(found, { as: `${name}: ${written(value)}`, ...meaning });
    }
  }
  return found;
}

/** What an object declares of one of its properties: some list their names, `x-pii: [email, phone]`. */
export function declarationByHolder(holder: Schema, name: string): Declaration | undefined {
  if (holder.extensions.size === 0) return undefined;
  for (const [extension, read] of READERS) {
    const value = holder.extensions.get(extension)?.value;
    const meaning = Array.isArray(value) && value.includes(name) ? read(true) : undefined;
    if (meaning !== undefined) return { as: `${extension}: [${name}]`, ...meaning };
  }
  return undefined;
}

/** Whether an element has an extension that may declare something: most that have any have others. */
export function mayDeclare({ extensions }: Element): boolean {
  if (extensions.size === 0) return false;
  for (const [name] of READERS) if (extensions.has(name)) return true;
  return false;
}

function isHolder(element: Element): boolean {
  return isObject(member(element.node.value, "properties"));
}

type Meaning = Omit<Declaration, "as">;

const NOTHING_KNOWN: Meaning = { sensitivity: undefined, category: undefined };

/** The extensions that classify (field guide, section 5b); each gives `undefined` where it declares nothing. */
const READERS: readonly (readonly [name: string, read: (value: unknown) => Meaning | undefined])[] = [
  ["x-data-classification", ofClassification],
  ["x-sensitive-data", ofFlag("confidential", "user")],
  ["x-pii", ofFlag("confidential", "user")],
  ["x-sensitive", ofFlag("confidential", "user")],
  ["x-42c-sensitivity-data", of42Crunch],
  ["x-42c-sensitivity", of42Crunch],
  ["x-twilio", (value) => ofTwilio(member(value, "pii"))],
  ["x-twilio.pii", ofTwilio],
  ["x-sap-dpp-is-potentially-sensitive", ofFlag("restricted", "user")],
  ["x-sap-dpp-is-potentially-personal", ofFlag("confidential", "user")],
  ["x-ms-secret", ofSecret],
  ["x-secret", ofSecret],
];

/** The categories of the OpenAPI extension registry, and words that people write in their place. */
const BY_WORD: ReadonlyMap<string, readonly [category: string, sensitivity: Sensitivity]> = new Map([
  ["pii", ["user", "confidential"]],
  ["spi", ["user", "restricted"]],
  ["personal", ["user", "confidential"]],
  ["sensitive", ["user", "confidential"]],
  ["financial", ["user.financial", "confidential"]],
  ["pci", ["user.financial.credit_card", "restricted"]],
  ["government-id", ["user.government_id", "restricted"]],
  ["health", ["user.health_and_medical", "restricted"]],
  ["phi", ["user.health_and_medical", "restricted"]],
  ["secret", ["system.authentication", "restricted"]],
  ["credential", ["user.authorization.credentials", "restricted"]],
  ["credentials", ["user.authorization.credentials", "restricted"]],
  ["contact", ["user.contact", "confidential"]],
  ["email", ["user.contact.email", "confidential"]],
  ["phone", ["user.contact.phone_number", "confidential"]],
  ["address", ["user.contact.address", "confidential"]],
  ["name", ["user.name", "confidential"]],
  ["location", ["user.location", "confidential"]],
  ["other", ["user", "confidential"]],
]);

const FIDES = /^(?:user|system)(?:\.[a-z_]+)+$/;

/** The object form of the registry, a text (a level or a kind of data), or a list of texts. */
function ofClassification(value: unknown): Meaning {
  if (Array.isArray(value)) return value.map(ofClassification).reduce(strongerMeaning, NOTHING_KNOWN);
  if (!isObject(value)) return ofText(value);
  const kind = ofText(member(value, "category"));
  const level = levelOf(member(value, "sensitivity"));
  // Where the object names no sensitivity it is confidential (registry, x-data-classification).
  return {
    category: kind.category,
    sensitivity: level ?? (member(value, "category") === undefined ? undefined : "confidential"),
    isLevel: level !== undefined,
  };
}

function ofText(value: unknown): Meaning {
  if (typeof value !== "string")
    return typeof value === "boolean" ? (ofFlag("confidential", "user")(value) ?? NOTHING_KNOWN) : NOTHING_KNOWN;
  const level = levelOf(value);
  if (level !== undefined) return { sensitivity: level, category: undefined, isLevel: true };
  const text = value.trim().toLowerCase();
  if (FIDES.test(text)) return { sensitivity: "confidential", category: text };
  const [category, sensitivity] = BY_WORD.get(text.replace(/[\s_]+/g, "-")) ?? [];
  return { sensitivity, category };
}

function levelOf(value: unknown): Sensitivity | undefined {
  return typeof value === "string" ? SENSITIVITIES.find((level) => level === value.trim().toLowerCase()) : undefined;
}

/** `false` says that it is nothing of the kind; a text or a list may name the kind. */
function ofFlag(sensitivity: Sensitivity, category: string): (value: unknown) => Meaning | undefined {
  return (value) => {
    if (value === false || value === "false") return { sensitivity: "public", category: undefined };
    if (value === true || isObject(value) || value === "true") return { sensitivity, category };
    if (Array.isArray(value) && value.length === 0) return undefined;
    const kind = ofClassification(value);
    return { ...kind, category: kind.category ?? category, sensitivity: kind.sensitivity ?? sensitivity };
  };
}

/** 1 to 5: not sensitive, low, medium, high, critical. */
function of42Crunch(value: unknown): Meaning {
  const level = (["public", "internal", "confidential", "restricted", "restricted"] as const)[Number(value) - 1];
  return { sensitivity: level, category: undefined, isLevel: level !== undefined };
}

function ofTwilio(pii: unknown): Meaning | undefined {
  if (pii === undefined) return undefined;
  const handling = member(pii, "handling");
  const sensitivity = handling === "sensitive" ? "restricted" : handling === "standard" ? "confidential" : undefined;
  return { sensitivity, category: sensitivity && "user" };
}

/** That something is no secret does not say that it is public. */
function ofSecret(value: unknown): Meaning | undefined {
  return value === true || value === "true"
    ? { sensitivity: "restricted", category: "user.authorization.credentials" }
    : undefined;
}

function stronger(one: Declaration | undefined, other: Declaration): Declaration {
  if (one === undefined) return other;
  const as = `${one.as}; ${other.as}`;
  return { ...strongerMeaning(one, other), as };
}

function strongerMeaning(one: Meaning, other: Meaning): Meaning {
  const isOther =
    one.sensitivity === undefined || (other.sensitivity !== undefined && isAbove(other.sensitivity, one.sensitivity));
  const [first, second] = isOther ? [other, one] : [one, other];
  const isLevel = first.isLevel === true || (second.isLevel === true && second.sensitivity === first.sensitivity);
  return { sensitivity: first.sensitivity, category: first.category ?? second.category, isLevel };
}

function written(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
