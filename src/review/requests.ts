import { isDay } from "../core/day.ts";
import { isObject, member } from "../core/json-value.ts";
import { childPointer } from "../core/place.ts";
import type { Review, Skipped } from "../core/review.ts";
import { currentRuleId } from "../core/rule-ids.ts";
import { SEVERITIES } from "../core/severity.ts";
import type { Node } from "../load/document.ts";
import { placeOf, type Api, type Element } from "../model/api.ts";
import type { Waiver } from "../policy/waivers.ts";

const KEY = "x-sallyport-accept";

/** As many requests of one description are read. */
const MOST = 200;

/** What a description asks to have accepted, and what stands there that cannot be read. */
export interface Requests {
  readonly waivers: readonly Waiver[];
  readonly skipped: readonly Skipped[];
}

/**
 * Every `x-sallyport-accept` of a description: beside an operation it is about that operation, beside a field about
 * that field, unless it names others. It is a request: whoever writes a description cannot grant it.
 */
export function requestsOf(api: Api, fields: Review["fields"]): Requests {
  // Hardly any description has one.
  let names: ReadonlyMap<string, string> | undefined;
  const nameOf = ({ node }: Element): readonly string[] => {
    names ??= new Map(
      fields.map(({ file, pointer, owner, name }) => [`${file}${pointer}`, owner === null ? name : `${owner}.${name}`]),
    );
    const name = names.get(`${node.source.file}${node.pointer}`);
    return name === undefined ? [] : [name];
  };
  const written = [
    ...requestsBeside(api, {}),
    ...api.operations
      .filter(isAsking)
      .flatMap((operation) => requestsBeside(operation, { operations: [operation.id] })),
    ...api.operations.flatMap(({ id, parameters }) =>
      parameters
        .filter(isAsking)
        .flatMap((parameter) =>
          requestsBeside(parameter, { operations: [id], fields: [`${parameter.in} ${parameter.name}`] }),
        ),
    ),
    ...api.schemas.filter(isAsking).flatMap((schema) => requestsBeside(schema, { fields: nameOf(schema) })),
    ...api.securitySchemes.flatMap((scheme) => requestsBeside(scheme, {})),
  ];
  const read = written.slice(0, MOST).map((one) => requestFrom(api, one));
  return {
    waivers: read.flatMap(({ waiver }) => waiver ?? []),
    skipped: [
      ...read.flatMap(({ skipped }) => skipped ?? []),
      ...written
        .slice(MOST, MOST + 1)
        .map(({ node }) => skippedAt(api, node, `more than ${MOST} ${KEY}: the rest is not read`)),
    ],
  };
}

interface Written {
  readonly node: Node;
  readonly operations: readonly string[];
  readonly fields: readonly string[];
}

function isAsking({ extensions }: Element): boolean {
  return extensions.has(KEY);
}

function requestsBeside(
  { extensions }: Element,
  { operations = [], fields = [] }: Partial<Pick<Written, "operations" | "fields">>,
): Written[] {
  const node = extensions.get(KEY);
  if (node === undefined) return [];
  const nodes = Array.isArray(node.value)
    ? node.value.map((value: unknown, index) => ({ ...node, pointer: childPointer(node.pointer, index), value }))
    : [node];
  return nodes.map((one) => ({ node: one, operations, fields }));
}

function requestFrom(
  api: Api,
  { node, operations, fields }: Written,
): { readonly waiver?: Waiver; readonly skipped?: Skipped } {
  const { value } = node;
  const [rule, reason, until] = ["rule", "reason", "until"].map((key) => textAt(value, key));
  if (!isObject(value) || rule === undefined || reason === undefined || until === undefined || !isDay(until))
    return { skipped: skippedAt(api, node, `${KEY} needs a rule, a reason and until, a day such as 2026-01-31`) };
  const places = textsAt(value, "places");
  return {
    waiver: {
      kind: "request",
      rule: currentRuleId(rule),
      operations: textsAt(value, "operation") ?? operations,
      fields: textsAt(value, "field") ?? fields,
      places: places === undefined ? undefined : new Set(places),
      severity: SEVERITIES.find((severity) => severity === textAt(value, "severity")),
      reason,
      owner: textAt(value, "owner"),
      approver: undefined,
      until,
      source: { file: node.source.file, line: api.document.lineOf(placeOf({ node })) },
    },
  };
}

function skippedAt(api: Api, node: Node, why: string): Skipped {
  const place = placeOf({ node });
  return { ...place, line: api.document.lineOf(place), why };
}

function textAt(value: unknown, key: string): string | undefined {
  const text = member(value, key);
  return typeof text === "string" && text.trim() !== "" ? text.trim() : undefined;
}

function textsAt(value: unknown, key: string): readonly string[] | undefined {
  const found = member(value, key);
  if (typeof found === "string") return [found];
  return Array.isArray(found) ? found.filter((one) => typeof one === "string").slice(0, MOST) : undefined;
}
