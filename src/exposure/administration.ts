import { memo } from "../core/memo.ts";
import { affirms } from "../lexicon/denial.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { labelledHolder } from "./labelled-holder.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Api, Operation } from "../model/api.ts";
import type { SecurityScheme } from "../model/security.ts";

/** Whether an operation is for those who run the API, by a segment of its path, or a tag that says just that. */
export const isAdministration = memo(({ path, tags, lexicon }: Operation): boolean => {
  const segments = path.split("/").filter((segment) => /^[\w-]+$/.test(segment) && !/s$/i.test(segment));
  return (
    segments.some((segment) => isAdministrative(segment, lexicon)) ||
    tags.some((tag) => lexicon.is(textOfName(tag), "administration-tag") && !isCollection(tag, path))
  );
});

/** Whether a path holds several of what a tag is called, each by its identifier: `/entities/{id}/administrations/{id}` are things. */
function isCollection(tag: string, path: string): boolean {
  const segments = path.split("/");
  return segments.some(
    (segment) => /s$/i.test(segment) && !segment.includes("{") && textOfName(segment) === textOfName(tag),
  );
}

function isAdministrative(segment: string, lexicon: Lexicon): boolean {
  const words = wordsOf(segment);
  if (words[0] === "admin" || lexicon.is(words.join(" "), "administration-tag")) return true;
  // What is managed may be what the API is for: `user_management`.
  const last = words.at(-1) ?? "";
  return lexicon.is(last, "administration") && (words.length === 1 || !lexicon.is(last, "management"));
}

/**
 * Whether a tag or what is done shows that an operation is for those who run the service, whatever its path begins with:
 * it is tagged `private` where others are `public`, or it stops or restarts the service itself.
 */
export function isForOperators(
  { operations, tags: all }: Pick<Api, "operations" | "tags">,
  operation: Operation,
): boolean {
  const { method, path, tags, lexicon } = operation;
  if (isSaidInternal(operation) || tags.some((tag) => internalTags(all).has(tag))) return true;
  if (tags.some(isInternalTag) && isSaidForWorkers(operation) && fewAreInternal(operations)) return true;
  if (tellsApart(operations) && tags.some((tag) => lexicon.is(textOfName(tag), "private-tag"))) return true;
  const last = path.split("/").findLast((segment) => segment !== "") ?? "";
  return method !== "GET" && !path.includes("{") && lexicon.is(textOfName(last), "stops-service");
}

/** Whether a tag says of a few operations that they are internal; of most, it would be the API that is. */
const fewAreInternal = memo(
  (operations: Api["operations"]): boolean =>
    operations.filter(({ tags }) => tags.some(isInternalTag)).length * 2 < operations.length,
);

/** Whether a text says that workers of the service call it. */
function isSaidForWorkers({ summary = "", description = "" }: Operation): boolean {
  return [summary, description].some((text) => /\bworkers?\b/i.test(text.slice(0, LIMIT)));
}

function isInternalTag(tag: string): boolean {
  return /^internal$/i.test(tag);
}

/** Whether the text of an operation begins by saying that it is for the services or people of the owner: "Internal endpoint to merge clinics". */
const isSaidInternal = memo(({ summary, description, lexicon }: Operation): boolean =>
  [summary, description].some((text) => saysInternal(text, lexicon)),
);

/** The names of the tags that say so. */
const internalTags = memo(
  (tags: Api["tags"]): ReadonlySet<string> =>
    new Set(tags.flatMap(({ name, description, lexicon }) => (saysInternal(description, lexicon) ? [name] : []))),
);

function saysInternal(text: string | undefined, lexicon: Lexicon): boolean {
  const first = sentencesOf(text ?? "", LIMIT)[0];
  if (first === undefined) return false;
  const words = wordsInOrder(first);
  return lexicon.has(words, "said-internal") && !lexicon.has(words, "negation");
}

/** Whether some operations are tagged `private` and others `public`, and none both. */
const tellsApart = memo((operations: Api["operations"]): boolean => {
  const kinds = operations.map(({ tags, lexicon }) => {
    const is = (concept: "private-tag" | "public-tag"): boolean =>
      tags.some((tag) => lexicon.is(textOfName(tag), concept));
    return { isPrivate: is("private-tag"), isPublic: is("public-tag") };
  });
  return (
    kinds.some(({ isPrivate }) => isPrivate) &&
    kinds.some(({ isPublic }) => isPublic) &&
    !kinds.some(({ isPrivate, isPublic }) => isPrivate && isPublic)
  );
});

