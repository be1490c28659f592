import type { JSX } from "preact";
import type { OperationEntry } from "../../../core/review.ts";
import type { HtmlChapter } from "./chapter.ts";
import { Code, Names, To } from "./parts.tsx";

/** Operations in a row; all of an API are not named once more, but where they stand. */
export function OperationNames(props: {
  readonly chapter: HtmlChapter;
  readonly ids: readonly OperationEntry["id"][];
}): JSX.Element {
  const { chapter, ids } = props;
  const { operations } = chapter.review;
  if (ids.length > MOST_OF_ALL && new Set(ids).size === operations.length)
    return <To to={`${chapter.prefix}operations`}>all {operations.length} operations</To>;
  return (
    <Names
      noun="operation"
      names={ids.map((id) => (
        <Code>{id}</Code>
      ))}
    />
  );
}

/** Up to so many all are named. */
const MOST_OF_ALL = 5;
