import type { JSX } from "preact";
import { count } from "../../../core/prose.ts";
import type { OperationEntry } from "../../../core/review.ts";
import { resourceGroups } from "../../words/resource-groups.ts";
import type { HtmlAnchor, HtmlChapter } from "./chapter.ts";
import { Code, Names, To } from "./parts.tsx";

/**
 * Operations in a row. All of an API, of a kind or of a resource are not named once more, but where they stand: the list
 * of every operation has their names.
 */
export function OperationNames(props: {
  readonly chapter: HtmlChapter;
  readonly ids: readonly OperationEntry["id"][];
}): JSX.Element {
  const { chapter, ids } = props;
  const { wholes, others } = partsOf(chapter, ids);
  const names = (
    <Names
      noun="operation"
      names={others.map((id) => (
        <Code>{id}</Code>
      ))}
    />
  );
  if (wholes.length === 0) return names;
  const parts = <Names noun="resource" names={wholes} most={MOST_WHOLES} />;
  if (others.length === 0) return parts;
  return (
    <>
      {parts}; and {names}
    </>
  );
}

/** So many wholes are named at once. */
const MOST_WHOLES = 8;

/** Up to so many all are named. */
const MOST_OF_ALL = 5;

/** What is named as a whole, and the operations that are left. */
function partsOf(
  chapter: HtmlChapter,
  ids: readonly OperationEntry["id"][],
): { readonly wholes: readonly JSX.Element[]; readonly others: readonly OperationEntry["id"][] } {
  const { operations } = chapter.review;
  const left = new Set(ids);
  const wholes: JSX.Element[] = [];
  const take = (some: readonly OperationEntry[], to: HtmlAnchor, name: JSX.Element | string): void => {
    if (some.length <= MOST_OF_ALL || !some.every(({ id }) => left.has(id))) return;
    for (const { id } of some) left.delete(id);
    wholes.push(<To to={to}>{name}</To>);
  };
  const list: HtmlAnchor = `${chapter.prefix}operations`;
  take(operations, list, `all ${operations.length} operations`);
  for (const [kind, one, many] of KINDS) {
    const some = operations.filter((operation) => operation.kind === kind);
    take(some, list, `all ${count(some.length, one, many)}`);
  }
  for (const [index, { path, operations: some }] of resourceGroups(operations).entries())
    if (path !== undefined)
      take(
        some,
        `${chapter.prefix}resource-${index + 1}`,
        <>
          all {some.length} of <Code>{path}</Code>
        </>,
      );
  return { wholes, others: ids.filter((id) => left.has(id)) };
}

const KINDS = [
  ["path", "operation with a path", "operations with a path"],
  ["webhook", "webhook", "webhooks"],
  ["callback", "callback", "callbacks"],
] as const satisfies readonly (readonly [OperationEntry["kind"], string, string])[];
