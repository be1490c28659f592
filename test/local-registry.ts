import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "..");

/** What of the lock file matters. */
interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly dev?: boolean }>>;
}

/**
 * A registry on this machine with what Sallyport needs where it runs, made of the packages that are installed in the
 * checkout, so that installing is tried without a network. It answers for nothing else.
 */
export async function localRegistry(): Promise<{ readonly url: string; readonly close: () => void }> {
  const { packages } = JSON.parse(readFileSync(`${ROOT}/package-lock.json`, "utf8")) as Lock; // npm's own
  const folders = Object.keys(packages).filter((folder) => folder !== "" && packages[folder]!.dev !== true);
  const server: Server = createServer(({ url = "/" }, response) => {
    const asked = decodeURIComponent(url).slice(1);
    const tarball = /^tarballs\/(.+)\.tgz$/.exec(asked)?.[1];
    if (tarball !== undefined && folders.includes(tarball)) return response.end(tarballOf(tarball));
    const versions = folders.filter((folder) => nameOf(folder) === asked);
    if (versions.length > 0) return response.end(JSON.stringify(packument(asked, versions, urlOf(server))));
    // Audits and funding: nobody knows anything.
    return response.writeHead(asked.startsWith("-/") ? 200 : 404).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: urlOf(server), close: () => server.close() };
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
}

function packument(name: string, folders: readonly string[], url: string): object {
  const versions = folders.map((folder) => {
    const manifest = JSON.parse(readFileSync(`${ROOT}/${folder}/package.json`, "utf8")) as { version: string }; // npm's own
    const integrity = `sha512-${createHash("sha512").update(tarballOf(folder)).digest("base64")}`;
    return { ...manifest, dist: { tarball: `${url}/tarballs/${folder}.tgz`, integrity } };
  });
  return {
    name,
    "dist-tags": { latest: versions[0]!.version }, // there is one
    versions: Object.fromEntries(versions.map((one) => [one.version, one])),
  };
}

const TARBALLS = new Map<string, Buffer>();

/** A package as `npm pack` would put it together, for all that installing asks. */
function tarballOf(folder: string): Buffer {
  let tarball = TARBALLS.get(folder);
  if (tarball === undefined) {
    const args = [
      "-C",
      `${ROOT}/${folder}`,
      "--exclude=./node_modules",
      "--transform=s,^\\.,package,",
      "-czf",
      "-",
      ".",
    ];
    TARBALLS.set(folder, (tarball = execFileSync("tar", args, { maxBuffer: 100_000_000 })));
  }
  return tarball;
}

function nameOf(folder: string): string {
  return folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
}
