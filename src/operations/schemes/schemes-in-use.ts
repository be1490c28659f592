import type { Api } from "../../model/api.ts";
import type { SecurityScheme } from "../../model/security.ts";

/**
 * The schemes that a caller meets: those that some operation requires. Where nothing is required anywhere, every
 * defined one, since its author meant it for something.
 */
export function schemesInUse(api: Api): readonly SecurityScheme[] {
  const used = api.securitySchemes.filter(({ usedBy }) => usedBy.length > 0);
  return used.length > 0 ? used : api.securitySchemes;
}
