import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { CodeAction } from "vscode-languageserver";
import { describe, expect, test } from "vitest";
import { folderWith, run } from "../cli/in-process.ts";
import { CORPUS } from "../corpus.ts";
import { API, SETTINGS } from "../fix/apis.ts";
import { isThorough } from "../thorough.ts";
import { editorIn, type Editor } from "./editor.ts";

/** The whole of a file. */
const ALL = { start: { line: 0, character: 0 }, end: { line: 100_000, character: 0 } };
const API_JSON = JSON.stringify(
  JSON.parse(
    '{"openapi":"3.0.3","info":{"title":"A","version":"1"},"servers":[{"url":"http://api.acme.io"}],"paths":{"/a":{"get":{"security":[{"tokn":[]}],"responses":{"200":{"description":"."}}}}},"components":{"securitySchemes":{"token":{"type":"http","scheme":"bearer"}}}}',
  ),
  undefined,
  2,
);

async function actionsIn(editor: Editor, file: string, only?: readonly string[]): Promise<readonly CodeAction[]> {
  await editor.until(file, (shown) => shown.length > 0);
  return editor.actions(file, ALL, only);
}

test("safe fixes are preferred, suggested ones say what must be true of the service", async () => {
  const editor = await editorIn(folderWith({ "api.yaml": API, "sallyport.yaml": SETTINGS }));
  editor.open("api.yaml");
  const fixes = (await actionsIn(editor, "api.yaml", ["quickfix"])).filter(
    ({ data }) => (data as { kind?: string }).kind === "fix",
  );
  expect(fixes.map(({ title, isPreferred = false }) => `${isPreferred ? "preferred: " : ""}${title}`))
    .toMatchInlineSnapshot(`
      [
        "preferred: Replace the credential with a placeholder, GET /orders/{id}; correct only if: The credential has been revoked: until then, whoever has read it can use it, and the git history keeps it.",
        "preferred: Correct the name of the scheme, GET /orders/{id}; correct only if: The service already refuses these calls without the credential, although a gateway could not read the misspelt requirement.",
        "preferred: Anchor the pattern, GET /orders/{id}; correct only if: The service checks the whole text against the pattern, and so do clients, in whatever language they are written.",
        "Use HTTPS; correct only if: The service is reached over TLS at this address, and no longer accepts calls without TLS.",
      ]
    `);
  await editor.quit();
});

test("a fix is offered where its finding is, and nowhere else", async () => {
  const editor = await editorIn(folderWith({ "api.yaml": API, "sallyport.yaml": SETTINGS }));
  editor.open("api.yaml");
  await editor.until("api.yaml", (shown) => shown.length > 0);
  const at = (line: number) => ({ start: { line, character: 6 }, end: { line, character: 6 } });
  const titles = async (line: number) =>
    (await editor.actions("api.yaml", at(line), ["quickfix"])).map(({ title }) => title);
  expect((await titles(6)).some((title) => /HTTPS/.test(title))).toBe(true);
  expect((await titles(2)).some((title) => /HTTPS/.test(title))).toBe(false);
  await editor.quit();
});

test("what a fix claims is written into the register by the same edit", async () => {
  const folder = folderWith({ "api.yaml": API, "sallyport.yaml": SETTINGS });
  const editor = await editorIn(folder);
  editor.open("api.yaml");
  const fixes = await actionsIn(editor, "api.yaml");
  const https = await editor.resolve(fixes.find(({ title }) => /HTTPS/.test(title))!);
  expect(
    https.edit!.documentChanges!.map((change) => {
      if ("textDocument" in change) return path.basename(change.textDocument.uri);
      return "uri" in change ? `${change.kind} ${path.basename(change.uri)}` : change.kind;
    }),
  ).toEqual(["api.yaml", "create register.yaml", "register.yaml"]);
  const texts = editor.edited(https.edit);
  await run(["fix", "api.yaml", "--apply", "--suggested", "--only", "cleartext-server"], { cwd: folder });
  for (const [name, text] of texts) expect(text).toBe(readFileSync(path.join(folder, name), "utf8"));
  await editor.quit();
});

