import { expect, test } from "vitest";
import { serverControlledField } from "../../src/rules/data/server-controlled-field.ts";
import { internalSwitch } from "../../src/rules/inputs/internal-switch.ts";
import { massAssignment } from "../../src/rules/authorization/mass-assignment.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { faultsIn, takes } from "../rules/faults-in.ts";

const FLAG = { type: "boolean" };
const NUMBER = { type: "number" };
const TEXT = { type: "string" };
const said = (schema: object, description: string): object => ({ ...schema, description });

/** Each pair differs in what a text says. */
test.each<[Rule, string, string, Record<string, object>, string]>([
  [serverControlledField, "POST /visits", "The system calculates the urgency.", { urgency: NUMBER }, "urgency"],
  [serverControlledField, "POST /visits", "The client calculates the urgency.", { urgency: NUMBER }, ""],
  [serverControlledField, "POST /visits", "", { urgency: said(NUMBER, "Calculada en el triaje") }, "urgency"],
  [serverControlledField, "POST /visits", "", { urgency: said(NUMBER, "Calculated if omitted") }, ""],
  [serverControlledField, "POST /visits", "", { digest: said(TEXT, "Calculated over the body") }, ""],
  [serverControlledField, "PUT /foyers/{id}", "Le quotient détermine le tarif.", { quotient: NUMBER }, "quotient"],
  [serverControlledField, "PUT /foyers/{id}", "Le quotient figure sur la carte.", { quotient: NUMBER }, ""],
  [serverControlledField, "POST /corrections", "", { approvedByEmployeeId: NUMBER }, "approvedByEmployeeId"],
  [serverControlledField, "POST /corrections", "", { employeeId: NUMBER }, ""],
  [internalSwitch, "POST /transfers", "", { force: said(FLAG, "Executed without the second approval") }, "force"],
  [internalSwitch, "POST /transfers", "", { force: said(FLAG, "Executed at night, too") }, ""],
  [internalSwitch, "POST /virements", "Avec `forcer`, part sans attendre la validation.", { forcer: FLAG }, "forcer"],
  [internalSwitch, "POST /virements", "Avec `forcer`, part sans attendre le soir.", { forcer: FLAG }, ""],
  [internalSwitch, "POST /runs", "", { autoApprove: FLAG }, "autoApprove"],
  [internalSwitch, "POST /runs", "", { autoStart: FLAG }, ""],
  [massAssignment, "PATCH /locks/{id}", "Whatever is sent is merged.", { ownerId: TEXT, name: TEXT }, "ownerId"],
  [massAssignment, "PATCH /locks/{id}", "Name and owner are stored.", { ownerId: TEXT, name: TEXT }, ""],
  [massAssignment, "PATCH /files/{id}", "", { approvedByLawyer: FLAG }, "approvedByLawyer"],
  [massAssignment, "PATCH /files/{id}", "", { openedByLawyer: FLAG }, ""],
])("%o: %s saying %j with %j is about %j", async (rule, id, description, properties, name) => {
  const faults = await faultsIn(rule, { "GET /me": {}, [id]: { description, requestBody: takes(properties) } });
  expect(faults.map(({ at }) => at.pointer.split("/").at(-1)).join()).toBe(name);
});
