import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { folderWith, run } from "../cli/in-process.ts";
import { API, PEOPLE, SETTINGS } from "../fix/apis.ts";
import { editorIn } from "./editor.ts";

const ALL = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

test("an answer is written into sallyport.yaml, and settles what was asked", async () => {
  const folder = folderWith({ "api.yaml": PEOPLE });
  const editor = await editorIn(folder);
  editor.open("api.yaml");
  await editor.until("api.yaml", (shown) => shown.some(({ code }) => code === "unsettled-assumption"));
  const actions = await editor.actions("api.yaml", ALL);
  const anyone = actions.find(({ title }) => title.startsWith("Answer for bearerAuth: Yes, anyone"))!;
  const { edit } = await editor.resolve(anyone);
  const texts = editor.edited(edit);
  expect([...texts]).toEqual([["sallyport.yaml", "admission:\n  bearerAuth: self-registered\n"]]);
  writeFileSync(path.join(folder, "sallyport.yaml"), texts.get("sallyport.yaml")!);
  await editor.connection.sendNotification("workspace/didChangeWatchedFiles", {
    changes: [{ uri: editor.uri("sallyport.yaml"), type: 1 }],
  });
  await editor.until("api.yaml", (shown) => !shown.some(({ code }) => code === "unsettled-assumption"));
  await editor.quit();
});

test("a dismissal is what sallyport dismiss writes, and is refused until somebody says why", async () => {
  const folder = folderWith({ "api.yaml": API, "sallyport.yaml": SETTINGS });
  const editor = await editorIn(folder);
  editor.open("api.yaml");
  editor.open("sallyport.yaml");
  const shown = await editor.until("api.yaml", (some) => some.length > 0);
  const { fingerprint } = shown.find(({ code }) => code === "unanchored-pattern")!.data as { fingerprint: string };
  const actions = await editor.actions("api.yaml", ALL);
  const dismissal = actions.find(
    ({ data }) => (data as { fingerprint?: string } | undefined)?.fingerprint === fingerprint,
  )!;
  expect(dismissal.title).toMatch(/^Dismiss as a false positive: /);
  const { edit } = await editor.resolve(dismissal);
  const text = editor.edited(edit).get("sallyport.yaml")!;

  const copy = folderWith({ "api.yaml": API, "sallyport.yaml": SETTINGS });
  await run(["dismiss", fingerprint, "api.yaml", "--because", "X"], { cwd: copy });
  expect(text.replace('because: ""', "because: X")).toBe(readFileSync(path.join(copy, "sallyport.yaml"), "utf8"));

  editor.change("sallyport.yaml", text);
  const refused = await editor.until("sallyport.yaml", (some) => some.length > 0);
  expect(refused[0]!.message).toMatch(/because is ""; a sentence that says why is expected/);
  editor.change("sallyport.yaml", text.replace('because: ""', "because: Letters are all there is"));
  await editor.until("api.yaml", (some) => !some.some(({ code }) => code === "unanchored-pattern"));
  await editor.quit();
});

test("until somebody says why, a dismissal counts for nothing, is warned of once, and nothing else waits for it", async () => {
  const folder = folderWith({ "api.yaml": API, "sallyport.yaml": SETTINGS });
  const editor = await editorIn(folder);
  editor.open("api.yaml");
  const before = await editor.until("api.yaml", (some) => some.length > 0);
  const dismissal = async (rule: string): Promise<string> => {
    const data = before.find(({ code }) => code === rule)!.data as { fingerprint: string };
    const action = (await editor.actions("api.yaml", ALL)).find(
      (one) => (one.data as { fingerprint?: string } | undefined)?.fingerprint === data.fingerprint,
    )!;
    return editor.edited((await editor.resolve(action)).edit).get("sallyport.yaml")!;
  };
  const first = await dismissal("unanchored-pattern");
  writeFileSync(path.join(folder, "sallyport.yaml"), first);
  await editor.connection.sendNotification("workspace/didChangeWatchedFiles", {
    changes: [{ uri: editor.uri("sallyport.yaml"), type: 2 }],
  });
  const warned = await editor.until("sallyport.yaml", (some) => some.length > 0);
  expect(warned).toEqual([
    {
      range: { start: { line: 5, character: 0 }, end: { line: 5, character: 0 } },
      severity: 2,
      source: "sallyport",
      message:
        "This dismissal has no reason: the finding stays open, and the command line refuses this file\nSay in `because` why the finding is wrong.",
    },
  ]);
  expect(editor.shown("api.yaml")).toEqual(before);

  const second = await dismissal("cleartext-server");
  expect(second.startsWith(first)).toBe(true);
  expect(second.match(/because: ""/g)).toHaveLength(2);
  const answered = editor.actions("api.yaml", ALL, ["source.fixAll"]);
  await expect(editor.resolve((await answered)[0]!)).resolves.toHaveProperty("edit");

  // Where the settings are open their own reader says so.
  editor.open("sallyport.yaml");
  const own = await editor.until("sallyport.yaml", (some) => some.some(({ severity }) => severity === 1));
  expect((await editor.until("sallyport.yaml", (some) => some.length === 1))[0]!.message).toBe(own.at(-1)!.message);
  expect((await run(["review", "api.yaml"], { cwd: folder })).stderr).toContain('because is ""');
  await editor.quit();
});
