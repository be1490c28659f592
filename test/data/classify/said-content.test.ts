import { describe, expect, test } from "vitest";
import { classified, named, type Given } from "../fields.ts";

const CONTENT = "user.content.private";
const PICTURE = "user.content.self_image";
const LINK: Given = { format: "uri" };
const NUMBER: Given = { types: ["number"] };
const QUERY: Given = { place: "query", object: { kind: "parameters" } };

type Row = readonly [owner: string, name: string, description: string, category: string, given?: Given];

/** A table of fields of common names; each decoy says of a thing or of software what a row above says of a person. */
function check(what: string, rows: readonly Row[]): void {
  describe(what, () => {
    test.each(
      rows.map(([owner, name, description, category, given]) => ({ owner, name, description, category, given })),
    )(`"$description" is $category`, ({ owner, name, description, category, given }) => {
      expect(named(classified(owner, name, { ...given, description }))).toBe(category);
    });
  });
}

check("what somebody wrote, or is written to", [
  ["Entry", "value", "Text entered by the signer", CONTENT],
  ["Entry", "value", "Text entered by the user", CONTENT],
  ["Entry", "info", "Message to the driver", CONTENT],
  ["Entry", "info", "Reporter's own words", CONTENT],
  ["Entry", "info", "Notes on the phone call", CONTENT],
  ["Entry", "info", "Reply to the free-text question", CONTENT],
  ["Eintrag", "wert", "Mitteilung an den Zusteller", CONTENT],
  ["Eintrag", "wert", "Notiz über das Gespräch", CONTENT],
  ["Entree", "valeur", "Texte saisi par le signataire", CONTENT],
  ["Entree", "valeur", "Message adressé au livreur", CONTENT],
  ["Entrada", "valor", "Notas del agente sobre la conversación", CONTENT],
  ["Entrada", "valor", "Texto escrito por el usuario", CONTENT],
  ["Entrada", "valor", "Recado do paciente", CONTENT],
  ["Entrada", "valor", "Texto do cartão de presente", CONTENT],
  // What software says to all, and what is said of a thing.
  ["Entry", "value", "Text of the message displayed to the driver", "none"],
  ["Entry", "value", "Message to the user", "none"],
  ["Entry", "value", "Template of the message to the driver", "none"],
  ["Entry", "value", "Text on the product", "none"],
  ["Entry", "value", "Note on the customer portal", "none"],
  ["Entry", "value", "Text entered by the user", "none", NUMBER],
  ["Entry", "value", "Text entered by the user", "none", { enum: ["a", "b"] }],
  ["ErrorTemplate", "value", "Message to the driver", "none"],
  ["Eintrag", "wert", "Vorlage der Nachricht an den Kunden", "none"],
  ["Entree", "valeur", "Texte du bouton pour le signataire", "none"],
  ["Entrada", "valor", "Texto mostrado al paciente", "none"],
  ["Entrada", "valor", "Tipo de nota do paciente", "none"],
]);

check("a picture or recording of somebody", [
  ["Entry", "data", "Photo of the resident", PICTURE, LINK],
  ["Entry", "data", "Snapshot from the doorbell", PICTURE, LINK],
  ["Eintrag", "inhalt", "Kamerabild", PICTURE, LINK],
  ["Eintrag", "inhalt", "Aufnahme des Bewohners", PICTURE, LINK],
  ["Entree", "contenu", "Image de la caméra", PICTURE, LINK],
  ["Entrada", "contenido", "Foto del paciente", PICTURE, LINK],
  ["Entrada", "dados", "Foto do morador", PICTURE, LINK],
  ["Entry", "data", "Recording of the face", "user.biometric", LINK],
  ["Entree", "contenu", "Enregistrement du visage", "user.biometric", LINK],
  ["Entry", "data", "Scan of passport or ID card", "user.government_id", LINK],
  ["Eintrag", "inhalt", "Kopie des Personalausweises", "user.government_id", LINK],
  ["Entrada", "datos", "Copia del pasaporte", "user.government_id", LINK],
  ["Entry", "data", "Photo of the product of the customer", "none", LINK],
  ["Entry", "data", "Photo of the room", "none", LINK],
  ["Entry", "data", "Picture of the customer portal", "none", LINK],
  ["Eintrag", "inhalt", "Foto des Gebäudes", "none", LINK],
  ["Entree", "contenu", "Image du produit", "none", LINK],
  ["Entrada", "contenido", "Foto de la tienda", "none", LINK],
]);

