import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { FORMAT_NAMES } from "../../src/report/formats/registry.ts";
import { folderWith, run } from "../cli/run.ts";
import { isThorough, shareOf } from "../thorough.ts";
import { leaksIn } from "./leaks-in.ts";
import { MADE_UP_SECRETS } from "./made-up-secrets.ts";

/** A description with a text at each place where one may be, beside what rules find fault with. */
function descriptionWith(text: string): object {
  const key = `/by/${text}`;
  return {
    openapi: "3.1.0",
    "x-owner": `owner ${text}`,
    info: {
      title: `Title ${text}`,
      version: `1 ${text}`,
      description: `Described at length, so that what is quoted of it is cut somewhere: ${text}. It goes on.`,
      contact: { name: `team ${text}`, url: `https://api.kestrelbank.io/${encodeURIComponent(text)}` },
    },
    servers: [
      { url: `http://api.kestrelbank.io/x?t=${text}`, description: `server ${text}` },
      { url: "http://{host}.kestrelbank.io", variables: { host: { default: text, enum: [text], description: text } } },
    ],
    tags: [{ name: `tag ${text}` }],
    security: [{ [`scheme ${text}`]: [`scope:${text}`] }, { undefinedOne: [] }],
    paths: {
      [key]: {
        get: {
          operationId: `get_${text}`,
          summary: `Summary ${text}`,
          tags: [`tag ${text}`],
          security: [],
          parameters: [
            { name: `user_id ${text}`, in: "query", description: text, schema: { type: "string", example: text } },
            { name: "password", in: "query", schema: { type: "string", default: text } },
          ],
          responses: {
            200: {
              description: `Answer ${text}`,
              headers: { [`X-Token-${text}`]: { description: text, schema: { type: "string" } } },
              content: {
                "application/json": {
                  schema: { $ref: "#/components/schemas/User" },
                  examples: { [text]: { summary: text, value: { email: text, [text]: text } } },
                },
              },
              links: { [text]: { operationId: text, parameters: { id: text } } },
            },
          },
        },
        post: {
          operationId: `set ${text}`,
          deprecated: true,
          requestBody: { content: { "application/json": { schema: { $ref: `./${text}.json#/${text}` } } } },
          responses: { default: { $ref: `#/components/responses/${text}` } },
          callbacks: { [`on ${text}`]: { [`{$request.body#/${text}}`]: { post: { responses: {} } } } },
        },
      },
      // What a request is asked for in words is made of the steps of its path.
      [`/${text}`]: { post: { operationId: "transferIt", responses: { 200: { description: "Done." } } } },
      [`/${text}/{id}`]: {
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        delete: { responses: { 204: { description: "Gone." } } },
        get: {
          responses: {
            200: {
              description: "It.",
              content: { "application/json": { schema: { $ref: "#/components/schemas/User" } } },
            },
          },
        },
      },
    },
    webhooks: { [`hook ${text}`]: { post: { responses: { 200: { description: text } } } } },
    components: {
      schemas: {
        User: {
          type: "object",
          title: text,
          description: `A person, ${text}`,
          [`x-${text}`]: text,
          properties: {
            password: { type: "string", default: text, description: text },
            email: { type: "string", example: text, enum: [text] },
            apiKey: { type: "string", const: text, examples: [text] },
            [`iban_${text}`]: { type: "string", pattern: text },
            [`home address ${text}`]: { $ref: "#/components/schemas/Address" },
            isPrivate: { type: "boolean" },
          },
        },
        Address: { type: "object", properties: { street: { type: "string", example: text } } },
        [text]: { type: 17, properties: { name: { type: text } } },
      },
      securitySchemes: {
        [`scheme ${text}`]: {
          type: "oauth2",
          description: `Sign up at http://x.io/${text}`,
          flows: { implicit: { authorizationUrl: `http://x.io/${text}`, scopes: { [`scope:${text}`]: text } } },
        },
        [`basic ${text}`]: { type: "http", scheme: "basic", description: text },
      },
    },
  };
}

