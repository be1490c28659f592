import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { code, markdownOf, table, type Inline } from "../../src/report/formats/markdown/nodes.ts";
import { categoriesOf } from "../../src/data/taxonomy/default-categories.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { builtInCategoryKeys } from "../../src/data/taxonomy/known-categories.ts";
import { lexiconOf } from "../../src/lexicon/lexicon-of.ts";
import { run, folderWith } from "../cli/run.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** What the JSON Schema of `sallyport.yaml` says, as far as a page shows it. */
interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly description?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
}

const schema = JSON.parse(readFileSync(`${ROOT}/schemas/sallyport.schema.json`, "utf8")) as Schema; // its own test holds it

const EXAMPLE = `audience:
  default: private
  paths: { "/partners/**": partner }
owner: Rider Apps
network:
  internal: ["*.rider.corp"]
admission:
  riderLogin: self-registered
  "*": own
`;

const TEXT = `# Configuration

Sallyport needs no configuration. \`sallyport.yaml\` supplies facts that the description does not state. This file is next
to the description or in a folder above it. Sallyport checks the file before the review starts. An unknown key, value,
rule, category or security scheme is an error. The error message gives the file and line, and suggests the correct
spelling. If a name or pattern (of an operation, a path, a tag or a field) matches nothing in the description, it has no
effect, and the review begins with a warning that suggests the intended name. If the file applies to several
descriptions, a name that matches in at least one of them causes no warning.

\`\`\`yaml
${EXAMPLE}\`\`\`

## Several files

In a repository with many services, put the settings for all services into the top folder, and the settings for one
service into the folder of this service:

\`\`\`text
sallyport.yaml                     the organization: the gate, deadlines, severities of rules
services/riders/sallyport.yaml     the service: its audience, its owner, its security schemes
services/riders/openapi.yaml
\`\`\`

Sallyport merges all \`sallyport.yaml\` files, from the folder of the description up to the root of the repository:

- **Maps** are merged key by key. If two files set the same key, the file nearer to the description wins. For example, a
  service that sets \`gate: { failOn: medium }\` keeps all other keys of \`gate\`.
- **Lists** and single values are replaced. For example, the nearest file that sets \`network.internal\` wins. An entry of
  \`data.fields\`, with its reason, counts as a single value.
- **\`waivers\` and \`dismissed\`** from all files apply.
- **\`apis\`** applies within its file: the first entry that matches the description overrides the rest of that file. Then
  the files are merged.
- **\`root: true\`** ends the search: Sallyport does not read files in the folders above.
- **Paths** (\`rulesets\`, \`register\`, \`apis[].files\`, \`dismissed[].file\`) are relative to the file that contains them.

\`sallyport config services/riders/openapi.yaml\` prints the settings in force for a description.
\`sallyport config services/riders\` prints the settings for a folder. Both commands print each setting with the file and
line that sets it, or with \`default\`. With \`--format json\`, they print a list of keys with \`value\`, \`file\`, \`line\` and
\`column\`. File names in this list are relative to the root.

The root is the nearest folder above the description that contains \`.git\`. If no folder contains \`.git\`, the root is the
current folder or, for a description outside the current folder, the folder of the description. \`--root\` names another
root. Sallyport reads nothing above the root. \`--config\` names one file that Sallyport uses instead of all other files.

The gate reads all of these files as they were before the change, in its base commit. If a change adds, edits or
removes such a file, the gate judges the change as if the file were still the same, and reports the effect of the new
version ([The gate](gate.md)).

## The name of the file

Sallyport reads \`sallyport.yaml\` and \`sallyport.yml\`. Both may contain JSON. To make sure that no configuration is
ignored silently, Sallyport treats these cases as errors:

- a file with a similar name (\`.sallyport.yaml\`, \`sallyport.json\`, \`sallyport.config.yaml\`, \`.sallyportrc\`)
- both names in one folder
- a link without a target
- a file that cannot be read

## Keys

Editors complete these keys with the JSON Schema, [schemas/sallyport.schema.json](../schemas/sallyport.schema.json).
`;

