import type { JSX } from "preact";
import { count, listed } from "../../../core/prose.ts";
import { allActions, NOTHING_FIRST } from "../../words/first-actions.ts";
import { ownerTallies, type OwnerTally } from "../../words/owner-tallies.ts";
import { NUMBERED } from "../../words/reason-groups.ts";
import { MOST_TOLD } from "../../words/shown-findings.ts";
import type { HtmlChapter } from "./chapter.ts";
import { breakable, Links, MoreText } from "./parts.tsx";
import { hasTestList } from "./unknowns.tsx";
import { reasonAnchor } from "./verdict.tsx";
import { Table } from "./table.tsx";

/** Who must do what, the most important first: everything that is in the way of the release. */
export function PlanSection({ chapter }: { readonly chapter: HtmlChapter }): JSX.Element {
  const { review, envelope, prefix } = chapter;
  const actions = allActions(review);
  const owners = ownerTallies(review, envelope.asOf);
  const tests = hasTestList(review) ? "every-test" : "tests";
  const isDated = actions.some(({ due }) => due !== undefined);
  return (
    <section id={`${prefix}plan`}>
      <h2>Action plan</h2>
      {actions.length === 0 ? (
        <p>{NOTHING_FIRST}</p>
      ) : (
        <>
          <p class="lead">
            {count(actions.length, "action")}, the most important first. {actingWords(owners)}
            {isDated ? "" : " No due date is set."}
          </p>
          {owners.length < 2 ? null : <OwnersTable owners={owners} />}
          <Table
            name="Action plan"
            columns={[
              { name: "No.", numeric: true, share: 5 },
              { name: "What to do", isWide: true, isKept: true, share: 62 },
              { name: "Resolves", isKept: true, share: 20 },
              ...(owners.length < 2 ? [] : [{ name: "Owner", share: 14 }]),
              ...(isDated ? [{ name: "Due", share: 11 }] : []),
              { name: "Effort", isKept: true, share: 13 },
            ]}
            rows={actions
              .slice(0, MOST_TOLD)
              .map(({ text, unblocks, owner, due = "not set", effort, findings }, index) => ({
                cells: [
                  index + 1,
                  <MoreText to={reasonAnchor(chapter, findings) ?? `${prefix}${tests}`}>{text}</MoreText>,
                  <>
                    <Links chapter={chapter} findings={findings} />
                    {findings.length === 0 ? "" : ": "}
                    {unblocks}
                  </>,
                  ...(owners.length < 2 ? [] : [breakable(owner)]),
                  ...(isDated ? [due] : []),
                  effort,
                ],
              }))}
          />
        </>
      )}
    </section>
  );
}

/** Who must act, in a sentence. */
function actingWords(owners: readonly OwnerTally[]): string {
  const named = owners.map(({ owner }) => owner);
  const [only] = named;
  if (only === undefined) return "";
  if (named.length === 1) return only === "nobody" ? "Nobody is named as their owner." : `All are for ${only}.`;
  return `They are for ${listed(named, MOST_NAMED)}.`;
}

const MOST_NAMED = 4;

function OwnersTable({ owners }: { readonly owners: readonly OwnerTally[] }): JSX.Element {
  return (
    <Table
      name="Who must act"
      columns={["Owner", ...[...NUMBERED.map(({ name }) => name), "Open findings", "Overdue"].map(numeric)]}
      rows={owners.slice(0, MOST_TOLD).map(({ owner, reasons, open, overdue }) => ({
        cells: [breakable(owner), ...NUMBERED.map(({ kind }) => reasons[kind]), open, overdue],
      }))}
    />
  );
}

function numeric(name: string) {
  return { name, numeric: true };
}
