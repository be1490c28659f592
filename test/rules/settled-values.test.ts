import { expect, test } from "vitest";
import { bolaClientSuppliedOwner } from "../../src/rules/authorization/bola-client-supplied-owner.ts";
import { massAssignment } from "../../src/rules/authorization/mass-assignment.ts";
import { massAssignmentServerField } from "../../src/rules/data/mass-assignment-server-field.ts";
import { faultsIn, returns, takes, type Operations } from "./faults-in.ts";

/*
 * Values that only the service may settle, by what texts say they are used for: parts of a sum, marks of a check, states of a
 * payment, properties that a change names, and the tenant. Each case has a twin that differs in one fact.
 */

const NUMBER = { type: "number" };
const SWITCH = { type: "boolean" };

/** The text of a whole by which those whom a service is there for come to it themselves. */
const about = (description: string): object => ({ info: { title: "T", version: "1", description } });
const CUSTOMERS = about("Used by the mobile app. Customers register with their phone number.");

/** The fields that are reported as a part of a sum or a mark, each with how often what is said of it makes it milder. */
async function settledIn(operations: Operations, more: object = {}): Promise<Readonly<Record<string, number>>> {
  const faults = await faultsIn(massAssignmentServerField, operations, more);
  return Object.fromEntries(
    faults.flatMap(({ cause, mitigations = [] }) => {
      const [, name] = /^(?:sum|mark) (.+)$/.exec(cause) ?? [];
      return name === undefined ? [] : [[name, mitigations.length]];
    }),
  );
}

const says = (description: string, properties: object): object => ({ description, requestBody: takes(properties) });

test.each<[string, string, object, boolean]>([
  ["POST /repairs", "The bill minus the ownPart is sent to you.", { ownPart: NUMBER }, true],
  ["POST /repairs", "The bill and the ownPart are sent to you.", { ownPart: NUMBER }, false],
  ["POST /repairs", "The bill minus the deposit is sent to you.", { ownPart: NUMBER }, false],
  ["POST /repairs", "The bill minus the ownPart is sent to you.", { ownPart: { type: "string" } }, false],
  ["POST /miete", "Vom Gesamtpreis wird der Treueabzug abgezogen.", { treueabzug: NUMBER }, true],
  ["POST /miete", "Der Treueabzug erscheint auf der Rechnung.", { treueabzug: NUMBER }, false],
  ["POST /locations", "Le montant de la facture est diminué de l'avantage.", { avantage: NUMBER }, true],
  ["POST /locations", "L'avantage est affiché sur la facture.", { avantage: NUMBER }, false],
  ["POST /reparaciones", "Del importe se descuenta la ventaja.", { ventaja: NUMBER }, true],
  ["POST /reparaciones", "La ventaja se muestra junto al importe.", { ventaja: NUMBER }, false],
  ["POST /consertos", "Confere se existe e subtrai o abatimento do total.", { abatimento: NUMBER }, true],
  ["POST /consertos", "Mostra o abatimento ao lado do total.", { abatimento: NUMBER }, false],
  ["POST /repairs", "The points are deducted from the total.", { points: NUMBER }, false],
])("what a text takes off a sum (%s: %s, %o) is reported: %s", async (id, text, properties, isReported) => {
  expect(Object.keys(await settledIn({ [id]: says(text, properties) }))).toEqual(
    isReported ? Object.keys(properties) : [],
  );
});

test("what is taken off is read of the object that a figure stands in", async () => {
  const body = { benefit: { type: "object", properties: { percent: NUMBER } } };
  expect(await settledIn({ "POST /repairs": says("The total is reduced by the benefit.", body) }, CUSTOMERS)).toEqual({
    percent: 0,
  });
});

test("where nothing shows that strangers call, one sentence is little", async () => {
  const operations = { "POST /repairs": says("The total is reduced by the credit.", { credit: NUMBER }) };
  expect(await settledIn(operations)).toEqual({ credit: 1 });
  expect(await settledIn(operations, CUSTOMERS)).toEqual({ credit: 0 });
});

