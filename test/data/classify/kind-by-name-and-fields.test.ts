import { describe, expect, test } from "vitest";
import { apiPurposeOf } from "../../../src/data/classify/api-subject.ts";
import type { ObjectFacts } from "../../../src/data/classify/field-facts.ts";
import { apiOfPart } from "../../rules/description-of.ts";
import { classified, named, type Given } from "../fields.ts";

type Row = readonly [
  owner: string,
  name: string,
  category: string,
  fields: string,
  more?: Partial<ObjectFacts>,
  given?: Given,
];

/** A table of fields, each with those that stand beside it; each decoy differs from a row above in what the record is. */
function check(what: string, rows: readonly Row[]): void {
  describe(what, () => {
    test.each(
      rows.map(([owner, name, category, fields, more, given]) => ({ owner, name, category, fields, more, given })),
    )("$owner.$name holds $category beside $fields", ({ owner, name, category, fields, more, given }) => {
      const object = { fields: [name, ...fields.split(" ").filter((one) => one !== "")], ...more };
      expect(named(classified(owner, name, { ...given, object }))).toBe(category);
    });
  });
}

const sent = (...resources: readonly string[]): Partial<ObjectFacts> => ({ isSent: true, resources });
const LINK: Given = { format: "uri" };
const BYTES: Given = { format: "byte" };
const NUMBER: Given = { types: ["number"] };
const SWITCH: Given = { types: ["boolean"] };

check("who is called, and what is faxed", [
  ["Call", "from", "user.contact", "to duration"],
  ["", "to", "user.contact", "from record", sent("calls")],
  ["Anruf", "ziel", "user.contact", "quelle dauer"],
  ["Appel", "destination", "user.contact", "origine duree"],
  ["Llamada", "origen", "user.contact", "destino duracion"],
  ["Chamada", "destino", "user.contact", "origem duracao"],
  ["Fax", "document", "user.content.private", "to pages", {}, BYTES],
  ["ApiCall", "origin", "none", "duration"],
  ["Price", "destination", "none", "from duration"],
  ["Migration", "from", "none", "to duration"],
]);

check("what proves who somebody is", [
  ["IdentityCheck", "front", "user.government_id", "country", {}, BYTES],
  ["IdentityCheck", "selfie", "user.content.self_image", "front", {}, LINK],
  ["IdentityCheck", "video", "user.biometric", "front", {}, LINK],
  ["Check", "number", "user.government_id", "type", { values: { type: ["passport", "id_card"] } }],
  ["Ausweispruefung", "vorderseite", "user.government_id", "land", {}, BYTES],
  ["VerificationIdentite", "recto", "user.government_id", "pays", {}, BYTES],
  ["VerificacionIdentidad", "anverso", "user.government_id", "pais", {}, BYTES],
  ["VerificacaoIdentidade", "verso", "user.government_id", "pais", {}, BYTES],
  ["Check", "number", "none", "type", { values: { type: ["car", "truck"] } }],
  ["Shirt", "front", "none", "back", {}, BYTES],
]);

check("a secret that is kept beside its name", [
  ["EnvVar", "value", "user.authorization.credentials", "name"],
  ["ApiKey", "value", "user.authorization.credentials", "name"],
  ["Key", "value", "user.authorization.credentials", "name quota"],
  ["Schluessel", "wert", "user.authorization.credentials", "name kontingent"],
  ["Cle", "valeur", "user.authorization.credentials", "nom quota"],
  ["Clave", "valor", "user.authorization.credentials", "nombre cuota"],
  ["Chave", "valor", "user.authorization.credentials", "nome cota"],
  ["Variable", "value", "user.authorization.credentials", "name masked"],
  ["Key", "value", "none", "name locale"],
  ["Variable", "value", "none", "name label"],
  ["EnvVar", "value", "none", "name", {}, { description: "Masked, only the last four characters" }],
]);

check("what is reported of somebody's health", [
  ["Report", "pdf", "user.health_and_medical", "id", { subject: "health" }, LINK],
  ["Befund", "datei", "user.health_and_medical", "id", { subject: "health" }, LINK],
  ["CompteRendu", "fichier", "user.health_and_medical", "id", { subject: "health" }, LINK],
  ["Informe", "documento", "user.health_and_medical", "id", { subject: "health" }, LINK],
  ["Laudo", "arquivo", "user.health_and_medical", "id", { subject: "health" }, LINK],
  ["Report", "pdf", "none", "id", {}, LINK],
]);

