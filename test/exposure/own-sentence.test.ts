import { expect, test } from "vitest";
import { ownSentence } from "../../src/exposure/callers-own.ts";
import { apiOf, returns } from "../rules/faults-in.ts";

test.each([
  "Returns your own orders",
  "Returns the orders of the currently authenticated user",
  "Orders that are linked to your access token",
  "Orders that the caller has sent",
  "Liefert Ihre eigenen Bestellungen",
  "Liefert alle meine Bestellungen",
  "Bestellungen, die dem Token zugeordnet sind",
  "Bestellungen, die Ihrem Zugriffs-Token zugehörig sind",
  "Bestellungen des angemeldeten Benutzers",
  "Bestellungen der aktuell eingeloggten Kundin",
  "Bestellungen des authentifizierten Kunden, und des gerade authentifizierten Mandanten, des authentifizierten Nutzers",
  "Bestellungen des aktuellen Nutzers",
  "Liste vos propres commandes",
  "Commandes associées au jeton",
  "Commandes liées à votre jeton",
  "Retourne toutes mes commandes",
  "Commandes du client connecté",
  "Commandes de la personne actuellement authentifiée",
  "Commandes de l'utilisateur courant",
  "Commandes de l'utilisateur actuel",
  "Mostrar sus propios pedidos",
  "Pedidos asociados a su token",
  "Pedidos vinculados al token",
  "Consultar todos mis pedidos",
  "Pedidos del cliente autenticado",
  "Pedidos de la persona actualmente conectada",
  "Pedidos del usuario actual",
  "Exibir os seus próprios pedidos",
  "Mostrar as suas próprias compras",
  "Pedidos associados ao seu token",
  "Pedidos vinculados ao token",
  "Exibir todos os meus pedidos",
  "Retorna as minhas compras",
  "Pedidos do cliente autenticado",
  "Pedidos da pessoa atualmente logada",
  "Pedidos do usuário atual",
])("what an operation says is the caller's own: %s", async (summary) => {
  expect(await own(summary)).toBe(summary);
});

test.each([
  "Lists the orders of a customer",
  "Bestellungen eines Benutzers",
  "Commandes d'un client",
  "Pedidos de um cliente",
])("what is said of others: %s", async (summary) => {
  expect(await own(summary)).toBeUndefined();
});

async function own(summary: string): Promise<string | undefined> {
  const api = await apiOf({
    "GET /orders": { summary, responses: returns({ properties: { total: { type: "number" } } }) },
  });
  return ownSentence(api.operations[0]!);
}
