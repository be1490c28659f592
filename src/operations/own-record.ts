/*
 * What a service keeps of whoever calls, and no caller would be asked about: whether somebody was checked, what they are
 * owed, what they pay for, what others think of them. In the record that a caller changes by themselves each is one that
 * callers must not decide.
 */
import { memo } from "../core/memo.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { textOfName, wordsInOrder } from "../lexicon/name-tokens.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { returnsList } from "../exposure/lists.ts";
import { fixedSegments } from "../exposure/words.ts";
import type { Operation } from "../model/api.ts";
import type { RequestField } from "./request-fields.ts";
import { isOfCaller } from "./ordinary-changes.ts";

/** Whether an operation changes the one record that a caller has of themselves, or of what they act for, by its path alone. */
export function isOfOwnRecord(api: AssessedApi, operation: Operation): boolean {
  if (operation.method !== "PUT" && operation.method !== "PATCH" && operation.method !== "POST") return false;
  const last = fixedSegments(operation.path).at(-1) ?? "";
  if (CHOSEN.test(last)) return false;
  if (isOfCaller(operation)) return operation.method !== "POST" || isSelf(operation, last);
  return (
    operation.method !== "POST" &&
    !operation.path.includes("{") &&
    isActedFor(operation, last) &&
    isReadAsOne(api, operation)
  );
}

/** Where what is paid for is chosen: that is what the call is for. */
const CHOSEN = /plan|subscription|billing|tier|package|membership|licen[cs]e|upgrade|checkout/;

function isSelf({ lexicon }: Operation, last: string): boolean {
  const words = ownOf(last, lexicon);
  return words === "myself" || SELF.some((concept) => lexicon.is(words, concept));
}

/** Whether a segment names what a caller acts for, of which a path without an identifier means the caller's own. */
function isActedFor({ lexicon }: Operation, last: string): boolean {
  return lexicon.is(ownOf(last, lexicon), "acted-for");
}

const SELF = ["self-alone", "account", "profile"] as const;

/** What a segment names that may say of it that it is the caller's: `my-company`. */
function ownOf(segment: string, lexicon: Lexicon): string {
  const words = wordsInOrder(segment);
  return words.slice(words.length > 1 && lexicon.is(words[0]!, "own-mark") ? 1 : 0).join(" ");
}

/** Whether an operation changes a person, or what persons act for, that an identifier in its path names. */
export function isOfNamedRecord({ path, method, lexicon }: Operation): boolean {
  return (
    (method === "PUT" || method === "PATCH") &&
    /\}\/?$/.test(path) &&
    lexicon.is(textOfName(fixedSegments(path).at(-1) ?? ""), "person-or-acted-for")
  );
}

/** Whether a GET of the same path gives one thing. */
function isReadAsOne(api: AssessedApi, { path }: Operation): boolean {
  const read = readsByPath(api.operations).get(path);
  return read === undefined || !returnsList(read);
}

/** The GET of each path. */
const readsByPath = memo((operations: readonly Operation[]): ReadonlyMap<string, Operation> => {
  const reads = new Map<string, Operation>();
  for (const operation of operations)
    if (operation.method === "GET" && operation.operationKind === "path" && !reads.has(operation.path))
      reads.set(operation.path, operation);
  return reads;
});

/** Whether a field of one's own record holds what the service decides. */
export function isKeptByService(field: RequestField): boolean {
  if (field.isList) return false;
  const name = field.words.join(" ");
  if (field.types.includes("boolean")) return DECIDED.test(name) && !PREFERENCES.test(name);
  if (STATUS.test(name))
    return name.includes(" ") || field.parts.some(({ enum: values }) => (values ?? []).some(isVerdict));
  if (WHEN.test(name) || PLAN.test(name)) return true;
  const isNumber = field.types.some((type) => type === "integer" || type === "number");
  return isNumber
    ? AMOUNTS.test(name)
    : field.types.includes("string") && /(?:^| )(?:balance|credit limit)$/.test(name);
}

