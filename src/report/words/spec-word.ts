/** The name of a file as part of a command that somebody may copy into a shell. */
export function specWord(file: string): string {
  return /^[\w][\w./-]*$/.test(file) ? file : "FILE";
}
