import { count } from "../../core/prose.ts";
import type { Finding, Review } from "../../core/review.ts";
import { ended } from "../../core/sentence.ts";
import { confidenceWords } from "./confidence-words.ts";
import { weightWords } from "./reason-groups.ts";
import { fileWord } from "./shell-words.ts";
import { shownText } from "./shown-text.ts";

/** What of a finding is taken elsewhere: into a tracker, into `sallyport.yaml`, into a terminal. */
export interface CopiedText {
  readonly kind: "ticket" | "waiver" | "dismissal";
  /** What a button says: `Copy ticket text`. */
  readonly name: string;
  /** What stands over the text. */
  readonly heading: string;
  readonly text: string;
}

/** The texts of one finding to take elsewhere. */
export function copiedTexts(review: Review, finding: Finding): readonly CopiedText[] {
  return [
    { kind: "ticket", name: "ticket text", heading: "Ticket text", text: ticketText(review, finding) },
    {
      kind: "waiver",
      name: "waiver",
      heading: "Where it is intended: the waiver for sallyport.yaml",
      text: waiverText(finding),
    },
    {
      kind: "dismissal",
      name: "dismissal",
      heading: "Where it is wrong: the command to dismiss it",
      text: dismissalText(review, finding),
    },
  ];
}

/** Operations and places that are named. */
const MOST_NAMED = 10;

function ticketText(review: Review, finding: Finding): string {
  const { document } = review;
  const { title, message, severity, file, line, operations, exploit, remediation, fixes = [] } = finding;
  const named = operations.slice(0, MOST_NAMED);
  return [
    `${title}: ${ended(message)}`,
    "",
    `Severity: ${severity}, confidence: ${confidenceWords(finding)}, ${weightWords(review, finding)}`,
    `API: ${document.title ?? document.file}`,
    `Where: ${file}:${line}`,
    ...(named.length === 0
      ? []
      : [
          `Operations: ${named.join(", ")}${operations.length > named.length ? ` and ${operations.length - named.length} more` : ""}`,
        ]),
    ...(exploit === undefined ? [] : ["", `Exploit: ${exploit}`]),
    "",
    `What to do: ${remediation}`,
    ...fixes.flatMap(({ requires }) => (requires === null ? [] : [`Correct only if: ${requires}`])),
    "",
    `Finding ${finding.fingerprint}, rule ${finding.rule}`,
  ].join("\n");
}

/** Places that are listed; of more the JSON review has the fingerprints. */
const MOST_PLACES = 200;

function waiverText({ rule, severity, places, operations }: Finding): string {
  const [first] = operations;
  const more = operations.length > 1 ? `, and ${count(operations.length - 1, "more operation")}` : "";
  // A line of a description would be a line of the configuration.
  const what = first === undefined ? "" : ` # ${shownText(first)}${more}`;
  return [
    "waivers:",
    `  - rule: ${/^[\w-]+$/.test(rule) ? rule : JSON.stringify(rule)}${what}`,
    `    severity: ${severity}`,
    "    reason: # why it is intended",
    "    owner: # who is responsible for it",
    "    approver: # who allowed it",
    "    until: # YYYY-MM-DD, the last day on which it holds",
    places.length > MOST_PLACES
      ? `    places: # the fingerprints of its ${places.length} places, from the JSON review`
      : `    places: [${places.map(({ fingerprint }) => JSON.stringify(fingerprint)).join(", ")}]`,
  ].join("\n");
}

function dismissalText({ document }: Review, { fingerprint }: Finding): string {
  return `sallyport dismiss ${fingerprint} ${fileWord(shownText(document.file))} --because "" --by ""`;
}
