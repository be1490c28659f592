import { readFileSync } from "node:fs";
import path from "node:path";

const FILE = path.join(import.meta.dirname, "contacts.json");

/**
 * The sets, each with the names of its descriptions, and the first contact of each tool with each: date, version, commit
 * and the figures as they were then. What is written down there is never rewritten.
 */
export function readContacts(file = FILE) {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** The set and its descriptions with one more contact. Throws where that tool has met one of them before. */
export function withContact({ sets, contacts }, { set, apis, ...contact }) {
  const known = sets.find(({ id }) => id === set);
  if (contacts.some((one) => one.set === set && one.tool === contact.tool)) {
    throw new Error(`${contact.tool} has met ${set} before: a set counts once`);
  }
  if (known !== undefined && known.apis.join() !== apis.join()) throw new Error(`${set} holds other descriptions`);
  const elsewhere = sets.filter(({ id }) => id !== set).flatMap((one) => one.apis);
  const again = apis.filter((api) => elsewhere.includes(api));
  if (again.length > 0) throw new Error(`${again.join(", ")}: in another set already`);
  return {
    sets: known === undefined ? [...sets, { id: set, apis }] : sets,
    contacts: [...contacts, { set, ...contact }],
  };
}
