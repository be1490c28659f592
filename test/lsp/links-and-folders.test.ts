import { mkdirSync, realpathSync, symlinkSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { folderWith } from "../cli/in-process.ts";
import { PEOPLE } from "../fix/apis.ts";
import { editorIn, type Editor } from "./editor.ts";

/** A folder with a description below `real`, which `linked` leads to. */
function linkedFolder(): string {
  const folder = folderWith({ "real/api.yaml": PEOPLE });
  symlinkSync(path.join(folder, "real"), path.join(folder, "linked"));
  return folder;
}

const isShown = (shown: readonly unknown[]): boolean => shown.length > 0;
const isEmpty = (shown: readonly unknown[]): boolean => shown.length === 0;

async function changeFolders(editor: Editor, added: readonly string[], removed: readonly string[]): Promise<void> {
  const named = (all: readonly string[]) => all.map((one) => ({ uri: pathToFileURL(one).href, name: one }));
  await editor.connection.sendNotification("workspace/didChangeWorkspaceFolders", {
    event: { added: named(added), removed: named(removed) },
  });
}

test("what is shown of a file that was opened through a link goes when it is closed", async () => {
  const editor = await editorIn(linkedFolder());
  editor.open("linked/api.yaml");
  await editor.until("linked/api.yaml", isShown);
  editor.close("linked/api.yaml");
  await editor.until("linked/api.yaml", isEmpty);
  expect(editor.shown("real/api.yaml")).toEqual([]);
  await editor.quit();
});

test("of a file that is open under two addresses the one that changed last counts, and to close one leaves the other", async () => {
  const editor = await editorIn(linkedFolder());
  editor.open("real/api.yaml");
  const first = await editor.until("real/api.yaml", isShown);
  editor.open("linked/api.yaml");
  await editor.until("linked/api.yaml", isShown);
  expect(editor.shown("real/api.yaml")).toEqual([]);
  editor.change("real/api.yaml", `# one line more\n${PEOPLE}`);
  const second = await editor.until("real/api.yaml", isShown);
  expect(second.map(({ code }) => code)).toEqual(first.map(({ code }) => code));
  expect(second.at(-1)!.range.start.line).toBe(first.at(-1)!.range.start.line + 1);
  expect(editor.shown("linked/api.yaml")).toEqual([]);
  editor.close("real/api.yaml");
  expect(await editor.until("linked/api.yaml", isShown)).toHaveLength(first.length);
  expect(editor.shown("real/api.yaml")).toEqual([]);
  expect(await editor.lenses("linked/api.yaml")).not.toEqual([]);
  editor.close("linked/api.yaml");
  await editor.until("linked/api.yaml", isEmpty);
  await editor.quit();
});

test("of a part in a workspace that is opened through a link, the whole is found", async () => {
  const real = folderWith({
    "api.yaml": PEOPLE.replace('"#/components/schemas/User"', '"user.yaml"').replace(/ {2}schemas:[^]*$/, ""),
    "user.yaml": "type: object\nproperties:\n  passwordHash: { type: string }\n",
  });
  const link = path.join(realpathSync(folderWith({})), "workspace");
  symlinkSync(real, link);
  const editor = await editorIn(link);
  editor.open("user.yaml");
  expect((await editor.until("user.yaml", isShown)).map(({ code }) => code)).toContain("credential-in-response");
  await editor.quit();
});

test("a file below a folder whose address ends in a slash is in it", async () => {
  const folder = folderWith({
    "api.yaml": PEOPLE.replace('"#/components/schemas/User"', '"user.yaml"').replace(/ {2}schemas:[^]*$/, ""),
    "user.yaml": "type: object\nproperties:\n  passwordHash: { type: string }\n",
  });
  const editor = await editorIn(folder, { folders: [`${folder}/`] });
  editor.open("user.yaml");
  await editor.until("user.yaml", isShown);
  await editor.quit();
});

test("where the only folder is closed nothing is reviewed any more, and again once it is opened", async () => {
  const folder = folderWith({ "api.yaml": PEOPLE, "sallyport.yaml": "owner: People\nadmision: {}\n" });
  mkdirSync(path.join(folder, ".git"));
  const editor = await editorIn(folder);
  editor.open("sallyport.yaml");
  await editor.until("sallyport.yaml", isShown);
  editor.change("sallyport.yaml", "owner: People\n");
  editor.open("api.yaml");
  await editor.until("api.yaml", (shown) => shown.length > 1);
  await changeFolders(editor, [], [folder]);
  const refused = await editor.until("api.yaml", (shown) => shown.length === 1);
  expect(refused[0]!.message).toMatch(
    /is not reviewed: no folder is open in the editor\nOpen the folder that contains it\.$/,
  );
  await changeFolders(editor, [folder], []);
  await editor.until("api.yaml", (shown) => shown.length > 1);
  await editor.quit();
});

test("what lies outside of the folders that are left is not reviewed any more", async () => {
  const folder = folderWith({ "a/api.yaml": PEOPLE, "b/api.yaml": PEOPLE });
  const [a, b] = ["a", "b"].map((name) => path.join(folder, name)) as [string, string];
  const editor = await editorIn(folder, { folders: [a, b] });
  editor.open("a/api.yaml");
  editor.open("b/api.yaml");
  await editor.until("a/api.yaml", (shown) => shown.length > 1);
  const before = await editor.until("b/api.yaml", (shown) => shown.length > 1);
  await changeFolders(editor, [], [a]);
  const refused = await editor.until("a/api.yaml", (shown) => shown.length === 1);
  expect(refused[0]!.message).toMatch(/outside the workspace/);
  expect(await editor.until("b/api.yaml", (shown) => shown.length === before.length)).toEqual(before);
  await editor.quit();
});
