import type { Sensitivity } from "../core/exposure-words.ts";
import type { Place } from "../core/place.ts";
import type { ClassifiedField } from "../data/flows/flow.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import type { Node } from "../load/document.ts";
import type { Operation } from "../model/api.ts";

/** What a change to a description is called, in the security direction, and the other way round. */
export type ChangeKind =
  | "operation-added"
  | "operation-removed"
  | "operation-moved"
  | "newly-reachable"
  | "callers-narrowed"
  | "exposure-widened"
  | "exposure-narrowed"
  | "exposure-not-narrowed"
  | "audience-widened"
  | "audience-narrowed"
  | "reach-widened"
  | "reach-narrowed"
  | "authentication-removed"
  | "root-authentication-removed"
  | "authentication-optional"
  | "alternative-added"
  | "alternative-weakened"
  | "scope-dropped"
  | "scope-weakened"
  | "scope-replaced"
  | "authentication-replaced"
  | "authentication-strengthened"
  | "scheme-weakened"
  | "scheme-strengthened"
  | "scheme-changed"
  | "token-endpoint-moved"
  | "token-for-others"
  | "field-readable"
  | "field-no-longer-readable"
  | "field-described"
  | "event-extended"
  | "field-moved"
  | "field-spread"
  | "owner-from-caller"
  | "promise-withdrawn"
  | "promise-made"
  | "field-writable"
  | "field-no-longer-writable"
  | "read-only-dropped"
  | "read-only-added"
  | "write-only-dropped"
  | "write-only-added"
  | "limit-loosened"
  | "limit-tightened"
  | "limit-changed"
  | "request-opened"
  | "response-opened"
  | "response-schema-removed"
  | "classification-lowered"
  | "classification-raised"
  | "server-added"
  | "server-removed"
  | "evidence-lost"
  | "allowed-to-agents"
  | "decided-by-text"
  | "description-removed"
  | "finding-fixed"
  | "finding-only-gated";

/** Kinds of changes that can block for what they are. */
export const ACCEPTABLE_CHANGES = [
  "operation-added",
  "exposure-widened",
  "newly-reachable",
  "authentication-removed",
  "root-authentication-removed",
  "authentication-optional",
  "authentication-replaced",
  "alternative-added",
  "alternative-weakened",
  "scope-dropped",
  "scope-weakened",
  "scheme-weakened",
  "token-endpoint-moved",
  "token-for-others",
  "field-readable",
  "field-spread",
  "field-writable",
  "owner-from-caller",
  "read-only-dropped",
  "response-opened",
  "response-schema-removed",
  "classification-lowered",
  "evidence-lost",
  "allowed-to-agents",
  "decided-by-text",
  "description-removed",
] as const satisfies readonly ChangeKind[];

/** Whether what a register accepts is a change, and no finding: there is none to look for later. */
export function isChangeKind(rule: string): boolean {
  return ACCEPTABLE_CHANGES.some((kind) => kind === rule);
}

/** Why a change may block: what the gate's policy has an answer for. */
export type Concern = "authentication" | "exposure" | "evidence" | "agents";

/** One change between two descriptions of an API, for a reviewer. */
export interface Change {
  readonly kind: ChangeKind;
  readonly direction: "worse" | "better" | "neutral";
  /** Those of the head; those of the base for what is gone. */
  readonly operations: readonly Operation[];
  /** The way and the instance path, where it is about one. */
  readonly witness?: string;
  readonly field?: ClassifiedField;
  readonly text: string;
  /** What undoes it, where that can be said exactly: `restore bearer on GET /users`. */
  readonly fix?: string;
  readonly base: Place | undefined;
  readonly head: Place | undefined;
  readonly concern?: Concern;
  /** The worst of what it hands out or hides. */
  readonly carries?: Sensitivity;
}

/** Two descriptions of one API, each judged by the same policy. */
export interface Compared {
  readonly base: AssessedApi;
  readonly head: AssessedApi;
}

/** The place of a node. */
export function placeAt({ source, pointer }: Node): Place {
  return { file: source.file, pointer };
}
