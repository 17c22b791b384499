/** A text with all that was found replaced; finding nothing means that a tool changed its ways. */
export function replaced(text, found, by) {
  const changed = text.replaceAll(found, by);
  if (changed === text) throw new Error(`there is no ${found}`);
  return changed;
}
