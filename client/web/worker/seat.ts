// The room `seat`: who uses this browser, whether the desk is open, and how it is opened and locked.
import type { Office } from './office.ts';

/** Somebody who may open the desk in this browser. */
export type ProfileCard = {
  readonly id: string;
  readonly official: string;
  readonly authority: string;
};

export type Seat = {
  readonly profile: string;
  readonly authority: { readonly id: string; readonly name: string };
  readonly official: { readonly id: string; readonly name: string };
  readonly roles: readonly string[];
};

export type SeatState = {
  /** Invented States and software passkeys. */
  readonly practice: boolean;
  readonly profiles: readonly ProfileCard[];
  /** Null while the desk is locked. */
  readonly seat: Seat | null;
};

export type Connection = {
  readonly connected: boolean;
  /** When everything was last up to date, unix milliseconds; null before. */
  readonly syncedAt: number | null;
  /** Transmissions that wait to be sent. */
  readonly waiting: number;
};

export function seatRoom(office: Office) {
  return {
    async state(): Promise<SeatState> {
      const { practice } = await office.trust();
      return { practice, profiles: [], seat: null };
    },
    connection(): Connection {
      return { connected: false, syncedAt: null, waiting: 0 };
    },
  };
}
