import { expect, test } from "vitest";
import { defaultPolicy } from "../src/policy/default-policy.ts";
import { filesBelow } from "../src/load/files.ts";
import { judgeDescription } from "../src/review.ts";
import type { AssessedApi } from "../src/exposure/assessed-api.ts";
import { statedApi } from "./stated-api.ts";

/** What is worked out of each operation, here and supposing that anyone gets in. */
function assessedIn(api: AssessedApi): readonly unknown[] {
  return [api, ...(api.beyond === undefined ? [] : [api.beyond])].map((one) => [
    one.signUps.map(({ id }) => id),
    one.operations.map((operation) => {
      const { exposure, admission, principal, judgedAs, assumed, because, subject, exposed, over } =
        one.assessed(operation);
      const read = exposed.map((flow) => [flow.field.name, flow.field.category, flow.subject, over.has(flow)]);
      return [operation.id, exposure, admission, principal, judgedAs, assumed, because, subject, read];
    }),
  ]);
}

test.each(["fitness", "fitness-without-sign-up", "patient-monitoring", "telematics"])(
  "the API of %s is the one that its review judges",
  async (name) => {
    const [file, files] = [`${name}/openapi.yaml`, filesBelow("examples")];
    const { stated } = await judgeDescription(file, files, defaultPolicy());
    expect(assessedIn(await statedApi(file, files))).toEqual(assessedIn(stated.api));
  },
);
