import type { Sensitivity } from "../../core/exposure-words.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import type { KeyMeaning } from "./key-meanings.ts";
import type { Phrases } from "./phrases.ts";

/** What kind of thing an object is, as far as its name says so. */
export type OwnerKind =
  | "person"
  | "perhaps"
  | "organisation"
  | "place"
  | "infrastructure"
  | "thing"
  | "carried"
  | "entrance"
  | "about"
  | "unknown";

/** How much a name says: by itself, with something personal about it, in a person only, in a holder only, in somebody's record. */
export type Strength = "anywhere" | "personal" | "person" | "parts" | "record";

/** One entry of `data-categories.yaml`, whose head explains each property. */
export interface Category {
  readonly key: string;
  readonly says: string;
  readonly sensitivity: Sensitivity;
  readonly order: number;
  readonly contains: Phrases<true>;
  readonly places: ReadonlySet<string>;
  readonly not: ReadonlySet<string>;
  readonly notAfter: ReadonlySet<string>;
  readonly notBefore: ReadonlySet<string>;
  readonly possibleAfter: ReadonlySet<string>;
  readonly notFormats: ReadonlySet<string>;
  /** Phrases, each as its words, as those of `notIn` are. */
  readonly partsIn: readonly (readonly string[])[];
  readonly notIn: readonly (readonly string[])[];
  readonly neverIn: ReadonlySet<string>;
  readonly possibleIn: ReadonlySet<string>;
  readonly possibleBeside: ReadonlySet<string>;
  readonly likelyIn: ReadonlySet<string>;
  readonly likelyBeside: ReadonlySet<string>;
  /** What the whole API must be about, such as health. */
  readonly subjects: ReadonlySet<string>;
  readonly certain: boolean;
  readonly enums: boolean;
  readonly dates: boolean;
  readonly measures: boolean;
  readonly files: boolean;
  readonly carries: boolean;
  readonly identifies: boolean;
  readonly suggests: boolean;
  readonly named: boolean;
  readonly byContent: boolean;
  readonly joined: boolean;
  readonly loose: boolean;
  readonly whole: boolean;
  readonly binary: boolean;
  readonly codes: boolean;
}

/** That a word is of one side of a pair; every pair has a number. */
export interface PairSide {
  readonly pair: number;
  readonly isFirst: boolean;
  readonly category: Category;
}

/** The compiled tables that fields are classified by. */
export interface Categories {
  /** What words mean in the API whose fields are classified. */
  readonly lexicon: Lexicon;
  /** What a key is called, and whether it is personal data. */
  readonly meaningOf: (key: string) => KeyMeaning;
  readonly names: Phrases<{ readonly category: Category; readonly strength: Strength }>;
  readonly holders: Phrases<Category>;
  /** Holders in an API that is about what their category asks for only. */
  readonly subjectHolders: Phrases<Category>;
  /** What makes an object a holder when two of them are in it. */
  readonly gathers: Phrases<Category>;
  /** What says it wherever it stands in a name. */
  readonly within: Phrases<Category>;
  /** What a word says beside one of the other side. */
  readonly pairs: ReadonlyMap<string, readonly PairSide[]>;
  readonly owners: Phrases<OwnerKind>;
  readonly byFact: ReadonlyMap<string, Category>;
  /** Facts of those that are persons. */
  readonly byPersonalFact: ReadonlyMap<string, Category>;
  /** What a value may be, as words: two of one category in an enum say it. */
  readonly byValue: ReadonlyMap<string, Category>;
  /** … of which one says it. */
  readonly byTellingValue: ReadonlyMap<string, Category>;
  readonly byFormat: ReadonlyMap<string, Category>;
  readonly byEvidence: ReadonlyMap<string, Category>;
  readonly words: Readonly<Record<WordList, ReadonlySet<string>>>;
}

/** The lists of single words of `data-categories.yaml`; it says what each is for. */
export type WordList = (typeof WORD_LISTS)[number];
export const WORD_LISTS = [
  "wrappers",
  "endings",
  "tails",
  "suffixes",
  "before",
  "after",
  "series",
  "files",
  "codes",
  "heads",
  "headFirst",
  "headsBefore",
  "aspects",
  "asking",
  "signsOfPerson",
  "outside",
  "particles",
  "switches",
  "counts",
  "tallies",
  "contents",
  "kinds",
  "metadata",
] as const;
