import { describe, expect, test } from "vitest";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { faultsIn, returns, takes, type Operations } from "./faults-in.ts";

/* What a field is by its own text, values and neighbours, where its name alone would make it something else. */

const TEXT = { type: "string" };
const saying = (description: string, more: object = {}): object => ({ ...TEXT, description, ...more });
const query = (name: string, description = "", more: object = {}): object => ({
  name,
  in: "query",
  description,
  schema: { ...TEXT, ...more },
});
const reads = (id: string, ...parameters: readonly object[]): Operations => ({
  [id]: { parameters: [...inPath(id), ...parameters] },
});
const writes = (id: string, properties: object, more: object = {}): Operations => ({
  [id]: { parameters: inPath(id), requestBody: takes(properties), ...more },
});

function inPath(id: string): readonly object[] {
  return [...id.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: "path", required: true, schema: TEXT }));
}

async function causesIn(operations: Operations): Promise<string> {
  return (await faultsIn(injectionInterpretedInput, operations)).map(({ cause }) => cause).join();
}

describe("a path", () => {
  test.each<[string, Operations]>([
    ["below a repository", reads("GET /projects/{id}/repository/files", query("file_path"))],
    ["in einem Repository", reads("GET /projekte/{id}/repository/datei", query("dateiPfad"))],
    ["dans un dépôt", reads("GET /projets/{id}/depot/fichiers", query("cheminFichier"), query("branche"))],
    ["en un repositorio", reads("GET /repositorio/archivos", query("rutaArchivo"))],
    ["em um repositório", reads("GET /repositorio/arquivos", query("caminhoArquivo"))],
    ["beside a commit", reads("GET /sources/raw", query("filepath"), query("commit_sha"))],
    ["beside a branch", reads("DELETE /files", query("file_path"), query("branch_name"))],
    ["beside a sha that is said to be a commit", reads("GET /raw", query("filepath"), query("sha", "The commit"))],
    ["beside a ref that is said to be a branch", reads("GET /file", query("file"), query("ref", "Name of the branch"))],
    [
      "of a JSON Patch, by its neighbours",
      writes("POST /files/patches", { op: { enum: ["add", "replace"] }, path: TEXT, value: {} }),
    ],
    [
      "of a JSON Patch, by its media type",
      {
        "PUT /files/metadata": {
          requestBody: {
            content: {
              "application/json-patch+json": {
                schema: { type: "array", items: { properties: { op: TEXT, path: TEXT } } },
              },
            },
          },
        },
      },
    ],
    [
      "of a thing that comes back as an object, in formats of programs, too",
      {
        "GET /analyses": {
          parameters: [query("path", "The path to the analysis.")],
          responses: {
            200: {
              content: Object.fromEntries(
                ["application/json", "application/x-ms-application"].map((type) => [
                  type,
                  { schema: { properties: { Name: TEXT, Path: TEXT } } },
                ]),
              ),
            },
          },
        },
      },
    ],
  ])("%s is none on the server's disk", async (_what, operations) => {
    expect(await causesIn(operations)).toBe("");
  });

  test.each<[string, Operations]>([
    ["alone", reads("GET /files", query("path"))],
    ["beside a reference", reads("GET /file", query("file"), query("ref", "Your reference number"))],
    ["beside a tag", reads("GET /files/raw", query("path"), query("tag"))],
    [
      "that a text has on the disk",
      reads("GET /repository/files", query("file_path", "Path of the file on the server"), query("branch")),
    ],
    ["beside an operation of another kind", writes("POST /files", { op: { enum: ["read", "write"] }, path: TEXT })],
  ])("%s is one still", async (_what, operations) => {
    expect(await causesIn(operations)).toBe("path");
  });
});

const RUNS = "Generate ready-to-run code, and run the code.";

describe("a text beside words for running", () => {
  test.each([
    "Always name a proxy. Add the ISO code of the country to `country-`, as in `country-any`.",
    "Der Proxy, über den angefragt wird, mit dem Kürzel des Landes dahinter.",
    "Le mandataire par lequel passe la demande, suivi du pays voulu.",
    "El proxy por el que pasa la solicitud, seguido del país deseado.",
    "O proxy pelo qual passa o pedido, seguido do país que se deseja.",
  ])("is none that is run: %s", async (said) => {
    expect(await causesIn(writes("POST /serp", { proxy: saying(said) }, { description: RUNS }))).toBe("");
  });

  test.each(["", "The input", "The text that is executed on the worker, at once and as it came."])(
    "is run: %j",
    async (said) => {
      expect(await causesIn(writes("POST /serp", { input: saying(said) }, { description: RUNS }))).toBe("script");
    },
  );
});

