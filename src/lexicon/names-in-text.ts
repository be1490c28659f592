/** A step of a way through the pieces of names. */
interface Branch {
  readonly further: Map<string, Branch>;
  /** The name that ends here. */
  name?: string;
}

/**
 * Finds which of some names stand in a text as a whole, each once: `orders.read`, but not in `my-orders.read`. Names are
 * looked up by their pieces, so that it does not matter how many there are.
 */
export function namesInText(names: Iterable<string>): (text: string) => readonly string[] {
  const root: Branch = { further: new Map() };
  for (const name of names) {
    let at = root;
    for (const piece of piecesOf(name)) {
      let next = at.further.get(piece);
      if (next === undefined) at.further.set(piece, (next = { further: new Map() }));
      at = next;
    }
    if (at !== root) at.name = name;
  }
  return (text) => {
    const found = new Set<string>();
    const pieces = piecesOf(text);
    for (const first of pieces.keys()) {
      const before = pieces[first - 1];
      // What is behind a dot is a part of a longer name; a dot behind a name may end the sentence.
      if (before !== undefined && (before === "." || WORD.test(before))) continue;
      let at = root.further.get(pieces[first]!);
      for (let next = first + 1; at !== undefined; next++) {
        const isWhole = WORD.test(pieces[next - 1]!) || !WORD.test(pieces[next] ?? " ");
        if (at.name !== undefined && isWhole) found.add(at.name);
        at = next < pieces.length ? at.further.get(pieces[next]!) : undefined;
      }
    }
    return [...found];
  };
}

/** Words with the hyphens and colons in them, and each other character by itself. */
function piecesOf(text: string): readonly string[] {
  return text.match(/[\w:-]+|[^\w:-]/g) ?? [];
}

const WORD = /^[\w:-]/;
