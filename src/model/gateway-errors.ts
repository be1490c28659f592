/*
 * What Amazon API Gateway puts into errors by itself: the templates of `x-amazon-apigateway-gateway-responses`, and those of an
 * integration's responses.
 */
import { isObject, member } from "../core/json-value.ts";
import { textOfValue } from "../core/text-of-value.ts";
import { memo } from "../core/memo.ts";
import { childPointer, type Place } from "../core/place.ts";
import type { Api, Operation } from "./api.ts";

/** An error that shows what only the gateway knows of the inside. */
export interface GatewayError {
  readonly at: Place;
  /** The kind of error, or its status: `DEFAULT_5XX`. */
  readonly kind: string;
  /** What is shown, as a template calls it: `context.integrationErrorMessage`. */
  readonly shown: readonly string[];
}

/** The errors of the whole gateway that show something of the inside. */
export const gatewayErrorsOf = memo(({ extensions }: Pick<Api, "extensions">): readonly GatewayError[] => {
  const node = extensions.get(GATEWAY_RESPONSES);
  if (node === undefined || !isObject(node.value)) return [];
  return Object.entries(node.value).flatMap(([kind, response]) => {
    const shown = shownIn(response);
    return shown.length === 0
      ? []
      : [{ kind, shown, at: { file: node.source.file, pointer: childPointer(node.pointer, kind) } }];
  });
});

/** The errors of an operation's integration that do. */
export const integrationErrorsOf = memo((operation: Operation): readonly GatewayError[] => {
  const responses = member(member(operation.node.value, INTEGRATION), "responses");
  if (!isObject(responses)) return [];
  return Object.entries(responses).flatMap(([kind, response]) => {
    const status = textOfValue(member(response, "statusCode"));
    if (!/^[45]/.test(status)) return [];
    const shown = shownIn(response, true);
    const pointer = [INTEGRATION, "responses", kind].reduce(childPointer, operation.node.pointer);
    return shown.length === 0 ? [] : [{ kind: status, shown, at: { file: operation.node.source.file, pointer } }];
  });
});

const GATEWAY_RESPONSES = "x-amazon-apigateway-gateway-responses";
const INTEGRATION = "x-amazon-apigateway-integration";

function shownIn(response: unknown, isOfIntegration = false): readonly string[] {
  const texts = ["responseTemplates", "responseParameters"].flatMap((key) => {
    const templates = member(response, key);
    return isObject(templates) ? Object.values(templates).filter((text) => typeof text === "string") : [];
  });
  const found = texts.flatMap((text) => [
    ...[...text.slice(0, MOST).matchAll(OF_CONTEXT)].map(([, name = ""]) => name),
    ...(isOfIntegration ? [...text.slice(0, MOST).matchAll(OF_FUNCTION)].map(([, name = ""]) => name) : []),
  ]);
  return [...new Set(found)];
}

const MOST = 20_000;
/** What the gateway knows of the service behind it, and of who called, by which it let them in. */
const OF_CONTEXT =
  /\b(context\.(?:integrationErrorMessage|integration\.error|authorizer\.(?:principalId|error)|authorize\.error|authenticate\.error|identity\.(?:userArn|user|caller|accountId|apiKey|apiKeyId|accessKey)))(?![\w.])/g;
/** What a function tells of its failure. */
const OF_FUNCTION = /\$input\.(?:path|json)\(\s*['"]\$\.?((?:stackTrace|stack|trace|cause|Cause))['"]\s*\)/g;
