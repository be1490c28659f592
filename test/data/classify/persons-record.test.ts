import { describe, expect, test } from "vitest";
import type { ObjectFacts } from "../../../src/data/classify/field-facts.ts";
import { classified, named, type Given } from "../fields.ts";

const SWITCH: Given = { types: ["boolean"] };

describe("a sheet about somebody's health asks about their health", () => {
  test.each<[owner: string, name: string, category: string, said?: string]>([
    ["Cuestionario", "epilepsia", "user.health_and_medical", "Cuestionario de salud previo"],
    ["Anamnese", "herzerkrankung", "user.health_and_medical"],
    ["Anamnese", "unterschrieben", "none"],
    ["Cuestionario", "sirve", "none", "Cuestionario de satisfacción"],
  ])("%s.%s: %s", (owner, name, category, said) => {
    const object: Partial<ObjectFacts> = { fields: [name], said };
    expect(named(classified(owner, name, { ...SWITCH, object }))).toBe(category);
  });
});

/** Each decoy differs from a row above in what the record is, or in the value. */
describe("what a person's record makes of a common name", () => {
  const NUMBER: Given = { types: ["integer"] };
  test.each<[owner: string, name: string, category: string, object: Partial<ObjectFacts>, given?: Given]>([
    ["Handover", "comment", "user.content.private", { fields: ["pupil_id", "comment"] }],
    ["Handover", "comment", "none", { fields: ["machine_id", "comment"] }],
    ["Alert", "dismissed_comment", "none", { fields: ["number", "dismissed_by", "dismissed_comment"] }],
    ["Fichaje", "observaciones", "user.content.private", {}],
    ["Sitzung", "absagegrund", "user.content.private", { fields: ["schuelerId", "absagegrund"] }],
    ["Sitzung", "absagegrund", "none", { fields: ["raumId", "absagegrund"] }],
    ["Course", "remarque", "user.content.private", { path: ["courses", "patients"] }],
    ["Course", "remarque", "none", { path: ["courses", "camions"] }],
    ["Shift", "idleMinutes", "user.behavior", { fields: ["employee_id", "idleMinutes"] }, NUMBER],
    ["Robot", "idleMinutes", "none", { fields: ["robot_id", "idleMinutes"] }, NUMBER],
    ["FolhaHoras", "atrasos", "user.behavior", {}, NUMBER],
    ["Linha", "atrasos", "none", {}, NUMBER],
    ["Stundenzettel", "stunden", "user.behavior", {}, NUMBER],
    ["Kurs", "stunden", "none", {}, NUMBER],
    ["TrajetEleve", "arret_montee", "user.location", { fields: ["eleve_id", "arret_montee"] }],
    ["Ligne", "arret_montee", "none", { fields: ["ligne_id", "arret_montee"] }],
    ["Ratenplan", "monatsrate", "user.financial", {}, NUMBER],
    ["Loan", "currencyRate", "none", {}, NUMBER],
    ["CreditNote", "rate", "none", {}, NUMBER],
    ["Tarif", "monatsrate", "none", {}, NUMBER],
    ["PlanDePagos", "cuota", "user.financial", {}, NUMBER],
    ["Plan", "cuota", "none", {}, NUMBER],
  ])("%s.%s: %s", (owner, name, category, object, given = {}) => {
    expect(named(classified(owner, name, { ...given, object: { fields: [name], ...object } }))).toBe(category);
  });
});

