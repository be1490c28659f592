import { expect, test } from "vitest";
import { bflaAdminOperation } from "../../src/rules/authorization/bfla-admin-operation.ts";
import { bruteForceShortCode } from "../../src/rules/flows/brute-force-short-code.ts";
import { verificationSecretInResponse } from "../../src/rules/flows/verification-secret-in-response.ts";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { internalParameter } from "../../src/rules/inputs/internal-parameter.ts";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { faultsIn, returns, spotsOf, takes, type Operations } from "./faults-in.ts";

/* Exceptions that callers make for themselves, and what else lets them past a control. */

const SWITCH = { type: "boolean" };
const exceptions = async (operations: Operations): Promise<string> =>
  (await faultsIn(internalParameter, operations))
    .map(({ cause }) => cause)
    .filter((cause) => cause.startsWith("exception"))
    .join(", ");
const sends = (properties: object, more: object = {}): Operations => ({
  "POST /mailings": { requestBody: takes(properties), ...more },
});
const forced = (description: string, name = "force"): Operations => ({
  "GET /vehicles/{id}/position": {
    parameters: [
      { name: "id", in: "path", required: true, schema: { type: "string" } },
      { name, in: "query", description, schema: SWITCH },
    ],
  },
});
const paid = { responses: { 402: { description: "Payment required" } } };
const mode = (description: string, values = ["CUSTOMER", "WORKSHOP"]): Operations => ({
  "POST /bikes/{id}/unlock": { description, requestBody: takes({ mode: { type: "string", enum: values } }) },
});

test.each<[string, Operations, string]>([
  ["an opt-out", sends({ ignoreOptOut: SWITCH }), "wish"],
  ["those who unsubscribed", sends({ skip_unsubscribed: SWITCH }), "wish"],
  ["a list of those who are not written to", sends({ bypassSuppressionList: SWITCH }), "wish"],
  ["consent", sends({ overrideConsent: SWITCH }), "wish"],
  ["in German", sends({ abmeldungIgnorieren: SWITCH }), "wish"],
  ["in French", sends({ ignorerDesinscription: SWITCH }), "wish"],
  ["in Spanish", sends({ ignorarDesuscripcion: SWITCH }), "wish"],
  ["in Portuguese", sends({ ignorarDescadastro: SWITCH }), "wish"],
  ["a private mode", forced("Returns the position even in private mode."), "wish"],
  ["a private mode in German", forced("Liefert die Position auch im Privatmodus.", "erzwingen"), "wish"],
  ["a private mode in French", forced("La position est renvoyée même en mode privé.", "forcer"), "wish"],
  ["a private mode in Spanish", forced("Devuelve la posición incluso en modo privado.", "forzar"), "wish"],
  ["a private mode in Portuguese", forced("Devolve a posição mesmo em modo privado.", "forçar"), "wish"],
  ["what is free", sends({ comped: SWITCH }, paid), "charge"],
  [
    "what is free by its text",
    sends({ comp: { ...SWITCH, description: "Free membership, no charge" } }, paid),
    "charge",
  ],
  ["free in German", sends({ kostenlos: SWITCH, zahlungsart: { type: "string" } }), "charge"],
  ["free in French", sends({ gratuit: SWITCH, moyenDePaiement: { type: "string" } }), "charge"],
  ["free in Spanish", sends({ gratis: SWITCH, metodoDePago: { type: "string" } }), "charge"],
  ["free in Portuguese", sends({ cortesia: SWITCH, formaDePagamento: { type: "string" } }), "charge"],
  ["a mode", mode("In `WORKSHOP` mode it opens without a rental."), "control"],
  ["a mode in German", mode("Im Modus `WORKSHOP` öffnet es ohne Miete und Kaution."), "control"],
  ["a mode in French", mode("En mode `WORKSHOP`, il s'ouvre sans location ni caution."), "control"],
  ["a mode in Spanish", mode("En el modo `WORKSHOP` abre sin alquiler ni fianza."), "control"],
  ["a mode in Portuguese", mode("No modo `WORKSHOP` abre sem aluguel nem caução."), "control"],
  // what makes no exception
  ["a cache", sends({ ignoreCache: SWITCH }), ""],
  ["a wish itself", sends({ optOut: SWITCH }), ""],
  ["kept to a role", sends({ ignoreOptOut: SWITCH }, { description: "Only for administrators (role `admin`)." }), ""],
  ["set by staff", sends({ ignoreOptOut: { ...SWITCH, description: "Only administrators can set it." } }), ""],
  ["nothing that is paid for", sends({ gratis: SWITCH }), ""],
  ["refused in private mode", forced("Not returned even if forced, in private mode."), ""],
  ["a forced refresh", forced("Reads the position again even if it is new."), ""],
  ["a mode with a rental", mode("In `WORKSHOP` mode it opens after the approval of the workshop."), ""],
  ["a mode that is not without", mode("In `WORKSHOP` mode it does not open without a rental."), ""],
  ["a draft", mode("With `DRAFT` it is saved without approval.", ["DRAFT", "FINAL"]), ""],
])("an exception from %s", async (_what, operations, cause) => {
  expect(await exceptions(operations)).toBe(cause === "" ? "" : `exception from a ${cause}`);
});

