import { categoryWords } from "../../core/category-words.ts";
import { grouped } from "../../core/grouped.ts";
import type { Place } from "../../core/place.ts";
import { count } from "../../core/prose.ts";
import type { Review } from "../../core/review.ts";
import { capitalized, ended } from "../../core/sentence.ts";
import { placeOf } from "../../model/api.ts";
import { cappedList, code, paragraph, strong, type Block, type Inline } from "../../report/formats/markdown/nodes.ts";
import { callersWords } from "../../report/words/callers.ts";
import { declaredWords, knownWords } from "../../report/words/field-words.ts";
import { maskFor } from "../../review/mask.ts";
import type { Reviewed } from "../workbench.ts";

type Field = Review["fields"][number];

/** As many operations as one reads in a hover. */
const MOST_OPERATIONS = 12;

/** What a field holds, why Sallyport thinks so, and which operations carry it; `undefined` of what is no sensitive field. */
export function aboutField(reviewed: Reviewed, { file, pointer }: Place): readonly Block[] | undefined {
  const field = reviewed.review.fields.find((one) => one.pointer === pointer && one.file === file);
  if (field === undefined) return undefined;
  const { category, sensitivity, declaredAs } = field;
  const because = reasonsOf(reviewed, field);
  return [
    paragraph(strong(capitalized(categoryWords(field))), ", ", sensitivity, " (", code(category), ")"),
    paragraph(
      `${capitalized(knownWords(field))}${because.length === 0 ? "" : `: ${because.join("; ")}`}.`,
      ...(declaredAs === null ? [] : [` The description declares it as ${declaredWords(declaredAs)}.`]),
    ),
    ...carriedBlocks(reviewed.review, field),
  ];
}

/** Why it was taken for what it is, masked as everything that is shown. */
function reasonsOf({ judgements }: Reviewed, { file, pointer }: Field): readonly string[] {
  const { api } = judgements.stated;
  const known = api.data.fields.find((field) => {
    const place = placeOf(field);
    return place.pointer === pointer && place.file === file;
  });
  return maskFor(api).review([...(known?.because ?? [])]);
}

function carriedBlocks({ operations }: Review, { flows }: Field): readonly Block[] {
  if (flows.length === 0) return [paragraph("No operation carries it.")];
  const byOperation = grouped(flows, ({ operation }) => operation);
  const items = [...byOperation].map(([id, some]): Inline => {
    const operation = operations.find((one) => one.id === id);
    const ways = [...new Set(some.map(({ direction, witness }) => `${WAYS[direction]} ${witness}`))].slice(0, 2);
    const who = operation === undefined ? "" : `: ${callersWords(operation, true)}`;
    return [code(id), ended(`${who}; ${ways.join(", ")}`)];
  });
  return [
    paragraph(`${capitalized(count(byOperation.size, "operation"))} ${items.length === 1 ? "carries" : "carry"} it:`),
    cappedList(items, MOST_OPERATIONS),
  ];
}

const WAYS = { read: "returned as", write: "taken as" } as const;
