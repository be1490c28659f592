import { prose } from "../../core/prose.ts";
import type { Concept } from "../../lexicon/concept.ts";
import { lexiconOf } from "../../lexicon/lexicon-of.ts";
import { textOfName } from "../../lexicon/name-tokens.ts";
import { isCard, isIban } from "./value-evidence.ts";

/** Somebody's own data that a text shows by its shape alone. */
export interface PersonalShape {
  /** What it is, as a reader calls it, with its article. */
  readonly is: string;
  /** Fixed characters that a text which has it has too; none where only digits are. */
  readonly hint: string | undefined;
  /** Global, with an upper bound. */
  readonly pattern: RegExp;
  /** Whether what the pattern found is one, and may be somebody's: not a number of the standards' own examples. */
  readonly isReal: (found: string) => boolean;
  /** Whether it is right and yet looks typed: it may be somebody's, and is masked, and is no fault. */
  readonly isMadeUp?: (found: string) => boolean;
  /** How many of its first characters tell nothing. */
  readonly shown: number;
}

/** What is a number elsewhere may stand behind the `~1` of a JSON Pointer. */
export const PERSONAL_SHAPES: readonly PersonalShape[] = [
  {
    is: "an e-mail address",
    hint: "@",
    pattern: /(?<![\w.+%-])[\w.+%-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.[a-z]{2,18}(?![\w-])/gi,
    isReal: isSomebodysAddress,
    shown: 1,
  },
  {
    is: "a payment card number",
    hint: undefined,
    pattern: /(?<![\w.+-](?<!~[01]))(?:[2-6]\d{3}(?:[ -]?\d{4}){3}|3[47]\d\d[ -]?\d{6}[ -]?\d{5})(?![\w.-])/g,
    isReal: isSomebodysCard,
    isMadeUp: hasDigitsInRow,
    shown: 0,
  },
  {
    is: "a bank account number",
    hint: undefined,
    pattern: /(?<![\w.+-](?<!~[01]))[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![\w.-])/g,
    isReal: isSomebodysIban,
    isMadeUp: hasDigitsInRow,
    shown: 2,
  },
  {
    is: "a US social security number",
    hint: "-",
    // Beside a point or a hyphen, too, as in a pointer or behind an id that ends in a digit: but not within a longer number.
    pattern:
      /(?<![A-Za-z0-9+](?<!~[01])|(?<![A-Za-z0-9])\d{1,20}[.-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![A-Za-z0-9]|[.-]\d)/g,
    isReal: (found) => !MADE_UP_SSN.test(found),
    shown: 0,
  },
];

/** Numbers that were never issued, or once printed in a wallet for sale. */
const MADE_UP_SSN =
  /^(?:123-45-6789|123-12-1234|078-05-1120|219-09-9999|111-11-1111|111-22-3333|222-22-2222|333-22-4444|555-55-5555|(\d)\1\1-\1\1-\1{4}|12[34]-\d\d-\d{4}|\d{3}-\d\d-(?:1234|4321|6789|(\d)\2\2\2))$/;

function isSomebodysAddress(found: string): boolean {
  const at = found.lastIndexOf("@");
  const [local, host] = [found.slice(0, at), found.slice(at + 1)];
  if (isMadeUpHost(host.toLowerCase()) || isMadeUpName(local) || local.length < 4 || /^\d+$/.test(local)) return false;
  // Files that are named for twice the resolution, and packages with their version.
  return !/\.(?:png|jpe?g|svg|gif|js|ts|json|git)$/i.test(host);
}

/** Names reserved by RFC 2606 and RFC 6761, and those that examples are written with. */
function isMadeUpHost(host: string): boolean {
  if (/(?:^|\.)(?:example|test|invalid|localhost|local|tld)$/.test(host)) return true;
  const labels = host.split(".");
  return labels.slice(0, -1).some((label, at) => {
    const word = label.slice(label.lastIndexOf("-") + 1).replace(/\d{1,9}$/, "");
    const isMadeUp = /^(?:(?:your|my|some|any)[a-z]*|xx+)$/.test(word) || isWord(word, "example-host");
    return isMadeUp && labels.slice(at + 1).every((rest) => /^[a-z]+$/.test(rest));
  });
}

/** What examples call people, and what is nobody's but a team's. */
function isMadeUpName(local: string): boolean {
  if (/(?:^|[._+-])(?:xxx+|no-?reply|do-?not-?reply)\d*(?:$|[._+-])/i.test(local)) return true;
  return local.split(/[._+-]/).some((part) => {
    const word = part.toLowerCase().replace(/\d{1,9}$/, "");
    return isWord(word, "example-person") || isWord(word, "team-mailbox");
  });
}

/** A text is shown by itself, without the API that it is of. */
function isWord(word: string, concept: Concept): boolean {
  return lexiconOf().is(word, concept) || lexiconOf().is(textOfName(word), concept);
}

function isSomebodysCard(found: string): boolean {
  const digits = found.replace(/[ -]/g, "");
  return isCard(digits) && !isRepetition(digits) && !TEST_CARDS.test(digits);
}

/** The numbers that card schemes and payment providers give out for tests, by how they begin. */
const TEST_CARDS =
  /^(?:4242|4000[05]|400002|400012|401288|4111|4222|4263|4444|44443|4485|4532|4539|4556|4716|4761|4917|4988|5100|5105|5111|5200|5204|5413|5424|5425|5454|5500|5506|5555|5577|5105|2223|2222|2720|2221|3411|3434|3700|3714|3743|3782|3787|3456|6011|6200|6011|6445|6541|6759|6771)/;

function isSomebodysIban(found: string): boolean {
  const compact = found.replace(/ /g, "");
  return (
    LENGTHS.get(compact.slice(0, 2)) === compact.length &&
    isIban(compact) &&
    !isRepetition(compact.slice(4)) &&
    !SAMPLE_IBANS.has(compact.slice(0, 12))
  );
}

/** How long the account numbers of each country are (ISO 13616, the registry of IBANs). */
const LENGTHS: ReadonlyMap<string, number> = new Map(
  prose`
    AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18
    FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21
    MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 TN24
    TR26 UA29 VA22 VG24 XK20
  `
    .split(" ")
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** How the examples in the SWIFT registry of IBANs begin, and those that everybody copies. */
const SAMPLE_IBANS = new Set([
  "DE8937040044",
  "DE7551210800",
  "DE4450010517",
  "GB29NWBK6016",
  "GB33BUKB2020",
  "GB82WEST1234",
  "GB94BARC1020",
  "FR1420041010",
  "FR7630006000",
  "FR7630001007",
  "NL91ABNA0417",
  "NL02ABNA0123",
  "NL39RABO0300",
  "ES9121000418",
  "ES7921000813",
  "BE6853900754",
  "BE7135139999",
  "IT60X0542811",
  "AT6119043002",
  "AT4832000000",
  "CH9300762011",
  "CH5604835012",
  "PT5000020123",
  "PL6110901014",
  "PL1010501000",
  "SE4550000000",
  "SE3550000000",
  "NO9386011117",
  "DK5000400440",
  "FI2112345600",
  "IE29AIBK9311",
  "IE64IRCE9205",
  "LU2800194006",
  "LT1210000111",
  "LV80BANK0000",
  "EE3822002210",
  "GR1601101250",
  "CZ6508000000",
  "HU4211773016",
  "HR1210010051",
  "SK3112000000",
  "SI5626330001",
  "RO49AAAA1B31",
  "BG80BNBG9661",
  "CY1700200128",
  "MT84MALT0110",
  "TR3300061005",
  "AE0703312345",
  "SA0380000000",
  "IL6201080000",
  "BR1800360305",
  "MC5811222000",
]);

/** The same digits again and again. */
function isRepetition(digits: string): boolean {
  return new Set(digits).size < 5 || /(\w)\1{4}/.test(digits);
}

/** Four digits in a row, as people type them; one of fifty real numbers has such, too. */
function hasDigitsInRow(found: string): boolean {
  return /0123|1234|2345|3456|4567|5678|6789|9876|8765|7654|6543|5432|4321/.test(
    found.replace(/[ -]/g, "").replace(/^[A-Z]{2}\d{2}/, ""), // the check digits of an account are nobody's choice
  );
}
