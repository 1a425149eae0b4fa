import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import type { TimeZone } from '../../src/events/ids.ts';
import { readExport } from '../../src/imports/read-export.ts';
import { all, refusalOf } from './support/reading.ts';

const header =
  'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n';

/** Workouts of 20 sets, one an hour. */
async function* history(rows: number): AsyncGenerator<Uint8Array> {
  let text = header;
  for (let row = 0; row < rows; row += 1) {
    const start = new Date(Date.UTC(1990, 0, 1) + Math.floor(row / 20) * 3_600_000).toISOString();
    text += `${start.slice(0, 10)} ${start.slice(11, 19)},"Push",1h 16m,"Bench Press (Barbell)",${(row % 5) + 1},75.5,8,0,0,"",,\n`;
    if (text.length > 60_000 || row === rows - 1) {
      yield Buffer.from(text);
      text = '';
    }
  }
}

/** Heap in use after a collection, in MiB. */
function heap(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed / 1_048_576;
}

const options = { unit: 'kg', timezone: 'Europe/Berlin' as TimeZone } as const;

describe('reading a long history', () => {
  it('takes no more memory at its end than at its beginning', async () => {
    let [sets, sessions, early] = [0, 0, 0];
    for await (const parsed of readExport('strong', history(300_000), options)) {
      if (parsed.type === 'session') sets += parsed.session.setCount;
      sessions += 1;
      if (sessions === 1000) early = heap();
      if (sessions === 14_990) expect(heap() - early).to.be.below(10);
    }
    expect([sets, sessions]).to.deep.equal([300_000, 15_000]);
  });

  it('bounds what one workout may hold', async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(header);
      for (let row = 1; row <= 10_001; row += 1) {
        yield Buffer.from(`2021-01-01 10:00:00,A,1h,Squat,${row},80,5,0,0,,,\n`);
      }
    }
    const parsed = await all(readExport('strong', endless(), options));
    expect(parsed.map((item) => (item.type === 'session' ? item.session.setCount : item.row))).to.deep.equal([
      { line: 10_002, reason: 'Its workout has more than 10000 sets.' },
      10_000,
    ]);
  });

  it('tells how much of the file has been read, and hands on what reading it throws', async () => {
    const parsed = await all(readExport('strong', history(2000), options));
    const bytes = parsed.map((item) => (item.type === 'session' ? item.bytes : 0));
    expect(bytes).to.deep.equal(bytes.toSorted((a, b) => a - b));
    const size = (await all(history(2000))).reduce((sum, chunk) => sum + chunk.length, 0);
    expect(bytes.at(-1)).to.equal(size);

    async function* torn(): AsyncGenerator<Uint8Array> {
      yield* history(100);
      throw new Error('connection lost');
    }
    const error = await refusalOf(all(readExport('strong', torn(), options)));
    expect(error).to.have.property('message', 'connection lost');
  });
});
