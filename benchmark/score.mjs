/*
 * Scores what a tool said of descriptions against their truths.
 *
 *   node benchmark/hits.mjs TOOL [NAME…]     lists every flaw with what found it, decoys that were raised, fields, verdicts
 *
 * The words:
 *
 * - A *mention* is one thing that a tool says. Its kind is `finding`; for Sallyport also `conditional` (a finding that
 *   stands under an assumption: "if anyone can get this key, then …"), `question` and `test`. It names operations, or, where
 *   it names none, fields, an object of the description, or security schemes; an adapter reads them from the tool's own
 *   text, list or pointer. Severities are the tool's own: error is high, warning medium, information low, hint info.
 * - A mention is *about* a flaw when it names the place and is about the weakness.
 *   The place: one of the flaw's operations; where the mention names no operation, one of the flaw's fields or the object
 *   that directly holds it, or a security scheme that one of the flaw's operations takes. A flaw of no operation is about
 *   the whole API: any place will do.
 *   Where both name properties, or both name parameters outside of the path, one must be the same or within the other;
 *   what a rule says of the values of one field (no maxLength) is about no other field.
 *   The weakness: one of the flaw's `weaknesses` (weaknesses.json) is one that the tool's rule is mapped to
 *   (adapters/TOOL.rules.json). Where a truth gives no weaknesses, an OWASP category in common will do.
 * - A flaw is *found* when a finding of low or above is about it, conditional ones included; *outright* when one of them
 *   rests on no assumption. It is *asked* when only a question or a test is about it: the right outcome where the
 *   description gives no more than a reason to suspect (`partly`), and reported apart.
 * - *By category* counts, besides what is found, what is at the place and of an OWASP category in common, whatever its
 *   weakness: an upper bound for every tool, since "string without maxLength" and "no limit on log-ins" are of one category.
 * - A decoy is *raised* when a finding of medium or above is about it, and about no flaw of the truth; apart from that,
 *   *under an assumption*, when only conditional findings are.
 * - *Noise*: findings an operation, and mentions an operation. Here a finding counts once for each operation that it names,
 *   and at least once; low and above, conditional ones included. Of those of medium and above, the share that is about a flaw.
 * - *At equal noise*: those mentions are ranked by the tool's own severity and cut at one an operation of the description.
 *   Among mentions of the severity at which the cut falls, none is better by the tool's own word, so the expected share of
 *   found flaws is given, as if they were drawn by lot.
 * - *Fields*: what the tool calls confidential or restricted, against the labels; `?` counts neither way.
 * - *Exposure* is right when it is one of those that the truth defends, a *verdict* when it is acceptable; those that are
 *   the expected one are counted apart.
 * - *Severity* of what was found: the highest that is about the flaw, equal to the truth's, or one step off.
 */
import { isAbout, isOfCategory } from "./match.mjs";
import { sum } from "./figures.mjs";

const RANK = { info: 0, low: 1, medium: 2, high: 3, critical: 4 };

/**
 * What a tool said of one API, judged: `flaws` and `decoys` with what is about them, `fields`, `exposure`, `verdict`,
 * `noise`. `said` is what an adapter reads from a kept result: mentions, and what else the tool tells.
 */
export function judged({ truth, description }, said) {
  const findings = said.mentions.filter(
    ({ kind, severity }) => (kind === "finding" || kind === "conditional") && RANK[severity] >= RANK.low,
  );
  const hints = said.mentions.filter(({ kind }) => kind === "question" || kind === "test");
  const kept = keptChances(findings, description.operations.length);
  const flaws = truth.flaws.map((flaw) => {
    const about = findings.filter((mention) => isAbout(description, flaw, mention));
    const asking = hints.filter((mention) => isAbout(description, flaw, mention));
    const worst = Math.max(...about.map(({ severity }) => RANK[severity]));
    return {
      flaw,
      about,
      asking,
      found: about.length > 0,
      outright: about.some(({ restsOnAssumption }) => restsOnAssumption !== true),
      asked: about.length === 0 && asking.length > 0,
      byCategory: about.length > 0 || findings.some((mention) => isOfCategory(description, flaw, mention)),
      stepsOff: about.length === 0 ? null : Math.abs(worst - RANK[flaw.severity]),
      atEqualNoise: kept(unitsAbout(description, flaw, about)),
    };
  });
  const hits = new Set(flaws.flatMap(({ about }) => about));
  const loud = findings.filter((mention) => RANK[mention.severity] >= RANK.medium && !hits.has(mention));
  return {
    truth,
    flaws,
    decoys: truth.decoys.map((decoy) => {
      const about = loud.filter((mention) => isAbout(description, decoy, mention));
      return { decoy, about, raised: about.some(({ kind }) => kind === "finding"), conditionally: about.length > 0 };
    }),
    fields: said.fields === null ? null : fieldsJudged(description, truth.labels, said.fields),
    exposure: said.exposure === null ? null : truth.exposure.includes(said.exposure),
    verdict: said.verdict === null ? null : verdictJudged(truth.verdict, said.verdict),
    noise: {
      operations: description.operations.length,
      findings: findings.length,
      mentions: sum(findings, unitsOf),
      loud: sum(
        findings.filter(({ severity }) => RANK[severity] >= RANK.medium),
        unitsOf,
      ),
      loudFindings: findings.filter(({ severity }) => RANK[severity] >= RANK.medium).length,
      loudHits: [...hits].filter(({ severity }) => RANK[severity] >= RANK.medium).length,
      hints: sum(hints, unitsOf),
    },
    refused: said.refused !== null,
  };
}

