import { expect } from 'chai';
import { type ReferenceListCommand, referenceList } from '../../src/commands/reference-list/decider.ts';
import { replay } from '../../src/documents/presence.ts';
import { referenceListFold } from '../../src/documents/reference-list.ts';
import type { StreamEvent } from '../../src/events/event.ts';
import type { ReferenceListEvent } from '../../src/events/reference-list.ts';
import { factOf, specificationOf } from '../support/specification.ts';

const given = specificationOf(referenceList);

const added = (itemId: number, name: string, anatomicalName: string | null = null): ReferenceListEvent => ({
  type: 'DirectoryItemAdded',
  data: { itemId, name, anatomicalName },
});
const renamed = (itemId: number, name: string, anatomicalName: string | null = null): ReferenceListEvent => ({
  type: 'DirectoryItemRenamed',
  data: { itemId, name, anatomicalName },
});
const removed = (itemId: number): ReferenceListEvent => ({ type: 'DirectoryItemRemoved', data: { itemId } });

const add = (name: string, anatomicalName?: string | null): ReferenceListCommand => ({
  type: 'AddItem',
  data: { name, ...(anatomicalName !== undefined && { anatomicalName }) },
});
const rename = (itemId: number, name: string, anatomicalName?: string | null): ReferenceListCommand => ({
  type: 'RenameItem',
  data: { itemId, name, ...(anatomicalName !== undefined && { anatomicalName }) },
});
const remove = (itemId: number): ReferenceListCommand => ({ type: 'RemoveItem', data: { itemId } });
const seed = (id: number, name: string, anatomicalName: string | null = null): ReferenceListCommand => ({
  type: 'SeedItem',
  data: { id, name, anatomicalName },
});

describe('add an item to a directory', () => {
  it('numbers from 1000 on, for lower ones are the seeds’', () =>
    given().when(add('sled')).thenYields(added(1000, 'sled')));
  it('goes on from the highest of its own', () =>
    given(added(3, 'bar'), added(1000, 'sled')).when(add('ball')).thenYields(added(1001, 'ball')));
  it('never gives a number again', () =>
    given(added(1000, 'sled'), added(1001, 'ball'), removed(1001), removed(1000))
      .when(add('sled'))
      .thenYields(added(1002, 'sled')));
  it('gives the last number there is', () =>
    given(added(32_766, 'sled')).when(add('ball')).thenYields(added(32_767, 'ball')));
  it('is refused once the numbers are used up, even by items that are gone', () =>
    given(added(32_767, 'sled'), removed(32_767)).when(add('ball')).thenRefused('directory-full'));
  it('drops outer blanks, makes inner ones single, and writes small', () =>
    given().when(add(' \t Trap \n  BAR ')).thenYields(added(1000, 'trap bar')));
  it('knows one spelling of what Unicode spells in two ways', () =>
    given(added(1000, 'b\u00e4nder')).when(add('Ba\u0308nder')).thenRefused('item-name-taken'));
  it('keeps an anatomical name as typed', () =>
    given()
      .when(add('Upper Chest', 'Pectoralis major, pars clavicularis'))
      .thenYields(added(1000, 'upper chest', 'Pectoralis major, pars clavicularis')));
  it('refuses a name of blanks', () => given().when(add('  \u00a0 ')).thenRefused('validation', 'name'));
  it('refuses a name that another item has, however it is written', () =>
    given(added(3, 'trap bar')).when(add('Trap   Bar')).thenRefused('item-name-taken'));
  it('takes a name that is free again', () => {
    given(added(3, 'trap bar'), removed(3)).when(add('trap bar')).thenYields(added(1000, 'trap bar'));
    given(added(3, 'trap bar'), renamed(3, 'hex bar')).when(add('trap bar')).thenYields(added(1000, 'trap bar'));
  });
});