check("how a pupil does", [
  ["Grade", "value", "user.demographic", "subject term", {}, NUMBER],
  ["Zensur", "wert", "user.demographic", "fach halbjahr", {}, NUMBER],
  ["Bulletin", "appreciation", "user.demographic", "matiere trimestre"],
  ["Calificacion", "faltas", "user.demographic", "asignatura", {}, NUMBER],
  ["Nota", "faltas", "user.demographic", "disciplina bimestre", {}, NUMBER],
  ["Grade", "value", "none", "steel thickness", {}, NUMBER],
]);

check("money from one to another", [
  ["Payout", "beneficiary", "user.name", "amount destination_account"],
  ["Ueberweisung", "verwendungszweck", "user.financial", "betrag iban"],
  ["Virement", "motif", "user.financial", "montant iban"],
  ["Transferencia", "concepto", "user.financial", "importe beneficiario"],
  ["Transferencia", "favorecido", "user.name", "montante conta"],
  ["Rate", "purpose", "none", "amount iban"],
  ["Migration", "purpose", "none", "amount iban"],
]);

check("where somebody is driven", [
  ["", "from", "user.location", "to note", { ...sent("requests"), purpose: "rides" }],
  ["", "destino", "user.location", "origen", { ...sent("solicitudes"), purpose: "rides" }],
  ["", "zieladresse", "user.location", "startadresse", { ...sent("anfragen"), purpose: "rides" }],
  ["", "from", "none", "to note", sent("requests")],
]);

check("what happens where people live", [
  ["Event", "user", "user.name", "device time", { purpose: "home" }],
  ["Event", "image", "user.content.self_image", "device", { purpose: "home" }, LINK],
  ["Ereignis", "bild", "user.content.self_image", "geraet", { purpose: "home" }, LINK],
  ["Evenement", "capture", "user.content.self_image", "appareil", { purpose: "home" }, LINK],
  ["Evento", "imagen", "user.content.self_image", "dispositivo", { purpose: "home" }, LINK],
  ["Evento", "captura", "user.content.self_image", "dispositivo", { purpose: "home" }, LINK],
  ["Member", "present", "user.behavior", "name email", { purpose: "home" }, SWITCH],
  ["Reading", "value", "user.behavior", "time unit", { purpose: "home" }, NUMBER],
  ["Home", "address", "user.contact.address", "members wifi"],
  ["Zuhause", "adresse", "user.contact.address", "bewohner"],
  ["Event", "image", "none", "venue", {}, LINK],
  ["Reading", "value", "none", "time unit", {}, NUMBER],
  ["Home", "address", "none", "price rooms"],
]);

check("what somebody says to a machine, and puts away", [
  ["", "text", "user.content.private", "audio", sent("commands", "voice")],
  ["", "texte", "user.content.private", "audio", sent("voix")],
  ["", "text", "none", "language", sent("voices")],
  ["", "name", "user.content.private", "content", sent("files")],
  ["File", "path", "user.content.private", "mime", { purpose: "documents" }],
  ["Fichier", "nom", "user.content.private", "taille", { purpose: "documents" }],
  ["Dokument", "titel", "user.content.private", "format", { purpose: "documents" }],
  ["Documento", "nombre", "user.content.private", "formato", { purpose: "documents" }],
  ["Documento", "nome", "user.content.private", "formato", { purpose: "documents" }],
  ["", "name", "none", "content", sent("files", "products")],
  ["File", "path", "none", "mime"],
]);

test.each([
  ["Acme E-Signature API", "documents"],
  ["API de signature électronique", "documents"],
  ["Ride Hailing API", "rides"],
  ["Smart Home API", "home"],
  ["API de casa inteligente", "home"],
  ["Widget API", undefined],
])("%s is for %s", async (title, purpose) => {
  expect(apiPurposeOf(await apiOfPart(`info: { title: ${title}, version: '1' }\npaths: {}\n`))).toBe(purpose);
});

