import { childPointer, type Place } from "../core/place.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { ApiFormat } from "../load/api-format.ts";
import type { Document, Node, ReferenceProblem } from "../load/document.ts";
import type { ObjectKind } from "./grammar.ts";
import type { Schema } from "./schema.ts";
import type { PartElsewhere } from "./parts-elsewhere.ts";
import type { SecurityRequirement, SecurityScheme } from "./security.ts";
import type { Server } from "./servers.ts";

/** What every object of a description has: where it stands, its own words, and what was not understood. */
export interface Element {
  readonly kind: ObjectKind;
  readonly node: Node;
  readonly title: string | undefined;
  readonly summary: string | undefined;
  readonly description: string | undefined;
  /** The `x-` keys, by name. */
  readonly extensions: ReadonlyMap<string, Node>;
  /** Keys that this kind of object does not have in this version. */
  readonly unknown: readonly Node[];
  /** What words mean in this API; the same for each of its elements. */
  readonly lexicon: Lexicon;
  /** Where these words are those of a reference to it: the element with its own words. */
  readonly defined?: Element;
}

/** An API description in one shape, whatever its version. Nothing of it is lost: raw values are behind each `node`. */
export interface Api extends Element {
  readonly document: Document;
  readonly format: ApiFormat;
  readonly info: Info;
  /** Those of the root; empty where it has none. */
  readonly servers: readonly Server[];
  /** The root's requirement; `undefined` where it makes none. */
  readonly security: SecurityRequirement | undefined;
  readonly securitySchemes: readonly SecurityScheme[];
  /** In the order of the document: paths, then webhooks; callbacks follow the operation that declares them. */
  readonly operations: readonly Operation[];
  readonly pathItems: readonly PathItem[];
  readonly tags: readonly Tag[];
  /** Every schema that was read, each once, by its definition site; then those that are inferred from examples. */
  readonly schemas: readonly Schema[];
  /** Schemas, parameters, bodies, responses, headers and media types under `components`, whether used or not. */
  readonly components: Components;
  /** References that could not be followed. */
  readonly brokenReferences: readonly BrokenReference[];
  /** Parts that could not be read, and why. */
  readonly skipped: readonly SkippedPart[];
  /** The parts that stand in other files than the entry. */
  readonly partsElsewhere: readonly PartElsewhere[];
}

export interface Components {
  readonly schemas: ReadonlyMap<string, Schema>;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly requestBodies: ReadonlyMap<string, RequestBody>;
  readonly responses: ReadonlyMap<string, Response>;
  readonly headers: ReadonlyMap<string, Header>;
  readonly mediaTypes: ReadonlyMap<string, MediaType>;
}

export interface Info extends Element {
  readonly version: string | undefined;
  readonly termsOfService: string | undefined;
  readonly contact: {
    readonly name: string | undefined;
    readonly email: string | undefined;
    readonly url: string | undefined;
  };
  readonly license: string | undefined;
}

export interface Tag extends Element {
  readonly name: string;
  readonly parent: string | undefined;
}

export interface PathItem extends Element {
  /** The path template, the webhook's name or the callback's expression. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly servers: readonly Server[];
}

export type OperationKind = "path" | "webhook" | "callback";

/** What the requirement in force says of who must log in. `unstated`: the description requires nothing anywhere. */
export type Access = "anonymous" | "optional" | "secured" | "unstated";

export interface Operation extends Element {
  /** `GET /users/{id}`, `WEBHOOK name POST` or `CALLBACK parent-id expression POST`. */
  readonly id: string;
  readonly operationKind: OperationKind;
  /** In capitals; `ANY` is a gateway's any-method. */
  readonly method: string;
  /** That of the path item, without the format that the end of a path template asks for: `/orders` of `/orders.{format}`. */
  readonly path: string;
  readonly pathItem: PathItem;
  readonly operationId: string | undefined;
  readonly tags: readonly string[];
  readonly deprecated: boolean;
  /** Those of the path item and the operation; the operation's replace those of the same name and place. */
  readonly parameters: readonly Parameter[];
  readonly requestBody: RequestBody | undefined;
  readonly responses: readonly Response[];
  /** The operation that declares this callback. */
  readonly parent: Operation | undefined;
  /** Those in force: of the operation, else the path item, else the root. */
  readonly servers: readonly Server[];
  /** The requirement in force; `undefined` where neither the operation nor the root makes one. */
  readonly security: SecurityRequirement | undefined;
  readonly access: Access;
}

export type ParameterIn = "query" | "path" | "header" | "cookie" | "querystring";

export interface Parameter extends Element {
  readonly name: string;
  readonly in: ParameterIn;
  readonly required: boolean;
  readonly deprecated: boolean;
  readonly schema: Schema | undefined;
  /** Where it is serialized by a media type. */
  readonly content: readonly MediaType[];
  readonly examples: readonly Node[];
}

export interface Header extends Element {
  readonly name: string;
  readonly schema: Schema | undefined;
  readonly content: readonly MediaType[];
  readonly examples: readonly Node[];
}

export interface RequestBody extends Element {
  readonly required: boolean;
  readonly content: readonly MediaType[];
}

export interface Response extends Element {
  /** As written: `200`, `2XX`, `default`. */
  readonly status: string;
  readonly statusClass: StatusClass;
  readonly headers: readonly Header[];
  readonly content: readonly MediaType[];
  readonly links: readonly Link[];
}

export type StatusClass = "1xx" | "2xx" | "3xx" | "4xx" | "5xx" | "default";

export interface MediaType extends Element {
  /** As written, `application/json`. */
  readonly type: string;
  /** Where none says anything, what its examples show (`isInferred`). */
  readonly schema: Schema | undefined;
  /** Of each item of a stream (3.2). */
  readonly itemSchema: Schema | undefined;
  readonly examples: readonly Node[];
}

export interface Link extends Element {
  readonly name: string;
  readonly operationId: string | undefined;
  readonly operationRef: string | undefined;
}

export interface BrokenReference {
  /** The object that holds the `$ref`. */
  readonly node: Node;
  readonly reference: string;
  readonly problem: ReferenceProblem;
  readonly why: string;
  readonly hint: string;
}

export interface SkippedPart {
  readonly node: Node;
  readonly why: string;
}

/** The place of a key of an element, or of the element itself. */
export function placeOf(element: { readonly node: Node }, ...keys: readonly (string | number)[]): Place {
  return { file: element.node.source.file, pointer: keys.reduce<string>(childPointer, element.node.pointer) };
}
