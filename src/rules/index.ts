import { irreversibleWithoutStepUp } from "./agents/irreversible-without-step-up.ts";
import { lethalCombination } from "./agents/lethal-combination.ts";
import { promptInjectionInDescription } from "./agents/prompt-injection-in-description.ts";
import { unsafeAgentRetry } from "./agents/unsafe-agent-retry.ts";
import { guessableCredential } from "./authentication/guessable-credential.ts";
import { longLivedToken } from "./authentication/long-lived-token.ts";
import { sharedKey } from "./authentication/shared-key.ts";
import { unverifiedCredential } from "./authentication/unverified-credential.ts";
import { unsignedWebhook } from "./authentication/unsigned-webhook.ts";
import { debugOperation } from "./authorization/debug-operation.ts";
import { massAssignment } from "./authorization/mass-assignment.ts";
import { bflaAdminOperation } from "./authorization/bfla-admin-operation.ts";
import { bulkExposure } from "./data/bulk-exposure.ts";
import { clientSidePrivacy } from "./data/client-side-privacy.ts";
import { publicFileLink } from "./data/public-file-link.ts";
import { credentialInResponse } from "./data/credential-in-response.ts";
import { excessiveDataEmbedded } from "./data/excessive-data-embedded.ts";
import { bolaOtherUsersData } from "./data/bola-other-users-data.ts";
import { cacheableResponse } from "./data/cacheable-response.ts";
import { internalsInResponse } from "./data/internals-in-response.ts";
import { verboseError } from "./data/verbose-error.ts";
import { excessiveDataInList } from "./data/excessive-data-in-list.ts";
import { excessiveDataInOldVersion } from "./data/excessive-data-in-old-version.ts";
import { massAssignmentAdditionalProperties } from "./data/mass-assignment-additional-properties.ts";
import { additionalPropertiesInResponse } from "./data/additional-properties-in-response.ts";
import { excessiveDataToPeers } from "./data/excessive-data-to-peers.ts";
import { excessiveDataToOtherUsers } from "./data/excessive-data-to-other-users.ts";
import { personalDataInExamples } from "./data/personal-data-in-examples.ts";
import { secretInDescription } from "./data/secret-in-description.ts";
import { rawCardData } from "./data/raw-card-data.ts";
import { sensitiveDataInWebhook } from "./data/sensitive-data-in-webhook.ts";
import { massAssignmentServerField } from "./data/mass-assignment-server-field.ts";
import { storedCredentialReturned } from "./data/stored-credential-returned.ts";
import { understatedClassification } from "./data/understated-classification.ts";
import { writeOnlyInExample } from "./data/write-only-in-example.ts";
import { sensitiveDataInUrl } from "./data/sensitive-data-in-url.ts";
import { excessiveDataExposure } from "./data/excessive-data-exposure.ts";
import { unauthenticatedOperation } from "./exposure/unauthenticated-operation.ts";
import { unauthenticatedWrite } from "./exposure/unauthenticated-write.ts";
import { unauthenticatedInternalApi } from "./exposure/unauthenticated-internal-api.ts";
import { conflictingAudience } from "./exposure/conflicting-audience.ts";
import { privateButReachable } from "./exposure/private-but-reachable.ts";
import { privateButSelfRegistered } from "./exposure/private-but-self-registered.ts";
import { unvettedRegistration } from "./exposure/unvetted-registration.ts";
import { undeclaredAudience } from "./exposure/undeclared-audience.ts";
import { unknownAudienceValue } from "./exposure/unknown-audience-value.ts";
import { unboundedList } from "./resources/unbounded-list.ts";
import { missingRateLimit } from "./flows/missing-rate-limit.ts";
import { apiKeyInUrl } from "./authentication/api-key-in-url.ts";
import { authenticationUnstated } from "./authentication/authentication-unstated.ts";
import { basicAuth } from "./authentication/basic-auth.ts";
import { credentialInUrl } from "./authentication/credential-in-url.ts";
import { implicitFlow } from "./authentication/implicit-flow.ts";
import { redosPattern } from "./inputs/redos-pattern.ts";
import { unanchoredPattern } from "./inputs/unanchored-pattern.ts";
import { unvalidatedUpstreamData } from "./inputs/unvalidated-upstream-data.ts";
import { internalParameter } from "./inputs/internal-parameter.ts";
import { ssrfClientSuppliedUrl } from "./inputs/ssrf-client-supplied-url.ts";
import { injectionInterpretedInput } from "./inputs/injection-interpreted-input.ts";
import { negativeAmount } from "./inputs/negative-amount.ts";
import { businessFlowAbuse } from "./flows/business-flow-abuse.ts";
import { missingIdempotencyKey } from "./flows/missing-idempotency-key.ts";
import { accountEnumeration } from "./flows/account-enumeration.ts";
import { bruteForceShortCode } from "./flows/brute-force-short-code.ts";
import { verificationSecretInResponse } from "./flows/verification-secret-in-response.ts";
import { passwordResetPoisoning } from "./flows/password-reset-poisoning.ts";
import { passwordChangeWithoutReauthentication } from "./flows/password-change-without-reauthentication.ts";
import { deprecatedOperation } from "./inventory/deprecated-operation.ts";
import { oldVersion } from "./inventory/old-version.ts";
import { placeholderServer } from "./inventory/placeholder-server.ts";
import { unownedApi } from "./inventory/unowned-api.ts";
import { injectionFreeFormFilter } from "./resources/injection-free-form-filter.ts";
import { unboundedInput } from "./resources/unbounded-input.ts";
import { unrestrictedUpload } from "./resources/unrestricted-upload.ts";
import { excessiveDataByParameter } from "./resources/excessive-data-by-parameter.ts";
import { unboundedPageSize } from "./resources/unbounded-page-size.ts";
import { optionalAuthentication } from "./authentication/optional-authentication.ts";
import { passwordFlow } from "./authentication/password-flow.ts";
import { undefinedSecurityScheme } from "./authentication/undefined-security-scheme.ts";
import { invalidStructure } from "./description/invalid-structure.ts";
import { misplacedSecurity } from "./description/misplaced-security.ts";
import { remoteReference } from "./description/remote-reference.ts";
import { responseWithoutSchema } from "./description/response-without-schema.ts";
import { unresolvedReference } from "./description/unresolved-reference.ts";
import { ambiguousPathAuthorizationBypass } from "./authentication/ambiguous-path-authorization-bypass.ts";
import { csrfCookieAuthentication } from "./authentication/csrf-cookie-authentication.ts";
import { deprecatedScheme } from "./authentication/deprecated-scheme.ts";
import { authorizationHeaderParameter } from "./authentication/authorization-header-parameter.ts";
import { credentialInBody } from "./authentication/credential-in-body.ts";
import { loginRequiresAuthentication } from "./authentication/login-requires-authentication.ts";
import { legacyScheme } from "./authentication/legacy-scheme.ts";
import { undeclaredScope } from "./authentication/undeclared-scope.ts";
import { authenticationDowngrade } from "./authentication/authentication-downgrade.ts";
import { missingScope } from "./authentication/missing-scope.ts";
import { unusedScope } from "./authentication/unused-scope.ts";
import { bflaWriteWeakerThanRead } from "./authentication/bfla-write-weaker-than-read.ts";
import { callerControlledServer } from "./transport/caller-controlled-server.ts";
import { stateChangingGet } from "./transport/state-changing-get.ts";
import { xssScriptInDescription } from "./transport/xss-script-in-description.ts";
import { corsReflectedOrigin } from "./transport/cors-reflected-origin.ts";
import { traceOperation } from "./transport/trace-operation.ts";
import { bflaInconsistentAuthorization } from "./authorization/bfla-inconsistent-authorization.ts";
import { clientSideAuthorization } from "./authorization/client-side-authorization.ts";
import { clientSuppliedPayoutAccount } from "./inputs/client-supplied-payout-account.ts";
import { knowledgeBasedVerification } from "./flows/knowledge-based-verification.ts";
import { bolaInconsistentAuthorization } from "./authorization/bola-inconsistent-authorization.ts";
import { bflaAccountSettings } from "./authorization/bfla-account-settings.ts";
import { bflaSharedDataWrite } from "./authorization/bfla-shared-data-write.ts";
import { overBroadScope } from "./authorization/over-broad-scope.ts";
import { contradictoryRequirement } from "./authentication/contradictory-requirement.ts";
import { excessiveScopeForRead } from "./authorization/excessive-scope-for-read.ts";
import { selfAssignedScopes } from "./authorization/self-assigned-scopes.ts";
import { bolaClientSuppliedOwner } from "./authorization/bola-client-supplied-owner.ts";
import { bolaTargetNamedTwice } from "./authorization/bola-target-named-twice.ts";
import { widerAudience } from "./exposure/wider-audience.ts";
import { internalOperationInDescription } from "./exposure/internal-operation-in-description.ts";
import { hiddenButReachable } from "./exposure/hidden-but-reachable.ts";
import { internalsInDescription } from "./exposure/internals-in-description.ts";
import { forAgents } from "./for-agents.ts";
import type { Rule } from "./rule.ts";
import { cleartextServer } from "./transport/cleartext-server.ts";
import { cleartextTokenEndpoint } from "./transport/cleartext-token-endpoint.ts";
import { mistypedHost } from "./transport/mistyped-host.ts";

