import { expect, test } from "vitest";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { faultsIn, returns, takes } from "./faults-in.ts";

const TEXT = { type: "string" };

/** How a key of a device that anybody in the house can call is weighed: what speaks for it. */
async function weighed(description: string): Promise<string> {
  const faults = await faultsIn(unauthenticatedWrite, {
    "POST /pairing": {
      security: [],
      description,
      requestBody: takes({ application: TEXT }),
      responses: { ...returns({ type: "object", properties: { apiKey: TEXT } }) },
    },
    "GET /readings": { responses: returns({ type: "object", properties: { celsius: { type: "number" } } }) },
  });
  return faults.flatMap(({ mitigations = [] }) => mitigations)[0] ?? "";
}

test.each([
  ["en", "Press the button on the controller first; a key can be requested for 30 seconds."],
  ["de", "Zuerst wird die Taste am Gerät gedrückt, danach kann 30 Sekunden lang ein Schlüssel angefordert werden."],
  ["fr", "Il faut d'abord appuyer sur le bouton de l'appareil."],
  ["es", "Primero hay que pulsar el botón del dispositivo."],
  ["pt", "Primeiro é preciso pressionar o botão do aparelho."],
])("a key is issued only to who stands at the device: %s", async (_language, description) => {
  expect(await weighed(description)).toBe("a person at the device must press a button first");
});

test.each(["Issues a key for the device.", "The button in the app shows the key of the device."])(
  "nothing of the kind is said: %s",
  async (description) => {
    expect(await weighed(description)).not.toBe("a person at the device must press a button first");
  },
);
