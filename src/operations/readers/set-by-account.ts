import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { opensFile } from "../../exposure/stored-secret.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { operationsOn } from "../../model/operations-on-path.ts";
import type { Operation } from "../../model/api.ts";
import { composedProperties } from "../../model/schema-parts.ts";
import { barePath, collectionPath } from "../candidates/path-steps.ts";
import { requestFields } from "../request-fields.ts";
import { requirementOf } from "../requirement.ts";

/**
 * Whether what comes back is the password of a file that the account itself sent with the call that makes the thing: the same
 * name in the body of the POST to its collection, which asks for the same credential. Nobody else issued it.
 */
export function isSetByAccount(api: AssessedApi, flow: AssessedFlow): boolean {
  const { direction, operation, field } = flow;
  if (direction !== "read" || operation.operationKind !== "path" || operation.access !== "secured") return false;
  if (flow.whose === "population" || flow.whose === "counterparty" || !opensFile(flow)) return false;
  return collectionsOf(operation).some((path) =>
    operationsOn(api.operations, path).some(
      (maker) =>
        maker.method === "POST" &&
        requirementOf(maker) === requirementOf(operation) &&
        requestFields(maker).some(({ name, in: way, depth }) => way === "body" && depth === 0 && name === field.name),
    ),
  );
}

/** The path of the things that an operation is about, whether it lists them or names one of them. */
function collectionsOf(operation: Operation): readonly string[] {
  const { path } = operation;
  const bare = barePath(operation);
  const isOfOne = /\}\/?$/.test(path);
  return isOfOne ? [collectionPath(operation)] : [bare, path];
}

/** The link beside a password in what comes back, which that password protects: `download_url`. */
export function linkBeside({ path, operation: { lexicon } }: AssessedFlow): string | undefined {
  const object = path.at(-1)?.schema;
  if (object === undefined) return undefined;
  return [...composedProperties(object).keys()].find((name) => lexicon.has(wordsOf(name), "address-of-a-file"));
}
