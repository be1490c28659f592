import { listed, prose, yaml } from "../../core/prose.ts";
import { placeOf } from "../../model/api.ts";
import { uploadsOf } from "../../operations/inputs/uploads.ts";
import { statedAt } from "../../operations/stated.ts";
import { quotedSentence } from "../../operations/quoted-sentences.ts";
import type { Rule } from "../rule.ts";

/** A text says that what another service answers is taken over without a check. */
export const unvalidatedUpstreamData: Rule = {
  id: "unvalidated-upstream-data",
  title: "Data from another service is used without validation (unsafe consumption of APIs)",
  alsoKnownAs: ["unsafe consumption of APIs", "unsigned update", "supply chain"],
  owasp: ["API10:2023"],
  cwe: [345, 353, 494, 20],
  asvs: ["V2.2.1"],
  confidence: "likely",

  rationale: prose`
    Data from a partner or a manufacturer is as untrusted as data from a caller. Suppose that the API
    stores, shows, installs or uses this data without checking its format, range and signature. Then an attacker who
    compromises the partner's service, or the connection to it, also compromises the API.
  `,
  exploit: prose`
    An attacker compromises the partner's service or answers in its place. The API then uses the attacker's data, such
    as a credit limit of any size, a script in a page or manipulated firmware. All customers of the API are affected at once.
  `,
  remediation: prose`
    Validate every response against your own schema and ranges, and reject what does not fit. Escape data where it is
    shown. Install a package only if its signature is valid for a key that you stored beforehand.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /applications/{id}/scoring:
            post: # ✗
              description: Asks the credit bureau. The response of the provider is stored without validation.
              responses:
                "200":
                  description: Scored.
      `,
    ],
    good: [
      yaml`
        paths:
          /applications/{id}/scoring:
            post:
              description: Asks the credit bureau. The response of the provider is validated against a schema and rejected with 502 if it does not fit.
              responses:
                "200":
                  description: Scored.
      `,
    ],
  },

  *check(api) {
    const found = api.operations.flatMap((operation) => {
      // What is uploaded comes from the caller, whatever is then done with it.
      const stated = uploadsOf(operation).length > 0 ? undefined : statedAt(operation, ["upstream-unchecked"]);
      return stated === undefined ||
        explainsValue(stated.field?.description ?? operation.description ?? "", stated.sentence)
        ? []
        : [{ operation, ...stated }];
    });
    if (found.length === 0) return;
    yield {
      at: placeOf(found[0]!.operation),
      cause: "",
      places: found.map(({ operation }) => ({ at: placeOf(operation), operation })),
      message: `${listed(
        found.map(({ operation }) => operation.id),
        3,
      )} ${found.length === 1 ? "uses" : "use"} data from another service without validation: ${quotedSentence(found[0]!.sentence)}`,
    };
  },
};

/** Whether a sentence explains one of several values of a field: "A value of 2 is for …" says nothing of what the service does. */
function explainsValue(text: string, sentence: string): boolean {
  const values = text.match(/\b(?:values? (?:of )?|wert |valeur |valor )\d{1,3}\b/gi) ?? [];
  return values.length > 1 && !/\b(?:we|our|this (?:api|service)|wir|nous|nosotros|nós)\b/i.test(sentence);
}
