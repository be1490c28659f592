import { sentencesOf } from "../../lexicon/sentences.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import type { Operation } from "../../model/api.ts";
import { isSaidUnused } from "../../operations/said-of-field.ts";
import { memo } from "../../core/memo.ts";
import type { Rule } from "../rule.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { textOfName } from "../../lexicon/name-tokens.ts";
import { answersWith, showsAnswers } from "../../operations/inputs/answers.ts";
import { isForStrangers, isUnsaid } from "../../operations/strangers.ts";
import { requestFields, type RequestField } from "../../operations/request-fields.ts";
import { isInside, urlUseOf, type UrlUse } from "../../operations/inputs/url-uses.ts";

/** A URL from the request is one that the server fetches, calls or sends the caller on to. */
export const ssrfClientSuppliedUrl: Rule = {
  id: "ssrf-client-supplied-url",
  title: "Server requests or redirects to a URL supplied by the client (SSRF, open redirect)",
  alsoKnownAs: ["SSRF", "server-side request forgery", "open redirect"],
  owasp: ["API7:2023"],
  cwe: [918, 601],
  asvs: ["V1.3.6", "V13.2.4", "V15.3.2", "V3.7.2"],
  confidence: "likely",

  rationale: prose`
    A server that fetches what it is told reaches what the caller cannot: services behind the firewall, the metadata
    address of the cloud with the keys of the machine, its own host. A redirect to any URL lends the name of the API to
    whoever phishes.
  `,
  exploit: prose`
    An attacker gives the metadata address of the cloud, or the name of a service behind the firewall, as the URL. The
    server fetches it from inside and returns the answer, or tells by its errors and its timing what is there. With the
    machine's own keys from the metadata the attacker works on in the cloud account.
  `,
  remediation: prose`
    Take an identifier and look the URL up, or allow a list of hosts and say so with an enum or a pattern. Where any
    host must do, fetch from a network that reaches nothing inside, after the name is resolved, without following
    redirects.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /profile/picture:
            put:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        image_url: # ✗
                          type: string
          /preview:
            get:
              parameters:
                - name: url # ✗
                  in: query
                  schema:
                    type: string
          /goto:
            get:
              parameters:
                - name: target # ✗
                  in: query
                  schema:
                    type: string
                    format: uri
          /repairs:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        workshop_api: # ✗
                          type: string
                          example: http://localhost:8000/report
          /webhooks:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        url: # ✗
                          type: string
      `,
    ],
    good: [
      yaml`
        paths:
          /profile/picture:
            put:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        image_url:
                          type: string
                          pattern: ^https://images\.acme\.io/
          /preview:
            get:
              parameters:
                - name: articleId
                  in: query
                  schema:
                    type: string
          /goto:
            get:
              parameters:
                - name: target
                  in: query
                  schema:
                    enum: [shop, help]
          /repairs:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        workshop_id:
                          type: string
          /webhooks:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        url:
                          type: string
                          pattern: ^https://hooks\.partner\.example/
      `,
      yaml`
        paths:
          /profile:
            put:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        website_url:
                          type: string
                          format: uri
                          example: https://example.org
                        avatar_url:
                          type: string
                          pattern: ^https://images\.acme\.io/
                        picture_url:
                          type: string
                          readOnly: true
              responses:
                "200":
                  description: The profile.
                  content:
                    application/json:
                      schema:
                        properties:
                          download_url:
                            type: string
          /oauth/authorize:
            get:
              parameters:
                - name: redirect_uri
                  in: query
                  schema:
                    type: string
          /bookmarks:
            get:
              parameters:
                - name: url
                  in: query
                  schema:
                    type: string
      `,
    ],
  },

  *check(api) {
    const groups = new Map<string, Group>();
    for (const operation of api.operations) {
      for (const { field, use } of urlsOf(operation)) {
        if (use === "fetched" && operation.method === "GET" && isOfThisService(api, field)) continue;
        const kind =
          use === "webhook"
            ? webhookOf(api, operation)
            : use === "shown"
              ? shownOf(api, field, operation)
              : use === "fetched" && isForRelaying(operation)
                ? "relayed"
                : use;
        const cause = kind === "fetched" || kind === "relayed" || kind === "redirect" ? `${kind} ${field.name}` : kind;
        const group = groups.get(cause) ?? { kind, fields: [] };
        groups.set(cause, group);
        group.fields.push({ field, operation });
      }
    }
    for (const [cause, { kind, fields }] of groups) {
      const names = [...new Set(fields.map(({ field }) => quoted(field.name)))];
      const operations = [...new Set(fields.map(({ operation }) => operation.id))];
      const { title, what, mitigation, aggravation, rationale = FETCHING, remediation } = KINDS[kind];
      const inside = fields.flatMap(({ field }) => field.examples.filter(isInside))[0];
      const isListed = fields.every(({ field }) => ALLOWED.test(field.description));
      yield {
        at: fields[0]!.field.at,
        cause,
        places: fields.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness })),
        message: `${listed(names, 3)} of ${listed(operations, 3)} ${names.length === 1 ? "is a URL" : "are URLs"} that ${what}`,
        ...(title === undefined ? {} : { title }),
        rationale,
        ...(remediation === undefined ? {} : { remediation }),
        evidence: inside === undefined ? [] : [`an example of it is ${quoted(inside)}`],
        aggravations: aggravation === undefined ? [] : [aggravation],
        mitigations: [
          ...(mitigation === undefined ? [] : [mitigation]),
          ...(isListed ? ["its description says that only some URLs are allowed"] : []),
        ],
      };
    }
  },
};

/**
 * Whether a URL is said to be of what the service itself holds, by its name: "The URL of the Acme board". Names are written
 * with a capital where a noun is not.
 */
