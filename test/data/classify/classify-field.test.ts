import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { categoryTablesOf } from "../../../src/data/taxonomy/category-tables.ts";
import { classified, named, type Given } from "../fields.ts";

type Row = readonly [owners: string, name: string, category: string, given?: Given];

const of = (...types: string[]): Given => ({ types });
const beside = (...fields: string[]): Given => ({ object: { fields } });
const object = (...children: string[]): Given => ({ types: ["object"], children });
const list = (...children: string[]): Given => ({ types: ["array"], arrayOf: ["object"], children });
const under = (...resources: string[]): Given => ({ object: { resources } });

const PASSWORD = "user.authorization.password";
const CREDENTIAL = "user.authorization.credentials";
const HEALTH = "user.health_and_medical";
const LOCATION = "user.location.precise";
const ADDRESS = "user.contact.address";
const PHONE = "user.contact.phone_number";
const EMAIL = "user.contact.email";
const BANK = "user.financial.bank_account";
const CARD = "user.financial.credit_card";
const NATIONAL = "user.government_id.national_identification_number";

/** The categories that rows are about. */
const checked = new Set<string>();

function check(title: string, rows: readonly Row[]): void {
  for (const [owners, name, category, given] of rows) {
    checked.add(category.replace("?", ""));
    test(`${title}: ${name} in ${owners || "nothing"} is ${category}`, () => {
      expect(named(classified(owners, name, given))).toBe(category);
    });
  }
}

const inHealth = (given: Given = {}): Given => ({ ...given, object: { ...given.object, subject: "health" } });
const withAnimals = (given: Given = {}): Given => ({ ...given, object: { ...given.object, subject: "animals" } });

check("what an API about health keeps", [
  ["DayLogCreate", "flow", HEALTH, inHealth({ enum: ["light", "heavy"] })],
  ["DayLogCreate", "flow", "none", { enum: ["light", "heavy"] }],
  ["CycleRead", "period_start", HEALTH, inHealth({ format: "date" })],
  ["Cycle", "period_start", "none", { format: "date" }],
  ["Resultado", "prueba", HEALTH, inHealth()],
  ["Resultado", "paciente", "none", inHealth(of("integer"))],
  ["results < PaginatedClinicList", "page", "none", inHealth(of("integer"))],
  ["Cita", "motivo", HEALTH, inHealth()],
  ["Cita", "motivoCancelacion", "none", inHealth()],
  ["Clinic", "temperature", "none", inHealth(of("number"))],
]);

check("numbers, compounds and nouns with what is said of them, as each language writes them", [
  ["Person", "nro_tarjeta", CARD],
  ["Person", "num_carte_paiement", CARD],
  ["Person", "nrCartao", CARD],
  ["Person", "kreditkartenNr", CARD],
  ["Person", "num_tarjetas", "none"],
  ["Person", "no_compte_bancaire", BANK],
  ["Person", "noRegistreNational", NATIONAL],
  ["Person", "rest_schuld", "user.financial"],
  ["Person", "profil_bild", "user.content.self_image"],
  ["Person", "personenfoto", "user.content.self_image"],
  ["Person", "tag_line", "none"],
  // A bare noun is the number of the card that it is of, and with more behind it that of something else.
  ["Zahlungskarte", "nummer", CARD],
  ["Tarjeta", "numero", CARD],
  ["Tarjeta", "numeroFactura", "none"],
  ["Person", "clave", PASSWORD],
  ["Person", "clave_entidad_federativa", "none"],
  // What is said of the number is no number.
  ["Person", "cpf", NATIONAL],
  ["Person", "mascaraCpf", "none"],
  ["Person", "validarIban", "none"],
  ["Person", "requisito_cnh", "none"],
  ["Person", "expiracionToken", "none"],
  ["Configuration", "expirationMotDePasseJours", "none"],
]);

check("texts in a person's own record are theirs, whatever stands beside them", [
  ["Member", "bio", "user.content.private", beside("bio", "slug", "likes")],
  ["Post", "comment", "none", beside("comment", "slug", "likes")],
]);

check("numbers of cards, accounts and documents in five languages", [
  ["Payment", "cardStartDate", CARD],
  ["Payment", "magstripeData", CARD],
  ["Zahlung", "kartenpruefziffer", CARD],
  ["Paiement", "date_fin_validite_cb", CARD],
  ["Pago", "tarjetahabiente", CARD],
  ["Pagamento", "portadorCartao", CARD],
  ["Payout", "bankingDetails", BANK],
  ["Person", "erstattungs_konto", BANK],
  ["Person", "compteDonneurOrdre", BANK],
  ["Person", "cuentaDomiciliacion", BANK],
  ["Person", "contaDepositoOrdem", BANK],
  ["Applicant", "uscisNumber", NATIONAL],
  ["Person", "kinderreisepassNr", "user.government_id.passport_number"],
  ["Personne", "numero_agdref", NATIONAL],
  ["Persona", "cedulaExtranjeria", NATIONAL],
  ["Pessoa", "certificadoReservista", NATIONAL],
  ["Employee", "annualCtc", "user.financial"],
  ["Pessoa", "imposto_retido", "user.financial"],
  ["Person", "antwortSicherheitsfrage", PASSWORD],
  ["Persona", "respuestaSeguridad", PASSWORD],
  ["Pessoa", "codigo_backup_2fa", PASSWORD],
  ["Person", "tokenActivacion", CREDENTIAL],
  ["Persona", "fotografia", "user.content.self_image"],
  ["Person", "gespraechs_transkript", "user.content.private"],
  ["Persona", "transcripcionLlamada", "user.content.private"],
  ["Email", "htmlBody", "user.content.private"],
  ["Notiz", "inhalt", "user.content.private"],
  ["DriverLicense", "number", NATIONAL],
  ["Reisepass", "nummer", NATIONAL],
  ["TitreSejour", "numero", NATIONAL],
  ["LicenciaConducir", "numero", NATIONAL],
  ["CartaConducao", "numero", NATIONAL],
  ["ApiSchluessel", "wert", CREDENTIAL],
  ["Rente", "betrag", "user.financial"],
  ["EmailTemplate", "htmlBody", "none"],
  ["Person", "umfrageantwort", "user.content.private"],
  ["Persona", "asuntoCorreo", "user.content.private"],
  ["Anuncio", "asuntoCorreo", "none"],
  ["Cotisation", "montant", "user.financial"],
  ["CotisationType", "montant", "none"],
  ["Person", "monatsbrutto", "user.financial"],
  ["Persona", "saldoInventario", "none"],
  ["Solicitud", "folio_prestamo", "none"],
  ["Karte", "gueltigBis", CARD],
  ["Fahrkarte", "gueltigBis", "none"],
  ["Person", "hatPasswort", "none"],
  ["Pessoa", "chaveAcessoNfe", "none"],
]);

const BIOMETRIC = "user.biometric";
const GENETIC = "user.health_and_medical.genetic";
const ETHNICITY = "user.demographic.race_ethnicity";
const RELIGION = "user.demographic.religious_belief";
const POLITICS = "user.demographic.political_opinion";
const ORIENTATION = "user.demographic.sexual_orientation";
const UNION = "user.demographic.union_membership";
const CRIMINAL = "user.criminal_history";
const LOGIN = "user.account.username";

