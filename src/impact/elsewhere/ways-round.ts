import type { Operation } from "../../model/api.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";
import { targetOf } from "../../model/schema.ts";
import { isIdentifierWord } from "../../data/classify/entity.ts";
import { textOfName, wordsOf } from "../../lexicon/name-tokens.ts";
import { actionOf } from "../../operations/candidates/action.ts";
import { interpreterOf } from "../../operations/inputs/interpreters.ts";
import { requestFields, type RequestField } from "../../operations/request-fields.ts";
import type { Scope } from "../scope/scope.ts";
import type { Found } from "./found.ts";

/**
 * Operations by which a caller gets what another call gives: those that run the commands or calls that they are sent, and
 * those that give the outcome of a call which is answered later. Whoever closes the call that was reported closes none of them.
 */
export function waysRound({ source, items, operations }: Scope): readonly Found[] {
  if (items.every(({ kind }) => kind === "credential")) return [];
  const reported = new Set(operations);
  const receipts = new Set(operations.flatMap(receiptsOf));
  return source.api.operations.flatMap((operation): Found[] => {
    if (reported.has(operation) || operation.operationKind !== "path") return [];
    const why = runs(operation) ?? gives(operation, receipts);
    return why === undefined ? [] : [{ relation: "same-data", operation, way: "on-request", why, flows: [] }];
  });
}

/** What an operation runs that is no thing of its own path, where it runs what it is sent. */
function runs(operation: Operation): string | undefined {
  // A command for one of many things is run by that thing: `POST /devices/{id}/commands`.
  if (operation.path.includes("{") || actionOf(operation).isReading) return undefined;
  const fields = requestFields(operation);
  if (fields.some((field) => interpreterOf(field, operation) === "command"))
    return "runs the commands that it is sent, and returns what they print";
  return actionOf(operation).isBatch && fields.some(isPathOfCall) ? "makes the calls that it is sent" : undefined;
}

/** Whether each of many entries names the path of a call. */
function isPathOfCall({ words, witness }: RequestField): boolean {
  return witness.includes("[]") && /^(?:path|url|uri|route)$/.test(words.at(-1) ?? "");
}

/** The identifiers by which the outcome of a call is asked for that was accepted and is answered later (RFC 9110, 15.3.3). */
function receiptsOf({ responses }: Operation): readonly string[] {
  const schemas = responses
    .filter(({ status }) => status === "202")
    .flatMap(({ content }) => content.flatMap(({ schema }) => schema ?? []));
  const names = schemas.flatMap((schema) => [...composedProperties(heldSchemaOf(targetOf(schema))).keys()]);
  return names.filter(isReceipt).map(textOfName);
}

function isReceipt(name: string): boolean {
  const words = wordsOf(name);
  return words.length > 1 ? isIdentifierWord(words.at(-1)!) : /.(?:id|sid|uuid)$/.test(name);
}

/** That an operation reads what it is asked for by such an identifier. */
function gives(operation: Operation, receipts: ReadonlySet<string>): string | undefined {
  if (receipts.size === 0 || !actionOf(operation).isReading) return undefined;
  const name = operation.parameters.find((one) => receipts.has(textOfName(one.name)))?.name;
  return name === undefined ? undefined : `returns the results of calls that are answered later, by ${name}`;
}