check("what somebody signed with", [
  ["Entry", "data", "Signature of the recipient", "user.content.private", { format: "byte" }],
  ["Eintrag", "inhalt", "Unterschrift des Annehmenden", "user.content.private", { format: "byte" }],
  ["Entree", "contenu", "Tracé manuscrit de la signature", "user.content.private", { format: "byte" }],
  ["Entrada", "contenido", "Firma manuscrita", "user.content.private", { format: "byte" }],
  ["Entrada", "dados", "Assinatura do paciente", "user.content.private", { format: "byte" }],
  ["Entry", "data", "Signature of the request", "none", { format: "byte" }],
  ["Entree", "contenu", "Signature du jeton", "none", { format: "byte" }],
]);

check("who and where the other end is", [
  ["Entry", "label", "Display name of the person who opened the door", "user.name"],
  ["Eintrag", "wer", "Anzeigename der auslösenden Person", "user.name"],
  ["Entree", "qui", "Personne qui a signé", "user.name"],
  ["Entrada", "quien", "Persona a la atención de", "user.name"],
  ["Entrada", "quem", "Nome do paciente atendido", "user.name"],
  ["Entry", "label", "Display name of the product of the person", "none"],
  ["Entry", "label", "Name of the publisher", "none"],
  ["Entry", "label", "Name of the client", "none"],
  ["Entry", "label", "Employee number, code or reference", "none"],
  ["Entry", "label", "Name of the user role", "none"],
  ["Entry", "label", "Public nickname of the person", "none"],
  ["Entry", "label", "A name declared by the author", "none"],
  ["Entree", "libelle", "Nom donné par le lecteur", "none"],
  ["Entrada", "rotulo", "Nombre elegido por el cliente", "none"],
  ["Entry", "label", "The name of this registration", "none"],
  ["Entry", "end", "Number of the called party", "user.contact"],
  ["", "q", "Recipient's number or address", "user.contact", QUERY],
  ["Eintrag", "ende", "Nummer des Angerufenen", "user.contact"],
  ["Entree", "bout", "Numéro du correspondant", "user.contact"],
  ["", "numero", "Número del interlocutor", "user.contact", QUERY],
  ["Entrada", "fim", "Número do chamador", "user.contact"],
  ["Entry", "end", "Number of the order", "none"],
  ["Entrada", "fin", "Número de la empresa que se mostrará", "none"],
  ["Entry", "end", "Number of the called party", "none", { types: ["integer"] }],
]);

check("what a visitor saw or bought, and what a doctor ordered", [
  ["Entry", "target", "Page the visitor was on", "user.behavior", LINK],
  ["Entry", "list", "Products the customer bought", "user.behavior", { types: ["array"], arrayOf: ["string"] }],
  ["Eintrag", "ziel", "Seite, die der Besucher aufgerufen hat", "none", LINK],
  ["Eintrag", "ziel", "Vom Besucher aufgerufene Seite", "none", LINK],
  ["Entree", "cible", "Page que le visiteur a consulté", "user.behavior", LINK],
  ["Entrada", "destino", "Producto que el visitante compró", "user.behavior"],
  ["Entrada", "alvo", "Produto que o cliente comprou", "user.behavior"],
  ["Entry", "target", "Number of products customers bought", "none", NUMBER],
  ["Entry", "target", "Products on the page", "none"],
  ["Entry", "list", "Tests prescribed", "user.health_and_medical"],
  ["Eintrag", "liste", "Verordnete Untersuchungen", "user.health_and_medical"],
  ["Entree", "liste", "Analyses prescrites", "user.health_and_medical"],
  ["Entrada", "lista", "Pruebas prescritas", "user.health_and_medical"],
  ["Entrada", "lista", "Exames prescritos", "user.health_and_medical"],
  ["Entree", "liste", "Analyses proposées", "none"],
]);