/** Whether an operation's text, that of its refusals, or its tag's, says that only administrators may call it. */
export function isSaidForAdministrators({ tags }: Pick<Api, "tags">, operation: Operation): boolean {
  if (isSaidInOwnTexts(operation)) return true;
  if (operation.tags.length === 0) return false;
  const telling = tellingTags(tags);
  return operation.tags.some((tag) => {
    const said = telling.get(tag);
    return said !== undefined && (said === "all" || said.some((item) => isAboutOperation(item, operation)));
  });
}

/** Whether an item of a list is about an operation: it links to its ID, or has all words of its summary. */
function isAboutOperation(item: string, { operationId, summary = "" }: Operation): boolean {
  if (operationId !== undefined && operationId.length > 3 && item.includes(operationId)) {
    const at = item.indexOf(operationId) + operationId.length;
    if (!/[\w-]/.test(item[at] ?? "")) return true;
  }
  const words = wordsInOrder(summary.slice(0, LIMIT));
  const said = new Set(wordsInOrder(item));
  return words.length > 1 && words.every((word) => said.has(word));
}

/** Whether the text of an operation or that of a refusal says so. */
const isSaidInOwnTexts = memo(
  (operation: Operation): boolean =>
    isSaidOfAdministrators(operation.summary) ||
    isSaidOfAdministrators(operation.description) ||
    isLabelled(operation) ||
    operation.responses.some(({ status, description }) => REFUSALS.has(status) && isSaidOfAdministrators(description)),
);

/** "Access policy: administrator" */
const isLabelled = memo(({ description = "", lexicon }: Operation): boolean =>
  lexicon.is(labelledHolder(description, lexicon) ?? "", "administrator"),
);

const REFUSALS: ReadonlySet<string> = new Set(["401", "403"]);

/** Whether a text says of what it describes that only administrators may have or use it: "Can only be used by admins". */
export function isSaidOfAdministrators(text: string | undefined): boolean {
  if (text === undefined) return false;
  const read = text.slice(0, LIMIT);
  return OF_ADMINISTRATORS.test(read) && SAID.test(read);
}

/** The tags whose descriptions say so: of all that they have, or of some items of a list alone. */
const tellingTags = memo(
  (tags: Api["tags"]): ReadonlyMap<string, "all" | readonly string[]> =>
    new Map(
      tags.flatMap(({ name, description = "" }): (readonly [string, "all" | readonly string[]])[] => {
        if (!isSaidOfAdministrators(description)) return [];
        const items = description.slice(0, LIMIT).match(ITEM) ?? [];
        const told = items.filter(isSaidOfAdministrators);
        return [[name, told.length > 0 && told.length < items.length ? told : "all"]];
      }),
    ),
);

/** An item of a list, as Markdown has it. */
const ITEM = /^[ \t]*[*+-] [^\n]*/gm;

/** A word of each text that `SAID` fits, which takes long to compile: few descriptions have one. */
const OF_ADMINISTRATORS = /admin|super ?user|owner/i;

