import { expect, test } from "vitest";
import type { FindingPlace, Review } from "../../src/core/review.ts";
import { openAttestations, withAttestations } from "../../src/gate/register/attestations.ts";
import { mergedRegisters } from "../../src/gate/register/merge.ts";
import { registerIn } from "../../src/gate/register/read-register.ts";
import { registerChanges } from "../../src/gate/register/register-changes.ts";
import { emptyRegister, type Attestation, type Register } from "../../src/gate/register/register.ts";
import { updatedRegister, withoutRemoved } from "../../src/gate/register/update.ts";
import { registerText } from "../../src/gate/register/write-register.ts";
import { registeredReview } from "../../src/cli/registered-review.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { envelopeIn } from "../cli/run.ts";
import { filesOf } from "../fix/fixed.ts";
import { repositoryWith } from "./git-repository.ts";

const FILE = ".sallyport/register.yaml";
const PLACE: FindingPlace = {
  fingerprint: "0123456789abcdef",
  file: "api.yaml",
  pointer: "#/servers/0/url",
  line: 5,
  operation: null,
  witness: null,
  state: null,
  excerpt: [],
};
const CLAIM = {
  name: "Use HTTPS",
  requires: "It is reached over TLS.",
  finding: { rule: "cleartext-server" },
  closes: [PLACE],
};

const claimed = (register = emptyRegister(FILE), place = PLACE, on = "2026-11-27"): Register =>
  withAttestations(register, "api.yaml", [{ ...CLAIM, closes: [place] }], on).register;

function attested(register: Register): Register {
  const { attestations } = register;
  return {
    ...register,
    attestations: attestations.map((one) => ({
      ...one,
      status: "attested" as const,
      by: "A. Berg",
      attested: "2026-11-28",
      because: "Seen",
    })),
  };
}

test("a new description under the name of one that moved has an attestation of its own", () => {
  const [before] = claimed().attestations;
  const moved = { ...claimed(), attestations: [{ ...before!, description: "moved.yaml" }] };
  const { register, ids } = withAttestations(moved, "api.yaml", [CLAIM], "2026-11-29");
  expect(register.attestations.map(({ description }) => description)).toEqual(["moved.yaml", "api.yaml"]);
  expect(register.attestations[0]).toEqual({ ...before, description: "moved.yaml" });
  expect([...ids.values()]).not.toContain(before!.id);
});

test("what is claimed alike is one attestation, which is open again when more is claimed", () => {
  const again = claimed(attested(claimed()), { ...PLACE, fingerprint: "fedcba9876543210" });
  expect(again.attestations.map(({ status, places }) => [status, Object.keys(places)])).toEqual([
    ["open", ["0123456789abcdef", "fedcba9876543210"]],
  ]);
  expect(openAttestations(again, ["api.yaml"])).toHaveLength(1);
  expect(openAttestations(again, ["other.yaml"])).toEqual([]);
  expect(openAttestations(attested(again), ["api.yaml"])).toEqual([]);
});

test("an attestation is read as it was written, and refused without who attests it", async () => {
  const text = registerText(undefined, attested(claimed()));
  expect((await registerIn(FILE, text)).attestations).toEqual(attested(claimed()).attestations);
  await expect(registerIn(FILE, text.replace(/^ *by: .*\n/m, ""))).rejects.toThrow("who attests it (by)");
});

const OTHER: FindingPlace = { ...PLACE, fingerprint: "fedcba9876543210" };

test.each<[string, Register, Register, string, number]>([
  ["nobody attested yet on one side", claimed(), attested(claimed()), "attested", 1],
  ["is made again later", claimed(emptyRegister(FILE), PLACE, "2026-11-29"), attested(claimed()), "open", 1],
  ["is made for a further place", claimed(claimed(), OTHER), attested(claimed()), "open", 2],
  ["both made, for another place each", claimed(), claimed(emptyRegister(FILE), OTHER), "open", 2],
])("of two sides of a merge that %s", (_what, ours, theirs, status, places) => {
  for (const [a, b] of [
    [ours, theirs],
    [theirs, ours],
  ] as const)
    expect(mergedRegisters(a, b).attestations.map((one) => [one.status, Object.keys(one.places).length])).toEqual([
      [status, places],
    ]);
});

test("what is open again has nothing of who attested it before", async () => {
  const text = registerText(registerText(undefined, attested(claimed())), claimed(attested(claimed()), OTHER));
  expect(text).not.toMatch(/Berg|attested:|because/);
  expect((await registerIn(FILE, text)).attestations).toMatchObject([{ status: "open" }]);
});

test("an attestation without a place is refused", async () => {
  const text = registerText(undefined, claimed()).replace(/places:\n.*\n/, "places: {}\n");
  await expect(registerIn(FILE, text)).rejects.toThrow("the place that the fix closed is expected");
});

