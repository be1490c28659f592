/**
 * The flaws that the server can have. Each is a switch of its own: what kind it is, by the names of the field, and what the
 * server then does.
 */
export const FLAWS = {
  "crash-of-others": {
    kind: "BOLA: read",
    does: "GET /v1/consents/{consentId}/crashes/{crashId} returns the crash report of another insurer's consent",
  },
  "crash-below-own-consent": {
    kind: "BOLA: read",
    does: "GET /v1/consents/{consentId}/crashes/{crashId} checks the consent, and then returns any crash report",
  },
  "vehicle-of-others": {
    kind: "BOLA: read",
    does: "GET /v1/consents/{consentId}/vehicle returns the vehicle of another insurer's consent",
  },
  "trip-of-others": {
    kind: "BOLA: read",
    does: "GET /v1/consents/{consentId}/trips/{tripId} returns a trip of another insurer's consent",
  },
  "consent-of-others": {
    kind: "BOLA: read",
    does: "GET /v1/consents/{consentId} returns another insurer's consent",
  },
  "consent-request-of-others": {
    kind: "BOLA: read",
    does: "GET /v1/consent-requests/{requestId} returns another insurer's request",
  },
  "consent-request-replaced": {
    kind: "BOLA: change",
    does: "POST /v1/consent-requests replaces another insurer's open request with the same policyReference",
  },
  "consent-of-others-ended": {
    kind: "BOLA: delete",
    does: "DELETE /v1/consents/{consentId} ends another insurer's consent",
  },
  "subscription-of-others-ended": {
    kind: "BOLA: delete",
    does: "DELETE /v1/subscriptions/{subscriptionId} ends another insurer's subscription",
  },
  "scores-of-others": {
    kind: "BOLA: list",
    does: "GET /v1/consents/{consentId}/scores lists the scores of another insurer's consent",
  },
  "trips-of-others": {
    kind: "BOLA: list",
    does: "GET /v1/consents/{consentId}/trips lists the trips of another insurer's consent",
  },
  "crashes-of-others": {
    kind: "BOLA: list",
    does: "GET /v1/consents/{consentId}/crashes lists the crashes of another insurer's consent",
  },
  "consents-of-others": {
    kind: "BOLA: list",
    does: "GET /v1/consents lists every insurer's consents",
  },
  "subscriptions-of-others": {
    kind: "BOLA: list",
    does: "GET /v1/subscriptions lists every insurer's subscriptions",
  },
  "end-consent-without-scope": {
    kind: "BFLA",
    does: "DELETE /v1/consents/{consentId} accepts a token that may only read consents",
  },
  "request-consent-without-scope": {
    kind: "BFLA",
    does: "POST /v1/consent-requests accepts a token that may only read consents",
  },
  "vehicle-without-token": {
    kind: "Anonymous access",
    does: "GET /v1/consents/{consentId}/vehicle needs no token",
  },
  "foreign-audience-accepted": {
    kind: "Token not checked",
    does: "Every operation accepts a token that was issued for another API",
  },
  "consent-existence-told": {
    kind: "Enumeration",
    does: "GET /v1/consents/{consentId} answers 403, and not 404, where the consent is another insurer's",
  },
};
