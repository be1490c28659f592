import { grouped } from "../core/grouped.ts";
import { isObject } from "../core/json-value.ts";
import { nearest } from "../core/nearest.ts";
import { childPointer, type Site } from "../core/place.ts";
import { listed } from "../core/prose.ts";
import { UserError } from "../core/user-error.ts";
import { rangeAt, type Source } from "../load/source.ts";
import { configurationKey } from "./configuration-key.ts";
import type { Configuration } from "./configuration.ts";

/** A security scheme that `sallyport.yaml` says something of. */
export interface SchemeNamed {
  readonly key: SchemeKey;
  readonly name: string;
  /** Where it is written. */
  readonly source: Site;
}

type SchemeKey = "admission" | "principal" | "tenancy";
const SCHEME_KEYS = ["admission", "principal", "tenancy"] as const;

/** The schemes that settings at `pointer` name: `*` and the `webhooks` of `admission` are none. */
export function schemesNamedIn(
  settings: Pick<Configuration, SchemeKey> | undefined,
  pointer: string,
  source: Source,
): readonly SchemeNamed[] {
  return SCHEME_KEYS.flatMap((key) => {
    const bySchemes = settings?.[key];
    if (!isObject(bySchemes)) return [];
    return Object.keys(bySchemes)
      .filter((name) => isSchemeName(key, name))
      .map((name) => {
        const { line } = rangeAt(source, childPointer(childPointer(pointer, key), name));
        return { key, name, source: { file: source.file, line } };
      });
  });
}

/** What settings say of each scheme, as keys: `admission.token`. */
export function schemeKeys(settings: Pick<Configuration, SchemeKey>): readonly string[] {
  return SCHEME_KEYS.flatMap((key) => {
    const bySchemes = settings[key];
    return isObject(bySchemes) ? Object.keys(bySchemes).map((name) => configurationKey([key, name])) : [];
  });
}

/** Whether a key of `admission`, `principal` or `tenancy` names a scheme. */
export function isSchemeName(key: SchemeKey, name: string): boolean {
  return name !== "*" && !(key === "admission" && name === "webhooks");
}

/**
 * Throws a `UserError` where a name is that of a scheme which the description has, misspelt: what is said of it would hold
 * for nothing. Any other name may be of another API that the file is for.
 */
export function checkSchemesNamed(named: readonly SchemeNamed[], defined: readonly string[]): void {
  // Among so many, a misspelt name has others that are as near; each is compared with each.
  if (defined.length > MOST_COMPARED) return;
  const known = new Set(defined);
  const told = grouped(named, ({ key }) => key);
  const open = new Map(
    [...told].map(([key, ones]) => {
      const names = new Set(ones.map(({ name }) => name));
      return [key, defined.filter((scheme) => !names.has(scheme))] as const;
    }),
  );
  const wrong = named.flatMap((one) => {
    const meant = known.has(one.name) ? undefined : schemeMeant(one.name, open.get(one.key) ?? []);
    return meant === undefined ? [] : [{ ...one, meant }];
  });
  const [first] = wrong;
  if (first === undefined) return;
  const lines = wrong.map(
    ({ key, name, source, meant }) =>
      `${source.file}:${source.line} ${configurationKey([key, name])} is no security scheme of the description; did you mean "${meant}"?`,
  );
  throw new UserError(lines.join("\n"), {
    ...first.source,
    hint: `The schemes are ${listed(defined, MOST_SHOWN)}. A scheme of another API belongs under apis, with its files.`,
  });
}

const MOST_SHOWN = 12;

const MOST_COMPARED = 500;

/** A scheme that nothing is said of under this key, of nearly that name. `key1` and `key2` are two on purpose. */
function schemeMeant(name: string, open: readonly string[]): string | undefined {
  const withoutDigits = (text: string): string => text.replace(/\d/g, "");
  const own = withoutDigits(name);
  return nearest(
    name,
    open.filter((scheme) => withoutDigits(scheme) !== own),
  );
}
