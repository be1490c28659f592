/*
 * Who may join, told in passing: by the plans that an API has, a marketplace on which it is offered, or what its reader has by signing up.
 */

import { memo, memoBy } from "../core/memo.ts";
import { statedIn } from "../lexicon/statements.ts";
import type { Api } from "../model/api.ts";
import { credentialHeaders } from "../model/credential-header.ts";
import type { SecurityScheme } from "../model/security.ts";

type Described = Pick<Api, "info" | "tags" | "servers" | "operations">;

/** What a text of an API says of how its reader joins: of the whole, a part, a server, or a header that carries the credential. */
export const readerJoins = memoBy(
  ({ operations }: Described) => operations,
  ({ info, tags, servers, operations }): string | undefined => {
    const ofWhole = [info.description, ...tags.map(({ description }) => description)];
    const texts = new Set([...ofWhole, ...servers.map(({ description }) => description), ...saidOfHeaders(operations)]);
    if (ofWhole.some((text) => text !== undefined && isChosen(text))) return undefined;
    for (const text of texts) {
      const sentence = text === undefined ? undefined : sentenceOf(text);
      if (sentence !== undefined) return sentence;
    }
    return undefined;
  },
);

/** The same of the text of a scheme, which is about its credential. */
export const readerOfSchemeJoins = memo(({ description = "" }: SecurityScheme): string | undefined =>
  isChosen(description) ? undefined : sentenceOf(description),
);

/** Whether a text says that somebody looks at who asks, or makes the accounts of others. */
function isChosen(text: string): boolean {
  const stated = statedIn(text);
  return stated.has("vetted") || stated.has("enrolled-by-others");
}

function sentenceOf(text: string): string | undefined {
  const sentence = statedIn(text).get("reader-joins");
  if (sentence === undefined) return undefined;
  return sentence.length > 160 ? `${sentence.slice(0, 159)}…` : sentence;
}

/** What is written of the headers that carry a credential, which an API may repeat at each operation. */
function saidOfHeaders(operations: Api["operations"]): ReadonlySet<string> {
  return new Set(
    operations.flatMap(({ parameters }) =>
      credentialHeaders(parameters).flatMap(({ description }) => description ?? []),
    ),
  );
}
