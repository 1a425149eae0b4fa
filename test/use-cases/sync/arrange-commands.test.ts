import { expect } from 'chai';
import fc from 'fast-check';
import { arrangeCommands } from '../../../src/use-cases/sync/arrange-commands.ts';
import {
  endThing,
  entryThing,
  exerciseThing,
  type NamedThings,
  sessionThing,
  setThing,
} from '../../../src/use-cases/sync/named-things.ts';
import { samples } from '../../support/samples.ts';

const [session, other, exercise] = [sessionThing('s'), sessionThing('t'), exerciseThing('x')];
const inSession = (things: Omit<NamedThings, 'aggregate'>): NamedThings => ({ aggregate: session, ...things });

const start = inSession({ creates: [session] });
const addEntry = (id = 'e', uses: readonly string[] = []) => inSession({ creates: [entryThing('s', id)], uses });
const logSet = (id: string) => inSession({ creates: [setThing('s', 'e', id)] });
const correctSet = (id: string) => inSession({ uses: [setThing('s', 'e', id)] });
const removeSet = (id: string) => inSession({ removes: [setThing('s', 'e', id)] });
const orderSets = (...ids: string[]) =>
  inSession({ orders: { of: entryThing('s', 'e'), parts: ids.map((id) => setThing('s', 'e', id)) } });
const removeEntry = inSession({ removes: [entryThing('s', 'e')] });
const complete = inSession({ uses: [session], creates: [endThing('s')] });
const moveEnd = inSession({ uses: [session, endThing('s')] });
const deleteSession = inSession({ removes: [session] });
const ofExercise = (things: Omit<NamedThings, 'aggregate'>): NamedThings => ({ aggregate: exercise, ...things });
const addExercise = ofExercise({ creates: [exercise] });
const renameExercise = ofExercise({ uses: [exercise] });
const deleteExercise = ofExercise({ removes: [exercise] });

/** The commands in the order in which they are executed, when groups of a round follow one another. */
const inOrder = (commands: readonly NamedThings[]) =>
  arrangeCommands(commands)
    .flat(3)
    .map((at) => commands[at]);

describe('commands made without network', () => {
  it('are arranged so that a thing is created before it is used and removed last, in whatever order they arrive', () => {
    const commands = [
      ...[start, addEntry(), logSet('a'), logSet('b'), correctSet('a'), orderSets('a', 'b'), logSet('c')],
      ...[removeSet('a'), complete, moveEnd, removeEntry, deleteSession],
    ];
    const [, add, a, b, correctA, orderAb, c, removeA] = commands;
    fc.assert(
      fc.property(fc.shuffledSubarray(commands, { minLength: commands.length }), (shuffled) => {
        const order = inOrder(shuffled);
        expect(order).to.have.length(commands.length);
        const isBefore = (one: NamedThings | undefined, later: NamedThings | undefined) =>
          expect(order.indexOf(one)).to.be.below(order.indexOf(later));
        for (const command of commands.slice(1)) isBefore(start, command);
        for (const command of commands.slice(0, -1)) isBefore(command, deleteSession);
        for (const command of [a, b, correctA, orderAb, c, removeA]) isBefore(add, command);
        for (const command of [a, b, correctA, orderAb, c, removeA]) isBefore(command, removeEntry);
        for (const command of [a, b]) isBefore(command, orderAb);
        for (const command of [correctA, orderAb]) isBefore(command, removeA);
        isBefore(a, correctA);
        isBefore(orderAb, c);
        isBefore(complete, moveEnd);
      }),
      samples(200),
    );
  });

  it('put a new order after the removal of what it does not name', () => {
    const order = orderSets('a', 'c');
    for (const sent of [
      [order, removeSet('b'), logSet('c')],
      [removeSet('b'), order, logSet('c')],
    ]) {
      expect(inOrder(sent).at(-1)).to.equal(order);
    }
  });

  it('keep the place of a new order that does not name a part which was added and removed', () => {
    for (const commands of [
      [orderSets('a'), logSet('b'), removeSet('b')],
      [logSet('b'), removeSet('b'), orderSets('a')],
    ]) {
      expect(inOrder(commands)).to.deep.equal(commands);
    }
  });

  it('keep their order where none of them needs another', () => {
    const commands = [start, addEntry(), logSet('b'), logSet('a'), complete, logSet('c'), correctSet('a')];
    expect(inOrder(commands)).to.deep.equal(commands);
  });

  it('of one aggregate are one group', () => {
    const startOther = { aggregate: other, creates: [other] };
    expect(arrangeCommands([logSet('a'), startOther, addEntry(), start])).to.deep.equal([[[[1]], [[3, 2, 0]]]]);
  });

  it('that use another aggregate are in a round after the commands to it before them, and before those after them', () => {
    const commands = [deleteExercise, addEntry('e', [exercise]), start, addExercise];
    expect(arrangeCommands(commands)).to.deep.equal([[[[2]], [[3]]], [[[1]]], [[[0]]]]);
    const renamed = [addExercise, start, addEntry('e', [exercise]), renameExercise];
    expect(arrangeCommands(renamed)).to.deep.equal([[[[0]], [[1]]], [[[2]]], [[[3]]]]);
  });

  it('on exercises follow one another, because an exercise may get the name that another gives up', () => {
    const of = (id: string) => ({ aggregate: exerciseThing(id), uses: [exerciseThing(id)] });
    expect(arrangeCommands([of('x'), of('y'), of('x'), start])).to.deep.equal([[[[0], [1], [2]], [[3]]]]);
  });

  it('that read the aggregate begin a group, and follow what creates the parts that they contain', () => {
    const replace = inSession({ uses: [session], contains: [entryThing('s', 'e')], readsAggregate: true });
    expect(arrangeCommands([replace, correctSet('a'), addEntry(), start])).to.deep.equal([
      [
        [
          [3, 2],
          [0, 1],
        ],
      ],
    ]);
    expect(arrangeCommands([correctSet('a'), replace])).to.deep.equal([[[[0], [1]]]]);
  });

  it('whose id the server makes are groups of their own', () => {
    const nameless: NamedThings = { aggregate: null, uses: [exercise] };
    expect(arrangeCommands([nameless, nameless, addExercise])).to.deep.equal([[[[2]]], [[[0]], [[1]]]]);
  });

  it('are all executed, even if they contradict each other', () => {
    const [one, two] = [orderSets('a'), orderSets('b')];
    expect(inOrder([one, two, logSet('a'), logSet('b')])).to.have.length(4);
    expect(arrangeCommands([start, start, deleteSession, deleteSession])).to.deep.equal([[[[0, 1, 2, 3]]]]);
  });
});
