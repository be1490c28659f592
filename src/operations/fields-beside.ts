import { grouped } from "../core/grouped.ts";
import { memo } from "../core/memo.ts";
import type { Operation } from "../model/api.ts";
import { requestFields, type RequestField } from "./request-fields.ts";

/** The fields of one object of a body, or of one way in. */
export interface FieldsBeside {
  readonly operation: Operation;
  /** What the witness of each begins with. */
  readonly parent: string;
  readonly fields: readonly RequestField[];
}

/** The fields that stand beside a field of an operation, and itself; the same object for each of them. */
export function fieldsBeside(field: RequestField, operation: Operation): FieldsBeside {
  const parent = parentOf(field);
  return byParent(operation).get(parent) ?? { operation, parent, fields: [field] };
}

const byParent = memo((operation: Operation): ReadonlyMap<string, FieldsBeside> => {
  const groups = grouped(requestFields(operation), parentOf);
  return new Map([...groups].map(([parent, fields]) => [parent, { operation, parent, fields }]));
});

function parentOf({ witness, name }: RequestField): string {
  return witness.slice(0, witness.length - name.length);
}
