import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { apiOf } from "./api-of.ts";
import * as shown from "./shown.ts";

/** A sound description of a version, with what a case adds to it or puts in its place. */
function description(version: string, more: string): string {
  const head = version === "2.0" ? { swagger: "2.0" } : { openapi: `${version}.0` };
  return JSON.stringify({
    ...head,
    info: { title: "Orders", version: "1" },
    paths: {},
    ...(parse(more, { merge: true }) as object),
  });
}

/** A line a case: the version, `|`, what the description has, `=>`, and what the view shows of it, each with `;` between. */
function table(name: string, view: shown.View, lines: string): void {
  describe(name, () => {
    for (const line of lines.trim().split("\n")) {
      const [given = "", expected = ""] = line.split(" =>");
      const [version = "", ...more] = given.trim().split(" | ");
      test(line.trim(), async () => {
        const api = await apiOf(description(version, `{ ${more.join(" | ")} }`));
        expect(api.format.version).toBe(version);
        expect(view(api).join(" ; ")).toBe(expected.trim());
      });
    }
  });
}

const OK = "responses: { 200: { description: OK } }";

table(
  "Every call surface is an operation",
  shown.operations,
  `
  2.0 | paths: { /a: { get: { ${OK} }, patch: { ${OK} }, parameters: [] } } => GET /a ; PATCH /a
  2.0 | paths: { /a: { trace: { ${OK} } } } =>
  3.0 | paths: { /a: { trace: { ${OK} }, servers: [] } } => TRACE /a
  3.0 | paths: { /a: { query: { ${OK} } } } =>
  3.1 | paths: { /a: { query: { ${OK} } } } =>
  3.2 | paths: { /a: { query: { ${OK} } } } => QUERY /a
  3.2 | paths: { /a: { get: { ${OK} }, additionalOperations: { COPY: { ${OK} }, x-purge: { ${OK} } } } } => GET /a ; COPY /a ; x-purge /a
  3.1 | paths: { /a: { additionalOperations: { COPY: { ${OK} } } } } =>
  3.0 | paths: { /a: { GET: { ${OK} } } } =>
  3.0 | paths: { x-draft: { get: { ${OK} } }, /a: { get: { ${OK} } } } => GET /a
  3.0 | paths: { /a: { x-amazon-apigateway-any-method: { ${OK} } } } => ANY /a
  3.0 | paths: { /a: { x-get: { ${OK} } } } =>
  3.1 | webhooks: { created: { post: { ${OK} } } } => WEBHOOK created POST
  3.1 | webhooks: { x-created: { post: { ${OK} } } } => WEBHOOK x-created POST
  3.0 | webhooks: { created: { post: { ${OK} } } } =>
  3.0 | x-webhooks: { created: { post: { ${OK} } } } => WEBHOOK created POST
  3.0 | x-webhooks: { x-tool: true, created: { post: { ${OK} } } } => WEBHOOK created POST
  2.0 | x-webhooks: { created: { post: { ${OK} } } } => WEBHOOK created POST
  3.1 | webhooks: { a: { post: { ${OK} } } }, x-webhooks: { b: { post: { ${OK} } } } => WEBHOOK a POST ; WEBHOOK b POST
  3.1 | webhooks: { created: { $ref: "#/components/pathItems/P" } }, components: { pathItems: { P: { put: { ${OK} } } } } => WEBHOOK created PUT
  3.1 | components: { pathItems: { P: { put: { ${OK} } } } } =>
  3.0 | paths: { /a: { post: { ${OK}, callbacks: { done: { "{$request.body#/url}": { put: { ${OK} } } } } } } } => POST /a ; CALLBACK POST /a {$request.body#/url} PUT
  3.0 | paths: { /a: { post: { ${OK}, callbacks: { x-done: { http://b: { put: { ${OK} } }, x-note: { put: { ${OK} } } } } } } } => POST /a ; CALLBACK POST /a http://b PUT
  3.0 | paths: { /a: { post: { ${OK}, callbacks: { done: { $ref: "#/components/callbacks/C" } } } } }, components: { callbacks: { C: { u: { put: { ${OK} } } } } } => POST /a ; CALLBACK POST /a u PUT
  2.0 | paths: { /a: { post: { ${OK}, callbacks: { done: { u: { put: { ${OK} } } } } } } } => POST /a
  3.0 | paths: { /a: { post: { ${OK}, callbacks: { done: { u: { put: { ${OK}, callbacks: { again: { v: { get: { ${OK} } } } } } } } } } } } => POST /a ; CALLBACK POST /a u PUT ; CALLBACK CALLBACK POST /a u PUT v GET
  3.0 | paths: { /a: { post: { ${OK}, callbacks: { done: { u: { $ref: "#/paths/~1a" } } } } } } => POST /a ; CALLBACK POST /a u POST
  3.0 | paths: { /a: { post: { ${OK}, callbacks: { c: { $ref: "#/components/callbacks/C" } } } } }, components: { callbacks: { C: { u: { put: { ${OK}, callbacks: { c: { $ref: "#/components/callbacks/C" } } } } } } } => POST /a ; CALLBACK POST /a u PUT
  3.0 | paths: { /a: { $ref: "#/paths/~1b" }, /b: { get: { ${OK} } } } => GET /a ; GET /b
  3.0 | paths: { /a: { $ref: "#/paths/~1b", post: { ${OK} } }, /b: { get: { ${OK} } } } => POST /a ; GET /a ; GET /b
  3.0 | paths: { /a: { $ref: "#/paths/~1b", get: { ${OK} } }, /b: { get: { ${OK} } } } => GET /a ; GET /b
  3.0 | paths: { /a: { $ref: "#/paths/~1a", get: { ${OK} } } } => GET /a
  3.0 | paths: { /a: { get: { $ref: "#/paths/~1b/get" } }, /b: { get: { ${OK} } } } => GET /a ; GET /b
`,
);

