import { expect, test } from "vitest";
import { classified, named, type Given } from "../fields.ts";

const HEALTH = "user.health_and_medical";
const NAME = "user.name";
const BANK = "user.financial.bank_account";
const TOKEN = "user.authorization.credentials";
const PASSWORD = "user.authorization.password";

const parameter = (description: string, ...fields: string[]): Given => ({
  place: "query",
  types: ["integer"],
  description,
  object: { kind: "parameters", resources: ["photo", "customer"], fields },
});
const said = (description: string): Given => ({ description });
const inside = (text: string): Given => ({ object: { texts: [text] } });

test.each<[owners: string, name: string, category: string, given: Given]>([
  // a team, and the two teams of a match
  ["Mannschaft", "altersklasse", "none", {}],
  ["Mitglied", "altersklasse", "user.demographic", {}],
  ["Spiel", "gast", "none", { object: { fields: ["staffelId", "heim", "gast", "anstoss"] } }],
  ["Booking", "guest", NAME, { object: { fields: ["id", "home", "guest", "guestId"] } }],
  // where a picture is found
  ["", "capa", "none", said("Endereço da imagem da capa")],
  ["", "portada", "none", said("Dirección de la imagen")],
  // the measure of a picture beside a person
  ["", "height", "none", parameter("An optional parameter specifying the image height", "height")],
  ["", "height", "none", parameter("Rows to show", "height", "width")],
  ["", "height", HEALTH, parameter("How tall the customer is, in centimetres", "height")],
  ["", "height", HEALTH, parameter("Height of the person in the picture", "height")],
  ["Patient", "height", HEALTH, { object: { fields: ["height", "waist"] } }],
  ["Customer", "photo_height", "none", { object: { fields: ["photo_height", "photo_width"] } }],
  ["Kunde", "gewicht", "none", { object: { fields: ["gewicht", "breite"] } }],
  ["Client", "poids", "none", { object: { fields: ["poids", "profondeur"] } }],
  ["Cliente", "peso", "none", { object: { fields: ["peso", "anchura"] } }],
  ["Cliente", "altura", "none", { object: { fields: ["altura", "largura"] } }],
  ["Patient", "height", "none", said("Höhe der Vorlage in Pixeln")],
  ["Patient", "height", "none", said("Hauteur de la vignette")],
  ["Paciente", "altura", "none", said("Altura de la miniatura")],
  ["Paciente", "altura", "none", said("Altura da imagem")],
  ["Patient", "diagnosis", HEALTH, { object: { fields: ["diagnosis", "medication", "width", "depth"] } }],
  // the number of an account with a bank, and with the service itself
  ["Account", "account_number", BANK, { object: { fields: ["account_number", "balance"] } }],
  ["SubAccount", "account_number", "none", { object: { fields: ["account_number", "balance"] } }],
  ["Patient", "last_name", NAME, { object: { fields: ["last_name", "width"] } }],
  // what is only shown
  [
    "LoginForm",
    "mfaInfoText",
    "none",
    said("The text displayed in the provider site while requesting the user's MFA information."),
  ],
  ["LoginForm", "mfaSecret", PASSWORD, said("The secret behind the text displayed in the app.")],
  ["Customer", "first_name", "none", said("Label of the first field")],
  ["Customer", "email", "none", said("Placeholder of the field for e-mail")],
  ["Kunde", "geburtsdatum", "none", said("Beschriftung des Feldes")],
  ["Client", "telephone", "none", said("Libellé du champ")],
  ["Cliente", "telefono", "none", said("Texto fijo del formulario")],
  ["Cliente", "telefone", "none", said("Rótulo do campo")],
  ["Customer", "first_name", NAME, said("Label of the customer")],
  // the label of a code is what it stands for
  ["Patient", "diagnosis", HEALTH, said("Label of the disease (ICD)")],
  ["Patient", "diagnosis", HEALTH, said("Libellé de la maladie")],
  ["Patient", "diagnosis", "none", said("Label of the field for the disease")],
  ["Customer", "first_name", NAME, said("First name of the customer")],
  // what requests are compared with
  ["basicAuth < request", "password", "none", inside("Basic auth credentials to match against")],
  ["basicAuth < RequestPattern", "password", "none", {}],
  ["Abgleichsmuster", "passwort", "none", {}],
  ["basicAuth", "password", "none", said("Exact value to match")],
  ["zugang", "passwort", "none", said("Wert, mit dem die Anfrage verglichen wird")],
  ["acces", "motDePasse", "none", said("Valeur à comparer aux requêtes")],
  ["acceso", "contrasena", "none", said("Valor con el que se compara la petición")],
  ["acesso", "senha", "none", said("Valor com o qual se compara o pedido")],
  ["Login", "password", PASSWORD, said("The password to match against the stored hash")],
  ["SignUp", "password", PASSWORD, said("Has to match the other one")],
  ["User", "password", PASSWORD, inside("A person who can sign in")],
  // which key a signature beside it was made with
  ["", "x-amz-credential", "none", { object: { fields: ["x-amz-algorithm", "x-amz-credential", "x-amz-signature"] } }],
  ["", "xGoogCredential", "none", { object: { fields: ["xGoogAlgorithm", "xGoogCredential", "xGoogSignature"] } }],
  ["", "x-amz-credential", TOKEN, { object: { fields: ["x-amz-date", "x-amz-credential"] } }],
  ["", "cloudCredential", TOKEN, { object: { fields: ["fileAlgorithm", "cloudCredential", "fileSignature"] } }],
  // what a text is split into
  ["SpellCheck", "token", "none", said("The misspelled word")],
  ["Analyse", "token", "none", said("Das gefundene Wort")],
  ["Analyse", "token", "none", said("Mot du texte")],
  ["Analisis", "token", "none", said("Palabra encontrada")],
  ["Analise", "token", "none", said("Palavra do texto")],
  ["Session", "token", TOKEN, said("The token for further calls")],
  ["Session", "token", TOKEN, said("Token for the term of the session")],
  ["Session", "token", TOKEN, said("The password or word that lets somebody in")],
])("%s %s is %s", (owners, name, category, given) => {
  expect(named(classified(owners, name, { ...given, object: { fields: [name], ...given.object } }))).toBe(category);
});

