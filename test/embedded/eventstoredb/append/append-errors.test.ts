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
import { createCertificate } from '../support/certificate.ts';
import { appendWays, collect, events, expectError, newStreamName, useEventStore } from '../support/store.ts';

const MEBIBYTE = 1_048_576;

describe('errors of appends', () => {
  const store = useEventStore();

  for (const [way, options] of Object.entries(appendWays)) {
    describe(`of a ${way}`, () => {
      it(`rejects a ${way} to a tombstoned stream`, async () => {
        const stream = newStreamName();
        await store.client.tombstoneStream(stream);
        const error = await expectError(StreamDeletedError, store.client.appendToStream(stream, events(1), options));
        expect(error.streamName).to.equal(stream);
      });

      it(`stores a ${way} of exactly the maximum size and rejects a larger one`, async () => {
        const stream = newStreamName();
        const data = new Uint8Array(MEBIBYTE - 2);
        await store.client.appendToStream(stream, binaryEvent({ type: 'x', data }), options);
        const tooLarge = binaryEvent({ type: 'x', data: new Uint8Array(MEBIBYTE - 1) });
        const error = await expectError(
          MaxAppendSizeExceededError,
          store.client.appendToStream(stream, tooLarge, options),
        );
        expect(error.maxAppendSize).to.equal(MEBIBYTE);
        const [read, ...more] = await collect(store.client.readStream(stream));
        expect(read?.event?.data).to.have.length(data.length);
        expect(more).to.have.length(0);
      });

      it(`counts data, metadata and types of all events towards the maximum size of a ${way}`, async () => {
        const half = binaryEvent({
          type: 'half',
          data: new Uint8Array(MEBIBYTE / 4),
          metadata: new Uint8Array(MEBIBYTE / 4),
        });
        const append = store.client.appendToStream(newStreamName(), [half, half], options);
        await expectError(MaxAppendSizeExceededError, append);
      });

      it(`writes nothing of a ${way} whose deadline has passed`, async () => {
        const stream = newStreamName();
        const many = Array.from({ length: 1_000 }, () => jsonEvent({ type: 'late', data: { text: 'x'.repeat(500) } }));
        await expectError(
          DeadlineExceededError,
          store.client.appendToStream(stream, many, { ...options, deadline: 1 }),
        );
        await store.client.appendToStream(newStreamName(), events(1), options);
        await expectError(StreamNotFoundError, collect(store.client.readStream(stream)));
      });

      it(`rejects a ${way} to $all or to a stream without a name`, async () => {
        await expectError(AccessDeniedError, store.client.appendToStream('$all', events(1), options));
        await expectError(UnknownError, store.client.appendToStream('$$', events(1), options));
        await expectError(UnknownError, store.client.appendToStream('', events(1), options));
      });

      it(`rejects a ${way} of events without a type or with an id that is not a UUID`, async () => {
        const [event] = events(1);
        if (!event) throw new Error();
        for (const id of ['not-a-uuid', '00000000-0000-0000-0000-000000000000']) {
          await expectError(UnknownError, store.client.appendToStream(newStreamName(), { ...event, id }, options));
        }
        await expectError(UnknownError, store.client.appendToStream(newStreamName(), { ...event, type: '' }, options));
      });

      it(`accepts a ${way} after a rejected one`, async () => {
        const stream = newStreamName();
        await expectError(AccessDeniedError, store.client.appendToStream('$all', events(1), options));
        expect((await store.client.appendToStream(stream, events(1), options)).success).to.equal(true);
      });
    });
  }
});

describe('a server with users', () => {
  const certificate = createCertificate();
  const store = useEventStore({ credentials: { users: { admin: 'changeit' } }, tls: certificate });

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

  it('accepts a valid password over TLS', async () => {
    await connect('changeit', async (client) => {
      const stream = newStreamName();
      expect((await client.appendToStream(stream, events(1))).success).to.equal(true);
      expect(await collect(client.readStream(stream))).to.have.length(1);
    });
  });

  for (const [kind, password] of [
    ['a wrong password', 'guessed'],
    ['no password', undefined],
  ] as const) {
    it(`rejects every operation with ${kind}`, async () => {
      await connect(password, async (client) => {
        await expectError(AccessDeniedError, client.appendToStream(newStreamName(), events(1)));
        await expectError(AccessDeniedError, collect(client.readStream(newStreamName())));
        await expectError(AccessDeniedError, client.deleteStream(newStreamName()));
      });
    });
  }

  it('rejects a single call with a wrong password', async () => {
    await connect('changeit', async (client) => {
      const credentials = { username: 'admin', password: 'guessed' };
      await expectError(AccessDeniedError, client.appendToStream(newStreamName(), events(1), { credentials }));
      expect((await client.appendToStream(newStreamName(), events(1))).success).to.equal(true);
    });
  });
});
