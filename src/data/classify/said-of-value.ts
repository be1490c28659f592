import { leadPhrase } from "./lead-phrase.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";

/** Whether a description says that what is called a secret or token is only the identifier or kind of one, or tells where to read on. */
export function isSaidReference(description: string | undefined): boolean {
  if (description === undefined) return false;
  const text = description.slice(0, LIMIT);
  if (PATH_TO.test(text) || (OF_PAGES.test(text) && CURSOR.test(text))) return true;
  if ((NAME_OF.test(text) && !OF_SESSION.test(text)) || isSaidParameter(text)) return true;
  const head = wordsOf(leadPhrase(description) ?? "").at(-1);
  return head !== undefined && REFERENCES.has(head);
}

/** Where a key lies is not the key: "Path to the TLS client key file". */
const PATH_TO =
  /^\W*(?:(?:the|le|la|el|o|der) )?(?:(?:file ?)?path (?:to|of) |(?:Datei)?pfad (?:zu|der|des)|chemin (?:du|de|vers)|ruta (?:del?|al?) |caminho (?:do|da|de|para))/i;

/** What a thing is called by is not its secret: "Name of the data set", "Identifier of the API key", "Key of the table". */
const NAME_OF =
  /^\W*(?:(?:the|a|der|die|le|la|l'|el|o|a) ?)?(?:(?:unique|short|technical|eindeutige[rs]?|technische[rs]?) )?(?:(?:name|identifier|id|slug|reference) (?:of|for|to) |(?:Name|Kennung|Bezeichner|Kürzel|Verweis) (?:des|der|vom|für|auf) |(?:nom|identifiant|référence) (?:du |des? |d'|à )|(?:nombre|identificador|referencia) (?:del? |al? )|(?:nome|identificador|referência) (?:d[aeo]s? |aos? )|(?:key|Schlüssel|clé|clave|chave) (?:of|for|des|der|du|de|del|do|da) (?:(?:the|la|le|el|o|a) )?(?:data ?sets?|tables?|collections?|Datensatz|Tabelle|jeu de données|conjunto de da[td]os|tabla|tabela)(?![a-z]))/i;

/** Who knows what a session is called by is in it. */
const OF_SESSION = /session|sitzung|sesi[óo]n|sess[ãa]o/i;

/** Whether a text says that a value goes where a thing is named: "To be used as a dataset parameter value". */
function isSaidParameter(text: string): boolean {
  const name = FOR_PARAMETER.exec(text)
    ?.slice(1)
    .find((one) => one !== undefined);
  return name !== undefined && !OF_SECRETS.test(name);
}

const FOR_PARAMETER =
  /\b(?:used?|passe?d?|given|sent) (?:it )?(?:as|for) (?:an? |the )?["'`]?([\w-]+)["'`]? (?:(?:path|query|url) )?parameter\b|\bals ["'`]?([\w]+)["'`]?[- ]Parameter\b|\bals (?:Wert des )?Parameters? ["'`]?([\w-]+)|\bcomme (?:valeur du )?paramètre ["'`]?([\w-]+)|\bcomo (?:valor del? )?parámetro ["'`]?([\w-]+)|\bcomo (?:valor do )?parâmetro ["'`]?([\w-]+)/i;

const OF_SECRETS = /key|token|secret|auth|pass|schl[üu]ss|cl[ée]|clave|chave/i;

/** Whether a description says that a value lets its holder in. */
export function isSaidToOpen(description: string | undefined): boolean {
  return description !== undefined && OPENS.test(description.slice(0, LIMIT));
}

/** Whether a description says that the value is made for the front end, where everybody sees it. */
export function isSaidPublic(description: string | undefined): boolean {
  return description !== undefined && says(FRONT_END, description);
}

/** Whether a description says that only a part of a number is there, or that it is made unreadable. */
export function isSaidPartial(description: string | undefined): boolean {
  return description !== undefined && PARTIAL.test(description.slice(0, LIMIT));
}

const PARTIAL =
  /\b(?:(?:last|final|first) (?:\d|two|three|four|five|six)(?: \w+)? (?:digits|characters|numbers)|trailing (?:portion|part|digits)|masked|redacted|truncated|obfuscated|anonymi[sz]ed|tokeni[sz]ed|maskiert|geschwärzt|gekürzt|anonymisiert)\b|\b(?:letzten|ersten) (?:\d|zwei|drei|vier|fünf|sechs) (?:Ziffern|Stellen|Zeichen)\b|\b(?:\d|deux|trois|quatre|cinq|six) (?:derni|premi)[eè]re?s (?:chiffres|caractères)|\b(?:masqu|tronqu|anonymis)ée?s?(?![a-z])|(?:últimos|primeros|primeiros) (?:\d|dos|tres|cuatro|cinco|seis|dois|três|quatro) (?:dígitos|caracteres|números)\b|\b(?:en)?mascarad[oa]s?\b|\b(?:truncad|anonimizad)[oa]s?\b/i;

