import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { notice } from "../scripts/notice.mjs";
import { softwareBillOfMaterials } from "../scripts/sbom.mjs";

const ROOT = path.resolve(import.meta.dirname, "..");

/** Everything that a build reads, and the package holds. */
const SOURCE = ["src", "rulesets", "schemas", "scripts", "examples", "docs"];

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

describe("The package", () => {
  const scratch = mkdtempSync(path.join(tmpdir(), "sallyport-package-"));
  const [home, temporary] = [path.join(scratch, "home"), path.join(scratch, "tmp")];
  let here: Packed;
  let there: Packed;

  beforeAll(() => {
    for (const folder of [home, temporary]) mkdirSync(folder);
    // A second checkout, deeper and elsewhere, which builds what the first has in `dist/`.
    const other = path.join(scratch, "deep", "in", "another", "checkout");
    mkdirSync(other, { recursive: true });
    for (const name of readdirSync(ROOT, { withFileTypes: true }))
      if (name.isFile() || SOURCE.includes(name.name))
        cpSync(path.join(ROOT, name.name), path.join(other, name.name), { recursive: true });
    cpSync(path.join(ROOT, "benchmark/README.md"), path.join(other, "benchmark/README.md"), { recursive: true });
    symlinkSync(path.join(ROOT, "node_modules"), path.join(other, "node_modules"));
    here = packed(ROOT, path.join(scratch, "here"), ["--ignore-scripts"]);
    there = packed(other, path.join(scratch, "there"), []);
  }, 120_000);

  afterAll(() => rmSync(scratch, { recursive: true }));

  function packed(checkout: string, destination: string, options: readonly string[]): Packed {
    mkdirSync(destination);
    const output = execFileSync(
      "npm",
      [
        "pack",
        "--json",
        "--silent",
        "--offline",
        "--pack-destination",
        destination,
        "--cache",
        path.join(scratch, "cache"),
        ...options,
      ],
      {
        cwd: checkout,
        encoding: "utf8",
        // npm of Node 24 keeps compiled code of its own in the temporary folder, unless it is told not to.
        env: { ...process.env, HOME: home, TMPDIR: temporary, NODE_DISABLE_COMPILE_CACHE: "1" },
      },
    );
    const [one] = JSON.parse(output) as readonly Packed[]; // what npm says of the one package
    return one!;
  }

  test("is the same, byte for byte, wherever it is built", () => {
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
    const linked = [...readFileSync(`${ROOT}/README.md`, "utf8").matchAll(/\]\(((?!https?:)[^)#]+)/g)].map(
      ([, link]) => link!,
    );
    expect(linked.length).toBeGreaterThan(10);
    // What the page shows in a clone only: its pictures.
    expect(linked.filter((link) => !files.some((file) => file === link || file.startsWith(`${link}/`)))).toEqual([]);
    expect(files.filter((file) => /\.cache$|bundled\.json$/.test(file))).toEqual([]);
  });

  test("is made by scripts that write nothing outside of the checkout", () => {
    expect(readdirSync(home)).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
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
