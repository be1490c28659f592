import { partitioned } from "../../core/grouped.ts";
import { count, shortened } from "../../core/prose.ts";
import type { Finding, Review, ReviewEnvelope, VanishedEntry } from "../../core/review.ts";
import {
  backWords,
  besideWords,
  blockingLines,
  freshFindings,
  freshSite,
  freshWords,
  furtherFindings,
  isNothingNew,
  isOnlyWorse,
  issuesBack,
  onlyGatedWords,
  type BlockingLine,
} from "../words/blocking-lines.ts";
import { titleOf } from "../../core/review-title.ts";
import {
  changesOf,
  isNewOperation,
  RELIES,
  settingAgeWords,
  siteWords,
  waysOut,
  worseChanges,
  type ShownGate,
  type GateChange,
} from "../words/gate-words.ts";
import { gateFixWords } from "../words/fix-words.ts";
import { ended, opening } from "../../core/sentence.ts";
import { policyChangeWords } from "../words/policy-change-words.ts";
import { settleLines } from "../../core/settle-lines.ts";
import { vanishedRemedy } from "../words/vanished-words.ts";
import { siteLink, type MarkdownChapter } from "./markdown/chapter.ts";
import { refusalItems } from "./markdown/refusals.ts";
import {
  cappedList,
  code,
  folded,
  gateMark,
  heading,
  lines,
  list,
  markdownBelow,
  markdownOf,
  paragraph,
  strong,
  table,
  type Block,
  type Inline,
  type ListEntry,
} from "./markdown/nodes.ts";

/** GitHub refuses a comment of more than 65,536 characters. */
const MOST_CHARACTERS = 60_000;

/** How many items of a list and characters of a text there is room for. */
interface Room {
  readonly items: number;
  readonly text: number;
  /** Whether places are links, whose addresses are long. */
  readonly hasLinks: boolean;
}

/** A description with what its places are linked by. */
type Gated = Pick<MarkdownChapter, "review" | "envelope">;

const ROOMS: readonly Room[] = [
  { items: 60, text: 2_000, hasLinks: true },
  { items: 20, text: 800, hasLinks: true },
  { items: 8, text: 400, hasLinks: true },
  { items: 3, text: 200, hasLinks: false },
];

/** What the gate says, as a comment on a pull request: short, with the details folded, and never longer than one may be. */
export function gateMarkdownReport(envelope: ReviewEnvelope): string {
  // So many fit in no room, and take long to put together for each.
  for (const room of envelope.reviews.length > MOST_TRIED ? [] : ROOMS) {
    const text = markdownBelow(MOST_CHARACTERS, commentIn(envelope, room));
    if (text !== undefined) return text;
  }
  // Of many descriptions those that fail, the first of them.
  const { reviews } = envelope;
  const failing = reviews.filter(({ gate }) => gate?.decision === "fail");
  const shown = (failing.length > 0 ? failing : reviews).slice(0, MOST_DESCRIPTIONS);
  const left = reviews.length - shown.length;
  const note =
    left > 0
      ? `\n${count(left, "further description")} ${left === 1 ? "is" : "are"} left out here: the JSON has them all.\n`
      : "";
  return `${markdownOf(commentIn({ ...envelope, reviews: shown }, ROOMS.at(-1)!))}${note}`;
}

const MOST_DESCRIPTIONS = 8;
const MOST_TRIED = 50;

interface WithGate {
  readonly review: Review;
  readonly gate: ShownGate;
}

