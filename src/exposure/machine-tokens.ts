import { memoBy } from "../core/memo.ts";
import type { Api, Operation } from "../model/api.ts";
import type { SecurityScheme } from "../model/security.ts";
import { composedProperties } from "../model/schema-parts.ts";
import { textOfName, wordsOf } from "../lexicon/name-tokens.ts";
import { handsToken, intentOf, type Intent } from "./intent.ts";
import { isOwn } from "./principals.ts";

/**
 * Whether the tokens of an API are got with the secret of an account that integrates, `secret_id` and `secret_key`, and no
 * person logs in or is spoken of as the caller: then a program stands behind a token, and what it reaches is its account's.
 */
export const areForMachines = memoBy(
  ({ operations }: Pick<Api, "operations" | "securitySchemes">) => operations,
  ({ operations, securitySchemes }): boolean => {
    const calls = operations.filter(({ operationKind }) => operationKind === "path");
    const giveTokens = new Set(calls.filter((operation) => operation.method === "POST" && takesPair(operation)));
    return (
      giveTokens.size > 0 &&
      !securitySchemes.some(isOfPersons) &&
      !calls.some((operation) => !giveTokens.has(operation) && (letsPersonIn(operation) || isOwn(operation)))
    );
  },
);

/** Whether a call for a token takes the two halves of what a program proves itself with. */
function takesPair(operation: Operation): boolean {
  const { path, lexicon } = operation;
  const names = namesSent(operation).map(textOfName);
  return (
    names.some((name) => lexicon.is(name, "program-identifier")) &&
    names.some((name) => lexicon.is(name, "program-secret")) &&
    (lexicon.has(path.split("/").flatMap(wordsOf), "token") || handsToken(operation))
  );
}

/** Whether a person agrees to what a program does, or a browser keeps the session of one. */
function isOfPersons(scheme: SecurityScheme): boolean {
  if (scheme.schemeKind === "oauth2") return scheme.flows.some(({ flow }) => flow !== "clientCredentials");
  return scheme.schemeKind === "openIdConnect" || (scheme.schemeKind === "apiKey" && scheme.in === "cookie");
}

/** Whether somebody signs up or logs in, by whatever a person knows or was sent. */
function letsPersonIn(operation: Operation): boolean {
  const intent = intentOf(operation);
  if (intent !== "token") return intent !== undefined && OF_PERSONS.has(intent);
  return namesSent(operation).some((name) => operation.lexicon.is(textOfName(name), "password"));
}

const OF_PERSONS: ReadonlySet<Intent> = new Set(["sign-up", "log-in", "password-reset"]);

function namesSent({ requestBody }: Operation): readonly string[] {
  return (requestBody?.content ?? []).flatMap(({ schema }) =>
    schema === undefined ? [] : [...composedProperties(schema).keys()],
  );
}
