import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export const root = join(import.meta.dirname, '../../..');

type Named = string | Readonly<{ source: string; target?: string }>;

/** A service of a Compose file, with the members that the tests look at. */
export type ComposeService = Readonly<{
  image?: string;
  command?: readonly string[];
  ports?: readonly string[];
  volumes?: readonly string[];
  networks?: readonly string[] | Readonly<Record<string, unknown>>;
  configs?: readonly Named[];
  secrets?: readonly Named[];
  depends_on?: Readonly<Record<string, unknown>>;
  environment?: Readonly<Record<string, unknown>>;
  restart?: string;
  healthcheck?: Readonly<{ test?: readonly string[]; disable?: boolean }>;
  logging?: Readonly<{ options?: Readonly<Record<string, string>> }>;
  deploy?: Readonly<{ replicas?: number; resources?: Readonly<{ limits?: Readonly<Record<string, unknown>> }> }>;
}>;

type Files = Readonly<Record<string, Readonly<{ file: string }>>>;

export type ComposeFile = Readonly<{
  services: Readonly<Record<string, ComposeService>>;
  configs?: Files;
  secrets?: Files;
  networks?: Readonly<Record<string, unknown>>;
  volumes?: Readonly<Record<string, unknown>>;
}>;

/** A Compose file of the project, with its anchors merged. */
export const readCompose = (name: string): ComposeFile =>
  parse(readFileSync(join(root, name), 'utf8'), { merge: true });

const sourceOf = (named: Named): string => (typeof named === 'string' ? named : named.source);

/** What a service refers to by name, with the kind: `secrets: master-key`. */
export function referencesOf(service: ComposeService): string[] {
  const networks = Array.isArray(service.networks) ? service.networks : Object.keys(service.networks ?? {});
  const volumes = (service.volumes ?? []).map((text) => text.split(':')[0] ?? '');
  const names = {
    configs: (service.configs ?? []).map(sourceOf),
    secrets: (service.secrets ?? []).map(sourceOf),
    networks: networks.filter((name) => name !== 'default'),
    volumes: volumes.filter((name) => /^[a-z0-9-]+$/.test(name)),
    services: Object.keys(service.depends_on ?? {}),
  };
  return Object.entries(names).flatMap(([kind, each]) => each.map((name) => `${kind}: ${name}`));
}

/** What Compose files declare, in the same form. */
export const declaredIn = (files: readonly ComposeFile[]): string[] =>
  files.flatMap((file) =>
    (['configs', 'secrets', 'networks', 'volumes', 'services'] as const).flatMap((kind) =>
      Object.keys(file[kind] ?? {}).map((name) => `${kind}: ${name}`),
    ),
  );

/** The environment of a service: `${NAME:-default}` and `${NAME:?…}` are replaced by the given values. */
export const environmentOf = (
  { environment = {} }: ComposeService,
  given: Readonly<Record<string, string>> = {},
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      String(value).replaceAll(
        /\$\{([A-Z_]+):(?:\?[^}]*|-([^}]*))\}/g,
        (_, used: string, otherwise = '') => given[used] ?? otherwise,
      ),
    ]),
  );
