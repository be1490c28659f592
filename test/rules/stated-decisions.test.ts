import { expect, test } from "vitest";
import { bflaAccountSettings } from "../../src/rules/authorization/bfla-account-settings.ts";
import { massAssignment } from "../../src/rules/authorization/mass-assignment.ts";
import { internalParameter } from "../../src/rules/inputs/internal-parameter.ts";
import { faultsIn, SIGN_UP, takes } from "./faults-in.ts";

/*
 * What is not for whoever calls to decide: a check that protects others, a role in a team, an approval, and the settings
 * of a whole account. Each case has a twin that differs in one fact.
 */

const TEXT = { type: "string" };
const SWITCH = { type: "boolean" };
const ON = { ...SWITCH, default: true };

test.each<[string, string, object, boolean]>([
  ["checks signatures", "POST /deployments", { verifySignature: ON }, true],
  [
    "checks signatures, by its text",
    "POST /deployments",
    { verifySignature: { ...SWITCH, description: "Set to false for a mirror." } },
    true,
  ],
  [
    "checks signatures only where it is asked to",
    "POST /deployments",
    { verifySignature: { ...SWITCH, default: false } },
    false,
  ],
  ["checks an address, which protects nobody else", "POST /parcels", { verifyAddress: ON }, false],
  ["checks permissions", "POST /exports", { checkPermissions: ON }, true],
  ["checks hashes, in German", "POST /pakete", { signaturPruefen: ON }, true],
  ["checks signatures, in Spanish", "POST /paquetes", { verificarFirma: ON }, true],
  ["checks signatures, in Portuguese", "POST /pacotes", { verificar_assinatura: ON }, true],
  ["checks signatures, in French", "POST /paquets", { verifierSignature: ON }, true],
  ["shows a signature", "POST /deployments", { showSignature: ON }, false],
])("a switch that %s (%s %o) can be turned off by callers: %s", async (_name, id, properties, isReported) => {
  const faults = await faultsIn(internalParameter, { [id]: { requestBody: takes(properties) } });
  expect(faults.map(({ title }) => title)).toEqual(isReported ? ["Client can turn off a security check"] : []);
});

test("what was not checked and is then run is more severe", async () => {
  const weighed = async (id: string) =>
    (await faultsIn(internalParameter, { [id]: { requestBody: takes({ verifySignature: ON }) } }))[0]?.aggravations;
  expect(await weighed("POST /deployments")).toEqual(["unchecked software is then installed or run"]);
  expect(await weighed("POST /letters")).toEqual([]);
});

test.each<[string, string, object, boolean]>([
  ["accepts an invitation", "POST /invitations/accept", { code: TEXT, role: TEXT }, true],
  ["accepts an invitation, in German", "POST /einladungen/{code}/annahme", { rolle: TEXT }, true],
  ["accepts an invitation, in French", "POST /invitations/{code}/acceptation", { role: TEXT }, true],
  ["joins with an invite", "POST /invites/{code}/join", { role: TEXT }, true],
  ["accepts an invitation by its code", "POST /invitations/accept", { code: TEXT, displayName: TEXT }, false],
  ["invites a person", "POST /invitations", { email: TEXT, role: TEXT }, false],
  ["accepts an order", "POST /orders/accept", { code: TEXT, role: TEXT }, false],
])("whoever %s (%s %o) chooses a role: %s", async (_name, id, properties, isReported) => {
  const faults = await faultsIn(massAssignment, { ...SIGN_UP, [id]: { requestBody: takes(properties) } });
  expect(faults.length > 0).toBe(isReported);
  for (const { mitigations = [] } of faults) expect(mitigations).toEqual([]);
});

const STATUS = { enum: ["requested", "approved", "declined"] };

test.each<[string, object, string, boolean]>([
  ["a manager approves", { status: STATUS }, "A manager approves or declines the request.", true],
  ["the office decides, in German", { status: STATUS }, "Die Verwaltung prüft den Antrag und entscheidet.", true],
  ["nobody is said to decide", { status: STATUS }, "Changes the request.", false],
  ["nobody approves", { status: STATUS }, "No manager approves the request.", false],
  [
    "the states are no decisions",
    { status: { enum: ["requested", "planned"] } },
    "A manager approves the request.",
    false,
  ],
])("an update by which %s sets a status: %o, %j, %s", async (_name, properties, description, isReported) => {
  const operations = { "PATCH /requests/{id}": { description, requestBody: takes(properties) } };
  const faults = await faultsIn(massAssignment, operations, { security: [{ key: [] }] });
  expect(faults.length > 0).toBe(isReported);
});

const READ = { "GET /recordings": {} };
const BUCKET = { storageUrl: TEXT };

test.each<[string, object, boolean]>([
  ["where data is stored", { "PUT /settings": { requestBody: takes(BUCKET) } }, true],
  [
    "the encryption of all",
    { "POST /RecordingSettings/Default": { requestBody: takes({ EncryptionEnabled: SWITCH }) } },
    true,
  ],
  ["who logs in", { "PATCH /workspaces/{id}/settings": { requestBody: takes({ ssoMetadataUrl: TEXT }) } }, true],
  ["where data is stored, in German", { "PUT /einstellungen": { requestBody: takes({ speicherUrl: TEXT }) } }, true],
  [
    "where data is stored, in Spanish",
    { "PUT /configuracion": { requestBody: takes({ urlAlmacenamiento: TEXT }) } },
    true,
  ],
  ["the second factor of all", { "PATCH /organizations/{id}": { requestBody: takes({ requireMfa: SWITCH }) } }, true],
  ["the second factor of one", { "PATCH /customers/{id}": { requestBody: takes({ requireMfa: SWITCH }) } }, false],
  ["the name of an organisation", { "PATCH /organizations/{id}": { requestBody: takes({ name: TEXT }) } }, false],
  ["colours", { "PUT /settings": { requestBody: takes({ colour: TEXT }) } }, false],
  ["where a device stores", { "PUT /devices/{id}/settings": { requestBody: takes(BUCKET) } }, false],
  ["what is the caller's own", { "PUT /me/settings": { requestBody: takes(BUCKET) } }, false],
  [
    "what a second key is asked for",
    { "PUT /settings": { security: [{ key: [], certificate: [] }], requestBody: takes(BUCKET) } },
    false,
  ],
  [
    "what administrators alone may",
    { "PUT /settings": { description: "Only administrators may call this.", requestBody: takes(BUCKET) } },
    false,
  ],
])("settings of an account decide %s: %o, %s", async (_name, operations, isReported) => {
  const faults = await faultsIn(bflaAccountSettings, { ...READ, ...operations }, { security: [{ key: [] }] });
  expect(faults.length > 0).toBe(isReported);
});
