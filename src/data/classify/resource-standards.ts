import { memo } from "../../core/memo.ts";
import type { Sensitivity } from "../../core/exposure-words.ts";
import type { Operation } from "../../model/api.ts";
import type { Concept } from "../../lexicon/concept.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Schema } from "../../model/schema.ts";
import { unclearParts } from "../../model/unclear-parts.ts";

/*
 * Resources of standards, by which a body without a schema is still known: HL7 FHIR R4 (resource types), openEHR REST API,
 * SCIM 2.0 (RFC 7643), OAuth 2.0 (RFC 7517, 7662, 8414), ISO 20022 messages, and documents by what they are of. Facts, not a list of services.
 */

/** What comes back where no schema says it. */
export interface KnownResource {
  /** What it is, as the standard or the path calls it: `Patient`, `composition`, `payslip`. */
  readonly name: string;
  readonly standard: "FHIR" | "openEHR" | "SCIM" | "OAuth" | "ISO 20022" | "document";
  /** A fideslang key; `undefined` for what tells of nobody: terminology, definitions, rates. */
  readonly category: string | undefined;
  readonly sensitivity: Sensitivity;
}

/** The resource that an operation returns, by its path, its media types and its text; `undefined` where nothing tells. */
export const knownResource = memo((operation: Operation): KnownResource | undefined => {
  const types = operation.responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.map(({ type }) => type.toLowerCase()));
  const segments = operation.path.split("/").filter((segment) => segment !== "" && !segment.includes("{"));
  return (
    fhirResource(operation, segments, types) ??
    openEhrResource(segments, types) ??
    scimResource(segments, types) ??
    oauthResource(segments) ??
    isoResource(operation, segments, types) ??
    documentOf(operation, types)
  );
});

/** FHIR R4, section "Resource Index": what identifies persons, what is clinical or of their claims, and what tells of nobody. */
const FHIR_PERSONS = set("Patient Person RelatedPerson Group");
const FHIR_CLINICAL = set(`
  Account AdverseEvent AllergyIntolerance Appointment AuditEvent BodyStructure CarePlan CareTeam ChargeItem Claim
  ClaimResponse ClinicalImpression Communication CommunicationRequest Composition Condition Consent Contract Coverage
  CoverageEligibilityRequest CoverageEligibilityResponse DetectedIssue DeviceRequest DeviceUseStatement DiagnosticReport
  DocumentManifest DocumentReference Encounter EnrollmentRequest EpisodeOfCare ExplanationOfBenefit FamilyMemberHistory
  Flag Goal GuidanceResponse ImagingStudy Immunization ImmunizationEvaluation ImmunizationRecommendation Invoice List
  Media MedicationAdministration MedicationDispense MedicationRequest MedicationStatement MolecularSequence
  NutritionOrder Observation Procedure QuestionnaireResponse RequestGroup ResearchSubject RiskAssessment ServiceRequest
  Specimen SupplyDelivery SupplyRequest Task VisionPrescription Binary
`);
const FHIR_HARMLESS = set(`
  ActivityDefinition CapabilityStatement ChargeItemDefinition CodeSystem CompartmentDefinition ConceptMap DeviceDefinition
  DeviceMetric Endpoint EventDefinition ExampleScenario GraphDefinition HealthcareService ImplementationGuide
  InsurancePlan Library Location Measure Medication MedicationKnowledge MessageDefinition NamingSystem
  ObservationDefinition OperationDefinition Organization OrganizationAffiliation PlanDefinition Practitioner
  PractitionerRole Questionnaire ResearchStudy Schedule SearchParameter Slot SpecimenDefinition StructureDefinition
  StructureMap Substance TerminologyCapabilities TestReport TestScript ValueSet metadata
`);

