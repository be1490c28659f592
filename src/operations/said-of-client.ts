import type { Place } from "../core/place.ts";
import { memo } from "../core/memo.ts";
import { denies } from "../lexicon/denial.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { statedIn } from "../lexicon/statements.ts";
import { placeOf, type Operation } from "../model/api.ts";
import { composedProperties } from "../model/schema-parts.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import { namesThing, type RequestField } from "./request-fields.ts";
import { statedAt } from "./stated.ts";

/** Something that an operation leaves to its clients, by its text or that of a value that it takes or returns. */
export interface LeftToClient {
  readonly operation: Operation;
  readonly sentence: string;
  /** Of the value; `undefined` where the operation says it. */
  readonly at: Place | undefined;
  readonly name: string | undefined;
  readonly witness: string | undefined;
}

/** What the texts of an operation leave to its clients: "the app hides what is not shared", "prüft die App vor dem Aufruf". */
export const leftToClient = memo((operation: Operation): readonly LeftToClient[] => {
  const { summary = "", description = "", lexicon } = operation;
  const said = sentencesOf(`${summary}.\n\n${description}`, LIMIT).find((sentence) => isLeft(sentence, lexicon));
  const own =
    said === undefined ? [] : [{ operation, sentence: said, at: undefined, name: undefined, witness: undefined }];
  return [...own, ...leftOfRequest(operation), ...leftOfProperties(operation)];
});

/** What is said of something that a call takes: that nobody compares it, or that the page fills it in. */
function leftOfRequest(operation: Operation): readonly LeftToClient[] {
  const stated = statedAt(operation, ["not-compared"], ["server-checks"]);
  if (stated?.field === undefined || !isOfRights(stated.field, operation)) return [];
  const { sentence, at, field } = stated;
  return [{ operation, sentence, at, name: field.name, witness: field.witness }];
}

/** Whether a value says who somebody is, what they may do or what they pay: a page size that is not checked is no right. */
function isOfRights(field: RequestField, operation: Operation): boolean {
  return namesThing(field, operation) || DECIDING.some((concept) => operation.lexicon.has(field.words, concept));
}

const DECIDING = ["number", "code", "tenant", "right", "price"] as const;

const LIMIT = 3000;

function leftOfProperties(operation: Operation): readonly LeftToClient[] {
  return operation.responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.flatMap(({ schema }) => schema ?? []))
    .flatMap((schema) => {
      const outer = targetOf(schema);
      const target = outer.items === undefined ? outer : targetOf(outer.items);
      return leftOfSchema(target).map((left) => ({ operation, ...left }));
    });
}

/** What the texts of a schema's properties leave to clients. Many operations return the same schema. */
const leftOfSchema = memo((schema: Schema): readonly Omit<LeftToClient, "operation">[] =>
  [...composedProperties(schema)].flatMap(([name, property]) => {
    const text = property.description ?? targetOf(property).description ?? "";
    const sentence = sentencesOf(text).find((one) => isLeft(one, property.lexicon));
    return sentence === undefined ? [] : [{ sentence, at: placeOf(property), name, witness: `2xx ${name}` }];
  }),
);

/** Whether a sentence has a client for its subject, and what it does is to check, to hide or to show a button. */
function isLeft(sentence: string, lexicon: Lexicon): boolean {
  if (sentence.startsWith("|")) return false; // a row of a table
  // "If your country is not listed, contact us": help for readers, and nothing that a program does.
  if (lexicon.has(wordsInOrder(sentence), "writes-to-owner")) return false;
  if (isOfConsumer(sentence, lexicon)) return false;
  const stated = statedIn(sentence);
  if (stated.has("server-checks")) return false;
  // Who gets a call of the service is no client of it: "use a secret path in the URL of the webhook".
  const isOfReceiver = RECEIVER.test(sentence);
  if (stated.has("not-compared") && isClaim(sentence, "not-compared", lexicon)) return true;
  if (stated.has("only-hidden") && !isOfReceiver && isClaim(sentence, "only-hidden", lexicon)) return true;
  const words = wordsInOrder(sentence);
  const isLeftSomewhere = words.some((_, at) => {
    const length = lexicon.lengthAt(words, at, "client-program");
    if (length === 0) return false;
    const behind = words.slice(at + length, at + length + NEAR);
    const before = words.slice(Math.max(0, at - 2), at);
    return (
      lexicon.has(behind, "client-enforces") ||
      lexicon.has(before, "client-enforces") ||
      (lexicon.has(behind, "shows-a-button") && lexicon.has(words, "on-condition"))
    );
  });
  // Few sentences come so far.
  return (
    isLeftSomewhere &&
    !lexicon.has(words, "server-side") &&
    (!denies(words, lexicon) || lexicon.has(words, "whether-or-what"))
  );
}

/**
 * Whether a sentence still says something without what it says of other things: the condition before it ("When no filters are
 * provided, all events match"), what readers cannot do ("You cannot be matched with muted users"), and what of something else
 * is not documented ("by an undocumented algorithm").
 */
function isClaim(sentence: string, statement: "not-compared" | "only-hidden", lexicon: Lexicon): boolean {
  const claimed = sentence
    .replace(CONDITION, "")
    .replaceAll(UNDOCUMENTED, (said: string, noun: string) =>
      lexicon.has(wordsOf(noun), "found-anyway") ? said : " ",
    );
  return !IMPOSSIBLE.test(sentence) && (claimed === sentence || statedIn(claimed).has(statement));
}

const CONDITION =
  /^[^\p{L}]*(?:when|if|where|unless|wenn|falls|sofern|quand|lorsque|si|cuando|se|quando)(?!\p{L})[^,.;]{1,160},/iu;
const UNDOCUMENTED =
  /(?<!\p{L})(?:un(?:documented|published|listed)|undokumentierte[nrsm]?|unveröffentlichte[nrsm]?) (\p{L}+)/giu;
const IMPOSSIBLE =
  /(?<!\p{L})(?:you (?:can ?not|can['’]t|may not|must not) be|(?:du|sie|ihr) (?:kannst|können|könnt) nicht|(?:vous|tu) ne (?:pouvez|peux) pas|(?:usted )?no puedes?|(?:você )?não pode) /iu;
const RECEIVER = /(?<!\p{L})(?:your |the |[dl]e[rsnm]? |el |o |seu |su |votre |ihr(?:en|es)? )?web-?hooks?(?!\p{L})/iu;

/**
 * Whether the client of a sentence is whoever uses the API, who is enabled to do something: "allows the client to retrieve …".
 * One that is enabled to hide or decide is the program.
 */
function isOfConsumer(sentence: string, lexicon: Lexicon): boolean {
  const done = ENABLES_CLIENT.exec(sentence)?.[1];
  return done !== undefined && !lexicon.has(wordsInOrder(done), "client-enforces") && !HIDES.test(sentence);
}

const ENABLES_CLIENT =
  /\b(?:(?:allows?|enables?|lets?|permits?) (?:the|an?|your|any|api) (?:api )?clients? (?:to )?|erlaubt (?:es )?dem Client,? |permet au client d(?:e |')|permite (?:al|ao) cliente )(\p{L}+)/iu;
/** What a program does in place of the server, in whatever form. */
const HIDES = /\b(?:hid(?:e|es|ing|den)|mask(?:s|ed)?|ausblende|masquer|ocultar|esconder)/i;

/** So many words may stand between the client and what it does: "the app alone decides". */
const NEAR = 4;