check("where somebody lives", [
  ["Subscription", "place", "Home of the subscriber", "user.contact.address"],
  ["Auftrag", "ort", "Wohnsitz der versicherten Person", "user.contact.address"],
  ["Suscripcion", "lugar", "Domicilio que se vigila", "user.contact.address"],
  ["Subscription", "x", "Position of the home", "user.location.precise", NUMBER],
  ["Subscription", "place", "Home page of the project", "none"],
  ["Subscription", "x", "Position of the window", "none", NUMBER],
]);

check("the number of a paper, or under which somebody is insured", [
  ["Driver", "license", "Number of the driving licence", "user.government_id.drivers_license_number"],
  ["Driver", "document", "Number of the identity card", "user.government_id.national_identification_number"],
  ["Fahrer", "schein", "Nummer des Führerscheins", "user.government_id.drivers_license_number"],
  ["Personne", "document", "Numéro de la pièce d'identité", "user.government_id.national_identification_number"],
  ["Conductor", "permiso", "Número del permiso de conducir", "user.government_id.drivers_license_number"],
  ["Motorista", "papel", "Número da carta de condução", "user.government_id.drivers_license_number"],
  ["Patient", "member_id", "Number on the insurance card", "user.health_and_medical"],
  ["Person", "nr", "Nummer der Versichertenkarte", "user.health_and_medical"],
  ["Personne", "carte", "Numéro de la carte Vitale", "user.health_and_medical"],
  ["Persona", "tarjeta", "Número de tarjeta sanitaria", "user.health_and_medical"],
  ["Pessoa", "cartao", "Número do plano de saúde", "user.health_and_medical"],
  ["Rule", "value", "Number of documents", "none"],
  ["Rule", "value", "Type of identity card", "none"],
  ["Rule", "member_id", "Number on the list", "none"],
]);

check("a link or code that lets one person in", [
  ["Signer", "link", "Personal link for signing", "user.authorization.credentials", LINK],
  ["Termin", "link", "Persönlicher Link zur Videosprechstunde", "user.authorization.credentials", LINK],
  ["Signataire", "acces", "Lien personnel de signature", "user.authorization.credentials", LINK],
  ["Cita", "enlace", "Enlace privado de la videoconsulta", "user.authorization.credentials", LINK],
  ["Consulta", "link", "Link pessoal da consulta", "user.authorization.credentials", LINK],
  ["Person", "link", "Link to the personal page", "none", LINK],
  ["Address", "access_code", "Code of the front door", "user.authorization.password"],
  ["Adresse", "zugang", "Zahlencode der Haustür", "user.authorization.password"],
  ["Adresse", "acces", "Code de la porte", "user.authorization.password"],
  ["Direccion", "acceso", "Código del portal", "user.authorization.password"],
  ["Endereco", "acesso", "Código do prédio", "user.authorization.password"],
  ["Address", "ref", "Code of the area", "none"],
]);

