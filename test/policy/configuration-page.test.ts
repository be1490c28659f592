import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { code, heading, markdownOf, paragraph, table, type Inline } from "../../src/report/formats/markdown/nodes.ts";
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

test("docs/configuration.md says what every key of sallyport.yaml means", async () => {
  const rows = Object.entries(schema.properties ?? {}).flatMap(([key, one]) => rowsOf(key, one, []));
  expect(rows.length).toBeGreaterThan(15);
  const page = markdownOf([
    heading(1, "Configuration"),
    paragraph(
      "Nothing has to be configured. ",
      code("sallyport.yaml"),
      " says what a description does not: it is found beside the description or in a folder above it, up to the root; ",
      code("--config"),
      " names another. It is checked before anything is reviewed: a misspelt key, word, rule or security scheme is refused, with its line and what was meant.",
    ),
    { type: "code", lang: "yaml", value: EXAMPLE.trimEnd() },
    paragraph(
      "Editors complete it with the JSON Schema, ",
      {
        type: "link",
        url: "../schemas/sallyport.schema.json",
        children: [{ type: "text", value: "schemas/sallyport.schema.json" }],
      },
      ". These are its keys:",
    ),
    table(["Key", "What it says", "Values"], rows),
  ]);
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
