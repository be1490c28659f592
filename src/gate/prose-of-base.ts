import { firstByKey } from "../core/grouped.ts";
import { isObject, member } from "../core/json-value.ts";
import { tokensOf } from "../core/place.ts";
import type { Files } from "../load/files.ts";
import type { Node } from "../load/document.ts";
import type { Source } from "../load/source.ts";
import type { Operation, Parameter } from "../model/api.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { REACHES } from "../core/exposure-words.ts";
import { matchedOperations } from "./matched-operations.ts";

/**
 * The files of the head with the texts of the base: what is said of the API, its schemes, tags and operations is as it was,
 * and of what is new nothing is said. Servers are those of the base too, where those of the head can be reached from
 * inside only: where one is says nothing of who may call it. `undefined` where all that is what the head has.
 */
export function withProseOfBase(base: AssessedApi, head: AssessedApi, files: Files): Files | undefined {
  const edits = [...proseEdits(base, head), ...serverEdits(base, head)];
  if (edits.length === 0) return undefined;
  const texts = new Map<string, Uint8Array>();
  for (const source of new Set(edits.map(({ node }) => node.source)))
    texts.set(
      source.file,
      editedText(
        source,
        edits.filter(({ node }) => node.source === source),
      ),
    );
  return {
    ...files,
    read(file) {
      const bytes = texts.get(file);
      return bytes === undefined ? files.read(file) : { bytes };
    },
  };
}

/** One text of the head, and what stands in its place. */
interface Edit {
  readonly node: Node;
  readonly key: string;
  readonly was: unknown;
}

/** The servers of the base, where an operation is said to be reached from fewer places. */
function* serverEdits(base: AssessedApi, head: AssessedApi): Generator<Edit> {
  const isNearer = matchedOperations(base, head).pairs.some(
    (pair) => REACHES.indexOf(head.assessed(pair.head).reach) < REACHES.indexOf(base.assessed(pair.base).reach),
  );
  if (!isNearer) return;
  for (const key of ["servers", "host", "basePath", "schemes"]) {
    const [was, is] = [member(base.node.value, key), member(head.node.value, key)];
    if (was !== undefined || is !== undefined) yield { node: head.node, key, was };
  }
}

interface Spoken {
  readonly node: Node;
}

function* proseEdits(base: AssessedApi, head: AssessedApi): Generator<Edit> {
  yield* textsOf(head.info, base.info);
  const schemes = firstByKey(base.securitySchemes, ({ name }) => name);
  for (const scheme of head.securitySchemes) yield* textsOf(scheme, schemes.get(scheme.name));
  const tags = firstByKey(base.tags, ({ name }) => name);
  for (const tag of head.tags) yield* textsOf(tag, tags.get(tag.name));
  const { pairs, added } = matchedOperations(base, head);
  const known = new Map(pairs.map((pair) => [pair.head, pair.base]));
  for (const operation of [...pairs.map((pair) => pair.head), ...added])
    yield* operationTexts(operation, known.get(operation));
}

function* operationTexts(operation: Operation, before: Operation | undefined): Generator<Edit> {
  yield* textsOf(operation, before);
  yield* textsOf(operation.pathItem, before?.pathItem);
  const nameOf = ({ in: place, name }: Parameter): string => `${place} ${name}`;
  const parameters = firstByKey(before?.parameters ?? [], nameOf);
  for (const parameter of operation.parameters) yield* textsOf(parameter, parameters.get(nameOf(parameter)));
  if (operation.requestBody !== undefined) yield* textsOf(operation.requestBody, before?.requestBody);
  const responses = firstByKey(before?.responses ?? [], ({ status }) => status);
  for (const response of operation.responses) yield* textsOf(response, responses.get(response.status));
}

const TEXTS = ["summary", "description"] as const;

/** The texts of a part of the head that differ from those that it had. */
function* textsOf({ node }: Spoken, before: Spoken | undefined): Generator<Edit> {
  for (const key of TEXTS) {
    const is = member(node.value, key);
    const was = before === undefined ? undefined : member(before.node.value, key);
    if (typeof is === "string" && is !== was) yield { node, key, was: typeof was === "string" ? was : undefined };
  }
}

function editedText({ value }: Source, edits: readonly Edit[]): Uint8Array {
  // By way of JSON nothing is shared any more: what an alias repeats is edited where it is said.
  const copy: unknown = JSON.parse(
    JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "bigint" ? Number(inner) : inner)) ?? "null",
  );
  for (const { node, key, was } of edits) {
    let holder: unknown = copy;
    for (const token of tokensOf(node.pointer)) holder = childAt(holder, token);
    if (!isObject(holder)) continue;
    const open = holder as Record<string, unknown>; // of the copy
    if (was === undefined) delete open[key];
    else open[key] = was;
  }
  return Buffer.from(JSON.stringify(copy));
}

function childAt(holder: unknown, token: string): unknown {
  if (Array.isArray(holder)) return holder[Number(token)];
  return isObject(holder) && Object.hasOwn(holder, token) ? holder[token] : undefined;
}
