import { once } from 'node:events';
import { request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import express, { type Response } from 'express';
import { DomainError } from '../../src/errors.ts';
import { problems } from '../../src/http/middleware/problems.ts';
import { assignRequestId } from '../../src/http/middleware/request-id.ts';
import { inOneLayer } from '../../src/http/middleware/steps.ts';
import { streamed, writeReply } from '../../src/http/reply.ts';
import { httpConfig, type LogLine } from './support/test-app.ts';

type Gate = PromiseWithResolvers<void>;
type Gates = [Gate, Gate, Gate];

describe('a body that is sent in parts', () => {
  let server: Server;
  let url: string;
  let content: () => AsyncIterable<string>;
  let response: Response;
  let lines: LogLine[];
  let listenersBefore: number;

  beforeEach(async () => {
    lines = [];
    const log =
      (level: string) =>
      (message: string, fields: LogLine['fields'] = {}) =>
        void lines.push({ level, message, fields });
    const app = express().use(inOneLayer(assignRequestId));
    app.get('/', (_req, res) => {
      response = res;
      listenersBefore = res.listenerCount('close');
      const layout = { layout: 1, lanes: 1, laneOf: () => 0 };
      const reply = streamed({ type: 'application/x-ndjson', content: content() });
      return writeReply(res, reply, { defined: { body: null, headers: [] }, layout, config: httpConfig });
    });
    const logger = { info: log('info'), warn: log('warn'), error: log('error'), debug: log('debug') };
    app.use(problems(logger, { publicUrl: () => null }));
    server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('reaches the client part by part', async () => {
    const second = Promise.withResolvers<void>();
    content = async function* () {
      yield 'first\n';
      await second.promise;
      yield 'second\n';
    };
    const answer = await fetch(url);
    const reader = (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).to.equal('first\n');
    second.resolve();
    expect((await reader.read()).value).to.equal('second\n');
    expect((await reader.read()).done).to.equal(true);
    expect(answer.headers.get('content-type')).to.equal('application/x-ndjson');
    expect(answer.headers.get('x-accel-buffering')).to.equal('no');
    expect(answer.headers.get('connection')).to.equal('close');
  });

  it('is empty when there is no part', async () => {
    content = async function* () {};
    const answer = await fetch(url);
    expect([answer.status, await answer.text()]).to.deep.equal([200, '']);
  });

  it('is not made for a HEAD request', async () => {
    // biome-ignore lint/correctness/useYield: it must not even begin
    content = async function* () {
      throw new Error('begun');
    };
    const answer = await fetch(url, { method: 'HEAD' });
    expect([answer.status, answer.headers.get('content-type')]).to.deep.equal([200, 'application/x-ndjson']);
  });

  it('becomes a problem when it fails before the first part', async () => {
    // biome-ignore lint/correctness/useYield: it fails before it yields
    content = async function* () {
      throw new DomainError('read-model-behind', 'Not yet.');
    };
    const answer = await fetch(url);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).to.deep.equal([503, 'read-model-behind']);
  });

  it('ends with a closed connection when it fails after the first part', async () => {
    content = async function* () {
      yield 'first\n';
      throw new Error('broken');
    };
    const failure = await fetch(url).then((answer) => answer.text().catch((error: unknown) => error));
    expect(failure).to.be.an('error');
    expect(lines.map(({ level, message }) => [level, message])).to.deep.equal([['error', 'request failed']]);
  });

  it('is given up, without a line in the log, when the client leaves', async () => {
    const ended = Promise.withResolvers<void>();
    content = async function* () {
      try {
        for (;;) {
          yield 'again\n';
          await setImmediate();
        }
      } finally {
        ended.resolve();
      }
    };
    const asking = request(url).on('error', () => {});
    asking.end();
    await once(asking, 'response');
    asking.destroy();
    await ended.promise;
    while (!response.closed) await setImmediate();
    await setImmediate();
    expect(lines).to.deep.equal([]);
  });

  it('is given up, without a line in the log, when the client leaves before the first part', async () => {
    const [begun, left, ended] = [1, 2, 3].map(() => Promise.withResolvers<void>()) as Gates;
    content = async function* () {
      try {
        begun.resolve();
        await left.promise;
        yield 'too late\n';
      } finally {
        ended.resolve();
      }
    };
    const asking = request(url).on('error', () => {});
    asking.end();
    await begun.promise;
    asking.destroy();
    while (!response.destroyed) await setImmediate();
    left.resolve();
    await ended.promise;
    await setImmediate();
    expect(lines).to.deep.equal([]);
  });

  it('adds nothing to the response that waits for its end while a part is awaited', async () => {
    const second = Promise.withResolvers<void>();
    content = async function* () {
      yield 'first\n';
      await second.promise;
    };
    const answer = await fetch(url);
    const reader = answer.body?.getReader();
    await reader?.read();
    expect(response.listenerCount('close')).to.equal(listenersBefore);
    second.resolve();
    expect((await reader?.read())?.done).to.equal(true);
  });

  it('is made no faster than the client reads', async () => {
    let parts = 0;
    content = async function* () {
      for (;;) {
        parts += 1;
        yield 'x'.repeat(65_536);
      }
    };
    const client = connect(Number(new URL(url).port), '127.0.0.1').pause();
    client.on('error', () => {});
    client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    while (!response?.writableNeedDrain) await setImmediate();
    for (let before = -1; before !== parts; ) {
      before = parts;
      for (let turn = 0; turn < 50; turn += 1) await setImmediate();
    }
    const made = parts;
    for (let turn = 0; turn < 200; turn += 1) await setImmediate();
    expect(parts).to.equal(made);
    client.destroy();
  });
});
