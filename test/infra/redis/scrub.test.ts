import { expect } from 'chai';
import { DomainError } from '../../../src/errors.ts';
import { scrubRedis } from '../../../src/infra/redis/scrub.ts';

const idle = 'aof_rewrite_in_progress:0\r\naof_rewrite_scheduled:0\r\n';
const busy = 'aof_rewrite_in_progress:1\r\naof_rewrite_scheduled:0\r\n';
const scheduled = 'aof_rewrite_in_progress:0\r\naof_rewrite_scheduled:1\r\n';

/** A Redis that gives these answers to INFO, the last one for ever, and notes all commands. */
function redisWith(answers: readonly string[], rewrite: () => Promise<string> = async () => 'started') {
  const commands: string[] = [];
  const left = [...answers];
  return {
    commands,
    redis: {
      get: async () => `${'a'.repeat(36)}:0`,
      scan: async () => ['0', [`irontrack:${'a'.repeat(36)}:account:1`, `irontrack:${'b'.repeat(36)}:account:1`]],
      del: async (...keys: string[]) => void commands.push(`delete ${keys}`),
      info: async () => {
        commands.push('info');
        return (left.length > 1 ? left.shift() : left[0]) ?? '';
      },
      bgrewriteaof: () => {
        commands.push('rewrite');
        return rewrite();
      },
    } as never,
  };
}

describe('removing deleted data from the file of Redis', () => {
  const warnings: string[] = [];
  const logger = { warn: (message: string) => void warnings.push(message) };
  beforeEach(() => warnings.splice(0));
  const outcomeOf = (work: Promise<void>) =>
    work.then(
      () => 'done',
      (error: unknown) => (error instanceof DomainError ? `${error.code}: ${error.message}` : error),
    );

  it('deletes snapshots of accounts that belong to older epochs before the file is rewritten', async () => {
    const { redis, commands } = redisWith([idle]);
    await scrubRedis({ redis, logger });
    expect(commands[0]).to.equal(`delete ${'b'.repeat(36)}:account:1`);
  });

  it('waits for an earlier rewrite, which may have begun before the data was deleted, and for its own', async () => {
    const { redis, commands } = redisWith([busy, scheduled, idle, busy, idle]);
    await scrubRedis({ redis, logger });
    expect(commands.slice(1)).to.deep.equal(['info', 'info', 'info', 'rewrite', 'info', 'info']);
    expect(warnings).to.deep.equal([]);
  });

  it('waits again when another process begins a rewrite at the same time', async () => {
    const answers = [Promise.reject(new Error('ERR Background append only file rewriting already in progress'))];
    const { redis, commands } = redisWith([idle, busy, idle], async () => answers.shift() ?? 'started');
    expect(await outcomeOf(scrubRedis({ redis, logger }))).to.equal('done');
    expect(commands.slice(1)).to.deep.equal(['info', 'rewrite', 'info', 'info', 'rewrite', 'info']);
  });

  it('reports a Redis that is busy as busy, and not as one that cannot be reached', async () => {
    const inProgress = () => Promise.reject(new Error('ERR Background append only file rewriting already in progress'));
    const { redis } = redisWith([idle], inProgress);
    expect(await outcomeOf(scrubRedis({ redis, logger }))).to.equal(
      'unavailable: Redis is busy with an earlier rewrite of its file.',
    );
  });

  it('reports a Redis that is away as unavailable', async () => {
    const { redis } = redisWith([idle], () => Promise.reject(new Error('Connection is closed.')));
    expect(await outcomeOf(scrubRedis({ redis, logger }))).to.equal('unavailable: Redis cannot be reached.');
  });

  it('warns and succeeds when Redis forbids the command, because its operator is then responsible', async () => {
    const { redis } = redisWith([idle], () => Promise.reject(new Error('ERR unknown command `BGREWRITEAOF`')));
    expect(await outcomeOf(scrubRedis({ redis, logger }))).to.equal('done');
    expect(warnings).to.have.length(1);
  });
});
