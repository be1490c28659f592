import type { AgentDecision } from "../core/agent-reasons.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { decidedOperations, type DecidedOperation } from "./decided.ts";

/**
 * The operations with these decisions as route maps of FastMCP, in Python: all others are excluded. The first map that fits a
 * route counts there.
 */
export function fastMcpRouteMaps(
  api: AssessedApi,
  decisions: ReadonlySet<AgentDecision>,
  decided: readonly DecidedOperation[] = decidedOperations(api),
): string {
  const maps = decided
    .filter(({ decision }) => decisions.has(decision))
    .map(
      ({ operation: { method, pathItem } }) =>
        `    RouteMap(methods=[${python(method)}], pattern=${python(`^${escaped(pathItem.path)}$`)}, mcp_type=MCPType.TOOL),\n`,
    );
  return `# What agents may call. Pass it on: FastMCP.from_openapi(..., route_maps=ROUTE_MAPS)
# Before FastMCP 3 the import is fastmcp.server.openapi
from fastmcp.server.providers.openapi import MCPType, RouteMap

ROUTE_MAPS = [
${maps.join("")}    RouteMap(mcp_type=MCPType.EXCLUDE),
]
`;
}

/** A path as an expression that fits nothing else, parameters as they are written. */
function escaped(path: string): string {
  return path.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** A text as Python writes it: JSON's escapes mean the same there. */
function python(text: string): string {
  return JSON.stringify(text).replaceAll(/[^ -~]/g, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`,
    ).join(""),
  );
}
