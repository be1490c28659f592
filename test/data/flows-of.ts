import { dataFlows } from "../../src/data/flows/data-flows.ts";
import type { DataFlows, Flow } from "../../src/data/flows/flow.ts";
import type { Api } from "../../src/model/api.ts";
import type { DataPolicy } from "../../src/policy/policy.ts";
import { apiOfPart } from "../rules/description-of.ts";

/** Nothing configured. */
export const NO_DATA_POLICY: DataPolicy = { categories: undefined, confirmations: new Map() };

/** The API of a part of a description, and what flows in it. */
export async function flowsIn(
  part: string,
  data: Partial<DataPolicy> = {},
): Promise<{ readonly api: Api; readonly data: DataFlows; readonly flows: readonly Flow[] }> {
  const api = await apiOfPart(part);
  const found = dataFlows(api, { data: { ...NO_DATA_POLICY, ...data } });
  return { api, data: found, flows: api.operations.flatMap((operation) => found.flowsOf(operation)) };
}

/** A flow in one line: `read body 2xx email`. */
export function shown({ direction, via, witness }: Flow): string {
  return `${direction} ${via} ${witness}`;
}

/** The objects that a flow passes, in one line: `Page > users: User[]`. */
export function passed({ path }: Flow): string {
  return path
    .map(
      ({ schema, property, isItem }) =>
        `${property === undefined ? "" : `${property}: `}${schema.name ?? "…"}${isItem ? "[]" : ""}`,
    )
    .join(" > ");
}
