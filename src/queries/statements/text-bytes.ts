import { z } from 'zod';

/** A column of the type `varchar`. It is read as bytes, because a long text that is only passed on need not be decoded. */
export const textBytes = z.custom<Buffer>(Buffer.isBuffer);
