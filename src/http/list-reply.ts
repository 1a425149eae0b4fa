import { invalid } from '../errors.ts';
import type { ListPage } from '../queries/statements/list.ts';
import type { Place } from '../queries/statements/places.ts';
import { jsonText, type Reply } from './reply.ts';
import { type Cursor, cursorText, listDigest } from './requests/cursor.ts';
import type { Incoming } from './route.ts';

/** The page that a request asks for, as queries understand it. */
type AskedPage = Readonly<{ limit: number; offset: number; after?: Place }>;

type PageQuery = Readonly<{ currentPage: number; pageSize: number; after?: Cursor | undefined }>;
type ListInput<Query extends PageQuery> = Readonly<{
  query: Query;
  path?: Readonly<Record<string, string>>;
  incoming: Incoming;
}>;

/**
 * Answers one page of a list, which `read` reads. The response links to the next page by a cursor. Pages of cursors
 * neither repeat nor skip an item when other items are added.
 */
export async function listReply<Query extends PageQuery>(
  { query, path = {}, incoming }: ListInput<Query>,
  read: (page: AskedPage, filters: Omit<Query, keyof PageQuery>) => Promise<ListPage>,
): Promise<Reply<200, never>> {
  const { currentPage, pageSize, after, ...filters } = query;
  const list = listDigest(incoming.route.path, path, filters);
  const page = after ? pageAfter(after, list, query) : { limit: pageSize, offset: pageSize * (currentPage - 1) };
  const found = await read(page, filters);
  const { next } = found;
  const cursor = next && cursorText({ list, offset: page.offset + pageSize, place: next });
  const links = linksOf(incoming, path, [
    ['first', {}],
    ...(after || currentPage === 1 ? [] : [['prev', { currentPage: String(currentPage - 1) }] as const]),
    ...(cursor === null ? [] : [['next', { after: cursor }] as const]),
  ]);
  return { ...jsonText(found.parts ? bytesOf(found.parts) : found.body), link: links };
}

/** Joins texts as bytes. To join them as a text first would copy all of it twice more, in memory that V8 collects. */
function bytesOf(parts: readonly (string | Buffer)[]): Buffer {
  const bytes = Buffer.allocUnsafe(parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0));
  let at = 0;
  for (const part of parts) at += typeof part === 'string' ? bytes.write(part, at) : part.copy(bytes, at);
  return bytes;
}

function pageAfter(after: Cursor, list: string, { currentPage, pageSize }: PageQuery): AskedPage {
  if (after.list !== list) throw invalid('after', 'Belongs to a list with other filters or another order.');
  if (currentPage > 1) throw invalid('currentPage', 'Must not be sent with after.');
  return { limit: pageSize, offset: after.offset, after: after.place };
}

/** The longest header `Link`; a longer one is left out. Many clients read at most 16 KiB of headers. */
const maxLinkLength = 8_192;

/** The value of the header `Link`: the address of this list with other parameters, once per relation. */
function linksOf(
  { route, raw }: Incoming,
  path: Readonly<Record<string, string>>,
  relations: readonly (readonly [relation: string, parameters: Readonly<Record<string, string>>])[],
): string | null {
  const address = route.path.replaceAll(/:(\w+)/g, (_, name: string) => path[name] ?? '');
  const kept = keptOf(raw.url);
  const links = relations.map(([relation, parameters]) => {
    // A page number and a cursor have no characters that must be escaped.
    const query = [...kept, ...Object.entries(parameters).map(([name, value]) => `${name}=${value}`)].join('&');
    return `<${address}${query === '' ? '' : `?${query}`}>; rel="${relation}"`;
  });
  const header = links.join(', ');
  return header.length <= maxLinkLength ? header : null;
}

/** The parameters of a request that its links keep, as a text; none if the request has no others. */
function keptOf(url: string): readonly string[] {
  const start = url.indexOf('?');
  if (start < 0) return [];
  const sent = new URLSearchParams(url.slice(start + 1));
  for (const name of ['currentPage', 'after']) sent.delete(name);
  return sent.size === 0 ? [] : [sent.toString()];
}
