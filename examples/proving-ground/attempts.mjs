/*
 * Limits of attempts.
 */

/**
 * Counts attempts for each key. After `limit` of them within `window` milliseconds, `waitFor(key)` gives the seconds that
 * the key is locked for; else it gives 0.
 */
export function attempts({ limit, window, lock, clock }) {
  const made = new Map();
  const recent = (key) => (made.get(key) ?? []).filter((time) => time > clock() - Math.max(window, lock));
  return {
    count(key) {
      made.set(key, [...recent(key), clock()]);
    },
    forget(key) {
      made.delete(key);
    },
    waitFor(key) {
      const last = recent(key).slice(-limit);
      if (last.length < limit || last.at(-1) - last[0] > window) return 0;
      return Math.max(0, Math.ceil((last.at(-1) + lock - clock()) / 1000));
    },
  };
}
