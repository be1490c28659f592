import { memo } from "../core/memo.ts";
import { textOfName } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import { isChosen, pathParameters } from "../model/path-parameters.ts";

/**
 * The name of the parameter at the end of a path that is no thing, but which act is done to the thing before it: `action` of
 * `/pods/{podId}/{action}`, or of `/pods/{podId}/actions/{action}` where the description lists them.
 */
export const chosenAct = memo((operation: Operation): string | undefined => {
  const { path, method, lexicon } = operation;
  const [, segment, name] = /\}\/(?:([^{}/]+)\/)?\{([^{}/]+)\}\/?$/.exec(path) ?? [];
  if (name === undefined || !lexicon.is(textOfName(name), "chosen-act")) return undefined;
  if (segment === undefined) return name;
  const isListed = isChosen(pathParameters(operation).get(name)?.schema);
  return method !== "GET" && isListed && textOfName(segment) === textOfName(name) ? name : undefined;
});
