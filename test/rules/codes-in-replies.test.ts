import { expect, test } from "vitest";
import { verificationSecretInResponse } from "../../src/rules/flows/verification-secret-in-response.ts";
import { stateChangingGet } from "../../src/rules/transport/state-changing-get.ts";
import { faultsIn, returns, takes } from "./faults-in.ts";

/* Codes that come back to whoever has them sent, and reads that publish and notify, by what texts say. */

const TEXT = { type: "string" };

test.each<[string, boolean]>([
  ["Sends an SMS to the party. With `channel: partner` no SMS is sent and the code is in the response.", true],
  ["Sends a one-time code by SMS. If the number is abroad, the code is returned to the caller.", true],
  ["Sends the code by e-mail. Partners with their own mail get the code in the response.", true],
  ["Sendet den Code per SMS. Mit `kanal: partner` geht keine SMS hinaus, und der Code steht in der Antwort.", true],
  ["Verschickt die TAN per SMS. Bei `silent` wird die TAN zurückgegeben.", true],
  ["Envoie un SMS à la partie. Avec `canal: partenaire`, aucun SMS ne part et le code figure dans la réponse.", true],
  ["Envoie le code par SMS. Pour un partenaire, le code est renvoyé dans la réponse.", true],
  ["Envía el código por SMS. Con `canal: socio` no se envía y el código va en la respuesta.", true],
  ["Envia o código por SMS. Com `canal: parceiro` nenhum SMS é enviado e o código vem na resposta.", true],
  ["Envia um código por e-mail; para parceiros o código é devolvido na resposta.", true],
  // what does not come back, or is none
  ["Sends an SMS to the party. The code is never in the response.", false],
  ["Sends the code by SMS. In the sandbox the code is in the response.", false],
  ["Der Code geht per SMS an die Partei und steht nicht in der Antwort.", false],
  ["Le code part par SMS. Le code ne figure pas dans la réponse.", false],
  ["Creates a voucher. The code is in the response.", false],
  ["El código se envía por SMS y no va en la respuesta.", false],
])("%s: %s", async (description, isFound) => {
  const faults = await faultsIn(verificationSecretInResponse, {
    "POST /sessions/{id}/codes": {
      description,
      requestBody: takes({ partyId: TEXT, channel: { type: "string", enum: ["sms", "partner"] } }),
      responses: returns({ type: "object", properties: { code: TEXT, validUntil: TEXT } }),
    },
  });
  expect(faults.length > 0).toBe(isFound);
});

test.each<[string, boolean]>([
  ["Plans the day again, publishes the new routes and notifies all its technicians.", true],
  ["Recalculates the rota and reassigns all open shifts.", true],
  ["Berechnet den Plan neu, veröffentlicht die Touren und benachrichtigt alle Fahrer.", true],
  ["Ordnet die Termine, verschickt die Einladungen.", true],
  ["Recalcule les tournées, publie les horaires et prévient les clients.", true],
  ["Calcule le planning et notifie les équipes.", true],
  ["Recalcula las rutas, publica los horarios y avisa a los conductores.", true],
  ["Reordena la lista y notifica a las familias.", true],
  ["Recalcula as rotas, publica os horários e notifica os motoristas.", true],
  ["Refaz a escala e avisa os plantonistas.", true],
  // what is only read
  ["Returns the routes of today, which the planner publishes in the morning.", false],
  ["Liefert die veröffentlichten Touren.", false],
  ["Renvoie les horaires que la régie publie le matin.", false],
  ["Devuelve la lista pública de horarios.", false],
  ["Retorna os horários publicados.", false],
])("a read: %s: %s", async (description, isFound) => {
  const faults = await faultsIn(stateChangingGet, {
    "GET /routes/today": {
      description,
      responses: returns({ type: "object", properties: { changed: { type: "integer" } } }),
    },
  });
  expect(faults.length > 0).toBe(isFound);
});
