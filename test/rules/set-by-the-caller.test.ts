import { expect, test } from "vitest";
import { internalParameter } from "../../src/rules/inputs/internal-parameter.ts";
import { faultsIn, takes, type Operations } from "./faults-in.ts";

/* Switches that callers set though others decide: a check is passed over, a message is official. */

const SWITCH = { type: "boolean" };
const TEXT = { type: "string" };
const acts = (name: string, more: object = {}): Operations => ({
  "POST /units/{id}/release": { requestBody: takes({ reason: TEXT, [name]: SWITCH }), ...more },
});

test.each<[string, Operations, boolean]>([
  ["overrideInspection", acts("overrideInspection"), true],
  ["waive_quarantine", acts("waive_quarantine"), true],
  ["ignoreContraindications", acts("ignoreContraindications"), true],
  ["skipBackgroundCheck", acts("skipBackgroundCheck"), true],
  ["overrideApproval", acts("overrideApproval"), true],
  ["bypassSafetyInterlock", acts("bypassSafetyInterlock"), true],
  ["sperrfristUebergehen", acts("sperrfristUebergehen"), true],
  ["wechselwirkungIgnorieren", acts("wechselwirkungIgnorieren"), true],
  ["outrepasserQuarantaine", acts("outrepasserQuarantaine"), true],
  ["ignorer_contre_indications", acts("ignorer_contre_indications"), true],
  ["omitir_cuarentena", acts("omitir_cuarentena"), true],
  ["anularControlDeCalidad", acts("anularControlDeCalidad"), true],
  ["dispensarVistoria", acts("dispensarVistoria"), true],
  ["ignorar_carencia", acts("ignorar_carencia"), true],
  // what passes over nothing of the kind
  ["overrideName", acts("overrideName"), false],
  ["inspectionPassed", acts("inspectionPassed"), false],
  ["ignoreCase", acts("ignoreCase"), false],
  ["skipCache", acts("skipCache"), false],
  ["interaktionAnzeigen", acts("interaktionAnzeigen"), false],
  ["kept to a role", acts("overrideInspection", { description: "Only for administrators (role `admin`)." }), false],
])("a check is passed over by %s", async (_what, operations, isFound) => {
  const causes = (await faultsIn(internalParameter, operations)).map(({ cause }) => cause);
  expect(causes.some((cause) => /^(?:exception|approval)/.test(cause))).toBe(isFound);
});

const sends = (name: string, more: object = {}, text = "body"): Operations => ({
  "POST /notices": { requestBody: takes({ [text]: TEXT, [name]: SWITCH }), ...more },
});

test.each<[string, Operations, boolean]>([
  ["as_official", sends("as_official"), true],
  ["isOfficial", sends("isOfficial"), true],
  ["sendAsOrganization", sends("sendAsOrganization"), true],
  ["onBehalfOfTheManagement", sends("onBehalfOfTheManagement"), true],
  ["imNamenDerSchulleitung", sends("imNamenDerSchulleitung", {}, "betreff"), true],
  ["als_hausverwaltung", sends("als_hausverwaltung", {}, "text"), true],
  ["auNomDeLaDirection", sends("auNomDeLaDirection", {}, "objet"), true],
  ["en_nombre_de_coordinacion", sends("en_nombre_de_coordinacion", {}, "asunto"), true],
  ["em_nome_da_diretoria", sends("em_nome_da_diretoria", {}, "assunto"), true],
  ["comunicado_oficial", sends("comunicado_oficial", {}, "texto"), true],
  [
    "a flag that the text of the call explains",
    sends(
      "en_nombre_de_coordinacion",
      { description: "Con en_nombre_de_coordinacion sale desde la dirección oficial; si no, desde la propia cuenta." },
      "texto",
    ),
    true,
  ],
  // what makes nothing official
  ["asDraft", sends("asDraft"), false],
  ["sendAsHtml", sends("sendAsHtml"), false],
  ["comoBorrador", sends("comoBorrador", {}, "texto"), false],
  ["no message", sends("isOfficial", {}, "count"), false],
  ["kept to a role", sends("as_official", { description: "Requires the role `coordinator`." }), false],
])("a message is official by %s", async (_what, operations, isFound) => {
  const faults = await faultsIn(internalParameter, operations);
  expect(faults.some(({ cause }) => cause === "official message")).toBe(isFound);
});
