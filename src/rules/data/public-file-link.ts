import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { fixedSegments } from "../../exposure/words.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { denies } from "../../lexicon/denial.ts";
import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { sentencesOf, withoutLineEnds } from "../../lexicon/sentences.ts";
import type { Fault } from "../../operations/fault.ts";
import { secondsIn } from "../../operations/durations.ts";
import { pathIdentifiers } from "../../operations/candidates/object-identifiers.ts";
import { requestFields } from "../../operations/request-fields.ts";
import { returnedProperties } from "../../operations/returned-properties.ts";
import { isOfSomebody } from "../../operations/flows/open-files.ts";
import { openLinks, type OpenLink } from "../../data/search/lasting-links.ts";
import { placeOf, type MediaType, type Operation } from "../../model/api.ts";
import { ofDocuments, shownLink } from "../../operations/flows/document-links.ts";
import type { Schema } from "../../model/schema.ts";
import { successResponses } from "../../model/response-coverage.ts";
import type { Rule } from "../rule.ts";

/** A link to a file that works without logging in and for ever, as its own text says. */
export const publicFileLink: Rule = {
  id: "public-file-link",
  title: "Link to a file works without authentication and never expires",
  alsoKnownAs: ["public bucket", "unsigned URL", "forced browsing", "capability URL"],
  owasp: ["API1:2023", "API2:2023"],
  cwe: [306, 639],
  asvs: ["V8.2.2"],
  confidence: "likely",

  rationale: prose`
    The operation requires a log-in, but the link that it returns does not. Whoever gets the link, from a chat, an e-mail,
    a browser history or a log, or guesses it, reads the file. Access cannot be withdrawn, because the link never expires.
  `,
  exploit: prose`
    An attacker finds one link in a forwarded message, or counts up the number in its path. The file server asks for
    no log-in and returns the file. The link still works after the account is closed.
  `,
  remediation: prose`
    Return signed links that expire within minutes, or serve the file by an operation that checks who calls. Name files
    with random identifiers.
  `,

  examples: {
    bad: [
      yaml`
        security:
          - token: []
        paths:
          /recordings/{id}:
            get:
              responses:
                "200":
                  description: The recording.
                  content:
                    application/json:
                      schema:
                        properties:
                          audioUrl: # ✗
                            type: string
                            description: Works without signing in and does not expire.
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
    good: [
      yaml`
        security:
          - token: []
        paths:
          /recordings/{id}:
            get:
              responses:
                "200":
                  description: The recording.
                  content:
                    application/json:
                      schema:
                        properties:
                          audioUrl:
                            type: string
                            description: Signed link. Works without signing in and expires after five minutes.
                          logoUrl:
                            type: string
                            description: Permanent public link to the logo.
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    const search = openLinks(api);
    const found = new Map<Schema, { name: string; way: string; isStored: boolean; operations: Set<Operation> }>();
    const called = new Map<string, CalledOpen>();
    for (const { operation, response } of successResponses(api)) {
      // What anybody may ask for is no secret.
      if (operation.access === "anonymous" || api.assessed(operation).judgedAs === "private") continue;
      for (const media of response.content) {
        for (const { name, schema, way, sign, holder } of search(media, "read")) {
          // Where pictures for everybody are kept, somebody's papers do not belong.
          if (sign === "stored" && !ofDocuments(name, holder, operation) && !isOfSomebody(operation)) continue;
          if (sign !== "lasting" && sign !== "stored") {
            if (ofDocuments(name, holder, operation)) addCalled(called, sign, { name, schema, way, media, operation });
            continue;
          }
          const link = found.get(schema) ?? { name, way, isStored: sign === "stored", operations: new Set() };
          found.set(schema, link);
          link.operations.add(operation);
        }
      }
    }
    yield* publicAddresses(api);
    yield* saidOpen(api);
    for (const link of called.values()) {
      const fault = calledOpenFault(link);
      if (fault !== undefined) yield fault;
    }
    for (const [schema, { name, way, isStored, operations }] of found) {
      const all = [...operations];
      yield {
        at: placeOf(schema),
        cause: `${name} ${all.map(({ pathItem }) => pathItem.path).toSorted()[0]}`,
        places: all.map((operation) => ({ at: placeOf(schema), operation, witness: `2xx ${way}` })),
        message: `${quoted(name)} of ${listed(
          all.map(({ id }) => id),
          3,
        )} is a link ${isStored ? "to a file in public storage, which needs no log-in" : "that needs no log-in and does not expire"}`,
      };
    }
  },
};

/** Whether what is linked to is a template that is still blank: `/templates/{id}`, and what is done to one. */
function isOfTemplates({ method, path, lexicon }: Operation): boolean {
  const isStep = method !== "GET" && /\}\/[^/{}]+\/?$/.test(path);
  return lexicon.has(wordsOf(fixedSegments(path).at(isStep ? -2 : -1) ?? ""), "template");
}

/** Links of one name that is called permanent or public. */
interface CalledOpen {
  readonly name: string;
  readonly sign: Exclude<OpenLink, "lasting" | "stored">;
  readonly links: { readonly schema: Schema; readonly way: string; readonly operation: Operation }[];
  /** What examples show of their queries. */
  readonly shown: Set<ReturnType<typeof shownLink>>;
}

function addCalled(
  called: Map<string, CalledOpen>,
  sign: CalledOpen["sign"],
  { name, media, ...link }: CalledOpen["links"][number] & { readonly name: string; readonly media: MediaType },
): void {
  const key = `${sign} ${textOfName(name)}`;
  const one = called.get(key) ?? { name, sign, links: [], shown: new Set() };
  called.set(key, one);
  one.links.push(link);
  one.shown.add(shownLink(name, link.schema, media));
}

