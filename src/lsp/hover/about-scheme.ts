import { obtainerWords } from "../../core/caller-words.ts";
import { tokensOf } from "../../core/place.ts";
import { count } from "../../core/prose.ts";
import type { Review } from "../../core/review.ts";
import { capitalized, ended } from "../../core/sentence.ts";
import { cappedList, code, paragraph, strong, type Block } from "../../report/formats/markdown/nodes.ts";
import { mayChange } from "../../core/data-owners.ts";
import { openedWords, principalWords } from "../../report/words/callers.ts";
import { schemeWords } from "../../report/words/scheme-words.ts";
import { flowsByOperation, operationSummary } from "../code-lenses.ts";
import { schemesSettled } from "../settled-places.ts";

/** As many operations as one reads in a hover. */
const MOST_OPERATIONS = 10;

/** What a caller with a credential can read and change; `undefined` of a scheme that the review does not know. */
export function aboutScheme(review: Review, name: string): readonly Block[] | undefined {
  const scheme = review.schemes.find((one) => one.name === name);
  if (scheme === undefined) return undefined;
  const flowsOf = flowsByOperation(review);
  const operations = review.operations.filter(({ id }) => scheme.usedBy.includes(id));
  const changing = operations.filter(mayChange);
  return [
    paragraph(strong(code(name)), ", ", schemeWords(scheme), `; behind it: ${principalWords(scheme)}`),
    paragraph(holdersSentence(scheme)),
    ...(operations.length === 0
      ? [paragraph("No operation asks for it.")]
      : [
          paragraph(`It opens ${count(operations.length, "operation")}: ${ended(openedWords(scheme, flowsOf))}`),
          paragraph(
            changing.length === 0
              ? "With it a caller can change nothing."
              : `With it, a caller can change data with ${count(changing.length, "operation")}:`,
          ),
          ...(changing.length === 0
            ? []
            : [
                cappedList(
                  changing.map((operation) => [code(operation.id), `: ${operationSummary(operation, flowsOf)}`]),
                  MOST_OPERATIONS,
                ),
              ]),
        ]),
    ...review.assumptions
      .filter((one) => schemesSettled(one).includes(name))
      .map(({ question }) => paragraph(strong("Not said:"), ` ${capitalized(question)}`)),
  ];
}

/** The security scheme that a pointer is about: a requirement names it, or it is defined there. */
export function schemeNamedAt(
  { schemes }: Review,
  pointer: string,
): { readonly name: string; readonly pointer: string } | undefined {
  const tokens = tokensOf(pointer);
  const at = SCHEME_AT.map((isAt) => tokens.findIndex((_, index) => isAt(tokens, index))).find((index) => index >= 0);
  if (at === undefined) return undefined;
  const name = tokens[at]!; // an index of it
  if (!schemes.some((one) => one.name === name)) return undefined;
  return {
    name,
    pointer: pointer
      .split("/")
      .slice(0, at + 2)
      .join("/"),
  };
}

type IsAt = (tokens: readonly string[], index: number) => boolean;

/** Where the name of a scheme stands: `security/0/NAME` of the description or an operation, and where schemes are defined. */
const SCHEME_AT: readonly IsAt[] = [
  (tokens, index) =>
    tokens[index - 2] === "security" &&
    /^\d+$/.test(tokens[index - 1] ?? "") &&
    (index === 2 || (tokens[0] !== "components" && !tokens.includes("schema") && !tokens.includes("example"))),
  (tokens, index) => index === 1 && tokens[0] === "securityDefinitions",
  (tokens, index) => index === 2 && tokens[0] === "components" && tokens[1] === "securitySchemes",
];

/** Who can get a credential, and why: `Nothing says who can get a bearer token ("bearerAuth").` */
function holdersSentence({ admission, because }: Review["schemes"][number]): string {
  const why = because.join("; ");
  if (admission === "unknown" && why !== "") return ended(capitalized(why));
  return ended(`Who can get it: ${obtainerWords(admission)}${why === "" ? "" : `, because ${why}`}`);
}
