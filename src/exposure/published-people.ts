import { wordsOf } from "../lexicon/name-tokens.ts";
import type { Flow, PassedObject } from "../data/flows/flow.ts";
import type { Operation } from "../model/api.ts";
import { fixedSegments } from "./words.ts";

/*
 * People whom an API publishes on purpose: who wrote a book, who treats patients, who was elected. A catalogue or directory
 * shows who they are and how they are reached at work. What is private of them it shows by mistake.
 */

/** Whether a flow is what a catalogue or directory shows on purpose of somebody whom it publishes. */
export function isOfPublishedPerson({ field, path, operation }: Flow): boolean {
  const kind =
    path
      .map(namesOf)
      .flatMap((names) => names.flatMap((name) => kindOf(name) ?? []))
      .at(-1) ?? kindOfPath(operation);
  if (kind === undefined) return false;
  const words = wordsOf(field.name);
  if (words.some((word) => PRIVATE.has(word) || PRIVATE_STEM.test(word))) return false;
  if (SHOWN_OF_ALL.has(field.category) || words.some((word) => BIOGRAPHY.has(word))) return true;
  return kind === "professional" ? OFFICE.test(field.category) : SHOWN_OF_FIGURES.test(field.category);
}

function namesOf({ schema, property }: PassedObject): readonly string[] {
  return [property ?? "", schema.name ?? schema.title ?? ""];
}

type PublishedKind = "figure" | "professional";

function kindOfPath(operation: Operation): PublishedKind | undefined {
  const segment = fixedSegments(operation.path).at(-1);
  return segment === undefined ? undefined : kindOf(segment);
}

function kindOf(name: string): PublishedKind | undefined {
  const words = wordsOf(name).filter((word) => !NEUTRAL.has(word));
  const last = words.at(-1) ?? "";
  if (FIGURES.has(last)) return "figure";
  return PROFESSIONALS.has(last) ? "professional" : undefined;
}

const NEUTRAL = set("detail summary dto response model item result list entry info profile page public");

/** Known for what they do: creators, performers, sportspeople, politicians. */
const FIGURES = set(`
  author writer artist actor actress director composer musician singer band painter speaker presenter translator
  illustrator narrator editor producer cast crew politician deputy senator minister parliamentarian councillor mep mp
  laureate driver rider coach referee athlete player celebrity saint king
  autor autorin schauspieler regisseur kuenstler musiker saenger referent abgeordneter abgeordnete politiker
  auteur acteur realisateur artiste musicien chanteur conferencier depute senateur elu ministre
  autora actor directora artista musico cantante ponente diputado senador ministro
  ator diretor cantor palestrante deputado
`);
/** In a directory by their profession or office. */
const PROFESSIONALS = set(`
  doctor physician dentist therapist practitioner lawyer attorney notary architect teacher professor lecturer officer
  trustee translator interpreter broker agent realtor expert curator
  arzt aerzt aerzte aerztin zahnarzt anwalt rechtsanwalt notar architekt makler dozent
  medecin avocat notaire architecte enseignant courtier
  medico abogado notario arquitecto profesor
  advogado notario arquiteto professor
`);

/** Name, role, picture and biography are what such people are shown for. */
const SHOWN_OF_ALL: ReadonlySet<string> = new Set([
  "user.name",
  "user.job_title",
  "user.content.self_image",
  "user.account.username",
]);
const SHOWN_OF_FIGURES = /^user\.(?:demographic(?:$|\.(?:date_of_birth|gender|political_opinion))|contact\.url)/;
const OFFICE = /^user\.contact(?:$|\.(?:email|phone_number|fax_number|address|url))/;

const PRIVATE = set(
  "private privat home wohn personal mobile handy mobil prive prives domicilio domicilia privado privada particular casa residencia residential",
);
const BIOGRAPHY = set("biography bio vita biographie biografia");
const PRIVATE_STEM = /^(?:privat|wohn|heim)/;

function set(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}
