import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test, vi } from "vitest";
import { keptServer } from "../editors/vscode/src/kept-server.mts";
import { shownVerdict, type Verdict } from "../editors/vscode/src/shown-verdict.mts";
import { shownPages, type Panel } from "../editors/vscode/src/shown-pages.mts";

const FOLDER = path.resolve(import.meta.dirname, "../editors/vscode");
const read = (name: string): string => readFileSync(path.join(FOLDER, name), "utf8");
/** Its packages are its own, and nothing else needs them. */
const isInstalled = existsSync(path.join(FOLDER, "node_modules/vscode-languageclient"));

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

test("the extension registers each command that it shows, and no other", () => {
  const { contributes } = JSON.parse(read("package.json")) as Manifest;
  const registered = [...read("src/extension.ts").matchAll(/registerCommand\("([^"]+)"/g)].map(([, name]) => name);
  expect(new Set(contributes.commands.map(({ command }) => command))).toEqual(new Set(registered));
});

test("what the extension asks of the server is what the server has", () => {
  const source = read("src/extension.ts");
  const server = readFileSync(path.resolve(FOLDER, "../../src/lsp/server.ts"), "utf8");
  for (const name of ["sallyport.page", "sallyport/verdict"]) {
    expect(source).toContain(`"${name}"`);
    expect(server).toContain(`"${name}"`);
  }
});

test("the lock file of the extension names no registry", () => {
  expect(read("package-lock.json")).not.toMatch(/registry\.npmjs|"resolved"/);
});

test.skipIf(!isInstalled)("the extension has the types that it says, and becomes one file", () => {
  const call = (script: string) =>
    execFileSync("npm", ["run", "--silent", script], {
      cwd: FOLDER,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  expect(call("check")).toBe("");
  call("build");
  expect(existsSync(path.join(FOLDER, "dist/extension.js"))).toBe(true);
});

describe("the verdict in the status bar", () => {
  const verdictOf = (file: string, decision: string): Verdict => ({ uri: file, decision, text: decision });
  const [API, OTHER, README] = ["file:///a/api.yaml", "file:///a/other.yaml", "file:///a/README.md"];

  test("is that of the description that is edited, and stays while a panel has the focus", () => {
    const { tell, shown } = shownVerdict();
    expect(shown(API)).toBeUndefined();
    tell(API, verdictOf(API, "reject"));
    tell(OTHER, verdictOf(OTHER, "approve"));
    // Nothing was shown yet.
    expect(shown(undefined)).toBeUndefined();
    expect(shown(API)?.verdict.decision).toBe("reject");
    expect(shown(undefined)).toMatchObject({ file: API, verdict: { decision: "reject" } });
    expect(shown(OTHER)?.verdict.decision).toBe("approve");
    expect(shown(undefined)?.file).toBe(OTHER);
    tell(OTHER, verdictOf(OTHER, "reject"));
    expect(shown(undefined)?.verdict.decision).toBe("reject");
  });

  test("is none beside a file that is no description, and of one that is closed or has a new server", () => {
    const { tell, close, forget, shown } = shownVerdict();
    tell(API, verdictOf(API, "reject"));
    expect(shown(API)?.file).toBe(API);
    expect(shown(README)).toBeUndefined();
    expect(shown(undefined)?.file).toBe(API);
    close(API);
    expect([shown(undefined), shown(API)]).toEqual([undefined, undefined]);
    tell(API, verdictOf(API, "approve"));
    expect(shown(undefined)?.verdict.decision).toBe("approve");
    forget();
    expect(shown(undefined)).toBeUndefined();
  });
});

describe("the server of the extension", () => {
  const serverWith = (start: () => Promise<void>) => {
    const failed = vi.fn<(error: unknown) => void>();
    const starting = vi.fn(start);
    const stop = vi.fn(async () => undefined as void);
    return { server: keptServer(() => ({ start: starting, stop }), failed), failed, starting, stop };
  };
  const nothing = async (): Promise<void> => undefined;
  const failing = async (): Promise<void> => {
    throw new Error("spawn sallyport ENOENT");
  };

  test("is started once, however often it is asked for", async () => {
    const { server, starting } = serverWith(nothing);
    expect(server.isIdle()).toBe(true);
    await Promise.all([server.begin(), server.begin()]);
    await server.begin();
    expect([starting.mock.calls.length, server.isIdle()]).toEqual([1, false]);
    expect(server.client()).toBeDefined();
  });

  test("that cannot be started is not tried again before somebody asks, and then it recovers", async () => {
    const { server, failed, starting } = serverWith(failing);
    await server.begin();
    await server.begin();
    expect([starting.mock.calls.length, failed.mock.calls.length, server.client()]).toEqual([1, 1, undefined]);
    await server.restart();
    expect([starting.mock.calls.length, failed.mock.calls.length, server.client()]).toEqual([2, 2, undefined]);
    starting.mockImplementation(nothing);
    await server.restart();
    expect([failed.mock.calls.length, server.client()]).toEqual([2, expect.anything()]);
  });

  test("that cannot be stopped is started anew all the same", async () => {
    const { server, failed, starting, stop } = serverWith(nothing);
    await server.begin();
    stop.mockRejectedValue(new Error("Stopping the server timed out"));
    await server.restart();
    expect([starting.mock.calls.length, failed.mock.calls.length]).toEqual([2, 0]);
    expect(server.client()).toBeDefined();
    await expect(server.end()).resolves.toBeUndefined();
    expect(server.client()).toBeUndefined();
  });

  test("that is being started is not stopped before it runs", async () => {
    let run: () => void = () => undefined;
    const { server, stop } = serverWith(() => new Promise((resolve) => (run = resolve)));
    void server.begin();
    await new Promise((resolve) => setImmediate(resolve));
    const again = server.restart();
    await new Promise((resolve) => setImmediate(resolve));
    expect(stop).not.toHaveBeenCalled();
    run();
    await new Promise((resolve) => setImmediate(resolve));
    expect(stop).toHaveBeenCalledOnce();
    run();
    await again;
  });

  test("that never answers at its start is given up for another, and stopped should it run after all", async () => {
    const runs: (() => void)[] = [];
    const stops: number[] = [];
    const failed = vi.fn<(error: unknown) => void>();
    const newClient = () => {
      const number = runs.length;
      return {
        start: () => new Promise<void>((resolve) => void runs.push(resolve)),
        stop: async () => void stops.push(number),
      };
    };
    const server = keptServer(newClient, failed, 10);
    void server.begin();
    const again = server.restart();
    await vi.waitFor(() => expect(runs).toHaveLength(2));
    expect(stops).toEqual([0]);
    runs[1]!();
    await again;
    const second = server.client();
    expect(second).toBeDefined();
    runs[0]!();
    await vi.waitFor(() => expect(stops).toEqual([0, 0]));
    expect([server.client(), failed.mock.calls]).toEqual([second, []]);
  });

  test("whose failure cannot be told is started again all the same", async () => {
    const { server, failed, starting } = serverWith(failing);
    failed.mockImplementationOnce(() => {
      throw new Error("The window is gone");
    });
    await expect(server.begin()).rejects.toThrow("gone");
    await server.restart();
    expect(starting).toHaveBeenCalledTimes(2);
  });
});

test("a review is shown in the panel that its file has, until that is closed", () => {
  const made: (Panel & { readonly file: string; readonly close: () => void })[] = [];
  const reveal = vi.fn();
  const show = shownPages((file) => {
    let close: () => void = () => undefined;
    const panel = {
      file,
      webview: { html: "" },
      reveal,
      onDidDispose: (closed: () => void) => (close = closed),
      close: () => close(),
    };
    made.push(panel);
    return panel;
  });
  show("a", "one");
  show("b", "two");
  show("a", "three");
  expect(made.map(({ file, webview }) => [file, webview.html])).toEqual([
    ["a", "three"],
    ["b", "two"],
  ]);
  expect(reveal).toHaveBeenCalledOnce();
  made[0]!.close();
  show("a", "four");
  expect(made.map(({ file }) => file)).toEqual(["a", "b", "a"]);
});
