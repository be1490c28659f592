import { expect, test } from "vitest";
import { testBoundaries } from "../../src/review/boundaries.ts";
import { rankedTestsOf, takes, type Operations } from "../operations/tests-of.ts";

/** The boundaries that the tests of operations are conditions of, by operation. */
async function conditionsOf(operations: Operations): Promise<ReadonlyMap<string, string>> {
  const boundaries = testBoundaries(await rankedTestsOf(operations, "accounts"));
  return new Map(boundaries.flatMap(({ id, operations: those }) => those.map((one) => [one, id] as const)));
}

test.each([
  ["PUT /episodes/{episodeKey}", "{ title: { type: string } }"],
  ["PATCH /plans/{planId}", "{ price: { type: number } }"],
  ["PUT /virtual-numbers/{number}", "{ replyCallbackUrl: { type: string } }"],
  ["POST /payouts/{payoutId}/verify", "{ code: { type: string } }"],
  ["POST /beitraege/{beitragId}/veroeffentlichen", "{}"],
  ["PUT /articles/{articleId}/publier", "{}"],
  ["POST /dispositivos/{dispositivoId}/reiniciar", "{}"],
  ["PATCH /projetos/{projetoId}", "{ nome: { type: string } }"],
  ["POST /hardware/actions/{deviceId}/reinitialize", "{}"],
  ["POST /boards/{boardId}/lists", "{ name: { type: string } }"],
])("what changes a thing of another account is a condition, whatever it holds: %s", async (id, properties) => {
  const conditions = await conditionsOf({ [id]: takes(properties) });
  expect([...conditions.keys()]).toEqual([id]);
  expect(conditions.get(id)).toMatch(/-change$/);
});

test("what changes a thing is a condition beside what deletes it, in a group of its own", async () => {
  const conditions = await conditionsOf({
    "DELETE /medias/{id}": "",
    "PUT /medias/{id}": takes("{ title: { type: string } }"),
  });
  expect([...conditions]).toEqual([
    ["DELETE /medias/{id}", "account-id-delete"],
    ["PUT /medias/{id}", "account-id-change"],
  ]);
});

test.each([
  ["PUT /messages/{messageId}/read", "{}"],
  ["PUT /nachrichten/{id}/gelesen", "{}"],
  ["POST /messages/{id}/marquer-comme-lu", "{}"],
  ["POST /avisos/{id}/marcar-como-leido", "{}"],
  ["POST /avisos/{id}/marcar-como-lido", "{}"],
  ["POST /boards/{boardId}/reorder", "{ ids: { type: array, items: { type: string } } }"],
  ["POST /karten/{karteId}/sortieren", "{}"],
  ["PUT /panneaux/{panneauId}/mise-en-page", "{}"],
  ["PATCH /paneles/{panelId}", "{ color: { type: string }, ordenDeVisualizacion: { type: integer } }"],
  ["PATCH /quadros/{quadroId}", "{ cor: { type: string } }"],
  ["PATCH /notices/{noticeId}", "{ isRead: { type: boolean } }"],
  ["POST /notes/{noteId}/pin", "{}"],
])("what only sorts, colours or marks as read is none: %s", async (id, properties) => {
  expect([...(await conditionsOf({ [id]: takes(properties) }))]).toEqual([]);
});

test("what refers to a thing of somebody else in one of the caller's own is tested, and a condition where data is at stake", async () => {
  expect([
    ...(await conditionsOf({
      "GET /folders/{folderId}": "",
      "POST /templates": takes("{ folderId: { type: string } }"),
    })),
  ]).not.toContainEqual(["POST /templates", expect.anything()]);
});
