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
    "Who operations are meant for: private (the organization's own callers), partner (approved partners) or public.",
});

const admission = oneOf(ADMISSION_ANSWERS).meta({
  id: "Admission",
  description:
    "How callers get in: anonymous (without a credential), self-registered (anyone may sign up for it), partner (granted to approved partners, and to people whom the organization enrols: members, patients, pupils, customers) or own (granted to the organization's own staff and systems alone).",
});

const principal = oneOf(PRINCIPAL_ANSWERS).meta({
  id: "Principal",
  description:
    "Who stands behind a credential: a user (a person's token), a client (a machine's own) or many callers at once (shared).",
});

const sensitivity = oneOf(SENSITIVITIES).meta({
  id: "Sensitivity",
  description: "How bad the disclosure of a value would be: public, internal, confidential or restricted.",
});

const reason = answered("a sentence that says why").meta({
  id: "Reason",
  description: "Why this is so, for the review.",
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
  ).describe("The key of the category, in the form of fideslang: user.contact.email"),
  says: filled("a text").optional().describe("What it is, in words: an e-mail address"),
  singular: filled("a text")
    .optional()
    .describe("What one such value is called in a sentence, without an article: e-mail address"),
  plural: filled("a text").optional().describe("What several such values are called: e-mail addresses"),
  personalData: z
    .boolean(expected("true or false"))
    .optional()
    .describe("Whether the category is personal data. By default, categories under user are."),
  sensitivity,
  anywhere: words
    .optional()
    .describe("Field names that show this category whatever object the field belongs to (its owner)"),
  personal: words
    .optional()
    .describe("Field names that show it in a person, and in an object that belongs to a person"),
  person: words.optional().describe("Field names that show it only in a person"),
  parts: words.optional().describe("Field names that show it only in the holders"),
  record: words
    .optional()
    .describe(
      "Field names that show it only in a record of somebody's: one that names whom it is about, or a part of one",
    ),
  within: words.optional().describe("Words that show it wherever they are in the name: bloodGlucoseTarget"),
  paired: words.optional().describe("Words that show it together with one of pairedWith: political, in political_view"),
  pairedWith: words.optional().describe("The other words, before or after the former: opinion, view"),
  holders: words.optional().describe("Objects that contain nothing else: an Address, a Secret"),
  subjects: words.optional().describe("What the whole API must be about for this to apply: health, animals"),
  subjectHolders: words.optional().describe("Objects that are holders only in an API about these subjects"),
  gathers: words.optional().describe("Field names of which two in one object make it a holder"),
  contains: words.optional().describe("What an object of this kind contains"),
  places: words.optional().describe("The only places where it applies: property, query, path, header, cookie, form"),
  not: words.optional().describe("JSON types that the value cannot have"),
  notAfter: words.optional().describe("Words before the name that change its meaning"),
  notBefore: words.optional().describe("Words after the name that change its meaning"),
  possibleAfter: words.optional().describe("Words right before the name that make the category a guess"),
  partsIn: words.optional().describe("Words in the owner's name, in any order, that let parts show it too"),
  notIn: words.optional().describe("Words in the owner's name that change the meaning"),
  neverIn: words.optional().describe("Kinds of owners where the name means something else"),
  possibleIn: words
    .optional()
    .describe("Kinds of owners where the field might be of this category: this leads to a question and does not count"),
  possibleBeside: words.optional().describe("Names of other fields in the object that make it a guess"),
  likelyIn: words
    .optional()
    .describe("Words in the owner's name that make it more than a guess although possibleIn applies"),
  likelyBeside: words.optional().describe("Names of other fields in the object that confirm it"),
  facts: words.optional().describe("Names of booleans that are themselves the sensitive fact"),
  personalFacts: words.optional().describe("Names of booleans that, in a person, are the sensitive fact themselves"),
  values: words.optional().describe("Values of such a field: an enum with two of them shows the category"),
  tellingValues: words.optional().describe("Values of which one in an enum is enough to show the category"),
  formats: words.optional().describe("Values of format that show it"),
  notFormats: words.optional().describe("Values of format that rule it out"),
  evidence: words.optional().describe("The check of example values that shows it"),
  certain: on.optional().describe("The name leaves no doubt, whatever the owner is"),
  enums: on.optional().describe("The value may be one of a few words"),
  dates: on.optional().describe("The value may be a date"),
  measures: on.optional().describe("The value is a measurement"),
  files: on.optional().describe("url, file or link after the name changes nothing"),
  codes: on.optional().describe("code or key after the name changes nothing"),
  carries: on.optional().describe("It is also about a person if the owner moves with one: a vehicle, a trip"),
  identifies: on.optional().describe("An object about which nothing else is known is a person if it has this field"),
  suggests: on.optional().describe("An object that may be a person is one if it has this field"),
  named: on.optional().describe("The name must show it; the description alone is not enough"),
  byContent: on.optional().describe("An object counts as a holder only if something in it is of this category"),
  joined: on.optional().describe("A part is recognized by a holder before it in the same name: billing_address_city"),
  whole: on
    .optional()
    .describe("In the holders, every field that does not identify, date or describe the record is of this category"),
  binary: on.optional().describe("The value is a file, not a text or a link"),
  loose: on.optional().describe("Words before a part change nothing: the largest monthly amount"),
}).meta({
  id: "Category",
  description: "A category of data of your own, in the form of rulesets/data-categories.yaml.",
});

