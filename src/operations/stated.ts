/*
 * What the sentences at an operation state about security: in its own text, in those of what it takes, and in those of
 * its refusals. A sentence is evidence; which rule it speaks for, and what speaks against it, is decided there.
 */
import { memo } from "../core/memo.ts";
import type { Place } from "../core/place.ts";
import type { Statement } from "../lexicon/statement.ts";
import { statedIn } from "../lexicon/statements.ts";
import { placeOf, type Operation } from "../model/api.ts";
import { requestFields, type RequestField } from "./request-fields.ts";

/** A sentence at an operation, and where it stands: at the operation itself, or at something that it takes. */
export interface StatedThere {
  readonly sentence: string;
  readonly at: Place;
  /** `undefined` where the operation itself says it. */
  readonly field: RequestField | undefined;
}

/** The first sentence of an operation, or of what it takes, that states one of these and nothing that speaks `against` it. */
export function statedAt(
  operation: Operation,
  statements: readonly Statement[],
  against: readonly Statement[] = [],
): StatedThere | undefined {
  for (const { text, at, field } of textsAt(operation)) {
    const stated = statedIn(text);
    for (const statement of statements) {
      const sentence = stated.get(statement);
      if (sentence === undefined) continue;
      const beside = statedIn(sentence);
      if (!against.some((one) => beside.has(one))) return { sentence, at, field };
    }
  }
  return undefined;
}

/** Whether the text of an operation itself, or that of a refusal, states one of these. */
export function isStatedOf(operation: Operation, statements: readonly Statement[]): boolean {
  return [ownText(operation), ...refusalsOf(operation)].some((text) => {
    const stated = statedIn(text);
    return statements.some((one) => stated.has(one));
  });
}

interface TextThere extends Omit<StatedThere, "sentence"> {
  readonly text: string;
}

const textsAt = memo((operation: Operation): readonly TextThere[] => [
  { text: ownText(operation), at: placeOf(operation), field: undefined },
  ...requestFields(operation).flatMap((field) =>
    field.description === "" ? [] : [{ text: field.description, at: field.at, field }],
  ),
]);

function ownText({ summary = "", description = "" }: Operation): string {
  return `${summary}.\n\n${description}`;
}

/** What is said of the answers by which a call is refused. */
export function refusalsOf({ responses }: Operation): readonly string[] {
  return responses.flatMap(({ status, description = "" }) =>
    description !== "" && (status === "403" || status === "404" || status === "422") ? [description] : [],
  );
}
