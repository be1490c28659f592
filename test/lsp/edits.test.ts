import { renameSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { CodeAction } from "vscode-languageserver";
import { expect, test } from "vitest";
import { folderWith } from "../cli/in-process.ts";
import { API, PEOPLE, SETTINGS } from "../fix/apis.ts";
import { editorIn, type Editor } from "./editor.ts";

const ALL = { start: { line: 0, character: 0 }, end: { line: 100_000, character: 0 } };
const USER = "type: object\nproperties:\n  email: { type: string }\n  passwordHash: { type: string }\n";
const WITHOUT_SECRET = "type: object\nproperties:\n  email: { type: string }\n";
const wholeOf = (part: string): string =>
  PEOPLE.replace('"#/components/schemas/User"', `"${part}"`).replace(/ {2}schemas:[^]*$/, "");

/** An editor with a description open, once that is reviewed. */
async function editorWith(folder: string, name: string, options: Parameters<typeof editorIn>[1] = {}): Promise<Editor> {
  const editor = await editorIn(folder, options);
  editor.open(name);
  await editor.until(name, (shown) => shown.length > 0);
  return editor;
}

async function actionIn(editor: Editor, name: string, title: RegExp): Promise<CodeAction> {
  const actions = await editor.actions(name, ALL);
  const found = actions.find((action) => title.test(action.title));
  if (found === undefined) throw new Error(`none of ${actions.map((action) => action.title).join("; ")}`);
  return found;
}

test("of a part that changed on disk without a word an edit is refused, and made anew where its lines are now", async () => {
  const folder = folderWith({ "api.yaml": wholeOf("user.yaml"), "user.yaml": USER });
  const editor = await editorWith(folder, "api.yaml");
  const before = await actionIn(editor, "user.yaml", /^Remove the secret/);
  writeFileSync(path.join(folder, "user.yaml"), `# one\n# two\n${USER}`);
  await expect(editor.resolve(before)).rejects.toThrow(
    /^user\.yaml has changed on disk since it was reviewed\. Open the quick fixes again\.$/,
  );
  const after = await editor.resolve(await actionIn(editor, "user.yaml", /^Remove the secret/));
  expect(editor.edited(after.edit).get("user.yaml")).toBe(`# one\n# two\n${WITHOUT_SECRET}`);
  await editor.quit();
});

test("an editor that cannot ask for an edit later gets that of the file as it is on disk", async () => {
  const folder = folderWith({ "api.yaml": wholeOf("user.yaml"), "user.yaml": USER });
  const editor = await editorWith(folder, "api.yaml", { isPlain: true });
  writeFileSync(path.join(folder, "user.yaml"), `# one\n# two\n${USER}`);
  const { edit } = await actionIn(editor, "user.yaml", /^Remove the secret/);
  expect(editor.edited(edit).get("user.yaml")).toBe(`# one\n# two\n${WITHOUT_SECRET}`);
  await editor.quit();
});

test("an edit is of the version of the text that was reviewed", async () => {
  const editor = await editorWith(folderWith({ "api.yaml": API, "sallyport.yaml": SETTINGS }), "api.yaml");
  editor.type("api.yaml", "title: Orders", "title: Our orders");
  const { edit } = await editor.resolve(await actionIn(editor, "api.yaml", /HTTPS/));
  const versions = edit!.documentChanges!.flatMap((change) =>
    "textDocument" in change ? [[path.basename(change.textDocument.uri), change.textDocument.version]] : [],
  );
  expect(versions).toEqual([
    ["api.yaml", 2],
    ["register.yaml", null],
  ]);
  await editor.quit();
});

test("a file below a folder that is a symbolic link is not edited", async () => {
  const api = API.replace(/- name: slug[^]*(?= {6}responses:)/, "- $ref: linked/slug.yaml\n");
  const slug = "name: slug\nin: query\nschema: { type: string, pattern: '[a-z0-9-]+', example: abc-def }\n";
  const folder = folderWith({ "api.yaml": api, "sallyport.yaml": SETTINGS, "real/slug.yaml": slug });
  symlinkSync(path.join(folder, "real"), path.join(folder, "linked"));
  const editor = await editorWith(folder, "api.yaml");
  const [all] = await editor.actions("api.yaml", ALL, ["source.fixAll"]);
  await expect(editor.resolve(all!)).rejects.toThrow(
    /^linked\/slug\.yaml is below a symbolic link, and Sallyport does not write through links/,
  );
  await editor.quit();
});

test("nor are the register and sallyport.yaml", async () => {
  const folder = folderWith({
    "api.yaml": API,
    "sallyport.yaml": `${SETTINGS}register: linked/register.yaml\n`,
    "real/x": "",
  });
  symlinkSync(path.join(folder, "real"), path.join(folder, "linked"));
  renameSync(path.join(folder, "sallyport.yaml"), path.join(folder, "real/settings.yaml"));
  symlinkSync(path.join(folder, "real/settings.yaml"), path.join(folder, "sallyport.yaml"));
  const editor = await editorWith(folder, "api.yaml");
  await expect(editor.resolve(await actionIn(editor, "api.yaml", /HTTPS/))).rejects.toThrow(
    /^linked\/register\.yaml is below a symbolic link, and Sallyport does not write through links/,
  );
  await expect(editor.resolve(await actionIn(editor, "api.yaml", /^Dismiss/))).rejects.toThrow(
    /^sallyport\.yaml is a symbolic link, and Sallyport does not write through links/,
  );
  await editor.quit();
});
