import { expect, test } from "vitest";
import { processorTime } from "../processor-time.ts";
import { apiOfPart } from "../rules/description-of.ts";
import { closingSentenceOf, enrollingSentenceOf, openingSentenceOf } from "../../src/exposure/joining-sentences.ts";

/*
 * Each way in which a text says who may join, amid text that says nothing of it.
 */

const { lexicon } = await apiOfPart("");

const INTRODUCTION = "The API of the Acme club.\n\n";

test.each([
  "Anyone can get a key",
  "Every developer passes: any developer may obtain one",
  "There is self-service sign-up for it",
  "We have open registration",
  "Create an account in the portal to obtain your API key",
  "Create an account at portal.acme.io to get an API key",
  "After registering at acme.io, you can generate a key",
  "After registering in the portal, an access key is generated that is used to connect",
  "Nach der Registrierung im Portal erhalten Sie einen API-Schlüssel",
  "Après votre inscription sur le portail, une clé est générée",
  "Tras registrarse en el portal se genera una clave",
  "Após o registo no portal é gerada uma chave",
  "Signed up to receive it",
  "The token is returned by `/signup`",
  "Ask for a free API key",
  "Sign up to obtain the key",
  "Open an account for free, log in and go to API in the Admin menu",
  "When you sign up for an account, you are given your first API key",
  "You can issue yourself a key",
  "Sign-up within seconds: enter your details and receive your sandbox API key immediately",
  "You will receive the API access token automatically via email after you signed up",
  "Get your key from https://acme.io/apikey",
  "Visit https://acme.io/settings/extensions and click on “Generate API Key”",
  "Registrieren Sie sich, um einen API-Schlüssel zu erhalten",
  "Inscrivez-vous pour obtenir une clé",
  "Regístrate para obtener tu clave",
  "Cadastre-se para obter a chave",
  "Get your API-Key now at acme",
  "Grab an API key in seconds",
  "Hol dir jetzt deinen API-Key",
  "Obtenez dès maintenant votre clé d'API",
  "Get your API key now, without a review",
  "Consigue ahora tu clave de API",
  "Obtenha já a sua chave de API",
  "Riders join in the app",
  "Jeder darf sich anmelden",
  "Sie eröffnen sich ihr eigenes Benutzerkonto selbst",
  "Mitglieder registrieren sich online",
  "Chacun peut s'inscrire",
  "Les membres créent leur compte en ligne",
  "L'inscription est libre",
  "Cualquiera puede darse de alta",
  "Los socios se registran en la app",
  "El registro es abierto",
  "Qualquer pessoa pode se inscrever",
  "Os membros criam a sua conta no portal",
])("%s: anyone may join", (sentence) => {
  expect(openingSentenceOf({ description: `${INTRODUCTION}${sentence}. More of it.`, lexicon })).toBe(sentence);
});

test.each([
  "Guests cannot enrol",
  "There is no self-service here",
  "It runs without selfservice",
  "It is invite-only",
  "You come in only upon invitation",
  "Accounts are only opened by the club",
  "Gäste können sich nicht selbst anmelden",
  "Zugang nur auf Einladung",
  "Es gibt keine offene Registrierung",
  "Konten werden vom Verein angelegt",
  "L'accès se fait uniquement sur invitation",
  "Ils ne peuvent pas créer de compte",
  "Il n'y a pas d'inscription libre",
  "Les comptes sont créés par le club",
  "Se entra sólo por invitación",
  "Los socios no pueden crear cuentas",
  "Es un club sin registro abierto",
  "Las cuentas son creadas por el club",
  "Entra-se apenas por convite",
  "Os membros não podem se inscrever",
  "É um clube sem cadastro aberto",
  "As contas são criadas pelo clube",
  "Every tenant is invited by letter",
  "Only our own staff get an account",
  "Jede Mieterin wird per Brief eingeladen",
  "Nur unsere Mitarbeiter bekommen ein Konto",
  "Chaque locataire est invité par courrier",
  "Seuls nos employés ont un compte",
  "Cada inquilino es invitado por carta",
  "Sólo nuestros empleados tienen cuenta",
  "Cada inquilino é convidado por carta",
  "Apenas os funcionários têm conta",
])("%s: somebody else decides", (sentence) => {
  expect(closingSentenceOf({ description: `${INTRODUCTION}${sentence}. More of it.`, lexicon })).toBe(sentence);
});

