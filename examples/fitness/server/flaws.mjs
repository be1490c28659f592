/**
 * The flaws that the server can have. Each is a switch of its own: what kind it is, by the names of the field, and what the
 * server then does.
 */
export const FLAWS = {
  "heart-rate-of-others": {
    kind: "BOLA: read",
    does: "GET /v1/me/workouts/{workoutId}/heart-rate returns the heart rate of any workout",
  },
  "workouts-of-others": {
    kind: "BOLA: list",
    does: "GET /v1/me/workouts lists everybody's workouts",
  },
  "bikes-of-others": {
    kind: "BOLA: list",
    does: "GET /v1/me/bikes lists everybody's bikes",
  },
  "private-profile-shown": {
    kind: "Privacy setting ignored",
    does: "GET /v1/users/{userId} returns everything about riders with a private profile",
  },
  "private-profile-in-search": {
    kind: "Privacy setting ignored",
    does: "GET /v1/users returns everything about riders with a private profile",
  },
  "private-profile-in-followers": {
    kind: "Privacy setting ignored",
    does: "GET /v1/users/{userId}/followers returns everything about riders with a private profile",
  },
  "private-profile-in-leaderboard": {
    kind: "Privacy setting ignored",
    does: "GET /v1/classes/{classId}/leaderboard returns everything about riders with a private profile",
  },
  "private-profile-in-feed": {
    kind: "Privacy setting ignored",
    does: "GET /v1/feed shows everybody the workouts of riders with a private profile",
  },
  "profile-without-token": {
    kind: "Anonymous access",
    does: "GET /v1/users/{userId} needs no token",
  },
  "expired-token-accepted": {
    kind: "Token not checked",
    does: "Every operation accepts a token that is expired",
  },
  "account-takes-any-property": {
    kind: "Mass assignment",
    does: "PATCH /v1/me stores whatever is sent, emailVerified and role among it",
  },
  "sign-up-takes-any-property": {
    kind: "Mass assignment",
    does: "POST /v1/accounts stores whatever is sent, emailVerified and role among it",
  },
  "log-in-without-limit": {
    kind: "Missing limit",
    does: "POST /v1/sessions lets passwords be guessed without limit",
  },
  "reset-requests-without-limit": {
    kind: "Missing limit",
    does: "POST /v1/password-resets sends e-mails to an address without limit",
  },
  "reset-tokens-without-limit": {
    kind: "Missing limit",
    does: "POST /v1/password-resets/completion lets reset tokens be guessed without limit",
  },
  "pairing-codes-without-limit": {
    kind: "Missing limit",
    does: "POST /v1/me/bikes lets pairing codes be guessed without limit",
  },
  "log-in-tells-accounts": {
    kind: "Enumeration",
    does: "POST /v1/sessions answers 404, and not 401, where the address has no account",
  },
  "reset-tells-accounts": {
    kind: "Enumeration",
    does: "POST /v1/password-resets answers 404, and not 202, where the address has no account",
  },
  "reset-token-returned": {
    kind: "Reset token in the response",
    does: "POST /v1/password-resets returns the token that belongs into the e-mail",
  },
};
