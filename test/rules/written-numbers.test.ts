import { expect, test } from "vitest";
import { negativeAmount } from "../../src/rules/inputs/negative-amount.ts";
import { faultsIn, takes } from "./faults-in.ts";

/* Protocol Buffers write numbers of 64 bits as texts. */

test.each([
  ["amountCents", { format: "int64" }, 1],
  ["betragCent", { format: "int64" }, 1],
  ["montantCentimes", { format: "int64" }, 1],
  ["importeCentimos", { format: "int64" }, 1],
  ["amountCents", { format: "uint64" }, 0],
  ["amountCents", { format: "int64", pattern: "^[0-9]{1,9}$" }, 0],
  ["amountCents", { format: "int64", description: "At least 1." }, 0],
  ["amountCents", {}, 0],
  ["threadId", { format: "int64" }, 0],
])("a text %s with %j", async (name, more, found) => {
  const faults = await faultsIn(negativeAmount, {
    "POST /creators/{id}/tips": { requestBody: takes({ [name]: { type: "string", ...more } }) },
  });
  expect(faults).toHaveLength(found);
});
