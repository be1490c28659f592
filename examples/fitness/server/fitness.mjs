/*
 * The service of examples/fitness/openapi.yaml: as described, or with flaws.
 */
import { fileURLToPath } from "node:url";
import { claimsOf, FOR_THE_DEMONSTRATION, LONG_AGO, tokenFor } from "../../proving-ground/access-tokens.mjs";
import { problemsBelow } from "../../proving-ground/answers.mjs";
import { readDescription } from "../../proving-ground/description.mjs";
import { service } from "../../proving-ground/service.mjs";
import { accountOperations } from "./accounts.mjs";
import { IDS, initialData, PASSWORD, SCRATCH_LOGIN } from "./data.mjs";
import { FLAWS } from "./flaws.mjs";
import { riderOperations } from "./riding.mjs";

const AUDIENCE = "https://api.spinhollow.app";

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
  const below = problemsBelow("https://handbook.spinhollow.app/problems");
  const problems = { ...below, conflict: (detail) => below.problem(409, "conflict", "It is there already", detail) };

  /** The rider that a token names. */
  const identify = ({ authorization }, operation) => {
    const [, token] = /^Bearer (.+)$/i.exec(authorization ?? "") ?? [];
    if (token === undefined && operation.id === "getUser" && has("profile-without-token")) return undefined;
    const claims = token === undefined ? undefined : claimsOf(token);
    if (claims === undefined || claims.aud !== AUDIENCE || !data.riders.has(claims.sub)) return problems.unauthorized();
    if (claims.exp * 1000 < clock() && !has("expired-token-accepted")) return problems.unauthorized();
    return data.endedSessions.has(claims.session) ? problems.unauthorized() : claims.sub;
  };

  const context = { data, problems, clock, has, audience: AUDIENCE };
  return service({
    description: DESCRIPTION,
    handlers: { ...accountOperations(context), ...riderOperations(context) },
    identify,
    problems,
    ignoresUnknown: (id) =>
      (id === "updateMe" && has("account-takes-any-property")) ||
      (id === "createAccount" && has("sign-up-takes-any-property")),
  });
}

/** What the tests need, by the names that the generated tests have for it. */
export function inputs() {
  const token = (subject, more) => tokenFor({ subject, audience: AUDIENCE, expires: FOR_THE_DEMONSTRATION, ...more });
  return {
    tokenA: token(IDS.riderA),
    tokenB: token(IDS.riderB),
    tokenAdmin: token(IDS.administrator),
    tokenExpired: token(IDS.riderA, { expires: LONG_AGO }),
    tokenForeign: token(IDS.riderA, { audience: "https://shop.spinhollow.app" }),
    // Eight hexadecimal digits in the addresses of new accounts.
    run: "0a1b2c3d",
    scratchLogin: SCRATCH_LOGIN,
    scratchPassword: PASSWORD,
    // Whose followers, and which search and class, show B.
    userIdWithB: IDS.riderC,
    qWithB: "jonas",
    classIdWithB: IDS.class,
    workoutIdB: IDS.workoutB,
  };
}

/** Which ids the tests are given, and must not look for. */
export const GIVEN = [];

/** Which input is once an id of nothing, and which test must notice. */
export const DEAD = { input: "workoutIdB", test: "object-getMyHeartRate" };
