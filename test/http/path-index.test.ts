import { expect } from 'chai';
import { createPathIndex } from '../../src/http/path-index.ts';

describe('the index of paths', () => {
  const paths = [
    '/',
    '/openapi.json',
    '/api/v1/things',
    '/api/v1/things/all',
    '/api/v1/things/:id',
    '/api/v1/things/:id/parts/:partId',
  ];
  const find = createPathIndex(paths.map((path) => ({ path, value: path })));
  const cases: readonly (readonly [path: string, found: string | null, parameters?: object])[] = [
    ['/', '/'],
    ['/openapi.json', '/openapi.json'],
    ['/openapi-json', null],
    ['/api/v1/things', '/api/v1/things'],
    ['/api/v1/things/', '/api/v1/things'],
    ['/api/v1/things//', null],
    ['/api/v1/Things', null],
    ['/api/v1/things/all', '/api/v1/things/all'],
    ['/api/v1/things/7', '/api/v1/things/:id', { id: '7' }],
    ['/api/v1/things/a%2Fb%20c', '/api/v1/things/:id', { id: 'a/b c' }],
    ['/api/v1/things/7/parts/__proto__', '/api/v1/things/:id/parts/:partId', { id: '7', partId: '__proto__' }],
    ['/api/v1/things/7/parts', null],
    ['/api/v2/things', null],
  ];

  for (const [path, found, parameters = {}] of cases) {
    it(`${found === null ? 'has nothing for' : `finds ${found} for`} "${path}"`, () => {
      expect(find(path)).to.deep.equal(found === null ? null : { value: found, parameters });
    });
  }
});
