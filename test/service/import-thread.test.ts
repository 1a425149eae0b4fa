import { expect } from 'chai';
import type { AccountId, ImportId, TimeZone } from '../../src/events/ids.ts';
import { spool } from '../../src/infra/local/spool.ts';
import { createImportThread, type ImportThread } from '../../src/service/import-thread/start-import-thread.ts';
import { loadConfig } from '../../src/service/load-config.ts';
import type { JobHooks } from '../../src/use-cases/import/import-request.ts';
import { refusalOf } from '../imports/support/read.ts';
import { eventually } from '../projections/support/eventually.ts';

const program = new URL('support/thread-program.ts', import.meta.url);
const userId = '01900000-0000-7000-8000-000000000001' as AccountId;
const importId = '01900000-0000-7000-8000-000000000002' as ImportId;
const sender = { userId, role: 'application-access' } as const;
const options = { format: 'strong', unit: 'kg', timezone: 'UTC' as TimeZone, charset: null, map: null } as const;
const file = Buffer.alloc(40_000, 'x');

/** Which lines of the log were written, with their levels. */
type Lines = string[];

function createThread(lines: Lines = [], idleMs = 60_000): ImportThread {
  const at = (level: string) => (message: string) => void lines.push(`${level}: ${message}`);
  const logger = { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
  const addresses = { eventStoreUrl: '', databaseUrl: '', redisUrl: '' };
  return createImportThread({
    data: { config: loadConfig({}).config, addresses, masterKey: '' },
    logger,
    program,
    idleMs,
  });
}

/** Sends the file to the thread, in a request whose correlation id tells the thread's program what to do. */
async function importFile(thread: ImportThread, correlationId = 'import', job?: JobHooks) {
  async function* content() {
    yield file;
  }
  await using source = await spool(content());
  const request = { ...sender, ...options, correlationId, fileName: 'a.csv', dryRun: false, source };
  return await thread.run({ ...request, ...(job && { job }) });
}

const undo = (thread: ImportThread) => thread.undo({ ...sender, importId, correlationId: 'undo' });

describe('the thread of imports', () => {
  let thread: ImportThread;
  const lines: Lines = [];
  beforeEach(() => {
    lines.length = 0;
    thread = createThread(lines);
  });
  afterEach(() => thread.close());

  it('reads the uploaded file, reports its progress, and returns the result', async () => {
    const said: unknown[] = [];
    const job: JobHooks = {
      begin: async (id, head, total) => void said.push([id, head.position, total]),
      advance: async (done) => void said.push(done),
    };
    const { report, head } = await importFile(thread, 'import', job);
    expect(said).to.deep.equal([[importId, 2n ** 60n, 40_000], 16_384, 32_768, 40_000]);
    expect(report).to.deep.include({ id: importId, fileName: 'a.csv', format: 'strong' });
    expect(report.counts.sets).to.equal(40_000);
    expect(head).to.deep.equal({ revision: 2, owner: userId, position: 2n ** 60n, isRepetition: false });
  });

  it('runs several imports and undos at the same time', async () => {
    const [one, other, undone] = await Promise.all([importFile(thread), importFile(thread), undo(thread)]);
    expect([one, other].map(({ report }) => report.counts.sets)).to.deep.equal([40_000, 40_000]);
    expect(undone).to.include({ owner: userId, position: 2n ** 60n });
  });

  it('passes a refusal on with the field that it names', async () => {
    const refusal = await refusalOf(importFile(thread, 'refuse'));
    expect(refusal).to.include({ code: 'validation', message: 'It is invalid.', namesUnknown: false });
    expect(refusal).to.have.deep.property('validationErrors', [
      { type: 'value_error', field: 'timezone', message: 'Unknown time zone.' },
    ]);
  });

  it('passes a defect on with its name and message', async () => {
    const error = await importFile(thread, 'fail').catch((thrown: unknown) => thrown);
    expect(error).to.be.an.instanceOf(Error).and.to.include({ name: 'RangeError', message: 'Out of range' });
  });

  it('stops when a hook throws, and rejects with what the hook has thrown', async () => {
    const stopped = new Error('The athlete has cancelled the job');
    const advance = () => Promise.reject(stopped);
    const error = await importFile(thread, 'import', { begin: async () => {}, advance }).catch((thrown) => thrown);
    expect(error).to.equal(stopped);
  });

  it('refuses what it was doing as unavailable when it ends, and starts again with the next request', async () => {
    expect(await refusalOf(importFile(thread, 'die'))).to.have.property('code', 'unavailable');
    expect((await importFile(thread)).report.counts.sets).to.equal(40_000);
  });

  it('refuses requests as unavailable, and logs that, while it cannot start', async () => {
    const broken = createImportThread({
      data: {
        config: loadConfig({}).config,
        addresses: { eventStoreUrl: '', databaseUrl: '', redisUrl: '' },
        masterKey: '',
      },
      logger: { error: () => {}, warn: (message) => void lines.push(message), info: () => {}, debug: () => {} },
    });
    expect(await refusalOf(undo(broken))).to.have.property('code', 'unavailable');
    expect(lines).to.deep.equal(['The thread of the imports has failed']);
    await broken.close();
  });

  it('ends at once when it is closed', async () => {
    const never = new Promise<void>(() => {});
    const hooks: JobHooks = { begin: () => never, advance: async () => {} };
    const refused = refusalOf(importFile(thread, 'import', hooks));
    await undo(thread);
    await thread.close();
    expect(await refused).to.have.property('code', 'unavailable');
  });

  it('ends after it had nothing to do for a while, and starts again with the next request', async () => {
    const brief = createThread([], 0);
    const { revision: first } = await undo(brief);
    await eventually(async () => expect((await undo(brief)).revision).not.to.equal(first));
    await brief.close();
  });
});
