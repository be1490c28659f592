import { expect, test } from "vitest";
import { excessiveDataToPeers } from "../../src/rules/data/excessive-data-to-peers.ts";
import { apiOfPart } from "./description-of.ts";

/** What a scope says, where the API says more of it, and what is read with it beside a list that tells of nobody. */
interface Case {
  readonly scopes: Readonly<Record<string, string>>;
  readonly said?: string;
  /** The path that is read, and what comes back there. */
  readonly path: string;
  readonly fields: object;
  readonly scope: string;
  /** Other paths that ask for the same scope. */
  readonly beside?: readonly string[];
}

const text = { type: "string" };
const HEALTH = { employeeName: text, diagnosis: text, medication: text };
const PLACES = { memberId: text, latitude: { type: "number" }, longitude: { type: "number" }, recordedAt: text };
const FACES = { visitorName: text, faceTemplate: { type: "string", format: "byte" } };

async function reported({ scopes, said = "", path, fields, scope, beside = ["/machines", "/rooms/{id}"] }: Case) {
  const ok = (properties: object) => ({
    "200": {
      description: "OK",
      content: { "application/json": { schema: { type: "array", items: { type: "object", properties } } } },
    },
  });
  const paths = Object.fromEntries([
    [path, { get: { security: [{ login: [scope] }], responses: ok(fields) } }],
    ...beside.map((one) => [one, { get: { security: [{ login: [scope] }], responses: ok({ label: text }) } }]),
  ]);
  const api = await apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Site", version: "1", description: said },
      servers: [{ url: "https://api.acme.io" }],
      paths,
      components: {
        securitySchemes: {
          login: {
            type: "oauth2",
            flows: { clientCredentials: { tokenUrl: "https://login.acme.io/token", scopes } },
          },
        },
      },
    }),
  );
  return [...excessiveDataToPeers.check(api)].length > 0;
}

const table = (...rows: string[]) => ["| who | what |", "| --- | --- |", ...rows].join("\n");

test.each<[string, Case]>([
  [
    "the scope's own text gives it to all staff",
    {
      scopes: { "site:read": "See the site. All employees have it", "site:write": "Change it" },
      path: "/sites/{id}/examinations",
      fields: HEALTH,
      scope: "site:read",
    },
  ],
  [
    "… in German",
    {
      scopes: { "anlage:lesen": "Anlagen sehen. Haben alle Mitarbeiter", "anlage:pflegen": "Anlagen pflegen" },
      path: "/anlagen/{id}/untersuchungen",
      fields: { name: text, diagnose: text, medikament: text },
      scope: "anlage:lesen",
    },
  ],
  [
    "… in French",
    {
      scopes: { "chantier.lire": "Voir le chantier. Attribué à tous les partenaires", "chantier.ecrire": "Modifier" },
      path: "/chantiers/{id}/positions",
      fields: PLACES,
      scope: "chantier.lire",
    },
  ],
  [
    "… in Spanish",
    {
      scopes: { "equipos:leer": "Ver equipos. Lo tienen todos los voluntarios", "equipos:editar": "Editar" },
      path: "/equipos/{id}/recorrido",
      fields: { socioId: text, latitud: { type: "number" }, longitud: { type: "number" } },
      scope: "equipos:leer",
    },
  ],
  [
    "… in Portuguese",
    {
      scopes: { "obra.ler": "Ver a obra. Dado a todos os participantes", "obra.escrever": "Alterar" },
      path: "/obras/{id}/exames",
      fields: { nome: text, diagnostico: text },
      scope: "obra.ler",
    },
  ],
  [
    "a table of scopes gives it to all partners",
    {
      scopes: { "yard.read": "See the yard", "yard.write": "Change it" },
      said: `Scopes:\n\n${table("| `yard.read` | all partners, hauliers included |", "| `yard.write` | the operator |")}`,
      path: "/yards/{id}/drivers",
      fields: FACES,
      scope: "yard.read",
    },
  ],
  [
    "a table in Portuguese",
    {
      scopes: { "evento.ler": "Ver o evento", "evento.gerir": "Gerir" },
      said: table(
        "| `evento.ler` | todos os intervenientes, incluindo fornecedores |",
        "| `evento.gerir` | a direção |",
      ),
      path: "/eventos/{id}/testes",
      fields: { nome: text, diagnostico: text },
      scope: "evento.ler",
    },
  ],
  [
    "a table of partners gives it to several kinds of them",
    {
      scopes: { "sites:read": "Sites", "visits:write": "Announce", "units:install": "Install" },
      said: table("| Managers | `sites:read` `visits:write` |", "| Installers | `sites:read` `units:install` |"),
      path: "/sites/{id}/residents",
      fields: { residentName: text, latitude: { type: "number" }, longitude: { type: "number" } },
      scope: "sites:read",
    },
  ],
  [
    "a list of partners in German",
    {
      scopes: { "objekte:lesen": "Objekte", "zaehler:lesen": "Zähler", "auftrag:melden": "Melden" },
      said: "- Verwaltungen: `objekte:lesen`, `zaehler:lesen`\n- Handwerker: `objekte:lesen`, `auftrag:melden`",
      path: "/objekte/{id}/bewohner",
      fields: { name: text, diagnose: text },
      scope: "objekte:lesen",
    },
  ],
  [
    "a sentence of the API gives it to every member",
    {
      scopes: { "club:read": "The club", "club:write": "Change it" },
      said: "The scope `club:read` is granted to every member. `club:write` is for the board.",
      path: "/clubs/{id}/trackers",
      fields: PLACES,
      scope: "club:read",
    },
  ],
])("%s, and it opens what hurts people", async (_, one) => {
  expect(await reported(one)).toBe(true);
});

