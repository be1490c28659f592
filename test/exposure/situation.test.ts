import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { Admission } from "../../src/core/exposure-words.ts";
import { dataFlows } from "../../src/data/flows/data-flows.ts";
import { assess } from "../../src/exposure/assess.ts";
import type { AssessedApi, Assessment } from "../../src/exposure/assessed-api.ts";
import { situationOf } from "../../src/exposure/situation.ts";
import { whoseData } from "../../src/exposure/whose-data.ts";
import { loadDocument } from "../../src/load/document.ts";
import { filesBelow } from "../../src/load/files.ts";
import { readApi } from "../../src/model/read-api.ts";
import { candidatesOf, type Candidate } from "../../src/operations/candidates/candidates.ts";
import { answeredPolicy } from "../../src/policy/answered.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { apiOf } from "../rules/faults-in.ts";

const EXAMPLES = path.join(import.meta.dirname, "../../examples");
const NAMES = ["fitness", "fitness-without-sign-up", "patient-monitoring", "telematics"];

/** What nobody said, taken for each in turn; the last is an answer by which all schemes are a partner's. */
const SUPPOSED = [undefined, "self-registered", "own", "answered"] as const;

type Judge = (supposed: (typeof SUPPOSED)[number]) => AssessedApi;

async function judgesOf(example: string): Promise<Judge> {
  const api = readApi(await loadDocument("openapi.yaml", filesBelow(path.join(EXAMPLES, example))));
  const policy = defaultPolicy();
  const data = dataFlows(api, policy);
  const keys = api.securitySchemes.map(({ name }) => `admission.${name}`);
  const answered = answeredPolicy(policy, { keys, value: "partner" });
  const whose = whoseData(api, data, policy);
  return (supposed) =>
    supposed === "answered"
      ? assess(api, whoseData(api, data, answered), answered)
      : assess(api, whose, policy, supposed satisfies Admission | undefined);
}

/** All that a candidate says, in words. */
function said({ operation, identifiers, beside, resource, listedBy, toldBy, atRisk, ...more }: Candidate): object {
  const names = (some: Candidate["identifiers"]): readonly string[] => some.map(({ name }) => name);
  const held = { ...atRisk.held, shownBy: atRisk.held.shownBy?.id };
  return {
    ...more,
    operation: operation.id,
    identifiers: names(identifiers),
    beside: names(beside),
    resource: resource.noun,
    listedBy: listedBy?.id,
    toldBy: toldBy?.id,
    sensitivity: atRisk.sensitivity,
    returned: atRisk.returned.categories.map(({ category }) => category),
    held: [held.sensitivity, held.shownBy],
    impact: more.impact.weight,
  };
}

test("there are these examples", () => {
  expect(NAMES.filter((name) => !readdirSync(EXAMPLES).includes(name))).toEqual([]);
});

test.each(NAMES)("candidates of %s are those of a judgement alone, whatever was judged before it", async (name) => {
  const shared = await judgesOf(name);
  const together = SUPPOSED.map((supposed) => candidatesOf(shared(supposed)).map(said));
  const alone = await Promise.all(
    SUPPOSED.map(async (supposed) => candidatesOf((await judgesOf(name))(supposed)).map(said)),
  );
  expect(together).toEqual(alone);
  expect(together.flat().length).toBeGreaterThan(0);
});

/** What a situation has in common; `judgedAs` is asked for by the score, which each judgement has of its own. */
const COMPARED: ReadonlySet<string | symbol> = new Set<keyof Assessment>([
  "operation",
  "flows",
  "exposed",
  "subject",
  "intent",
  "principal",
  "admission",
  "schemes",
  "judgedAs",
]);

test.each(NAMES)("candidates of %s ask for nothing that situations may differ in", async (name) => {
  const api = (await judgesOf(name))(undefined);
  const asked = new Set<string | symbol>();
  const noting = <T extends object>(value: T, prefix = ""): T =>
    new Proxy(value, {
      get: (target, key, self) => {
        asked.add(prefix + String(key));
        return Reflect.get(target, key, self) as unknown;
      },
    });
  const assessed = (operation: Assessment["operation"]): Assessment => {
    const one = api.assessed(operation);
    return noting({ ...one, schemes: one.schemes.map((scheme) => noting(scheme, "scheme.")) });
  };
  expect(candidatesOf({ ...api, assessed }).length).toBeGreaterThan(0);
  const allowed = new Set<string | symbol>([...COMPARED, "scheme.scheme", "scheme.principal"]);
  expect([...asked].filter((key) => !allowed.has(key))).toEqual([]);
  expect(asked).toContain("flows");
});

test("judgements are alike where only who gets the credential is supposed otherwise", async () => {
  const judge = await judgesOf("telematics");
  const [stated, open, closed] = [judge(undefined), judge("self-registered"), judge("own")];
  expect(situationOf(open)).toBe(situationOf(stated));
  expect(situationOf(closed)).toBe(situationOf(stated));
});

test("judgements are not alike where calls need no credential, or other schemes let callers in", async () => {
  const api = await apiOf({ "GET /notes/{id}": {}, "GET /users/{id}": { security: [{ key: [] }] } });
  const first = api.operations[0]!;
  const otherwise = (change: Partial<Assessment>): AssessedApi => ({
    ...api,
    assessed: (operation) => ({ ...api.assessed(operation), ...(operation === first ? change : {}) }),
  });
  expect(situationOf(otherwise({}))).toBe(situationOf(api));
  expect(situationOf(otherwise({ judgedAs: "private" }))).toBe(situationOf(api));
  for (const change of [
    { admission: "anonymous" },
    { admission: "own" },
    { principal: "shared" },
    { subject: "caller" },
    { intent: "sign-up" },
    { schemes: [] },
    { flows: [] },
    { exposed: [] },
  ] as const)
    expect(situationOf(otherwise(change)), JSON.stringify(change)).not.toBe(situationOf(api));
  expect(situationOf({ ...otherwise({}), signUps: [first] })).not.toBe(situationOf(api));
});