check("what is proven by a code", [
  ["", "code", "user.authorization.password", "to", sent("check", "verifications")],
  ["", "to", "user.contact", "code", sent("check", "verifications")],
  ["", "codigo", "user.authorization.password", "telefono", sent("verificacion")],
  ["", "codigo", "user.authorization.password", "celular", sent("verificacao")],
  ["", "code", "user.authorization.password", "telephone", sent("verification")],
  ["", "tan", "user.authorization.password", "rufnummer", sent("verifizierung")],
  ["", "code", "none", "total", sent("verify", "coupons")],
  ["", "code", "none", "to", sent("check", "routes")],
  ["", "to", "none", "code", sent("currencies")],
]);

check("a card of which only the last digits are kept", [
  ["Card", "last4", "user.financial", "brand"],
  ["Zahlung", "letzteZiffern", "user.financial", "status"],
  ["Paiement", "derniers4", "user.financial", "etat"],
  ["Tarjeta", "ultimos4", "user.financial", "marca"],
  ["Cartao", "final", "user.financial", "bandeira"],
  ["Match", "final", "none", "round"],
  ["Serial", "last4", "none", "model"],
]);

check("who goes to school, and who drives", [
  ["Student", "scholarship", "user.financial", "name", {}, NUMBER],
  ["Schueler", "foerderbedarf", "user.health_and_medical", "name"],
  ["Eleve", "besoins", "user.health_and_medical", "nom"],
  ["Alumno", "beca", "user.financial", "nombre", {}, NUMBER],
  ["Aluno", "necessidades", "user.health_and_medical", "nome"],
  ["Project", "needs", "none", "name"],
  ["Driver", "rating", "user.behavior", "name", {}, NUMBER],
  ["Fahrer", "bewertung", "user.behavior", "name", {}, NUMBER],
  ["Chauffeur", "evaluation", "user.behavior", "nom", {}, NUMBER],
  ["Conductor", "valoracion", "user.behavior", "nombre", {}, NUMBER],
  ["Motorista", "pontuacao", "user.behavior", "nome", {}, NUMBER],
  ["Product", "rating", "none", "name", {}, NUMBER],
]);

check("the label of a parcel, and who took it", [
  ["Versandetikett", "daten", "user.contact", "sendungsnummer", {}, BYTES],
  ["Etiquette", "fichier", "user.contact", "transporteur", {}, BYTES],
  ["Etiqueta", "datos", "user.contact", "seguimiento", {}, BYTES],
  ["Etiqueta", "arquivo", "user.contact", "rastreio", {}, BYTES],
  ["Label", "url", "none", "color", {}, LINK],
  ["TrackingEvent", "receivedBy", "user.name", "status"],
  ["Sendungsverlauf", "angenommenVon", "user.name", "status"],
  ["Suivi", "recuPar", "user.name", "etat"],
  ["Seguimiento", "recibidoPor", "user.name", "estado"],
  ["Rastreio", "recebidoPor", "user.name", "estado"],
  ["Pullover", "angenommenVon", "none", "status"],
]);

check("what a call costs", [
  ["Call", "price", "user.financial", "from to duration", {}, NUMBER],
  ["Anruf", "kosten", "user.financial", "ziel dauer", {}, NUMBER],
  ["Appel", "cout", "user.financial", "destination duree", {}, NUMBER],
  ["Llamada", "coste", "user.financial", "destino duracion", {}, NUMBER],
  ["Chamada", "custo", "user.financial", "destino duracao", {}, NUMBER],
  ["ApiCall", "price", "none", "duration", {}, NUMBER],
]);

check("a place that somebody keeps for themselves", [
  ["SavedPlace", "lat", "user.location.precise", "label lng", {}, NUMBER],
  ["SavedPlace", "lat", "user.location.precise", "label lng", { purpose: "places" }, NUMBER],
  ["SavedPlace", "label", "user.location", "address lat lng"],
  ["SavedPlace", "note", "user.content.private", "address lat lng"],
  ["GespeicherterOrt", "adresse", "user.contact.address", "bezeichnung"],
  ["LieuEnregistre", "libelle", "user.location", "adresse"],
  ["LugarGuardado", "nota", "user.content.private", "direccion"],
  ["LocalSalvo", "endereco", "user.contact.address", "nome"],
  ["Place", "label", "none", "address lat lng"],
  ["Place", "lat", "none", "label lng", { purpose: "places" }, NUMBER],
  ["SavedSearch", "label", "none", "query"],
  ["WarnAbo", "lat", "user.location.precise", "kanal ziel name lon", {}, NUMBER],
  ["AlertSubscription", "lat", "user.location.precise", "channel lng", {}, NUMBER],
  ["Warnung", "lat", "user.location.precise?", "stufe name lon", {}, NUMBER],
  ["Alert", "name", "none", "severity lat lng"],
]);

