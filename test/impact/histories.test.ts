import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { impactDocument } from "../../src/core/impact-schema.ts";
import { testRepository } from "../gate/git-repository.ts";

/*
 * Published versions of an API (test/impact/histories/NOTICE.md says whose), which somebody assessed by hand, from the files
 * alone, before ours was run: what is concerned, and the version in which it began. The descriptions have no other operations
 * than those that it mentions: most look concerned and are not.
 */
const HISTORIES = path.join(import.meta.dirname, "histories");

interface ByHand {
  readonly reported: readonly [option: string, value: string];
  readonly concerned: readonly string[];
  /** The number of the version in which it began. */
  readonly began: number;
}

const BY_HAND: Readonly<Record<string, ByHand>> = {
  "parcel-operators": {
    reported: ["--operation", "GET /lambdas/parcels/{x}/{y}/operators"],
    concerned: ["GET /lambdas/parcels/{x}/{y}/operators", "GET /lambdas/users/{address}/parcels/{x}/{y}/permissions"],
    began: 2,
  },
  "identity-match": {
    reported: ["--field", "LookupResponse.identity_match"],
    concerned: ["GET /v2/PhoneNumbers/{PhoneNumber}", "POST /v2/batch/query"],
    began: 3,
  },
};

test("every history has its assessment by hand", () => {
  const folders = readdirSync(HISTORIES, { withFileTypes: true }).flatMap((one) =>
    one.isDirectory() ? [one.name] : [],
  );
  expect(folders.toSorted()).toEqual(Object.keys(BY_HAND).toSorted());
});

test.each(Object.entries(BY_HAND))("%s is assessed as by hand", async (name, byHand) => {
  const own = testRepository();
  own.git("init", "-q", "-b", "main");
  const files = readdirSync(path.join(HISTORIES, name)).toSorted();
  const commits = files.map((file, index) =>
    own.commit({ "openapi.yaml": readFileSync(path.join(HISTORIES, name, file), "utf8") }, `2026-01-${index + 10}`),
  );
  const { stdout } = await own.sallyport("impact", "openapi.yaml", ...byHand.reported, "--format", "json");
  const { affected, elsewhere, since } = impactDocument.parse(JSON.parse(stdout));
  const data = elsewhere.filter(({ relation }) => relation === "same-data" || relation === "same-object");
  const named = [...affected.map(({ id }) => id), ...data.map(({ operation }) => operation)];
  expect(named.toSorted()).toEqual(byHand.concerned.toSorted());
  const [began] = since?.events ?? [];
  expect([began?.kind, commits.indexOf(began?.commit ?? "") + 1, since?.beganBefore]).toEqual([
    "began",
    byHand.began,
    false,
  ]);
});