table(
  "Parameters of path item and operation are merged by name and place",
  shown.parameters,
  `
  2.0 | paths: { /a: { parameters: [{ name: q, in: query, type: string }], get: { ${OK} } } } => GET /a query q: string
  2.0 | paths: { /a: { parameters: [{ name: q, in: query, type: string }], get: { parameters: [{ name: q, in: query, type: integer, format: int32 }], ${OK} } } } => GET /a query q: integer(int32)
  2.0 | paths: { /a: { get: { parameters: [{ name: q, in: query, type: array, items: { type: string } }], ${OK} } } } => GET /a query q: array [string]
  2.0 | paths: { /a: { post: { parameters: [{ name: b, in: body, schema: {} }, { name: f, in: formData, type: file }], ${OK} } } } =>
  2.0 | parameters: { x-P: { name: p, in: header, type: string } }, paths: { /a: { get: { parameters: [{ $ref: "#/parameters/x-P" }], ${OK} } } } => GET /a header p: string
  3.0 | paths: { /a: { parameters: [{ name: q, in: query, schema: { type: string } }], get: { parameters: [{ name: q, in: header, schema: {} }], ${OK} } } } => GET /a query q: string ; GET /a header q: anything
  3.0 | paths: { /a: { get: { parameters: [{ name: q, in: query, content: { application/json: { schema: { type: object } } } }], ${OK} } } } => GET /a query q as application/json: object
  3.0 | paths: { /a: { get: { parameters: [{ name: q, in: querystring, content: { a/b: {} } }], ${OK} } } } => GET /a querystring q as a/b
  3.2 | paths: { /a: { get: { parameters: [{ name: q, in: querystring, content: { application/x-www-form-urlencoded: { schema: { properties: { id: {} } } } } }], ${OK} } } } => GET /a querystring q as application/x-www-form-urlencoded: { id: anything }
  3.0 | paths: { /a: { get: { parameters: [{ name: c, in: cookie, schema: true }], ${OK} } } } => GET /a cookie c: true
  3.0 | paths: { /a: { get: { parameters: [{ name: b, in: body, schema: {} }, { in: query }, 5], ${OK} } } } =>
  3.0 | paths: { /a: { get: { parameters: [{ $ref: "#/components/parameters/None" }], ${OK} } } } =>
  3.0 | paths: { /a: { $ref: "#/paths/~1b", parameters: [{ name: q, in: query, schema: { type: string } }] }, /b: { parameters: [{ name: q, in: query, schema: {} }, { name: r, in: query, schema: {} }], get: { ${OK} } } } => GET /a query r: anything ; GET /a query q: string ; GET /b query q: anything ; GET /b query r: anything
`,
);