check("where a person or their device is", [
  ["Report", "x", "Position of the device", "user.location.precise", NUMBER],
  ["Entry", "x", "The reporter's position", "user.location.precise", NUMBER],
  ["Eintrag", "x", "Standort des Geräts bei der Meldung", "user.location.precise", NUMBER],
  ["Entree", "x", "Position du passager", "user.location.precise", NUMBER],
  ["Entrada", "x", "Posición actual del pasajero", "user.location.precise", NUMBER],
  ["Entrada", "x", "Localização do paciente", "user.location.precise", NUMBER],
  ["Entry", "x", "Position of the label", "none", NUMBER],
  ["Entry", "x", "Position of the answer that the pupil ticked", "none", NUMBER],
  ["Entrada", "x", "Posición de la respuesta que el alumno ya marcó", "none", NUMBER],
  ["Entrada", "x", "Posição da resposta que o aluno marcou", "none", NUMBER],
  ["Entrée", "x", "Position de la réponse que l'élève a cochée", "none", NUMBER],
  ["Entry", "x", "Latitude of this phone number's location", "none", NUMBER],
  ["Entry", "x", "Position of the shop", "none", NUMBER],
]);

check("the code of an illness", [
  ["Absence", "ref", "Code of the disease", "user.health_and_medical"],
  ["Abwesenheit", "wert", "Code der Krankheit", "user.health_and_medical"],
  ["Absence", "valeur", "Code de la maladie", "user.health_and_medical"],
  ["Ausencia", "valor", "Código de la enfermedad", "user.health_and_medical"],
  ["Ausencia", "cid", "Código da doença no atestado", "user.health_and_medical"],
  ["Absence", "ref", "Code of the department", "none"],
]);

check("what is agreed with one customer", [
  ["Rate", "x", "Negotiated price", "user.financial", NUMBER],
  ["Satz", "x", "Vereinbarter Frachtpreis", "user.financial", NUMBER],
  ["Tarif", "x", "Prix négocié", "user.financial", NUMBER],
  ["Tarifa", "x", "Precio acordado", "user.financial", NUMBER],
  ["Tarifa", "x", "Preço negociado", "user.financial", NUMBER],
  ["Rate", "x", "List price", "none", NUMBER],
]);

test("who reports something is a person, though a report is none", () => {
  expect(named(classified("Report", "name", { description: "Name der meldenden Person" }))).toBe("user.name");
  expect(named(classified("Report", "name", { description: "Name of the report" }))).toBe("none");
});

test("a short text that ends in a picture of a camera is one", () => {
  expect(named(classified("Device", "last", { ...LINK, description: "Letztes Kamerabild" }))).toBe(PICTURE);
});

test.each(["Ihr persönlicher API-Schlüssel", "Your API key"])(
  'a parameter that is "%s" is a credential',
  (description) => {
    const object = { kind: "parameters", resources: ["forecast"], fields: ["appid", "q"] } as const;
    expect(named(classified("", "appid", { place: "query", description, object }))).toBe(
      "user.authorization.credentials",
    );
  },
);

const STATE = "user.government_id.national_identification_number";

check("the number that a state gives, by which somebody is identified", [
  ["Actor", "actorId", "The identifier (national identity number or organization number) of the actor.", STATE],
  ["Actor", "actorId", "The national identity number of the actor", STATE],
  ["Entry", "memberId", "Social security number of the member", STATE],
  ["Entry", "memberId", "Identifier of the member: the social security number", STATE],
  ["Eintrag", "personId", "Die Sozialversicherungsnummer der Person", STATE],
  ["Eintrag", "personId", "Kennung der Person (Sozialversicherungsnummer)", STATE],
  ["Entree", "personneId", "Le numéro d’identification nationale de la personne", STATE],
  ["Entree", "personneId", "Identifiant (numéro de sécurité sociale) de la personne", STATE],
  ["Entrada", "personaId", "Identificador (número de la seguridad social) de la persona", STATE],
  ["Entrada", "pessoaId", "Identificador (CPF) da pessoa", STATE],
  // What only says which record it is, and what the number is not.
  ["Actor", "actorId", "The identifier of the actor", "none"],
  ["Actor", "actorId", "The identifier (a random UUID) of the actor", "none"],
  ["Actor", "actorId", "The identifier (not the national identity number) of the actor", "none"],
  ["Actor", "documentTypeId", "Type of the document (passport or other)", "none"],
  ["Actor", "verified", "Whether the national identity number was verified", "none", { types: ["boolean"] }],
]);
