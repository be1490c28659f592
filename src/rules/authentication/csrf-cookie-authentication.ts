import { count, listed, prose, quoted, yaml } from "../../core/prose.ts";
import { capitalized } from "../../core/sentence.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { intentOf } from "../../exposure/intent.ts";
import { readingOf } from "../../exposure/reading.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { SecurityScheme } from "../../model/security.ts";
import type { Fault } from "../../operations/fault.ts";
import type { Rule } from "../rule.ts";

/** A credential in a cookie, with which browsers change something, and nothing that tells where a request comes from. */
export const csrfCookieAuthentication: Rule = {
  id: "csrf-cookie-authentication",
  title: "Cookie authentication allows cross-site requests (CSRF)",
  alsoKnownAs: ["CSRF", "cross-site request forgery"],
  owasp: ["API2:2023"],
  cwe: [352],
  asvs: ["V3.3.2", "V3.5.1"],
  confidence: "likely",

  rationale: prose`
    A browser adds the cookie to every request to the host that set it, whichever site caused the request, unless the
    SameSite attribute of the cookie prevents this. Without a CSRF token that only the real site knows, another site
    can make changes as the logged-in user. The description does not show whether SameSite restricts the cookie.
  `,
  exploit: prose`
    An attacker gets a logged-in user to open a page, for example with a link in a message. The page sends a request
    to the API, and the browser adds the cookie. The order, the transfer or the new e-mail address is accepted as if
    the user had requested it.
  `,
  remediation: prose`
    Accept the credential only in the Authorization header, and no longer in a cookie. Or set SameSite=Strict, HttpOnly and Secure on the cookie,
    require a CSRF token in a header, and describe that header.
  `,

  examples: {
    bad: [
      yaml`
        security:
          - session: []
        paths:
          /orders:
            post: {}
        components:
          securitySchemes:
            session:
              type: apiKey
              in: cookie # ✗
              name: SESSION
      `,
    ],
    good: [
      yaml`
        paths:
          /orders:
            get:
              security:
                - session: []
            post:
              security:
                - session: []
                  forgery: []
            delete:
              parameters:
                - name: X-XSRF-TOKEN
                  in: header
                  required: true
                  schema:
                    type: string
              security:
                - session: []
        components:
          securitySchemes:
            forgery:
              type: apiKey
              in: header
              name: X-CSRF-Token
            session:
              type: apiKey
              in: cookie
              name: SESSION
      `,
    ],
  },

  *check(api) {
    yield* openInside(api);
    for (const scheme of api.securitySchemes) {
      if (!isCookie(scheme)) continue;
      const operations = sentWith(api, scheme);
      if (operations.length === 0) continue;
      const simple = SAME_SITE.test(scheme.description ?? "") ? [] : operations.filter(isSimpleRequest);
      yield {
        at: placeOf(scheme, "in"),
        cause: scheme.name,
        carriers: operations,
        message: `The cookie ${quoted(scheme.parameterName ?? scheme.name)} alone authenticates ${count(operations.length, "state-changing operation")}`,
        ...wordsBySameSite(scheme),
        aggravations:
          simple.length === 0
            ? []
            : [
                `a form on any page can send ${simple.length === 1 ? simple[0]!.id : `${simple.length} of them, such as ${simple[0]!.id}`}: ${simple.length === 1 ? "it takes" : "they take"} no body, or one that forms have`,
              ],
      };
    }
  },
};

/** Whether a scheme is a cookie, also where it is written as the header in which browsers send cookies. */
function isCookie({ schemeKind, in: place, parameterName }: SecurityScheme): boolean {
  return (
    schemeKind === "apiKey" && (place === "cookie" || (place === "header" && parameterName?.toLowerCase() === "cookie"))
  );
}

/** The changes that a cookie alone lets a caller make: of the only scheme, also where no requirement names any. */
function sentWith({ operations, securitySchemes }: AssessedApi, cookie: SecurityScheme): readonly Operation[] {
  const used = cookie.usedBy.filter((operation) => isForgeable(operation, cookie));
  const isOnlyOne = securitySchemes.length === 1 && operations.every(({ access }) => access === "unstated");
  return used.length === 0 && isOnlyOne
    ? operations.filter((operation) => isUnsafe(operation) && intentOf(operation) === undefined)
    : used;
}

/** A browser sends it from any page, and asks nobody first (Fetch Standard, CORS-safelisted request). */
function isSimpleRequest({ method, requestBody, parameters }: Operation): boolean {
  return (
    method === "POST" &&
    !parameters.some(({ in: place, name, required }) => place === "header" && required && !/^cookie$/i.test(name)) &&
    (requestBody?.content ?? []).every(({ type }) => FORMS.test(type))
  );
}