test.each<[string, string, boolean]>([
  ["accepted", "Files with a DOCTYPE and entities of their own are accepted.", true],
  ["in German", "Dateien mit DOCTYPE und eigenen Entitäten werden angenommen.", true],
  ["in French", "Les fichiers avec DOCTYPE et entités externes sont acceptés.", true],
  ["in Spanish", "Se aceptan ficheros con DOCTYPE y entidades externas.", true],
  ["in Portuguese", "São aceitos arquivos com DOCTYPE e entidades externas.", true],
  ["rejected", "Files with a DOCTYPE are rejected.", false],
  ["denied", "A DOCTYPE is not accepted.", false],
  ["disabled", "External entities are disabled.", false],
  ["rejected in German", "Dateien mit DOCTYPE werden abgelehnt.", false],
  ["nothing of it", "Files of up to 2 MB.", false],
  ["about the escape of a character", "Replace carriage returns in names by XML entity codes.", false],
])("a document type is %s", async (_what, description, isFound) => {
  const requestBody = { content: { "application/xml": { schema: { type: "string", format: "binary" } } } };
  const faults = await faultsIn(injectionInterpretedInput, { "POST /batches": { description, requestBody } });
  expect(faults.length > 0).toBe(isFound);
});

test.each<[string, string, boolean]>([
  ["in English", "The same code that goes to the member by letter.", true],
  ["in German", "Derselbe Code, der dem Mitglied per Brief zugeht", true],
  ["in French", "Le même code que le membre reçoit par courrier.", true],
  ["in Spanish", "El mismo código que recibe el socio por correo.", true],
  ["in Portuguese", "O mesmo código que o membro recebe por carta.", true],
  ["another one", "A code to follow the request.", false],
  ["never the same", "Never the same code that goes to the member by letter.", false],
])("a code for somebody else comes back, %s", async (_what, description, isFound) => {
  const faults = await faultsIn(verificationSecretInResponse, {
    "POST /mandates": { responses: returns({ properties: { confirmationCode: { type: "string", description } } }) },
    "POST /mandates/{id}/confirmation": { security: [], requestBody: takes({ confirmationCode: { type: "string" } }) },
  });
  expect(faults.length > 0).toBe(isFound);
});

test.each<[string, string, boolean]>([
  ["in English", "The code has four digits and stays valid for a day.", true],
  ["in German", "Der Code hat sechs Ziffern.", true],
  ["in French", "Le code a six chiffres.", true],
  ["in Spanish", "El código tiene cuatro dígitos.", true],
  ["in Portuguese", "O código tem seis dígitos.", true],
  ["a long one", "The code has 32 random characters.", false],
])("a code that is exchanged for a token is short by its text, %s", async (_what, description, isFound) => {
  const faults = await faultsIn(bruteForceShortCode, {
    "GET /orders": {},
    "POST /auth:redeem": {
      description,
      security: [],
      requestBody: takes({ address: { type: "string" }, code: { type: "string" } }),
      responses: returns({ properties: { accessToken: { type: "string" } } }),
    },
  });
  expect(faults.length > 0).toBe(isFound);
});

test.each<[string, string, boolean]>([
  ["in English", "The page is loaded by our server.", true],
  ["in words of ours", "With `link` we load the page and add a card.", true],
  ["in German", "Die Seite wird von unserem Server geladen.", true],
  ["in French", "Le fichier est téléchargé par notre serveur.", true],
  ["in Spanish", "El archivo es descargado por nuestro servidor.", true],
  ["in Portuguese", "A planilha é baixada pelo nosso servidor.", true],
  ["kept only", "The link is shown to readers.", false],
])("an address is loaded, %s", async (_what, description, isFound) => {
  const faults = await faultsIn(ssrfClientSuppliedUrl, {
    "POST /updates": { description, requestBody: takes({ link: { type: "string", format: "uri" } }) },
  });
  expect(faults.some(({ cause }) => cause.startsWith("fetched"))).toBe(isFound);
});

const asking = (decision: string, list: string): Operations => ({
  "GET /campaigns": { security: [{ login: ["write"] }] },
  "POST /campaigns": { security: [{ login: ["write"] }] },
  "PATCH /campaigns/{id}": { security: [{ login: ["write"] }] },
  "GET /checks": { security: [{ login: [list] }] },
  "POST /checks/{id}/decision": {
    security: [{ login: [decision] }],
    requestBody: takes({ decision: { enum: ["pass"] } }),
  },
});

test.each<[string, Operations, string]>([
  ["less than the list", asking("write", "staff"), "POST /checks/{id}/decision"],
  ["as much as the list", asking("staff", "staff"), ""],
  ["another right of few", asking("decide", "staff"), ""],
  ["a list for all", asking("write", "write"), ""],
])("a decision asks for %s", async (_what, operations, spots) => {
  const faults = await faultsIn(bflaAdminOperation, operations);
  expect(spotsOf(faults.filter(({ cause }) => cause === "less than siblings"))).toBe(spots);
});
