import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { globSync } from "tinyglobby";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { notice } from "../scripts/notice.mjs";
import { softwareBillOfMaterials } from "../scripts/sbom.mjs";
import { changedOutside } from "./changed-outside.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { isThorough } from "./thorough.ts";

const ROOT = path.resolve(import.meta.dirname, "..");

/** Everything that a build reads, and the package holds. */
const SOURCE = ["src", "rulesets", "schemas", "scripts", "examples", "docs"];

/** A link of a document to a file beside it, or a picture in it. */
const LINK = /(?:\]\(|\bsrc(?:set)?=")(?!https?:|#|mailto:)([^)"#\s]+)/g;

/** A rule about hostile links, which shows one. */
const UNREAD: ReadonlySet<string> = new Set(["docs/rules/xss-script-in-description.md"]);

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

describe("The package", () => {
  const scratch = mkdtempSync(path.join(tmpdir(), "sallyport-package-"));
  const [home, temporary] = [path.join(scratch, "home"), path.join(scratch, "tmp")];
  let here: Packed;
  let there: Packed;
  let changed: readonly string[];

  beforeAll(() => {
    for (const folder of [home, temporary]) mkdirSync(folder);
    here = packed(ROOT, path.join(scratch, "here"), ["--ignore-scripts"]).one;
    if (!isThorough) return;
    // A second checkout, deeper and elsewhere, which builds what the first has in `dist/`.
    const other = path.join(scratch, "deep", "in", "another", "checkout");
    mkdirSync(other, { recursive: true });
    for (const name of readdirSync(ROOT, { withFileTypes: true }))
      if (name.isFile() || SOURCE.includes(name.name))
        cpSync(path.join(ROOT, name.name), path.join(other, name.name), { recursive: true });
    const benchmark = globSync(["*.{md,json}", "score.mjs", "reviews/README.md"], { cwd: `${ROOT}/benchmark` });
    for (const file of benchmark)
      cpSync(path.join(ROOT, "benchmark", file), path.join(other, "benchmark", file), { recursive: true });
    symlinkSync(path.join(ROOT, "node_modules"), path.join(other, "node_modules"));
    ({ one: there, changed } = packed(other, path.join(scratch, "there"), ["--ignore-scripts=false"]));
  }, 900_000);

  afterAll(() => rmSync(scratch, { recursive: true }));

  function packed(
    checkout: string,
    destination: string,
    options: readonly string[],
  ): { readonly one: Packed; readonly changed: readonly string[] } {
    mkdirSync(destination);
    const cache = path.join(scratch, "cache");
    const said = path.join(destination, "said.json");
    const command = `cd "$0" && exec npm pack --json --silent --offline --pack-destination "$@" >"${said}"`;
    const words = ["sh", "-c", command, checkout, destination, "--cache", cache, ...options];
    // npm of Node 24 keeps compiled code of its own in the temporary folder, unless it is told not to.
    const env = { HOME: home, TMPDIR: temporary, NODE_DISABLE_COMPILE_CACHE: "1", npm_config_update_notifier: "false" };
    const { code, changed: elsewhere, output } = changedOutside(scratch, words, env);
    expect(code, output).toBe(0);
    const [one] = JSON.parse(readFileSync(said, "utf8")) as readonly Packed[]; // what npm says of the one package
    return { one: one!, changed: elsewhere };
  }

  test.skipIf(!isThorough)("is the same, byte for byte, wherever it is built", () => {
    expect(there.files).toEqual(here.files);
    // Where they differ and nothing depends on the place, `dist/` is older than the source: npm run build.
    expect(hashOf("there", there)).toBe(hashOf("here", here));
  });

  function hashOf(destination: string, { filename }: Packed): string {
    return createHash("sha256")
      .update(readFileSync(path.join(scratch, destination, filename)))
      .digest("hex");
  }

  test("holds what is run and read, licences and materials, and nothing of one machine", () => {
    const files = here.files.map((file) => file.path);
    expect(files).toEqual(
      expect.arrayContaining(["LICENSE", "NOTICE", "README.md", "sbom.cdx.json", "dist/cli.js", "dist/program.cjs"]),
    );
    expect(files.filter((file) => !/^(?:dist|rulesets|schemas|docs|examples|benchmark)\/|^[^/]+$/.test(file))).toEqual(
      [],
    );
    expect(files.filter((file) => /\.cache$|bundled\.json$|\/server\/|\/proving-ground\//.test(file))).toEqual([]);
  });

  test("holds what its documents link to, pictures included", () => {
    const files = here.files.map((file) => file.path);
    const isPacked = (linked: string): boolean =>
      files.some((file) => file === linked || file.startsWith(`${linked.replace(/\/$/, "")}/`));
    const documents = files.filter((file) => file.endsWith(".md") && !UNREAD.has(file));
    const links = documents.flatMap((document) =>
      [...readFileSync(`${ROOT}/${document}`, "utf8").matchAll(LINK)].map(([, to]) => ({ document, to: to! })),
    );
    expect(links.filter(({ document }) => document === "README.md").length).toBeGreaterThan(10);
    expect(links.filter(({ document, to }) => !isPacked(path.posix.join(path.posix.dirname(document), to)))).toEqual(
      [],
    );
  });

  test.skipIf(!isThorough || process.platform !== "linux")(
    "is made by scripts that write nothing outside of the checkout",
    () => {
      expect(changed).toEqual([]);
      expect(readdirSync(home)).toEqual([]);
      expect(readdirSync(temporary)).toEqual([]);
      expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
    },
  );
});

describe.skipIf(process.platform !== "linux")("outside of a folder", () => {
  test("a change is noticed, of a file and of a device", () => {
    const folder = temporaryFolder();
    const outside = path.join("/var", path.basename(folder));
    const { code, changed, output } = changedOutside(folder, [
      "sh",
      "-c",
      `: >here; : >${outside}; rm ${outside}-not; mkfifo /dev/${path.basename(folder)}`,
    ]);
    if (output.includes("on the machine")) spawnSync("rm", ["-f", outside, `/dev/${path.basename(folder)}`]);
    expect(changed).toEqual([`/dev/${path.basename(folder)} is p`, outside]);
    expect(code).toBe(0);
    expect(readdirSync(folder)).toEqual(["here"]);
  });
});

describe("What others made", () => {
  const bundled = JSON.parse(readFileSync(`${ROOT}/dist/bundled.json`, "utf8")) as readonly string[]; // as the build writes it

  test("is in NOTICE with its licences", async () => {
    const text = notice(bundled);
    for (const name of ["js-yaml", "@stoplight/spectral-core", "nimma", "ajv", "preact", "zod"])
      expect(text).toMatch(new RegExp(`^${name} \\d`, "m"));
    await expect(text).toMatchFileSnapshot("../NOTICE");
  });

  test("is in the bill of materials, as the lock file has it", async () => {
    const materials = softwareBillOfMaterials(bundled);
    expect(JSON.stringify(materials)).not.toMatch(/serialNumber|timestamp/);
    const known = new Set([
      materials.metadata.component["bom-ref"],
      ...materials.components.map((one) => one["bom-ref"]),
    ]);
    expect(
      materials.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]).filter((ref) => !known.has(ref)),
    ).toEqual([]);
    expect(
      materials.components.filter(({ hashes, licenses }) => hashes === undefined || licenses === undefined),
    ).toEqual([]);
    await expect(`${JSON.stringify(materials, null, 1)}\n`).toMatchFileSnapshot("../sbom.cdx.json");
  });
});
