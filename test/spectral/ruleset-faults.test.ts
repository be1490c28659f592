import { expect, test } from "vitest";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { judgedBySpectral } from "../../src/spectral/judged-by-spectral.ts";
import { filesOf, refusalOf } from "../policy/policies.ts";

/* What people get wrong in rulesets: each fault is told with its line, its column, and what would have been right. */

const FAULTY = [
  "rules:\n  x:\n    descripton: y\n    given: $.info\n    then: { function: truthy }",
  "extends: spectral:oas\nrules:\n  x: { given: $.info }",
  "rules:\n  x: { severity: error }",
  "rules:\n  x:\n    severity: warning\n    given: $.info\n    then: { function: truthy }",
  "rules: { x: { severity: 4, given: $.info, then: { function: truthy } } }",
  "extends: spectral:oas\nrules:\n  operation-tags: warning",
  "extends: sallyport:recommended\nrules:\n  basic-auth: critical",
  "extends: spectral:oas\nrules:\n  operation-tag: error",
  "extends: sallyport:recommended\nrules:\n  basic-oauth: error",
  "extends: sallyport:recommended\noverrides:\n  - files: ['api.yaml#/paths']\n    rules: { basic-oauth: off }",
  "extends: spectral:oas\noverrides:\n  - files: ['api.yaml#/paths']\n    rules: { operation-tag: off }",
  "extends: spectral:oas\noverrides:\n  - files: api.yaml\n    rules: { operation-tags: off }",
  "extends: spectral:oas\noverrides:\n  - files: [api.yaml]\n    rules:\n      x: { given: $.info, then: { function: truhty } }",
  "extends: [[spectral:oas, recomended]]",
  "extends:\n  - spectral:oas\n  - ./acme.yaml",
  "rules: { x: { given: $.info, then: { function: patern } } }",
  "rules: { x: { given: $.info, then: { field: title } } }",
  "rules: { x: { given: $.info, then: truthy } }",
  "rules: { x: { given: $.info, then: { fields: title, function: truthy } } }",
  "rules: { x: { given: $.info, then: { function: pattern, functionOptions: { matches: a } } } }",
  "rules: { x: { given: $.info, then: { function: pattern, functionOptions: { match: '([a' } } } }",
  "rules: { x: { given: $.info, then: { function: casing, functionOptions: { type: camelCase } } } }",
  "rules: { x: { given: $.info, then: { function: truthy, functionOptions: { a: 1 } } } }",
  "rules: { x: { given: [], then: [{ function: length }] } }",
  "rules: { x: { given: info, then: { function: truthy } } }",
  "rules: { x: { given: [$.info, '$.paths[*'], then: { function: truthy } } }",
  "aliases: { Operation: [$.paths] }\nrules: { x: { given: '#Operations', then: { function: truthy } } }",
  "aliases: { Operation: $.paths }\nrules: { x: { given: '#Operation', then: { function: truthy } } }",
  "formats: [openapi3]\nrules: {}",
  "rules: { x: { formats: [oas3.3], given: $.info, then: { function: truthy } } }",
  "rules: { x: { documentationUrl: page, given: $.info, then: { function: truthy } } }",
  "rules: { x: { type: styl, message: 5, given: $.info, then: { function: truthy } } }",
  "rules:\n  x: { given: $.info, then: { function: truthy } }\n  x: { given: $.info, then: { function: falsy } }",
  "rules:\n  x:",
  "rules: []",
  "description: nothing else",
  "- a",
  " ",
];

async function refusalFor(ruleset: string): Promise<string> {
  const files = filesOf({ "sallyport.yaml": "rulesets: [sallyport:public, ./r.yaml]", "r.yaml": ruleset });
  const read = async (): Promise<Policy> => {
    const policy = await loadPolicy("api.yaml", files);
    const isPlain = Object.values(policy.rulesets).every(({ table }) => table !== undefined);
    return isPlain ? policy : (await judgedBySpectral(policy)).policy;
  };
  return refusalOf(read());
}