table(
  "Bodies and responses come by media type",
  shown.messages,
  `
  2.0 | paths: { /a: { post: { parameters: [{ name: b, in: body, schema: { type: object } }], responses: {} } } } => in application/json: object
  2.0 | consumes: [application/xml, text/xml], paths: { /a: { post: { parameters: [{ name: b, in: body, schema: { type: object } }], responses: {} } } } => in application/xml: object ; in text/xml: object
  2.0 | consumes: [application/xml], paths: { /a: { post: { consumes: [a/b], parameters: [{ name: b, in: body, schema: { type: object } }], responses: {} } } } => in a/b: object
  2.0 | paths: { /a: { post: { parameters: [{ name: f, in: formData, type: string, required: true }, { name: g, in: formData, type: integer }], responses: {} } } } => in application/x-www-form-urlencoded: object { f!: string, g: integer }
  2.0 | paths: { /a: { post: { parameters: [{ name: f, in: formData, type: file }], responses: {} } } } => in multipart/form-data: object { f: file }
  2.0 | consumes: [application/json], paths: { /a: { post: { parameters: [{ name: f, in: formData, type: string }], responses: {} } } } => in application/x-www-form-urlencoded: object { f: string }
  2.0 | consumes: [multipart/form-data], paths: { /a: { post: { parameters: [{ name: f, in: formData, type: string }], responses: {} } } } => in multipart/form-data: object { f: string }
  2.0 | paths: { /a: { post: { parameters: [{ name: b, in: body, schema: { type: object } }, { name: c, in: body, schema: { type: string } }, { name: f, in: formData, type: string }], responses: {} } } } => in application/json: object ; in application/json: string ; in application/x-www-form-urlencoded: object { f: string }
  2.0 | paths: { /a: { get: { responses: { 200: { description: OK, schema: { type: string } } } } } } => 200 application/json: string
  2.0 | produces: [text/csv, a/b], paths: { /a: { get: { responses: { 200: { description: OK, schema: { type: string } }, 204: { description: No } } } } } => 200 text/csv: string ; 200 a/b: string ; 204
  2.0 | produces: [text/csv], paths: { /a: { get: { produces: [a/b], responses: { 200: { description: OK, schema: { type: file } } } } } } => 200 a/b: file
  2.0 | paths: { /a: { get: { responses: { 200: { description: OK, headers: { x-total: { type: integer } } } } } } } => 200 ; 200 header x-total: integer
  2.0 | responses: { R: { description: R, schema: { type: string } } }, paths: { /a: { get: { responses: { 200: { $ref: "#/responses/R" }, x-note: { description: No } } } } } => 200 application/json: string
  3.0 | paths: { /a: { post: { requestBody: { content: { a/b: { schema: { type: object } }, x-a/b: {} } }, responses: {} } } } => in a/b: object ; in x-a/b
  3.0 | paths: { /a: { post: { requestBody: { $ref: "#/components/requestBodies/B" }, responses: {} } } }, components: { requestBodies: { B: { content: { a/b: {} } } } } => in a/b
  3.0 | paths: { /a: { get: { responses: { 2XX: { description: OK, content: { a/b: { schema: { $ref: "#/components/schemas/S" } } } }, default: { description: No } } } } }, components: { schemas: { S: {} } } => 2XX a/b: -> S ; default
  3.0 | paths: { /a: { get: { responses: { 200: { description: OK, headers: { x-total: { schema: { type: integer } }, Link: { $ref: "#/components/headers/x-link" } } } } } } }, components: { headers: { x-link: { schema: { type: string } } } } => 200 ; 200 header x-total: integer ; 200 header Link: string
  3.0 | paths: { /a: { get: { responses: { 200: { description: OK, links: { one: { operationId: getOne }, two: { operationRef: "#/paths/~1b/get" }, x-three: { $ref: "#/components/links/L" } } } } } } }, components: { links: { L: { operationId: c } } } => 200 ; 200 link one: getOne ; 200 link two: #/paths/~1b/get ; 200 link x-three: c
  3.0 | paths: { /a: { get: { responses: { 200: { description: OK, links: { one: { $ref: "#/components/links/L" }, two: { $ref: "#/components/links/L" } } } } } } }, components: { links: { L: { operationId: c } } } => 200 ; 200 link one: c ; 200 link two: c
  3.2 | paths: { /a: { get: { responses: { 200: { content: { text/event-stream: { itemSchema: { type: object } } } } } } } } => 200 text/event-stream: each object
  3.2 | paths: { /a: { get: { responses: { 200: { content: { a/b: { $ref: "#/components/mediaTypes/M" }, a/c: { $ref: "#/components/mediaTypes/M" } } } } } } }, components: { mediaTypes: { M: { schema: { type: string } } } } => 200 a/b: string ; 200 a/c: string
`,
);

