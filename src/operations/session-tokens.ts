import { memo } from "../core/memo.ts";
import { intentOf } from "../exposure/intent.ts";
import { textOfName, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import type { Api, Operation, Parameter } from "../model/api.ts";
import { returnedProperties } from "./returned-properties.ts";

/**
 * The log-in whose token a parameter takes, by the name that both have: POST /login returns `token`, and
 * DELETE /logout/{token} takes it. In a path a token may be that of an invitation or a share, so that a log-in, a log-out or
 * the like must stand before it; what else gives a token of that name may be what is meant.
 */
export function logInOfToken(
  api: Pick<Api, "operations">,
  operation: Operation,
  parameter: Parameter,
): Operation | undefined {
  const { name, in: place, lexicon } = parameter;
  if ((place !== "path" && place !== "query") || !endsIn(wordsOf(name), lexicon, "token")) return undefined;
  const logIn = tokensGiven(api.operations).get(textOfName(name));
  if (logIn === undefined || logIn === operation || OF_MESSAGES.has(intentOf(operation) ?? "")) return undefined;
  return place === "query" || isOfSession(operation, name) ? logIn : undefined;
}

/** What comes with a token that somebody was sent. */
const OF_MESSAGES: ReadonlySet<string> = new Set(["password-reset", "verification", "sign-up"]);

/** Whether what stands before a parameter in the path says that it is about a session: `/auth/{token}`, `/logout/{token}`. */
function isOfSession({ path, lexicon }: Operation, name: string): boolean {
  const segments = path.split("/");
  const before = textOfName(segments[segments.indexOf(`{${name}}`) - 1] ?? "");
  return SESSION.some((concept) => lexicon.is(before, concept));
}

const SESSION = ["session", "log-in", "log-out"] as const;

/** The tokens that log-ins alone return, each by its name. */
const tokensGiven = memo((operations: readonly Operation[]): ReadonlyMap<string, Operation> => {
  const given = new Map<string, Operation>();
  const others = new Set<string>();
  for (const operation of operations) {
    const isLogIn = intentOf(operation) === "log-in";
    for (const [property] of returnedProperties(operation)) {
      if (!endsIn(wordsOf(property), operation.lexicon, "token")) continue;
      const called = textOfName(property);
      if (!isLogIn && operation.method !== "GET") others.add(called);
      else if (isLogIn && !given.has(called)) given.set(called, operation);
    }
  }
  return new Map([...given].filter(([called]) => !others.has(called)));
});
