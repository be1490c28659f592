import { count, prose, yaml } from "../../core/prose.ts";
import { placeOf } from "../../model/api.ts";
import type { Rule } from "../rule.ts";

/** The TRACE method (RFC 9110, section 9.3.8), which sends a request back as it came in. */
export const traceOperation: Rule = {
  id: "trace-operation",
  title: "TRACE method is enabled",
  alsoKnownAs: ["XST", "cross-site tracing"],
  owasp: ["API8:2023"],
  cwe: [693],
  asvs: ["V13.4.4"],
  confidence: "certain",

  rationale: prose`
    TRACE answers with the request itself, with what proxies on the way have added: cookies, tokens, internal addresses.
    A script that may not read a cookie can read it there. No client of an API needs it.
  `,
  exploit: prose`
    An attacker's script in a page may not read the cookie that is marked HttpOnly. It sends a TRACE request, and the
    response repeats the cookie along with the headers that proxies have added. The script sends the session and the
    internal addresses to the attacker.
  `,
  remediation: prose`
    Switch TRACE off, at the server and at everything before it, and take the operation out.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /orders:
            get: {}
            trace: {} # ✗
      `,
    ],
    good: [
      yaml`
        paths:
          /trace:
            get: {}
          /orders:
            head: {}
      `,
    ],
  },

  *check(api) {
    const operations = api.operations.filter(
      ({ method, operationKind }) => method === "TRACE" && operationKind === "path",
    );
    if (operations.length === 0) return;
    yield {
      at: placeOf(operations[0]!),
      cause: "",
      places: operations.map((operation) => ({ at: placeOf(operation), operation })),
      message:
        operations.length === 1
          ? `${operations[0]!.id} is offered`
          : `TRACE is offered of ${count(operations.length, "path")}`,
    };
  },
};
