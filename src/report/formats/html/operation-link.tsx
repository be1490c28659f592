import type { JSX } from "preact";
import type { OperationEntry } from "../../../core/review.ts";
import type { HtmlChapter } from "./chapter.ts";
import { breakable, classOf, Code } from "./parts.tsx";

/** An operation by its method and path, linked to its row in the list of all. */
export function OperationLink({
  chapter,
  id,
}: {
  readonly chapter: HtmlChapter;
  readonly id: OperationEntry["id"];
}): JSX.Element {
  const anchor = chapter.operationAnchors.get(id);
  const name = <OperationName id={id} />;
  return anchor === undefined ? (
    name
  ) : (
    <a class="op" href={`#${anchor}`}>
      {name}
    </a>
  );
}

/** `GET /users`, with the method set apart. */
export function OperationName({ id }: { readonly id: OperationEntry["id"] }): JSX.Element {
  const [, method, path] = METHOD.exec(id) ?? [];
  if (method === undefined || path === undefined) return <Code>{id}</Code>;
  return (
    <code>
      <b class={classOf("method", method.toLowerCase())}>{method}</b> {breakable(path)}
    </code>
  );
}

const METHOD = /^(GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE|QUERY) (\S.*)$/s;
