/*
 * Signing up, logging in and getting back in.
 */
import { randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { tokenFor } from "../../proving-ground/access-tokens.mjs";
import { answer } from "../../proving-ground/answers.mjs";
import { attempts } from "../../proving-ground/attempts.mjs";
import { hashOf } from "./data.mjs";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NO_STORE = { "cache-control": "no-store" };

/** Compared with where an address has no account, so that the answer takes as long. */
const NOBODY = hashOf(randomUUID());

/** The operations of accounts. */
export function accountOperations({ data, problems, clock, has, audience }) {
  const limit = (count, lock = 15 * MINUTE) => attempts({ limit: count, window: 10 * MINUTE, lock, clock });
  const [logIns, resetRequests, completions, signUps, renewals] = [limit(5), limit(5), limit(10), limit(10), limit(10)];
  const riderOf = (email) => [...data.riders.values()].find((one) => one.account.email === email.toLowerCase());

  /** Answers with too many requests where a key is locked, else with what `handle` gives. Counts what is refused with 4xx. */
  const limited = (tries, key, isOff, handle) => {
    const seconds = isOff ? 0 : tries.waitFor(key);
    if (seconds > 0) return problems.tooMany(seconds);
    const given = handle();
    if (given.status >= 400) tries.count(key);
    return given;
  };

  const sessionOf = (riderId, session = randomUUID()) => {
    const refreshToken = randomBytes(32).toString("base64url");
    data.refreshTokens.set(refreshToken, { riderId, session, expires: clock() + 60 * DAY, used: false });
    const expires = clock() + 15 * MINUTE;
    return {
      accessToken: tokenFor({ subject: riderId, audience, expires, session }),
      refreshToken,
      tokenType: "Bearer",
      expiresIn: 900,
    };
  };

  const endSessionsOf = (riderId) => {
    for (const [token, one] of data.refreshTokens)
      if (one.riderId === riderId) {
        data.endedSessions.add(one.session);
        data.refreshTokens.delete(token);
      }
  };

  return {
    createAccount: ({ body }) => {
      const seconds = signUps.waitFor("everybody");
      if (seconds > 0) return problems.tooMany(seconds);
      signUps.count("everybody");
      const { password, ...sent } = body;
      if (riderOf(sent.email) !== undefined) return problems.conflict("There is an account with this address");
      const id = randomUUID();
      const account = { emailVerified: false, ...sent, id, email: sent.email.toLowerCase(), createdAt: isoOf(clock()) };
      const settings = { profileVisibility: "everybody", shareWorkouts: false, units: "metric", notifications: [] };
      data.riders.set(id, { account, password: hashOf(password), settings, bikes: [], bookings: [] });
      return answer(201, account);
    },

    createSession: ({ body }) =>
      limited(logIns, body.email.toLowerCase(), has("log-in-without-limit"), () => {
        const rider = riderOf(body.email);
        const isRight = isPassword(body.password, rider?.password ?? NOBODY);
        if (rider === undefined && has("log-in-tells-accounts")) return problems.notFound();
        if (rider === undefined || !isRight) return problems.unauthorized();
        logIns.forget(body.email.toLowerCase());
        return answer(201, sessionOf(rider.account.id), NO_STORE);
      }),

    refreshSession: ({ body }) =>
      limited(renewals, "everybody", false, () => {
        const known = data.refreshTokens.get(body.refreshToken);
        if (known === undefined || known.expires < clock()) return problems.unauthorized();
        if (known.used) {
          endSessionsOf(known.riderId);
          return problems.unauthorized();
        }
        known.used = true;
        return answer(200, sessionOf(known.riderId, known.session), NO_STORE);
      }),

    requestPasswordReset: ({ body }) => {
      const key = body.email.toLowerCase();
      const seconds = has("reset-requests-without-limit") ? 0 : resetRequests.waitFor(key);
      if (seconds > 0) return problems.tooMany(seconds);
      resetRequests.count(key);
      const rider = riderOf(key);
      if (rider === undefined) return has("reset-tells-accounts") ? problems.notFound() : answer(202);
      // A real service would send it to the address; here nobody gets it.
      const resetToken = randomBytes(32).toString("base64url");
      data.resets.set(resetToken, { riderId: rider.account.id, expires: clock() + 30 * MINUTE });
      return has("reset-token-returned") ? answer(202, { resetToken }) : answer(202);
    },

    completePasswordReset: ({ body }) =>
      limited(completions, "everybody", has("reset-tokens-without-limit"), () => {
        const known = data.resets.get(body.resetToken);
        if (known === undefined || known.expires < clock()) return problems.invalid("resetToken is not valid");
        data.resets.delete(body.resetToken);
        data.riders.get(known.riderId).password = hashOf(body.newPassword);
        endSessionsOf(known.riderId);
        return answer(204);
      }),
  };
}

function isPassword(password, { salt, hash }) {
  return timingSafeEqual(hashOf(password, salt).hash, hash);
}

function isoOf(time) {
  return new Date(time).toISOString();
}
