import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createAggregates, presenceOf } from '../../src/commands/aggregates.ts';
import { documentOf } from '../../src/documents/presence.ts';
import type { AnyEvent } from '../../src/events/event.ts';
import { measureNames } from '../../src/events/performance.ts';
import { categories, eventTypes, schemaOf, upcast } from '../../src/events/schemas.ts';
import { parseStream, streamOf } from '../../src/events/streams.ts';
import { chainOf, eventIdOf } from '../../src/infra/log/chain.ts';
import { createDecrypt, sealedDataOf } from '../../src/infra/log/sealing.ts';
import { streamOfEvents } from '../support/specification.ts';
import { currentDocuments } from './documents.ts';
import { allExamples, examples } from './examples.ts';
import { dataKey, recordedDocuments, recordedEvents, testKeys } from './recorded.ts';

const recorded = recordedEvents();
const decrypt = createDecrypt(testKeys(dataKey));
const aggregates = createAggregates({ adminEmail: 'admin@example.com' });

describe('the recorded events', () => {
  it('contain every event type in every schema up to the current one', () => {
    const expected = eventTypes.flatMap((type) =>
      Array.from({ length: schemaOf(type) }, (_, index) => `${type}.${index + 1}`),
    );
    const names = recorded.map(({ event }) => `${event.type}.${event.metadata.schema}`);
    expect(names).to.have.members(expected);
  });

  for (const { previous, event, opened } of recorded) {
    const { type, stream, revision, metadata, id } = event;
    const data = sealedDataOf(event);
    const name = `${type}, schema ${metadata.schema},`;

    it(`${name} decrypts to the recorded data in the current shape`, async () => {
      const [found] = await decrypt([event]);
      expect(found?.data).to.deep.equal(upcast({ type, data: opened }, metadata.schema));
    });

    it(`${name} has the members of the current schema after upcasting`, async () => {
      const [found] = await decrypt([event]);
      const example = allExamples.flatMap(({ events }) => events).find((each) => each.type === type);
      expect(membersOf(found?.data)).to.deep.equal(membersOf(example?.data));
    });

    it(`${name} has no personal text in the clear`, () => {
      for (const text of personalTextsOf(opened)) expect(JSON.stringify(data)).not.to.include(text);
    });

    it(`${name} matches its chain and its id`, () => {
      const { chain, mac: _, ...rest } = metadata;
      expect(chainOf(previous, { stream, revision, type, data, metadata: rest })).to.equal(chain);
      expect(eventIdOf(chain)).to.equal(id);
    });
  }

  for (const category of categories) {
    it(`of ${category} replay to the document of the same example`, async () => {
      const events = await decrypt(recorded.map(({ event }) => event));
      const [{ stream, events: example } = { stream: '', events: [] }] = examples[category];
      const own = events.filter((event) => event.stream === stream).toSorted((a, b) => a.revision - b.revision);
      const replayed = presenceOf(aggregates, stream, own);
      const expected = presenceOf(aggregates, stream, streamOfEvents<AnyEvent>(example));
      expect([replayed.kind, documentOf(replayed)]).to.deep.equal([expected.kind, documentOf(expected)]);
    });
  }
});

describe('the examples', () => {
  it('contain every event type, in streams of its aggregate', () => {
    expect(new Set(allExamples.flatMap(({ events }) => events.map(({ type }) => type)))).to.deep.equal(
      new Set(eventTypes),
    );
    for (const category of categories) {
      for (const { stream } of examples[category]) expect(parseStream(stream).category).to.equal(category);
    }
  });
});

describe('the list of aggregates', () => {
  it('has every decider under the category of its streams', () => {
    for (const category of categories) expect(aggregates[category].category).to.equal(category);
  });

  it('refuses the stream of an unknown category', () => {
    expect(() => presenceOf(aggregates, 'nutrition-1', [])).to.throw('nutrition-1');
  });
});

describe('stream names', () => {
  it('are split at the first dash', () => {
    expect(parseStream(streamOf('account', '0190-a'))).to.deep.equal({ category: 'account', id: '0190-a' });
  });
});

describe('schemas', () => {
  it('are unknown for an unknown event type', () => {
    expect(() => schemaOf('PlanMade')).to.throw('PlanMade');
  });

  it('are read from the oldest one on, with an upcaster for each step', () => {
    for (const type of eventTypes) {
      for (let schema = 1; schema <= schemaOf(type); schema += 1) {
        expect(() => upcast({ type, data: {} }, schema), `${type}.${schema}`).not.to.throw();
      }
      expect(() => upcast({ type, data: {} }, 0), type).to.throw('upcaster');
    }
  });
});

/**
 * Read models store these documents. When a document changes, the read models have to be rebuilt: write that into the
 * changelog, then record the documents again with record.ts.
 */
describe('the documents of the examples', () => {
  for (const category of categories) {
    it(`of ${category} are the recorded ones`, () => {
      expect(currentDocuments(category)).to.deep.equal(recordedDocuments(category));
    });
  }
});

describe('docs/http.md', () => {
  it('lists the fields of a set in the order of its document', () => {
    const text = readFileSync(join(import.meta.dirname, '../../docs/http.md'), 'utf8');
    expect(text).to.include(`\`id, order, ${measureNames.join(', ')}, notes, performedAt\``);
  });
});

/** The names of the fields in an event's data, including the fields of its personal data. */
function membersOf(data: object = {}): string[] {
  const { personal = {} } = data as { personal?: object };
  return [...Object.keys(data), ...Object.keys(personal).map((name) => `personal.${name}`)].sort();
}

function personalTextsOf(data: object): string[] {
  const textsIn = (value: unknown): string[] =>
    typeof value === 'string'
      ? [value]
      : typeof value === 'object' && value
        ? Object.values(value).flatMap(textsIn)
        : [];
  return 'personal' in data ? textsIn(data.personal) : [];
}
