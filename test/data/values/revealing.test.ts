import { describe, expect, test } from "vitest";
import * as fc from "fast-check";
import { issuedShapes } from "../../../src/data/values/issued-shapes.ts";
import { mayHoldSecret, secretsIn } from "../../../src/data/values/secret-shapes.ts";
import { revealingIn } from "../../../src/data/values/revealing.ts";

/** What a text reveals, in words; in brackets what is plainly made up. */
function revealed(text: string): readonly string[] {
  return revealingIn(text).map(({ is, isMadeUp }) => (isMadeUp ? `(${is})` : is));
}

test.each([
  ["AKIAQ3ZKR7T2M5XWV6UB", ["an AWS access key"]],
  ["AKIAIOSFODNN7EXAMPLE", ["(an AWS access key)"]],
  ["AKIAAAAAAAAAAAAAAAAA", ["(an AWS access key)"]],
  ["XAKIAQ3ZKR7T2M5XWV6UB", []],
  ["use ghp_q8Rk2Vw7Zt5Yp1Xc9Lm3Nb6Hd4Js0Gf2Ae1U now", ["a GitHub token"]],
  ["ghp_yourtoken", []],
  ["sk_live_9fKq2LmZ7RtV4xWb", ["a Stripe key"]],
  ["sk_test_4eC39HqLyjWDarjtT1zdp7dc", ["(a Stripe test key)"]],
  ["postgres://app:kT9vQ2mZx@db.acme.io/orders", ["a password in an address"]],
  ["postgres://user:password@localhost/orders", ["(a password in an address)"]],
  ["https://{user}:{password}@acme.io", []],
  ["https://acme.io:8443/@handle", []],
  ["AccountKey=Zm9vYmFyYmF6cXV4cXV1eGNvcmdlZ3JhdWx0Z2FycGx5d2FsZG8=", ["the key of an Azure account"]],
  ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI5MjM3NDg5MjM3NDgiLCJpc3MiOiJ4In0.pV2kQmZ7RtV4xWb9fKq2LmZ7", ["a JSON Web Token"]],
  [
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
    ["(a JSON Web Token)"],
  ],
  ["-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQ...\n-----END PRIVATE KEY-----", ["(a private key)"]],
  ["agnes.kovacs@telekom-hosting.hu", ["an e-mail address"]],
  ["write to agnes.kovacs@telekom-hosting.hu.", ["an e-mail address"]],
  ["jane.doe@gmail.com", []],
  ["agnes.kovacs@example.com", []],
  ["support@telekom-hosting.hu", []],
  ["icon@2x.png", []],
  ["4929 7183 0264 9352", ["a payment card number"]],
  ["4929 7183 0264 9353", []],
  ["4242 4242 4242 4242", []],
  ["4929718302649352001", []],
  ["DE75501903000572918460", ["a bank account number"]],
  ["DE75501903000572918461", []],
  ["DE52501903001234918460", ["(a bank account number)"]],
  ["iban: DE21500500009876543226", []],
  ["4929 7123 4502 9003", ["(a payment card number)"]],
  ["4929 7123 4502 9004", []],
  ["12cb504e1427bbc14ebbe24bca87305fc388e69f6342e5e2ab29955b73647f0b", []],
  ["api_key=12cb504e1427bbc14ebbe24bca87305fc388e69f6342e5e2ab29955b73647f0b", ["a credential"]],
  ["DE89370400440532013000", []],
  ["FR15 3004 1917 0258 0M19 4J26 R54", ["a bank account number"]],
  ["the password is Tq9Zr2vK7mX4", ["a password"]],
  ["Password: Tq9$Zr2!vK7", ["a password"]],
  ["password: Passwort123", []],
  ["a password of 10 characters or more", []],
  ["536-22-8714", ["a US social security number"]],
  ["issues.sp-d6401282c0.536-22-8714 is not a key", ["a US social security number"]],
  ["18.536-22-8714", []],
  ["123-45-6789", []],
  ["666-22-8714", []],
])("%s reveals %j", (text, expected) => {
  expect(revealed(text)).toEqual(expected);
});

describe("No hint leaves out what a shape fits", () => {
  test.each(issuedShapes().map((shape) => [`${shape.is}: ${shape.pattern.source}`, shape] as const))(
    "%s",
    (_name, shape) => {
      const { pattern, isReal } = shape;
      expect(isReal).toBeUndefined();
      // What must not follow is not of the credential.
      const plain = pattern.source
        .replace(/\(\?[=!][^()]*(?:\([^()]*\)[^()]*)*\)/g, "")
        .replace(/\\b/g, "")
        .replaceAll("\\s", " \\n");
      const followed = pattern.source.includes("(?=(?:") ? "/20260131/" : "";
      fc.assert(
        fc.property(fc.stringMatching(new RegExp(`^(?:${plain})$`)), (sample) => {
          for (const text of [`${sample}${followed}`, `key%3D${sample}${followed}`, `a\\n${sample}${followed}`]) {
            expect(mayHoldSecret(text)).toBe(true);
            expect([...secretsIn(text)].map((found) => found.shape.is)).toContain(shape.is);
          }
        }),
        { numRuns: 20, seed: 7 },
      );
    },
  );
});
