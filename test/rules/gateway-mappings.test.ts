import { expect, test } from "vitest";
import { bolaClientSuppliedOwner } from "../../src/rules/authorization/bola-client-supplied-owner.ts";
import { cacheableResponse } from "../../src/rules/data/cacheable-response.ts";
import { verboseError } from "../../src/rules/data/verbose-error.ts";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { gatewayMappingsOf } from "../../src/model/gateway-mappings.ts";
import { apiOf, faultsIn, returns, spotsOf, takes, type Operations } from "./faults-in.ts";

/* What a gateway does by itself, with a role of its own, as exports of Amazon API Gateway have it. */

const ROLE = { type: "aws", credentials: "arn:aws:iam::111122223333:role/gateway" };

const calls = (uri: unknown, more: object = {}): object => ({
  "x-amazon-apigateway-integration": { ...ROLE, uri, ...more },
});
const service = (rest: string): string => `arn:aws:apigateway:eu-west-1:${rest}`;
const written = (template: string): object => ({ requestTemplates: { "application/json": template } });

async function mappingsOf(path: string, integration: object): Promise<string> {
  const { operations } = await apiOf({ [path]: integration });
  return gatewayMappingsOf(operations[0]!)
    .map(({ part, key, names }) => `${part} ${key} ${names.join("+")}`.trim())
    .join(", ");
}

test.each<[string, string, object, string]>([
  [
    "a state machine by a variable",
    "POST /p",
    calls(
      service("states:action/StartExecution"),
      written(
        `#set($b = $input.path('$'))\n{"stateMachineArn": "arn:aws:states:eu-west-1:1:stateMachine:$b.process", "input": "$util.escapeJavaScript($input.json('$.data'))"}`,
      ),
    ),
    "resource stateMachineArn process",
  ],
  [
    "a state machine by a path",
    "POST /p",
    calls(
      service("states:action/StartExecution"),
      written(`{"input": "{}", "stateMachineArn": "$input.path('$.machine')"}`),
    ),
    "resource stateMachineArn machine",
  ],
  [
    "in CloudFormation",
    "POST /p",
    calls(
      { "Fn::Sub": "arn:aws:apigateway:${AWS::Region}:states:action/StartExecution" },
      { requestTemplates: { "application/json": { "Fn::Sub": `{"stateMachineArn": "$input.params('machine')"}` } } },
    ),
    "resource stateMachineArn machine",
  ],
  [
    "a table",
    "POST /p",
    calls(service("dynamodb:action/Scan"), written(`{"TableName": "$input.params("table")"}`)),
    "resource TableName table",
  ],
  [
    "a queue in a form",
    "POST /p",
    calls(service("sqs:action/SendMessage"), {
      requestTemplates: {
        "application/json": "Action=SendMessage&QueueUrl=$input.params('queue')&MessageBody=$input.body",
      },
    }),
    "resource QueueUrl queue",
  ],
  [
    "a queue in the path",
    "POST /p/{queue}",
    calls(service("sqs:path/111122223333/{queue}"), {
      requestParameters: { "integration.request.path.queue": "method.request.path.queue" },
    }),
    "resource queue queue",
  ],
  [
    "a function in the path",
    "POST /p/{name}",
    calls(service("lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:1:function:{name}/invocations"), {
      requestParameters: { "integration.request.path.name": "method.request.path.name" },
    }),
    "resource name name",
  ],
  [
    "a topic in the query",
    "POST /p",
    calls(service("sns:action/Publish"), {
      requestParameters: { "integration.request.querystring.TopicArn": "method.request.querystring.topic" },
    }),
    "resource TopicArn topic",
  ],
  [
    "all of the call",
    "POST /p",
    calls(service("states:action/StartExecution"), written("$input.json('$')")),
    "whole StartExecution",
  ],
  [
    "a statement",
    "POST /p",
    calls(service("dynamodb:action/ExecuteStatement"), written(`{"Statement": "$input.path('$.sql')"}`)),
    "query Statement sql",
  ],
  [
    "a filter",
    "POST /p",
    calls(
      service("dynamodb:action/Query"),
      written(
        `{"TableName": "orders", "FilterExpression": "$input.path('$.filter')", "X": {"S": "$context.authorizer.tenant"}}`,
      ),
    ),
    "query FilterExpression filter",
  ],
  [
    "an object",
    "GET /p/{key}",
    calls(service("s3:path/documents/{key}"), {
      requestParameters: { "integration.request.path.key": "method.request.path.key" },
    }),
    "object key key",
  ],
  [
    "an object deep in a bucket",
    "GET /p",
    calls(service("s3:path/documents/payslips/{file}"), {
      requestParameters: { "integration.request.path.file": "method.request.querystring.name" },
    }),
    "object file name",
  ],
  [
    "a bucket",
    "GET /p/{bucket}",
    calls(service("s3:path/{bucket}/list"), {
      requestParameters: { "integration.request.path.bucket": "method.request.path.bucket" },
    }),
    "resource bucket bucket",
  ],
  [
    "an item",
    "GET /p/{id}",
    calls(
      service("dynamodb:action/GetItem"),
      written(`{"TableName": "orders", "Key": {"id": {"S": "$input.params('id')"}}}`),
    ),
    "object GetItem id",
  ],
  // what the caller does not choose
  [
    "a fixed machine",
    "POST /p",
    calls(
      service("states:action/StartExecution"),
      written(
        `{"stateMachineArn": "arn:aws:states:eu-west-1:1:stateMachine:report", "input": "$util.escapeJavaScript($input.json('$'))"}`,
      ),
    ),
    "",
  ],
  [
    "the tenant of the token",
    "GET /p",
    calls(
      service("dynamodb:action/Query"),
      written(`{"TableName": "t", "ExpressionAttributeValues": {":e": {"S": "$context.authorizer.tenant"}}}`),
    ),
    "",
  ],
  [
    "an item of the caller",
    "GET /p/{id}",
    calls(
      service("dynamodb:action/GetItem"),
      written(
        `{"TableName": "t", "Key": {"owner": {"S": "$context.authorizer.claims.sub"}, "id": {"S": "$input.params('id')"}}}`,
      ),
    ),
    "",
  ],
  [
    "an object below the caller",
    "GET /p/{key}",
    calls(service("s3:path/documents/{sub}/{key}"), {
      requestParameters: {
        "integration.request.path.sub": "context.authorizer.claims.sub",
        "integration.request.path.key": "method.request.path.key",
      },
    }),
    "",
  ],
  [
    "compared in the template",
    "POST /p",
    calls(
      service("states:action/StartExecution"),
      written(
        `#set($p = $input.path('$.process'))\n#if($p == 'report')\n{"stateMachineArn": "arn:aws:states:eu-west-1:1:stateMachine:$p"}\n#end`,
      ),
    ),
    "",
  ],
  [
    "a function that checks",
    "POST /p",
    calls(
      service("lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:1:function:orders/invocations"),
      written("$input.json('$')"),
    ),
    "",
  ],
  ["another service by HTTP", "POST /p", calls("https://orders.acme.io", written("$input.json('$')")), ""],
  ["what is uploaded", "PUT /p", calls(service("s3:path/inbox/one"), written("$input.body")), ""],
])("what a gateway writes into a call: %s", async (_what, path, integration, expected) => {
  expect(await mappingsOf(path, integration)).toBe(expected);
});

