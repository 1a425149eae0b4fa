import { createEncoder } from './codec.ts';
import { uuidMessage } from './uuid.ts';

export type Endpoint = { readonly host: string; readonly port: number };

const VERSION = '24.10.4';
const LEADER = 8;

const encodeMethods = createEncoder('SupportedMethods');
const encodeCluster = createEncoder('ClusterInfo');

/** The gRPC methods and features that the server implements. A client chooses its calls by this list. */
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

/** The encoded gossip reply: a cluster of one node, which is the leader at this endpoint. */
export const clusterInfo = (instanceId: string, endpoint: Endpoint): Buffer =>
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