test.each<[string, string, object, boolean]>([
  ["Charges the stored card.", "Customers register with their phone number.", { unitPrice: NUMBER }, true],
  ["Charges the stored card.", "Resellers have a contract with us.", { unitPrice: NUMBER }, false],
  ["Notes what is wanted.", "Customers register with their phone number.", { unitPrice: NUMBER }, false],
  ["Charges the stored card.", "Customers register with their phone number.", { maxPrice: NUMBER }, false],
  ["Charges the stored card.", "Customers register with their phone number.", { weight: NUMBER }, false],
  [
    "Charges the stored card. The price is calculated by the server.",
    "Customers register with their phone number.",
    { unitPrice: NUMBER },
    false,
  ],
  [
    "Charges the stored card.",
    "Customers register with their phone number.",
    { rent: { ...NUMBER, description: "What the customer would like to pay" } },
    false,
  ],
  ["Der Betrag wird von der Karte abgebucht.", "Kunden nutzen unsere App.", { stundensatz: NUMBER }, true],
  ["Der Betrag wird von der Karte abgebucht.", "Händler haben einen Vertrag.", { stundensatz: NUMBER }, false],
  ["Le montant est prélevé sur la carte.", "Compte client en libre inscription.", { remise: NUMBER }, true],
  ["Le montant est affiché.", "Compte client en libre inscription.", { remise: NUMBER }, false],
  ["Se cobra el importe en la tarjeta.", "Los clientes tienen una cuenta en la web.", { descuento: NUMBER }, true],
  ["Se cobra el importe en la tarjeta.", "Los clientes no tienen cuenta.", { descuento: NUMBER }, false],
  ["Cobra o total no cartão.", "Clientes usam o aplicativo.", { precoUnitario: NUMBER }, true],
  ["Guarda o pedido.", "Clientes usam o aplicativo.", { precoUnitario: NUMBER }, false],
])("a part of the price, where a call moves money (%s, %s, %o): %s", async (text, whole, properties, isReported) => {
  const found = await settledIn({ "POST /cleanings/{id}/finish": says(text, properties) }, about(whole));
  expect(Object.keys(found)).toEqual(isReported ? Object.keys(properties) : []);
});

test.each<[string, string, object, boolean]>([
  ["en", "Reports go straight to the archive, unless they are marked as inspected.", { inspected: SWITCH }, true],
  ["en", "Reports go straight to the archive.", { inspected: SWITCH }, false],
  ["en", "Reports go straight to the archive, unless they are marked as urgent.", { urgent: SWITCH }, false],
  ["de", "Nur wenn der Nachweis geprüft ist, gilt der halbe Beitrag.", { nachweisGeprueft: SWITCH }, true],
  ["de", "Der Nachweis wird gespeichert.", { nachweisGeprueft: SWITCH }, false],
  ["fr", "Le tarif réduit s'applique dès que le dossier est validé.", { dossierValide: SWITCH }, true],
  ["fr", "Le dossier est enregistré.", { dossierValide: SWITCH }, false],
  ["es", "Mientras el título no esté acreditado, no hay bonificación.", { tituloAcreditado: SWITCH }, true],
  ["es", "El título se guarda.", { tituloAcreditado: SWITCH }, false],
  ["pt", "Assim que a renda estiver comprovada, a taxa é reduzida.", { rendaComprovada: SWITCH }, true],
  ["pt", "A renda é guardada.", { rendaComprovada: SWITCH }, false],
])("a mark of a check on which something turns (%s: %s %o): %s", async (_language, text, properties, isReported) => {
  expect(Object.keys(await settledIn({ "POST /reports": says(text, properties) }))).toEqual(
    isReported ? Object.keys(properties) : [],
  );
});

test("what turns on a mark may be said at another operation, or of the whole", async () => {
  const sends = { "POST /essays": { requestBody: takes({ sourceVerified: SWITCH }) } };
  const said = "A badge is shown as long as the source is verified.";
  expect(await settledIn(sends)).toEqual({});
  expect(await settledIn({ ...sends, "GET /essays": { description: said } })).toEqual({ sourceVerified: 1 });
  expect(await settledIn(sends, about(said))).toEqual({ sourceVerified: 1 });
});