/** One fault for all links of a name; none where an example is signed until some time. */
function calledOpenFault({ name, sign, links, shown }: CalledOpen): Fault | undefined {
  if (shown.has("signed")) return undefined;
  const ids = [...new Set(links.map(({ operation }) => operation.id))];
  const isKey = shown.has("key");
  return {
    at: placeOf(links[0]!.schema),
    cause: `called ${sign} ${textOfName(name)}`,
    title: sign === "permanent" ? "Link to a document is named permanent" : "Link to a document is named public",
    places: links.map(({ schema, way, operation }) => ({ at: placeOf(schema), operation, witness: `2xx ${way}` })),
    message: `${quoted(name)} of ${listed(ids, 3)} is, by its name, a ${sign} link to a document${sign === "permanent" ? "" : ", and nothing says when it expires"}`,
    evidence: isKey
      ? ["An example URL contains what looks like a credential: whoever has the link can probably open the document."]
      : shown.has("plain")
        ? ["An example URL contains no credential."]
        : [],
    mitigations: [
      "only its name says so, and the description does not say whether the link can be guessed",
      ...(isKey ? [] : ["nothing shows that the link opens without a log-in"]),
      ...(links.every(({ operation }) => isOfTemplates(operation))
        ? ["it leads to a template, which holds nobody's data"]
        : []),
    ],
  };
}

/** Operations whose text puts what they make at an address that is made of their own parameters, and that asks for nothing. */
function* publicAddresses(api: AssessedApi): Generator<Fault> {
  for (const operation of api.operations) {
    if (operation.access === "anonymous" || api.assessed(operation).judgedAs === "private") continue;
    const text = withoutLineEnds((operation.description ?? "").slice(0, MOST_TEXT));
    const address = madeAddress(text, operation);
    if (address === undefined) continue;
    const open = sentencesOf(text, MOST_TEXT).find((sentence) => {
      const words = wordsInOrder(sentence);
      const at = words.findIndex((_, index) => operation.lexicon.lengthAt(words, index, "needs-no-log-in") > 0);
      // "Without a token" denies by itself.
      return at >= 0 && !denies(words.slice(0, at), operation.lexicon);
    });
    if (open === undefined || operation.lexicon.has(wordsInOrder(text), "shown-to-all")) continue;
    yield {
      at: placeOf(operation),
      cause: `address ${operation.pathItem.path}`,
      places: [{ at: placeOf(operation), operation }],
      message: `${operation.id} publishes its result at an address that needs no log-in and contains only values that callers know`,
      evidence: [`The description gives the address ${quoted(address)}.`, `It says: ${quoted(open)}.`],
    };
  }
}

/**
 * Links that operations make, of which the text says that whoever has one needs no log-in, and that they do not end or cannot be
 * taken back.
 */
function* saidOpen(api: AssessedApi): Generator<Fault> {
  for (const operation of api.operations) {
    if (operation.access !== "secured" || api.assessed(operation).judgedAs === "private") continue;
    const { lexicon, summary = "", description = "" } = operation;
    const words = wordsInOrder(withoutLineEnds(`${summary}. ${description.slice(0, MOST_TEXT)}`));
    if (!lexicon.has(words, "needs-no-key")) continue;
    const lasting = howItLasts(operation, words);
    if (lasting === undefined || lexicon.has(words, "shown-to-all")) continue;
    const link = returnedProperties(operation).find(([name]) =>
      wordsOf(name).some((word) => LINKS.test(word) || lexicon.is(word, "page-or-link")),
    );
    if (link === undefined) continue;
    const [name, schema] = link;
    yield {
      at: placeOf(schema),
      cause: `said ${operation.method} ${operation.pathItem.path}`,
      places: [{ at: placeOf(schema), operation, witness: `2xx ${name}` }],
      message: `${quoted(name)} of ${operation.id} is a link that needs no log-in and ${lasting}, according to the description`,
    };
  }
}

/** Why a link goes on working, by the text of its operation, or by that of what callers may leave out when they make it. */
function howItLasts(operation: Operation, words: readonly string[]): string | undefined {
  const { lexicon } = operation;
  if (lexicon.has(words, "never-expires")) return "does not expire";
  const isByDefault = requestFields(operation).some(
    ({ in: way, isRequired, description }) =>
      way === "body" && !isRequired && lexicon.has(wordsInOrder(description.slice(0, MOST_TEXT)), "never-expires"),
  );
  if (isByDefault) return "does not expire unless callers set an end";
  if (lexicon.has(words, "cannot-be-undone")) return "cannot be revoked";
  const isOfMany = lexicon.has(words, "open-to-many") && secondsIn(words, lexicon) === 0;
  return isOfMany ? "can be used by any number of people" : undefined;
}

const LINKS = /^(?:ur[il]|href|link|lien|enlace|ligacao)$/;

/** An address in a text that is made of what the path or the request names: `https://cdn.acme.io/{fileId}/{version}.pdf`. */
function madeAddress(text: string, operation: Operation): string | undefined {
  const address = ADDRESS.exec(text)?.[0];
  const names = address === undefined ? [] : [...address.matchAll(/\{([\w-]+)\}/g)].map(([, name = ""]) => name);
  const known = new Set([...requestFields(operation), ...pathIdentifiers(operation)].map(({ name }) => name));
  return names.some((name) => known.has(name)) && !names.some((name) => NOT_GUESSED.test(name)) ? address : undefined;
}

const ADDRESS = /https?:\/\/[^\s`"'<>()]{1,300}/i;
/** What is drawn at random, by its name. */
const NOT_GUESSED = /token|secret|signature|random|nonce|sig\b/i;
const MOST_TEXT = 2000;
