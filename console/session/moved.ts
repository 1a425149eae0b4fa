/** The ids with one of them moved by a number of places. */
export function moved(items: readonly Readonly<{ id: string }>[], id: string, by: number): readonly string[] {
  const ids = items.map((item) => item.id);
  const from = ids.indexOf(id);
  const to = Math.max(0, Math.min(ids.length - 1, from + by));
  return ids.toSpliced(from, 1).toSpliced(to, 0, id);
}
