/*
 * What a text says of who is given a credential: the grammar of a sentence in each of the languages that are read.
 */
import { memo } from "../core/memo.ts";
import { sentencesOf } from "../lexicon/sentences.ts";

/** A sentence by which somebody chooses who gets in, and whether it speaks of the API as a whole or of its credential alone. */
export interface IssuingSentence {
  readonly sentence: string;
  readonly isOfWhole: boolean;
}

/** `issuingSentence` of the text of an API or a scheme: several ask, for each scheme and in each judgement. */
export const issuingSentenceOf = memo(({ description, title }: Described) => issuingSentence(description, title));

interface Described {
  readonly description: string | undefined;
  /** Of an API: who publishes it often speaks of itself by the name that its API has. */
  readonly title?: string | undefined;
}

/** The sentence that gives access to chosen parties alone: “Your contact will provide an API key”, “available to approved partners only”. */
export function issuingSentence(text: string | undefined, title?: string): IssuingSentence | undefined {
  if (text === undefined) return undefined;
  for (const sentence of sentencesOf(text, LIMIT)) {
    const isOfWhole = OF_WHOLE.test(sentence) && !OF_PART.test(sentence) && isKept(sentence);
    const isOfCredential = isHandedOut(sentence) && !OF_PART.test(sentence);
    if (isOfWhole || isOfCredential || isGivenByProvider(sentence, title))
      return { sentence: shortened(sentence), isOfWhole };
  }
  return undefined;
}

const LIMIT = 20_000;

