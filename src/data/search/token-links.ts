import { memo } from "../../core/memo.ts";
import type { Api } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { propertySearch, type PropertySearch } from "./property-search.ts";

/** A search for links whose example carries somebody's token: a JSON Web Token in the query or fragment; one for each API. */
export function tokenLinks({ schemas }: Pick<Api, "schemas">): PropertySearch<"token"> {
  return searchIn(schemas);
}

const searchIn = memo((schemas: readonly Schema[]) =>
  propertySearch(schemas, {
    signOf: (_name, property) => (carriesToken(property) ? "token" : undefined),
  }),
);

function carriesToken(property: Schema): boolean {
  return [...property.examples, ...targetOf(property).examples].some(({ value }) => {
    const payload = typeof value === "string" ? TOKEN_IN_URL.exec(value)?.[1] : undefined;
    return payload !== undefined && OF_SOMEBODY.test(Buffer.from(payload, "base64url").toString("utf8"));
  });
}

/** Header, payload and signature of a JSON Web Token (RFC 7519); the first two are JSON in base64url, and begin with `{"`. */
const TOKEN_IN_URL = /^[a-z][\w+.-]*:\/\/\S+[?&#;][\w.-]+=eyJ[\w-]{6,}\.(eyJ[\w-]+)\.[\w-]+/i;
/** Claims by which a token stands for somebody, or opens something. */
const OF_SOMEBODY = /"(?:sub|scope|scp|roles?)"\s*:/;
