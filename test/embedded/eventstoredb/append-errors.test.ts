import {
  AccessDeniedError,
  binaryEvent,
  DeadlineExceededError,
  EventStoreDBClient,
  jsonEvent,
  MaxAppendSizeExceededError,
  StreamDeletedError,
  StreamNotFoundError,
  UnknownError,
} from '@eventstore/db-client';
import { expect } from 'chai';
import { selfSigned } from './support/certificate.ts';
import { aStream, collect, events, failsWith, useEventStore } from './support/store.ts';

const MEBIBYTE = 1_048_576;

describe('append errors', () => {
  const store = useEventStore();
  const ways = { 'batch append': {}, 'classic append': { credentials: { username: 'a', password: 'b' } } };

  for (const [way, options] of Object.entries(ways)) {
    describe(way, () => {
      it('fails on a tombstoned stream', async () => {
        const stream = aStream();
        await store.client.tombstoneStream(stream);
        const error = await failsWith(StreamDeletedError, store.client.appendToStream(stream, events(1), options));
        expect(error.streamName).to.equal(stream);
      });

      it('stores an append of exactly the size limit and refuses one byte more', async () => {
        const stream = aStream();
        const data = new Uint8Array(MEBIBYTE - 2);
        await store.client.appendToStream(stream, binaryEvent({ type: 'x', data }), options);
        const tooMuch = binaryEvent({ type: 'x', data: new Uint8Array(MEBIBYTE - 1) });
        const error = await failsWith(
          MaxAppendSizeExceededError,
          store.client.appendToStream(stream, tooMuch, options),
        );
        expect(error.maxAppendSize).to.equal(MEBIBYTE);
        const [read, ...more] = await collect(store.client.readStream(stream));
        expect(read?.event?.data).to.have.length(data.length);
        expect(more).to.have.length(0);
      });

      it('counts data, metadata and types of the whole append towards the limit', async () => {
        const half = binaryEvent({
          type: 'half',
          data: new Uint8Array(MEBIBYTE / 4),
          metadata: new Uint8Array(MEBIBYTE / 4),
        });
        const append = store.client.appendToStream(aStream(), [half, half], options);
        await failsWith(MaxAppendSizeExceededError, append);
      });

      it('writes nothing of an append whose deadline passes first', async () => {
        const stream = aStream();
        const many = Array.from({ length: 1_000 }, () => jsonEvent({ type: 'late', data: { text: 'x'.repeat(500) } }));
        await failsWith(DeadlineExceededError, store.client.appendToStream(stream, many, { ...options, deadline: 1 }));
        await store.client.appendToStream(aStream(), events(1), options);
        await failsWith(StreamNotFoundError, collect(store.client.readStream(stream)));
      });

      it('refuses to write to $all and to a stream without a name', async () => {
        await failsWith(AccessDeniedError, store.client.appendToStream('$all', events(1), options));
        await failsWith(UnknownError, store.client.appendToStream('$$', events(1), options));
        await failsWith(UnknownError, store.client.appendToStream('', events(1), options));
      });

      it('refuses ids that are no UUIDs and events without a type', async () => {
        const [event] = events(1);
        if (!event) throw new Error();
        for (const id of ['not-a-uuid', '00000000-0000-0000-0000-000000000000']) {
          await failsWith(UnknownError, store.client.appendToStream(aStream(), { ...event, id }, options));
        }
        await failsWith(UnknownError, store.client.appendToStream(aStream(), { ...event, type: '' }, options));
      });

      it('leaves the connection usable after each error', async () => {
        const stream = aStream();
        await failsWith(AccessDeniedError, store.client.appendToStream('$all', events(1), options));
        expect((await store.client.appendToStream(stream, events(1), options)).success).to.equal(true);
      });
    });
  }
});

describe('append errors with a table of users', () => {
  const certificate = selfSigned();
  const store = useEventStore({ users: { admin: 'changeit' }, tls: certificate });

  const connect = async (password: string | undefined, use: (client: EventStoreDBClient) => Promise<void>) => {
    const credentials = password === undefined ? undefined : { username: 'admin', password };
    const rootCertificate = Buffer.from(certificate.certificate);
    const endpoint = `localhost:${store.server.port}`;
    const client = new EventStoreDBClient({ endpoint }, { rootCertificate }, credentials);
    try {
      await use(client);
    } finally {
      await client.dispose();
    }
  };

  it('lets the right password write, over TLS', async () => {
    await connect('changeit', async (client) => {
      const stream = aStream();
      expect((await client.appendToStream(stream, events(1))).success).to.equal(true);
      expect(await collect(client.readStream(stream))).to.have.length(1);
    });
  });

  for (const [kind, password] of [
    ['a wrong password', 'guessed'],
    ['no password', undefined],
  ] as const) {
    it(`refuses every operation with ${kind}`, async () => {
      await connect(password, async (client) => {
        await failsWith(AccessDeniedError, client.appendToStream(aStream(), events(1)));
        await failsWith(AccessDeniedError, collect(client.readStream(aStream())));
        await failsWith(AccessDeniedError, client.deleteStream(aStream()));
      });
    });
  }

  it('refuses a wrong password on a single call', async () => {
    await connect('changeit', async (client) => {
      const credentials = { username: 'admin', password: 'guessed' };
      await failsWith(AccessDeniedError, client.appendToStream(aStream(), events(1), { credentials }));
      expect((await client.appendToStream(aStream(), events(1))).success).to.equal(true);
    });
  });
});
