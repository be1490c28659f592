import { createHash } from "node:crypto";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { Operation } from "../../model/api.ts";
import { lastingId, lastingWitness } from "../../review/fingerprint.ts";

/** By what an operation, and the ways in and out of it, are known where they had other names. */
export interface FormerNames {
  readonly operation: Operation;
  readonly witnessOf: (witness: string) => string;
}

/** What an operation is to somebody who tests it: who can call it, with what, and what comes back; no text, order or file. */
export function operationDigest(
  api: AssessedApi,
  operation: Operation,
  named: FormerNames = { operation, witnessOf: (witness) => witness },
): string {
  const wayOf = (witness: string): string => lastingWitness(named.witnessOf(witness), named.operation);
  const { admission, exposure, flows, schemes } = api.assessed(operation);
  const alternatives = (operation.security?.alternatives ?? []).map((alternative) =>
    alternative.schemes
      .map(({ name, scopes }) => `${name} ${scopes.toSorted().join(" ")}`)
      .toSorted()
      .join("+"),
  );
  return hashOf([
    lastingId(named.operation),
    operation.access,
    admission,
    exposure,
    ...schemes.map(({ scheme }) => scheme.name).toSorted(),
    ...alternatives.toSorted(),
    ...operation.parameters.map((parameter) => wayOf(`${parameter.in} ${parameter.name}`)).toSorted(),
    ...flows
      .map(({ direction, witness, field }) => `${direction} ${wayOf(witness)} ${field.category} ${field.sensitivity}`)
      .toSorted(),
  ]);
}

/** The bytes of all files that a description is made of. */
export function descriptionDigest({ document }: AssessedApi): string {
  const [only, ...more] = document.sources();
  const entry = sha256(only!.bytes);
  // Of one file it is the sum that everybody can check.
  if (more.length === 0) return entry;
  return hashOf([entry, ...more.map(({ file, bytes }) => `${file} ${sha256(bytes)}`).toSorted()]);
}

/** The bytes of the policy, as a sign-off records it. */
export function policyDigest({ policy }: AssessedApi): string {
  return policy.sha256 ?? "none";
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function hashOf(parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\n")).digest("hex");
}
