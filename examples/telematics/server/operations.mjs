/*
 * What insurers do. The caller is an insurer.
 */
import { randomUUID } from "node:crypto";
import { answer, pageOf } from "../../proving-ground/answers.mjs";
import { AGREED_HOSTS } from "./data.mjs";

const DAY = 24 * 3_600_000;

/** The operations of insurers. */
export function insurerOperations({ data, problems, clock, has }) {
  /** The consent of a path: the caller's own, and active. With one of the flaws, anybody's. */
  const consentOf = ({ caller, parameters: { consentId } }, ...flaws) =>
    data.consents.find(
      ({ insurer, shown }) =>
        shown.id === consentId && shown.status === "active" && (insurer === caller || flaws.some((flaw) => has(flaw))),
    );

  /** What is under the consent of a path, where the driver agreed to the purpose. */
  const under = (request, flaws, purpose, handle) => {
    const consent = consentOf(request, ...flaws);
    if (consent === undefined) return problems.notFound();
    if (purpose !== undefined && !consent.shown.purposes.includes(purpose))
      return problems.problem(403, "purpose-not-granted", "The driver did not agree to this purpose");
    return handle(consent);
  };

  const now = () => new Date(clock()).toISOString();

  const newRequest = ({ caller, body: { returnUrl, ...body } }) => {
    const latest = new Date(clock() + 2 * 365 * DAY).toISOString().slice(0, 10);
    if (body.validUntil > latest) return problems.invalid("validUntil is more than two years away");
    if (!AGREED_HOSTS.has(new URL(returnUrl).hostname)) return problems.invalid("returnUrl is not on an agreed host");
    const open = data.requests.find(
      ({ insurer, shown }) =>
        shown.policyReference === body.policyReference &&
        shown.status === "waiting" &&
        (insurer === caller || has("consent-request-replaced")),
    );
    if (open !== undefined && open.insurer === caller)
      return problems.conflict("There is an open request for this policy");
    if (open !== undefined) data.requests.splice(data.requests.indexOf(open), 1);
    const { policyReference, purposes } = body;
    const id = randomUUID();
    const shown = {
      id,
      policyReference,
      purposes,
      status: "waiting",
      approvalUrl: `https://my.tarnlane.io/consent-requests/${id}`,
      createdAt: now(),
      expiresAt: new Date(clock() + 14 * DAY).toISOString(),
    };
    data.requests.push({ insurer: caller, shown });
    return answer(201, shown, { location: `/v1/consent-requests/${id}` });
  };

  return {
    createConsentRequest: (request) => {
      const key = `${request.caller} ${request.parameters["Idempotency-Key"]}`;
      const known = data.replies.get(key);
      if (known !== undefined && known.at > clock() - DAY) return known.reply;
      const reply = newRequest(request);
      if (reply.status < 400) data.replies.set(key, { at: clock(), reply });
      return reply;
    },

    getConsentRequest: ({ caller, parameters: { requestId } }) => {
      const found = data.requests.find(
        ({ insurer, shown }) => shown.id === requestId && (insurer === caller || has("consent-request-of-others")),
      );
      return found === undefined ? problems.notFound() : answer(200, found.shown);
    },

    listConsents: ({ caller, parameters }) => {
      const { status, changedSince } = parameters;
      const found = data.consents
        .filter(({ insurer }) => insurer === caller || has("consents-of-others"))
        .filter(({ shown }) => status === undefined || shown.status === status)
        .filter(({ changedAt }) => changedSince === undefined || Date.parse(changedAt) >= Date.parse(changedSince))
        .toSorted((a, b) => a.changedAt.localeCompare(b.changedAt));
      return answer(
        200,
        pageOf(
          found.map(({ shown }) => shown),
          parameters,
        ),
      );
    },

    getConsent: (request) => {
      const { consentId } = request.parameters;
      const isAnothers = data.consents.some(
        ({ insurer, shown }) => shown.id === consentId && insurer !== request.caller,
      );
      if (isAnothers && has("consent-existence-told")) return problems.forbidden();
      return under(request, ["consent-of-others"], undefined, ({ shown }) => answer(200, shown));
    },

    endConsent: (request) =>
      under(request, ["consent-of-others-ended"], undefined, (consent) => {
        Object.assign(consent.shown, { status: "given-back", endedAt: now() });
        consent.changedAt = now();
        return answer(204);
      }),

    getInsuredVehicle: (request) =>
      under(
        request,
        request.caller === undefined ? ["vehicle-without-token"] : ["vehicle-of-others"],
        undefined,
        ({ vehicle }) => answer(200, vehicle),
      ),

    listScores: (request) =>
      under(request, ["scores-of-others"], "driving-score", ({ scores }) =>
        answer(200, pageOf(scores, request.parameters)),
      ),

    listTrips: (request) =>
      under(request, ["trips-of-others"], "trips", ({ trips }) => {
        const { endedSince } = request.parameters;
        const found = trips
          .filter(({ endedAt }) => endedSince === undefined || Date.parse(endedAt) >= Date.parse(endedSince))
          .map(({ drivingEvents: _events, ...trip }) => trip);
        return answer(200, pageOf(found, request.parameters));
      }),

    getTrip: (request) =>
      under(request, ["trip-of-others"], "trips", ({ trips }) => {
        const found = trips.find(({ id }) => id === request.parameters.tripId);
        return found === undefined ? problems.notFound() : answer(200, found);
      }),

    listCrashes: (request) =>
      under(request, ["crashes-of-others"], "crash-report", ({ crashes }) => {
        const found = crashes.map(({ id, occurredAt }) => ({ id, occurredAt }));
        return answer(200, pageOf(found, request.parameters));
      }),

    getCrash: (request) =>
      under(request, ["crash-of-others"], "crash-report", ({ crashes }) => {
        const all = has("crash-below-own-consent") ? data.consents.flatMap((one) => one.crashes) : crashes;
        const found = all.find(({ id }) => id === request.parameters.crashId);
        return found === undefined ? problems.notFound() : answer(200, found, { "cache-control": "no-store" });
      }),

    listSubscriptions: ({ caller }) => {
      const found = data.subscriptions.filter(({ insurer }) => insurer === caller || has("subscriptions-of-others"));
      return answer(200, { items: found.map(({ shown }) => shown).slice(0, 5) });
    },

    createSubscription: ({ caller, body }) => {
      if (!AGREED_HOSTS.has(new URL(body.callbackUrl).hostname))
        return problems.invalid("callbackUrl is not on an agreed host");
      const own = data.subscriptions.filter(({ insurer }) => insurer === caller);
      if (own.some(({ shown }) => shown.callbackUrl === body.callbackUrl))
        return problems.conflict("There is a subscription for this address");
      if (own.length >= 5) return problems.conflict("An insurer has five subscriptions at most");
      const shown = { id: randomUUID(), ...body, createdAt: now() };
      data.subscriptions.push({ insurer: caller, shown });
      return answer(201, shown, { location: `/v1/subscriptions/${shown.id}` });
    },

    deleteSubscription: ({ caller, parameters: { subscriptionId } }) => {
      const index = data.subscriptions.findIndex(
        ({ insurer, shown }) =>
          shown.id === subscriptionId && (insurer === caller || has("subscription-of-others-ended")),
      );
      if (index === -1) return problems.notFound();
      data.subscriptions.splice(index, 1);
      return answer(204);
    },

    // Nothing is called and nothing signed here: the key is the example of RFC 7517, appendix A.1.
    getSigningKeys: () =>
      answer(
        200,
        {
          keys: [
            {
              kid: "2026-01",
              kty: "EC",
              crv: "P-256",
              alg: "ES256",
              use: "sig",
              x: "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
              y: "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
            },
          ],
        },
        { "content-type": "application/jwk-set+json" },
      ),

    getStatus: () => answer(200, { consents: "works", driving: "works", crashes: "works" }),
  };
}
