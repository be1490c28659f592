import type { Layout } from "./layout.ts";

/** A text that was read: its value, and where each part of it stands. */
export interface Parsed {
  readonly value: unknown;
  readonly layout: Layout;
}
