import { grouped } from "../core/grouped.ts";
import { isObject } from "../core/json-value.ts";
import { nearest } from "../core/nearest.ts";
import { listed } from "../core/prose.ts";
import { UserError } from "../core/user-error.ts";
import { configurationKey } from "./configuration-key.ts";
import type { Configuration } from "./configuration.ts";
import type { PartNamed } from "./parts-named.ts";

const SCHEME_KEYS = ["admission", "principal", "tenancy"] as const;

/** What settings say of each scheme, as keys: `admission.token`. */
export function schemeKeys(settings: Pick<Configuration, (typeof SCHEME_KEYS)[number]>): readonly string[] {
  return SCHEME_KEYS.flatMap((key) => {
    const bySchemes = settings[key];
    return isObject(bySchemes) ? Object.keys(bySchemes).map((name) => configurationKey([key, name])) : [];
  });
}

/**
 * Throws a `UserError` where a name is that of a scheme which the description has, misspelt: what is said of it would hold
 * for nothing. Any other name may be of another API that the file is for.
 */
export function checkSchemesNamed(parts: readonly PartNamed[], defined: readonly string[]): void {
  // Among so many, a misspelt name has others that are as near; each is compared with each.
  if (defined.length > MOST_COMPARED) return;
  const named = parts.filter(({ kind }) => kind === "scheme");
  const known = new Set(defined);
  const told = grouped(named, ({ keys: [key] }) => key);
  const open = new Map(
    [...told].map(([key, ones]) => {
      const names = new Set(ones.map(({ name }) => name));
      return [key, defined.filter((scheme) => !names.has(scheme))] as const;
    }),
  );
  const wrong = named.flatMap((one) => {
    const meant = known.has(one.name) ? undefined : schemeMeant(one.name, open.get(one.keys[0]) ?? []);
    return meant === undefined ? [] : [{ ...one, meant }];
  });
  const [first] = wrong;
  if (first === undefined) return;
  const lines = wrong.map(
    ({ keys, source, meant }) =>
      `${source.file}:${source.line} ${configurationKey(keys)} is no security scheme of the description; did you mean "${meant}"?`,
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
