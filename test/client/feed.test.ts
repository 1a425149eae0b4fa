import { expect } from 'chai';
import { eventsIn } from '../../client/events.ts';
import type { Changes } from '../../client/feed.ts';
import { bodyOf } from '../../client/problem.ts';
import { useClient } from './support/use-client.ts';

const body = { timezone: 'UTC', startedAt: '2026-03-01T10:00:00Z', endedAt: '2026-03-01T11:00:00Z' };

describe('the change feed of the client', () => {
  const the = useClient();

  it('begins with everything, and continues after the last page that was processed', async () => {
    const client = await the.signedIn();
    const { id } = await bodyOf(client.POST('/api/v1/training-sessions', { body }));
    const read = async () => {
      const pages: Changes[] = [];
      for await (const page of client.changes({ types: ['session'] })) pages.push(page);
      return pages.flatMap(({ items }) => items.map((item) => item.id));
    };
    expect(await read()).to.deep.equal([id]);
    expect(await read()).to.deep.equal([]);
    const other = await bodyOf(client.POST('/api/v1/training-sessions', { body }));
    expect(await read()).to.deep.equal([other.id]);
  });

  it('repeats a page whose processing failed', async () => {
    const client = await the.signedIn();
    for await (const page of client.changes()) {
      expect(page.items).to.have.length(1);
      break;
    }
    for await (const page of client.changes()) expect(page.items).to.have.length(1);
  });

  it('follows changes over connections that end, until the caller has enough', async () => {
    const client = await the.signedIn();
    const controller = new AbortController();
    const seen: string[] = [];
    for await (const page of client.follow({ types: ['session'], signal: controller.signal })) {
      seen.push(...page.items.map(({ id }) => id));
      if (seen.length === 3) controller.abort();
      else await bodyOf(client.POST('/api/v1/training-sessions', { body }));
    }
    expect(new Set(seen).size).to.equal(3);
  });

  it('goes on after an outage that lasts longer than the retries', async () => {
    let outages = 0;
    const client = await the.signedIn(async (request, send) => {
      if (!request.url.includes('/live') || outages > 6) return send(request);
      outages += 1;
      return new Response(null, { status: 503 });
    });
    for await (const { items } of client.follow()) {
      expect(items).to.have.length(1);
      break;
    }
    expect(outages).to.equal(7);
  });

  it('ends with the problem when it may not follow', async () => {
    const { value, error } = await the
      .clientWith({ token: 'itpat_wrong' })
      .follow()
      .next()
      .then(
        ({ value }) => ({ value, error: null }),
        (error) => ({ value: null, error }),
      );
    expect({ value, code: error?.problem?.code }).to.deep.equal({ value: null, code: 'not-signed-in' });
  });

  it('joins events that arrive in parts, and ignores comments', async () => {
    const bytes = new TextEncoder().encode('retry: 1\n\n: beat\n\nid: 1\ndata: "Grüße"\n\ndata: 2\n\ndata: 3');
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
        controller.close();
      },
    });
    const events: string[] = [];
    for await (const event of eventsIn(stream)) events.push(event);
    expect(events).to.deep.equal(['"Grüße"', '2']);
  });
});