function commentIn(envelope: ReviewEnvelope, room: Room): readonly Block[] {
  const { reviews, refused, vanished = [], notShown = 0 } = envelope;
  const gated = reviews.flatMap((review): WithGate[] => (review.gate === null ? [] : [{ review, gate: review.gate }]));
  const silent = gated.filter(({ review, gate }) => isSilent(review, gate));
  return [
    gateMark(),
    heading(3, `Sallyport: ${decisionWords(envelope, gated)}`),
    ...vanishedBlocks(vanished),
    ...gated
      .filter(({ review, gate }) => !isSilent(review, gate))
      .flatMap(({ review, gate }) => section({ review, envelope }, gate, room)),
    ...(silent.length > 0
      ? [paragraph(`${count(silent.length, "description")} passed without a change of exposure.`)]
      : []),
    ...(notShown > 0
      ? [
          paragraph(
            `The change of settings affects ${count(notShown, "more description", "more descriptions")} that ${notShown === 1 ? "is" : "are"} not shown here: `,
            code("sallyport gate FILE"),
            " shows each.",
          ),
        ]
      : []),
    ...(gated.length + refused.length + vanished.length === 0 ? [paragraph("No API description is touched.")] : []),
    ...(refused.length > 0 ? [paragraph("Refused:"), cappedList(refusalItems(refused, room.text), 10)] : []),
  ];
}