test.each<[string, object, boolean]>([
  ["a payment", { depositStatus: { type: "string", enum: ["open", "paid"] } }, true],
  ["a delivery", { depositStatus: { type: "string", enum: ["open", "handed_over"] } }, false],
  ["a consent", { newsletterConfirmed: SWITCH, marketingApproved: SWITCH }, false],
])("a state that %s leads to, which customers send (%o): %s", async (_name, properties, isReported) => {
  const found = await settledIn({ "PATCH /stays/{id}": { requestBody: takes(properties) } }, CUSTOMERS);
  expect(Object.keys(found).length > 0).toBe(isReported);
});

test("those who decide may say what is decided", async () => {
  const properties = { depositStatus: { type: "string", enum: ["open", "paid"] } };
  const byRole = { "PATCH /stays/{id}": says("Only administrators can change a stay.", properties) };
  expect(await settledIn(byRole, CUSTOMERS)).toEqual({});
  const ofStaff = about("Our staff registers stays in this app. Customers have no account.");
  expect(await settledIn({ "PATCH /stays/{id}": { requestBody: takes(properties) } }, ofStaff)).toEqual({});
});

const PATCH = (path: object): object => ({
  content: {
    "application/json-patch+json": {
      schema: { type: "array", items: { type: "object", properties: { op: { type: "string" }, path, value: {} } } },
    },
  },
});
const RECORD = returns({ type: "object", properties: { title: { type: "string" }, score: NUMBER } });

test.each<[string, object, object, boolean]>([
  ["any path", PATCH({ type: "string" }), RECORD, true],
  ["a few paths", PATCH({ type: "string", enum: ["/title"] }), RECORD, false],
  ["paths that its text lists", PATCH({ type: "string", description: "Only `/title`" }), RECORD, false],
  [
    "a record without what is the service's",
    PATCH({ type: "string" }),
    returns({ type: "object", properties: { title: { type: "string" } } }),
    false,
  ],
  ["a field and its value", takes({ feld: { type: "string" }, wert: {} }), RECORD, true],
  ["a field and its value, in Portuguese", takes({ campo: { type: "string" }, novoValor: {} }), RECORD, true],
  ["a field and its value, in Spanish", takes({ campo: { type: "string" }, valor: {} }), RECORD, true],
  ["a field and its value, in French", takes({ champ: { type: "string" }, valeur: {} }), RECORD, true],
  [
    "values by their keys, in a list",
    takes({ items: { type: "array", items: { properties: { field: { type: "string" }, value: {} } } } }),
    RECORD,
    false,
  ],
  ["one of two fields", takes({ feld: { type: "string", enum: ["title", "note"] }, wert: {} }), RECORD, false],
])("a change that names its property: %s", async (_name, requestBody, responses, isReported) => {
  const faults = await faultsIn(massAssignment, {
    "GET /theses/{id}": { responses },
    "PATCH /theses/{id}": { requestBody },
  });
  expect(faults.map(({ message }) => message)).toEqual(
    isReported ? [expect.stringContaining('of the record, including "score"')] : [],
  );
});

test.each<[string, string, object, boolean]>([
  ["tenantId", "Boards of the tenant the token was issued for.", {}, true],
  ["tenantId", "Boards of a tenant.", {}, false],
  ["tenantId", "Boards of the tenant the token was issued for.", { 403: { description: "Another tenant" } }, false],
  ["mandantId", "Tafeln des Mandanten, zu dem das Token gehört.", {}, true],
  ["mandantId", "Tafeln eines Mandanten.", {}, false],
  ["entrepriseId", "Tableaux de l'entreprise du jeton.", {}, true],
  ["empresaId", "Tableros de la empresa del token.", {}, true],
  ["id_empresa", "Quadros da empresa do token.", {}, true],
  ["id_empresa", "Quadros da empresa.", {}, false],
])("a tenant named beside the credential (%s, %s, %o): %s", async (name, text, responses, isReported) => {
  const faults = await faultsIn(bolaClientSuppliedOwner, {
    "GET /boards": { description: text },
    "POST /boards": { requestBody: takes({ [name]: { type: "string" } }), responses },
  });
  expect(faults.map(({ cause }) => cause).filter((cause) => cause.startsWith("tenant"))).toHaveLength(
    isReported ? 1 : 0,
  );
});