describe("Nothing of a credential comes out", () => {
  test("of at least fifty kinds, at twenty places or more", () => {
    expect(new Set(MADE_UP_SECRETS.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(50);
    expect(JSON.stringify(descriptionWith("PLACE")).split("PLACE").length).toBeGreaterThan(60);
    expect(
      leaksIn("the key is AB-12/34.56_78~0CD ef%2Fgh.", { kind: "", text: "", secret: "AB12345678CDefgh" }),
    ).not.toEqual([]);
  });

  // All kinds are looked for at one place, whatever is written of them: not each is asked of every format and command.
  const ofEveryCommand = new Set(shareOf(MADE_UP_SECRETS, 6));

  test.each(shareOf(MADE_UP_SECRETS, 3).map((one) => [one.kind, one] as const))("%s", async (_kind, one) => {
    const formats = isThorough || ofEveryCommand.has(one) ? FORMAT_NAMES : (["json", "markdown"] as const);
    const description = descriptionWith(one.text);
    const cwd = folderWith({
      "api.json": JSON.stringify(description),
      "lines.json": JSON.stringify(description, null, 2),
      "base.json": JSON.stringify({ ...description, servers: [], "x-owner": "payments" }),
      // The fix that is offered requires a scheme by its name.
      "scheme.json": JSON.stringify({
        ...description,
        security: undefined,
        paths: { "/orders": { get: { responses: { 200: { description: "ok" } } } } },
        components: { securitySchemes: { [one.text]: { type: "http", scheme: "bearer" } } },
      }),
      "unknown.json": JSON.stringify({ openapi: `4.1.0 ${one.text}`, paths: {} }),
      "broken.yaml": `openapi: 3.1.0\ninfo: { title: "${one.text}"\n  version: [${one.text}\npaths: {}\n`,
      "config.yaml": `${JSON.stringify(one.text)}: true\nowner: [${one.text}]\n`,
      "sallyport.yaml": `owner: ${JSON.stringify(one.text)}\n`,
    });
    const reviewed = [...(await written(cwd, ["review", "api.json"], formats))];
    if (isThorough || ofEveryCommand.has(one))
      reviewed.push(...(await written(cwd, ["review", "scheme.json"], ["json", "sarif"])));
    const outputs = [...reviewed, ...(ofEveryCommand.has(one) ? await ofOtherCommands(cwd) : [])];
    expect(outputs.length).toBeGreaterThanOrEqual(formats.length + (ofEveryCommand.has(one) ? 14 : 1));
    expect(
      outputs.flatMap(([name, output]) => leaksIn(output, one).map((piece) => `${name}: ${piece}`)).slice(0, 5),
    ).toEqual([]);
  });
});

/** What the gate, a portfolio and refusals say of the files in a folder, in which a review is written. */
async function ofOtherCommands(cwd: string): Promise<readonly (readonly [string, string])[]> {
  const refused = [
    ["review", "unknown.json"],
    ["review", "broken.yaml"],
    ["review", "api.json", "--config", "config.yaml"],
    ["init", "api.json", "--output", "config.yaml"],
    ["gate", "unknown.json", "--base-file", "api.json", "--format", "json"],
  ];
  return [
    ...(await written(
      cwd,
      ["gate", "lines.json", "--base-file", "base.json"],
      ["text", "markdown", "json", "html", "sarif"],
    )),
    ...(await written(cwd, ["portfolio", "review.json"], ["markdown", "html", "json"])),
    ...(await Promise.all(
      refused.map(async (args) => [args.join(" "), Object.values(await run(args, { cwd })).join("\n")] as const),
    )),
  ];
}

/** What a command writes in each format, and on the terminal. */
async function written(
  cwd: string,
  args: readonly string[],
  formats: readonly string[],
): Promise<readonly (readonly [string, string])[]> {
  const [command = ""] = args;
  const files = formats.map((format) => [format, `${command}.${format}`] as const);
  const { code, stdout, stderr } = await run(
    [...args, ...files.flatMap(([format, file]) => ["--format", `${format}=${file}`])],
    { cwd },
  );
  expect([0, 1]).toContain(code);
  return [
    [`${command} on the terminal`, stdout + stderr],
    ...files.map(([, file]) => [file, readFileSync(path.join(cwd, file), "utf8")] as const),
  ];
}
