import { memberPath } from "../core/json-path.ts";
import { tokensOf } from "../core/place.ts";
import { UserError } from "../core/user-error.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { annotationsOf } from "./annotations.ts";
import { decidedOperations, type DecidedOperation } from "./decided.ts";

/**
 * The decisions as an OpenAPI Overlay 1.0: each operation gets `x-mcp-exposure`, `x-mcp` (false where it must be no tool, which
 * generators read), and the annotations of the tool. Throws a `UserError` where an operation stands in another file.
 */
export function agentsOverlay(
  api: AssessedApi,
  title: string,
  extended: string | undefined,
  decided: readonly DecidedOperation[] = decidedOperations(api),
): object {
  return {
    overlay: "1.0.0",
    info: { title: `What agents may call of ${title}`, version: "1.0.0" },
    ...(extended === undefined ? {} : { extends: extended }),
    actions: decided.map(({ operation, decision }) => {
      const { source, pointer } = operation.node;
      checkInEntry(api, source.file);
      return {
        target: `$${tokensOf(pointer).map(memberPath).join("")}`,
        update: {
          "x-mcp": decision !== "deny",
          "x-mcp-exposure": decision,
          "x-mcp-annotations": annotationsOf(api, operation),
        },
      };
    }),
  };
}

/** Throws a `UserError` where what is written could not name an operation, since it stands in another file. */
function checkInEntry(api: AssessedApi, file: string): void {
  const entry = api.document.entry.file;
  if (file === entry) return;
  throw new UserError(`${entry} refers to operations in ${file}, and the output is for one file`, {
    file: entry,
    hint: "Bundle the description into one file first, or write what agents may call with --reduced.",
  });
}