check("what two words say together, in either order and in one word", [
  ["Person", "gesichtsvektor", BIOMETRIC],
  ["Persona", "vectorRostro", BIOMETRIC],
  ["Empleado", "huellas_dactilares", BIOMETRIC],
  ["Pessoa", "padrao_venoso_palma", BIOMETRIC],
  ["Personne", "empreinteVocale", BIOMETRIC],
  ["Pessoa", "variantesGeneticas", GENETIC],
  ["Person", "politische_gesinnung", POLITICS],
  ["Persona", "opinionesPoliticas", POLITICS],
  ["Personne", "opinionPolitique", POLITICS],
  ["Pessoa", "intencaoDeVoto", POLITICS],
  ["Pessoa", "comportamentoSexual", ORIENTATION],
  ["Persona", "pertenencia_etnica", ETHNICITY],
  ["Persona", "creenciasReligiosas", RELIGION],
  ["Person", "kirchenaustrittsdatum", RELIGION],
  ["Empleado", "cuotaSindicato", UNION],
  ["Pessoa", "processosCriminais", CRIMINAL],
  ["Personne", "loginLdap", LOGIN],
  ["Registro", "usuario_modificacion", LOGIN],
  // One word of a pair alone, and others between them, say nothing.
  ["Page", "politiqueConfidentialite", "none"],
  ["Shape", "faceCount", "none"],
  ["Mesh", "faceVector", "none"],
  ["Persona", "huellaCarbono", "none"],
  ["Persona", "proveedorBiometria", "none"],
  ["Union", "memberTypes", "none"],
  ["Query", "votingMethod", "none"],
  ["Genre", "genre", "none"],
]);

check("what is kept as a code", [
  ["Person", "konfessionsschluessel", RELIGION],
  ["Person", "religionCode", RELIGION],
  ["Person", "geschlecht_kz", "user.demographic.gender"],
  ["Person", "nationality_code", "user.demographic"],
  ["Person", "emailCode", PASSWORD],
]);

check("a question that is answered by a text is the fact that a switch would be", [
  ["Person", "isTransgender", ORIENTATION, { enum: ["Y", "N"] }],
  ["Personne", "estDelegueSyndical", UNION],
  ["Persona", "esLgbti", ORIENTATION, { enum: ["S", "N"] }],
  ["Applicant", "is_visible_minority", ETHNICITY, { enum: ["yes", "no"] }],
  ["Person", "isActive", "none"],
  ["Feature", "isTransgender", "none", of("object")],
]);

check("what an issuer tells the holder of a card is no name", [
  ["ThreeDS2ResponseData", "cardHolderInfo", "none"],
  ["ThreeDS2ResponseData", "cardHolder", "user.name"],
]);

check("what a person's noun qualifies is no name of a person", [
  ["Registro", "tipoUsuario", "none", { object: { fields: ["tipoUsuario", "clienteId"] } }],
  ["Registro", "rolUsuario", "none", { object: { fields: ["rolUsuario", "clienteId"] } }],
  ["Registro", "deudor", "user.name", { object: { fields: ["deudor", "clienteId"] } }],
]);

check("a name is another's with another word behind it", [
  ["Personne", "nom", "user.name"],
  ["Personne", "nomServeur", "none"],
  ["Persona", "nombrePartido", "none"],
  ["Pessoa", "nomeFicheiro", "none"],
  ["Persona", "nombreMadre", "user.name"],
  ["Acquisition", "donor", "user.name"],
  ["Acquisition", "donatedBy", "user.name"],
  ["Provenance", "previousOwners", "user.name"],
  ["Zugang", "leihgeber", "user.name"],
  ["Acquisition", "donateur", "user.name"],
  ["Adquisicion", "propietarioAnterior", "user.name"],
  ["Aquisicao", "doador", "user.name"],
  ["Persona", "nombre_de_pila", "user.name"],
  ["Pessoa", "ultimoNome", "user.name"],
]);

check("what stands beside a password, or is taken of a body at an enrolment", [
  ["Schnittstelle", "benutzer", LOGIN, beside("benutzer", "passwort", "host")],
  ["Schnittstelle", "benutzer", "none", beside("benutzer", "host")],
  ["GateEnrolment", "fingerprint", BIOMETRIC],
  ["PublicKey", "fingerprint", "none"],
  ["Certificate", "sslFingerPrint", "none"],
]);

check("two words that German writes in one", [
  ["Person", "geburts_ort", "user.demographic"],
  ["Person", "straf_register", CRIMINAL],
  ["Ticket", "vor_gang", "none"],
  ["Player", "TurnOversPercentage", "none"],
]);

check("a value in Base64 is the value", [["Empleado", "huellaDactilarBase64", BIOMETRIC]]);

check("the French word for a gender is that for the kind of a work", [
  ["Personne", "genre", "user.demographic.gender"],
  ["Artiste", "genre", "none"],
]);

check("a code by which a bank approved a payment lets nobody in", [
  ["cardMerchant < Transaction", "authCode", "none"],
  ["PaymentAuthorization", "authCode", "none"],
  ["Zahlung", "authCode", "none"],
  ["Pagamento", "authCode", "none"],
  ["Session", "authCode", PASSWORD],
  ["LoginRequest", "authCode", PASSWORD],
]);

check("how programs end the names of their types", [
  ["UserResponseModel", "xi_api_key", CREDENTIAL],
  ["ProfileViewModel", "apiKey", CREDENTIAL],
  ["LanguageModel", "apiKey", "none"],
  ["CarModel", "token", "none"],
]);

check("what a value may be", [
  ["Applicant", "situation", "user.demographic", { enum: ["SINGLE", "MARRIED", "WIDOWED", "DIVORCED"] }],
  ["Applicant", "answer_kind", "none", { enum: ["OPEN", "MARRIED"] }],
  ["LeaveRequest", "type", HEALTH, { enum: ["VACATION", "SICK", "UNPAID"] }],
  ["LeaveRequest", "type", "none", { enum: ["VACATION", "UNPAID"] }],
  ["LeaveType", "type", "none", { enum: ["VACATION", "SICK"] }],
  ["Antragsteller", "angabe", "user.demographic.gender", { enum: ["m", "w", "d", "weiblich", "maennlich"] }],
  ["Connector", "kind", "none", { enum: ["male", "female"] }],
  ["Audience", "gender_distribution", "none", { enum: ["male", "female"] }],
  ["Cita", "apoyo", HEALTH, { enum: ["NINGUNO", "MOVILIDAD_REDUCIDA"] }],
  ["Product", "state", "none", { enum: ["NEW", "USED"] }],
  ["ScoreEvent", "kind", "user.behavior", { enum: ["speeding", "phone_use"] }],
  ["ScoreEvent", "count", "none", of("integer")],
]);

check("records that are of one thing", [
  ["Payslip", "studentLoan", "user.financial", of("number")],
  ["Payslip", "workedDays", "none", of("number")],
  ["Job < salary", "max", "none", of("number")],
  ["CallDetail", "roamingCountry", "user.location"],
  ["DataPlan", "countries", "none"],
  ["AccesImmeuble", "codeHall", "user.authorization.password"],
  ["Immeuble", "codeHall", "none"],
  ["CreditReport", "factors", "user.financial", { types: ["array"], arrayOf: ["string"] }],
]);

check("German compounds, and numbers in short", [
  ["Fahrstunde", "fahrername", "user.name"],
  ["Projekt", "projektname", "none"],
  ["Kind", "allergiehinweis", HEALTH],
  ["Konto", "guthabenEuro", "user.financial", of("number")],
  ["Pasajero", "numPasaporte", "user.government_id.passport_number"],
  ["Page", "numResults", "none", of("integer")],
]);

check("what people's lives are asked for, in five languages", [
  ["Member", "baptismDate", "user.demographic.religious_belief", { format: "date" }],
  ["Mitglied", "taufdatum", "user.demographic.religious_belief", { format: "date" }],
  ["Enfant", "vaccinsAJour", HEALTH, of("boolean")],
  ["Locataire", "expulsionEnCours", "user.financial", of("boolean")],
  ["Trabajador", "embargoJudicial", "user.financial", of("number")],
  ["Filiado", "partido", "user.demographic.political_opinion"],
  ["Corrida", "destino", "user.location"],
  ["Voo", "destino", "none"],
  ["Listing", "rent", "none", of("number")],
  ["SetupStep", "nextStep", "none"],
]);

