import { isAmong } from "../../core/is-among.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { statedBy } from "../../exposure/said.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { statedIn } from "../../lexicon/statements.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { Fault } from "../../operations/fault.ts";
import { quotedSentence } from "../../operations/quoted-sentences.ts";
import type { Rule } from "../rule.ts";

/** A text says that a credential is accepted without a check, always or when the service that checks it is down. */
export const unverifiedCredential: Rule = {
  id: "unverified-credential",
  title: "Credential is accepted without verification (fail-open)",
  alsoKnownAs: ["fail-open", "authentication bypass", "missing token validation"],
  owasp: ["API2:2023"],
  cwe: [636, 347, 287],
  asvs: ["V9.1.1", "V16.5.3"],
  confidence: "likely",

  rationale: prose`
    Anyone can make up a credential that is not verified. If calls are accepted while the service that verifies
    credentials does not respond, anyone who overloads that service gets in.
  `,
  exploit: prose`
    An attacker sends a made-up or expired token, and it is accepted. If that works only during an outage, the attacker
    causes one by flooding the identity service. From then on every call is accepted, in anyone's name.
  `,
  remediation: prose`
    Verify the token on every call: its signature, issuer, audience and expiry. If that is not possible, reject
    the call with 503. If a device must not stop, let it keep running without the API.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /machines/{id}/recipe:
            put:
              security:
                - token: []
              responses:
                "204":
                  description: Set.
        components:
          securitySchemes:
            token: # ✗
              type: http
              scheme: bearer
              description: When the identity provider is unreachable, the gateway forwards the call.
      `,
    ],
    good: [
      yaml`
        paths:
          /machines/{id}/recipe:
            put:
              security:
                - token: []
              responses:
                "204":
                  description: Set.
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
              description: When the identity provider is unreachable, the gateway responds with 503.
      `,
    ],
  },

  *check(api) {
    const exposed = api.operations.filter(
      (operation) => operation.operationKind === "path" && api.assessed(operation).judgedAs !== "private",
    );
    if (exposed.length === 0) return;
    for (const scheme of api.securitySchemes) {
      const sentence = statedIn(scheme.description ?? "").get("fails-open");
      if (sentence === undefined) continue;
      const carriers = scheme.usedBy.filter((operation) => isAmong(exposed, operation));
      if (carriers.length === 0) continue;
      yield {
        at: placeOf(scheme),
        cause: scheme.name,
        carriers,
        message: `${quoted(scheme.name)} is not always verified: ${quotedSentence(sentence)}`,
      };
    }
    const ofAll = statedIn(api.info.description ?? "").get("fails-open");
    const guarded = exposed.filter(({ access }) => access === "secured");
    if (ofAll !== undefined && guarded.length > 0)
      yield {
        at: placeOf(api.info),
        cause: "all",
        carriers: guarded,
        message: `Credentials are not always verified: ${quotedSentence(ofAll)}`,
      };
    yield* operationFaults(api, exposed);
  },
};

function* operationFaults(api: AssessedApi, exposed: readonly Operation[]): Generator<Fault> {
  const told = exposed.flatMap((operation) => {
    const sentence = statedBy(operation).get("fails-open");
    return sentence === undefined || api.assessed(operation).intent !== undefined ? [] : [{ operation, sentence }];
  });
  if (told.length > 0)
    yield {
      at: placeOf(told[0]!.operation),
      cause: "operations",
      places: told.map(({ operation }) => ({ at: placeOf(operation), operation })),
      message: `${listed(
        told.map(({ operation }) => operation.id),
        3,
      )} ${told.length === 1 ? "does" : "do"} not always verify who calls: ${quotedSentence(told[0]!.sentence)}`,
    };
}
