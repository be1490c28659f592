/**
 * An output as `--format` takes it, of what people write in its place: `md`, `html:out.html`, `htm=out.html`, or a file
 * alone; undefined where it names none of `formats`, in any of these ways.
 */
export function outputMeant(written: string, formats: readonly string[]): string | undefined {
  const [, name = "", file] = /^(\w+)(?:[=:](.+))?$/s.exec(written) ?? [];
  const format = formatCalled(name, formats);
  if (format !== undefined) return file === undefined ? format : `${format}=${file}`;
  const ofFile = formatOfFile(written, formats);
  return ofFile === undefined ? undefined : `${ofFile}=${written}`;
}

/** The format that a file has by its ending; undefined where it has none of `formats`. */
export function formatOfFile<F extends string>(file: string, formats: readonly F[]): F | undefined {
  const ending = /[^./\\]\.(\w+)$/.exec(file)?.[1];
  return ending === undefined ? undefined : formatCalled(ending, formats);
}

/** The format of a name, or of an ending that files of it have. */
function formatCalled<F extends string>(name: string, formats: readonly F[]): F | undefined {
  const lower = name.toLowerCase();
  const called = Object.hasOwn(ENDINGS, lower) ? ENDINGS[lower] : lower;
  return formats.find((format) => format === called);
}

/** Endings of files that are not called as their format is. */
const ENDINGS: Readonly<Record<string, string>> = { md: "markdown", txt: "text", xml: "junit", htm: "html" };
