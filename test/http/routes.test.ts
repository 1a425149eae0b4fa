import { expect } from 'chai';
import { documentedPathOf } from '../../src/http/openapi/document.ts';
import { requestSchema } from '../../src/http/requests/read.ts';
import { problemsOf, type Route } from '../../src/http/route.ts';
import { routes } from '../../src/http/routes.ts';
import { apiDocument, expectDocumented, expectValid, resolve } from './support/contract.ts';
import { nameOf } from './support/route-names.ts';

/** Codes of the problems that `problemsOf` adds to those that a route lists itself. */
const commonProblems = (route: Route) => problemsOf({ ...route, problems: [] });

describe('the definition of a route', () => {
  it('is the only one for its method and path', () => {
    const names = routes.map(nameOf);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).to.deep.equal([]);
  });

  it('has an operation id of its own: a verb and a noun in camel case, or the verb sync', () => {
    const ids = routes.map(({ operationId }) => operationId);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).to.deep.equal([]);
    expect(ids.filter((id) => !/^([a-z]+([A-Z][a-z]+)+|sync)$/.test(id))).to.deep.equal([]);
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

type Place = readonly string[];
type Described = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Every place of a schema in this part of the document: the values of `schema`, and what is within schemas. */
function schemasIn(part: unknown, place: Place, isSchema = false): readonly (readonly [Place, unknown])[] {
  if (typeof part !== 'object' || part === null) return [];
  const own = isSchema ? ([[place, part]] as const) : [];
  const within = Object.entries(part).flatMap(([name, value]) => {
    if (name === 'example' || name === 'examples' || name === 'default' || name === 'enum') return [];
    const holdsSchemas = ['properties', 'schemas', 'allOf', 'anyOf', 'oneOf'].includes(place.at(-1) ?? '');
    const isWithin = ['schema', 'items', 'additionalProperties'].includes(name) || holdsSchemas;
    return schemasIn(value, [...place, name], isWithin);
  });
  return [...own, ...within];
}

/** Members of a schema that allow and forbid nothing. */
const remarks: ReadonlySet<string> = new Set(['title', 'description', 'default', 'example', 'examples', 'readOnly']);

const operationOf = (route: (typeof routes)[number]): Place => ['paths', documentedPathOf(route), route.method];
const at = (place: Place) => resolve(place)[0] as Described;

describe('the OpenAPI document', () => {
  for (const route of routes) {
    it(`has every status, every problem and an example of every body: ${nameOf(route)}`, () => {
      const operation = operationOf(route);
      expect(at(operation)).to.include({ operationId: route.operationId });
      const statuses = Object.keys(at([...operation, 'responses']));
      expect(statuses).to.include.members(Object.keys(route.responses));
      const codes = new Set<unknown>();
      for (const status of statuses) {
        const [, response] = resolve([...operation, 'responses', status]);
        for (const [type, media] of Object.entries(at([...response, 'content']) ?? {})) {
          const place = [...response, 'content', type];
          const examples = 'examples' in media ? Object.keys(media.examples as object) : [];
          const values = examples.map((name) => at([...place, 'examples', name]).value as unknown);
          if (type === 'application/problem+json') for (const name of examples) codes.add(name);
          else values.push(media.example);
          expect(values, `examples of ${status}`).not.to.be.empty;
          for (const value of values) expectDocumented([...place, 'schema'], value, `the example of ${status}`);
        }
      }
      expect(codes).to.deep.equal(new Set(problemsOf(route)));
    });

    it(`has examples of requests that match: ${nameOf(route)}`, () => {
      const operation = operationOf(route);
      for (const [type, { example }] of Object.entries(at([...operation, 'requestBody', 'content']) ?? {})) {
        if (!route.uploads) expectDocumented([...operation, 'requestBody', 'content', type, 'schema'], example, type);
      }
    });
  }

  it('has no schema that allows everything', () => {
    const all = schemasIn(apiDocument, []);
    expect(all.length).to.be.greaterThan(1_000);
    const empty = all.filter(([, schema]) => Object.keys(schema as object).every((name) => remarks.has(name)));
    expect(empty.map(([place]) => place.join('/'))).to.deep.equal([]);
  });

  it('describes every tag, every parameter and every named schema', () => {
    const parts = { ...apiDocument.components?.schemas, ...apiDocument.components?.parameters };
    const named = Object.entries(parts as Described).filter(
      ([name, { description }]) => !description && !name.endsWith('Request'),
    );
    expect(named.map(([name]) => name)).to.deep.equal([]);
    const parameters = Object.entries(apiDocument.paths ?? {}).flatMap(([path, item]) =>
      Object.values(item as Described).flatMap(({ operationId, parameters }) =>
        ((parameters ?? []) as Described[])
          .filter((parameter) => !('$ref' in parameter) && !parameter.description)
          .map(({ name }) => `${path} ${operationId} ${name}`),
      ),
    );
    expect(parameters).to.deep.equal([]);
  });
});
