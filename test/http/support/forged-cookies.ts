import fc from 'fast-check';

export type TokenPair = Readonly<{ access: string; refresh: string }>;

/** The access token and the refresh token of a signed-in client. */
export function tokenPairOf({ cookie }: Readonly<{ cookie: string | null }>): TokenPair {
  const [access = '', refresh = ''] = (cookie ?? '').split('; ').map((each) => each.slice(each.indexOf('=') + 1));
  return { access, refresh };
}

/**
 * Generates cookie headers from valid tokens. None of them has a valid access token in the cookie that the API reads.
 */
export function forgedCookies(pairs: readonly TokenPair[]): fc.Arbitrary<string> {
  const any = fc.constantFrom(...pairs.flatMap(({ access, refresh }) => [access, refresh]));
  const forged = forgedTokens(pairs, any);
  return fc.oneof(
    forged.map((token) => `access_token=${token}`),
    fc.tuple(forged, any).map(([token, other]) => `access_token=${token}; refresh_token=${other}`),
    // Of two cookies with the same name the API reads the first, which is forged here.
    fc.tuple(forged, any).map(([token, other]) => `access_token=${token}; access_token=${other}`),
    any.map((token) => `Access_Token=${token}; __Host-access_token=${token}; refresh_token=${token}`),
  );
}

/**
 * Generates invalid access tokens: one character changed, sections of several tokens mixed, cut off, a refresh token,
 * or noise.
 */
function forgedTokens(pairs: readonly TokenPair[], any: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const tokens = pairs.flatMap(({ access, refresh }) => [access, refresh]);
  const spliced = fc
    .tuple(any, any, any)
    .map(([a, b, c]) => [a.split('.')[0], b.split('.')[1], c.split('.')[2]].join('.'))
    .filter((token) => !tokens.includes(token));
  const cut = fc.tuple(any, fc.nat()).map(([token, at]) => token.slice(0, at % token.length));
  const noise = fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)) });
  return fc.oneof(
    ...[changed(any), spliced, cut, fc.constantFrom(...pairs.map(({ refresh }) => refresh)), noise],
    any.map((token) => `j:{"a":"${token}"}`),
  );
}

const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const changed = (any: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(any, fc.nat(), fc.integer({ min: 1, max: base64url.length - 1 })).map(([token, at, by]) => {
    // The last character of a base64url section of a token has unused bits, so that changing it may change nothing.
    const places = [...token].flatMap((letter, place) => (letter === '.' || isLast(token, place) ? [] : [place]));
    const place = places[at % places.length] ?? 0;
    const letter = base64url[(base64url.indexOf(token[place] ?? '') + by) % base64url.length];
    return token.slice(0, place) + letter + token.slice(place + 1);
  });

const isLast = (token: string, place: number): boolean => place === token.length - 1 || token[place + 1] === '.';
