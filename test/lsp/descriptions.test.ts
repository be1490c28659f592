import path from "node:path";
import type { Diagnostic } from "vscode-languageserver";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { UserError } from "../../src/core/user-error.ts";
import { keptDescriptions, type DescriptionsContext } from "../../src/lsp/descriptions.ts";
import { uriOfPath } from "../../src/lsp/uris.ts";
import type { Reviewed } from "../../src/lsp/workbench.ts";
import { PEOPLE } from "../fix/apis.ts";
import { reviewedOf } from "./reviewed.ts";

const API = "/root/api.yaml";
const PART = "/root/schemas/user.yaml";
const INTERNAL_ERROR = "Not reviewed because of an internal error\nThe output of the language server has the details.";
let people: Reviewed;

beforeEach(async () => {
  people ??= await reviewedOf({ "api.yaml": PEOPLE });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => void vi.useRealTimers());

/** Descriptions over a bench that reviews as a test says; `asked` has what was reviewed, in order. */
function keptWith(
  review: (file: string) => Promise<Reviewed>,
  {
    candidates = [],
    parts = () => [],
    isWatching = true,
  }: { candidates?: string[]; parts?: (file: string) => readonly string[]; isWatching?: boolean } = {},
) {
  const asked: string[] = [];
  const scanned: string[] = [];
  const failures: unknown[] = [];
  const outcomes: (Reviewed | UserError)[] = [];
  const shown = new Map<string, readonly Diagnostic[]>();
  const texts = new Map<string, string>([[API, PEOPLE]]);
  const versions = new Map<string, number>([[API, 1]]);
  const show = vi.fn<DescriptionsContext["show"]>((_, found) => {
    for (const [uri, diagnostics] of found) shown.set(uri, diagnostics);
  });
  const descriptions = keptDescriptions({
    bench: {
      placed: (file) => ({ root: "/root", file: path.relative("/root", file) }),
      review: async ({ file }, _, reads) => {
        asked.push(file);
        for (const name of [file, ...parts(file)]) reads.parts.add(name);
        return review(file);
      },
      descriptionsInParts: async (folder) => {
        scanned.push(folder);
        return candidates;
      },
      isInParts: (file) => candidates.includes(file),
    },
    folders: () => ["/root"],
    isWatching: () => isWatching,
    buffers: () => new Map([...texts].map(([file, text]) => [file, Buffer.from(text)])),
    versions: () => new Map(versions),
    show,
    reviewed: (_, outcome) => void outcomes.push(outcome),
    failed: (_, error) => void failures.push(error),
  });
  /** Until all that is due is reviewed. */
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 20; round += 1) {
      vi.advanceTimersByTime(1000);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return {
    descriptions,
    asked,
    scanned,
    failures,
    outcomes,
    show,
    texts,
    versions,
    settle,
    at: (file: string) => shown.get(uriOfPath(file)) ?? [],
  };
}

test("a bug of ours in a review is shown, and what was found before does not look as if it were new", async () => {
  let isBroken = false;
  const bug = new TypeError("x is undefined");
  const { descriptions, settle, at, outcomes, failures } = keptWith(async () => {
    if (isBroken) throw bug;
    return people;
  });
  descriptions.open(API);
  await settle();
  const before = at(API);
  isBroken = true;
  descriptions.change(API);
  await settle();
  expect(at(API).slice(0, -1)).toEqual(before);
  expect(at(API).at(-1)!.message).toBe(INTERNAL_ERROR);
  expect(outcomes.at(-1)).toBeInstanceOf(UserError);
  expect(failures).toEqual([bug]);
  expect(await descriptions.currentOf(API)).toBeUndefined();
  isBroken = false;
  descriptions.change(API);
  await settle();
  expect(at(API)).toEqual(before);
  expect(outcomes.at(-1)).toBe(people);
});

test("a bug of ours in what is shown ends nothing", async () => {
  const { descriptions, settle, at, show, failures } = keptWith(async () => people);
  show.mockImplementationOnce(() => {
    throw new TypeError("x is undefined");
  });
  descriptions.open(API);
  await settle();
  expect(failures).toHaveLength(1);
  expect(at(API).map(({ message }) => message)).toEqual([INTERNAL_ERROR]);
  descriptions.change(API);
  await settle();
  expect(at(API).length).toBeGreaterThan(1);
});

test("who waits for a review is told when it is there, and nobody looks in between", async () => {
  let finish: () => void = () => undefined;
  const { descriptions } = keptWith(() => new Promise((resolve) => (finish = () => resolve(people))));
  descriptions.open(API);
  const asked = Promise.all([descriptions.lastOf(API), descriptions.currentOf(API)]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(vi.getTimerCount()).toBe(0);
  finish();
  expect((await asked).map((known) => known?.reviewed)).toEqual([people, people]);
});

test("who waits for a review of what is closed meanwhile gets none", async () => {
  let finish: () => void = () => undefined;
  const { descriptions, settle } = keptWith(() => new Promise((resolve) => (finish = () => resolve(people))));
  descriptions.open(API);
  const asked = descriptions.currentOf(API);
  await settle();
  descriptions.close(API);
  finish();
  expect(await asked).toBeUndefined();
});

test("descriptions that a part might be of are looked for once, and again only where files came or went", async () => {
  const candidates = ["/root/a.yaml", "/root/b.yaml"];
  const { descriptions, settle, asked, scanned, texts } = keptWith(async () => people, { candidates });
  texts.set(PART, "type: object\n");
  descriptions.open(PART);
  await settle();
  expect([asked, scanned]).toEqual([["a.yaml", "b.yaml"], ["/root"]]);

  descriptions.changeOnDisk([{ file: "/root/other.yaml", isOther: false }]);
  await settle();
  expect([asked.length, scanned.length]).toEqual([2, 1]);

  // What one of them is read from changed: that one alone may have come to refer to the part.
  descriptions.changeOnDisk([{ file: "/root/a.yaml", isOther: false }]);
  await settle();
  expect([asked.slice(2), scanned.length]).toEqual([["a.yaml"], 1]);

  descriptions.changeOnDisk([{ file: "/root/node_modules/x/index.yaml", isOther: true }]);
  await settle();
  expect(scanned).toHaveLength(1);

  candidates.push("/root/c.yaml");
  descriptions.changeOnDisk([{ file: "/root/c.yaml", isOther: true }]);
  await settle();
  expect([asked.slice(3), scanned.length]).toEqual([["c.yaml"], 2]);

  // One that was no description before.
  candidates.push("/root/d.yaml");
  descriptions.changeOnDisk([{ file: "/root/d.yaml", isOther: false }]);
  await settle();
  expect([asked.slice(4), scanned.length]).toEqual([["d.yaml"], 3]);
});

test("where the editor does not tell what changes on disk, they are looked for each time that a part is opened", async () => {
  const { descriptions, settle, asked, scanned, texts } = keptWith(async () => people, {
    candidates: ["/root/a.yaml"],
    isWatching: false,
  });
  texts.set(PART, "type: object\n");
  for (const _ of [1, 2]) {
    descriptions.open(PART);
    await settle();
    descriptions.close(PART);
  }
  expect([asked, scanned]).toEqual([
    ["a.yaml", "a.yaml"],
    ["/root", "/root"],
  ]);
});

test("a change on disk makes only those anew that asked for the file", async () => {
  const { descriptions, settle, asked } = keptWith(async () => people, { parts: () => ["missing.yaml"] });
  descriptions.open(API);
  await settle();
  descriptions.changeOnDisk([{ file: "/root/other.yaml", isOther: false }]);
  await settle();
  expect(asked).toHaveLength(1);
  descriptions.changeOnDisk([{ file: "/root/missing.yaml", isOther: true }]);
  await settle();
  expect(asked).toHaveLength(2);
});

test("what is found in a text that changed during the review is shown where its lines are now", async () => {
  let finish: () => void = () => undefined;
  const { descriptions, settle, texts, at } = keptWith(
    () => new Promise((resolve) => (finish = () => resolve(people))),
  );
  descriptions.open(API);
  await settle();
  texts.set(API, `# one line more\n${PEOPLE}`);
  finish();
  await settle();
  const line = PEOPLE.split("\n").findIndex((text) => text.includes("passwordHash"));
  expect(at(API).find(({ code }) => code === "credential-in-response")!.range.start.line).toBe(line + 1);
});

test("a review keeps the versions of the texts that it was made of", async () => {
  let finish: () => void = () => undefined;
  const { descriptions, settle, versions } = keptWith(() => new Promise((resolve) => (finish = () => resolve(people))));
  descriptions.open(API);
  await settle();
  versions.set(API, 2);
  finish();
  await settle();
  expect((await descriptions.lastOf(API))!.versions.get(API)).toBe(1);
});
