import { expect, test } from "vitest";
import { classified, named, type Given } from "../fields.ts";

const ID = "user.government_id.national_identification_number";
const ADDRESS = "user.contact.address";

/** What stands beside a field. */
function beside(fields: string, given: Given = {}): Given {
  return { ...given, object: { fields: fields.split(" "), ...given.object } };
}

function said(description: string, fields: string): Given {
  return beside(fields, { description });
}

test.each<readonly [owner: string, name: string, category: string, given: Given]>([
  ["Message", "to", "user.contact", beside("from to text")],
  ["Message", "to", "none", said("Member ID of the receiver", "from to text")],
  ["Nachricht", "an", "none", said("Kennung des Empfängers", "von an text")],
  ["Message", "a", "none", said("Identifiant du membre", "de a texte")],
  ["Mensaje", "a", "none", said("Identificador del miembro", "de a texto")],
  ["Mensagem", "para", "none", said("Identificador do membro", "de para texto")],
  ["Absender", "strasse", ADDRESS, beside("name strasse plz ort")],
  ["Absender", "strasse", "none", beside("firma strasse plz ort")],
  ["Absender", "strasse", ADDRESS, beside("firma telefon strasse plz ort")],
  ["Sender", "street", "none", beside("company street zip city")],
  ["Expediteur", "rue", "none", beside("societe rue code_postal ville")],
  ["Remitente", "calle", "none", beside("empresa calle codigo_postal ciudad")],
  ["Remetente", "rua", "none", beside("empresa rua cep cidade")],
  ["User", "username", "user.account.username", beside("username email")],
  ["Extension", "usuario", "none", said("Usuario SIP", "usuario clave")],
  [
    "User",
    "username",
    "user.account.username",
    said("The username of the user, which is used for SMTP authentication", "username email"),
  ],
  ["User", "username", "user.account.username", said("The name that a user gives for SMTP", "username email")],
  ["Customer", "nickname", "user.name", said("A nickname for the customer", "nickname given_name birthday")],
  ["Review", "author", "none", said("Public nickname", "author rating text")],
  ["Sms", "foreign_id", "none", said("Identifier to return in callbacks", "to text foreign_id")],
  ["Courier", "taxID", "none", said("Courier tax ID. For example CNPJ", "taxID name")],
  ["Invoice", "cnpj", "none", beside("cnpj number")],
  ["Transportadora", "taxId", "none", beside("taxId nome")],
  ["Shop", "taxId", "none", beside("taxId name")],
  ["Lieferant", "steuernummer", "none", beside("steuernummer ort")],
  ["Fournisseur", "tax_id", "none", said("SIRET", "tax_id ville")],
  ["Proveedor", "nif", "none", said("CIF", "nif ciudad")],
  ["Customer", "taxId", ID, beside("taxId name")],
  ["Customer", "taxId", ID, said("CPF or CNPJ", "taxId name")],
  ["Courier", "taxID", ID, said("CPF", "taxID first_name last_name")],
  ["Supplier", "tax_id", ID, said("SSN of the sole trader", "tax_id")],
  ["Driver", "ssn", ID, beside("ssn name")],
])("%s.%s holds %s", (owner, name, category, given) => {
  expect(named(classified(owner, name, given))).toBe(category);
});
