import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { DCLinter } from 'dclint';
import { environment } from '../../src/service/environment.ts';
import { readSecretFiles, secretVariables } from '../../src/service/secret-files.ts';
import { configErrors } from '../support/configuration.ts';
import { type ComposeService, declaredIn, environmentOf, readCompose, referencesOf, root } from './support/compose.ts';
import { useSecrets } from './support/secrets.ts';

const names = readdirSync(root).filter((name) => /^docker-compose.*\.yml$/.test(name));
const installation = readCompose('docker-compose.yml');
/** The cluster adds services to the installation; the services for development are on their own. */
const filesWith = (name: string) => (name.includes('.dev.') ? [readCompose(name)] : [installation, readCompose(name)]);
const services = Object.entries(installation.services);
const isOurs = ({ image = '' }: ComposeService) => image.includes('IRONTRACK_IMAGE');

/** What the linter says of a file; its own types do not resolve. */
type Linted = { filePath: string; messages: readonly { type: string; line: number; message: string }[] };

describe('the Compose files', () => {
  const secretFiles = useSecrets();
  it('follow the schema of Compose and the rules of its linter', () => {
    const linter = new DCLinter({
      // A name for the image that is built here: several services use it.
      rules: { 'no-build-and-image': 0 },
      ...{ quiet: false, debug: false, exclude: [] },
    });
    const results: Linted[] = linter.lintFiles(
      names.map((name) => join(root, name)),
      false,
    );
    const errors = results.flatMap(({ filePath, messages }) =>
      messages.filter(({ type }) => type === 'error').map(({ line, message }) => `${filePath}:${line} ${message}`),
    );
    expect(results).to.have.length(names.length).above(1);
    expect(errors).to.deep.equal([]);
  });

  it('name only files, secrets, networks, volumes and services that exist', () => {
    const created = readdirSync(secretFiles.folder);
    for (const name of names) {
      const declared = declaredIn(filesWith(name));
      const { services: each, configs = {}, secrets = {} } = readCompose(name);
      const missing = Object.values(each).flatMap(referencesOf);
      expect(missing.filter((reference) => !declared.includes(reference))).to.deep.equal([]);
      const files = [...Object.values(configs), ...Object.values(secrets)].map(({ file }) => file);
      const own = files.filter((file) => !file.startsWith('./secrets/'));
      expect(own.filter((file) => !existsSync(join(root, file)))).to.deep.equal([]);
      // Another script creates the certificates.
      const made = files.filter((file) => file.startsWith('./secrets/') && !file.includes('/eventstore-tls/'));
      expect(created).to.include.members(made.map((file) => file.replace('./secrets/', '')));
    }
  });

  it('bind files and folders of the project that exist', () => {
    const bound = services.flatMap(([, { volumes = [] }]) => volumes.filter((text) => text.startsWith('./')));
    expect(bound).to.have.length.above(2);
    expect(bound.filter((text) => !existsSync(join(root, text.split(':')[0] ?? '')))).to.deep.equal([]);
  });

  it('use the same version of a program everywhere', () => {
    const images = names.flatMap((name) => Object.values(readCompose(name).services).map(({ image = '' }) => image));
    const pinned = [...new Set(images)].filter((image) => image !== '' && !image.includes('IRONTRACK_IMAGE'));
    expect(pinned.filter((image) => !/:\d+\.\d+/.test(image))).to.deep.equal([]);
    expect(new Set(pinned.map((image) => image.split(':')[0]))).to.have.property('size', pinned.length);
  });

  it('publish the ports of the edge only', () => {
    const published = services.flatMap(([name, { ports }]) => (ports === undefined ? [] : [name]));
    expect(published).to.deep.equal(['angie']);
    expect(referencesOf(installation.services.postgres ?? {}))
      .to.include('networks: database')
      .and.not.include('networks: data');
  });

  it('limit the logs, the memory and the processes of every container', () => {
    const unlimited = services.filter(([, { logging, deploy }]) => {
      const limits = Object.keys(deploy?.resources?.limits ?? {});
      return !logging?.options?.['max-size'] || ['cpus', 'memory', 'pids'].some((name) => !limits.includes(name));
    });
    expect(unlimited).to.deep.equal([]);
  });

  it('check and restart every container that does not end by itself', () => {
    const jobs = services.filter(([, { restart }]) => restart === 'no');
    expect(jobs.map(([name]) => name)).to.deep.equal(['migrate', 'seed']);
    const lasting = services.filter(([, { restart }]) => restart !== 'no');
    expect(lasting.filter(([, { restart }]) => restart !== 'unless-stopped')).to.deep.equal([]);
    // The image has the check of the API.
    const unchecked = lasting.filter(([, { healthcheck }]) => healthcheck?.test === undefined).map(([name]) => name);
    expect(unchecked).to.deep.equal(['api']);
    const counts = ['api', 'dispatch', 'work'].map((name) => installation.services[name]?.deploy?.replicas);
    expect(counts).to.deep.equal([2, 2, 2]);
  });
});

describe('the settings in the Compose files', () => {
  const secretFiles = useSecrets();
  const ours = names.flatMap((name) => Object.values(readCompose(name).services).filter(isOurs));

  it('are variables that the service knows', () => {
    const known = [...Object.keys(environment.shape), ...secretVariables.map((name) => `${name}_FILE`)];
    const set = ours.flatMap((service) => Object.keys(environmentOf(service)));
    expect(set).to.include('MASTER_KEY_FILE');
    expect(known).to.include.members(set);
  });

  it('give production all that it requires, with the secrets that the script creates', () => {
    const given = { ADMIN_EMAIL: 'head.coach@strength.example.org', PUBLIC_URL: 'https://irontrack.example.org' };
    const errors = ours.flatMap((service) => {
      const set = Object.entries(environmentOf(service, given));
      const local = set.map(([name, value]) => [name, value.replace('/run/secrets', secretFiles.folder)]);
      return configErrors({ APP_ENVIRONMENT: 'production', ...given, ...readSecretFiles(Object.fromEntries(local)) });
    });
    expect(ours).to.have.length.above(4);
    expect(errors).to.deep.equal([]);
  });

  it('keep their secrets when the script runs again, in a folder that others cannot enter', () => {
    const contents = () =>
      readdirSync(secretFiles.folder).map((name) => readFileSync(join(secretFiles.folder, name), 'utf8'));
    const first = contents();
    secretFiles.create();
    expect(contents()).to.deep.equal(first);
    expect(new Set(first)).to.have.property('size', first.length);
    expect(statSync(secretFiles.folder).mode & 0o777).to.equal(0o700);
  });
});
