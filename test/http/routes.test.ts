import { expect } from 'chai';
import { requestSchema } from '../../src/http/requests/read.ts';
import { problemsOf, type Route } from '../../src/http/route.ts';
import { routes } from '../../src/http/routes.ts';
import { expectValid } from './support/contract.ts';
import { nameOf } from './support/route-names.ts';

/** Codes of the problems that `problemsOf` adds to those that a route lists itself. */
const commonProblems = (route: Route) => problemsOf({ ...route, problems: [] });

describe('the definition of a route', () => {
  it('is the only one for its method and path', () => {
    const names = routes.map(nameOf);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).to.deep.equal([]);
  });

  for (const route of routes) {
    it(`has examples that match its schemas: ${nameOf(route)}`, () => {
      const { request = {}, response } = route.example;
      if (!route.uploads)
        expectValid(requestSchema(route.request), { headers: {}, query: {}, ...request }, 'the request');
      const defined = route.responses[response.status];
      if (!defined) throw new Error(`The example has the status ${response.status}, which is not defined`);
      if (defined.body) expectValid(defined.body, response.body, 'the response');
      else expect(response.body).to.equal(undefined);
    });

    it(`names each path parameter, and no common problem: ${nameOf(route)}`, () => {
      const parameters = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name);
      expect(Object.keys(route.request.path?.shape ?? {})).to.have.members(parameters);
      expect(route.problems.filter((code) => commonProblems(route).has(code))).to.deep.equal([]);
      expect(new Set(route.problems).size).to.equal(route.problems.length);
      expect(route.summary).to.match(/^[A-Z].*\.$/);
    });
  }
});
