/** A configuration with other texts, such as a smaller limit. Each text must be in it, so that no change is lost unseen. */
export const changed = (text: string, changes: Readonly<Record<string, string>>): string =>
  Object.entries(changes).reduce((before, [old, next]) => {
    if (!before.includes(old)) throw new Error(`The configuration has no "${old}"`);
    return before.replaceAll(old, next);
  }, text);
