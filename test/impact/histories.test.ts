import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { impactDocument } from "../../src/core/impact-schema.ts";
import { testRepository } from "../gate/git-repository.ts";
import { someOf } from "../in-share.ts";

/*
 * Published versions of an API, or a published description that was changed as such are (test/impact/histories/NOTICE.md says
 * whose), which somebody assessed by hand, from the files
 * alone, before ours was run: what is concerned, and the version in which it began. The descriptions have no other operations
 * than those that it mentions: most look concerned and are not.
 */
const HISTORIES = path.join(import.meta.dirname, "histories");

interface ByHand {
  readonly reported: readonly [option: string, value: string];
  readonly concerned: readonly string[];
  /** The number of the version in which it began. */
  readonly began: number;
  /** What became of it then, by number: `4 widened`. */
  readonly then: readonly string[];
  /** What needed no credential, and from which version to which. */
  readonly opened: readonly (readonly [operation: string, from: number, until: number])[];
  /** What may bring a duty to notify, beside personal data. */
  readonly duties: readonly string[];
}

const BY_HAND: Readonly<Record<string, ByHand>> = {
  "parcel-operators": {
    reported: ["--operation", "GET /lambdas/parcels/{x}/{y}/operators"],
    concerned: ["GET /lambdas/parcels/{x}/{y}/operators", "GET /lambdas/users/{address}/parcels/{x}/{y}/permissions"],
    began: 2,
    then: [],
    opened: [],
    duties: [],
  },
  "identity-match": {
    reported: ["--field", "LookupResponse.identity_match"],
    concerned: ["GET /v2/PhoneNumbers/{PhoneNumber}", "POST /v2/batch/query"],
    began: 3,
    then: [],
    opened: [],
    duties: [],
  },
  // Who is a patient of a hospital; opened to families, and closed in two steps.
  "hospital-patients": {
    reported: ["--operation", "GET /v1/hospitais/{hospital_id}/pacientes/{patientId}"],
    concerned: [
      "GET /v1/hospitais/{hospital_id}/pacientes",
      "GET /v1/hospitais/{hospital_id}/pacientes/{patientId}",
      "POST /v1/hospitais/{hospital_id}/pacientes/checkin",
      "POST /v1/hospitais/{hospital_id}/pacientes/checkout",
      "PUT /v1/hospitais/{hospital_id}/pacientes/{patientId}",
    ],
    began: 3,
    then: ["4 widened", "5 widened", "7 narrowed"],
    opened: [
      ["GET /v1/hospitais/{hospital_id}/pacientes", 5, 6],
      ["GET /v1/hospitais/{hospital_id}/pacientes/{patientId}", 5, 7],
    ],
    duties: ["health", "government-id"],
  },
  "individual-residences": {
    reported: ["--operation", "GET /individuals/details/residences"],
    concerned: ["GET /individuals/details/residences"],
    began: 2,
    then: ["3 widened", "4 widened", "5 renamed", "6 narrowed"],
    opened: [],
    duties: ["government-id"],
  },
  "bank-feeds": {
    reported: ["--field", "FeedConnection.bankAccountNumber"],
    concerned: [
      "GET /FeedConnections",
      "GET /FeedConnections/{id}",
      "POST /FeedConnections",
      "POST /FeedConnections/DeleteRequests",
    ],
    began: 2,
    then: ["3 widened", "4 widened", "5 narrowed", "6 renamed"],
    opened: [["GET /FeedConnections/{id}", 4, 5]],
    duties: ["payment"],
  },
};

/** Of January; a day for each version. */
const FIRST_DAY = 10;

function dayOf(date: string): number {
  return Number(date.slice(-2)) - FIRST_DAY + 1;
}

test("every history has its assessment by hand", () => {
  const folders = readdirSync(HISTORIES, { withFileTypes: true }).flatMap((one) =>
    one.isDirectory() ? [one.name] : [],
  );
  expect(folders.toSorted()).toEqual(Object.keys(BY_HAND).toSorted());
});

test.each(someOf(Object.entries(BY_HAND), 3))("%s is assessed as by hand", async (name, byHand) => {
  const own = testRepository();
  own.git("init", "-q", "-b", "main");
  const files = readdirSync(path.join(HISTORIES, name)).toSorted();
  const commits = files.map((file, index) =>
    own.commit(
      { "openapi.yaml": readFileSync(path.join(HISTORIES, name, file), "utf8") },
      `2026-01-${index + FIRST_DAY}`,
    ),
  );
  const { stdout } = await own.sallyport("impact", "openapi.yaml", ...byHand.reported, "--format", "json");
  const { affected, elsewhere, since, duties } = impactDocument.parse(JSON.parse(stdout));
  const data = elsewhere.filter(({ relation }) => relation === "same-data" || relation === "same-object");
  const named = [...affected.map(({ id }) => id), ...data.map(({ operation }) => operation)];
  expect(named.toSorted()).toEqual(byHand.concerned.toSorted());
  const numberOf = (commit: string): number => commits.indexOf(commit) + 1;
  const [began, ...then] = since?.events ?? [];
  expect(then.map(({ kind, commit }) => `${numberOf(commit)} ${kind}`)).toEqual(byHand.then);
  const opened = (since?.opened ?? []).map(({ operation, from, until }) => [
    operation,
    dayOf(from),
    dayOf(until ?? ""),
  ]);
  expect(opened).toEqual(byHand.opened);
  expect(duties.flatMap(({ kind }) => (kind === "personal-data" ? [] : [kind]))).toEqual(byHand.duties);
  expect([began?.kind, commits.indexOf(began?.commit ?? "") + 1, since?.beganBefore]).toEqual([
    "began",
    byHand.began,
    false,
  ]);
});
