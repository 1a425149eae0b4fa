import { expect } from 'chai';
import { DomainError } from '../../src/errors.ts';
import type { Landmark } from '../../src/queries/changes/feed-token.ts';
import { createLandmarks } from '../../src/service/landmarks.ts';
import { createMemoryLog } from '../projections/support/memory-log.ts';
import { noteEvent, sessionEvents } from '../projections/support/session-events.ts';

describe('the landmarks of tokens', () => {
  const log = createMemoryLog();
  const [first, second] = log.append(...sessionEvents(1, 3));
  const landmark: Landmark = {
    ...{ after: first?.position ?? 0n, position: second?.position ?? 0n, id: second?.id ?? '' },
  };

  /** A log that counts how often it is asked. */
  function createCountedLog(source = log) {
    const counted = { asked: 0, page: source.page, idAt: source.idAt };
    counted.idAt = (position) => {
      counted.asked += 1;
      return source.idAt(position);
    };
    return counted;
  }

  it('are found in the log that has their event at their position, and asked for once', async () => {
    const counted = createCountedLog();
    const landmarks = createLandmarks(counted);
    expect(await landmarks.isInLog(landmark)).to.equal(true);
    expect(await landmarks.isInLog(landmark)).to.equal(true);
    expect(counted.asked).to.equal(1);
  });

  it('are not asked for when this process has given them out', async () => {
    const counted = createCountedLog();
    const landmarks = createLandmarks(counted);
    landmarks.remember(landmark);
    expect(await landmarks.isInLog(landmark)).to.equal(true);
    expect(counted.asked).to.equal(0);
  });

  it('are missing in a log that was restored to an earlier event, or has another event at the position', async () => {
    const restored = createMemoryLog();
    restored.append(...sessionEvents(1, 0));
    expect(await createLandmarks(restored).isInLog(landmark)).to.equal(false);
    const landmarks = createLandmarks(log);
    expect(await landmarks.isInLog({ ...landmark, id: first?.id ?? '' })).to.equal(false);
    expect(await landmarks.isInLog({ ...landmark, position: landmark.position + 1n })).to.equal(false);
    // An event that is missing is asked for again, because the log may be late only.
    restored.append(noteEvent(1, ''));
    expect(await createLandmarks(restored).isInLog(landmark)).to.equal(true);
  });

  it('say nothing while the log cannot be read', async () => {
    const failing = async () => Promise.reject(new DomainError('unavailable', 'The event store does not answer.'));
    const landmarks = createLandmarks({ page: failing, idAt: failing });
    const failure = await landmarks.isInLog(landmark).catch((error: unknown) => error);
    expect(failure).to.include({ code: 'unavailable' });
  });
});
