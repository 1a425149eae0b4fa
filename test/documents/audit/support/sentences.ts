import { expect } from 'chai';
import { describe, it } from 'mocha';
import { auditOf } from '../../../../src/documents/audit/all.ts';
import type { FeedKind } from '../../../../src/events/schemas.ts';
import type { SessionEvent } from '../../../../src/events/session.ts';
import { examples } from '../../../golden/examples.ts';
import { eventAt } from '../../../support/specification.ts';

type Data = Readonly<Record<string, unknown>>;
type Around = Readonly<{ before?: unknown; after?: unknown }>;

/** The example event of a type, with other data. Texts are changed one by one. */
function eventOf(kind: FeedKind, type: string, { personal = {}, ...data }: Data = {}) {
  const example = examples[kind].flatMap(({ events }) => [...events]).find((event) => event.type === type);
  if (!example) throw new Error(`There is no example of ${type}`);
  const known = example.data as Data;
  const texts = { ...(known.personal as Data), ...(personal as Data) };
  return eventAt({ type, data: { ...known, ...data, personal: texts } } as unknown as SessionEvent, 1);
}

const sentenceOf = (kind: FeedKind, type: string, data: Data, { before = null, after = null }: Around) =>
  auditOf(kind).sentence(eventOf(kind, type, data), { before, after });

/** An example event with other data, the documents before and after it, and the sentence that tells it. */
export type Row = readonly [type: string, data: Data, around: Around, sentence: string];

/** Defines a test for each row. */
export function describeSentences(kind: FeedKind, table: readonly Row[]): void {
  describe(`the sentence about a ${kind}`, () => {
    for (const [type, data, around, sentence] of table) {
      it(`reads “${sentence}” after ${type}`, () => expect(sentenceOf(kind, type, data, around)).to.equal(sentence));
    }
  });
}
