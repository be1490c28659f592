import { expect, test } from "vitest";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { reviewDescription } from "../../src/review.ts";
import { filesOf } from "../policy/policies.ts";

const TEXT = { type: "string" };

interface Told {
  readonly severities: readonly string[];
  readonly decision: string | null;
}

async function told(
  operations: object,
  schemes: object = { token: { type: "http", scheme: "bearer" } },
): Promise<Told> {
  const files = filesOf({
    "api.json": JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Papers", version: "1", contact: { email: "papers@acme.io" } },
      servers: [{ url: "https://api.acme.io" }],
      security: [{ token: [] }],
      paths: operations,
      components: { securitySchemes: schemes },
    }),
    "sallyport.yaml": "admission: { token: partner }\n",
  });
  const review = await reviewDescription("api.json", files, await loadPolicy("api.json", files), "2026-01-31");
  return {
    severities: review.findings.flatMap(({ rule, severity }) =>
      rule === "ssrf-client-supplied-url" && severity !== null ? [severity] : [],
    ),
    decision: review.verdict.decision,
  };
}

function importOf(description: string, returned: object = { contents: TEXT }): object {
  const content = (properties: object): object => ({ "application/json": { schema: { type: "object", properties } } });
  return {
    "/papers/import": {
      post: {
        description,
        requestBody: { content: content({ sourceUrl: { ...TEXT, format: "uri" } }) },
        responses: { 200: { description: "ok", content: content(returned) } },
      },
    },
  };
}

test.each([
  ["en", "The server downloads the page at this address and returns its content as a preview."],
  ["de", "Der Server lädt die angegebene Adresse und liefert den Inhalt als Vorschau zurück."],
  ["fr", "Le serveur télécharge l'adresse indiquée et renvoie son contenu."],
  ["es", "El servidor descarga la dirección indicada y devuelve su contenido."],
  ["pt", "O servidor baixa o endereço indicado e devolve o conteúdo dele."],
])("what the server loads from any address comes back, which stops a release: %s", async (_language, description) => {
  expect(await told(importOf(description))).toEqual({ severities: ["high"], decision: "reject" });
});

test.each([
  ["nothing of it comes back", "The server downloads the picture at this address and keeps it.", { id: TEXT }],
  [
    "addresses are limited",
    "The server downloads the page and returns its content. Only addresses of our own archive are allowed; private addresses are refused.",
    { contents: TEXT },
  ],
])("no release is stopped where %s", async (_why, description, returned) => {
  expect((await told(importOf(description, returned))).decision).not.toBe("reject");
});

test.each([
  ["en", "The server downloads the picture at this URL. Redirects are followed."],
  ["de", "Der Server lädt das Bild von dieser URL. Weiterleitungen werden gefolgt; http, https und ftp sind möglich."],
  ["fr", "Le serveur télécharge l'image à cette URL (http, https, ftp)."],
  ["es", "El servidor descarga la imagen de esta URL. Se siguen las redirecciones."],
  ["pt", "O servidor baixa a imagem desta URL. Qualquer protocolo: http, https, ftp."],
])("an address of any protocol, or wherever redirects lead, is graver: %s", async (_language, description) => {
  expect((await told(importOf(description, { id: TEXT }))).severities).toEqual(["high"]);
});

function authorizeWith(description: string): object {
  return {
    "/oauth/authorize": {
      get: {
        security: [],
        parameters: [
          { name: "client_id", in: "query", required: true, schema: TEXT },
          { name: "redirect_uri", in: "query", schema: TEXT, description },
        ],
        responses: { 302: { description: "To the client, with a code" } },
      },
    },
    "/papers": { get: { responses: { 200: { description: "ok" } } } },
  };
}

test.each([
  ["en", "Compared by prefix with the registered URIs", "high"],
  ["de", "Wird nur teilweise mit den registrierten URIs verglichen", "high"],
  ["fr", "Comparée par préfixe avec les URI enregistrées", "high"],
  ["es", "Se compara por prefijo con las URI registradas", "high"],
  ["pt", "É comparada por prefixo com as URIs registradas", "high"],
  ["as a whole", "Must be one of the registered URIs, compared exactly", undefined],
])("a redirect URI that is compared in part: %s", async (_language, description, severity) => {
  expect((await told(authorizeWith(description))).severities[0]).toBe(severity);
});
