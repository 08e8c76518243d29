// What all rooms of the desk share: the trust card, the client of the seat that is open, and a way to tell the page that something changed.
import { parseTrustCard, type TrustCard } from '../../../crypto/index.ts';
import { type Client, ClientError, type Progress, readBounded } from '../../sdk/index.ts';

/** What the page shows of each: an announcement makes it ask again. */
export type Topic = 'seat' | 'mail' | 'drafts' | 'directory' | 'authority' | 'alarms' | 'connection' | 'progress';

export type Office = {
  /** The trust card of this origin. Throws POLICY_TRUST, CLIENT_RELAY_UNREACHABLE, CLIENT_RELAY_ANSWER. */
  trust(): Promise<TrustCard>;
  /** The client of the open seat. Throws CLIENT_NO_DEVICE while the desk is locked. */
  client(): Client;
  /** The seat opened or closed. */
  seated(client: Client | null): void;
  announce(topic: Topic): void;
  /** Another number after every change of what a page shows of mail: what was read before it holds no longer. */
  edition(): number;
  /** How far a file of a transmission is, told to whoever asked to be. */
  sending(file: string, progress: Progress): void;
  /** Nothing is on its way any more: the line was cut. */
  halted(): void;
  onSending(listener: (file: string, progress: Progress | null) => void): void;
};

export type OfficeOptions = { readonly origin: string; announce(topic: Topic): void };

const CARD = '/rogatory.json';
/** In bytes: room for a hundred witnesses. */
const MAX_CARD = 262_144;
/** What mail is read from: transmissions, who reads them, how the others are called. */
const READ: ReadonlySet<Topic> = new Set(['mail', 'seat', 'directory']);

export function openOffice({ origin, announce }: OfficeOptions): Office {
  let open: Client | null = null;
  let edition = 0;
  let card: Promise<TrustCard> | null = null;
  let told: Parameters<Office['onSending']>[0] = () => {};

  async function fetchCard(): Promise<TrustCard> {
    const answer = await fetch(`${origin}${CARD}`).catch((cause: unknown) => {
      throw new ClientError('CLIENT_RELAY_UNREACHABLE', 'the trust card cannot be fetched', { cause });
    });
    if (!answer.ok) throw new ClientError('CLIENT_RELAY_UNREACHABLE', `the trust card is answered by ${answer.status}`);
    return parseTrustCard(new TextDecoder().decode(await readBounded(answer, MAX_CARD)));
  }

  return {
    trust() {
      card ??= fetchCard().catch((error: unknown) => {
        // Asked again next time.
        card = null;
        throw error;
      });
      return card;
    },
    client() {
      if (!open) throw new ClientError('CLIENT_NO_DEVICE', 'the desk is locked');
      return open;
    },
    seated(client) {
      open = client;
    },
    announce(topic) {
      if (READ.has(topic)) edition += 1;
      announce(topic);
    },
    edition: () => edition,
    sending: (file, progress) => told(file, progress),
    halted: () => told('', null),
    onSending(listener) {
      told = listener;
    },
  };
}
