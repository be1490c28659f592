import { memoOfText } from "../../core/memo.ts";

/** Whether a category is what lets its holder in; what only the front end is let in by is plain `user.authorization`. */
export const isCredential = memoOfText(
  (category): boolean =>
    /^(?:user\.authorization\.|system\.authentication(?:\.|$))/.test(category) &&
    !category.startsWith("user.authorization.biometric"),
);
