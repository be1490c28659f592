/*
 * An alternative (`oneOf`, `anyOf`) as a decision by what tells its branches apart: which key is there, whether there
 * is a `$ref`, the type, or the value of a key such as `in`. So a fault is reported once, by the branch that was meant.
 */
import { flattened, nonEmpty } from "./structure-subschemas.mjs";

/** A schema with its `oneOf` or `anyOf` as decisions. Throws for one that is none of the known forms. */
export function withDecisions(schema, defs) {
  for (const keyword of ["oneOf", "anyOf"]) {
    const { [keyword]: branches, ...rest } = schema;
    if (branches === undefined) continue;
    const decision =
      byPresence(branches, keyword) ?? byReference(branches, defs) ?? byType(branches, defs) ?? byTag(branches, defs);
    if (decision === undefined) throw new Error(`an alternative that is not understood: ${JSON.stringify(branches)}`);
    return { ...rest, allOf: [...(rest.allOf ?? []), decision] };
  }
  return schema;
}

/** Each branch asks for one key: one of them must be there. */
function byPresence(branches, keyword) {
  if (!branches.every(({ required }) => required?.length === 1)) return undefined;
  const keys = branches.map(({ required }) => required[0]);
  if (new Set(keys).size < keys.length) return undefined;
  const further = branches.flatMap(({ required, ...more }) => {
    const others = keys.filter((key) => key !== required[0]);
    return Object.keys(more).length === 0 ? [] : [{ if: { required, absent: others }, then: more }];
  });
  return {
    [keyword === "oneOf" ? "exactlyOne" : "atLeastOne"]: [keys],
    ...nonEmpty({ allOf: further }),
  };
}

/** A thing or a reference to one: told apart by `$ref`. */
function byReference(branches, defs) {
  const isReference = ({ $ref }) => /^(json)?reference$/i.test($ref ?? "");
  const others = branches.filter((branch) => !isReference(branch));
  if (others.length !== branches.length - 1) return undefined;
  const thing = others.length === 1 ? others[0] : flattened(withDecisions({ oneOf: others }, defs));
  return {
    if: { type: "object", required: ["$ref"] },
    then: branches.find(isReference),
    else: thing,
  };
}

/** Branches of different types. */
function byType(branches, defs) {
  const types = branches.map((branch) => typesOf(branch, defs));
  const all = types.flat();
  if (types.some((list) => list.length === 0) || new Set(all).size < all.length) return undefined;
  const further = branches.flatMap((branch, i) =>
    Object.keys(branch).join() === "type" ? [] : [{ if: { type: types[i] }, then: branch }],
  );
  return { type: all, ...nonEmpty({ allOf: further }) };
}

function typesOf({ $ref, type = [], enum: values = [] }, defs) {
  if ($ref !== undefined) return typesOf(defs[$ref], defs);
  return [...new Set([type, values.map((value) => typeof value)].flat())];
}

/** A key whose value says which branch is meant: `type`, `in`, `flow`. One branch may be for all other values. */
function byTag(branches, defs) {
  const first = target(branches[0], defs);
  const last = target(branches.at(-1), defs);
  for (const tag of Object.keys({ ...first.properties, ...last.properties, in: true })) {
    const values = branches.map((branch) => valuesOf(branch, tag, defs));
    const groups = new Map(); // the branches that share their values
    branches.forEach((branch, i) => groups.set(String(values[i]), [...(groups.get(String(values[i])) ?? []), branch]));
    const open = groups.get("undefined") ?? [];
    if (groups.size < 2 || open.length > 1 || (open.length === 1 && groups.size > 2)) continue;

    const all = [...new Set(values.flat())].filter((value) => value !== undefined);
    const decisions = [...groups].flatMap(([list, group]) => {
      const then = group.length === 1 ? group[0] : flattened(withDecisions({ oneOf: group }, defs));
      const condition = {
        type: "object",
        properties: { [tag]: { enum: list.split(",") } },
        required: [tag],
      };
      return list === "undefined" ? [] : [{ if: condition, then, ...(open.length === 1 && { else: open[0] }) }];
    });
    if (open.length === 1) return decisions[0];
    const type = branches.every((branch) => target(branch, defs).type === "object") ? { type: "object" } : {};
    return { ...type, required: [tag], properties: { [tag]: { enum: all } }, allOf: decisions };
  }
  return undefined;
}

function target(branch, defs) {
  return branch.$ref === undefined ? branch : defs[branch.$ref];
}

function valuesOf(branch, tag, defs) {
  const { properties = {}, oneOf = [] } = target(branch, defs);
  if (properties[tag]?.enum !== undefined) return properties[tag].enum;
  const inner = oneOf.map((sub) => valuesOf(sub, tag, defs));
  return inner.length > 0 && inner.every((values) => values !== undefined) ? inner.flat() : undefined;
}