table(
  "Servers hold for operation, path item and root, the nearest first",
  shown.servers,
  `
  2.0 | host: api.example.com, basePath: /v1, schemes: [https, wss], paths: { /a: { get: { ${OK} } } } => GET /a https://api.example.com/v1 wss://api.example.com/v1
  2.0 | host: "api.example.com:3000", basePath: v1, schemes: [https], paths: { /a: { get: { ${OK} } } } => GET /a https://api.example.com:3000/v1
  2.0 | host: api.example.com, schemes: [https], paths: { /a: { get: { schemes: [http], ${OK} } } } => GET /a http://api.example.com
  2.0 | host: api.example.com, paths: { /a: { get: { ${OK} } } } => GET /a {scheme}://api.example.com
  2.0 | basePath: /v1, schemes: [https], paths: { /a: { get: { ${OK} } } } => GET /a /v1
  2.0 | paths: { /a: { get: { ${OK} } } } => GET /a
  3.0 | paths: { /a: { get: { ${OK} } } } => GET /a
  3.0 | servers: [{ url: //root }, { url: /two }], paths: { /a: { get: { ${OK} } } } => GET /a //root /two
  3.0 | servers: [{ url: //root }], paths: { /a: { servers: [{ url: //item }], get: { ${OK} }, put: { servers: [{ url: //own }], ${OK} } }, /b: { get: { servers: [], ${OK} } } } => GET /a //item ; PUT /a //own ; GET /b //root
  3.0 | servers: [{ url: "https://{env}.example.com/{v}", variables: { env: { default: live, enum: [live, test] }, v: { default: v1 } } }], paths: { /a: { get: { ${OK} } } } => GET /a https://live.example.com/{v} https://test.example.com/{v}
  3.0 | servers: [{ url: "//{x-env}", variables: { x-env: { default: a, enum: [a] } } }], paths: { /a: { get: { ${OK} } } } => GET /a //a
  3.1 | webhooks: { w: { servers: [{ url: //item }], post: { ${OK} } } } => WEBHOOK w POST //item
  3.0 | servers: [{ url: //root }], paths: { /a: { servers: [{ url: //item }], post: { ${OK}, callbacks: { done: { u: { put: { ${OK} } }, v: { servers: [{ url: //there }], put: { ${OK} } }, w: { servers: [{ url: //there }], put: { servers: [{ url: //own }], ${OK} } } } } } } } => POST /a //item ; CALLBACK POST /a u PUT //root ; CALLBACK POST /a v PUT //there ; CALLBACK POST /a w PUT //own
  3.0 | paths: { /a: { $ref: "#/paths/~1b", servers: [{ url: //beside }] }, /b: { servers: [{ url: //there }], get: { ${OK} } } } => GET /a //beside ; GET /b //there
`,
);

table(
  "Security schemes come in the words of OpenAPI 3",
  shown.schemes,
  `
  2.0 | securityDefinitions: { a: { type: basic } } => a http basic
  2.0 | securityDefinitions: { x-key: { type: apiKey, in: header, name: X-Key } } => x-key apiKey header X-Key
  2.0 | securityDefinitions: { a: { type: oauth2, flow: accessCode, scopes: { read: Reads, x-note: No } } } => a oauth2 authorizationCode(read)
  2.0 | securityDefinitions: { a: { type: oauth2, flow: application, scopes: {} } } => a oauth2 clientCredentials()
  2.0 | securityDefinitions: { a: { type: oauth2, flow: implicit, scopes: {} }, b: { type: oauth2, flow: password, scopes: {} } } => a oauth2 implicit() ; b oauth2 password()
  2.0 | securityDefinitions: { a: { type: oauth2, flow: magic } } => a oauth2 unknown()
  3.0 | components: { securitySchemes: { a: { type: http, scheme: Basic }, b: { type: http, scheme: BEARER } } } => a http basic ; b http bearer
  3.0 | components: { securitySchemes: { a: { type: basic } } } => a unknown basic
  3.0 | components: { securitySchemes: { x-api-key: { type: apiKey, in: query, name: key }, c: { type: apiKey, in: cookie, name: sid } } } => x-api-key apiKey query key ; c apiKey cookie sid
  3.0 | components: { securitySchemes: { a: { type: oauth2, flows: { implicit: { scopes: { r: R, x-w: W } }, authorizationCode: { scopes: {} }, x-own: { scopes: {} } } } } } => a oauth2 implicit(r,x-w) authorizationCode()
  3.0 | components: { securitySchemes: { a: { type: openIdConnect, openIdConnectUrl: https://id.example.com } } } => a openIdConnect https://id.example.com
  3.0 | components: { securitySchemes: { a: { $ref: "#/components/securitySchemes/b" }, b: { type: http, scheme: digest } } } => a http digest ; b http digest
  3.1 | components: { securitySchemes: { a: { type: mutualTLS } } } => a mutualTLS
  3.2 | components: { securitySchemes: { a: { type: oauth2, flows: { deviceAuthorization: { deviceAuthorizationUrl: https://a, tokenUrl: https://b, scopes: {} } } } } } => a oauth2 deviceAuthorization()
  3.0 | components: { securitySchemes: { a: { type: magic }, b: 5 } } => a unknown
`,
);

