import { wordsOf } from "../lexicon/name-tokens.ts";

/*
 * What people are called in an API, by whom they are to its callers. The purpose is read before the noun: members of a
 * parliament are published, members of a gym are not; so a noun only says what people mostly are.
 */

/** People such as the caller: whoever signs up is one of them. */
const POPULATION = set(`
  user member profile rider runner athlete player gamer follower friend alumnus alumni alumna single dater listener
  viewer traveler traveller neighbor neighbour hiker cyclist swimmer learner backer supporter fan buddy match
  nutzer benutzer mitglied ehemalige ehemaliger läufer laufer fahrer spieler sportler freund nachbar teilnehmer
  utilisateur membre ancien coureur joueur abonné abonne ami voisin adhérent adherent
  usuario miembro socio corredor jugador amigo vecino exalumno
  usuário utilizador membro sócio jogador vizinho
`);

/** Organisations that have accounts: what stands below one in a path is that organisation's. */
const ORGANISATIONS = set(`
  organization organisation org tenant workspace merchant company account subaccount business enterprise
  mandant firma unternehmen betrieb
  entreprise société societe
  empresa organización organizacion
  organização organizacao
`);

/** What people belong to at work, and in their free time as well. */
const GROUPS = set(`
  team store shop clinic practice hospital school branch department agency franchise site project
  praxis filiale abteilung agence cabinet équipe equipe boutique equipo tienda clínica clinica sucursal loja filial
`);

/** What people write for others to see: who wrote it is seen with it. */
const PUBLISHED_CONTENT = set(`
  post comment review article thread video recipe route activity story photo tweet status feed question answer blog
  topic playlist listing ad advert rating
  beitrag kommentar bewertung artikel rezept frage antwort anzeige
  commentaire avis recette réponse reponse annonce publication
  publicación publicacion comentario reseña resena artículo articulo receta pregunta respuesta anuncio
  publicação publicacao avaliação avaliacao artigo receita pergunta resposta anúncio
`);

export const isOfPopulation = (name: string): boolean => POPULATION.has(lastWord(name));
export const isOrganisationNoun = (name: string): boolean => ORGANISATIONS.has(lastWord(name));
export const isGroupNoun = (name: string): boolean => GROUPS.has(lastWord(name));
export const isPublishedContent = (name: string): boolean => PUBLISHED_CONTENT.has(lastWord(name));

function lastWord(name: string): string {
  return wordsOf(name).at(-1) ?? "";
}

function set(words: string): ReadonlySet<string> {
  return new Set(
    words
      .trim()
      .split(/\s+/)
      .flatMap((word) => wordsOf(word).at(-1) ?? word),
  );
}
