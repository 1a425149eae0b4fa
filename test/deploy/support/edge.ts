import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../../embedded/processes/ports.ts';
import { eventually } from '../../projections/support/eventually.ts';
import { changed } from './changed.ts';
import { findProgram } from './debian-programs.ts';

const run = promisify(execFile);
const configs = join(import.meta.dirname, '../../../deploy/angie');

/** An nginx with the configuration in `deploy/angie`, in front of an API. */
export type Edge = AsyncDisposable &
  Readonly<{
    port: number;
    /** The certificate that clients trust. */
    ca: Buffer;
    /** What nginx prints when it checks the configuration. */
    check: () => Promise<string>;
    accessLog: () => readonly Readonly<Record<string, unknown>>[];
    ask: (path: string, options?: Asked) => Promise<Answer>;
  }>;

type Asked = Readonly<{ method?: string; headers?: Readonly<Record<string, string>>; body?: string | Buffer }>;
type Answer = Readonly<{
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Names and values as they were sent, so that a doubled header can be seen. */
  rawHeaders: readonly string[];
  body: Buffer;
}>;

/** Starts nginx in front of the API's port. `changes` replaces texts of the configuration, such as a limit. */
export async function startEdge(apiPort: number, changes: Readonly<Record<string, string>> = {}): Promise<Edge> {
  const folder = mkdtempSync(join(tmpdir(), 'irontrack-edge-'));
  cpSync(configs, folder, { recursive: true });
  const port = await freePort();
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const change = (name: string, texts: Readonly<Record<string, string>>) =>
    write(name, changed(textOf(folder, name), texts));
  write('nginx.conf', mainConfig);
  write('listen.conf', `listen 127.0.0.1:${port} ssl http2;\nserver_name _;\n`);
  change('upstream.conf', { 'api:3000': `127.0.0.1:${apiPort}` });
  change('tls.conf', { '/etc/irontrack/tls/fullchain.pem': 'cert.pem', '/etc/irontrack/tls/privkey.pem': 'key.pem' });
  change('irontrack.conf', changes);
  await createCertificate(folder);
  const nginx = await findProgram('nginx');
  const options = ['-p', folder, '-c', 'nginx.conf', '-e', 'error.log'];
  const child = spawn(nginx.program, options, { env: nginx.env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  const ca = readFileSync(join(folder, 'cert.pem'));
  const ask: Edge['ask'] = (path, asked) => send({ port, ca }, path, asked);
  await eventually(() => ask('/ping'));
  return {
    ...{ port, ca, ask },
    check: async () => (await run(nginx.program, [...options, '-t'], { env: nginx.env })).stderr,
    accessLog: () => linesOf(textOf(folder, 'irontrack-access.log')),
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

/** The folders of Debian's nginx for temporary files belong to another user. */
export const temporaryPaths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  .map((name) => `${name}_temp_path ${name};`)
  .join(' ');

/** One process, which runs as the user of the test. */
const mainConfig = `daemon off;
master_process off;
pid nginx.pid;
events {}
http {
  ${temporaryPaths}
  include irontrack.conf;
}
`;

const textOf = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8');

const linesOf = (text: string): Record<string, unknown>[] =>
  text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));

/** Creates a certificate of `localhost`, and its key, in a folder. */
export async function createCertificate(folder: string): Promise<void> {
  const { program, env } = await findProgram('openssl');
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const keys = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', 'key.pem'];
  await run(program, ['req', '-x509', '-days', '2', ...keys, '-out', 'cert.pem', ...subject], { cwd: folder, env });
}

async function send({ port, ca }: Pick<Edge, 'port' | 'ca'>, path: string, asked: Asked = {}): Promise<Answer> {
  const { body, ...options } = asked;
  const sent = request({ host: 'localhost', family: 4, port, ca, path, agent: false, ...options });
  sent.end(body);
  const [response] = await once(sent, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const { statusCode, headers, rawHeaders } = response;
  return { status: statusCode, headers, rawHeaders, body: Buffer.concat(chunks) };
}
