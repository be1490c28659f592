import { wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { keyword, targetOf } from "../../model/schema.ts";
import { prose, yaml } from "../../core/prose.ts";
import type { Rule } from "../rule.ts";
import { isCredential } from "../../data/taxonomy/is-credential.ts";
import { categoryWords } from "../../core/category-words.ts";
import { listed, quoted } from "../../core/prose.ts";
import { grouped } from "../../core/grouped.ts";
import { operationsOfFlows, fieldsOfFlows } from "../../operations/readers/readers.ts";

/** Personal data is passed in the URL. */
export const sensitiveDataInUrl: Rule = {
  id: "sensitive-data-in-url",
  title: "Personal data in the URL",
  owasp: ["API8:2023"],
  cwe: [598],
  asvs: ["V14.2.1"],
  confidence: "likely",

  rationale: prose`
    URLs are recorded in many places: access logs, proxies, browser histories, error reports and Referer headers. A
    passport number or an e-mail address in a URL is kept there for months, unnoticed.
  `,
  exploit: prose`
    An attacker gets hold of an access log, a browser history, or the Referer header that a linked site received. The
    paths contain e-mail addresses or identity numbers in plain text. They are combined with other leaks and used for
    phishing or to open accounts in the victim's name.
  `,
  remediation: prose`
    Use an identifier that reveals nothing about the person, and send personal data in the body.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /patients/{ssn}:
            get:
              parameters:
                - name: ssn # ✗
                  in: path
                  required: true
                  schema:
                    type: string
      `,
    ],
    good: [
      yaml`
        paths:
          /patients/{patientId}:
            get:
              parameters:
                - name: patientId
                  in: path
                  required: true
                  schema:
                    type: string
          /shops:
            get:
              parameters:
                - name: city
                  in: query
                  schema:
                    type: string
      `,
    ],
  },

  *check(api) {
    const flows = api.operations.flatMap((operation) =>
      api.whose
        .flowsOf(operation)
        .filter(
          ({ via, witness, field }) =>
            via === "parameter" &&
            /^(?:query|path) /.test(witness) &&
            field.confidence !== "possible" &&
            !isCredential(field.category) &&
            !isBound(operation, field.name) &&
            isIdentifying(field.category, field.sensitivity),
        ),
    );
    // One decision: whether this kind of data may stand in URLs.
    for (const [cause, group] of grouped(flows, ({ field }) => categoryWords(field))) {
      const { field } = group[0]!;
      const isIdentifier = group.every(({ witness }) => witness.startsWith("path "));
      const names = [...new Set(group.map((flow) => quoted(flow.field.name)))];
      const where = [...new Set(group.map(({ witness }) => (witness.startsWith("path ") ? "path" : "query string")))];
      yield {
        at: { file: field.node.source.file, pointer: field.node.pointer },
        cause,
        places: group.map((flow) => ({
          at: { file: flow.field.node.source.file, pointer: flow.field.node.pointer },
          operation: flow.operation,
          witness: flow.witness,
        })),
        fields: fieldsOfFlows(group),
        ...(isIdentifier ? { title: "Personal data is used as an identifier in the URL" } : {}),
        message: `${listed(names, 3)} in the ${listed(where)} of ${operationsOfFlows(group)} ${names.length === 1 ? "is" : "are"} a person's ${categoryWords(field)}`,
        mitigations: group.some((flow) => flow.field.sensitivity === "restricted")
          ? []
          : ["the data is confidential, not restricted"],
      };
    }
  },
};

/** Whether a parameter sets what values are compared with, and is nobody's own: `>=5.5`, `minAge`. */
function isBound({ parameters }: Operation, name: string): boolean {
  const schema = parameters.find((parameter) => parameter.name === name)?.schema;
  if (schema === undefined) return false;
  const target = targetOf(schema);
  const pattern = keyword(target, "pattern");
  const words = wordsOf(name);
  return (
    (typeof pattern === "string" && /^\^?\(?(?:\?:)?[[(]?[<>]/.test(pattern)) ||
    [...schema.examples, ...target.examples].some(
      ({ value }) => typeof value === "string" && /^[<>]=?\d/.test(value),
    ) ||
    (words.length > 1 && [words[0]!, words.at(-1)!].some((word) => /^(?:min|max|gte?|lte?)$/.test(word)))
  );
}

/** What identifies or hurts a person by itself; a place or a name in a search does not. */
function isIdentifying(category: string, sensitivity: string): boolean {
  return (
    sensitivity === "restricted" ||
    category === "user.contact.email" ||
    category === "user.contact.phone_number" ||
    category.startsWith("user.contact.email.")
  );
}
