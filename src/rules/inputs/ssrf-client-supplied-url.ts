import { isAnySecured } from "../../model/secured-operations.ts";
import { placeKey } from "../../core/place.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { statedIn } from "../../lexicon/statements.ts";
import { partitioned } from "../../core/grouped.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { denies } from "../../lexicon/denial.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import type { Operation } from "../../model/api.ts";
import { isSaidUnused } from "../../operations/said-of-field.ts";
import { memo, memoBy } from "../../core/memo.ts";
import type { Rule } from "../rule.ts";
import { judgementOf, type AssessedApi } from "../../exposure/assessed-api.ts";
import { fieldsBeside } from "../../operations/fields-beside.ts";
import { namesReturned } from "../../operations/readers/returned-fields.ts";
import { evidentCredentials } from "../../exposure/evident-credential.ts";
import { examinedSite } from "../../operations/inputs/examined-sites.ts";
import { saidBy, statedBy } from "../../exposure/said.ts";
import { stemOf } from "../../exposure/words.ts";
import { interpreterOf, type Interpreter } from "../../operations/inputs/interpreters.ts";
import {
  ANSWERED_FETCH,
  CLIENT_SUPPLIED_URL,
  answeredNames,
  answersBytes,
  answersWith,
  returnsFetched,
  showsAnswers,
} from "../../operations/inputs/answers.ts";
import { addressLimitOf, statedLimitOf } from "../../operations/inputs/address-limits.ts";
import { clearTextWords, isSentOut, sentThere } from "../../operations/inputs/sent-there.ts";
import { isForStrangers, isUnsaid } from "../../operations/strangers.ts";
import {
  deepFields,
  fieldsShownInstead,
  isText,
  requestFields,
  type RequestField,
} from "../../operations/request-fields.ts";
import { renderedPagesOf } from "../../operations/inputs/rendered-pages.ts";
import { contentInsteadOf } from "../../operations/inputs/content-by-url.ts";
import { isSaidToGivePage, isSaidToVisit } from "../../operations/inputs/visited-pages.ts";
import { isInside, isStandIn, passesOn, urlUseOf, type UrlUse } from "../../operations/inputs/url-uses.ts";

