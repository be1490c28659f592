import type { Operation, Parameter } from "./api.ts";

/** The parameter of the last name in a path: `code` of `/links/{code}/open`; `undefined` where the path has no name, or it is not described. */
export function lastParameterOf({ path, parameters }: Pick<Operation, "path" | "parameters">): Parameter | undefined {
  const name = /\{([^{}]*)\}[^{}]*$/.exec(path)?.[1];
  return parameters.find((one) => one.in === "path" && one.name === name);
}
