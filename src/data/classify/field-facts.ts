import type { ApiPurpose, ApiSubject } from "./api-subject.ts";

/** What the description says of one property or parameter; everything that its class may follow from. */
export interface FieldFacts {
  /** The name as written. */
  readonly name: string;
  readonly place: "property" | "query" | "path" | "header" | "cookie" | "form";
  /** What holds it. Give every field of one object the same `ObjectFacts`: what follows from them is worked out once. */
  readonly object: ObjectFacts;
  /** JSON types, without null. */
  readonly types: readonly string[];
  /** For an array the types of its items. */
  readonly arrayOf?: readonly string[] | undefined;
  /** Of the value, or of an array's items, as the enum is. */
  readonly format?: string | undefined;
  readonly enum?: readonly unknown[] | undefined;
  /** Of a parameter: a value is so long, or formed so, that nobody guesses it by chance. */
  readonly isLong?: boolean | undefined;
  /** `examples`, `example`, `default` and `const`. */
  readonly examples: readonly unknown[];
  /** The field's own, or where it has none that of the schema it refers to. */
  readonly title?: string | undefined;
  /** The field's own; of the schema that it refers to only when that is a scalar. */
  readonly description?: string | undefined;
  /** It is called as the credential is that the API asks for: `acme_key` where there is an `X-Acme-Key`. */
  readonly isOwnCredential?: boolean | undefined;
  /** The component that the property, or its items, refer to ("Address"). */
  readonly schemaName?: string | undefined;
  /** The property names of the object that it holds, or of its items. */
  readonly children: readonly string[];
}

/** What the description says of the object, or the list of parameters, that fields stand in. */
export interface ObjectFacts {
  readonly kind: "object" | "parameters";
  /** What the whole API is about, where that matters. */
  readonly subject?: ApiSubject | undefined;
  /** What the whole API is for, where that matters. */
  readonly purpose?: ApiPurpose | undefined;
  /** What is said of the object itself. */
  readonly said?: string | undefined;
  /** What is said of the object and of those around it, nearest first. */
  readonly texts?: readonly string[];
  /** What contains the fields, nearest first: parent properties, then the component ("billing_address", "Customer"). */
  readonly owners: readonly string[];
  /** The fixed segments of the path that an inline schema or a parameter stands under, nearest first; for a path parameter those before it. */
  readonly resources: readonly string[];
  /** The properties that refer to the component that the fields stand in, and what contains them. */
  readonly referredBy: readonly { readonly property: string; readonly owner: string }[];
  /** The objects that hold this one by a property, as itself or in a list; those of a component are wherever it is referred to. */
  readonly heldIn?: readonly ObjectFacts[] | undefined;
  /** The objects that this one holds by a property, as themselves or in a list. */
  readonly holds?: readonly ObjectFacts[] | undefined;
  /** The fixed segments, nearest first, of the path that gives the component that these are the fields of. */
  readonly path?: readonly string[] | undefined;
  /** It has an identifier of its own that is a number or a UUID. */
  readonly hasTypedIdentifier?: boolean | undefined;
  /** Anybody may call the operation that parameters belong to, while others ask for a credential. */
  readonly isOpen?: boolean | undefined;
  /** It is what callers send, and no component. */
  readonly isSent?: boolean | undefined;
  /** It has a position in it, and is given only where it is asked for by an identifier of somebody: the number of their phone. */
  readonly isAskedByPerson?: boolean | undefined;
  /** Operations list it by whom it is about: `/trips?driver_id=…`, `/patients/{id}/visits`. */
  readonly isListedByPerson?: boolean | undefined;
  /** The words of the paths and summaries of the operations that take it as their body. */
  readonly sentFor?: readonly (readonly string[])[] | undefined;
  /** The names of all its fields, those of `allOf` too. */
  readonly fields: readonly string[];
  /** The strings that its fields are fixed to or exemplified by (const, enum, default, examples): `{ name: ["password"] }`. */
  readonly values: Readonly<Record<string, readonly string[]>>;
}
