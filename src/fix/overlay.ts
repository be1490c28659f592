import { memberPath } from "../core/json-path.ts";
import { isObject, member } from "../core/json-value.ts";
import { lastToken, parentPointer, tokensOf } from "../core/place.ts";
import type { DescriptionChange } from "../operations/fixes/fix.ts";
import type { FixUnit } from "./fix-units.ts";
import { patched } from "./patched.ts";
import { inOrder } from "../review/finding-fixes.ts";
import { yamlLines } from "../review/text/yaml-lines.ts";

/** One action of an overlay: on all that its target selects, which is one thing here. */
interface OverlayAction {
  readonly target: string;
  readonly description?: string;
  readonly update?: unknown;
  readonly remove?: true;
}

/** What an overlay is about. */
export interface OverlaySubject {
  readonly title: string;
  /** The description, as a URI reference from the overlay; `undefined` where it has no address. */
  readonly extends: string | undefined;
  /** The value of the description as it is. */
  readonly value: unknown;
}

/**
 * Fixes of one file as an OpenAPI Overlay 1.0. An update merges objects and adds to lists, so what is replaced is removed
 * first, and a list is always replaced as a whole.
 */
export function overlayOf(units: readonly FixUnit[], { title, extends: name, value }: OverlaySubject): object {
  const words = new Map(
    units.flatMap(({ name: what, requires, changes }) =>
      changes.map((change) => [
        JSON.stringify(change),
        `${what}.${requires === null ? "" : ` Correct only if: ${requires}`}`,
      ]),
    ),
  );
  const actions: OverlayAction[] = [];
  let now = value;
  for (const change of inOrder(units.flatMap((unit) => unit.changes))) {
    const description = words.get(JSON.stringify(change)) ?? "";
    const whole = wholeList(now, change);
    for (const { target, ...action } of actionsOf(now, whole)) actions.push({ target, description, ...action });
    now = patched(now, [change]);
  }
  return {
    overlay: "1.0.0",
    info: { title: `Fixes of ${title}`, version: "1.0.0" },
    ...(name === undefined ? {} : { extends: name }),
    actions,
  };
}

/** An overlay as YAML. */
export function overlayYaml(overlay: object): string {
  return `${Object.entries(overlay)
    .flatMap(([key, part]) => [...yamlLines(`${key}:`, part, "")])
    .join("\n")}\n`;
}

/** A change that is not made in a list: the list has another value in its place. */
function wholeList(now: unknown, change: DescriptionChange): DescriptionChange {
  let { pointer } = change.at;
  while (pointer !== "#" && Array.isArray(valueAt(now, parentPointer(pointer)))) pointer = parentPointer(pointer);
  if (pointer === change.at.pointer) return change;
  const value = valueAt(patched(now, [change]), pointer);
  const at = { ...change.at, pointer };
  // Without names `required` is invalid before OpenAPI 3.1.
  const isEmptied = Array.isArray(value) && value.length === 0 && lastToken(pointer) === "required";
  return isEmptied ? { op: "remove", at } : { op: "replace", at, value };
}

function* actionsOf(now: unknown, change: DescriptionChange): Generator<OverlayAction> {
  const { pointer } = change.at;
  const key = tokensOf(pointer).at(-1) ?? "";
  const holder = parentPointer(pointer);
  const set = (value: unknown): OverlayAction => ({ target: targetOf(now, holder), update: { [key]: value } });
  const remove = (at: string): OverlayAction => ({ target: targetOf(now, at), remove: true });
  if (change.op === "remove") return yield remove(pointer);
  if (change.op === "move") {
    yield set(valueAt(now, change.from));
    return yield remove(change.from);
  }
  const was = valueAt(now, pointer);
  if (typeof was === "object" && was !== null) yield remove(pointer);
  yield set(change.value);
}

/** A pointer as a JSONPath (RFC 9535) that selects what it leads to. Throws where that is nothing: no user can put it right. */
function targetOf(value: unknown, pointer: string): string {
  if (valueAt(value, pointer) === undefined) throw new Error(`the target ${pointer} of an overlay matches nothing`);
  let at = value;
  let path = "$";
  for (const token of tokensOf(pointer)) {
    path += Array.isArray(at) ? `[${token}]` : memberPath(token);
    at = member(at, token);
  }
  return path;
}

function valueAt(value: unknown, pointer: string): unknown {
  return tokensOf(pointer).reduce<unknown>(
    (at, token) => (isObject(at) || Array.isArray(at) ? member(at, token) : undefined),
    value,
  );
}
