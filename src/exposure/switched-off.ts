import { memo } from "../core/memo.ts";
import { member } from "../core/json-value.ts";
import { textOfValue } from "../core/text-of-value.ts";
import type { Operation } from "../model/api.ts";

/** Extensions by which a gateway or framework switches authentication off, with the value that does. */
const SWITCHES: readonly (readonly [extension: string, isOff: (value: unknown) => boolean])[] = [
  ["x-amazon-apigateway-auth", (value) => textOfValue(member(value, "type")).toUpperCase() === "NONE"],
  ["x-google-allow", (value) => value === "all"],
  ["x-wso2-disable-security", (value) => value === true],
  ["x-vault-unauthenticated", (value) => value === true],
  ["x-42c-no-authentication", (value) => value === true],
];

/** The extension that switches authentication off for an operation, at itself or at its path. */
export const switchOff = memo((operation: Operation): string | undefined => {
  for (const element of [operation, operation.pathItem]) {
    if (element.extensions.size === 0) continue;
    for (const [extension, isOff] of SWITCHES) {
      const node = element.extensions.get(extension);
      if (node !== undefined && isOff(node.value)) return extension;
    }
  }
  return undefined;
});