/** An example of each key at the top, and what must be known beside the table to choose. */
const EXAMPLES: Readonly<Record<string, { readonly yaml: string; readonly text?: string }>> = {
  root: { yaml: "root: true" },
  audience: {
    yaml: `audience:
  default: private
  operations: { "GET /catalogue/*": public }
  paths: { "/partners/**": partner }
  tags: { Reports: partner }`,
    text: "Use `public` for the backend of your own apps if anyone can sign up for these apps. The audience only says for whom the operations are meant. Findings depend on who can really call an operation, so a narrower audience hides no finding.",
  },
  owner: { yaml: "owner: Rider Apps" },
  network: {
    yaml: `network:
  internal: ["*.rider.corp", vpn.rider.example]
  external: [api.rider.local]`,
  },
  admission: {
    yaml: `admission:
  riderLogin: self-registered
  partnerKey: partner
  "*": own`,
  },
  principal: {
    yaml: `principal:
  riderLogin: user
  partnerKey: client
  appKey: shared`,
    text: "Set this key if a review shows the wrong holder of a credential. `user`: each person has a credential of their own, and data about this person counts as the caller's own. `client`: a system has the credential, such as the backend of a partner or a job. `shared`: many callers have the same credential, such as a key inside an app. The service then does not know who the caller is, and nothing counts as the caller's own data.",
  },
  tenancy: {
    yaml: `tenancy:
  partnerKey: account
  riderLogin: none`,
    text: "Set this key if a review asks whose data callers see. `account`: the credential belongs to one account (a shop, a clinic, an employer), and gives access to the customers and orders of this account. An authorization test has to show that the credential gives no access to other accounts. `none`: the people in the data are people like the caller, such as members of a network or riders. An operation that returns data about them shows this data to other people.",
  },
  data: {
    yaml: `data:
  categories:
    - key: user.travel.frequent_flyer
      says: a frequent flyer number
      sensitivity: confidential
      anywhere: frequent flyer number
  fields:
    Household.address: { sensitivity: confidential, reason: "The members live there." }
    Parcel.note: { sensitivity: public, reason: "It is one of five fixed texts." }`,
    text: "The owner of a field is the schema under `components` that contains the field, at any depth. Outside `components`, the owner is the property that contains the field. A name without an owner stands for every field of that name. If you set the sensitivity `public`, no finding is about the field, and the review does not ask which data the field contains. The review lists each entry that names a field of the description, with the reason and with what the field counts as otherwise. Data above the [ceiling](#ceilings) of the callers who can read it leads to a finding. The built-in categories are listed under [Categories of data](#categories-of-data).",
  },
  rules: {
    yaml: `rules:
  basic-auth: medium
  unbounded-list: { private: off, paths: { "/reports/**": low } }`,
    text: "[The rules](rules/README.md) lists the ID of each rule.",
  },
  rulesets: { yaml: "rulesets: [sallyport:hygiene]", text: "See [Rulesets](rulesets.md)." },
  waivers: {
    yaml: `waivers:
  - rule: basic-auth
    operation: GET /riders
    reason: The scanner at the gate can do nothing else until it is replaced.
    owner: Rider Apps
    approver: Jo Marsh
    until: 2026-12-31`,
    text: "See [Waivers](waivers.md).",
  },
  dismissed: {
    yaml: `dismissed:
  - fingerprint: ba67919a7dd14820
    rule: bola-other-users-data
    file: openapi.yaml
    because: Handles are chosen to be public.
    places: [26ee84487770a4d4]`,
  },
  dismiss: { yaml: "dismiss: { upTo: medium }" },
  acceptRequests: { yaml: "acceptRequests: true" },
  ceilings: { yaml: "ceilings: { partner: { population: internal } }" },
  agents: {
    yaml: `agents:
  operations:
    "POST /orders": { decision: confirm, reason: Somebody must see the price. }`,
    text: "See [What agents may call](agents.md).",
  },
  gate: { yaml: "gate: { failOn: high, policyAge: 7 }", text: "See [The gate](gate.md)." },
  sla: { yaml: "sla: { critical: 7, high: 30, medium: 90, low: 180 }" },
  accept: { yaml: "accept: { days: 180 }" },
  register: { yaml: "register: .sallyport/register.yaml" },
  docsUrl: { yaml: "docsUrl: https://docs.acme.example/sallyport" },
  repository: { yaml: "repository: https://github.com/acme/apis" },
  apis: {
    yaml: `apis:
  - files: "riders/*.yaml"
    owner: Riders
    admission: { riderLogin: self-registered }`,
  },
  lexicon: {
    yaml: `lexicon:
  cancel: rückabwickeln
  search: [fahnden, aufspüren]`,
    text: "Adds words of your own to the built-in words for the names and texts of an API. Each key is the name of a concept. The value is a string of words separated by commas, or a list of such strings. [Lexicon](lexicon.md) lists all concepts.",
  },
};

