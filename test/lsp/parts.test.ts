import { symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith } from "../cli/in-process.ts";
import { PEOPLE } from "../fix/apis.ts";
import { editorIn } from "./editor.ts";

const PART = "schemas/user.yaml";
const WHOLE = PEOPLE.replace('"#/components/schemas/User"', `"${PART}"`).replace(/ {2}schemas:[^]*$/, "");
const USER = "type: object\nproperties:\n  email: { type: string }\n  passwordHash: { type: string }\n";

const TOP = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

type Shown = readonly { readonly code?: unknown; readonly message: unknown }[];
const hasPassword = (shown: Shown): boolean => shown.some(({ code }) => code === "credential-in-response");
const isRefusal = ({ message }: Shown[number]): boolean => String(message).startsWith("It is not reviewed");

describe.each([
  ["of which the whole is open", false],
  ["of which the whole was closed", true],
])("a part %s", (_, isClosed) => {
  test.each([
    ["that is broken", "type: object\nproperties: [\n"],
    ["that is emptied", ""],
  ])("%s, and repaired, is reviewed again", async (__, broken) => {
    const editor = await editorIn(folderWith({ "api.yaml": WHOLE, [PART]: USER }));
    editor.open("api.yaml");
    editor.open(PART);
    await editor.until(PART, hasPassword);
    if (isClosed) editor.close("api.yaml");
    editor.change(PART, broken);
    await editor.actions(PART, TOP); // once it is answered the broken text was reviewed
    editor.change(PART, `# repaired\n${USER}`);
    const shown = await editor.until(PART, (some) =>
      some.some(({ code, range }) => code === "credential-in-response" && range.start.line === 4),
    );
    expect(shown.map(({ message }) => message)).not.toContainEqual(expect.stringMatching(/not valid|cannot be read/));
    await editor.quit();
  });
});

test("a file that is missing is reviewed once it is opened, before it is saved", async () => {
  const editor = await editorIn(folderWith({ "api.yaml": WHOLE, "schemas/other.yaml": "{}\n" }));
  editor.open("api.yaml");
  await editor.until("api.yaml", (shown) => shown.length > 0);
  editor.open(PART, USER);
  expect(hasPassword(await editor.until(PART, (shown) => shown.length > 0))).toBe(true);
  await editor.quit();
});

test("of a part that is open alone, a description that comes to refer to it is found", async () => {
  const folder = folderWith({ "other.yaml": PEOPLE, [PART]: USER });
  const editor = await editorIn(folder);
  const write = async (name: string, text: string, type: 1 | 2): Promise<void> => {
    writeFileSync(path.join(folder, name), text);
    await editor.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: editor.uri(name), type }],
    });
  };
  editor.open(PART);
  await write("api.yaml", "", 1);
  await write("api.yaml", WHOLE, 2);
  await editor.until(PART, hasPassword);
  await write("api.yaml", PEOPLE, 2);
  await editor.until(PART, (shown) => shown.length === 0);
  await write("api.yaml", WHOLE, 2);
  await editor.until(PART, hasPassword);
  unlinkSync(path.join(folder, "api.yaml"));
  await editor.connection.sendNotification("workspace/didChangeWatchedFiles", {
    changes: [{ uri: editor.uri("api.yaml"), type: 3 }],
  });
  await editor.quit();
});

test("a part of which the whole refers to it no longer is reviewed as one of another", async () => {
  const editor = await editorIn(folderWith({ "a.yaml": WHOLE, "b.yaml": WHOLE, [PART]: USER }));
  editor.open("a.yaml");
  await editor.until(PART, hasPassword);
  editor.open(PART);
  editor.change("a.yaml", PEOPLE);
  await editor.until("a.yaml", hasPassword);
  await editor.until("b.yaml", (shown) => shown.length > 0);
  await editor.until(PART, hasPassword);
  await editor.quit();
});

test("what is found by two names of one file is shown together", async () => {
  const folder = folderWith({ "a.yaml": WHOLE, "b.yaml": WHOLE.replace(PART, "linked/user.yaml"), [PART]: USER });
  symlinkSync(path.join(folder, "schemas"), path.join(folder, "linked"));
  const editor = await editorIn(folder);
  editor.open("a.yaml");
  await editor.until(PART, hasPassword);
  editor.open("b.yaml");
  await editor.until("b.yaml", (shown) => shown.length > 0);
  editor.change("b.yaml", PEOPLE);
  await editor.until("b.yaml", hasPassword);
  await editor.actions("b.yaml", TOP);
  expect(hasPassword(editor.shown(PART))).toBe(true);
  expect(editor.shown("linked/user.yaml")).toEqual([]);
  await editor.quit();
});

test("what is judged by a register that is opened as a new text, or changes, is judged anew", async () => {
  const settings = "register: apis/register.yaml\n";
  const editor = await editorIn(folderWith({ "api.yaml": PEOPLE, "sallyport.yaml": settings, "apis/.keep": "" }));
  editor.open("api.yaml");
  await editor.until("api.yaml", hasPassword);
  editor.open("apis/register.yaml", "issues: [\n");
  await editor.until("api.yaml", (shown) => shown.some(isRefusal));
  editor.close("apis/register.yaml");
  await editor.until("api.yaml", (shown) => !shown.some(isRefusal));
  await editor.quit();
});