const FORMS = /^(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)/i;
const SAME_SITE = /\bsame-?site\W{0,10}(?:lax|strict)\b/i;

/** What the description says of SameSite, where it does: that other sites' requests carry the cookie is then no guess. */
function wordsBySameSite({ name, description = "" }: SecurityScheme): Pick<Fault, "rationale" | "evidence"> {
  const [, value = ""] = /\bsame-?site\W{0,10}(none|lax|strict)\b/i.exec(description) ?? [];
  if (value === "") return {};
  const meaning = {
    none: "SameSite=None lets requests from every site carry the cookie.",
    lax: "SameSite=Lax keeps the cookie out of other sites' POST requests, but not out of those from other hosts of the same site.",
    strict:
      "SameSite=Strict keeps the cookie out of other sites' requests, but not out of those from other hosts of the same site.",
  }[value.toLowerCase() as "none" | "lax" | "strict"]; // the expression matches no other
  return {
    rationale: `${ADDED} ${meaning}`,
    evidence: [`The description of ${quoted(name)} says: SameSite=${capitalized(value.toLowerCase())}.`],
  };
}

const ADDED = prose`
  A browser adds a cookie to every request to its host. Without a CSRF token that only the real site knows, another site
  can make changes as the logged-in user.
`;

/**
 * Changes inside a network that are said to need no credential and take no body: a page on the Internet can have a browser
 * inside send them, since a form without fields is no request that the browser asks about first (CORS, simple requests).
 */
function* openInside(api: AssessedApi): Generator<Fault> {
  const operations = api.operations.filter((operation) => isSentByForm(api, operation));
  if (operations.length === 0) return;
  yield {
    at: placeOf(operations[0]!),
    cause: "open inside",
    title: "Web pages can make changes inside the network (CSRF)",
    places: operations.map((operation) => ({ at: placeOf(operation), operation })),
    message: `${listed(
      operations.map(({ id }) => id),
      3,
    )} ${operations.length === 1 ? "needs" : "need"} neither a credential nor a body, so any web page can send the request`,
    rationale: OPEN_INSIDE,
    exploit: FORM_WITHOUT_FIELDS,
    remediation: KEEP_PAGES_OUT,
  };
}

function isSentByForm(api: AssessedApi, operation: Operation): boolean {
  const { operationKind, method, access, requestBody, parameters } = operation;
  return (
    operationKind === "path" &&
    method === "POST" &&
    access === "anonymous" &&
    requestBody === undefined &&
    !parameters.some(({ in: place, required }) => place === "header" && required) &&
    readingOf(operation) === undefined &&
    api.assessed(operation).intent === undefined &&
    api.assessed(operation).reach === "internal"
  );
}

const FORM_WITHOUT_FIELDS = prose`
  An attacker puts a form without fields on a web page, with the address of the internal service as its target. Someone
  on the network opens the page, and the browser sends the request. The service carries it out, and never sees the
  attacker.
`;

const KEEP_PAGES_OUT = prose`
  Require a credential that browsers do not add by themselves. Until then, require a JSON body or a header such as
  X-Requested-With, check Origin and Host, and reject requests from other sites.
`;

const OPEN_INSIDE = prose`
  Limiting a service to the internal network does not keep browsers out: any page that someone inside opens can send
  requests to it. The page cannot read the response, but the change is made.
`;

/** Whether another site can make a browser change something: an alternative asks for the cookie and nothing else. */
function isForgeable(operation: Operation, cookie: SecurityScheme): boolean {
  if (!isUnsafe(operation)) return false;
  return (operation.security?.alternatives ?? []).some(
    ({ schemes }) => schemes.some(({ scheme }) => scheme === cookie) && schemes.every(({ scheme }) => isCookie(scheme)),
  );
}

/** Whether an operation changes something, and asks for nothing that another site cannot know. */
function isUnsafe(operation: Operation): boolean {
  const { operationKind, method, parameters } = operation;
  return (
    operationKind === "path" &&
    !["GET", "HEAD", "OPTIONS", "QUERY", "TRACE"].includes(method) &&
    // The page that has it sent cannot read what comes back.
    readingOf(operation) === undefined &&
    !parameters.some(({ in: place, name }) => place === "header" && FORGERY.test(name))
  );
}

const FORGERY = /csrf|xsrf|x-requested-with|forgery/i;
