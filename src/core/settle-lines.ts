import { UNSAFE_CHARACTER } from "./unsafe-character.ts";

/**
 * The lines of `sallyport.yaml` that settle what is assumed, from keys such as `admission.bearerAuth`: each with what it
 * may be, or of a key of which that is known with what answers its question. Keys of one section stand together; none is
 * given twice.
 */
export function settleLines(
  keys: readonly string[],
  answers: ReadonlyMap<string, readonly string[]> = new Map(),
): readonly string[] {
  return linesOf(keys, (section, key) => {
    const values = answers.get(key)?.join(" | ") ?? ANSWERS.get(section);
    return values === undefined ? "" : ` # ${values}`;
  });
}

/** The lines of `sallyport.yaml` that give these keys one answer. */
export function answerLines(keys: readonly string[], value: string): readonly string[] {
  return linesOf(keys, () => ` ${value}`);
}

function linesOf(keys: readonly string[], endOf: (section: string, key: string) => string): readonly string[] {
  const sections = new Map<string, Set<string>>();
  for (const key of keys) {
    // A scheme's name may have dots in it.
    const dot = key.indexOf(".");
    const [section, name] = dot < 0 ? [key, undefined] : [key.slice(0, dot), key.slice(dot + 1)];
    const names = sections.get(section) ?? new Set();
    sections.set(section, names);
    if (name !== undefined) names.add(name);
  }
  return [...sections].flatMap(([section, names]) => {
    if (names.size === 0) return [`${yamlKey(section)}:${endOf(section, section)}`];
    return [
      `${yamlKey(section)}:`,
      ...[...names].map((name) => `  ${yamlKey(name)}:${endOf(section, `${section}.${name}`)}`),
    ];
  });
}

const ANSWERS: ReadonlyMap<string, string> = new Map([
  ["admission", "anonymous | self-registered | partner | own"],
  ["audience", "private | partner | public"],
  ["principal", "user | client | shared"],
  ["tenancy", "account | none"],
]);

/** Whether it is said of a key which values it may have. */
export function hasListedAnswers(key: string): boolean {
  return ANSWERS.has(key.split(".")[0]!);
}

/** A key as YAML writes it: in double quotes wherever it could be read as something else. */
export function yamlKey(key: string): string {
  if (/^[A-Za-z_][\w-]*$/.test(key) && !/^(?:y|yes|n|no|true|false|on|off|null)$/i.test(key)) return key;
  const escaped = (character: string): string => `\\U${character.codePointAt(0)!.toString(16).padStart(8, "0")}`;
  return JSON.stringify(key).replace(UNSAFE_CHARACTER, escaped);
}
