declare module "nimma/parser" {
  /** The steps of a JSONPath expression; throws where it is none. */
  export function parse(expression: string): readonly { readonly type: string; readonly value?: unknown }[];
}
