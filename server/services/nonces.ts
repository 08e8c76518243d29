// Nonces of gestures: issued once, to one device, for ten minutes, and used up in the transaction that they belong to (protocol.md section 5).
import { demand, type Gesture, type Kid, toHex } from '../../crypto/relay.ts';
import type { Effect, Store } from '../../db/store.ts';

/** SUB-9: each nonce was issued to this device, is unexpired and unused; using them up is part of the transaction. */
export async function nonceEffects(
  store: Store,
  gestures: readonly Gesture[],
  kid: Kid,
  now: number,
): Promise<Effect[]> {
  const effects: Effect[] = [];
  for (const gesture of gestures) {
    const nonce = toHex(gesture.nonce);
    const issued = await store.nonce(nonce, kid, 'gesture', now);
    demand(issued, 'POLICY_REPLAY', 'the nonce of a gesture was used, has expired, or was issued to another device');
    effects.push({ effect: 'nonce-used', nonce, kid, at: now });
  }
  return effects;
}
