import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import type { IssuedTokens } from '../../ports/auth-sessions.ts';
import { createTokenVerifier } from './token-verifier.ts';

const jwk = z.looseObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
});
const jwkOrSet = z.union([z.object({ keys: z.array(jwk).min(1) }), jwk]);

export type SigningKey = Readonly<{ kid: string; privateKey: KeyObject; publicKey: KeyObject }>;

/** A fresh P-256 key as the text of a JWK. */
export const generateJwk = (): string =>
  JSON.stringify(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }));

/** The keys of a JWK or JWK set; the first signs, all verify. Throws where the text is neither. */
export function readSigningKeys(text: string): [SigningKey, ...SigningKey[]] {
  const parsed = jwkOrSet.parse(JSON.parse(text));
  const [first, ...others] = ('keys' in parsed ? parsed.keys : [parsed]) as z.infer<typeof jwk>[];
  if (!first) throw new Error('A JWK set needs a key');
  return [signingKey(first), ...others.map(signingKey)];
}

const probe = Buffer.from('irontrack');

function signingKey({ kty, crv, x, y, d }: z.infer<typeof jwk>): SigningKey {
  const privateKey = createPrivateKey({ key: { kty, crv, x, y, d }, format: 'jwk' });
  const publicKey = createPublicKey(privateKey);
  // Node does not look whether the halves belong together; such a key would sign what it refuses.
  if (!verify('sha256', probe, publicKey, sign('sha256', probe, privateKey)))
    throw new Error('The halves of a key differ');
  // RFC 7638: the thumbprint is over the required members in this order.
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
  return { kid, privateKey, publicKey };
}

const issuer = 'irontrack';
const algorithm = 'ES256';

export type TokenPair = Readonly<{ access: string; refresh: string }>;

/** Signs access and refresh tokens. `typ` keeps each from passing for the other; equal `Issued` makes tokens of equal meaning. */
export const createTokens = (
  keys: readonly [SigningKey, ...SigningKey[]],
  accessSeconds: number,
  refreshSeconds: number,
) => {
  const [signing] = keys;
  const sign = (typ: 'access' | 'refresh', claims: object): string =>
    jwt.sign({ ...claims, typ }, signing.privateKey, {
      algorithm,
      keyid: signing.kid,
      issuer,
      audience: `${issuer}:${typ}`,
    });
  return {
    accessSeconds,
    refreshSeconds,
    sign({ account, authSession, generation, accessId, refreshId, issuedAt }: IssuedTokens, email: string): TokenPair {
      const common = { sub: account, sid: authSession, gen: generation, iat: issuedAt };
      return {
        access: sign('access', { ...common, email, jti: accessId, exp: issuedAt + accessSeconds }),
        refresh: sign('refresh', { ...common, jti: refreshId, exp: issuedAt + refreshSeconds }),
      };
    },
    verification: {
      algorithms: [algorithm] as ['ES256'],
      issuer,
      audience: (typ: 'access' | 'refresh') => `${issuer}:${typ}`,
      ...createTokenVerifier(keys),
    },
  };
};
