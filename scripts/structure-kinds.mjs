/*
 * The kinds of object that a description is made of: each is a definition in a version's schema, a function of the
 * compiled module, and what a message calls the object. A definition that is not named here is no kind of its own.
 */

const WORDS = {
  "an OpenAPI description": "openapi",
  "an info object": "Info info",
  "a contact": "Contact contact",
  "a license": "License license",
  "a server": "Server server",
  "a server variable": "ServerVariable server-variable",
  "a components object": "Components components",
  "a paths object": "Paths paths",
  "a path item": "PathItem path-item pathItem",
  "an operation": "Operation operation",
  "an external documentation object":
    "ExternalDocumentation external-documentation external-docs externalDocs",
  "a parameter": "Parameter parameter nonBodyParameter",
  "a path parameter": "PathParameter styles-for-path path-parameter pathParameterSubSchema",
  "a query parameter": "QueryParameter styles-for-query query-parameter queryParameterSubSchema",
  "a header parameter":
    "HeaderParameter styles-for-header header-parameter headerParameterSubSchema",
  "a cookie parameter": "CookieParameter styles-for-cookie",
  "a querystring parameter": "querystring-parameter",
  "a body parameter": "bodyParameter",
  "a formData parameter": "formDataParameterSubSchema",
  "an items object": "primitivesItems",
  "a request body": "RequestBody request-body",
  "a media type": "MediaType media-type",
  "an encoding": "Encoding encoding",
  "a responses object": "Responses responses",
  "a response": "Response response",
  "a callback": "Callback callbacks",
  "an example": "Example example",
  "a link": "Link link",
  "a header": "Header header",
  "a tag": "Tag tag",
  "a reference": "Reference reference jsonReference",
  "a schema": "Schema schema",
  "a file schema": "fileSchema",
  "a discriminator": "Discriminator discriminator",
  "an XML object": "XML xml",
  "a security requirement": "SecurityRequirement security-requirement securityRequirement",
  "a security scheme": "SecurityScheme security-scheme securityScheme",
  "an apiKey security scheme": "APIKeySecurityScheme type-apikey apiKeySecurity",
  "an http security scheme": "HTTPSecurityScheme type-http",
  "a basic security scheme": "basicAuthenticationSecurity",
  "an openIdConnect security scheme": "OpenIdConnectSecurityScheme type-oidc",
  "an oauth2 security scheme": "OAuth2SecurityScheme type-oauth2",
  "an implicit oauth2 security scheme": "oauth2ImplicitSecurity",
  "a password oauth2 security scheme": "oauth2PasswordSecurity",
  "an application oauth2 security scheme": "oauth2ApplicationSecurity",
  "an accessCode oauth2 security scheme": "oauth2AccessCodeSecurity",
  "an OAuth flows object": "OAuthFlows oauth-flows",
  "an implicit flow": "ImplicitOAuthFlow implicit",
  "a password flow": "PasswordOAuthFlow password",
  "a clientCredentials flow": "ClientCredentialsFlow client-credentials",
  "an authorizationCode flow": "AuthorizationCodeOAuthFlow authorization-code",
  "a deviceAuthorization flow": "device-authorization",
};

/** What a message calls the object that a definition describes, by the definition's name in its schema. */
export const KIND_WORDS = new Map(
  Object.entries(WORDS).flatMap(([words, names]) => names.split(" ").map((name) => [name, words])),
);

/** The kinds that a file of its own may hold, as the spec names them: the definition in 2.0, in 3.0, in 3.1 and 3.2. */
export const FRAGMENTS = {
  PathItem: ["pathItem", "PathItem", "path-item"],
  Operation: ["operation", "Operation", "operation"],
  Parameter: ["parameter", "Parameter", "parameter"],
  RequestBody: [undefined, "RequestBody", "request-body"],
  Response: ["response", "Response", "response"],
  Header: ["header", "Header", "header"],
  MediaType: [undefined, "MediaType", "media-type"],
  Example: [undefined, "Example", "example"],
  Link: [undefined, "Link", "link"],
  Callback: [undefined, "Callback", "callbacks"],
  Schema: ["schema", "Schema", "schema"],
  SecurityScheme: ["securityScheme", "SecurityScheme", "security-scheme"],
};