function shortened(sentence: string): string {
  const flat = sentence.replace(/\s+/g, " ").replace(/^[\s#>*-]+/, "");
  return flat.length > 160 ? `${flat.slice(0, 159)}…` : flat;
}

/** The long expressions take as long to compile as a dozen operations to review, and few texts have a word of each of their sentences. */
function isHandedOut(sentence: string): boolean {
  return (
    (OF_KEY.test(sentence) && ON_AGREEMENT.test(sentence) && !NO_CONDITION.test(sentence)) ||
    (OF_CREDENTIAL.test(sentence) && HANDED_OUT.test(sentence)) ||
    ((OF_KEY.test(sentence) || OF_CREDENTIAL.test(sentence)) && BY_ASKING.test(sentence)) ||
    (OF_CREDENTIAL_ABROAD.test(sentence) && HANDED_OUT_ABROAD.test(sentence))
  );
}

/**
 * Whether whoever runs the API gives the credential out: "we will provide the client credentials". What stands behind the
 * credential is about what it opens, and where somebody is asked to sign up, it is given to everyone who does.
 */
function isGivenByProvider(sentence: string, title: string | undefined): boolean {
  if (!OF_KEY.test(sentence) || OF_ANYONE.test(sentence)) return false;
  const given = GIVEN_BY_US.exec(sentence) ?? givenByName(sentence, title);
  return given !== null && !OF_PART.test(sentence.slice(0, given.index + given[0].length));
}

/** "Acme will provide …", where the API is Acme's by its title. */
function givenByName(sentence: string, title = ""): RegExpExecArray | null {
  const given = GIVEN_BY_NAME.exec(sentence);
  return given !== null &&
    title
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .includes(given[1]!.toLowerCase())
    ? given
    : null;
}

function isKept(sentence: string): boolean {
  return OF_LIMIT.test(sentence) && KEPT_TO.test(sentence);
}

/**
 * People are asked for the credential, in each language: "contact support@acme.io to request an API key". Who has one already
 * asks for something else: "contact support to get a key replaced".
 */
const BY_ASKING =
  /\b(?:contact|e-?mail|write to|reach out to|get in touch with) (?:\S+ ){1,6}?(?:(?:to|and) (?:obtain|get|request|receive)|for) (?:(?:an?|your|the) )?(?:(?!help\b|support\b|with\b|about\b)[\w-]+ ){0,2}?(?:credentials?|api[ _-]?keys?|tokens?|client[ _-]?id|access)\b(?! (?:\w+ ){0,2}?(?:reset|rotated|replaced|revoked|deleted|back)\b)|\bapi[ -]?keys? (?:is|are) (?:issued|provided|available|given) (?:up)?on request\b|\b(?:request|get|obtain|order) (?:an?|your) (?:[\w-]+ ){0,2}?(?:api[ _-]?keys?|credentials?) (?:by|via|per) e-?mail\b|\b(?:kontaktieren|schreiben|wenden) Sie (?:[^\s,]+ ){0,6}?[^\s,]+, um (?:\S+ ){1,3}?(?:API-?Schlüssel|Zugangsdaten|Token) zu (?:erhalten|bekommen|beantragen)\b|\b(?:contactez|écrivez)[ -](?:\S+ ){1,6}?(?:pour|afin d[e']) ?(?:obtenir|demander|recevoir) (?:\S+ ){1,2}?(?:clés? (?:d['’])?api|identifiants|jetons?)|\b(?:contáctenos|contacte|póngase en contacto|escríbanos|escriba) (?:\S+ ){0,6}?para (?:obtener|solicitar|recibir|pedir) (?:\S+ ){1,2}?(?:claves? (?:de |del? )?api|api key|credenciales)|\b(?:entre em contato|contate|contacte|escreva) (?:\S+ ){0,6}?para (?:obter|solicitar|receber|pedir) (?:\S+ ){1,2}?(?:chaves? (?:de |da )?api|api key|credenciais)/i;

/** A word of each sentence that `HANDED_OUT` fits. */
const OF_CREDENTIAL = /credential|key|token|certificate|client|access/i;

/** The verb of each sentence that `HANDED_OUT_ABROAD` fits. */
const OF_CREDENTIAL_ABROAD =
  /erhalten sie|werden|wird|bekommen sie|fourni|délivr|attribu|remis|proporcionad|facilitad|entregad|entregan|asignad|emitid|fornecid|entregue|atribuíd/i;

/** A word of each sentence that `KEPT_TO` fits. */
const OF_LIMIT =
  /opened up|allow|enabl|\blets\b|given|granted|erlaubt|ermöglicht|perm[ie]t|avail|accessib|open|offered|limit|restri|reserv|closed|nur|réserv|dispon/i;

/** Somebody hands out the credential: a contact, a contract, an approved request. */
const HANDED_OUT =
  /\bto (?:get|obtain|receive|request) an? (?:[\w-]+ ){0,3}?(?:api[- ]?key|token|credentials?),? (?:please )?(?:send (?:us )?an? (?:e-?)?mail|write an? e-?mail|contact|e-?mail)\b|\b(?:contact|account manager|representative|support team|sales team|onboarding team) (?:will |can |shall )?(?:provides?|suppl(?:y|ies)|issues?|gives?|sends?|assigns?) (?:\w+ ){0,6}?(?:credentials?|api[- ]?keys?|tokens?|certificates?|client[ _-]?(?:id|secret))\b|\b(?:is|are|be) (?:supplied|provided|issued|furnished) with (?:\w+ ){0,4}?(?:client[ _-]?(?:id|secret)|api[ _-]?keys?|credentials?|certificates?)\b|\b(?:credentials?|api[ _-]?keys?|tokens?|certificates?|client[ _-]?(?:ids?|secrets?)) (?:is|are|will be|must be) (?:only )?(?:supplied|provided|issued|given|granted|assigned|handed out) (?:only )?(?:to|by) (?:\w+ ){0,4}?(?:partners?|customers?|merchants?|members?|institutions?|retailers?|suppliers?|vendors?|subscribers?|participants?|providers?|contract(?:ed|ors?)?|approved|accredited|selected|account managers?|representatives?)\b/i;
const HANDED_OUT_ABROAD =
  /\b(?:Zugangsdaten|API-?Schlüssel|Zertifikate?|Token) (?:erhalten Sie|werden|wird|bekommen Sie) (?:\S+ ){0,4}?(?:vo[nm]|durch|nach Vertrag\S*|an (?:Vertragspartner|Partner|Kunden|zugelassene))|\b(?:identifiants|clés? (?:d')?api|jetons?|certificats?) (?:est|sont|vous (?:est|sont|seront)) (?:fournie?s?|délivrée?s?|attribuée?s?|remise?s?) (?:par|aux?)\b|\b(?:credenciales|claves? (?:de )?api|tokens?|certificados?) (?:son|es|serán|se) (?:proporcionad[ao]s?|facilitad[ao]s?|entregad[ao]s?|entregan|asignad[ao]s?|emitid[ao]s?) (?:por|a)\b|\b(?:credenciais|chaves? (?:de |da )?api|tokens?|certificados?) (?:são|é|serão) (?:fornecid[ao]s?|emitid[ao]s?|entregues?|atribuíd[ao]s?) (?:por|pel[oa]|a)\b/i;

/**
 * Credentials that are made once somebody agreed, or for whoever registers as a partner: "we need an agreement from the
 * customer before we create these credentials", "to obtain credentials, register as a partner". In each language.
 */
const ON_AGREEMENT =
  /\b(?:agreement|approval|consent|contract)\b[^.]{0,60}\bbefore we (?:\w+ )?(?:creat|issu|provid|hand|generat|giv|send)\w* (?:\w+ ){0,4}?(?:credentials?|api[ _-]?keys?|certificates?|client[ _-]?(?:id|secret))\b|\b(?:obtain|get|receive|request) (?:\w+ ){0,3}?(?:credentials|api[ _-]?keys?|client[ _-]?(?:id|secret))\b[^.]{0,40}\b(?:regist\w+|apply|sign up|enrol\w*) as an? (?:\S+ ){0,3}?partner\b|\b(?:Zustimmung|Vertrag|Vereinbarung|Freigabe)\b[^.]{0,60}\bbevor wir (?:\S+ ){0,4}?(?:Zugangsdaten|API-?Schlüssel|Zertifikate?)|\bals (?:\S+ ){0,2}?Partner (?:registrieren|bewerben|anmelden)[^.]{0,60}\b(?:Zugangsdaten|API-?Schlüssel)|\b(?:accord|contrat)\b[^.]{0,60}\bavant (?:de |que nous )(?:\S+ ){0,3}?(?:identifiants|clés? (?:d')?api|certificats?)|\b(?:identifiants|clés? (?:d')?api)[^.]{0,60}\b(?:inscri|enregistr)\S+ (?:en tant que|comme) partenaire|\b(?:acuerdo|contrato|consentimiento)\b[^.]{0,60}\bantes de (?:\S+ ){0,3}?(?:credenciales|claves? (?:de )?api|certificados?)|\b(?:credenciales|claves? (?:de )?api)[^.]{0,60}\bregistr\S+ como (?:socio|partner)\b|\b(?:acordo|contrato|consentimento)\b[^.]{0,60}\bantes de (?:\S+ ){0,3}?(?:credenciais|chaves? (?:de |da )?api|certificados?)|\b(?:credenciais|chaves? (?:de |da )?api)[^.]{0,60}\b(?:registr|cadastr)\S+ como parceiro/i;

/** What makes such a sentence no condition: "No agreement is needed"; "anyone can, and it is free". */
const NO_CONDITION =
  /\b(?:no|not|without|anyone|everyone|free|kein\w*|ohne|kostenlos|jeder|sans|aucun\w*|gratuit\w*|sin|ning\w+|gratis|cualquiera|sem|nenhum\w*|qualquer)\b/i;

/** A credential of a program: a token is given by an operation as well. */
const OF_KEY =
  /credential|credencia|key|client|certificate|Zugangsdaten|Schlüssel|Zertifikat|identifiants|clé|clave|chave/i;

/** Who signs up is given what everybody is given. */
const OF_ANYONE =
  /\b(?:sign(?:ed|ing)?[- ]up|regist\w*|anyone|everyone|everybody|free|create an account|jede[rmn]?|kostenlos\w*|gratuit\w*|quiconque|inscri\w*|cualquiera|gratis|gratuit[ao]|qualquer|cadastr\w*|inscrev\w*)\b/i;

/** Whoever runs the API gives the credential of a client to its callers. */
const GIVEN_BY_US =
  /\b(?:we|our [\w-]+(?: team)?) (?:will |shall )?(?:provide|supply|issue|assign|send|give|e-?mail) (?:you (?:with )?)?(?:[\w-]+ ){0,4}?(?:client[ _-]?(?:id|secret|credentials?|certificates?)|(?:api[ _-]?)?credentials|api[ _-]?keys?)\b|\bwir (?:stellen|senden|schicken|übermitteln|übergeben|vergeben|erteilen) (?:Ihnen )?(?:\S+ ){0,3}?(?:Zugangsdaten|API-?Schlüssel|Zertifikate?)|\b(?:Zugangsdaten|API-?Schlüssel|Zertifikate?) (?:erhalten Sie|bekommen Sie) (?:\S+ ){0,2}?von uns\b|\bnous (?:vous )?(?:fourni(?:ssons|rons)|communiqu(?:ons|erons)|remett(?:ons|rons)|transmett(?:ons|rons)|délivr(?:ons|erons)) (?:\S+ ){0,3}?(?:identifiants|clés? (?:d')?api|certificats?)|\b(?:le |les )?(?:proporcionamos|proporcionaremos|facilitamos|facilitaremos|entregamos|entregaremos|enviaremos) (?:\S+ ){0,3}?(?:credenciales|claves? (?:de )?api|certificados?)|\b(?:fornecemos|forneceremos|entregamos|entregaremos|enviaremos|emitimos|emitiremos) (?:\S+ ){0,3}?(?:credenciais|chaves? (?:de |da )?api|certificados?)/i;
const GIVEN_BY_NAME =
  /\b([\p{Lu}][\p{L}\p{N}]+)(?: \p{Lu}[\p{L}\p{N}]+){0,2} (?:will|shall) (?:provide|supply|issue|assign|send|give) (?:you (?:with )?)?(?:[\w-]+ ){0,4}?(?:client[ _-]?(?:id|secret|credentials?|certificates?)|credentials|api[ _-]?keys?)\b/u;

/** The API is there for chosen parties. */
const KEPT_TO =
  /\b(?:opened up|available|given|granted|offered) (?:only )?to (?:those|customers|companies|clients) with an? (?:\w+ ){0,2}?contract\b|\b(?:api|service|interface) (?:allows|enables|lets) (?:our |approved |registered )?(?:resellers|merchants|sellers|partners|suppliers|vendors|retailers|institutions|insurers|banks) to\b|\b(?:API|Schnittstelle|Dienst) (?:ermöglicht|erlaubt) es (?:unseren )?(?:Wiederverkäufern|Händlern|Partnern|Lieferanten|Banken)\b|\b(?:api|service|interface) permet aux (?:revendeurs|marchands|vendeurs|partenaires|fournisseurs|banques)\b|\b(?:api|servicio|interfaz) permite a (?:los )?(?:revendedores|comerciantes|vendedores|socios|proveedores|bancos)\b|\b(?:api|serviço|interface) permite (?:aos|a) (?:revendedores|comerciantes|vendedores|parceiros|fornecedores|bancos)\b|\b(?:available|accessible|open|offered|limited|restricted|reserved) (?:only |exclusively |solely )?(?:to|for) (?:[\w-]+ ){0,4}?(?:partners?|customers|merchants|institutions|retailers|suppliers|vendors|banks|insurers|hospitals|clinics|departments|authorities|municipalities|agencies|companies|firms|organi[sz]ations|participants|recipients|providers|subscribers|contractors)\b|\bclosed (?:beta )?(?:api|programme|program)\b|\bnur (?:für|an) (?:\S+ ){0,3}?(?:Partner|Vertragspartner|Kunden|Behörden|Unternehmen|Banken|Versicherer|Kliniken|Gemeinden|Lieferanten|Händler)\b|\b(?:réservée?s?|limitée?s?|accessibles? (?:uniquement|seulement)) aux (?:\S+ ){0,2}?(?:partenaires|clients|établissements|organismes|entreprises|administrations|collectivités|banques)|\b(?:reservad[ao]s?|limitad[ao]s?|disponibles? (?:sólo|solo|únicamente) ) ?(?:a|para) (?:\S+ ){0,2}?(?:socios|clientes|entidades|empresas|organismos|bancos)|\b(?:reservad[ao]s?|restrit[ao]s?|limitad[ao]s?|disponíve(?:l|is) (?:apenas|somente) ) ?(?:aos?|a|para) (?:\S+ ){0,2}?(?:parceiros|clientes|entidades|empresas|órgãos|bancos)/i;

/** What is spoken of is the whole, or getting in at all. */
const OF_WHOLE =
  /\b(?:apis?|access|service|programme|program|platform|interface|Schnittstelle|Zugang|Zugriff|Dienst|accès|acceso|acesso|servicio|serviço)\b/i;

/** What is spoken of is a part, a plan or the caller's people. */
const OF_PART =
  /\b(?:endpoints?|operations?|methods?|fields?|features?|scopes?|parameters?|propert(?:y|ies)|values?|webhooks?|events?|some|certain|each|sandbox|all customers|all partners|Endpunkte?|Felder|Feld|Methoden?|champs?|méthodes?|campos?|métodos?)\b/i;
