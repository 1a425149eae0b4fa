import { expect } from 'chai';
import { type ReferenceListCommand, referenceList } from '../../src/commands/reference-list/decider.ts';
import { replay } from '../../src/documents/presence.ts';
import { referenceListFold } from '../../src/documents/reference-list.ts';
import type { StreamEvent } from '../../src/events/event.ts';
import type { ReferenceListEvent } from '../../src/events/reference-list.ts';
import { athlete, eventAt, noon, refusalOf, specificationOf } from '../support/specification.ts';

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

describe('adding an item to a reference list', () => {
  it('gives the first item of people the number 1000, after the numbers of the seed data', () =>
    given().when(add('sled')).thenYields(added(1000, 'sled')));
  it('gives the next number after the highest one', () =>
    given(added(3, 'bar'), added(1000, 'sled')).when(add('ball')).thenYields(added(1001, 'ball')));
  it('does not use the number of a removed item again', () =>
    given(added(1000, 'sled'), added(1001, 'ball'), removed(1001), removed(1000))
      .when(add('sled'))
      .thenYields(added(1002, 'sled')));
  it('gives the last number, and then refuses with directory-full, also when items were removed', () => {
    given(added(32_766, 'sled')).when(add('ball')).thenYields(added(32_767, 'ball'));
    given(added(32_767, 'sled'), removed(32_767)).when(add('ball')).thenRefused('directory-full');
  });
  it('trims a name, makes spaces single and lowers its case', () =>
    given().when(add(' \t Trap \n  BAR ')).thenYields(added(1000, 'trap bar')));
  it('treats composed and decomposed characters in a name as the same', () =>
    given(added(1000, 'b\u00e4nder')).when(add('Ba\u0308nder')).thenRefused('item-name-taken'));
  it('keeps an anatomical name as typed', () =>
    given()
      .when(add('Upper Chest', 'Pectoralis major, pars clavicularis'))
      .thenYields(added(1000, 'upper chest', 'Pectoralis major, pars clavicularis')));
  it('refuses a blank name for a new item', () => given().when(add('  \u00a0 ')).thenRefused('validation', 'name'));
  it('refuses a name that another item has in another spelling', () =>
    given(added(3, 'trap bar')).when(add('Trap   Bar')).thenRefused('item-name-taken'));
  it('accepts a name that an item had before it was removed or renamed', () => {
    given(added(3, 'trap bar'), removed(3)).when(add('trap bar')).thenYields(added(1000, 'trap bar'));
    given(added(3, 'trap bar'), renamed(3, 'hex bar')).when(add('trap bar')).thenYields(added(1000, 'trap bar'));
  });
});

describe('renaming an item of a reference list', () => {
  it('records the normalised new name of an item', () =>
    given(added(3, 'bar')).when(rename(3, 'Long  Bar')).thenYields(renamed(3, 'long bar')));
  it('keeps the anatomical name unless the command has another one or null', () => {
    const past = added(3, 'chest', 'Pectoralis');
    for (const [command, event] of [
      [rename(3, 'pecs'), renamed(3, 'pecs', 'Pectoralis')],
      [rename(3, 'chest', 'Pectoralis major'), renamed(3, 'chest', 'Pectoralis major')],
      [rename(3, 'chest', null), renamed(3, 'chest', null)],
    ] as const) {
      given(past).when(command).thenYields(event);
    }
  });
  it('records nothing when the normalised name of an item stays the same', () =>
    given(added(3, 'long bar')).when(rename(3, ' LONG bar')).thenYields());
  it('refuses the name of another item for an item', () =>
    given(added(3, 'bar'), added(4, 'sled')).when(rename(4, 'Bar')).thenRefused('item-name-taken'));
  it('refuses a blank new name', () => given(added(3, 'bar')).when(rename(3, '   ')).thenRefused('validation', 'name'));
  it('refuses to rename an item that does not exist or was removed', () => {
    given().when(rename(3, 'bar')).thenRefused('item-not-found');
    given(added(3, 'bar'), removed(3)).when(rename(3, 'bar')).thenRefused('item-not-found');
  });
});

describe('removing an item of a reference list', () => {
  it('records that an item was removed', () => given(added(3, 'bar')).when(remove(3)).thenYields(removed(3)));
  it('refuses to remove an item that does not exist or was removed', () => {
    given().when(remove(3)).thenRefused('item-not-found');
    given(added(3, 'bar'), removed(3)).when(remove(3)).thenRefused('item-not-found');
  });
});

