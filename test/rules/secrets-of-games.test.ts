import { expect, test } from "vitest";
import { debugOperation } from "../../src/rules/authorization/debug-operation.ts";
import { apiOfPart } from "./description-of.ts";

/* The secrets of a game are content; those of which nothing is said are a service's. */

async function isFound(info: object, summary: string, more: object = {}): Promise<boolean> {
  const api = await apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { version: "1", ...info },
      servers: [{ url: "https://api.acme.io" }],
      security: [],
      paths: {
        "/secrets": {
          get: {
            summary,
            responses: {
              200: {
                description: "OK",
                content: { "application/json": { schema: { type: "array", items: { type: "string" } } } },
              },
            },
          },
        },
        ...more,
      },
    }),
  );
  return [...debugOperation.check(api)].length > 0;
}

test.each<[string, object, string]>([
  ["English", { title: "Rules", description: "Monsters and traps of the free tabletop rules." }, "Secret doors"],
  ["English, by the summary", { title: "Words" }, "Answers of the riddles"],
  ["German", { title: "Regelwerk", description: "Monster und Fallen des Rollenspiels." }, "Geheimtüren"],
  ["French", { title: "Donjons", description: "Les règles du jeu en ligne." }, "Portes secrètes"],
  ["Spanish", { title: "Mazmorras", description: "Datos de un juego de rol." }, "Puertas secretas"],
  ["Portuguese", { title: "Masmorras", description: "Dados de um jogo de tabuleiro." }, "Portas secretas"],
])("secrets of a game: %s", async (_name, info, summary) => {
  expect(await isFound(info, summary)).toBe(false);
});

test("secrets of which nothing is said", async () => {
  expect(await isFound({ title: "Orders" }, "All secrets")).toBe(true);
});

test("a game's server that also changes something keeps secrets of its own", async () => {
  const players = { "/players": { post: { summary: "Create a player", responses: { 201: { description: "made" } } } } };
  expect(await isFound({ title: "Monster riddles" }, "All secrets", players)).toBe(true);
});
