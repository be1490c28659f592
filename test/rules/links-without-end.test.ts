import { expect, test } from "vitest";
import { publicFileLink } from "../../src/rules/data/public-file-link.ts";
import { faultsIn, returns, spotsOf } from "./faults-in.ts";

/** An operation that makes a link, what it says, and what is said of a value that it takes. */
async function found(description: string, field: string, said: string, link = "link", required: string[] = []) {
  const schema = { type: "object", required, properties: { [field]: { type: "string", description: said } } };
  const faults = await faultsIn(publicFileLink, {
    "POST /files/{id}/shares": {
      description,
      requestBody: { content: { "application/json": { schema } } },
      responses: returns({ properties: { [link]: { type: "string" } } }),
    },
  });
  return spotsOf(faults) !== "";
}

test.each<[string, string, string, string?]>([
  ["Makes a link that works without signing in.", "expiresAt", "Left out, the link never expires"],
  ["The link opens without a login, for an insurer.", "validUntil", "Without a date it does not expire", "url"],
  ["Makes a link. Anyone with the link can open it.", "until", "No time limit if null"],
  ["Erzeugt einen Link, der ohne Anmeldung funktioniert.", "ablaufdatum", "Ohne Angabe läuft der Link nicht ab"],
  ["Wer den Link hat, sieht die Akte.", "gueltigBis", "Leer: unbefristet gültig"],
  ["Crée un lien qui s'ouvre sans connexion.", "expireLe", "Sans date, le lien n'expire pas", "lien"],
  ["Le lien s'ouvre sans authentification.", "finLe", "Si absent, sans limite de durée", "lien"],
  ["Crea un enlace que se abre sin iniciar sesión.", "caducaEl", "Sin fecha, el enlace no caduca", "enlace"],
  ["Cria uma ligação que abre sem iniciar sessão.", "expiraEm", "Sem data, a ligação não expira", "ligacao"],
  ["Cria um link que abre sem login.", "validade", "Se omitido, nunca expira", "link"],
])("%s `%s`: %s", async (description, field, said, link) => {
  expect(await found(description, field, said, link)).toBe(true);
});

test.each<[string, string, string, string?, string[]?]>([
  ["Makes a link that works without signing in.", "expiresAt", "Left out, the link expires after a day"],
  ["Makes a link for people who have signed in.", "expiresAt", "Left out, the link never expires"],
  [
    "Makes a link that works without signing in.",
    "expiresAt",
    "A year at most. It never expires later",
    "link",
    ["expiresAt"],
  ],
  ["Makes a link that works without signing in.", "name", "Shown to whoever opens it"],
  ["Erzeugt einen Link, der ohne Anmeldung funktioniert.", "ablaufdatum", "Ohne Angabe läuft er in sieben Tagen ab"],
  ["Erzeugt einen Link für angemeldete Kollegen.", "ablaufdatum", "Ohne Angabe läuft der Link nicht ab"],
  ["Crée un lien qui s'ouvre sans connexion.", "expireLe", "Sans date, le lien expire demain", "lien"],
  ["Crea un enlace que se abre sin iniciar sesión.", "caducaEl", "Sin fecha, caduca en una hora", "enlace"],
  ["Cria uma ligação que abre sem iniciar sessão.", "expiraEm", "Sem data, expira num dia", "ligacao"],
  ["Makes a share that works without signing in.", "expiresAt", "Left out, it never expires", "shareId"],
])("nothing: %s `%s`: %s", async (description, field, said, link, required) => {
  expect(await found(description, field, said, link, required)).toBe(false);
});
