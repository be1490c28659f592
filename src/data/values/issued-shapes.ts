import { oneOrMore } from "../../core/one-or-more.ts";
import type { SecretShape } from "./secret-shapes.ts";

/*
 * Credentials that their issuers made recognisable, wherever in a text they stand. Sources: each issuer's own
 * documentation, GitHub's "Supported secret scanning patterns", and the rules of gitleaks and of secretlint's preset,
 * which knows a third of these kinds and would be a tenth of the program. Lengths are taken loosely: of a longer
 * credential nothing may stay behind.
 */

/** `is`, what it begins with, the pattern, how much of it tells only who issued it. */
type Row = readonly [is: string, hints: string | readonly string[], pattern: RegExp, shown: number, more?: More];
type More = Pick<SecretShape, "isWeak" | "isGuessable" | "isAnywhere">;

/** The shapes by issuer: made when a text first has a hint of one, which few descriptions have. */
export function issuedShapes(): readonly SecretShape[] {
  return [...KEYS(), ...TOKENS()].map(([is, hints, pattern, shown, more]) => ({
    is,
    hints: oneOrMore(hints),
    pattern,
    shown,
    ...more,
  }));
}

const RESTRICTED: More = { isWeak: "restricted" };
const GUESSABLE: More = { isGuessable: true, isAnywhere: true };

