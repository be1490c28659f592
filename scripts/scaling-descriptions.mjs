/*
 * Shapes of descriptions for `scaling.mjs`: each gives the text of a description with n elements of one kind, whatever
 * a writer may repeat as often as they like.
 */

const times = (n, make) => Array.from({ length: n }, (_, index) => make(index));
const keyed = (n, entry) => Object.fromEntries(times(n, entry));
const json = (value) => ({ "api.json": JSON.stringify(value) });

const INFO = { title: "Fleet", version: "1", contact: { name: "Fleet" } };
const OK = { 200: { description: "ok", content: { "application/json": { schema: { type: "string" } } } } };
const SCHEMES = { token: { type: "http", scheme: "bearer" } };

/** A description of OpenAPI 3.1 with one operation, and more. */
function description({ components = {}, operation = {}, item = {}, paths, ...more } = {}) {
  return json({
    openapi: "3.1.0",
    info: INFO,
    servers: [{ url: "https://api.example.com" }],
    security: [{ token: [] }],
    paths: paths ?? { "/things/{id}": { ...item, get: { parameters: [ID], responses: OK, ...operation } } },
    ...more,
    components: { securitySchemes: SCHEMES, ...components },
  });
}
const oauthOf = (scopes) => ({
  type: "oauth2",
  flows: { clientCredentials: { tokenUrl: "https://t.example.com", scopes } },
});
const ID = { name: "id", in: "path", required: true, schema: { type: "string" } };

const returning = (schema, more = {}) =>
  description({
    ...more,
    operation: { responses: { 200: { description: "ok", content: { "application/json": { schema } } } } },
  });
const properties = (members) => returning({ type: "object", properties: members });
const taking = (schema) =>
  description({
    paths: {
      "/things": { post: { requestBody: { content: { "application/json": { schema } } }, responses: OK } },
    },
  });
const body = (members) => ({ content: { "application/json": { schema: { type: "object", properties: members } } } });
const answer = (members) => ({ 200: { description: "ok", ...body(members) } });
const ref = (name) => ({ $ref: `#/components/schemas/${name}` });
const inYaml = (lines) => ({ "api.yaml": lines.join("\n") });
const YAML_HEAD = ["openapi: 3.1.0", "info: {title: Fleet, version: '1'}", "paths: {}"];
const orders = {
  200: {
    description: "ok",
    content: { "application/json": { schema: { type: "array", items: { type: "object", properties: { id: {} } } } } },
  },
};
const code = (digits) => ({ type: "string", pattern: `^\\d{${digits}}$` });
const withText = (text) => (n) => ({
  "api.json": JSON.stringify({
    openapi: "3.1.0",
    info: { ...INFO, description: text(n) },
    security: [{ token: [] }],
    paths: {
      "/things/{id}": {
        get: {
          summary: text(n),
          description: text(n),
          parameters: [{ ...ID, description: text(n) }],
          responses: {
            200: {
              description: text(n),
              content: {
                "application/json": { schema: { type: "object", properties: { name: { description: text(n) } } } },
              },
            },
          },
        },
      },
    },
    components: { securitySchemes: { token: { ...SCHEMES.token, description: text(n) } } },
  }),
});
const withName = (text) => (n) => {
  const name = text(n);
  return {
    "api.json": JSON.stringify({
      openapi: "3.1.0",
      info: { title: name, version: name, contact: { name, email: name, url: name } },
      servers: [{ url: `https://${name}`, variables: { [name]: { default: name, enum: [name] } } }],
      tags: [{ name }],
      security: [{ [name]: [name] }],
      paths: {
        [`/${name}`]: {
          get: {
            operationId: name,
            tags: [name],
            parameters: [
              {
                name,
                in: "query",
                example: name,
                schema: { type: "string", pattern: name, default: name, format: name },
              },
            ],
            responses: {
              200: {
                description: name,
                headers: { [name]: { schema: { type: "string" } } },
                content: {
                  [name]: { schema: { type: "object", properties: { [name]: { enum: [name], example: name } } } },
                },
              },
            },
          },
        },
      },
      components: {
        schemas: { [name]: { type: "object", properties: { password: { default: name, title: name } } } },
        securitySchemes: {
          [name]: {
            type: "oauth2",
            flows: { clientCredentials: { tokenUrl: `https://${name}`, scopes: { [name]: name } } },
          },
        },
      },
    }),
  };
};