check("who applies for work", [
  ["Application", "name", "user.name", "resume email"],
  ["Application", "resume", "user.demographic", "name", {}, BYTES],
  ["Application", "rating", "user.demographic", "resume email", {}, { types: ["integer"] }],
  ["Bewerbung", "lebenslauf", "user.content.private", "name", {}, BYTES],
  ["Candidature", "nom", "user.name", "cv courriel"],
  ["Candidatura", "nombre", "user.name", "curriculum correo"],
  ["Candidatura", "nome", "user.name", "carta_apresentacao curriculo"],
  ["Application", "name", "none", "version platform"],
  ["Application", "rating", "none", "name version", {}, { types: ["integer"] }],
]);

check("what goods cost whoever sells them", [
  ["Product", "cost", "user.financial", "price sku", {}, NUMBER],
  ["Artikel", "einkaufspreis", "user.financial", "preis bestand", {}, NUMBER],
  ["Produit", "prix_achat", "none", "stock", {}, NUMBER],
  ["Article", "prix_d_achat", "user.financial", "prix stock", {}, NUMBER],
  ["Producto", "costo", "user.financial", "precio existencias", {}, NUMBER],
  ["Produto", "custo", "user.financial", "preco estoque", {}, NUMBER],
  ["Product", "price", "none", "cost sku", {}, NUMBER],
  ["Shipping", "cost", "none", "method", {}, NUMBER],
]);

const holder = (owner: string, ...fields: readonly string[]): ObjectFacts => ({
  kind: "object",
  owners: [owner],
  resources: [],
  referredBy: [],
  fields,
  values: {},
});

check("what somebody thinks of what was done for them", [
  ["Rating", "comment", "user.content.private", "score", { heldIn: [holder("Ticket", "customer_id", "rating")] }],
  ["Zufriedenheit", "kommentar", "user.content.private", "wert", { heldIn: [holder("Beschwerde", "text")] }],
  ["Satisfaction", "commentaire", "user.content.private", "note", { heldIn: [holder("Reclamation", "objet")] }],
  ["Valoracion", "comentario", "user.content.private", "nota", { heldIn: [holder("Queja", "asunto")] }],
  ["Avaliacao", "comentario", "user.content.private", "nota", { heldIn: [holder("Corrida", "destino")] }],
  ["", "comment", "user.content.private", "score", sent("rating", "tickets")],
  ["Rating", "comment", "none", "score", { heldIn: [holder("Product", "name")] }],
  ["", "comment", "none", "score", sent("rating", "films")],
]);

check("one answer of several", [
  ["Item", "archivo", "user.content.private", "pregunta_id valor", { heldIn: [holder("Respuesta", "items")] }, LINK],
  ["Item", "comment", "user.content.private", "question_id value", { heldIn: [holder("Submission", "items")] }],
  ["Eintrag", "wert", "user.content.private", "frage", { heldIn: [holder("Antwort", "eintraege")] }],
  ["Ligne", "valeur", "user.content.private", "question", { heldIn: [holder("Reponse", "lignes")] }],
  ["Item", "valor", "user.content.private", "pergunta", { heldIn: [holder("Resposta", "itens")] }],
  ["Item", "value", "none", "question", { heldIn: [holder("Quiz", "items")] }],
]);

check("which link somebody clicked, and from where they came", [
  ["Event", "url", "user.behavior", "type ip user_agent", {}, LINK],
  ["Evento", "link", "user.behavior", "tipo ip user_agent", {}, LINK],
  ["Evento", "enlace", "user.behavior", "tipo ip agente_de_usuario", {}, LINK],
  ["Ereignis", "link", "user.behavior", "ip_adresse browserkennung", {}, LINK],
  ["Metadonnees", "lien", "user.behavior", "adresse_ip agent_utilisateur", {}, LINK],
  ["ResponseMetadata", "referer", "user.behavior", "ip user_agent platform"],
  ["Event", "url", "none", "type ip", {}, LINK],
  ["Crawler", "link", "none", "user_agent name", {}, LINK],
]);

