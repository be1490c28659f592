import { grouped } from "../../core/grouped.ts";
import { count, listed, prose, quoted, withoutLeftover, yaml } from "../../core/prose.ts";
import { categoryWords } from "../../core/category-words.ts";
import type { ClassifiedField } from "../../data/flows/flow.ts";
import { isAbove } from "../../core/exposure-words.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { Rule } from "../rule.ts";
import type { Fault, FaultPlace } from "../../operations/fault.ts";
import { flowsByField } from "../../operations/readers/flow-index.ts";

/** Fields are declared less sensitive than they look. */
export const understatedClassification: Rule = {
  id: "understated-classification",
  title: "Field is declared less sensitive than it looks",
  owasp: ["API3:2023", "API9:2023"],
  cwe: [1059, 213],
  asvs: ["V14.1.1"],
  confidence: "likely",

  rationale: prose`
    The declared classification decides what gateways mask, what logs redact and what reviewers look at first. A
    sensitive field that is declared harmless passes all of them without another check.
  `,
  exploit: prose`
    A field is declared harmless, so the gateway does not mask it and the logs keep it. An attacker with access to the
    logs, which many can read, finds identity numbers in them. Because the field is declared harmless, its content is
    not checked.
  `,
  remediation: prose`
    Correct the declaration. If the field only looks sensitive, declare it as not sensitive in sallyport.yaml, under
    "data", and give the reason.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /users/{id}:
            get:
              responses:
                "200":
                  description: The user.
                  content:
                    application/json:
                      schema:
                        properties:
                          passportNumber: # ✗
                            type: string
                            x-data-classification: public
      `,
    ],
    good: [
      yaml`
        paths:
          /users/{id}:
            get:
              responses:
                "200":
                  description: The user.
                  content:
                    application/json:
                      schema:
                        properties:
                          passportNumber:
                            type: string
                            x-data-classification: restricted
                          badge:
                            type: string
                            x-data-classification: public
      `,
    ],
  },

  *check(api) {
    if (api.data.declared === 0) return;
    const inferred = api.data.fields.filter(
      ({ basis, confidence }) => basis === "inferred" && confidence !== "possible",
    );
    const understated = inferred.filter(({ declaredAs }) => declaredAs !== undefined);
    if (understated.length > 0) {
      const said = understated.map(
        (field) => `${quoted(field.name)} (${field.declaredAs}) looks like ${withArticle(field)}`,
      );
      yield faultAt(api, understated, "understated", listed(said, 3));
    }
    const left = inferred.filter(
      ({ declaredAs, sensitivity }) => declaredAs === undefined && isAbove(sensitivity, "internal"),
    );
    if (left.length > 0 && api.data.declared >= MANY)
      yield {
        ...faultAt(
          api,
          left,
          "undeclared",
          `${left.length} of ${count(api.data.fields.length, "sensitive field")} ${left.length === 1 ? "is" : "are"} not declared as such, though others are. Not declared: ${countedNames(left)}`,
        ),
        title: "Sensitive fields are missing from the declared classification",
        exploit: prose`
          Gateways and logs mask what is declared sensitive. A sensitive field that was left out passes them in plain text.
          An attacker with access to the logs, which many can read, finds it there.
        `,
        // One place: it is the habit that is at fault, and each field stands in the inventory.
        places: [{ at: placeOfField(left[0]!) }],
        mitigations: [
          "these fields have no declared classification, but none is declared as not sensitive",
          "the classification was inferred, so the review has taken it into account",
        ],
      };
  },
};

/** So many declarations are a habit. */
const MANY = 5;

/** `an e-mail address`, and `health data` without an article, since nobody counts it. */
function withArticle(field: ClassifiedField): string {
  const words = categoryWords(field);
  if (words === categoryWords(field, "plural")) return words;
  return `${/^(?!uni)[aeiou]/i.test(words) ? "an" : "a"} ${words}`;
}

/** The names of fields, each once with how many have it: the figures add up to all fields. */
function countedNames(fields: readonly ClassifiedField[]): string {
  const groups = [...grouped(fields, ({ name }) => name)].map(([name, { length }]) => ({ name, length }));
  const shown = withoutLeftover(groups, MOST_NAMES);
  const rest = fields.length - shown.reduce((sum, { length }) => sum + length, 0);
  const words = shown.map(({ name, length }) => (length === 1 ? name : `${name} (${length})`));
  return listed(rest === 0 ? words : [...words, `${rest} more`], words.length + 1);
}

const MOST_NAMES = 5;

function placeOfField({ node }: ClassifiedField): Fault["at"] {
  return { file: node.source.file, pointer: node.pointer };
}

function faultAt(api: AssessedApi, fields: readonly ClassifiedField[], cause: string, message: string): Fault {
  const index = flowsByField(api);
  const places = fields.flatMap((field): readonly FaultPlace[] => {
    const at = placeOfField(field);
    const flows = index.get(field) ?? [];
    return flows.length === 0 ? [{ at }] : flows.map(({ operation, witness }) => ({ at, operation, witness }));
  });
  return { at: placeOfField(fields[0]!), cause, places, fields, message };
}
