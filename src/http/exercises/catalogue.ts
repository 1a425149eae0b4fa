import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Dependencies } from '../dependencies.ts';
import type { Caller, Guards } from '../guards.ts';
import type { Reply } from '../reply.ts';
import type { Routes } from '../routes.ts';

type Encoded = Readonly<{ identity: Buffer; gzip: Buffer; br: Buffer }>;
/** The bodies of a version, perhaps still being compressed. */
type Kept = Readonly<{ version: string; bodies: Promise<Encoded> }>;

const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/** The whole catalogue in one answer, which a client asks for anew at the price of a tag. Built and compressed once for every version. */
export function catalogueRoutes({ queries, config }: Dependencies, { signedIn }: Guards): Routes {
  let kept: Kept | null = null;

  const answer = async ({ req, account, requiredPosition }: Caller): Promise<Reply> => {
    // What is kept may be another version once the answer is here.
    const had = kept;
    const sent = (req.get('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^(?:W\/)?"(.*)"$/, '$1'));
    const known = [...sent, ...(had ? [had.version] : [])];
    const question = { caller: account.id, requiredPosition, imageBase: config.imageBase, knownVersions: known };
    const { version, body } = await queries.getExerciseCatalogue(question);
    if (sent.includes(version)) return withTag(version, (res) => void res.status(304).end());
    const bodies = await (body === null ? had?.bodies : keep(version, body));
    if (!bodies) throw new Error('The catalogue was read without its text');
    const encoding = (['br', 'gzip'] as const).find((each) => req.acceptsEncodings(each)) ?? 'identity';
    return withTag(version, (res) => {
      res.type('json');
      if (encoding !== 'identity') res.set('Content-Encoding', encoding);
      res.end(bodies[encoding]);
    });
  };

  /** Those who ask at once for what is new wait for one compression. */
  function keep(version: string, body: string): Promise<Encoded> {
    if (kept?.version !== version) kept = { version, bodies: encoded(Buffer.from(body)) };
    return kept.bodies;
  }

  return { '/exercises/catalogue': { get: signedIn(answer) } };
}

async function encoded(identity: Buffer): Promise<Encoded> {
  const [zipped, br] = await Promise.all([promisify(gzip)(identity), promisify(brotliCompress)(identity, brotli)]);
  return { identity, gzip: zipped, br };
}

const withTag =
  (version: string, reply: Reply): Reply =>
  (res) => {
    res.set('ETag', `"${version}"`).vary('Accept-Encoding');
    reply(res);
  };