const SCHEMES =
  "components: { securitySchemes: { a: { type: http, scheme: bearer }, b: { type: http, scheme: basic }, x-key: { type: apiKey, in: header, name: K } } }";

table(
  "Security is an OR of ANDs, inherited from the root",
  shown.security,
  `
  3.0 | ${SCHEMES}, security: [{ a: [] }], paths: { /a: { get: { ${OK} }, put: { security: [{ b: [] }], ${OK} } } } => GET /a secured a ; PUT /a secured b
  3.0 | ${SCHEMES}, security: [{ a: [r, w], b: [] }, { b: [] }], paths: { /a: { get: { ${OK} } } } => GET /a secured a(r,w) & b | b
  3.0 | ${SCHEMES}, security: [{ x-key: [] }], paths: { /a: { get: { ${OK} } } } => GET /a secured x-key
  2.0 | securityDefinitions: { x-key: { type: basic } }, security: [{ x-key: [] }], paths: { /a: { get: { ${OK} } } } => GET /a secured x-key
  3.0 | ${SCHEMES}, security: [{ a: [] }], paths: { /a: { get: { security: [], ${OK} } } } => GET /a anonymous
  3.0 | ${SCHEMES}, security: [{ a: [] }], paths: { /a: { put: { security: [{}], ${OK} } } } => PUT /a anonymous {}
  3.0 | ${SCHEMES}, security: [{ a: [] }], paths: { /a: { delete: { security: [{}, { a: [] }], ${OK} } } } => DELETE /a optional {} | a
  3.0 | ${SCHEMES}, paths: { /a: { get: { ${OK} } } } => GET /a unstated
  3.0 | ${SCHEMES}, paths: { /a: { get: { ${OK} }, put: { security: [{ a: [] }], ${OK} } } } => GET /a anonymous ; PUT /a secured a
  3.0 | ${SCHEMES}, paths: { /a: { get: { security: [], ${OK} }, put: { ${OK} } } } => GET /a anonymous ; PUT /a unstated
  3.0 | security: [{ none: [] }], paths: { /a: { get: { ${OK} } } } => GET /a secured none?
  3.0 | ${SCHEMES}, security: [{ A: [] }], paths: { /a: { get: { ${OK} } } } => GET /a secured A?
  3.0 | ${SCHEMES}, security: [{ a: [] }], paths: { /a: { get: { security: null, ${OK} } } } => GET /a secured a
  3.0 | ${SCHEMES}, security: [{ a: [] }], paths: { /a: { get: { security: { b: [] }, ${OK} } } } => GET /a secured a
  3.0 | ${SCHEMES}, paths: { /a: { get: { security: { b: [] }, ${OK} }, put: { security: [{ a: [] }], ${OK} } } } => GET /a unstated ; PUT /a secured a
  3.0 | ${SCHEMES}, security: bearer, paths: { /a: { get: { ${OK} }, put: { security: [{ a: [] }], ${OK} } } } => GET /a unstated ; PUT /a secured a
  3.0 | ${SCHEMES}, paths: { /a: { get: { security: [b, null], ${OK} }, put: { security: [{ a: [] }], ${OK} } } } => GET /a unstated ; PUT /a secured a
  3.0 | ${SCHEMES}, paths: { /a: { get: { security: [5, { a: read }], ${OK} } } } => GET /a secured a
  3.1 | ${SCHEMES}, security: [{ a: [] }], webhooks: { w: { post: { ${OK} } } } => WEBHOOK w POST secured a
  3.2 | ${SCHEMES}, security: [{ "#/components/securitySchemes/a": [] }], paths: { /a: { get: { ${OK} } } } => GET /a secured #/components/securitySchemes/a
  3.2 | security: [{ "#/components/securitySchemes/none": [] }], paths: { /a: { get: { ${OK} } } } => GET /a secured #/components/securitySchemes/none?
  3.1 | ${SCHEMES}, security: [{ "#/components/securitySchemes/a": [] }], paths: { /a: { get: { ${OK} } } } => GET /a secured #/components/securitySchemes/a?
  3.0 | ${SCHEMES}, paths: { /a: { get: { $ref: "#/paths/~1b/put", security: [{ b: [] }] } }, /b: { put: { security: [{ a: [] }], ${OK} } } } => GET /a secured b ; PUT /b secured a
`,
);

