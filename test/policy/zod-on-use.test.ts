import { expect, test, vi } from "vitest";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { filesOf } from "./policies.ts";

const imported = vi.hoisted(() => vi.fn<() => void>());
vi.mock("zod", async (original) => {
  imported();
  return original();
});

test("zod is imported for a sallyport.yaml that says something, and not before", async () => {
  await loadPolicy("openapi.yaml", filesOf({}));
  await loadPolicy("openapi.yaml", filesOf({ "sallyport.yaml": "\n" }));
  expect(imported).not.toHaveBeenCalled();
  await loadPolicy("openapi.yaml", filesOf({ "sallyport.yaml": "owner: team" }));
  expect(imported).toHaveBeenCalled();
});