check("numbers that are asked for by `id`", [
  ["Citizen", "idPassportNumber", "user.government_id.passport_number"],
  ["Membre", "idRemboursement", "none"],
  ["Solicitud", "idCiudadano", "none", { object: { fields: ["idCiudadano", "idOficina"] } }],
  ["Member", "memberCardNumber", HEALTH + ".record_id"],
  ["Library", "memberCardNo", "none"],
]);

check("what is an animal's", [
  ["Hund", "rufname", "none"],
  ["PrescriptionDto", "quantity", "none", withAnimals(of("integer"))],
  ["PrescriptionDto", "quantity", HEALTH, of("integer")],
]);

check("who somebody is by what they do", [
  ["Loan", "borrower", "user.name", { object: { hasTypedIdentifier: true } }],
  ["Loan", "borrower", "user.name", beside("borrower", "bookId")],
  ["Loan", "borrower", "none", beside("borrower", "book")],
  ["Loan", "borrower", "none", { ...beside("borrower", "bookId"), description: "The number of the borrower" }],
  ["Loan", "borrower", "none", { ...beside("borrower", "bookId"), examples: ["b-201"] }],
  ["Loan", "owner", "none", beside("owner", "bookId")],
  ["Loan", "borrower", "none", { ...beside("borrower", "bookId"), format: "uuid" }],
]);

const openTo = (...resources: string[]): Given => ({
  place: "path",
  object: { kind: "parameters", isOpen: true, resources, fields: [] },
});
const pointIn = (...fields: string[]): Given => ({
  place: "query",
  types: ["number"],
  object: { kind: "parameters", fields },
});

check("what is all that an open operation asks for", [
  ["", "codigo", CREDENTIAL, openTo("compartidos", "resultados")],
  ["", "codigo", "none", openTo("paises")],
  ["", "codigo", CREDENTIAL, { ...openTo("c"), isLong: true }],
  ["", "countryCode", "none", openTo("holidays")],
  ["", "countryCode", "none", openTo("pickup-points")],
  ["", "code", CREDENTIAL, openTo("pickup-points")],
  ["", "codigo", "none", { ...openTo("compartidos"), object: { kind: "parameters", isOpen: false } }],
]);

check("where whoever searches is", [
  ["", "lat", LOCATION, pointIn("lat", "lng", "radius")],
  ["", "lat", LOCATION + "?", pointIn("lat", "limit")],
  ["", "lat", LOCATION + "?", { place: "property", types: ["number"], object: { fields: ["lat", "lng"] } }],
]);

check("an amount of what somebody pays or gets", [
  ["PaymentNotification", "amount", "user.financial", of("number")],
  ["AdjustmentDto", "amount", "user.financial", of("number")],
  ["ProductPrice", "amount", "none", of("number")],
  ["Refund", "payout", "none"],
  ["InvoicePage", "total", "none", of("integer")],
  ["BalanceFetchLedgerResponse", "total", "none", { ...of("integer"), ...beside("total", "perPage", "page") }],
  ["BalanceFetchLedgerResponse", "total", "user.financial", { ...of("integer"), ...beside("total", "currency") }],
]);

check("a group of people has a name that names nobody", [
  ["household < Invite < User", "name", "user.name?"],
  ["haushalt < Kunde", "name", "user.name?"],
  ["foyer < Utilisateur", "name", "user.name?"],
  ["guest < Household", "name", "user.name"],
  ["household < User", "phone", PHONE],
]);

check("who took a sample for an office", [
  ["Sample", "sampledBy", "user.name?"],
  ["Probe", "probenehmer", "user.name?"],
  ["Prelevement", "preleve_par", "user.name?"],
  ["Sample", "sampledBy", "none", of("integer")],
  ["Sample", "sampledAt", "none"],
]);

check("what a household uses", [
  ["Lastgang", "leistungW", "user.behavior", of("number")],
  ["ServerUsage", "watt", "none", of("number")],
]);

check("what somebody writes, or hands in", [
  ["MeldungDto", "beschreibung", "user.content.private"],
  ["MeldungTypDto", "beschreibung", "user.content.private"],
  ["ProductCategory", "beschreibung", "none"],
  ["FileUpload", "file", "user.content.private", { format: "binary" }],
  ["FirmwareUpload", "file", "none", { format: "binary" }],
  ["TransferRecipientUpdateResponse", "message", "none", beside("status", "message")],
  ["TransferRecipientUpdateResponse", "message", "none", beside("status", "message", "data")],
  ["TransferRecipientUpdateResponse", "message", "user.content.private", beside("status", "message", "sender")],
]);

check("several of a Romance noun", [
  ["", "nome", "user.name", under("moradores")],
  ["", "nome", "none", under("produtos")],
]);

check("a credential", [
  ["User", "password", PASSWORD],
  ["LoginForm", "confirm_password", PASSWORD],
  ["User", "passwordHash", PASSWORD],
  ["User", "hasPassword", "none", of("boolean")],
  ["User", "password_changed", "none"],
  ["Realm", "passwordPolicy", "none"],
  ["Realm", "password_policy", "none", object("min_length")],
  ["Settings", "resetPasswordAllowed", "none", of("boolean")],
  ["TokenResponse", "access_token", CREDENTIAL],
  ["TokenResponse", "token_type", "none"],
  ["Image", "collection_code", "none", beside("collection_code", "collection_id", "collection_name")],
  ["Door", "door_code", PASSWORD, beside("door_code", "door_id", "door_name")],
  ["Lock", "lock_code", PASSWORD, beside("lock_code", "lock_id", "lock_name")],
  ["Parcel", "collection_code", PASSWORD, beside("collection_code", "parcel_id")],
  ["Completion", "tokens", "none", { ...of("array"), ...beside("tokens", "token_logprobs") }],
  ["TokenResponse", "expires_in", "none", of("integer")],
  ["Provider", "token_url", "none", { format: "uri" }],
  ["Session", "token", CREDENTIAL],
  ["Usage", "tokenCount", "none", of("integer")],
  ["Usage", "total_tokens", "none", of("integer")],
  ["List", "pageToken", "none"],
  ["List", "next_token", "none"],
  ["List", "nextPageToken", "none"],
  ["Payment", "version_token", "none"],
  ["App", "client_secret", CREDENTIAL],
  ["AppWithSecret", "client_secret", CREDENTIAL],
  ["AppWithEmptySecret", "client_secret", "none"],
  ["AppSecretMasked", "client_secret", "none"],
  ["App", "client_id", "none"],
  ["Key", "keyId", "none"],
  ["Query", "sortKey", "none"],
  ["Request", "idempotency_key", "none"],
  ["Certificate", "publicKey", "none"],
  ["Certificate", "private_key", CREDENTIAL],
  ["Pod", "secretName", "none"],
  ["Task", "secret_arn", "none"],
  ["Secret", "data", CREDENTIAL, of("object")],
  ["Dataset", "data", "none", of("object")],
  ["io.k8s.api.core.v1.Secret", "stringData", CREDENTIAL, of("object")],
  ["SecretKeySelector", "key", "none"],
  ["ApiKey", "key", CREDENTIAL],
  ["ApiKey", "name", "none"],
  ["Credential", "value", CREDENTIAL],
  ["", "code", CREDENTIAL, beside("code", "client_id", "client_secret", "redirect_uri")],
  ["Coupon", "code", "none"],
  ["OtpForm", "otp", PASSWORD],
  ["Account", "pin", PASSWORD],
  ["Customer", "pin", PASSWORD],
  ["Address", "pin_code", ADDRESS],
  ["User", "verification_code", PASSWORD],
  ["User", "verified", "none", of("boolean")],
]);