function decisionWords({ refused, vanished = [], notShown = 0 }: ReviewEnvelope, gated: readonly WithGate[]): string {
  if (refused.length > 0) return "must not be merged yet: not everything could be read";
  if (vanished.some(({ blocks }) => blocks) || gated.some(({ gate }) => gate.decision === "fail"))
    return "must not be merged yet";
  if (gated.some(({ gate }) => isJudgedOtherwise(gate))) return "may be merged after a check of the policy changes";
  const isNew = vanished.length + notShown > 0 || !gated.every(({ review }) => isNothingNew(review));
  return isNew ? "may be merged" : "no new exposure was found";
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
        strong(blocks ? "Blocks" : "Note"),
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

function isSilent(
  review: Review,
  { decision, changes, policyChanges, overdue, fixes = [], reliesOn = [] }: ShownGate,
): boolean {
  const told = [changes, policyChanges, overdue, fixes, reliesOn, freshFindings(review)];
  return decision === "pass" && told.every(({ length }) => length === 0);
}

/** As many stand open; the others are folded. */
const MOST_OPEN = 5;
const MOST_OPEN_POLICY = 3;

function section(gated: Gated, gate: ShownGate, room: Room): readonly Block[] {
  const { review } = gated;
  // Limits that let more in are no news: they stand with what is neither better nor worse.
  const isLimit = ({ kind, blocks }: GateChange): boolean => kind === "limit-loosened" && !blocks;
  const [limits, others] = partitioned(worseChanges(gate), isLimit);
  const [added, worse] = partitioned(others, isNewOperation);
  // A single one is told above in full.
  const isTold = gate.decision === "pass" && added.length + worse.length === 1;
  const better = changesOf(gate, "better");
  const neutral = [...limits, ...changesOf(gate, "neutral")];
  const reasons = blockingLines(gate).map((line) => reasonLine(line, room));
  const beside = shortened(besideWords(review), room.text);
  const gatedOnly = shortened(onlyGatedWords(gate), room.text);
  return [
    paragraph(
      strong(gate.decision === "fail" ? "Fails" : "Passes"),
      ": ",
      shortened(titleOf(review), room.text),
      " (",
      code(review.document.file),
      "), ",
      gate.head,
      " against ",
      gate.base,
      ".",
    ),
    ...(reasons.length > 0 ? [list(reasons.slice(0, MOST_OPEN))] : []),
    ...(beside === "" ? [] : [paragraph(beside)]),
    ...(gatedOnly === "" ? [] : [paragraph(gatedOnly)]),
    ...fixBlocks(gate, room),
    ...reliedBlocks(gate),
    ...policyBlocks(gate, room),
    ...(reasons.length > MOST_OPEN
      ? folded(reasons.length - MOST_OPEN, "further reason", [cappedList(reasons.slice(MOST_OPEN), room.items)])
      : []),
    ...findingBlocks(gated, room),
    ...(isTold ? [] : foldedChanges(gated, added, "change that adds operations", "changes that add operations", room)),
    ...(isTold ? [] : foldedChanges(gated, worse, "change for the worse", "changes for the worse", room)),
    ...foldedChanges(gated, better, "change for the better", "changes for the better", room),
    ...foldedChanges(gated, neutral, "other change", "other changes", room),
    ...(gate.overdue.length > 0
      ? folded(gate.overdue.length, "overdue issue", [
          cappedList(
            gate.overdue.map(({ text }) => shortened(text, room.text)),
            room.items,
          ),
        ])
      : []),
    ...wayBlocks(review),
  ];
}

/** What it changes in the policy, the first of them open. */
function policyBlocks({ policyChanges }: ShownGate, room: Room): readonly Block[] {
  if (policyChanges.length === 0) return [];
  const items = policyChanges.map((change): ListEntry => {
    const { effect, entries } = policyChangeWords(change);
    const of = [code(change.file), ", ", code(change.key), ":"];
    return {
      text: effect === undefined ? of : [...of, " ", shortened(effect, room.text)],
      below: entries.map((entry) => shortened(entry, room.text)),
    };
  });
  const further = items.slice(MOST_OPEN_POLICY);
  return [
    paragraph("Changes to the policy, which do not count until they are on the base:"),
    list(items.slice(0, MOST_OPEN_POLICY)),
    ...(further.length === 0
      ? []
      : folded(
          further.length,
          "further change to the policy",
          [cappedList(further, room.items)],
          "further changes to the policy",
        )),
  ];
}

/** What it does about issues of the register, and whether that is a fix. */
function fixBlocks({ fixes = [] }: ShownGate, room: Room): readonly Block[] {
  return fixes.length === 0
    ? []
    : [
        paragraph("Issues of the register that this change affects:"),
        cappedList(
          fixes.map((one): Inline => [
            code(one.issue.id),
            ` (${one.issue.severity}), `,
            ended(shortened(gateFixWords(one), room.text)),
          ]),
          room.items,
        ),
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

/** A cause, with what undoes it. */
function reasonLine(line: BlockingLine, room: Room): Inline {
  const text = `${shortened(line.text, room.text)}${backWords(line)}`;
  return line.fix === undefined
    ? text
    : [ended(text), " ", strong("Fix:"), ` ${ended(shortened(line.fix, room.text))}`];
}

/** Findings that are new or worse and that no line above has told, of every severity. */
function findingBlocks(gated: Gated, room: Room): readonly Block[] {
  const { review } = gated;
  const further = furtherFindings(review);
  if (further.length === 0) return [];
  const isOnly = (review.gate?.causes ?? []).length === 0;
  return folded(further.length, `${isOnly ? "" : "further "}${freshNoun(further)}`, [
    cappedList(
      further.map((finding): Inline => [
        `${finding.severity}: ${shortened(freshWords(finding), room.text)}${backWords({ back: issuesBack(review, finding) })} `,
        strong("Fix:"),
        ` ${opening(finding.remediation)} (`,
        placeIn(gated, freshSite(finding), room),
        ")",
      ]),
      room.items,
    ),
  ]);
}

function freshNoun(findings: readonly Finding[]): "new finding" | "new or worse finding" {
  return findings.some(isOnlyWorse) ? "new or worse finding" : "new finding";
}

function foldedChanges(
  gated: Gated,
  changes: readonly GateChange[],
  noun: Parameters<typeof folded>[1],
  plural: Parameters<typeof folded>[1],
  room: Room,
): readonly Block[] {
  if (changes.length === 0) return [];
  const shown = changes.slice(0, room.items);
  return folded(
    changes.length,
    noun,
    [
      table(
        ["What", "Where", "Blocks"],
        shown.map((change): readonly Inline[] => [
          [code(change.kind), ": ", shortened(change.text, room.text)],
          change.head === null ? code(siteWords(change)) : placeIn(gated, change.head, room, siteWords(change)),
          change.blocks ? strong("yes") : "",
        ]),
      ),
      ...(shown.length < changes.length
        ? [paragraph(`And ${changes.length - shown.length} more in the JSON review.`)]
        : []),
    ],
    plural,
  );
}

/** A place of the head; a link, where the repository is known and there is room for it. */
function placeIn(
  gated: Gated,
  site: Parameters<typeof siteLink>[1],
  room: Room,
  words = `${site.file}:${site.line}`,
): Inline {
  return room.hasLinks ? siteLink(gated, site, words) : code(words);
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
