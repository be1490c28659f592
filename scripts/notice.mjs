import { readdirSync, readFileSync } from "node:fs";

/**
 * The text of NOTICE: whose code is in the bundles of `dist/`, and under which licence. Packages under one text stand
 * above it together.
 *
 * @param {readonly string[]} bundled as `dist/bundled.json` has them
 */
export function notice(bundled) {
  const byText = new Map();
  const names = new Set();
  for (const folder of bundled) {
    const about = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
    const { name, version, license } = about;
    const title = `${name} ${version} (${license})`;
    if (names.has(title)) continue;
    names.add(title);
    const text = textsIn(folder) ?? withoutText(about);
    byText.set(text, [...(byText.get(text) ?? []), title]);
  }
  const parts = [...byText].map(([text, titles]) => `${RULE}\n${titles.join("\n")}\n${RULE}\n\n${text}\n`);
  return `${HEAD}\n${parts.join("\n")}`;
}

const RULE = "-".repeat(80);

const HEAD = `Sallyport
Copyright the Sallyport maintainers, licensed under the Apache License, Version 2.0 (see LICENSE).

The bundles in dist/ contain code of the following packages. What installing Sallyport brings in beside them has its
licences with it. Both are listed in sbom.cdx.json.
`;

/** Licences and notices that a package has with it. */
function textsIn(folder) {
  const files = readdirSync(folder)
    .filter((file) => /^(?:licen[cs]e|copying|notice)(?:[.-][\w-]+)?(?:\.(?:md|txt))?$/i.test(file))
    .toSorted();
  if (files.length === 0) return undefined;
  const texts = files.map((file) => readFileSync(`${folder}/${file}`, "utf8").replaceAll("\r\n", "\n").trim());
  return texts.map((text) => text.replace(/[ \t]+$/gm, "")).join("\n\n");
}

function withoutText({ license, author, repository }) {
  const [by, source] = [author?.name ?? author, repository?.url ?? repository];
  return [
    `The package has no text of its licence with it${license === "Apache-2.0" ? "; that of Apache-2.0 is in LICENSE" : ""}.`,
    ...(by === undefined ? [] : [`By ${by}.`]),
    ...(source === undefined ? [] : [`Source: ${source}`]),
  ].join("\n");
}
