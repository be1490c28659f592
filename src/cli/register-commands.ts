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
  root: text("the folder that holds the register; by default the top of the repository"),
  config: CONFIG,
  register: text("the register, relative to the root"),
  asOf: AS_OF,
};
const IDS = someOperands("id", "ids of issues, or fingerprints of places");
const SPEC = oneOperand("spec", "the description");

/** The commands of `sallyport register`. What they do is loaded when one is asked for. */
export const REGISTER_COMMANDS: readonly Command[] = [
  command({
    words: ["register", "update"],
    help: "review descriptions, and bring the register up to date",
    operands: { specs: anyOperands("spec", "descriptions; by default those in the register") },
    options: COMMON,
    run: async (values, terminal) => (await import("./register-update.ts")).updateCommand(values, terminal),
  }),
  command({
    words: ["register", "list"],
    help: "issues by owner, with age and due date; --overdue exits with 1 if there are any; --since prints the weekly page",
    operands: {},
    options: {
      ...COMMON,
      overdue: flag("only what is overdue"),
      owner: text("only issues of this owner"),
      since: text("the weekly page: what is new, back, fixed and accepted since a day, and what is overdue"),
      format: choice("format of the weekly page; text by default", ["text", "markdown"]),
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
    help: "make one issue of all that an impact assessment says must be fixed",
    example: "register open --from impact.json --ticket SEC-12",
    operands: {},
    options: {
      ...COMMON,
      from: requiredText("the assessment, as JSON from sallyport impact --format json=FILE"),
      owner: text("who fixes it; by default the owner of the API"),
      due: text("the day by which it must be fixed; by default as the assessment says"),
      ticket: text("the ticket"),
    },
    run: async (values, terminal) => (await import("./register-open.ts")).openCommand(values, terminal),
  }),
  command({
    words: ["register", "accept"],
    help: "accept the risk of issues or places until a given day",
    operands: { ids: IDS },
    options: {
      ...COMMON,
      reason: requiredText("why the risk is accepted"),
      approver: requiredText("who is responsible for the risk"),
      until: requiredText("the last day on which the acceptance holds"),
      control: text("the compensating control, instead of a fix"),
      spec: text("the description that has a place which the register does not know"),
      base: text("for the ID of a decision: the base that the gate printed with it"),
      baseFile: text("for the ID of a decision: the earlier description that the gate printed with it"),
    },
    run: async (values, terminal) => (await import("./register-accept.ts")).acceptCommand(values, terminal),
  }),
  command({
    words: ["register", "assign"],
    help: "set the owner, the due date and the ticket of issues",
    operands: { ids: IDS },
    options: {
      ...COMMON,
      owner: text("a team or a person"),
      due: text("the day by which it must be dealt with"),
      ticket: text("the ticket"),
    },
    run: async (values, terminal) => (await import("./register-command.ts")).assignCommand(values, terminal),
  }),
  command({
    words: ["register", "test"],
    help: "record the outcome of authorization tests: of an operation, of a boundary, or of the whole suite",
    example: "register test openapi.yaml --boundary user-id-read --outcome passed --by QA --until 2027-06-30",
    operands: { spec: SPEC, operation: optionalOperand("operation", "method and path") },
    options: {
      ...COMMON,
      boundary: text("a boundary of the review instead of an operation, such as user-id-read"),
      suite: flag("every test of the review instead of an operation", { against: "boundary" }),
      outcome: requiredChoice("the result of the test", ["passed", "failed"]),
      by: requiredText("who tested"),
      evidence: text("where the record of the test is"),
      until: text("the last day on which the outcome counts"),
    },
    run: async (values, terminal) => (await import("./register-records.ts")).testCommand(values, terminal),
  }),
  command({
    words: ["register", "verify"],
    help: "check that an issue is really fixed: exit 0 only if it is, and the tests that the fix needs have passed",
    example: "register verify sp-26ee844877 --base v4.12.0",
    operands: { id: oneOperand("id", "the id or the ticket of an issue") },
    options: {
      ...COMMON,
      base: text("a commit that has the issue; by default the one in which it was found"),
      format: choice("format of the result; text by default", ["text", "json"]),
      ...COLOR,
    },
    run: async (values, terminal) => {
      const { verifyCommand } = await import("./register-verify.ts");
      return verifyCommand({ ...values, color: colorOf(values) }, terminal);
    },
  }),
  command({
    words: ["register", "close"],
    help: "mark issues as fixed; the next update compares, and reopens those that are not fixed",
    operands: { ids: IDS },
    options: { ...COMMON, note: text("what was done") },
    run: async (values, terminal) => (await import("./register-command.ts")).closeCommand(values, terminal),
  }),
  command({
    words: ["register", "attest"],
    help: "attest that what a fix claims about the service is true",
    example: 'register attest at-1a2b3c4d5e --by "A. Admin" --because "The load balancer redirects port 80 since 4.2"',
    operands: { ids: someOperands("id", "ids of attestations, as a review or sallyport fix shows them") },
    options: {
      ...COMMON,
      by: requiredText("who attests it"),
      because: requiredText("how they know it"),
    },
    run: async (values, terminal) => (await import("./register-attest.ts")).attestCommand(values, terminal),
  }),
  command({
    words: ["register", "prune"],
    help: "remove issues that were fixed long ago, and those of descriptions that are gone",
    operands: {},
    options: { ...COMMON, days: wholeNumber("keep what was fixed within this many days", 365) },
    run: async (values, terminal) => (await import("./register-command.ts")).pruneCommand(values, terminal),
  }),
  command({
    words: ["register", "sign"],
    help: "sign a review; the signature is void once the description or its policy changes",
    operands: { spec: SPEC },
    options: { ...COMMON, by: requiredText("who signs") },
    run: async (values, terminal) => (await import("./register-records.ts")).signCommand(values, terminal),
  }),
];
