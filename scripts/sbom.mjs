import { readFileSync } from "node:fs";

/**
 * The software bill of materials, as CycloneDX 1.6: what is in the bundles of `dist/`, and what installing Sallyport
 * brings in beside them, as the lock file has it. It holds no time and no serial number: the same source has the same.
 *
 * @param {readonly string[]} bundled as `dist/bundled.json` has them
 */
export function softwareBillOfMaterials(bundled) {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
  const { name, version, license } = JSON.parse(readFileSync("package.json", "utf8"));
  const own = purlOf(name, version);
  const installed = Object.keys(packages).filter((folder) => folder !== "" && packages[folder].dev !== true);
  const folders = [...new Set([...bundled, ...installed])].toSorted();
  const refOf = (folder) => purlOf(nameOf(folder), packages[folder].version);

  const components = new Map();
  const dependencies = new Map([[own, new Set(directOf("", packages, new Set(folders)).map(refOf))]]);
  for (const folder of folders) {
    const ref = refOf(folder);
    const isBundled = bundled.includes(folder);
    const before = components.get(ref);
    const shipped = new Set([
      ...(before?.shipped ?? []),
      ...(isBundled ? ["bundled"] : []),
      ...(installed.includes(folder) ? ["installed"] : []),
    ]);
    components.set(ref, { folder, shipped });
    const needed = dependencies.get(ref) ?? new Set();
    for (const other of directOf(folder, packages, new Set(folders))) needed.add(refOf(other));
    dependencies.set(ref, needed);
    // What is bundled and not installed is Sallyport's own doing.
    if (isBundled) dependencies.get(own).add(ref);
  }
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: { type: "application", "bom-ref": own, name, version, purl: own, licenses: licensesOf(license) },
    },
    components: [...components].map(([ref, { folder, shipped }]) =>
      componentOf(ref, folder, packages[folder], shipped),
    ),
    dependencies: [...dependencies].map(([ref, needed]) => ({ ref, dependsOn: [...needed].toSorted() })),
  };
}

function componentOf(ref, folder, { version, license, integrity }, shipped) {
  const [group, name] = nameOf(folder).startsWith("@") ? nameOf(folder).split("/") : [undefined, nameOf(folder)];
  return {
    type: "library",
    "bom-ref": ref,
    ...(group === undefined ? {} : { group }),
    name,
    version,
    scope: "required",
    ...(integrity === undefined ? {} : { hashes: [hashOf(integrity)] }),
    ...(license === undefined ? {} : { licenses: licensesOf(license) }),
    purl: ref,
    properties: [...shipped].map((value) => ({ name: "sallyport:shipped", value })),
  };
}

/** The package URL (https://github.com/package-url/purl-spec, type npm). */
function purlOf(name, version) {
  return `pkg:npm/${name.replace("@", "%40")}@${version}`;
}

function nameOf(folder) {
  return folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
}

/** An SPDX identifier, or an expression of several. */
function licensesOf(license) {
  return /[ ()]/.test(license) ? [{ expression: license }] : [{ license: { id: license } }];
}

/** Subresource Integrity, as npm writes it, in hexadecimal digits. */
function hashOf(integrity) {
  const [, algorithm, digest] = /^(sha\d+)-(.+)$/.exec(integrity);
  return { alg: algorithm.replace("sha", "SHA-"), content: Buffer.from(digest, "base64").toString("hex") };
}

/** What a package asks for, of what is shipped: the nearest on the way up, as Node looks for it. */
function directOf(folder, packages, shipped) {
  const { dependencies = {}, optionalDependencies = {} } = packages[folder];
  return Object.keys({ ...dependencies, ...optionalDependencies }).flatMap((name) => {
    for (let at = folder; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
      const candidate = `${at === "" ? "" : `${at}/`}node_modules/${name}`;
      if (packages[candidate] !== undefined) return shipped.has(candidate) ? [candidate] : [];
      if (at === "") return [];
    }
  });
}
