/** A text as one word of a POSIX shell. */
export function shellWord(text: string): string {
  return /^[\w./@:+-]+$/.test(text) && !text.startsWith("-") ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The name of a file as a word of a command: one that begins with a dash would be read as an option. */
export function fileWord(file: string): string {
  return shellWord(file.startsWith("-") && file !== "-" ? `./${file}` : file);
}

/** An option with its value for a shell: behind `=` where the value would be read as an option of its own. */
export function optionWords(name: string, value: string): string {
  return `--${name}${value.startsWith("-") ? "=" : " "}${shellWord(value)}`;
}
