import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { withDismissal } from "../../src/policy/write-dismissal.ts";

const DISMISSAL = {
  fingerprint: "1a2b3c4d5e6f7a8b",
  rule: "basic-auth",
  file: "openapi.yaml",
  because: "it is: no password # at all",
  places: ["0123456701234567", "9f8e7d6c5b4a3f2e"],
};
const ENTRY = `- fingerprint: 1a2b3c4d5e6f7a8b
  rule: basic-auth
  file: openapi.yaml
  because: "it is: no password # at all"
  places: ["0123456701234567", 9f8e7d6c5b4a3f2e]
`;
const indented = (spaces: number): string => ENTRY.replace(/^(?=.)/gm, " ".repeat(spaces));

describe("a dismissal is put in as lines of its own", () => {
  test.each([
    ["into no file", undefined, `dismissed:\n${indented(2)}`],
    ["into an empty file", "\n", `dismissed:\n${indented(2)}`],
    [
      "below everything else",
      "# ours\nowner:   'Rides'  # team\n",
      `# ours\nowner:   'Rides'  # team\n\ndismissed:\n${indented(2)}`,
    ],
    ["behind a last line without an end", "owner: a", `owner: a\n\ndismissed:\n${indented(2)}`],
    [
      "behind other entries, indented as they are",
      "dismissed:\n    # first\n    - fingerprint: aaaaaaaaaaaaaaaa\n      because: x # why\nowner: a # b\n",
      `dismissed:\n    # first\n    - fingerprint: aaaaaaaaaaaaaaaa\n      because: x # why\n${indented(4)}owner: a # b\n`,
    ],
    [
      "behind entries that are not indented",
      "dismissed:\n- fingerprint: aaaaaaaaaaaaaaaa\n  because: >\n    long\n    text\n\nowner: a\n",
      `dismissed:\n- fingerprint: aaaaaaaaaaaaaaaa\n  because: >\n    long\n    text\n${ENTRY}\nowner: a\n`,
    ],
    [
      "behind an entry at the end of the file",
      "dismissed:\n  - fingerprint: aaaaaaaaaaaaaaaa",
      `dismissed:\n  - fingerprint: aaaaaaaaaaaaaaaa\n${indented(2)}`,
    ],
    [
      "with the line ends of the file",
      "owner: a\r\n",
      `owner: a\r\n\r\ndismissed:\n${indented(2)}`.replaceAll(/\r?\n/g, "\r\n"),
    ],
  ])("%s", (_, before, after) => {
    expect(withDismissal(before, DISMISSAL)).toBe(after);
  });
});

describe("whatever the layout, what the file said stays", () => {
  test.each([
    ["a mapping in braces", "{ owner: a } # why\n"],
    ["a list in brackets", "owner: a # why\ndismissed: [{ fingerprint: aaaaaaaaaaaaaaaa }]\n"],
    ["an empty list", "dismissed: [] # why\nowner: a\n"],
    ["a list that says nothing", "# why\ndismissed:\nowner: a\n"],
    ["an end of the document", "owner: a # why\n...\n"],
    ["the same finding of another description", `# why\ndismissed:\n${indented(2).replace("openapi", "other")}`],
  ])("of %s", (_, before) => {
    const after = withDismissal(before, DISMISSAL);
    const [was, is] = [parse(before) as Written, parse(after) as Written]; // as they are written here
    expect(is).toEqual({ ...was, dismissed: [...(was.dismissed ?? []), DISMISSAL] });
    expect(after).toContain("# why");
  });
});

test("the entry of the same finding and description is replaced", () => {
  const before = `owner: a # why\ndismissed:\n  # first\n${indented(2).replace("0123456701234567", "aaaaaaaaaaaaaaaa")}`;
  const after = withDismissal(before, { ...DISMISSAL, because: "other" });
  expect(parse(after)).toEqual({ owner: "a", dismissed: [{ ...DISMISSAL, because: "other" }] });
  expect(after).toContain("owner: a # why\ndismissed:\n  # first\n");
});

test("text that could be markup of YAML is text", () => {
  for (const because of [
    "- x",
    "a: b",
    "&a *b !c",
    "'\"",
    "two\nlines\n\nmore",
    "\u0007\u202e",
    "#",
    "no",
    "{{",
    "%",
  ]) {
    const after = withDismissal("owner: a\n", { ...DISMISSAL, because, where: because });
    expect(parse(after)).toEqual({ owner: "a", dismissed: [{ ...DISMISSAL, because, where: because }] });
  }
});

interface Written {
  readonly dismissed?: readonly unknown[] | null;
}
