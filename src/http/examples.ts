/** Ids and values that the examples of several folders share. The examples appear in the API's documentation. */
export const accountId = '01900000-0000-7000-8000-0000000000a1';
export const at = '2026-03-01T12:00:00.000000Z';
/** A page with one item. */
export const pageWith = <const Item>(item: Item) => ({ items: [item], total: 1, limit: 20, offset: 0 });