table(
  "Schemas are read by the keywords of their version",
  shown.schemaS,
  `
  2.0 | definitions: { S: { type: object, required: [id], properties: { id: { type: string, x-nullable: true } }, discriminator: id } } => object { id!: string nullable } by id()
  2.0 | definitions: { S: { allOf: [{ $ref: "#/definitions/T" }, { type: object }] }, T: {} } => allOf(-> T, object)
  3.0 | components: { schemas: { S: { type: string, nullable: true, format: date, readOnly: true } } } => string(date) nullable readOnly
  3.0 | components: { schemas: { S: { properties: { x-ray: { type: string }, $ref: { type: string } } } } } => { x-ray: string, $ref: string }
  3.0 | components: { schemas: { S: { additionalProperties: true } } } => { *: true }
  3.0 | components: { schemas: { S: { additionalProperties: { type: string } } } } => { *: string }
  3.0 | components: { schemas: { S: { oneOf: [{ type: string }, { type: object }], not: { type: "null" } } } } => oneOf(string, object) not(null nullable)
  3.0 | components: { schemas: { S: { $ref: "#/components/schemas/T", description: Mine }, T: {} } } => -> T "Mine"
  3.1 | components: { schemas: { S: { $ref: "#/components/schemas/T", readOnly: true, properties: { a: true } }, T: {} } } => -> T { a: true } readOnly
  3.1 | components: { schemas: { S: { type: [string, "null"] } } } => string/null nullable
  3.1 | components: { schemas: { S: true } } => true
  3.1 | components: { schemas: { S: { items: false, properties: { a: true, b: false } } } } => { a: true, b: false } [false]
  3.1 | components: { schemas: { S: { prefixItems: [{ type: string }, { type: integer }], items: { type: object } } } } => [string, integer] [object]
  3.1 | components: { schemas: { S: { items: [{ type: string }] } } } => [string]
  3.1 | components: { schemas: { S: { dependentSchemas: { a: { type: object } } } } } => with a(object)
  3.1 | components: { schemas: { S: { dependencies: { a: { type: object }, b: [c] } } } } => with a(object)
  3.1 | components: { schemas: { S: { if: { type: string }, then: { type: object }, else: false } } } => if(string) then(object) else(false)
  3.1 | components: { schemas: { S: { patternProperties: { "^x-": { type: string } } } } } => { /^x-/: string }
  3.1 | components: { schemas: { S: { contains: { type: string }, propertyNames: { type: string }, unevaluatedProperties: false, contentSchema: { type: object } } } } => contains(string) propertyNames(string) contentSchema(object)
  3.1 | components: { schemas: { S: { $ref: "#/components/schemas/S/$defs/D", $defs: { D: { type: string } } } } } => -> string
  3.1 | components: { schemas: { S: { $ref: "#tree" }, T: { $anchor: tree, type: object } } } => -> T
  3.1 | components: { schemas: { S: { items: { $dynamicRef: "#node" } }, T: { $dynamicAnchor: node, type: object } } } => [-> T]
  3.1 | components: { schemas: { S: { $ref: "https://example.com/t" }, T: { $id: "https://example.com/t" } } } => -> T
  3.0 | components: { schemas: { S: { type: object, properties: { child: { $ref: "#/components/schemas/S" }, all: { type: array, items: { $ref: "#/components/schemas/S" } } } } } } => object { child: -> S, all: array [-> S] }
  3.0 | components: { schemas: { S: { $ref: "#/components/schemas/T" }, T: { $ref: "#/components/schemas/S" } } } => -> T
  3.0 | components: { schemas: { S: { $ref: "#/components/schemas/S" } } } => anything
  3.0 | components: { schemas: { S: { oneOf: [], discriminator: { propertyName: kind, mapping: { cat: Cat, x-dog: "#/components/schemas/Dog" } } }, Cat: {}, Dog: {} } } => by kind(cat: Cat, x-dog: Dog)
  3.0 | components: { schemas: { S: { discriminator: { propertyName: kind, mapping: { cat: None } } } } } => by kind()
  3.2 | components: { schemas: { S: { discriminator: { propertyName: kind, defaultMapping: Cat } }, Cat: {} } } => by kind(else Cat)
  3.0 | components: { schemas: { x-S: {}, S: { $ref: "#/components/schemas/x-S" } } } => -> x-S
  3.2 | $self: https://example.com/api, components: { schemas: { S: { $ref: "https://example.com/api#/components/schemas/T" }, T: {} } } => -> T
`,
);

