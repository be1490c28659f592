import { partitioned } from "../../core/grouped.ts";
import { count } from "../../core/prose.ts";
import type { Finding, Review } from "../../core/review.ts";
import { severityCounts } from "./decision-words.ts";
import { changesOf, isFresh, isNewOperation, type GateChange, type ShownGate } from "./gate-words.ts";
import { capitalized, ended } from "../../core/sentence.ts";

/** One thing that blocks, in a line: what it is, what undoes it, and the issues that are back with it. */
export interface BlockingLine {
  /** What the change is called; undefined where there is none. */
  readonly kind: string | undefined;
  readonly text: string;
  readonly fix: string | undefined;
  /** Ids of the register whose issues were fixed. */
  readonly back: readonly string[];
  readonly head: { readonly file: string; readonly line: number } | null;
}

/** What blocks, one line a cause; older reviews have no causes. */
export function blockingLines({ because, causes = [], back = [] }: ShownGate): readonly BlockingLine[] {
  const explained = new Set(causes.flatMap(({ reasons }) => reasons));
  return [
    ...causes.map(({ kind, text, fix, findings, head }) => ({
      kind: kind ?? undefined,
      text: capitalized(text),
      fix: fix ?? undefined,
      back: issueNames(back.filter(({ finding }) => findings.includes(finding))),
      head,
    })),
    ...because
      .filter((text) => !explained.has(text))
      .map((text) => ({ kind: undefined, text, fix: undefined, back: [], head: null })),
  ];
}

/** ` (back: SEC-12)`, for what was fixed once; nothing for what is new. */
export function backWords({ back }: Pick<BlockingLine, "back">): string {
  return back.length === 0 ? "" : ` (back: ${back.join(", ")})`;
}

/** Findings that the change makes or makes worse, of every severity, the worst first. */
export function freshFindings({ findings }: Review): readonly Finding[] {
  return findings.filter(isFresh);
}

/** Those of them that nothing that blocks has told. */
export function furtherFindings(review: Review): readonly Finding[] {
  const told = new Set((review.gate?.causes ?? []).flatMap(({ findings }) => findings));
  return freshFindings(review).filter(({ fingerprint }) => !told.has(fingerprint));
}

/** What is new of a finding: its message, or where it is new where it had other places before. */
export function freshWords(finding: Finding): string {
  const { title, message, places } = finding;
  if (isOnlyWorse(finding)) return `${ended(message)} The base has it too, with a lower severity.`;
  const fresh = places.filter(({ state }) => state === "new" || state === "worsened");
  const [first] = fresh;
  if (first === undefined || fresh.length === places.length) return ended(message);
  const where = [first.operation, first.witness].filter((part) => part !== null).join(", ");
  return `${title}: ${fresh.length} of ${count(places.length, "place")} ${fresh.length === 1 ? "is" : "are"} new${where === "" ? "" : `${fresh.length === 1 ? ":" : ", such as"} ${where}`}.`;
}

/** Whether a finding has no new place, and is more severe than it was. */
export function isOnlyWorse({ places }: Finding): boolean {
  return places.some(({ state }) => state === "worsened") && !places.some(({ state }) => state === "new");
}

/** Where a finding is new. */
export function freshSite({ file, line, places }: Finding): { readonly file: string; readonly line: number } {
  return places.find(({ state }) => state === "new" || state === "worsened") ?? { file, line };
}

/** The issues of the register that a finding brings back, by the names that their owners know them by. */
export function issuesBack({ gate }: Review, { fingerprint }: Finding): readonly string[] {
  return issueNames((gate?.back ?? []).filter(({ finding }) => finding === fingerprint));
}

function issueNames(back: NonNullable<ShownGate["back"]>): readonly string[] {
  return [...new Set(back.map(({ issue, ticket }) => (ticket === undefined ? issue : `${ticket}, ${issue}`)))];
}

/** Whether a change exposes nothing that its base did not: no finding, no operation, nothing for the worse. */
export function isNothingNew(review: Review): boolean {
  const { gate } = review;
  return gate !== null && gate.decision === "pass" && broughtWords(review) === "";
}

/** What a change brings, whether it blocks or not: `2 new findings (1 medium, 1 low), 3 changes for the worse`. */
export function broughtWords(review: Review): string {
  const { gate } = review;
  if (gate === null) return "";
  const fresh = freshFindings(review);
  const [added, worse] = partitioned(newsOf(gate), isNewOperation);
  const toConfirm = movesOf(gate).length;
  const hasNeutral = gate.changes.some(({ kind, direction }) => kind === "operation-added" && direction !== "worse");
  return [
    ...(fresh.length === 0 ? [] : [`${count(fresh.length, "new finding")} (${severityCounts(fresh)})`]),
    ...(added.length === 0 ? [] : [count(addedOperations(added), "new operation")]),
    ...(worse.length === 0 ? [] : [count(worse.length, "change for the worse", "changes for the worse")]),
    ...(toConfirm === 0 ? [] : ["moved token endpoints"]),
    ...(describedIn(gate).length === 0 ? [] : ["newly described fields that may have existed before"]),
    ...(hasNeutral ? ["new operations for the organization's own callers"] : []),
  ].join(" and ");
}

/** How many operations changes add; of older reviews one a change is known. */
function addedOperations(added: readonly GateChange[]): number {
  return new Set(added.flatMap(({ operation, operations = [operation] }) => operations)).size;
}

/** Changes for the worse that a reader has to know of: not a limit or a list of values that lets more in. */
function newsOf(gate: ShownGate): readonly GateChange[] {
  return changesOf(gate, "worse").filter(({ kind }) => kind !== "limit-loosened");
}

/** Where clients send their secrets now, if that is another host of the same API: nobody can tell that here, so somebody confirms it. */
function movesOf(gate: ShownGate): readonly GateChange[] {
  return changesOf(gate, "neutral").filter(({ kind }) => kind === "token-endpoint-moved");
}

/** What may have been returned before, and is known only now: neither better nor worse. */
function describedIn(gate: ShownGate): readonly GateChange[] {
  return changesOf(gate, "neutral").filter(({ kind }) => kind === "field-described");
}

const MOST_NEWS = 3;

/** What a change brings beside what blocks, in a sentence or two; nothing where there is nothing. */
export function besideWords(review: Review): string {
  const { gate } = review;
  if (gate !== null && gate.decision === "pass") {
    const words = broughtWords(review);
    if (words === "") return "";
    const news = [...newsOf(gate), ...movesOf(gate), ...describedIn(gate)].map(({ text }) => capitalized(text));
    const told = news.slice(0, MOST_NEWS).map((text) => ended(text));
    return [
      `Nothing blocks. The change brings ${words}.`,
      ...told,
      ...(news.length > MOST_NEWS ? ["And more, below."] : []),
    ].join(" ");
  }
  const further = furtherFindings(review);
  return further.length === 0 ? "" : `Also new: ${severityCounts(further)}.`;
}

/** That what was found is only behind a login now, which is no fix; nothing where there is none, or the register's issues tell it. */
export function onlyGatedWords({ changes, fixes = [] }: ShownGate): string {
  const [first, ...more] = changes.filter(({ kind }) => kind === "finding-only-gated");
  if (first === undefined || fixes.some(({ fix }) => fix.kind === "only-gated")) return "";
  const too =
    more.length === 0 ? "" : ` So ${more.length === 1 ? "is" : "are"} ${count(more.length, "further finding")}.`;
  return `${ended(capitalized(first.text))}${too}`;
}