check("what is called a secret, and lets nobody in", [
  ["Repo", "secrets", "none", list("name", "created_at")],
  ["Repo", "secrets", CREDENTIAL, list("name", "value")],
  ["Account", "apiKeys", CREDENTIAL, object("v2", "v3")],
  ["User", "credentials", "none", object("username")],
  ["User", "credentials", CREDENTIAL, object("username", "secret")],
  ["Message", "credentialHash", "none"],
  ["Key", "api_key_prefix", "none"],
  ["Repo", "temp_clone_token", "none"],
  ["Form", "csrf_token", "none"],
  ["PaymentCard", "token", "none"],
  ["Domain", "verification_token", "none"],
  ["Provider", "signing_key", CREDENTIAL],
  ["Provider", "signing_key", "none", { format: "uuid" }],
  ["Brand", "flow_device_code", "none", { format: "uuid" }],
  ["Device", "merchant_token", "none", { description: "The merchant ID." }],
  ["Device", "merchant_token", `${CREDENTIAL}?`, { description: "The merchant token." }],
  ["Device", "merchant_token", CREDENTIAL, { description: "Authenticates the device as the merchant." }],
  ["Query", "batch_token", "none", { description: "A pagination cursor to retrieve the next set of results." }],
  ["Query", "token", "none", { description: "Retrieves the next page of results." }],
  ["Device", "session_token", CREDENTIAL],
  ["Intent", "client_secret", "user.authorization", { description: "Used for client-side retrieval." }],
  ["Intent", "client_secret", CREDENTIAL, { description: "It must never be used in a browser." }],
  ["Card", "encryptedPassword", "user.authorization"],
  ["Row", "value", "none", { object: { fields: ["name", "value"] } }],
]);

check("a header or parameter", [
  ["", "Authorization", CREDENTIAL, { place: "header" }],
  ["Grant", "authorization", "none", object("scopes")],
  ["", "X-Api-Key", CREDENTIAL, { place: "header" }],
  ["", "Location", "none", { place: "header", ...under("users") }],
  ["", "X-Request-Id", "none", { place: "header" }],
  ["", "email", EMAIL, { place: "query", object: { kind: "parameters", resources: ["users"] } }],
  ["", "name", "user.name", { place: "query", object: { kind: "parameters", resources: ["users"] } }],
  ["", "name", "none", { place: "query", object: { kind: "parameters", resources: ["products"] } }],
  ["", "username", "user.account.username", { place: "path", object: { kind: "parameters", resources: ["u"] } }],
  ["", "q", "user.name", { place: "query", object: { kind: "parameters", resources: ["users"] } }],
  ["", "id", "none", { place: "path", object: { kind: "parameters", resources: ["patients"] } }],
]);

check("a name", [
  ["User", "name", "user.name"],
  ["Customer", "firstName", "user.name"],
  ["Company", "first_name", "user.name"],
  ["Product", "name", "none"],
  ["Company", "name", "none"],
  ["Role", "name", "none"],
  ["UserRole", "name", "none"],
  ["CustomerSegment", "name", "none"],
  ["Lead", "owner_name", "user.name"],
  ["Order", "customer_name", "user.name"],
  ["Order", "product_name", "none"],
  ["File", "filename", "none"],
  ["Repository", "full_name", "none"],
  ["", "fullname", "user.name"],
  ["OAuthClient", "name", "user.name?"],
  ["Contact", "name", "user.name", beside("name", "first_name", "email")],
  ["Etude", "nom", "none", beside("nom", "adresse", "telephone", "notaires")],
  ["Etude", "nom", "user.name", beside("nom", "adresse", "telephone", "notaire")],
  ["Imprint", "address", "none", beside("name", "address")],
  ["Admission", "lastName", "user.name", beside("lastName", "street", "phone", "therapists")],
  ["CSINodeDriver", "name", "none"],
  ["Registration", "name", "user.name"],
  ["ScannerRegistration", "name", "none"],
  ["Column", "last_name", "none"],
  ["Signup", "name", "user.name", beside("name", "email", "password")],
  ["Site", "name", "none", beside("name", "support_email")],
  ["names < Person", "given", "user.name"],
]);

check("contact data", [
  ["User", "emailVerified", "none", of("boolean")],
  ["Admission", "phone", "user.contact.phone_number", beside("lastName", "street", "phone", "therapists")],
  ["Etude", "telephone", "user.contact.phone_number?", beside("nom", "adresse", "telephone", "notaires")],
  ["User", "email_verified", "none", of("boolean")],
  ["User", "email_template", "none"],
  ["Order", "numberOfEmails", "none", of("integer")],
  ["Store", "email", `${EMAIL}?`],
  ["emails < User", "value", EMAIL],
  ["metadata", "value", "none"],
  ["User", "emails", EMAIL, list("value", "type")],
  ["PhoneNumber", "number", PHONE],
  ["House", "number", "none"],
  ["Order", "buyer_phone_number", PHONE],
  ["User", "addresses", ADDRESS, list("street", "city")],
  ["Server", "address", "none"],
  ["Wallet", "address", "none"],
  ["Customer", "addressType", "none", { enum: ["home", "work"] }],
  ["Device", "ip_address", "user.device.ip_address"],
  ["Order", "billing_address", ADDRESS, object("line1", "city", "postal_code")],
  ["Order", "delivery", ADDRESS, { ...object("street", "zip"), schemaName: "PostalAddress" }],
  ["Address", "city", ADDRESS],
  ["Weather", "city", "none"],
  ["Order", "city", ADDRESS, beside("city", "street", "zip")],
  ["CompanyAddress", "city", `${ADDRESS}?`],
  ["User", "website", "user.contact.url"],
  ["Product", "website", "none"],
  ["User", "contact", "user.contact", object("email", "phone")],
  ["ErrorResponse", "email", "none", of("array")],
  ["claim_mappings", "email", "none"],
]);

check("a number, and where somebody is, by what holds them", [
  ["Contact", "contact_number", "none"],
  ["Driver", "contact_number", PHONE],
  ["LocationMessageContent", "latitude", LOCATION, of("number")],
  ["Location", "latitude", "none", of("number")],
]);

check("money, bank and card", [
  ["Employee", "annual_salary", "user.financial"],
  ["Customer", "balance", "user.financial", of("number")],
  ["EmployeeLeave", "opening_balance", "none", of("number")],
  ["LoadBalancer", "balance", "none"],
  ["DeductionLine", "amount", "user.financial", of("number")],
  ["Discount", "amount", "none", of("number")],
  ["Money", "amount", "none", of("number")],
  ["BankAccount", "account_number", BANK],
  ["BankAccount", "country", "none"],
  ["Recipient", "iban", BANK],
  ["Table", "sort_order", "none"],
  ["Card", "number", CARD],
  ["Card", "cvc", CARD],
  ["Card", "exp_month", CARD, of("integer")],
  ["GiftCard", "number", "none"],
  ["Payment", "card", CARD, object("number", "exp_month")],
  ["Board", "card", "none", object("title", "column")],
]);

check("a part of a number, and what is known by it", [
  ["Person", "ssn", NATIONAL],
  ["Person", "ssn", "none", { description: "The last 4 digits of the number." }],
  ["Person", "maskedSSN", "none"],
  ["Account", "maskedAccountNumber", "none"],
  ["Contact", "tax_number", `${NATIONAL}?`, beside("tax_number", "email", "company_number")],
  ["Employee", "social_security_number", NATIONAL, beside("social_security_number", "company_number")],
  ["Charge", "card", CARD, object("exp_month", "last4")],
  ["Patient", "card", "none", object("title", "expiryDate")],
  ["Method", "sepa_debit", "none", object("bank_code", "last4")],
  ["Charge", "routing_number", BANK],
  ["Card", "address_city", ADDRESS],
  ["Order", "billing_address_city", ADDRESS],
]);

check("a government id", [
  ["Employee", "ssn", NATIONAL],
  ["Employee", "nationalInsuranceNumber", NATIONAL],
  ["Person", "ssn_provided", "none", of("boolean")],
  ["Passport", "number", NATIONAL],
  ["Traveler", "passportNumber", "user.government_id.passport_number"],
  ["Person", "tax_id", NATIONAL],
  ["Company", "tax_id", "none"],
  ["CatalogItem", "tax_ids", "none", of("array")],
]);

