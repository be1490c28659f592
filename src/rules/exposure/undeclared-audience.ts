import { count, prose, yaml } from "../../core/prose.ts";
import { placeOf } from "../../model/api.ts";
import type { Rule } from "../rule.ts";

/** Nobody says who the API is for. */
export const undeclaredAudience: Rule = {
  id: "undeclared-audience",
  title: "No audience is declared",
  owasp: ["API9:2023"],
  cwe: [1059],
  asvs: ["V8.1.1"],
  confidence: "certain",

  rationale: prose`
    The audience of an API determines what data it may return. If it is not declared, each reviewer, portal and gateway
    guesses.
  `,
  exploit: prose`
    The gateway team publishes the API because nothing says that it is internal. An attacker finds operations that were
    built for internal use and that trust every caller. The review that would have prevented this never took place,
    because it was not known to be due.
  `,
  remediation: prose`
    Declare x-audience in info as company-internal, external-partner or external-public, or set audience in
    sallyport.yaml.
  `,

  examples: {
    bad: [
      yaml`
        openapi: 3.1.0
        info: # ✗
          title: Stock
          version: "1"
        paths:
          /stock:
            get: {}
      `,
    ],
    good: [
      yaml`
        openapi: 3.1.0
        info:
          title: Stock
          version: "1"
          x-audience: company-internal
        paths:
          /stock:
            get: {}
      `,
    ],
  },

  *check(api) {
    const operations = api.operations.filter(
      (operation) => operation.operationKind === "path" && api.audiences.of(operation).audience === undefined,
    );
    if (operations.length === 0) return;
    yield {
      at: placeOf(api.info),
      cause: "",
      operations,
      message: `${count(operations.length, "operation")} ${operations.length === 1 ? "has" : "have"} no declared audience`,
    };
  },
};
