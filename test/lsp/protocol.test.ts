import { mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { folderWith, run } from "../cli/in-process.ts";
import { API, PEOPLE, SETTINGS } from "../fix/apis.ts";
import { editorIn } from "./editor.ts";

const rulesOf = (shown: readonly { readonly code?: unknown }[]): readonly unknown[] => shown.map(({ code }) => code);
/** As it stands at the top of a file. */
const TOP = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

test("an editor opens, types, breaks the text, mends it, saves, and says goodbye", async () => {
  const editor = await editorIn(folderWith({ "api.yaml": API, "sallyport.yaml": SETTINGS }));
  editor.open("api.yaml");
  const first = await editor.until("api.yaml", (shown) => shown.length > 0);
  expect(rulesOf(first)).toContain("cleartext-server");
  const server = first.find(({ code }) => code === "cleartext-server")!;
  expect(server.range).toEqual({ start: { line: 6, character: 4 }, end: { line: 6, character: 30 } });
  expect(server.source).toBe("sallyport");

  editor.type("api.yaml", "http://api", "https://api");
  const second = await editor.next("api.yaml");
  expect(second.version).toBe(2);
  expect(rulesOf(second.diagnostics)).not.toContain("cleartext-server");

  // A line more, and a text that is broken: what was found stays, where it stands now.
  const before = second.diagnostics.find(({ code }) => code === "unanchored-pattern")!;
  editor.type("api.yaml", "  title: Orders # ours\n", "  title: Orders # ours\n  x-broken: [\n");
  const broken = (await editor.next("api.yaml")).diagnostics;
  expect(broken.at(-1)).toMatchObject({ severity: 1, message: expect.stringMatching(/is not valid YAML/) });
  expect(rulesOf(broken).slice(0, -1)).toEqual(rulesOf(second.diagnostics));
  expect(broken.find(({ code }) => code === "unanchored-pattern")!.range.start.line).toBe(before.range.start.line + 1);

  editor.type("api.yaml", "  x-broken: [\n", "");
  expect((await editor.next("api.yaml")).diagnostics).toEqual(second.diagnostics);
  editor.save("api.yaml");
  expect(await editor.quit()).toBe(0);
  expect(editor.messages).toEqual([]);
});

test("the exit code says whether the editor said goodbye", async () => {
  const rude = await editorIn(folderWith({}));
  await rude.connection.sendNotification("exit");
  expect(await rude.exited).toBe(1);
  const gone = await editorIn(folderWith({}));
  gone.vanish();
  expect(await gone.exited).toBe(1);
  const polite = await editorIn(folderWith({}));
  await polite.connection.sendRequest("shutdown");
  polite.vanish();
  expect(await polite.exited).toBe(0);
});

test("what is no description is left alone, until it becomes one", async () => {
  const editor = await editorIn(folderWith({ "other.yaml": "name: value\n", "api.yaml": "" }));
  editor.open("other.yaml");
  editor.open("api.yaml");
  editor.change("other.yaml", "name: [\n");
  editor.change("api.yaml", PEOPLE);
  await editor.until("api.yaml", (shown) => shown.length > 0);
  expect(editor.shown("other.yaml")).toEqual([]);
  await editor.quit();
});

test("a description in several files: places in all of them, and the buffer of a part counts", async () => {
  const parted = PEOPLE.replace('"#/components/schemas/User"', '"schemas/user.yaml"').replace(/ {2}schemas:[^]*$/, "");
  const user = "type: object\nproperties:\n  email: { type: string }\n  passwordHash: { type: string }\n";
  const editor = await editorIn(folderWith({ "api.yaml": parted, "schemas/user.yaml": user }));
  editor.open("api.yaml");
  const inPart = await editor.until("schemas/user.yaml", (shown) => shown.length > 0);
  expect(inPart[0]!.relatedInformation?.[0]!.location.uri ?? editor.uri("api.yaml")).toBe(editor.uri("api.yaml"));
  editor.open("schemas/user.yaml");
  editor.type("schemas/user.yaml", "  passwordHash: { type: string }\n", "");
  await editor.until("schemas/user.yaml", (shown) => !rulesOf(shown).includes("credential-in-response"));
  editor.close("api.yaml");
  await editor.quit();
});

test("of a part that is opened alone, the description that refers to it is found and reviewed", async () => {
  const parted = PEOPLE.replace('"#/components/schemas/User"', '"schemas/user.yaml"').replace(/ {2}schemas:[^]*$/, "");
  const user = "type: object\nproperties:\n  passwordHash: { type: string }\n";
  const editor = await editorIn(folderWith({ "apis/api.yaml": parted, "apis/schemas/user.yaml": user, "b.yaml": API }));
  editor.open("apis/schemas/user.yaml");
  const shown = await editor.until("apis/schemas/user.yaml", (some) => some.length > 0);
  expect(rulesOf(shown)).toContain("credential-in-response");
  expect(await editor.hover("apis/schemas/user.yaml", "passwordHash")).toMatch(/GET \/users/);
  editor.close("apis/schemas/user.yaml");
  await editor.until("apis/schemas/user.yaml", (some) => some.length === 0);
  await editor.quit();
});

test("a file that is renamed is found under its new name, and not under its old one", async () => {
  const folder = folderWith({ "api.yaml": PEOPLE });
  const editor = await editorIn(folder);
  editor.open("api.yaml");
  await editor.until("api.yaml", (shown) => shown.length > 0);
  renameSync(path.join(folder, "api.yaml"), path.join(folder, "people.yaml"));
  editor.close("api.yaml");
  editor.open("people.yaml");
  await editor.connection.sendNotification("workspace/didRenameFiles", {
    files: [{ oldUri: editor.uri("api.yaml"), newUri: editor.uri("people.yaml") }],
  });
  await editor.until("people.yaml", (shown) => shown.length > 0);
  expect(editor.shown("api.yaml")).toEqual([]);
  await editor.quit();
});

test("twenty descriptions are open at once, and one is answered while others wait", async () => {
  const names = Array.from({ length: 20 }, (_, index) => `apis/api-${index}.yaml`);
  const editor = await editorIn(folderWith(Object.fromEntries(names.map((name) => [name, PEOPLE]))));
  for (const name of names) editor.open(name);
  await Promise.all(names.map((name) => editor.until(name, (shown) => shown.length > 0)));
  const found = editor.shown(names[0]!);
  for (const name of names) expect(rulesOf(editor.shown(name))).toEqual(rulesOf(found));
  // An answer changes all of them.
  writeFileSync(
    path.join(path.dirname(new URL(editor.uri("x")).pathname), "sallyport.yaml"),
    "admission: { bearerAuth: own }\n",
  );
  await editor.connection.sendNotification("workspace/didChangeWatchedFiles", {
    changes: [{ uri: editor.uri("sallyport.yaml"), type: 1 }],
  });
  await Promise.all(
    names.map((name) => editor.until(name, (shown) => !rulesOf(shown).includes("unsettled-assumption"))),
  );
  await editor.quit();
});

test("settings that are typed hold at once, and are refused where they are wrong", async () => {
  const editor = await editorIn(folderWith({ "api.yaml": PEOPLE, "sallyport.yaml": "owner: People\n" }));
  editor.open("api.yaml");
  await editor.until("api.yaml", (shown) => rulesOf(shown).includes("unsettled-assumption"));
  editor.open("sallyport.yaml");
  editor.change("sallyport.yaml", "owner: People\nadmission:\n  bearerAuth: own\n");
  await editor.until("api.yaml", (shown) => !rulesOf(shown).includes("unsettled-assumption"));
  editor.change("sallyport.yaml", "owner: People\nadmision:\n  bearerAuth: owner\nsla: { high: soon }\n");
  const wrong = await editor.until("sallyport.yaml", (shown) => shown.length > 0);
  expect(wrong.map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toMatchInlineSnapshot(`
    [
      "2: admision is not a key of sallyport.yaml; did you mean "admission"?",
      "4: sla.high is "soon"; a number of days is expected",
    ]
  `);
  const refused = await editor.until("api.yaml", (shown) =>
    shown.some(({ message }) => /not reviewed/.test(String(message))),
  );
  expect(refused.at(-1)!.message).toMatch(/^It is not reviewed: sallyport\.yaml:2:1 /);
  editor.change("sallyport.yaml", "rules: { cleartext-sever: off }\n");
  const unknown = await editor.until("sallyport.yaml", (shown) =>
    shown.some(({ message }) => /sever/.test(String(message))),
  );
  expect(unknown).toHaveLength(1);
  await editor.quit();
});

test("nothing outside the workspace is reviewed, by whatever way an editor comes to it", async () => {
  const outside = folderWith({ "api.yaml": PEOPLE });
  const folder = folderWith({ "inside/api.yaml": PEOPLE.replace("#/components/schemas/User", "../../user.yaml") });
  symlinkSync(outside, path.join(folder, "linked"));
  const editor = await editorIn(folder, { folders: [path.join(folder, "inside")] });
  editor.open("linked/api.yaml");
  const refused = await editor.until("linked/api.yaml", (shown) => shown.length > 0);
  expect(refused).toHaveLength(1);
  expect(refused[0]!.message).toMatch(/is outside the workspace\nOpen the folder that holds it\.$/);
  editor.open("inside/api.yaml");
  const shown = await editor.until("inside/api.yaml", (some) => some.length > 0);
  expect(shown.map(({ message }) => message)).toContainEqual(expect.stringMatching(/^Not read: .*outside the root/));
  await editor.quit();
});

test("a ruleset that is code does not run, and a URL is not fetched", async () => {
  const editor = await editorIn(
    folderWith({
      "api.yaml": PEOPLE.replace("#/components/schemas/User", "https://acme.example/user.yaml"),
      "rules.js": "throw new Error('it ran')",
      "sallyport.yaml": "rulesets: ./rules.js\n",
    }),
  );
  editor.open("api.yaml");
  const shown = await editor.until("api.yaml", (some) => some.length > 0);
  expect(shown.map(({ message }) => message).join("\n")).toMatch(/JavaScript|--trust-code/);
  editor.open("sallyport.yaml", "owner: People\n");
  expect(rulesOf(await editor.until("api.yaml", (some) => some.length > 1))).toContain("remote-reference");
  await editor.quit();
});

test("a file that was never saved is reviewed beside those that are", async () => {
  const folder = folderWith({ "sallyport.yaml": "admission: { bearerAuth: own }\n" });
  mkdirSync(path.join(folder, "new"));
  const editor = await editorIn(folder);
  editor.open("new/api.yaml", PEOPLE);
  const shown = await editor.until("new/api.yaml", (some) => some.length > 0);
  expect(rulesOf(shown)).not.toContain("unsettled-assumption");
  expect(await editor.actions("new/api.yaml", TOP)).toBeInstanceOf(Array);
  await editor.quit();
});

test("without a folder a file is reviewed as the command line does in the folder of it", async () => {
  const editor = await editorIn(folderWith({ "api.yaml": PEOPLE }), { folders: [] });
  editor.open("api.yaml");
  expect(await editor.until("api.yaml", (some) => some.length > 0)).not.toEqual([]);
  await editor.quit();
});

test("what is dismissed on the command line is not shown any more", async () => {
  const cwd = folderWith({ "api.yaml": API, "sallyport.yaml": SETTINGS });
  const editor = await editorIn(cwd);
  editor.open("api.yaml");
  const shown = await editor.until("api.yaml", (some) => some.length > 0);
  const { fingerprint } = shown.find(({ code }) => code === "unanchored-pattern")!.data as { fingerprint: string };
  expect((await run(["dismiss", fingerprint, "api.yaml", "--because", "Letters are all there is"], { cwd })).code).toBe(
    0,
  );
  await editor.connection.sendNotification("workspace/didChangeWatchedFiles", {
    changes: [{ uri: editor.uri("sallyport.yaml"), type: 2 }],
  });
  await editor.until("api.yaml", (some) => !rulesOf(some).includes("unanchored-pattern"));
  await editor.quit();
});
