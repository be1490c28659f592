import { placeOf, type Api, type MediaType, type Operation, type Parameter } from "../../src/model/api.ts";
import { targetOf, type Schema } from "../../src/model/schema.ts";

/** Views of an API: each gives short lines for tables of tests. */
export type View = (api: Api) => readonly string[];

export const operations: View = (api) => api.operations.map(({ id }) => id);

/** `GET /a query q: string`. */
export const parameters: View = (api) =>
  api.operations.flatMap(({ id, parameters: all }) =>
    all.map((parameter) => `${id} ${parameter.in} ${parameter.name}${ofParameter(parameter)}`),
  );

/** `in application/json: Pet` and `200 application/json: Pet`; `200` alone where nothing is sent. */
export const messages: View = (api) =>
  api.operations.flatMap(({ requestBody, responses }) => [
    ...(requestBody?.content.map((media) => `in ${ofMedia(media)}`) ?? []),
    ...responses.flatMap(({ status, content, headers, links }) => [
      ...(content.length === 0 ? [status] : content.map((media) => `${status} ${ofMedia(media)}`)),
      ...headers.map(
        ({ name, schema }) => `${status} header ${name}${schema === undefined ? "" : `: ${ofSchema(schema)}`}`,
      ),
      ...links.map((link) => `${status} link ${link.name}: ${link.operationId ?? link.operationRef ?? ""}`),
    ]),
  ]);

/** `GET /a https://api.example.com`. */
export const servers: View = (api) =>
  api.operations.map(({ id, servers: all }) =>
    `${id} ${all.flatMap(({ addresses }) => addresses).join(" ")}`.trimEnd(),
  );

/** `key apiKey query api_key`, `login oauth2 implicit(read,write)`. */
export const schemes: View = (api) =>
  api.securitySchemes.map(({ name, schemeKind, scheme, in: place, parameterName, flows, openIdConnectUrl }) =>
    [
      name,
      schemeKind,
      scheme,
      place,
      parameterName,
      ...flows.map(({ flow, scopes }) => `${flow}(${[...scopes.keys()].join()})`),
      openIdConnectUrl,
    ]
      .filter((word) => word !== undefined)
      .join(" "),
  );

/** `GET /a secured a(read) & b | c`. */
export const security: View = (api) => api.operations.map((operation) => `${operation.id} ${securityOf(operation)}`);

function securityOf({ access, security: requirement }: Operation): string {
  const alternatives = requirement?.alternatives.map(({ schemes: all }) =>
    all.length === 0
      ? "{}"
      : all
          .map(
            ({ name, scheme, scopes }) =>
              `${name}${scheme.schemeKind === "undefined" ? "?" : ""}${scopes.length === 0 ? "" : `(${scopes.join()})`}`,
          )
          .join(" & "),
  );
  return `${access} ${alternatives?.join(" | ") ?? ""}`.trimEnd();
}

/** The component or definition `S`. */
export const schemaS: View = (api) => {
  const schema = api.components.schemas.get("S");
  return schema === undefined ? [] : [ofSchema(schema, true)];
};

/** Where references broke and what was skipped. */
export const troubles: View = (api) => [
  ...api.brokenReferences.map((broken) => `${placeOf(broken).pointer} ${broken.problem}`),
  ...api.skipped.map((part) => `${placeOf(part).pointer} ${part.why}`),
];

/** The values of every example. */
export const examples: View = (api) =>
  [
    ...api.operations.flatMap((operation) => [
      ...operation.parameters,
      ...operation.responses.flatMap(({ content, headers }) => [...content, ...headers]),
      ...(operation.requestBody?.content ?? []),
    ]),
    ...api.components.schemas.values(),
  ].flatMap((element) => element.examples.map(({ value }) => JSON.stringify(value)));

function ofParameter({ schema, content }: Parameter): string {
  if (schema !== undefined) return `: ${ofSchema(schema)}`;
  return content.length === 0 ? "" : ` as ${content.map(ofMedia).join()}`;
}

function ofMedia({ type, schema, itemSchema }: MediaType): string {
  if (itemSchema !== undefined) return `${type}: each ${ofSchema(itemSchema)}`;
  return schema === undefined ? type : `${type}: ${ofSchema(schema)}`;
}

/** A schema in a few signs: references by name, unless it is the schema asked for. */
export function ofSchema(schema: Schema, isAskedFor = false): string {
  if (schema.boolean !== undefined) return String(schema.boolean);
  if (!isAskedFor && schema.name !== undefined) return schema.name;
  const notes = [
    ...(schema.description === undefined ? [] : [`"${schema.description}"`]),
    ...(["nullable", "readOnly", "writeOnly", "deprecated"] as const).filter((flag) => schema[flag]),
  ];
  const { additionalProperties, discriminator } = schema;
  const properties = [
    ...[...schema.properties].map(([name, one]) => `${name}${schema.required.has(name) ? "!" : ""}: ${ofSchema(one)}`),
    ...[...schema.patternProperties].map(([name, one]) => `/${name}/: ${ofSchema(one)}`),
    ...(additionalProperties === undefined
      ? []
      : [
          `*: ${typeof additionalProperties === "boolean" ? String(additionalProperties) : ofSchema(additionalProperties)}`,
        ]),
  ];
  const parts = [
    schema.types.join("/") + (schema.format === undefined ? "" : `(${schema.format})`),
    schema.ref === undefined ? "" : `-> ${ofSchema(targetOf(schema))}`,
    properties.length === 0 ? "" : `{ ${properties.join(", ")} }`,
    schema.prefixItems.length === 0 ? "" : `[${schema.prefixItems.map((item) => ofSchema(item)).join(", ")}]`,
    schema.items === undefined ? "" : `[${ofSchema(schema.items)}]`,
    ...(["allOf", "oneOf", "anyOf"] as const).map((key) =>
      schema[key].length === 0 ? "" : `${key}(${schema[key].map((one) => ofSchema(one)).join(", ")})`,
    ),
    ...(["not", "if", "then", "else"] as const).map((key) =>
      schema[key] === undefined ? "" : `${key}(${ofSchema(schema[key])})`,
    ),
    ...[...schema.dependentSchemas].map(([name, one]) => `with ${name}(${ofSchema(one)})`),
    ...[...schema.others].map(([name, one]) => `${name}(${ofSchema(one)})`),
    discriminator === undefined
      ? ""
      : `by ${discriminator.propertyName}(${[
          ...[...discriminator.mapping].map(([name, one]) => `${name}: ${ofSchema(one)}`),
          ...(discriminator.defaultMapping === undefined ? [] : [`else ${ofSchema(discriminator.defaultMapping)}`]),
        ].join(", ")})`,
    ...notes,
  ];
  return parts.filter(Boolean).join(" ") || "anything";
}
