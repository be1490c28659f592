import { member } from "../../core/json-value.ts";
import { tokensOf, type Place } from "../../core/place.ts";
import type { Certainty } from "../../core/fix-certainty.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { Document, Node } from "../../load/document.ts";
import type { Fault, FaultPlace } from "../fault.ts";

/**
 * How the description is changed where a rule's remedy is mechanical. A better description does not make a better service:
 * what only becomes true when the service does something says so.
 */
export interface Fix {
  /** What it does, as a command: "Use HTTPS". */
  readonly name: string;
  readonly certainty: Certainty;
  /** In words, when it is this certain, where another fix of the rule has the same name: `if nothing shows it`. */
  readonly where?: string;
  /** What must be true of the service; `undefined` where this fault is closed otherwise. Without it nothing is claimed. */
  readonly requires?: (fault: Fault) => string | undefined;
  /** The changes that close one place of a fault; none where no such change is known to be right. */
  readonly changes: (api: AssessedApi, place: FaultPlace, fault: Fault) => readonly DescriptionChange[];
}

/** What a fix claims about the service: `null` where it claims nothing, `undefined` where it is none for this fault. */
export function claimOf(fix: Fix, fault: Fault): string | null | undefined {
  return fix.requires === undefined ? null : fix.requires(fault);
}

/**
 * One operation of a JSON Patch (RFC 6902), of the description as it is. A `move` gives a key of an object another name.
 */
export type DescriptionChange =
  | { readonly op: "add" | "replace"; readonly at: Place; readonly value: unknown }
  | { readonly op: "remove"; readonly at: Place }
  | {
      readonly op: "move";
      readonly at: Place;
      /** The pointer that it has now, in the same object. */ readonly from: string;
    };

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
