import type { Format } from "@stoplight/spectral-core";
import * as formats from "@stoplight/spectral-formats";

/** The names of formats as rulesets write them. */
const FORMAT_NAMES =
  "oas2 oas3 oas3.0 oas3.1 oas3.2 arazzo1.0 asyncapi2 aas2 aas3 aas3.0 aas2.0 aas2.1 aas2.2 aas2.3 aas2.4 aas2.5 aas2.6 json-schema json-schema-loose json-schema-draft4 json-schema-draft6 json-schema-draft7 json-schema-draft-2019-09 json-schema-2019-09 json-schema-draft-2020-12 json-schema-2020-12".split(
    " ",
  );

/** Their functions: `oas3.1` is `oas3_1`, `json-schema-2020-12` is `jsonSchemaDraft2020_12`. */
export const SPECTRAL_FORMATS: ReadonlyMap<string, Format> = new Map(
  FORMAT_NAMES.flatMap((name) => {
    const key = name
      .replace(/^json-schema-(?=\d)/, "json-schema-draft-")
      .replace(/\.|(\d)-(?=\d)/g, "$1_")
      .replace(/-([0-9a-z])/g, (_, character: string) => character.toUpperCase());
    const format: unknown = Object.hasOwn(formats, key) ? formats[key as keyof typeof formats] : undefined; // an own name of it
    const entries = [name, key].map((known) => [known, format as Format] as const); // all that are exported under such names are
    return typeof format === "function" ? entries : [];
  }),
);
