import { expect, test } from "vitest";
import type { Finding } from "../../src/core/review.ts";
import { standingClaims } from "../../src/review/reached-verdict.ts";

const claim = {
  id: "c1",
  rule: "unauthenticated-write",
  fix: "Require the credential",
  claim: "the service refuses each call without it",
  on: "2026-01-31",
  places: { a: "POST /pair", b: "POST /zones" },
};

/** An open finding at a place, as far as claims ask for it. */
const at = (fingerprint: string): Finding => ({ status: "open", places: [{ fingerprint }] }) as unknown as Finding; // nothing else of it is read

test("where a fix was taken back by hand, nothing is attested any more", () => {
  expect(standingClaims([claim], [])).toEqual([claim]);
  expect(standingClaims([claim], [at("a")]).map(({ places }) => places)).toEqual([{ b: "POST /zones" }]);
  expect(standingClaims([claim], [at("a"), at("b")])).toEqual([]);
});
