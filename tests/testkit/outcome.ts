// The outcome of an act as one word: the code it was refused with, or that it was accepted. Any other error is a failure of the test.
import { type ErrorCode, ProtocolError } from '../../crypto/primitives/errors.ts';

/** 'accepted', or the code of the ProtocolError that `act` threw. Rethrows every other error. */
export function outcome(act: () => unknown): ErrorCode | 'accepted' {
  try {
    act();
    return 'accepted';
  } catch (error) {
    if (error instanceof ProtocolError) return error.code;
    throw error;
  }
}

/** `bytes` with one bit inverted. */
export const flip = (bytes: Uint8Array, bit: number): Uint8Array =>
  bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));

/** As `outcome`, for an act that answers later. */
export async function refusal(act: () => Promise<unknown>): Promise<ErrorCode | 'accepted'> {
  try {
    await act();
    return 'accepted';
  } catch (error) {
    if (error instanceof ProtocolError) return error.code;
    throw error;
  }
}