function fhirResource(
  { summary = "", tags }: Operation,
  segments: readonly string[],
  types: readonly string[],
): KnownResource | undefined {
  const isFhir =
    types.some((type) => type.includes("fhir")) ||
    tags.some((tag) => /\bfhir\b/i.test(tag)) ||
    /\bFHIR\b/.test(summary) ||
    segments.some((segment) => /^fhir$/i.test(segment));
  if (!isFhir) return undefined;
  const name = segments.findLast(
    (segment) => FHIR_PERSONS.has(segment) || FHIR_CLINICAL.has(segment) || FHIR_HARMLESS.has(segment),
  );
  if (name === undefined) return undefined;
  if (FHIR_PERSONS.has(name)) return { name, standard: "FHIR", category: "user.contact", sensitivity: "confidential" };
  return FHIR_CLINICAL.has(name)
    ? { name, standard: "FHIR", category: "user.health_and_medical", sensitivity: "restricted" }
    : { name, standard: "FHIR", category: undefined, sensitivity: "public" };
}

/** openEHR REST API, release 1.0: what stands below an EHR is of its subject, what stands below a definition of nobody. */
function openEhrResource(segments: readonly string[], types: readonly string[]): KnownResource | undefined {
  const isOpenEhr =
    types.some((type) => type.includes("openehr")) ||
    segments.some((segment) => /^(?:open)?ehr$/i.test(segment)) ||
    // The server's path may say it: `POST /query/aql` below `/openehr/v1`.
    (segments.includes("query") && segments.includes("aql"));
  if (!isOpenEhr) return undefined;
  if (segments.includes("definition"))
    return { name: "definition", standard: "openEHR", category: undefined, sensitivity: "public" };
  const name = segments.findLast((segment) =>
    /^(?:ehr|composition|versioned_composition|ehr_status|directory|contribution|query)$/.test(segment),
  );
  return name === undefined
    ? undefined
    : { name, standard: "openEHR", category: "user.health_and_medical", sensitivity: "restricted" };
}

/** SCIM 2.0, RFC 7643: users are persons; schemas and resource types describe the service. */
function scimResource(segments: readonly string[], types: readonly string[]): KnownResource | undefined {
  const isScim = types.some((type) => type.includes("scim")) || segments.some((segment) => /^scim$/i.test(segment));
  const name = segments.findLast((segment) =>
    /^(?:Users|Me|Groups|Schemas|ResourceTypes|ServiceProviderConfig)$/.test(segment),
  );
  if (!isScim || name === undefined) return undefined;
  return /^(?:Users|Me)$/.test(name)
    ? { name, standard: "SCIM", category: "user.contact", sensitivity: "confidential" }
    : { name, standard: "SCIM", category: undefined, sensitivity: "public" };
}

/** OAuth 2.0: the keys of a server (RFC 7517), what it can do (RFC 8414), and whether a token that is sent is valid (RFC 7662). */
function oauthResource(segments: readonly string[]): KnownResource | undefined {
  const name = segments.at(-1)?.replace(/\.json$/i, "") ?? "";
  const isOfServer = segments.some((segment) =>
    /^(?:oauth2?|oidc|openid|connect|token|auth|\.well-known)$/i.test(segment),
  );
  const isKnown = /^(?:jwks|openid-configuration|oauth-authorization-server)$/i.test(name);
  return isKnown || (isOfServer && /^introspect(?:ion)?$/i.test(name))
    ? { name, standard: "OAuth", category: undefined, sensitivity: "public" }
    : undefined;
}

/** ISO 20022: a camt.05x message is an account's statement, a pain message payments; rates and calendars are nobody's. */
function isoResource(
  { summary = "", description = "", lexicon }: Operation,
  segments: readonly string[],
  types: readonly string[],
): KnownResource | undefined {
  const text = `${summary} ${description}`.slice(0, 400);
  if (!/ISO ?20022|\b(?:camt|pain|pacs)\.?\d{3}/i.test(`${text} ${segments.join(" ")} ${types.join(" ")}`))
    return undefined;
  const words = segments.flatMap((segment) => wordsOf(segment));
  if (
    lexicon.has(words, "rate-list") ||
    /\b(?:exchange rates?|c[âa]mbio|taux de change|Wechselkurse?|tipos? de cambio)\b/i.test(text)
  )
    return { name: segments.at(-1) ?? "rates", standard: "ISO 20022", category: undefined, sensitivity: "public" };
  return {
    name: segments.at(-1) ?? "message",
    standard: "ISO 20022",
    category: "user.financial.bank_account",
    sensitivity: "restricted",
  };
}