check("when somebody is away", [
  ["Absence", "from", "user.behavior", "employee_id to", {}, { format: "date" }],
  ["Absence", "au", "user.behavior", "employe_id du", {}, { format: "date" }],
  ["Ferias", "ate", "user.behavior", "funcionario_id", {}, { format: "date" }],
  ["Report", "from", "none", "to type", {}, { format: "date" }],
]);

test.each(["country", "land", "countryCode", "pays", "pais"])("%s of an address is nothing confidential", (name) => {
  expect(classified("Address", name, { object: { fields: [name, "street", "city", "zip"] } })?.sensitivity).toBe(
    "internal",
  );
});

test("the town of an address is", () => {
  expect(classified("Address", "city", { object: { fields: ["country", "street", "city", "zip"] } })?.sensitivity).toBe(
    "confidential",
  );
});

check("what of a home is seen, and whether somebody is there", [
  ["Home", "mode", "user.behavior", "members lat lng", {}, { enum: ["home", "away"] }],
  ["Wohnung", "adresse", "user.contact.address", "bewohner lat lng"],
  ["Vivienda", "modo", "user.behavior", "residentes", {}, { enum: ["casa", "fuera"] }],
  ["Home", "mode", "none", "title banner", {}, { enum: ["dark", "light"] }],
  ["DeviceState", "motion", "user.behavior", "power", { purpose: "home" }, SWITCH],
  ["Zustand", "verbrauch", "user.behavior", "helligkeit", { purpose: "home" }, NUMBER],
  ["Etat", "mouvement", "user.behavior", "luminosite", { purpose: "home" }, SWITCH],
  ["Estado", "captura", "user.content.self_image", "brillo", { purpose: "home" }, LINK],
  ["Estado", "energia", "user.behavior", "brilho", { purpose: "home" }, NUMBER],
  ["DeviceState", "motion", "none", "power", {}, SWITCH],
]);

const OF_HEALTH: Partial<ObjectFacts> = { subject: "health" };
const SEVERAL: Given = { types: ["array"], arrayOf: ["string"] };

check("what is to be examined in somebody", [
  ["Order", "tests", "user.health_and_medical", "patient priority", OF_HEALTH, SEVERAL],
  ["Order", "fasting", "user.health_and_medical", "patient tests", OF_HEALTH, SWITCH],
  ["Auftrag", "untersuchungen", "user.health_and_medical", "patient", OF_HEALTH, SEVERAL],
  ["Demande", "analyses", "user.health_and_medical", "patient", OF_HEALTH, SEVERAL],
  ["Pedido", "pruebas", "user.health_and_medical", "paciente", OF_HEALTH, SEVERAL],
  ["Pedido", "exames", "user.health_and_medical", "paciente", OF_HEALTH, SEVERAL],
  ["Pipeline", "tests", "none", "user_id", {}, SEVERAL],
  ["Panel", "tests", "none", "price name", OF_HEALTH, SEVERAL],
  ["Patient", "member_id", "user.health_and_medical.record_id", "name dob", OF_HEALTH],
  ["User", "member_id", "none", "name"],
]);

check("an account at a bank", [
  ["Conta", "numero", "user.financial.bank_account", "agencia tipo"],
  ["ChavePix", "conta", "user.financial.bank_account", "agencia tipo"],
  ["Account", "number", "user.financial.bank_account", "sort_code name"],
  ["Konto", "nummer", "user.financial.bank_account", "blz"],
  ["Compte", "numero", "user.financial.bank_account", "code_guichet"],
  ["Cuenta", "numero", "user.financial.bank_account", "codigo_entidad"],
  ["Caixa", "numero", "none", "tipo"],
  ["Agencia", "numero", "user.contact.address?", "agencia logradouro bairro cidade cep"],
]);

check("where a parcel is brought instead, and who gets it", [
  ["", "ablageort", "user.contact.address", "art nachbar", sent("umleitung", "sendungen")],
  ["", "place", "user.contact.address", "type", sent("redirect", "tracking")],
  ["", "neighbour", "user.name", "type place", sent("redirect", "tracking")],
  ["", "lieu", "user.contact.address", "type", sent("redirection", "colis")],
  ["", "lugar", "user.contact.address", "tipo", sent("desvio", "envios")],
  ["", "local", "user.contact.address", "tipo", sent("redirecionamento", "encomendas")],
  ["", "place", "none", "type", sent("shops")],
  ["ProofOfDelivery", "photo", "user.content.private", "signedBy deliveredAt", {}, LINK],
]);

