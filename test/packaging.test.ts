import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { statusOfProblem } from '../src/http/problem.ts';
import { routes } from '../src/http/routes.ts';
import { type Environment, faultsOf, hex, production } from './support/configuration.ts';

const root = join(import.meta.dirname, '..');
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
/** What the pattern's groups find, each find as one line, sorted. */
const found = (text: string, pattern: RegExp): string[] =>
  [...new Set([...text.matchAll(pattern)].map((match) => match.slice(1).join(' ')))].sort();

/** A member of the schema of the environment. */
const variable = /^ {2}([A-Z][A-Z_]+):/gm;

describe('the documents', () => {
  it('name every variable of the environment, and no other', () => {
    const variables = found(textOf('src/service/config.ts'), variable);
    expect(variables).to.include('PORT');
    expect(found(textOf('docs/configuration.md'), /^\| `([A-Z][A-Z_]+)` \|/gm)).to.deep.equal(variables);
  });

  it('name every problem with its status, and no other', () => {
    const codes = Object.entries(statusOfProblem)
      .map(([code, status]) => `${code} ${status}`)
      .sort();
    expect(found(textOf('docs/http.md'), /^\| `([a-z-]+)` \| (\d{3}) \|/gm)).to.deep.equal(codes);
  });

  it('name every route, and no other', () => {
    const routes = routeNames();
    expect(routes).to.include('GET /api/v1/access/me');
    expect(found(textOf('docs/http.md'), /`(GET|POST|PUT|PATCH|DELETE) (\/[^`\s]*)`/g)).to.deep.equal(routes);
  });

  it('link to files that exist', () => {
    const paths = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...markdownIn('docs')];
    const broken = paths.flatMap((path) =>
      found(textOf(path), /\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)
        .filter((target) => !existsSync(join(root, path, '..', target)))
        .map((target) => `${path}: ${target}`),
    );
    expect(broken).to.deep.equal([]);
  });
});

describe('the image', () => {
  it('holds what the package holds', () => {
    const { files }: { files: string[] } = JSON.parse(textOf('package.json'));
    const copied = found(textOf('Dockerfile'), /^COPY (?:--from=build \/app\/)?(\w+) /gm);
    expect(copied).to.include.members(files.filter((name) => name !== 'bin'));
    const sent = found(textOf('.dockerignore'), /^!(.*)$/gm);
    expect(sent).to.include.members(files.filter((name) => name !== 'bin' && name !== 'dist'));
  });
});

describe('the compose file', () => {
  it('sets no variable that the service does not have', () => {
    const [ours = ''] = textOf('docker-compose.yml').split('\nservices:');
    const set = found(ours, /^ {4}([A-Z][A-Z_]+):/gm);
    expect(set).to.include('MASTER_KEY');
    expect(found(textOf('src/service/config.ts'), variable)).to.include.members(set);
  });

  it('and the .env in the documents give production all that it asks for', () => {
    const [, env = ''] = /^cat > \.env <<EOF\n(.*?)^EOF$/ms.exec(textOf('docs/configuration.md')) ?? [];
    const given: Environment = {
      ...production,
      ADMIN_EMAIL: /^ADMIN_EMAIL=(.*)$/m.exec(env)?.[1] ?? '',
      POSTGRES_PASSWORD: hex(),
      REDIS_PASSWORD: hex(),
    };
    const compose = textOf('docker-compose.yml');
    expect(found(env, /^([A-Z_]+)=/gm)).to.deep.equal(found(compose, /\$\{([A-Z_]+):\?/g));
    const [ours = ''] = compose.split('\nservices:');
    const set = [...ours.matchAll(/^ {4}([A-Z][A-Z_]+): (.*)$/gm)].map(([, name = '', text = '']) => [
      name,
      text.replaceAll(
        /\$\{([A-Z_]+):(?:\?[^}]*|-([^}]*))\}/g,
        (_, used: string, otherwise = given[used] ?? '') => otherwise,
      ),
    ]);
    expect(faultsOf({ APP_ENVIRONMENT: 'production', ...Object.fromEntries(set) })).to.deep.equal([]);
  });
});

const markdownIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));

/** Every route as `METHOD /path/{parameter}`, sorted. */
const routeNames = (): string[] =>
  routes.map(({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`).sort();
