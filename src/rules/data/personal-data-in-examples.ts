import { grouped } from "../../core/grouped.ts";
import { count, listed, prose, yaml } from "../../core/prose.ts";
import { publishedValues } from "../../data/values/published-values.ts";
import { testValueFix } from "../../operations/fixes/placeholder-fixes.ts";
import type { Rule } from "../rule.ts";
import { spotsOfValues } from "../../operations/readers/published-spots.ts";

/** Examples show somebody's own data. */
export const personalDataInExamples: Rule = {
  id: "personal-data-in-examples",
  title: "Examples may contain a real person's data",
  owasp: ["API8:2023"],
  cwe: [359, 540],
  asvs: [],
  confidence: "likely",

  rationale: prose`
    Examples are often copied from a real call, and then contain a customer's or colleague's address, card or
    account. More people read the description than may see this data, and mock servers and tests spread it.
  `,
  exploit: prose`
    An attacker reads the examples in the published description. One of them is a real customer's address and account
    number, copied from a call. The data is used for fraud against that person, and search engines keep it after it is
    removed.
  `,
  remediation: prose`
    Replace real data with test values: e-mail addresses at example.com, the test card numbers of the card schemes, and the example account numbers from the IBAN registry.
  `,
  fixes: [testValueFix],

  examples: {
    bad: [
      yaml`
        paths:
          /invoices:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        sentTo:
                          type: string
                          example: agnes.kovacs@telekom-hosting.hu # ✗
                        account:
                          type: string
                          example: FR15 3004 1917 0258 0M19 4J26 R54 # ✗
      `,
    ],
    good: [
      yaml`
        info:
          title: Invoices
          version: "1"
          contact:
            email: agnes.kovacs@telekom-hosting.hu
        paths:
          /invoices:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        sentTo:
                          type: string
                          example: jane.doe@example.com
                        account:
                          type: string
                          example: GB82 WEST 1234 5698 7654 32
                        card:
                          type: string
                          example: "4111 1111 1111 1111"
      `,
    ],
  },

  *check(api) {
    const values = publishedValues(api).filter(
      ({ kind, role, isMadeUp }) => kind === "personal" && !isMadeUp && (role === "example" || role === "default"),
    );
    // One decision: whether these were taken from life.
    if (values.length === 0) return;
    const kinds = [...grouped(values, ({ is }) => is)].map(([is, group]) => {
      const different = new Set(group.map(({ value }) => value)).size;
      const noun = is.replace(/^(?:an?|the) /, "");
      return different === 1 ? is : count(different, noun, noun.endsWith("s") ? `${noun}es` : `${noun}s`);
    });
    yield {
      at: values[0]!.at,
      cause: "",
      places: spotsOfValues(api, values),
      message: `Examples show ${listed(kinds)} that may be real`,
    };
  },
};
