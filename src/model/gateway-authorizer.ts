/*
 * Who checks the calls at a gateway: an authorizer stands beside a security scheme, as `x-amazon-apigateway-authorizer` and
 * `x-amazon-apigateway-authtype` of Amazon API Gateway, and other gateways' keys of the same form.
 */
import { member } from "../core/json-value.ts";
import type { SecurityScheme } from "./security.ts";

/**
 * Whether a program that the description does not show decides what a credential may do: an authorizer that is custom, or of a kind
 * that is not known. One that reads tokens by a standard checks their scopes, and nothing else.
 */
export function isCheckedByProgram({ extensions }: SecurityScheme): boolean {
  const kinds = [...extensions].flatMap(([name, { value }]) =>
    AUTHORIZER.test(name) ? [member(value, "type")] : AUTH_TYPE.test(name) ? [value] : [],
  );
  return kinds.length > 0 && !kinds.some((kind) => typeof kind === "string" && READS_TOKENS.test(kind));
}

const AUTHORIZER = /^x-[a-z-]*authorizer$/i;
const AUTH_TYPE = /^x-[a-z-]*auth-?type$/i;
const READS_TOKENS = /^(?:jwt|cognito_user_pools|o?auth-?2(?:\.0)?|oidc|open-?id(?:-?connect)?)$/i;
