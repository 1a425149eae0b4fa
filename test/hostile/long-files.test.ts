import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import type { TimeZone } from '../../src/events/ids.ts';
import { readExport } from '../../src/imports/read-export.ts';
import { listAll, refusalOf } from '../imports/support/read.ts';
import { samples } from '../support/samples.ts';

const header =
  'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n';
const setsPerWorkout = 20;

/** Generates the file of an export with one workout per hour, in chunks of 60 kB. */
async function* historyOf(workouts: number): AsyncGenerator<Uint8Array> {
  const rows = workouts * setsPerWorkout;
  let text = header;
  for (let row = 0; row < rows; row += 1) {
    const hour = Math.floor(row / setsPerWorkout);
    const start = new Date(Date.UTC(1990, 0, 1) + hour * 3_600_000).toISOString();
    text += `${start.slice(0, 10)} ${start.slice(11, 19)},"Push",1h 16m,"Bench Press (Barbell)",${(row % 5) + 1},75.5,8,0,0,"",,\n`;
    if (text.length > 60_000 || row === rows - 1) {
      yield Buffer.from(text);
      text = '';
    }
  }
}

/** Bytes in use on the heap after a garbage collection. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

const options = { unit: 'kg', timezone: 'Europe/Berlin' as TimeZone } as const;

describe('long files', () => {
  it('keeps less than 700 bytes in memory for each workout that it has read', async () => {
    const { numRuns: workouts } = samples(4_000);
    let [sets, sessions, early, late] = [0, 0, 0, 0];
    for await (const parsed of readExport('strong', () => historyOf(workouts), options)) {
      if (parsed.type === 'workouts') for (const { setCount } of parsed.workouts) sets += setCount;
      sessions += 1;
      if (sessions === 1_000) early = heapUsed();
      if (sessions === workouts - 10) late = heapUsed();
    }
    expect([sessions, sets]).to.deep.equal([workouts, workouts * setsPerWorkout]);
    expect((late - early) / workouts).to.be.below(700);
  });

  it('rejects the sets of a workout after the first 10,000', async () => {
    async function* endlessWorkout(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(header);
      for (let row = 1; row <= 10_001; row += 1) {
        yield Buffer.from(`2021-01-01 10:00:00,A,1h,Squat,${row},80,5,0,0,,,\n`);
      }
      yield Buffer.from('2021-01-01 10:00:00,A,1h,Squat,Note,,,,,Belt,,\n');
    }
    const parsed = await listAll(readExport('strong', endlessWorkout, options));
    expect(
      parsed.map((item) => (item.type === 'workouts' ? item.workouts[0]?.setCount : 'row' in item && item.row)),
    ).to.deep.equal([{ line: 10_002, reason: 'The workout has more than 10,000 sets.' }, 10_000]);
  });

  it('reports how many bytes of the file have been read', async () => {
    const parsed = await listAll(readExport('strong', () => historyOf(100), options));
    const bytes = parsed.map((item) => (item.type === 'workouts' ? item.bytes : 0));
    expect(bytes).to.deep.equal(bytes.toSorted((a, b) => a - b));
    const size = (await listAll(historyOf(100))).reduce((sum, chunk) => sum + chunk.length, 0);
    expect([bytes[0], bytes.at(-1)]).to.satisfy(([first, last]: number[]) => first && first < size && last === size);
  });

  it('rejects with the error of a source that fails', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield* historyOf(5);
      throw new Error('connection lost');
    }
    const error = await refusalOf(listAll(readExport('strong', failing, options)));
    expect(error).to.have.property('message', 'connection lost');
  });
});
