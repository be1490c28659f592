import type { Categories, OwnerKind } from "../taxonomy/categories.ts";
import { rememberedByObject } from "../taxonomy/remembered.ts";
import type { ObjectFacts } from "./field-facts.ts";
import { ownerContext } from "./owner-context.ts";
import { readOwner } from "./owner-name.ts";
import { readSiblings } from "./sibling-fields.ts";

/**
 * Whether an object is a record of somebody's: it names whom it is about (`patient`, `rider_id`), or all that hold it do. What is
 * asked for by parameters is none, nor is a thing, a place, an organization or a machine that somebody has.
 */
export const isRecordOfSomebody = rememberedByObject((object: ObjectFacts, categories: Categories): boolean =>
  isOfSomebody(object, categories, DEEPEST_PART),
);

/** So many steps up is a part looked for in the records that hold it. */
const DEEPEST_PART = 3;

function isOfSomebody(object: ObjectFacts, categories: Categories, steps: number): boolean {
  if (object.kind !== "object") return false;
  const { kind, isTechnical } = ownerContext(object, categories);
  if (isTechnical || OF_NOBODY.has(kind)) return false;
  if (namesSubject(object, categories)) return true;
  const { heldIn = [] } = object;
  return (
    steps > 0 &&
    heldIn.length > 0 &&
    heldIn.every((holder) => isPerson(holder, categories) || isOfSomebody(holder, categories, steps - 1))
  );
}

/** Whether an object is a part of what somebody moves about with or of a way that they go, and of nothing else: where it begins. */
export function isPartOfMove({ kind, heldIn = [] }: ObjectFacts, categories: Categories): boolean {
  return (
    kind === "object" &&
    heldIn.length > 0 &&
    heldIn.every((holder) => ownerContext(holder, categories).kind === "carried")
  );
}

/** Whether an object is a person by what it is called, and not only by what stands in it, as an order has an e-mail address. */
function isPerson({ owners: [owner] }: ObjectFacts, categories: Categories): boolean {
  return owner !== undefined && readOwner(owner, categories).kind === "person";
}

const OF_NOBODY: ReadonlySet<OwnerKind> = new Set(["thing", "place", "organisation", "infrastructure", "about"]);

/** Whether an object names by its own fields whom it is about. */
export const namesSubject = rememberedByObject(({ fields }: ObjectFacts, categories: Categories): boolean => {
  const { isLinked, hasSubject } = readSiblings(fields, categories);
  return isLinked || hasSubject;
});

/** Whether an object names somebody whom it is about, or those who take part. */
export const involvesSomebody = rememberedByObject((object: ObjectFacts, categories: Categories): boolean => {
  const { isPersonal, isLinked, kind } = ownerContext(object, categories);
  if (kind === "person" || isPersonal || isLinked || namesSubject(object, categories)) return true;
  if (object.isListedByPerson === true || isKeptUnderPerson(object, categories)) return true;
  return (
    object.fields.some((name) => readOwner(name, categories).kind === "person") ||
    // `client`, which may be a program, is a person where it holds what a person has.
    (object.holds ?? []).some((held) => ownerContext(held, categories).kind === "person")
  );
});

/** Whether the path that gives or takes a record has a person right before it: `/residents/{id}/incidents`. */
export const isKeptUnderPerson = rememberedByObject(
  ({ kind, resources, path = [] }: ObjectFacts, categories: Categories): boolean => {
    const [last, before] = resources.length > 0 ? resources : path;
    if (kind !== "object" || last === undefined || before === undefined) return false;
    const { kind: named, head } = readOwner(before, categories);
    // The user of a program has keys, projects and webhooks, too.
    return named === "person" && !categories.lexicon.is(head.at(-1) ?? "", "user-of-program");
  },
);
