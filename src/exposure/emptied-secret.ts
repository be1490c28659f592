import { isCredential } from "../data/taxonomy/is-credential.ts";
import { operationsOn } from "../model/operations-on-path.ts";
import { memo } from "../core/memo.ts";
import type { Flow } from "../data/flows/flow.ts";
import type { Api, Operation } from "../model/api.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import { heldSchemaOf } from "../model/schema-parts.ts";

/**
 * Whether an answer says that the secret of a shared object is left empty in it: a later part of an `allOf` shows the property anew
 * with an empty example, where the shared part shows a value, and a text of the operation or of its tag says that nobody gets
 * the secret again. One of the two alone shows nothing.
 */
export function isEmptied(api: Pick<Api, "tags" | "operations">, { field, operation }: Flow): boolean {
  if (!isCredential(field.category) || !saysOnce(operation, api.tags)) return false;
  // What changes the same thing answers with what reading it answers with.
  const isChange = operation.method === "PATCH" || operation.method === "PUT";
  const reads = isChange ? operationsOn(api.operations, operation.path).filter(({ method }) => method === "GET") : [];
  return [operation, ...reads].some((one) => emptiedIn(one).has(field.name));
}

/** The properties that are left empty, and the lists and objects that hold one of them. */
const emptiedIn = memo(({ responses }: Operation): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const { statusClass, content } of responses) {
    if (statusClass !== "2xx") continue;
    for (const { schema } of content) {
      if (schema === undefined) continue;
      const held = heldSchemaOf(schema);
      for (const name of emptiedBy(held)) names.add(name);
      for (const [holder, property] of held.properties) {
        const inner = emptiedBy(heldSchemaOf(property));
        for (const name of inner.length > 0 ? [holder, ...inner] : []) names.add(name);
      }
    }
  }
  return names;
});

function emptiedBy({ allOf }: Schema): readonly string[] {
  const parts = allOf.map((part) => targetOf(part));
  return parts.flatMap(({ properties }, at) =>
    [...properties].flatMap(([name, property]) => {
      const before = parts.slice(0, at).flatMap((part) => part.properties.get(name) ?? []);
      return before.some((one) => !isShownEmpty(one) && one.examples.length > 0) && isShownEmpty(property)
        ? [name]
        : [];
    }),
  );
}

function isShownEmpty({ examples }: Schema): boolean {
  return examples.length > 0 && examples.every(({ value }) => value === "" || value === null);
}

function saysOnce({ summary, description, tags }: Operation, all: Api["tags"]): boolean {
  const texts = [summary, description, ...all.flatMap((tag) => (tags.includes(tag.name) ? [tag.description] : []))];
  return texts.some((text) => text !== undefined && ONCE.test(text.slice(0, LIMIT)));
}

/** "You cannot retrieve your token after it is generated." */
const ONCE =
  /\b(?:cannot|can not|can't|will not be able to|won't be able to|unable to) (?:be )?(?:retrieved?|views?|viewed|seen?|shown?|read|recover(?:ed)?|display(?:ed)?)\b[^.]{0,60}\b(?:after|again|later|once)\b|\b(?:shown|displayed|returned) only once\b|\bkann (?:später |danach )?nicht (?:mehr |erneut |wieder )(?:abgerufen|angezeigt|gelesen)|\bne (?:peut|pourra) plus être (?:lu|affiché|récupéré)|\bno (?:se )?(?:puede|podrá)\b[^.]{0,30}\b(?:de nuevo|después|otra vez)|\bnão (?:pode|poderá)\b[^.]{0,30}\b(?:novamente|depois|de novo)/i;

/** So much of a text is looked at. */
const LIMIT = 3000;
