/*
 * Who and what is in the server when it starts. Dates are counted from its start; everything else is always the same.
 */
import { randomBytes, scryptSync } from "node:crypto";

const DAY = 24 * 3_600_000;

/** A and B are the riders of the tests; B has a private profile. Both follow C, who shares workouts. */
export const IDS = {
  riderA: "0b6a2c1e-7a43-4e0c-9f0d-5f6b1a1d2e90",
  riderB: "7d1f3a52-91c4-4b0e-8a35-2c9e60f4b711",
  riderC: "c2f88d06-3a5b-4d19-9e67-81b4f0a3d522",
  administrator: "e4a90b7c-5d21-4f36-b8c0-93d7f2a16e05",
  scratch: "f5b01c8d-6e32-4a47-89d1-a4e803b27f16",
  workoutA: "1a5c7e90-2b4d-4f68-8a0c-3e5b7d9f1c24",
  workoutB: "2b6d8fa1-3c5e-4079-9b1d-4f6c8ea02d35",
  sharedWorkoutB: "8b13d5f7-a1c9-4e26-97f0-6c4d2e8b0a19",
  workoutC: "3c7e90b2-4d6f-418a-ac2e-507d9fb13e46",
  bikeA: "4d8fa1c3-5e70-429b-bd3f-618ea0c24f57",
  bikeB: "5e90b2d4-6f81-43ac-8e40-729fb1d35068",
  class: "5f0c2a77-2f6d-4b7e-9a58-0f3f2f0f6b1d",
  nextClass: "6fa1c3e5-7092-44bd-9f51-83a0c2e46179",
};

/** The address of an account that nobody needs, to try limits and passwords with. */
export const SCRATCH_LOGIN = "scratch.account@example.com";

/** The password of every rider that is there at the start. */
export const PASSWORD = "a long passphrase of your own";

const STORED = hashOf(PASSWORD);

/** The bike that can be paired, and the code that its screen shows. */
export const BIKE_ON_DISPLAY = { serialNumber: "SH2-004-118-207", pairingCode: "RD4T-9KZ2" };

/** A fresh store. */
export function initialData(now) {
  const before = (days) => new Date(now - days * DAY).toISOString();
  const gothenburg = { city: "Gothenburg", country: "SE", latitude: 57.7089, longitude: 11.9746 };
  const rider = (id, displayName, [firstName, lastName], more) => ({
    account: {
      id,
      email: `${firstName}.${lastName}@example.com`.toLowerCase(),
      emailVerified: true,
      displayName,
      firstName,
      lastName,
      location: gothenburg,
      avatarUrl: `https://media.spinhollow.app/avatars/${id.slice(0, 8)}/256.webp`,
      createdAt: before(400),
      ...more,
    },
    password: STORED,
    settings: { profileVisibility: "everybody", shareWorkouts: false, units: "metric", notifications: ["news"] },
    bikes: [],
    bookings: [],
  });
  const riders = [
    rider(IDS.riderA, "Mara L", ["Mara", "Lindqvist"], { birthDate: "1988-04-17", gender: "female", weightKg: 65 }),
    rider(IDS.riderB, "Jonas on Wheels", ["Jonas", "Bergman"], {
      birthDate: "1979-11-02",
      gender: "male",
      weightKg: 82,
    }),
    rider(IDS.riderC, "Ellen H", ["Ellen", "Holm"], { birthDate: "1995-06-30", gender: "female", weightKg: 58 }),
    rider(IDS.scratch, "Nobody", ["Scratch", "Account"], { email: SCRATCH_LOGIN }),
    rider(IDS.administrator, "Studio", ["Sam", "Ek"], { birthDate: "1990-01-15", gender: "undisclosed" }),
  ];
  riders[1].settings.profileVisibility = "private";
  riders[0].bikes.push(bike(IDS.bikeA, "SH2-001-402-331", before(300)));
  riders[1].bikes.push(bike(IDS.bikeB, "SH2-002-517-094", before(200)));
  const workout = (id, owner, title, days, more) => ({
    owner,
    shown: {
      id,
      title,
      discipline: "climb",
      startedAt: before(days),
      durationSeconds: 1800,
      distanceMetres: 14200,
      outputKilojoules: 312.4,
      shared: false,
      calories: 298,
      averageHeartRate: 148,
      ...more,
    },
    heartRate: [96, 101, 109, null, 122],
  });
  const theClass = (id, title, days) => ({
    id,
    title,
    instructorName: "Coach Ines",
    level: "intermediate",
    startsAt: before(days),
    durationMinutes: 45,
    placesLeft: 12,
  });
  return {
    riders: new Map(riders.map((one) => [one.account.id, one])),
    workouts: [
      workout(IDS.workoutA, IDS.riderA, "30-minute hill climb", 2, { bikeId: IDS.bikeA }),
      workout(IDS.workoutB, IDS.riderB, "Hills before breakfast", 1, { bikeId: IDS.bikeB }),
      workout(IDS.sharedWorkoutB, IDS.riderB, "Evening intervals", 4, { shared: true }),
      workout(IDS.workoutC, IDS.riderC, "Sunday long ride", 3, { shared: true }),
    ],
    // Who follows whom: B and A follow C.
    follows: [
      { follower: IDS.riderA, followed: IDS.riderC, status: "accepted", createdAt: before(90) },
      { follower: IDS.riderB, followed: IDS.riderC, status: "accepted", createdAt: before(60) },
    ],
    classes: [theClass(IDS.class, "Sunday long ride", -1), theClass(IDS.nextClass, "Climb of the week", -2)],
    // Who rode which class, best first.
    rides: [IDS.riderB, IDS.riderC, IDS.riderA].map((riderId, index) => ({
      classId: IDS.class,
      riderId,
      outputKilojoules: 420 - 30 * index,
    })),
    resets: new Map(),
    refreshTokens: new Map(),
    endedSessions: new Set(),
  };
}

/** A paired bike. */
export function bike(id, serialNumber, pairedAt) {
  return { id, model: "Hollow Two", serialNumber, firmwareVersion: "7.3.1", pairedAt };
}

/** A password, as it is stored. */
export function hashOf(password, salt = randomBytes(16)) {
  return { salt, hash: scryptSync(password, salt, 32, { N: 1024 }) };
}
