import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { code, markdownOf, table, type Inline } from "../../src/report/formats/markdown/nodes.ts";
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

Nothing has to be configured. \`sallyport.yaml\` says what a description does not. It is next to the description or in a
folder above it. It is checked before anything is reviewed: a misspelt key, word, rule or security scheme is refused, with
its file, line and column and with what was meant.

\`\`\`yaml
${EXAMPLE}\`\`\`

## Several files

A repository with many services keeps what holds for all of them at its top, and what differs in the folder of each
service:

\`\`\`text
sallyport.yaml                     the organisation: the gate, deadlines, severities of rules
services/riders/sallyport.yaml     the service: its audience, its owner, its security schemes
services/riders/openapi.yaml
\`\`\`

All \`sallyport.yaml\` files are merged, from the folder of the description up to the root of the repository:

- **Maps** are merged key by key. If two files set the same key, the one nearer to the description wins: a service that
  says \`gate: { failOn: medium }\` keeps all other keys of \`gate\`.
- **Lists** and single values are replaced: the nearest file that sets \`network.internal\` wins. What
  \`data.fields\` says of one field, with its reason, is a single value.
- **\`waivers\` and \`dismissed\`** of all files apply.
- **\`apis\`** counts within its file: the first entry for the description overrides the rest of that file, before the
  files are merged.
- **\`root: true\`** ends the search: files in the folders above are not read.
- **Paths** (\`rulesets\`, \`register\`, \`apis[].files\`, \`dismissed[].file\`) are relative to the file that says them.

\`sallyport config services/riders/openapi.yaml\` prints the settings in force for a description, \`sallyport config services/riders\`
those for a folder: each with the file and line that says it, or \`default\`. \`--format json\` prints a list of keys with
\`value\`, \`file\`, \`line\` and \`column\`; names of files are relative to the root there.

The root is the nearest folder above the description that holds \`.git\`; without one, the current folder if the description
is in it, else the folder of the description. \`--root\` names another. Nothing above the root is read. \`--config\` names one
file that is used in place of all of them.

The gate reads all of these files at the base of a change. A change that adds, edits or removes one is judged without
that, and the gate reports what it would do ([The gate](gate.md)).

## Its name

\`sallyport.yaml\` and \`sallyport.yml\` are read; they may contain JSON. A file under another name that could be meant
(\`.sallyport.yaml\`, \`sallyport.json\`, \`sallyport.config.yaml\`, \`.sallyportrc\`), both names in one folder, a link that leads
nowhere and a file that cannot be read are refused: no configuration is ignored in silence.

## Keys

Editors complete them with the JSON Schema, [schemas/sallyport.schema.json](../schemas/sallyport.schema.json).
`;

test("docs/configuration.md says what every key of sallyport.yaml means", async () => {
  const rows = Object.entries(schema.properties ?? {}).flatMap(([key, one]) => rowsOf(key, one, []));
  expect(rows.length).toBeGreaterThan(15);
  const page = `${TEXT}\n${markdownOf([table(["Key", "What it says", "Values"], rows)])}`;
  await expect(page).toMatchFileSnapshot(`${ROOT}/docs/configuration.md`);
});

test("its example is one", async () => {
  const folder = folderWith({
    "sallyport.yaml": EXAMPLE,
    "openapi.json": '{"openapi":"3.1.0","info":{"title":"Prices","version":"1"},"paths":{}}',
  });
  const { stderr } = await run(["review", "openapi.json"], { cwd: folder });
  expect(stderr).toBe("");
});

/** A row for a key and for each below it; what a definition holds is told once a branch. */
function rowsOf(key: string, written: Schema, within: readonly string[]): readonly (readonly Inline[])[] {
  const one = resolved(written);
  const description = written.description ?? one.description ?? "";
  const below = [one, ...(one.anyOf ?? []).map(resolved)].flatMap((alternative): [string, Schema][] => [
    ...Object.entries(alternative.properties ?? {}).map(([name, child]): [string, Schema] => [`${key}.${name}`, child]),
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
