import { parse } from "yaml";

/** A small sound description of each version, with every construct that the model covers. */
export const DESCRIPTIONS: Readonly<Record<string, unknown>> = {
  "2.0": parse(`
swagger: "2.0"
info: { title: T, version: "1", description: D, contact: { name: N }, license: { name: L } }
host: api.example.com
basePath: /v1
schemes: [https]
consumes: [application/json]
produces: [application/json]
tags: [{ name: a, description: A, externalDocs: { url: https://example.com } }]
security: [{ key: [] }, { login: [read] }]
securityDefinitions:
  key: { type: apiKey, in: header, name: X-Key }
  login: { type: oauth2, flow: implicit, authorizationUrl: https://id.example.com, scopes: { read: Reads } }
parameters: { P: { name: p, in: query, type: array, items: { type: string } }, B: { name: b, in: body, schema: { type: object } } }
responses: { R: { description: R, headers: { X-Total: { type: integer } } } }
paths:
  /a:
    parameters: [{ $ref: "#/parameters/P" }]
    get:
      tags: [a]
      schemes: [http]
      produces: [text/csv]
      responses:
        200: { description: OK, schema: { $ref: "#/definitions/S" }, examples: { text/csv: a } }
        default: { $ref: "#/responses/R" }
    post:
      security: []
      consumes: [multipart/form-data]
      parameters: [{ name: f, in: formData, type: file }]
      responses: { 204: { description: Done } }
definitions:
  S:
    type: object
    required: [id]
    discriminator: kind
    properties: { id: { type: string, enum: [a] }, kind: { type: string }, parent: { $ref: "#/definitions/S" } }
    additionalProperties: { type: string }
    allOf: [{ type: object, xml: { name: s } }]
`),
  "3.0": parse(`
openapi: 3.0.3
info: { title: T, version: "1", contact: { name: N }, license: { name: L } }
servers: [{ url: "https://{env}.example.com", variables: { env: { default: a, enum: [a, b] } } }]
tags: [{ name: a }]
security: [{ key: [] }]
x-webhooks: { w: { post: { responses: { 200: { description: OK } } } } }
paths:
  /a:
    summary: A
    servers: [{ url: / }]
    parameters: [{ $ref: "#/components/parameters/P" }, { name: q, in: query, content: { application/json: { schema: { type: object } } } }]
    get:
      tags: [a]
      servers: [{ url: /own }]
      security: [{}, { login: [read] }]
      responses:
        200:
          description: OK
          headers: { X-Total: { $ref: "#/components/headers/H" } }
          links: { one: { operationId: x, parameters: { a: 1 } } }
          content: { application/json: { schema: { $ref: "#/components/schemas/S" }, examples: { e: { value: 1 } } } }
        404: { $ref: "#/components/responses/R" }
    post:
      requestBody: { $ref: "#/components/requestBodies/B" }
      callbacks: { done: { "{$request.body#/url}": { post: { responses: { 200: { description: OK } } } } } }
      responses: { 201: { description: Made } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
    login: { type: oauth2, flows: { authorizationCode: { authorizationUrl: /a, tokenUrl: /t, scopes: { read: Reads } } } }
  parameters: { P: { name: p, in: query, schema: { type: array, items: { type: string } } } }
  headers: { H: { schema: { type: integer } } }
  responses: { R: { description: R, content: { application/problem+json: { schema: { type: object } } } } }
  requestBodies: { B: { content: { multipart/form-data: { schema: { type: object }, encoding: { a: { headers: {} } } } } } }
  schemas:
    S:
      type: object
      required: [id]
      properties: { id: { type: string }, parent: { $ref: "#/components/schemas/S" } }
      additionalProperties: { type: string }
      oneOf: [{ $ref: "#/components/schemas/T" }]
      anyOf: [{ type: object }]
      not: { type: string }
      discriminator: { propertyName: kind, mapping: { t: T } }
    T: { allOf: [{ type: object }] }
`),
  "3.2": parse(`
openapi: 3.2.0
$self: https://example.com/openapi
info: { title: T, version: "1", summary: S }
jsonSchemaDialect: https://json-schema.org/draft/2020-12/schema
webhooks: { w: { $ref: "#/components/pathItems/I" } }
paths:
  /a:
    $ref: "#/components/pathItems/I"
    description: D
    query:
      security: [{ "#/components/securitySchemes/mtls": [] }]
      parameters: [{ name: q, in: querystring, content: { application/x-www-form-urlencoded: { schema: { type: object } } } }]
      responses: { 200: { content: { text/event-stream: { itemSchema: { type: object } } } } }
    additionalOperations: { COPY: { responses: { 200: { content: { application/json: { $ref: "#/components/mediaTypes/M" } } } } } }
components:
  securitySchemes:
    mtls: { type: mutualTLS }
    login: { type: oauth2, flows: { deviceAuthorization: { deviceAuthorizationUrl: /d, tokenUrl: /t, scopes: { read: Reads } } } }
  pathItems: { I: { put: { requestBody: { content: { application/json: { schema: { $ref: "#node" } } } }, responses: { 200: {} } } } }
  mediaTypes: { M: { schema: { $ref: "#/components/schemas/S/$defs/D" } } }
  schemas:
    S:
      type: [object, "null"]
      $defs: { D: { $dynamicAnchor: node, type: object } }
      properties: { any: true, none: false, tree: { $dynamicRef: "#node" } }
      patternProperties: { "^x": { type: string } }
      prefixItems: [{ type: string }]
      items: { type: string }
      if: { type: object }
      then: { type: object }
      else: { type: object }
      dependentSchemas: { a: { type: object } }
      dependentRequired: { a: [b] }
      dependencies: { a: { type: object } }
      contains: { type: string }
      propertyNames: { type: string }
      unevaluatedProperties: { type: string }
      unevaluatedItems: { type: string }
      contentSchema: { type: object }
      discriminator: { propertyName: kind, defaultMapping: S }
`),
};
