import { expect, test } from "vitest";
import { copiedTexts } from "../../src/report/words/copied-texts.ts";
import { envelopeIn, folderWith, run } from "../cli/run.ts";
import { findingOf, riderReview } from "./fixture.ts";

const DESCRIPTION = JSON.stringify({
  openapi: "3.1.0",
  info: { title: "Orders", version: "1" },
  servers: [{ url: "https://api.orders.app" }],
  security: [{ token: [] }],
  paths: { "/orders/{id}": { get: {}, delete: { security: [] } } },
  components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
});

test("the waiver accepts its finding once it is completed, and is refused before", async () => {
  const review = envelopeIn((await run(["review", "-", "--format", "json"], { stdin: DESCRIPTION })).stdout)
    .reviews[0]!;
  const finding = review.findings.find(({ rule }) => rule === "unauthenticated-write")!;
  const waiver = copiedTexts(review, finding).find(({ kind }) => kind === "waiver")!.text;
  const completed = waiver
    .replace("reason: #", "reason: It is intended #")
    .replace("owner: #", "owner: Orders #")
    .replace("approver: #", "approver: Jo Marsh #")
    .replace("until: #", "until: 2026-12-31 #");
  const reviewed = async (configuration: string) =>
    run(["review", "openapi.json", "--format", "json", "--as-of", "2026-01-31"], {
      cwd: folderWith({ "openapi.json": DESCRIPTION, "sallyport.yaml": configuration }),
    });
  const found = envelopeIn((await reviewed(completed)).stdout).reviews[0]!.findings;
  expect(found.find(({ rule }) => rule === "unauthenticated-write")?.status).toBe("accepted");
  expect((await reviewed(waiver)).code).toBe(2);
});

test("text of a description stays what it is in the waiver and in the command", () => {
  const review = { ...riderReview(), document: { ...riderReview().document, file: "a b'; rm -rf ~.yaml" } };
  const finding = { ...findingOf("f1", "bulk-exposure", "high", "Bulk", 1), operations: ["GET /a\nroot: true"] };
  const [, waiver, dismissal] = copiedTexts(review, finding);
  expect(waiver!.text.split("\n").filter((line) => line.startsWith("root"))).toEqual([]);
  expect(waiver!.text).toContain(String.raw`# GET /a\u{a}root: true`);
  expect(dismissal!.text).toBe(String.raw`sallyport dismiss f1 'a b'\''; rm -rf ~.yaml' --because "" --by ""`);
});
