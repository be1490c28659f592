/*
 * Credentials that their issuers made recognisable, wherever in a text they stand. Each shape begins with fixed letters
 * and has an upper bound, so that looking for it is linear on any text.
 */

/** What a credential is known by. */
export interface SecretShape {
  /** What it is, as a reader calls it, with its article. */
  readonly is: string;
  /** Fixed letters, of which one must be in a text that has it; in small letters. */
  readonly hints: readonly string[];
  /** Global; the group `secret` is what nobody may see, all of it where there is no such group. */
  readonly pattern: RegExp;
  /** How many of its first characters say no more than who issued it. */
  readonly shown: number;
  /** Whether a guess may find it: then even a hash would say too much. */
  readonly isGuessable?: boolean;
  /** Whoever has it may not do much, or not for long. */
  readonly isWeak?: "token" | "restricted";
}

export const SECRET_SHAPES: readonly SecretShape[] = [
  {
    is: "a private key",
    hints: ["private key"],
    // RFC 7468; in JSON the line ends are written as `\n`.
    pattern:
      /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?<secret>[A-Za-z0-9+/=:,.\s\\-]{16,20000})/g,
    shown: 0,
  },
  {
    is: "an AWS access key",
    hints: ["akia", "asia"],
    // Not the one that a signature names, which opens nothing by itself.
    pattern: /(?<![A-Za-z])(?:AKIA|ASIA)[A-Z2-7]{16}\b(?!(?:\/|%2F)\d{8}(?:\/|%2F))/g,
    shown: 4,
  },
  {
    is: "the AWS access key of a signature",
    hints: ["akia", "asia"],
    pattern: /(?<![A-Za-z])(?:AKIA|ASIA)[A-Z2-7]{16}(?=(?:\/|%2F)\d{8}(?:\/|%2F))/g,
    shown: 4,
    isWeak: "restricted",
  },
  { is: "a GitHub token", hints: ["gh"], pattern: /(?<![A-Za-z])gh[opsur]_[A-Za-z0-9]{36,255}\b/g, shown: 4 },
  { is: "a GitHub token", hints: ["github_pat_"], pattern: /(?<![A-Za-z])github_pat_\w{40,255}\b/g, shown: 11 },
  { is: "a GitLab token", hints: ["glpat-"], pattern: /(?<![A-Za-z])glpat-[\w-]{20,255}/g, shown: 6 },
  {
    is: "a Google API key",
    hints: ["aiza"],
    pattern: /(?<![A-Za-z])AIza[\w-]{35}(?![\w-])/g,
    shown: 4,
    isWeak: "restricted",
  },
  { is: "a Google OAuth secret", hints: ["gocspx-"], pattern: /(?<![A-Za-z])GOCSPX-[\w-]{28}/g, shown: 7 },
  { is: "a Slack token", hints: ["xox"], pattern: /(?<![A-Za-z])xox[abeoprs]-[\w-]{20,255}/g, shown: 5 },
  {
    is: "the address of a Slack webhook",
    hints: ["hooks.slack.com/"],
    pattern: /hooks\.slack\.com\/(?:services|workflows)\/(?<secret>[\w/]{30,120})/g,
    shown: 0,
  },
  { is: "a Stripe key", hints: ["k_live_"], pattern: /(?<![A-Za-z])[rs]k_live_\w{16,255}/g, shown: 8 },
  {
    is: "a Stripe test key",
    hints: ["k_test_"],
    pattern: /(?<![A-Za-z])[rs]k_test_\w{16,255}/g,
    shown: 8,
    isWeak: "restricted",
  },
  { is: "a Stripe webhook secret", hints: ["whsec_"], pattern: /(?<![A-Za-z])whsec_[A-Za-z0-9+/=]{24,255}/g, shown: 6 },
  { is: "a SendGrid key", hints: ["sg."], pattern: /(?<![A-Za-z])SG\.[\w-]{22}\.[\w-]{43}/g, shown: 3 },
  { is: "an npm token", hints: ["npm_"], pattern: /(?<![A-Za-z])npm_[A-Za-z0-9]{36}\b/g, shown: 4 },
  {
    is: "an OpenAI key",
    hints: ["sk-"],
    pattern: /(?<![A-Za-z])sk-(?:proj-|svcacct-)?[\w-]{20,74}T3BlbkFJ[\w-]{20,74}/g,
    shown: 3,
  },
  { is: "an Anthropic key", hints: ["sk-ant-"], pattern: /(?<![A-Za-z])sk-ant-[\w-]{32,255}/g, shown: 7 },
  { is: "a DigitalOcean token", hints: ["_v1_"], pattern: /(?<![A-Za-z])do[opr]_v1_[a-f0-9]{64}\b/g, shown: 7 },
  { is: "a Shopify token", hints: ["shp"], pattern: /(?<![A-Za-z])shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}\b/g, shown: 6 },
  { is: "a Telegram bot's token", hints: [":aa"], pattern: /(?<![A-Za-z])\d{8,10}:AA[\w-]{33}(?![\w-])/g, shown: 0 },
  {
    is: "the key of an Azure account",
    hints: ["key="],
    pattern: /(?<![A-Za-z])(?:AccountKey|SharedAccessKey)=(?<secret>[A-Za-z0-9+/]{32,128}={0,2})/g,
    shown: 0,
  },
  {
    is: "a JSON Web Token",
    hints: ["eyj"],
    // RFC 7519: header and claims are objects in Base64.
    pattern: /(?<![A-Za-z])eyJ[\w-]{10,2000}\.eyJ[\w-]{5,8000}\.[\w-]{16,2000}/g,
    shown: 3,
    isWeak: "token",
  },
  {
    is: "a password in an address",
    hints: ["://"],
    // RFC 3986, section 3.2.1: user information. What is in braces, angles or `$` is a place for one.
    pattern:
      /(?<![A-Za-z])[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/?#@"'<>{}$[\]()]{1,100}:(?<secret>[^\s:/?#@"'<>{}$[\]()*]{3,200})@[\w.-]/gi,
    shown: 0,
    isGuessable: true,
  },
];

/** Whether a credential is plainly made up: by a word in it, by runs, or since hardly any characters differ. */
export function isMadeUp(secret: string): boolean {
  // In what is long, a short word comes by chance.
  const words = secret.length > MOST_WORDED ? ELISION : PLACEHOLDER;
  if (words.test(secret) || DOCUMENTED.some((known) => secret.includes(known))) return true;
  return new Set(secret.slice(0, 400)).size < Math.min(10, secret.length / 2);
}

const MOST_WORDED = 100;
const ELISION = /\.\.\.|…|\*\*|xxxx|example/i;

/** What issuers print in their own documentation, and everybody copies. */
const DOCUMENTED = [
  "16C7e42F292c6912E7710c838347Ae178B4a",
  "4eC39HqLyjWDarjtT1zdp7dc",
  "IOSFODNN7",
  "17653672481-19874698323",
];

const PLACEHOLDER =
  /example|sample|dummy|placeholder|your|redact|changeme|secret|passw|token|apikey|api_key|xxx|\.\.\.|…|\*\*|fake|test(?!_)|demo|foo|lorem|1234567|abcdefg|0000000|^(?:pass|pwd|pw|root|admin|guest|user|key)\d{0,4}$/i;
