import { expect, test } from "vitest";
import type { Diagnostic } from "vscode-languageserver";
import { shownDiagnostics } from "../../src/lsp/shown-diagnostics.ts";

const found = (message: string): Diagnostic => ({
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
  message,
});

/** What is sent, and the addresses that are asked for. */
function shownWith(addresses: Map<string, string>) {
  const sent: string[] = [];
  const asked: string[] = [];
  const { show } = shownDiagnostics(
    (uri) => {
      asked.push(uri);
      return addresses.get(uri) ?? uri;
    },
    (uri, diagnostics) => void sent.push(`${uri}: ${diagnostics.map(({ message }) => message).join(", ")}`),
  );
  const next = (): readonly string[] => sent.splice(0);
  return { show, next, asked };
}

test("what two finders find alike is sent once, and what one of them no longer finds goes", () => {
  const { show, next } = shownWith(new Map());
  show(
    "a",
    new Map([
      ["a", []],
      ["part", [found("x")]],
    ]),
  );
  show(
    "b",
    new Map([
      ["b", []],
      ["part", [found("x"), found("y")]],
    ]),
  );
  expect(next()).toEqual(["a: ", "part: x", "b: ", "part: x, y"]);
  show("b", new Map());
  expect(next()).toEqual(["part: x"]);
  show("a", new Map());
  expect(next()).toEqual(["part: "]);
});

test("a file that is open under another address than before has nothing at the old one", () => {
  const addresses = new Map([["a", "link"]]);
  const { show, next } = shownWith(addresses);
  show("a", new Map([["a", [found("x")]]]));
  addresses.delete("a");
  show("a", new Map([["a", [found("x")]]]));
  expect(next()).toEqual(["link: x", "link: ", "a: x"]);
  addresses.set("a", "link");
  show("a", new Map([["a", []]]));
  expect(next()).toEqual(["a: ", "link: "]);
  show("a", new Map([["a", [found("x")]]]));
  addresses.delete("a");
  show("a", new Map());
  expect(next()).toEqual(["link: x", "link: "]);
});

test("where a file is in which nothing is found, nobody asks", () => {
  const { show, asked } = shownWith(new Map());
  show(
    "a",
    new Map([
      ["a", [found("x")]],
      ["b", []],
      ["c", []],
    ]),
  );
  expect(asked).toEqual(["a"]);
});
