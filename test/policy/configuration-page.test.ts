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

Nothing has to be configured. \`sallyport.yaml\` supplies facts that the description does not state. It is next to the
description or in a folder above it. It is checked before the review starts: an unknown key, value, rule, category or
security scheme is an error, which gives the file and line and suggests the correct spelling. A name or pattern that
matches nothing in the description (an operation, a path, a tag, a field) has no effect: the review begins with a
warning that suggests the intended name. A file that applies to several descriptions may name what only one of them
contains.

\`\`\`yaml
${EXAMPLE}\`\`\`

## Several files

In a repository with many services, the settings for all of them are in the top folder, and those of one service in its
folder:

\`\`\`text
sallyport.yaml                     the organisation: the gate, deadlines, severities of rules
services/riders/sallyport.yaml     the service: its audience, its owner, its security schemes
services/riders/openapi.yaml
\`\`\`

All \`sallyport.yaml\` files are merged, from the folder of the description up to the root of the repository:

- **Maps** are merged key by key. If two files set the same key, the one nearer to the description wins: a service that
  says \`gate: { failOn: medium }\` keeps all other keys of \`gate\`.
- **Lists** and single values are replaced: the nearest file that sets \`network.internal\` wins. What
  \`data.fields\` says about one field, with its reason, is a single value.
- **\`waivers\` and \`dismissed\`** from all files apply.
- **\`apis\`** counts within its file: the first entry for the description overrides the rest of that file, before the
  files are merged.
- **\`root: true\`** ends the search: files in the folders above are not read.
- **Paths** (\`rulesets\`, \`register\`, \`apis[].files\`, \`dismissed[].file\`) are relative to the file that contains them.

\`sallyport config services/riders/openapi.yaml\` prints the settings in force for a description, \`sallyport config services/riders\`
those for a folder: each with the file and line that sets it, or \`default\`. \`--format json\` prints a list of keys with
\`value\`, \`file\`, \`line\` and \`column\`; in it, names of files are relative to the root.

The root is the nearest folder above the description that holds \`.git\`; without one, the current folder if the description
is in it, else the folder of the description. \`--root\` names another root. Nothing above the root is read. \`--config\` names
one file that is used instead of all others.

The gate reads all of these files at the base of a change. A change that adds, edits or removes such a file is judged
as if the file had not changed, and the gate reports its effect ([The gate](gate.md)).

## The name of the file

\`sallyport.yaml\` and \`sallyport.yml\` are read; they may contain JSON. A file under another name that could be meant
(\`.sallyport.yaml\`, \`sallyport.json\`, \`sallyport.config.yaml\`, \`.sallyportrc\`), both names in one folder, a link that leads
nowhere and a file that cannot be read are errors: no configuration is ignored silently.

## Keys

Editors complete them with the JSON Schema, [schemas/sallyport.schema.json](../schemas/sallyport.schema.json).
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
    text: "Say `public` of the backend of your own apps, if anyone can sign up for them. The audience only says who is meant: findings follow who can really call an operation, and a narrower audience hides none of them.",
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
    text: "Say it where a review takes a credential for another kind. `user`: each person has one, and their own data is theirs. `client`: a system has one, a partner's backend or a job. `shared`: many callers have the same, such as a key inside of an app; nobody knows then who calls, and nothing counts as the caller's own data.",
  },
  tenancy: {
    yaml: `tenancy:
  partnerKey: account
  riderLogin: none`,
    text: "Say it where a review asks whose data callers see. `account`: the credential is for one account (a shop, a clinic, an employer), whose customers and orders it reaches; that it reaches no others is an authorization test. `none`: the people in the data are such as the caller, members of a network or riders, and what an operation shows of them is shown to others.",
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
    text: "The owner of a field is the schema under `components` that it is written in, however deep; elsewhere it is the property around it. A name alone is every field of that name. `public` ends the question what a field holds, and no finding is about it. What is above the [ceiling](#ceilings) of those who can read it is a finding. [Categories](#categories-of-data) are listed below.",
  },
  rules: {
    yaml: `rules:
  basic-auth: medium
  unbounded-list: { private: off, paths: { "/reports/**": low } }`,
    text: "[The rules](rules/README.md) have their ids on their pages.",
  },
  rulesets: { yaml: "rulesets: [sallyport:hygiene]", text: "[Rulesets](rulesets.md) says more." },
  waivers: {
    yaml: `waivers:
  - rule: basic-auth
    operation: GET /riders
    reason: The scanner at the gate can do nothing else until it is replaced.
    owner: Rider Apps
    approver: Jo Marsh
    until: 2026-12-31`,
    text: "[Waivers](waivers.md) says more.",
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
    text: "[Agents](agents.md) says more.",
  },
  gate: { yaml: "gate: { failOn: high, policyAge: 7 }", text: "[The gate](gate.md) says more." },
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
  },
};

test("docs/configuration.md says what every key of sallyport.yaml means, with an example", async () => {
  const keys = Object.entries(schema.properties ?? {}).toSorted(([a], [b]) => Number(a === LAST) - Number(b === LAST));
  expect(Object.keys(EXAMPLES)).toEqual(expect.arrayContaining(keys.map(([key]) => key)));
  const sections = keys.map(([key, one]) => {
    const { yaml, text } = EXAMPLES[key]!; // there is one of each
    const rows = rowsOf(key, one, []);
    const before = key === LAST ? `${categoriesSection()}\n` : "";
    return `${before}### ${key}\n\n\`\`\`yaml\n${yaml}\n\`\`\`\n\n${text === undefined ? "" : `${text}\n\n`}${markdownOf([table(["Key", "What it says", "Values"], rows)])}`;
  });
  const links = keys.map(([key]) => `[${key}](#${key.toLowerCase()})`).join(" · ");
  await expect(`${TEXT}\n${links}\n\n${sections.join("\n")}`).toMatchFileSnapshot(`${ROOT}/docs/configuration.md`);
});

/** It has a row for each concept. */
const LAST = "lexicon";

function categoriesSection(): string {
  const { meaningOf } = categoriesOf(defaultPolicy(), lexiconOf());
  const rows = builtInCategoryKeys().map((key): Inline[] => {
    const { called, isPersonal } = meaningOf(key);
    return [code(key), called.singular, isPersonal ? "yes" : "no"];
  });
  return `### Categories of data\n\nWhat \`data.fields.*.category\` may be, beside those under \`data.categories\`.\n\n${markdownOf([table(["Category", "What it is", "Personal data"], rows)])}`;
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
    [code(key), description, shapeOf(one)],
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

/** What may stand there, in words. */
function shapeOf(written: Schema): Inline {
  const one = resolved(written);
  if (one.enum !== undefined)
    return one.enum.flatMap((value, index): Inline[] => (index === 0 ? [code(value)] : [", ", code(value)]));
  if (one.anyOf !== undefined)
    return one.anyOf.flatMap((alternative, index): Inline[] =>
      index === 0 ? [shapeOf(alternative)] : ["; or ", shapeOf(alternative)],
    );
  if (one.type === "array") {
    const items = one.items === undefined ? "" : shapeOf(one.items);
    return items === "" ? "a list" : ["a list: ", items];
  }
  if (typeof one.additionalProperties === "object") return ["by name: ", shapeOf(one.additionalProperties)];
  if (one.properties !== undefined) return "keys";
  return { string: "a text", boolean: "true or false", integer: "a number", number: "a number" }[one.type ?? ""] ?? "";
}
