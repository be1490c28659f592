import { expect, test } from "vitest";
import { apiOfPart } from "../rules/description-of.ts";
import { statedIn } from "../../src/lexicon/statements.ts";

/*
 * Who may join, told in passing: a plan that is chosen, a marketplace, what the reader has by signing up.
 */

test.each([
  "The free plan allows 100 requests a day.",
  "Endpoints with this tag need the Pro plan or greater.",
  "This endpoint is only available on a paid plan.",
  "Upgrade your plan to raise the quota of calls.",
  "Trial keys may make 10 calls a minute.",
  "Subscribe to Acme on the API marketplace.",
  "If you signed up with us and have an account, first get a token.",
  "You authenticate using the username you supplied when you registered.",
  "After you have created an account you can retrieve your client id and secret.",
  "Register for an account",
  "Get API Key on acme.io/api",
  "Ein kostenloser Tarif erlaubt 100 Anfragen am Tag.",
  "Premium-Tarife heben das Kontingent der Aufrufe an: wählen Sie einen Tarif für die API.",
  "Nach der Registrierung finden Sie den API-Schlüssel in Ihrem Konto.",
  "Wenn Sie sich registriert haben, sehen Sie im Profil Ihre Zugangsdaten.",
  "Registrieren Sie sich kostenlos.",
  "Ihren API-Schlüssel erhalten Sie unter acme.io.",
  "Abonnieren Sie die Schnittstelle auf dem API-Marktplatz.",
  "L'offre gratuite permet 100 requêtes par jour.",
  "Cet appel demande un forfait payant.",
  "Lors de votre inscription, vous recevez une clé.",
  "Vous avez créé un compte : vos identifiants sont dans votre espace.",
  "Inscrivez-vous gratuitement.",
  "Obtenez votre clé d'API sur acme.io.",
  "El plan gratuito permite 100 peticiones al día.",
  "Esta llamada requiere un plan de pago o superior.",
  "Al registrarse recibe una clave.",
  "Cuando haya creado una cuenta, encontrará sus credenciales en el perfil.",
  "Regístrese gratis.",
  "Obtenga su clave de API en acme.io.",
  "O plano gratuito permite 100 chamadas por dia.",
  "Esta chamada exige um plano pago.",
  "Ao se cadastrar você recebe uma chave.",
  "Após o cadastro, suas credenciais ficam no perfil.",
  "Cadastre-se grátis.",
  "Obtenha sua chave de API em acme.io.",
])("“%s” is for whoever joins", (text) => {
  expect(statedIn(text).has("reader-joins")).toBe(true);
});

test.each([
  "There is no free plan for the API.",
  "The API is not available on the free plan.",
  "Free plan customers get no key; contact our sales team.",
  "Get your API key from your administrator.",
  "After registration of a webhook you receive a token.",
  "Existing customers only: the pro plan has 100 calls a minute.",
  "When you registered as a partner you were given a client id.",
  "The API is listed in the marketplace of our partners.",
  "The employee has a dental plan.",
  "Creates an account in the ledger.",
  "Es gibt keinen kostenlosen Tarif für die API.",
  "Nur für Bestandskunden: nach der Registrierung erhalten Sie den Schlüssel.",
  "Den API-Schlüssel erhalten Sie auf Anfrage.",
  "Il n'y a pas d'offre gratuite pour l'API.",
  "Réservé aux clients existants : la clé est remise lors de l'inscription.",
  "No hay plan gratuito para la API.",
  "Solo clientes existentes: al registrarse reciben una clave.",
  "Não há plano gratuito da API.",
  "Somente clientes existentes: ao se cadastrar recebem uma chave.",
  "Contactez-nous pour une offre payante de l'API.",
])("“%s” tells nothing of the kind", (text) => {
  expect(statedIn(text).has("reader-joins")).toBe(false);
});

const PATHS = `
paths:
  /things/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: ok } }
`;

async function admissionOf(part: string): Promise<string | undefined> {
  const api = await apiOfPart(part + PATHS);
  return api.schemes[0]?.admission;
}

test.each([
  ["a tag", "tags: [{ name: a, description: You need the pro plan or greater for this endpoint. }]", "X-Key"],
  ["a server", "servers: [{ url: 'https://a.io', description: Subscribe here on the API marketplace. }]", "X-Key"],
  ["the header of a marketplace", "", "X-RapidAPI-Key"],
])("%s tells that whoever joins gets the key", async (_, part, header) => {
  const scheme = `components: { securitySchemes: { key: { type: apiKey, in: header, name: ${header} } } }\nsecurity: [{ key: [] }]\n`;
  expect(await admissionOf(`${part}\n${scheme}`)).toBe("self-registered");
});

test("who is let in by a contract is a partner all the same", async () => {
  expect(
    await admissionOf(`info: { title: A, version: '1', description: "We require a signed contract before we issue API keys. The pro plan or greater is needed for some endpoints of the API." }
components: { securitySchemes: { key: { type: apiKey, in: header, name: X-Key } } }
security: [{ key: [] }]
`),
  ).not.toBe("self-registered");
});
