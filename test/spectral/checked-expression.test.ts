import { describe, expect, test } from "vitest";
import { unsafeExpression } from "../../src/spectral/checked-expression.ts";

/** Filters that only read and compare, and have to go on working. */
const HARMLESS: readonly string[] = [
  "@.name === 'id' && @.in !== 'path'",
  "@.length > 3 && @.schema.type == 'string'",
  "@['x-audience'] == 'public'",
  String.raw`@["x\u002daudience"] == "public"`,
  String.raw`@['a\\b'] == 1`,
  "@property !== 'get' && @parentProperty.match(/^x-/i)",
  "@.values && @.keys && @.search && @.link",
  "@root.info.title.toLowerCase().includes('beta')",
  "@path[1] == 'paths'",
  "@[@property] == 1",
  "@.hasOwnProperty('x')",
  "@string(@.a) || @integer()",
  "@.pattern ~= '^[a-z/]+\\\\/$'",
  "@.type in ['a', 'b']",
  "!@.deprecated",
  "@[0] == 1",
];

/** What would run a program, or could. */
const UNSAFE: readonly string[] = [
  "@.constructor",
  "@['constructor']",
  String.raw`@["\u0063onstructor"]`,
  String.raw`@["\u{63}onstructor"]`,
  String.raw`@["\u{000063}onstructor"]`,
  String.raw`@["\x63onstructor"]`,
  String.raw`@["\143onstructor"]`,
  String.raw`@["\constructor"]`,
  '@["con\\\nstructor"]',
  String.raw`@["\u0063onstructor"]["\u0063onstructor"]("return process")()`,
  String.raw`@["__pr\u006fto__"]`,
  "@.__proto__",
  "@.__defineGetter__('a', @.b)",
  "@.valueOf",
  "@.toLocaleString()",
  "@.match.call(1)",
  "@.match['apply']",
  "@.match.prototype",
  "@['con' + 'structor']",
  "@[['constructor']]",
  "@[@.a ? 'constructor' : 'b']",
  "@[@.a]",
  "@.a['match'](1)",
  "@evil(1)",
  "@constructor",
  "@.a(1)",
  "globalThis",
  "this.constructor",
  // A pattern that nimma would put into its program as it is.
  "@.x ~= \"a/.constructor.constructor('return process')().exit(7)||/b\"",
  "@.x ~= 'a/+process.exit(7)+/b'",
  "@.x ~= '*/ + process.exit(7) + /*'",
  "@.x ~= /a/",
  "@.x ~= ''",
  "@.x ~= @.y",
  "@.x == //",
];

describe("a filter of a ruleset", () => {
  test.each(HARMLESS)("%s may run", (filter) => {
    expect(unsafeExpression(`$..[?(${filter})]`)).toBeUndefined();
  });

  test.each(UNSAFE)("%s is refused", (filter) => {
    expect(unsafeExpression(`$..[?(${filter})]`)).toMatch(/^(?:has a filter|cannot be read)/);
  });
});
