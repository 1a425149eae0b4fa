import { z } from 'zod';
import type { BadEvent } from '../../ports/tree-heads.ts';
import { provableKinds } from '../../queries/audit/audited-kinds.ts';
import { json, streamed } from '../reply.ts';
import { response, streamOf } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { linesOf, ndjson } from './ndjson-lines.ts';
import { exampleKey, exampleProofLine, exampleSigned, exampleVerified } from './proof-examples.ts';
import { proofLine, publicKeys, signedTreeHead, verificationLine, verifiedHistory } from './proof-responses.ts';
import { ownReader } from './reader.ts';

const tag = 'audit';

const shownBad = ({ kind, position, ...place }: BadEvent) => ({ what: kind, ...place, position: String(position) });

/** The routes with which histories are proved and verified. */
export const proofRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/audit/keys',
    operationId: 'listProofKeys',
    tag,
    guard: 'anyone',
    summary: 'Read the public key with which tree heads are signed.',
    description: 'A JWK set. Keep a copy: a key that is read together with a proof proves nothing.',
    request: {},
    responses: { 200: response(publicKeys) },
    problems: [],
    example: { response: { status: 200, body: { keys: [exampleKey] } } },
    handle:
      ({ treeHeads }) =>
      async () =>
        json({ keys: [treeHeads.publicKey] }),
  }),
  route({
    method: 'get',
    path: '/api/v1/audit/tree-head',
    operationId: 'getTreeHead',
    tag,
    guard: 'user',
    summary: 'Read the newest signed statement about the last events of all streams.',
    description: 'Null before the first signature. With a copy you can prove later that the log had this state.',
    request: {},
    responses: { 200: response(z.strictObject({ signed: signedTreeHead.nullable() })) },
    problems: [],
    example: { response: { status: 200, body: { signed: exampleSigned } } },
    handle:
      ({ treeHeads }) =>
      async () => {
        const signed = await treeHeads.last();
        return json({ signed: signed && { text: signed.text, signature: signed.signature } });
      },
  }),
  route({
    method: 'get',
    path: '/api/v1/audit/proof',
    operationId: 'exportProof',
    tag,
    guard: 'user',
    summary: 'Export a proof of your history, which anyone can check offline.',
    description:
      'NDJSON: a line with a signed tree head; for each stream a line for each event, with the exact text that its chain ' +
      'covers, and a line with its head and how the tree head contains it; and a line with their numbers. Without any ' +
      'signature yet, it is only the last line. Texts that people typed are encrypted in it.',
    request: {},
    responses: { 200: streamOf(proofLine, [ndjson]) },
    problems: [],
    example: { response: { status: 200, body: exampleProofLine } },
    handle:
      ({ treeHeads, dataReads, clock }) =>
      async ({ caller }) => {
        const read = { ...ownReader(caller), operation: 'exportProof', about: null, at: clock() };
        await dataReads.record([read]);
        return streamed({ type: ndjson, content: linesOf(treeHeads.prove(caller.account.id, provableKinds)) });
      },
  }),
  route({
    method: 'get',
    path: '/api/v1/audit/verification',
    operationId: 'verifyHistory',
    tag,
    guard: 'user',
    summary: 'Check that no event of your history was changed, removed or cut off.',
    description: 'Reads all your streams in the log. At most 100 bad events are named.',
    request: {},
    responses: { 200: response(verifiedHistory) },
    problems: [],
    example: { response: { status: 200, body: exampleVerified } },
    handle:
      ({ treeHeads }) =>
      async ({ caller }) => {
        const { signed, streams, events, problems } = await treeHeads.verify(caller.account.id);
        const signedUpTo = signed && { number: signed.number, position: String(signed.position), at: signed.at };
        return json({ signed: signedUpTo, streams, events, problems: problems.map(shownBad) });
      },
  }),
  route({
    method: 'get',
    path: '/api/v1/audit/verification/installation',
    operationId: 'verifyInstallation',
    tag,
    guard: 'superuser',
    summary: 'Check the whole log, as `irontrack audit verify` does.',
    description:
      'NDJSON while the log is read: how far the check is, each problem, and the result. The file of stream heads is ' +
      'compared if the process that answers has it. A process verifies for one caller at a time; another one gets 503.',
    request: {},
    responses: { 200: streamOf(verificationLine, [ndjson]) },
    problems: [],
    example: { response: { status: 200, body: { kind: 'progress', position: '4211' } } },
    handle:
      ({ verifyInstallation }) =>
      async () =>
        streamed({ type: ndjson, content: linesOf(verifyInstallation()) }),
  }),
];
