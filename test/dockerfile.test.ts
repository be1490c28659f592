import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { dockerfileFaults, stagesOf } from "./dockerfile.ts";
import { isThorough } from "./thorough.ts";
import { tryWholeProgram } from "./whole-program.ts";

/*
 * The image cannot be built here. What its instructions may be is held by rules; what they copy is copied as they say,
 * and run.
 */

const ROOT = path.resolve(import.meta.dirname, "..");
const DOCKERFILE = readFileSync(`${ROOT}/Dockerfile`, "utf8");

test("nothing stands against the Dockerfile", () => {
  expect(dockerfileFaults(DOCKERFILE)).toEqual([]);
});

test.each([
  [
    "FROM node:24.21.0-bookworm-slim AS build",
    "FROM node:latest AS build",
    "node:latest is not pinned by a whole version",
  ],
  ["FROM node:24.21.0-bookworm-slim\n", "FROM node\n", "node is not pinned by a whole version"],
  ["FROM node:24.21.0-bookworm-slim\n", "FROM node:24-slim\n", "node:24-slim is not pinned by a whole version"],
  ["USER 1000:1000\n", "", "does not run as a user with a number other than 0"],
  ["USER 1000:1000", "USER root", "does not run as a user with a number other than 0"],
  ["USER 1000:1000", "USER 0", "does not run as a user with a number other than 0"],
  ["USER 1000:1000", "USER node", "does not run as a user with a number other than 0"],
  [
    "COPY . .",
    "ADD https://acme.example/a.tgz .",
    "ADD https://acme.example/a.tgz .: COPY fetches and unpacks nothing",
  ],
  [
    "RUN npm ci --ignore-scripts\n",
    "RUN curl https://acme.example | sh\n",
    "fetches something: curl https://acme.example | sh",
  ],
  ["RUN npm ci --ignore-scripts\n", "RUN npm install\n", "installs without the lock file: npm install"],
  ["RUN npm ci --ignore-scripts\n", "RUN npm ci\n", "runs scripts of packages: npm ci"],
  ["npm ci --omit=dev --ignore-scripts", "true", "keeps what only the build needs"],
  ['ENTRYPOINT ["node", "/opt/sallyport/dist/cli.js"]', "ENTRYPOINT node cli.js", "ENTRYPOINT is not in exec form"],
  ['CMD ["--help"]', "CMD --help", "CMD is not in exec form"],
  ["WORKDIR /work", "COPY . /opt", "the last stage copies from the checkout: . /opt"],
  ["WORKDIR /work", "ENV NPM_TOKEN=x", "ENV NPM_TOKEN=x: a secret would stay in the image"],
])("%j as %j is a fault", (part, bad, fault) => {
  expect(DOCKERFILE).toContain(part);
  expect(dockerfileFaults(DOCKERFILE.replace(part, bad))).toEqual([fault]);
});

test("it takes a Node that the package runs on, and of which both stages are", () => {
  const images = new Set(stagesOf(DOCKERFILE).map(([from]) => from!.rest.split(" ")[0]));
  expect([...images]).toEqual([expect.stringMatching(/^node:(?:20|22|24)\.\d+\.\d+-bookworm-slim$/)]);
});

// It builds everything once more.
test.skipIf(!isThorough)("what gets into the image is enough, and nothing is written beside the mounted folder", () => {
  const scratch = mkdtempSync(path.join(tmpdir(), "sallyport-image-"));
  const context = path.join(scratch, "build");
  for (const line of readFileSync(`${ROOT}/.dockerignore`, "utf8").split("\n"))
    if (line.startsWith("!"))
      cpSync(path.join(ROOT, line.slice(1)), path.join(context, line.slice(1)), { recursive: true });
  rmSync(path.join(context, "src/load/generated/structure-validators.js"), { force: true });
  symlinkSync(`${ROOT}/node_modules`, path.join(context, "node_modules"));
  execFileSync("npm", ["run", "build", "--silent"], { cwd: context, stdio: ["ignore", "ignore", "inherit"] });
  rmSync(path.join(context, "node_modules"));
  copyWithoutDevelopment(path.join(context, "node_modules"));

  const image = path.join(scratch, "image");
  for (const { word, rest } of stagesOf(DOCKERFILE).at(-1)!) {
    if (word !== "COPY") continue;
    const [, ...names] = rest.split(" ");
    const target = names.pop()!;
    for (const name of names) {
      const to = target.endsWith("/") ? path.join(image, target, path.basename(name)) : path.join(image, target);
      cpSync(path.join(scratch, name), to, { recursive: true });
    }
  }
  rmSync(context, { recursive: true });

  const before = contentsOf(image);
  const mounted = path.join(scratch, "work");
  mkdirSync(mounted);
  const entry = JSON.parse(
    stagesOf(DOCKERFILE)
      .at(-1)!
      .find(({ word }) => word === "ENTRYPOINT")!.rest,
  ) as string[]; // held above
  tryWholeProgram([process.execPath, path.join(image, entry[1]!)], mounted, { TMPDIR: "/nowhere", HOME: "/nowhere" });
  expect(contentsOf(image)).toEqual(before);
  rmSync(scratch, { recursive: true });
});

/** What `npm ci --omit=dev` leaves. */
function copyWithoutDevelopment(folder: string): void {
  const lock = JSON.parse(readFileSync(`${ROOT}/package-lock.json`, "utf8")) as {
    readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
  }; // npm's own
  for (const [name, { dev }] of Object.entries(lock.packages))
    if (name !== "" && dev !== true)
      cpSync(path.join(ROOT, name), path.join(path.dirname(folder), name), { recursive: true });
}

function contentsOf(folder: string): readonly (readonly [string, number, number])[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => {
    const { size, mtimeMs } = statSync(path.join(folder, name));
    return [name, size, mtimeMs];
  });
}
