/**
 * What an example value shows by its shape alone, as the name that `evidence` has in `data-categories.yaml`; `credential` for
 * tokens and keys that their issuers made recognisable.
 */
export function evidenceOf(value: unknown): ValueEvidence | undefined {
  if (typeof value !== "string" || value.length < 7 || value.length > 4_000) return undefined;
  if (EMAIL.test(value)) return "email";
  if (CREDENTIAL.test(value)) return "credential";
  if (value.length > 60) return undefined;
  if (IPV4.test(value)) return "ip";
  if (PHONE.test(value) && !DECIMAL.test(value)) return "phone";
  const compact = value.replace(/[ -]/g, "");
  if (isIban(compact)) return "iban";
  if (CARD.test(compact) && isCard(compact)) return "card";
  return undefined;
}

/** The shapes that example values are looked at for. */
export type ValueEvidence = "email" | "credential" | "ip" | "phone" | "iban" | "card";

const EMAIL = /^[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}$/;
const IPV4 = /^(?:\d{1,3}\.){3}\d{1,3}$/;
const PHONE = /^\+\d{1,3}[ \d().-]{6,18}$/;
/** A number with a sign, such as a latitude; a telephone number that is written so has more digits behind its point. */
const DECIMAL = /^\+\d{1,3}\.\d{1,7}$/;
const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;
const CARD = /^(?:4\d{12}(?:\d{3})?|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|6(?:011|5\d\d)\d{12})$/;
/** JSON Web Tokens (RFC 7519), private keys (RFC 7468), and the prefixes of AWS, GitHub, GitLab, Google, Slack and Stripe. */
const CREDENTIAL =
  /^(?:eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*|-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----[^]*|AKIA[A-Z0-9]{16}|gh[opsu]_\w{20,}|glpat-[\w-]{20,}|AIza[\w-]{30,}|xox[abprs]-[\w-]{8,}|[sr]k_(?:live|test)_\w{8,})$/;

/** The form and the remainder, which is 1, are those of ISO 13616. */
export function isIban(value: string): boolean {
  if (!IBAN.test(value)) return false;
  let remainder = 0;
  for (const character of value.slice(4) + value.slice(0, 4)) {
    for (const digit of Number.parseInt(character, 36).toString()) remainder = (remainder * 10 + Number(digit)) % 97;
  }
  return remainder === 1;
}

/** The check digit of ISO/IEC 7812 (Luhn's) is right. */
export function isCard(value: string): boolean {
  let sum = 0;
  for (let at = 0; at < value.length; at++) {
    const digit = Number(value[value.length - 1 - at]);
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
