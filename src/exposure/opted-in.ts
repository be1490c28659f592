/*
 * What stands for others by the object around it: the profile that its owner has put into a directory, and a log-in at another service that
 * is a setting of a thing.
 */
import { memo } from "../core/memo.ts";
import type { Flow } from "../data/flows/flow.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import { composedProperties } from "../model/schema-parts.ts";
import { fixedSegments } from "./words.ts";

/**
 * Whether a flow is what a profile shows in a directory into which its owner has opted, by the text of a setting beside it: "Whether the
 * account has opted into the directory". How somebody is reached, and what is restricted, is none of it.
 */
export function isOptedInProfile({ field, path, operation }: Flow): boolean {
  return (
    field.sensitivity !== "restricted" &&
    SHOWN.test(field.category) &&
    isDirectory(operation) &&
    path.some(({ schema }) => hasOptIn(schema))
  );
}

const SHOWN = /^user\.(?:name|account\.username|content|contact\.url)\b/;

const isDirectory = memo(({ path, lexicon }: Operation): boolean =>
  lexicon.has(wordsOf(fixedSegments(path).at(-1) ?? ""), "directory-of-people"),
);

const hasOptIn = memo((schema: Schema): boolean =>
  [...composedProperties(schema).values()].some((property) =>
    schema.lexicon.has(
      wordsInOrder((property.description ?? targetOf(property).description ?? "").slice(0, LIMIT)),
      "opted-in",
    ),
  ),
);

/**
 * Whether a flow is a log-in at another service, which stands in the settings of a thing: the user name and e-mail address that are "needed
 * to authenticate with the registry", beside a password. It is of the thing, and of no person whom the API knows.
 */
export function isLogInElsewhere({ field, path, operation: { lexicon } }: Flow): boolean {
  const holder = path.at(-1)?.schema;
  if (holder === undefined || !LOG_IN.test(field.category)) return false;
  const properties = composedProperties(holder);
  const own = properties.get(field.name);
  const text = own === undefined ? "" : (own.description ?? targetOf(own).description ?? "");
  return (
    lexicon.has(wordsInOrder(text.slice(0, LIMIT)), "logs-in-elsewhere") &&
    [...properties.keys()].some((name) => lexicon.has(wordsOf(name), "password"))
  );
}

const LOG_IN = /^user\.(?:name|account\.username|contact\.email)\b/;

/** So much of a text is looked at. */
const LIMIT = 300;
