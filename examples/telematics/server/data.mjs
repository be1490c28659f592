/*
 * Who and what is in the server when it starts. Dates are counted from its start; everything else is always the same.
 */
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Insurers A and B are those of the tests; each has one of everything. */
export const IDS = {
  insurerA: "insurer-a",
  insurerB: "insurer-b",
  consentA: "8c1f7a52-30d6-4d0b-9a41-1e7c5b9d2f64",
  consentB: "91a3c5e7-42f8-4e1d-8b52-2f8d6caf3075",
  tripA: "a2b4d6f8-5309-4f2e-9c63-309e7db04186",
  tripB: "b3c5e709-641a-403f-8d74-41af8ec15297",
  crashA: "c4d6f81a-752b-4140-9e85-52b09fd263a8",
  crashB: "d5e7092b-863c-4251-8f96-63c1a0e374b9",
  requestA: "e6f81a3c-974d-4362-90a7-74d2b1f485ca",
  requestB: "f7092b4d-a85e-4473-81b8-85e3c20596db",
  subscriptionA: "081a3c5e-b96f-4584-92c9-96f4d316a7ec",
  subscriptionB: "192b4d6f-ca70-4695-83da-a705e427b8fd",
};

/** The hosts that the agreement of each insurer names, for addresses that are called or that a driver is sent to. */
export const AGREED_HOSTS = new Set(["customer.example.com", "hooks.example.com", "example.com"]);

/** A fresh store. */
export function initialData(now) {
  const before = (milliseconds) => new Date(now - milliseconds).toISOString();
  const quarter = (milliseconds) => before(milliseconds + ((now - milliseconds) % (15 * MINUTE)));
  const day = (days) => before(-days * DAY).slice(0, 10);
  const consents = ["A", "B"].map((name, index) => ({
    insurer: IDS[`insurer${name}`],
    shown: {
      id: IDS[`consent${name}`],
      policyReference: `PL-2026-004811${3 + index}`,
      purposes: ["driving-score", "trips", "crash-report"],
      status: "active",
      givenAt: before(60 * DAY),
      validUntil: day(180),
      endedAt: null,
      termsVersion: "2026-01",
    },
    changedAt: before(60 * DAY),
    vehicle: {
      vin: `TLN0EXAMPLE00004${2 + index}`,
      make: "Corvane",
      model: "Estate 2",
      modelYear: 2024,
      odometerKm: 18400,
    },
    scores: [
      { week: "2026-W05", overall: 82, braking: 77, speed: 88, nightDriving: 91, distanceKm: 143 },
      { week: "2026-W04", overall: 79, braking: 74, speed: 85, nightDriving: 90, distanceKm: 98 },
    ],
    trips: [
      {
        id: IDS[`trip${name}`],
        startedAt: quarter(3 * DAY),
        endedAt: quarter(3 * DAY - 45 * MINUTE),
        distanceKm: 38.2,
        roadShares: { motorway: 60, rural: 25, urban: 15 },
        drivingEvents: [{ kind: "harsh-braking", severity: "clear", minute: 12 }],
      },
    ],
    crashes: [
      {
        id: IDS[`crash${name}`],
        occurredAt: before(10 * DAY),
        position: { latitude: 51.4321, longitude: 7.1234 },
        impactSpeedKmh: 31,
        impactSide: "front",
        airbagDeployed: true,
        injuries: "slight",
      },
    ],
  }));
  const requests = ["A", "B"].map((name, index) => ({
    insurer: IDS[`insurer${name}`],
    shown: {
      id: IDS[`request${name}`],
      policyReference: `PL-2026-005920${7 + index}`,
      purposes: ["driving-score"],
      status: "waiting",
      approvalUrl: `https://my.tarnlane.io/consent-requests/${IDS[`request${name}`]}`,
      createdAt: before(DAY),
      expiresAt: before(-13 * DAY),
    },
  }));
  const subscriptions = ["A", "B"].map((name) => ({
    insurer: IDS[`insurer${name}`],
    shown: {
      id: IDS[`subscription${name}`],
      callbackUrl: `https://hooks.example.com/${name.toLowerCase()}/consents`,
      events: ["consent.revoked", "consent.changed"],
      createdAt: before(50 * DAY),
    },
  }));
  return { consents, requests, subscriptions, replies: new Map() };
}
