import { request } from 'node:http';
import { expect } from 'chai';
import { spool } from '../../src/infra/local/spool.ts';
import { ownTemporaryFiles, type TemporaryFiles } from '../support/temporary-files.ts';
import { type Client, signUpAndIn } from './support/client.ts';
import { importMaxBytes, startTestApp, type TestApp } from './support/test-app.ts';

const csv = 'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps\n'.repeat(100);
const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="f.csv"\r\n\r\n';

describe('an upload whose client closes the connection', () => {
  let app: TestApp;
  let athlete: Client;
  let files: TemporaryFiles;
  beforeEach(async () => {
    files = ownTemporaryFiles();
    app = await startTestApp();
    athlete = await signUpAndIn(app);
  });
  afterEach(async () => {
    await app[Symbol.asyncDispose]();
    files[Symbol.dispose]();
  });

  for (const [what, type, query, begun] of [
    ['body', 'text/csv', '?format=strong&unit=kg&timezone=UTC', csv],
    ['form', 'multipart/form-data; boundary=b', '', head + csv],
  ] as const) {
    it(`deletes the temporary file of an upload as a ${what} whose client closes the connection`, async () => {
      const [came, gone] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      async function* watched(content: AsyncIterable<Uint8Array>) {
        for await (const chunk of content) {
          yield chunk;
          came.resolve();
        }
      }
      app.change({
        async spool(content) {
          try {
            const spooled = await spool(watched(content));
            const dispose = () => spooled[Symbol.asyncDispose]().then(gone.resolve);
            return { ...spooled, [Symbol.asyncDispose]: dispose };
          } catch (error) {
            gone.resolve();
            throw error;
          }
        },
      });
      const headers = { 'content-type': type, cookie: athlete.cookie ?? '', 'content-length': importMaxBytes };
      const sending = request(`${app.origin}/api/v1/imports${query}`, { method: 'POST', headers });
      sending.on('error', () => {});
      sending.write(begun);
      await came.promise;
      expect([files.names().length, files.open().length]).to.deep.equal([0, 1]);
      sending.destroy();
      await gone.promise;
      expect([files.names(), files.open()]).to.deep.equal([[], []]);
      expect((await athlete.get('/imports')).json.total).to.equal(0);
    });
  }
});
