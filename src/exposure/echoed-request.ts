import { memo } from "../core/memo.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Operation } from "../model/api.ts";
import type { Schema } from "../model/schema.ts";
import { composedProperties, heldSchemaOf } from "../model/schema-parts.ts";

/**
 * Whether an operation gives the request back, and does nothing else, as services do by which clients are tried out: "Returns
 * anything that is passed", "The request's headers". Where requests are things, as those of a help desk, a request is one of them,
 * and where the path names one thing the call is about that: a "request data erasure" asks for something to be done.
 */
export const echoesRequest = memo(({ method, path, summary = "", description = "" }: Operation): boolean => {
  const said = [...sentencesOf(summary), ...sentencesOf(description)];
  if (said.length === 0 || namesOneThing(path) || wordsOf(path).includes("request")) return false;
  return said.every((sentence) => ECHOES.test(sentence) || (method !== "DELETE" && GIVES_REQUEST.test(sentence)));
});

/**
 * Whether all that comes back was just sent, by its names, and the call is there for trying a client out: `GET /test/validate` with the
 * `id` and `tag` that it returns. A list that is searched by a name gives more than that name.
 */
export const givesBackInput = memo((operation: Operation): boolean => {
  if (echoesRequest(operation)) return true;
  const { path, summary = "", responses, parameters, requestBody, lexicon } = operation;
  if (path.includes("{")) return false;
  const called = [...wordsOf(path), ...wordsInOrder(summary)];
  if (!lexicon.has(called, "tries-a-client-out")) return false;
  const sent = new Set([
    ...parameters.map(({ name }) => name.toLowerCase()),
    ...(requestBody?.content ?? []).flatMap(({ schema }) => (schema === undefined ? [] : leavesOf(schema))),
  ]);
  const answered = responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.flatMap(({ schema }) => (schema === undefined ? [] : leavesOf(schema))));
  return answered.length > 0 && answered.every((name) => sent.has(name));
});

/** The names of what a schema holds that holds nothing more, in small letters. */
function leavesOf(schema: Schema, depth = 0): readonly string[] {
  return [...composedProperties(heldSchemaOf(schema))].flatMap(([name, property]) => {
    const below = depth < DEEPEST ? leavesOf(property, depth + 1) : [];
    return below.length > 0 ? below : [name.toLowerCase()];
  });
}

const DEEPEST = 3;

/** Whether a path has a parameter that is more than whatever follows a name, as in `/anything/{anything}`. */
function namesOneThing(path: string): boolean {
  const segments = path.split("/");
  return segments.some((segment, at) => segment.includes("{") && segment !== `{${segments[at - 1] ?? ""}}`);
}

/** Says in each language that what is sent comes back. */
const ECHOES =
  /^(?:(?:returns?|echoes|sends back|gives back) (?:back )?(?:anything|everything|whatever|exactly what)(?: that)?(?: is| was)? (?:passed|sent|posted)\b|gibt (?:alles |genau das )?zurück, was gesendet w|renvoie (?:tout )?ce qui (?:est|a été) envoyé|devuelve (?:todo )?lo que se envía|devolve (?:tudo )?o que é enviado)/i;

/** Says that a part of the request comes back, and nothing of another thing: the phrase ends with the part. */
const GIVES_REQUEST =
  /^(?:(?:returns?|echoes|sends back|gives back) (?:back )?(?:the )?(?:incoming )?request(?:['’]s)?|the (?:incoming )?request['’]s) (?:[\w-]+ )?(?:parameters|data|body|headers?)(?: and (?:the )?(?:[\w-]+ )?(?:parameters|data|body|headers?))?(?: back| as (?:json|xml|text|they are|it is)| in the response| (?:that|as) (?:was|were) (?:sent|received))?\s{0,3}[.!]?$/i;
