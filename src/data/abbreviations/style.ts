import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { isClassWord } from "./class-words.ts";
import type { DocumentNames } from "./names-of-document.ts";
import type { Vocabulary } from "./vocabulary.ts";

/**
 * Whether names may be abbreviated by habit, by a first glance at their parts: parts without a vowel, and short forms of
 * kinds of values, are rare elsewhere. It asks for no vocabulary: nearly all descriptions have no such style.
 */
export function maybeAbbreviates({ fields }: DocumentNames): boolean {
  let strange = 0;
  for (const name of fields.keys()) if (wordsInOrder(name).some(looksAbbreviated)) strange += 1;
  return strange >= FEWEST && strange >= fields.size * SOME;
}

/** The fields whose names abbreviate by habit: all of a description, or those of the objects that have the style. */
export function abbreviatingFields({ fields, objects }: DocumentNames, words: Vocabulary): ReadonlySet<string> {
  if (areAbbreviated([...fields.keys()], words)) return new Set(fields.keys());
  return new Set(objects.filter((names) => areAbbreviated(names, words)).flat());
}

function areAbbreviated(names: readonly string[], words: Vocabulary): boolean {
  const abbreviated = names.filter((name) => isAbbreviated(name, words)).length;
  return abbreviated >= FEWEST && abbreviated >= names.length * HALF;
}

function isAbbreviated(name: string, words: Vocabulary): boolean {
  return wordsInOrder(name).some((word) => looksAbbreviated(word) || isUnknown(word, words));
}

function looksAbbreviated(word: string): boolean {
  return NO_VOWEL.test(word) ? !ACRONYM.test(word) : isClassWord(word) && !IS_PLAIN_WORD.test(word);
}

function isUnknown(word: string, words: Vocabulary): boolean {
  return IS_SHORT.test(word) && !ACRONYM.test(word) && !words.has(word);
}

/** Of so few nothing shows. */
const FEWEST = 4;
/** So many of all names look strange at first glance. */
const SOME = 0.04;
const HALF = 0.5;

const NO_VOWEL = /^[b-df-hj-np-tv-xz]{2,6}$/;
const IS_SHORT = /^[a-z]{2,5}$/;
/** Short forms that are words by now, in any style. */
const IS_PLAIN_WORD = /^(?:id|ident|no|desc|dir|end|art|cat|nom|dom|val|mon|est|perc|in|data|text|code|type|status|stat|img|ref|num|lib|val|cant|imp|sit|mo|des|tip)$/;
/** Formats, protocols, units and what else is written in capitals anywhere. */
const ACRONYM =
  /^(?:url|uri|urn|http|https|html|xml|css|csv|pdf|json|sql|ssl|tls|ssh|dns|vpc|vpn|tcp|udp|ftp|rpc|sdk|cdn|cpu|gpu|ram|gb|mb|kb|kg|km|cm|mm|ms|px|fps|rgb|hsl|gps|sms|mms|mfa|otp|jwt|md|sha|pgp|gpg|ttl|lfs|svg|png|jpg|jpeg|gif|mp|ipv|vm|pr|prs|cc|bcc|hd|tv|dvd|cvv|cvc|pwd|ssn|vat|btc|www|crm|cms|sku|ui|ux|sso|idp|acl|arn|aws|gcp|io|fk|pk|dkim|spf|mx|ns|txt|https|wps|hls|drm|rtmp|wsdl|ssd|hdd|nfs|smb|ldap|ntp|snmp|bgp|nat|str|src|dst|tz|utm|lng|lat|lon|bbox|ne|nw|sw|pin|iban|bic|swift|pan|dob|cvv)$/;