function isOfThisService({ info }: AssessedApi, { description }: RequestField): boolean {
  const names = (info.title ?? "").split(/[^\p{L}\p{N}]+/u).filter((word) => /^\p{Lu}\p{L}{3,}$/u.test(word));
  const [first = ""] = sentencesOf(description, LIMIT);
  const behind = /\bUR[LI] (?:\p{Ll}+['’ ]){1,3}(\p{Lu}\p{L}+)/u.exec(first)?.[1];
  return behind !== undefined && names.includes(behind);
}

const LIMIT = 300;

const urlsOf = memo((operation: Operation) =>
  requestFields(operation).flatMap((field) => {
    const use = isSaidUnused(field, operation) ? undefined : urlUseOf(field, operation);
    return use === undefined ? [] : [{ field, use }];
  }),
);

/** Whether a call is there to call another server, and hands its answer back: `POST /proxy { url, method }`. */
function isForRelaying({ path, method, lexicon }: Operation): boolean {
  return method !== "GET" && lexicon.is(textOfName(fixedSegments(path).at(-1) ?? ""), "passes-on");
}

type Kind = UrlUse | "relayed" | "shown to strangers" | "webhook of anybody" | "answered webhook";

/**
 * A picture's URL that comes back as it was sent is kept for others to load. Where it goes in and does not come back, the
 * picture itself may have been got, and strangers get no benefit of the doubt.
 */
function shownOf(api: AssessedApi, { text }: RequestField, operation: Operation): Kind {
  const isKept = api.operations.some((one) => one.operationKind === "path" && answersWith(one, text));
  return !isKept && isForStrangers(api, operation) ? "shown to strangers" : "shown";
}

/** Callers who are known register webhooks: what they do with them is theirs. Who that is, and what comes back, tells more. */
function webhookOf(api: AssessedApi, operation: Operation): Kind {
  if (api.assessed(operation).admission === "anonymous" && !isUnsaid(api, operation)) return "webhook of anybody";
  return answersOfWebhooks(api.operations, operation) ? "answered webhook" : "webhook";
}

/** Whether a read of the same part of an API returns what those answered that are called: a log of deliveries. */
function answersOfWebhooks(operations: readonly Operation[], operation: Operation): boolean {
  const [part] = segmentsOf(operation);
  return operations.some(
    (one) => one.operationKind === "path" && (one === operation || segmentsOf(one)[0] === part) && showsAnswers(one),
  );
}

function segmentsOf({ path }: Operation): readonly string[] {
  return fixedSegments(path).filter((segment) => !/^(?:apis?|rest|v\d+(?:\.\d+)*)$/i.test(segment));
}

interface Group {
  readonly kind: Kind;
  readonly fields: { readonly field: RequestField; readonly operation: Operation }[];
}

const FETCHING = prose`
  A server that fetches what it is told reaches what the caller cannot: services behind the firewall, the metadata address
  of the cloud with the keys of the machine, its own host.
`;

const CALLING = prose`
  The server calls what was registered from inside, and again and again: it reaches services behind the firewall that the
  caller cannot, and whoever registers a host that is somebody else's has it called.
`;

const CALL_OUTSIDE = prose`
  Take https alone, and a host that the caller has shown to be theirs. Call from a network that reaches nothing inside,
  after the name is resolved, without following redirects.
`;

interface KindWords {
  readonly title?: string;
  readonly what: string;
  readonly mitigation?: string;
  readonly aggravation?: string;
  readonly rationale?: string;
  readonly remediation?: string;
}

const KINDS: Readonly<Record<Kind, KindWords>> = {
  fetched: { what: "the server fetches or connects to" },
  relayed: {
    title: "Server fetches any URL and returns the response (SSRF)",
    what: "the server calls",
    aggravation: "to call what it is told and to return the answer is all that it does",
  },
  shown: {
    title: "Server may fetch a client-supplied URL (SSRF)",
    what: "the server may fetch",
    mitigation: "it may be kept for others to load, and not be fetched",
  },
  "shown to strangers": {
    title: "Server may fetch a URL supplied without authentication (SSRF)",
    what: "the server may fetch for strangers",
  },
  provider: {
    what: "the server asks about a log-in",
    mitigation: "it is part of how a log-in is set up, which few may change",
  },
  webhook: {
    title: "Server calls a URL that the client registers (SSRF)",
    what: "the server calls",
    mitigation: "to call what callers register is what a webhook is for",
    rationale: CALLING,
    remediation: CALL_OUTSIDE,
  },
  "webhook of anybody": {
    title: "Server calls a URL registered without authentication (SSRF)",
    what: "the server calls for anybody, without a credential",
    aggravation: "whoever registers it is unknown, and gets what is sent there",
    rationale: CALLING,
    remediation: CALL_OUTSIDE,
  },
  "answered webhook": {
    title: "Server calls a registered URL and returns the response (SSRF)",
    what: "the server calls, and whose answer can be read",
    aggravation: "what it answers is handed back to the caller",
    rationale: CALLING,
    remediation: CALL_OUTSIDE,
  },
  redirect: {
    title: "Redirect to a client-supplied URL (open redirect)",
    what: "the caller is sent on to",
    rationale: prose`
        A redirect to any URL lends the name of the API to whoever phishes: the link that people see and trust is the
        API's, and the page that opens is not.
      `,
    remediation: prose`
        Allow a list of targets and say so with an enum or a pattern, or take a name and look the target up.
      `,
  },
};

/** Words for a list of what is allowed. */
const ALLOWED =
  /\b(?:allow-?list|whitelist|must (?:be|match|begin|start)|registered|allowed (?:hosts?|domains?|urls?))/i;
