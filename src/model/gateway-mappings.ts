/*
 * What of a request Amazon API Gateway writes into a call of another service of Amazon by itself, with a role of its own: the mapped
 * parameters and templates of `x-amazon-apigateway-integration`. No code of the API runs in between.
 */
import { isObject, member } from "../core/json-value.ts";
import { memo } from "../core/memo.ts";
import { childPointer, type Place } from "../core/place.ts";
import type { Operation } from "./api.ts";

/** A part of the call behind a gateway that its caller writes. */
export interface GatewayMapping {
  /** The service that is called: `states`, `s3`, `dynamodb`. */
  readonly service: string;
  /** What is written: which resource is used, a condition of a query, which object or item is meant, or all of the call. */
  readonly part: "resource" | "query" | "object" | "whole";
  /** What it is called in the call: `stateMachineArn`. */
  readonly key: string;
  /** The names of the values of the request, where they have any. */
  readonly names: readonly string[];
  readonly at: Place;
}

/** Each part of the call behind a gateway that comes from the request, where a description of Amazon API Gateway says so. */
export const gatewayMappingsOf = memo((operation: Operation): readonly GatewayMapping[] => {
  const integration = member(operation.node.value, AMAZON);
  if (!isObject(integration)) return [];
  const uri = textOf(member(integration, "uri"));
  const called = CALLED.exec(uri);
  if (called === null) return [];
  const [, service = "", way = "", rest = ""] = called;
  const { file } = operation.node.source;
  const place = (...keys: readonly string[]): Place => ({
    file,
    pointer: [AMAZON, ...keys].reduce(childPointer, operation.node.pointer),
  });
  const call = { integration, service, way, rest, place };
  return [...ofParameters(call), ...ofTemplates(call)];
});

/** The call behind a gateway: `way` is `path` or `action`, `rest` what stands behind it in the address. */
interface GatewayCall {
  readonly integration: object;
  readonly service: string;
  readonly way: string;
  readonly rest: string;
  readonly place: (...keys: readonly string[]) => Place;
}

function* ofParameters({ integration, service, way, rest, place }: GatewayCall): Generator<GatewayMapping> {
  const sent = member(integration, "requestParameters");
  const entries = Object.entries(isObject(sent) ? sent : {}).map(([key, value]) => [key, textOf(value)] as const);
  // What the authorizer knows of the caller stands in the address, too.
  const isOfCaller = entries.some(([, value]) => OF_CALLER.test(value));
  for (const [key, value] of entries) {
    const name = FROM_REQUEST.exec(value)?.[1];
    const [, at = "", to = ""] = TO_CALL.exec(key) ?? [];
    if (name === undefined || to === "") continue;
    const found = { service, key: to, names: [name], at: place("requestParameters", key) };
    if (at !== "path") {
      if (RESOURCES.has(to.toLowerCase())) yield { ...found, part: "resource" };
      continue;
    }
    const segments = rest.split("/");
    const where = segments.findIndex((segment) => segment.includes(`{${to}}`));
    if (where < 0) continue;
    if (service === "s3" && where > 0) {
      if (!isOfCaller) yield { ...found, part: "object" };
    } else if (way === "action" || service === "lambda" || service === "sqs" || service === "s3")
      yield { ...found, part: "resource" };
  }
}

function* ofTemplates({ integration, service, way, rest, place }: GatewayCall): Generator<GatewayMapping> {
  if (service === "lambda" || service === "s3") return;
  const templates = member(integration, "requestTemplates");
  const entries = Object.entries(isObject(templates) ? templates : {});
  for (const [type, value] of entries) {
    const template = textOf(value);
    const at = place("requestTemplates", type);
    if (template.length > MOST) continue;
    if (way === "action" && WHOLE.test(template)) {
      yield { service, part: "whole", key: rest, names: [], at };
      continue;
    }
    const variables = variablesOf(template);
    const written = [...template.matchAll(PAIR), ...template.matchAll(FORM)].flatMap(([, key = "", text = ""]) => {
      const names = namesIn(text, variables);
      return names === undefined ? [] : [{ key, names }];
    });
    // What a template compares with values of its own may be one of these only.
    const isChecked = COMPARES.test(template);
    for (const { key, names } of isChecked ? [] : written) {
      const lower = key.toLowerCase();
      if (RESOURCES.has(lower)) yield { service, part: "resource", key, names, at };
      else if (QUERIES.has(lower)) yield { service, part: "query", key, names, at };
    }
    if (service === "dynamodb" && ITEMS.test(rest) && written.length > 0 && !IN_TEMPLATE_OF_CALLER.test(template))
      yield {
        service,
        part: "object",
        key: rest.split("/").at(-1) ?? rest,
        names: [...new Set(written.flatMap(({ names }) => names))],
        at,
      };
  }
}

