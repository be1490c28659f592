/*
 * What riders do once they are logged in.
 */
import { randomUUID } from "node:crypto";
import { answer, pageOf } from "../../proving-ground/answers.mjs";
import { attempts } from "../../proving-ground/attempts.mjs";
import { bike, BIKE_ON_DISPLAY } from "./data.mjs";

const MINUTE = 60_000;

/** The operations of riders. */
export function riderOperations({ data, problems, clock, has }) {
  const pairings = attempts({ limit: 5, window: 10 * MINUTE, lock: 15 * MINUTE, clock });
  const riderOf = (id) => data.riders.get(id);
  const follow = (follower, followed) =>
    data.follows.find((one) => one.follower === follower && one.followed === followed);
  const follows = (follower, followed) => follow(follower, followed)?.status === "accepted";

  /** Whether a rider has a private profile, which the caller may not see. */
  const isLocked = (caller, { account, settings }) =>
    settings.profileVisibility === "private" && account.id !== caller && !follows(caller, account.id);

  /** A rider as the caller may see them: all of the profile, or the name and a lock. */
  const profileOf = (caller, rider, flaw) => {
    const { id, displayName, firstName, lastName, gender, location, avatarUrl } = rider.account;
    const isPrivate = rider.settings.profileVisibility === "private";
    const shown = { id, displayName, isPrivate, followedByMe: follows(caller, id) };
    if (isLocked(caller, rider) && !has(flaw)) return { ...shown, followerCount: 0, workoutCount: 0 };
    return defined({
      ...shown,
      firstName,
      lastName,
      gender,
      ageGroup: ageGroupOf(rider, clock()),
      location,
      avatarUrl,
      followerCount: data.follows.filter(({ followed, status }) => followed === id && status === "accepted").length,
      workoutCount: data.workouts.filter(({ owner }) => owner === id).length,
    });
  };

  const leaderOf = (caller, rider) => {
    const { id, displayName, avatarUrl, gender, location } = rider.account;
    if (isLocked(caller, rider) && !has("private-profile-in-leaderboard")) return { id, displayName };
    return defined({
      id,
      displayName,
      avatarUrl,
      gender,
      ageGroup: ageGroupOf(rider, clock()),
      city: location?.city,
    });
  };

  const isInFeed = (caller) => (workout) =>
    workout.shown.shared && (has("private-profile-in-feed") || !isLocked(caller, riderOf(workout.owner)));

  return {
    getMe: ({ caller }) => answer(200, riderOf(caller).account),

    updateMe: ({ caller, body }) => answer(200, Object.assign(riderOf(caller).account, body)),

    getSettings: ({ caller }) => answer(200, riderOf(caller).settings),

    replaceSettings: ({ caller, body }) => {
      riderOf(caller).settings = body;
      return answer(200, body);
    },

    listMyBikes: ({ caller }) => {
      const riders = has("bikes-of-others") ? [...data.riders.values()] : [riderOf(caller)];
      return answer(200, { items: riders.flatMap(({ bikes }) => bikes).slice(0, 10) });
    },

    pairBike: ({ caller, body }) => {
      const seconds = has("pairing-codes-without-limit") ? 0 : pairings.waitFor(caller);
      if (seconds > 0) return problems.tooMany(seconds);
      const { serialNumber, pairingCode } = BIKE_ON_DISPLAY;
      if (body.serialNumber !== serialNumber || body.pairingCode !== pairingCode) {
        pairings.count(caller);
        return problems.invalid("The bike does not show this code");
      }
      const { bikes } = riderOf(caller);
      const known = bikes.find((one) => one.serialNumber === serialNumber);
      if (known !== undefined) return answer(201, known);
      if (bikes.length >= 10) return problems.invalid("A rider has ten bikes at most");
      const paired = bike(randomUUID(), serialNumber, new Date(clock()).toISOString());
      bikes.push(paired);
      return answer(201, paired);
    },

    listMyWorkouts: ({ caller, parameters }) => {
      const found = data.workouts
        .filter(({ owner }) => owner === caller || has("workouts-of-others"))
        .filter(({ shown }) => parameters.discipline === undefined || shown.discipline === parameters.discipline)
        .map(({ shown }) => shown)
        .toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
      return answer(200, pageOf(found, parameters));
    },

    getMyHeartRate: ({ caller, parameters: { workoutId, resolution } }) => {
      const workout = data.workouts.find(({ shown }) => shown.id === workoutId);
      if (workout === undefined) return problems.notFound();
      if (workout.owner !== caller && !has("heart-rate-of-others")) return problems.notFound();
      return answer(200, { workoutId, resolution, samples: workout.heartRate });
    },

    bookClass: ({ caller, body: { classId } }) => {
      const booked = data.classes.find(({ id }) => id === classId);
      if (booked === undefined) return problems.notFound();
      const { bookings } = riderOf(caller);
      if (bookings.some((one) => one.class.id === classId)) return problems.conflict("The class is booked already");
      const status = booked.placesLeft > 0 ? "booked" : "waiting";
      booked.placesLeft = Math.max(0, booked.placesLeft - 1);
      const booking = { id: randomUUID(), class: { ...booked }, status, bookedAt: new Date(clock()).toISOString() };
      bookings.push(booking);
      return answer(201, booking);
    },

    searchUsers: ({ caller, parameters }) => {
      const start = parameters.q.toLowerCase();
      const found = [...data.riders.values()].filter(({ account }) =>
        account.displayName.toLowerCase().startsWith(start),
      );
      return answer(
        200,
        pageOf(
          found.map((one) => profileOf(caller, one, "private-profile-in-search")),
          parameters,
        ),
      );
    },

    getUser: ({ caller, parameters }) => {
      const rider = riderOf(parameters.userId);
      return rider === undefined ? problems.notFound() : answer(200, profileOf(caller, rider, "private-profile-shown"));
    },

    listFollowers: ({ caller, parameters }) => {
      const rider = riderOf(parameters.userId);
      // Who follows a private profile is part of it.
      if (rider === undefined || isLocked(caller, rider)) return problems.notFound();
      const found = data.follows
        .filter(({ followed, status }) => followed === parameters.userId && status === "accepted")
        .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
        .map(({ follower }) => profileOf(caller, riderOf(follower), "private-profile-in-followers"));
      return answer(200, pageOf(found, parameters));
    },

    followUser: ({ caller, parameters: { userId } }) => {
      const rider = riderOf(userId);
      if (rider === undefined) return problems.notFound();
      let asked = follow(caller, userId);
      if (asked === undefined) {
        const status = isLocked(caller, rider) ? "asked" : "accepted";
        asked = { follower: caller, followed: userId, status, createdAt: new Date(clock()).toISOString() };
        data.follows.push(asked);
      }
      return answer(201, { userId, status: asked.status, createdAt: asked.createdAt });
    },

    getFeed: ({ caller, parameters }) => {
      const found = data.workouts.filter(isInFeed(caller)).map(({ owner, shown }) => {
        const { id, displayName, avatarUrl } = riderOf(owner).account;
        const { shared: _shared, calories: _calories, averageHeartRate: _heart, bikeId: _bike, ...workout } = shown;
        return { workout, author: defined({ id, displayName, avatarUrl }), cheerCount: 3 };
      });
      const newestFirst = found.toSorted((a, b) => b.workout.startedAt.localeCompare(a.workout.startedAt));
      return answer(200, pageOf(newestFirst, parameters));
    },

    listClasses: ({ parameters }) => {
      const from = parameters.from ?? new Date(clock()).toISOString().slice(0, 10);
      const found = data.classes.filter(({ startsAt }) => startsAt.slice(0, 10) >= from);
      return answer(
        200,
        pageOf(
          found.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt)),
          parameters,
        ),
      );
    },

    getLeaderboard: ({ caller, parameters }) => {
      if (!data.classes.some(({ id }) => id === parameters.classId)) return problems.notFound();
      const entries = data.rides
        .filter(({ classId }) => classId === parameters.classId)
        .toSorted((a, b) => b.outputKilojoules - a.outputKilojoules)
        .map(({ riderId, outputKilojoules }, index) => ({ riderId, rank: index + 1, outputKilojoules }))
        .filter(({ riderId }) => parameters.among !== "following" || follows(caller, riderId))
        .map(({ riderId, ...entry }) => ({ ...entry, rider: leaderOf(caller, riderOf(riderId)) }));
      return answer(200, pageOf(entries, parameters));
    },

    getHealth: () => answer(200, { status: "ok" }),
  };
}

/** The decade of a rider's life. */
function ageGroupOf({ account: { birthDate } }, now) {
  if (birthDate === undefined) return "undisclosed";
  const decade = Math.floor((now - Date.parse(birthDate)) / (365.25 * 24 * 60 * MINUTE) / 10);
  if (decade < 2) return "under-20";
  return decade < 7 ? `${decade}0s` : "70-and-over";
}

/** An object without what is undefined. */
function defined(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
