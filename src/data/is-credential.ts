/** Whether a category is what lets its holder in. */
export function isCredential(category: string): boolean {
  return (
    /^(?:user\.authorization|system\.authentication)(?:\.|$)/.test(category) &&
    !category.startsWith("user.authorization.biometric")
  );
}