test("docs/configuration.md says what every key of sallyport.yaml means, with an example", async () => {
  const keys = Object.entries(schema.properties ?? {}).toSorted(([a], [b]) => Number(a === LAST) - Number(b === LAST));
  expect(Object.keys(EXAMPLES)).toEqual(expect.arrayContaining(keys.map(([key]) => key)));
  const sections = keys.map(([key, one]) => {
    const { yaml, text } = EXAMPLES[key]!; // there is one of each
    const rows = rowsOf(key, one, []);
    const before = key === LAST ? `${categoriesSection()}\n` : "";
    const listed = key === LAST ? "" : markdownOf([table(["Key", "Meaning", "Values"], rows)]);
    return `${before}### ${key}\n\n\`\`\`yaml\n${yaml}\n\`\`\`\n\n${text === undefined ? "" : `${text}\n${listed === "" ? "" : "\n"}`}${listed}`;
  });
  const links = keys.map(([key]) => `[${key}](#${key.toLowerCase()})`).join(" · ");
  await expect(`${TEXT}\n${links}\n\n${sections.join("\n")}`).toMatchFileSnapshot(`${ROOT}/docs/configuration.md`);
});

/** Its concepts have a page of their own. */
const LAST = "lexicon";

const LEXICON = `# Lexicon

Each row is a concept. Sallyport recognizes its built-in words in the names and texts of a description, in English, German,
French, Spanish and Portuguese. You can add words of your own in \`sallyport.yaml\`, under the name of the concept
([Configuration](configuration.md#lexicon)). The value is a string of words separated by commas, or a list of such strings.
The words themselves are in \`rulesets/lexicon.yaml\`.
`;

test("docs/lexicon.md says what every concept of the lexicon is", async () => {
  const concepts = Object.entries(resolved(schema.properties![LAST]!).properties!); // lexicon is a key, with concepts
  expect(concepts.length).toBeGreaterThan(1000);
  const rows = concepts.map(([concept, { description = "" }]): Inline[] => [code(concept), marked(description)]);
  await expect(`${LEXICON}\n${markdownOf([table(["Concept", "Meaning"], rows)])}`).toMatchFileSnapshot(
    `${ROOT}/docs/lexicon.md`,
  );
  expect(concepts.filter(([, { description }]) => description === undefined)).toEqual([]);
});

function categoriesSection(): string {
  const { meaningOf } = categoriesOf(defaultPolicy(), lexiconOf());
  const rows = builtInCategoryKeys().map((key): Inline[] => {
    const { called, isPersonal } = meaningOf(key);
    return [code(key), called.singular, isPersonal ? "yes" : "no"];
  });
  return `### Categories of data\n\nThese categories are built in. Use them in \`data.fields.*.category\`, or add your own categories under \`data.categories\`.\n\n${markdownOf([table(["Category", "Meaning", "Personal data"], rows)])}`;
}