test("what somebody offers is theirs to reduce", async () => {
  const change = { description: "Only your own.", requestBody: takes({ discountPercent: NUMBER }) };
  const signUp = { security: [], requestBody: takes({ email: { type: "string" }, password: { type: "string" } }) };
  const causesOf = async (id: string) =>
    (await faultsIn(massAssignment, { "POST /signup": signUp, [id]: change })).map(({ cause }) => cause);
  expect(await causesOf("PATCH /listings/{id}")).toEqual([]);
  expect(await causesOf("PATCH /members/{id}")).toEqual(["kept PATCH /members/{id}"]);
});

test.each<[string, string, object, boolean]>([
  ["POST /rounds/{id}/report", "Bonus added to the ranking of the player.", { bonus: NUMBER }, true],
  ["POST /rounds/{id}/report", "Bonus shown beside the name of the player.", { bonus: NUMBER }, false],
  ["POST /partien/{id}/meldung", "Die Zugabe wird zur Wertung addiert.", { zugabe: NUMBER }, true],
  ["POST /partien/{id}/meldung", "Die Zugabe wird angezeigt.", { zugabe: NUMBER }, false],
  ["POST /parties/{id}/rapport", "L'avance est ajoutée au classement.", { avance: NUMBER }, true],
  ["POST /partidas/{id}/informe", "La ventaja se suma a la clasificación.", { ventaja: NUMBER }, true],
  ["POST /partidas/{id}/relatorio", "O acréscimo é somado à pontuação.", { acrescimo: NUMBER }, true],
  ["POST /partidas/{id}/relatorio", "O acréscimo é mostrado na tela.", { acrescimo: NUMBER }, false],
])("what is added to a standing (%s: %s, %o) is reported: %s", async (id, text, properties, isReported) => {
  expect(Object.keys(await settledIn({ [id]: says(text, properties) }))).toEqual(
    isReported ? Object.keys(properties) : [],
  );
});

test("a figure that another call works out from less is the service's", async () => {
  const quote = (name: string): object => ({
    requestBody: takes({ distance: NUMBER }),
    responses: returns({ type: "object", properties: { [name]: NUMBER } }),
  });
  const order = (properties: object): object => ({ requestBody: takes({ distance: NUMBER, ...properties }) });
  const found = (path: string, name: string, properties: object) =>
    settledIn({ [`POST ${path}`]: quote(name), "POST /removals": order(properties) }, CUSTOMERS);
  expect(await found("/quotes", "haulage", { haulage: NUMBER })).toEqual({ haulage: 0 });
  expect(await found("/kalkulation", "fracht", { fracht: NUMBER })).toEqual({ fracht: 0 });
  expect(await found("/devis", "transport", { transport: NUMBER })).toEqual({ transport: 0 });
  expect(await found("/presupuesto", "porte", { porte: NUMBER })).toEqual({ porte: 0 });
  expect(await found("/orcamento", "frete", { frete: NUMBER })).toEqual({ frete: 0 });
  // Another figure, the number of the quotation beside it, and a call that works out nothing.
  expect(await found("/quotes", "haulage", { volume: NUMBER })).toEqual({});
  expect(await found("/quotes", "haulage", { haulage: NUMBER, quoteId: { type: "string" } })).toEqual({});
  expect(await found("/scales", "haulage", { haulage: NUMBER })).toEqual({});
});

test.each<[string, boolean]>([
  ["Hours remaining in this month", true],
  ["Hours of the day", false],
  ["Verbleibende Stunden", true],
  ["Stunden am Tag", false],
  ["Heures restantes", true],
  ["Horas restantes do mês", true],
])("what is left of something, as the response says of it (%s): %s", async (description, isReported) => {
  const operations = {
    "PATCH /passes/{id}": {
      requestBody: takes({ label: { type: "string" }, hours: NUMBER }),
      responses: returns({ type: "object", properties: { hours: { ...NUMBER, description } } }),
    },
  };
  expect(await settledIn(operations, CUSTOMERS)).toEqual(isReported ? { hours: 0 } : {});
});

test("what somebody owes is not theirs to set, where the rest of their record is read-only", async () => {
  const readOnly = { type: "string", readOnly: true };
  const change = (more: object): Operations => ({ "PUT /me": { requestBody: takes({ lateFee: NUMBER, ...more }) } });
  expect(await settledIn(change({ name: readOnly, card: readOnly }))).toEqual({ lateFee: 1 });
  expect(await settledIn(change({ name: readOnly }))).toEqual({});
});

