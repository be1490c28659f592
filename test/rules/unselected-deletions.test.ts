import { expect, test } from "vitest";
import { unboundedInput } from "../../src/rules/resources/unbounded-input.ts";
import { faultsIn, takes, type Operations } from "./faults-in.ts";

/* Deletions of a collection that say in no way what is to be deleted, beside others that do. */

const LIST = { requestBody: takes({ ids: { type: "array", maxItems: 9, items: { type: "string" } } }) };
const BESIDE: Operations = { "DELETE /hives": LIST, "DELETE /frames": LIST };

const deletionsIn = async (operations: Operations): Promise<string[]> =>
  (await faultsIn(unboundedInput, operations))
    .filter(({ cause }) => cause === "deletion without a selection")
    .flatMap(({ places = [], mitigations = [] }) =>
      places.map(({ operation }) => `${operation?.id} -${mitigations.length}`),
    );

const said = (description: string): object => ({ description });

test.each<[string, Operations, string[]]>([
  ["certain ones are meant", { ...BESIDE, "DELETE /queens": said("Removes certain queens.") }, ["DELETE /queens -0"]],
  [
    "in German",
    { ...BESIDE, "POST /bienen": {}, "DELETE /bienen": said("Löscht bestimmte Bienen.") },
    ["DELETE /bienen -0"],
  ],
  ["in French", { ...BESIDE, "DELETE /reines": said("Supprime certaines reines.") }, ["DELETE /reines -0"]],
  [
    "in Spanish",
    { ...BESIDE, "POST /reinas": {}, "DELETE /reinas": said("Elimina las reinas seleccionadas.") },
    ["DELETE /reinas -0"],
  ],
  [
    "in Portuguese",
    { ...BESIDE, "POST /rainhas": {}, "DELETE /rainhas": said("Apaga as rainhas indicadas.") },
    ["DELETE /rainhas -0"],
  ],
  ["nothing is said", { ...BESIDE, "DELETE /queens": {} }, ["DELETE /queens -1"]],
  ["a format ends the path", { ...BESIDE, "DELETE /queens.{format}": {} }, ["DELETE /queens.{format} -1"]],
  // The text says by what: only the input is missing.
  ["by names", { ...BESIDE, "DELETE /queens": said("Removes certain queens by their names.") }, ["DELETE /queens -1"]],
  ["by IDs", { ...BESIDE, "DELETE /queens": { summary: "Delete queens by id" } }, ["DELETE /queens -1"]],
  [
    "by names, in German",
    { ...BESIDE, "POST /bienen": {}, "DELETE /bienen": said("Löscht Bienen anhand ihrer Namen.") },
    ["DELETE /bienen -1"],
  ],
  [
    "by names, in French",
    { ...BESIDE, "DELETE /reines": said("Supprime des reines par leur nom.") },
    ["DELETE /reines -1"],
  ],
  [
    "by names, in Spanish",
    { ...BESIDE, "POST /reinas": {}, "DELETE /reinas": said("Elimina reinas por su nombre.") },
    ["DELETE /reinas -1"],
  ],
  [
    "by names, in Portuguese",
    { ...BESIDE, "POST /rainhas": {}, "DELETE /rainhas": said("Apaga rainhas pelos seus nomes.") },
    ["DELETE /rainhas -1"],
  ],
  // A selection, or none on purpose.
  ["all are meant", { ...BESIDE, "DELETE /queens": said("Deletes all queens.") }, []],
  ["a list is sent", { ...BESIDE, "DELETE /queens": LIST }, []],
  [
    "a filter is sent",
    { ...BESIDE, "DELETE /queens": { parameters: [{ name: "year", in: "query", schema: { type: "integer" } }] } },
    [],
  ],
  ["one thing is named", { ...BESIDE, "DELETE /queens/{id}": {} }, []],
  ["those of one thing", { ...BESIDE, "DELETE /hives/{id}/queens": {} }, []],
  ["there is only one", { ...BESIDE, "DELETE /logo": {} }, []],
  ["of oneself", { ...BESIDE, "DELETE /me/queens": {} }, []],
  ["no others take a selection", { "DELETE /queens": {}, "DELETE /hives": {} }, []],
])("%s", async (_what, operations, found) => {
  expect(await deletionsIn(operations)).toEqual(found);
});
