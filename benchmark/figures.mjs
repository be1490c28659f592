/** The figures over judged APIs: counts, so that they can be added and written down; shares are made where they are shown. */
export function figuresOf(judged) {
  const flaws = judged.flatMap(({ truth, flaws: all }) => all.map((one) => ({ ...one, truth })));
  const visibility = (wanted) => flaws.filter(({ flaw }) => flaw.visible === wanted);
  const decoys = judged.flatMap(({ decoys: all }) => all);
  const found = flaws.filter((one) => one.found);
  return {
    apis: judged.length,
    refused: judged.filter(({ refused }) => refused).length,
    operations: sum(judged, ({ noise }) => noise.operations),
    flaws: {
      all: recallOf(flaws),
      visible: recallOf(visibility("visible")),
      partly: recallOf(visibility("partly")),
      bySeverity: groupedRecall(flaws, ({ flaw }) => flaw.severity),
      byCategory: groupedRecall(flaws, ({ flaw }) => flaw.owasp[0].replace(":2023", "")),
      byLanguage: groupedRecall(flaws, ({ truth }) => truth.language),
      byStyle: groupedRecall(flaws, ({ truth }) => truth.style),
    },
    severity: {
      found: found.length,
      right: found.filter(({ stepsOff }) => stepsOff === 0).length,
      near: found.filter(({ stepsOff }) => stepsOff <= 1).length,
    },
    decoys: {
      all: decoys.length,
      raised: decoys.filter(({ raised }) => raised).length,
      conditionally: decoys.filter(({ raised, conditionally }) => conditionally && !raised).length,
    },
    fields: fieldFigures(judged.flatMap(({ fields }) => fields ?? [])),
    exposure: rightOf(judged.flatMap(({ exposure }) => exposure ?? [])),
    verdicts: verdictFigures(judged.flatMap(({ verdict }) => verdict ?? [])),
    noise: Object.fromEntries(
      ["findings", "mentions", "loud", "loudFindings", "loudHits", "hints"].map((key) => [
        key,
        sum(judged, ({ noise }) => noise[key]),
      ]),
    ),
  };
}

/** The sum of a number over values. */
export function sum(values, numberOf) {
  return values.reduce((total, value) => total + numberOf(value), 0);
}

function recallOf(flaws) {
  const count = (is) => flaws.filter(is).length;
  return {
    all: flaws.length,
    found: count((one) => one.found),
    outright: count((one) => one.outright),
    asked: count((one) => one.asked),
    byCategory: count((one) => one.byCategory),
    atEqualNoise: Math.round(10 * sum(flaws, (one) => one.atEqualNoise)) / 10,
  };
}

/** By the group's name, in alphabetical order. */
function groupedRecall(flaws, groupOf) {
  const names = [...new Set(flaws.map((one) => groupOf(one)))].toSorted((a, b) => (a < b ? -1 : 1));
  return Object.fromEntries(names.map((name) => [name, recallOf(flaws.filter((one) => groupOf(one) === name))]));
}

/** Null for a tool that says nothing of fields. */
function fieldFigures(fields) {
  if (fields.length === 0) return null;
  return {
    right: sum(fields, ({ right }) => right),
    agreeing: sum(fields, ({ agreeing }) => agreeing),
    wrong: sum(fields, ({ wrong }) => wrong.length),
    missed: sum(fields, ({ missed }) => missed.length),
  };
}

function rightOf(values) {
  return values.length === 0 ? null : { all: values.length, right: values.filter(Boolean).length };
}

function verdictFigures(verdicts) {
  if (verdicts.length === 0) return null;
  return {
    all: verdicts.length,
    acceptable: verdicts.filter(({ acceptable }) => acceptable).length,
    asExpected: verdicts.filter(({ asExpected }) => asExpected).length,
    // The two mistakes that cost most.
    approvedWrongly: verdicts.filter(({ said, acceptable }) => !acceptable && said.startsWith("approve")).length,
    rejectedWrongly: verdicts.filter(({ said, acceptable }) => !acceptable && said === "reject").length,
  };
}
