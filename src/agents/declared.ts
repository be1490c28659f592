import { isObject } from "../core/json-value.ts";
import { memoBy } from "../core/memo.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import type { Api } from "../model/api.ts";

/** What says that an API is meant for agents: `sallyport.yaml`, or an extension; `undefined` where nothing does. */
export function declaredForAgents(api: AssessedApi): string | undefined {
  const { isDeclared } = api.policy.agents;
  if (isDeclared === false) return undefined;
  return isDeclared === true ? "agents in sallyport.yaml" : declaringExtension(api);
}

/** The first extension of the API, a path or an operation by which tools for agents are made. */
const declaringExtension = memoBy(
  ({ operations }: Api) => operations,
  (api): string | undefined => {
    const elements = [api, api.info, ...api.operations.flatMap((operation) => [operation, operation.pathItem])];
    for (const { extensions } of elements)
      for (const [name, { value }] of extensions)
        if (FOR_AGENTS.test(name) && value !== false && !(isObject(value) && Object.keys(value).length === 0))
          return name;
    return undefined;
  },
);

/** `x-mcp-exposure`, `x-agent-instructions`, `x-agents`; `x-mcp: false` says of an operation that it is none. */
const FOR_AGENTS = /^x-(?:mcp|agents?|ai-agents?|llm)(?:-|$)/i;