table(
  "Examples are values, and nothing in them is followed",
  shown.examples,
  `
  3.0 | paths: { /a: { get: { parameters: [{ name: q, in: query, schema: {}, example: 1 }], ${OK} } } } => 1
  3.0 | paths: { /a: { get: { parameters: [{ name: q, in: query, schema: {}, examples: { one: { value: { $ref: "/etc/passwd" } }, x-two: { value: 2 } } }], ${OK} } } } => {"$ref":"/etc/passwd"} ; 2
  3.0 | paths: { /a: { get: { parameters: [{ name: q, in: query, schema: {}, examples: { one: { $ref: "#/components/examples/E" } } }], ${OK} } } }, components: { examples: { E: { value: [3] } } } => [3]
  3.2 | paths: { /a: { get: { parameters: [{ name: q, in: query, schema: {}, examples: { one: { dataValue: 4 }, two: { serializedValue: "5" }, three: { externalValue: "e.json" } } }], ${OK} } } } => 4 ; "5"
  3.0 | paths: { /a: { post: { requestBody: { content: { a/b: { example: { type: string } } } }, responses: { 200: { description: OK, content: { a/b: { examples: { e: { value: null } } } } } } } } } => null ; {"type":"string"}
  3.1 | components: { schemas: { S: { examples: [1, 2], default: 3, const: 4 } } } => 1 ; 2 ; 3 ; 4
  2.0 | definitions: { S: { example: { $ref: none.yaml } } } => {"$ref":"none.yaml"}
  2.0 | paths: { /a: { get: { responses: { 200: { description: OK, examples: { application/json: { $ref: none.yaml } } } } } } }, produces: [application/json] => {"$ref":"none.yaml"}
`,
);

