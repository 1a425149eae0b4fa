import { writeUuid } from '../protocol/uuid.ts';
import { encode, message, text, uint } from '../protocol/wire.ts';

const VERSION = '24.10.4';
const LEADER = 8;

/** Clients choose their calls by what is announced here, so nothing may be announced that is not served. */
const methods: readonly (readonly [name: string, ...features: string[]])[] = [
  ['read', 'position', 'events'],
  ['append'],
  ['delete'],
  ['tombstone'],
  ['batchappend', 'deadline_duration'],
];

export const supportedMethods = (): Buffer =>
  encode(512, (w) => {
    text(w, 2, VERSION);
    for (const [name, ...features] of methods.toReversed()) {
      message(w, 1, () => {
        for (const feature of features.toReversed()) text(w, 3, feature);
        text(w, 2, 'event_store.client.streams.streams');
        text(w, 1, name);
      });
    }
  });

/** The gossip of a cluster of one, which leads and is reached at `endpoint`. */
export const clusterInfo = (instanceId: string, endpoint: { host: string; port: number }): Buffer =>
  encode(256, (w) =>
    message(w, 1, () => {
      message(w, 5, () => {
        uint(w, 2, endpoint.port);
        text(w, 1, endpoint.host);
      });
      uint(w, 4, 1);
      uint(w, 3, LEADER);
      uint(w, 2, Date.now() * 10_000);
      writeUuid(w, 1, instanceId);
    }),
  );
