import { isObject, member } from "../core/json-value.ts";
import { wordsOf } from "../data/name-tokens.ts";
import type { MediaType, Operation } from "../model/api.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import { fixedSegments, structuralText, calledText } from "./words.ts";

/** Why an operation is open on purpose; each has duties of its own. */
export type Intent =
  | "log-in"
  | "sign-up"
  | "token"
  | "log-out"
  | "password-reset"
  | "verification"
  | "client-registration"
  | "health"
  | "keys"
  | "documentation"
  | "catalogue"
  | "signed-webhook";

/** What an operation is for, where its name, and the structure of what it takes, say so; `undefined` for all others. */
export function intentOf(operation: Operation): Intent | undefined {
  if (operation.operationKind !== "path") return undefined;
  const named = structuralText(operation);
  const called = calledText(operation);
  const last = fixedSegments(operation.path).at(-1) ?? "";
  const isWrite = ["POST", "PUT", "PATCH"].includes(operation.method);
  const fields = inputNames(operation);
  const hasPassword = fields.some((name) => PASSWORD.test(name));
  const isRead = operation.method === "GET" || operation.method === "HEAD";

  if (
    isRead &&
    /^(?:health|healthz|healthcheck|health-check|live|livez|liveness|ready|readyz|readiness|ping|status|heartbeat|alive|version|uptime)$/.test(
      last,
    )
  )
    return "health";
  if (isRead && /\b(?:jwks|jwks json|signing keys|public keys?|certs)\b/.test(named)) return "keys";
  if (isRead && /\.well known|well known/.test(named)) return "documentation";
  if (
    isRead &&
    /^(?:openapi|swagger|docs|api-docs|redoc|openapi\.(?:json|yaml)|swagger\.(?:json|yaml)|swagger-ui.*)$/.test(last)
  )
    return "documentation";
  if (
    isWrite &&
    SIGNATURE_HEADER.some((pattern) =>
      operation.parameters.some(({ in: place, name }) => place === "header" && pattern.test(name)),
    )
  )
    return "signed-webhook";
  if (
    isWrite &&
    /\b(?:reset|forgot|forgotten|recover|recovery|lost)\b/.test(called) &&
    /\b(?:pass ?words?|account|credentials?|pin)\b/.test(called)
  )
    return "password-reset";
  if (isWrite && CLIENT_REGISTRATION.every((name) => fields.some((field) => name.test(field))))
    return "client-registration";
  if (isWrite && isSignUp(operation, called, named, fields, hasPassword)) return "sign-up";
  if (
    isWrite &&
    /\b(?:log ?in|sign ?in|authenticate|authentication|log ?on)\b/.test(called) &&
    (hasPassword || fields.length === 0 || fields.some((name) => IDENTITY.test(name) || CODE.test(name)))
  )
    return "log-in";
  if (isWrite && /^(?:sessions?|login|signin|auth|authenticate)$/.test(last) && hasPassword) return "log-in";
  if (
    isWrite &&
    (/^(?:token|tokens|access_token|access-token|oauth2?|refresh|refresh-token|refresh_token)$/.test(last) ||
      fields.includes("grant_type") ||
      fields.some((name) => /^refresh_?token$/i.test(name)))
  )
    return "token";
  if (/\b(?:log ?out|sign ?out)\b/.test(named)) return "log-out";
  if (
    /\b(?:verify|verification|confirm|confirmation|activate|activation|check otp|resend|otp|magic link|mfa|two factor|2fa)\b/.test(
      called,
    ) &&
    (isWrite || operation.parameters.some(({ name }) => CODE.test(name)))
  )
    return "verification";
  return undefined;
}

/** The names of what an operation takes in its body, at the first level, and in query and path. */
export function inputNames(operation: Operation): readonly string[] {
  const bodies =
    operation.requestBody?.content.flatMap((media: MediaType) =>
      media.schema === undefined ? [] : propertyNames(media.schema),
    ) ?? [];
  return [
    ...new Set([
      ...bodies,
      ...operation.parameters
        .filter(({ in: place }) => place === "query" || place === "header")
        .map(({ name }) => name),
    ]),
  ];
}

/** The names of the properties of a schema, those of what it is composed of and of one wrapper included. */
export function propertyNames(schema: Schema, depth = 0): readonly string[] {
  const target = targetOf(schema);
  if (depth > 4) return [];
  const own = [...target.properties.keys()];
  const composed = [...target.allOf, ...target.oneOf, ...target.anyOf].flatMap((part) =>
    propertyNames(part, depth + 1),
  );
  const only = own.length === 1 ? targetOf(target.properties.get(own[0]!)!) : undefined;
  const wrapped = only !== undefined && only.properties.size > 0 ? propertyNames(only, depth + 1) : [];
  // Where no schema says what comes in, an example does.
  const example =
    own.length === 0 && composed.length === 0 ? target.examples.find(({ value }) => isObject(value))?.value : undefined;
  return [
    ...own,
    ...composed,
    ...wrapped,
    ...(isObject(example) ? Object.keys(example).filter((key) => member(example, key) !== undefined) : []),
  ];
}

const PASSWORD =
  /^(?:.*[_-])?(?:password|passwd|pwd|pass|passwort|kennwort|contrasena|contraseña|senha|mot_?de_?passe|pin)(?:[_-]?(?:1|hash))?$|Password$/i;
const IDENTITY = /e-?mail|user_?name|login|phone|mobile|msisdn|handle|nick/i;
const CODE = /(?:^|[_-])(?:code|otp|token|pin)$|Code$|Otp$|Token$/;
const CLIENT_REGISTRATION = [/^redirect_?uris$/i, /^client_?name$|^grant_?types$|^token_endpoint_auth_method$/i];
const SIGNATURE_HEADER = [/signature/i, /^x-hub-/i, /hmac/i, /^webhook-(?:id|timestamp)$/i];

/** Words for what a stranger does to become a user. */
const SIGN_UP =
  /\b(?:sign ?up|signup|register|registration|registrations|enrol|enroll|create (?:an? )?(?:new )?account|open (?:an? )?account|join|onboard|registrieren|registrierung|inscription|inscrire|registro|registrar|cadastro|cadastrar)\b/;
const PEOPLE =
  /^(?:users?|accounts?|members?|customers?|profiles?|people|persons?|riders?|drivers?|patients?|students?|players?|guests?|subscribers?)$/;

function isSignUp(
  operation: Operation,
  called: string,
  named: string,
  fields: readonly string[],
  hasPassword: boolean,
): boolean {
  if (operation.method !== "POST") return false;
  const hasIdentity = fields.some((name) => IDENTITY.test(name));
  if (
    /\b(?:device|webhook|endpoint|push|domain|hook|card|vehicle|sensor|instance|app|application|client|schema|callback|service)s?\b/.test(
      named,
    ) &&
    !hasPassword
  )
    return false;
  if (SIGN_UP.test(named)) return hasIdentity || hasPassword || fields.length === 0;
  const segments = fixedSegments(operation.path);
  const last = segments.at(-1) ?? "";
  const endsInParameter = /\{[^}]*\}\/?$/.test(operation.path);
  if (PEOPLE.test(last) && !endsInParameter && hasPassword) return true;
  return SIGN_UP.test(called) && hasPassword && hasIdentity && !wordsOf(last).includes("login");
}
