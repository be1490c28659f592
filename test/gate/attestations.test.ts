import { expect, test } from "vitest";
import type { FindingPlace } from "../../src/core/review.ts";
import { openAttestations, withAttestations } from "../../src/gate/register/attestations.ts";
import { mergedRegisters } from "../../src/gate/register/merge.ts";
import { registerIn } from "../../src/gate/register/read-register.ts";
import { registerChanges } from "../../src/gate/register/register-changes.ts";
import { emptyRegister, type Register } from "../../src/gate/register/register.ts";
import { registerText } from "../../src/gate/register/write-register.ts";

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

const claimed = (register = emptyRegister(FILE), place = PLACE): Register =>
  withAttestations(register, "api.yaml", [{ ...CLAIM, closes: [place] }], "2026-11-27").register;

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

test("of two sides of a merge the open one holds", () => {
  for (const [ours, theirs] of [
    [claimed(), attested(claimed())],
    [attested(claimed()), claimed()],
  ] as const)
    expect(mergedRegisters(ours, theirs).attestations.map(({ status }) => status)).toEqual(["open"]);
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
});