test("a fault is told with its place, what was found and what would have been right", async () => {
  const refusals: string[] = [];
  for (const text of FAULTY) refusals.push(`${text}\n  ${(await refusalFor(text)).replaceAll("r.yaml:", "")}`);
  expect(`\n${refusals.join("\n\n")}\n`).toMatchInlineSnapshot(`
    "
    rules:
      x:
        descripton: y
        given: $.info
        then: { function: truthy }
      3:5 rules.x.descripton is not a key of a rule; did you mean "description"?

    extends: spectral:oas
    rules:
      x: { given: $.info }
      3:3 rules.x has no then; what is asked, such as { function: truthy }, is expected

    rules:
      x: { severity: error }
      2:3 rules.x has no given; a JSONPath such as "$.paths[*]" is expected
    2:3 rules.x has no then; what is asked, such as { function: truthy }, is expected

    rules:
      x:
        severity: warning
        given: $.info
        then: { function: truthy }
      3:15 rules.x.severity is "warning"; error, warn, info, hint or off is expected; did you mean "warn"?

    rules: { x: { severity: 4, given: $.info, then: { function: truthy } } }
      1:25 rules.x.severity is 4; error, warn, info, hint or off is expected

    extends: spectral:oas
    rules:
      operation-tags: warning
      3:19 the rule "operation-tags" is "warning"; error, warn, info, hint, off, true, false or a definition is expected; did you mean "warn"?

    extends: sallyport:recommended
    rules:
      basic-auth: critical
      3:15 the rule "basic-auth" is "critical"; error, warn, info, hint, off, true, false or a definition is expected; did you mean "error"?

    extends: spectral:oas
    rules:
      operation-tag: error
      3:3 there is no rule "operation-tag" in what is extended here; did you mean "operation-tags"?

    extends: sallyport:recommended
    rules:
      basic-oauth: error
      3:3 there is no rule "basic-oauth" in what is extended here; did you mean "basic-auth"?

    extends: sallyport:recommended
    overrides:
      - files: ['api.yaml#/paths']
        rules: { basic-oauth: off }
      4:14 there is no rule "basic-oauth" in what is extended here; did you mean "basic-auth"?

    extends: spectral:oas
    overrides:
      - files: ['api.yaml#/paths']
        rules: { operation-tag: off }
      4:14 there is no rule "operation-tag" in what is extended here; did you mean "operation-tags"?

    extends: spectral:oas
    overrides:
      - files: api.yaml
        rules: { operation-tags: off }
      3:12 an override needs files, a list of patterns of file names such as ["legacy/*.yaml"]

    extends: spectral:oas
    overrides:
      - files: [api.yaml]
        rules:
          x: { given: $.info, then: { function: truhty } }
      5:45 rules.x.then.function is "truhty", which is no core function; did you mean "truthy"?

    extends: [[spectral:oas, recomended]]
      1:11 the mode of "spectral:oas" is "recomended"; one of all, recommended, off is expected

    extends:
      - spectral:oas
      - ./acme.yaml
      3:5 the ruleset "./acme.yaml" cannot be read: there is no such file

    rules: { x: { given: $.info, then: { function: patern } } }
      1:48 rules.x.then.function is "patern", which is no core function; did you mean "pattern"?

    rules: { x: { given: $.info, then: { field: title } } }
      1:36 rules.x.then has no function; one of alphabetical, casing, defined, enumeration, falsy, length, pattern, schema, truthy, undefined, unreferencedReusableObject, xor, or is expected

    rules: { x: { given: $.info, then: truthy } }
      1:36 rules.x.then is "truthy"; a mapping with a function is expected

    rules: { x: { given: $.info, then: { fields: title, function: truthy } } }
      1:38 rules.x.then.fields is not a key of then; did you mean "field"?

    rules: { x: { given: $.info, then: { function: pattern, functionOptions: { matches: a } } } }
      1:85 rules.x.then.functionOptions.matches: "pattern" function does not support "matches" option; did you mean "match"?

    rules: { x: { given: $.info, then: { function: pattern, functionOptions: { match: '([a' } } } }
      1:83 rules.x.then.functionOptions.match is "([a"; a regular expression is expected (Unterminated character class)

    rules: { x: { given: $.info, then: { function: casing, functionOptions: { type: camelCase } } } }
      1:81 rules.x.then.functionOptions.type: "casing" function and its "type" option accept the following values: flat, camel, pascal, kebab, cobol, snake, macro

    rules: { x: { given: $.info, then: { function: truthy, functionOptions: { a: 1 } } } }
      1:73 rules.x.then.functionOptions: "truthy" function does not accept any options

    rules: { x: { given: [], then: [{ function: length }] } }
      1:22 rules.x.given: must be a non-empty array of expressions
    1:33 rules.x.then[0].functionOptions: "length" function has invalid options specified. Example valid options: { "min": 2 }, { "max": 5 }, { "min": 0, "max": 10 }

    rules: { x: { given: info, then: { function: truthy } } }
      1:22 rules.x.given: the JSONPath "info" cannot be read at its character 1: expected "$", and "i" found

    rules: { x: { given: [$.info, '$.paths[*'], then: { function: truthy } } }
      1:31 rules.x.given[1]: the JSONPath "$.paths[*" cannot be read at its character 10: expected "]", and end of input found

    aliases: { Operation: [$.paths] }
    rules: { x: { given: '#Operations', then: { function: truthy } } }
      2:22 rules.x.given: Alias "Operations" does not exist; did you mean "Operation"?

    aliases: { Operation: $.paths }
    rules: { x: { given: '#Operation', then: { function: truthy } } }
      1:23 aliases.Operation is "$.paths"; a list is expected

    formats: [openapi3]
    rules: {}
      1:11 formats[0] is "openapi3"; one of oas2, oas3, oas3.0, oas3.1, oas3.2 is expected

    rules: { x: { formats: [oas3.3], given: $.info, then: { function: truthy } } }
      1:25 rules.x.formats[0] is "oas3.3"; did you mean "oas3.0"?

    rules: { x: { documentationUrl: page, given: $.info, then: { function: truthy } } }
      1:33 rules.x.documentationUrl: must be a valid URL

    rules: { x: { type: styl, message: 5, given: $.info, then: { function: truthy } } }
      1:21 rules.x.type: allowed types are "style" and "validation"
    1:36 rules.x.message is 5; a text is expected

    rules:
      x: { given: $.info, then: { function: truthy } }
      x: { given: $.info, then: { function: falsy } }
      3:3 rules.x stands here a second time; one of the two is expected

    rules:
      x:
      2:4 the rule "x" is empty; error, warn, info, hint, off, true, false or a definition is expected

    rules: []
      1:8 rules is a mapping of names to severities or definitions

    description: nothing else
      1:1 it says nothing of rules; extends or rules is expected

    - a
      1:1 a ruleset is a mapping with extends, rules, overrides or aliases

     
      1:1 the ruleset is empty
    "
  `);
});

