import { TEST_OUTCOMES } from "../core/test-outcomes.ts";
import {
  choice,
  command,
  flag,
  oneOperand,
  optionalOperand,
  someOperands,
  anyOperands,
  requiredChoice,
  requiredText,
  text,
  wholeNumber,
  type Command,
} from "./command-table.ts";
import { AS_OF, COLOR, CONFIG, colorOf } from "./shared-options.ts";

const COMMON = {
  root: text("the folder that contains the register; by default, the top folder of the repository"),
  config: CONFIG,
  register: text("the register, relative to the root"),
  asOf: AS_OF,
};
const IDS = someOperands("id", "the ID of an issue, or the fingerprint of a place");
const SPEC = oneOperand("spec", "the description");

/** The commands of `sallyport register`. What they do is loaded when one is asked for. */
export const REGISTER_COMMANDS: readonly Command[] = [
  command({
    words: ["register", "update"],
    help: "review descriptions, and update the register",
    operands: { specs: anyOperands("spec", "the descriptions; by default, those in the register") },
    options: COMMON,
    run: async (values, terminal) => (await import("./register-update.ts")).updateCommand(values, terminal),
  }),
  command({
    words: ["register", "list"],
    help: "list issues by owner, with age and due date; with --overdue, list only overdue issues, and exit 1 if there are any; with --since, print the weekly page",
    operands: {},
    options: {
      ...COMMON,
      overdue: flag("only overdue issues"),
      owner: text("only issues of this owner"),
      since: text(
        "print the weekly page: overdue issues, and what has changed since this day (issues that are new, regressed, accepted, fixed or dismissed, and tests)",
      ),
      format: choice("the format of the weekly page; default: text", ["text", "markdown"]),
      status: choice("only issues with this status", ["open", "accepted", "dismissed", "fixed", "regressed", "all"]),
      ...COLOR,
    },
    run: async (values, terminal) => {
      const { listCommand } = await import("./register-command.ts");
      return listCommand({ ...values, color: colorOf(values) }, terminal);
    },
  }),
  command({
    words: ["register", "open"],
    help: "create one issue for everything that must be fixed according to an impact assessment",
    example: "register open --from impact.json --ticket SEC-12",
    operands: {},
    options: {
      ...COMMON,
      from: requiredText("the assessment, as JSON from sallyport impact --format json=FILE"),
      owner: text("the owner of the issue; by default, the owner of the API"),
      due: text("the due date of the issue; by default, the date in the assessment"),
      ticket: text("the ticket of the issue"),
    },
    run: async (values, terminal) => (await import("./register-open.ts")).openCommand(values, terminal),
  }),
  command({
    words: ["register", "accept"],
    help: "accept the risk of issues or places until a given day",
    operands: { ids: IDS },
    options: {
      ...COMMON,
      reason: requiredText("the reason why the risk is accepted"),
      approver: requiredText("the person who is responsible for the risk"),
      until: requiredText("the last day on which the acceptance applies"),
      control: text("the compensating control that replaces a fix"),
      spec: text("the description of a place that the register does not contain"),
      base: text("only for an ID of the gate (gate-...): the base that the gate printed with this ID"),
      baseFile: text(
        "only for an ID of the gate (gate-...): the earlier description that the gate printed with this ID",
      ),
    },
    run: async (values, terminal) => (await import("./register-accept.ts")).acceptCommand(values, terminal),
  }),
  command({
    words: ["register", "assign"],
    help: "set the owner, the due date and the ticket of issues",
    operands: { ids: IDS },
    options: {
      ...COMMON,
      owner: text("the team or person"),
      due: text("the due date"),
      ticket: text("the ticket of the issue"),
    },
    run: async (values, terminal) => (await import("./register-command.ts")).assignCommand(values, terminal),
  }),
  command({
    words: ["register", "test"],
    help: "record the results of authorization tests for one operation, one boundary or the whole suite",
    example: "register test openapi.yaml --boundary user-id-read --outcome passed --by QA --until 2027-06-30",
    operands: { spec: SPEC, operation: optionalOperand("operation", "the operation, as method and path") },
    options: {
      ...COMMON,
      boundary: text(
        "record the result for this boundary of the review, such as user-id-read, instead of an operation",
      ),
      suite: flag("record the result for all tests of the review, instead of an operation", { against: "boundary" }),
      outcome: requiredChoice("the result of the test, or that it does not apply to the operation", [...TEST_OUTCOMES]),
      by: requiredText("the person who tested, or who decided"),
      because: text("with --outcome not-applicable: why the test does not apply"),
      evidence: text("where the evidence is (a URL or a file)"),
      until: text("the last day on which the result is valid"),
    },
    run: async (values, terminal) => (await import("./register-records.ts")).testCommand(values, terminal),
  }),
  command({
    words: ["register", "verify"],
    help: "check that an issue is really fixed; exit 0 only if the fix is real and all tests that it needs have passed",
    example: "register verify sp-26ee844877 --base v4.12.0",
    operands: { id: oneOperand("id", "the ID or the ticket of an issue") },
    options: {
      ...COMMON,
      base: text("a commit that has the issue; by default, the commit in which the issue was found"),
      format: choice("the format of the result; default: text", ["text", "json"]),
      ...COLOR,
    },
    run: async (values, terminal) => {
      const { verifyCommand } = await import("./register-verify.ts");
      return verifyCommand({ ...values, color: colorOf(values) }, terminal);
    },
  }),
  command({
    words: ["register", "close"],
    help: "mark issues as fixed; the next update checks this, and reopens issues that are not fixed",
    operands: { ids: IDS },
    options: { ...COMMON, note: text("the measure that was taken") },
    run: async (values, terminal) => (await import("./register-command.ts")).closeCommand(values, terminal),
  }),
  command({
    words: ["register", "attest"],
    help: "attest that what a fix claims about the service is true",
    example: 'register attest at-1a2b3c4d5e --by "A. Admin" --because "The load balancer redirects port 80 since 4.2"',
    operands: { ids: someOperands("id", "the ID of an attestation, from a review or from sallyport fix") },
    options: {
      ...COMMON,
      by: requiredText("the person who attests the claim"),
      because: requiredText("how this person knows that the claim is true"),
    },
    run: async (values, terminal) => (await import("./register-attest.ts")).attestCommand(values, terminal),
  }),
  command({
    words: ["register", "prune"],
    help: "remove issues that were fixed long ago, and issues of descriptions that are gone",
    operands: {},
    options: { ...COMMON, days: wholeNumber("keep issues that were fixed within this number of days", 365) },
    run: async (values, terminal) => (await import("./register-command.ts")).pruneCommand(values, terminal),
  }),
  command({
    words: ["register", "sign"],
    help: "sign a review; the signature becomes void when the description or its policy changes",
    operands: { spec: SPEC },
    options: { ...COMMON, by: requiredText("the person who signs") },
    run: async (values, terminal) => (await import("./register-records.ts")).signCommand(values, terminal),
  }),
];
