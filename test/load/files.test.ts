import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDocument } from "../../src/load/document.ts";
import { filesBelow, realPath, type FileContent } from "../../src/load/files.ts";
import { readApi } from "../../src/model/read-api.ts";
import { reviewDescription } from "../../src/review.ts";
import { memoryFiles } from "./memory-files.ts";

const HEAD = "openapi: 3.1.0\ninfo: {title: Orders, version: '1'}\n";
const referring = (reference: string): string =>
  `${HEAD}components: {schemas: {A: {$ref: ${JSON.stringify(reference)}}}}\n`;

const temporary = realpathSync(mkdtempSync(path.join(os.tmpdir(), "sallyport-files-")));
const root = path.join(temporary, "root");
afterAll(() => rmSync(temporary, { recursive: true }));

beforeAll(() => {
  mkdirSync(path.join(root, "parts/deep"), { recursive: true });
  mkdirSync(path.join(temporary, "outside"));
  for (const file of ["root/pet.yaml", "root/parts/pet.yaml", "outside/pet.yaml", "rootbeer.yaml"])
    writeFileSync(path.join(temporary, file), `title: ${file}\n`);
  symlinkSync("../outside/pet.yaml", path.join(root, "link-out.yaml"));
  symlinkSync("../outside", path.join(root, "folder-out"));
  symlinkSync("parts/pet.yaml", path.join(root, "link-in.yaml"));
  symlinkSync("../parts", path.join(root, "parts/folder-in"));
  symlinkSync("/dev/zero", path.join(root, "device.yaml"));
  symlinkSync("circle.yaml", path.join(root, "circle.yaml"));
  execFileSync("mkfifo", [path.join(root, "pipe.yaml")]);
});

const outcome = (content: FileContent): string =>
  content.bytes === undefined ? content.reason : Buffer.from(content.bytes).toString();

// oxfmt-ignore
const READS: readonly (readonly [what: string, file: () => string, outcome: string])[] = [
  ["a file", () => "pet.yaml", "title: root/pet.yaml\n"],
  ["a file in a folder", () => "parts/pet.yaml", "title: root/parts/pet.yaml\n"],
  ["a way out and back in", () => "parts/../pet.yaml", "title: root/pet.yaml\n"],
  ["a way out of the root", () => "../outside/pet.yaml", "outside"],
  ["a way out, through a folder", () => "parts/../../outside/pet.yaml", "outside"],
  ["a folder beside whose name begins alike", () => "../rootbeer.yaml", "outside"],
  ["an absolute path outside", () => "/etc/passwd", "outside"],
  ["an absolute path inside", () => path.join(root, "pet.yaml"), "outside"],
  ["a link to a file outside", () => "link-out.yaml", "outside"],
  ["a link to a folder outside", () => "folder-out/pet.yaml", "outside"],
  ["a link to a file inside", () => "link-in.yaml", "title: root/parts/pet.yaml\n"],
  ["a link to a folder inside", () => "parts/folder-in/pet.yaml", "title: root/parts/pet.yaml\n"],
  ["a link to a device", () => "device.yaml", "outside"],
  ["a link to itself", () => "circle.yaml", "broken-link"],
  ["a pipe", () => "pipe.yaml", "not-a-file"],
  ["a folder", () => "parts", "not-a-file"],
  ["the root", () => ".", "not-a-file"],
  ["a missing file", () => "nothing.yaml", "missing"],
  ["a file as a folder", () => "pet.yaml/pet.yaml", "missing"],
  ["a name with a zero byte", () => "pet.yaml\0.txt", "missing"],
  ["a name beyond all length", () => "a".repeat(5000), "missing"],
];

test.each(READS)("Reading %s", (_, file, expected) => {
  expect(outcome(filesBelow(root).read(file()))).toBe(expected);
});

test.each([
  ["a link", "folder-out/pet.yaml", "../outside/pet.yaml"],
  ["a file that is not there, behind a link", "folder-out/a/b.yaml", "../outside/a/b.yaml"],
  ["a name of very many folders", `${"a/".repeat(20_000)}x.yaml`, `${"a/".repeat(20_000)}x.yaml`],
])("What a name really leads to: %s", (_, file, expected) => {
  expect(realPath(path.join(root, file))).toBe(path.join(root, expected));
});

// oxfmt-ignore
const REFERENCES: readonly (readonly [reference: string, outcome: string])[] = [
  ["pet.yaml", "title: root/pet.yaml"],
  ["./parts/pet.yaml", "title: root/parts/pet.yaml"],
  ["%70et.yaml", "title: root/pet.yaml"],
  ["pet.yaml?x=1", "title: root/pet.yaml"],
  ["../outside/pet.yaml", "outside"],
  ["%2e%2e/outside/pet.yaml", "outside"],
  ["parts/%2E%2E%2f%2e%2e/outside/pet.yaml", "outside"],
  ["%252e%252e/outside/pet.yaml", "missing-file"],
  ["/etc/passwd", "outside"],
  ["file:///etc/passwd", "outside"],
  ["file:/etc/passwd", "outside"],
  ["FILE:../outside/pet.yaml", "outside"],
  ["link-out.yaml", "outside"],
  ["folder-out/pet.yaml#/title", "outside"],
  ["device.yaml", "outside"],
  ["pipe.yaml", "unreadable-file"],
  ["parts", "unreadable-file"],
  ["nothing.yaml", "missing-file"],
  ["//example.com/pet.yaml", "remote"],
  ["http://localhost/pet.yaml", "remote"],
  ["HTTPS://localhost/pet.yaml", "remote"],
  ["ftp://localhost/pet.yaml", "remote"],
  ["data:application/json,{}", "remote"],
  ["urn:example:pet", "remote"],
];