check("health and other special data", [
  ["Patient", "diagnosis", HEALTH],
  ["User", "weight", HEALTH, of("number")],
  ["Package", "weight", "none", of("number")],
  ["Font", "weight", "none", of("number")],
  ["SleepLog", "duration", HEALTH, of("integer")],
  ["Video", "duration", "none", of("integer")],
  ["Reading", "maxHeartRate", HEALTH, of("integer")],
  ["Server", "health_status", "none"],
  ["Patient", "is_pregnant", HEALTH, of("boolean")],
  ["Patient", "medication_reminders_enabled", "none", of("boolean")],
  ["Patient", "mrn", HEALTH],
  ["User", "ethnicity", "user.demographic.race_ethnicity", { enum: ["a", "b"] }],
  ["Event", "race", "none"],
  ["Event", "race_director", "none"],
  ["Runner", "race", "none", beside("bib_number", "finish_time", "name", "race")],
  ["Patient", "race", "user.demographic.race_ethnicity"],
  ["Instruction", "street_name", "none", beside("street_name", "distance", "time")],
  ["Customer", "street_name", ADDRESS],
  ["X-RateLimit-Limit", "X-RateLimit-Limit", "none", of("integer")],
  ["LogMessage", "breadcrumbs", "user.location.precise?", beside("breadcrumbs", "stack_trace", "severity")],
  ["User", "referral_token", "none"],
  ["User", "secret_email", CREDENTIAL],
  ["User", "correo_secreto", CREDENTIAL],
  ["LogMessage", "cookies", "user.content.private", list("key", "value")],
  ["ErrorEvent", "serverVariables", "user.content.private", list("key", "value")],
  ["Recipe", "cookies", "none", list("key", "value")],
  ["Container", "Env", CREDENTIAL, { types: ["array"], arrayOf: ["string"] }],
  ["Weather", "env", "none", { types: ["array"], arrayOf: ["string"] }],
  ["User", "religion", "user.demographic.religious_belief"],
  ["User", "fingerprint_template", "user.biometric"],
  ["Certificate", "fingerprint", "none"],
]);

check("demographics", [
  ["User", "date_of_birth", "user.demographic.date_of_birth", { format: "date" }],
  ["User", "created_at", "none", { format: "date-time" }],
  ["User", "gender", "user.demographic.gender", { enum: ["f", "m", "x"] }],
  ["User", "age", "user.demographic", of("integer")],
  ["Cache", "max_age", "none", of("integer")],
  ["Employee", "jobTitle", "user.job_title"],
  ["Employee", "nationality", "user.demographic"],
]);

check("whereabouts, devices and vehicles", [
  ["Vehicle", "latitude", LOCATION, of("number")],
  ["Store", "latitude", "none", of("number")],
  ["Stop", "lat", LOCATION, { ...of("number"), ...beside("deviceId", "lat", "lon") }],
  ["User", "location", LOCATION],
  ["Job", "location", "none"],
  ["Node", "ip", "none"],
  ["Session", "ip", "user.device.ip_address"],
  ["Record", "ip", "user.device.ip_address?"],
  ["Record", "client_ip", "user.device.ip_address"],
  ["SegmentsRecord", "ip", "user.device.ip_address?"],
  ["Record", "ip", "user.device.ip_address", beside("ip", "user_agent")],
  ["Record", "ip", "user.device.ip_address", beside("ip", "user_id")],
  ["IpWarmup", "ip", "none"],
  ["Message", "outbound_ip", "none"],
  ["LoginEvent", "ip_address", "user.device.ip_address"],
  ["SmtpAccount", "from_address", EMAIL],
  ["Shipment", "from_address", ADDRESS],
  ["Campaign", "from_address", `${ADDRESS}?`, beside("from_address", "from_name")],
  ["Contact", "line", `${ADDRESS}?`, beside("line", "whatsapp", "city", "postal_code")],
  ["Address", "line", ADDRESS],
  ["Group", "incoming_email", "none"],
  ["LandingPad", "full_name", "none"],
  ["PlanGeography", "excluded_postcodes", "none"],
  ["Person", "nif", NATIONAL],
  ["TaxIds", "nif", `${NATIONAL}?`, beside("nif", "eu_vat")],
  ["EnergyAccount", "account_number", "none"],
  ["DirectDebit", "account_number", BANK],
  ["Payout", "bank_account", BANK, object("routing_number", "last4")],
  ["Payout", "bank_account", BANK, object("account_number")],
  ["ThreadPool", "ip", "none", { description: "The IP address of the node." }],
  ["Phone", "imei", "user.device.device_id"],
  ["Vehicle", "vin", "user.government_id.vehicle_registration"],
  ["Trip", "averageSpeed", "user.behavior", of("number")],
]);

check("content and pictures", [
  ["ChatMessage", "text", "user.content.private"],
  ["Button", "text", "none"],
  ["ErrorMessage", "text", "none"],
  ["Customer", "note", "user.content.private"],
  ["ReleaseNote", "text", "none"],
  ["", "messages", "user.content.private", list("text", "sender")],
  ["", "messages", "none", list("code", "message")],
  ["User", "avatar", "user.content.self_image"],
  ["User", "picture_url", "user.content.self_image", { format: "uri" }],
  ["Product", "image_url", "none", { format: "uri" }],
]);

check("in other languages", [
  ["Benutzer", "passwort", PASSWORD],
  ["Kunde", "geburtsdatum", "user.demographic.date_of_birth"],
  ["Kunde", "straße", ADDRESS],
  ["Kunde", "bruttolohn", "user.financial"],
  ["Kunde", "allergien", HEALTH],
  ["Client", "numeroCompte", BANK],
  ["Client", "salaireBrut", "user.financial"],
  ["Cliente", "fecNac", "user.demographic.date_of_birth"],
  ["Cliente", "observaciones", "user.content.private"],
  ["Usuário", "numeroConta", BANK],
  ["Usuário", "alergias", HEALTH],
  ["Utilisateur", "motDePasse", PASSWORD],
  ["Utilisateur", "numéroTéléphone", PHONE],
  ["Client", "adresse_livraison", ADDRESS],
  ["Salarié", "adresse_livraison", ADDRESS],
  ["Usuario", "contraseña", PASSWORD],
  ["Usuario", "correo_electronico", EMAIL],
  ["Pedido", "nombre_del_cliente", "user.name"],
  ["Pedido", "tipo_de_documento", "none"],
  ["Usuário", "senha", PASSWORD],
  ["Cliente", "cpf", NATIONAL],
]);

check("format, example, sibling and description", [
  ["Thing", "owner", EMAIL, { format: "email" }],
  ["Thing", "owner", "none"],
  ["Sender", "from", EMAIL, { examples: ["jane.roe@mail.test"] }],
  ["Config", "blob", CREDENTIAL, { examples: ["ghp_0123456789abcdefghijABCDEFGHIJ"] }],
  ["Thing", "ref", BANK, { examples: ["GB82 WEST 1234 5698 7654 32"] }],
  ["Thing", "ref", "none", { examples: ["GB82 WEST 1234 5698 7654 33"] }],
  ["Attribute", "value", PASSWORD, { object: { fields: ["name", "value"], values: { name: ["password"] } } }],
  ["Attribute", "value", "none", { object: { fields: ["name", "value"], values: { name: ["colour"] } } }],
  ["Row", "f1", EMAIL, { description: "The customer's e-mail address, if known." }],
  ["Row", "f1", EMAIL, { title: "Email address" }],
  ["Row", "f1", "none", { title: "Email template" }],
  ["Session", "signInMethod", "none", { title: "password, github or saml" }],
  ["Row", "loginType", "none", { description: "password | token" }],
  ["Row", "f1", EMAIL, { title: "E-mail address, if known" }],
  ["Row", "f1", "none", { description: "Whether the e-mail address is verified." }],
  ["Row", "status", "none", { description: "Email address of the customer" }],
  ["Post", "name", "user.name", beside("name", "username", "avatar_url")],
  ["Fork", "full_name", "none", beside("full_name", "owner")],
  ["Comment", "body", "user.content.private"],
  ["Comment", "body", "user.content.private?", beside("body", "html_url")],
]);

