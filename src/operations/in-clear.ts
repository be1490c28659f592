import { addressParts, reachOfHost } from "../exposure/reach.ts";
import type { Operation } from "../model/api.ts";

/** Whether an operation has no address but without TLS, on hosts that others reach. */
export function isInClear({ servers }: Operation): boolean {
  const addresses = servers.flatMap((server) => server.addresses);
  return (
    addresses.length > 0 &&
    addresses.every((address) => {
      const parts = addressParts(address);
      return parts?.scheme === "http" && reachOfHost(parts.host.replace(/:\d+$/, "")).reach === "external";
    })
  );
}
