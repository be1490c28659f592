import type { Lexicon } from "../../lexicon/lexicon.ts";
import type { Operation } from "../../model/api.ts";
import type { RequestField } from "../request-fields.ts";

/** A field that is looked at, and what is around it. */
export interface Asked {
  readonly field: RequestField;
  readonly operation: Operation;
  readonly lexicon: Lexicon;
  readonly name: string;
  readonly words: readonly string[];
  /** The words of all fixed segments of the path, and of the last one. */
  readonly path: readonly string[];
  readonly last: readonly string[];
}