/** The variables of a template that hold something of the request, each with the names of what it holds. */
function variablesOf(template: string): ReadonlyMap<string, readonly string[]> {
  const variables = new Map<string, readonly string[]>();
  for (const [, name = "", value = ""] of template.matchAll(SET)) {
    const names = namesIn(value, variables);
    if (names !== undefined) variables.set(name, names);
  }
  return variables;
}

/** The names of what a piece of a template takes from the request; `undefined` where it takes nothing. */
function namesIn(text: string, variables: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const names: string[] = [];
  let isTaken = false;
  for (const [, called = "", path = "", variable = "", property = ""] of text.matchAll(REFERENCE)) {
    if (called !== "") {
      isTaken = true;
      const name = path.replace(/^\$\.?/, "").split(/[.[\]]/)[0] ?? "";
      if (name !== "") names.push(name);
    } else if (variables.has(variable)) {
      isTaken = true;
      names.push(...(property === "" ? variables.get(variable)! : [property]));
    }
  }
  return isTaken ? names : undefined;
}

/** A text, also as CloudFormation writes one with values put in. */
function textOf(value: unknown): string {
  const text = isObject(value) ? member(value, "Fn::Sub") : value;
  return typeof text === "string" ? text : "";
}

const AMAZON = "x-amazon-apigateway-integration";
/** Longer templates are not read. */
const MOST = 20_000;

const CALLED =
  /^arn:(?:\$\{[^}]{1,60}\}|[^:]{1,40}):apigateway:(?:\$\{[^}]{1,60}\}|[^:]{0,60}):([\w.-]+):(path|action)\/(.*)$/s;
const TO_CALL = /^integration\.request\.(path|header|querystring)\.([^\s]{1,100})$/;
const FROM_REQUEST =
  /^method\.request\.(?:path|header|querystring|multivalueheader|multivaluequerystring|body)\.?([^\s]{0,100})$/;
const OF_CALLER = /^context\.(?:authorizer|identity)\b/;
const IN_TEMPLATE_OF_CALLER = /\$!?\{?context\.(?:authorizer|identity)\b/;

const SET = /#set\s*\(\s*\$!?\{?(\w+)\}?\s*=\s*([^\n]{1,500}?)\)\s*(?=$|[#\n{"])/gm;
/** `$input.path('$.name')`, `$input.params("name")`, `$input.body`; or a variable and one of its properties. */
const REFERENCE =
  /\$!?\{?input\.(path|params|json|body)\b(?:\(\s*\\?['"]([^'"\\)]{0,100})\\?['"]\s*\))?|\$!?\{?(?!input\b|util\b|context\b|stageVariables\b)(\w+)(?:\.(\w+))?/g;
/** A key of JSON with its value, and a field of a form. */
const PAIR = /"([\w.:#-]{1,60})"\s*:\s*((?:"[^\n]{0,500}?"(?=\s*(?:[,}\n]|$)))|[^\s,{"][^,\n}]{0,300})/g;
const FORM = /(?:^|[&\s])(\w{1,60})=([^&\n]{1,300})/g;
/** A template that is the whole of what was sent. */
const WHOLE = /^\s*\$!?\{?input\.(?:body|(?:json|path)\(\s*['"]\$['"]\s*\))\}?\s*$/;
/** A comparison of a template with something written in it, or with a pattern. */
const COMPARES = /#(?:else)?if\b[^\n]{0,200}?(?:[=!]=\s*["'][^"'\s]|\.(?:contains|matches|equals|containsKey)\()/;

/** Parameters of Amazon's services that name what is called, started, read or written, in small letters. */
const RESOURCES: ReadonlySet<string> = new Set([
  "statemachinearn",
  "executionarn",
  "tablename",
  "functionname",
  "queueurl",
  "queuename",
  "topicarn",
  "targetarn",
  "bucket",
  "streamname",
  "streamarn",
  "deliverystreamname",
  "secretid",
  "keyid",
  "eventbusname",
  "rolearn",
  "cluster",
  "taskdefinition",
  "jobdefinition",
  "jobqueue",
  "clusteridentifier",
  "documentname",
  "action",
  "x-amz-target",
]);
/** Parameters of theirs that are a condition, or a statement, in a language of a database. */
const QUERIES: ReadonlySet<string> = new Set([
  "statement",
  "keyconditionexpression",
  "filterexpression",
  "projectionexpression",
  "updateexpression",
  "conditionexpression",
  "sql",
  "querystring",
  "indexname",
]);
/** Calls of DynamoDB that read or write what they name. */
const ITEMS = /(?:^|\/)(?:GetItem|BatchGetItem|Query|PutItem|UpdateItem|DeleteItem|TransactGetItems)$/;