test.each([
  ["a card's number is worse than its expiry", "Card", "number", "restricted"],
  ["a card's number is worse than its expiry", "Card", "exp_month", "confidential"],
  ["an account is worse than its bank", "BankAccount", "account_number", "restricted"],
  ["an account is worse than its bank", "BankAccount", "sort_code", "confidential"],
  ["what is encrypted is milder", "Card", "encryptedCardNumber", "confidential"],
])("%s: %s.%s is %s", (_why, owner, name, sensitivity) => {
  expect(classified(owner, name)?.sensitivity).toBe(sensitivity);
});

check("what somebody was issued", [
  ["Driver", "driverLicenseNumber", "user.government_id.drivers_license_number"],
  ["Driver", "licenseNumber", "user.government_id.drivers_license_number"],
  ["Conducteur", "numeroPermis", "user.government_id.drivers_license_number"],
  ["Rental", "driverLicenseNumber", "user.government_id.drivers_license_number"],
  ["DrivingLicence", "drivingLicenceNumber", "user.government_id.drivers_license_number"],
  ["", "drivingLicenceNumber", "user.government_id.drivers_license_number", under("driving-licences")],
  ["User", "license_no", "user.government_id.drivers_license_number"],
  ["Vehicle", "licenseNumber", "user.government_id.drivers_license_number"],
  ["License", "licenseNumber", "none"],
  ["", "licenseNumber", "none", under("license")],
  ["Product", "licenceNumber", "none"],
  ["Chantier", "numeroPermis", "none"],
  ["Driver", "licenseAccepted", "none", of("boolean")],
  ["Applicant", "visaNumber", "user.government_id.immigration"],
  ["Payment", "visaCheckout", "none"],
  ["Person", "idDocumentFront", "user.government_id"],
  ["Order", "documentKind", "none"],
  ["Account", "billCycleDay", "none"],
  ["Invoice", "billingCycleDay", "none"],
  ["Patient", "healthCardNumber", "user.health_and_medical.record_id"],
  ["Log", "recordNumber", "none"],
]);

test.each([
  ["ClientSNP", "genotyped_alleles", "likely"],
  ["SNP", "genotyped_alleles", "possible"],
])("a variant in %s: %s is %s", (owner, name, confidence) => {
  expect(classified(owner, name)?.confidence).toBe(confidence);
});

check("what nobody should be asked", [
  ["Patient", "dnaSequence", "user.health_and_medical.genetic"],
  ["Patient", "genotyped_alleles", "user.health_and_medical.genetic"],
  ["Page", "sequence", "none"],
  ["Voter", "politicalParty", "user.demographic.political_opinion"],
  ["Contract", "party", "none"],
  ["User", "sexualOrientation", "user.demographic.sexual_orientation"],
  ["Photo", "orientation", "none"],
  ["Employee", "unionMembership", "user.demographic.union_membership"],
  ["Query", "union", "none"],
  ["User", "faxNumber", "user.contact.fax_number"],
  ["Job", "faxSent", "none", of("boolean")],
]);

test("every category has a row here", () => {
  const { categories } = categoryTablesOf(parse(readFileSync("rulesets/data-categories.yaml", "utf8")));
  expect(
    [...new Set(categories.map(({ key }) => key))].filter((key) => !checked.has(key)),
    "these categories get a row in check(…) above, and a row of a field that only looks like one of them",
  ).toEqual([]);
});

test("a report can say why", () => {
  expect(classified("Customer", "email", { format: "email" })).toMatchInlineSnapshot(`
    {
      "because": [
        "named "email"",
        "in "Customer", which holds data about a person",
      ],
      "category": "user.contact.email",
      "confidence": "certain",
      "sensitivity": "confidential",
    }
  `);
  expect(classified("Order", "delivery", { ...object("street", "zip"), schemaName: "PostalAddress" })?.because).toEqual(
    ['it is a "PostalAddress"'],
  );
});

test("whatever a description says is classified without an error", () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom("__proto__", "constructor", "email of", "of the", "password ".repeat(5_000)),
  );
  fc.assert(
    fc.property(text, text, text, fc.array(text), fc.jsonValue(), (owner, name, description, fields, example) => {
      const within = { owners: [owner], fields, values: { [name]: fields } };
      classified(owner, name, {
        object: within,
        description,
        title: description,
        examples: [example],
        children: fields,
      });
    }),
    { seed: 20_261_128 },
  );
});

test.each([
  ["routing number and last four digits", object("routing_number", "last4", "bank_name"), "confidential"],
  ["the number itself", object("routing_number", "account_number"), "restricted"],
  ["a number without a name", object("number", "bank_name"), "restricted"],
])("a bank account of %s is no more than what is in it", (_what, given, sensitivity) => {
  expect(classified("Payout", "bank_account", given)?.sensitivity).toBe(sensitivity);
});

check("a German compound", [
  ["Mitarbeiter", "stundenlohn", "user.financial"],
  ["Bankverbindung", "kontoinhaber", "user.name"],
  ["Vertrag", "Grundgehalt", "user.financial"],
  ["Ereignisabo", "signaturSchluessel", CREDENTIAL],
  ["Artikel", "artikelnummer", "none"],
  ["Bestellung", "lieferdatum", "none"],
]);

check("a noun that comes before what qualifies it", [
  ["Cuenta", "saldoInicial", "user.financial"],
  ["Sesion", "tokenSesion", CREDENTIAL],
  ["Transferencia", "ibanDestino", BANK],
  ["Tarjeta", "numero", CARD],
  ["CartaoCredito", "numero", CARD],
  ["Cuenta", "tipoCuenta", "none"],
  ["Documento", "tipo_documento", "none"],
  ["Producto", "nombreComercial", "none"],
  ["Sesion", "fechaClave", "none"],
]);

check("a part that a word of its owner makes one", [
  ["PasswordReset", "code", CREDENTIAL],
  ["VerifyPhoneDto", "code", CREDENTIAL],
  ["CodigoVerificarRequest", "codigo", CREDENTIAL],
  ["PasswortZuruecksetzenDto", "code", CREDENTIAL],
  ["NouveauMotDePasse", "code", CREDENTIAL],
  ["SessaoRequest", "codigo", CREDENTIAL],
  ["", "code", CREDENTIAL, { object: { resources: ["invitations"] } }],
  ["PasswordReset", "customer_code", "none"],
  ["PasswordResetError", "code", "none"],
  ["Product", "code", "none"],
  ["", "code", "none", { object: { resources: ["invitations"], fields: ["code", "message"] } }],
  ["Invitation", "code", "none", of("integer")],
  ["CalendarFeed", "url", CREDENTIAL],
  ["EnlaceCalendarioDto", "url", CREDENTIAL],
  ["LienEspacePersonnel", "lien", CREDENTIAL],
  ["Article", "url", "none"],
  ["TokenPair", "refresh", CREDENTIAL],
  ["Sesion", "access", CREDENTIAL, beside("access", "refresh")],
  ["Cache", "refresh", "none", beside("refresh", "ttl")],
]);

check("a file by what it is of", [
  ["AnexoRequest", "arquivo", "user.content.private", { format: "binary" }],
  ["DokumentUpload", "datei", "user.content.private", { format: "binary" }],
  ["DokumentUpload", "datei", "none"],
  ["KycUpload", "file", "user.government_id", { format: "binary" }],
  ["AvatarUploadDto", "file", "user.content.self_image", { format: "binary" }],
  ["DocumentTemplate", "file", "none", { format: "binary" }],
  ["ThemeUpload", "file", "none", { format: "binary" }],
]);

