import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Dependencies } from '../dependencies.ts';
import type { Caller, Doors } from '../doors.ts';
import type { Reply } from '../reply.ts';
import type { Routes } from '../routes.ts';

type Kept = Readonly<{ version: string; identity: Buffer; gzip: Buffer; br: Buffer }>;

const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/** The whole catalogue in one answer, which a client asks for anew at the price of a tag. Built and compressed once for every version. */
export function catalogueRoutes({ queries, config }: Dependencies, { signedIn }: Doors): Routes {
  let kept: Kept | null = null;

  const answer = async ({ req, account, needed }: Caller): Promise<Reply> => {
    const sent = (req.get('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^(?:W\/)?"(.*)"$/, '$1'));
    const known = [...sent, ...(kept ? [kept.version] : [])];
    const question = { asker: account.id, needed, imageBase: config.imageBase, known };
    const { version, body } = await queries.exerciseCatalogue(question);
    if (sent.includes(version)) return withTag(version, (res) => void res.status(304).end());
    const current = body === null ? kept : await keep(version, body);
    if (current?.version !== version) throw new Error('The catalogue was read without its text');
    const encoding = (['br', 'gzip'] as const).find((each) => req.acceptsEncodings(each)) ?? 'identity';
    return withTag(version, (res) => {
      res.type('json').vary('Accept-Encoding');
      if (encoding !== 'identity') res.set('Content-Encoding', encoding);
      res.end(current[encoding]);
    });
  };

  async function keep(version: string, body: string): Promise<Kept> {
    const identity = Buffer.from(body);
    const [zipped, br] = await Promise.all([promisify(gzip)(identity), promisify(brotliCompress)(identity, brotli)]);
    kept = { version, identity, gzip: zipped, br };
    return kept;
  }

  return { '/exercises/catalogue': { get: signedIn(answer) } };
}

const withTag =
  (version: string, reply: Reply): Reply =>
  (res) => {
    res.set('ETag', `"${version}"`);
    reply(res);
  };