describe("what an operation takes", () => {
  const CODE = { fields: ["code"] };
  test.each<[name: string, category: string, object: Partial<ObjectFacts>, given?: Given]>([
    ["code", "user.authorization.credentials", { ...CODE, sentFor: [["locker", "unlock"]] }],
    ["code", "none", { ...CODE, sentFor: [["locker", "create"]] }],
    ["code", "none", CODE],
    ["code", "none", { ...CODE, sentFor: [["country", "validation"]] }],
    ["code", "none", { ...CODE, sentFor: [["promotion", "redeem"]] }],
    ["code", "none", { ...CODE, sentFor: [["locker", "unlock"]] }, { enum: ["A", "B"] }],
    ["code", "none", { ...CODE, sentFor: [["locker", "unlock"]] }, { examples: ["summer"] }],
    ["qr", "user.authorization.credentials", { sentFor: [["entrada", "validacion"]] }],
    ["clave", "user.authorization.credentials", { sentFor: [["cita", "confirmar"]] }],
    ["cle", "user.authorization.credentials", { sentFor: [["dossier", "consulter"]] }],
    ["code", "user.authorization.credentials", { ...CODE, sentFor: [["gutschein", "einloesen"]] }],
    ["codigo", "user.authorization.credentials", { sentFor: [["vale", "resgatar"]] }],
  ])("%s: %s of %j", (name, category, object, given = {}) => {
    expect(named(classified("Request", name, { ...given, object: { fields: [name], ...object } }))).toBe(category);
  });

  const FILE: Given = { place: "form", format: "binary" };
  test.each<[name: string, category: string, sentFor: string]>([
    ["file", "user.content.self_image", "pupil photo"],
    ["file", "none", "product photo"],
    ["fichier", "user.content.private", "dossier courrier"],
    ["datei", "none", "firmware upload"],
    ["archivo", "user.health_and_medical", "empleado certificado medico"],
    ["archivo", "none", "importar archivo"],
    ["ficheiro", "user.government_id", "inquilino cartao cidadao passaporte"],
    ["file", "user.government_id", "guest id card"],
    ["file", "none", "price list import"],
  ])("%s: %s of %s", (name, category, sentFor) => {
    expect(named(classified("Body", name, { ...FILE, object: { sentFor: [sentFor.split(" ")] } }))).toContain(category);
  });
});

describe("what a value shows", () => {
  test.each<[name: string, category: string, given: Given]>([
    ["boardedBy", "user.name", { examples: ["Ilka Brandt"] }],
    ["boardedBy", "none", { examples: ["Night Team"] }],
    ["boardedBy", "none", { examples: ["usr_8122"] }],
    ["freigegebenVon", "user.name", { examples: ["Dr. Jonas Weidner"] }],
    ["atendidoPor", "user.name", { examples: ["Lucía Ferrán"] }],
    ["entregadoA", "user.name", { examples: ["Marta Ruiz Peña"] }],
    ["color", "none", { examples: ["Night Blue"] }],
    ["stream", "user.authorization.credentials", { examples: ["rtsp://viewer:s3cr3t@10.0.0.4/ch1"] }],
    ["stream", "none", { examples: ["rtsp://10.0.0.4/ch1"] }],
    ["flux", "user.authorization.credentials", { format: "uri", description: "Adresse du flux, mot de passe inclus" }],
    ["flux", "none", { format: "uri", description: "Adresse du flux" }],
  ])("%s: %s of %j", (name, category, given) => {
    expect(named(classified("Thing", name, given))).toBe(category);
  });

  test.each<[name: string, category: string, children: string[]]>([
    ["recipient", "user.contact", ["name", "street", "city", "postcode", "phone"]],
    ["recipient", "none", ["id", "type"]],
    ["smtp", "user.authorization.credentials", ["host", "user", "password"]],
    ["smtp", "none", ["host", "port"]],
  ])("%s: %s of %j", (name, category, children) => {
    const given: Given = { types: ["object"], children };
    expect(named(classified("Settings", name, given))).toBe(category);
  });
});

describe("a text that is called as somebody is by their work is a name", () => {
  test.each<[name: string, category: string]>([
    ["tanzlehrer", "user.name"],
    ["chauffeur", "user.name"],
    ["instrutor", "user.name"],
    ["testigo", "user.name"],
    ["customer", "none"],
    ["owner", "none"],
    ["operator", "none"],
    ["monitor", "none"],
  ])("%s: %s", (name, category) => {
    expect(named(classified("Lesson", name, { object: { fields: [name, "room"] } }))).toBe(category);
  });
});