/** Those that several things must be known of. */
const KEYS = (): readonly Row[] => [
  // RFC 7468; line ends are written as `\n` in JSON, as `%0A` in an address, and `/` as `~1` in a JSON Pointer.
  [
    "a private key",
    ["PRIVATE KEY", "PRIVATE%20KEY", "PRIVATE+KEY", "PRIVATE_KEY"],
    /-----BEGIN(?:[ +_]|%20)(?:[A-Z0-9]{1,12}(?:[ +_]|%20)){0,3}PRIVATE(?:[ +_]|%20)KEY(?:(?:[ +_]|%20)BLOCK)?-----(?<secret>(?:(?!-----END)[A-Za-z0-9+/=:,.%~_\s\\-]){16,20000}(?:-----END[A-Z0-9 +_%]{1,60}-----)?)/g,
    0,
    { isAnywhere: true },
  ],
  // Not the one that a signature names, which opens nothing by itself.
  ["an AWS access key", AWS, /(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b(?!(?:\/|%2F|~1)\d{8}(?:\/|%2F|~1))/g, 4],
  [
    "the AWS access key of a signature",
    AWS,
    /(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?=(?:\/|%2F|~1)\d{8}(?:\/|%2F|~1))/g,
    4,
    RESTRICTED,
  ],
  [
    "a JSON Web Token",
    "eyJ",
    // RFC 7519: header and claims are objects in Base64.
    /eyJ[\w-]{10,2000}\.eyJ[\w-]{5,8000}\.[\w-]{16,2000}/g,
    3,
    { isWeak: "token" },
  ],
  // RFC 3986, section 3.2.1: user information. What is in braces, angles or `$` is a place for one.
  [
    "a password in an address",
    "://",
    /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/?#@"'<>{}$[\]()]{0,100}:(?<secret>[^\s:/?#@"'<>{}$[\]()*]{3,200})@[\w.-]/gi,
    0,
    GUESSABLE,
  ],
  // In a JSON Pointer, and in the query of another address.
  [
    "a password in an address",
    ":~1~1",
    /:~1~1[^\s:/?#@"'<>{}$[\]()~]{0,100}:(?<secret>[^\s:/?#@"'<>{}$[\]()*~]{3,200})@[\w.-]/g,
    0,
    GUESSABLE,
  ],
  [
    "a password in an address",
    "%2F%2F",
    /%3A%2F%2F[\w.+-]{0,100}%3A(?<secret>[\w.!+-]{3,200})%40[\w.-]/g,
    0,
    GUESSABLE,
  ],
  [
    "the key of an Azure account",
    "Key=",
    /(?:AccountKey|SharedAccessKey)=(?<secret>[A-Za-z0-9+/%~]{32,128}={0,2})/g,
    0,
  ],
  // Base64 of a number, of a time, and a signature.
  ["a Discord bot's token", ".", /[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,40}/g, 0],
  [
    "the address of a Slack webhook",
    "hooks.slack.com",
    /hooks\.slack\.com(?:\/|~1|%2F)(?:services|workflows|triggers)(?:\/|~1|%2F)(?<secret>[\w/~%]{30,120})/g,
    0,
    { isAnywhere: true },
  ],
  [
    "the address of a Discord webhook",
    "discord",
    /discord(?:app)?\.com(?:\/|~1)api(?:\/|~1)webhooks(?:\/|~1)\d{17,20}(?:\/|~1)(?<secret>[\w-]{40,90})/g,
    0,
    { isAnywhere: true },
  ],
  [
    "the address of a Teams webhook",
    "webhook.office.com",
    /webhook\.office\.com(?:\/|~1)webhookb2(?:\/|~1)(?<secret>[\w@/~-]{60,200})/g,
    0,
    { isAnywhere: true },
  ],
];

const AWS = ["AKIA", "ASIA", "ABIA", "ACCA"];

/** Those that fixed letters begin, and a run of others ends. */
const TOKENS = (): readonly Row[] => [
  ["a GitHub token", ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], /gh[opsur]_[A-Za-z0-9]{36,255}/g, 4],
  ["a GitHub token", "github_pat_", /github_pat_\w{40,255}/g, 11],
  [
    "a GitLab token",
    ["glpat-", "gldt-", "glrt-", "glptt-", "glcbt-", "glsoat-", "gloas-", "glimt-", "glagent-", "glffct-", "glft-"],
    /gl(?:pat|dt|rt|ptt|cbt|soat|oas|imt|agent|ffct|ft)-[\w.-]{20,320}/g,
    6,
  ],
  ["a GitLab token", "GR1348941", /GR1348941[\w-]{20,40}/g, 9],
  ["a Google API key", "AIza", /AIza[\w-]{35}(?![\w-])/g, 4, RESTRICTED],
  ["a Google OAuth secret", "GOCSPX-", /GOCSPX-[\w-]{28,60}/g, 7],
  ["a Google access token", "ya29.", /ya29\.[\w-]{40,400}/g, 5, { isWeak: "token" }],
  [
    "a Slack token",
    ["xoxa-", "xoxb-", "xoxc-", "xoxe-", "xoxe.", "xoxo-", "xoxp-", "xoxr-", "xoxs-"],
    /xox(?:e\.xox)?[abceoprs]-[\w-]{20,255}/g,
    5,
  ],
  ["a Slack token", "xapp-", /xapp-\d-[\w-]{20,255}/g, 5],
  ["a Stripe key", ["sk_live_", "rk_live_", "sk_prod_", "rk_prod_"], /[rs]k_(?:live|prod)_\w{16,255}/g, 8],
  ["a Stripe test key", ["sk_test_", "rk_test_"], /[rs]k_test_\w{16,255}/g, 8, RESTRICTED],
  ["a webhook signing secret", "whsec_", /whsec_[A-Za-z0-9+/=~%]{24,255}/g, 6, RESTRICTED],
  ["a SendGrid key", "SG.", /SG\.[\w-]{20,24}\.[\w-]{39,50}/g, 3],
  ["an npm token", "npm_", /npm_[A-Za-z0-9]{36,60}\b/g, 4],
  ["a PyPI token", "pypi-Ag", /pypi-Ag[\w-]{50,1000}/g, 5],
  ["a RubyGems key", "rubygems_", /rubygems_[a-f0-9]{48}/g, 9],
  ["a NuGet key", "oy2", /oy2[a-z0-9]{43}\b/g, 3],
  ["an OpenAI key", "T3BlbkFJ", /sk-(?:proj-|svcacct-|admin-)?[\w-]{20,100}T3BlbkFJ[\w-]{20,100}/g, 3],
  ["an Anthropic key", "sk-ant-", /sk-ant-[\w-]{32,255}/g, 7],
  ["a Groq key", "gsk_", /gsk_[A-Za-z0-9]{48,60}/g, 4],
  ["an xAI key", "xai-", /xai-[A-Za-z0-9]{70,90}/g, 4],
  ["a Perplexity key", "pplx-", /pplx-[A-Za-z0-9]{40,60}/g, 5],
  ["a Replicate token", "r8_", /r8_[A-Za-z0-9]{37,45}/g, 3],
  ["a Hugging Face token", ["hf_", "api_org_"], /(?:hf|api_org)_[A-Za-z0-9]{30,60}\b/g, 3],
  ["a DigitalOcean token", "_v1_", /do[opr]_v1_[a-f0-9]{64}\b/g, 7],
  [
    "a Shopify token",
    ["shpat_", "shpca_", "shppa_", "shpss_", "shptka_"],
    /shp(?:at|ca|pa|ss|tka)_[a-fA-F0-9]{32,64}\b/g,
    6,
  ],
  ["a Telegram bot's token", ":AA", /\d{8,10}:AA[\w-]{32,36}(?![\w-])/g, 0, { isAnywhere: true }],
  ["a Twilio key", "SK", /SK[0-9a-fA-F]{32}(?![0-9a-zA-Z])/g, 2],
  ["a Mailgun key", "key-", /key-[0-9a-f]{32}(?![0-9a-zA-Z])/g, 4],
  ["a Mailgun key", "-", /[a-f0-9]{32}-[a-f0-9]{8}-[a-f0-9]{8}(?![\w-])/g, 0],
  ["a Mailchimp key", "-us", /[a-f0-9]{32}-us\d{1,2}(?!\w)/g, 0],
  ["a Brevo key", "xkeysib-", /xkeysib-[a-f0-9]{64}-[A-Za-z0-9]{16}/g, 8],
  ["a Vault token", ["hvs.", "hvb.", "hvr."], /hv[sbr]\.[\w-]{20,400}/g, 4],
  ["a Terraform token", ".atlasv1.", /[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,70}/g, 0],
  ["a Doppler token", "dp.", /dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,60}/g, 6],
  ["a Pulumi token", "pul-", /pul-[a-f0-9]{40}\b/g, 4],
  ["a 1Password token", "ops_eyJ", /ops_eyJ[A-Za-z0-9+/=]{100,1400}/g, 4],
  ["a 1Password key", "A3-", /A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}/g, 3],
  ["an age key", "AGE-SECRET-KEY-1", /AGE-SECRET-KEY-1[A-Z0-9]{58}/g, 16],
  ["a Square token", "EAAA", /EAAA[\w-]{60}(?![\w-])/g, 4],
  ["a Square token", ["sq0atp-", "sq0csp-"], /sq0(?:atp|csp)-[\w-]{22,60}/g, 7],
  ["a Facebook token", "EAA", /EAA[A-Za-z0-9]{90,400}/g, 3],
  [
    "a Facebook app's token",
    ["|", "%7C"],
    /\d{15,16}(?:\||%7C)(?<secret>[\w-]{27,40})(?![\w-])/g,
    0,
    { isAnywhere: true },
  ],
  ["a Linear key", ["lin_api_", "lin_oauth_"], /lin_(?:api|oauth)_\w{32,128}/g, 8],
  ["a Notion token", "ntn_", /ntn_[A-Za-z0-9]{40,60}/g, 4],
  ["a Notion token", "secret_", /secret_[A-Za-z0-9]{43}\b/g, 7],
  ["a Heroku key", "HRKU-", /HRKU-[\w-]{36,80}/g, 5],
  ["a Databricks token", "dapi", /dapi[a-f0-9]{32}(?:-\d)?\b/g, 4],
  ["a New Relic key", ["NRAK-", "NRII-", "NRJS-", "NRRA-", "NRIQ-"], /NR(?:AK|II|JS|RA|IQ)-[\w-]{19,60}/g, 5],
  ["a New Relic key", "NRAL", /[a-f0-9]{36}NRAL\b/g, 0],
  ["an Azure AD client secret", "Q~", /[\w~.]{3}\dQ~[\w~.-]{31,34}/g, 0, { isAnywhere: true }],
  ["an Azure DevOps token", "AZDO", /[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}\b/g, 0],
  ["an Alibaba access key", "LTAI", /LTAI[A-Za-z0-9]{17,21}\b/g, 4],
  ["an Airtable token", "pat", /pat[A-Za-z0-9]{14}\.[a-f0-9]{64}/g, 3],
  ["an Asana token", "/", /\d\/\d{15,17}(?:\/\d{15,17})?:[a-f0-9]{32}\b/g, 0],
  [
    "an Atlassian token",
    ["ATATT3", "ATCTT3", "ATBB"],
    /(?:ATATT3[\w=-]{100,250}|ATCTT3[\w=-]{100,250}|ATBB[A-Za-z0-9]{28,36})/g,
    4,
  ],
  ["an Artifactory key", ["AKCp", "cmVmd"], /(?:AKCp[A-Za-z0-9]{69}|cmVmd[A-Za-z0-9]{59})\b/g, 4],
  ["a Docker token", ["dckr_pat_", "dckr_oat_"], /dckr_[po]at_[\w-]{27,40}/g, 9],
  ["a Figma token", "figd_", /figd_[\w-]{40,200}/g, 5],
  ["a Grafana token", ["glsa_", "glc_"], /(?:glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}|glc_[A-Za-z0-9+/=]{32,400})/g, 4],
  ["a PlanetScale credential", "pscale_", /pscale_(?:tkn|pw|oauth)_[\w=.-]{32,64}/g, 7],
  ["a Postman key", "PMAK-", /PMAK-[a-f0-9]{24}-[a-f0-9]{34}/g, 5],
  ["a ReadMe key", "rdme_", /rdme_[a-z0-9]{70}/g, 5],
  ["a Sentry token", ["sntrys_", "sntryu_"], /sntry[su]_[\w+/=-]{40,500}/g, 7],
  ["a Shippo token", "shippo_", /shippo_(?:live|test)_[a-fA-F0-9]{40}/g, 7],
  ["a Typeform token", "tfp_", /tfp_[\w.=-]{40,80}/g, 4],
  ["a Dynatrace token", "dt0", /dt0[a-z]\d\d\.[A-Z0-9]{24}\.[A-Z0-9]{64}/g, 7],
  ["an EasyPost key", ["EZAK", "EZTK"], /EZ[AT]K[A-Za-z0-9]{54}/g, 4],
  ["a Duffel token", "duffel_", /duffel_(?:live|test)_[\w=-]{43}/g, 7],
  ["a Flutterwave key", "FLWSECK", /FLWSECK(?:_TEST)?-[A-Za-z0-9]{12,32}(?:-X)?/g, 7],
  ["a Fly.io token", ["fo1_", "fm1", "fm2_"], /(?:fo1_[\w-]{43}|fm(?:1[ar]|2)_[A-Za-z0-9+/=]{100,800})/g, 4],
  ["a MaxMind key", "_mmk", /[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk/g, 0],
  ["an Octopus Deploy key", "API-", /API-[A-Z0-9]{26}\b/g, 4],
  ["an OpenShift token", "sha256~", /sha256~[\w-]{43}/g, 7],
  ["a Sourcegraph token", "sgp_", /sgp_(?:(?:[a-fA-F0-9]{16}|local)_)?[a-fA-F0-9]{40}/g, 4],
  ["a Sonar token", ["sqa_", "sqp_", "squ_"], /sq[apu]_[a-f0-9]{40}\b/g, 4],
  ["a Supabase key", ["sbp_", "sb_secret_"], /(?:sbp_[a-f0-9]{40}|sb_secret_[\w-]{20,60})/g, 4],
  ["a Vercel token", ["vcp_", "vci_", "vca_", "vcr_", "vck_"], /vc[piark]_[A-Za-z0-9]{20,60}/g, 4],
];