describe('seeding an item of a reference list', () => {
  const seeded = (event: ReferenceListEvent, revision: number) => eventAt(event, revision, noon, 'seed');
  const decide = (past: readonly StreamEvent<ReferenceListEvent>[], command: ReferenceListCommand) =>
    referenceList.decide(command, replay(referenceListFold, past), { by: athlete, at: noon });

  it('adds a new item of the seed data under its own number', () => {
    given()
      .when(seed(3, 'bar', 'Latin'))
      .thenYields(added(3, 'bar', 'Latin'));
    given(added(1000, 'sled')).when(seed(3, 'bar')).thenYields(added(3, 'bar'));
  });
  it('refuses a number outside the range of the seed data, and a name that an item has', () => {
    given().when(seed(1000, 'bar')).thenRefused('validation', 'id');
    given(added(1000, 'bar')).when(seed(3, 'bar')).thenRefused('item-name-taken');
  });
  it('changes nothing when the seed data has not changed an item', () =>
    expect(decide([seeded(added(3, 'bar'), 0)], seed(3, 'bar'))).to.deep.equal([]));
  it('changes what the seed data has changed of an item', () => {
    const past = [seeded(added(3, 'bar', 'Latin'), 0)];
    expect(decide(past, seed(3, 'long bar', 'Latin'))).to.deep.equal([renamed(3, 'long bar', 'Latin')]);
    expect(decide(past, seed(3, 'bar'))).to.deep.equal([renamed(3, 'bar', null)]);
  });
  it('refuses a new name of the seed data that another item has', () => {
    const past = [seeded(added(3, 'bar'), 0), eventAt(added(1000, 'long bar'), 1)];
    expect(refusalOf(() => decide(past, seed(3, 'long bar')))?.code).to.equal('item-name-taken');
  });
  it('keeps a name that people have changed until the seed data changes it', () => {
    const past = [seeded(added(3, 'bar'), 0), eventAt(renamed(3, 'my bar'), 1)];
    expect(decide(past, seed(3, 'bar'))).to.deep.equal([]);
    expect(decide(past, seed(3, 'long bar'))).to.deep.equal([renamed(3, 'long bar')]);
  });
  it('keeps an anatomical name of people when the seed data changes the name', () => {
    const past = [seeded(added(3, 'bar', 'Latin'), 0), eventAt(renamed(3, 'bar', 'Greek'), 1)];
    expect(decide(past, seed(3, 'long bar', 'Latin'))).to.deep.equal([renamed(3, 'long bar', 'Greek')]);
    const then = [...past, seeded(renamed(3, 'long bar', 'Greek'), 2)];
    expect(decide(then, seed(3, 'long bar', 'Latin'))).to.deep.equal([]);
  });
  it('records a name as adopted when people had already set it', () => {
    const past = [seeded(added(3, 'bar'), 0), eventAt(renamed(3, 'long bar'), 1)];
    const adopting: ReferenceListEvent = {
      type: 'DirectoryItemRenamed',
      data: { itemId: 3, name: 'long bar', anatomicalName: null, adopted: ['name'] },
    };
    expect(decide(past, seed(3, 'long bar'))).to.deep.equal([adopting]);
    expect(decide([...past, seeded(adopting, 2)], seed(3, 'long bar'))).to.deep.equal([]);
    expect(decide([...past, seeded(adopting, 2)], seed(3, 'bar'))).to.deep.equal([renamed(3, 'bar')]);
  });
  it('compares with what the seed data gave last, not with what it gave first', () => {
    const past = [seeded(added(3, 'bar'), 0), seeded(renamed(3, 'long bar'), 1), eventAt(renamed(3, 'my bar'), 2)];
    expect(decide(past, seed(3, 'long bar'))).to.deep.equal([]);
    expect(decide(past, seed(3, 'bar'))).to.deep.equal([renamed(3, 'bar')]);
  });
  it('does not restore a removed item', () => {
    const past = [seeded(added(3, 'bar'), 0), eventAt(removed(3), 1)];
    expect(decide(past, seed(3, 'bar'))).to.deep.equal([]);
    expect(decide(past, seed(3, 'long bar'))).to.deep.equal([]);
  });
});
