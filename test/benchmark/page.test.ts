import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readContacts, withContact } from "../../benchmark/contacts.mjs";
import { pages } from "../../benchmark/page.mjs";
import { share, table } from "../../benchmark/table.mjs";
import { apiFolders } from "../../benchmark/truth.mjs";

test("docs/benchmark.md and the README's table are those of the kept results: npm run benchmark writes them", () => {
  const { page, readme } = pages();
  expect(readFileSync("docs/benchmark.md", "utf8")).toBe(page);
  expect(readFileSync("README.md", "utf8")).toBe(readme);
  expect(readme).toContain("<!-- benchmark:begin -->");
});

test("each set names descriptions that are there, and no description is in two", () => {
  const names = readContacts().sets.flatMap(({ apis }: { apis: string[] }) => apis);
  expect(new Set(names).size).toBe(names.length);
  const folders = apiFolders().map((folder: string) => folder.split("/").at(-1));
  expect(names.filter((name: string) => !folders.includes(name))).toEqual([]);
});

const FIRST = { set: "first", apis: ["a", "b"], tool: "sallyport", commit: "1234567" };
const once = withContact({ sets: [], contacts: [] }, FIRST);

test("a first contact is written down with its set", () => {
  expect(once.sets).toEqual([{ id: "first", apis: ["a", "b"] }]);
  expect(withContact(once, { ...FIRST, tool: "spectral" })).toMatchObject({
    sets: [{ id: "first" }],
    contacts: [{ tool: "sallyport", commit: "1234567" }, { tool: "spectral" }],
  });
});

test.each([
  ["a tool that has met the set", FIRST, "sallyport has met first before"],
  ["a set that has changed", { ...FIRST, tool: "ibm", apis: ["a"] }, "first holds other descriptions"],
  ["a description that was in a set", { ...FIRST, set: "second", apis: ["b", "c"] }, "b: in another set already"],
])("%s is refused", (_what, contact, message) => {
  expect(() => withContact(once, contact)).toThrow(message);
});

test("tables are aligned as the formatter has them", () => {
  expect(
    table(
      ["", "Found"],
      [
        ["all", share(1, 3)],
        ["none", share(0, 0)],
      ],
    ),
  ).toBe(
    [
      "|      |         Found |",
      "| ---- | ------------: |",
      "| all  | 1 of 3 (33 %) |",
      "| none |             – |",
    ].join("\n"),
  );
});
