import type { JSX } from "preact";
import { AUDIENCES } from "../../../core/exposure-words.ts";
import { count } from "../../../core/prose.ts";
import type { OperationEntry, Review } from "../../../core/review.ts";
import { callersWords } from "../../words/callers.ts";
import { categoryNames, categoryTallies } from "../../words/data-tally.ts";
import { resourceGroups, type ResourceGroup } from "../../words/resource-groups.ts";
import type { HtmlAnchor, HtmlChapter } from "./chapter.ts";
import { ExposureTag } from "./exposure-tag.tsx";
import { Filter, type Facet } from "./filter.tsx";
import { OperationLink } from "./operation-link.tsx";
import { Code, Fold, joinedNodes, To, Where } from "./parts.tsx";
import { Table, type Row } from "./table.tsx";
import { undescribedWords } from "../../words/undescribed-returns.ts";

/** More categories than one operation carries. */
const MOST_NAMED = 99;
/** How many findings of an operation are linked in its row. */
const MOST_NUMBERS = 12;
/** From this many groups on one may want to go to one of them. */
const WORTH_LISTING = 6;

/** Every operation, by resource, each with an anchor. */
export function OperationsSection({ chapter }: { readonly chapter: HtmlChapter }): JSX.Element {
  const { prefix, review } = chapter;
  const { operations } = review;
  const list = `${prefix}operations-list`;
  const groups = resourceGroups(operations);
  return (
    <section id={`${prefix}operations`} class="inventory">
      <h2>Every operation</h2>
      {operations.length === 0 ? (
        <p>The description has no operations.</p>
      ) : (
        <>
          <Filter list={list} noun="operations" facets={facetsOf(chapter)} />
          <Resources chapter={chapter} groups={groups} />
          <OperationsTable name="Every operation" chapter={chapter} groups={groups} list={list} />
        </>
      )}
    </section>
  );
}

/** What tells operations apart: a choice with one value is none. */
function facetsOf(chapter: HtmlChapter): readonly Facet[] {
  const { operations } = chapter.review;
  const exposures = AUDIENCES.toReversed().filter((level) => operations.some(({ exposure }) => exposure === level));
  const found = operations.filter(({ id }) => chapter.findingsOf.has(id)).length;
  return [
    ...(exposures.length > 1 ? [{ name: "exposure" as const, label: "Exposure", values: exposures }] : []),
    ...(found > 0 && found < operations.length
      ? [{ name: "found" as const, label: "With findings", values: ["yes", "no"] }]
      : []),
  ];
}

/** Where each resource begins. */
function Resources(props: {
  readonly chapter: HtmlChapter;
  readonly groups: readonly ResourceGroup[];
}): JSX.Element | null {
  const { chapter, groups } = props;
  if (groups.length < WORTH_LISTING) return null;
  return (
    <nav class="resources" aria-label="Resources">
      <Fold summary={count(groups.length, "resource")}>
        <ul class="plain" id={`${chapter.prefix}resources`}>
          {groups.map((group, index) => (
            <li>
              <To to={resourceAnchor(chapter, index)}>
                <ResourceName of={group} />
              </To>{" "}
              <span class="count">{group.operations.length}</span>
            </li>
          ))}
        </ul>
      </Fold>
    </nav>
  );
}

/** Whether the page lists the resources by name, each with a link to its operations. */
export function hasResourceList({ operations }: Review): boolean {
  return resourceGroups(operations).length >= WORTH_LISTING;
}

function ResourceName({ of }: { readonly of: ResourceGroup }): JSX.Element {
  return of.path === undefined ? <>Others</> : <Code>{of.path}</Code>;
}

function resourceAnchor({ prefix }: HtmlChapter, index: number): HtmlAnchor {
  return `${prefix}resource-${index + 1}`;
}

/** Operations with who can call each, and what it carries. */
export function OperationsTable(props: {
  readonly name: string;
  readonly chapter: HtmlChapter;
  readonly groups: readonly ResourceGroup[];
  /** The list of all, whose rows have anchors. */
  readonly list?: string;
}): JSX.Element {
  const { name, chapter, groups, list } = props;
  return (
    <Table
      name={name}
      onPaper="entries"
      columns={[
        { name: "Operation", isPath: true },
        { name: "Line", numeric: chapter.review.document.files.length === 1 },
        { name: "Who can call", share: 17 },
        { name: "Exposure", order: AUDIENCES.toReversed() },
        "Meant for",
        { name: "Returns", share: 22 },
        { name: "Takes", share: 22 },
        { name: "Findings", share: 9 },
      ]}
      rows={groups.map((group, index) => ({
        head: groups.length === 1 ? undefined : <GroupHead chapter={chapter} of={group} />,
        ...(list === undefined || groups.length === 1 ? {} : { id: resourceAnchor(chapter, index) }),
        rows: group.operations.map((operation) => operationRow(chapter, operation, list !== undefined)),
      }))}
      {...(list === undefined ? {} : { list })}
    />
  );
}

function GroupHead({ chapter, of }: { readonly chapter: HtmlChapter; readonly of: ResourceGroup }): JSX.Element {
  const found = of.operations.filter(({ id }) => chapter.findingsOf.has(id)).length;
  return (
    <>
      <ResourceName of={of} />{" "}
      <span class="note">
        {count(of.operations.length, "operation")}
        {found === 0 ? "" : `, ${found} with findings`}
      </span>
    </>
  );
}

function operationRow(chapter: HtmlChapter, operation: OperationEntry, hasAnchor: boolean): Row {
  const own = chapter.flowsOf.get(operation.id) ?? [];
  const numbers = chapter.findingsOf.get(operation.id) ?? [];
  const anchor = chapter.operationAnchors.get(operation.id);
  return {
    ...(hasAnchor && anchor !== undefined ? { id: anchor } : {}),
    facets: { "data-exposure": operation.exposure ?? "none", "data-found": numbers.length === 0 ? "no" : "yes" },
    cells: [
      <>
        <OperationLink chapter={chapter} id={operation.id} />
        {operation.intent === null ? null : <span class="note"> {operation.intent}</span>}
      </>,
      <Where of={operation} in={chapter.review} />,
      callersWords(operation, true),
      <ExposureTag of={operation} />,
      operation.audience ?? "not declared",
      categoryNames(categoryTallies(own, "read"), MOST_NAMED) || undescribedWords(operation),
      categoryNames(categoryTallies(own, "write"), MOST_NAMED),
      numbers.length === 0 ? null : (
        <>
          {joinedNodes(numbers.slice(0, MOST_NUMBERS).map((n) => <To to={chapter.anchorOf("finding", n)}>{n}</To>))}
          {numbers.length > MOST_NUMBERS ? (
            <>
              {" "}
              and <To to={`${chapter.prefix}findings`}>{numbers.length - MOST_NUMBERS} more</To>
            </>
          ) : null}
        </>
      ),
    ],
  };
}
