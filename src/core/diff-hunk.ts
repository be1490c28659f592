/** Lines of a file that stand together in the diff of a change: changed ones, and those around them. */
export interface DiffHunk {
  /** The file as the repository has it, from its top. */
  readonly path: string;
  readonly line: number;
  /** The last of them. */
  readonly endLine: number;
  /** Those that the change adds. */
  readonly added: readonly { readonly line: number; readonly endLine: number }[];
}
