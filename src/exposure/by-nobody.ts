import { wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import { credentialHeader } from "../model/credential-header.ts";

/** Whether nothing that is sent says who calls: no credential is asked for, and no header, cookie or token is taken. */
export function isByNobody({ access, parameters }: Operation): boolean {
  return (
    access === "anonymous" &&
    credentialHeader(parameters) === undefined &&
    !parameters.some(({ in: place, name, lexicon }) => place === "cookie" || lexicon.has(wordsOf(name), "token"))
  );
}
