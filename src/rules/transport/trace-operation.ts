import { count, prose, yaml } from "../../core/prose.ts";
import { placeOf } from "../../model/api.ts";
import type { Rule } from "../rule.ts";
import { removedOperationFix } from "../../operations/fixes/known-fixes.ts";

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
    TRACE returns the request itself, including what proxies on the path have added: cookies, tokens, internal
    addresses. A script that may not read a cookie can read it there. No API client needs TRACE.
  `,
  exploit: prose`
    An attacker's script in a page cannot read a cookie that is marked HttpOnly. It sends a TRACE request, and the
    response contains the cookie and the headers that proxies have added. The script sends the session and the internal
    addresses to the attacker.
  `,
  remediation: prose`
    Disable TRACE on the server, and on every proxy and gateway in front of it, and remove the operation.
  `,
  fixes: [removedOperationFix],

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
          ? `${operations[0]!.id} is enabled`
          : `TRACE is enabled on ${count(operations.length, "path")}`,
    };
  },
};
