import { expect } from 'chai';
import type { RecordedEvent, StreamEvent } from '../../src/events/event.ts';
import type { Decrypt, SealedEvent } from '../../src/ports/log.ts';

/**
 * The type `true` if the compiler refuses a `From` where a `To` is expected, otherwise `never`, so that the test does
 * not compile.
 */
type Refused<From, To> = From extends To ? never : true;

describe('sealed events', () => {
  it('cannot be folded: the compiler refuses a sealed event where an event is expected', () => {
    const refused: Refused<SealedEvent, StreamEvent> & Refused<SealedEvent, RecordedEvent> = true;
    expect(refused).to.equal(true);
  });

  it('cannot be made from a readable event: the compiler refuses plain text in jobs and in the log', () => {
    const refused: Refused<RecordedEvent, SealedEvent> = true;
    expect(refused).to.equal(true);
  });

  it('become readable only through Decrypt', () => {
    const opened: Awaited<ReturnType<Decrypt>> extends readonly RecordedEvent[] ? true : never = true;
    expect(opened).to.equal(true);
  });
});
