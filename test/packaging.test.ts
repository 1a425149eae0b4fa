import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { categories, quotaDefaults, quotaKinds } from '../src/events/schemas.ts';
import { type ProblemCode, statusOfProblem } from '../src/http/problem.ts';
import { explanations } from '../src/http/problems/explanations.ts';
import { routes } from '../src/http/routes.ts';
import { readMigrations } from '../src/infra/postgres/migrations/migration-files.ts';
import { environment } from '../src/service/environment.ts';
import { quotaVariable } from '../src/service/variables.ts';

const root = join(import.meta.dirname, '..');
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
/** The groups of each match of the pattern, one line for each match, sorted and without duplicates. */
const found = (text: string, pattern: RegExp): string[] =>
  [...new Set([...text.matchAll(pattern)].map((match) => match.slice(1).join(' ')))].sort();

const variables = Object.keys(environment.shape).sort();

describe('the documents', () => {
  it('docs/configuration.md names exactly the variables of the environment', () => {
    expect(variables).to.include('PORT');
    const others = variables.filter((name) => !name.startsWith('QUOTA_'));
    expect(found(textOf('docs/configuration.md'), /^\| `([A-Z][A-Z_]+)` \|/gm)).to.deep.equal(others);
  });

  it('docs/configuration.md names the streams that the user of the event store must be allowed to write', () => {
    const [rights] = /^- \*\*Rights\*\*.*?watch-`/ms.exec(textOf('docs/configuration.md')) ?? [''];
    expect(found(rights, /`([a-z]+)-`/g)).to.deep.equal(categories.toSorted());
  });

  it('the proxies of deploy let the largest file of an import pass', () => {
    const angie = /imports.*?client_max_body_size (\d+)m;/s.exec(textOf('deploy/angie/irontrack.conf'))?.[1];
    const caddy = /max_size (\d+)MB/.exec(textOf('deploy/caddy/Caddyfile'))?.[1];
    const limits = [Number(angie) * 1024 ** 2, Number(caddy) * 1000 ** 2];
    for (const limit of limits) expect(limit).to.be.above(environment.parse({}).IMPORT_MAX_BYTES);
  });

  it('docs/http.md names the variable and the default of every quota', () => {
    const quotas = quotaKinds.map((kind) => `\`${quotaVariable(kind)}\` \`${quotaDefaults[kind].limit}\``);
    const rows = found(textOf('docs/http.md'), /^\| (`QUOTA_[A-Z_]+`) \| (`\d+`) \|/gm);
    expect(rows).to.deep.equal(quotas.sort());
  });

  it('docs/http.md explains exactly the problem codes, as the API does', () => {
    const rows = (Object.keys(statusOfProblem) as ProblemCode[]).map((code) => {
      const { meaning, advice } = explanations[code];
      return `| \`${code}\` | ${statusOfProblem[code]} | ${meaning} | ${advice} |`;
    });
    expect(found(textOf('docs/http.md'), /^(\| `[a-z-]+` \| \d{3} \|.*)$/gm)).to.deep.equal(rows.sort());
  });

  it('docs/http.md names exactly the routes', () => {
    const routes = routeNames();
    expect(routes).to.include('GET /api/v1/access/me');
    expect(found(textOf('docs/http.md'), /`(GET|POST|PUT|PATCH|DELETE) (\/[^`\s]*)`/g)).to.deep.equal(routes);
  });

  it('the documents link only to files that exist', () => {
    const paths = [
      'README.md',
      'CONTRIBUTING.md',
      'CHANGELOG.md',
      'SECURITY.md',
      ...markdownIn('docs'),
      ...markdownIn('deploy'),
    ];
    const broken = paths.flatMap((path) =>
      found(textOf(path), /\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)
        .filter((target) => !existsSync(join(root, path, '..', target)))
        .map((target) => `${path}: ${target}`),
    );
    expect(broken).to.deep.equal([]);
  });
});

describe('the image', () => {
  it('the image contains the files of the package', () => {
    const { files }: { files: string[] } = JSON.parse(textOf('package.json'));
    const copied = found(textOf('Dockerfile'), /^COPY (?:--from=build \/app\/)?(\w+) /gm);
    expect(copied).to.include.members(files);
    const sent = found(textOf('.dockerignore'), /^!(.*)$/gm);
    expect(sent).to.include.members(files.filter((name) => name !== 'dist'));
  });
});

/** The tables whose rows the application writes again after a rollback: what the log says, and what expires. */
const restored = [
  ...['projection_checkpoints', 'projection_versions', 'lane_layout', 'dispatcher_leases', 'parked_streams'],
  ...['dead_letters', 'erased_owners', 'issued_tokens', 'password_resets', 'seeds', 'refused_events'],
  ...['quota_items', 'quota_usage'],
];

describe('the migrations', () => {
  it('the migrations have consecutive numbers, each once, and their folder contains nothing else', async () => {
    const numbers = (await readMigrations(join(root, 'migrations'))).map(({ number }) => number);
    expect(readdirSync(join(root, 'migrations'))).to.have.length(numbers.length);
    expect(numbers).to.deep.equal(numbers.map((_, index) => index + 1));
  });

  it('the migrations name every table in their line "-- Irreplaceable:" whose rows a rollback would lose for good', async () => {
    const migrations = await readMigrations(join(root, 'migrations'));
    const forgotten = migrations.flatMap(({ name, up, irreplaceable }) =>
      found(up, /^CREATE TABLE (\w+)/gm)
        .filter((table) => !/_v\d+$/.test(table) && !restored.includes(table))
        .filter((table) => !irreplaceable.includes(table))
        .map((table) => `${name}: ${table}`),
    );
    expect(forgotten).to.deep.equal([]);
  });
});

describe('package.json', () => {
  it('package.json allows every Node that the documents name, which is the oldest that bin/irontrack.cjs hands over from', () => {
    const { engines } = JSON.parse(textOf('package.json'));
    const named = ['README.md', 'CONTRIBUTING.md'].map((path) => found(textOf(path), /Node (\d+) or newer/g));
    expect(named).to.deep.equal([['20'], ['20']]);
    expect(engines).to.deep.equal({ node: '>=20' });
    expect(JSON.parse(textOf('package-lock.json')).packages[''].engines).to.deep.equal(engines);
    expect(textOf('README.md')).to.include('EBADENGINE');
  });
});

describe('the page of the API documentation', () => {
  it('the page of the API documentation comes from a package that an installation has', () => {
    const { dependencies } = JSON.parse(textOf('package.json'));
    expect(dependencies).to.include.keys('swagger-ui-dist');
    expect(JSON.parse(textOf('knip.json')).ignoreDependencies).to.deep.equal(['swagger-ui-dist']);
  });
});

describe('package-lock.json', () => {
  it('package-lock.json has a checksum for every package, and no address of a registry', () => {
    type Entry = { integrity?: string; resolved?: string; link?: boolean };
    const { packages }: { packages: Record<string, Entry> } = JSON.parse(textOf('package-lock.json'));
    const entries = Object.entries(packages).filter(([path, { link }]) => path !== '' && !link);
    expect(entries).to.have.length.above(100);
    expect(entries.filter(([, { integrity }]) => integrity === undefined).map(([path]) => path)).to.deep.equal([]);
    expect(entries.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).to.deep.equal([]);
  });
});

describe('bin/irontrack.cjs', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'irontrack-bin-'));
    for (const each of ['cli', 'dist']) mkdirSync(join(folder, each));
    cpSync(join(root, 'bin'), join(folder, 'bin'), { recursive: true });
    writeFileSync(join(folder, 'cli/main.ts'), "process.stdout.write('sources' as string);");
    writeFileSync(join(folder, 'dist/irontrack.js'), "process.stdout.write('bundle');");
    const { size, mtimeMs } = statSync(join(folder, 'cli/main.ts'));
    writeFileSync(join(folder, 'dist/inputs.json'), JSON.stringify([{ path: 'cli/main.ts', size, mtimeMs }]));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const started = () => execFileSync(process.execPath, [join(folder, 'bin/irontrack.cjs')], { encoding: 'utf8' });

  it('bin/irontrack.cjs runs the bundle while the sources are as they were when it was built', () => {
    expect(started()).to.equal('bundle');
  });

  it('bin/irontrack.cjs runs the sources once one of them has changed', () => {
    utimesSync(join(folder, 'cli/main.ts'), new Date(), new Date(2020, 1));
    expect(started()).to.equal('sources');
  });

  it('bin/irontrack.cjs runs the sources when nothing is built', () => {
    rmSync(join(folder, 'dist'), { recursive: true });
    expect(started()).to.equal('sources');
  });

  it('bin/irontrack.cjs runs the bundle in a package, which has no sources', () => {
    rmSync(join(folder, 'cli'), { recursive: true });
    expect(started()).to.equal('bundle');
  });
});

const markdownIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));

/** Every HTTP route as `METHOD /path/{parameter}`, sorted. */
const routeNames = (): string[] =>
  routes.map(({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`).sort();