/** A URL from the request is one that the server fetches, calls or sends the caller on to. */
export const ssrfClientSuppliedUrl: Rule = {
  id: "ssrf-client-supplied-url",
  title: CLIENT_SUPPLIED_URL,
  alsoKnownAs: ["SSRF", "server-side request forgery", "open redirect"],
  owasp: ["API7:2023"],
  cwe: [918, 601],
  asvs: ["V1.3.6", "V13.2.4", "V15.3.2", "V3.7.2"],
  confidence: "likely",

  rationale: prose`
    A server that fetches a client-supplied URL reaches targets that the caller cannot reach: services behind the
    firewall, the cloud's metadata address with the machine's keys, its own host. A redirect to any URL lets
    phishers use the API's name.
  `,
  exploit: prose`
    An attacker supplies the cloud's metadata address, or the name of a service behind the firewall, as the URL. The
    server fetches it from inside and returns the response, or reveals through errors and response times what is
    there. With the machine's keys from the metadata, the attacker continues in the cloud account.
  `,
  remediation: prose`
    Accept an ID or a listed host, not a URL: declare an enum or a pattern. If arbitrary hosts must be allowed, resolve the name, refuse private addresses, connect to the address that was checked, and do not follow
    redirects. Then state in the description of the field: "Private addresses are refused and redirects are not
    followed."
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
    const pages = renderedPagesOf(api.operations);
    const fetched = fetchedFields(api.operations);
    for (const operation of api.operations) {
      for (const field of pages.get(operation) ?? []) addRendered(groups, field, operation);
      for (const field of requestFields(operation))
        if (isMatchedInPart(field, operation)) addTo(groups, "loose redirect", field, operation);
      for (const { field, use: own } of urlsOf(operation)) {
        // What one call loads another one that takes the same field does not only keep.
        const use = own === "shown" && fetched.has(placeKey(field.at)) ? "fetched" : own;
        if (use === "fetched" && operation.method === "GET" && isOfThisService(api, field)) continue;
        const kind =
          use === "webhook"
            ? webhookOf(api, operation)
            : use === "shown"
              ? shownOf(api, field, operation)
              : use === "fetched" && passesOn(operation) && (operation.method !== "GET" || field.in === "header")
                ? "relayed"
                : use === "fetched" && isAnswered(api.operations, field, operation)
                  ? "answered fetch"
                  : use;
        const sent = kind.includes("webhook") ? sentThere(api, operation, field) : undefined;
        // What is registered is the caller's own, and whether the check that is stated is made a test shows.
        if (kind === "webhook" && sent === undefined && addressLimitOf(field, operation) !== undefined) continue;
        const named = CAUSES[kind] === undefined ? kind : `${CAUSES[kind]} ${field.name}`;
        const cause = sent === undefined ? named : `${named} with data`;
        const group = groups.get(cause) ?? { kind, sent, fields: [] };
        if (kind === "answered fetch") group.kind = kind;
        groups.set(cause, group);
        group.fields.push({ field, operation, kind });
      }
    }
    for (const [cause, { kind, sent, fields }] of [...groups].flatMap(byLimit)) {
      const names = [...new Set(fields.map(({ field }) => quoted(field.name)))];
      const operations = [...new Set(fields.map(({ operation }) => operation.id))];
      const { title, what, mitigation, aggravation, rationale = FETCHING, exploit, remediation } = KINDS[kind];
      const inside = fields.flatMap(({ field }) => field.examples.filter(isInside))[0];
      // What is the product is judged by what comes back to whom: a page as it is, to anybody, or what is made of it.
      const isProduct =
        kind === "answered fetch" &&
        fields.every((one) => isProductOf(api, one)) &&
        !fields.some(({ operation }) => givesPage(operation) && isForAnybody(api, operation));
      const isListed =
        kind !== "loose redirect" &&
        fields.every(({ field, operation }) => addressLimitOf(field, operation) !== undefined);
      yield {
        at: fields[0]!.field.at,
        cause,
        places: fields.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness })),
        message: `${listed(names, 3)} of ${listed(operations, 3)} ${names.length === 1 ? "is" : "are"} ${nounOf(kind, names.length)} that ${what}${sent === undefined ? "" : `; the server sends other people's data there: ${sent}`}`,
        ...(title === undefined ? {} : { title }),
        rationale,
        ...(exploit === undefined ? {} : { exploit }),
        ...(remediation === undefined ? {} : { remediation }),
        // What the description says of itself, where nothing limits it, is known.
        ...(isSaidToReachAll(kind, fields) && !isProduct && !isListed ? { confidence: "certain" as const } : {}),
        evidence: [
          ...(inside === undefined ? [] : [`An example value is ${quoted(inside)}.`]),
          ...(isProduct ? [EGRESS] : []),
          ...(sent === undefined ? [] : [...new Set(fields.flatMap(({ field }) => clearTextWords(field) ?? []))]),
        ],
        aggravations: [
          ...(aggravation === undefined || isProduct ? [] : [aggravation]),
          ...((ANSWERED.has(kind) || kind === "fetched") && fields.some(({ operation }) => isOpenToAll(api, operation))
            ? ["no credential is needed to make the server do this"]
            : []),
          ...(kind === "fetched" && fields.some(({ operation }) => statedBy(operation).has("loads-anything"))
            ? ["the server loads addresses of other protocols too, or follows redirects"]
            : []),
          ...(sent === undefined ? [] : [SENT_ON]),
          ...(kind === "fetched" && fields.every(({ field, operation }) => isSentOut(field, operation))
            ? ["data that the service stores is sent there"]
            : []),
          ...(aggravation === undefined &&
          sent === undefined &&
          // The header of a page is none of a call.
          kind !== "rendered" &&
          fields.some(({ field, operation }) => setsHeaders(field, operation))
            ? ["the caller also sets the headers of the call"]
            : []),
        ],
        mitigations: [
          ...(mitigation === undefined ? [] : [mitigation]),
          ...(kind === "webhook" && fields.every(({ field, operation }) => isSignedHook(api, field, operation))
            ? ["a webhook is meant to call a registered URL, and its messages are signed"]
            : kind === "webhook" &&
                sent !== undefined &&
                fields.every(({ operation }) => operation.access === "secured")
              ? ["registering it requires a credential"]
              : []),
          ...(isListed ? ["a description says that only some URLs are allowed"] : []),
        ],
      };
    }
  },
};

/**
 * A group of what is loaded, apart from those of its fields of which a text says that not every address is accepted: what is
 * limited makes nothing milder that has no limit.
 */
function byLimit([cause, group]: readonly [string, Group]): readonly (readonly [string, Group])[] {
  if (!ANSWERED.has(group.kind) && group.kind !== "fetched") return [[cause, group]];
  const [limited, open] = partitioned(
    group.fields,
    ({ field, operation }) => addressLimitOf(field, operation) !== undefined,
  );
  return limited.length === 0 || open.length === 0
    ? [[cause, group]]
    : [
        [cause, { ...group, kind: gravestOf(open), fields: [...open] }],
        [`${cause} limited`, { ...group, kind: gravestOf(limited), fields: [...limited] }],
      ];
}

/** What of the fields of one cause is the worst: that the caller reads what was loaded. */
function gravestOf(fields: readonly Group["fields"][number][]): Kind {
  return (fields.find(({ kind }) => ANSWERED.has(kind)) ?? fields[0]!).kind;
}

/** HTML that is made into a document: what it names is loaded by the server. Where a text says that it is isolated, it is not. */
function addRendered(groups: Map<string, Group>, field: RequestField, operation: Operation): void {
  if (statedLimitOf(field, operation) === undefined) addTo(groups, "rendered", field, operation);
}

function addTo(groups: Map<string, Group>, kind: Kind, field: RequestField, operation: Operation): void {
  const group = groups.get(kind) ?? { kind, sent: undefined, fields: [] };
  groups.set(kind, group);
  group.fields.push({ field, operation, kind });
}

/**
 * Whether the address that a browser is sent to with a code or a token is compared in part alone with those that are registered,
 * which RFC 9700, section 2.1, forbids.
 */
function isMatchedInPart(field: RequestField, { lexicon }: Operation): boolean {
  return (
    field.description !== "" &&
    lexicon.has(field.words, "sent-on") &&
    (statedIn(field.description).has("matched-in-part") || isUnregistered(field))
  );
}

/** Whether an authorization endpoint sends its codes and tokens to whatever address it is given: "need not be registered". */
function isUnregistered({ description, text }: RequestField): boolean {
  return /redirect/.test(text) && statedIn(description).has("goes-to-any");
}

/** Whether the text says that what the server loaded comes back, or that a redirect URI is compared in part alone. */
function isSaidToReachAll(kind: Kind, fields: Group["fields"]): boolean {
  return kind === "loose redirect" || (ANSWERED.has(kind) && fields.every(({ operation }) => saysWhatCame(operation)));
}

/** Whether the text says that what was loaded comes back, or where it begins. */
function saysWhatCame(operation: Operation): boolean {
  const stated = statedBy(operation);
  return stated.has("hands-back-loaded") || stated.has("shows-what-came");
}

/** What is sent, as one or several. */
function nounOf(kind: Kind, many: number): string {
  if (kind === "rendered") return "HTML";
  const [one, several] = kind === "proxy" ? ["a host", "hosts"] : ["a URL", "URLs"];
  return many === 1 ? one : several;
}

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

const urlsOf = memo((operation: Operation) => [
  ...requestFields(operation).flatMap((field) => {
    // Few fields are URLs: the others need not be asked whether they are texts that run (2 % of a review).
    const use = urlUseOf(field, operation);
    return use === undefined || isSaidUnused(field, operation) || isProgram(field, operation) ? [] : [{ field, use }];
  }),
  ...(worksOnContent(operation) ? deepFields(operation) : []).flatMap((field) =>
    /\bUR[LI]\b/i.test(field.description) && urlUseOf(field, operation) === "fetched"
      ? [{ field, use: "fetched" as const }]
      : [],
  ),
  // Of a body that nothing describes only what the service itself calls is taken from what comes back.
  ...fieldsShownInstead(operation).flatMap((field) => {
    const use = field.depth === 0 && !isSaidUnused(field, operation) ? urlUseOf(field, operation) : undefined;
    return use === "webhook" ? [{ field, use }] : [];
  }),
]);

/** Whether an operation says that it makes something of content: only there URLs deep in a body are looked for. */
function worksOnContent(operation: Operation): boolean {
  return operation.method !== "GET" && saidBy(operation).some((words) => operation.lexicon.has(words, "works-on-file"));
}

/** Whether a field that is not called a URL is a text that is run or rendered itself: nothing is fetched from there. */
function isProgram(field: RequestField, operation: Operation): boolean {
  if (/(?:^| )ur[il]$/.test(field.text)) return false;
  const kind = interpreterOf(field, operation);
  return kind !== undefined && PROGRAMS.has(kind);
}

const PROGRAMS: ReadonlySet<Interpreter> = new Set(["template", "script", "sql"]);

/** The fields that some operation loads from, by their places: a body that several take is the same in all. */
const fetchedFields = memo(
  (operations: readonly Operation[]): ReadonlySet<string> =>
    new Set(
      operations.flatMap((operation) =>
        urlsOf(operation).flatMap(({ field, use }) => (use === "fetched" ? [placeKey(field.at)] : [])),
      ),
    ),
);

type Kind =
  | UrlUse
  | "rendered"
  | "loose redirect"
  | "relayed"
  | "answered fetch"
  | "shown to strangers"
  | "webhook of any user"
  | "answered webhook";

/** What one field of a kind is one cause; that what is fetched can be read makes no other of it. */
const CAUSES: Readonly<Partial<Record<Kind, string>>> = {
  fetched: "fetched",
  "answered fetch": "fetched",
  relayed: "relayed",
  redirect: "redirect",
};

/** Whether what the other server answers reaches the caller: it is called in place of this one, or a read shows what it answered. */
function isAnswered(operations: readonly Operation[], field: RequestField, operation: Operation): boolean {
  return (
    isStandIn(field, operation) ||
    returnsFetched(operation) ||
    saysWhatCame(operation) ||
    capturesPage(operation) ||
    (operation.method === "GET" && isPageLoaded(operation)) ||
    comesBack(contentInsteadOf(field, operation), operation) ||
    (field.isList && examinedSite(operation) === field && givesTextBack(operation)) ||
    (answersBytes(operation) && isContent(field, operation)) ||
    // What a read loads it returns itself: what is shown elsewhere of calls is not of it.
    (operation.method !== "GET" && answersOfWebhooks(operations, operation))
  );
}

/** Whether an operation is called after what shows its caller what stands at a URL: a picture of a page, its text, a PDF of it. */
function capturesPage({ path, operationId, summary, lexicon }: Operation): boolean {
  return [path, operationId, summary].some((text) => lexicon.has(wordsInOrder(text ?? ""), "captures-page"));
}

/** Whether an operation says that it goes to the page that its caller names, or gives its markup. */
function isPageLoaded(operation: Operation): boolean {
  return isSaidToVisit(operation) || isSaidToGivePage(operation);
}

/** Whether a call that is not stated to be open is there to load what a URL names and to make something of it. */
function isProductOf(api: AssessedApi, { field, operation }: Group["fields"][number]): boolean {
  return (
    (operation.access === "secured" || isUnsaid(api, operation)) &&
    !isStandIn(field, operation) &&
    (capturesPage(operation) || isPageLoaded(operation) || contentInsteadOf(field, operation) !== undefined)
  );
}

/** Whether what stands at the URL comes back as it is, and no picture or analysis of it. */
function givesPage(operation: Operation): boolean {
  return (
    isSaidToGivePage(operation) ||
    operation.responses.some(
      ({ statusClass, content }) => statusClass === "2xx" && content.some(({ type }) => AS_IT_IS.test(type)),
    )
  );
}

const AS_IT_IS = /^(?:text\/(?:html|plain|\*)|\*\/\*|application\/(?:pdf|octet-stream|xhtml))/i;

/** Whether anybody who wants to can get what the call asks for. */
function isForAnybody(api: AssessedApi, operation: Operation): boolean {
  const { admission } = api.assessed(operation);
  return admission === "self-registered" || admission === "anonymous";
}

const EGRESS =
  "Fetching URLs that callers send is the purpose of this operation. Test that it refuses internal addresses, and redirects to them.";

/**
 * Whether the caller also chooses headers of the call, beside the URL or as a map in an object beside it: services that refuse
 * a call without a header of theirs are reached too.
 */
function setsHeaders(field: RequestField, operation: Operation): boolean {
  const { lexicon } = operation;
  const { parent, fields } = fieldsBeside(field, operation);
  // Among many settings of something else the headers are that thing's, where nothing says what the hook is.
  const isBare = field.description.trim() === "" && !field.words.some((word) => URL_WORD.test(word));
  if (isBare && fields.length > MOST_OF_HOOK) return false;
  const beside = new Set(fields);
  return requestFields(operation).some(
    (one) =>
      one.in === field.in &&
      one.in !== "header" &&
      lexicon.is(one.words.at(-1) ?? "", "header") &&
      (beside.has(one) || (one.witness.startsWith(parent) && !isText(one))),
  );
}

const URL_WORD = /^(?:ur[il]s?|endpoint|address|link|target)$/;
/** A webhook has no more settings beside its URL. */
const MOST_OF_HOOK = 8;

/** Whether content that is sent or loaded comes back under its own name. */
function comesBack(content: RequestField | undefined, operation: Operation): boolean {
  return content !== undefined && answersWith(operation, content.text);
}

/** Whether a text that may be sent in place of links has the name of one that comes back: what the links lead to is in it. */
function givesTextBack(operation: Operation): boolean {
  return requestFields(operation).some(
    (other) => other.in === "body" && !other.isList && isText(other) && answersWith(operation, other.text),
  );
}

/** Whether what stands at a URL is a page or a text, which can be read in what is made of it; of a picture only a picture is. */
function isContent({ words, description }: RequestField, { lexicon }: Operation): boolean {
  return [words, wordsInOrder(description.slice(0, LIMIT))].some((one) => lexicon.has(one, "readable-content"));
}

/**
 * A picture's URL that comes back as it was sent is kept for others to load. Where it goes in and does not come back, the
 * picture itself may have been got, and strangers get no benefit of the doubt.
 */
function shownOf(api: AssessedApi, { text }: RequestField, operation: Operation): Kind {
  const isKept = answeredNames(api.operations).has(text);
  return !isKept && isForStrangers(api, operation) ? "shown to strangers" : "shown";
}

/** Callers who are known register webhooks: what they do with them is theirs. Who that is, and what comes back, tells more. */
function webhookOf(api: AssessedApi, operation: Operation): Kind {
  // Where a key is seen to be sent, an account registers it.
  if (
    api.assessed(operation).admission === "anonymous" &&
    !isUnsaid(api, operation) &&
    (operation.access === "anonymous" || !evidentCredentials(api)(operation))
  )
    return "webhook of any user";
  return answersOfWebhooks(api.operations, operation) ? "answered webhook" : "webhook";
}

/**
 * Whether what is sent to a registered URL proves where it comes from: a secret is required beside the URL, here or where one is
 * made, or is by its name or text one for signatures, or comes back; or a text of the API, the operation or its messages speaks
 * of signatures. Who builds that has thought of what is called. A secret that may be left out signs nothing without it.
 */
function isSignedHook(api: AssessedApi, field: RequestField, operation: Operation): boolean {
  const { lexicon } = operation;
  const isNamedProof = (words: readonly string[]): boolean => lexicon.has(words, "proof-of-sender");
  const isSecret = (words: readonly string[]): boolean => isNamedProof(words) || lexicon.has(words, "program-secret");
  const secrets = fieldsBeside(field, operation).fields.filter(({ words }) => isSecret(words));
  const isOfSigning = (secret: RequestField): boolean =>
    secret.isRequired ||
    isNamedProof(secret.words) ||
    saysSigned(secret.description, lexicon) ||
    isRequiredElsewhere(api, secret, operation);
  return (
    secrets.some(isOfSigning) ||
    [...namesReturned(operation)].some((name) => isSecret(wordsOf(name))) ||
    areMessagesSigned(api) ||
    saysSigned(`${operation.description ?? ""} ${field.description}`, lexicon)
  );
}

/** Whether the same part of the API requires a field of this name in some call: a change may leave out what was set before. */
function isRequiredElsewhere({ operations }: AssessedApi, { name }: RequestField, operation: Operation): boolean {
  return requiredNames(operations).get(stemOf(operation))?.has(name) === true;
}

/** The names of the fields that must be sent, by the part of the API. */
const requiredNames = memo((operations: readonly Operation[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const names = new Map<string, Set<string>>();
  for (const operation of operations) {
    if (operation.operationKind !== "path") continue;
    const own = names.get(stemOf(operation)) ?? new Set();
    names.set(stemOf(operation), own);
    for (const field of requestFields(operation)) if (field.isRequired) own.add(field.name);
  }
  return names;
});

const areMessagesSigned = memoBy(
  judgementOf,
  ({ info, operations }: AssessedApi): boolean =>
    saysSigned(info.description ?? "", info.lexicon, true) ||
    operations.some(
      ({ operationKind, description = "", parameters, lexicon }) =>
        operationKind !== "path" &&
        (saysSigned(description, lexicon) ||
          parameters.some(({ name }) => lexicon.has(wordsOf(name), "proof-of-sender"))),
    ),
);

/** Whether a sentence says that something is signed; where it stands in the text of the API, it must be of what is sent. */
function saysSigned(text: string, lexicon: Lexicon, isOfAll = false): boolean {
  return sentencesOf(text.slice(0, 10 * LIMIT)).some((sentence) => {
    const words = wordsInOrder(sentence);
    return (
      lexicon.has(words, "proof-of-sender") &&
      !denies(words, lexicon) &&
      (!isOfAll || lexicon.has(words, "sent-to-hook"))
    );
  });
}

/** Whether a read of the same part of an API returns what those answered that are called: a log of deliveries. */
function answersOfWebhooks(operations: readonly Operation[], operation: Operation): boolean {
  return partsWithAnswers(operations).has(stemOf(operation));
}

const partsWithAnswers = memo(
  (operations: readonly Operation[]): ReadonlySet<string> =>
    new Set(operations.filter((one) => one.operationKind === "path" && showsAnswers(one)).map(stemOf)),
);

interface Group {
  /** Of several the gravest. */
  kind: Kind;
  /** Which data of others is sent there. */
  readonly sent: string | undefined;
  readonly fields: { readonly field: RequestField; readonly operation: Operation; readonly kind: Kind }[];
}

const SENT_ON = "other people's data is sent there as long as the URL is registered";

const FETCHING = prose`
  A server that fetches a client-supplied URL reaches targets that the caller cannot reach: services behind the
  firewall, the cloud's metadata address with the machine's keys, its own host.
`;

const CALLING = prose`
  The server calls the registered URL from inside, again and again. It reaches services behind the firewall that the
  caller cannot reach, and callers can make it call a host that is not their own.
`;

const CALL_OUTSIDE = prose`
  Accept only https URLs of the caller's verified hosts. Resolve the host name, check the IP
  address and connect to that address, from a network without internal access and without following redirects.

  Where the URL is described, list the allowed hosts as an enum, or as a pattern that begins with https and the whole
  host. Or describe the check in words, such as "The host is resolved before each call;
  private, loopback and link-local addresses are refused". A test that such URLs are refused then takes the place of the
  finding. State as well how messages are signed (the header, and HMAC with which hash).
`;

interface KindWords {
  readonly title?: string;
  readonly what: string;
  readonly mitigation?: string;
  readonly aggravation?: string;
  readonly rationale?: string;
  readonly exploit?: string;
  readonly remediation?: string;
}

/** Where callers read what the server got. */
const ANSWERED: ReadonlySet<Kind> = new Set(["answered fetch", "relayed"]);

/** Whether an operation is stated to need no credential, and others need one: it reads what is inside for anybody. */
function isOpenToAll(api: AssessedApi, { access }: Operation): boolean {
  return access === "anonymous" && isAnySecured(api.operations);
}

const KINDS: Readonly<Record<Kind, KindWords>> = {
  fetched: { what: "the server fetches or connects to" },
  relayed: {
    title: "Server fetches any URL and returns the response (SSRF)",
    what: "the server calls",
    aggravation: "its only purpose is to call a URL and return the response",
  },
  "answered fetch": {
    title: ANSWERED_FETCH,
    what: "the server calls, and whose response the caller can read",
    aggravation: "its response is returned to callers",
  },
  shown: {
    title: "Server may fetch a client-supplied URL (SSRF)",
    what: "the server may fetch",
    mitigation: "the server may only store it for others to load",
  },
  "shown to strangers": {
    title: "Server may fetch a URL supplied without authentication (SSRF)",
    what: "the server may fetch for anyone",
  },
  proxy: {
    title: "Client sets the proxy for the server's outgoing calls (SSRF)",
    what: "the server uses as the proxy for its outgoing calls",
    aggravation: "the proxy sees all outgoing calls, and can read and change those that are not encrypted",
    rationale: prose`
      Whoever controls the proxy sees which services the server calls, reads and changes all that is not encrypted,
      and can make calls fail. The proxy's host can also be an internal one that callers cannot reach.
    `,
    exploit: prose`
      An attacker enters a host of their own as the proxy. The server's outgoing calls then go through it, and the attacker
      reads the credentials and data in those without TLS.
    `,
    remediation: prose`
      Keep the proxy in the server's own configuration. If it must be set by API, require a separate permission for
      administrators, and allow only listed hosts.
    `,
  },
  provider: {
    what: "the server uses to check a log-in",
    mitigation: "the address is part of the log-in configuration, which few may change",
  },
  webhook: {
    title: "Server calls a URL that the client registers (SSRF)",
    what: "the server calls",
    rationale: CALLING,
    remediation: CALL_OUTSIDE,
  },
  "webhook of any user": {
    title: "Server calls a URL registered without authentication (SSRF)",
    what: "the server calls for anyone, without a credential",
    aggravation: "an unknown caller registers it and receives the data",
    rationale: CALLING,
    remediation: CALL_OUTSIDE,
  },
  "answered webhook": {
    title: "Server calls a registered URL and returns the response (SSRF)",
    what: "the server calls, and whose response the caller can read",
    aggravation: "its response is returned to the caller",
    rationale: CALLING,
    remediation: CALL_OUTSIDE,
  },
  rendered: {
    title: "Server renders HTML supplied by the client (SSRF, local files)",
    what: "the server renders into a document or picture",
    rationale: prose`
      A renderer loads the images, style sheets and frames that the HTML names, from inside the server's network. It
      can reach internal services, the cloud metadata address and local files, and the document shows what it has
      loaded.
    `,
    exploit: prose`
      An attacker sends HTML with a frame whose source is a file of the server or the cloud's metadata address. The
      returned document shows the file or the server's cloud credentials. Scripts in the HTML can read more and send it
      to the attacker.
    `,
    remediation: prose`
      Render in an isolated process without network or file access, with scripts turned off. If resources must be loaded,
      allow only hosts on a fixed list.
    `,
  },
  "loose redirect": {
    title: "Redirect URI is not compared in full with registered ones (open redirect)",
    what: "is compared only in part with the registered ones, or not at all",
    aggravation: "codes and tokens are sent there",
    rationale: prose`
      A redirect URI that is not registered, or that only begins like a registered one, can lead to another page or another
      host. The authorization code or the token goes there (RFC 9700, section 4.1).
    `,
    exploit: prose`
      An attacker sends a victim a link to the log-in page with a redirect URI of their own that passes the comparison. The
      victim logs in, and the attacker's page receives the code or the token.
    `,
    remediation: prose`
      Compare the whole redirect URI with the registered ones, character by character, and state it where the parameter is
      described.
    `,
  },
  redirect: {
    title: "Redirect to a client-supplied URL (open redirect)",
    exploit: "An attacker sends a link of this API that leads on to a copy of its log-in page.",
    what: "the client is redirected to",
    rationale: prose`
        A redirect to any URL lets phishers use the API's name: the link that people see and trust is the API's, but the
        page that opens is not.
      `,
    remediation: prose`
        Allow only listed targets, declared as an enum or a pattern. Alternatively, accept a name and look up its target on
        the server.
      `,
  },
};