test("an address in a link ends no sentence, and is no part of it", () => {
  const description = `${INTRODUCTION}1. Sign up on [Acme](https://acme.io/signup) to get your secret API key\n\n2. Set it.`;
  expect(openingSentenceOf({ description, lexicon })).toBe("Sign up on Acme to get your secret API key");
});

test("tags are no part of a sentence", () => {
  const description =
    '<p>Supply your key. <a href="https://acme.io/pricing">Sign up to <em>obtain the key</em></a>.</p>';
  expect(openingSentenceOf({ description, lexicon })).toBe("Sign up to obtain the key");
});

test("the point of a domain ends no sentence", () => {
  expect(openingSentenceOf({ description: "Get your API key now at acme.io.", lexicon })).toBe(
    "Get your API key now at acme.io",
  );
});

test.each([
  "We reviewed the docs last week.",
  "See the license agreement at acme.com/licence.",
  "Review the quick start before you call the API.",
  "Read what customers say in their reviews.",
])("what is reviewed or agreed, and is about nobody who asks, closes no door: %s", (next) => {
  expect(openingSentenceOf({ description: `Get your API key now. ${next}`, lexicon })).toBe("Get your API key now");
});

test.each([
  "Receive your sandbox API key immediately",
  "Get an API key from your account manager",
  "Use your API key now",
  "Request your API key here: acme.com/forms/key. Our staff reviews each request",
  "Get your API key now: acme.com/forms/key. Our staff reviews each request",
  "Keys are issued once a contract is signed. Then get your API key immediately",
  "Customers with a contract create your API key here in the console",
  "Customers with a contract get an API key immediately",
  "Get a sandbox API key now",
  "You never click on “Generate API Key”",
  "Get your key from https://acme.io/apikey once the contract is signed",
  "Get your key from https://acme.io/apikey. Our staff reviews each request",
  "Our administrators visit https://acme.io/settings and click on “Generate API Key”",
  "Get your key from your account manager",
])("%s: nothing is said of who may join", (description) => {
  expect(openingSentenceOf({ description, lexicon })).toBeUndefined();
});

test.each([
  "Team members are invited by their owner",
  "Teachers get an account from the school office",
  "Only the owner of a team can invite others to it",
  "All members are invited to our forum",
  "Every new user is invited to a welcome webinar",
  "Alle Mitglieder werden zum Sommerfest eingeladen",
  "Only the premium plan gets an account manager",
  "Only the owner has an account with billing",
])("%s: of the others nothing is said", (description) => {
  expect(closingSentenceOf({ description: `${INTRODUCTION}${description}.`, lexicon })).toBeUndefined();
});

test("a text that says nothing of it, and none at all, are no answer", () => {
  for (const description of [INTRODUCTION, undefined]) {
    expect(openingSentenceOf({ description, lexicon })).toBeUndefined();
    expect(closingSentenceOf({ description, lexicon })).toBeUndefined();
  }
});

test("a key that is given at once is looked for in no time in a text of verbs alone", () => {
  const start = processorTime();
  for (let round = 0; round < 10; round += 1)
    expect(openingSentenceOf({ description: "get ".repeat(5_000), lexicon })).toBeUndefined();
  expect(processorTime() - start).toBeLessThan(3_000);
});