const ID = { hasTypedIdentifier: true };

test.each([
  ["Company", "turnoverPerEmployee", ["turnoverPerEmployee"], "none"],
  ["Company", "nbrOfEmployees", ["nbrOfEmployees"], "none"],
  ["Firma", "umsatzProMitarbeiter", ["umsatzProMitarbeiter"], "none"],
  ["Société", "nbreClients", ["nbreClients"], "none"],
  ["Empresa", "cantidadDeEmpleados", ["cantidadDeEmpleados"], "none"],
  ["Empresa", "quantidadeDeClientes", ["quantidadeDeClientes"], "none"],
  ["Company", "avgEmployee", ["avgEmployee"], "none"],
  // In Spanish and Portuguese it is who made it, and in English a customer of one kind.
  ["Pedido", "creadoPorEmpleado", ["creadoPorEmpleado"], "user.name"],
  ["Encomenda", "criadoPorCliente", ["criadoPorCliente"], "user.name"],
  ["Commande", "creeParEmploye", ["creeParEmploye"], "user.name"],
  ["Order", "quoteCustomer", ["quoteCustomer"], "user.name"],
  ["Order", "proCustomer", ["proCustomer"], "user.name"],
  ["Loan", "borrower", ["borrower"], "user.name"],
  ["Series", "poster", ["poster", "banner"], "none"],
  ["Comment", "poster", ["poster", "text"], "user.name"],
])("%s.%s beside %j is %s", (owners, name, fields, expected) => {
  expect(named(classified(owners, name, { object: { fields, ...ID } }))).toBe(expected);
});

test.each([
  ["Node", "lastSeen", ["lastSeen"], "none"],
  ["Server", "lastSeen", ["lastSeen", "port"], "none"],
  ["Serveur", "lastSeen", ["lastSeen", "latence"], "none"],
  ["User", "lastSeen", ["lastSeen", "port"], "user.behavior"],
])("%s.%s beside %j is %s, of a machine or a person", (owners, name, fields, expected) => {
  expect(named(classified(owners, name, { object: { fields } }))).toBe(expected);
});

test.each([
  ["Bundle", "location", "none"],
  ["Artefact", "location", "none"],
  ["Rider", "location", "user.location"],
])("%s.%s is %s, of software or a person", (owners, name, expected) => {
  expect(named(classified(owners, name))).toMatch(expected);
});