/** Whether a description says that the value is never read back, or only in the response that makes it: as `writeOnly` says. */
export function isSaidNeverReturned(description: string | undefined): boolean {
  if (description === undefined) return false;
  const text = description.slice(0, LIMIT);
  return NEVER.test(text) || (OF_ALONE.test(text) && ONCE.test(text));
}

/**
 * Whether a description says that a value is there only where it is asked for, in another response than most, or never, or blank in those of reads: it
 * may come, and is no part of what a response hands out.
 */
export function isSaidOnRequest(description: string | undefined): boolean {
  return description !== undefined && ON_REQUEST.test(description.slice(0, LIMIT));
}

const ON_REQUEST =
  /\bonly (?:be )?(?:available|included|returned|populated|present|set|sent|provided) (?:(?:\w+ ){0,4}?(?:when you request|when requested|if requested|via (?:the|an?)|through (?:the|an?)|by expanding|using the)|with the|(?:\w+ ){1,4}?with the (?:[\w-]+ ){0,3}?(?:parameter|option|expansion|flag|query))|\b(?:included|returned) only (?:when|if) (?:you )?(?:request|ask|expand)|\b(?:omitted|null|empty|absent|not (?:returned|included|set|present)) unless\b|\bnull if the \w+ is already (?:authenticated|logged in)|\b(?:is|are|will be) (?:not|never) returned\b|\b(?:never|not) (?:be )?included in (?:the )?(?:response|output)|\balways (?:null|empty|blank)\b|\bonly (?:be )?used in specific requests\b|\bnur (?:enthalten|zurückgegeben|verfügbar|vorhanden|auf Anfrage)[^.]{0,30}\b(?:wenn|falls)\b[^.]{0,30}angefordert|\b(?:wird|werden) (?:nie|niemals|nicht) (?:zurückgegeben|ausgegeben)\b|\b(?:inclus|renvoyé|retourné|présent)e?s? (?:uniquement|seulement) (?:si|lorsque|sur demande)|\bn'est (?:jamais|pas) (?:renvoyé|retourné)|\bs[óo]lo (?:se )?(?:incluye|devuelve|retorna)[^.]{0,30}(?:si se|cuando se|bajo) (?:solicita|pide|petición)|\b(?:no|nunca) se (?:devuelve|incluye|retorna)\b|\b(?:somente|apenas|só) (?:é )?(?:incluíd|retornad|devolvid)[oa][^.]{0,30}(?:se|quando) solicitad|\b(?:não|nunca) é (?:incluíd|retornad|devolvid)[oa]\b|\b(?:GET|read|list) (?:endpoints?|requests?|calls?|operations?|responses?)[^.]{0,40}\b(?:empty|blank|null|masked|omitted|redacted)\b|\b(?:empty|blank|masked|omitted|redacted)(?: string)? (?:in|on|by|when using|for) (?:all |the |any )?(?:GET|read|list)\b|\bGET[- ](?:Anfrage|Aufruf|Endpunkt|Antwort)\w*[^.]{0,40}\b(?:leer|maskiert)|\b(?:requêtes?|réponses?) GET\b[^.]{0,40}(?:vide|masqué)|\b(?:peticiones|respuestas?|solicitudes) GET\b[^.]{0,40}(?:vac[íi]|enmascarad)|\b(?:requisições|respostas?|chamadas) GET\b[^.]{0,40}(?:vazi|mascarad)/i;

/** Whether a description says who alone may see a value: the server looks, and that is what must be tested. */
export function isSaidGuarded(description: string | undefined): boolean {
  return description !== undefined && GUARDED.test(description.slice(0, LIMIT));
}

