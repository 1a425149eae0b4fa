import type { SealedEvent } from '../../src/ports/log.ts';
import { findParked, type ParkedStream } from '../../src/projections/parking/parked-streams.ts';
import type { Application } from '../../src/service/connect.ts';
import { CliError } from '../host/host.ts';

/** The positional argument that names a parked stream, by the id that `dead-letters list` prints. */
export const parkedId = { type: 'string', demandOption: true, describe: 'Id of the parked stream' } as const;

export function parseParkedId(text: string): bigint {
  if (!/^\d{1,18}$/.test(text)) throw new CliError(`${text} is not the id of a parked stream.`);
  return BigInt(text);
}

export async function readParked({ db }: Application, id: bigint): Promise<ParkedStream> {
  const parked = await findParked(db, id);
  if (!parked) throw unknownStream(id);
  return parked;
}

export const unknownStream = (id: bigint): CliError =>
  new CliError(`There is no parked stream ${id}; see irontrack dead-letters list.`);

export const versionOf = ({ projection, version }: ParkedStream): string => `${projection}@${version}`;
export const placeOf = ({ stream, revision }: Pick<SealedEvent, 'stream' | 'revision'>): string =>
  `${stream}@${revision}`;
