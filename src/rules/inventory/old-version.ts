import { partitioned } from "../../core/grouped.ts";
import { isHarmlessRead } from "../../operations/understood.ts";
import { grouped } from "../../core/grouped.ts";
import { count, listed, prose, quoted, yaml } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { placeOf, type Operation, type Parameter } from "../../model/api.ts";
import { targetOf } from "../../model/schema.ts";
import type { Rule } from "../rule.ts";
import type { Fault } from "../../operations/fault.ts";
import { isForStrangers, isUnsaid } from "../../operations/strangers.ts";
import { oldVersionsOf, type OldVersion } from "../../operations/versions.ts";

/** An old version of an operation is served beside the new one. */
export const oldVersion: Rule = {
  id: "old-version",
  title: "Old version is served beside the new one",
  alsoKnownAs: ["zombie API", "improper inventory management"],
  owasp: ["API9:2023"],
  cwe: [1059],
  asvs: [],
  confidence: "likely",

  rationale: prose`
    Limits and checks were added, and fields removed, in the new version only. Both versions give access to the same
    data, so attackers try the old one first.
  `,
  exploit: prose`
    An attacker finds the new version well protected and calls the old one. It returns the same data, but lacks the
    limit on attempts, which was only added to the new version. The attacker uses the old version until someone
    remembers that it exists.
  `,
  remediation: prose`
    Mark the old version as deprecated. Announce its end date. Switch it off on that date. Until then, apply every
    check and limit of the new version to the old version too.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /v1/userinfo/{email}:
            get: # ✗
              security: []
          /v2/userinfo/{email}:
            get:
              security: []
          /check-otp:
            post:
              security: []
          /check-otp-legacy:
            post: # ✗
              security: []
      `,
      yaml`
        paths:
          /api/v{version}/forgot-password:
            post:
              security: []
              parameters:
                - name: version # ✗
                  in: path
                  required: true
                  schema:
                    enum: [1, 2, 3]
      `,
    ],
    good: [
      yaml`
        paths:
          /v1/userinfo/{email}:
            get:
              deprecated: true
              security: []
          /v2/userinfo/{email}:
            get:
              security: []
          /v1/orders:
            get:
              security: []
          /packages/{name}/versions/{version}:
            get:
              parameters:
                - name: version
                  in: path
                  required: true
                  schema:
                    enum: [1, 2]
      `,
    ],
  },

  *check(api) {
    const old = oldVersionsOf(api.operations).filter(
      ({ operation }) =>
        !operation.deprecated && !isUnsaid(api, operation) && api.assessed(operation).judgedAs !== "private",
    );
    for (const [kind, found] of grouped(old, (one) => kindOf(api, one))) {
      const [first] = found;
      yield {
        at: placeOf(first!.operation),
        cause: kind,
        places: found.map(({ operation }) => ({ at: placeOf(operation), operation })),
        message:
          found.length === 1
            ? `${first!.operation.id} is served beside ${first!.newest.id}`
            : `${count(found.length, "operation")} are served beside a newer version, such as ${first!.operation.id} beside ${first!.newest.id}`,
        mitigations:
          kind === "guarded"
            ? ["nothing indicates public access"]
            : kind === "open" && found.every(({ operation }) => isHarmlessRead(api, operation))
              ? ["it only reads, and the described responses are harmless"]
              : [],
        ...(kind === "weaker" ? { evidence: ["The old version can be called without a credential."] } : {}),
      };
    }
    yield* versionParameter(api);
  },
};

/** Whether the old one asks for less than the new one, whether strangers call both, or neither as far as anything says. */
function kindOf(api: AssessedApi, { operation, newest }: OldVersion): "weaker" | "open" | "guarded" {
  const isOpen = api.assessed(operation).admission === "anonymous";
  if (isOpen && api.assessed(newest).admission !== "anonymous") return "weaker";
  return isForStrangers(api, operation) ? "open" : "guarded";
}

/** One path for several versions, where the caller chooses: nothing says what the older ones do. */
function* versionParameter(api: AssessedApi): Generator<Fault> {
  const chosen = api.operations.flatMap((operation) => {
    const parameter = versionOf(operation);
    return parameter === undefined || api.assessed(operation).judgedAs === "private" ? [] : [{ operation, parameter }];
  });
  if (chosen.length === 0) return;
  const [open, guarded] = partitioned(chosen, ({ operation }) => isForStrangers(api, operation));
  for (const [kind, found] of [
    ["open", open],
    ["guarded", guarded],
  ] as const) {
    if (found.length === 0) continue;
    const [first] = found;
    const ids = found.map(({ operation }) => operation.id);
    yield {
      at: placeOf(first!.parameter),
      cause: `parameter ${kind}`,
      places: found.map(({ operation, parameter }) => ({
        at: placeOf(parameter),
        operation,
        witness: `path ${parameter.name}`,
      })),
      message: `${quoted(first!.parameter.name)} of ${listed(ids, 3)} lets the caller choose an old version`,
      mitigations: kind === "guarded" ? ["nothing indicates public access"] : [],
    };
  }
}

/** A parameter of the path that stands where versions do, and takes more than one. */
function versionOf(operation: Operation): Parameter | undefined {
  const name = VERSIONED.exec(operation.path)?.[1];
  if (name === undefined || operation.operationKind !== "path") return undefined;
  const parameter = operation.parameters.find((one) => one.in === "path" && one.name === name);
  const choices = parameter?.schema === undefined ? undefined : targetOf(parameter.schema).enum;
  return choices !== undefined && choices.length > 1 ? parameter : undefined;
}

const VERSIONED = /^(?:\/[\w-]{1,40}){0,2}\/v?\{((?:api[-_]?)?ver(?:sion)?)\}\//i;
