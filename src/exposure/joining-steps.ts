/*
 * Who may join, told as steps: "Sign up", "Specify a wallet", "Generate an API key". No sentence says that anyone can, and whoever
 * reads them does so.
 */

import { memo } from "../core/memo.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { clausesOf, sentencesOf } from "../lexicon/sentences.ts";
import { statedIn } from "../lexicon/statements.ts";
import type { Operation } from "../model/api.ts";

interface Described {
  readonly description: string | undefined;
  readonly lexicon: Lexicon;
}

/**
 * The steps of a text by which its reader gets a credential: signing up, and close behind making a key, or a page on which a
 * program is registered for the API. A step speaks to the reader, in an imperative or as "you"; who decides whom, or for whom somebody
 * else joins, is no step.
 */
export const joiningStepsOf = memo(({ description = "", lexicon }: Described): string | undefined => {
  const text = description.slice(0, LIMIT);
  if (!OF_STEPS.test(text) || statedIn(text).has("vetted")) return undefined;
  const sentences = sentencesOf(text, LIMIT);
  const isChosen = (at: number): boolean =>
    sentences.slice(Math.max(0, at - 1), at + 2).some((one) => lexicon.has(wordsInOrder(one), "chosen-to-join"));
  for (const [at, sentence] of sentences.entries()) {
    const isStep = tellsReader(sentence, lexicon);
    if (isStep && !isChosen(at)) {
      const making = sentences.slice(at, at + NEAR).findIndex((one) => makesKey(one, lexicon));
      if (making >= 0 && !isChosen(at + making))
        return shown(making === 0 ? [sentence] : [sentence, sentences[at + making]!]);
    }
    const isPage = PAGE.test(sentence) || lexicon.has(wordsInOrder(sentence), "page-of-developers");
    if (isPage && lexicon.has(wordsInOrder(sentence), "registers-a-program") && !isChosen(at)) return shown([sentence]);
  }
  return undefined;
});

/**
 * What texts of operations say of a trial that is for whoever calls, beside plans that are paid for: "the numbers that you can message
 * during the free trial", "if you are using a paid plan". A plan of which an operation is, or that customers are on, is the API's matter.
 */
export const trialOf = memo((operations: readonly Operation[]): string | undefined => {
  let trial: string | undefined;
  let isPaid = false;
  for (const { description = "", lexicon } of operations) {
    for (const sentence of OF_TRIAL.test(description) ? sentencesOf(description, LIMIT) : []) {
      const words = wordsInOrder(sentence);
      if (!lexicon.has(words, "addressed-reader") || lexicon.has(words.flatMap(wordsOf), "clientele")) continue;
      if (lexicon.has(words, "free-trial")) trial ??= sentence;
      isPaid ||= lexicon.has(words, "paid-plan");
    }
    if (trial !== undefined && isPaid) return shown([trial]);
  }
  return undefined;
});

/** Whether a clause begins with signing up, or only with what leads readers to one: "First you need to sign up". */
function tellsReader(sentence: string, lexicon: Lexicon): boolean {
  return clausesOf(sentence).some((words) => {
    const at = words.findIndex((_, index) => lexicon.lengthAt(words, index, "signs-up-as-step") > 0);
    return (
      at >= 0 &&
      at <= MOST_LEADING &&
      words.slice(0, at).every((word) => /^\d+$/.test(word) || lexicon.is(word, "leads-to-a-step"))
    );
  });
}

/** Whether a sentence tells to make a key or get one, or to go to where keys are made. */
function makesKey(sentence: string, lexicon: Lexicon): boolean {
  const words = wordsInOrder(sentence).flatMap(wordsOf);
  return words.some((_, verb) => {
    if (lexicon.lengthAt(words, verb, "takes-a-key") === 0 && lexicon.lengthAt(words, verb, "goes-to-page") === 0)
      return false;
    return words
      .slice(verb + 1, verb + 1 + FAR)
      .some((__, index) => lexicon.lengthAt(words, verb + 1 + index, "key-of-caller") > 0);
  });
}

function shown(sentences: readonly string[]): string {
  const text = sentences
    .map((one) =>
      one
        .replaceAll(/[*_>#`]|^\s*[-+\d.]+\s/g, "")
        .replace(/\s+/g, " ")
        .trim(),
    )
    .join(" … ");
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}

/** A word of each text that has such a step: what follows takes longer. */
const OF_STEPS =
  /sign[- ]?(?:ed |ing )?(?:up|in)|reg[ií]st|account|trial|konto|anmeld|test|inscri|inscrev|compte|cr[eé]|essai|cuenta|alta|prueba|cadastr|conta|app/i;

const OF_TRIAL = /trial|plan|test|tarif|abo|essai|offre|forfait|formule|prueba|suscripci|avalia|assinatura/i;

/** The address of a page on which people or programs are registered. */
const PAGE =
  /https?:\/\/[^\s)"'<>]{1,200}\/(?:sign-?up|register|registration|join|developers?|dev|apps?|api-?keys?|clients|integrations)\b|https?:\/\/(?:dev|developers?|apps|console|portal)\.[^\s)"'<>]{3,200}/i;

/** So many sentences behind the first step the key is still what it leads to. */
const NEAR = 5;

/** So many words on the verb the key is what it makes. */
const FAR = 6;

/** So many words may lead to a step. */
const MOST_LEADING = 6;

/** So much of a text is looked at. */
const LIMIT = 20_000;