/** A file is what its path says that it is of. */
function documentOf(
  { path, summary = "", operationId = "", lexicon, access }: Operation,
  types: readonly string[],
): KnownResource | undefined {
  const segments = path.split("/").filter((segment) => !segment.includes("{"));
  if (types.length > 0 && types.every((type) => TABLE.test(type))) return recordsOf(segments, lexicon);
  if (types.length === 0 || !types.every((type) => FILE.test(type))) return undefined;
  const words = [...segments, operationId, summary].flatMap(wordsOf);
  for (const [concept, name, category, sensitivity] of DOCUMENTS)
    if (lexicon.has(words, concept)) return { name, standard: "document", category, sensitivity };
  // Whoever hands out files to those alone who bring a credential keeps them for somebody.
  const isKept = access === "secured" && segments.some((segment) => lexicon.has(wordsOf(segment), "kept-file"));
  return isKept && !types.every((type) => type.startsWith("image/")) ? KEPT_FILE : undefined;
}

/** A file in Base64, inside of what an operation returns. */
export interface EncodedFile extends KnownResource {
  readonly property: Schema;
  readonly field: string;
  readonly path: string;
}

/** The files in Base64 that an operation returns, where its path, what holds them or their own texts say what they are of. */
export const encodedFiles = memo((operation: Operation): readonly EncodedFile[] => {
  const { path, summary = "", operationId = "", lexicon, access } = operation;
  const segments = path.split("/").filter((segment) => !segment.includes("{"));
  const around = [...segments, operationId, summary].flatMap(wordsOf);
  return operation.responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(unclearParts)
    .filter(({ kind }) => kind === "file")
    .flatMap(({ name: field, path: spot, property, owners }): EncodedFile[] => {
      const own = [field, ...owners].flatMap(wordsOf);
      const said = wordsInOrder(property.description ?? "");
      const known = DOCUMENTS.find(
        ([concept]) => lexicon.has(own, concept) || lexicon.has(around, concept) || lexicon.has(said, concept),
      );
      if (known !== undefined) {
        const [, name, category, sensitivity] = known;
        return [{ name, standard: "document", category, sensitivity, property, field, path: spot }];
      }
      // As of a file that is a body by itself.
      const isKept =
        access === "secured" &&
        !lexicon.has(wordsOf(field), "picture") &&
        [...segments, ...owners].some((one) => lexicon.has(wordsOf(one), "kept-file"));
      return isKept ? [{ ...KEPT_FILE, property, field, path: spot }] : [];
    });
});

/** What is kept for somebody behind a credential. */
const KEPT_FILE: KnownResource = {
  name: "file",
  standard: "document",
  category: "user.content.private",
  sensitivity: "confidential",
};

/** A table of people is an export of what is kept of them: `/export/customers`, `/members.csv`. */
function recordsOf(segments: readonly string[], lexicon: Operation["lexicon"]): KnownResource | undefined {
  const people = segments
    .map((segment) => wordsOf(segment.replace(/\.[a-z]{3,5}$/i, "")).at(-1) ?? "")
    .findLast((noun) => PEOPLE.some((concept) => lexicon.is(noun, concept)));
  return people === undefined
    ? undefined
    : { name: `${people} export`, standard: "document", category: "user.contact", sensitivity: "confidential" };
}

const PEOPLE: readonly Concept[] = ["population", "clientele", "staff", "human"];
const TABLE =
  /^(?:text\/csv|application\/(?:csv|x-ndjson|vnd\.ms-excel|vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet))/;
const FILE = /^(?:application\/(?:pdf|octet-stream|zip|dicom|msword|vnd\.)|image\/|audio\/)/;
const DOCUMENTS: readonly (readonly [Concept, string, string, Sensitivity])[] = [
  ["payslip", "payslip", "user.financial", "confidential"],
  ["account-statement", "statement", "user.financial.bank_account", "restricted"],
  ["medical-document", "medical document", "user.health_and_medical", "restricted"],
  ["identity-document", "identity document", "user.government_id", "restricted"],
  ["voice-sample", "voice sample", "user.biometric", "restricted"],
];

function set(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}
