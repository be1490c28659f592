/** Names as they may stand in an address, each once: what is not made of small letters and digits is called by its number. */
export function anchorNames(ids: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return ids.map((id, index) => {
    const name = /^[a-z0-9-]+$/.test(id) && !taken.has(id) ? id : `no-${index + 1}`;
    taken.add(name);
    return name;
  });
}
