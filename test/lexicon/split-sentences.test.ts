import { expect, test } from "vitest";
import { splitSentences } from "../../src/lexicon/split-sentences.ts";

/** What is one sentence, by what others cut it at. */
test.each([
  "Only callers with a strong credential, i.e. a signed token, may delete it",
  "The file, e.g. a contract, is only returned to its owner",
  "E.g. The owner may call it",
  "Liefert Daten, z. B. Namen und Adressen, nur an die Inhaberin",
  "Liefert Daten, z.B. Namen, nur an die Inhaberin",
  "Das Konto (d. h. der Vertrag) wird i. d. R. erst nach einer Prüfung eröffnet",
  "Renvoie une donnée, p. ex. le nom, au seul titulaire",
  "Devuelve un dato, p. ej. el nombre, solo a su titular",
  "Devolve um dado, p. ex. o nome, apenas ao titular",
  "Vertrag Nr. 5 wird nicht geprüft",
  "Invoice No. 5 is not checked",
  "Conforme au règlement, cf. art. 12, le code expire après 5 min. sans usage",
  "El pedido núm. 7 no se comprueba",
  "O pedido núm. 7 não é verificado",
  "A token vs. a key: both are accepted",
  "Karten bzw. Konten des Kunden werden geprüft",
  "Available since version 2.4.1 of the API for owners only",
  "The amount is limited to 3.50 euros for each call",
  "See openapi.yaml or https://acme.io/docs/v1.2/a.html for who may call it",
  "Needs the scope orders.read of the shop.acme.io service",
  "Names, addresses, phones ... of the owner are returned",
  "Names, addresses, phones … of the owner are returned",
  "Names, addresses etc. of the owner are returned",
  "Nach dem 3. Versuch wird das Konto gesperrt",
  "Am 2. Tag wird der Code erneut gesendet",
  "Terms &amp; conditions apply to all callers",
  "Signed by the U.S. office only",
  "The <code>owner.id</code> of the <a href='https://acme.io/x. Y'>account</a> is checked",
  "The [owner](https://acme.io/docs.html) may call it",
  "Returns the orders\nof the caller",
  "Returns the orders of the caller,\nwith their payments",
  "Liefert alle Bestellungen des angemeldeten Kontos einschließlich der\nRechnungen und der Zahlungen",
  "Returns all that is known of a person to anybody who has the\n`id` of that person",
])("%j is one sentence", (text) => {
  expect(splitSentences(text)).toHaveLength(1);
});

test.each<[string, readonly string[]]>([
  ["", []],
  ["Anyone may call it. No token is needed.", ["Anyone may call it", "No token is needed"]],
  ["Is it checked? No. Anyone may call it!", ["Is it checked", "No", "Anyone may call it"]],
  ["The token is checked; the number is not", ["The token is checked", "the number is not"]],
  ["Returns the user.The token is not needed", ["Returns the user", "The token is not needed"]],
  ["For the owner, the staff, etc. Nobody else may", ["For the owner, the staff, etc", "Nobody else may"]],
  ["Expires within 30. No limit is set", ["Expires within 30", "No limit is set"]],
  ["It sets the value of x. The owner is checked", ["It sets the value of x", "The owner is checked"]],
  ["It says “refused”. Anyone may call it.", ["It says “refused”", "Anyone may call it"]],
  ["It needs a token (of the owner.) Anyone may call it", ["It needs a token (of the owner)", "Anyone may call it"]],
  ["**No token is needed.** Anyone may call it", ["**No token is needed**", "Anyone may call it"]],
  ["It waits … Then it sends", ["It waits", "Then it sends"]],
  ["Read `config.json`. The key is there", ["Read `config.json`", "The key is there"]],
  ["See https://acme.io/docs. The key is there", ["See https://acme.io/docs", "The key is there"]],
  ["# Access\nAnyone may call it\n\n- no token\n- no limit", ["Access", "Anyone may call it", "no token", "no limit"]],
  ["Access\n======\nAnyone may call it", ["Access", "Anyone may call it"]],
  ["1. Sign up\n2. Use the key", ["Sign up", "Use the key"]],
  ["- the owner\n  of the account\n- the staff", ["the owner of the account", "the staff"]],
  [
    "| who | what |\n| --- | --- |\n| staff | all |\n| owner | own |",
    ["| who | what |", "| staff | all |", "| owner | own |"],
  ],
  ["<p>Anyone may call it</p><p>no token</p>", ["Anyone may call it", "no token"]],
  ["Anyone may call it<br>no token<br/>no limit", ["Anyone may call it", "no token", "no limit"]],
  ["Who:<ul><li>the <b>owner</b></li><li>staff</li></ul>", ["Who:", "the owner", "staff"]],
  ["<table><tr><td>staff</td><td>all</td></tr></table>", ["staff", "all"]],
  ["Call it:\n```\nGET /verify. Then\n```\nAnyone may", ["Call it:", "Anyone may"]],
  ["For staff\nAlso for owners", ["For staff", "Also for owners"]],
  ["For staff  \nand for owners", ["For staff", "and for owners"]],
  ["For staff\r\n\r\nand for owners", ["For staff", "and for owners"]],
])("%j has its sentences", (text, sentences) => {
  expect(splitSentences(text)).toEqual(sentences);
});

test.each([
  ".",
  "!",
  "a. ",
  "e.g. ",
  "\n",
  "- ",
  "| ",
  "<",
  "<p ",
  "[",
  "](",
  "&",
  "a\n",
  '. "',
  "1. ",
  "`",
  "  \n",
  "((",
  "z. ",
])("much of %j is split in an instant", (part) => {
  const text = part.repeat(Math.ceil(200_000 / part.length));
  const start = performance.now();
  splitSentences(text);
  expect(performance.now() - start).toBeLessThan(2000);
});
