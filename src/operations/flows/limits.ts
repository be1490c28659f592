import { memo } from "../../core/memo.ts";
import type { Api, Operation } from "../../model/api.ts";
import { requestFields } from "../request-fields.ts";

/** Whether a description says that an operation is limited: a 429, a header or an extension of rate limits, a captcha, or its words. */
export const isLimited = memo((operation: Operation): boolean => {
  const headers = operation.responses.flatMap((response) => response.headers.map(({ name }) => name));
  const texts = [
    operation.description,
    operation.summary,
    ...operation.responses.map(({ description }) => description),
  ];
  return (
    operation.responses.some(({ status }) => status === "429") ||
    headers.some((name) => /rate-?limit|retry-after/i.test(name)) ||
    [...operation.extensions.keys(), ...operation.pathItem.extensions.keys()].some((name) =>
      /rate|throttl|limit/i.test(name),
    ) ||
    requestFields(operation).some(({ name }) => /captcha|turnstile|proof_?of_?work/i.test(name)) ||
    texts.some((text) => text !== undefined && LIMITED.test(text) && !UNLIMITED.test(text))
  );
});

/** Whether the text of the whole says that calls are limited. */
export function isLimitedAsAWhole({ info, description }: Api): boolean {
  return [info.description, description].some(
    (text) => text !== undefined && LIMITED.test(text) && !UNLIMITED.test(text),
  );
}

const LIMITED =
  /\b(?:rate[- ]?limit(?:s|ed|ing)?|throttl(?:e|ed|es|ing)|too many (?:requests|attempts|tries|times)|(?:number of )?(?:attempts?|tries) (?:are |is |was |were )?(?:exceeded|limited)|locked (?:out|after)|lock-?out|captcha)\b/i;
const UNLIMITED = /\b(?:no|not|without|missing|lack of|lacks|never) (?:\w+ ){0,2}(?:rate|throttl|limit|lock|captcha)/i;
