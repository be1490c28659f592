/*
 * Operations that go to a page which their caller names, by their own text: "Visits the URL and extracts the data", "fetch a
 * remote image URL and crop it". The verb must be what the operation does now: "Visits by URL" counts what others did, and
 * "Retrieves the external URL of a listing" only tells it.
 */
import { anyOf } from "../../lexicon/any-of.ts";
import { denies } from "../../lexicon/denial.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { memo } from "../../core/memo.ts";
import type { Operation } from "../../model/api.ts";

/** Whether an operation says that it goes to a page or a URL of its caller's, or loads something from afar. */
export const isSaidToVisit = memo(({ summary = "", description = "", lexicon }: Operation): boolean =>
  [...sentencesOf(summary, LIMIT), ...sentencesOf(description, LIMIT)]
    // "If it is not known yet, it is extracted from the site": a denial counts in its own clause.
    .flatMap((sentence) => sentence.split(/[,;] /))
    .some(
      (clause) =>
        (VISITS.test(clause) || LOADS_FROM_AFAR.test(clause) || AT_ONCE.test(clause)) &&
        !KNOWN_ALREADY.test(clause) &&
        !denies(wordsInOrder(clause), lexicon),
    ),
);

/** Whether what comes back is said to be the page that stands at a URL: "HTML of a page area by URL and selector". */
export const isSaidToGivePage = memo(({ summary = "", description = "" }: Operation): boolean =>
  [...sentencesOf(summary, LIMIT), ...sentencesOf(description, LIMIT)].some((sentence) => PAGE_BY_URL.test(sentence)),
);

/** What was written down before is not got now: "the recorded size of external files". */
const KNOWN_ALREADY =
  /\b(?:recorded|registered|stored|gespeicherte[nrs]?|enregistrée?s?|registrad[oa]s?) (?:\S+ ){1,3}(?:of|von|de)\b/i;

/** So much of a text is looked at. */
const LIMIT = 500;

/** A sentence that begins with going to a page, or has the service for its subject. */
const VISITS = anyOf(
  /^(?:(?:please )?use this \p{L}+ to |this \p{L}+ (?:will )?|(?:we|it|the (?:server|service|api)) (?:will )?|to )?(?:visit|crawl|scrape|screenshot)s? (?!(?:by|per|of|in|on|from|counts?) )(?:\S+ ){0,4}?(?:urls?|web ?sites?|web ?pages?|pages?)/u,
  /^(?:(?:please )?use this \p{L}+ to |this \p{L}+ (?:will )?|to )?download(?:s|ing)? (?:(?:the|a|any|given|content|of|from) ){0,4}web ?pages?/u,
  /^(?:(?:der|dieser|diese|unser) \p{L}+ |wir )?(?:besucht|besuchen|ruft|rufen|durchsucht|crawlt|öffnet|öffnen) (?:\S+ ){0,3}?(?:url|webseiten?|internetseiten?|website)/u,
  /^(?:(?:le|ce|notre) \p{L}+ |nous )?(?:visite|visitons|parcourt|parcourons|aspire|ouvre|ouvrons) (?:\S+ ){0,3}?(?:url|pages?|sites?)/u,
  /^(?:(?:el|este|nuestro) \p{L}+ )?(?:visita|visitamos|rastrea|rastreamos|abre|abrimos) (?:\S+ ){0,3}?(?:url|páginas?|sitios?)/u,
  /^(?:(?:o|este|nosso) \p{L}+ )?(?:visita|visitamos|rastreia|rastreamos|abre|abrimos) (?:\S+ ){0,3}?(?:url|páginas?|sites?)/u,
);

/** What is got from afar, as an image or a page is, and not only its address: that would be followed by whose it is. */
const LOADS_FROM_AFAR = anyOf(
  /(?:fetch|retrieve|download|load|grab|proxy|proxie|import|crop)(?:s|es)? (?:\S+ ){0,8}?(?:remote|external|third[- ]party|3rd[- ]party) (?:\p{L}+ ){0,2}?(?:urls?|web ?sites?|web ?pages?|images?|files?|pages?)(?! of\b)/u,
  /(?:lädt|laden|holt|holen|ruft) (?:\S+ ){0,5}?(?:entfernte|externe|fremde)[nrs]? (?:\p{L}+ )?(?:url|webseiten?|bild|bilder|datei|dateien)/u,
  /(?:charge|chargeons|récupère|récupérons|télécharge) (?:\S+ ){0,5}?(?:image|page|fichier|url|site)s? (?:distante?|externe)s?/u,
  /(?:carga|cargamos|descarga|descargamos|obtiene) (?:\S+ ){0,5}?(?:imagen|página|archivo|url|sitio) (?:remot|extern)[oa]s?/u,
  /(?:carrega|carregamos|baixa|baixamos|obtém) (?:\S+ ){0,5}?(?:imagem|página|arquivo|ficheiro|url|site) (?:remot|extern)[oa]s?/u,
);

/** What is got from a site at the time of the call, where it is not known yet. */
const AT_ONCE = anyOf(
  /(?:extracted|fetched|scraped|crawled|downloaded|retrieved|loaded) (?:\p{L}+ )?from (?:the|its|their|that) (?:\p{L}+ )?(?:site|website|web ?page|page|url) (?:on the fly|in real[- ]time|live|on demand|at request time)/u,
  /(?:bei der anfrage|in echtzeit|bei bedarf|live) von der (?:seite|webseite|website|url) (?:geladen|geholt|gelesen|abgerufen)/u,
  /(?:extraite?|récupérée?|téléchargée?|chargée?)s? (?:du site|de la page|de l'url) (?:à la volée|en temps réel|à la demande)/u,
  /(?:extra[ií]d|descargad|obtenid|cargad)[oa]s? (?:del sitio|de la página|de la url) (?:al vuelo|sobre la marcha|en tiempo real)/u,
  /(?:extra[ií]d|baixad|obtid|carregad)[oa]s? (?:do site|da página|da url) (?:na hora|em tempo real|sob demanda)/u,
);

/** The markup of a page that a URL names. */
const PAGE_BY_URL = anyOf(
  /(?:html|source code|markup) (?:\S+ ){0,6}?(?:by|from|at|for) (?:an? |the |its |their |any |given ){0,2}urls?/u,
  /(?:page|web ?page|site|website) (?:html|source|markup) (?:by|from|at|for) (?:an? |the |its |any |given ){0,2}urls?/u,
  /html (?:\S+ ){0,5}?(?:einer|der|zur|von einer) (?:beliebigen |angegebenen )?url/u,
  /html (?:\S+ ){0,5}?(?:par|d'une|depuis une) url/u,
  /html (?:\S+ ){0,5}?(?:por|de una|desde una) url/u,
  /html (?:\S+ ){0,5}?(?:por|de uma|a partir de uma) url/u,
);
