/*
 * Where a gateway sends the calls of an operation, in the extensions of the gateways that write it into a description:
 * `x-amazon-apigateway-integration` of Amazon API Gateway, `x-google-backend` of Google's API Gateway and Endpoints.
 */
import { isObject, member } from "../core/json-value.ts";
import { memo } from "../core/memo.ts";
import { childPointer, type Place } from "../core/place.ts";
import type { Operation } from "./api.ts";

/** What a gateway does with the calls of an operation. */
export interface GatewayTarget {
  /** The address that is called; of a function of the cloud it is an ARN. */
  readonly address: string;
  readonly at: Place;
  /** Whether it is said to be called through a private link. */
  readonly isPrivate: boolean;
  /** Whether a request is passed on as it comes. */
  readonly isPassedOn: boolean;
  /** What the gateway itself writes into each request that it sends, whoever calls. */
  readonly literals: readonly GatewayLiteral[];
}

/** A fixed value that a gateway sends to the service behind it. */
export interface GatewayLiteral {
  /** Of the header or the query parameter. */
  readonly name: string;
  readonly value: string;
  readonly at: Place;
}

/** Where the calls of an operation go, where a description of a gateway says so. */
export const gatewayTargetOf = memo((operation: Operation): GatewayTarget | undefined => {
  const { node } = operation;
  const place = (...keys: readonly string[]): Place => ({
    file: node.source.file,
    pointer: keys.reduce(childPointer, node.pointer),
  });
  const integration = member(node.value, AMAZON);
  const uri = member(integration, "uri");
  if (typeof uri === "string") {
    const sent = member(integration, "requestParameters");
    return {
      address: uri,
      at: place(AMAZON, "uri"),
      isPrivate: member(integration, "connectionType") === "VPC_LINK",
      isPassedOn: member(integration, "type") === "http_proxy",
      literals: Object.entries(isObject(sent) ? sent : {}).flatMap(([key, value]) => {
        const name = SENT.exec(key)?.[1];
        const literal = typeof value === "string" ? LITERAL.exec(value)?.[1] : undefined;
        return name === undefined || literal === undefined
          ? []
          : [{ name, value: literal, at: place(AMAZON, "requestParameters", key) }];
      }),
    };
  }
  const address = member(member(node.value, GOOGLE), "address");
  return typeof address === "string"
    ? { address, at: place(GOOGLE, "address"), isPrivate: false, isPassedOn: true, literals: [] }
    : undefined;
});

const AMAZON = "x-amazon-apigateway-integration";
const GOOGLE = "x-google-backend";
/** What a mapping sets, by its key; a value in single quotes is sent as it stands. */
const SENT = /^integration\.request\.(?:header|querystring)\.([^.\s]{1,100})$/;
const LITERAL = /^'([^']{1,2000})'$/;
