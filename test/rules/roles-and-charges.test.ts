import { expect, test } from "vitest";
import { massAssignment } from "../../src/rules/authorization/mass-assignment.ts";
import { massAssignmentServerField } from "../../src/rules/data/mass-assignment-server-field.ts";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { faultsIn, returns, takes, type Operations } from "./faults-in.ts";

/*
 * What strangers must not choose, by more than a name: a role by the values of a choice, the sum that they are charged by
 * what a text says of it, and an address that the server loads beside one that is limited.
 */

const TEXT = { type: "string" };
const NUMBER = { type: "number" };

const joining = (path: string, name: string, values: readonly string[]): Operations => ({
  [`POST ${path}`]: {
    security: [],
    summary: "Sign up",
    requestBody: takes({ email: TEXT, password: TEXT, name: TEXT, [name]: { type: "string", enum: values } }),
  },
});

test.each<[string, string, readonly string[], boolean]>([
  ["/sign-up", "type", ["CUSTOMER", "ADMIN"], true],
  ["/sign-up", "userType", ["member", "moderator"], true],
  ["/sign-up", "account_category", ["guest", "staff"], true],
  ["/registrierung", "art", ["KUNDE", "SACHBEARBEITER", "ADMIN"], true],
  ["/registrierung", "profil", ["Mitglied", "Verwalter"], true],
  ["/inscription", "profil", ["ADHERENT", "GESTIONNAIRE", "ADMIN"], true],
  ["/inscription", "typeCompte", ["CLIENT", "ADMINISTRATEUR"], true],
  ["/registro", "perfil", ["CLIENTE", "ADMINISTRADOR"], true],
  ["/registro", "tipo_usuario", ["alumno", "gestor"], true],
  ["/cadastro", "tipoUsuario", ["CLIENTE", "ADMINISTRADOR"], true],
  // What one may choose, and what is no sort of person.
  ["/sign-up", "type", ["PRIVATE", "BUSINESS"], false],
  ["/sign-up", "type", ["BUYER", "SELLER"], false],
  ["/sign-up", "type", ["CUSTOMER", "GUEST"], false],
  ["/sign-up", "type", ["ADMIN_CONTACT", "TECHNICAL", "BILLING"], false],
  ["/sign-up", "notifiedBy", ["CUSTOMER", "ADMIN"], false],
  ["/sign-up", "visibleTo", ["members", "admin"], false],
  ["/inscription", "profil", ["ETUDIANT", "SENIOR"], false],
  ["/registro", "tipo", ["PERSONA", "EMPRESA"], false],
])("mass-assignment: %s takes %s of %j", async (path, name, values, isRole) => {
  const faults = await faultsIn(massAssignment, joining(path, name, values));
  expect(faults.some(({ message }) => message.includes(`"${name}"`))).toBe(isRole);
});

interface Call {
  readonly path?: string;
  readonly text?: string;
  readonly said?: string;
  readonly name?: string;
  readonly more?: object;
  readonly own?: string;
}

const buying = ({ path = "/orders", text = "", said = "", name = "total", more = {}, own = "My orders" }: Call) => ({
  [`GET ${path}`]: { summary: own, responses: returns({ type: "array", items: { properties: { id: TEXT } } }) },
  [`POST ${path}`]: {
    description: text,
    requestBody: takes({ items: { type: "array", items: TEXT }, ...more, [name]: { ...NUMBER, description: said } }),
  },
});

const SUM = "Total computed by the app. This amount is charged to the saved card.";
const MINE: readonly [string, Call, number][] = [
  ["by the field's text", { said: SUM }, 1],
  ["by the call's text", { text: "The total that the app sends is charged to the stored card." }, 1],
  [
    "in Spanish",
    {
      path: "/compras",
      own: "Mis compras",
      name: "importe",
      text: "Cobra la tarjeta guardada por el importe indicado.",
      said: "Importe que se cobra, calculado por la app con tarifas y descuentos",
    },
    1,
  ],
  [
    "in German",
    {
      path: "/bestellungen",
      own: "Meine Bestellungen",
      name: "gesamtpreis",
      said: "Gesamtpreis, wie ihn die App berechnet hat; wird von der Karte abgebucht",
    },
    1,
  ],
  [
    "in French",
    {
      path: "/commandes",
      own: "Mes commandes",
      name: "montant",
      said: "Montant calculé par l'application, débité tel quel sur la carte",
    },
    1,
  ],
  [
    "in Portuguese",
    { path: "/pedidos", own: "Meus pedidos", said: "Total calculado no app. É o valor cobrado no cartão." },
    1,
  ],
  ["with parts of the price", { said: SUM, more: { discount: NUMBER, shippingFee: NUMBER } }, 3],
  // The service computes it, somebody else pays, or the caller decides what is given.
  ["the server computes it", { said: "Total shown in the app. The server computes what the card is charged." }, 0],
  ["nothing says that it is charged", { said: "Total computed by the app, for statistics" }, 0],
  ["a merchant names the customer", { said: SUM, more: { customerId: TEXT } }, 0],
  ["nobody's own orders", { said: SUM, own: "All orders" }, 0],
  ["a donation", { path: "/donations", own: "My donations", name: "amount", said: SUM }, 0],
  ["a top-up", { path: "/wallet/top-ups", own: "My top-ups", name: "amount", said: SUM }, 0],
  ["a payment of a bill", { path: "/payments", own: "My payments", name: "amount", said: SUM }, 0],
];

test.each(MINE)("mass-assignment-server-field: the sum that a buyer is charged, %s", async (_name, call, places) => {
  const faults = await faultsIn(massAssignmentServerField, buying(call));
  const charged = faults.filter(({ cause }) => cause.startsWith("charged "));
  expect(charged.flatMap((fault) => fault.places ?? [])).toHaveLength(places);
  expect(charged.every(({ isWrongForAll, aggravations }) => isWrongForAll === true && aggravations?.length === 1)).toBe(
    true,
  );
});

const PAGE = returns({ properties: { status: { type: "integer" }, body: TEXT } });
const fetching = (path: string, description: string, said: string): Operations => ({
  [`POST ${path}`]: {
    description,
    requestBody: takes({ url: { type: "string", format: "uri", description: said } }),
    responses: PAGE,
  },
});
const RAW = "Requests the URL from our workers and returns status, headers and body as received.";

test.each<[string, string, string]>([
  ["URL of a page. Private and reserved addresses are refused.", "", "certain 1, likely 1"],
  ["Private and loopback addresses are rejected.", "", "certain 1, likely 1"],
  ["Private und reservierte Adressen werden abgewiesen.", "", "certain 1, likely 1"],
  ["Les adresses privées et réservées sont refusées.", "", "certain 1, likely 1"],
  ["Las direcciones privadas y reservadas se rechazan.", "", "certain 1, likely 1"],
  ["Endereços privados e reservados são recusados.", "", "certain 1, likely 1"],
  ["The page to show.", "", "likely 2"],
  // Both are limited: one cause, and one line.
  ["Private addresses are refused.", "Private addresses are refused.", "likely 2"],
])("ssrf-client-supplied-url: a limited address (%s) beside one that is not (%s)", async (limited, other, expected) => {
  const faults = await faultsIn(ssrfClientSuppliedUrl, {
    ...fetching("/fetch", RAW, other),
    ...fetching("/preview", "Fetches the URL and gives its title.", limited),
  });
  expect(faults.map(({ confidence = "likely", places = [] }) => `${confidence} ${places.length}`).join(", ")).toBe(
    expected,
  );
});
