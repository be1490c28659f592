import { sharedKey } from "./authentication/shared-key.ts";
import { unsignedWebhook } from "./authentication/unsigned-webhook.ts";
import { debugOperation } from "./authorization/debug-operation.ts";
import { massAssignment } from "./authorization/mass-assignment.ts";
import { unseparatedAdmin } from "./authorization/unseparated-admin.ts";
import { bulkExposure } from "./data/bulk-exposure.ts";
import { clientSidePrivacy } from "./data/client-side-privacy.ts";
import { credentialInResponse } from "./data/credential-in-response.ts";
import { embeddedPrincipal } from "./data/embedded-principal.ts";
import { othersDataById } from "./data/others-data-by-id.ts";
import { cacheableResponse } from "./data/cacheable-response.ts";
import { internalsInResponse } from "./data/internals-in-response.ts";
import { leakyError } from "./data/leaky-error.ts";
import { listTellsMore } from "./data/list-tells-more.ts";
import { oldVersionTellsMore } from "./data/old-version-tells-more.ts";
import { openEndedRequest } from "./data/open-ended-request.ts";
import { openEndedResponse } from "./data/open-ended-response.ts";
import { othersSeeAsMuch } from "./data/others-see-as-much.ts";
import { publishedPersonalData } from "./data/published-personal-data.ts";
import { publishedSecret } from "./data/published-secret.ts";
import { rawCardData } from "./data/raw-card-data.ts";
import { sensitiveEvent } from "./data/sensitive-event.ts";
import { serverControlledField } from "./data/server-controlled-field.ts";
import { storedCredentialReturned } from "./data/stored-credential-returned.ts";
import { understatedClassification } from "./data/understated-classification.ts";
import { writeOnlyInExample } from "./data/write-only-in-example.ts";
import { sensitiveDataInUrl } from "./data/sensitive-data-in-url.ts";
import { sensitiveDataOverCeiling } from "./data/sensitive-data-over-ceiling.ts";
import { anonymousOperation } from "./exposure/anonymous-operation.ts";
import { anonymousWrite } from "./exposure/anonymous-write.ts";
import { unauthenticatedInternalApi } from "./exposure/unauthenticated-internal-api.ts";
import { conflictingAudience } from "./exposure/conflicting-audience.ts";
import { privateButReachable } from "./exposure/private-but-reachable.ts";
import { privateButSelfRegistered } from "./exposure/private-but-self-registered.ts";
import { undeclaredAudience } from "./exposure/undeclared-audience.ts";
import { unknownAudienceValue } from "./exposure/unknown-audience-value.ts";
import { unboundedList } from "./resources/unbounded-list.ts";
import { unthrottledSensitiveFlow } from "./flows/unthrottled-sensitive-flow.ts";
import { apiKeyInUrl } from "./authentication/api-key-in-url.ts";
import { authenticationUnstated } from "./authentication/authentication-unstated.ts";
import { basicAuth } from "./authentication/basic-auth.ts";
import { credentialInUrl } from "./authentication/credential-in-url.ts";
import { implicitFlow } from "./authentication/implicit-flow.ts";
import { backtrackingPattern } from "./inputs/backtracking-pattern.ts";
import { unanchoredPattern } from "./inputs/unanchored-pattern.ts";
import { internalSwitch } from "./inputs/internal-switch.ts";
import { callerChosenUrl } from "./inputs/caller-chosen-url.ts";
import { interpretedInput } from "./inputs/interpreted-input.ts";
import { unboundedAmount } from "./inputs/unbounded-amount.ts";
import { accountEnumeration } from "./flows/account-enumeration.ts";
import { guessableSecret } from "./flows/guessable-secret.ts";
import { proofInResponse } from "./flows/proof-in-response.ts";
import { resetLinkPoisoning } from "./flows/reset-link-poisoning.ts";
import { unconfirmedPasswordChange } from "./flows/unconfirmed-password-change.ts";
import { deprecatedOperation } from "./inventory/deprecated-operation.ts";
import { oldVersion } from "./inventory/old-version.ts";
import { placeholderServer } from "./inventory/placeholder-server.ts";
import { unownedApi } from "./inventory/unowned-api.ts";
import { freeFormFilter } from "./resources/free-form-filter.ts";
import { unboundedInput } from "./resources/unbounded-input.ts";
import { unrestrictedUpload } from "./resources/unrestricted-upload.ts";
import { wideningParameter } from "./resources/widening-parameter.ts";
import { unboundedPageSize } from "./resources/unbounded-page-size.ts";
import { optionalAuthentication } from "./authentication/optional-authentication.ts";
import { passwordFlow } from "./authentication/password-flow.ts";
import { undefinedSecurityScheme } from "./authentication/undefined-security-scheme.ts";
import { invalidStructure } from "./description/invalid-structure.ts";
import { misplacedSecurity } from "./description/misplaced-security.ts";
import { remoteReference } from "./description/remote-reference.ts";
import { responseWithoutSchema } from "./description/response-without-schema.ts";
import { unresolvedReference } from "./description/unresolved-reference.ts";
import { ambiguousRoute } from "./authentication/ambiguous-route.ts";
import { cookieKey } from "./authentication/cookie-key.ts";
import { deprecatedScheme } from "./authentication/deprecated-scheme.ts";
import { handMadeAuthorization } from "./authentication/hand-made-authorization.ts";
import { inBandCredential } from "./authentication/in-band-credential.ts";
import { logInBehindLogIn } from "./authentication/log-in-behind-log-in.ts";
import { legacyScheme } from "./authentication/legacy-scheme.ts";
import { undeclaredScope } from "./authentication/undeclared-scope.ts";
import { unequalAlternatives } from "./authentication/unequal-alternatives.ts";
import { unscopedRequirement } from "./authentication/unscoped-requirement.ts";
import { unusedScope } from "./authentication/unused-scope.ts";
import { weakerWrite } from "./authentication/weaker-write.ts";
import { callerControlledServer } from "./transport/caller-controlled-server.ts";
import { changingRead } from "./transport/changing-read.ts";
import { scriptInDescription } from "./transport/script-in-description.ts";
import { traceOperation } from "./transport/trace-operation.ts";
import { missingObjectAuthorization } from "./authorization/missing-object-authorization.ts";
import { catalogueWrite } from "./authorization/catalogue-write.ts";
import { broadScope } from "./authorization/broad-scope.ts";
import { contradictoryRequirement } from "./authentication/contradictory-requirement.ts";
import { contradictoryScopes } from "./authorization/contradictory-scopes.ts";
import { selfChosenScopes } from "./authorization/self-chosen-scopes.ts";
import { callerNamedOwner } from "./authorization/caller-named-owner.ts";
import { widerAudience } from "./exposure/wider-audience.ts";
import { internalInDocument } from "./exposure/internal-in-document.ts";
import { hiddenButReachable } from "./exposure/hidden-but-reachable.ts";
import { publishedInternals } from "./exposure/published-internals.ts";
import type { Rule } from "./rule.ts";
import { cleartextServer } from "./transport/cleartext-server.ts";
import { cleartextTokenEndpoint } from "./transport/cleartext-token-endpoint.ts";

