import { expect, test } from "vitest";
import { bflaAdminOperation } from "../../src/rules/authorization/bfla-admin-operation.ts";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { faultsIn, returns, spotsOf, takes, type Operations } from "./faults-in.ts";

/* What a caller writes of a query, of a path, and what an open page for administrators shows. */

const ANY = { type: "object" };
const search = (properties: object, description = ""): Operations => ({
  "POST /orders/search": { description, requestBody: takes(properties) },
});

test.each<[string, Operations, boolean]>([
  ["where and include", search({ where: ANY, include: ANY }), true],
  ["where and select", search({ where: ANY, select: ANY, take: { type: "integer" } }), true],
  ["where and attributes", search({ where: ANY, attributes: { type: "array", items: ANY } }), true],
  ["filter and populate", search({ filter: { ...ANY, additionalProperties: true }, populate: ANY }), true],
  ["query and projection", search({ query: ANY, projection: ANY }), true],
  ["in an object", search({ args: { type: "object", properties: { where: ANY, include: ANY } } }), true],
  ["by the text of the field", search({ where: { ...ANY, description: "Prisma OrderWhereInput." } }), true],
  [
    "by operators",
    search({ filter: ANY }, "The full MongoDB syntax may be used, `$regex` and `$where` included."),
    true,
  ],
  ["in German", search({ bedingung: ANY }, "Die Bedingung wird an Mongoose weitergereicht."), true],
  ["in French", search({ filtre: ANY }, "Le filtre est transmis tel quel au moteur."), true],
  ["in Spanish", search({ filtro: ANY }, "El filtro se pasa tal cual a la consulta de MongoDB."), true],
  ["in Portuguese", search({ filtro: ANY }, "O filtro é repassado ao `findMany` do Prisma."), true],
  // named filters, and what is nothing of a database
  [
    "named filters",
    search({ where: { type: "object", properties: { status: { type: "string" } } }, include: ANY }),
    false,
  ],
  ["where alone", search({ where: ANY }), false],
  ["named relations", search({ where: ANY, include: { type: "array", items: { type: "string" } } }), false],
  ["refused operators", search({ filter: ANY }, "Operators of MongoDB such as `$where` are not accepted."), false],
  ["what is included", search({ include: ANY, name: { type: "string" } }), false],
])("the arguments of a query: %s", async (_what, operations, isFound) => {
  expect((await faultsIn(injectionInterpretedInput, operations)).length > 0).toBe(isFound);
});

const deposit = (file: object): Operations => ({
  "POST /imports/devices": {
    requestBody: takes({ fileName: { type: "string", ...file }, content: { type: "string", format: "byte" } }),
  },
});

test.each<[string, Operations, boolean]>([
  ["an example in folders", deposit({ example: "lab/2025/lot-118.hl7" }), true],
  ["relative to a folder", deposit({ description: "Path relative to the exchange directory." }), true],
  ["with folders", deposit({ description: "File name; subfolders are allowed." }), true],
  ["in German", deposit({ description: "Pfad relativ zum Austauschordner, Unterordner erlaubt." }), true],
  ["in French", deposit({ description: "Chemin relatif au répertoire d'échange, sous-dossiers admis" }), true],
  ["in Spanish", deposit({ description: "Ruta relativa a la carpeta de intercambio." }), true],
  ["in Portuguese", deposit({ description: "Caminho relativo à pasta de troca, subpastas permitidas." }), true],
  ["a name", deposit({ example: "lot-118.hl7" }), false],
  ["a pattern", deposit({ example: "lab/2025/lot-118.hl7", pattern: "^[a-z0-9-]+$" }), false],
  ["a kind", deposit({ example: "application/pdf" }), false],
])("the path of a file: %s", async (_what, operations, isFound) => {
  expect((await faultsIn(injectionInterpretedInput, operations)).length > 0).toBe(isFound);
});

test.each<[string, object, number]>([
  ["payloads of jobs", { id: { type: "string" }, payload: { type: "object" } }, 0],
  ["in Portuguese", { id: { type: "string" }, dados: { type: "object" } }, 0],
  ["stack traces", { id: { type: "string" }, stacktrace: { type: "string" } }, 0],
  ["phone numbers", { phone: { type: "string" } }, 0],
  ["counts", { waiting: { type: "integer" } }, 1],
])("an open page for administrators that shows %s", async (_what, properties, mitigations) => {
  const faults = await faultsIn(bflaAdminOperation, {
    "GET /orders": {},
    "GET /admin/queues/{queue}/jobs": {
      security: [],
      responses: returns({ type: "array", items: { type: "object", properties } }),
    },
  });
  expect(spotsOf(faults)).toBe("GET /admin/queues/{queue}/jobs");
  expect(faults[0]!.mitigations).toHaveLength(mitigations);
});
