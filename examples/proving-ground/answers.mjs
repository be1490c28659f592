/*
 * What the handlers of operations answer with.
 */

/** A success. Without a body, nothing is sent but the status. */
export function answer(status, body, headers = {}) {
  return { status, body, headers };
}

/** The problems (RFC 9457) of a service, whose types are below an address. */
export function problemsBelow(address) {
  const problem = (status, name, title, detail, headers = {}) => ({
    status,
    body: { type: `${address}/${name}`, title, status, ...(detail === undefined ? {} : { detail }) },
    headers,
  });
  return {
    problem,
    invalid: (detail) => problem(400, "invalid-request", "The request is not valid", detail),
    unauthorized: () => problem(401, "unauthorized", "Log in and try again"),
    notFound: () => problem(404, "not-found", "Not found"),
    tooMany: (seconds) =>
      problem(429, "too-many-requests", "Wait a moment and try again", undefined, { "retry-after": String(seconds) }),
  };
}

/** A page of a list, as `cursor` and `limit` of the query ask for it. */
export function pageOf(items, { cursor, limit }) {
  const start = Number(cursor ?? 0) || 0;
  const next = start + limit;
  return { items: items.slice(start, next), ...(next < items.length ? { nextCursor: String(next) } : {}) };
}
