import { expect, test } from "vitest";
import { businessFlowAbuse } from "../../src/rules/flows/business-flow-abuse.ts";
import { faultsIn, SIGN_UP, takes } from "./faults-in.ts";

/* Who takes the account of somebody else into their own family, household or team, and nobody asks that person. */

const TEXT = { type: "string" };

test.each<[string, string, string, boolean]>([
  ["family", "memberId", "Adds an account to your family. The consent of the other person is not required.", true],
  ["household", "accountNumber", "Adds the account at once, no confirmation is needed.", true],
  ["team", "email", "Adds the player without their consent.", true],
  ["familie", "mitgliedKundenId", "Das Konto ist sofort Mitglied, eine Zustimmung ist nicht vorgesehen.", true],
  ["haushalt", "kundennummer", "Nimmt das Konto ohne Einwilligung auf.", true],
  ["foyer", "numero", "Ajoute le compte au foyer. Son accord n'est pas demandé.", true],
  ["famille", "compteId", "Ajoute le compte sans son consentement.", true],
  ["familia", "socioId", "Añade la cuenta a la familia; no hace falta su consentimiento.", true],
  ["equipo", "correo", "Se añade sin su conformidad.", true],
  ["familia", "contaId", "Inclui a conta na família, sem a concordância da pessoa.", true],
  ["agregado-familiar", "numero", "A conta entra na hora; o consentimento não é necessário.", true],
  // who is asked, or what is none
  ["family", "memberId", "Adds an account to your family. The other person must consent first.", false],
  ["family", "memberId", "Invites an account. It is not a member without its confirmation.", false],
  ["familie", "mitgliedId", "Lädt ein Konto ein. Ohne Zustimmung wird es nicht aufgenommen.", false],
  ["orders", "orderId", "Places the order. An invitation is not required.", false],
  ["team", "name", "Renames the team. An invitation is not required.", false],
])("/%s takes %s: %s", async (segment, field, description, isFound) => {
  const faults = await faultsIn(businessFlowAbuse, {
    ...SIGN_UP,
    [`POST /customers/{id}/${segment}`]: { description, requestBody: takes({ [field]: TEXT }) },
  });
  expect(faults.length > 0).toBe(isFound);
});
