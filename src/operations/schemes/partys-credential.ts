/*
 * Where a text keeps an operation to one party, and one of the ways in is the credential of another: "Reserved for the
 * warehouse", with the warehouse's key or a customer's. Whose a credential is, the words that the text shares with what is said of
 * it show: with the warehouse's it shares one, with the customer's none.
 */
import { openingSentenceOf } from "../../exposure/joining-sentences.ts";
import { plainWord, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import type { Statement } from "../../lexicon/statement.ts";
import { statedIn } from "../../lexicon/statements.ts";
import type { Operation } from "../../model/api.ts";
import type { RequiredScheme, SecurityScheme } from "../../model/security.ts";

/** A way in that is not that of the party to which a text keeps an operation. */
export interface AnothersCredential {
  readonly scheme: SecurityScheme;
  /** The sentence that says for whom the operation is. */
  readonly meantFor: string;
  /** What is said of the credential, or its name. */
  readonly heldBy: string;
}

/** What an operation accepts of others than the party that its text names; `undefined` where no text tells the ways in apart. */
export function anothersCredential(operation: Operation): AnothersCredential | undefined {
  const ways = (operation.security?.alternatives ?? []).flatMap(({ schemes }) => (schemes.length === 1 ? schemes : []));
  if (new Set(ways.map(({ scheme }) => scheme)).size < 2) return undefined;
  const texts = sentencesOf(`${operation.summary ?? ""}.\n\n${operation.description ?? ""}`, LIMIT);
  const meantFor = texts.find((sentence) => keepsToParty(sentence, operation));
  if (meantFor === undefined) return undefined;
  const stemsOfWays = ways.map(stemsOfWay);
  const isTelling = (stem: string): boolean => !stemsOfWays.every((stems) => stems.has(stem));
  const named = stemsIn(meantFor).filter(isTelling);
  const of = (stems: ReadonlySet<string>): boolean => named.some((stem) => stems.has(stem));
  if (!stemsOfWays.some(of)) return undefined;
  const at = stemsOfWays.findIndex((stems) => !of(stems));
  const other = ways[at];
  if (other === undefined) return undefined;
  // Another sentence may let the others in for something: "Customers close their own".
  const partys = new Set(ways.flatMap((_, index) => (of(stemsOfWays[index]!) ? [...stemsOfWays[index]!] : [])));
  const isLetIn = texts
    .filter((sentence) => sentence !== meantFor)
    .some((sentence) => stemsIn(sentence).some((stem) => stemsOfWays[at]!.has(stem) && !partys.has(stem)));
  if (isLetIn) return undefined;
  return {
    scheme: other.scheme,
    meantFor,
    heldBy: openingSentenceOf(other.scheme) ?? other.scheme.description ?? other.name,
  };
}

/** Whether a sentence keeps a call to somebody, or tells it as the work of those who work there. */
function keepsToParty(sentence: string, { lexicon }: Operation): boolean {
  const stated = statedIn(sentence);
  if (AGAINST.some((statement) => stated.has(statement))) return false;
  if (KEEPING.some((statement) => stated.has(statement))) return true;
  const words = wordsInOrder(sentence);
  const at = words.findIndex((word) => lexicon.is(word, "reserved"));
  return (
    at >= 0 &&
    at < EARLY &&
    words.slice(at + 1, at + 3).some((word) => lexicon.is(word, "reserved-for") || WITH_ARTICLE.test(word))
  );
}

/** "To the" as one word, in French, Spanish and Portuguese. */
const WITH_ARTICLE = /^(?:au|al|ao)$/;

const KEEPING: readonly Statement[] = [
  "reserved",
  "for-own-staff",
  "for-team",
  "act-of-staff",
  "act-by-staff",
  "done-by-staff",
];
const AGAINST: readonly Statement[] = ["own-only", "open-to-every-member"];

/** So early a sentence says that it keeps to somebody. */
const EARLY = 4;

/** What is said of a way in: the name and text of the scheme, and of the scopes that are asked for. */
function stemsOfWay({ name, scheme, scopes }: RequiredScheme): ReadonlySet<string> {
  const texts = scheme.flows.flatMap((flow) => scopes.map((scope) => flow.scopes.get(scope) ?? ""));
  return new Set([name, scheme.parameterName ?? "", scheme.description ?? "", ...scopes, ...texts].flatMap(stemsIn));
}

function stemsIn(text: string): readonly string[] {
  // The article of "l'entrepôt" is no part of the noun.
  return wordsOf(text.replaceAll(/['’]/g, " "))
    .map(plainWord)
    .filter((word) => word.length >= LONG)
    .map((word) => word.slice(0, STEM));
}

/** A shorter word stands in any text. */
const LONG = 5;
/** So many letters tell one noun from another, in each of its forms. */
const STEM = 5;
const LIMIT = 2000;
