import { byCodeUnit } from "../../core/compare.ts";
import { grouped } from "../../core/grouped.ts";
import type { Finding, FindingPlace } from "../../core/review.ts";
import type { AttestedClaim } from "../../review/register-record.ts";
import { fingerprintOf } from "../../review/fingerprint.ts";
import { placeWords } from "./place-words.ts";
import type { Attestation, Register } from "./register.ts";

/** What a fix that was made claims about the service. */
interface Claim {
  /** Of the fix. */
  readonly name: string;
  readonly requires: string | null;
  readonly finding: Pick<Finding, "rule">;
  readonly closes: readonly FindingPlace[];
}

/**
 * A register in which what fixes claim of a service stands as open attestations, one for what is alike, and the id of that
 * of each claim. What somebody attested before is open again: it was about other places, or was made undone.
 */
export function withAttestations<C extends Claim>(
  register: Register,
  description: string,
  claims: readonly C[],
  asOf: string,
): { readonly register: Register; readonly ids: ReadonlyMap<C, string> } {
  const byId = new Map(register.attestations.map((one) => [one.id, one]));
  const ids = new Map<C, string>();
  const groups = grouped(claims, ({ name, requires, finding: { rule } }) =>
    fingerprintOf("attestation", description, rule, name, requires ?? ""),
  );
  for (const [print, some] of groups) {
    const { name, requires, finding } = some[0]!; // grouped, so there is one
    // The id of one that moved with its description is of the name that this had.
    const known = register.attestations.find(
      (one) =>
        one.description === description &&
        one.rule === finding.rule &&
        one.fix === name &&
        one.claim === (requires ?? ""),
    );
    const id = known?.id ?? freeId(print, byId);
    const places = some.flatMap(({ closes }) => closes.map((place) => [place.fingerprint, placeWords(place)] as const));
    byId.set(id, {
      id,
      description,
      rule: finding.rule,
      fix: name,
      claim: requires ?? "",
      status: "open",
      on: asOf,
      places: Object.fromEntries(
        [...Object.entries(byId.get(id)?.places ?? {}), ...places].toSorted(([a], [b]) => byCodeUnit(a, b)),
      ),
    });
    for (const claim of some) ids.set(claim, id);
  }
  return { register: { ...register, attestations: [...byId.values()] }, ids };
}

/** An id that nothing else has: a description that moved left it its name, and not its attestations. */
function freeId(print: string, known: ReadonlyMap<string, Attestation>): string {
  const id = `at-${print.slice(0, 10)}`;
  return known.has(id) ? freeId(fingerprintOf("attestation", print), known) : id;
}

/** What is still to be attested, of all descriptions, in words. */
export function openClaims({ attestations }: Register): readonly string[] {
  return attestations
    .filter(({ status }) => status === "open")
    .map(({ id, description, fix, claim, on }) => `${id}, ${description}, since ${on}, of the fix "${fix}": ${claim}`);
}

/** What somebody has attested of a description, with who, when, and how they know it. */
export function attestedClaims({ attestations }: Register, names: readonly string[]): readonly AttestedClaim[] {
  return attestations
    .filter(({ status, description }) => status === "attested" && names.includes(description))
    .map((one) => ({ ...one, by: one.by ?? "nobody", on: one.attested ?? one.on, because: one.because ?? null }));
}

/** What is still to be attested of a description. */
export function openAttestations({ attestations }: Register, names: readonly string[]): readonly Attestation[] {
  return attestations.filter(({ status, description }) => status === "open" && names.includes(description));
}
