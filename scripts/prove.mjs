/*
 * Shows that the authorization tests that are generated from a description find what they are for. Servers of two examples
 * run on the loopback interface, as described and with one flaw at a time; the tests are generated and run against each.
 *
 *   npm run build && npm run prove [-- --only fitness|telematics] [--flaw NAME]…
 *
 * What runs the tests is Redocly's `respect`, which npm fetches the first time. The exit code is 0 where every flaw was
 * caught and the servers without a flaw pass everything.
 */
import { parseArgs } from "node:util";
import { isProven, proofOf, SERVERS } from "../examples/proving-ground/proof.mjs";
import { proofText, summaryText } from "../examples/proving-ground/proof-text.mjs";

const { values } = parseArgs({
  options: { only: { type: "string" }, flaw: { type: "string", multiple: true, default: [] } },
});
const wanted = Object.entries(SERVERS).flatMap(([name, { FLAWS }]) => {
  const flaws = Object.keys(FLAWS).filter((flaw) => values.flaw.length === 0 || values.flaw.includes(flaw));
  return flaws.length === 0 || (values.only ?? name) !== name ? [] : [{ name, flaws }];
});
if (wanted.length === 0) throw new Error("There is no such server or flaw: --only fitness|telematics, --flaw NAME");
const proofs = [];
for (const { name, flaws } of wanted) {
  process.stderr.write(`Testing ${name}: without a flaw, then with each of ${flaws.length}. This takes minutes.\n`);
  const proof = await proofOf(name, flaws);
  proofs.push(proof);
  process.stdout.write(`${proofText(proof)}\n`);
}
process.stdout.write(`${summaryText(proofs)}\n`);
process.exitCode = proofs.every(isProven) ? 0 : 1;
