import { grouped } from "../../core/grouped.ts";
import { prose, quoted, yaml } from "../../core/prose.ts";
import { addressParts, reachOfHost } from "../../exposure/reach.ts";
import { placeOf, type Api, type Operation } from "../../model/api.ts";
import type { Server, ServerVariable } from "../../model/servers.ts";
import type { Rule } from "../rule.ts";

/** A server whose host is a variable of free choice. */
export const callerControlledServer: Rule = {
  id: "caller-controlled-server",
  title: "Server host is an unrestricted variable",
  owasp: ["API8:2023", "API10:2023"],
  cwe: [923],
  asvs: ["V10.1.1"],
  confidence: "likely",

  rationale: prose`
    The server host is a variable that accepts any value. Clients generated from the description read it from a setting
    or from a user, and send every credential to that host. It is also unclear which hosts the API really has.
  `,
  exploit: prose`
    An attacker makes a client use another value for the host, for example with a set-up link that a user opens. The
    client sends its token there with the next call, because the description allows that host. The attacker uses the
    token at the real host.
  `,
  remediation: prose`
    List the hosts: declare an enum for the variable, or one server for each host. If each customer has a separate
    host in your domain, let only one part of the name vary: {customer}.example.com.
  `,

  examples: {
    bad: [
      yaml`
        servers:
          - url: https://{host}/v1 # ✗
            variables:
              host:
                default: api.acme.io
        paths:
          /orders:
            get: {}
      `,
    ],
    good: [
      yaml`
        servers:
          - url: https://{tenant}.acme.io/{version}
            variables:
              tenant:
                default: demo
              version:
                default: v1
          - url: https://{host}/v1
            variables:
              host:
                default: api.acme.io
                enum: [api.acme.io, api.eu.acme.io]
        paths:
          /orders:
            get: {}
      `,
    ],
  },

  *check(api) {
    for (const [server, operations] of serversOf(api)) {
      const name = freeHost(server);
      if (name === undefined) continue;
      const value = server.variables.get(name)?.default;
      yield {
        at: placeOf(server, "url"),
        cause: server.url,
        carriers: operations,
        message: `${quoted(`{${name}}`)} of ${quoted(server.url)} accepts any host`,
        mitigations: isNobodys(value) ? ["its default shows that users host the API themselves"] : [],
      };
    }
  },
};

/** Every server of operations once, by its address, with those of the first list that it stands in. */
function serversOf(api: Api): readonly (readonly [Server, readonly Operation[]])[] {
  const found = new Map<string, readonly [Server, readonly Operation[]]>();
  for (const [servers, operations] of grouped(api.operations, (operation) => operation.servers))
    for (const server of servers) if (!found.has(server.url)) found.set(server.url, [server, operations]);
  return [...found.values()];
}

/** The variable that the host ends in, where it takes any value: what a domain ends in says whose it is. */
function freeHost({ url, variables }: Server): string | undefined {
  const start = /^(?:[\w+.-]+:|\{[^{}]*\}:?)?\/\//.exec(url)?.[0].length ?? (url.startsWith("{") ? 0 : undefined);
  if (start === undefined) return undefined;
  let host = /^[^/?#]*/.exec(url.slice(start))![0].replace(/:(?:\d+|\{[^{}]*\})$/, "");
  // What follows the host need not begin with a slash that is written out: {hostname}{basePath}.
  for (let i = 0; i < MOST_VARIABLES && isPathVariable(variables.get(lastVariable(host) ?? "")); i += 1)
    host = host.slice(0, host.lastIndexOf("{"));
  const name = lastVariable(host);
  const variable = name === undefined ? undefined : variables.get(name);
  return variable !== undefined && variable.enum === undefined ? name : undefined;
}

const MOST_VARIABLES = 8;

function lastVariable(host: string): string | undefined {
  return host.endsWith("}") ? host.slice(host.lastIndexOf("{") + 1, -1) : undefined;
}

function isPathVariable(variable: ServerVariable | undefined): boolean {
  return variable !== undefined && (variable.default === "" || variable.default?.startsWith("/") === true);
}

/** Whether a host says nothing of where an API runs: none, a placeholder, a machine's own. */
function isNobodys(value: string | undefined): boolean {
  if (value === undefined || value === "") return true;
  const host = addressParts(value)?.host ?? /^[^/?#]*/.exec(value)![0];
  return reachOfHost(host.replace(/:\d+$/, "")).reach !== "external";
}
