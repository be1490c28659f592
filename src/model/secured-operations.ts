import { memo } from "../core/memo.ts";
import type { Operation } from "./api.ts";

/** Whether any operation asks for a credential. */
export const isAnySecured = memo((operations: readonly Operation[]): boolean =>
  operations.some(({ access }) => access === "secured"),
);
