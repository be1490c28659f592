import { expect, test } from "vitest";
import { classified, type Given } from "../fields.ts";

const ADDRESS = "user.contact.address";
const CONTENT = "user.content.private";
const NAME = "user.name";

const beside = (...fields: string[]): Given => ({ object: { fields } });

test.each<[owners: string, name: string, category: string, given: Given]>([
  // the largest parts of an address, under the same first words
  ["Address", "country", ADDRESS, beside("street", "city", "country")],
  ["Lieferung", "land", ADDRESS, beside("strasse", "plz", "land")],
  ["Livraison", "pays", ADDRESS, beside("rue", "code_postal", "pays")],
  ["Entrega", "pais", ADDRESS, beside("calle", "codigo_postal", "pais")],
  ["Entrega", "país", ADDRESS, beside("logradouro", "cep", "país")],
  ["Order", "shipping_country", ADDRESS, beside("shipping_city", "shipping_zip", "shipping_country")],
  ["Order", "origin_country", "none", beside("shipping_city", "shipping_zip", "origin_country")],
  ["BankDetail", "countryCode", "none", beside("ownerCity", "ownerPostalCode", "countryCode")],
  ["Statistic", "country", "none", beside("year", "country", "population")],
  ["Payment", "merchant_country", "none", beside("merchant_city", "merchant_zip", "merchant_country")],
  // a text beside whom it goes to
  ["EmailData", "body", CONTENT, beside("to", "subject", "body")],
  ["SmsData", "message", CONTENT, beside("to", "message")],
  ["Versand", "betreff", CONTENT, beside("empfänger", "betreff", "inhalt")],
  ["Envoi", "corps", CONTENT, beside("destinataire", "objet", "corps")],
  ["Envio", "cuerpo", CONTENT, beside("destinatario", "asunto", "cuerpo")],
  ["Envio", "corpo", CONTENT, beside("destinatário", "assunto", "corpo")],
  ["Form", "message", CONTENT, beside("name", "email", "message")],
  ["Result", "message", "none", beside("email", "message", "status")],
  ["UserInfo", "subject", "none", beside("email", "subject", "locale")],
  ["EmailTemplate", "subject", "none", beside("to", "subject", "body")],
  // whom it goes to
  ["Sms", "destination", "user.contact", beside("content", "destination")],
  ["Sms", "destination", "user.contact", { types: ["number"], ...beside("content", "destination") }],
  ["Error", "to", "none", beside("error", "message", "to")],
  ["Range", "to", "none", beside("from", "to")],
  // who holds what has a number beside it
  ["PayoutAccount", "holder", NAME, beside("iban", "holder")],
  ["Konto", "inhaber", NAME, beside("iban", "inhaber")],
  ["Compte", "titulaire", NAME, beside("iban", "titulaire")],
  ["Cuenta", "beneficiario", NAME, beside("iban", "beneficiario")],
  ["Conta", "favorecido", NAME, beside("iban", "favorecido")],
  ["Key", "holder", "none", beside("color", "holder")],
  // the name on an address
  ["Address", "name", NAME, { ...beside("street", "city", "name"), examples: ["Joe Smith"] }],
  ["Address", "name", "none", { ...beside("street", "city", "name"), examples: ["warehouse"] }],
  // a number that lets in, and the pin of a circuit
  ["Pickup", "pin", "user.authorization.password", {}],
  ["Board", "gpio_pin", "none", {}],
  ["Board", "pin", "none", { types: ["integer"] }],
  // a position that is somebody's
  [
    "Report",
    "passenger_position",
    "user.location.precise",
    { types: ["object"], children: ["lat", "lon", "accuracy"] },
  ],
  ["Pole", "mast_position", "none", { types: ["object"], children: ["lat", "lon", "height"] }],
  // a person by what no company has
  ["Prestador", "nome", NAME, beside("nome", "cpf", "empresa")],
  ["Abholperson", "name", NAME, beside("name", "gueltig_bis")],
  ["Holzart", "name", "none", beside("name", "haerte")],
])("%s.%s is %s", (owners, name, category, given) => {
  expect(classified(owners, name, given)?.category ?? "none").toBe(category);
});

