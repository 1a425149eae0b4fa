type Page = Readonly<{
  items: readonly Readonly<{ id: string; deleted: boolean; document?: object }>[];
  next: string;
  reset: boolean;
}>;

/** A client's copy of its training sessions, made from the pages of the change feed. */
export function createCopy() {
  const documents = new Map<string, object>();
  let token: string | null = null;
  return {
    documents,
    /** The path of the next page. */
    path: () => `/changes?types=session${token === null ? '' : `&after=${token}`}`,
    add({ items, next, reset }: Page): void {
      if (reset) documents.clear();
      for (const { id, deleted, document = {} } of items) {
        if (deleted) documents.delete(id);
        else documents.set(id, document);
      }
      token = next;
    },
  };
}
