import { expect, test } from "vitest";
import { namesInText } from "../../src/lexicon/names-in-text.ts";

const NAMES = ["orders.read", "orders", "orders:write", "https://acme.io/auth/mail", "/orders/*", "*"];

test.each<[text: string, names: readonly string[]]>([
  ["Needs orders.read.", ["orders", "orders.read"]],
  ["Needs `orders:write` or orders.read", ["orders:write", "orders", "orders.read"]],
  ["Needs my-orders.read", []],
  ["Needs all.orders", []],
  ["Needs orders.readonly", ["orders"]],
  ["Needs orders:write:all", []],
  ["Needs https://acme.io/auth/mail.", ["https://acme.io/auth/mail"]],
  ["Needs https://acme.io/auth/mailbox", []],
  ["Needs /orders/*", ["/orders/*", "orders", "*"]],
  ["Needs a*b", []],
  ["", []],
])("the names in %j", (text, names) => {
  expect(namesInText(NAMES)(text).toSorted()).toEqual(names.toSorted());
});
