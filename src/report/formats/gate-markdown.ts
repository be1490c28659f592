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
  return `${markdownOf(commentIn({ ...envelope, reviews: shown }, ROOMS.at(-1)!, MOST_OPEN_LINES - 1))}${note}`;
}

const MOST_DESCRIPTIONS = 8;
const MOST_TRIED = 50;

interface WithGate {
  readonly review: Review;
  readonly gate: ShownGate;
}

function commentIn(envelope: ReviewEnvelope, room: Room, most = MOST_OPEN_LINES): readonly Block[] {
  const { reviews, refused, vanished = [], notShown = 0 } = envelope;
  const gated = reviews.flatMap((review): WithGate[] => (review.gate === null ? [] : [{ review, gate: review.gate }]));
  const silent = gated.filter(({ review, gate }) => isSilent(review, gate));
  const [failing, passing] = partitioned(
    gated.filter(({ review, gate }) => !isSilent(review, gate)),
    ({ gate }) => gate.decision === "fail",
  );
  const end = [
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
  ];
  const missing = partsIn(
    [...vanishedParts(vanished), ...refusedParts(refused, room)],
    (most - 2 - end.length) / (failing.length > 0 ? 2 : 1),
  );
  return [
    gateMark(),
    heading(3, `Sallyport: ${decisionWords(envelope, gated)}`),
    ...missing.open,
    ...missing.folded,
    ...vanishedWays(vanished),
    ...sectionsIn([...failing, ...passing], envelope, room, most - 2 - end.length - missing.lines),
    ...end,
  ];
}

/** As many lines stand open in a comment, those of all descriptions together: more nobody reads before a merge. */
const MOST_OPEN_LINES = 20;
/** The heading of a description and one line of it. */
const LEAST_LINES = 2;

/** The descriptions, each with its share of the lines; those for which none are left are folded as a whole. */
function sectionsIn(gated: readonly WithGate[], envelope: ReviewEnvelope, room: Room, most: number): readonly Block[] {
  const blocks: Block[] = [];
  let left = most;
  for (const [at, { review, gate }] of gated.entries()) {
    const further = gated.length - at;
    // A fold is no line, but says that there is more.
    if (left < LEAST_LINES) {
      const rest = gated
        .slice(at)
        .flatMap((one) => section({ review: one.review, envelope }, one.gate, room, MOST_OPEN_LINES).blocks);
      return [...blocks, ...folded(further, "further description", rest)];
    }
    const { blocks: own, lines: taken } = section(
      { review, envelope },
      gate,
      room,
      Math.max(LEAST_LINES, Math.floor(left / further)),
    );
    for (const block of own) blocks.push(block);
    left -= taken;
  }
  return blocks;
}

/** Something that is told in lines: the first of them open, as far as there is room, and the others folded. */
interface Part {
  readonly intro?: Block;
  readonly items: readonly ListEntry[];
  /** How many items stand open at most. */
  readonly most: number;
  readonly noun: Parameters<typeof folded>[1];
  readonly plural?: Parameters<typeof folded>[1];
}

interface Lines {
  readonly open: readonly Block[];
  readonly folded: readonly Block[];
  /** How many stand open. */
  readonly lines: number;
}

/** Parts in so many lines: of each, in their order, the first item, and then more of those that come first. */
function partsIn(parts: readonly Part[], most: number, cap = 10): Lines {
  let taken = 0;
  const shown = new Map<Part, number>();
  for (const part of parts) {
    const [first] = part.items;
    if (first === undefined) continue;
    const cost = (part.intro === undefined ? 0 : 1) + linesOf(first);
    if (taken + cost > most) continue;
    taken += cost;
    shown.set(part, 1);
  }
  for (const [part, one] of shown) {
    let n = one;
    for (const item of part.items.slice(1, part.most)) {
      if (taken + linesOf(item) > most) break;
      taken += linesOf(item);
      n += 1;
    }
    shown.set(part, n);
  }
  return {
    open: parts.flatMap((part) => {
      const items = part.items.slice(0, shown.get(part) ?? 0);
      if (items.length === 0) return [];
      return [...(part.intro === undefined ? [] : [part.intro]), list(items.map(opened))];
    }),
    folded: parts.flatMap((part) => {
      const n = shown.get(part) ?? 0;
      const rest = part.items.filter((item, at) => at >= n || opened(item) !== item);
      if (rest.length === 0) return [];
      const intro = n > 0 || part.intro === undefined ? [] : [part.intro];
      return folded(rest.length, part.noun, [...intro, cappedList(rest, cap)], part.plural);
    }),
    lines: taken,
  };
}

/** An item as it stands open: with the first of what is below it. */
function opened(item: ListEntry): ListEntry {
  if (typeof item !== "object" || !("below" in item) || item.below.length <= MOST_BELOW) return item;
  return { ...item, below: [...item.below.slice(0, MOST_BELOW - 1), `and ${item.below.length - MOST_BELOW + 1} more`] };
}

const MOST_BELOW = 3;

