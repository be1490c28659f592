import { expect, test } from "vitest";
import { readingOf } from "../../src/exposure/reading.ts";
import { apiOfPart } from "../rules/description-of.ts";

const NUMBER = { type: "integer" };

interface Draw {
  readonly path: string;
  readonly summary: string;
  readonly said?: string;
  readonly whole?: string;
  readonly takes?: object;
  readonly gives?: object;
  readonly status?: number;
}

async function reading({
  path,
  summary,
  said = "OK",
  whole = "",
  takes = { sides: NUMBER },
  gives = { total: NUMBER },
  status = 200,
}: Draw) {
  const json = (properties: object): object => ({ "application/json": { schema: { type: "object", properties } } });
  const description = {
    openapi: "3.1.0",
    info: { title: "T", version: "1", description: whole },
    security: [],
    paths: {
      [path]: {
        post: {
          summary,
          requestBody: { content: json(takes) },
          responses: { [status]: { description: said, content: json(gives) } },
        },
      },
    },
  };
  return readingOf((await apiOfPart(JSON.stringify(description))).operations[0]!);
}

/* What chance gives is nobody's, and nothing of it is kept. */
test.each<[string, Draw]>([
  ["English", { path: "/dice", summary: "Roll dice" }],
  ["English, a coin", { path: "/coin", summary: "Flip a coin" }],
  ["German", { path: "/wuerfel", summary: "Würfel werfen" }],
  ["French", { path: "/des", summary: "Lancer les dés" }],
  ["Spanish", { path: "/dados", summary: "Tirar los dados" }],
  ["Portuguese", { path: "/dados", summary: "Lançar dados" }],
  ["the response says that it is not kept", { path: "/names", summary: "Propose a name", said: "proposed, not kept" }],
  [
    "German: nicht gespeichert",
    { path: "/vorschlag", summary: "Namen vorschlagen", said: "vorgeschlagen, nicht gespeichert" },
  ],
  ["French: rien n'est conservé", { path: "/proposition", summary: "Proposer un nom", said: "proposé, non conservé" }],
  ["Spanish: no se guarda", { path: "/propuesta", summary: "Proponer un nombre", said: "propuesto, no se guarda" }],
  ["Portuguese: não é guardado", { path: "/proposta", summary: "Propor um nome", said: "proposto, não guardado" }],
])("it is worked out and not kept: %s", async (_name, draw) => {
  expect(await reading(draw)).toBe("computed");
});

test.each<[string, Draw]>([
  ["a draw that makes winners", { path: "/raffles", summary: "Draw the winners of the raffle" }],
  ["dice are ordered", { path: "/dice", summary: "Order dice", gives: { orderId: NUMBER } }],
  ["a stake is lost", { path: "/dice", summary: "Roll dice", takes: { sides: NUMBER, stake: NUMBER } }],
  ["it is about a game that is kept", { path: "/games/{id}/dice", summary: "Roll dice" }],
  ["something is made", { path: "/dice", summary: "Roll dice", status: 201, gives: { id: NUMBER } }],
  ["the password is not kept", { path: "/users", summary: "Create a user", said: "created; the password is not kept" }],
])("it may change something: %s", async (_name, draw) => {
  expect(await reading(draw)).toBeUndefined();
});

/* What the whole says of keeping holds of a call where nothing that it can be asked for shows that anything is kept. */
test.each<[string, Draw]>([
  ["English", { path: "/solve", summary: "Solve a pattern", whole: "Free for everyone; nothing is stored." }],
  ["German", { path: "/loesung", summary: "Muster lösen", whole: "Frei für alle, es wird nichts gespeichert." }],
  ["French", { path: "/attaques", summary: "Cases attaquées", whole: "Accès libre, rien n'est conservé." }],
  ["Spanish", { path: "/tirada", summary: "Casillas atacadas", whole: "Sin registro y sin guardar nada." }],
  ["Portuguese", { path: "/casas", summary: "Casas atacadas", whole: "Aberto a todos, nada é guardado." }],
])("it computes where nothing is kept: %s", async (_name, draw) => {
  expect(await reading({ ...draw, gives: { words: { type: "array", items: { type: "string" } } } })).toBe("computed");
});

test.each<[string, Draw]>([
  ["the whole says nothing", { path: "/solve", summary: "Solve a pattern" }],
  [
    "an order is made",
    { path: "/orders", summary: "Order a poster", whole: "Nothing is stored.", gives: { id: NUMBER } },
  ],
  ["a message goes out", { path: "/messages/send", summary: "Send a message", whole: "Nothing is stored." }],
  [
    "it only says how it went",
    { path: "/solve", summary: "Solve", whole: "Nothing is stored.", gives: { ok: NUMBER } },
  ],
])("it may change something though a text says so: %s", async (_name, draw) => {
  expect(await reading(draw)).toBeUndefined();
});
