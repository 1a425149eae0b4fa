import { expect } from 'chai';
import { createAccountDecider } from '../../src/commands/account/decider.ts';
import { fileImport } from '../../src/commands/import/decider.ts';
import { referenceList } from '../../src/commands/reference-list/decider.ts';
import { session } from '../../src/commands/session/decider.ts';
import { documentOf, type Fold, gone, replay } from '../../src/documents/presence.ts';
import type { AnyEvent } from '../../src/events/event.ts';
import { eventTypes, schemaOf } from '../../src/events/schemas.ts';
import { chainOf, eventIdOf } from '../../src/infra/log/chain.ts';
import { createDecrypt, sealedDataOf } from '../../src/infra/log/sealing.ts';
import { dataKey, recordedEvents } from './recorded.ts';

const recorded = recordedEvents();
const keys = {
  create: async () => {},
  destroy: async () => {},
  readKey: async () => dataKey,
  readKeys: async (owners: Iterable<string>) => new Map([...owners].map((owner) => [owner as never, dataKey])),
};

describe('every event ever shipped', () => {
  it('has a recorded one, of each schema up to the present', () => {
    const expected = eventTypes.flatMap((type) =>
      Array.from({ length: schemaOf(type) }, (_, before) => `${type}.${before + 1}`),
    );
    const names = recorded.map(({ event }) => `${event.type}.${event.metadata.schema}`);
    expect(names).to.have.members(expected);
  });

  for (const { previous, event, opened } of recorded) {
    const { type, stream, revision, data, metadata, id } = event;
    describe(`${type}, schema ${metadata.schema}`, () => {
      it('opens to what it was', async () => {
        const [found] = await createDecrypt(keys)([event]);
        expect(found?.data).to.deep.equal(opened);
      });

      it('carries no personal text in the clear', () => {
        for (const text of personalTexts(opened)) expect(JSON.stringify(data)).not.to.include(text);
      });

      it('is what its chain and id say', () => {
        const { chain, ...rest } = metadata;
        expect(chainOf(previous, { stream, revision, type, data: sealedDataOf(event), metadata: rest })).to.equal(
          chain,
        );
        expect(eventIdOf(chain)).to.equal(id);
      });
    });
  }

  it('replays', async () => {
    const events = await createDecrypt(keys)(recorded.map(({ event }) => event));
    const fold = <State, Event extends AnyEvent>(decider: Fold<State, Event> & { category: string }) =>
      replay(
        decider,
        events
          .filter(({ stream }) => stream.startsWith(`${decider.category}-`))
          .toSorted((a, b) => a.revision - b.revision),
      );
    expect(fold(createAccountDecider({ adminEmail: 'admin@example.com' }))).to.deep.equal(gone);
    expect(fold(session)).to.have.nested.property('presence.kind', 'gone');
    expect(fold(referenceList).document).to.deep.include({ items: [], highest: 1 });
    expect(documentOf(fold(fileImport))).to.include({ status: 'undone', fileName: 'strong.csv' });
  });
});

function personalTexts(data: object): string[] {
  const texts = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : typeof value === 'object' && value ? Object.values(value).flatMap(texts) : [];
  return 'personal' in data ? texts(data.personal) : [];
}