test("all faults of a ruleset are told at once, in the order of their lines", async () => {
  const refusal = await refusalFor(`extends: spectral:oas
rules:
  one:
    severty: warn
    given: $.info
    then: { function: truthy }
  two:
    given: paths
    then: { function: patern }
  three:
    formats: [oas3, openapi]
    given: $.info
    then: { function: pattern, functionOptions: { notMatch: "(" } }
`);
  expect(refusal).toMatchInlineSnapshot(`
    "r.yaml:4:5 rules.one.severty is not a key of a rule; did you mean "severity"?
    r.yaml:8:12 rules.two.given: the JSONPath "paths" cannot be read at its character 1: expected "$", and "p" found
    r.yaml:9:23 rules.two.then.function is "patern", which is no core function; did you mean "pattern"?
    r.yaml:11:21 rules.three.formats[1] is "openapi"; one of oas2, oas3, oas3.0, oas3.1, oas3.2 is expected
    r.yaml:13:61 rules.three.then.functionOptions.notMatch is "("; a regular expression is expected (Unterminated group)"
  `);
});

test("a ruleset in YAML that one of two readers refuses is told by the other", async () => {
  expect(await refusalFor("formats: [\n  oas3\n]\nrules:\n  x: { given: $.info }")).toBe(
    "r.yaml:5:3 rules.x has no then; what is asked, such as { function: truthy }, is expected",
  );
});

test("a name in sallyport.yaml is told where it stands, also below apis", async () => {
  const files = filesOf({
    "sallyport.yaml": `rulesets:
  partner: sallyport:partner
apis:
  - files: api.yaml
    rulesets:
      public: [sallyport:public, sallyport:hygeine]
`,
  });
  expect(await refusalOf(loadPolicy("api.yaml", files))).toBe(
    'sallyport.yaml:6:34 there is no ruleset "sallyport:hygeine"',
  );
  expect(await refusalOf(loadPolicy("other.yaml", files))).toBe("nothing");
  expect(
    await refusalOf(
      loadPolicy("api.yaml", filesOf({ "sallyport.yaml": "rulesets: [./r.yaml, hygiene]", "r.yaml": "extends: oas" })),
    ),
  ).toBe('r.yaml:1:10 the ruleset "oas" is neither a file nor an installed package; did you mean "spectral:oas"?');
});
