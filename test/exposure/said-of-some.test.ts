import { expect, test } from "vitest";
import { isSaidForAdministrators } from "../../src/exposure/administration.ts";
import { apiOfPart } from "../rules/description-of.ts";

/* A tag may say of some of its operations alone that they are for administrators. */

const said = async (description: string): Promise<readonly string[]> => {
  const call = (operationId: string, summary: string): object => ({
    operationId,
    summary,
    tags: ["Projects"],
    responses: { 200: { description: "OK" } },
  });
  const api = await apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "T", version: "1" },
      tags: [{ name: "Projects", description }],
      paths: {
        "/projects": { get: call("getProjects", "List the projects"), post: call("addProject", "Add a project") },
        "/projects/{id}": { get: call("getProject", "Read a project") },
      },
    }),
  );
  return api.operations.filter((one) => isSaidForAdministrators(api, one)).map(({ id }) => id);
};

test.each([
  "Projects:\n * [List the projects](#opIdgetProjects).\n * Administrators only, [add projects](#opIdaddProject).",
  "Projekte:\n- Alle lesen: getProjects\n- Nur Administratoren: addProject",
  "Projets :\n- Lire : getProjects\n- Réservé aux administrateurs : addProject",
  "Proyectos:\n+ Leer: getProjects\n+ Solo administradores: addProject",
  "Projetos:\n* Ler: getProjects\n* Apenas administradores: addProject",
  "Projects:\n- list\n- only administrators can add a project",
])("what stands of one item of a list is said of that alone: %s", async (description) => {
  expect(await said(description)).toEqual(["POST /projects"]);
});

test.each(["Only administrators can use these.", "Only administrators can use these:\n- list\n- add"])(
  "what stands before the list is said of all: %s",
  async (description) => {
    expect(await said(description)).toHaveLength(3);
  },
);
