import type { JSX } from "preact";
import { partitioned } from "../../../core/grouped.ts";
import { listed } from "../../../core/prose.ts";
import { allActions, NOTHING_FIRST, plannedWords, type FirstAction } from "../../words/first-actions.ts";
import { NOBODY, ownerTallies, type OwnerTally } from "../../words/owner-tallies.ts";
import { fixingCommand } from "../../words/fixable-findings.ts";
import { NUMBERED } from "../../words/reason-groups.ts";
import { MOST_TOLD } from "../../words/shown-findings.ts";
import type { HtmlChapter } from "./chapter.ts";
import { breakable, Code, Links, MoreText } from "./parts.tsx";
import { hasTestList } from "./unknowns.tsx";
import { reasonAnchor } from "./verdict.tsx";
import { Table } from "./table.tsx";

/** Who must do what, the most important first: what is in the way of the release, and what is to be done besides. */
export function PlanSection({ chapter }: { readonly chapter: HtmlChapter }): JSX.Element {
  const { review, envelope, prefix } = chapter;
  const actions = allActions(review);
  const owners = ownerTallies(review, envelope.asOf);
  const fix = fixingCommand(review);
  const isDated = actions.some(({ due }) => due !== undefined);
  const [needed, further] = partitioned(actions, ({ isNeeded }) => isNeeded);
  const parts = { chapter, isDated, isOwned: new Set(actions.map(({ owner }) => owner)).size > 1 };
  return (
    <section id={`${prefix}plan`}>
      <h2>Action plan</h2>
      {needed.length === 0 ? (
        <p>{NOTHING_FIRST}</p>
      ) : (
        <>
          <p class="lead">
            {actingWords(owners)} {plannedWords(actions)}
            {isDated ? "" : " No due date is set."}
          </p>
          {owners.length < 2 ? null : <OwnersTable owners={owners} />}
          <ActionsTable {...parts} name="Action plan" actions={needed} from={1} />
          {fix === undefined ? null : (
            <p class="note">
              {fix.text} <Code>{fix.command}</Code>
            </p>
          )}
        </>
      )}
      {further.length === 0 ? null : (
        <>
          <h3>What the release does not wait for</h3>
          <ActionsTable {...parts} name="Further actions" actions={further} from={needed.length + 1} />
        </>
      )}
    </section>
  );
}

function ActionsTable(props: {
  readonly chapter: HtmlChapter;
  readonly name: string;
  readonly actions: readonly FirstAction[];
  /** The number of the first. */
  readonly from: number;
  readonly isDated: boolean;
  readonly isOwned: boolean;
}): JSX.Element {
  const { chapter, name, actions, from, isDated, isOwned } = props;
  const tests = hasTestList(chapter.review) ? "every-test" : "tests";
  return (
    <Table
      name={name}
      columns={[
        { name: "No.", numeric: true, share: 5 },
        ...(isOwned ? [{ name: "Owner", share: 14 }] : []),
        { name: "What to do", isWide: true, isKept: true, share: 62 },
        { name: "Effect on the release", isKept: true, share: 20 },
        ...(isDated ? [{ name: "Due", share: 11 }] : []),
        { name: "Effort", isKept: true, share: 13 },
      ]}
      rows={actions.slice(0, MOST_TOLD).map(({ text, unblocks, owner, due = "not set", effort, findings }, index) => ({
        cells: [
          from + index,
          ...(isOwned ? [breakable(owner)] : []),
          <MoreText to={reasonAnchor(chapter, findings) ?? `${chapter.prefix}${tests}`}>{text}</MoreText>,
          <>
            <Links chapter={chapter} findings={findings} />
            {findings.length === 0 ? "" : ": "}
            {unblocks}
          </>,
          ...(isDated ? [due] : []),
          effort,
        ],
      }))}
    />
  );
}

/** Who must act, in a sentence. */
function actingWords(owners: readonly OwnerTally[]): string {
  const named = owners.map(({ owner }) => owner);
  const [only] = named;
  if (only === undefined) return "";
  if (named.length === 1)
    return only === NOBODY ? "Owner: none yet, so the release manager is responsible." : `Owner: ${only}.`;
  return `Owners: ${listed(named, MOST_NAMED)}.`;
}

const MOST_NAMED = 4;

function OwnersTable({ owners }: { readonly owners: readonly OwnerTally[] }): JSX.Element {
  const isDated = owners.some(({ due }) => due !== undefined);
  return (
    <Table
      name="Who must act"
      columns={[
        "Owner",
        ...[...NUMBERED.map(({ name }) => name), "Open findings", "Overdue"].map(numeric),
        ...(isDated ? ["Due"] : []),
      ]}
      rows={owners.slice(0, MOST_TOLD).map(({ owner, reasons, open, overdue, due = "not set" }) => ({
        cells: [
          breakable(owner),
          ...NUMBERED.map(({ kind }) => reasons[kind]),
          open,
          overdue,
          ...(isDated ? [due] : []),
        ],
      }))}
    />
  );
}

function numeric(name: string) {
  return { name, numeric: true };
}