describe("commands", () => {
  const commands = (description: string): Operations =>
    writes("POST /channeltypes", { commands: { type: "array", items: TEXT, description } });

  test.each([
    "List of commands that the channel supports",
    "The available commands",
    "Befehle, die der Kanal kennt",
    "Verfügbare Befehle",
    "Comandos que admite el canal",
    "Comandos disponibles",
    "Comandos que o canal suporta",
    "Comandos disponíveis",
  ])("are features of a thing: %s", async (said) => {
    expect(await causesIn(commands(said))).toBe("");
  });

  test.each(["", "Commands to send", "Available commands, each of which is executed in a shell"])(
    "are run: %j",
    async (said) => {
      expect(await causesIn(commands(said))).toBe("command");
    },
  );
});

describe("a query", () => {
  const asked = (said: string, more: object = {}): Operations =>
    writes("POST /sql", { query: saying(said, { example: "amount >= :limit" }), ...more });
  const PARAMS = { query_params: { type: "object" } };

  test.each([
    "A logical expression that is very similar to a SQL statement.",
    "An SQL-like expression.",
    "Ein Ausdruck, SQL-ähnlich geschrieben.",
    "Une expression semblable à SQL.",
    "Una expresión similar a SQL.",
    "Uma expressão semelhante a SQL.",
  ])("in a language of the service's own takes its values by name: %s", async (said) => {
    expect(await causesIn(asked(said, PARAMS))).toBe("");
  });

  test.each<[string, object]>([
    ["An SQL-like expression.", {}],
    ["An SQL statement.", PARAMS],
    ["An SQL-like expression, put into the SQL query as it is.", PARAMS],
  ])("is one of the database: %s %j", async (said, more) => {
    expect(await causesIn(asked(said, more))).not.toBe("");
  });

  test("in the language that is the product is low", async () => {
    const content = (properties: object, ...types: readonly string[]): object => ({
      requestBody: {
        content: Object.fromEntries([
          ["application/json", { schema: { properties } }],
          ...types.map((type) => [type, { schema: TEXT }]),
        ]),
      },
    });
    const own = content({ query: saying("Query script to execute.") }, "application/vnd.flux");
    const faults = await faultsIn(injectionInterpretedInput, { "POST /query": own });
    expect(faults.flatMap(({ mitigations = [] }) => mitigations)).toContain(
      "the purpose of the API is to answer queries in its own language",
    );
    const other = content({ query: saying("JavaScript to execute.") }, "application/vnd.flux");
    const [fault] = await faultsIn(injectionInterpretedInput, { "POST /query": other });
    expect(fault?.mitigations).not.toContain("the purpose of the API is to answer queries in its own language");
  });

  test.each([
    ["secured", [{ token: [] }], 2],
    ["open", [], 1],
  ])("in a language that only searches, of a read that is %s", async (_how, security, steps) => {
    const [fault] = await faultsIn(injectionInterpretedInput, {
      "GET /search": {
        security,
        parameters: [query("fq", "Filter, passed directly to the query of Solr.")],
        responses: returns({ type: "object" }),
      },
    });
    expect(fault?.mitigations).toHaveLength(steps);
  });
});

describe("other names", () => {
  test.each<[string, Operations]>([
    ["what was answered once", writes("POST /orders", { cc_debug_response_serialized: TEXT })],
    ["the name of a template", reads("GET /invoices/preview", query("template", "Template name to make the page"))],
    ["der Name einer Vorlage", writes("POST /render", { template: saying("Vorlagenname") })],
    ["le nom d'un modèle", writes("POST /render", { template: saying("Nom du modèle") })],
    ["el nombre de una plantilla", writes("POST /render", { template: saying("El nombre de la plantilla") })],
    ["o nome de um modelo", writes("POST /render", { template: saying("O nome do modelo") })],
    [
      "a pattern",
      writes("POST /widgets", { path_regex: saying("Custom expression, added to the regular expression as it is.") }),
    ],
  ])("%s is not interpreted", async (_what, operations) => {
    expect(await causesIn(operations)).toBe("");
  });

  test.each<[string, Operations, string]>([
    ["an object", writes("POST /orders", { payment_serialized: TEXT }), "serialised"],
    ["a template", writes("POST /render", { template: saying("The template, with a place for the name") }), "template"],
  ])("%s is", async (_what, operations, cause) => {
    expect(await causesIn(operations)).toBe(cause);
  });
});
