/*
 * Credentials of many kinds that open nothing. None stands whole in this file: hosts of repositories refuse what holds
 * one. They are put together at run time, the same in each run.
 */

/** What a credential is called, the text that holds it, and those of its characters that nobody may see. */
export interface MadeUpSecret {
  readonly kind: string;
  readonly text: string;
  readonly secret: string;
}

const DIGITS = "0123456789";
const HEX = `${DIGITS}abcdef`;
const SMALL = "abcdefghijklmnopqrstuvwxyz";
const CAPITALS = SMALL.toUpperCase();
const LETTERS = SMALL + CAPITALS;
const WORD = LETTERS + DIGITS;
const BASE32 = `${CAPITALS}234567`;

let state = 20_260_131;

/** The next of a fixed row of characters at random (a linear congruential generator: Numerical Recipes, chapter 7). */
function some(count: number, of = WORD): string {
  let text = "";
  while (text.length < count) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += of[(state >>> 8) % of.length];
  }
  return text;
}

/** What a scanner for credentials would know if it stood whole. */
const parts = (start: string, end: string): string => start + end;
const uuid = (): string => [8, 4, 4, 4, 12].map((length) => some(length, HEX)).join("-");
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const claims = (): string => base64(`{"sub":"${some(9, DIGITS)}","iss":"k"}`).replace(/=+$/, "");

/** All after what says who issued it. */
const after = (kind: string, issuer: string, secret: string): MadeUpSecret => ({ kind, text: issuer + secret, secret });
/** Between what tells. */
const before = (kind: string, start: string, secret: string, end: string): MadeUpSecret => ({
  kind,
  text: start + secret + end,
  secret,
});
/** Beside a name. */
const named = (kind: string, name: string, secret: string): MadeUpSecret => after(kind, name, secret);

export const MADE_UP_SECRETS: readonly MadeUpSecret[] = [
  after("AWS access key", parts("AK", "IA"), some(16, BASE32)),
  after("AWS temporary key", parts("AS", "IA"), some(16, BASE32)),
  named("AWS secret access key", "aws_secret_access_key=", `${some(13)}/${some(12)}+${some(13)}`),
  after("GitHub personal token", parts("gh", "p_"), some(36)),
  after("GitHub app token", parts("gh", "s_"), some(36)),
  after("GitHub fine-grained token", parts("github", "_pat_"), `${some(22)}_${some(59)}`),
  after("GitLab token", parts("gl", "pat-"), some(20)),
  after("GitLab runner token", parts("gl", "rt-"), some(20)),
  after("Google API key", parts("AI", "za"), some(35)),
  after("Google OAuth secret", parts("GOC", "SPX-"), some(28)),
  after("Slack bot token", parts("xo", "xb-"), `${some(12, DIGITS)}-${some(13, DIGITS)}-${some(24)}`),
  after("Slack app token", parts("xa", "pp-"), `1-A${some(10, BASE32)}-${some(13, DIGITS)}-${some(64, HEX)}`),
  after(
    "Slack webhook",
    parts("https://hooks.sl", "ack.com/services/"),
    `T${some(8, BASE32)}/B${some(10, BASE32)}/${some(24)}`,
  ),
  after("Stripe key", parts("sk_", "live_"), some(24)),
  after("Stripe restricted key", parts("rk_", "live_"), some(24)),
  after("webhook signing secret", parts("wh", "sec_"), some(32)),
  after("SendGrid key", parts("S", "G."), `${some(22)}.${some(43)}`),
  after("npm token", parts("np", "m_"), some(36)),
  after("PyPI token", parts("py", "pi-"), `AgEIcHlwaS5vcmc${some(80)}`),
  after("RubyGems key", parts("ruby", "gems_"), some(48, HEX)),
  after("OpenAI key", parts("sk", "-proj-"), `${some(58)}${parts("T3Blbk", "FJ")}${some(58)}`),
  after("Anthropic key", parts("sk", "-ant-"), `api03-${some(93)}AA`),
  after("Hugging Face token", parts("h", "f_"), some(34, LETTERS)),
  after("DigitalOcean token", parts("do", "p_v1_"), some(64, HEX)),
  after("Shopify token", parts("sh", "pat_"), some(32, HEX)),
  after("Telegram bot token", "", `${some(9, DIGITS)}:${parts("A", "A")}${some(33)}`),
  after("Twilio key", parts("S", "K"), some(32, HEX)),
  after("Mailgun key", parts("ke", "y-"), some(32, HEX)),
  after("Vault token", parts("hv", "s."), some(95)),
  after("Doppler token", parts("dp", ".pt."), some(43)),
  after("Square access token", parts("EA", "AA"), some(60)),
  after("Square OAuth secret", parts("sq0", "csp-"), some(43)),
  after("Facebook token", parts("EA", "AC"), some(120)),
  after("Linear key", parts("lin_", "api_"), some(40)),
  after("Notion token", parts("nt", "n_"), `${some(11, DIGITS)}${some(35)}`),
  after("Discord bot token", "", `M${some(23)}.${some(6)}.${some(38)}`),
  named("Heroku key", "HEROKU_API_KEY=", uuid()),
  after("Heroku key, version 2", parts("HR", "KU-"), `AA${some(58)}`),
  after("Databricks token", parts("da", "pi"), some(32, HEX)),
  after("New Relic key", parts("NR", "AK-"), some(27, CAPITALS + DIGITS)),
  after("Azure AD secret", "", `${some(3)}${parts("8Q", "~")}${some(34)}`),
  named("Azure AD secret beside its name", "client_secret: ", uuid()),
  named("Azure storage key", parts("Account", "Key="), base64(some(64))),
  after("Grafana token", parts("gl", "sa_"), `${some(32)}_${some(8, HEX)}`),
  after("Docker token", parts("dckr", "_pat_"), some(27)),
  after("Terraform token", "", `${some(14)}.${parts("atlas", "v1")}.${some(64)}`),
  after("Postman key", parts("PM", "AK-"), `${some(24, HEX)}-${some(34, HEX)}`),
  after("Atlassian token", parts("ATA", "TT3"), some(186)),
  after("Figma token", parts("fi", "gd_"), some(42)),
  after("Airtable token", parts("pa", "t"), `${some(14)}.${some(64, HEX)}`),
  after("Sentry token", parts("sntr", "yu_"), some(64, HEX)),
  after("Dynatrace token", parts("dt0", "c01."), `${some(24, BASE32)}.${some(64, BASE32)}`),
  after(
    "1Password key",
    parts("A", "3-"),
    `${some(6, BASE32)}-${some(11, BASE32)}-${some(5, BASE32)}-${some(5, BASE32)}-${some(5, BASE32)}`,
  ),
  after("age key", parts("AGE-SECRET", "-KEY-1"), some(58, BASE32)),
  after("JSON Web Token", parts("ey", "J"), `hbGciOiJIUzI1NiJ9.${claims()}.${some(43)}`),
  after("private key", parts("-----BEGIN RSA PRIV", "ATE KEY-----"), `%0A${some(64)}%0A${some(64)}%0A${some(40)}==%0A`),
  named("basic credentials", "Authorization: Basic ", base64(`deploy:${some(14)}`)),
  named("bearer token", "Authorization: Bearer ", some(40, HEX)),
  before("password in an address", "postgres://deploy:", some(14), "@db.kestrelbank.io"),
  named("key in a query", "https://api.kestrelbank.io/x?key=", `${some(20)}/${some(19)}`),
  after("US social security number", "", `536-${some(2, "123456789")}-871${some(1, "023569")}`),
];
