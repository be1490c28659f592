import { member } from "../../core/json-value.ts";
import { tokensOf, type Place } from "../../core/place.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { Document, Node } from "../../load/document.ts";
import type { Fault, FaultPlace } from "../fault.ts";

/** How the description is changed where a rule's remedy is mechanical, and what no change of a description makes true. */
export interface Edit {
  /** What the service must do for the changed description to be true; `undefined` where this fault is mended otherwise. */
  readonly requires: (fault: Fault) => string | undefined;
  /** The changes that close one place of a fault; none where no such change is known to be right. */
  readonly changes: (api: AssessedApi, place: FaultPlace, fault: Fault) => readonly DescriptionChange[];
}

/** One operation of a JSON Patch (RFC 6902). */
export type DescriptionChange =
  | { readonly op: "add" | "replace"; readonly at: Place; readonly value: unknown }
  | { readonly op: "remove"; readonly at: Place };

/** The value at a place of a description, references left as they are; `undefined` where the pointer leads nowhere. */
export function nodeAt(document: Document, { file, pointer }: Place): Node | undefined {
  const source = document.sourceOf(file);
  let value: unknown = source.value;
  for (const token of tokensOf(pointer)) {
    value = member(value, token);
    if (value === undefined) return undefined;
  }
  return { source, pointer, value };
}

/** What a node that is a reference leads to in the end; the node itself where it is none. */
export function followed(document: Document, node: Node): Node | undefined {
  let at: Node | undefined = node;
  for (let hops = 0; at !== undefined && hops < MOST_HOPS; hops += 1) {
    const reference: unknown = member(at.value, "$ref");
    if (typeof reference !== "string") return at;
    at = document.resolve(reference, at).node;
  }
  return undefined;
}

const MOST_HOPS = 20;
