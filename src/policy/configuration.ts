import * as z from "zod";
import { ADMISSIONS, AUDIENCES, PRINCIPALS, SENSITIVITIES, TENANCIES } from "../core/exposure-words.ts";
import { isPublishedUrl, PUBLISHED_URL } from "../core/rule-page-url.ts";
import { SEVERITIES } from "../core/severity.ts";
import { REPOSITORY_KINDS, REVISION } from "../core/source-url.ts";
import { GLOSSES } from "../lexicon/lexicon-of.ts";
import {
  answered,
  expected,
  filled,
  globMatching,
  listOf,
  mapOf,
  mapping,
  matching,
  oneOf,
} from "./configuration-parts.ts";
import { METHOD_AND_PATH } from "./operation-pattern.ts";
import { agents } from "./agents-configuration.ts";
import { dismiss, dismissed } from "./dismissal-configuration.ts";
import { acceptance } from "./acceptance-configuration.ts";
import { deadlines, gate } from "./gate-configuration.ts";

/*
 * `sallyport.yaml`. This is the one source of its check, of its type, and of the published
 * `schemas/sallyport.schema.json` (a test writes and holds it). The `error` of each part is what would have been right.
 */

/** What an answer may be: `unknown` is what there is without one. */
const ADMISSION_ANSWERS = ADMISSIONS.filter((admission) => admission !== "unknown");
const PRINCIPAL_ANSWERS = PRINCIPALS.filter((principal) => principal !== "unknown");

const audience = oneOf(AUDIENCES).meta({
  id: "Audience",
  description:
    "The callers for whom operations are meant: private (the organization's own callers), partner (approved partners) or public.",
});

const admission = oneOf(ADMISSION_ANSWERS).meta({
  id: "Admission",
  description:
    "How callers get a credential: `anonymous` (they need none), `self-registered` (anyone may sign up), `partner` (the organization grants it to approved partners, or to people whom it enrols, such as members, patients, pupils or customers) or `own` (only the organization's own staff and systems get it).",
});

const principal = oneOf(PRINCIPAL_ANSWERS).meta({
  id: "Principal",
  description:
    "Who is behind a credential: `user` (one person), `client` (one machine) or `shared` (many callers have the same credential).",
});

const sensitivity = oneOf(SENSITIVITIES).meta({
  id: "Sensitivity",
  description: "How serious the disclosure of a value would be: `public`, `internal`, `confidential` or `restricted`.",
});

const reason = answered("a sentence that says why").meta({
  id: "Reason",
  description: "The reason, which the review shows.",
});

const words = z
  .union([z.string(), z.number(), z.array(z.union([z.string(), z.number()], expected("a word")), expected("a list"))], {
    error: "words, separated by commas, or a list of them is expected",
  })
  .meta({ id: "Words", description: "Patterns of words, separated by commas, or a list of such lines." });

const on = z.boolean(expected("true or false"));