const DAY = { type: "string", format: "date" };

test.each<[string, string, string, boolean]>([
  ["accessEnd", "Last day of the paid period", "POST /access", true],
  ["accessEnd", "Last day of the visit", "POST /access", false],
  ["zugangEnde", "Ende der Laufzeit, nach der die nächste Abbuchung folgt", "POST /zugang", true],
  ["accesFin", "Date du prochain prélèvement", "POST /acces", true],
  ["accesoVencimiento", "Día del próximo cobro", "POST /acceso", true],
  ["acessoFim", "Dia da próxima cobrança", "POST /acesso", true],
])("until when something is paid for (%s: %s): %s", async (name, description, id, isReported) => {
  const operations = { [id]: { requestBody: takes({ [name]: { ...DAY, description } }) } };
  expect(Object.keys(await settledIn(operations, CUSTOMERS))).toEqual(isReported ? [name] : []);
});

test("the result of a check, on which something turns", async () => {
  const outcome = { type: "object", properties: { result: { type: "string", enum: ["clean", "unknown"] } } };
  const found = (description: string) =>
    settledIn({ "POST /plugins": says(description, { moderation: outcome, note: { type: "string" } }) });
  expect(await found("What moderation calls clean is offered immediately.")).toEqual({ result: 1 });
  expect(await found("What moderation calls clean is stored.")).toEqual({});
});

test("any attribute of a record, in a map", async () => {
  const record = returns({ type: "object", properties: { label: { type: "string" }, ownerId: { type: "string" } } });
  const found = async (name: string, schema: object) =>
    (
      await faultsIn(massAssignment, {
        "GET /boilers/{id}": { responses: record },
        "PATCH /boilers/{id}": { requestBody: takes({ [name]: schema, note: { type: "string" } }) },
      })
    ).filter(({ cause }) => cause.startsWith("patched")).length;
  expect(await found("attributes", { type: "object", additionalProperties: true })).toBe(1);
  expect(await found("eigenschaften", { type: "object", additionalProperties: true })).toBe(1);
  expect(await found("attributes", { type: "object", properties: { label: { type: "string" } } })).toBe(0);
  expect(await found("labels", { type: "object", additionalProperties: true })).toBe(0);
  // What a read returns by the same name is a map of its own.
  const map = { type: "object", additionalProperties: true };
  const faults = await faultsIn(massAssignment, {
    "GET /boilers/{id}": { responses: returns({ properties: { ownerId: { type: "string" }, attributes: map } }) },
    "PATCH /boilers/{id}": { requestBody: takes({ attributes: map, note: { type: "string" } }) },
  });
  expect(faults).toEqual([]);
});

test.each<[string, string, boolean]>([
  ["surveyorId", "Who carried out the survey, printed on the report", true],
  ["surveyorId", "Who should be sent a copy", false],
  ["gutachterId", "Unterzeichner des Gutachtens", true],
  ["intervenantId", "Personne au nom de laquelle le message paraît", true],
  ["peritoId", "Quien firma el informe", true],
  ["peritoId", "Perito que assina o laudo", true],
  ["peritoId", "Perito que recebe uma cópia", false],
])("whom an identifier makes the author (%s: %s): %s", async (name, description, isReported) => {
  const faults = await faultsIn(bolaClientSuppliedOwner, {
    "POST /surveys": { requestBody: takes({ [name]: { type: "string", description } }) },
  });
  expect(faults.length > 0).toBe(isReported);
});

test.each([
  [["passed", "failed"], true],
  [["low", "high"], true],
  [["email", "text_message", "id_document"], false],
  [["none", "sms"], false],
  [["Brief", "Ausweis"], false],
  [["courrier", "téléphone"], false],
  [["correo", "presencial"], false],
  [["correio", "chamada"], false],
])("a check of somebody, which is one of %j, is a mark: %s", async (values, isMark) => {
  const settled = await settledIn(
    { "PUT /me": { requestBody: takes({ identityCheck: { type: "string", enum: values } }) } },
    CUSTOMERS,
  );
  expect("identityCheck" in settled).toBe(isMark);
});