describe('rename an item of a directory', () => {
  it('records the new name', () =>
    given(added(3, 'bar')).when(rename(3, 'Long  Bar')).thenYields(renamed(3, 'long bar')));
  it('keeps the anatomical name unless it is told another, or none', () => {
    const past = added(3, 'chest', 'Pectoralis');
    given(past)
      .when(rename(3, 'pecs'))
      .thenYields(renamed(3, 'pecs', 'Pectoralis'));
    given(past)
      .when(rename(3, 'chest', 'Pectoralis major'))
      .thenYields(renamed(3, 'chest', 'Pectoralis major'));
    given(past)
      .when(rename(3, 'chest', null))
      .thenYields(renamed(3, 'chest', null));
  });
  it('records nothing where the normalised name is the same', () =>
    given(added(3, 'long bar')).when(rename(3, ' LONG bar')).thenYields());
  it('refuses the name of another item', () =>
    given(added(3, 'bar'), added(4, 'sled')).when(rename(4, 'Bar')).thenRefused('item-name-taken'));
  it('refuses a name of blanks', () => given(added(3, 'bar')).when(rename(3, '   ')).thenRefused('validation', 'name'));
  it('refuses what is not there, or not any more', () => {
    given().when(rename(3, 'bar')).thenRefused('item-not-found');
    given(added(3, 'bar'), removed(3)).when(rename(3, 'bar')).thenRefused('item-not-found');
  });
});

describe('remove an item of a directory', () => {
  it('records it', () => given(added(3, 'bar')).when(remove(3)).thenYields(removed(3)));
  it('refuses what is not there, or not any more', () => {
    given().when(remove(3)).thenRefused('item-not-found');
    given(added(3, 'bar'), removed(3)).when(remove(3)).thenRefused('item-not-found');
  });
});

describe('seed an item of a directory', () => {
  const seeded = (event: ReferenceListEvent, revision: number): StreamEvent<ReferenceListEvent> => {
    const fact = factOf(event, revision);
    return { ...fact, metadata: { ...fact.metadata, actor: { id: 'seed', role: 'system', via: 'seed' } } };
  };
  const decide = (past: readonly StreamEvent<ReferenceListEvent>[], command: ReferenceListCommand) =>
    referenceList.decide(command, replay(referenceListFold, past), {
      by: '' as never,
      at: '' as never,
    });

  it('adds it under its own number', () =>
    given()
      .when(seed(3, 'bar', 'Latin'))
      .thenYields(added(3, 'bar', 'Latin')));
  it('leaves the numbers of others alone', () =>
    given(added(1000, 'sled')).when(seed(3, 'bar')).thenYields(added(3, 'bar')));
  it('adds nothing the second time', () =>
    expect(decide([seeded(added(3, 'bar'), 0)], seed(3, 'bar'))).to.deep.equal([]));
  it('brings what the seeds have changed', () => {
    const past = [seeded(added(3, 'bar', 'Latin'), 0)];
    expect(decide(past, seed(3, 'long bar', 'Latin'))).to.deep.equal([renamed(3, 'long bar', 'Latin')]);
    expect(decide(past, seed(3, 'bar'))).to.deep.equal([renamed(3, 'bar', null)]);
  });
  it('keeps what people have changed as long as the seeds have not', () => {
    const past = [seeded(added(3, 'bar'), 0), factOf(renamed(3, 'my bar'), 1)];
    expect(decide(past, seed(3, 'bar'))).to.deep.equal([]);
    expect(decide(past, seed(3, 'long bar'))).to.deep.equal([renamed(3, 'long bar')]);
  });
  it('keeps it also after the seeds have brought something else', () => {
    const past = [seeded(added(3, 'bar', 'Latin'), 0), factOf(renamed(3, 'bar', 'Greek'), 1)];
    expect(decide(past, seed(3, 'long bar', 'Latin'))).to.deep.equal([renamed(3, 'long bar', 'Greek')]);
    const then = [...past, seeded(renamed(3, 'long bar', 'Greek'), 2)];
    expect(decide(then, seed(3, 'long bar', 'Latin'))).to.deep.equal([]);
  });
  it('compares with what the seeds said last', () => {
    const past = [seeded(added(3, 'bar'), 0), seeded(renamed(3, 'long bar'), 1), factOf(renamed(3, 'my bar'), 2)];
    expect(decide(past, seed(3, 'long bar'))).to.deep.equal([]);
    expect(decide(past, seed(3, 'bar'))).to.deep.equal([renamed(3, 'bar')]);
  });
  it('does not bring back what was removed', () => {
    const past = [seeded(added(3, 'bar'), 0), factOf(removed(3), 1)];
    expect(decide(past, seed(3, 'bar'))).to.deep.equal([]);
    expect(decide(past, seed(3, 'long bar'))).to.deep.equal([]);
  });
});
