import { count } from "../../core/prose.ts";
import type { Review, ReviewEnvelope, VanishedEntry } from "../../core/review.ts";
import { titleOf } from "../words/decision-words.ts";
import {
  changesOf,
  RELIES,
  settingAgeWords,
  siteWords,
  waysOut,
  worseChanges,
  type ShownGate,
  type GateChange,
} from "../words/gate-words.ts";
import { ended } from "../words/sentence.ts";
import { settleLines } from "../words/settle-lines.ts";
import { vanishedRemedy } from "../words/vanished-words.ts";
import {
  cappedList,
  code,
  folded,
  gateMark,
  heading,
  lines,
  list,
  markdownOf,
  paragraph,
  strong,
  table,
  type Block,
  type Inline,
} from "./markdown/nodes.ts";

/** What the gate says, as a comment on a pull request: short, with the details folded. */
export function gateMarkdownReport({ reviews, refused, vanished = [] }: ReviewEnvelope): string {
  const gated = reviews.flatMap((review) => (review.gate === null ? [] : [{ review, gate: review.gate }]));
  const isFailing = [
    ...gated.map(({ gate }) => gate.decision === "fail"),
    ...vanished.map(({ blocks }) => blocks),
  ].some(Boolean);
  const silent = gated.filter(({ gate }) => isSilent(gate));
  return markdownOf([
    gateMark(),
    heading(
      3,
      `Sallyport: ${titleWords(
        refused.length > 0,
        isFailing,
        vanished.length > 0
          ? "may be merged"
          : gated.some(({ gate }) => isJudgedOtherwise(gate))
            ? "may be merged, read what it is judged by"
            : undefined,
      )}`,
    ),
    ...vanishedBlocks(vanished),
    ...gated.filter(({ gate }) => !isSilent(gate)).flatMap(({ review, gate }) => section(review, gate)),
    ...(silent.length > 0
      ? [paragraph(`${count(silent.length, "description")} passed without a change of exposure.`)]
      : []),
    ...(gated.length + refused.length + vanished.length === 0 ? [paragraph("No API description is touched.")] : []),
    ...(refused.length > 0
      ? [
          paragraph("Refused:"),
          cappedList(
            refused.map(({ file, message }): Inline => [code(file), ": ", message]),
            10,
          ),
        ]
      : []),
  ]);
}

function titleWords(isRefused: boolean, isFailing: boolean, passing = "nothing new is exposed"): string {
  if (isRefused) return "must not be merged yet, not everything could be read";
  if (isFailing) return "must not be merged yet";
  return passing;
}

/** Whether what is new may be so because the policy says that it is not. */
function isJudgedOtherwise({ policyChanges, reliesOn = [] }: ShownGate): boolean {
  return policyChanges.length + reliesOn.length > 0;
}

/** Descriptions that are gone: with them everything that was known of their APIs. */
function vanishedBlocks(vanished: readonly VanishedEntry[]): readonly Block[] {
  if (vanished.length === 0) return [];
  const blocking = vanished.filter(({ blocks }) => blocks);
  return [
    cappedList(
      [...blocking, ...vanished.filter(({ blocks }) => !blocks)].map(({ text, blocks }): Inline => [
        strong(blocks ? "Gone" : "Told"),
        ": ",
        ended(text),
      ]),
      10,
    ),
    ...(blocking.length === 0
      ? []
      : folded(
          blocking.length,
          "way out",
          blocking
            .map(vanishedRemedy)
            .flatMap(({ text, line }) => [paragraph(text), ...(line === undefined ? [] : [lines("text", [line])])]),
          "ways out",
        )),
  ];
}

function isSilent({ decision, changes, policyChanges, overdue, reliesOn = [] }: ShownGate): boolean {
  return decision === "pass" && changes.length + policyChanges.length + overdue.length + reliesOn.length === 0;
}

/** As many stand open; the others are folded. */
const MOST_OPEN = 6;

function section(review: Review, gate: ShownGate): readonly Block[] {
  const worse = worseChanges(gate);
  const better = changesOf(gate, "better");
  const neutral = changesOf(gate, "neutral");
  return [
    paragraph(
      strong(gate.decision === "fail" ? "Fails" : "Passes"),
      ": ",
      titleOf(review),
      " (",
      code(review.document.file),
      "), ",
      gate.head,
      " against ",
      gate.base,
      ".",
    ),
    ...(gate.because.length > 0 ? [list(gate.because.slice(0, MOST_OPEN))] : []),
    ...(gate.because.length > MOST_OPEN
      ? folded(gate.because.length - MOST_OPEN, "further reason", [cappedList(gate.because.slice(MOST_OPEN))])
      : []),
    ...foldedChanges(worse, "change for the worse", "changes for the worse"),
    ...foldedChanges(better, "change for the better", "changes for the better"),
    ...foldedChanges(neutral, "other change", "other changes"),
    ...(gate.policyChanges.length > 0
      ? [
          paragraph("Changes to the policy, which do not count until they are on the base:"),
          cappedList(
            gate.policyChanges.map(({ file, key, effect }): Inline => [code(file), ", ", code(key), ": ", effect]),
            10,
          ),
        ]
      : []),
    ...reliedBlocks(gate),
    ...(gate.overdue.length > 0
      ? folded(gate.overdue.length, "overdue issue", [cappedList(gate.overdue.map(({ text }) => text))])
      : []),
    ...wayBlocks(review),
  ];
}

/** What was changed first, so that this change passes. */
function reliedBlocks({ reliesOn = [] }: ShownGate): readonly Block[] {
  return reliesOn.length === 0
    ? []
    : [
        paragraph(RELIES, ":"),
        cappedList(
          reliesOn.map(({ file, key, since, text }): Inline => [
            code(file),
            ", ",
            code(key),
            settingAgeWords(since),
            ": ",
            text,
          ]),
          10,
        ),
      ];
}

function foldedChanges(
  changes: readonly GateChange[],
  noun: Parameters<typeof folded>[1],
  plural: Parameters<typeof folded>[1],
): readonly Block[] {
  if (changes.length === 0) return [];
  const shown = changes.slice(0, 60);
  return folded(
    changes.length,
    noun,
    [
      table(
        ["What", "Where", "Blocks"],
        shown.map((change): readonly Inline[] => [
          [code(change.kind), ": ", change.text],
          code(siteWords(change)),
          change.blocks ? strong("yes") : "",
        ]),
      ),
      ...(shown.length < changes.length
        ? [paragraph(`And ${changes.length - shown.length} more, which the JSON review has.`)]
        : []),
    ],
    plural,
  );
}

function wayBlocks(review: Review): readonly Block[] {
  const ways = waysOut(review);
  if (ways.length === 0) return [];
  return folded(
    ways.length,
    "way out",
    ways.flatMap(({ name, text, lines: texts }) => [
      paragraph(strong(name), ": ", text),
      ...(texts.length === 0 ? [] : [name === "Answer" ? lines("yaml", settleLines(texts)) : lines("text", texts)]),
    ]),
    "ways out",
  );
}