const GUARDED =
  /\bonly (?:be )?(?:visible|shown|returned|available|accessible) (?:to|for) (?:the )?(?:collaborators?|owners?|members|admin\w*|users? with|callers? with)\b|\brequires? (?:the )?[\w.:-]+ (?:right |permission |scope |role )?(?:for|to) read(?:ing)?\b|\bnur für [^.]{0,30}(?:Administratoren|Eigentümer|Besitzer|Mitglieder) (?:sichtbar|einsehbar|verfügbar)\b|\b(?:visible|accessible|disponible)s? (?:uniquement|seulement) (?:par|pour|aux?) [^.]{0,20}(?:administrateur|propriétaire|membre|collaborateur)s?\b|\b(?:visible|accesible|disponible)s? (?:s[óo]lo|únicamente) (?:para|por) [^.]{0,20}(?:administrador|propietario|miembro|colaborador)|\b(?:visível|acessível|disponível) (?:somente|apenas|só) (?:para|por) [^.]{0,20}(?:administrador|proprietário|membro|colaborador)/i;

/** Whether a description says who alone may set a value: "This field can only be modified by admins". That is a claim to test. */
export function isSaidSetByFew(description: string | undefined): boolean {
  return description !== undefined && SET_BY_FEW.test(description.slice(0, LIMIT));
}

const SET_BY_FEW =
  /\b(?:can|may|must|should) only be (?:set|modified|changed|updated|edited|assigned|granted) by (?:\w+ ){0,3}?(?:admin\w*|owners?|super ?users?|staff|operators?)\b|\bonly (?:\w+ ){0,2}?(?:admin\w*|owners?|super ?users?|staff|operators?) (?:can|may) (?:set|modify|change|update|edit|assign|grant)\b|\b(?:kann|darf|können|dürfen) nur (?:von |durch )?(?:\w+ ){0,2}?Administrator\w*[^.]{0,40}\b(?:gesetzt|geändert|ändern|setzen|vergeben)\b|\bnur (?:von |durch )?Administrator\w* (?:kann|darf|können|dürfen|änderbar|geändert)\b|\b(?:modifiable|modifié|défini)e?s? (?:uniquement|seulement) par (?:\w+ ){0,2}?(?:administrateur|propriétaire)|\bseuls? les? administrateurs? (?:peut|peuvent) (?:le |la |les )?(?:modifier|définir|changer)|\bs[óo]lo (?:los |el |un )?administrador(?:es)? puede[n]? (?:modificar|cambiar|establecer)|\bs[óo]lo (?:puede[n]? )?ser (?:modificad|cambiad|establecid)[oa] por (?:\w+ ){0,2}?administrador|\b(?:somente|apenas|só) (?:os |o |um )?administrador(?:es)? pode[m]? (?:alterar|modificar|definir|mudar)|\b(?:somente|apenas|só) pode(?:m)? ser (?:alterad|modificad|definid)[oa]s? por (?:\w+ ){0,2}?administrador/i;

/*
 * What descriptions say in each of the five languages. An accented letter is no letter to `\b`, which is why a few
 * phrases are not bounded.
 */

/** So much of a description is looked at. */
const LIMIT = 1200;

const REFERENCES: ReadonlySet<string> = new Set([
  "id",
  "identifier",
  "uuid",
  "guid",
  "name",
  "fingerprint",
  "hash",
  "reference",
  "type",
  "arn",
]);
/** A word of each text that `CURSOR` fits: such long expressions take long to compile, and few descriptions have one. */
const OF_PAGES = /pagin|paging|next |previous |following |cursor|curseur|seite|page (?:suiv|préc)|página/i;
/** A word of each text that `ONCE` fits. */
const OF_ALONE = /only|once|nur |einmal|einzigmal|vez|fois|création|s[óo]lo|únicamente|só |somente|apenas/i;
const CURSOR =
  /\b(?:pagination|paging) (?:cursor|token)|\b(?:next|previous|following) (?:page|set|batch) of (?:\w+ )?(?:results|items|records|entries|objects)\b|^\W*(?:\w+ ){0,2}(?:cursor|curseur)\b|\b(?:Seiten|Paginierungs)-?(?:cursor|token)\b|\b(?:nächste|vorherige)n? Seite (?:der|von|mit) (?:\w+ )?(?:Ergebniss|Einträg|Datensätz)|\b(?:curseur|jeton) de pagination\b|\bpage (?:suivante|précédente) (?:de|des) (?:\w+ )?(?:résultats|éléments|enregistrements)\b|\b(?:cursor|token) de pagina(?:ción|ção)|\b(?:siguiente|anterior|próxima) página de (?:\w+ )?(?:resultados|elementos|registros|itens)\b/i;