test.each<[owners: string, name: string, category: string, given: Given]>([
  // only a part is shown
  ["Officer", "maskedPassport", "none", {}],
  ["Officer", "passport", "user.government_id.passport_number", {}],
  ["Mandat", "ibanMaskiert", "none", {}],
  ["Prelevement", "iban_masque", "none", {}],
  ["Recibo", "iban_enmascarado", "none", {}],
  ["Visitante", "documento_mascarado", "none", {}],
  ["Mandate", "iban", "none", { examples: ["ES91 **** **** 1332"] }],
  ["Mandate", "iban", "user.financial.bank_account", { examples: ["ES9121000418450200051332"] }],
  ["Mandate", "iban", "none", { examples: ["XXXX-XXXX-1332"] }],
  // a placeholder shows where all of it stands
  ["Mandate", "iban", "user.financial.bank_account", { examples: ["DEXXXXXXXXXXXXXXXXXXXX"] }],
  // who sends what a template says is an office
  ["MessageTemplate", "sender_name", "none", {}],
  ["Message", "sender_name", NAME, {}],
  ["DocumentTemplateRecipient", "email", "user.contact.email", {}],
  ["Vorlage", "absendername", "none", {}],
])("%s.%s is %s, masked or of a template", (owners, name, category, given) => {
  expect(classified(owners, name, given)?.category ?? "none").toBe(category);
});

test.each<[name: string, category: string, owner: string]>([
  ["criminal_record_clean", "user.criminal_history", "Employee"],
  ["vorstrafeVorhanden", "user.criminal_history", "Mitarbeiter"],
  ["casierJudiciaireVierge", "user.criminal_history", "Salarie"],
  ["cuota_sindical", "user.demographic.union_membership", "empleado"],
  ["criminal_record_clean", "none", "Setting"],
  ["criminal_record_required", "none", "Employee"],
])("a switch %s is %s of a %s", (name, category, owner) => {
  expect(classified(owner, name, { types: ["boolean"] })?.category ?? "none").toBe(category);
});

test.each<[name: string, description: string, category: string, given: Given]>([
  ["note", "Pre-signed, good for 15 minutes", "none", {}],
  ["download_url", "Pre-signed, good for 15 minutes", "user.authorization.credentials", {}],
  ["abrufUrl", "Signierter Link auf das PDF", "user.authorization.credentials", {}],
  ["lien", "Lien signé, valable une heure", "user.authorization.credentials", { format: "uri" }],
  ["enlace_pdf", "Enlace firmado, caduca a las 24 h", "user.authorization.credentials", {}],
  ["link", "Link assinado para o ficheiro", "user.authorization.credentials", {}],
  ["document_url", "Link to the document that was signed", "none", {}],
  ["from_points", "Starting points as `[longitude,latitude]`", "user.location.precise", { types: ["array"] }],
  ["extent", "Corner of the tile as lat, lon", "none", {}],
  [
    "answers_to",
    "An optional list of email addresses to forward to",
    "user.contact.email",
    { types: ["array"], arrayOf: ["string"] },
  ],
  ["site", "The member's work username", "user.account.username", {}],
  ["site", "The member's team name", "none", {}],
  ["site", "The provider of the customer's phone number", "none", {}],
  ["avs", "<b>Format: </b>up to 20<br><b>Description: </b>Street address of the cardholder.", ADDRESS, {}],
  ["kraft", "Vor- und Nachname", NAME, {}],
  ["reach", "Required for card payments. The email address of the buyer.", "user.contact.email", {}],
  ["key", "Optional Private Key. If this is set, it signs.", "user.authorization.credentials", {}],
  ["appraisal", "Comment about the pupil", CONTENT, {}],
])("%s, “%s”, is %s", (name, description, category, given) => {
  expect(classified("", name, { description, ...given })?.category ?? "none").toBe(category);
});