check("who gets no more mail", [
  ["Suppression", "address", "user.contact", "reason created"],
  ["Sperreintrag", "adresse", "user.contact", "grund"],
  ["Desabonnement", "adresse", "user.contact", "motif"],
  ["Baja", "direccion", "user.contact", "motivo"],
  ["Descadastro", "destinatario", "user.contact", "motivo"],
  ["Server", "address", "none", "port"],
]);

test.each([
  ["suppressions", "user.contact"],
  ["servers", "none"],
])("the address in the path of /%s is %s", (resource, category) => {
  const object: Partial<ObjectFacts> = { kind: "parameters", resources: [resource], fields: ["address"] };
  expect(named(classified("", "address", { place: "path", object }))).toBe(category);
});

check("a message by who wrote it, and what is attached to it", [
  ["Message", "file_url", "user.content.private", "author_id body"],
  ["Nachricht", "dateiname", "user.content.private", "absender text"],
  ["Message", "nom_du_fichier", "user.content.private", "auteur contenu"],
  ["Mensaje", "reaccion", "user.content.private", "autor texto"],
  ["Mensagem", "reacao", "user.content.private", "remetente texto"],
  ["Message", "file_url", "none", "code level"],
]);

check("the ways of whom they are listed by", [
  ["Trip", "origin", "user.location", "start path", { isListedByPerson: true }],
  ["Fahrt", "strecke", "user.location", "beginn", { isListedByPerson: true }],
  ["Trajet", "itineraire", "user.location", "debut", { isListedByPerson: true }],
  ["Viaje", "origen", "user.location", "inicio", { isListedByPerson: true }],
  ["Viagem", "destino", "user.location", "inicio", { isListedByPerson: true }],
  ["Trip", "origin", "none", "start path"],
]);

check("the label of a parcel is stuck on it, others say what a thing is", [
  ["Label", "data", "user.contact", "tracking_number format", {}, BYTES],
  ["Label", "routing_number", "none", "tracking_number format"],
  ["Label", "data", "none", "color", {}, BYTES],
]);

check("the secret behind a prefix", [
  ["Chave", "valor", "user.authorization.credentials", "prefixo criada_em"],
  ["Key", "value", "user.authorization.credentials", "prefix created_at"],
  ["Schluessel", "wert", "user.authorization.credentials", "praefix"],
  ["Cle", "valeur", "user.authorization.credentials", "prefixe"],
  ["Clave", "valor", "user.authorization.credentials", "prefijo"],
  ["Key", "value", "none", "table row"],
]);

test.each([
  ["Event open to the public, organized by the app", "none"],
  ["Fiche publique de l'annuaire", "none"],
  ["Öffentliche Veranstaltung", "none"],
  ["Evento abierto al público", "none"],
  ["Evento aberto ao público", "none"],
  ["Event of a customer", "user.content.private"],
])('the title of an appointment that is said to be "%s" is %s', (said, category) => {
  const object: Partial<ObjectFacts> = { fields: ["title", "attendees", "start"], said, resources: ["calendar"] };
  expect(named(classified("Meeting", "title", { object }))).toBe(category);
});

test.each([
  ["from", { fields: ["from", "to", "subject", "text", "template", "track_opens"] }, "none"],
  ["von", { fields: ["von", "an", "betreff", "text", "vorlage"] }, "none"],
  ["from", { fields: ["from", "to", "subject", "text", "received_at"] }, "user.contact"],
] as const)("%s of a message with %o is %s", (name, object, category) => {
  expect(named(classified("Message", name, { object }))).toBe(category);
});

test.each([
  ["recipient", "messages", "user.contact"],
  ["empfaenger", "messages", "user.contact"],
  ["destinataire", "messages", "user.contact"],
  ["destinatario", "messages", "user.contact"],
  ["to", "messages", "none"],
  ["recipient", undefined, "none"],
] as const)("the %s by which events are found in an API for %s is %s", (name, purpose, category) => {
  const object: Partial<ObjectFacts> = { kind: "parameters", resources: ["events"], fields: [name, "from"], purpose };
  expect(named(classified("", name, { place: "query", object }))).toBe(category);
});
