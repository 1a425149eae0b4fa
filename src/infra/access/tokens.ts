import jwt from 'jsonwebtoken';
import type { TokenKind, Tokens } from '../../ports/tokens.ts';
import type { SigningKey } from './signing-keys.ts';
import { createTokenVerification } from './token-verification.ts';

const issuer = 'irontrack';
const algorithm = 'ES256';
const audienceOf = (kind: TokenKind): string => `${issuer}:${kind}`;

/**
 * Issues JWTs that are signed with the first key, also when the keys change later. Access tokens and refresh tokens have a
 * different `typ` and audience, so one kind is never accepted as the other.
 */
export const createTokens = (
  keys: readonly [SigningKey, ...SigningKey[]],
  accessSeconds: number,
  refreshSeconds: number,
): Tokens => {
  const sign = (typ: TokenKind, claims: object): string => {
    const [{ privateKey, kid: keyid }] = keys;
    return jwt.sign({ ...claims, typ }, privateKey, { algorithm, keyid, issuer, audience: audienceOf(typ) });
  };
  return {
    accessSeconds,
    refreshSeconds,
    sign({ account, authSession, generation, accessId, refreshId, issuedAt }, email) {
      const common = { sub: account, sid: authSession, gen: generation, iat: issuedAt };
      return {
        access: sign('access', { ...common, email, jti: accessId, exp: issuedAt + accessSeconds }),
        refresh: sign('refresh', { ...common, jti: refreshId, exp: issuedAt + refreshSeconds }),
      };
    },
    verification: (kind) => ({
      algorithms: [algorithm],
      issuer,
      audience: audienceOf(kind),
      ...createTokenVerification(keys),
    }),
  };
};
