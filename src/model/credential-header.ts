import type { Parameter } from "./api.ts";

/** The header parameter by which an operation takes a credential outside of its requirement; `undefined` without one. */
export function credentialHeader(parameters: readonly Parameter[]): Parameter | undefined {
  return parameters.find(({ in: place, name }) => place === "header" && CREDENTIALS.test(name));
}

/** Names of headers that hold what lets a caller in. */
const CREDENTIALS =
  /^(?:authorization|x-authorization|proxy-authorization|(?:x-)?api-?key|(?:x-)?auth(?:entication|orization)?-?(?:token|key)|(?:x-)?access-?token|x-token|(?:x-)?session-?(?:token|id)|(?:x-)?(?:user|client)-?token|(?:x-)?jwt(?:-token)?|(?:x-)?client-?secret)$/i;
