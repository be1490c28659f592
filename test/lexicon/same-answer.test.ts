import { describe, expect, test } from "vitest";
import { statedIn } from "../../src/lexicon/statements.ts";

describe("that the answer is the same whether or not somebody is known", () => {
  test.each([
    "The response and the time are the same in the two cases.",
    "Answers `202` also if the address already has an account (the owner is then told by e-mail).",
    "Returns 202 even if the e-mail is registered already.",
    "la respuesta y el tiempo son los mismos en los dos casos.",
    "Responde 202 también si el correo ya está registrado.",
    "La réponse et sa durée sont les mêmes dans les deux cas.",
    "Répond 202 même si l'adresse est déjà utilisée.",
    "A resposta e o tempo são os mesmos nos dois casos.",
    "Responde 202 também se o e-mail já está cadastrado.",
    "Antwort und Dauer sind in beiden Fällen gleich.",
    "Antwortet mit 202, auch wenn die Adresse schon vergeben ist.",
    "A resposta de erro é a mesma para CPF inexistente e senha errada.",
  ])("is stated by %s", (text) => {
    expect(statedIn(text).has("same-answer")).toBe(true);
  });

  test.each([
    "Answers 202 also if no newsletter was chosen.",
    "Answers 409 if the address already has an account.",
    "Responde 409 si el correo ya está registrado.",
    "Répond 409 si l'adresse est déjà utilisée.",
    "Antwortet mit 409, wenn die Adresse schon vergeben ist.",
    "Responde 409 se o e-mail já está cadastrado.",
  ])("is not stated by %s", (text) => {
    expect(statedIn(text).has("same-answer")).toBe(false);
  });
});
