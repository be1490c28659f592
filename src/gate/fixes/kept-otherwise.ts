import type { AssessedFlow } from "../../exposure/assessed-api.ts";
import { listed, quoted } from "../../core/prose.ts";
import { inPlaceOf, newNameOf, objectAround } from "../changes/object-changes.ts";
import { visibilityAt } from "../changes/visibility.ts";
import type { OperationPair } from "../matched-operations.ts";
import { isSilencedRequest } from "../untyped-requests.ts";

/** What became of a field that is no longer seen where it was. */
export type KeptField =
  | { readonly state: "renamed" | "hidden"; readonly why: string }
  | { readonly state: "gone"; readonly caution: string | undefined };

/** Whether a field may still be there: under another name, or in what is no longer described. */
export function keptOtherwise(flow: AssessedFlow, pair: OperationPair): KeptField {
  const { witness, field, direction, via } = flow;
  const around = objectAround(flow, pair);
  const renamedTo = newNameOf(field.name, around);
  const { id } = pair.head;
  if (renamedTo !== undefined) return { state: "renamed", why: `${field.name} of ${id} is called ${renamedTo} now` };
  if (direction === "write" && isSilencedRequest(pair))
    return { state: "hidden", why: `${id} no longer says what it takes, and may take ${field.name} still` };
  const seen = direction === "read" && via !== "header" ? visibilityAt(witness, pair) : undefined;
  if (seen === undefined) return { state: "gone", caution: undefined };
  if (seen.state === "described")
    return {
      state: "hidden",
      why: `${field.name} (${witness}) is still returned by ${id}, and is classified as not sensitive now`,
    };
  if (seen.state === "hidden") {
    const why = hiddenWords(witness, field.name, pair);
    return why === undefined
      ? { state: "gone", caution: `the object that had ${field.name} allows any other property, as it did before` }
      : { state: "hidden", why };
  }
  const beside = inPlaceOf(around);
  return {
    state: "gone",
    caution:
      beside.length === 0
        ? undefined
        : `${listed(beside)} ${beside.length === 1 ? "is" : "are"} new in the same object, and may hold what ${field.name} did`,
  };
}

/** Why what an operation returned at a way may be returned still, though nothing says so any more; `undefined` where it is gone, or described. */
export function hiddenWords(witness: string, name: string, pair: OperationPair): string | undefined {
  const { base, head } = pair;
  const seen = visibilityAt(witness, pair);
  if (seen?.state !== "hidden") return undefined;
  if (seen.isWithoutSchema) return `${head.id} no longer describes its response`;
  // A property of no such name, beside it: was anything allowed there before?
  if (visibilityAt(`${witness}\u{ffff}`, { base, head: base })?.state === "hidden") return undefined;
  return `${head.id} allows any content in its response, so the response may still contain ${quoted(name)}`;
}
