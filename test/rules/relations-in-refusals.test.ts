import { expect, test } from "vitest";
import { bolaInconsistentAuthorization } from "../../src/rules/authorization/bola-inconsistent-authorization.ts";
import { faultsIn, returns, type Operations } from "./faults-in.ts";

/* Who is refused, said by how callers stand to the object or its owner, is a statement of whose objects are meant. */

const PERSON = {
  type: "object",
  properties: { email: { type: "string" }, birthday: { type: "string", format: "date" } },
};
const refused = (status: number, description: string): object => ({
  responses: { ...returns(PERSON), [status]: { description } },
});
const said = (description: string): object => ({ description, responses: returns(PERSON) });

/** Two operations beside that say it, and one that is asked. */
async function isSilent(operation: object): Promise<boolean> {
  const operations: Operations = {
    "GET /households/{id}": refused(403, "Not a member of this household"),
    "GET /households/{id}/expenses": refused(403, "Not a member of this household"),
    "PATCH /users/{userId}": refused(403, "Not your profile"),
    "GET /users/{userId}": operation,
  };
  const faults = await faultsIn(bolaInconsistentAuthorization, operations);
  return faults.some(({ places = [] }) => places.some((place) => place.operation?.id === "GET /users/{userId}"));
}

test.each<[string, object, boolean]>([
  ["nothing", said(""), true],
  ["a refusal of everything", refused(404, "Not found"), true],
  ["where an app shows it", said("Used for the own profile screen and for the housemate detail screen."), true],
  ["where an app shows it, in German", said("Wird für die eigene Profil-Ansicht verwendet."), true],
  ["which object is missing", refused(404, "Member not found"), true],
  ["which object is missing, in French", refused(404, "Membre introuvable"), true],
  ["what is shown", said("Returns the members that share an address."), true],
  ["a relation", refused(403, "Not a housemate"), false],
  ["a relation by 404", refused(404, "Not in the same household"), false],
  ["somebody else's", refused(403, "Not your profile"), false],
  ["who may", said("Only housemates of the user may read it; others get 403."), false],
  ["an exception from the refusal", said("Returns 403 unless the caller shares a household with the user."), false],
  ["others are refused", said("Returns 403 for users of another household."), false],
  ["in German", refused(403, "Kein Mitbewohner"), false],
  ["in French", refused(403, "Réservé aux colocataires"), false],
  ["in Spanish", refused(403, "No es compañero de piso"), false],
  ["in Portuguese", refused(403, "Não é colega de casa"), false],
])("an operation that says %s", async (_what, operation, expected) => {
  expect(await isSilent(operation)).toBe(expected);
});

test("an operation that says where it is used is no example of those that say whose objects they take", async () => {
  const [fault] = await faultsIn(bolaInconsistentAuthorization, {
    "GET /users/{userId}": said("Used for the own profile screen."),
    "GET /households/{id}": refused(403, "Not a member of this household"),
    "DELETE /households/{id}": refused(403, "Not a member of this household"),
    "PUT /users/{userId}/avatar": { requestBody: { content: { "image/png": {} } } },
  });
  expect(fault?.message).toContain("such as GET /households/{id}");
});
