import type { Layout, Lines } from "./layout.ts";

/** A text that was read: its value, where each part of it stands, and its lines where reading them out came by the way. */
export interface Parsed {
  readonly value: unknown;
  readonly layout: Layout;
  readonly lines?: Lines;
  /** Whether offsets are those of a text that was indented first, and not of the file's own. */
  readonly isShifted?: true;
}