export const DESCRIPTIONS = {
  // Paths and operations
  operations: (n) => description({ paths: keyed(n, (i) => [`/things${i}`, { get: { responses: OK } }]) }),
  "open operations": (n) =>
    description({ security: [], paths: keyed(n, (i) => [`/things${i}`, { post: { responses: OK } }]) }),
  "parameterised paths": (n) =>
    description({
      paths: keyed(n, (i) => [`/things${i}/{id}`, { get: { parameters: [ID], responses: OK } }]),
    }),
  "ambiguous paths": (n) =>
    description({
      paths: keyed(n, (i) => [`/things/{id${i}}`, { get: { parameters: [{ ...ID, name: `id${i}` }], responses: OK } }]),
    }),
  "crossing paths": (n) =>
    description({
      paths: keyed(n, (i) => [i % 2 === 0 ? `/{a}/x${i}` : `/x${i}/{b}`, { get: { responses: OK } }]),
    }),
  "states to decide about": (n) =>
    description({
      paths: keyed(n, (i) => [
        `/claims${i}/{id}`,
        { patch: { parameters: [ID], requestBody: body({ status: { enum: ["draft", "approved"] } }), responses: OK } },
      ]),
    }),
  "proofs that come back": (n) =>
    description({
      security: [],
      paths: keyed(n, (i) => [
        `/login${i}/code`,
        { post: { requestBody: body({ phone: {} }), responses: answer({ activationToken: { type: "string" } }) } },
      ]),
    }),
  "passwords kept to a few": (n) =>
    description({
      paths: keyed(n, (i) => [
        `/visits${i}`,
        {
          get: {
            security: [{ login: [`scope${i}`] }],
            description: "Reserved for the nurse.",
            responses: answer({ password: { type: "string" } }),
          },
        },
      ]),
      components: { securitySchemes: { ...SCHEMES, login: { type: "oauth2", flows: {} } } },
    }),
  "files by number": (n) =>
    description({
      security: [],
      paths: keyed(n, (i) => [
        `/files${i}/{id}/pdf`,
        {
          get: {
            parameters: [{ ...ID, schema: { type: "integer" } }],
            responses: { 200: { description: "ok", content: { "application/pdf": {} } } },
          },
        },
      ]),
    }),
  "reads that ask for no scope": (n) =>
    description({
      paths: keyed(n, (i) => [
        `/things${i}/{id}`,
        {
          get: {
            tags: ["things"],
            parameters: [ID],
            security: [{ oauth: i % 2 === 0 ? [] : ["things"] }],
            responses: OK,
          },
        },
      ]),
      components: { securitySchemes: { oauth: { type: "oauth2", flows: {} } } },
    }),
  "lists of one kind": (n) =>
    description({
      paths: Object.assign(
        {},
        ...times(n, (i) => ({
          [`/shops${i}/{shop${i}}/orders`]: {
            get: { parameters: [{ ...ID, name: `shop${i}` }], responses: orders },
          },
          [`/users${i}/{user${i}}/orders/{id}`]: {
            get: { parameters: [{ ...ID, name: `user${i}` }, ID], responses: answer({ email: { type: "string" } }) },
          },
        })),
      ),
    }),
  "codes that come back": (n) =>
    description({
      security: [],
      paths: {
        "/phone": {
          post: { requestBody: body({ phone: {} }), responses: answer(keyed(n, (i) => [`a${i}`, code(6)])) },
        },
        "/phone/check": { post: { requestBody: body(keyed(n, (i) => [`b${i}`, code(4)])), responses: OK } },
      },
    }),
  "proofs that one call gives": (n) =>
    description({
      security: [],
      paths: {
        "/login/code": {
          post: {
            requestBody: body({ phone: {} }),
            responses: answer(keyed(n, (i) => [`activationToken${i}`, { type: "string" }])),
          },
        },
      },
    }),
  "changes with one key": (n) =>
    description({
      security: [{ key: [] }],
      paths: keyed(n, (i) => [
        `/accounts/settings${i}`,
        {
          patch: {
            requestBody: body({ webhookUrl: { type: "string" }, mfaRequired: { type: "boolean" } }),
            responses: OK,
          },
        },
      ]),
      components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-API-Key" } } },
    }),
  "deletions that ask for nothing": (n) =>
    json({
      openapi: "3.1.0",
      info: INFO,
      paths: keyed(n, (i) => [
        `/things${i}/{id}`,
        { delete: { parameters: [ID], responses: { 204: { description: "Gone" } } } },
      ]),
    }),
  "open parts of one thing": (n) =>
    description({
      security: [],
      paths: keyed(n, (i) => [
        `/cases/{id}/parts${i}`,
        {
          get: { parameters: [ID], responses: answer({ name: { type: "string" } }) },
          post: { parameters: [ID], requestBody: body({ name: { type: "string" } }), responses: OK },
        },
      ]),
    }),
  "a long path": (n) => description({ paths: { [`/a${"/b".repeat(n)}`]: { get: { responses: OK } } } }),
  "templates in a path": (n) =>
    description({
      paths: {
        [times(n, (i) => `/{p${i}}`).join("")]: {
          get: { parameters: times(n, (i) => ({ ...ID, name: `p${i}` })), responses: OK },
        },
      },
    }),
  "path parameters of none": (n) =>
    description({ operation: { parameters: [ID, ...times(n, (i) => ({ ...ID, name: `p${i}` }))] } }),
  "query parameters": (n) =>
    description({
      operation: { parameters: [ID, ...times(n, (i) => ({ name: `q${i}`, in: "query", schema: { type: "string" } }))] },
    }),
  "the same parameter": (n) => description({ operation: { parameters: times(n, () => ID) } }),
  "parameters by reference": (n) =>
    description({
      operation: { parameters: times(n, (i) => ({ $ref: `#/components/parameters/p${i}` })) },
      components: { parameters: keyed(n, (i) => [`p${i}`, { ...ID, name: `p${i}`, in: "header" }]) },
    }),
  "parameters of a path": (n) =>
    description({
      paths: keyed(Math.ceil(n / 8), (i) => [
        `/things${i}`,
        {
          parameters: times(8, (p) => ({ name: `q${p}`, in: "query", schema: { type: "integer" } })),
          get: { responses: OK },
        },
      ]),
    }),
  "operation ids twice": (n) =>
    description({ paths: keyed(n, (i) => [`/things${i}`, { get: { operationId: "same", responses: OK } }]) }),
  "paths with dots": (n) =>
    description({ paths: keyed(n, (i) => [`/v${i}/things/{id}`, { get: { parameters: [ID], responses: OK } }]) }),
  administration: (n) => description({ paths: keyed(n, (i) => [`/admin/things${i}`, { delete: { responses: OK } }]) }),
  "sign-ups": (n) =>
    description({
      paths: keyed(n, (i) => [
        `/v${i}/register`,
        {
          post: {
            security: [],
            operationId: `register${i}`,
            requestBody: {
              content: {
                "application/json": {
                  schema: {
                    type: "object",
                    properties: { email: { type: "string" }, password: { type: "string", format: "password" } },
                  },
                },
              },
            },
            responses: OK,
          },
        },
      ]),
    }),
  "log-ins": (n) =>
    description({
      paths: keyed(n, (i) => [
        `/a${i}/login`,
        {
          post: {
            requestBody: { content: { "application/json": { schema: ref("Login") } } },
            responses: { 200: { description: "ok", content: { "application/json": { schema: ref("Token") } } } },
          },
        },
      ]),
      components: {
        schemas: {
          Login: { type: "object", properties: { email: { type: "string" }, password: { type: "string" } } },
          Token: { type: "object", properties: { access_token: { type: "string" } } },
        },
      },
    }),
  "others by id": (n) =>
    description({
      paths: keyed(n, (i) => [
        `/users${i}/{id}`,
        {
          get: {
            parameters: [ID],
            responses: { 200: { description: "ok", content: { "application/json": { schema: ref("User") } } } },
          },
        },
      ]),
      components: {
        schemas: {
          User: {
            type: "object",
            properties: { id: { type: "string" }, email: { type: "string" }, iban: { type: "string" } },
          },
        },
      },
    }),
  "profiles in lists": (n) =>
    description({
      security: [],
      paths: keyed(n, (i) => [
        `/members${i}`,
        {
          get: {
            responses: {
              200: {
                description: "ok",
                content: {
                  "application/json": {
                    schema: {
                      type: "array",
                      items: {
                        type: "object",
                        properties: {
                          id: { type: "string" },
                          birthDate: { type: "string", format: "date" },
                          private: { type: "boolean" },
                        },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      ]),
    }),
  callbacks: (n) =>
    description({
      operation: {
        callbacks: keyed(n, (i) => [
          `on${i}`,
          { [`{$request.body#/url${i}}`]: { $ref: "#/components/pathItems/Event" } },
        ]),
      },
      components: { pathItems: { Event: { post: { responses: OK } } } },
    }),
  "expressions of a callback": (n) =>
    description({
      operation: {
        callbacks: { on: keyed(n, (i) => [`{$request.body#/url${i}}`, { post: { responses: OK } }]) },
      },
    }),
  webhooks: (n) => description({ webhooks: keyed(n, (i) => [`event${i}`, { post: { responses: OK } }]) }),
  // Servers and security
  "http servers": (n) => description({ servers: times(n, (i) => ({ url: `http://h${i}.example.com` })) }),
  "https servers": (n) => description({ servers: times(n, (i) => ({ url: `https://h${i}.example.com` })) }),
  "servers of operations": (n) =>
    description({
      paths: keyed(n, (i) => [
        `/things${i}`,
        { get: { servers: [{ url: `http://h${i}.example.com` }], responses: OK } },
      ]),
    }),
  "server variables": (n) =>
    description({
      servers: [
        {
          url: `https://${times(n, (i) => `{v${i}}`).join(".")}.example.com`,
          variables: keyed(n, (i) => [`v${i}`, { default: `d${i}` }]),
        },
      ],
    }),
  "values of a server variable": (n) =>
    description({
      servers: [
        { url: "https://{v}.example.com", variables: { v: { default: "d0", enum: times(n, (i) => `d${i}`) } } },
      ],
    }),
  "security schemes": (n) =>
    description({
      security: times(n, (i) => ({ [`s${i}`]: [] })),
      components: { securitySchemes: keyed(n, (i) => [`s${i}`, { type: "http", scheme: "bearer" }]) },
    }),
  "schemes together": (n) =>
    description({
      security: [keyed(n, (i) => [`s${i}`, []])],
      components: {
        securitySchemes: keyed(n, (i) => [`s${i}`, { type: "apiKey", in: "query", name: `k${i}` }]),
      },
    }),
  "schemes of operations": (n) =>
    description({
      paths: keyed(n, (i) => [`/things${i}`, { get: { security: [{ [`s${i}`]: [] }], responses: OK } }]),
      components: { securitySchemes: keyed(n, (i) => [`s${i}`, { type: "http", scheme: "basic" }]) },
    }),
  "security alternatives": (n) => description({ security: times(n, () => ({ token: [] })) }),
  "undefined schemes": (n) => description({ security: times(n, (i) => ({ [`s${i}`]: [] })) }),
  scopes: (n) =>
    description({
      security: [{ oauth: times(n, (i) => `s${i}`) }],
      components: {
        securitySchemes: {
          oauth: {
            type: "oauth2",
            flows: {
              clientCredentials: {
                tokenUrl: "https://t.example.com",
                scopes: keyed(n, (i) => [`s${i}`, "reads"]),
              },
            },
          },
        },
      },
    }),
  "undeclared scopes": (n) =>
    description({
      paths: keyed(n, (i) => [`/things${i}`, { get: { security: [{ oauth: [`s${i}`] }], responses: OK } }]),
      components: {
        securitySchemes: {
          oauth: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "https://t.example.com", scopes: {} } } },
        },
      },
    }),
  "alternatives with scopes": (n) =>
    description({
      security: times(n, (i) => ({ oauth: [`s${i}`] })),
      components: {
        securitySchemes: {
          oauth: {
            type: "oauth2",
            flows: {
              clientCredentials: { tokenUrl: "https://t.example.com", scopes: keyed(n, (i) => [`s${i}`, "reads"]) },
            },
          },
        },
      },
    }),
  "scopes that texts name": (n) =>
    description({
      paths: keyed(n, (i) => [
        `/things${i}`,
        {
          get: {
            security: [{ oauth: [`things:own${i}`] }],
            description: `Callers need things:read${i}. Others need things:list.`,
            responses: OK,
          },
        },
      ]),
      components: { securitySchemes: { oauth: oauthOf(keyed(n, (i) => [`things:read${i}`, "reads"])) } },
    }),
  "keys that texts send": (n) =>
    description({
      paths: keyed(n, (i) => [
        `/things${i}`,
        { get: { description: `Call with X-Key-${i}: Zq3Xv8Lm2Rt5Yw9Kp${i}abcdef.`, responses: OK } },
      ]),
      components: {
        securitySchemes: keyed(n, (i) => [`key${i}`, { type: "apiKey", in: "header", name: `X-Key-${i}` }]),
      },
    }),
  // Lists of an operation
  tags: (n) =>
    description({
      tags: times(n, (i) => ({ name: `t${i}`, description: "things" })),
      operation: { tags: times(n, (i) => `t${i}`) },
    }),
  "tags of operations": (n) =>
    description({
      tags: times(n, (i) => ({ name: `t${i}` })),
      paths: keyed(n, (i) => [`/things${i}`, { get: { tags: [`t${i}`], responses: OK } }]),
    }),
  "the same tag": (n) => description({ tags: times(n, () => ({ name: "t" })) }),
  responses: (n) => description({ operation: { responses: keyed(n, (i) => [`${i}`, { description: "ok" }]) } }),
  "media types": (n) =>
    description({
      operation: {
        responses: {
          200: {
            description: "ok",
            content: keyed(n, (i) => [`application/x${i}+json`, { schema: { type: "string" } }]),
          },
        },
      },
    }),
  headers: (n) =>
    description({
      operation: {
        responses: {
          200: { description: "ok", headers: keyed(n, (i) => [`X-H${i}`, { schema: { type: "string" } }]) },
        },
      },
    }),
  links: (n) =>
    description({
      operation: {
        responses: { 200: { description: "ok", links: keyed(n, (i) => [`l${i}`, { operationId: `o${i}` }]) } },
      },
    }),
  examples: (n) =>
    description({
      operation: {
        responses: {
          200: {
            description: "ok",
            content: {
              "application/json": {
                schema: { type: "object", properties: { email: { type: "string" } } },
                examples: keyed(n, (i) => [`e${i}`, { value: { email: `jane${i}@acme.com` } }]),
              },
            },
          },
        },
      },
    }),
  "a long example": (n) =>
    returning({ type: "array", items: { type: "object" }, example: times(n, (i) => ({ email: `jane${i}@acme.com` })) }),
  extensions: (n) => description({ operation: keyed(n, (i) => [`x-e${i}`, { a: i }]) }),
  "external documents": (n) =>
    description({ tags: times(n, (i) => ({ name: `t${i}`, externalDocs: { url: `https://e${i}.com` } })) }),
  // Schemas
  properties: (n) => properties(keyed(n, (i) => [`p${i}`, { type: "string" }])),
  "sensitive properties": (n) => properties(keyed(n, (i) => [`email${i}`, { type: "string" }])),
  "restricted properties": (n) => properties(keyed(n, (i) => [`ssn_${i}`, { type: "string" }])),
  "password properties": (n) => properties(keyed(n, (i) => [`password${i}`, { type: "string", format: "password" }])),
  "properties taken": (n) => taking({ type: "object", properties: keyed(n, (i) => [`role${i}`, { type: "string" }]) }),
  "amounts taken": (n) => taking({ type: "object", properties: keyed(n, (i) => [`amount${i}`, { type: "number" }]) }),
  "urls taken": (n) =>
    taking({ type: "object", properties: keyed(n, (i) => [`url${i}`, { type: "string", format: "uri" }]) }),
  "default secrets": (n) =>
    taking({
      type: "object",
      properties: keyed(n, (i) => [`p${i}`, { type: "string", format: "password", default: `Tr0ub4dor${i}!x` }]),
    }),
  "example secrets": (n) =>
    properties(keyed(n, (i) => [`apiKey${i}`, { type: "string", example: `ghx_${i}Zq3Xv8Lm2Rt5Yw9Kp` }])),
  "required properties": (n) =>
    returning({ type: "object", required: times(n, (i) => `p${i}`), properties: keyed(n, (i) => [`p${i}`, {}]) }),
  schemas: (n) =>
    description({ components: { schemas: keyed(n, (i) => [`S${i}`, { type: "object", properties: { a: {} } }]) } }),
  "schemas returned": (n) =>
    description({
      paths: keyed(n, (i) => [
        `/things${i}`,
        {
          get: { responses: { 200: { description: "ok", content: { "application/json": { schema: ref(`S${i}`) } } } } },
        },
      ]),
      components: {
        schemas: keyed(n, (i) => [`S${i}`, { type: "object", properties: { email: { type: "string" }, a: {} } }]),
      },
    }),
  "a chain of references": (n) =>
    returning(ref("S0"), {
      components: {
        schemas: keyed(n, (i) => [`S${i}`, i === n - 1 ? { type: "string" } : ref(`S${i + 1}`)]),
      },
    }),
  "a chain of allOf": (n) =>
    returning(ref("S0"), {
      components: {
        schemas: keyed(n, (i) => [
          `S${i}`,
          { type: "object", properties: { [`email${i}`]: {} }, ...(i === n - 1 ? {} : { allOf: [ref(`S${i + 1}`)] }) },
        ]),
      },
    }),
  "a chain of properties": (n) =>
    returning(ref("S0"), {
      components: {
        schemas: keyed(n, (i) => [
          `S${i}`,
          { type: "object", properties: { email: {}, ...(i === n - 1 ? {} : { next: ref(`S${i + 1}`) }) } },
        ]),
      },
    }),
  "a lattice of allOf": (n) =>
    returning(ref("S0"), {
      components: {
        schemas: keyed(n, (i) => [
          `S${i}`,
          i >= n - 2 ? { type: "object", properties: { email: {} } } : { allOf: [ref(`S${i + 1}`), ref(`S${i + 2}`)] },
        ]),
      },
    }),
  "a lattice of properties": (n) =>
    returning(ref("S0"), {
      components: {
        schemas: keyed(n, (i) => [
          `S${i}`,
          {
            type: "object",
            properties: i >= n - 2 ? { email: {} } : { a: ref(`S${i + 1}`), b: ref(`S${i + 2}`) },
          },
        ]),
      },
    }),
  "members of allOf": (n) =>
    returning({ allOf: times(n, (i) => ({ type: "object", properties: { [`p${i}`]: { type: "string" } } })) }),
  "alternatives of a schema": (n) =>
    returning({ oneOf: times(n, (i) => ({ type: "object", properties: { [`email${i}`]: {} } })) }),
  "members of a discriminator": (n) =>
    returning(
      {
        oneOf: times(n, (i) => ref(`S${i}`)),
        discriminator: { propertyName: "kind", mapping: keyed(n, (i) => [`k${i}`, `#/components/schemas/S${i}`]) },
      },
      {
        components: {
          schemas: keyed(n, (i) => [`S${i}`, { type: "object", properties: { kind: {}, email: {} } }]),
        },
      },
    ),
  "children of a discriminator": (n) =>
    returning(ref("Base"), {
      components: {
        schemas: {
          Base: { type: "object", properties: { kind: {} }, discriminator: { propertyName: "kind" } },
          ...keyed(n, (i) => [`S${i}`, { allOf: [ref("Base"), { properties: { [`email${i}`]: {} } }] }]),
        },
      },
    }),
  enums: (n) => properties({ kind: { type: "string", enum: times(n, (i) => `k${i}`) } }),
  patterns: (n) =>
    taking({
      type: "object",
      properties: keyed(n, (i) => [`p${i}`, { type: "string", pattern: `^[a-z]{${i}}(a|b)*$` }]),
    }),
  "a long pattern": (n) =>
    taking({ type: "object", properties: { p: { type: "string", pattern: "(a|b)?".repeat(n) } } }),
  "uses of one schema": (n) =>
    description({
      paths: keyed(n, (i) => [
        `/things${i}`,
        { get: { responses: { 200: { description: "ok", content: { "application/json": { schema: ref("S") } } } } } },
      ]),
      components: { schemas: { S: { type: "object", properties: { a: {}, b: {} } } } },
    }),
  "many schemas of many fields": (n) => {
    const side = Math.ceil(Math.sqrt(n));
    return description({
      paths: keyed(side, (i) => [
        `/things${i}`,
        {
          get: { responses: { 200: { description: "ok", content: { "application/json": { schema: ref(`S${i}`) } } } } },
        },
      ]),
      components: {
        schemas: keyed(side, (i) => [
          `S${i}`,
          { type: "object", properties: keyed(side, (p) => [`p${p}`, { type: "string", description: "a name" }]) },
        ]),
      },
    });
  },
  "circular schemas": (n) =>
    returning(ref("S0"), {
      components: {
        schemas: keyed(n, (i) => [
          `S${i}`,
          { type: "object", properties: { email: {}, next: ref(`S${(i + 1) % n}`), first: ref("S0") } },
        ]),
      },
    }),
  // References
  "broken references": (n) => properties(keyed(n, (i) => [`p${i}`, ref(`Missing${i}`)])),
  "broken paths": (n) =>
    description({ paths: keyed(n, (i) => [`/things${i}`, { $ref: `#/components/pathItems/P${i}` }]) }),
  "broken responses": (n) =>
    description({
      paths: keyed(n, (i) => [
        `/things${i}`,
        { get: { responses: { 200: { $ref: `#/components/responses/R${i}` } } } },
      ]),
    }),
  "missing files": (n) => properties(keyed(n, (i) => [`p${i}`, { $ref: `p${i}.json` }])),
  "remote references": (n) => properties(keyed(n, (i) => [`p${i}`, { $ref: `https://example.com/p${i}.json` }])),
  "references to one": (n) => properties(keyed(n, (i) => [`p${i}`, ref("S")])),
  anchors: (n) =>
    returning(
      { type: "object", properties: keyed(n, (i) => [`p${i}`, { $ref: `#a${i}` }]) },
      { components: { schemas: keyed(n, (i) => [`S${i}`, { $anchor: `a${i}`, type: "string" }]) } },
    ),
  // Syntax
  "repeated keys": (n) => ({
    "api.json": `{"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":{${times(n, () => '"/a":{"get":{"responses":{}}}').join(",")}}}`,
  }),
  "repeated keys in YAML": (n) =>
    inYaml([
      "openapi: 3.1.0",
      "info: {title: T, version: '1'}",
      "paths:",
      ...times(n, () => "  /a: {get: {responses: {}}}"),
    ]),
  "unknown keys": (n) => description(keyed(n, (i) => [`k${i}`, 1])),
  "wrong types": (n) =>
    description({ operation: { parameters: times(n, (i) => ({ name: i, in: "nowhere", schema: 7 })) } }),
  "comments in YAML": (n) => inYaml([...YAML_HEAD, ...times(n, (i) => `# comment ${i}`)]),
  "aliases in YAML": (n) =>
    inYaml([
      ...YAML_HEAD,
      "components:",
      "  schemas:",
      "    A: &a {type: string}",
      ...times(n, (i) => `    S${i}: *a`),
    ]),
  "anchors in YAML": (n) =>
    inYaml([...YAML_HEAD, "components:", "  schemas:", ...times(n, (i) => `    S${i}: &a${i} {type: string}`)]),
  "flow sequences in YAML": (n) => inYaml([...YAML_HEAD, `x-a: [${times(n, (i) => `a${i}`).join(", ")}]`]),
  "a block scalar in YAML": (n) => inYaml([...YAML_HEAD, "x-a: |", ...times(n, (i) => `  line ${i}`)]),
  "a folded text in YAML": (n) => inYaml([...YAML_HEAD, "x-a: >-", ...times(n, (i) => `  line ${i}`)]),
  "a quoted text in YAML": (n) => inYaml([...YAML_HEAD, `x-a: "${"\\u0061".repeat(n)}"`]),
  "an invalid YAML": (n) => inYaml([...YAML_HEAD, ...times(n, (i) => `x-${i}: [`)]),
  "merge keys in YAML": (n) =>
    inYaml([
      ...YAML_HEAD,
      "components:",
      "  schemas:",
      "    A: &a {type: string, description: x}",
      ...times(n, (i) => `    S${i}: {<<: *a, title: t}`),
    ]),
  "an array of extensions": (n) => description({ "x-list": times(n, (i) => i) }),
  "a Swagger 2 description": (n) =>
    json({
      swagger: "2.0",
      info: INFO,
      host: "api.example.com",
      schemes: ["http"],
      securityDefinitions: { basic: { type: "basic" } },
      security: [{ basic: [] }],
      paths: keyed(n, (i) => [
        `/things${i}`,
        {
          post: {
            parameters: [{ in: "body", name: "b", schema: { $ref: "#/definitions/S" } }],
            responses: { 200: { description: "ok", schema: { $ref: "#/definitions/S" } } },
          },
        },
      ]),
      definitions: { S: { type: "object", properties: { email: { type: "string" } } } },
    }),
  // Texts
  "a text of spaces": withText((n) => `${" ".repeat(n)}x`),
  "a text of letters": withText((n) => "a".repeat(n)),
  "a text of words": withText((n) => "user ".repeat(n)),
  "a text of secrets": withText((n) => "password: hunter2 ".repeat(n)),
  "a text of digits": withText((n) => "4".repeat(n)),
  "a text of groups of digits": withText((n) => "4111 ".repeat(n)),
  "a text of lines": withText((n) => "\n".repeat(n)),
  "a text of lines with spaces": withText((n) => " \n".repeat(n)),
  "a text of braces": withText((n) => "{".repeat(n)),
  "a text of brackets": withText((n) => "[".repeat(n)),
  "a text of links": withText((n) => "[a](b) ".repeat(n)),
  "a text of tags": withText((n) => "<a".repeat(n)),
  "a text of comments": withText((n) => "<!--".repeat(n)),
  "a text of mail addresses": withText((n) => "a@b.cd ".repeat(n)),
  "a text of dots": withText((n) => "a.".repeat(n)),
  "a text of at signs": withText((n) => "@a".repeat(n)),
  "a text of dashes": withText((n) => "-".repeat(n)),
  "a text of a dash and letters": withText((n) => "a-".repeat(n)),
  "a text of code": withText((n) => "`".repeat(n)),
  "a text of stars": withText((n) => "*a ".repeat(n)),
  "a text of table rows": withText((n) => "|a|b|\n".repeat(n)),
  "a text of addresses": withText((n) => "http://".repeat(n)),
  "a text of slashes": withText((n) => "/".repeat(n)),
  "a text of tokens": withText((n) => "eyJ".repeat(n)),
  "a text of keys": withText((n) => "-----BEGIN PRIVATE KEY-----".repeat(n)),
  "a text of percent signs": withText((n) => "%0A".repeat(n)),
  "a text of quotes": withText((n) => "'\"".repeat(n)),
  "a text of commas": withText((n) => "a, ".repeat(n)),
  "a text of denials": withText((n) => "not no never without ".repeat(n)),
  "a text of sentences": withText((n) => "Only administrators may call this unless public. ".repeat(n)),
  "a text of colons": withText((n) => "a:".repeat(n)),
  "a text of emoji": withText((n) => "😀".repeat(n)),
  "a text of capitals": withText((n) => "aB".repeat(n)),
  "a name of letters": withName((n) => "a".repeat(n)),
  "a name of spaces": withName((n) => `${" ".repeat(n)}x`),
  "a name of braces": withName((n) => "{".repeat(n)),
  "a name of closed braces": withName((n) => "{a}".repeat(n)),
  "a name of capitals": withName((n) => "aB".repeat(n)),
  "a name of words": withName((n) => "user_".repeat(n)),
  "a name of digits": withName((n) => "1".repeat(n)),
  "a name of dots": withName((n) => "a.".repeat(n)),
  "a name of slashes": withName((n) => "/a".repeat(n)),
  "a name of at signs": withName((n) => "a@".repeat(n)),
  "a name of dashes": withName((n) => "-".repeat(n)),
  "a name of question marks": withName((n) => "?a=".repeat(n)),
  "a name of colons": withName((n) => ":a".repeat(n)),
  "a name of brackets": withName((n) => "[".repeat(n)),
  "a name of parentheses": withName((n) => "(a*)*".repeat(n)),
  "a name of percent signs": withName((n) => "%".repeat(n)),
  "a name of hexadecimal": withName((n) => "deadbeef".repeat(n)),
  "a name of lines": withName((n) => "\n".repeat(n)),
  "a name of passwords": withName((n) => "password".repeat(n)),
};