test.each(REFERENCES)("A reference to %s leads to: %s", async (reference, expected) => {
  writeFileSync(path.join(root, "api.yaml"), referring(reference));
  const document = await loadDocument("api.yaml", filesBelow(root));
  const resolution = document.resolve(reference, document.root);
  expect(resolution.node === undefined ? resolution.problem : resolution.node.source.text.trim()).toBe(expected);
});

describe("Nothing but what is referred to is touched", () => {
  test("a server on a local port is not called", async () => {
    let connections = 0;
    const server = createServer((_, response) => response.end("{}")).on("connection", () => void (connections += 1));
    await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo; // it listens on a port
    const url = `http://127.0.0.1:${port}/pet.yaml`;
    writeFileSync(
      path.join(root, "remote.yaml"),
      `${HEAD}servers: [{url: "${url}"}]\npaths: {/a: {$ref: "${url}"}}\ncomponents: {schemas: {A: {$ref: "${url}#/A"}, B: {$schema: "${url}", externalDocs: {url: "${url}"}}}}\n`,
    );
    const review = await reviewDescription("remote.yaml", filesBelow(root));
    await new Promise((done) => void server.close(done));
    expect(connections).toBe(0);
    expect(review.findings.map(({ rule }) => rule)).toContain("remote-reference");
  });

  test("code that lies about is not run", async () => {
    const trap = path.join(temporary, "ran");
    const code = `require("fs").writeFileSync(${JSON.stringify(trap)}, "")`;
    for (const file of [".spectral.js", "spectral.js", "sallyport.config.js", ".redocly.js"])
      writeFileSync(path.join(root, file), code);
    writeFileSync(path.join(root, "api.yaml"), `${referring("./.spectral.js")}x-rules: .spectral.js\n`);
    await reviewDescription("api.yaml", filesBelow(root));
    expect(() => realpathSync(trap)).toThrow("ENOENT");
  });

  // oxfmt-ignore
  test.each([
    ["an example of a media type", "paths: {/a: {get: {responses: {200: {description: A, content: {a/json: {example: {$ref: secret.yaml}}}}}}}}"],
    ["named examples' values", "paths: {/a: {get: {responses: {200: {description: A, content: {a/json: {examples: {a: {value: {$ref: secret.yaml}}}}}}}}}}"],
    ["an example of a parameter", "paths: {/a: {parameters: [{name: a, in: query, example: {$ref: secret.yaml}}]}}"],
    ["an example of a schema", "components: {schemas: {A: {example: {$ref: secret.yaml}, examples: [{$ref: secret.yaml}]}}}"],
    ["a default", "components: {schemas: {A: {default: {$ref: secret.yaml}, properties: {b: {default: [{$ref: secret.yaml}]}}}}}"],
    ["an enumeration and a constant", "components: {schemas: {A: {enum: [{$ref: secret.yaml}], const: {$ref: secret.yaml}}}}"],
    ["an extension", "x-a: {$ref: secret.yaml}\npaths: {/a: {x-b: {$ref: secret.yaml}, get: {x-c: {$ref: secret.yaml}}}}"],
    ["a text", "info: {title: A, version: '1', description: '{$ref: secret.yaml}'}"],
    ["an external value", "components: {examples: {a: {externalValue: secret.yaml}}}"],
    ["a property that is called $ref", "components: {schemas: {A: {properties: {$ref: {type: string}}}}}"],
  ])("a reference in %s is data", async (_, more) => {
    const head = more.startsWith("info") ? "openapi: 3.1.0\n" : HEAD;
    const files = memoryFiles({ "api.yaml": `${head}${more}\n`, "secret.yaml": "type: string" });
    await reviewDescription("api.yaml", files);
    expect(files.asked).toEqual(["api.yaml"]);
  });

  test("a file is read once, however many references lead there", async () => {
    const files = memoryFiles({
      "api.yaml": `${HEAD}components: {schemas: {A: {$ref: b.yaml}, B: {$ref: './b.yaml#/properties/c'}, C: {$ref: x/../b.yaml}}}\n`,
      "b.yaml": "properties: {c: {$ref: 'b.yaml'}}\n",
    });
    readApi(await loadDocument("api.yaml", files));
    expect(files.asked).toEqual(["api.yaml", "b.yaml"]);
  });
});
