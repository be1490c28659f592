/*
 * The service of examples/telematics/openapi.yaml: as described, or with flaws.
 */
import { fileURLToPath } from "node:url";
import { claimsOf, FOR_THE_DEMONSTRATION, LONG_AGO, tokenFor } from "../../proving-ground/access-tokens.mjs";
import { problemsBelow } from "../../proving-ground/answers.mjs";
import { attempts } from "../../proving-ground/attempts.mjs";
import { readDescription } from "../../proving-ground/description.mjs";
import { service } from "../../proving-ground/service.mjs";
import { IDS, initialData } from "./data.mjs";
import { FLAWS } from "./flaws.mjs";
import { insurerOperations } from "./operations.mjs";

const AUDIENCE = "https://partner-api.tarnlane.io";
const SCOPES = [
  "consents.read",
  "consents.write",
  "vehicles.read",
  "scores.read",
  "trips.read",
  "crashes.read",
  "subscriptions.write",
];
const INSURERS = new Set([IDS.insurerA, IDS.insurerB]);

/** How many calls an insurer has in a minute. */
const CALLS = 600;

/** Which flaw lets an operation accept a token without its scope. */
const WITHOUT_SCOPE = {
  endConsent: "end-consent-without-scope",
  createConsentRequest: "request-consent-without-scope",
};

/** What the service is described by. */
export const DESCRIPTION = readDescription(fileURLToPath(new URL("../openapi.yaml", import.meta.url)));

export { FLAWS };

/**
 * A server with fresh data and the flaws that are named.
 * @param {{ flaws?: readonly string[], clock?: () => number }} [options]
 */
export function server({ flaws = [], clock = Date.now } = {}) {
  const on = new Set(flaws);
  const has = (name) => on.has(name);
  const data = initialData(clock());
  const calls = attempts({ limit: CALLS, window: 60_000, lock: 60_000, clock });
  const below = problemsBelow("https://partners.tarnlane.io/problems");
  const problems = {
    ...below,
    unauthorized: () => below.problem(401, "unauthorized", "Certificate or token is missing or not valid"),
    forbidden: () => below.problem(403, "forbidden", "The token does not allow this"),
    conflict: (detail) => below.problem(409, "conflict", "It is there already", detail),
  };

  /** The insurer that a token stands for. TLS ends before this server, and with it the check of the certificate. */
  const identify = ({ authorization }, operation) => {
    const [needed] = operation.security;
    const scopes = needed.partnerToken;
    // Only the certificate is asked for.
    if (scopes === undefined) return undefined;
    const [, token] = /^Bearer (.+)$/i.exec(authorization ?? "") ?? [];
    if (token === undefined && operation.id === "getInsuredVehicle" && has("vehicle-without-token")) return undefined;
    const claims = token === undefined ? undefined : claimsOf(token);
    if (claims === undefined || !INSURERS.has(claims.sub) || claims.exp * 1000 < clock())
      return problems.unauthorized();
    if (claims.aud !== AUDIENCE && !has("foreign-audience-accepted")) return problems.unauthorized();
    const seconds = calls.waitFor(claims.sub);
    if (seconds > 0) return problems.tooMany(seconds);
    calls.count(claims.sub);
    const granted = claims.scope.split(" ");
    if (scopes.every((scope) => granted.includes(scope)) || has(WITHOUT_SCOPE[operation.id])) return claims.sub;
    return problems.forbidden();
  };

  return service({
    description: DESCRIPTION,
    handlers: insurerOperations({ data, problems, clock, has }),
    identify,
    problems,
  });
}

/** What the tests need, by the names that the generated tests have for it. */
export function inputs() {
  const token = (subject, more) =>
    tokenFor({ subject, audience: AUDIENCE, expires: FOR_THE_DEMONSTRATION, scope: SCOPES.join(" "), ...more });
  return {
    tokenA: token(IDS.insurerA),
    tokenB: token(IDS.insurerB),
    tokenALimited: token(IDS.insurerA, { scope: "consents.read" }),
    tokenExpired: token(IDS.insurerA, { expires: LONG_AGO }),
    tokenForeign: token(IDS.insurerA, { audience: "https://fleet-api.tarnlane.io" }),
    // Eight hexadecimal digits with which the keys of calls begin that count once.
    run: "0a1b2c3d",
    // Consents that a test may end.
    consentIdA: IDS.consentA,
    consentIdB: IDS.consentB,
    requestIdB: IDS.requestB,
  };
}

/** Which ids the tests are given, and must not look for: nothing in the description makes a consent that may be lost. */
export const GIVEN = ["consentIdA", "consentIdB"];

/** Which input is once an id of nothing, and which test must notice. */
export const DEAD = { input: "requestIdB", test: "object-getConsentRequest" };
