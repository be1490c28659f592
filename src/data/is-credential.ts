/** Whether a category is what lets its holder in; what only the front end is let in by is plain `user.authorization`. */
export function isCredential(category: string): boolean {
  return (
    /^(?:user\.authorization\.|system\.authentication(?:\.|$))/.test(category) &&
    !category.startsWith("user.authorization.biometric")
  );
}
