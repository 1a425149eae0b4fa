import { expect } from 'chai';
import type { Answer, Client } from './client.ts';

const cleared = /^(access|refresh)_token=; Max-Age=0; Path=\/; Expires=[^;]+; HttpOnly; SameSite=(Lax|Strict)$/;
/** Returns only the access cookie or only the refresh cookie of a signed-in client. */
export const only = ({ cookie }: Pick<Client, 'cookie'>, kind: 'access' | 'refresh'): string =>
  cookie?.split('; ').find((each) => each.startsWith(`${kind}_token`)) ?? '';
export const expectCleared = (answer: Answer) => {
  expect([answer.status, answer.text]).to.deep.equal([204, '']);
  const lines = answer.headers.getSetCookie();
  expect(lines).to.have.lengthOf(2);
  for (const line of lines) {
    expect(line).to.match(cleared);
    expect(Date.parse(/Expires=([^;]+)/.exec(line)?.[1] ?? '')).to.be.at.most(Date.now());
  }
  expect(answer.headers.get('cache-control')).to.equal('no-store');
};