test("what is called by a name of the caller is a finding, and none where few names are accepted", async () => {
  const start = calls(
    service("states:action/StartExecution"),
    written(`{"stateMachineArn": "arn:aws:states:eu-west-1:1:stateMachine:$input.path('$.process')"}`),
  );
  const found = async (schema: object): Promise<string> =>
    spotsOf(
      await faultsIn(injectionInterpretedInput, {
        "POST /runs": { ...start, requestBody: takes({ process: schema }) },
      }),
    );
  expect(await found({ type: "string" })).toContain("POST /runs");
  expect(await found({ type: "string", enum: ["report"] })).toBe("");
  expect(await found({ type: "string", pattern: "^report-[a-z]+$" })).toBe("");
});

test("objects that nobody compares with the caller are a finding, and pictures are none", async () => {
  const reads = (path: string): Operations => ({
    [`GET ${path}/{key}`]: calls(service("s3:path/bucket/{key}"), {
      requestParameters: { "integration.request.path.key": "method.request.path.key" },
    }),
  });
  expect(spotsOf(await faultsIn(bolaClientSuppliedOwner, reads("/documents")))).toBe("GET /documents/{key}");
  expect(spotsOf(await faultsIn(bolaClientSuppliedOwner, reads("/avatars")))).toBe("");
});

test.each<[string, readonly string[], string]>([
  ["the month", ["method.request.querystring.month"], "GET /me/payslips"],
  ["the language", ["method.request.header.Accept-Language"], "GET /me/payslips"],
  ["the credential", ["method.request.header.Authorization", "method.request.querystring.month"], ""],
  ["the key", ["method.request.header.x-api-key"], ""],
  ["the caller of the authorizer", ["context.authorizer.claims.sub"], ""],
])("a cache by %s", async (_what, cacheKeyParameters, expected) => {
  const operations = {
    "GET /me/payslips": {
      responses: returns({ properties: { salary: { type: "number" }, iban: { type: "string" } } }),
      "x-amazon-apigateway-integration": { type: "aws_proxy", cacheKeyParameters },
    },
  };
  expect(spotsOf(await faultsIn(cacheableResponse, operations))).toBe(expected);
});

test.each<[string, string, string]>([
  ["the failure of the integration", '{"e": "$context.integrationErrorMessage"}', "gateway"],
  ["whom the authorizer knows", '{"e": "$context.authorizer.principalId"}', "gateway"],
  ["the role that called", '{"e": "$context.identity.userArn"}', "gateway"],
  ["the message of the gateway", '{"e": $context.error.messageString}', ""],
  ["the number of the request", '{"e": "$context.requestId"}', ""],
  ["what was invalid", '{"e": "$context.error.validationErrorString"}', ""],
])("an error of a gateway: %s", async (_what, template, expected) => {
  const more = {
    "x-amazon-apigateway-gateway-responses": {
      DEFAULT_5XX: { responseTemplates: { "application/json": template } },
    },
  };
  const causes = (await faultsIn(verboseError, { "GET /orders": {} }, more)).map(({ cause }) => cause);
  expect(causes.join(", ")).toBe(expected);
});

test("an error of an integration with the stack of a function", async () => {
  const responds = (template: string): Operations => ({
    "GET /orders": {
      "x-amazon-apigateway-integration": {
        responses: { ".*Error.*": { statusCode: "500", responseTemplates: { "application/json": template } } },
      },
    },
  });
  expect(spotsOf(await faultsIn(verboseError, responds(`{"at": $input.json('$.stackTrace')}`)))).toBe("GET /orders");
  expect(spotsOf(await faultsIn(verboseError, responds(`{"error": "failed"}`)))).toBe("");
});
