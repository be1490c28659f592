import { expect, test } from "vitest";
import { apiOfPart } from "../rules/description-of.ts";
import { joiningStepsOf, trialOf } from "../../src/exposure/joining-steps.ts";

/*
 * Who may join, told as steps to the reader of a description.
 */

const { lexicon } = await apiOfPart("");

const INTRODUCTION = "The API of the Acme shop.\n\n";

test.each([
  "# Start\n\n- Sign up for an account at [app.acme.io](https://app.acme.io)\n- Visit the [API Keys page](https://app.acme.io/keys)\n  - Create a new API Key then copy and save the value.",
  "To use the API you should do the following:\n\n*   Sign up at [acme.io](https://acme.io)\n*   Specify your wallet\n*   Generate an API key",
  "1. Create an account.\n2. Choose a plan.\n3. Copy your API key.",
  "First, register for an account. Then go to the dashboard and generate a token.",
  "Before you can use the API, sign up for a free trial. You will receive the credentials at once: copy the client ID.",
  "To register your app for use with the API visit the [Acme Developer page](https://acme.io/developer).",
  "Register your application at https://acme.io/developers/apps to use this API.",
  "Create an app in the developer console.",
  "Registrieren Sie sich auf unserer Seite. Erstellen Sie dann einen API-Schlüssel.",
  "Legen Sie ein Konto an.\n\nDanach erstellen Sie im Profil Ihren API-Schlüssel.",
  "Registrieren Sie Ihre Anwendung im Entwicklerportal.",
  "Inscrivez-vous sur le site. Ensuite, générez votre clé d'API.",
  "Créez un compte, puis obtenez votre jeton d'accès.",
  "Enregistrez votre application sur le portail développeur.",
  "Regístrese en el sitio. Luego genera una clave de API.",
  "Crea una cuenta. Después obtén tu token de acceso.",
  "Registre su aplicación en el portal de desarrolladores.",
  "Cadastre-se no site. Depois, gere uma chave de API.",
  "Crie uma conta. Em seguida, obtenha o token de acesso.",
  "Registre seu aplicativo no portal de desenvolvedores.",
])("“%s” lets anyone join", (text) => {
  expect(joiningStepsOf({ description: INTRODUCTION + text, lexicon })).toBeDefined();
});

test.each([
  "Sign up on the waiting list. We send you an API key.",
  "Contact sales and sign a contract. Then create an account and generate an API key.",
  "Your administrator signs up your company. Then create an API key.",
  "Customers sign up in the shop. Create an API key for each shop.",
  "Create an account for a user with POST /accounts, and delete the token of the old one.",
  "Register your application on the intranet, in the developer portal.",
  "Create an account. We review each application for an API key.",
  "Create an application. An application has documents.",
  "Sign up for the webhook.",
  "Registrieren Sie sich mit Ihrer Einladung. Erstellen Sie dann einen API-Schlüssel.",
  "Inscrivez-vous avec votre invitation. Ensuite, générez votre clé d'API.",
  "Registre su aplicación en la intranet, en el portal de desarrolladores.",
  "Cadastre-se com o seu convite. Depois, gere uma chave de API.",
])("“%s” lets nobody join", (text) => {
  expect(joiningStepsOf({ description: INTRODUCTION + text, lexicon })).toBeUndefined();
});

async function trialIn(...texts: readonly string[]): Promise<string | undefined> {
  const paths = texts.map((text, at) => `  /a${at}:\n    get:\n      description: ${JSON.stringify(text)}\n`).join("");
  return trialOf((await apiOfPart(`paths:\n${paths}`)).operations);
}

test.each([
  ["You can message these numbers during the free trial.", "If you are on a paid plan, there is no limit."],
  [
    "In der kostenlosen Testphase können Sie fünf Nummern eintragen.",
    "Mit einem kostenpflichtigen Tarif können Sie mehr eintragen: Ihr kostenpflichtiger Tarif zählt.",
  ],
  ["Pendant l'essai gratuit, vous avez cinq numéros.", "Avec une offre payante, vous en avez cent."],
  ["Durante la prueba gratuita usted tiene cinco números.", "Con un plan de pago, usted tiene cien."],
  ["No teste gratuito você tem cinco números.", "Com um plano pago, você tem cem."],
])("texts of operations tell of a trial: %s", async (...texts) => {
  expect(await trialIn(...texts)).toBeDefined();
});

test.each([
  ["You set how long the free trial of your customers is.", "Your customers are on a paid plan."],
  ["Starts a free trial.", "Ends a paid plan."],
  ["You can message these numbers during the free trial."],
])("texts of operations tell of no trial for callers: %s", async (...texts) => {
  expect(await trialIn(...texts)).toBeUndefined();
});