/** What each concept is, is said where the concepts stand. */
const lexicon = mapping(
  Object.fromEntries(GLOSSES.map(([concept, gloss]) => [concept, words.optional().describe(gloss)])),
).meta({
  id: "Lexicon",
  description: "Words of your own for the names and texts of an API, by concept; they are added to the built-in ones.",
});

const confirmation = mapping({
  category: matching(/^[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*$/, 'a category such as "user.contact.email" is expected')
    .optional()
    .describe("What the field holds; by default, what Sallyport infers"),
  sensitivity,
  reason,
}).meta({ id: "Confirmation", description: "What somebody has confirmed that a field holds, with the reason." });

const ceiling = mapping({
  caller: sensitivity.exactOptional().describe("The caller's own data"),
  tenant: sensitivity.exactOptional().describe("Things and people of the account that the caller works for"),
  population: sensitivity.exactOptional().describe("People like the caller: members, users of a network"),
  counterparty: sensitivity
    .exactOptional()
    .describe("A person in something of the caller's own: the rider of a booking, the buyer of an order"),
}).meta({
  id: "Ceiling",
  description: "The highest sensitivity that may be read; what is left out keeps its default.",
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
      "The operations, by method and path. What a pattern with *, ** or ? matches is accepted only if places names it.",
    ),
  field: someOf(globMatching(/\S/, "a field is expected"), "a field")
    .optional()
    .describe(
      'The fields, by "Owner.name" or by their way in or out, such as "data[].email". What a pattern matches is accepted only if places names it.',
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
    .describe("The fingerprints of the places that are accepted, as the review shows them: these and no others."),
  severity: oneOf(SEVERITIES)
    .optional()
    .describe(
      "The worst severity that is accepted. If the finding becomes more severe, it is open again. If missing, any severity.",
    ),
  reason,
  owner: answered("a name").describe("Who is responsible for it"),
  approver: answered("a name").describe("Who allowed it"),
  until: z.iso
    .date({ error: "a day such as 2026-01-31 is expected" })
    .describe(
      "The last day on which the waiver holds. After that day, the finding is open again, one step more severe.",
    ),
}).meta({
  id: "Waiver",
  description: "A finding that is intended: what exactly, why, who says so, and until when.",
});

const rulesets = someOf(filled("the name of a ruleset"), "the name of a ruleset");

const ruleSeverity = oneOf([...SEVERITIES, "off"]).meta({
  id: "RuleSeverity",
  description: "How bad what a rule finds is, or off, where the rule is not asked.",
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
          .describe("By path, with * and **. The most specific pattern applies, and overrides the exposure."),
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
          default: audience.optional().describe("The audience of every operation for which no other is given"),
          operations: mapOf(
            audience,
            globMatching(METHOD_AND_PATH, 'a method and a path, such as "GET /users/*", is expected as the key'),
          )
            .optional()
            .describe(
              "By operation: its method and path, where * stands for one segment and ** for any number of them. The most specific pattern applies.",
            ),
          paths: mapOf(audience, globMatching(/^[/*]/, 'a path, such as "/users/*", is expected as the key'))
            .optional()
            .describe("By path, with * and **. The most specific pattern applies."),
          tags: mapOf(audience)
            .optional()
            .describe("By tag. If an operation has several of these tags, the widest audience applies."),
        }),
      ],
      { error: `one of ${AUDIENCES.join(", ")}, or a mapping is expected` },
    )
    .optional()
    .describe("Who the operations are meant for: one audience for all, or by operation, path and tag."),
  owner: answered("a name").optional().describe("Who is responsible for the API: a team or a person."),
  network: mapping({
    internal: listOf(host).optional().describe("Host names, or patterns with *, that can be reached only from inside"),
    external: listOf(host).optional().describe("Host names, or patterns with *, that can be reached from anywhere"),
  })
    .optional()
    .describe("What the names of hosts don't say: from where they can be reached."),
  admission: mapOf(
    admission,
    undefined,
    'a mapping of security schemes is expected: "admission: { bearerAuth: self-registered }"',
  )
    .optional()
    .describe(
      'How callers get the credential of a security scheme, by the name of the scheme; "*" stands for every other scheme and for operations that name none, "webhooks" for those who subscribe to webhooks.',
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
      "What credentials are bound to: account, if callers reach only the objects of their own account, or none, if the people in the data are people like the caller; for all schemes, or by the name of the scheme.",
    ),
  data: mapping({
    categories: listOf(category).optional().describe("Categories of your own"),
    fields: mapOf(confirmation).optional().describe('What fields hold, by "Owner.name" or by "name" alone'),
  })
    .optional()
    .describe("What the fields hold."),
  lexicon: lexicon.optional(),
  rules: mapOf(ruleSetting).optional().describe("Severities of rules, by rule ID. They override those of rulesets."),
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
      "Rulesets in Spectral's format, on top of Sallyport's own: for all operations, or by real exposure. A file, relative to this one; sallyport:recommended, sallyport:hygiene, spectral:oas; or an npm package of YAML or JSON.",
    ),
  waivers: listOf(waiver)
    .optional()
    .describe("Findings that are intended. Those under apis are added to those at the top level."),
  dismissed: listOf(dismissed)
    .optional()
    .describe(
      "Findings that are false positives; sallyport dismiss writes them. Those under apis are added to those at the top level.",
    ),
  dismiss: dismiss.optional().describe("What may be dismissed."),
  acceptRequests: on
    .optional()
    .describe(
      "Whether x-sallyport-accept in a description counts as a waiver. By default it is only a request that the review shows.",
    ),
  ceilings: mapping({
    anonymous: ceiling.optional().describe("For callers without a credential"),
    "self-registered": ceiling.optional().describe("For everyone who signs up"),
    partner: ceiling.optional().describe("For approved partners"),
    private: ceiling.optional().describe("For the organization's own callers"),
  })
    .optional()
    .describe("The highest sensitivity that may be read, for each kind of caller."),
  agents: agents
    .optional()
    .describe(
      "What agents (programs that a language model controls) may call. true or a mapping also says that the API is meant for them.",
    ),
  gate: gate.optional().describe("What makes the gate fail."),
  sla: deadlines.optional().describe("Days until a finding is due, by its severity; by default 7, 30, 90 and 180."),
  accept: acceptance.optional().describe("What may be accepted in the register."),
  register: filled("the name of a file")
    .optional()
    .describe("The register of issues, relative to this file; by default .sallyport/register.yaml at the root."),
};

const glob = globMatching(/\S/, "the name of a file, or a pattern of it, is expected");

const HTTPS_URL = "an https address without user, query or fragment is expected";

const repositoryUrl = matching(PUBLISHED_URL, HTTPS_URL).refine(isPublishedUrl, { error: HTTPS_URL });

const repository = mapping({
  url: repositoryUrl.describe("The address of the repository, https only"),
  ref: matching(REVISION, "the name of a branch or tag is expected")
    .optional()
    .describe("The branch or tag to link to if the commit is not known. If missing, nothing is linked in that case."),
  kind: oneOf(REPOSITORY_KINDS)
    .optional()
    .describe(
      "Which kind of address a line has: github, gitlab, bitbucket, gitea or azure. By default it follows from the host name, otherwise github.",
    ),
});

const api = mapping({
  files: z
    .union([glob, z.array(glob, expected("a list")).min(1, expected("a name"))], {
      error: "a pattern of file names, or a list of them is expected",
    })
    .describe("The descriptions, relative to this file: a name, or a pattern with *, ** and ?, or a list of them"),
  ...settings,
}).meta({ id: "Api", description: "What differs for some descriptions." });

const PUBLISHED =
  "an https address without user name, query and fragment, such as https://docs.acme.example/sallyport, is expected";

/** The schema of `sallyport.yaml`. */
export const configuration = mapping({
  root: on
    .optional()
    .describe(
      "true: sallyport.yaml files in the folders above this one are ignored. By default they are merged with it.",
    ),
  ...settings,
  docsUrl: matching(PUBLISHED_URL, PUBLISHED)
    .refine(isPublishedUrl, { error: PUBLISHED })
    .optional()
    .describe(
      "Where the folder docs of Sallyport is published, such as https://docs.acme.example/sallyport: reports link each finding to the page of its rule. Without it nothing is linked.",
    ),
  repository: z
    .union([repositoryUrl, repository], { error: "an https address, or url, ref and kind, is expected" })
    .optional()
    .describe(
      "Where the descriptions are kept, such as https://github.com/acme/apis: Markdown and comments link each place to its line, at the commit of the change, otherwise at ref. Without it nothing is linked.",
    ),
  apis: listOf(api)
    .optional()
    .describe("What differs for some descriptions: the first entry that matches a description overrides the top level"),
});

export type Configuration = z.infer<typeof configuration>;
