import { _, Name, stringify } from "ajv";

/** The keywords of ours that the rewritten schemas use. Each says in `params` what is at fault; the functions are the runtime's. */
export const STRUCTURE_KEYWORDS = [
  keysKeyword("exactlyOne", (n) => _`${n} !== 1`),
  keysKeyword("atLeastOne", (n) => _`${n} === 0`),
  keysKeyword("notTogether", (n, keys) => _`${n} === ${keys.length}`),
  {
    keyword: "absent",
    type: "object",
    error: { params: ({ params }) => _`{key: ${params.key}}` },
    code(cxt) {
      for (const key of cxt.schema) {
        cxt.setParams({ key });
        cxt.gen.if(_`${cxt.data}[${key}] !== undefined`, () => cxt.error());
      }
    },
  },
  itemKeyword("distinctItems", new Name("repeatedItem")),
  itemKeyword("soleQuerystring", new Name("clashingQuerystring")),
  {
    keyword: "inOwnDialect",
    code(cxt) {
      const valid = cxt.gen.name("valid");
      cxt.gen.if(_`${new Name("isInOwnDialect")}(${cxt.data})`, () =>
        cxt.subschema({ keyword: "inOwnDialect" }, valid),
      );
    },
  },
];

function keysKeyword(keyword, isFault) {
  return {
    keyword,
    type: "object",
    error: { params: ({ params }) => _`{keys: ${params.keys}, present: ${params.present}}` },
    code(cxt) {
      for (const keys of cxt.schema) {
        const present = cxt.gen.const("present", countOf(keys, cxt.data));
        cxt.setParams({ keys: stringify(keys), present });
        cxt.gen.if(isFault(present, keys), () => cxt.error());
      }
    },
  };
}

function countOf(keys, data) {
  return keys.map((key) => _`(${data}[${key}] === undefined ? 0 : 1)`).reduce((sum, one) => _`${sum} + ${one}`);
}

function itemKeyword(keyword, find) {
  return {
    keyword,
    type: "array",
    error: { params: ({ params }) => _`{index: ${params.index}}` },
    code(cxt) {
      const index = cxt.gen.const("index", _`${find}(${cxt.data})`);
      cxt.setParams({ index });
      cxt.gen.if(_`${index} >= 0`, () => cxt.error());
    },
  };
}
