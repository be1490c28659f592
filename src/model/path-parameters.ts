import { memo } from "../core/memo.ts";
import type { Operation, Parameter } from "./api.ts";
import { targetOf, type Schema } from "./schema.ts";

/** The parameters in the path of an operation by name, the first of several. */
export const pathParameters = memo(({ parameters }: Operation): ReadonlyMap<string, Parameter> => {
  const byName = new Map<string, Parameter>();
  for (const parameter of parameters)
    if (parameter.in === "path" && !byName.has(parameter.name)) byName.set(parameter.name, parameter);
  return byName;
});

/** Whether a value is one of a few that the description lists: what they name is there for all. */
export function isChosen(schema: Schema | undefined): boolean {
  const target = schema === undefined ? undefined : targetOf(schema);
  const item = target?.items === undefined ? target : targetOf(target.items);
  return item?.enum !== undefined;
}

/** A path without the names whose values the description lists: `/user` of `/user{format}`, which may be `.json` or `.xml`. */
export const pathOfThings = memo((operation: Operation): string => {
  const { path } = operation;
  if (!path.includes("{")) return path;
  return path.replaceAll(/\{([^{}]*)\}/g, (all, name: string) =>
    isChosen(pathParameters(operation).get(name)?.schema) ? "" : all,
  );
});
