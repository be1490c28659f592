import { expect, test } from "vitest";
import { countsOn } from "../../src/gate/register/list.ts";
import type { Issue } from "../../src/gate/register/register.ts";

/** An issue of January, due in February, as it is at the end of April. */
function issue(more: Partial<Issue> = {}): Issue {
  return {
    id: "sp-88e3bea820",
    rule: "bola-other-users-data",
    description: "openapi.yaml",
    title: "Profiles",
    severity: "high",
    status: "open",
    firstSeen: "2026-01-05",
    due: "2026-02-04",
    places: {},
    line: 1,
    ...more,
  };
}

const ACCEPTANCE = { reason: "A directory", approver: "Mara", until: "2026-03-10", on: "2026-02-12" } as const;
const ACCEPTED = issue({ status: "accepted", acceptance: ACCEPTANCE });
const BACK = issue({ status: "regressed", fixed: "2026-04-01", regressed: "2026-04-08", due: "2026-05-08" });

test.each<readonly [name: string, of: Issue, on: string, counts: "open" | "overdue" | "neither"]>([
  ["before it was seen", issue(), "2026-01-04", "neither"],
  ["on the day on which it was seen", issue(), "2026-01-05", "open"],
  ["on its last day", issue(), "2026-02-04", "open"],
  ["after it", issue(), "2026-02-05", "overdue"],
  ["accepted since: overdue by its own day before the acceptance", ACCEPTED, "2026-02-10", "overdue"],
  ["… and open before that", ACCEPTED, "2026-02-03", "open"],
  ["… and accepted from the day of its acceptance", ACCEPTED, "2026-02-12", "neither"],
  ["… to its last", ACCEPTED, "2026-03-10", "neither"],
  ["… and overdue once it expired", ACCEPTED, "2026-03-11", "overdue"],
  ["fixed since: overdue before", issue({ status: "fixed", fixed: "2026-04-01" }), "2026-03-31", "overdue"],
  ["… and fixed from that day", issue({ status: "fixed", fixed: "2026-04-01" }), "2026-04-01", "neither"],
  [
    "accepted, then fixed: still accepted while that held",
    issue({ status: "fixed", fixed: "2026-04-01", acceptance: ACCEPTANCE }),
    "2026-02-20",
    "neither",
  ],
  [
    "… and overdue between",
    issue({ status: "fixed", fixed: "2026-04-01", acceptance: ACCEPTANCE }),
    "2026-03-20",
    "overdue",
  ],
  ["back since: overdue before it was fixed, by the day that it had then", BACK, "2026-02-05", "overdue"],
  ["… and not yet", BACK, "2026-02-04", "open"],
  ["… and fixed between", BACK, "2026-04-07", "neither"],
  ["… and open with a new day", BACK, "2026-04-08", "open"],
  ["… and overdue after that", BACK, "2026-05-09", "overdue"],
  ["back, and accepted before: its acceptance is over", { ...BACK, acceptance: ACCEPTANCE }, "2026-04-09", "open"],
  [
    "back, and accepted since: open until then",
    { ...BACK, status: "accepted", acceptance: { ...ACCEPTANCE, on: "2026-04-20", until: "2026-06-30" } },
    "2026-04-19",
    "open",
  ],
  [
    "… and accepted from then on",
    { ...BACK, status: "accepted", acceptance: { ...ACCEPTANCE, on: "2026-04-20", until: "2026-06-30" } },
    "2026-04-20",
    "neither",
  ],
  ["opened again in spite of an acceptance", issue({ acceptance: ACCEPTANCE }), "2026-03-01", "overdue"],
  ["dismissed since", issue({ status: "dismissed", dismissed: "2026-03-01" }), "2026-02-28", "overdue"],
  ["… and from that day", issue({ status: "dismissed", dismissed: "2026-03-01" }), "2026-03-01", "neither"],
])("an issue counts as it was on a day: %s", (_, of, on, counts) => {
  const { open, overdue } = countsOn([{ ...of, covers: [], within: undefined, knownSince: of.firstSeen }], on);
  expect({ open, overdue }).toEqual({ open: counts === "neither" ? 0 : 1, overdue: counts === "overdue" ? 1 : 0 });
});
