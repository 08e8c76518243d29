// Whom this client believes about registers: the keys that the operator's admissions in the verified directory give them (protocol.md sections 3 and 6).
import { type RegisterTrust, registerOrigin, type TrustCard } from '../../crypto/index.ts';
import type { Directory } from './directory.ts';

export const registerTrust = (directory: Directory, trust: TrustCard): RegisterTrust => ({
  registerKeys: (authority) => directory.admitted(authority)?.registerKeys ?? null,
  origin: (authority) => registerOrigin(trust.relayName, authority),
  requireSealed: false,
});
