import { isObject, member } from "../../core/json-value.ts";
import { grouped } from "../../core/grouped.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { propertySearch } from "../../data/search/property-search.ts";
import { placeOf, type MediaType, type Operation } from "../../model/api.ts";
import { targetOf } from "../../model/schema.ts";
import type { Rule } from "../rule.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { Fault, FaultPlace } from "../../operations/fault.ts";
import { quotedSentences } from "../../operations/quoted-sentences.ts";
import { namedThoughAnonymous } from "../../operations/broken-promises.ts";
import { neverReturned } from "../../operations/said-never-returned.ts";

/** An example returns what is only to be written. */
export const writeOnlyInExample: Rule = {
  id: "write-only-in-example",
  title: "Example response returns a write-only field",
  owasp: ["API3:2023"],
  cwe: [213],
  asvs: ["V15.3.1"],
  confidence: "likely",

  rationale: prose`
    The schema says that the field is never returned, but the example, which is often copied from a real response,
    contains it. One of the two is wrong. The example is more likely to show what the service really does.
  `,
  exploit: prose`
    An attacker sees in the example that the field is returned, whatever the schema says, and calls the operation. The
    service returns it, as the example shows. Every caller reads a secret that was only meant to be sent.
  `,
  remediation: prose`
    Remove the field from the response, or from the example: check what the operation really returns.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /users/{id}:
            get:
              responses:
                "200":
                  description: The user.
                  content:
                    application/json:
                      schema:
                        properties:
                          name:
                            type: string
                          password:
                            type: string
                            writeOnly: true
                      example: # ✗
                        name: Ada
                        password: "$2b$12$"
      `,
    ],
    good: [
      yaml`
        paths:
          /users/{id}:
            get:
              responses:
                "200":
                  description: The user.
                  content:
                    application/json:
                      schema:
                        properties:
                          name:
                            type: string
                          password:
                            type: string
                            writeOnly: true
                      example:
                        name: Ada
      `,
    ],
  },

  *check(api) {
    yield* againstTexts(api);
    yield* namedFaults(api);
    yield* againstSchemas(api);
  },
};

/** What a text says to be never returned, and a response returns: one fault of each name. */
function* againstTexts(api: AssessedApi): Generator<Fault> {
  for (const [name, spots] of grouped(neverReturned(api), (spot) => spot.name)) {
    yield {
      at: spots[0]!.at,
      cause: `said ${name}`,
      title: "Response returns a field that the description says is never returned",
      places: spots,
      message: `${listed([...new Set(spots.map(({ operation }) => operation.id))], 3)} ${spots.length === 1 ? "returns" : "return"} ${quoted(name)}, which the description says is never returned`,
      rationale: prose`
        The text says that the value is only taken and never returned, but the response has it. One of the two is wrong,
        and the schema or the example is closer to what the service does. Whoever relies on the text does not look at
        who reads the value.
      `,
      exploit: prose`
        An attacker who may make the call reads the value in the response, whatever the text says.
      `,
      remediation: prose`
        Remove the field from the response, or mark it writeOnly if the same schema is sent. Test that the response does
        not contain it.
      `,
      aggravations: ["the description promises that it is never returned"],
      ...quotedSentences(spots.map(({ sentence }) => sentence)),
    };
  }
}

/** Answers that a text calls anonymous, and that come back with who gave them: one fault of each name. */
function* namedFaults(api: AssessedApi): Generator<Fault> {
  for (const [name, spots] of grouped(namedThoughAnonymous(api), (spot) => spot.name)) {
    yield {
      at: spots[0]!.at,
      cause: `named ${name}`,
      title: "Anonymous answers are returned with their authors",
      places: spots,
      message: `${listed([...new Set(spots.map(({ operation }) => operation.id))], 3)} ${spots.length === 1 ? "returns" : "return"} ${quoted(name)}, although the description says that this is anonymous`,
      rationale: prose`
        People were promised anonymity, and said what they would not say under their name. The response contains what
        identifies them. Whoever may make the call knows who said what.
      `,
      exploit: "Whoever may read the answers looks up who gave an answer that they dislike.",
      remediation: prose`
        Store answers without their authors. To accept one answer a person, keep who has answered in a
        separate list. Remove the field from the response.
      `,
      aggravations: ["the description promises anonymity"],
      ...quotedSentences(spots.map(({ sentence }) => sentence)),
    };
  }
}

/** What a schema says to be only written, and an example of a response shows. */
function* againstSchemas(api: AssessedApi): Generator<Fault> {
  // In most descriptions nothing is.
  if (!api.schemas.some(({ writeOnly }) => writeOnly)) return;
  const search = propertySearch(api.schemas, {
    signOf: (_name, property) =>
      property.writeOnly || targetOf(property).writeOnly ? ("writeOnly" as const) : undefined,
  });
  const spots = api.operations.flatMap((operation) => [...shownBy(operation, search)]);
  if (spots.length === 0) return;
  yield {
    at: spots[0]!.at,
    cause: "",
    places: spots,
    message: `Response examples of ${listed([...new Set(spots.map(({ operation }) => operation.id))], 3)} show the write-only ${listed([...new Set(spots.map(({ name }) => quoted(name)))], 3)}`,
  };
}

interface Shown extends FaultPlace {
  readonly operation: Operation;
  readonly name: string;
}

function* shownBy(operation: Operation, search: ReturnType<typeof propertySearch<"writeOnly">>): Generator<Shown> {
  for (const { statusClass, content } of operation.responses) {
    if (statusClass !== "2xx") continue;
    for (const media of content) {
      const examples = examplesOf(media);
      if (examples.length === 0) continue;
      // As it is written, since the search leaves out of what is read what is looked for.
      for (const { name, way } of search(media, "write")) {
        const shown = examples.find(({ value }) => has(value, way));
        if (shown !== undefined) yield { at: placeOf({ node: shown }), operation, name, witness: `2xx ${way}` };
      }
    }
  }
}

function examplesOf({ examples, schema }: MediaType): MediaType["examples"] {
  return [...examples, ...(schema === undefined ? [] : [...schema.examples, ...targetOf(schema).examples])];
}

/** Whether something stands at an instance path of a value, in the first item of each list. */
function has(value: unknown, way: string): boolean {
  let at: unknown = value;
  for (const step of way.split(".")) {
    const [name = "", ...items] = step.split(/(?=\[\]|\{\})/);
    at = name.startsWith("[]") ? firstOf(at) : member(at, name);
    for (const item of items)
      at = item.startsWith("[]") ? firstOf(at) : isObject(at) ? Object.values(at)[0] : undefined;
  }
  return at !== undefined && at !== null;
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : undefined;
}
