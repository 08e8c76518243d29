// Recovery sheets: the recovery key split among custodians, each sheet a share and the custodian's own signing seed (protocol.md section 3).
import { combine, split } from 'shamir-secret-sharing';
import {
  type Digest,
  demand,
  equal,
  hash,
  idOf,
  type Kid,
  kemKeyPair,
  keyKid,
  ProtocolError,
  type Random,
  type Roster,
  type StatementSigner,
  sha256,
  signingKey,
} from '../../crypto/index.ts';

/** What `recovery_set` says of the sheets. */
export type RecoveryPublic = {
  readonly recoveryKey: Uint8Array;
  readonly needed: number;
  readonly custodians: readonly { readonly key: Uint8Array; readonly shareCommitment: Digest }[];
};

/** The content of one sheet. It is printed, handed over, and kept nowhere else. */
export type RecoverySheet = { readonly number: number; readonly share: Uint8Array; readonly seed: Uint8Array };

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SEED = 32;
const CHECK = 5;

const commitmentOf = (share: Uint8Array): Digest => idOf('digest', hash('share-commitment', share));

/** New sheets, `needed` of which give the key back. Shares are drawn by the platform's own generator. Throws POLICY_RECOVERY_SHARE for odd numbers. */
export async function makeRecovery(input: {
  readonly needed: number;
  readonly custodians: number;
  readonly random: Random;
}): Promise<{ readonly public: RecoveryPublic; readonly sheets: readonly RecoverySheet[] }> {
  const { needed, custodians, random } = input;
  demand(needed >= 2 && custodians >= needed && custodians <= 16, 'POLICY_RECOVERY_SHARE', 'two of two, up to sixteen');
  const secret = random(SEED);
  const shares = await split(secret, custodians, needed);
  // The library is silent about what it cannot do: what was split is put together again before anybody relies on it.
  demand(equal(await combine(shares.slice(0, needed)), secret), 'POLICY_RECOVERY_SHARE', 'the shares do not combine');
  const sheets = shares.map((share, i) => ({ number: i + 1, share, seed: random(SEED) }));
  return {
    public: {
      recoveryKey: kemKeyPair(secret).publicKey,
      needed,
      custodians: sheets.map(({ share, seed }) => ({
        key: signingKey(seed).publicKey,
        shareCommitment: commitmentOf(share),
      })),
    },
    sheets,
  };
}

/** The sheet as printed: number, then base32 in groups of four with a checksum at the end. */
export function sheetText({ number, share, seed }: RecoverySheet): string {
  const bytes = new Uint8Array([number, share.length, ...share, ...seed]);
  const checked = new Uint8Array([...bytes, ...sha256(bytes).subarray(0, CHECK)]);
  return (toBase32(checked).match(/.{1,4}/g) as string[]).join('-');
}

/** Reads what somebody typed from a sheet. Throws POLICY_RECOVERY_SHARE when a character is wrong or missing. */
export function parseSheet(typed: string): RecoverySheet {
  const bytes = fromBase32(typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1'));
  const end = bytes.length - CHECK;
  const length = bytes[1] ?? 0;
  demand(end === 2 + length + SEED, 'POLICY_RECOVERY_SHARE', 'a sheet of another length');
  const checked = equal(sha256(bytes.subarray(0, end)).subarray(0, CHECK), bytes.subarray(end));
  demand(checked, 'POLICY_RECOVERY_SHARE', 'a mistyped sheet');
  return { number: bytes[0] as number, share: bytes.slice(2, 2 + length), seed: bytes.slice(2 + length, end) };
}

/** The key under which a sheet's custodian signs. */
export const custodianOf = ({ seed }: RecoverySheet): StatementSigner => {
  const key = signingKey(seed);
  return { kid: keyKid('custodian-kid', key.publicKey), sign: key.sign };
};

/** What is wrong with a sheet, held against the set in force: nobody's, with another share than its custodian was given, or given before. */
export type SheetFault = 'foreign' | 'other share' | 'given twice';
export type SheetVerdict = { readonly number: number; readonly fault: SheetFault | null };

const FAULTS: { readonly [F in SheetFault]: string } = {
  foreign: 'of nobody who is a custodian now',
  'other share': 'with a share of another set',
  'given twice': 'given twice',
};

/** Each sheet by its number, and whether it counts. A sheet that counts is one of the set in force; together they may still be too few. */
export function judgeSheets(sheets: readonly RecoverySheet[], roster: Roster): SheetVerdict[] {
  const seen = new Set<Kid>();
  return sheets.map((sheet) => {
    const { kid } = custodianOf(sheet);
    const custodian = roster.recovery?.custodians.find((one) => one.kid === kid);
    const { number, share } = sheet;
    if (!custodian) return { number, fault: 'foreign' };
    if (custodian.shareCommitment !== commitmentOf(share)) return { number, fault: 'other share' };
    if (seen.has(kid)) return { number, fault: 'given twice' };
    seen.add(kid);
    return { number, fault: null };
  });
}

/**
 * The recovery key's secret from enough sheets of the set in force. Throws POLICY_RECOVERY_SHARE, naming the sheet by its number: one of another set, with
 * another share; too few; or shares that combine to another key (which the splitting itself would not notice).
 */
export async function combineSheets(sheets: readonly RecoverySheet[], roster: Roster): Promise<Uint8Array> {
  const { recovery } = roster;
  demand(recovery, 'POLICY_RECOVERY_SHARE', 'this authority has no recovery');
  const verdicts = judgeSheets(sheets, roster);
  for (const { number, fault } of verdicts)
    if (fault && fault !== 'given twice')
      throw new ProtocolError('POLICY_RECOVERY_SHARE', `sheet ${number} is ${FAULTS[fault]}`);
  const own = sheets.filter((_, i) => verdicts[i]?.fault === null);
  demand(
    own.length >= recovery.needed,
    'POLICY_RECOVERY_SHARE',
    `${own.length} of ${recovery.needed} different sheets`,
  );
  let secret: Uint8Array;
  try {
    secret = await combine(own.map(({ share }) => share));
  } catch (cause) {
    throw new ProtocolError('POLICY_RECOVERY_SHARE', 'the shares do not combine', { cause });
  }
  const right = secret.length === SEED && equal(kemKeyPair(secret).publicKey, recovery.key);
  demand(right, 'POLICY_RECOVERY_SHARE', 'the shares combine to another key');
  return secret;
}

function toBase32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET[(held >> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + ALPHABET[(held << (5 - bits)) & 31] : text;
}

function fromBase32(text: string): Uint8Array {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const letter of text) {
    const value = ALPHABET.indexOf(letter);
    demand(value >= 0, 'POLICY_RECOVERY_SHARE', 'a character no sheet has');
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push(held >> bits);
      held &= (1 << bits) - 1;
    }
  }
  return new Uint8Array(bytes);
}
