import type { CategoryWords } from "../../core/category-words.ts";
import type { Confidence } from "../../core/severity.ts";
import type { Sensitivity } from "../../core/exposure-words.ts";
import type { Node } from "../../load/document.ts";
import type { Operation } from "../../model/api.ts";
import type { Schema } from "../../model/schema.ts";

/** A property or parameter that holds something sensitive, known by its own definition. */
export interface ClassifiedField {
  /** The property's or parameter's own object, also where that is a `$ref`. */
  readonly node: Node;
  /** The name of the object that it is in: a component, else the nearest named thing around it. */
  readonly owner: string | undefined;
  readonly name: string;
  /** A fideslang key. */
  readonly category: string;
  /** What the category is called in a sentence. */
  readonly called: CategoryWords;
  /** Whether it is somebody's personal data: no credential, no address of a machine. */
  readonly isPersonal: boolean;
  readonly sensitivity: Sensitivity;
  readonly confidence: Confidence;
  readonly basis: "declared" | "inferred";
  /**
   * Whether somebody said how sensitive it is, and not only what it is: no guess that it is published on purpose stands
   * against that.
   */
  readonly isLevelStated: boolean;
  /** What the description itself declares, as written. */
  readonly declaredAs: string | undefined;
  /** Why, in short plain words. */
  readonly because: readonly string[];
}

/** How a field gets in or out: only the first two count for what an operation exposes. */
export type Via = "body" | "embedded" | "on-request" | "error" | "parameter" | "header";

/** An object on the way to a field, from the outside in. */
export interface PassedObject {
  /** The schema that it is, references followed. */
  readonly schema: Schema;
  /** The property under which it, or the list that it is in, stands; `undefined` for the body and for items of a body that is a list. */
  readonly property: string | undefined;
  /** Whether it is one of many: an item of a list, or a value under a free key. */
  readonly isItem: boolean;
}

/** One field on one way in or out of one operation. */
export interface Flow {
  readonly field: ClassifiedField;
  readonly operation: Operation;
  /** `read` is what leaves, `write` what comes in; those of webhooks and callbacks are the other way round. */
  readonly direction: "read" | "write";
  readonly via: Via;
  /** The way and the instance path: `2xx data[].owner.email`, `request user.password`, `query limit`, `event user.email`. */
  readonly witness: string;
  /** The objects that are passed; empty for a parameter. */
  readonly path: readonly PassedObject[];
}

/** What fields hold, and how they get in and out. */
export interface DataFlows {
  /** Every classified field, once, in the order of the document. */
  readonly fields: readonly ClassifiedField[];
  /** The flows of an operation: each body, embedded, parameter and header one; on-request and error one a category, the shortest. */
  readonly flowsOf: (operation: Operation) => readonly Flow[];
  /** How many properties and parameters were looked at. */
  readonly looked: number;
  /** How many of them carry a declared classification. */
  readonly declared: number;
  /** Where something is confirmed of fields: the names by which it could be, `Owner.name` and `name`. */
  readonly confirmable: ReadonlySet<string>;
  /** By the name of an entry that confirms what fields hold: what each of these fields would count as without it. */
  readonly confirmed: ReadonlyMap<string, readonly (WithoutConfirmation | undefined)[]>;
}

/** What a field counts as where nobody has confirmed anything; a field that is nothing sensitive has none. */
export type WithoutConfirmation = Pick<ClassifiedField, "category" | "called" | "sensitivity">;
