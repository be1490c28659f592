import { expect, test } from "vitest";
import { classified, named, type Given } from "../fields.ts";

const BEHAVIOR = "user.behavior";
const LOCATION = "user.location.precise";
const HEALTH = "user.health_and_medical";
const DEVICE = "user.device.device_id";
const IP = "user.device.ip_address";
const PLATE = "user.government_id.vehicle_registration";
const ADDRESS = "user.contact.address";

test.each<[owners: string, name: string, category: string, given?: Given]>([
  // a history of what somebody does, in either order, in one word or several
  ["Person", "wagering_history", BEHAVIOR],
  ["Person", "suchverlauf", BEHAVIOR],
  ["Person", "nutzungs_verlauf", BEHAVIOR],
  ["Person", "historiqueRecherches", BEHAVIOR],
  ["Person", "historialBusquedas", BEHAVIOR],
  ["Person", "historico_buscas", BEHAVIOR],
  ["Person", "bisherige_kaeufe", BEHAVIOR],
  ["Person", "comprasRealizadas", BEHAVIOR],
  ["Person", "titresEcoutes", BEHAVIOR],
  ["Person", "zuletzt_gehoert", BEHAVIOR],
  ["Person", "priceHistory", "none"],
  ["Repository", "downloadHistory", "none"],
  ["Product", "search_history_enabled", "none"],
  ["Order", "order_history_url", "none"],
  ["Person", "watchedMovies", BEHAVIOR],
  ["Person", "intentosAcceso", BEHAVIOR],
  ["Person", "session_duration", "none"],
  ["Person", "interestRate", "none"],
  // a position, and what moves
  ["Person", "wohnortKoordinaten", LOCATION],
  ["Person", "latitudVehiculo", LOCATION],
  ["Person", "posicion_dispositivo", LOCATION],
  ["Person", "localisationAppelant", LOCATION],
  ["Person", "localizacaoTempoReal", LOCATION],
  ["Person", "historique_positions", LOCATION],
  ["Person", "gpsSpur", LOCATION],
  ["Person", "suiviGps", LOCATION],
  ["Corrida", "pontoEmbarque", LOCATION],
  ["Warehouse", "vehiclePosition", "none"],
  ["Person", "endpoint", "none"],
  // the number of a device, an address on the internet, a vehicle
  ["Person", "nroSerieEquipo", DEVICE],
  ["Person", "noSerieTelephone", DEVICE],
  ["Person", "macDispositivo", DEVICE],
  ["Server", "num_serie_terminal", "none"],
  ["", "ipRegistro", IP],
  ["", "ipClient", IP],
  ["", "ipClientId", "none"],
  ["Policy", "matriculaVeiculo", PLATE],
  // an illness or a value of the body, and what is said of it
  ["Person", "alergiasMedicamentosas", HEALTH],
  ["Person", "maladieChronique", HEALTH],
  ["Person", "blutdruckSystolisch", HEALTH],
  ["Person", "ta_systolique", HEALTH],
  ["Person", "vacinasAplicadas", HEALTH],
  ["Person", "diagnose_code", HEALTH],
  ["Person", "suchtanamnese", HEALTH],
  ["Person", "resultatPcr", HEALTH],
  ["Person", "calidadSueno", HEALTH],
  ["Person", "allergen_list", HEALTH],
  ["Product", "drug_code", "none"],
  ["Person", "operationName", "none"],
  // an address, and what it is for
  ["Person", "dir_facturacion", ADDRESS],
  ["Person", "communeResidence", ADDRESS],
  ["Person", "paisResidencia", ADDRESS],
  ["Person", "workdir", "none"],
  ["AdditionalDataCarRental", "returnStateProvince", "none"],
  ["Person", "profilFacebook", "user.contact.url"],
  ["Store", "billingAddress", "user.contact.address?"],
  ["Estancia", "matricula_coche", PLATE],
  ["FichaMedica", "tension_sistolica", HEALTH],
  ["Recording", "currentPosition", "user.location.precise?"],
  ["Person", "masernschutzNachgewiesen", HEALTH, { types: ["boolean"] }],
  // a question about a person, answered in words
  ["Person", "istSchwanger", HEALTH],
  ["Person", "is_smoker", HEALTH, { enum: ["Y", "N"] }],
  ["Person", "is_smoker", HEALTH, { types: ["integer"] }],
  ["Product", "is_smoker_friendly", "none"],
])("%s.%s is %s", (owners, name, category, given) => {
  expect(named(classified(owners, name, given))).toBe(category);
});