test("every key has a line that says what it means", () => {
  const page = readFileSync(`${ROOT}/docs/configuration.md`, "utf8");
  const rows = page.split("\n").filter((line) => line.startsWith("| `"));
  expect(rows.length).toBeGreaterThan(100);
  expect(rows.filter((row) => /^\| `[^`]*` \|\s*\|/.test(row))).toEqual([]);
});

test("its example is one", async () => {
  const folder = folderWith({
    "sallyport.yaml": EXAMPLE,
    "openapi.json":
      '{"openapi":"3.1.0","info":{"title":"Prices","version":"1"},"paths":{"/partners/prices":{"get":{"responses":{}}}},"components":{"securitySchemes":{"riderLogin":{"type":"http","scheme":"bearer"}}}}',
  });
  const { stderr } = await run(["review", "openapi.json"], { cwd: folder });
  // It speaks of more than this description has, which is told and refused nowhere.
  expect(stderr.split("\n").filter((line) => line !== "" && !line.startsWith("note: "))).toEqual([]);
});

/** A row for a key and for each below it; what a definition holds is told once a branch. */
function rowsOf(key: string, written: Schema, within: readonly string[]): readonly (readonly Inline[])[] {
  const one = resolved(written);
  const description = written.description ?? one.description ?? "";
  const below = [one, ...(one.anyOf ?? []).map(resolved)].flatMap((alternative): [string, Schema][] => [
    ...Object.entries(alternative.properties ?? {}).map(([name, child]): [string, Schema] => [
      `${key}.${name}`,
      { ...alternative.patternProperties?.[""], ...child },
    ]),
    ...(alternative.items === undefined
      ? []
      : Object.entries(resolved(alternative.items).properties ?? {}).map(([name, child]): [string, Schema] => [
          `${key}[].${name}`,
          child,
        ])),
    ...(typeof alternative.additionalProperties === "object"
      ? Object.entries(resolved(alternative.additionalProperties).properties ?? {}).map(
          ([name, child]): [string, Schema] => [`${key}.*.${name}`, child],
        )
      : []),
  ]);
  const names = [written, ...(one.items === undefined ? [] : [one.items])].flatMap(({ $ref }) => $ref ?? []);
  if (names.some((name) => within.includes(name)) || key.split(/[.[]/).length > 5) return [];
  // What an API may say differently is what stands above.
  const children = key === "apis" ? below.filter(([name]) => !isTopKey(name)) : below;
  return [
    [code(key), marked(description), shapeOf(one)],
    ...children.flatMap(([name, child]) => rowsOf(name, child, [...within, ...names])),
  ];
}

function isTopKey(name: string): boolean {
  return Object.hasOwn(schema.properties ?? {}, name.slice("apis[].".length));
}

function resolved(one: Schema): Schema {
  const name = one.$ref?.split("/").at(-1);
  return name === undefined ? one : (schema.$defs?.[name] ?? one);
}

/** A text whose code stands between backticks. */
function marked(text: string): Inline {
  return text
    .split("`")
    .flatMap((part, index): Inline[] => (index % 2 === 0 ? (part === "" ? [] : [part]) : [code(part)]));
}

/** What may stand there, in words. */
function shapeOf(written: Schema): Inline {
  const one = resolved(written);
  if (one.enum !== undefined) return oneOf(one.enum.map(code));
  if (one.anyOf !== undefined) {
    const shapes = one.anyOf.map(shapeOf);
    if (shapes.every((shape) => typeof shape === "string")) return oneOf(shapes);
    return shapes.flatMap((shape, index) => (index === 0 ? [shape] : [", or ", shape]));
  }
  if (one.type === "array") {
    const items = one.items === undefined ? {} : resolved(one.items);
    if (items.properties !== undefined) return "list of objects (keys below)";
    const name = NAMES[items.type ?? ""];
    return name === undefined ? "list" : `list of ${name}s`;
  }
  if (typeof one.additionalProperties === "object") return ["for each name, ", shapeOf(one.additionalProperties)];
  if (one.properties !== undefined) return "object (keys below)";
  return NAMES[one.type ?? ""] ?? "";
}

const NAMES: Readonly<Record<string, string>> = {
  string: "string",
  boolean: "true or false",
  integer: "number",
  number: "number",
};

function oneOf(all: readonly Inline[]): Inline {
  return all.flatMap((one, index): Inline[] => (index === 0 ? [one] : [index < all.length - 1 ? ", " : " or ", one]));
}
