import { apiKeyInUrl } from "./authentication/api-key-in-url.ts";
import { authenticationUnstated } from "./authentication/authentication-unstated.ts";
import { basicAuth } from "./authentication/basic-auth.ts";
import { credentialInUrl } from "./authentication/credential-in-url.ts";
import { implicitFlow } from "./authentication/implicit-flow.ts";
import { optionalAuthentication } from "./authentication/optional-authentication.ts";
import { passwordFlow } from "./authentication/password-flow.ts";
import { undefinedSecurityScheme } from "./authentication/undefined-security-scheme.ts";
import { invalidStructure } from "./description/invalid-structure.ts";
import { misplacedSecurity } from "./description/misplaced-security.ts";
import { remoteReference } from "./description/remote-reference.ts";
import { responseWithoutSchema } from "./description/response-without-schema.ts";
import { unresolvedReference } from "./description/unresolved-reference.ts";
import type { Rule } from "./rule.ts";
import { cleartextServer } from "./transport/cleartext-server.ts";
import { cleartextTokenEndpoint } from "./transport/cleartext-token-endpoint.ts";

/** Every rule. Findings of one severity are shown in this order. */
export const RULES: readonly Rule[] = [
  authenticationUnstated,
  optionalAuthentication,
  undefinedSecurityScheme,
  misplacedSecurity,
  credentialInUrl,
  apiKeyInUrl,
  basicAuth,
  passwordFlow,
  implicitFlow,
  cleartextTokenEndpoint,
  cleartextServer,
  responseWithoutSchema,
  unresolvedReference,
  remoteReference,
  invalidStructure,
];