/** Every rule. Findings of one severity are shown in this order. */
export const RULES: readonly Rule[] = [
  // What is handed out
  credentialInResponse,
  privateButSelfRegistered,
  othersDataById,
  clientSidePrivacy,
  sensitiveDataOverCeiling,
  embeddedPrincipal,
  bulkExposure,
  storedCredentialReturned,
  rawCardData,
  othersSeeAsMuch,
  listTellsMore,
  oldVersionTellsMore,
  internalsInResponse,
  leakyError,
  sensitiveEvent,
  sensitiveDataInUrl,
  cacheableResponse,
  publishedSecret,
  publishedPersonalData,
  understatedClassification,
  writeOnlyInExample,
  openEndedResponse,

  // Who can call
  privateButReachable,
  anonymousWrite,
  unauthenticatedInternalApi,
  anonymousOperation,
  authenticationUnstated,
  optionalAuthentication,
  undefinedSecurityScheme,
  misplacedSecurity,
  conflictingAudience,
  widerAudience,
  hiddenButReachable,
  internalInDocument,
  publishedInternals,
  unknownAudienceValue,
  undeclaredAudience,

  // What callers may do
  massAssignment,
  serverControlledField,
  openEndedRequest,
  callerNamedOwner,
  unseparatedAdmin,
  missingObjectAuthorization,
  catalogueWrite,
  weakerWrite,
  ambiguousRoute,
  unscopedRequirement,
  broadScope,
  contradictoryRequirement,
  contradictoryScopes,
  selfChosenScopes,
  changingRead,
  debugOperation,

  // What scripts do with it
  guessableSecret,
  proofInResponse,
  unconfirmedPasswordChange,
  resetLinkPoisoning,
  unthrottledSensitiveFlow,
  accountEnumeration,

  // How much one call asks for
  unboundedList,
  unboundedPageSize,
  unboundedInput,
  unrestrictedUpload,
  backtrackingPattern,
  freeFormFilter,
  wideningParameter,

  // What is done with what callers send
  interpretedInput,
  callerChosenUrl,
  unboundedAmount,
  internalSwitch,
  unanchoredPattern,

  // How callers prove who they are
  sharedKey,
  credentialInUrl,
  apiKeyInUrl,
  basicAuth,
  passwordFlow,
  implicitFlow,
  inBandCredential,
  handMadeAuthorization,
  unequalAlternatives,
  deprecatedScheme,
  legacyScheme,
  logInBehindLogIn,
  cookieKey,
  undeclaredScope,
  unusedScope,
  unsignedWebhook,

  // What travels in the clear, and where to
  cleartextTokenEndpoint,
  cleartextServer,
  callerControlledServer,
  traceOperation,
  scriptInDescription,

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
