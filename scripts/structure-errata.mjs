/*
 * Where a schema file is changed before it is compiled. Nothing here changes what is valid, but for what the OpenAPI
 * Initiative itself fixed in a later file; the rest gives names to what the files leave unnamed, or says the same in
 * a form from which a clear message can be made.
 */

export const ERRATA = {
  "2.0": (schema) => {
    const { definitions } = schema;
    definitions.securityScheme = definitions.securityDefinitions.additionalProperties;
    definitions.securityDefinitions.additionalProperties = { $ref: "#/definitions/securityScheme" };
    // "not only extensions", which with the rest of the definition is: a status code or "default"
    delete definitions.responses.not;
    Object.assign(definitions.responses, {
      if: { patternProperties: { "^([0-9]{3})$|^(default)$": false } },
      then: { required: ["default"] },
    });
  },

  "3.0": (schema) => {
    const { definitions } = schema;
    definitions.Encoding.patternProperties = { "^x-": {} }; // as in the file of 2024-10-18
    for (const branch of definitions.ParameterLocation.oneOf) {
      const [, place] = branch.description.split(" in ");
      definitions[`${place[0].toUpperCase()}${place.slice(1)}Parameter`] = branch;
    }
    definitions.ParameterLocation.oneOf = ["Path", "Query", "Header", "Cookie"].map((place) => ({
      $ref: `#/definitions/${place}Parameter`,
    }));
    const { HTTPSecurityScheme } = definitions;
    const [bearer] = HTTPSecurityScheme.oneOf;
    delete HTTPSecurityScheme.oneOf;
    Object.assign(HTTPSecurityScheme, {
      if: bearer,
      else: { not: { required: ["bearerFormat"] } },
    });
  },

  3.1: (schema) => {
    decideWherePresent(schema);
    schema.$defs["explode-for-form"] = {}; // defaults only
  },

  3.2: (schema) => {
    decideWherePresent(schema);
    schema.$defs["explode-for-form"] = {}; // defaults only
    const { parameters } = schema.$defs;
    for (const keyword of ["not", "contains", "minContains", "maxContains"]) delete parameters[keyword];
    parameters.soleQuerystring = true;
    const { parameter } = schema.$defs;
    parameter.allOf = parameter.allOf.map((part) => {
      const place = part.if?.properties.in.const;
      if (place === undefined) return part;
      schema.$defs[`${place}-parameter`] = part;
      return { $ref: `#/$defs/${place}-parameter` };
    });
  },
};

/** What asks for `in: path` is no concern of a parameter without `in`, which is at fault for that alone. */
function decideWherePresent(schema) {
  const asked = Object.keys(schema.if?.properties ?? {});
  if (asked.length > 0 && asked.every((key) => key === "in" || key === "type")) schema.if.required = asked;
  for (const value of Object.values(schema)) if (typeof value === "object" && value !== null) decideWherePresent(value);
}
