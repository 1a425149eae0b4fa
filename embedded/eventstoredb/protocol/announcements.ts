import { createEncoder } from './codec.ts';
import { uuidMessage } from './uuid.ts';

const VERSION = '24.10.4';
const LEADER = 8;

const encodeMethods = createEncoder('SupportedMethods');
const encodeCluster = createEncoder('ClusterInfo');

/** Clients choose their calls by this list: it may name only what the server implements. */
const methods: readonly (readonly [name: string, ...features: string[]])[] = [
  ['read', 'position', 'events'],
  ['append'],
  ['delete'],
  ['tombstone'],
  ['batchappend', 'deadline_duration'],
];

export const supportedMethods = (): Buffer =>
  encodeMethods({
    methods: methods.map(([methodName, ...features]) => ({
      methodName,
      serviceName: 'event_store.client.streams.streams',
      features,
    })),
    eventStoreServerVersion: VERSION,
  });

/** The gossip reply of a cluster with one member, the leader at this endpoint. */
export const clusterInfo = (instanceId: string, endpoint: { host: string; port: number }): Buffer =>
  encodeCluster({
    members: [
      {
        instanceId: uuidMessage(instanceId),
        timeStamp: Date.now() * 10_000,
        state: LEADER,
        isAlive: true,
        httpEndPoint: { address: endpoint.host, port: endpoint.port },
      },
    ],
  });
