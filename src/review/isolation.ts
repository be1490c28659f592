import { listed, quoted } from "../core/prose.ts";
import type { Finding } from "../core/review.ts";
import { isAtLeast } from "../core/severity.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { interpreterOf, type Interpreter } from "../operations/inputs/interpreters.ts";
import { renderedPagesOf } from "../operations/inputs/rendered-pages.ts";
import { requestFields } from "../operations/request-fields.ts";
import type { OwedProof } from "./owed-proofs.ts";

/**
 * What must be shown of operations whose purpose is to run or render what callers send: that is no fault of the design, so
 * no finding above low says it, and what it may reach is not described. Operations that a finding of medium severity or above names
 * are left to that.
 */
export function isolationProofs(api: AssessedApi, open: readonly Finding[]): readonly OwedProof[] {
  const told = new Set(
    open
      .filter(({ rule, severity }) => REACHING.has(rule) && isAtLeast(severity, "medium"))
      .flatMap(({ operations }) => operations),
  );
  const low = new Set(
    open
      .filter(({ rule, severity }) => rule === "injection-interpreted-input" && !isAtLeast(severity, "medium"))
      .flatMap(({ operations }) => operations),
  );
  const pages = renderedPagesOf(api.operations);
  const found = api.operations.flatMap((operation) => {
    if (told.has(operation.id) || api.assessed(operation).judgedAs === "private") return [];
    const run = low.has(operation.id)
      ? requestFields(operation).filter((field) => RUN.has(interpreterOf(field, operation) ?? "path"))
      : [];
    const names = [...run, ...(pages.get(operation) ?? [])].map(({ name }) =>
      name === "" ? "the body" : quoted(name),
    );
    return names.length === 0 ? [] : [{ id: operation.id, names }];
  });
  if (found.length === 0) return [];
  return [
    {
      operations: found.map(({ id }) => id),
      words: (operations) => {
        const names = found.flatMap((one) => (operations.includes(one.id) ? one.names : []));
        return `Show that what callers send to be run or rendered by ${listed(operations, 3)} (${listed([...new Set(names)], 3)}) cannot reach the service's files, its internal network or other callers' data`;
      },
    },
  ];
}

/** What runs, and may do there what a program does. */
const RUN: ReadonlySet<Interpreter> = new Set(["script", "command", "template"]);

/** Rules whose findings ask for the same. */
const REACHING: ReadonlySet<string> = new Set(["injection-interpreted-input", "ssrf-client-supplied-url"]);
