import { listed, prose, yaml } from "../../core/prose.ts";
import type { Operation } from "../../model/api.ts";
import { credentialHeader } from "../../model/credential-header.ts";
import type { Rule } from "../rule.ts";

/** A description that requires nothing anywhere: it does not say how callers are admitted. */
export const authenticationUnstated: Rule = {
  id: "authentication-unstated",
  title: "The description does not say who may call",
  alsoKnownAs: ["missing authentication"],
  owasp: ["API2:2023"],
  cwe: [306],
  asvs: ["V8.1.1"],
  confidence: "certain",

  rationale: prose`
    No operation requires a credential, and none says that it needs none. Either the API is open to everybody, or it is
    protected by something that the description does not show. Nobody who reads it can tell, and neither can a gateway,
    a test or a reviewer.
  `,
  exploit: prose`
    An attacker tries each operation without a credential, which takes a minute. Where the gateway was set up from this
    description, nothing was there to enforce, and the calls go through. The team learns of it from somebody else, since
    its own tests were made from the same description.
  `,
  remediation: prose`
    Define the security schemes and require them: "security" at the root for all operations, and "security: []" on those
    that are open on purpose.
  `,

  examples: {
    bad: [
      yaml`
        openapi: 3.1.0 # ✗
        paths:
          /orders:
            get: {}
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
    good: [
      yaml`
        openapi: 3.1.0
        security:
          - token: []
        paths:
          /orders:
            get: {}
          /health:
            get:
              security: []
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
      yaml`
        openapi: 3.1.0
        security: []
        paths:
          /prices:
            get: {}
      `,
    ],
  },

  *check(api) {
    const othersRequire = api.operations.some(({ access }) => access === "secured" || access === "optional");
    const operations = api.operations.filter(
      ({ access, operationKind, parameters }) =>
        access === "unstated" &&
        operationKind === "path" &&
        // Where others require something, one that takes it as a header has a fault of its own.
        !(othersRequire && credentialHeader(parameters) !== undefined),
    );
    if (operations.length === 0) return;
    const schemes = api.securitySchemes.map(({ name }) => name);
    yield {
      at: { file: api.node.source.file, pointer: api.format.version === "2.0" ? "#/swagger" : "#/openapi" },
      cause: "",
      ...(othersRequire ? { operations } : { carriers: operations }),
      message: messageFor(operations, othersRequire),
      evidence:
        schemes.length === 0
          ? ["No security scheme is defined."]
          : [`Defined, and required nowhere: ${listed(schemes)}.`],
    };
  },
};

/** Where others require something, what does not say so has a requirement that cannot be read. */
function messageFor(operations: readonly Operation[], othersRequire: boolean): string {
  const one = operations.length === 1 ? operations[0]! : undefined;
  if (othersRequire) {
    const whose = one === undefined ? `${operations.length} operations` : one.id;
    return `The "security" of ${whose} cannot be read, so nobody can tell who may call`;
  }
  return one === undefined
    ? `None of ${operations.length} operations requires a credential, or says that it needs none`
    : "The only operation neither requires a credential nor says that it needs none";
}