const category = mapping({
  key: matching(
    /^[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*$/,
    'a key in small letters such as "user.contact.email" is expected',
  ).describe("The key of the category, in the form of fideslang, such as `user.contact.email`"),
  says: filled("a string")
    .optional()
    .describe('A value of the category in words, with an article, such as "an e-mail address"'),
  singular: filled("a string")
    .optional()
    .describe('The name of one value, without an article, such as "e-mail address"'),
  plural: filled("a string").optional().describe('The name of several values, such as "e-mail addresses"'),
  personalData: z
    .boolean(expected("true or false"))
    .optional()
    .describe("Whether the category is personal data. By default, all categories under `user` are personal data."),
  sensitivity,
  anywhere: words
    .optional()
    .describe("Field names that show the category in any object (the object of a field is called its owner)"),
  personal: words
    .optional()
    .describe("Field names that show the category in a person, and in an object that belongs to a person"),
  person: words.optional().describe("Field names that show the category only in a person"),
  parts: words.optional().describe("Field names that show the category only in the objects under `holders`"),
  record: words
    .optional()
    .describe(
      "Field names that show the category only in a record about a person that names this person, or in a part of such a record",
    ),
  within: words
    .optional()
    .describe("Words that show the category at any position in the name, as in `bloodGlucoseTarget`"),
  paired: words
    .optional()
    .describe(
      'Words that show the category together with a word under `pairedWith`, such as "political" in `political_view`',
    ),
  pairedWith: words
    .optional()
    .describe('Words that must be before or after a word under `paired`, such as "opinion" or "view"'),
  holders: words.optional().describe("Objects that contain only data of the category, such as `Address` or `Secret`"),
  subjects: words
    .optional()
    .describe(
      'Subjects of the API, such as "health" or "animals". The entry applies only to APIs about one of these subjects.',
    ),
  subjectHolders: words.optional().describe("Objects that count as holders only in an API about one of the `subjects`"),
  gathers: words.optional().describe("Field names. An object with two fields of these names counts as a holder."),
  contains: words.optional().describe("The kinds of data in an object of this kind"),
  places: words
    .optional()
    .describe("The only places where the entry applies: `property`, `query`, `path`, `header`, `cookie` or `form`"),
  not: words.optional().describe("JSON types that the value cannot have"),
  notAfter: words.optional().describe("Words before the name that change the meaning of the name"),
  notBefore: words.optional().describe("Words after the name that change the meaning of the name"),
  possibleAfter: words.optional().describe("Words directly before the name that make the category only a guess"),
  partsIn: words
    .optional()
    .describe(
      "Words in the owner's name, in any order. In such owners, the names under `parts` also show the category.",
    ),
  notIn: words.optional().describe("Words in the owner's name that change the meaning of the field's name"),
  neverIn: words.optional().describe("Kinds of objects in which the name has a different meaning"),
  possibleIn: words
    .optional()
    .describe(
      "Kinds of objects in which the category is only possible. The review asks about the field, and does not count it as sensitive until the question is answered.",
    ),
  possibleBeside: words.optional().describe("Names of other fields in the object that make the category only a guess"),
  likelyIn: words
    .optional()
    .describe("Words in the owner's name that make the category more than a guess, although `possibleIn` applies"),
  likelyBeside: words.optional().describe("Names of other fields in the object that confirm the category"),
  facts: words
    .optional()
    .describe("Names of boolean fields that by themselves state a sensitive fact, such as `isPregnant`"),
  personalFacts: words
    .optional()
    .describe(
      "Names of boolean fields that by themselves state a sensitive fact, but only in an object that belongs to a person",
    ),
  values: words
    .optional()
    .describe("Values of fields of the category. An enum with two of these values shows the category."),
  tellingValues: words
    .optional()
    .describe("Values of fields of the category. An enum with one of these values shows the category."),
  formats: words.optional().describe("Values of `format` that show the category"),
  notFormats: words.optional().describe("Values of `format` that exclude the category"),
  evidence: words.optional().describe("The check of example values that shows the category"),
  certain: on.optional().describe("The name is certain evidence, whatever the owner is"),
  enums: on.optional().describe("The value may be one of a few words (an enum)"),
  dates: on.optional().describe("The value may be a date"),
  measures: on.optional().describe("The value is a measurement"),
  files: on.optional().describe('The words "url", "file" and "link" after the name do not change the category'),
  codes: on.optional().describe('The words "code" and "key" after the name do not change the category'),
  carries: on
    .optional()
    .describe("The field is also about a person if its owner moves with a person, such as a vehicle or a trip"),
  identifies: on.optional().describe("An object of an unknown kind counts as a person if it has this field"),
  suggests: on.optional().describe("An object that may be a person counts as a person if it has this field"),
  named: on.optional().describe("The name must show the category; the description of the field alone is not enough"),
  byContent: on.optional().describe("An object counts as a holder only if one of its fields is of this category"),
  joined: on
    .optional()
    .describe("A name under `parts` also counts after the name of a holder, as in `billing_address_city`."),
  whole: on
    .optional()
    .describe(
      "In the holders, every field is of this category, except fields that identify, date or describe the record",
    ),
  binary: on.optional().describe("The value is a file, not text or a link"),
  loose: on
    .optional()
    .describe(
      'Words before a name under `parts` do not change the category. For example, "largest monthly" before "amount" does not.',
    ),
}).meta({
  id: "Category",
  description: "A category of data of your own, in the form of rulesets/data-categories.yaml.",
});

/** What each concept is, is said where the concepts stand. */
const lexicon = mapping(
  Object.fromEntries(GLOSSES.map(([concept, gloss]) => [concept, words.optional().describe(gloss)])),
).meta({
  id: "Lexicon",
  description:
    "Words of your own for the names and texts of an API, by concept. Sallyport uses them in addition to the built-in words.",
});

const confirmation = mapping({
  category: matching(/^[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*$/, 'a category such as "user.contact.email" is expected')
    .optional()
    .describe("The category of the data in the field; by default, the category that Sallyport infers"),
  sensitivity,
  reason,
}).meta({
  id: "Confirmation",
  description: "The kind of data in a field, as confirmed by a person, with the reason.",
});

const ceiling = mapping({
  caller: sensitivity.exactOptional().describe("The caller's own data"),
  tenant: sensitivity.exactOptional().describe("Objects and people of the account that the caller works for"),
  population: sensitivity.exactOptional().describe("People like the caller, such as members or users of a network"),
  counterparty: sensitivity
    .exactOptional()
    .describe(
      "A person who is involved in an object of the caller, such as the rider of a booking or the buyer of an order",
    ),
}).meta({
  id: "Ceiling",
  description: "The highest sensitivity that callers may read. A missing key keeps its default.",
});

const host = globMatching(
  /^[^\s/]+$/,
  'a host name, or a pattern such as "*.acme.example", without scheme and path is expected',
);

/** One text or several. */
function someOf<Item extends z.ZodType<string>>(item: Item, what: string) {
  return z.union([item, z.array(item, expected("a list")).min(1, expected(what))], {
    error: `${what}, or a list of them is expected`,
  });
}

const operationPattern = globMatching(METHOD_AND_PATH, 'a method and a path, such as "GET /users/{id}", is expected');

const waiver = mapping({
  rule: filled("the name of a rule").describe("The rule whose finding is accepted"),
  operation: someOf(operationPattern, "a method and a path")
    .optional()
    .describe(
      "The operations, by method and path. If this is a pattern with `*`, `**` or `?`, the waiver covers only those matches whose places are listed under `places`.",
    ),
  field: someOf(globMatching(/\S/, "a field is expected"), "a field")
    .optional()
    .describe(
      "The fields, as `Owner.name`, or by their place in a request or response, such as `data[].email`. If this is a pattern, the waiver covers only those matches whose places are listed under `places`.",
    ),
  places: z
    .array(
      matching(
        /^[0-9a-f]{16}$/,
        "the fingerprint of a place, 16 digits and letters as the review shows it, is expected",
      ),
      expected("a list"),
    )
    .min(1, expected("a fingerprint"))
    .optional()
    .describe(
      "The fingerprints of the accepted places, as the review shows them. The waiver covers only these places.",
    ),
  severity: oneOf(SEVERITIES)
    .optional()
    .describe(
      "The highest severity that the waiver accepts. If the finding becomes more severe, it is open again. Without this key, the waiver accepts any severity.",
    ),
  reason,
  owner: answered("a name").describe("Who is responsible for the risk"),
  approver: answered("a name").describe("Who approved the waiver"),
  until: z.iso
    .date({ error: "a day such as 2026-01-31 is expected" })
    .describe(
      "The last day on which the waiver applies. After that day, the finding is open again, one step more severe.",
    ),
}).meta({
  id: "Waiver",
  description: "An accepted finding: its places, the reason, the owner, the approver and the last day.",
});

const rulesets = someOf(filled("the name of a ruleset"), "the name of a ruleset");

const ruleSeverity = oneOf([...SEVERITIES, "off"]).meta({
  id: "RuleSeverity",
  description: "The severity of the findings of a rule, or `off`, which turns the rule off.",
});

const ruleSetting = z
  .union(
    [
      ruleSeverity,
      mapping({
        private: ruleSeverity
          .exactOptional()
          .describe("For operations that only the organization's own callers can call"),
        partner: ruleSeverity.exactOptional().describe("For operations that approved partners can call"),
        public: ruleSeverity.exactOptional().describe("For operations that anyone can call, or anyone who signs up"),
        paths: mapOf(ruleSeverity, globMatching(/^[/*]/, 'a path, such as "/reports/**", is expected as the key'))
          .optional()
          .describe(
            "The severity by path, with `*` and `**`. The most specific pattern applies, and overrides a severity for an exposure.",
          ),
      }),
    ],
    {
      error: `one of ${[...SEVERITIES, "off"].join(", ")}, or a mapping of private, partner, public and paths is expected`,
    },
  )
  .meta({ id: "RuleSetting", description: "The severity of a rule: everywhere, by real exposure, or by path." });

/** What may be said of all descriptions, and of some. */
const settings = {
  audience: z
    .union(
      [
        audience,
        mapping({
          default: audience.optional().describe("The audience of every operation for which no other audience is given"),
          operations: mapOf(
            audience,
            globMatching(METHOD_AND_PATH, 'a method and a path, such as "GET /users/*", is expected as the key'),
          )
            .optional()
            .describe(
              "The audience by operation: the method and path, where `*` stands for one path segment and `**` for any number of segments. The most specific pattern applies.",
            ),
          paths: mapOf(audience, globMatching(/^[/*]/, 'a path, such as "/users/*", is expected as the key'))
            .optional()
            .describe("The audience by path, with `*` and `**`. The most specific pattern applies."),
          tags: mapOf(audience)
            .optional()
            .describe("The audience by tag. If an operation has several of these tags, the widest audience applies."),
        }),
      ],
      { error: `one of ${AUDIENCES.join(", ")}, or a mapping is expected` },
    )
    .optional()
    .describe("The callers for whom the operations are meant, for all operations or by operation, path and tag."),
  owner: answered("a name").optional().describe("Who is responsible for the API: a team or a person."),
  network: mapping({
    internal: listOf(host)
      .optional()
      .describe("Host names, or patterns with `*`, that callers can reach only from the internal network"),
    external: listOf(host)
      .optional()
      .describe("Host names, or patterns with `*`, that callers can reach from anywhere"),
  })
    .optional()
    .describe("From where callers can reach hosts, if the names of the hosts do not show this."),
  admission: mapOf(
    admission,
    undefined,
    'a mapping of security schemes is expected: "admission: { bearerAuth: self-registered }"',
  )
    .optional()
    .describe(
      "How callers get the credential of a security scheme, by the name of the scheme. `*` stands for every other scheme, and for operations that name no scheme. `webhooks` stands for subscribers to webhooks.",
    ),
  principal: mapOf(principal, undefined, 'a mapping of security schemes is expected: "principal: { bearerAuth: user }"')
    .optional()
    .describe("Who is behind the credential of a security scheme, by the name of the scheme."),
  tenancy: z
    .union([oneOf(TENANCIES), mapOf(oneOf(TENANCIES))], {
      error:
        'account, none, or a mapping of schemes to one of them is expected: "tenancy: account", or "tenancy: { token: account }"',
    })
    .optional()
    .describe(
      "Whether credentials are bound to an account, for all schemes or by the name of the scheme. `account` means that callers can access only the objects of their own account. `none` means that the people in the data are people like the caller.",
    ),
  data: mapping({
    categories: listOf(category).optional().describe("Categories of your own"),
    fields: mapOf(confirmation).optional().describe("The kind of data in fields, by `Owner.name` or by `name` alone"),
  })
    .optional()
    .describe("The kinds of data in the fields of the API."),
  lexicon: lexicon.optional(),
  rules: mapOf(ruleSetting)
    .optional()
    .describe("Severities of rules, by rule ID. They override the severities in rulesets."),
  rulesets: z
    .union(
      [
        rulesets,
        mapping({
          private: rulesets.optional().describe("For operations that only the organization's own callers can call"),
          partner: rulesets.optional().describe("For operations that approved partners can call"),
          public: rulesets.optional().describe("For operations that anyone can call, or anyone who signs up"),
        }),
      ],
      { error: "the name of a ruleset, a list of them, or a mapping of private, partner and public is expected" },
    )
    .optional()
    .describe(
      "Rulesets in Spectral's format, on top of Sallyport's own rulesets, for all operations or by real exposure. A ruleset is a file, relative to this file, one of `sallyport:recommended`, `sallyport:hygiene` and `spectral:oas`, or an npm package that contains YAML or JSON.",
    ),
  waivers: listOf(waiver)
    .optional()
    .describe("Accepted findings. Waivers under `apis` are added to those at the top level."),
  dismissed: listOf(dismissed)
    .optional()
    .describe(
      "Findings that are false positives. `sallyport dismiss` writes these entries. Entries under `apis` are added to those at the top level.",
    ),
  dismiss: dismiss.optional().describe("The findings that may be dismissed as false positives."),
  acceptRequests: on
    .optional()
    .describe(
      "Whether `x-sallyport-accept` in a description counts as a waiver. By default, it is only a request, which the review shows.",
    ),
  ceilings: mapping({
    anonymous: ceiling.optional().describe("For callers without a credential"),
    "self-registered": ceiling.optional().describe("For everyone who signs up"),
    partner: ceiling.optional().describe("For approved partners"),
    private: ceiling.optional().describe("For the organization's own callers"),
  })
    .optional()
    .describe("The highest sensitivity of data that each kind of caller may read."),
  agents: agents
    .optional()
    .describe(
      "What agents (programs that a language model controls) may call. The value `true`, or a mapping, also says that the API is meant for agents.",
    ),
  gate: gate.optional().describe("The changes for which the gate fails."),
  sla: deadlines
    .optional()
    .describe("Days until a finding is due, by its severity. By default: critical 7, high 30, medium 90, low 180."),
  accept: acceptance.optional().describe("The limits for acceptances in the register."),
  register: filled("the name of a file")
    .optional()
    .describe(
      "The file of the register of issues, relative to this file. By default, this is `.sallyport/register.yaml` at the root.",
    ),
};

const glob = globMatching(/\S/, "the name of a file, or a pattern of it, is expected");

const HTTPS_URL = "an https address without user, query or fragment is expected";

const repositoryUrl = matching(PUBLISHED_URL, HTTPS_URL).refine(isPublishedUrl, { error: HTTPS_URL });

const repository = mapping({
  url: repositoryUrl.describe("The address of the repository, https only"),
  ref: matching(REVISION, "the name of a branch or tag is expected")
    .optional()
    .describe(
      "The branch or tag to link to if the commit is not known. Without this key, reports contain no links in that case.",
    ),
  kind: oneOf(REPOSITORY_KINDS)
    .optional()
    .describe(
      "The kind of the links to lines. By default, the host name shows the kind. If it does not, the kind is `github`.",
    ),
});

const api = mapping({
  files: z
    .union([glob, z.array(glob, expected("a list")).min(1, expected("a name"))], {
      error: "a pattern of file names, or a list of them is expected",
    })
    .describe("The descriptions, relative to this file. Each is a name, or a pattern with `*`, `**` and `?`."),
  ...settings,
}).meta({ id: "Api", description: "Settings that differ for some descriptions." });

const PUBLISHED =
  "an https address without user name, query and fragment, such as https://docs.acme.example/sallyport, is expected";

/** The schema of `sallyport.yaml`. */
export const configuration = mapping({
  root: on
    .optional()
    .describe(
      "With `true`, Sallyport ignores `sallyport.yaml` files in the folders above this one. By default, it merges them with this file.",
    ),
  ...settings,
  docsUrl: matching(PUBLISHED_URL, PUBLISHED)
    .refine(isPublishedUrl, { error: PUBLISHED })
    .optional()
    .describe(
      "The address at which the folder `docs` of Sallyport is published, such as `https://docs.acme.example/sallyport`. Reports then link each finding to the page of its rule. Without this key, reports contain no such links.",
    ),
  repository: z
    .union([repositoryUrl, repository], { error: "an https address, or url, ref and kind, is expected" })
    .optional()
    .describe(
      "The repository of the descriptions, such as `https://github.com/acme/apis`. Markdown reports and comments then link each place to its line, at the commit of the change or, if the commit is not known, at `ref`. Without this key, reports contain no such links.",
    ),
  apis: listOf(api)
    .optional()
    .describe(
      "Settings that differ for some descriptions. The first entry that matches a description overrides the top level.",
    ),
});

export type Configuration = z.infer<typeof configuration>;
