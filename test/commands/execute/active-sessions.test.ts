import { expect } from 'chai';
import fc from 'fast-check';
import { type SessionCommand, session } from '../../../src/commands/session/decider.ts';
import { activeClaim } from '../../../src/commands/session/state.ts';
import { DomainError } from '../../../src/errors.ts';
import type { SessionId, TimeZone } from '../../../src/events/ids.ts';
import { streamOf } from '../../../src/events/streams.ts';
import type { UniquenessClaims } from '../../../src/ports/claims.ts';
import { type Replacement, replaceActiveSession } from '../../../src/use-cases/session/replace-active-session.ts';
import { memoryClaims } from '../../support/in-memory-claims.ts';
import { inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { samples } from '../../support/samples.ts';
import { athlete, noon, stranger } from '../../support/specification.ts';
import { momentsWithSeveralActive } from '../support/active-sessions.ts';
import { codeOf, context, createProcess } from '../support/process.ts';

type Process = Pick<ReturnType<typeof createProcess>, 'execute'>;

const idOf = (n: number) => `01900000-0000-7000-8000-0000000001${String(n).padStart(2, '0')}` as SessionId;
const streamOfSession = (n: number) => streamOf('session', idOf(n));
const startOf = (n: number, live = true): SessionCommand => ({
  type: 'StartSession',
  data: {
    ...{ sessionId: idOf(n), startedAt: noon, timezone: 'UTC' as TimeZone, importId: null },
    ...{ name: `Session ${n}`, notes: null, live },
  },
});
const complete: SessionCommand = { type: 'CompleteSession', data: { endedAt: null } };
const abort: SessionCommand = { type: 'AbortSession', data: { endedAt: null } };
const deletion: SessionCommand = { type: 'DeleteSession', data: {} };

const send = ({ execute }: Process, n: number, command: SessionCommand, change: Parameters<typeof context>[0] = {}) =>
  execute(session, idOf(n), [command], context(change));
const replaceBy = (process: Process, n: number, replacement: Replacement) => {
  const { execute } = process;
  return replaceActiveSession({ execute, context: context(), replacement }, () => send(process, n, startOf(n)));
};

describe('the active session of an account', () => {
  let store: ReturnType<typeof inMemoryEventStore>;
  let claims: UniquenessClaims;
  let process: ReturnType<typeof createProcess>;
  beforeEach(() => {
    store = inMemoryEventStore(() => noon);
    claims = memoryClaims();
    process = createProcess(store, claims);
  });
  const typesOf = (n: number) =>
    store.all().flatMap(({ stream, type }) => (stream === streamOfSession(n) ? [type] : []));

  it('keeps another live session from starting, and the refusal names it', async () => {
    await send(process, 1, startOf(1));
    const refusal = await send(process, 2, startOf(2)).catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(DomainError).and.include({ code: 'session-active' });
    expect((refusal as DomainError).related).to.deep.equal([{ id: idOf(1), name: 'Session 1' }]);
    expect(await codeOf(send(process, 2, startOf(2, false)))).to.equal('accepted');
    expect(await codeOf(send(process, 3, startOf(3), { by: stranger, owner: stranger }))).to.equal('accepted');
  });

  it('ends with its completion, its abort and its deletion', async () => {
    for (const [at, end] of [complete, abort, deletion].entries()) {
      expect(await codeOf(send(process, at, startOf(at)))).to.equal('accepted');
      await send(process, at, end);
      expect(await claims.holder(activeClaim(athlete))).to.equal(null);
    }
  });

  it('is free after a crash between the claim and the start, whose late append is then refused', async () => {
    await claims.take(activeClaim(athlete), streamOfSession(1), athlete, 0);
    expect(await codeOf(send(process, 2, startOf(2)))).to.equal('accepted');
    expect(typesOf(1)).to.deep.equal(['ClaimLapsed']);
    expect(await codeOf(send(process, 1, startOf(1)))).to.equal('session-active');
    await send(process, 2, complete);
    expect(await codeOf(send(process, 1, startOf(1)))).to.equal('accepted');
    expect(typesOf(1)).to.deep.equal(['ClaimLapsed', 'SessionStarted']);
  });

  it('is free after a crash between the end and the release', async () => {
    await send(process, 1, startOf(1));
    const unreleased = { ...claims, release: () => Promise.reject(new Error('crash')) };
    await send(createProcess(store, unreleased), 1, complete).catch(() => {});
    expect(await codeOf(send(process, 2, startOf(2)))).to.equal('accepted');
    expect(typesOf(1)).to.deep.equal(['SessionStarted', 'SessionCompleted', 'ClaimLapsed']);
  });

  it('ends before the one that replaces it starts, and the request can be repeated after a crash in between', async () => {
    await send(process, 1, startOf(1));
    let attempts = 0;
    const crashing = replaceActiveSession(
      { execute: process.execute, context: context(), replacement: 'abort' },
      () => {
        attempts += 1;
        if (attempts > 2) throw new Error('crash');
        return send(process, 2, startOf(2));
      },
    );
    await crashing.catch(() => {});
    expect([typesOf(1), typesOf(2)]).to.deep.equal([['SessionStarted', 'SessionAborted'], []]);
    await replaceBy(process, 2, 'abort');
    expect(typesOf(2)).to.deep.equal(['SessionStarted']);
  });

  it('is not ended by a copy of an earlier request, which stopped before its claim', async () => {
    await send(process, 1, startOf(1));
    const [go, reached] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const slow: UniquenessClaims = {
      ...claims,
      async take(...parameters) {
        reached.resolve();
        await go.promise;
        return claims.take(...parameters);
      },
    };
    const copy = replaceBy(createProcess(store, slow), 2, 'abort');
    await reached.promise;
    await replaceBy(process, 2, 'abort');
    await replaceBy(process, 3, 'complete');
    go.resolve();
    expect((await copy).presence).to.have.nested.property('document.id', idOf(2));
    expect(typesOf(2)).to.deep.equal(['SessionStarted', 'SessionCompleted']);
    expect(typesOf(3)).to.deep.equal(['SessionStarted']);
  });

  const step = fc.record({
    device: fc.nat(1),
    n: fc.integer({ min: 1, max: 3 }),
    what: fc.constantFrom('start', 'complete', 'abort', 'delete', 'replace-complete', 'replace-abort'),
  });

  it('is never two, and never keeps the athlete from a start, whatever two devices do in whatever order', async () => {
    const property = fc.asyncProperty(fc.scheduler(), fc.array(step, { maxLength: 8 }), async (scheduler, steps) => {
      const log = inMemoryEventStore(() => noon);
      const shared = memoryClaims();
      const scheduled = <Port extends object>(port: Port): Port =>
        Object.fromEntries(
          Object.entries(port).map(([name, work]) => [name, scheduler.scheduleFunction(work as never)]),
        ) as Port;
      const devices = [0, 1].map(() =>
        createProcess(scheduled({ read: log.read, append: log.append }), scheduled(shared)),
      );
      const done = steps.map(({ device, n, what }) => {
        const by = devices[device] ?? process;
        const commands = { start: startOf(n), complete, abort, delete: deletion } as const;
        if (what === 'replace-complete' || what === 'replace-abort') {
          return codeOf(replaceBy(by, n, what === 'replace-abort' ? 'abort' : 'complete'));
        }
        return codeOf(send(by, n, commands[what as keyof typeof commands]));
      });
      const codes = await scheduler.waitFor(Promise.all(done));
      expect(momentsWithSeveralActive(log.all())).to.deep.equal([]);
      const allowed = ['accepted', 'session-active', 'session-not-found', 'session-ended', 'id-taken'];
      expect(codes.filter((code) => ![...allowed, 'concurrent-change'].includes(code))).to.deep.equal([]);
      // After all of it, a start is refused only while a session is in progress, and a replacement always starts.
      const after = createProcess(log, shared);
      await replaceBy(after, 8, 'complete');
      await send(after, 8, complete);
      expect(await codeOf(send(after, 9, startOf(9)))).to.equal('accepted');
      expect(momentsWithSeveralActive(log.all())).to.deep.equal([]);
    });
    await fc.assert(property, samples(150));
  });
});
