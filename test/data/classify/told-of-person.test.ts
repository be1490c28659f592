import { describe, expect, test } from "vitest";
import type { ObjectFacts } from "../../../src/data/classify/field-facts.ts";
import { classified, named, type Given } from "../fields.ts";

type Row = [owner: string, said: string, name: string, category: string, given?: Given | undefined];

function categoryOf([owner, said, name, , given]: Row): string {
  const object: Partial<ObjectFacts> = { fields: ["id", name], said };
  return named(classified(owner, name, { types: ["string"], ...given, object }));
}

const NUMBER: Given = { types: ["number"] };
const COUNT: Given = { types: ["integer"] };

/** Each row is followed by a twin that is of nobody. */
describe("what a record is of", () => {
  test.each<Row>([
    ["Lohnabzug", "Abzug eines Arbeitnehmers im Monat", "soli", "user.financial", NUMBER],
    ["Lohnabzug", "Abzug eines Arbeitnehmers im Monat", "satz", "none", NUMBER],
    ["Exploracion", "Exploración física del paciente", "reflejos", "user.health_and_medical"],
    ["Exploracion", "Exploración física del paciente", "version_formulario", "none"],
    ["ResultatEleve", "Résultat d'un élève à une épreuve", "justes", "user.behavior", COUNT],
    ["ResultatEleve", "Résultat d'un élève à une épreuve", "bareme", "none", COUNT],
    ["Viagem", "Viagem registrada do motorista", "curvas", "user.behavior", COUNT],
    ["Viagem", "Viagem registrada do motorista", "limiar", "none", NUMBER],
    ["FeeSchedule", "Fees of the office for each kind of act", "costs", "none", NUMBER],
  ])("%s (%s): %s is %s", (owner, said, name, category, given) => {
    expect(categoryOf([owner, said, name, category, given])).toBe(category);
  });
});

describe("what the text of a leaf says", () => {
  test.each<Row>([
    ["Log", "What a driver did", "a1", "user.behavior", { ...COUNT, description: "Times the driver braked hard" }],
    ["Log", "What a driver did", "a1", "none", { ...NUMBER, description: "Threshold from which a driver braked hard" }],
    ["Fiche", "Fiche d'un salarié", "b1", "user.health_and_medical", { description: "Restriction médicale au poste" }],
    ["Fiche", "Fiche d'un salarié", "b1", "none", { description: "Modèle du courrier de restriction médicale" }],
    ["Ficha", "Ficha de una persona", "c1", "user.criminal_history", { description: "Antecedentes penales" }],
    ["Ficha", "Ficha de una persona", "c1", "none", { description: "Oficina de antecedentes penales" }],
  ])("%s (%s): %s is %s", (owner, said, name, category, given) => {
    expect(categoryOf([owner, said, name, category, given])).toBe(category);
  });
});

describe("words that are cut off, and the head of a German compound", () => {
  test.each<Row>([
    ["Person", "Eine Person", "staatsang", "user.demographic"],
    ["Person", "Eine Person", "nussallergie", "user.health_and_medical"],
    ["Pessoa", "Pessoa cadastrada", "escolarid", "user.demographic"],
    ["Pessoa", "Pessoa cadastrada", "sit", "none"],
    ["Person", "A person", "disc", "user.health_and_medical"],
    ["Person", "A person", "disc_no", "none", { ...COUNT, description: "The disc that the person listens to" }],
  ])("%s (%s): %s is %s", (owner, said, name, category, given) => {
    expect(categoryOf([owner, said, name, category, given])).toBe(category);
  });
});

describe("a point of what befell a person", () => {
  test.each<readonly [owner: string, fields: readonly string[], category: string]>([
    ["Incidente", ["lat", "lon", "afectado"], "user.location.precise"],
    ["Oficina", ["lat", "lon", "nombre"], "none"],
  ])("of %s: %s is %s", (owner, fields, category) => {
    const found = classified(owner, "lat", { ...NUMBER, object: { fields } });
    expect(found?.confidence === "possible" ? "none" : named(found)).toBe(category);
  });
});

test("a bound of a password, and how one is made, are no credential", () => {
  for (const name of ["senhaMin", "mdp_longueur_min"]) expect(named(classified("Portal", name, COUNT))).toBe("none");
});

test.each<Row>([
  ["Patient", "A patient", "handicap", "user.health_and_medical"],
  ["BetPart", "A part of a bet", "handicap", "none", NUMBER],
  ["MarketSelection", "Who may win", "handicap", "none", NUMBER],
  ["Wette", "Eine Wette", "handicap", "none", NUMBER],
  ["Usager", "Un usager", "handicap", "user.health_and_medical"],
])("a handicap is of a person's health or of a bet: %s (%s) %s is %s", (owner, said, name, category, given) => {
  expect(categoryOf([owner, said, name, category, given])).toBe(category);
});
