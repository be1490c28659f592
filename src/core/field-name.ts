/** A field as people call it: `User.email`. */
export function fieldName(field: { readonly owner?: string | null | undefined; readonly name: string }): string {
  const { owner, name } = field;
  return owner === null || owner === undefined ? name : `${owner}.${name}`;
}