/** What is found out, granted or imposed. */
const DECIDED =
  /(?:^| )(?:verified|approved|passed|cleared|vetted|certified|accredited|exempt|exempted|waived|trusted|whitelisted|allowlisted|authorized|authorised|activated|validated|premium|vip|suspended|banned|blacklisted|frozen|paid|settled|insured|licensed|unlimited|eligible|qualified|graduated|geprueft|verifiziert|genehmigt|freigegeben|gesperrt|bezahlt|befreit|verifie|approuve|exempte|paye|verificado|aprobado|exento|pagado|aprovado|isento|pago)$|^is (?:pro|premium|vip|staff|partner|internal|employee|courier|driver|host|seller|teacher|organizer|manager|owner|reviewer|tester|agent|doctor|merchant|instructor|landlord|dispatcher)$/;
/** What somebody says of themselves, or wants. */
const PREFERENCES =
  /\b(?:notification|notify|show|hide|allow|consent|marketing|newsletter|email me|public|visible|wish|want|prefer)\b/;
const AMOUNTS = new RegExp(
  [
    String.raw`(?:^| )(?:balance|credit|point|cashback|mile|saldo|guthaben|solde|punto|punkte|ponto|credito)(?: (?:cent|minor|amount|balance|available|remaining|eur|usd|gbp))*$`,
    String.raw`(?:^| )(?:credit|withdrawal|withdraw|transfer|payout|overdraft|rate|storage|api|upload|seat|user|member|request|trading|purchase|order|daily|weekly|monthly|transaction|loan|borrow|borrowing|card|invoice|booking|usage|sms|project|license|licence) (?:limit|quota|allowance|cap)(?: (?:cent|minor|gb|mb|eur|usd))*$`,
    String.raw`(?:^| )(?:commission|platform fee|service fee|booking fee|transaction fee|processing fee|discount|interest|payout|revenue share|fee)(?: (?:rate|percent|percentage|pct|share|bp|factor|multiplier))+$|^(?:commission|discount|quota|seat)$`,
    String.raw`(?:^| )(?:rating|score|reputation|karma|gpa|grade point average|grade average|rank|ranking|average star|star average|bewertung|puntuacion|calificacion)(?: (?:average|avg|count|value))?$`,
    String.raw`^(?:monthly |base |cold |warm )?rent(?: (?:cent|amount|minor|eur))?$|(?:^| )(?:security |rental )?deposit(?: (?:cent|amount|held|minor))?$|^(?:base |gross |net |annual |monthly )?(?:salary|wage|tuition)(?: (?:cent|amount|minor))?$`,
  ].join("|"),
);
const PLAN =
  /^(?:(?:billing|subscription|pricing|account|service|support|current) )?(?:plan|tier)(?: (?:id|name|code|key|type|level))?$|^subscription (?:level|type|package|statu|status|state)$|^(?:membership|loyalty|license|licence|account|kyc|aml|verification|trust|clearance|security|access|risk|fraud|vip|insurance) (?:level|tier|class|rating|grade)$/;
const WHEN =
  /(?:^| )(?:trial|subscription|membership|plan|license|licence|premium|contract|lease|grace)(?: period)? (?:end|end at|end on|end date|until|expiry|expiry date|expire|expire at|expire on|expiration|expiration date|valid until|day|day left)$|^(?:paid|premium|active|valid|suspended|banned) (?:until|through|till)$|(?:^| )(?:verified|approved|certified|vetted|cleared) (?:at|on|by|date|until)$/;
const STATUS =
  /^(?:(?:account|member|approval|application|review|verification|kyc|aml|background check|onboarding|employment|enrolment|enrollment|compliance|payment|billing|credit|insurance|licence|license) )?(?:status|state)$/;

function isVerdict(value: unknown): boolean {
  return (
    typeof value === "string" &&
    /^(?:approved|verified|suspended|banned|blocked|rejected|paid|settled|terminated)$/i.test(value)
  );
}
