import { count } from "../../core/prose.ts";
import type { Review } from "../../core/review.ts";
import { share } from "../decision-words.ts";
import type { Chapter } from "./chapter.ts";
import { code, folded, heading, list, paragraph, table, type Block, type Inline } from "./nodes.ts";

const MOST_SKIPPED = 8;

/** 6. How good is the evidence? */
export function evidenceSection({ review }: Chapter): readonly Block[] {
  const { responses, typedResponses, unresolved } = review.coverage;
  return [
    heading(2, "6. How good is the evidence?"),
    paragraph(
      "This review rests on the description alone. Nothing was called. What was checked and found fine is not the same as what cannot be checked.",
    ),
    list([
      responses === 0
        ? "No success response can have a body, so nothing is said of what comes back."
        : `${share(typedResponses, responses, "success response")} say what comes back.${typedResponses < responses ? " What the others carry nobody knows." : ""}`,
      unresolved === 0
        ? "Every reference in the description could be followed."
        : `${count(unresolved, "reference")} could not be followed. What stands behind ${unresolved === 1 ? "it" : "them"} was not reviewed.`,
      ...(review.skipped.length === 0 ? ["Nothing was skipped."] : []),
    ]),
    table(
      [
        "What is said",
        "Declared #",
        "Inferred, certain #",
        "Inferred, likely #",
        "Only possible #",
        "Assumed or unknown #",
      ],
      statements(review),
    ),
    ...skippedBlocks(review),
  ];
}

/** How each kind of statement is known. */
function statements({ operations, fields, findings }: Review): readonly (readonly Inline[])[] {
  const declared = operations.filter(({ audience }) => audience !== null).length;
  const assumed = operations.filter((operation) => operation.assumed || operation.exposure === null).length;
  const inferred = fields.filter(({ basis }) => basis === "inferred");
  const sure = (of: readonly { readonly confidence: string }[], confidence: string): string =>
    String(of.filter((one) => one.confidence === confidence).length);
  const standing = findings.filter(({ assumes }) => assumes.length === 0);
  return [
    ["Who operations are meant for", String(declared), "", "", "", String(operations.length - declared)],
    ["Who can really call them", "", String(operations.length - assumed), "", "", String(assumed)],
    [
      "What sensitive fields hold",
      String(fields.length - inferred.length),
      sure(inferred, "certain"),
      sure(inferred, "likely"),
      sure(inferred, "possible"),
      "",
    ],
    [
      "What is wrong",
      "",
      sure(standing, "certain"),
      sure(standing, "likely"),
      sure(standing, "possible"),
      String(findings.length - standing.length),
    ],
  ];
}

function skippedBlocks({ skipped }: Review): readonly Block[] {
  if (skipped.length === 0) return [];
  const line = ({ file, line: at, pointer, why }: Review["skipped"][number]): Inline => [
    code(`${file}:${at}`),
    " ",
    code(pointer),
    `: ${why}`,
  ];
  return [
    paragraph(`${count(skipped.length, "part")} of the description could not be read:`),
    list(skipped.slice(0, MOST_SKIPPED).map(line)),
    ...(skipped.length > MOST_SKIPPED
      ? folded(skipped.length - MOST_SKIPPED, "further part", [list(skipped.slice(MOST_SKIPPED).map(line))])
      : []),
  ];
}
