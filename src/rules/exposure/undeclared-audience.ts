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
    Who may call an API decides what it may hand out. Where nobody has said it, each reviewer, portal and gateway
    guesses.
  `,
  exploit: prose`
    The gateway team publishes the API because nothing says that it is internal. An attacker finds operations that were
    made for colleagues and that trust whoever calls them. The review that would have stopped it never took place, since
    nobody knew that it was due.
  `,
  remediation: prose`
    Declare it: x-audience at info, with company-internal, external-partner or external-public, or audience in
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