const OPENS =
  /\b(?:authenticat\w*|authori[sz]\w*|access(?:es)? (?:to|the)|gives? access|grants?|bearer|secret|credentials?|sign(?:s|ed)? in|log(?:s|ged)? in|password|acts? (?:as|on behalf)|authentifi\w+|autorisier\w+|zugriff auf|zugang zu|gewährt|zugangsdaten|angemeldet|passwort|kennwort|im namen|autoris\w+|accès (?:à|au)|donne accès|identifiants|mot de passe|au nom d[eu]|autentic\w+|autoriz\w+|acceso a|credenciales|contraseña|inicio de sesión|en nombre de|acesso ao?|credenciais|senha|em nome d[aeo])\b/i;
const FRONT_END =
  /\b(?:client[- ]side|publishable|front-?end|in (?:the|a) browser|safe to (?:expose|embed|publish))\b/i;
const NEVER =
  /\b(?:(?:not|never|n't)(?: be| ever)? (?:returned|shown|included in (?:the )?responses?|displayed|exposed|readable|retrievable|sent back)|never again|write[- ]only|(?:cannot|can't|can not|can never) be (?:read|retrieved|shown|viewed)|only considered (?:when|on)|(?:masked|redacted|obfuscated|scrubbed) (?:in|on|when)|always (?:null|empty|blank|masked|redacted)|(?:wird|werden) (?:nie|niemals|nicht) (?:mehr |wieder )?(?:zurückgegeben|angezeigt|ausgegeben)|nur schreibbar|kann (?:nicht|nie) (?:mehr |wieder )?(?:gelesen|abgerufen|angezeigt) werden|immer (?:leer|maskiert)|jamais (?:renvoyée?|retournée?|affichée?|exposée?)s?(?![a-z])|(?:n'est|ne sera|ne sont) pas (?:renvoyé|retourné|affiché|exposé)e?s?(?![a-z])|ne peut (?:pas|plus) être (?:lu|récupéré|affiché|consulté)e?(?![a-z])|toujours (?:vide|masqué)(?![a-z])|(?:no|nunca) se (?:devuelve|muestra|retorna|expone)n?|s[óo]lo escritura|no (?:se )?puede (?:leer|recuperar|consultar|mostrar)(?:se)?|siempre (?:vacío|enmascarado)|(?:não|nunca) (?:é|será|são) (?:retornad|devolvid|exibid|mostrad|expost)[oa]s?|(?:somente|apenas) escrita|não pode ser (?:lid|recuperad|consultad|exibid)[oa]|sempre (?:vazio|mascarado))(?![a-z])/i;
const ONCE =
  /\b(?:returned|shown|visible|available|displayed|sent|provided|included|given) (?:only (?:once|(?:up)?on (?:the )?(?:\w+ )?creation|at (?:the )?(?:\w+ )?creation|when (?:it|the \w+) (?:is|was) (?:created|generated|issued))|(?:just|exactly) once)\b|\b(?:se )?(?:devuelve|muestra|retorna) una (?:sola|única) vez|\b(?:retornad[oa]|exibid[oa]|mostrad[oa]|devolvid[oa]) (?:apenas |somente |só )?uma (?:única |só )?vez|\bwird (?:nur )?ein(?:zig)?mal(?:ig)? (?:zurückgegeben|angezeigt|ausgegeben)|\bonly (?:be )?(?:returned|shown|visible|available|present|included|displayed|sent|populated|set|provided|exposed)\b.{0,60}?\b(?:once|creat|generat|issu|rotat|first)|\bnur (?:einmal(?:ig)?|bei der (?:Erstellung|Erzeugung|Ausstellung)|beim (?:Anlegen|Erstellen|Erzeugen)) (?:zurückgegeben|angezeigt|sichtbar|ausgegeben)|\b(?:renvoyé|retourné|affiché|visible|disponible)e?s? (?:qu'une (?:seule )?fois|une seule fois|(?:uniquement|seulement) (?:à|lors de) la création)|\b(?:s[óo]lo|únicamente) (?:se )?(?:devuelve|muestra|retorna|visible|disponible)[^.]{0,40}?(?:una (?:sola |única )?vez|al crear|en la creación)|\b(?:só|somente|apenas) (?:é |será )?(?:retornad[oa]|exibid[oa]|mostrad[oa]|visível|disponível)[^.]{0,40}?(?:uma (?:única )?vez|na criação|ao criar)/i;

/** Whether a text says something, and does not say that it must not be so. */
function says(pattern: RegExp, text: string): boolean {
  const start = text.slice(0, LIMIT).search(pattern);
  return start >= 0 && !/\b(?:never|not|n't|don't)\b/i.test(text.slice(Math.max(0, start - 60), start));
}
