import { declaredScopes } from "../schemes/scopes.ts";
import { operationsOn } from "../../model/operations-on-path.ts";
import { memo } from "../../core/memo.ts";
import type { Place } from "../../core/place.ts";
import { childPointer, lastToken } from "../../core/place.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { readingOf } from "../../exposure/reading.ts";
import type { Operation } from "../../model/api.ts";
import type { SecurityScheme } from "../../model/security.ts";
import { segmentWords } from "../request-fields.ts";
import { schemeNamed } from "../../model/schemes-by-name.ts";
import { nodeAt, type DescriptionChange } from "./fix.ts";

/**
 * Lets a change ask for the scope that is made for it: the one that other changes of the same path ask for, else the one
 * that names its resource and that no read asks for. None where there is no such scope, or more than one.
 */
export function withScope(api: AssessedApi, at: Place, operation: Operation): readonly DescriptionChange[] {
  const scheme = schemeNamed(api.securitySchemes, lastToken(at.pointer));
  const scopes = nodeAt(api.document, at)?.value;
  if (scheme === undefined || !Array.isArray(scopes) || scopes.length > 0) return [];
  const [scope, ...others] = scopesFor(api, scheme, operation);
  if (scope === undefined || others.length > 0) return [];
  return [{ op: "add", at: { file: at.file, pointer: childPointer(at.pointer, "-") }, value: scope }];
}

function scopesFor(api: AssessedApi, scheme: SecurityScheme, operation: Operation): readonly string[] {
  const beside = operationsOn(api.operations, operation.path)
    .filter((other) => readingOf(other) === undefined)
    .flatMap((other) => askedBy(other, scheme));
  if (beside.length > 0) return [...new Set(beside)];
  const resource = segmentWords(operation).at(-1) ?? [];
  if (resource.length === 0) return [];
  return scopesNoReadAsks(scheme).filter((scope) => resource.every((word) => scope.toLowerCase().includes(word)));
}

/** The scopes that a scheme declares and that no call which only reads asks it for. */
const scopesNoReadAsks = memo((scheme: SecurityScheme): readonly string[] => {
  const ofReads = new Set(
    scheme.usedBy.filter((one) => readingOf(one) !== undefined).flatMap((one) => askedBy(one, scheme)),
  );
  return [...declaredScopes(scheme)].filter((scope) => !ofReads.has(scope));
});

function askedBy({ security }: Operation, scheme: SecurityScheme): readonly string[] {
  return (security?.alternatives ?? []).flatMap(({ schemes }) =>
    schemes.flatMap((required) => (required.scheme === scheme ? required.scopes : [])),
  );
}
