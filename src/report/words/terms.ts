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
    meaning: "broken object level authorization, which means that one caller reaches another caller's data by its ID",
  },
  {
    term: "BFLA",
    inTitles: true,
    meaning:
      "broken function level authorization, which means that ordinary callers can call operations that are meant for administrators",
  },
  {
    term: "SSRF",
    inTitles: true,
    meaning:
      "server-side request forgery, which means that the server can be made to call addresses inside its network",
  },
  {
    term: "idempotency key",
    inTitles: true,
    meaning: "an identifier with which the server recognizes a repeated request, and does not do it twice",
  },
  {
    term: "effective exposure",
    meaning:
      "who can really call an operation (the organization's own staff, partners, or anyone), whatever the description declares",
  },
  {
    term: "group of authorization tests",
    meaning:
      "calls that must be refused. In such a call, A requests what belongs to B (A and B are two users or two accounts), or a caller does or sends what it must not. A condition that asks for such tests is met when all of these calls are refused and the result is recorded",
  },
  { term: "info", meaning: "the lowest severity, for facts that are worth knowing but require no action" },
  { term: "2xx", meaning: "a success response (HTTP status 200 to 299)" },
  { term: "x-audience", meaning: "the extension with which a description declares who an operation is meant for" },
  {
    term: "sallyport.yaml",
    meaning:
      "a file, next to the description or in a folder above it, with answers to questions that the description leaves open",
  },
];
