// A counterpart whose eight words were compared and whose key the relay then exchanges: its directory with one epoch more, served to whoever speaks
// through a diverted cable (docs/threat-model.md, A5).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openMiddle } from '../../client/cli/practice/middle.ts';
import { sha256 } from '../../crypto/primitives/hash.ts';
import { kemKeyPair } from '../../crypto/primitives/kem.ts';
import { signingKey } from '../../crypto/primitives/sign.ts';
import { foldChain, parseLink } from '../../crypto/protocol/chain.ts';
import { type AuthorityId, idOf, parseId } from '../../crypto/wire/ids.ts';
import { decodeDirectoryLeaf } from '../../crypto/wire/leaf.ts';
import { encodeLink, type Rotation } from '../../crypto/wire/roster-link.ts';
import { signJointly } from '../../crypto/wire/statement.ts';
import { parseTrustCard } from '../../crypto/wire/trust-card.ts';
import { placesIn } from '../../server/main/places.ts';
import { keysFrom, readMasterKey } from '../../server/services/keys.ts';
import type { BrowserWorld, Tab } from './browser.ts';
import { openCable } from './cable.ts';
import { go, heading, press } from './desk.ts';
import { forgedDirectory, type Listed, listed } from './evil-relay.ts';
import { seededRandom } from './seed.ts';

export type Swindle = {
  /** What a browser speaks through to be lied to. */
  readonly proxy: string;
  /** `METHOD path` of everything asked since the exchange. */
  readonly asked: readonly string[];
  /** From now on whoever speaks through the cable is told that this authority has another key. */
  exchange(authority: AuthorityId): Promise<void>;
  close(): Promise<void>;
};

/** A cable that carries everything honestly until `exchange`. */
export async function openSwindle(world: BrowserWorld): Promise<Swindle> {
  const [cable, middle] = await Promise.all([openCable(), openMiddle({ origin: world.relay })]);
  const asked: string[] = [];
  return {
    proxy: cable.address,
    asked,
    async exchange(authority) {
      const { relayName } = parseTrustCard(readFileSync(join(world.home, 'rogatory.json'), 'utf8'));
      const keys = keysFrom(await readMasterKey(placesIn(join(world.home, 'relay')).key), relayName);
      const lie = forgedDirectory({ keys }, await exchanged(world, authority));
      middle.tell(async (request, honest) => {
        asked.push(`${request.method} ${request.path}`);
        if (request.method !== 'GET') return honest();
        const said = await lie(request, honest);
        // What lets a page of another origin read the answer is the relay's, also on a forged one.
        return { ...said, headers: { ...(await honest()).headers, ...said.headers } };
      });
      cable.divert(Number(new URL(world.relay).port), middle.port);
    },
    async close() {
      await cable.close();
      await middle.close();
    },
  };
}

/** An administrator at home compares Talassa's words by telephone and signs; resolves to Talassa's id. */
export async function compareWords(admin: Tab): Promise<AuthorityId> {
  const { page } = admin;
  await go(admin, 'Directory');
  await page.getByRole('link', { name: /Talassa/ }).click();
  await heading(admin, /Talassa/).waitFor();
  const id = new URL(page.url()).pathname.split('/').at(-1) as string;
  const words = await page.getByRole('list', { name: 'The eight words' }).getByRole('listitem').allInnerTexts();
  await page.getByRole('link', { name: /^Compare/ }).click();
  for (const [at, half] of ['Their first four words', 'Their last four words'].entries()) {
    const row = words.slice(4 * at, 4 * at + 4).map((word) => word.trim());
    await page.getByRole('radiogroup', { name: half }).getByText(row.join('  ')).click();
  }
  await press(admin, 'Sign that they are the same');
  await page.getByText(/is who they say they are/).waitFor();
  return parseId('authority', id);
}

/** Writes an informal consultation to Talassa and waits until it is kept. */
export async function consult(official: Tab): Promise<void> {
  const { page } = official;
  await page.evaluate(() => history.pushState({}, '', '/new?kind=consultation'));
  await page.getByRole('button', { name: /^Choose .*Talassa/ }).click();
  await heading(official, 'Informal consultation').waitFor();
  for (const [label, text] of [
    ['Subject', 'A question'],
    ['Text', 'Which register holds the company?'],
    ['Function of the official', 'Officer'],
    ['Unit of the official', 'Mutual legal assistance unit'],
  ] as const)
    await page.getByRole('textbox', { name: label, exact: true }).fill(text);
  await page.getByText(/^Saved \d/).waitFor();
}

/** The directory as the relay has it, and at its end an epoch with a key of the relay's, signed in the name of a device of the authority's. */
async function exchanged(world: BrowserWorld, authority: AuthorityId): Promise<Listed[]> {
  const ledger = new Database(join(world.home, 'relay', 'relay.db'), { readonly: true });
  const honest = ledger
    .prepare(
      `SELECT leaves.data AS leaf, objects.bytes AS object FROM log_leaves leaves
       JOIN logs ON logs.id = leaves.log AND logs.kind = 'directory'
       JOIN directory_objects objects ON objects.dir_index = leaves.leaf_index ORDER BY leaves.leaf_index`,
    )
    .all()
    .map((row) => row as { leaf: Buffer; object: Buffer })
    .map(({ leaf, object }) => ({ leaf: new Uint8Array(leaf), object: new Uint8Array(object) }));
  ledger.close();
  const links = honest
    .filter(({ leaf }) => decodeDirectoryLeaf(leaf).authority === authority)
    .map(({ object }) => object);
  const roster = await foldChain(links, authority);
  const last = links.flatMap((link): Rotation[] => {
    const { body } = parseLink(link).link;
    return 'rotation' in body ? [body.rotation] : [];
  });
  const rotation = last.at(-1) as Rotation;
  const random = seededRandom('exchanged');
  const keyHash = idOf('digest', sha256(kemKeyPair(random(32)).publicKey));
  const [kid] = [...roster.devices.keys()];
  const object = signJointly(
    'link',
    encodeLink({
      authority,
      seq: roster.headSeq + 1,
      previous: roster.headHash,
      body: { type: 'epoch_rotate', rotation: { ...rotation, epoch: rotation.epoch + 1, keyHash } },
      createdAt: Date.now(),
      directory: parseLink(links.at(-1) as Uint8Array).link.directory,
    }),
    [{ kid: kid as NonNullable<typeof kid>, sign: signingKey(random(32)).sign }],
  );
  return [...honest, listed(authority, roster.headSeq + 1, object)];
}