/** How often a mention counts: once for each operation that it names. */
function unitsOf({ operations }) {
  return Math.max(1, operations.length);
}

/** How many units of each severity are about a flaw: those at its operations; all of them where it has none. */
function unitsAbout(description, flaw, about) {
  const own = new Set(flaw.operations.map((id) => description.operation(id).id));
  const units = ({ operations }) =>
    own.size === 0 ? unitsOf({ operations }) : Math.max(1, operations.filter((id) => own.has(id)).length);
  return (rank) =>
    sum(
      about.filter(({ severity }) => RANK[severity] === rank),
      units,
    );
}

/** The chance that at least one of a flaw's units is kept when the units of findings are cut at `limit`, worst first. */
function keptChances(findings, limit) {
  const sizes = [4, 3, 2, 1].map((rank) => ({
    rank,
    size: sum(
      findings.filter(({ severity }) => RANK[severity] === rank),
      unitsOf,
    ),
  }));
  return (unitsAt) => {
    let left = limit;
    for (const { rank, size } of sizes) {
      const own = unitsAt(rank);
      if (own > 0 && left >= size) return 1;
      // Units of one severity are drawn by lot: what is left after those that are worse, out of all of this one.
      if (own > 0 && left > 0) return 1 - chanceOfNone(size, own, left);
      left = Math.max(0, left - size);
    }
    return 0;
  };
}

/** The chance that `drawn` of `size` holds none of `own`. */
function chanceOfNone(size, own, drawn) {
  let chance = 1;
  for (let i = 0; i < drawn; i++) chance *= Math.max(0, size - own - i) / (size - i);
  return chance;
}

function verdictJudged({ expected, acceptable }, said) {
  return { said, expected, acceptable: acceptable.includes(said), asExpected: said === expected };
}

/** The category that a tool gives agrees with a label when its key begins with one of these (fideslang). */
const AGREES = {
  credential: ["user.authorization", "system.authentication"],
  "payment-card": ["user.financial.credit_card", "user.payment"],
  "bank-account": ["user.financial.bank_account", "user.payment"],
  financial: ["user.financial", "user.payment", "user.behavior.purchase_history"],
  "government-id": ["user.government_id"],
  health: ["user.health_and_medical", "user.biometric.health", "user.sensor", "user.user_sensor"],
  biometric: ["user.biometric", "user.authorization.biometric", "user.health_and_medical.genetic"],
  "special-category": [
    "user.demographic.race_ethnicity",
    "user.demographic.religious_belief",
    "user.demographic.political_opinion",
    "user.demographic.sexual_orientation",
    "user.criminal_history",
  ],
  demographic: ["user.demographic", "user.job_title", "user.workplace"],
  name: ["user.name"],
  contact: ["user.contact", "user.social"],
  location: ["user.location", "user.contact.address"],
  "device-id": ["user.device", "user.telemetry", "user.government_id.vehicle_registration", "user.unique_id"],
  "account-name": ["user.account", "user.name", "user.unique_id", "user.social"],
  content: ["user.content", "user.biometric.voice"],
  photo: ["user.content.self_image", "user.content"],
  behavior: ["user.behavior", "user.telemetry", "user.sensor"],
};

/** The label that a category is nearest to. */
export function labelOf(category) {
  return Object.keys(AGREES).find((label) => AGREES[label].some((key) => `${category}.`.startsWith(`${key}.`)));
}

/** `said` has the place and category of each field that the tool calls sensitive. */
function fieldsJudged(description, labels, said) {
  const categories = new Map(said.map(({ place, category }) => [description.fieldAt(place) ?? place, category]));
  const rows = Object.entries(labels).map(([name, label]) => ({ name, label, places: description.locate(name) }));
  const labelled = new Set(rows.flatMap(({ places }) => places));
  const counted = rows.filter(({ label }) => label !== "?");
  const found = counted.filter(({ places }) => places.some((place) => categories.has(place)));
  const agreeing = found.filter(({ label, places }) =>
    places.some((place) => AGREES[label].some((key) => `${categories.get(place) ?? ""}.`.startsWith(`${key}.`))),
  );
  const wrong = [...categories.keys()].filter((place) => !labelled.has(place));
  return {
    right: found.length,
    agreeing: agreeing.length,
    wrong,
    wrongAs: wrong.map((place) => categories.get(place)),
    found: found.map(({ label }) => label),
    missed: counted.filter((row) => !found.includes(row)).map(({ name, label }) => ({ name, label })),
  };
}
