import { denies } from "../../lexicon/denial.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { quoted } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { isSameCredential, isSentAlike } from "../../model/schemes-alike.ts";
import type { SecurityScheme } from "../../model/security.ts";
import type { Scope } from "../scope/scope.ts";
import type { Found } from "./found.ts";

/**
 * Where a credential was reported: the operations whose own credential is, by its text, that one or another, sent in the
 * same place: `EitherAuth: portal or staff token`.
 */
export function acceptsToo({ source: { api }, items, operations }: Scope): readonly Found[] {
  const reported = new Set(operations);
  return items.flatMap(({ kind, name }) => {
    const scheme = kind === "credential" ? api.securitySchemes.find((one) => one.name === name) : undefined;
    if (scheme === undefined) return [];
    const others = api.securitySchemes.filter((one) => one !== scheme && isSentAlike(one, scheme));
    return others.flatMap((other): Found[] => {
      const isSame = isSameCredential(other, scheme);
      if (!isSame && !standsForBoth(other, scheme, api)) return [];
      return other.usedBy
        .filter((operation) => !reported.has(operation))
        .map((operation) => ({
          relation: "same-data",
          operation,
          way: "response",
          why: isSame
            ? `accepts ${quoted(other.name)}, which is sent in the same place and described in the same words`
            : `accepts ${quoted(other.name)}, which by its text is the reported credential or another: try it there too`,
          flows: [],
          isForReported: true,
        }));
    });
  });
}

/** Whether the text of a scheme names what tells a reported one from the others, and what tells another one. */
function standsForBoth(
  scheme: SecurityScheme,
  reported: SecurityScheme,
  { securitySchemes, lexicon }: AssessedApi,
): boolean {
  const said = sentencesOf(scheme.description ?? "").map((sentence) => wordsInOrder(sentence));
  const affirmed = new Set(
    said.filter((words) => !denies(words, lexicon)).flatMap((words) => wordsOf(words.join(" "))),
  );
  const isNamed = (one: SecurityScheme): boolean => {
    const telling = tellingWords(one, securitySchemes);
    return telling.length > 0 && telling.every((word) => affirmed.has(word));
  };
  return isNamed(reported) && securitySchemes.some((one) => one !== reported && one !== scheme && isNamed(one));
}

/** The words of a scheme's name that no other has: `portal` of `PortalAuth` beside `StaffAuth`. */
function tellingWords({ name }: SecurityScheme, all: readonly SecurityScheme[]): readonly string[] {
  const others = new Set(all.filter((one) => one.name !== name).flatMap((one) => wordsOf(one.name)));
  return wordsOf(name).filter((word) => !others.has(word));
}
