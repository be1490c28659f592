import { expect, test } from "vitest";
import { bolaClientSuppliedOwner } from "../../src/rules/authorization/bola-client-supplied-owner.ts";
import { faultsIn, spotsOf } from "./faults-in.ts";

/** An operation that does something, what it says, and a value that it takes with what is said of it. */
async function found(description: string, field: string, said: string) {
  const schema = { type: "object", required: [field], properties: { [field]: { type: "string", description: said } } };
  const faults = await faultsIn(bolaClientSuppliedOwner, {
    "POST /doors/{id}/unlock": {
      description,
      requestBody: { content: { "application/json": { schema } } },
      responses: { 202: { description: "Sent" } },
    },
  });
  return spotsOf(faults) !== "";
}

test.each<[string, string, string]>([
  ["The action appears in the access log under the name given in `openedBy`.", "openedBy", "Any resident of the site"],
  [
    "It is recorded in the audit trail as done by the person given in `handledBy`.",
    "handledBy",
    "A person of the team",
  ],
  ["The release is logged with the name sent in `releasedBy`.", "releasedBy", "Name"],
  ["Die Öffnung steht im Protokoll unter dem Namen in `geoeffnetVon`.", "geoeffnetVon", "Name"],
  ["Im Journal erscheint die in `freigegebenVon` angegebene Person.", "freigegebenVon", "Person"],
  ["L'ouverture est inscrite au journal sous le nom indiqué dans `ouvertPar`.", "ouvertPar", "Nom"],
  ["Le registre garde le nom transmis dans `validePar`.", "validePar", "Nom"],
  ["La apertura queda en el registro con el nombre indicado en `abiertoPor`.", "abiertoPor", "Nombre"],
  ["En el historial figura el nombre enviado en `entregadoPor`.", "entregadoPor", "Nombre"],
  ["A abertura fica no registo com o nome indicado em `abertoPor`.", "abertoPor", "Nome"],
])("%s", async (description, field, said) => {
  expect(await found(description, field, said)).toBe(true);
});

test.each<[string, string, string]>([
  ["The action appears in the access log under the name of the caller.", "openedFor", "The visitor"],
  ["The log names the account of the token; `note` is shown beside it.", "note", "Free text"],
  ["The door is opened and the label is changed to the name given in `label`.", "label", "Name of the door"],
  ["Die Öffnung steht im Protokoll unter dem Konto des Aufrufers.", "besucher", "Wen er besucht"],
  ["Legt das Verzeichnis unter dem Namen in `ordner` an.", "ordner", "Ordner"],
  ["L'ouverture est inscrite au journal sous le nom de l'appelant.", "motif", "Raison"],
  ["Le fichier est rangé sous le nom indiqué dans `fichier`.", "fichier", "Nom du fichier"],
  ["La apertura queda en el registro con la cuenta del token.", "motivo", "Razón"],
  ["Crea la carpeta con el nombre indicado en `carpeta`.", "carpeta", "Carpeta"],
  ["A abertura fica no registo com a conta de quem chama.", "motivo", "Razão"],
])("nothing: %s", async (description, field, said) => {
  expect(await found(description, field, said)).toBe(false);
});