test.each<[string, Case]>([
  [
    "a scope of its own, which only doctors have",
    {
      scopes: { "site:read": "See the site. All employees have it", "health:read": "Examinations, for the doctor" },
      path: "/sites/{id}/examinations",
      fields: HEALTH,
      scope: "health:read",
    },
  ],
  [
    "a scope of which nothing says who has it",
    {
      scopes: { "site:read": "See the site", "site:write": "Change it" },
      path: "/sites/{id}/examinations",
      fields: HEALTH,
      scope: "site:read",
    },
  ],
  [
    "a scope that all have, and that opens machines alone",
    {
      scopes: { "site:read": "See the site. All employees have it" },
      path: "/sites/{id}/tools",
      fields: { label: text, weight: { type: "number" } },
      scope: "site:read",
    },
  ],
  [
    "all clinicians have the scope of patients, which opens nothing else",
    {
      scopes: { "patients.read": "Patients. All doctors have it" },
      path: "/patients/{id}/diagnoses",
      fields: HEALTH,
      scope: "patients.read",
      beside: [],
    },
  ],
  [
    "all that a customer has is said of data",
    {
      scopes: { "orders:read": "Read all orders that customers have" },
      path: "/orders/{id}/couriers",
      fields: PLACES,
      scope: "orders:read",
    },
  ],
  [
    "not all have it, in German",
    {
      scopes: { "anlage:lesen": "Anlagen sehen. Haben nicht alle Mitarbeiter, nur der Betriebsarzt" },
      path: "/anlagen/{id}/untersuchungen",
      fields: { name: text, diagnose: text },
      scope: "anlage:lesen",
    },
  ],
  [
    "one kind of partner has it, in French",
    {
      scopes: { "chantier.lire": "Voir le chantier", "sante.lire": "Santé" },
      said: table("| `chantier.lire` | tous les partenaires |", "| `sante.lire` | le médecin du travail |"),
      path: "/chantiers/{id}/visites",
      fields: { nom: text, diagnostic: text },
      scope: "sante.lire",
    },
  ],
  [
    "only a name comes back, in Spanish",
    {
      scopes: { "equipos:leer": "Ver equipos. Lo tienen todos los voluntarios" },
      path: "/equipos/{id}/prestatarios",
      fields: { nombre: text },
      scope: "equipos:leer",
    },
  ],
  [
    "each kind of partner has scopes of its own, in Portuguese",
    {
      scopes: { "obra.ler": "Ver", "saude.ler": "Exames" },
      said: table("| Empreiteiros | `obra.ler` |", "| Médicos | `saude.ler` |"),
      path: "/obras/{id}/exames",
      fields: { nome: text, diagnostico: text },
      scope: "saude.ler",
    },
  ],
  [
    "the caller's own record",
    {
      scopes: { "me:read": "Your own file. All employees have it" },
      path: "/me/examinations",
      fields: HEALTH,
      scope: "me:read",
    },
  ],
])("nothing where %s", async (_, one) => {
  expect(await reported(one)).toBe(false);
});
