import type { Place } from "../../core/place.ts";
import { capitalized, ended } from "../../core/sentence.ts";
import { code, paragraph, paragraphs, strong, type Block } from "../../report/formats/markdown/nodes.ts";
import { flowsByOperation, operationSummary } from "../code-lenses.ts";
import type { Reviewed } from "../workbench.ts";

/** Who can call an operation, why, and what it carries; `undefined` of anything else. */
export function aboutOperation({ review }: Reviewed, { file, pointer }: Place): readonly Block[] | undefined {
  const operation = review.operations.find((one) => one.pointer === pointer && one.file === file);
  if (operation === undefined) return undefined;
  const { id, because, exposure } = operation;
  return [
    paragraph(strong(code(id)), exposure === null ? "" : `, exposed as ${exposure}`),
    ...paragraphs(ended(operationSummary(operation, flowsByOperation(review)))),
    ...(because.length === 0 ? [] : [paragraph("Because ", ended(because.join("; ")))]),
    ...review.assumptions
      .filter(({ operations }) => operations.includes(id))
      .map(({ question }) => paragraph(strong("Not said:"), ` ${capitalized(question)}`)),
  ];
}
