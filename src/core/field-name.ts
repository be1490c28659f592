/** A field as people call it: `User.email`. */
export function fieldName(field: { readonly owner?: string | null | undefined; readonly name: string }): string {
  const { owner, name } = field;
  return owner === null || owner === undefined ? name : `${owner}.${name}`;
}

/** The name of what stands at the end of a way: `email` of `2xx data[].email`. */
export function lastName(way: string): string {
  return way.split(/[\s.[\]{}]+/).findLast((part) => part !== "") ?? way;
}
