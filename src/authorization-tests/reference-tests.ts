import type { Setting } from "./setting.ts";
import { operationsBelow } from "../model/operations-on-path.ts";
import { memo } from "../core/memo.ts";
import { firstByKey } from "../core/grouped.ts";
import type { Operation } from "../model/api.ts";
import type { Candidate } from "../operations/candidates/candidates.ts";
import { pathIdentifiers } from "../operations/candidates/object-identifiers.ts";
import { answerOf, idPointerIn } from "./answers.ts";
import type { Value } from "./authorization-test.ts";
import { addCall, bodyOf, isRecord, NotRunnable, type Draft } from "./draft.ts";
import { ANSWERED, inputFor, namesOfId, SUCCEEDS } from "./identifiers.ts";
import { addAlive, addSight, refusedBy } from "./object-tests.ts";

/*
 * Tests of what a call refers to, beside what it is about.
 */

/** A refers to one of B's. Where the API has such things, that is refused; where only a name of them is sent, B's own stays as it is. */
export function referenceTest(draft: Draft, { operation, identifiers }: Candidate): void {
  const { setting } = draft;
  const named = identifiers.filter(({ in: place }) => place === "body");
  const [first] = named;
  if (first === undefined || operation.path.includes("{") || named.some(({ name }) => /[.[\]]/.test(name)))
    throw new NotRunnable("what it refers to is nested too deep in its body");
  const thing = setting.resources.ofIdentifier(first.name);
  const reads = thing === undefined ? undefined : readsByThing(setting).get(thing.bare);
  if (reads === undefined) return unchangedTest(draft, operation);
  const { name } = pathIdentifiers(reads)[0]!; // as asked
  const id = inputFor(setting, reads, name, "B");
  const values: ReadonlyMap<string, Value> = new Map([[name, id]]);
  addCall(draft, { role: "control", as: "B", operation: reads, values, expects: [SUCCEEDS] });
  addAlive(draft, "A", operation);
  const body = bodyOf(setting, operation, { [first.name]: first.isMany ? [id] : id });
  if (!isRecord(body?.value)) throw new NotRunnable("its body is not an object");
  addCall(draft, {
    role: "attack",
    as: "A",
    operation,
    body,
    expects: [refusedBy(setting, operation, ["400", "403", "404", "409", "422"])],
  });
}

/** The first read of one thing of each kind that names nothing else. */
const readsByThing = memo(({ api, resources }: Setting) =>
  firstByKey(
    api.operations.filter((one) => one.method === "GET" && one.path.endsWith("}") && pathIdentifiers(one).length === 1),
    (one) => resources.ofParameter(one, pathIdentifiers(one)[0]!.name).bare, // as asked
  ),
);

/** B makes one, then A makes one of the same name: whatever A gets, that of B is what it was. */
function unchangedTest(draft: Draft, operation: Operation): void {
  const { setting } = draft;
  const read = operationsBelow(setting.api.operations, `${operation.path}/{`).find(
    (one) => one.method === "GET" && one.path.indexOf("}") === one.path.length - 1,
  );
  const parameter = read === undefined ? undefined : pathIdentifiers(read)[0];
  const answered = answerOf(operation);
  const pointer =
    read === undefined || parameter === undefined || answered === undefined
      ? undefined
      : idPointerIn(answered, namesOfId(setting, read, parameter.name));
  if (read === undefined || parameter === undefined || pointer === undefined)
    throw new NotRunnable("no operation reads what it makes, so a change of B's would not show");
  const output = addCall(draft, {
    role: "create",
    as: "B",
    operation,
    expects: [SUCCEEDS],
    outputs: { id: { pointer } },
  });
  const values: ReadonlyMap<string, Value> = new Map([[parameter.name, output("id")]]);
  const remover = setting.at("DELETE", read.path);
  if (remover !== undefined)
    draft.cleaning.push(
      () => void addCall(draft, { role: "cleanUp", as: "B", operation: remover, values, expects: [ANSWERED] }),
    );
  const seen = addSight(draft, read, values, "control");
  addAlive(draft, "A", operation);
  addCall(draft, { role: "attack", as: "A", operation, expects: [ANSWERED] });
  addSight(draft, read, values, "after", seen);
}