function linesOf(item: ListEntry): number {
  const one = opened(item);
  return typeof one === "object" && "below" in one ? 1 + one.below.length : 1;
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

/** Descriptions that are gone, those that block first. */
function vanishedParts(vanished: readonly VanishedEntry[]): readonly Part[] {
  const [blocking, others] = partitioned(vanished, ({ blocks }) => blocks);
  const items = [...blocking, ...others].map(({ text, blocks }): Inline => [
    strong(blocks ? "Blocks" : "Note"),
    ": ",
    ended(text),
  ]);
  return [{ items, most: MOST_OPEN, noun: "further description" }];
}

function vanishedWays(vanished: readonly VanishedEntry[]): readonly Block[] {
  const blocking = vanished.filter(({ blocks }) => blocks);
  if (blocking.length === 0) return [];
  const shown = blocking.slice(0, MOST_WAYS).map(vanishedRemedy);
  return folded(
    blocking.length,
    "way out",
    [
      ...shown.flatMap(({ text, line }) => [paragraph(text), ...(line === undefined ? [] : [lines("text", [line])])]),
      ...(blocking.length > MOST_WAYS
        ? [paragraph(`And ${blocking.length - MOST_WAYS} more in the JSON review.`)]
        : []),
    ],
    "ways out",
  );
}

const MOST_WAYS = 10;

/** What could not be read. */
function refusedParts(refused: ReviewEnvelope["refused"], room: Room): readonly Part[] {
  return [
    {
      intro: paragraph("Refused:"),
      items: refusalItems(refused, room.text),
      most: MOST_OPEN,
      noun: "further description",
    },
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

/** What is said of a description, and how many lines of it stand open; `most`: so many may. */
function section(
  gated: Gated,
  gate: ShownGate,
  room: Room,
  most: number,
): { readonly blocks: readonly Block[]; readonly lines: number } {
  const { review } = gated;
  // Limits that let more in are no news: they stand with what is neither better nor worse.
  const isLimit = ({ kind, blocks }: GateChange): boolean => kind === "limit-loosened" && !blocks;
  const [limits, others] = partitioned(worseChanges(gate), isLimit);
  const [added, worse] = partitioned(others, isNewOperation);
  // A single one is told above in full.
  const isTold = gate.decision === "pass" && added.length + worse.length === 1;
  const better = changesOf(gate, "better");
  const neutral = [...limits, ...changesOf(gate, "neutral")];
  const reasons: Part = {
    items: blockingLines(gate).map((line) => reasonLine(line, room)),
    most: MOST_OPEN,
    noun: "further reason",
  };
  // Of a change that fails the reasons come first, and its findings are told below too.
  const notes = [besideWords(review), onlyGatedWords(gate)]
    .filter((text) => text !== "")
    .map((text) => paragraph(shortened(text, room.text)))
    .slice(0, Math.max(0, most - (reasons.items.length > 0 ? 2 : 1)));
  const own = partsIn(
    [reasons, fixPart(gate, room), reliedPart(gate, room), policyPart(gate, room)],
    most - 1 - notes.length,
    room.items,
  );
  const [first = [], ...rest] = reasons.items.length > 0 ? [own.open.slice(0, 1), own.open.slice(1)] : [[], own.open];
  const blocks = [
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
    ...first,
    ...notes,
    ...rest.flat(),
    ...own.folded,
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
  return { blocks, lines: 1 + notes.length + own.lines };
}

/** What it changes in the policy, the first of them open. */
function policyPart({ policyChanges }: ShownGate, room: Room): Part {
  return {
    intro: paragraph("Changes to the policy, which do not count until they are on the base:"),
    items: policyChanges.map((change): ListEntry => {
      const { effect, entries } = policyChangeWords(change);
      const of = [code(change.file), ", ", code(change.key), ":"];
      return {
        text: effect === undefined ? of : [...of, " ", shortened(effect, room.text)],
        below: entries.map((entry) => shortened(entry, room.text)),
      };
    }),
    most: MOST_OPEN_POLICY,
    noun: "further change to the policy",
    plural: "further changes to the policy",
  };
}

/** What it does about issues of the register, and whether that is a fix. */
function fixPart({ fixes = [] }: ShownGate, room: Room): Part {
  return {
    intro: paragraph("Issues of the register that this change affects:"),
    items: fixes.map((one): Inline => [
      code(one.issue.id),
      ` (${one.issue.severity}), `,
      ended(shortened(gateFixWords(one), room.text)),
    ]),
    most: MOST_OPEN,
    noun: "further issue of the register",
    plural: "further issues of the register",
  };
}

/** What was changed first, so that this change passes. */
function reliedPart({ reliesOn = [] }: ShownGate, room: Room): Part {
  return {
    intro: paragraph(RELIES, ":"),
    items: reliesOn.map(({ file, key, since, text }): Inline => [
      code(file),
      ", ",
      code(key),
      settingAgeWords(since),
      ": ",
      shortened(text, room.text),
    ]),
    most: MOST_OPEN_POLICY,
    noun: "further new setting of the base",
    plural: "further new settings of the base",
  };
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
