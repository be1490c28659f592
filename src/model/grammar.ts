import type { SpecVersion } from "../load/api-format.ts";

/**
 * The keys that each kind of object has in each version of OpenAPI (2.0: section Specification; 3.x: section Schema).
 * A key of none of these is kept as one that was not understood; `x-` keys are extensions everywhere.
 */
export type ObjectKind = keyof typeof KEYS;

/** Keys by the version that has them: `3` is every 3.x, `3.0` that alone; later entries add to earlier ones. */
type KeysByVersion = {
  readonly "2.0"?: string;
  readonly "3"?: string;
  readonly "3.0"?: string;
  readonly "3.1"?: string;
  readonly "3.2"?: string;
};

const KEYS = {
  root: {
    "2.0":
      "swagger info host basePath schemes consumes produces paths definitions parameters responses securityDefinitions security tags externalDocs",
    "3": "openapi info servers paths components security tags externalDocs",
    "3.1": "webhooks jsonSchemaDialect",
    "3.2": "$self",
  },
  info: {
    "2.0": "title description termsOfService contact license version",
    "3": "title description termsOfService contact license version",
    "3.1": "summary",
  },
  components: {
    "3": "schemas responses parameters examples requestBodies headers securitySchemes links callbacks",
    "3.1": "pathItems",
    "3.2": "mediaTypes",
  },
  "path item": {
    "2.0": "$ref get put post delete options head patch parameters",
    "3": "$ref summary description get put post delete options head patch trace servers parameters",
    "3.2": "query additionalOperations",
  },
  operation: {
    "2.0":
      "tags summary description externalDocs operationId consumes produces parameters responses schemes deprecated security",
    "3": "tags summary description externalDocs operationId parameters requestBody responses callbacks deprecated security servers",
  },
  parameter: {
    "2.0":
      "name in description required schema type format allowEmptyValue items collectionFormat default maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems uniqueItems enum multipleOf",
    "3": "name in description required deprecated allowEmptyValue style explode allowReserved schema example examples content",
  },
  header: {
    "2.0":
      "description type format items collectionFormat default maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems uniqueItems enum multipleOf",
    "3": "description required deprecated allowEmptyValue style explode allowReserved schema example examples content",
  },
  "request body": { "3": "description content required" },
  "media type": { "3": "schema example examples encoding", "3.2": "itemSchema prefixEncoding itemEncoding" },
  response: {
    "2.0": "description schema headers examples",
    "3": "description headers content links",
    "3.2": "summary",
  },
  schema: {
    "2.0":
      "$ref format title description default multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems uniqueItems maxProperties minProperties required enum type items allOf properties additionalProperties discriminator readOnly xml externalDocs example",
    "3": "$ref title multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems uniqueItems maxProperties minProperties required enum type allOf oneOf anyOf not items properties additionalProperties description format default discriminator readOnly writeOnly xml externalDocs example deprecated",
    "3.0": "nullable",
    "3.1":
      "$id $schema $anchor $dynamicRef $dynamicAnchor $vocabulary $comment $defs definitions prefixItems contains minContains maxContains patternProperties propertyNames dependentSchemas dependentRequired dependencies if then else unevaluatedItems unevaluatedProperties const examples contentEncoding contentMediaType contentSchema",
  },
  "security scheme": {
    "2.0": "type description name in flow authorizationUrl tokenUrl scopes",
    "3": "type description name in scheme bearerFormat flows openIdConnectUrl",
    "3.2": "oauth2MetadataUrl deprecated",
  },
  "OAuth flow": { "3": "authorizationUrl tokenUrl refreshUrl scopes", "3.2": "deviceAuthorizationUrl" },
  server: { "3": "url description variables", "3.2": "name" },
  "server variable": { "3": "enum default description" },
  tag: { "2.0": "name description externalDocs", "3": "name description externalDocs", "3.2": "summary parent kind" },
  link: { "3": "operationRef operationId parameters requestBody description server" },
} as const satisfies Record<string, KeysByVersion>;

/** By version and kind: each element asks, so that a text of both would be made as often. */
const SETS = new Map<SpecVersion, Map<ObjectKind, ReadonlySet<string>>>();

/** The keys that an object of a kind may have in a version. */
export function keysOf(kind: ObjectKind, version: SpecVersion): ReadonlySet<string> {
  let sets = SETS.get(version);
  if (sets === undefined) SETS.set(version, (sets = new Map()));
  let keys = sets.get(kind);
  if (keys === undefined) {
    const table: KeysByVersion = KEYS[kind];
    const parts =
      version === "2.0"
        ? [table["2.0"]]
        : [table["3"], table[version === "3.0" ? "3.0" : "3.1"], version === "3.2" ? table["3.2"] : ""];
    keys = new Set(parts.join(" ").split(" ").filter(Boolean));
    sets.set(kind, keys);
  }
  return keys;
}

/** Methods that a path item has keys for, in the order in which the specification lists them. */
export function methodsOf(version: SpecVersion): readonly string[] {
  const common = ["get", "put", "post", "delete", "options", "head", "patch"];
  if (version === "2.0") return common;
  return version === "3.2" ? [...common, "trace", "query"] : [...common, "trace"];
}