check("a person whose full name is an example", [
  ["Acte", "notaire", "user.name", { examples: ["Me Isabelle Marchand"] }],
  ["Prefill", "mainDriver", "user.name", { examples: ["Hannah Whitlock"] }],
  ["Commande", "patient", "user.name", { examples: ["Élodie de la Tour"] }],
  ["Acte", "vendeur", "none", { examples: ["vnd_48213"] }],
  ["Acte", "objet", "none", { examples: ["Vente Immeuble"] }],
]);

check("what somebody writes in a request", [
  ["SchadensmeldungDto", "beschreibung", "user.content.private"],
  ["CandidatureNouvelle", "message", "user.content.private"],
  ["RecordatorioDTO", "mensaje", "user.content.private"],
  ["InboundMail", "text", "user.content.private"],
  ["CreateClaimRequest", "description", "user.content.private"],
  ["EnvelopeDraft", "message", "user.content.private"],
  ["BookingCreate", "note", "user.content.private"],
  ["BookingError", "message", "none"],
  ["", "message", "none", { object: { resources: ["claims"], fields: ["code", "message"] } }],
  ["CalificacionDto", "observaciones", "user.content.private", beside("nota", "observaciones")],
  ["ClaimType", "description", "none"],
  ["Product", "description", "none"],
]);

check("where a visit was", [
  ["VisitaDTO", "direccion", ADDRESS],
  ["EntregaZonaDTO", "direccion", "none"],
  ["VisitaDTO", "latitud", LOCATION, of("number")],
  ["CobroDTO", "longitud", LOCATION, of("number")],
  ["Rastreio", "entregador_latitude", LOCATION, of("number")],
  ["Tienda", "latitud", "none", of("number")],
]);

check("a fact about somebody", [
  ["Employee", "schwerbehindert", HEALTH, of("boolean")],
  ["Applicant", "felonyConviction", "user.criminal_history", of("boolean")],
  ["Applicant", "bankruptcyWithin7Years", "user.financial", of("boolean")],
  ["Patient", "hasDisability", HEALTH, of("boolean")],
  ["User", "disabled", "none", of("boolean")],
  ["Applicant", "is_us_citizen", "user.demographic", of("boolean")],
  ["Webhook", "disabled", "none", of("boolean")],
  ["Log", "has_children", "none", of("boolean")],
]);

check("money, by what it is the money of", [
  ["PiggyBank", "target_amount", "user.financial", of("string")],
  ["CashFlowSummary", "largestMonthlyCredit", "user.financial", of("number")],
  ["BillProperties", "amount_max", "user.financial", of("string")],
  ["Coupon", "amount", "none", of("number")],
  ["Product", "amount", "none", of("number")],
]);

check("what may be a person is one that has what persons have", [
  [
    "PublicProfile",
    "age",
    "user.demographic",
    { types: ["integer"], object: { fields: ["age", "bio", "display_name"] } },
  ],
  ["BuildProfile", "name", "user.name?", beside("name", "image", "memory")],
]);

check("a code that opens something", [
  ["AccessCode", "code", PASSWORD],
  ["Unit", "keyBoxCode", PASSWORD],
  ["Tour", "lockboxCode", PASSWORD],
  ["Country", "code", "none"],
  ["Product", "pinColor", "none"],
]);

check("what stands in a record that is of nothing else", [
  ["Prescription", "quantity", HEALTH, of("integer")],
  ["CriminalRecord", "disposition", "user.criminal_history"],
  ["CriminalRecord", "status", "none"],
  ["Prescription", "created_at", "none", { format: "date-time" }],
  ["PrescriptionTemplate", "quantity", "none", of("integer")],
]);

check("a word that says it wherever it stands", [
  ["Regimen", "bloodGlucoseTargetHigh", HEALTH, of("number")],
  ["Profile", "yearOfDiagnosis", HEALTH, of("integer")],
  ["Device", "insulinDeviceType", "none"],
  ["Settings", "heartRateZonesEnabled", "none", of("boolean")],
]);

check("what is a person's elsewhere, and nobody's here", [
  ["Offre", "salaire_min", "none", beside("salaire_min", "salaire_max")],
  ["Vacancy", "salaryFrom", "none", beside("salaryFrom", "salaryTo")],
  ["Stelle", "gehaltBis", "none", beside("gehaltVon", "gehaltBis")],
  ["Zeile", "gehalt_min", "user.financial", beside("gehalt_min", "gehalt_netto")],
  ["Zeile", "gehalt_min", "none", beside("gehalt_min", "gehalt_max")],
  ["Candidate", "salary_min", "user.financial", beside("salary_min", "salary_max")],
  ["Notdienst", "rufnummer", "none"],
  ["EmergencyService", "phone", "none"],
  ["EmergencyContact", "phone", PHONE],
  ["Dienstleister", "rufnummer", "none", { description: "Zentrale der Firma" }],
  ["Dienstleister", "rufnummer", PHONE, { description: "Nummer zu Hause" }],
  ["EstadisticaDto", "barrio", "none"],
  ["Vecino", "barrio", ADDRESS],
]);

check("what somebody has, holds, owes or is paid", [
  ["Wallet", "available", "user.financial", of("number")],
  ["Stock", "available", "none", of("number")],
  ["SaldoDTO", "bloqueado", "user.financial", of("number")],
  ["CarteraSucursal", "disponible", "none", of("number")],
  ["Penalite", "montant", "user.financial", of("number")],
  ["Tarif", "montant", "none", of("number")],
  ["Employee", "entgeltgruppe", "user.financial"],
  ["Stellenanzeige", "entgeltgruppe", "none"],
]);

check("what somebody writes with what they ask for or do", [
  ["TransferDto", "message", "user.content.private"],
  ["DomainTransfer", "message", "none"],
  ["PagamentoDTO", "mensagem", "user.content.private"],
  ["ErroDTO", "mensagem", "none"],
  ["Feedback", "comment", "user.content.private"],
  ["FeedbackTemplate", "comment", "none"],
]);

check("where somebody is, and what they carry and do", [
  ["Posicao", "latitude", LOCATION, of("number")],
  ["Filiale", "latitude", "none", of("number")],
  ["Viagem", "destino", "user.location"],
  ["Voo", "destino", "none"],
  ["Gateway", "macAddress", "none"],
  ["Phone", "macAddress", "user.device.device_id"],
  ["Download", "listenedSeconds", "user.behavior", of("integer")],
  ["Server", "watchTime", "none", of("integer")],
]);

check("how somebody is, and where they bank, by local names", [
  ["Mitarbeiter", "krankSeit", HEALTH, { format: "date" }],
  ["VehicleSeat", "wheelchairUser", "none"],
  ["Allergieangabe", "severite", HEALTH],
  ["Rezept", "allergene", "none"],
  ["Abono", "clabe_cobro", BANK],
  ["Settings", "clabeType", "none"],
  ["Konto", "ibanMaskiert", "none"],
]);

test.each([
  ["city", ["username", "website", "followers_count"], "internal"],
  ["stadt", ["selbstbeschreibung"], "internal"],
  ["ville", ["biographie"], "internal"],
  ["ciudad", ["sitio_web"], "internal"],
  ["cidade", ["biografia"], "internal"],
  ["city", ["street", "website"], "confidential"],
  ["city", ["name"], "confidential"],
])("the town of a person, %s beside %s, is %s", (name, fields, sensitivity) => {
  expect(classified("User", name, beside(name, ...fields))?.sensitivity).toBe(sensitivity);
});