test("what is to be attested goes with a description that moved, and not with one that is gone", async () => {
  const { review } = await registeredReview(
    "shop.yaml",
    filesOf({ "shop.yaml": "openapi: 3.1.0\ninfo: { title: Shop, version: '1' }\npaths: {}\n" }),
    defaultPolicy(),
    "2026-11-28",
  );
  const observation = { review, files: ["shop.yaml", "api.yaml"], deadlines: {}, commit: undefined };
  const moved = updatedRegister(claimed(), [observation], "2026-11-28").register;
  expect(moved.attestations.map(({ description }) => description)).toEqual(["shop.yaml"]);
  // The fix made once more is the same attestation.
  const again = withAttestations(moved, "shop.yaml", [CLAIM], "2026-11-29").register;
  expect(again.attestations.map(({ id }) => id)).toEqual(moved.attestations.map(({ id }) => id));
  expect(withoutRemoved(claimed(), ["api.yaml"], "2026-11-28").attestations).toEqual([]);
});

test("a change that attests something, or takes it out, is milder, and one that adds it is not", () => {
  const none = emptyRegister(FILE);
  const changes = (target: Register, head: Register): readonly (readonly [string, boolean])[] =>
    registerChanges({ base: target, target, head }, ["api.yaml"], () => false).map(
      ({ effect, isMilder }) => [effect, isMilder] as const,
    );
  expect(changes(none, claimed())).toEqual([["to attest: It is reached over TLS.", false]]);
  expect(changes(claimed(), attested(claimed()))).toEqual([["attested by A. Berg: It is reached over TLS.", true]]);
  expect(changes(claimed(), none)).toEqual([["to attest no longer (was open): It is reached over TLS.", true]]);
  const changed = (change: Partial<Attestation>): Register => ({
    ...none,
    attestations: claimed(claimed(), OTHER).attestations.map((one) => ({ ...one, ...change })),
  });
  const both = changed({});
  expect(changes(both, claimed())).toEqual([["to attest of 1 place less: It is reached over TLS.", true]]);
  expect(changes(claimed(), both)).toEqual([["to attest of 1 further place: It is reached over TLS.", false]]);
  expect(changes(both, changed({ claim: "Nothing." }))).toEqual([
    ['claims "Nothing." (was "It is reached over TLS.")', true],
  ]);
  expect(changes(both, changed({ rule: "basic-auth" }))).toEqual([
    ["of basic-auth, Use HTTPS (was cleartext-server, Use HTTPS)", true],
  ]);
  expect(changes(both, changed({ description: "other.yaml" }))).toEqual([
    ["to attest of other.yaml (was of api.yaml)", true],
  ]);
  expect(changes(attested(claimed()), changed({ ...attested(claimed()).attestations[0]!, by: "M. Mallory" }))).toEqual([
    ["attested by M. Mallory (was by A. Berg): It is reached over TLS.", true],
  ]);
});

test("what is to be attested goes with a file that git moved, though nothing of it is found any more", async () => {
  const description = (url: string): string =>
    `openapi: 3.1.0\ninfo: { title: Shop, version: "1" }\nservers: [{ url: ${url} }]\nsecurity: [{ token: [] }]\npaths:\n  /orders:\n    get: { responses: { "204": { description: none } } }\ncomponents: { securitySchemes: { token: { type: http, scheme: bearer } } }\n`;
  const repository = repositoryWith({ "api.yaml": description("http://shop.acme.io") });
  const fixed = await repository.sallyport("fix", "api.yaml", "--apply", "--suggested", "--only", "cleartext-server");
  expect(fixed.stdout).toContain("1 fix made");
  repository.commit({});
  repository.git("mv", "api.yaml", "shop.yaml");
  repository.commit({});
  await repository.sallyport("register", "update", "shop.yaml");
  const { stdout } = await repository.sallyport("review", "shop.yaml", "--format", "json");
  expect(envelopeIn(stdout).reviews[0]!.attestations?.map(({ rule }) => rule)).toEqual(["cleartext-server"]);
});

test("an approval says on whose word it rests", async () => {
  const description =
    'openapi: 3.1.0\ninfo: { title: Shop, version: "1" }\nservers: [{ url: https://shop.acme.io }]\nsecurity: [{ token: [] }]\npaths:\n  /orders:\n    delete: { responses: { "204": { description: none } } }\ncomponents: { securitySchemes: { token: { type: http, scheme: bearer } } }\n';
  const reviewed = async (register: Register): Promise<Review> =>
    (
      await registeredReview("api.yaml", filesOf({ "api.yaml": description }), defaultPolicy(), "2026-11-28", {
        register,
      })
    ).review;
  const one = await reviewed(attested(claimed()));
  expect(one.attested).toMatchObject([{ by: "A. Berg", on: "2026-11-28", because: "Seen" }]);
  expect(JSON.stringify(one.verdict)).toContain("The verdict rests on 1 attestation (A. Berg, 2026-11-28)");
  const none = await reviewed(emptyRegister(FILE));
  expect(JSON.stringify(none.verdict)).toContain(
    "No finding prevents the release, and what the description leaves open does not change the verdict",
  );
  expect(none.attested).toBeUndefined();
});
