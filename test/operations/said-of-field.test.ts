import { expect, test } from "vitest";
import { massAssignmentServerField } from "../../src/rules/data/mass-assignment-server-field.ts";
import { internalParameter } from "../../src/rules/inputs/internal-parameter.ts";
import { massAssignment } from "../../src/rules/authorization/mass-assignment.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { faultsIn, takes } from "../rules/faults-in.ts";

const FLAG = { type: "boolean" };
const NUMBER = { type: "number" };
const TEXT = { type: "string" };
const said = (schema: object, description: string): object => ({ ...schema, description });

/** Each pair differs in what a text says. */
test.each<[Rule, string, string, Record<string, object>, string]>([
  [massAssignmentServerField, "POST /visits", "The system calculates the urgency.", { urgency: NUMBER }, "urgency"],
  [massAssignmentServerField, "POST /visits", "The client calculates the urgency.", { urgency: NUMBER }, ""],
  [massAssignmentServerField, "POST /visits", "", { urgency: said(NUMBER, "Calculada en el triaje") }, "urgency"],
  [massAssignmentServerField, "POST /visits", "", { urgency: said(NUMBER, "Calculated if omitted") }, ""],
  [massAssignmentServerField, "POST /visits", "", { digest: said(TEXT, "Calculated over the body") }, ""],
  [massAssignmentServerField, "PUT /foyers/{id}", "Le quotient détermine le tarif.", { quotient: NUMBER }, "quotient"],
  [massAssignmentServerField, "PUT /foyers/{id}", "Le quotient figure sur la carte.", { quotient: NUMBER }, ""],
  [massAssignmentServerField, "POST /corrections", "", { approvedByEmployeeId: NUMBER }, "approvedByEmployeeId"],
  [massAssignmentServerField, "POST /corrections", "", { employeeId: NUMBER }, ""],
  [internalParameter, "POST /transfers", "", { force: said(FLAG, "Executed without the second approval") }, "force"],
  [internalParameter, "POST /transfers", "", { force: said(FLAG, "Executed at night, too") }, ""],
  [
    internalParameter,
    "POST /virements",
    "Avec `forcer`, part sans attendre la validation.",
    { forcer: FLAG },
    "forcer",
  ],
  [internalParameter, "POST /virements", "Avec `forcer`, part sans attendre le soir.", { forcer: FLAG }, ""],
  [internalParameter, "POST /runs", "", { autoApprove: FLAG }, "autoApprove"],
  [internalParameter, "POST /runs", "", { autoStart: FLAG }, ""],
  [massAssignment, "PATCH /locks/{id}", "Whatever is sent is merged.", { ownerId: TEXT, name: TEXT }, "ownerId"],
  [massAssignment, "PATCH /locks/{id}", "Name and owner are stored.", { ownerId: TEXT, name: TEXT }, ""],
  [massAssignment, "PATCH /files/{id}", "", { approvedByLawyer: FLAG }, "approvedByLawyer"],
  [massAssignment, "PATCH /files/{id}", "", { openedByLawyer: FLAG }, ""],
])("%o: %s saying %j with %j is about %j", async (rule, id, description, properties, name) => {
  const faults = await faultsIn(rule, { "GET /me": {}, [id]: { description, requestBody: takes(properties) } });
  expect(faults.map(({ at }) => at.pointer.split("/").at(-1)).join()).toBe(name);
});