check("a code that opens something or stands for a vote, and what confirms a call again", [
  ["Stimme", "stimmzettelCode", PASSWORD],
  ["Ballot", "votingCode", PASSWORD],
  ["Bulletin", "codeVote", PASSWORD],
  ["Voto", "codigoVotacion", PASSWORD],
  ["Voto", "codigoVotacao", PASSWORD],
  ["Einlasscode", "code", "user.authorization.credentials"],
  ["CompartidoDTO", "codigo", "user.authorization.credentials"],
  ["Partage", "code", "user.authorization.credentials"],
  ["Desbloqueo", "pinCaja", PASSWORD],
  ["Schliessfach", "fachPin", PASSWORD],
  ["Location", "pinCasier", PASSWORD],
  ["JoinFollowRequest", "followCode", PASSWORD],
  ["Pairing", "codigoVinculacion", PASSWORD],
  ["Member", "private_feed_url", "user.authorization.credentials"],
  ["", "X-Reauth-Code", PASSWORD, { place: "header" }],
  ["", "X-Confirmation", "user.authorization.credentials", { place: "header" }],
  ["Podcast", "feed_url", "none"],
  ["Order", "confirmation", "none"],
  ["Country", "codigo", "none"],
]);

check("what is measured of somebody, and what somebody is fit for", [
  ["Summary", "timeInRange", "user.health_and_medical", { types: ["number"] }],
  ["Resumen", "tiempoEnRango", "user.health_and_medical", { types: ["number"] }],
  ["Auswertung", "zeitImZielbereich", "user.health_and_medical", { types: ["number"] }],
  ["LeaderboardRow", "hypoEvents", "user.health_and_medical", { types: ["integer"] }],
  ["DoseAdvice", "units", "user.health_and_medical", { types: ["number"] }],
  ["InsulinDose", "einheiten", "user.health_and_medical", { types: ["number"] }],
  ["Worker", "fitForWork", "user.health_and_medical", { types: ["boolean"] }],
  ["Salarie", "apteAuTravail", "user.health_and_medical", { types: ["boolean"] }],
  ["Trabajador", "diasBajaUltimoAno", "user.health_and_medical", { types: ["integer"] }],
  ["Patient", "exposureType", "user.health_and_medical", { enum: ["bite", "scratch"] }],
  ["Order", "units", "none", { types: ["number"] }],
  ["Camera", "exposureType", "none", { enum: ["auto", "manual"] }],
]);

check("a number by which a program counts is none of an insurance", [
  ["Reading", "memberId", "none", { format: "int64", object: { subject: "health" } }],
  ["Member", "memberId", "user.health_and_medical.record_id", { object: { subject: "health" } }],
]);

check("when somebody last did something, and came and went", [
  ["Member", "last_listened_at", "user.behavior", { format: "date-time" }],
  ["Kunde", "zuletztGehoertAm", "user.behavior", { format: "date-time" }],
  ["Usuario", "ultimoUso", "user.behavior", { format: "date-time" }],
  ["Besuch", "eintritt", "user.behavior", { format: "date-time" }],
  ["Visite", "sortie", "user.behavior", { format: "date-time" }],
  ["ApiKey", "last_used_at", "none", { format: "date-time" }],
  ["Rule", "entry", "none"],
]);

check("politics, a child's age, the end of an account number, and a licence that is checked", [
  ["Contato", "partidoPreferido", "user.demographic.political_opinion"],
  ["Kontakt", "bevorzugtePartei", "user.demographic.political_opinion"],
  ["Voter", "isPartyMember", "user.demographic.political_opinion", { types: ["boolean"] }],
  ["Wartelistenplatz", "kind_alter", "user.demographic", { types: ["integer"] }],
  ["Inscription", "ageEnfant", "user.demographic", { types: ["integer"] }],
  ["Konto", "iban_endziffern", "user.financial"],
  ["Compte", "ibanFin", "user.financial"],
  ["ControlePermis", "numeroPermis", "user.government_id.drivers_license_number"],
  ["ControlePermis", "scoreSimilitude", "user.biometric", { types: ["number"] }],
  ["PermisConstruire", "numero", "none"],
  ["Search", "scoreSimilitude", "none", { types: ["number"] }],
  ["Saisonkarte", "gueltig_bis", "none", { format: "date" }],
]);

check("a name behind the identifier of somebody, and of whoever did something", [
  ["Veto", "nombre", "user.name", { object: { fields: ["trabajadorId", "nombre", "motivo"] } }],
  ["LookupRow", "name", "user.name", { object: { fields: ["workerId", "name", "photoUrl"] } }],
  ["Eintrag", "name", "user.name", { object: { fields: ["mitgliedId", "name", "rang"] } }],
  ["Incident", "reportedBy", "user.name", { object: { hasTypedIdentifier: true, fields: ["id", "reportedBy"] } }],
  ["Resultat", "validePar", "user.name", { object: { hasTypedIdentifier: true, fields: ["id", "validePar"] } }],
  ["Meldung", "gemeldetVon", "user.name", { object: { hasTypedIdentifier: true, fields: ["id", "gemeldetVon"] } }],
  ["Parte", "firmadoPor", "user.name", { object: { hasTypedIdentifier: true, fields: ["id", "firmadoPor"] } }],
  ["Ficha", "assinadoPor", "user.name", { object: { hasTypedIdentifier: true, fields: ["id", "assinadoPor"] } }],
  // what is sent, and what a program writes down
  ["Entry", "name", "none", { object: { fields: ["userId", "name"], isSent: true } }],
  ["Incident", "createdBy", "none", { object: { hasTypedIdentifier: true, fields: ["id", "createdBy"] } }],
]);

check("where somebody is, as an object with coordinates", [
  ["Evento", "posicion", "user.location.precise", point("imei", "posicion")],
  ["Event", "position", "user.location.precise", point("imei", "position")],
  ["Ereignis", "standort", "user.location.precise", point("imei", "standort")],
  ["Station", "posicion", "none", point("nombre", "posicion")],
]);

/** An object with coordinates, and what stands beside it. */
function point(...fields: readonly string[]): Given {
  return { types: ["object"], children: ["lat", "lon", "hora"], object: { fields } };
}

check("who is checked or paid, where a code is sent, on which device, and what lets a file in", [
  ["Empfaengerpruefung", "name", "user.name"],
  ["PayeeCheck", "suggestedName", "user.name"],
  ["VerificacionBeneficiario", "nombre", "user.name"],
  ["VerificationIdentite", "nom", "user.name"],
  ["Umsatz", "gegenkontoName", "user.name"],
  ["Todesfall", "meldendePerson", "user.name"],
  ["Rank", "displayName", "user.name", { object: { fields: ["rank", "memberId", "displayName"] } }],
  ["VerifyCodeRequest", "address", "user.contact"],
  ["PedirCodigo", "direccion", "user.contact"],
  ["RefreshTokenRequest", "deviceId", "user.device.device_id"],
  ["IniciarSesion", "dispositivoId", "user.device.device_id"],
  ["Sensor", "serial", "user.device.device_id", { object: { subject: "health" } }],
  ["AudioUpload", "upload_url", CREDENTIAL],
  ["LinkRevisao", "url", CREDENTIAL],
  ["PinAntwort", "pinVerschluesselt", PASSWORD],
  ["Mitglied", "anteile", "user.financial", { types: ["integer"] }],
  ["Nachweis", "art", HEALTH, { enum: ["keine", "sozialpass", "schwerbehindert"] }],
  ["LookupRow", "photoUrl", "user.content.self_image", { object: { fields: ["workerId", "name", "photoUrl"] } }],
  // of no person
  ["Editable", "picture", "user.content.self_image?", { object: { fields: ["userId", "title", "picture"] } }],
  ["Tarif", "art", "none", { enum: ["keine", "sozialpass", "schwerbehindert"] }],
  ["Product", "suggestedName", "none"],
  ["Upload", "url", "none"],
  ["Sensor", "serial", "none"],
  ["Fonds", "anteile", "none", { types: ["integer"] }],
]);
