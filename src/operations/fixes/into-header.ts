import { secretsIn } from "../../data/values/secret-shapes.ts";
import { member } from "../../core/json-value.ts";
import { childPointer, parentPointer, type Place } from "../../core/place.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { Operation } from "../../model/api.ts";
import { isCredentialHeaderName } from "../../model/credential-header.ts";
import { targetOf } from "../../model/schema.ts";
import { nodeAt, type DescriptionChange } from "./fix.ts";

/**
 * A parameter of the query string is one of a header, which no log of addresses has; `at` is where its name stands. None
 * where one of the operations that take it has a header of that name, or where it is written as only a query can be.
 */
export function withParameterInHeader(api: AssessedApi, at: Place): readonly DescriptionChange[] {
  const place: Place = { file: at.file, pointer: parentPointer(at.pointer) };
  const node = nodeAt(api.document, place);
  const name = member(node?.value, "name");
  const header = typeof name === "string" ? headerNameOf(name) : undefined;
  if (node === undefined || header === undefined || member(node.value, "in") !== "query") return [];
  const isTakenBy = ({ parameters }: Operation): boolean =>
    parameters.some((one) => one.node.source.file === place.file && one.node.pointer === place.pointer);
  const takers = api.operations.filter(isTakenBy);
  const isMeeting = takers.some(({ parameters }) =>
    parameters.some((one) => one.in === "header" && one.name.toLowerCase() === header.toLowerCase()),
  );
  // Where nothing says how callers are known, a credential of a header has to be a scheme, which is more than to move it.
  const isToBeScheme = takers.some(
    ({ access, lexicon }) => access === "unstated" && isCredentialHeaderName(header, lexicon),
  );
  const [own] = takers.flatMap(({ parameters }) => parameters.filter((one) => one.name === name && one.in === "query"));
  const types = own?.schema === undefined ? [] : targetOf(own.schema).types;
  if (isMeeting || isToBeScheme || types.includes("array") || types.includes("object")) return [];
  const put = (key: string, value: string): DescriptionChange => ({
    op: "replace",
    at: { file: place.file, pointer: childPointer(place.pointer, key) },
    value,
  });
  return [
    put("name", header),
    put("in", "header"),
    ...OF_QUERY.flatMap((key): DescriptionChange[] =>
      member(node.value, key) === undefined
        ? []
        : [{ op: "remove", at: { file: place.file, pointer: childPointer(place.pointer, key) } }],
    ),
  ];
}

/** What a parameter of a header must not say (OpenAPI 3.0.4, Parameter Object). */
const OF_QUERY: readonly string[] = ["style", "explode", "allowReserved", "allowEmptyValue"];

/**
 * The header that takes what the query string took under a name: `X-Access-Token` for `access_token`, `X-API-Key` for `api_key`
 * and `key`. `Authorization` is no parameter of a header: a security scheme has it. `undefined` for a name without letters.
 */
export function headerNameOf(name: string): string | undefined {
  const words = (name.replace(/^x[-_]/i, "").match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []).map(
    (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase(),
  );
  if (words.length === 0 || /[^\x20-\x7e]/.test(name)) return undefined;
  // Written in words of its own, a key that stands in place of a name would be no text that is masked.
  if ([...secretsIn(name)].length > 0) return "X-API-Key";
  if (/^(?:api)?key$/i.test(words.join(""))) return "X-API-Key";
  return `X-${words.map((word) => (ACRONYMS.has(word.toUpperCase()) ? word.toUpperCase() : word)).join("-")}`;
}

const ACRONYMS: ReadonlySet<string> = new Set(["API", "ID", "JWT"]);
