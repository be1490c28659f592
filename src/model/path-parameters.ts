import { memo } from "../core/memo.ts";
import type { Operation, Parameter } from "./api.ts";

/** The parameters in the path of an operation by name, the first of several. */
export const pathParameters = memo(({ parameters }: Operation): ReadonlyMap<string, Parameter> => {
  const byName = new Map<string, Parameter>();
  for (const parameter of parameters)
    if (parameter.in === "path" && !byName.has(parameter.name)) byName.set(parameter.name, parameter);
  return byName;
});
