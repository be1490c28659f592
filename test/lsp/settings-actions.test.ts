import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { CodeAction, Diagnostic } from "vscode-languageserver";
import { folderWith, run } from "../cli/in-process.ts";
import { API, PEOPLE, SETTINGS } from "../fix/apis.ts";
import { editorIn, type Editor } from "./editor.ts";

const ALL = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

test("an answer is written into sallyport.yaml, and settles what was asked", async () => {
  const folder = folderWith({ "api.yaml": PEOPLE });
  const editor = await editorIn(folder);
  editor.open("api.yaml");
  await editor.until("api.yaml", (shown) => shown.some(({ code }) => code === "unsettled-assumption"));
  const actions = await editor.actions("api.yaml", ALL);
  const anyone = actions.find(({ title }) => title.startsWith("Answer for bearerAuth: Anyone"))!;
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

describe("an acceptance", () => {
  const REGISTER = ".sallyport/register.yaml";
  const ACCEPTED = /^Accept the risk, until /;
  const findingOf = (shown: readonly Diagnostic[], rule: string): string =>
    (shown.find(({ code }) => code === rule)!.data as { fingerprint: string }).fingerprint;
  const acceptanceOf = async (editor: Editor, fingerprint: string): Promise<CodeAction> =>
    (await editor.actions("api.yaml", ALL)).find(
      ({ title, data }) =>
        ACCEPTED.test(title) && (data as { fingerprint?: string } | undefined)?.fingerprint === fingerprint,
    )!;
  const answered = (text: string, until = "2026-12-31"): string =>
    text
      .replace('reason: ""', "reason: It is internal")
      .replace('approver: ""', "approver: A. Berg")
      .replace('until: ""', `until: ${until}`);
  const told = async (editor: Editor, name: string): Promise<unknown> =>
    editor.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: editor.uri(name), type: 1 }],
    });

  test.each([
    ["where the register has its issue", true, SETTINGS],
    ["where there is no register", false, SETTINGS],
    ["where the register is elsewhere", true, `${SETTINGS}register: risks/ours.yaml\n`],
  ])("is what sallyport register accept writes, %s", async (_where, isKnown, settings) => {
    const name = settings.includes("risks") ? "risks/ours.yaml" : REGISTER;
    const folders = [0, 1].map(() => folderWith({ "api.yaml": API, "sallyport.yaml": settings }));
    for (const cwd of isKnown ? folders : [])
      await run(["register", "update", "api.yaml", "--as-of", "2026-01-05"], { cwd });
    const [folder, copy] = folders as [string, string];
    const editor = await editorIn(folder);
    editor.open("api.yaml");
    const fingerprint = findingOf(await editor.until("api.yaml", (some) => some.length > 0), "cleartext-server");
    const action = await acceptanceOf(editor, fingerprint);
    expect(action.title).toBe(
      `Accept the risk, until 2027-01-31 at the latest${isKnown ? "" : ` (there is no register yet: ${REGISTER} is created)`}: Server without TLS (cleartext)`,
    );
    const texts = editor.edited((await editor.resolve(action)).edit);
    expect([...texts.keys()]).toEqual([name]);
    const by = ["--reason", "It is internal", "--approver", "A. Berg", "--until", "2026-12-31"];
    const accepted = await run(
      ["register", "accept", fingerprint, "--spec", "api.yaml", ...by, "--as-of", "2026-01-31"],
      { cwd: copy },
    );
    expect(accepted.stderr).toBe("");
    expect(answered(texts.get(name)!)).toBe(readFileSync(path.join(copy, name), "utf8"));
    await editor.quit();
  });

  test("counts for nothing until somebody says why, who and until when; then it does", async () => {
    const folder = folderWith({ "api.yaml": API, "sallyport.yaml": `${SETTINGS}accept: { days: 30 }\n` });
    const editor = await editorIn(folder);
    editor.open("api.yaml");
    const before = await editor.until("api.yaml", (some) => some.length > 0);
    const fingerprint = findingOf(before, "cleartext-server");
    const action = await acceptanceOf(editor, fingerprint);
    expect(action.title).toContain("until 2026-03-02 at the latest");
    const text = editor.edited((await editor.resolve(action)).edit).get(REGISTER)!;
    mkdirSync(path.join(folder, ".sallyport"));
    const write = async (now: string): Promise<void> => {
      writeFileSync(path.join(folder, REGISTER), now);
      await told(editor, REGISTER);
    };
    await write(text);
    const warned = await editor.until(REGISTER, (some) => some.length > 0);
    expect(warned).toEqual([
      {
        range: { start: { line: 4, character: 0 }, end: { line: 4, character: 0 } },
        severity: 2,
        source: "sallyport",
        message:
          "This acceptance lacks `reason`, `approver` and `until`: the finding stays open, and the command line refuses this file\nWrite why the risk is accepted (reason), who is responsible for it (approver), and the last day (until, 2026-03-02 at the latest).",
      },
    ]);
    expect(text.split("\n")[4]).toMatch(/^ {2}sp-\w+:$/);
    expect(editor.shown("api.yaml")).toEqual(before);
    const refused = await run(["review", "api.yaml"], { cwd: folder });
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('reason is ""')]);

    // It is not begun twice, and fixes do not wait for it, nor lose it.
    await expect(editor.resolve(await acceptanceOf(editor, fingerprint))).rejects.toThrow(
      `${REGISTER} already contains an acceptance of this finding, in line 5`,
    );
    const fix = (await editor.actions("api.yaml", ALL)).find(({ title }) => title.startsWith("Use HTTPS"))!;
    const fixed = editor.edited((await editor.resolve(fix)).edit).get(REGISTER)!;
    expect(fixed).toContain('reason: ""');
    expect(fixed).toContain("attestations:");

    await write(answered(text, "2099-01-01"));
    const late = await editor.until(REGISTER, (some) => String(some[0]?.message).includes("too late"));
    expect(late[0]!.message).toBe(
      "until 2099-01-01 is too late: a risk may be accepted for at most 30 days\nIt holds until 2026-03-02. The key accept.days of sallyport.yaml sets the most, 30 days now.",
    );
    await write(answered(text, "2026-01-30"));
    await editor.until(REGISTER, (some) => String(some[0]?.message).includes("was over already"));
    await write(answered(text, "2026-02-28"));
    await editor.until("api.yaml", (some) => !some.some(({ code }) => code === "cleartext-server"));
    await editor.until(REGISTER, (some) => some.length === 0);
    await write(answered(text, "tomorrow"));
    const wrong = await editor.until(REGISTER, (some) => some[0]?.severity === 1);
    expect(wrong[0]!.message).toContain("a day such as 2026-01-31 is expected");
    await editor.quit();
  });

  test("is not written through a link", async () => {
    const folder = folderWith({ "api.yaml": API, "sallyport.yaml": SETTINGS, "elsewhere.yaml": "version: 1\n" });
    mkdirSync(path.join(folder, ".sallyport"));
    symlinkSync("../elsewhere.yaml", path.join(folder, REGISTER));
    const editor = await editorIn(folder);
    editor.open("api.yaml");
    const fingerprint = findingOf(await editor.until("api.yaml", (some) => some.length > 0), "cleartext-server");
    await expect(editor.resolve(await acceptanceOf(editor, fingerprint))).rejects.toThrow("is a symbolic link");
    await editor.quit();
  });
});
