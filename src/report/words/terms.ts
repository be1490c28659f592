import type { Review } from "../../core/review.ts";

/** What a page says in the field's own words, for readers of another one. */
export interface Term {
  readonly term: string;
  readonly meaning: string;
}

/** The terms that a page of a review uses: abbreviations only where a finding or a question has them. */
export function termsOf({ findings, assumptions }: Review): readonly Term[] {
  const titles = [...findings, ...assumptions.flatMap(({ ifTrue }) => ifTrue)].map(({ title }) => title);
  return TERMS.filter(({ inTitles, term }) => inTitles !== true || titles.some((title) => title.includes(term)));
}

const TERMS: readonly (Term & { readonly inTitles?: boolean })[] = [
  {
    term: "BOLA",
    inTitles: true,
    meaning: "broken object level authorization: one caller reaches another's data by its ID",
  },
  {
    term: "BFLA",
    inTitles: true,
    meaning: "broken function level authorization: ordinary callers can call what is for administrators",
  },
  {
    term: "SSRF",
    inTitles: true,
    meaning: "server-side request forgery: the server can be made to call addresses inside its network",
  },
  {
    term: "idempotency key",
    inTitles: true,
    meaning: "an identifier with which the server recognises a repeated request, and does not do it twice",
  },
  {
    term: "effective exposure",
    meaning: "who can really call an operation, whatever the description declares: the own staff, partners, or anyone",
  },
  {
    term: "group of authorization tests",
    meaning:
      "calls by A for what is B's, with two users or accounts. The group is met when all of them are refused and the outcome is recorded",
  },
  { term: "info", meaning: "the mildest severity: worth knowing, and nothing that must be done" },
  { term: "2xx", meaning: "a success response, of any HTTP status from 200 to 299" },
  { term: "x-audience", meaning: "the key of a description that declares who an operation is meant for" },
  { term: "sallyport.yaml", meaning: "the file beside the description that answers what the description leaves open" },
];