test("a fix that is there no longer, or cannot be made, is refused with the reason", async () => {
  const aliased = API.replace(
    "  - url: http://api.acme.io/v1 # until May",
    "  - &a { url: http://api.acme.io/v1 }\n  - *a",
  );
  const editor = await editorIn(folderWith({ "api.yaml": aliased, "sallyport.yaml": SETTINGS }));
  editor.open("api.yaml");
  const fixes = await actionsIn(editor, "api.yaml", ["quickfix"]);
  const https = fixes.find(({ title }) => /HTTPS/.test(title))!;
  await expect(editor.resolve(https)).rejects.toThrow(/^Use HTTPS was not made: .*alias/);
  editor.change("api.yaml", aliased.replaceAll("http://", "https://"));
  await expect(editor.resolve(https)).rejects.toThrow(/^It is not found any more/);
  await editor.quit();
});

test("an editor that cannot ask for an edit later gets it at once", async () => {
  const editor = await editorIn(folderWith({ "api.yaml": API, "sallyport.yaml": SETTINGS }), { isPlain: true });
  editor.open("api.yaml");
  const [all] = await actionsIn(editor, "api.yaml", ["source.fixAll"]);
  expect(Object.keys(all!.edit!.changes!)).toContain(editor.uri("api.yaml"));
  await editor.quit();
});

describe("an edit gives the same text as sallyport fix --apply", () => {
  const examples = readdirSync(path.resolve(import.meta.dirname, "../../examples"))
    .map((name) => path.resolve(import.meta.dirname, "../../examples", name, "openapi.yaml"))
    .filter((file) => existsSync(file));
  const real = [path.join(CORPUS, "real/xero/xero-payroll-au.yaml")].filter((file) => isThorough && existsSync(file));
  const texts = new Map<string, string>([
    ["api.yaml", API],
    ["crlf.yaml", API.replaceAll("\n", "\r\n")],
    ["api.json", API_JSON],
    ...[...examples, ...real].map(
      (file) => [path.basename(path.dirname(file)) + path.extname(file), readFileSync(file, "utf8")] as const,
    ),
  ]);

  test.each([...texts.keys()])("%s", async (name) => {
    const files = { [name]: texts.get(name)!, "sallyport.yaml": SETTINGS.replace(/^admission.*\n/, "") };
    const folder = folderWith(files);
    const editor = await editorIn(folder);
    editor.open(name);
    const fixes = (await actionsIn(editor, name)).filter(
      ({ data }) => (data as { kind?: string } | undefined)?.kind === "fix",
    );
    const rules = new Map<string, CodeAction>();
    for (const action of fixes) {
      const rule = action.diagnostics?.[0]?.code;
      if (typeof rule === "string") rules.set(rule, withUnits(action, rules.get(rule)));
    }
    const [all] = fixes.filter(({ kind }) => kind !== "quickfix");
    const cases = [
      ...(all === undefined ? [] : [[all, ["--apply"]] as const]),
      ...[...rules].map(([rule, action]) => [action, ["--apply", "--suggested", "--only", rule]] as const),
    ];
    for (const [action, args] of cases) {
      const edit = await editor.resolve(action).then(
        ({ edit: made }) => made,
        () => undefined,
      );
      const copy = folderWith({});
      cpSync(folder, copy, { recursive: true });
      await run(["fix", name, ...args], { cwd: copy });
      const edited = editor.edited(edit);
      for (const file of new Set([name, ...edited.keys()]))
        expect(edited.get(file) ?? texts.get(file), `${file} ${args.join(" ")}`).toBe(
          readFileSync(path.join(copy, file), "utf8"),
        );
    }
    await editor.quit();
  });
});

/** An action that makes the fixes of another one too. */
function withUnits(action: CodeAction, other: CodeAction | undefined): CodeAction {
  const unitsOf = (one: CodeAction | undefined) => ((one?.data ?? { units: [] }) as { units: readonly string[] }).units;
  return {
    ...action,
    data: { ...(action.data as object), units: [...new Set([...unitsOf(other), ...unitsOf(action)])] },
  };
}
