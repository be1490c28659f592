import { member, type JsonObject, isObject } from "../../core/json-value.ts";
import type { Place } from "../../core/place.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { followed, type DescriptionChange, type Fix } from "./fix.ts";
import { placeOfNode, describedSchemaAt, setMember } from "./keyword-changes.ts";

const NAME = "Anchor the pattern";
const requires = (): string =>
  "The service checks the whole text against the pattern, and so do clients, in whatever language they are written.";

/** Where the description itself shows that the pattern is meant for the whole text. */
export const meantWholeFix: Fix = {
  name: NAME,
  certainty: "safe",
  where: "if the schema's values or maxLength show that the whole text must match",
  requires,
  changes: (api, { at }) => anchored(api, at, (shown) => shown === "whole"),
};

/** Where nothing shows it, and nothing speaks against it. */
export const anchorFix: Fix = {
  name: NAME,
  certainty: "suggested",
  where: "if nothing shows it",
  requires,
  changes: (api, { at }) => anchored(api, at, (shown) => shown === undefined),
};

type Shown = "whole" | "part" | undefined;

/** Lets a pattern stand for the whole text, where what the schema shows of it is as asked. */
function anchored(api: AssessedApi, at: Place, isFit: (shown: Shown) => boolean): readonly DescriptionChange[] {
  const schema = describedSchemaAt(api, at);
  const target = schema && followed(api.document, schema);
  const pattern: unknown = member(target?.value, "pattern");
  if (target === undefined || typeof pattern !== "string" || !isObject(target.value)) return [];
  if (!isFit(shownOf(pattern, target.value))) return [];
  return [setMember(target.value, placeOfNode(target), "pattern", wholePattern(pattern))];
}

function wholePattern(pattern: string): string {
  if (pattern.includes("|")) return `^(?:${pattern})$`;
  return `${pattern.startsWith("^") ? "" : "^"}${pattern}${/(?:^|[^\\])\$$/.test(pattern) ? "" : "$"}`;
}

/** Whether the values that a schema shows are the pattern as a whole, or only have a part that is. */
function shownOf(pattern: string, schema: JsonObject): Shown {
  // A single class and its count: nothing else is tried on a value, since it might take for ever.
  const [, most] = ONE_CLASS.exec(pattern) ?? [];
  if (!ONE_CLASS.test(pattern)) return undefined;
  const values = ["example", "default", "const", "examples", "enum"]
    .flatMap((key) => member(schema, key) ?? [])
    .filter((value): value is string => typeof value === "string" && value.length <= LONGEST);
  const whole = wholeOf(pattern);
  if (whole === undefined) return undefined;
  if (values.length > 0) return values.every((value) => whole.test(value)) ? "whole" : "part";
  return most !== undefined && member(schema, "maxLength") === Number(most) ? "whole" : undefined;
}

const ONE_CLASS = /^(?:\[(?:[^\]\\]|\\.)+\]|\\[dw])(?:[+*]|\{(?:\d{1,4},)?(\d{1,4})\}|\{\d{1,4},\})$/;
const LONGEST = 1000;

function wholeOf(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, "u");
  } catch {
    return undefined;
  }
}
