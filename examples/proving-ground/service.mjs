/*
 * Serves a description over HTTP, in memory and on the loopback interface alone.
 */
import { createServer } from "node:http";

const LONGEST_BODY = 100_000;

/**
 * A server of a description. `handlers` has a function for each `operationId`, which gets who calls, the parameters and the
 * body, checked against the description, and gives the answer. `identify` gives who calls, or the problem to answer with.
 * `ignoresUnknown` says of which operations the body may have properties that the description does not allow.
 */
export function service({ description: { operations }, handlers, identify, problems, ignoresUnknown = () => false }) {
  const missing = operations.filter(({ id }) => handlers[id] === undefined);
  if (missing.length > 0) throw new Error(`No handler for ${missing.map(({ id }) => id).join(", ")}`);

  const answerTo = async (request) => {
    const { pathname, searchParams } = new URL(request.url, "http://localhost");
    const there = operations.filter(({ pattern }) => pattern.test(pathname));
    if (there.length === 0) return problems.notFound();
    const operation = there.find(({ method }) => method === request.method);
    if (operation === undefined)
      return problems.problem(405, "method-not-allowed", "Method not allowed", undefined, {
        allow: there.map(({ method }) => method).join(", "),
      });

    const caller = operation.security.length === 0 ? undefined : identify(request.headers, operation);
    if (caller?.status !== undefined) return caller;

    const given = { path: operation.pattern.exec(pathname).groups ?? {}, query: searchParams, header: request.headers };
    const { values, faults, isLost } = parametersOf(operation, given);
    if (isLost) return problems.notFound();
    if (faults.length > 0) return problems.invalid(faults[0]);

    const { body, fault } = await bodyOf(request, operation, ignoresUnknown(operation.id));
    if (fault !== undefined) return problems.invalid(fault);
    return handlers[operation.id]({ caller, parameters: values, body });
  };

  return createServer((request, response) => {
    answerTo(request).then(
      ({ status, body, headers }) => {
        const type = { "content-type": status < 400 ? "application/json" : "application/problem+json" };
        response.writeHead(status, { ...(body === undefined ? {} : type), ...headers });
        response.end(body === undefined ? undefined : JSON.stringify(body));
      },
      (error) => {
        process.stderr.write(`${error.stack}\n`);
        response.writeHead(500).end();
      },
    );
  });
}

/** Listens on the loopback interface, on a free port unless one is given, and gives the address. */
export async function listen(server, port = 0) {
  await new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  return `http://127.0.0.1:${server.address().port}`;
}

/**
 * The values of an operation's parameters. A path with a value that does not fit leads nowhere. Where the description has no
 * 400, a query parameter that does not fit counts as left out.
 */
function parametersOf(operation, given) {
  const values = {};
  const faults = [];
  let isLost = false;
  for (const { name, in: place, required, schema, check } of operation.parameters) {
    const text =
      place === "query"
        ? (given.query.get(name) ?? undefined)
        : given[place][place === "header" ? name.toLowerCase() : name];
    if (text === undefined) {
      if (required) faults.push(`${name} is missing`);
      values[name] = schema.default;
      continue;
    }
    const holder = { value: text };
    const [fault] = check(holder);
    values[name] = fault === undefined ? holder.value : schema.default;
    if (fault !== undefined && place === "path") isLost = true;
    else if (fault !== undefined && operation.responses.has(400)) faults.push(`${name} ${fault}`);
  }
  return { values, faults, isLost };
}

/** The body of a request, read and checked, or what is wrong with it. */
async function bodyOf(request, operation, mayHaveMore) {
  if (operation.body === undefined) return {};
  if (!/^application\/json\b/.test(request.headers["content-type"] ?? "")) return { fault: "the body is not JSON" };
  let text = "";
  for await (const part of request.setEncoding("utf8")) {
    text += part;
    if (text.length > LONGEST_BODY) return { fault: "the body is too long" };
  }
  try {
    const body = JSON.parse(text);
    const faults = operation.body({ value: body }).filter((one) => !mayHaveMore || !/additional properties/.test(one));
    return faults.length === 0 ? { body } : { fault: faults[0].replace(/^\//, "") };
  } catch {
    return { fault: "the body is not JSON" };
  }
}