test.each([
  ["diagnosis", "The cursor of the next page", "none"],
  ["diagnosis", "Die Vorlage des Berichts", "none"],
  ["diagnosis", "La vignette du rapport", "none"],
  ["diagnosis", "La plantilla del informe", "none"],
  ["diagnosis", "O modelo do relatório", "none"],
  ["diagnosis", "The diagnosis", "user.health_and_medical"],
  ["diagnosis", "The cursor of the diagnosis", "user.health_and_medical"],
  ["diagnosis", "What was found", "user.health_and_medical"],
  ["apiKey", "The data set to search", "none"],
  ["apiKey", "The module's API key", "user.authorization"],
  ["apiKey", "A text", "user.authorization"],
])("%s, described as %j, is %s", (name, description, expected) => {
  expect(named(classified("Patient", name, { description }))).toMatch(expected);
});

test.each<[string, string, Given, string]>([
  ["UserMetadata", "location", { description: "The URL where the user can be accessed" }, "none"],
  ["Rider", "location", { description: "The place where the rider can be met" }, "user.location"],
  ["Rider", "location", { description: "URL of the rider's current location on a map" }, "user.location"],
  ["Rider", "location", { description: "Where the rider is, from the link of their phone" }, "user.location"],
  ["Patient", "location", { description: "URI of the resource" }, "none"],
  ["Patient", "location", { format: "uri" }, "none"],
  ["Patient", "location", {}, "user.location"],
  ["Person", "homeLocation", { format: "uri" }, "none"],
  ["Person", "home", { format: "iri" }, "none"],
  ["Person", "homeLocation", {}, "user.location.precise"],
  ["Person", "homeLocation", { format: "uri", description: "IRI of the home location resource" }, "none"],
  ["Person", "homeLocation", { format: "uri", description: "Link to a map" }, "user.location.precise"],
  ["Person", "homeLocation", { format: "uri", examples: ["geo:48.2,16.3"] }, "user.location.precise"],
  [
    "Person",
    "homeLocation",
    { format: "uri", examples: ["https://maps.acme.io/@48.21,16.37"] },
    "user.location.precise",
  ],
  ["Fahrer", "standort", { description: "Die Webadresse des Datensatzes" }, "none"],
  ["Fahrer", "standort", { description: "Der letzte Ort des Fahrers" }, "user.location"],
  ["Client", "adresse", { description: "L'adresse web du client" }, "none"],
  ["Client", "adresse", { description: "L'adresse du client" }, "user.contact.address"],
  ["Cliente", "direccion", { description: "La dirección web del recurso" }, "none"],
  ["Cliente", "direccion", { description: "La dirección del cliente" }, "user.contact.address"],
  ["Cliente", "endereco", { description: "O link do registo" }, "none"],
  ["Cliente", "endereco", { description: "O endereço do cliente" }, "user.contact.address"],
])("%s.%s as %j is %s, of the network or a person", (owners, name, given, expected) => {
  expect(named(classified(owners, name, given))).toMatch(expected);
});

const MARKED = ["name", "label", "isComputed"];
const path = (...resources: string[]) => ({ resources });

test.each<[string, string[], Given["object"], string]>([
  // a definition, by its own description or by what it has
  ["data", ["id", "name"], { ...path("users", "segments"), said: "Segment details" }, "none"],
  ["data", ["id", "name"], { ...path("users", "groups"), said: "User details" }, NAME],
  ["data", ["id", "name"], path("users", "teams"), NAME],
  ["data", MARKED, path("users", "properties"), "none"],
  ["data", ["name", "label"], path("users", "properties"), NAME],
  ["data", [...MARKED, "email"], path("users", "properties"), NAME],
  ["daten", ["name", "feldtyp", "pflichtfeld"], path("mitarbeiter", "felder"), "none"],
  ["daten", ["name", "eintritt"], path("mitarbeiter", "felder"), NAME],
  ["", ["nom", "libelle", "obligatoire"], path("clients", "champs"), "none"],
  ["", ["nombre", "etiqueta", "obligatorio"], path("clientes", "campos"), "none"],
  ["", ["nome", "rotulo", "obrigatorio"], path("clientes", "campos"), "none"],
  ["UserAttribute", ["name", "dataType", "multiValued"], {}, "none"],
  ["UserAttribute", ["name", "since"], {}, NAME],
  ["PatientFormSchema", ["name", "type", "required"], { said: "The form schema that a clinic fills in" }, "none"],
  ["Patient", ["name", "type", "required"], {}, NAME],
])("the name of %s with %j (%j) is %s", (owners, fields, object, expected) => {
  const name = fields.find((one) => /^n[ao]m/.test(one)) ?? "name";
  expect(named(classified(owners, name, { object: { fields, ...object } }))).toBe(expected);
});