const SAID =
  /(?<!\bnot |n't |\blonger )\b(?:only|restricted to|limited to|reserved (?:for|to)|must be|must have|needs? to (?:be|have)|requires?|requiring)\b[^.]{0,60}\b(?<!\bnon-)(?:admin(?:istrator)?s?|super ?users?|owner['"”]? role|(?:organi[sz]ation|account|workspace) owners?)\b|\badmin(?:istrator)?s? (?:or \w+ )?only\b|\b(?:nur|ausschließlich) (?:für |von |durch )?(?:\w+ ){0,2}Admin(?:istrator(?:en)?|s)?\b|\b(?:erfordert|benötigt)\b[^.]{0,40}\bAdmin|\bAdministrator(?:en|rechte)\b[^.]{0,20}\b(?:vorbehalten|erforderlich)\b|\b(?:réservée?s? aux?|uniquement (?:pour|par) les|seuls? les)\b[^.]{0,30}\badmin(?:istrateur)?s?\b|\bdroits? d'administrat|\b(?:s[óo]lo|solamente|únicamente|exclusivo)\b[^.]{0,30}\badministrador(?:es)?\b|\b(?:requiere|necesita)\b[^.]{0,30}\badministrador\b|\b(?:somente|apenas|exclusivo)\b[^.]{0,30}\badministrador(?:es)?\b|\b(?:requer|necessita)\b[^.]{0,30}\badministrador\b/i;

/** The sentence by which an operation's text gives it to administrators, and demands nothing: "The admin should run this". */
export const meantForAdministrators = memo(({ summary = "", description = "" }: Operation): string | undefined => {
  if (!OF_ADMINISTRATORS.test(summary) && !OF_ADMINISTRATORS.test(description.slice(0, LIMIT))) return undefined;
  return [...sentencesOf(summary), ...sentencesOf(description, LIMIT)]
    .map((sentence) => sentence.replace(/\s+/g, " ").trim())
    .find((sentence) => MEANT.test(sentence) && !AMONG_OTHERS.test(sentence));
});

/** What an administrator does with the call itself, in each of the languages; "an admin can see it" says nothing of others. */
const MEANT =
  /\badmin(?:istrator)?s? (?:should|must|shall|will|(?:is|are) (?:expected|supposed|meant) to|ha(?:s|ve) to) (?:run|call|use|execute|perform|invoke|trigger|make|do) (?:this|the (?:call|request|operation|endpoint)|it)\b|^\W*(?:(?:this|the) (?:call|request|operation|endpoint) is )?(?:meant |intended |used |to be (?:used|called|run) )?(?:for|by) (?:(?:the|an|system|site|account) ){0,2}admin(?:istrator)?s?\b|\bAdmin(?:istrator(?:en)?|s)? (?:soll(?:te|en)?|sollten|muss|müssen|ruft|rufen|führt|führen) (?:dies|das|es|diese[nrs]?|den)\b|^\W*(?:ist |gedacht |bestimmt )?für (?:(?:die|den) )?Admin(?:istrator(?:en)?|s)?\b|\badmin(?:istrateur)?s? (?:doi(?:t|vent)|devrai(?:t|ent)) (?:l['’]|le |la |les )?(?:exécuter|appeler|lancer|utiliser)|^\W*(?:destinée? )?(?:pour|aux?|à) (?:les |l['’])?admin(?:istrateur)?s?\b|\badmin(?:istrador(?:es)?)? (?:debe|debería|deben|deberían) (?:ejecutar|llamar|usar|utilizar)|^\W*(?:destinad[oa] )?(?:para|a) (?:el |los )?admin(?:istrador(?:es)?)?\b|\badmin(?:istrador(?:es)?)? (?:deve|deveria|devem|deveriam) (?:executar|chamar|usar|utilizar)|^\W*(?:destinad[oa] )?(?:para|aos?) (?:os? )?admin(?:istrador(?:es)?)?\b/iu;

/** Others may, too: what administrators get is more, and not all. */
const AMONG_OTHERS =
  /\b(?:also|and|or|as well|otherwise|auch|und|oder|sonst|aussi|et|ou|sinon|también|además|y|o|e|também)\b/i;

/** Whether a whole API is for administrators, by what it is called or says first of itself. */
export function isOfAdministration({ info, securitySchemes }: Pick<Api, "info" | "securitySchemes">): boolean {
  const used = securitySchemes.filter(({ usedBy }) => usedBy.length > 0);
  return (
    (used.length > 0 && used.every(isOfAdministrators)) ||
    /\badmin(?:istration)?\b/i.test(info.title ?? "") ||
    /\bapi\b[^.]{0,60}\badmin(?:istration)?\b|\badmin(?:istration)?\b[^.]{0,20}\bapi\b/i.test(
      info.description?.slice(0, OPENING) ?? "",
    )
  );
}

/** Whether whoever has the credential of a scheme is an administrator, by its text: "API accounts give full administrative privileges". */
const isOfAdministrators = memo(({ description = "", lexicon }: SecurityScheme): boolean =>
  sentencesOf(description, LIMIT).some((sentence) => {
    const words = wordsInOrder(sentence);
    return (
      affirms(words, lexicon, "full-administration") &&
      !lexicon.has(words, "excepting") &&
      !lexicon.has(words, "only-some") &&
      !lexicon.has(words, "on-condition")
    );
  }),
);

/** So much of a text is looked at, and of what an API says of itself. */
const LIMIT = 2000;
const OPENING = 200;
