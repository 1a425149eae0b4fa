import { expect } from 'chai';
import { changesOf } from '../../../src/policies/webhooks/changes-of.ts';
import type { SealedEvent } from '../../../src/ports/log.ts';

const [ada, eve] = ['01900000-0000-7000-8000-00000000000a', '01900000-0000-7000-8000-00000000000b'];

type Given = readonly [stream: string, type: string, command?: string, owner?: string];

/** Events at the positions 1, 2, 3 … */
const events = (...given: readonly Given[]): readonly SealedEvent[] =>
  given.map(([stream, type, command, owner = ada], index) => ({
    ...{ stream, type, id: `event ${index + 1}`, revision: index, position: BigInt(index + 1) },
    ...{ recordedAt: '2026-03-01T12:00:00.000000Z', metadata: { owner, $causationId: command ?? `${index}` } },
  })) as never;
const told = (...given: readonly Given[]) =>
  changesOf(0n, events(...given)).map(({ after, upTo, changes, activity }) => [
    ...[Number(after), Number(upTo), changes.map(({ type, stream, revision }) => `${type} ${stream} ${revision}`)],
    ...(activity ? [activity.isActive] : []),
  ]);

describe('the changes of which webhooks are told', () => {
  it('name what has changed, by the kinds of things', () => {
    const all = told(
      ['session-1', 'SessionStarted'],
      ['exercise-1', 'ExerciseAdded'],
      ['import-1', 'ImportStarted'],
      [`account-${ada}`, 'AccountRenamed'],
      ['session-1', 'SessionDeleted'],
      ['exercise-1', 'ExerciseDeleted'],
    );
    expect(all).to.deep.equal([
      [
        ...[0, 6],
        [
          ...['session.changed session-1 0', 'exercise.changed exercise-1 1', 'import.changed import-1 2'],
          ...[`account.changed account-${ada} 3`, 'session.deleted session-1 4', 'exercise.deleted exercise-1 5'],
        ],
      ],
    ]);
  });

  it('are one for the events of a command in a stream', () => {
    const all = told(
      ['session-1', 'SessionStarted', 'a'],
      ['session-1', 'SetLogged', 'a'],
      ['session-2', 'SetLogged', 'a'],
      ['session-1', 'SetLogged', 'b'],
      ['session-2', 'SessionDeleted', 'a'],
      ['session-3', 'SessionDeleted', 'a'],
      ['session-3', 'SessionStarted', 'a'],
    );
    expect(all).to.deep.equal([
      [
        ...[0, 7],
        [
          ...['session.changed session-1 1', 'session.changed session-1 3', 'session.deleted session-2 4'],
          'session.changed session-3 6',
        ],
      ],
    ]);
  });

  it('leave out what belongs to no account, and what shows nowhere', () => {
    const all = told(
      ['exercise-1', 'CatalogueExerciseAdded', 'a', 'system'],
      ['directory-equipment', 'ItemAdded', 'a', 'system'],
      ['session-1', 'ClaimLapsed'],
      [`account-${ada}`, 'AccountErased'],
    );
    expect(all).to.deep.equal([[0, 4, []]]);
  });

  it('are divided where an account becomes inactive or active', () => {
    const all = told(
      ['session-1', 'SessionStarted'],
      [`account-${eve}`, 'AccountDeactivated', 'a', eve],
      ['session-1', 'SetLogged'],
      [`account-${eve}`, 'AccountReactivated', 'b', eve],
    );
    expect(all).to.deep.equal([
      [0, 2, ['session.changed session-1 0', `account.changed account-${eve} 1`], false],
      [2, 4, ['session.changed session-1 2', `account.changed account-${eve} 3`], true],
    ]);
  });

  it('begin after a position, and move with a log that has nothing new', () => {
    const items = [...events(['session-1', 'SessionStarted']), { type: 'looked', position: 9n } as const];
    expect(changesOf(1n, items)).to.deep.equal([{ after: 1n, upTo: 9n, activity: null, changes: [] }]);
    expect(changesOf(9n, items)).to.deep.equal([]);
  });
});
