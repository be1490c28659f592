import { memo } from "../core/memo.ts";
import type { Api, Operation } from "../model/api.ts";
import { composedProperties } from "../model/schema-parts.ts";
import { textOfName, wordsOf } from "../lexicon/name-tokens.ts";
import { intentOf } from "./intent.ts";

/**
 * Whether the tokens of an API are got with the secret of an account that integrates, `secret_id` and `secret_key`, and no
 * person logs in: then a program stands behind a token, and what it reaches is its account's.
 */
export const areForMachines = memo((operations: Api["operations"]): boolean => {
  const posts = operations.filter(({ method, operationKind }) => operationKind === "path" && method === "POST");
  return posts.some(takesPair) && !posts.some(letsPersonIn);
});

/** Whether a call for a token takes the two halves of what a program proves itself with. */
function takesPair(operation: Operation): boolean {
  const names = namesSent(operation).map(textOfName);
  return (
    names.some((name) => PUBLIC_HALF.test(name)) &&
    names.some((name) => SECRET_HALF.test(name)) &&
    givesToken(operation)
  );
}

const PUBLIC_HALF = /^(?:(?:client|app|application|consumer|api|secret) )?(?:id|key)$/;
const SECRET_HALF = /^(?:(?:client|app|application|consumer|api) )?secret(?: key)?$/;

function givesToken({ path, responses }: Operation): boolean {
  const isCalled = path.split("/").some((segment) => wordsOf(segment).some((word) => TOKEN.test(word)));
  return (
    isCalled ||
    responses.some(
      ({ statusClass, content }) =>
        statusClass === "2xx" &&
        content.some(
          ({ schema }) =>
            schema !== undefined &&
            [...composedProperties(schema).keys()].some((name) => wordsOf(name).some((word) => TOKEN.test(word))),
        ),
    )
  );
}

const TOKEN = /^(?:tokens?|jwt|bearer)$/;

/** Whether somebody signs up or logs in with what a person knows. */
function letsPersonIn(operation: Operation): boolean {
  const intent = intentOf(operation);
  const { lexicon } = operation;
  const names = namesSent(operation).map((name) => wordsOf(name));
  return (
    intent === "sign-up" ||
    (intent !== undefined && LETS_IN.has(intent) && names.some((words) => lexicon.is(words.join(" "), "password")))
  );
}

const LETS_IN: ReadonlySet<string> = new Set(["log-in", "token", "password-reset"]);

function namesSent({ requestBody }: Operation): readonly string[] {
  return (requestBody?.content ?? []).flatMap(({ schema }) =>
    schema === undefined ? [] : [...composedProperties(schema).keys()],
  );
}