const ALONE = [
  "Tenants create an account with their mobile number",
  "Sitters and owners sign up themselves",
  "Registration with an e-mail address takes a minute",
  "A free account is enough for all calls",
  "Any bakery can sign up for a trial",
  "Accounts are created at checkout with the first order",
  "The key is mailed to every farm that fills in the online form",
  "Sign in with the national ID",
  "Travellers log in with a code sent by SMS",
  "Imker registrieren sich selbst",
  "Wer mitfahren will, kann sich mit einer Handynummer registrieren",
  "Vermieterinnen und Vermieter legen sich ein Konto an",
  "Mitglied wird jeder, der ein Fahrrad hat",
  "Die Registrierung ist kostenlos",
  "Ein Zugang entsteht beim Kauf der Waage",
  "Anmeldung mit dem Bürgerkonto",
  "Les brasseurs et les clients créent leur compte",
  "Toute association peut ouvrir un compte",
  "Compte gratuit pour les randonneurs",
  "Inscription gratuite",
  "Les randonneurs obtiennent un compte à l'achat de la montre",
  "Los apicultores y sus clientes crean su cuenta",
  "Cualquier taller puede darse de alta",
  "Registro abierto con correo electrónico",
  "La cuenta se crea al comprar el reloj",
  "Os ciclistas e os clientes criam conta pelo site",
  "Toda oficina pode se cadastrar",
  "Cadastro com CPF",
  "A conta vem com a compra do relógio",
];

test.each(ALONE)("%s: they make it themselves", (sentence) => {
  expect(openingSentenceOf({ description: `${INTRODUCTION}${sentence}. More of it.`, lexicon })).toBe(sentence);
});

test.each([
  "Pupils create an account with the activation letter of the school",
  "Landlords register with their customer number",
  "Registration of vehicles is open",
  "We have no free sign-up",
  "Landlords can register devices and join groups",
  "Staff sign up in the staff directory",
  "Kundinnen registrieren sich mit ihrer Kundennummer",
  "Die Kunden legen Bestellungen an",
  "Es gibt keine kostenlose Registrierung",
  "Les clients s'inscrivent avec leur numéro de client",
  "Il n'y a pas d'inscription gratuite",
  "Los clientes se registran con su número de cliente",
  "No hay registro gratuito",
  "Os clientes se cadastram com o número de cliente",
  "Não há cadastro gratuito",
  "The registration number of the vehicle",
])("%s: nobody is let in by that", (sentence) => {
  expect(openingSentenceOf({ description: `${INTRODUCTION}${sentence}. More of it.`, lexicon })).toBeUndefined();
});

test("where the office approves each account, those who register wait for it", () => {
  const description = "Sitters sign up themselves. The office approves each account.";
  expect(openingSentenceOf({ description: "Tenants create a profile themselves.", lexicon })).toBeDefined();
  expect(
    openingSentenceOf({ description: description.replace("Sitters sign up", "Tenants create a profile"), lexicon }),
  ).toBeUndefined();
});

test.each([
  "Logins are set up by the branch",
  "HR creates the accounts",
  "Every apprentice gets a login from the school",
  "All inspectors have an account",
  "Drivers sign in with the company account",
  "Customers with a contract call it",
  "Farms get a key after approval",
  "Zugänge richtet die Filiale ein",
  "Jede Fahrerin bekommt einen Zugang von der Disposition",
  "Anmeldung mit dem Firmenkonto",
  "Einen Zugang gibt es nach Vertragsabschluss",
  "Alle Beschäftigten haben ein Konto",
  "Les comptes sont ouverts par le secrétariat",
  "Connexion avec l'annuaire de l'entreprise",
  "Clients sous contrat",
  "Chaque élève reçoit un compte de l'école",
  "Las cuentas se abren en la oficina por contrato: empresas con contrato",
  "Acceso con la cuenta corporativa",
  "Cada alumna recibe una cuenta del colegio",
  "Acesso com a conta corporativa",
  "Cada aluna recebe uma conta da escola",
  "Lojas com contrato",
])("%s: others make it", (sentence) => {
  const described = { description: `${INTRODUCTION}${sentence}. More of it.`, lexicon };
  expect(enrollingSentenceOf(described)).toBe(sentence);
  expect(openingSentenceOf(described)).toBeUndefined();
});

test.each([...ALONE, "Users are listed", "Returns the account with its contract", "The operator opens a valve"])(
  "%s: nobody else is said to make it",
  (sentence) => {
    expect(enrollingSentenceOf({ description: `${INTRODUCTION}${sentence}. More of it.`, lexicon })).toBeUndefined();
  },
);