/** The rules of what agents read and send, for APIs that are meant for them; `sallyport agents` shows what these find. */
export const AGENT_RULES: readonly Rule[] = [
  promptInjectionInDescription,
  lethalCombination,
  irreversibleWithoutStepUp,
  unsafeAgentRetry,
].map(forAgents);

/** Every rule. Findings of one severity are shown in this order. */
export const RULES: readonly Rule[] = [
  // What is handed out
  credentialInResponse,
  privateButSelfRegistered,
  unvettedRegistration,
  bolaOtherUsersData,
  clientSidePrivacy,
  publicFileLink,
  excessiveDataExposure,
  excessiveDataEmbedded,
  bulkExposure,
  storedCredentialReturned,
  rawCardData,
  excessiveDataToOtherUsers,
  excessiveDataToPeers,
  excessiveDataInList,
  excessiveDataInOldVersion,
  internalsInResponse,
  verboseError,
  sensitiveDataInWebhook,
  sensitiveDataInUrl,
  cacheableResponse,
  secretInDescription,
  personalDataInExamples,
  understatedClassification,
  writeOnlyInExample,
  additionalPropertiesInResponse,

  // Who can call
  privateButReachable,
  unauthenticatedWrite,
  unauthenticatedInternalApi,
  unauthenticatedOperation,
  authenticationUnstated,
  optionalAuthentication,
  undefinedSecurityScheme,
  misplacedSecurity,
  conflictingAudience,
  widerAudience,
  hiddenButReachable,
  internalOperationInDescription,
  internalsInDescription,
  unknownAudienceValue,
  undeclaredAudience,

  // What callers may do
  massAssignment,
  massAssignmentServerField,
  massAssignmentAdditionalProperties,
  bolaClientSuppliedOwner,
  bolaTargetNamedTwice,
  bflaAdminOperation,
  bolaInconsistentAuthorization,
  bflaInconsistentAuthorization,
  clientSideAuthorization,
  bflaAccountSettings,
  bflaSharedDataWrite,
  bflaWriteWeakerThanRead,
  ambiguousPathAuthorizationBypass,
  missingScope,
  overBroadScope,
  contradictoryRequirement,
  excessiveScopeForRead,
  selfAssignedScopes,
  stateChangingGet,
  debugOperation,

  // What scripts do with it
  bruteForceShortCode,
  knowledgeBasedVerification,
  verificationSecretInResponse,
  passwordChangeWithoutReauthentication,
  passwordResetPoisoning,
  missingRateLimit,
  accountEnumeration,
  businessFlowAbuse,
  missingIdempotencyKey,

  // How much one call asks for
  unboundedList,
  unboundedPageSize,
  unboundedInput,
  unrestrictedUpload,
  redosPattern,
  injectionFreeFormFilter,
  excessiveDataByParameter,

  // What is done with what callers send
  injectionInterpretedInput,
  ssrfClientSuppliedUrl,
  negativeAmount,
  internalParameter,
  clientSuppliedPayoutAccount,
  unanchoredPattern,
  unvalidatedUpstreamData,

  // How callers prove who they are
  sharedKey,
  guessableCredential,
  longLivedToken,
  unverifiedCredential,
  credentialInUrl,
  apiKeyInUrl,
  basicAuth,
  passwordFlow,
  implicitFlow,
  credentialInBody,
  authorizationHeaderParameter,
  authenticationDowngrade,
  deprecatedScheme,
  legacyScheme,
  loginRequiresAuthentication,
  csrfCookieAuthentication,
  undeclaredScope,
  unusedScope,
  unsignedWebhook,

  // What travels in the clear, and where to
  cleartextTokenEndpoint,
  mistypedHost,
  cleartextServer,
  callerControlledServer,
  corsReflectedOrigin,
  traceOperation,
  xssScriptInDescription,

  // What an agent reads and sends, where the API is meant for agents
  ...AGENT_RULES,

  // What nobody looks after
  oldVersion,
  deprecatedOperation,
  unownedApi,
  placeholderServer,

  // What the description leaves out
  responseWithoutSchema,
  unresolvedReference,
  remoteReference,
  invalidStructure,
];