table(
  "What cannot be read is said",
  shown.troubles,
  `
  3.0 | paths: { /a: { get: { ${OK} } } } =>
  3.0 | paths: { /a: { get: { parameters: [{ name: q, in: query, schema: {}, example: { $ref: none.yaml }, examples: { e: { value: { $ref: none.yaml } } } }], ${OK} } } } =>
  3.0 | paths: { /a: { get: { parameters: [{ name: q, in: query, schema: {}, examples: { e: { $ref: none.yaml } } }], ${OK} } } } => #/paths/~1a/get/parameters/0/examples/e missing-file
  3.0 | paths: [] => #/paths "paths" is a list; an object is expected
  3.0 | paths: { /a: 5 } => #/paths/~1a a number stands where a path item is expected
  3.0 | paths: { /a: { get: [] } } => #/paths/~1a/get a list stands where an operation is expected
  3.0 | paths: { /a: { GET: { ${OK} } } } => #/paths/~1a/GET "GET" is no method (the key is "get"), so this operation is not read
  3.0 | paths: { /a: { get: { security: { a: [] }, ${OK} } } } => #/paths/~1a/get/security "security" is an object; a list is expected
  3.0 | paths: { /a: { get: { security: [a], ${OK} } } } => #/paths/~1a/get/security/0 a text stands where a security requirement is expected
  3.0 | paths: { /a: { get: { parameters: [{ name: a }], ${OK} } } } => #/paths/~1a/get/parameters/0 a parameter whose "in" is missing
  3.0 | paths: { /a: { $ref: "#/paths/~1a" } } => #/paths/~1a circular
  3.0 | paths: { /a: { get: { responses: { 200: { $ref: "#/components/responses/R" } } } } } => #/paths/~1a/get/responses/200 missing-target
  3.0 | paths: { /a: { get: { responses: { 200: { $ref: "https://example.com/r.yaml" } } } } } => #/paths/~1a/get/responses/200 remote
  3.0 | paths: { /a: { get: { responses: { 200: { $ref: "../../../../etc/passwd" } } } } } => #/paths/~1a/get/responses/200 outside
  3.0 | components: { schemas: { S: { properties: { a: 5, b: { $ref: "#/none" } }, discriminator: [] } } } => #/components/schemas/S/properties/b missing-target ; #/components/schemas/S/properties/a a number stands where a schema is expected ; #/components/schemas/S/discriminator a list stands where a discriminator is expected
  3.0 | components: { schemas: { S: { $ref: "#/components/schemas/S" } } } => #/components/schemas/S circular
  3.0 | components: { securitySchemes: { a: { type: oauth2, flows: { implicit: 5 } } } } => #/components/securitySchemes/a/flows/implicit a number stands where an OAuth flow is expected
  3.0 | servers: [5, { url: /, variables: { a: 5 } }], tags: [5, { description: D }] => #/servers/0 a number stands where a server is expected ; #/servers/1/variables/a a number stands where a server variable is expected ; #/tags/0 a number stands where a tag is expected ; #/tags/1 a tag without a name
  3.0 | paths: { /a: { post: { ${OK}, callbacks: { done: { u: { $ref: "#/paths/~1a" } } } } } } =>
`,
);

test("tags, human texts and extensions are kept", async () => {
  const api = await apiOf(
    description(
      "3.2",
      `
info: { title: T, summary: S, description: D, version: 1.0, contact: { name: N, email: e@example.com }, license: { name: L }, x-own: 1, odd: 2 }
tags: [{ name: a, summary: A, parent: b, kind: nav }, { name: b }]
paths: { /a: { summary: S2, x-item: 1, get: { tags: [a], deprecated: true, operationId: getA, x-op: 1, rate: 5, responses: {} } } }
`,
    ),
  );
  const [operation] = api.operations;
  expect({
    info: [
      api.info.title,
      api.info.summary,
      api.info.description,
      api.info.version,
      api.info.contact,
      api.info.license,
    ],
    kept: [...api.info.extensions.keys(), ...api.info.unknown.map(({ pointer }) => pointer)],
    tags: api.tags.map(({ name, summary, parent }) => [name, summary, parent]),
    operation: [operation?.tags, operation?.deprecated, operation?.operationId, operation?.pathItem.summary],
    keptThere: [...operation!.extensions.keys(), ...operation!.unknown.map(({ pointer }) => pointer)],
  }).toEqual({
    info: ["T", "S", "D", "1", { name: "N", email: "e@example.com", url: undefined }, "L"],
    kept: ["x-own", "#/info/odd"],
    tags: [
      ["a", "A", "b"],
      ["b", undefined, undefined],
    ],
    operation: [["a"], true, "getA", "S2"],
    keptThere: ["x-op", "#/paths/~1a/get/rate"],
  });
});

test("what stands beside a reference counts in 3.1, and the element's own words are kept", async () => {
  const part = `
paths: { /a: { $ref: "#/components/pathItems/P", x-mine: 1, summary: Mine } }
components:
  parameters: { Q: { name: q, in: query, description: Theirs, schema: {} } }
  pathItems: { P: { summary: Theirs, x-theirs: 2, get: { parameters: [{ $ref: "#/components/parameters/Q", description: Mine }], responses: {} } } }
`;
  const words = async (version: string) => {
    const [operation] = (await apiOf(description(version, part))).operations;
    const [parameter] = operation!.parameters;
    return [
      operation!.pathItem.summary,
      ...operation!.pathItem.extensions.keys(),
      parameter?.description,
      parameter?.defined?.description,
    ];
  };
  expect(await words("3.1")).toEqual(["Mine", "x-theirs", "x-mine", "Mine", "Theirs"]);
  expect(await words("3.0")).toEqual(["Mine", "x-theirs", "x-mine", "Theirs", undefined]);
});
